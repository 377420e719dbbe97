"""Compiled dominator trees on CSR arrays, iterative, with a super-source that is not stored.

Neurons have the numbers that a search gave them (`_kernels_search_trees`): 0 is the super-source.
A dominator has a smaller number than what it dominates.

Two algorithms. `shrink_tree` starts from a breadth-first tree and moves neurons up until every
synapse agrees; on shallow graphs, as random ones are, that is a few cheap passes, but on deep ones
it may take long. `semi_nca` needs a depth-first tree and is fast on every graph.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]

UNREACHED = -2
SUPER_SOURCE = -1


@njit(cache=True)
def shrink_tree(
    in_indptr: Ints,
    in_sources: Ints,
    number: Ints,
    order: Ints,
    parent: Ints,
    group: Ints,
    budget: int,
) -> tuple[Ints, bool]:
    """Immediate dominators by number, and whether they were found within `budget` tree steps.

    A neuron hangs below the nearest common ancestor of its parent and of every sender. Moving
    neurons up until that holds keeps every dominator an ancestor; and once it holds, a subtree can
    only be entered through its root, so every ancestor is a dominator.
    """
    found = order.size - 1
    grouped = group.size > 0
    dominator = parent.copy()
    # a lone root dominates all others: nobody moves further up than that
    top = 1 if found > 1 and parent[2] == 1 else 0
    changed = True
    while changed:
        changed = False
        for i in range(1, found + 1):
            d = dominator[i]
            if d <= top:
                continue
            v = order[i]
            for a in range(in_indptr[v], in_indptr[v + 1]):
                u = in_sources[a]
                j = number[u]
                if j == 0 or (grouped and group[u] != group[v]):
                    continue
                while j != d:
                    if j > d:
                        j = dominator[j]
                    else:
                        d = dominator[d]
                    budget -= 1
                if d <= top:
                    break
            if d != dominator[i]:
                dominator[i] = d
                changed = True
            if budget < 0:
                return dominator, False
    return dominator, True


@njit(cache=True)
def semi_nca(
    in_indptr: Ints,
    in_sources: Ints,
    is_root: Marks,
    number: Ints,
    order: Ints,
    parent: Ints,
    group: Ints,
) -> Ints:
    """Immediate dominators, by depth-first number (`order` and `parent` as from depth_first)."""
    found = order.size - 1
    grouped = group.size > 0
    # ancestor and least semidominator on the path to it, side by side: they are read together
    link = np.empty((found + 1, 2), np.int32)
    for i in range(found + 1):
        link[i, 0] = parent[i]
        link[i, 1] = i
    path = np.empty(found + 1, np.int32)
    semidominator = np.empty(found + 1, np.int32)
    for i in range(found, 0, -1):
        v = order[i]
        least = parent[i]
        if is_root[v]:
            least = 0
        else:
            for a in range(in_indptr[v], in_indptr[v + 1]):
                u = in_sources[a]
                j = number[u]
                if j == 0 or (grouped and group[u] != group[v]):
                    continue
                if j <= i:
                    least = min(least, j)
                    continue
                if link[j, 0] > i:
                    # compress the path from j to the highest linked ancestor
                    height = 0
                    x = j
                    while link[x, 0] > i:
                        path[height] = x
                        height += 1
                        x = link[x, 0]
                    while height:
                        height -= 1
                        y = path[height]
                        link[y, 1] = min(link[y, 1], link[x, 1])
                        link[y, 0] = link[x, 0]
                        x = y
                least = min(least, link[j, 1])
        link[i, 1] = least
        semidominator[i] = least
    dominator = np.zeros(found + 1, np.int32)
    for i in range(1, found + 1):
        d = parent[i]
        while d > semidominator[i]:
            d = dominator[d]
        dominator[i] = d
    return dominator


@njit(cache=True)
def tree_extent(
    dominator: Ints,
) -> tuple[Ints, Ints]:
    """Size of each subtree, and its first place in an order where subtrees are contiguous."""
    found = dominator.size - 1
    size = np.ones(found + 1, np.int32)
    for i in range(found, 0, -1):
        size[dominator[i]] += size[i]
    first = np.zeros(found + 1, np.int32)
    free = np.ones(found + 1, np.int32)
    for i in range(1, found + 1):
        d = dominator[i]
        first[i] = free[d]
        free[d] += size[i]
        free[i] = first[i] + 1
    return size, first


@njit(cache=True)
def only_entry(
    in_indptr: Ints,
    in_sources: Ints,
    is_root: Marks,
    number: Ints,
    order: Ints,
    dominator: Ints,
    size: Ints,
    first: Ints,
    group: Ints,
) -> Marks:
    """Mark every v that is only reached through the one synapse from its immediate dominator.

    That is the case when this synapse is v's only one from outside v's own subtree: the
    subdivided graph, in which each synapse is a vertex, need not be built.
    """
    grouped = group.size > 0
    answer = np.zeros(number.size, np.bool_)
    for i in range(1, order.size):
        v = order[i]
        if is_root[v]:
            continue
        outside = 0
        for a in range(in_indptr[v], in_indptr[v + 1]):
            u = in_sources[a]
            j = number[u]
            if j == 0 or (grouped and group[u] != group[v]):
                continue
            if not first[i] <= first[j] < first[i] + size[i]:
                outside += 1
                if outside > 1:
                    break
        answer[v] = outside == 1
    return answer


@njit(cache=True)
def by_neuron(
    n: int,
    order: Ints,
    dominator: Ints,
    size: Ints,
) -> tuple[Ints, Ints]:
    """Immediate dominator (a neuron, or a negative code) and number of neurons in the subtree."""
    immediate = np.full(n, UNREACHED, np.int32)
    subtree = np.zeros(n, np.int32)
    for i in range(1, order.size):
        d = dominator[i]
        immediate[order[i]] = order[d] if d else SUPER_SOURCE
        subtree[order[i]] = size[i]
    return immediate, subtree


@njit(cache=True)
def only_ways(
    pre: Ints,
    post: Ints,
    immediate: Ints,
    only: Marks,
    subtree: Ints,
) -> Ints:
    """Per synapse: how many neurons are reached only through it (`only` as from only_entry)."""
    answer = np.zeros(pre.size, np.int32)
    for j in range(pre.size):
        v = post[j]
        if only[v] and immediate[v] == pre[j]:
            answer[j] = subtree[v]
    return answer


@njit(cache=True)
def bridges(
    pre: Ints,
    post: Ints,
    label: Ints,
    immediate: Ints,
    only: Marks,
    backward_immediate: Ints,
    backward_only: Marks,
) -> Marks:
    """Per synapse within a component: is it the only way to one of its ends, or back from one?"""
    answer = np.zeros(pre.size, np.bool_)
    for j in range(pre.size):
        u, v = pre[j], post[j]
        if (only[v] and immediate[v] == u) or (backward_only[u] and backward_immediate[u] == v):
            answer[j] = label[u] == label[v]
    return answer
