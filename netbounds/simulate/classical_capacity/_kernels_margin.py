"""Dual coordinate ascent for the largest margin (AdaTron), with or without prescribed signs."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@numba.njit(cache=True)
def ascend(points: Floats, signed: int, tolerance: float, sweeps: int) -> Floats:
    """Minimise |w|^2 subject to points @ w >= 1, w[:signed] >= 0; returns w.

    The dual vector a >= 0 builds v = points.T @ a, and w is v with its signed part clipped at 0.
    One coordinate's curvature is at most |point|^2, so the step of the free problem is safe.
    Stops when every point's shortfall, and every multiplier's slack, is below `tolerance`.
    """
    patterns, weights = points.shape
    multipliers = np.zeros(patterns)
    v = np.zeros(weights)
    w = np.zeros(weights)
    square = np.zeros(patterns)
    for m in range(patterns):
        for i in range(weights):
            square[m] += points[m, i] ** 2
    for _ in range(sweeps):
        worst = 0.0
        for m in range(patterns):
            field = 0.0
            for i in range(weights):
                field += points[m, i] * w[i]
            gap = 1.0 - field
            step = max(-multipliers[m], gap / square[m])
            if gap > 0.0 or multipliers[m] > 0.0:
                worst = max(worst, abs(gap))
            if step != 0.0:
                multipliers[m] += step
                for i in range(weights):
                    v[i] += step * points[m, i]
                    w[i] = max(v[i], 0.0) if i < signed else v[i]
        if worst < tolerance:
            break
    return w
