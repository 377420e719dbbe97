"""Compiled maximum matching of out-copies with in-copies: leaf removal, then Hopcroft and Karp.

Every neuron appears twice, as sender (left) and as receiver (right); a synapse joins the left copy
of its presynaptic with the right copy of its postsynaptic neuron. Left and right may differ in
number, so that extra senders can be appended.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@njit(cache=True)
def _degrees(indptr: Ints) -> Ints:
    degrees = np.empty(indptr.size - 1, np.int32)
    for v in range(degrees.size):  # np.diff would take five times as long to compile
        degrees[v] = indptr[v + 1] - indptr[v]
    return degrees


@njit(cache=True)
def leaf_removal(
    indptr: Ints,
    targets: Ints,
    in_indptr: Ints,
    in_sources: Ints,
) -> tuple[Ints, Ints]:
    """Karp and Sipser: match leaves as long as there are any, otherwise any edge; near maximum.

    Returns partner of each left and of each right vertex (-1 = none).
    """
    left, right = indptr.size - 1, in_indptr.size - 1
    partner_left = np.full(left, -1, np.int32)
    partner_right = np.full(right, -1, np.int32)
    degree_left = _degrees(indptr)
    degree_right = _degrees(in_indptr)
    queue = np.empty(left + right, np.int32)  # a right vertex v is queued as left + v
    tail = 0
    for u in range(left):
        if degree_left[u] == 1:
            queue[tail] = u
            tail += 1
    for v in range(right):
        if degree_right[v] == 1:
            queue[tail] = left + v
            tail += 1
    head = 0
    start = 0
    while True:
        if head < tail:
            x = queue[head]
            head += 1
            u, v = -1, -1
            if x < left:
                if partner_left[x] < 0:
                    u = x
                    for a in range(indptr[u], indptr[u + 1]):
                        if partner_right[targets[a]] < 0:
                            v = targets[a]
                            break
            elif partner_right[x - left] < 0:
                v = x - left
                for a in range(in_indptr[v], in_indptr[v + 1]):
                    if partner_left[in_sources[a]] < 0:
                        u = in_sources[a]
                        break
        else:
            # no leaf: join the next free receiver with its free sender of least degree
            while start < right and (partner_right[start] >= 0 or degree_right[start] == 0):
                start += 1
            if start == right:
                break
            u, v = -1, start
            start += 1
            least = 2**31 - 1
            for a in range(in_indptr[v], in_indptr[v + 1]):
                w = in_sources[a]
                if partner_left[w] < 0 and degree_left[w] < least:
                    least = degree_left[w]
                    u = w
        if u < 0 or v < 0:
            continue
        partner_left[u] = v
        partner_right[v] = u
        for a in range(indptr[u], indptr[u + 1]):
            w = targets[a]
            if partner_right[w] < 0:
                degree_right[w] -= 1
                if degree_right[w] == 1:
                    queue[tail] = left + w
                    tail += 1
        for a in range(in_indptr[v], in_indptr[v + 1]):
            w = in_sources[a]
            if partner_left[w] < 0:
                degree_left[w] -= 1
                if degree_left[w] == 1:
                    queue[tail] = w
                    tail += 1
    return partner_left, partner_right


@njit(cache=True)
def hopcroft_karp(
    in_indptr: Ints,
    in_sources: Ints,
    partner_left: Ints,
    partner_right: Ints,
) -> None:
    """Grow a matching to a maximum one, in place: shortest augmenting paths from free receivers."""
    right = in_indptr.size - 1
    level = np.empty(right, np.int32)
    queue = np.empty(right, np.int32)
    cursor = np.empty(right, np.int32)
    stack = np.empty(right, np.int32)
    while True:
        level[:] = -1
        tail = 0
        for v in range(right):
            if partner_right[v] < 0 and in_indptr[v] < in_indptr[v + 1]:
                level[v] = 0
                queue[tail] = v
                tail += 1
        roots = tail
        head = 0
        shortest = np.int32(2**31 - 1)
        while head < tail:
            v = queue[head]
            head += 1
            if level[v] > shortest:
                break
            cursor[v] = in_indptr[v]
            for a in range(in_indptr[v], in_indptr[v + 1]):
                u = in_sources[a]
                w = partner_left[u]
                if w < 0:
                    shortest = level[v]
                elif level[w] < 0:
                    level[w] = level[v] + 1
                    queue[tail] = w
                    tail += 1
        if shortest == np.int32(2**31 - 1):
            return
        for r in range(roots):
            stack[0] = queue[r]
            height = 1
            while height:
                v = stack[height - 1]
                i = cursor[v]
                if i == in_indptr[v + 1]:
                    level[v] = -1
                    height -= 1
                    continue
                cursor[v] = i + 1
                u = in_sources[i]
                w = partner_left[u]
                if w < 0:
                    # flip the path: each receiver on the stack takes the sender it just looked at
                    while height:
                        height -= 1
                        v = stack[height]
                        u = in_sources[cursor[v] - 1]
                        partner_left[u] = v
                        partner_right[v] = u
                        level[v] = -1
                    break
                # deeper levels than the shortest path's were found but not looked into
                if level[w] == level[v] + 1 and level[v] < shortest:
                    stack[height] = w
                    height += 1
