"""The largest margin of random patterns, by dual coordinate ascent."""

import numpy as np

from netbounds.simulate.classical_capacity.separability import Points

_TOLERANCE = 1e-4  # of the smallest stability, which is 1 in the solver's units
_SWEEPS = 20_000


def largest_margin_of(points: Points, sign_constrained: int = 0) -> float:
    """The largest of all min(points @ w) / |w|; below 0 if the patterns are not separable.

    Parameters
    ----------
    points
        Labelled points, one a row, shape (P, N).
    sign_constrained
        How many leading weights must not be negative.
    """
    from netbounds.simulate.classical_capacity._kernels_margin import ascend

    w = ascend(np.ascontiguousarray(points), sign_constrained, _TOLERANCE, _SWEEPS)
    return float((points @ w).min() / np.linalg.norm(w))


def largest_margin(load: float, weights: int, *, rng: np.random.Generator) -> float:
    """The largest margin of load * N Gaussian patterns with fair labels."""
    return largest_margin_of(rng.standard_normal((round(load * weights), weights)))


def signed_margin(load: float, weights: int, *, rng: np.random.Generator) -> float:
    """The same when no weight may be negative."""
    return largest_margin_of(rng.standard_normal((round(load * weights), weights)), weights)
