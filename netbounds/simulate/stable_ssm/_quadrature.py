"""Integrals over all times, by Gauss-Legendre panels in the logarithm of time."""

import functools

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@functools.lru_cache(maxsize=16)
def time_grid(
    low: float = -34.0, high: float = 36.0, width: float = 1.0, order: int = 10
) -> tuple[Floats, Floats]:
    """Times and weights of an integral over t from e^low to e^high."""
    nodes, weights = np.polynomial.legendre.leggauss(order)
    edges = np.linspace(low, high, round((high - low) / width) + 1)
    half = (edges[1] - edges[0]) / 2
    logs = ((edges[:-1] + edges[1:]) / 2)[:, None] + half * nodes
    times = np.exp(logs.ravel())
    spread = np.tile(half * weights, len(edges) - 1) * times
    return times, spread
