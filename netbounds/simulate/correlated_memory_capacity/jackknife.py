"""Adjusted capacities of a recording in stretches, and their scatter when one is left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    capacities,
    total,
)
from netbounds.simulate.correlated_memory_capacity.factors import (
    Factors,
    factor_capacities,
    merged,
)

FloatArray = NDArray[np.float64]
Record = Callable[[type[Covariances] | type[Factors]], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jackknife:
    """Capacities of every target from the whole recording and from all but each stretch.

    `left_out` is (stretches, targets); `readouts` counts independent regressors.
    """

    raw: FloatArray
    adjusted: FloatArray
    left_out: FloatArray
    samples: int
    readouts: int

    def error(self, targets: slice = slice(None)) -> float:
        """Standard error of the summed adjusted capacity of these targets."""
        sums = self.left_out[:, targets].sum(axis=1)
        return float(np.sqrt((len(sums) - 1) * np.var(sums)))


def jackknife(record: Record) -> Jackknife:
    """Capacities from `record(kind)`, the sums over each stretch gathered in that kind.

    Covariances come first, being cheap. Where their rounding hides states from the readout the
    recording is taken once more, by its factor.
    """
    parts = record(Covariances)
    whole = total(parts)
    raw, rank = capacities(whole)
    if rank < whole.states.size:
        return _by_factors(record(Factors))
    left_out = [_fair(*capacities(rest), rest.samples) for rest in map(whole.without, parts)]
    return _found(raw, rank, whole.samples, left_out)


def _by_factors(parts: Sequence[Factors]) -> Jackknife:
    whole = merged(parts)
    raw, rank = factor_capacities(whole)
    left_out = [_fair(*factor_capacities(rest), rest.samples) for rest in _all_but_one(parts)]
    return _found(raw, rank, whole.samples, left_out)


def _all_but_one(parts: Sequence[Factors]) -> Iterator[Factors]:
    for k in range(len(parts)):
        yield merged([*parts[:k], *parts[k + 1 :]])


def _fair(raw: FloatArray, rank: int, samples: int) -> FloatArray:
    return np.asarray(adjusted(raw, samples, rank))


def _found(raw: FloatArray, rank: int, samples: int, left_out: list[FloatArray]) -> Jackknife:
    return Jackknife(
        raw=raw,
        adjusted=_fair(raw, rank, samples),
        left_out=np.array(left_out),
        samples=samples,
        readouts=rank,
    )
