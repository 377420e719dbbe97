"""Compiled searches on compressed rows: breadth-first hops and strong components.

Nothing here recurses, so depth is limited by memory only.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

# Beamer, Asanovic, Patterson 2012: search upwards from the unreached neurons once the frontier's
# synapses outnumber 1/14 of the unreached neurons' synapses, downwards again once the frontier is
# smaller than 1/24 of all neurons.
_UPWARDS = 14
_DOWNWARDS = 24


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
    queue = np.empty(n, np.int32)  # the frontier is queue[head:tail]
    at_front = np.zeros(n, np.uint8)  # 1: in the frontier, while searching upwards
    waiting = np.empty(0, np.int32)  # the unreached neurons, while searching upwards
    head = tail = 0
    for v in drive:
        if hops[v] < 0:
            hops[v] = 0
            queue[tail] = v
            tail += 1
    unreached_synapses = len(sources)
    for i in range(tail):
        unreached_synapses -= in_starts[queue[i] + 1] - in_starts[queue[i]]
    upwards = False
    level = 0
    while head < tail:
        if upwards:
            upwards = (tail - head) * _DOWNWARDS > n
        else:
            frontier_synapses = 0
            for i in range(head, tail):
                frontier_synapses += out_starts[queue[i] + 1] - out_starts[queue[i]]
            upwards = frontier_synapses * _UPWARDS > unreached_synapses
            if upwards:
                waiting = np.empty(n - tail, np.int32)
                count = 0
                for v in range(n):
                    if hops[v] < 0:
                        waiting[count] = v
                        count += 1
        level += 1
        last = tail
        if upwards:
            for i in range(head, last):
                at_front[queue[i]] = 1
            kept = 0
            for v in waiting:
                found = hops[v] >= 0
                if not found:
                    for j in range(in_starts[v], in_starts[v + 1]):
                        if at_front[sources[j]]:
                            found = True
                            hops[v] = level
                            queue[tail] = v
                            tail += 1
                            unreached_synapses -= in_starts[v + 1] - in_starts[v]
                            break
                if not found:
                    waiting[kept] = v
                    kept += 1
            waiting = waiting[:kept]
            for i in range(head, last):
                at_front[queue[i]] = 0
        else:
            for i in range(head, last):
                u = queue[i]
                for j in range(out_starts[u], out_starts[u + 1]):
                    v = targets[j]
                    if hops[v] < 0:
                        hops[v] = level
                        queue[tail] = v
                        tail += 1
                        unreached_synapses -= in_starts[v + 1] - in_starts[v]
        head = last
    return hops


@njit(cache=True)
def tarjan(starts: NDArray[np.int32], targets: NDArray[np.int32]) -> NDArray[np.int32]:
    """Label of each neuron's strong component, components in topological order (sources first).

    Tarjan's algorithm; after Pearce (2016) the path of the search and the stack of neurons whose
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
        label[v] = components - 1 - label[v]
    return label
