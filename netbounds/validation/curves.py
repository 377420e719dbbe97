"""Curves: what figures draw, computed once by any workers and kept in the store.

A figure asks laws at many more points than claims do, and may simulate for a trace. So its panels
are computed beside those of other figures, under a key that holds the source text that they may
run and all that was measured; a figure drawn again costs only the drawing.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from netbounds.points import point_text
from netbounds.validation.codec import decode, encode
from netbounds.validation.executors import choose, one_thread
from netbounds.validation.figures import Figure, Measured, Measurement, Panel, Series, measurements
from netbounds.validation.source import data_fingerprint, fingerprint
from netbounds.validation.store import Block, Store
from netbounds.validation.sweep import version_of_netbounds
from netbounds.validation.trials import Failure, Work
from netbounds.validation.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Known:
    """The panels of a figure, and the claims whose measurements they show."""

    panels: tuple[Panel, ...]
    claims: tuple[str, ...]

    def __call__(self, measured: Measured) -> tuple[Panel, ...]:
        """The panels; whoever listens hears which measurements are in them."""
        for name in self.claims:
            measured(name)
        return self.panels


def with_curves(
    figures: Mapping[str, Sequence[Figure]],
    verdicts: Sequence[Verdict],
    *,
    store: Store | str | Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> dict[str, tuple[Figure, ...]]:
    """The figures of each system with their panels known; only what the store lacks is computed.

    Parameters
    ----------
    figures
        The figures of each system, by slug.
    verdicts
        What was measured, as `sweep` returns it.
    store, workers, scheduler
        As for `sweep`.

    Raises
    ------
    DomainError
        If a figure asks for a claim that its system does not have.
    """
    kept = store if isinstance(store, Store) else Store(store)
    try:
        known = _computed(figures, verdicts, kept, workers, scheduler)
    finally:
        if kept is not store:
            kept.close()
    return {
        slug: tuple(replace(figure, panels=known[slug, figure.name]) for figure in some)
        for slug, some in figures.items()
    }


def _computed(
    figures: Mapping[str, Sequence[Figure]],
    verdicts: Sequence[Verdict],
    store: Store,
    workers: int | None,
    scheduler: str | None,
) -> dict[tuple[str, str], Known]:
    known: dict[tuple[str, str], Known] = {}
    missing: dict[str, tuple[str, Work]] = {}
    for slug, some in figures.items():
        own = [v for v in verdicts if v.system == slug]
        for figure in some:
            key = _key(figure, own)
            if block := store.blocks(key).get(0):
                known[slug, figure.name] = _known(block)
            else:
                missing[key] = slug, _work(figure, own)
    if not missing:
        return known
    with one_thread(), choose(workers, scheduler) as executor:
        tasks = ([(key, work, [0])] for key, (_, work) in missing.items())
        for key, done in itertools.chain.from_iterable(executor.run(tasks)):
            slug, work = missing[key]
            ((_, result),) = done
            if isinstance(result, Failure):
                _panels(**work.point)  # raises here what was raised there
                raise RuntimeError(result.trace)
            figure = work.point["figure"]
            known[slug, figure.name] = _known(result)
            if store.writable:
                store.describe(
                    key, system=slug, claim=f"figure {figure.name}", point="", seed=0,
                    source=fingerprint(figure.panels), version=version_of_netbounds(),
                )  # fmt: skip
                store.keep(key, [(0, result)])
    return known


def _work(figure: Figure, verdicts: Sequence[Verdict]) -> Work:
    measured = measurements(verdicts, [v.claim for v in verdicts])
    point = {"figure": figure, "measured": measured}
    return Work(sample=_panels, point=point, block=1, seed=0, spawn=(0, 0))


def _key(figure: Figure, verdicts: Sequence[Verdict]) -> str:
    digest = hashlib.sha256()
    for part in ("curves", figure.name, fingerprint(figure.panels), data_fingerprint()):
        digest.update(f"{part}\0".encode())
    for verdict in verdicts:
        digest.update(f"{verdict.name}\0".encode())
        for m in verdict.measured:
            digest.update(f"{point_text(m.point)}\0{m.trials}\0".encode())
            digest.update(encode([m.mean, m.error]))
    return digest.hexdigest()[:32]


def _panels(figure: Figure, measured: Measured) -> Mapping[str, Any]:
    """The panels as plain numbers and words, and the claims that they ask for."""
    asked: dict[str, None] = {}

    def listening(name: str) -> list[Measurement]:
        asked[name] = None
        return measured(name)

    panels = [
        {**_parts(panel), "series": [_parts(series) for series in panel.series]}
        for panel in figure.panels(listening)
    ]
    return {"panels": panels, "claims": list(asked)}


def _parts(record: Panel | Series) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _known(block: Block) -> Known:
    (found,) = decode(block.data)
    panels = tuple(
        Panel(**{**panel, "series": tuple(Series(**series) for series in panel["series"])})
        for panel in found["panels"]
    )
    return Known(panels, found["claims"])
