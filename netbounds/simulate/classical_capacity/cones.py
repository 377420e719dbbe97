"""How much of a Gaussian vector a set of allowed weights keeps."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

Vector = NDArray[np.float64]


def projection_strength(
    project: Callable[[Vector], Vector], weights: int, *, rng: np.random.Generator
) -> float:
    """Squared length of a Gaussian vector's projection onto a cone of one's own.

    Its mean is the cone's statistical dimension, which `cone_capacity` turns into patterns: the way
    to the capacity under any convex constraint that has no formula.

    Parameters
    ----------
    project
        Maps a vector to the nearest allowed weights.
    weights
        Length of the vectors.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> signed = [projection_strength(lambda g: np.maximum(g, 0), 40, rng=rng) for _ in range(500)]
    >>> print(19 < np.mean(signed) < 21)
    True
    """
    projected = project(rng.standard_normal(weights))
    return float(projected @ projected)


def monotone_projection_strength(weights: int, *, rng: np.random.Generator) -> float:
    """Squared length of a Gaussian vector's projection onto the ordered vectors."""
    return projection_strength(_ordered, weights, rng=rng)


def _ordered(vector: Vector) -> Vector:
    nearest: Vector = isotonic_regression(vector).x
    return nearest


def kept_strength(fraction: float, weights: int, *, rng: np.random.Generator) -> float:
    """Squared length of the best fraction of a Gaussian vector, per weight that is kept."""
    kept = round(fraction * weights)
    squares = np.sort(rng.standard_normal(weights) ** 2)[weights - kept :]
    return float(squares.sum() / kept)
