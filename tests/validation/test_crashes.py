"""Nothing that was recorded is lost or duplicated, whatever kills the run."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from support.synthetic import SLOW

from netbounds.validation import sweep

TESTS = Path(__file__).parents[1]


def rows(path):
    """Everything stored, but for the time it took."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(
            "SELECT series, block, data, checksum FROM block ORDER BY series, block"
        ).fetchall()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("undisturbed") / "s.sqlite"
    verdicts = sweep({"synthetic": SLOW}, store=path, workers=1)
    return [v.record() for v in verdicts], rows(path)


@pytest.fixture
def victim():
    """Starts the process that runs sweeps, and ends it afterwards."""
    started = []

    def start(workers):
        path = os.pathsep.join([str(TESTS), *filter(None, sys.path)])
        process = subprocess.Popen(
            [sys.executable, "-m", "support.victim", str(workers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == b"ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.stdin.close()
        process.stdout.close()
        process.wait()


def resumed(path):
    return [v.record() for v in sweep({"synthetic": SLOW}, store=path, workers=1)]


def kill_repeatedly(process, folder, kills, rng):
    """Kill sweeps at random moments; dots seen and stores left behind."""
    finished = 0
    store = folder / "s0.sqlite"
    seen = 0
    for _ in range(kills):
        process.stdin.write(f"{store}\n".encode())
        child = int(process.stdout.readline())
        killer = threading.Timer(rng.uniform(0.0, 0.4), os.kill, (child, signal.SIGKILL))
        killer.start()
        said = b""
        while not said.endswith(b"|"):
            said += process.stdout.read(64)
        killer.cancel()
        killer.join()
        seen += said.count(b".")
        assert len(rows(store)) >= seen  # every block that was reported is recorded
        if b"!" in said:
            finished, seen = finished + 1, 0
            yield store
            store = folder / f"s{finished}.sqlite"
    yield store


def check_kills(victim, tmp_path, undisturbed, kills):
    process = victim(1)
    for store in kill_repeatedly(process, tmp_path, kills, random.Random(kills)):
        if store.exists():
            assert resumed(store) == undisturbed[0]
            assert rows(store) == undisturbed[1]


def test_a_run_killed_four_times_resumes_to_the_same_bits(victim, tmp_path, undisturbed):
    check_kills(victim, tmp_path, undisturbed, 4)


@pytest.mark.slow
def test_a_run_killed_at_fifty_random_moments_resumes_to_the_same_bits(
    victim, tmp_path, undisturbed
):
    check_kills(victim, tmp_path, undisturbed, 50)


@pytest.mark.slow
def test_workers_of_a_killed_parent_do_not_outlive_it(victim, tmp_path, undisturbed):
    process = victim(2)
    store = tmp_path / "s.sqlite"
    process.stdin.write(f"{store}\n".encode())
    process.stdout.readline()
    process.stdout.read(4)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.wait()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{c}").exists() for c in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [c for c in children if Path(f"/proc/{c}").exists()] == []
    assert resumed(store) == undisturbed[0]
    assert rows(store) == undisturbed[1]


def kill_workers(moments, rng):
    """Kill one of the sweep's worker processes at each of the moments."""
    from joblib.externals.loky import reusable_executor

    def kill():
        for moment in moments:
            time.sleep(moment)
            executor = reusable_executor._executor
            alive = list(executor._processes or ()) if executor else []
            if alive:
                os.kill(rng.choice(alive), signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


@pytest.mark.slow
def test_killed_workers_are_replaced_and_nothing_is_lost(tmp_path, undisturbed):
    rng = random.Random(3)
    for attempt in range(5):
        store = tmp_path / f"s{attempt}.sqlite"
        killer = kill_workers([rng.uniform(0.2, 1.0) for _ in range(3)], rng)
        verdicts = sweep({"synthetic": SLOW}, store=store, workers=2)
        killer.join()
        assert [v.record() for v in verdicts] == undisturbed[0]
        assert rows(store) == undisturbed[1]
