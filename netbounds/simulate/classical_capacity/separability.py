"""Is there a weight vector? Exact answers with a certificate, by non-negative least squares."""

import itertools
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, nnls

Points = NDArray[np.float64]

_CLEARLY = 1e-7  # between a solution found and a contradiction found lies numerical doubt


def separates(points: Points, sign_constrained: int = 0) -> bool:
    """Whether some w has points @ w > 0 and its first `sign_constrained` entries >= 0.

    Either w exists or a non-negative combination of the points (and of the constrained
    directions) vanishes. Least squares over such combinations finds the latter, or its residual
    is a w. The linear program decides the rare case that rounding leaves open.

    Parameters
    ----------
    points
        Labelled points, one a row (label times input), shape (P, N).
    sign_constrained
        How many leading weights must not be negative.
    """
    patterns, weights = points.shape
    if patterns == 0:
        return True
    matrix = np.zeros((weights + 1, patterns + sign_constrained))
    matrix[:weights, :patterns] = points.T
    matrix[weights, :patterns] = 1.0
    matrix[range(sign_constrained), range(patterns, patterns + sign_constrained)] = 1.0
    target = np.zeros(weights + 1)
    target[weights] = 1.0
    combination, distance = nnls(matrix, target)
    if distance < _CLEARLY:
        return False
    found = (matrix @ combination - target)[:weights]
    found[:sign_constrained] = np.maximum(found[:sign_constrained], 0.0)
    if np.all(points @ found > 0):
        return True
    return linear_program_separates(points, sign_constrained)


def linear_program_separates(points: Points, sign_constrained: int = 0) -> bool:
    """The same question asked of a linear program (HiGHS): points @ w >= 1, no objective."""
    patterns, weights = points.shape
    bounds = [(0, None)] * sign_constrained + [(None, None)] * (weights - sign_constrained)
    answer = linprog(np.zeros(weights), A_ub=-points, b_ub=-np.ones(patterns), bounds=bounds)
    return bool(answer.status == 0)


def separable(
    patterns: int, weights: int, sign_constrained: int = 0, *, rng: np.random.Generator
) -> bool:
    """Whether P Gaussian patterns with fair labels are separable."""
    return separates(rng.standard_normal((patterns, weights)), sign_constrained)


def separable_with_threshold(patterns: int, inputs: int, *, rng: np.random.Generator) -> bool:
    """Whether P Gaussian patterns with fair labels are separable when the threshold is free."""
    return separates(_labelled(0.5, patterns, inputs + 1, rng))


def largest_separable(weights: int, sign_constrained: int = 0, *, rng: np.random.Generator) -> int:
    """How many patterns of a random sequence can be had before one makes it inseparable."""
    return _largest(lambda count: rng.standard_normal((count, weights)), weights, sign_constrained)


def largest_separable_load(
    positive_fraction: float, weights: int, *, rng: np.random.Generator
) -> float:
    """The same per weight, with labels + at the given rate; the threshold is one weight."""
    return (
        _largest(lambda count: _labelled(positive_fraction, count, weights, rng), weights) / weights
    )


def largest_separable_by_ordered_weights(weights: int, *, rng: np.random.Generator) -> int:
    """The same with weights that must not decrease from one input to the next."""

    def sequence(count: int) -> Points:
        # increments of the weights see sums of the inputs from there on; the first one is free
        sums = np.cumsum(rng.standard_normal((count, weights))[:, ::-1], axis=1)
        return np.ascontiguousarray(sums)

    return _largest(sequence, weights, weights - 1)


def _labelled(
    positive_fraction: float, patterns: int, weights: int, rng: np.random.Generator
) -> Points:
    """Labelled inputs whose last entry is the threshold's constant one."""
    labels = np.where(rng.random(patterns) < positive_fraction, 1.0, -1.0)
    inputs = rng.standard_normal((patterns, weights))
    inputs[:, -1] = 1.0
    labelled: Points = labels[:, None] * inputs
    return labelled


def _largest(sequence: Callable[[int], Points], weights: int, sign_constrained: int = 0) -> int:
    points = sequence(2 * weights)
    while separates(points, sign_constrained):
        points = np.vstack([points, sequence(weights)])
    low, high = 0, len(points)  # `low` are separable, `high` are not
    while high - low > 1:
        middle = (low + high) // 2
        enough = separates(points[:middle], sign_constrained)
        low, high = (middle, high) if enough else (low, middle)
    return low


def dichotomies_counted(patterns: int, weights: int, *, rng: np.random.Generator) -> int:
    """How many of all 2^P label sets of random points are separable, by trying each."""
    inputs = rng.standard_normal((patterns, weights))
    return sum(
        separates(np.array(labels)[:, None] * inputs)
        for labels in itertools.product((-1.0, 1.0), repeat=patterns)
    )
