"""Compiled strong components: the largest by two searches, the others by Tarjan's algorithm.

Nothing here recurses, so depth is limited by memory only.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from netbounds.graph._kernels_reach import breadth_first


@njit(cache=True)
def tarjan_without(
    starts: NDArray[np.int32], targets: NDArray[np.int32], ignored: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], int]:
    """Label of each neuron's strong component, in topological order (sources first), and how many.

    Ignored neurons, and paths through them, do not exist; their label is -1. Tarjan's algorithm;
    after Pearce (2016) the path of the search and the stack of neurons whose
    component is still open share one array, because together they never hold more than n.
    """
    n = len(starts) - 1
    order = np.zeros(n, np.int32)  # of discovery, from 1; 0: not seen
    low = np.empty(n, np.int32)  # n + 1 once the component is closed
    cursor = starts[:n].copy()  # the next synapse to follow
    stack = np.empty(n, np.int32)  # path grows from the left, open neurons from the right
    label = np.empty(n, np.int32)
    seen = 0
    components = 0
    for v in range(n):
        if ignored[v]:  # as if its component had been closed
            order[v] = n + 1
            low[v] = n + 1
            label[v] = -1
    for root in range(n):
        if order[root] != 0:
            continue
        path = 0
        opened = n
        stack[0] = root
        seen += 1
        order[root] = seen
        low[root] = seen
        while path >= 0:
            v = stack[path]
            j = cursor[v]
            end = starts[v + 1]
            lowest = low[v]
            deeper = False
            while j < end:
                w = targets[j]
                j += 1
                if order[w] == 0:
                    deeper = True
                    seen += 1
                    order[w] = seen
                    low[w] = seen
                    path += 1
                    stack[path] = w
                    break
                if low[w] < lowest:
                    lowest = low[w]
            cursor[v] = j
            low[v] = lowest
            if deeper:
                continue
            path -= 1
            if lowest == order[v]:  # v is the first neuron of its component
                low[v] = n + 1
                label[v] = components
                while opened < n and order[stack[opened]] > order[v]:
                    w = stack[opened]
                    opened += 1
                    low[w] = n + 1
                    label[w] = components
                components += 1
            else:
                opened -= 1
                stack[opened] = v
            if path >= 0 and low[v] < low[stack[path]]:
                low[stack[path]] = low[v]
    for v in range(n):
        if not ignored[v]:
            label[v] = components - 1 - label[v]
    return label, components


@njit(cache=True)
def tarjan(starts: NDArray[np.int32], targets: NDArray[np.int32]) -> NDArray[np.int32]:
    """Label of each neuron's strong component, by Tarjan's algorithm alone."""
    nobody = np.zeros(len(starts) - 1, np.bool_)
    label: NDArray[np.int32] = tarjan_without(starts, targets, nobody)[0]
    return label


@njit(cache=True)
def strong_components(
    out_starts: NDArray[np.int32],
    targets: NDArray[np.int32],
    in_starts: NDArray[np.int32],
    sources: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Label of each neuron's strong component, components in topological order (sources first).

    Whoever is reached from a hub and reaches it is in the hub's component. In large random graphs
    that is nearly everybody, and two direction-optimising searches look at a small fraction of the
    synapses that Tarjan's algorithm follows one by one; it does the rest. O(n + m).
    """
    label: NDArray[np.int32]
    n = len(out_starts) - 1
    core = np.zeros(n, np.bool_)
    hub = 0
    most = np.int64(-1)
    for v in range(n):
        paths = np.int64(in_starts[v + 1] - in_starts[v]) * (out_starts[v + 1] - out_starts[v])
        if paths > most:
            hub, most = v, paths
    if most <= 0:
        label = tarjan(out_starts, targets)
        return label
    from_hub = np.full(1, hub, np.int32)
    below = breadth_first(out_starts, targets, in_starts, sources, from_hub)
    above = breadth_first(in_starts, sources, out_starts, targets, from_hub)
    size = 0
    for v in range(n):
        core[v] = below[v] >= 0 and above[v] >= 0
        size += core[v]
    if size == n:
        return np.zeros(n, np.int32)
    label, components = tarjan_without(out_starts, targets, core)
    # Tarjan's order of the others need not be one once the core is back. Upstream comes first,
    # then the core, then whoever has no path to or from it, then downstream. No synapse leads
    # back: who sends to upstream is upstream, and whom downstream sends to is downstream.
    region = np.full(components, 2, np.int32)
    for v in range(n):
        if not core[v]:
            if above[v] >= 0:
                region[label[v]] = 0
            elif below[v] >= 0:
                region[label[v]] = 3
    following = np.zeros(5, np.int32)  # the next label of each region
    following[2] = 1  # region 1 is the core, one component
    for c in range(components):
        following[region[c] + 1] += 1
    for r in range(4):
        following[r + 1] += following[r]
    label_of_core = following[1]
    renamed = np.empty(components, np.int32)
    for c in range(components):
        renamed[c] = following[region[c]]
        following[region[c]] += 1
    for v in range(n):
        label[v] = label_of_core if core[v] else renamed[label[v]]
    return label
