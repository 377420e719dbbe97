"""A Dask cluster as the place where tasks run (extra `cluster`), through joblib's dask backend."""

from collections.abc import Iterable, Iterator
from typing import Any

from netbounds.domains import DomainError
from netbounds.validation.executors import Result, Task, run_task
from netbounds.validation.source import package_fingerprint

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
        try:
            self.workers = self._checked_workers()
        except BaseException:
            self._client.close()
            raise
        return self

    def _checked_workers(self) -> int:
        threads = self._client.nthreads()
        if not threads:
            raise DomainError(
                f"the Dask scheduler at {self._address} has no workers; "
                f"start some with `dask worker {self._address} --nthreads 1`"
            )
        # what they compute is stored under the fingerprint of the source text found here
        here = package_fingerprint()
        for worker, there in self._client.run(package_fingerprint).items():
            if there != here:
                raise DomainError(
                    f"the Dask worker {worker} has another netbounds than this machine; "
                    "install the same version everywhere"
                )
        return int(sum(threads.values()))

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
