"""Run the claims of systems by name."""

from collections.abc import Iterable
from pathlib import Path

from netbounds.claim import Claim
from netbounds.validation.progress import Progress
from netbounds.validation.sweep import sweep
from netbounds.validation.verdicts import Verdict


def claims(slug: str) -> tuple[Claim, ...]:
    """The claims of a system."""
    from netbounds.systems import module

    return tuple(module("validation", slug).CLAIMS)


def validate(
    slugs: Iterable[str] | None = None,
    *,
    full: bool = False,
    workers: int | None = None,
    store: str | Path | None = None,
    scheduler: str | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> list[Verdict]:
    """Hold the laws of systems (default: all) against their simulations and published numbers.

    Parameters
    ----------
    full
        Visit more points with more trials: minutes instead of seconds.
    workers
        Worker processes (default: one for each core). The verdicts do not depend on it.
    store
        File that keeps every result; what it has is not computed again.
    scheduler
        Address of a Dask scheduler, e.g. ``tcp://host:8786``, to run on a cluster.
    seed
        Root of all randomness.
    """
    from netbounds.systems import SYSTEMS, canonical

    wanted = [canonical(slug) for slug in slugs] if slugs is not None else list(SYSTEMS)
    return sweep(
        {slug: claims(slug) for slug in wanted},
        full=full, workers=workers, store=store, scheduler=scheduler, seed=seed, progress=progress,
    )  # fmt: skip
