"""Compiled breadth-first search on compressed rows."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Beamer, Asanovic, Patterson 2012: search upwards from the unreached neurons once the frontier's
# synapses outnumber 1/14 of the unreached neurons' synapses, downwards again once the frontier is
# smaller than 1/24 of all neurons.
_UPWARDS = 14
_DOWNWARDS = 24

_ONE, _WORD, _BITS = np.uint64(1), np.uint64(6), np.uint64(63)  # bit v & 63 of word v >> 6


@njit(cache=True)
def _one_layer_upwards(
    in_starts: NDArray[np.int32],
    sources: NDArray[np.int32],
    frontier: NDArray[np.uint64],
    following: NDArray[np.uint64],
    hops: NDArray[np.int32],
    level: int,
) -> int:
    """Every unreached neuron looks for a sender in the frontier; how many found one.

    The frontier is one bit a neuron, so that for a million neurons it fits into the nearest cache.
    """
    found = 0
    for v in range(len(hops)):
        if hops[v] >= 0:
            continue
        for j in range(in_starts[v], in_starts[v + 1]):
            u = np.uint64(sources[j])
            if (frontier[u >> _WORD] >> (u & _BITS)) & _ONE:
                hops[v] = level
                following[np.uint64(v) >> _WORD] |= _ONE << (np.uint64(v) & _BITS)
                found += 1
                break
    return found


@njit(cache=True)
def breadth_first(
    out_starts: NDArray[np.int32],
    targets: NDArray[np.int32],
    in_starts: NDArray[np.int32],
    sources: NDArray[np.int32],
    drive: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Hops from the nearest driven neuron to every neuron, -1 where there is no path."""
    n = len(out_starts) - 1
    hops = np.full(n, -1, np.int32)
    queue = np.empty(n, np.int32)  # while searching downwards, the frontier is queue[head:tail]
    frontier = np.zeros((n >> 6) + 1, np.uint64)  # while searching upwards, one bit a neuron
    following = np.zeros((n >> 6) + 1, np.uint64)
    head = tail = 0
    for v in drive:
        if hops[v] < 0:
            hops[v] = 0
            queue[tail] = v
            tail += 1
    reached = size = tail  # of the frontier
    level = 0
    upwards = False
    while size:
        if upwards and size * _DOWNWARDS <= n:
            upwards = False
            head = tail = 0
            for v in range(n):
                if hops[v] == level:
                    queue[tail] = v
                    tail += 1
        elif not upwards:
            frontier_synapses = 0
            for i in range(head, tail):
                frontier_synapses += out_starts[queue[i] + 1] - out_starts[queue[i]]
            # the unreached neurons' synapses, were all in-degrees equal
            unreached_synapses = (n - reached) * (len(sources) / n)
            upwards = frontier_synapses * _UPWARDS > unreached_synapses
            if upwards:
                frontier[:] = 0
                for i in range(head, tail):
                    u = np.uint64(queue[i])
                    frontier[u >> _WORD] |= _ONE << (u & _BITS)
        level += 1
        if upwards:
            following[:] = 0
            size = _one_layer_upwards(in_starts, sources, frontier, following, hops, level)
            frontier, following = following, frontier
        else:
            last = tail
            for i in range(head, last):
                u = queue[i]
                for j in range(out_starts[u], out_starts[u + 1]):
                    v = targets[j]
                    if hops[v] < 0:
                        hops[v] = level
                        queue[tail] = v
                        tail += 1
            head = last
            size = tail - head
        reached += size
    return hops
