"""Where tasks run: in this process, in worker processes, or on a Dask cluster."""

import functools
import os
import signal
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from netbounds.domains import refusal
from netbounds.validation.store import Block
from netbounds.validation.trials import Failure, Work, run_blocks

Job = tuple[str, Work, list[int]]
Task = list[Job]
"""Blocks of one or more series that one worker computes without a break."""
Result = list[tuple[str, list[tuple[int, Block | Failure]]]]


class Executor(Protocol):
    """Runs tasks; results come in any order."""

    @property
    def workers(self) -> int:
        """How many tasks run at a time."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Run the tasks and hand each result over as it arrives."""


def choose(workers: int | None, scheduler: str | None) -> AbstractContextManager[Executor]:
    """The executor for this many workers, or for a cluster's scheduler."""
    if scheduler is not None:
        from netbounds.validation.cluster import Cluster

        return Cluster(scheduler)
    if workers is None:
        workers = len(os.sched_getaffinity(0))
    if workers < 1:
        raise refusal("validate", "workers", "be >= 1", workers)
    return Here() if workers == 1 else Processes(workers)


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra on one thread: sums, and so verdicts, must not depend on how many it finds."""
    import scipy.linalg  # noqa: F401 (brings its own library, which is limited only once loaded)
    import threadpoolctl

    with threadpoolctl.threadpool_limits(1):
        yield


class Here:
    """This process."""

    workers = 1

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """One task after the other."""
        return map(run_task, tasks)


class Processes:
    """Worker processes on this machine, one thread each (joblib, loky)."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def __enter__(self) -> "Processes":
        # joblib replaces a worker that has grown, and warns; nothing is lost, nobody need act
        warnings.filterwarnings(
            "ignore", "A worker stopped while some jobs were given", UserWarning
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._stop()

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Hand tasks to the workers, few ahead of need."""
        import joblib

        with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
            parallel = joblib.Parallel(
                n_jobs=self.workers, return_as="generator_unordered",
                batch_size=1, pre_dispatch="3*n_jobs",
            )  # fmt: skip
            yield from parallel(joblib.delayed(_run_watched)(os.getpid(), task) for task in tasks)

    def _stop(self) -> None:
        from joblib.externals.loky import get_reusable_executor

        get_reusable_executor(max_workers=self.workers).shutdown(wait=False, kill_workers=True)


def run_task(task: Task) -> Result:
    """What a worker is asked to do."""
    return [(key, run_blocks(work, blocks)) for key, work, blocks in task]


def _run_watched(parent: int, task: Task) -> Result:
    _watch(parent)
    return run_task(task)


@functools.cache
def _watch(parent: int) -> None:
    """End this worker soon after its parent was killed, instead of minutes later.

    Ctrl-C reaches every process of a terminal; the parent ends its workers, they need not shout.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
