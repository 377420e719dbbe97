"""The same sweep on a Dask cluster of separate processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.synthetic import CLAIMS, SLOW

from netbounds.domains import DomainError
from netbounds.validation import sweep
from netbounds.validation.progress import Silent

TESTS = Path(__file__).parents[1]


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers; address, and the worker processes."""
    card = tmp_path / "scheduler.json"
    started = []

    def start(module, *arguments):
        path = os.pathsep.join([str(TESTS), *filter(None, sys.path)])
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"],
            env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"},
            cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        started.append(process)
        return process

    def worker():
        return start("dask_worker", "--scheduler-file", str(card), "--nthreads", "1", "--no-nanny")

    start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(card))
    workers = [worker(), worker()]
    deadline = time.monotonic() + 60
    while not card.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    yield json.loads(card.read_text())["address"], workers
    for process in reversed(started):
        process.kill()
        process.wait()


def records(claims, path, **where):
    return [v.record() for v in sweep({"synthetic": claims}, store=path, **where)]


@pytest.mark.slow
def test_a_cluster_gives_the_bits_that_this_machine_gives(cluster, tmp_path):
    address, _ = cluster
    here = records(CLAIMS, tmp_path / "here.sqlite", workers=1)
    assert records(CLAIMS, tmp_path / "there.sqlite", scheduler=address) == here


@pytest.mark.slow
def test_a_worker_killed_in_mid_sweep_loses_nothing(cluster, tmp_path):
    address, workers = cluster

    class Killer(Silent):
        seen = 0

        def advance(self, blocks, seconds_left):
            self.seen += blocks
            if self.seen >= 10 and workers[0].poll() is None:
                os.kill(workers[0].pid, signal.SIGKILL)
                workers[0].wait()

    there = records(SLOW, tmp_path / "there.sqlite", scheduler=address, progress=Killer())
    assert workers[0].returncode == -signal.SIGKILL
    assert there == records(SLOW, tmp_path / "here.sqlite", workers=1)


def test_a_scheduler_that_does_not_answer_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("netbounds.validation.cluster._PATIENCE", 0.5)
    with pytest.raises(DomainError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        sweep({"synthetic": CLAIMS}, store=tmp_path / "s", scheduler="tcp://127.0.0.1:9")
