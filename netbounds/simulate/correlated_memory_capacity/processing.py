"""Information processing capacity: linear and nonlinear functions of past inputs, by degree."""

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import check, refusal
from netbounds.simulate.correlated_memory_capacity.covariances import chance_threshold
from netbounds.simulate.correlated_memory_capacity.jackknife import jackknife
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
    total
        Adjusted capacity of all degrees together with its jackknife error.
    by_degree
        The same for each degree.
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

    total: Measured
    by_degree: Mapping[int, Measured]
    capacities: Mapping[int, FloatArray]
    targets: Mapping[int, tuple[tuple[tuple[int, int], ...], ...]]
    threshold: float
    samples: int
    readouts: int

    def __str__(self) -> str:
        degrees = ", ".join(f"degree {p}: {c}" for p, c in self.by_degree.items())
        return f"{self.total} of at most {self.readouts} ({degrees})"


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
    2.008 ± 0.025 of at most 2 (degree 1: 1.5570 ± 0.0075, degree 3: 0.451 ± 0.018)
    """
    where = "information_processing_capacity"
    check(where, "distribution", distribution, Distribution)
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

    found = jackknife(lambda kind: stretches(x, values, len(every), washout, kind))
    by_degree, by_target, start = {}, {}, 0
    for p in degrees:
        of_degree = slice(start, start + len(plan[p]))
        by_target[p] = found.adjusted[of_degree]
        value = float(by_target[p].sum())
        by_degree[p] = Measured(value, found.error(of_degree), len(found.left_out))
        start = of_degree.stop
    return ProcessingEstimate(
        total=Measured(float(found.adjusted.sum()), found.error(), len(found.left_out)),
        by_degree=by_degree,
        capacities=by_target,
        targets=plan,
        threshold=chance_threshold(found.samples, found.readouts, len(every)),
        samples=found.samples,
        readouts=found.readouts,
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
    pairs = degrees.items() if isinstance(degrees, Mapping) else ()
    whole = all(isinstance(number, (int, np.integer)) for pair in pairs for number in pair)
    if not pairs or not whole or any(p < 1 or d < 1 for p, d in pairs):
        rule = "map degrees >= 1 to numbers of delays >= 1, such as {1: 40, 3: 10}"
        raise refusal(where, "degrees", rule, degrees)
    count = sum(math.comb(d + p - 1, p) for p, d in degrees.items())
    if count > _MOST:
        rule = f"ask for at most {_MOST} targets"
        raise refusal(where, "degrees", rule, f"{count} targets", "lower the delays")
    return {p: multi_indices(p, d) for p, d in degrees.items()}
