"""Hebbian networks with few inputs a neuron."""

import numba
import numpy as np
from numpy.typing import NDArray

Spins = NDArray[np.int8]
Sources = NDArray[np.int32]
Weights = NDArray[np.int16]


@numba.njit(cache=True)
def hebb_weights(patterns: Spins, sources: Sources) -> Weights:
    """Sum over patterns of xi_i xi_j for every synapse j -> i; patterns (n, P), sources (n, K)."""
    n, count = patterns.shape
    k = sources.shape[1]
    weights = np.zeros((n, k), dtype=np.int16)
    for i in range(n):
        for s in range(k):
            j = sources[i, s]
            total = 0
            for m in range(count):
                total += patterns[i, m] * patterns[j, m]
            weights[i, s] = total
    return weights


@numba.njit(cache=True)
def parallel_step(weights: Weights, sources: Sources, state: Spins, after: Spins) -> None:
    """One parallel update; a field of exactly 0 keeps the neuron's state."""
    n, k = sources.shape
    for i in range(n):
        field = 0
        for s in range(k):
            field += weights[i, s] * state[sources[i, s]]
        after[i] = 1 if field > 0 else (-1 if field < 0 else state[i])
