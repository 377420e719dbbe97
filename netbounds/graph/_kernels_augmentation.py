"""Compiled search for sources and sinks of an acyclic graph that are joined by paths."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@njit(cache=True)
def pair_sources_with_sinks(indptr: Ints, targets: Ints, sources: Ints, is_sink: Ints) -> Ints:
    """For every source a sink below it, -1 if all those were taken; as many pairs as possible.

    What a search has seen is never searched again, so the whole costs O(n + m). What a failing
    search sees leads to taken sinks only, and a sink that no search sees lies below a pair.
    """
    n = indptr.size - 1
    seen = np.zeros(n, np.bool_)
    cursor = indptr[:-1].copy()
    stack = np.empty(n, np.int32)
    partner = np.full(sources.size, -1, np.int32)
    for s in range(sources.size):
        stack[0] = sources[s]
        seen[sources[s]] = True
        height = 1
        while height:
            u = stack[height - 1]
            if is_sink[u]:
                partner[s] = u
                break
            if cursor[u] == indptr[u + 1]:
                height -= 1
                continue
            v = targets[cursor[u]]
            cursor[u] += 1
            if not seen[v]:
                seen[v] = True
                stack[height] = v
                height += 1
    return partner
