"""A Dask cluster as the place where tasks run (extra `cluster`), through joblib's dask backend."""

from collections.abc import Iterable, Iterator
from typing import Any

from netbounds.domains import DomainError
from netbounds.validation.executors import Result, Task, run_task

_PATIENCE = 10  # seconds a scheduler may take to answer


class Cluster:
    """The workers of a Dask scheduler; each must have the same netbounds installed."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None
        self.workers = 1

    def __enter__(self) -> "Cluster":
        try:
            from distributed import Client
        except ImportError:
            raise DomainError(
                "--scheduler needs Dask; install it with: pip install 'netbounds[cluster]'"
            ) from None
        try:
            self._client = Client(self._address, timeout=_PATIENCE, set_as_default=True)
        except (OSError, TimeoutError, ValueError) as error:
            raise DomainError(
                f"no Dask scheduler answers at {self._address}; start one with `dask scheduler`"
            ) from error
        self.workers = max(1, sum(self._client.nthreads().values()))
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """Hand tasks to the cluster, few ahead of need; lost tasks are run again by Dask."""
        import joblib

        with joblib.parallel_config(backend="dask"):
            parallel = joblib.Parallel(
                return_as="generator_unordered", batch_size=1, pre_dispatch="3*n_jobs"
            )
            yield from parallel(joblib.delayed(run_task)(task) for task in tasks)
