"""Information processing capacity: linear and nonlinear functions of past inputs, by degree."""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal
from netbounds.simulate.correlated_memory_capacity.covariances import (
    adjusted,
    capacities,
    chance_threshold,
    total,
)
from netbounds.simulate.correlated_memory_capacity.measured import enough, recorded, stretches
from netbounds.statistics import Measured

FloatArray = NDArray[np.float64]
Distribution = Literal["uniform", "gaussian"]
_MOST = 20_000  # targets


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingEstimate:
    """Measured capacities of orthonormal polynomials of past inputs.

    Attributes
    ----------
    by_degree
        Adjusted total of each degree with its jackknife error.
    capacities
        Adjusted capacity of each target, degree by degree.
    targets
        For each degree one tuple of (delay, power) pairs a target.
    threshold
        Raw capacity that no target exceeds by chance (error rate 1 % for all together).
    samples, readouts
        Time steps used; independent regressors found. The capacities of all degrees and delays
        can sum to no more than the latter.
    """

    by_degree: Mapping[int, Measured]
    capacities: Mapping[int, FloatArray]
    targets: Mapping[int, tuple[tuple[tuple[int, int], ...], ...]]
    threshold: float
    samples: int
    readouts: int

    @property
    def total(self) -> float:
        """Capacity of all degrees together."""
        return sum(part.value for part in self.by_degree.values())

    def __str__(self) -> str:
        degrees = ", ".join(f"degree {p}: {c}" for p, c in self.by_degree.items())
        return f"{self.total:.4g} of at most {self.readouts} ({degrees})"


def information_processing_capacity(
    states: ArrayLike,
    inputs: ArrayLike,
    degrees: Mapping[int, int],
    *,
    distribution: Distribution,
    washout: int = 200,
    readouts: Sequence[int] | NDArray[np.integer] | None = None,
) -> ProcessingEstimate:
    """How much a linear readout computes: capacity of every polynomial of past inputs.

    Targets are products of orthonormal polynomials of the inputs at different delays (Legendre
    for uniform, Hermite for Gaussian inputs) of a given total degree. Degree 1 is memory.

    Parameters
    ----------
    states, inputs, washout, readouts
        As in `memory_capacity`.
    degrees
        Number of delays to look at for each degree, e.g. ``{1: 40, 2: 12, 3: 10}``.
    distribution
        What the inputs are drawn from, independently from step to step; any mean and scale.

    Raises
    ------
    DomainError
        As `memory_capacity`; and for inputs of two values with degrees above 1, whose squares are
        constant, or for more targets than 20000.

    Notes
    -----
    Source: dambre2012. The chance level is the Beta law of R^2, no surrogates needed.

    Examples
    --------
    >>> s = np.random.default_rng(1).uniform(-1, 1, 5000)
    >>> x = np.stack([s, s**2 * np.roll(s, 1)], axis=1)
    >>> print(information_processing_capacity(x, s, {1: 3, 3: 3}, distribution="uniform"))
    2.008 of at most 2 (degree 1: 1.5570 ± 0.0075, degree 3: 0.451 ± 0.018)
    """
    where = "information_processing_capacity"
    x, s = recorded(where, states, inputs, readouts)
    plan = _plan(where, degrees)
    if max(degrees) > 1 and np.unique(s).size <= max(degrees):
        rule = f"take more than {max(degrees)} values, or higher powers are no new functions"
        raise refusal(where, "inputs", rule, f"{np.unique(s).size} values")
    enough(where, s.size, washout, max(degrees.values()) - 1, x.shape[1])
    tables = polynomials((s - s.mean()) / s.std(), max(degrees), distribution)
    every = [target for p in degrees for target in plan[p]]

    def values(start: int, stop: int) -> FloatArray:
        return polynomial_targets(tables, every, start, stop)

    parts = stretches(x, values, len(every), washout)
    whole = total(parts)
    raw, rank = capacities(whole)
    left_out = []
    for part in parts:
        rest = whole.without(part)
        some, number = capacities(rest)
        left_out.append(adjusted(some, rest.samples, number))
    found = adjusted(raw, whole.samples, rank)
    spread = math.sqrt(len(parts) - 1)
    by_degree, by_target, start = {}, {}, 0
    for p in degrees:
        of_degree = slice(start, start + len(plan[p]))
        error = spread * float(np.std([row[of_degree].sum() for row in left_out]))
        by_target[p] = found[of_degree]
        by_degree[p] = Measured(float(found[of_degree].sum()), error, len(parts))
        start = of_degree.stop
    return ProcessingEstimate(
        by_degree=by_degree,
        capacities=by_target,
        targets=plan,
        threshold=chance_threshold(whole.samples, rank, len(every)),
        samples=whole.samples,
        readouts=rank,
    )


def polynomials(inputs: FloatArray, highest: int, distribution: Distribution) -> FloatArray:
    """Orthonormal polynomials 0 .. highest of standardised inputs, (highest + 1, steps, ...)."""
    rows = [np.ones_like(inputs), inputs]
    scaled = inputs / math.sqrt(3)
    legendre = [np.ones_like(inputs), scaled]
    for k in range(1, highest):
        if distribution == "uniform":
            following = ((2 * k + 1) * scaled * legendre[k] - k * legendre[k - 1]) / (k + 1)
            legendre.append(following)
            rows.append(following * math.sqrt(2 * k + 3))
        else:
            rows.append((inputs * rows[k] - math.sqrt(k) * rows[k - 1]) / math.sqrt(k + 1))
    return np.array(rows[: highest + 1])


def multi_indices(degree: int, delays: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """All products of total degree over the delays, as (delay, power) pairs.

    >>> multi_indices(2, 2)
    (((0, 2),), ((0, 1), (1, 1)), ((1, 2),))
    """
    draws = itertools.combinations_with_replacement(range(delays), degree)
    return tuple(tuple(sorted(Counter(draw).items())) for draw in draws)


def polynomial_targets(
    tables: FloatArray, targets: Sequence[tuple[tuple[int, int], ...]], start: int, stop: int
) -> FloatArray:
    """Values of the targets for steps start .. stop-1 (first axis of time), (targets, samples)."""
    rows = np.empty((len(targets), (stop - start) * math.prod(tables.shape[2:])))
    for row, pairs in zip(rows, targets, strict=True):
        (delay, power), *others = pairs
        row[:] = tables[power, start - delay : stop - delay].ravel()
        for delay, power in others:
            row *= tables[power, start - delay : stop - delay].ravel()
    return rows


def _plan(
    where: str, degrees: Mapping[int, int]
) -> dict[int, tuple[tuple[tuple[int, int], ...], ...]]:
    if not degrees or any(p < 1 or d < 1 for p, d in degrees.items()):
        rule = "map degrees >= 1 to numbers of delays >= 1"
        raise refusal(where, "degrees", rule, f"{dict(degrees)}")
    count = sum(math.comb(d + p - 1, p) for p, d in degrees.items())
    if count > _MOST:
        rule = f"ask for at most {_MOST} targets"
        raise refusal(where, "degrees", rule, f"{count} targets", "lower the delays")
    return {p: multi_indices(p, d) for p, d in degrees.items()}
