"""Compiled search trees on CSR arrays, iterative, with a super-source that is not stored.

Neurons are renumbered in the order in which a search finds them: 0 is the super-source, 1.. are
the neurons it reaches. Every array of the tree is indexed by that number.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]


@njit(cache=True)
def breadth_first_tree(
    indptr: Ints,
    targets: Ints,
    roots: Ints,
    group: Ints,
    without: Marks,
) -> tuple[Ints, Ints, Ints]:
    """Breadth-first order from the roots, inside groups if given, never entering marked neurons.

    Returns number (per neuron, 0 = not reached), order (neuron of each number) and parent.
    """
    n = indptr.size - 1
    grouped, barred = group.size > 0, without.size > 0
    number = np.zeros(n, np.int32)
    order = np.empty(n + 1, np.int32)
    parent = np.zeros(n + 1, np.int32)
    found = 0
    for root in roots:
        if number[root] == 0 and not (barred and without[root]):
            found += 1
            number[root] = found
            order[found] = root
    head = 0
    while head < found:
        head += 1
        u = order[head]
        for a in range(indptr[u], indptr[u + 1]):
            v = targets[a]
            if number[v] or (grouped and group[u] != group[v]) or (barred and without[v]):
                continue
            found += 1
            number[v] = found
            order[found] = v
            parent[found] = head
    return number, order[: found + 1], parent[: found + 1]


@njit(cache=True)
def depth_first(
    indptr: Ints,
    targets: Ints,
    roots: Ints,
    group: Ints,
) -> tuple[Ints, Ints, Ints]:
    """Depth-first order from the roots; with `group` given, only arcs inside a group count.

    Returns number (per neuron, 0 = not reached), order (neuron of each number) and parent.
    """
    n = indptr.size - 1
    grouped = group.size > 0
    number = np.zeros(n, np.int32)
    order = np.empty(n + 1, np.int32)
    parent = np.zeros(n + 1, np.int32)
    cursor = indptr[:-1].copy()
    stack = np.empty(n + 1, np.int32)
    found = 0
    for root in roots:
        if number[root]:
            continue
        found += 1
        number[root] = found
        order[found] = root
        parent[found] = 0
        stack[0] = root
        height = 1
        while height:
            u = stack[height - 1]
            i = cursor[u]
            end = indptr[u + 1]
            while i < end:
                v = targets[i]
                if number[v] == 0 and not (grouped and group[v] != group[u]):
                    break
                i += 1
            if i == end:
                cursor[u] = i
                height -= 1
                continue
            cursor[u] = i + 1
            v = targets[i]
            found += 1
            number[v] = found
            order[found] = v
            parent[found] = number[u]
            stack[height] = v
            height += 1
    return number, order[: found + 1], parent[: found + 1]
