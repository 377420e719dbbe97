"""How much of a Gaussian vector a set of allowed weights keeps."""

import numpy as np
from scipy.optimize import isotonic_regression


def monotone_projection_strength(weights: int, *, rng: np.random.Generator) -> float:
    """Squared length of a Gaussian vector's projection onto the ordered vectors."""
    projected = isotonic_regression(rng.standard_normal(weights)).x
    return float(projected @ projected)


def kept_strength(fraction: float, weights: int, *, rng: np.random.Generator) -> float:
    """Squared length of the best fraction of a Gaussian vector, per weight that is kept."""
    kept = round(fraction * weights)
    squares = np.sort(rng.standard_normal(weights) ** 2)[weights - kept :]
    return float(squares.sum() / kept)
