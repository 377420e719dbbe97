"""Compiled measurements on a graph given by its synapses: strong components, breadth-first hops."""

import numpy as np
import numpy.typing as npt
from numba import njit

from netbounds.graph._kernels_components import tarjan
from netbounds.simulate._kernels_random_graphs import distinct_cells

Index = npt.NDArray[np.int32]
Count = npt.NDArray[np.int64]


@njit(cache=True)
def successors(n: int, pre: Index, post: Index) -> tuple[Index, Index]:
    """Compressed rows: neuron i sends to targets[start[i]:start[i + 1]]."""
    start = np.zeros(n + 1, dtype=np.int32)
    for neuron in pre:
        start[neuron + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    fill = start[:-1].copy()
    targets = np.empty(pre.size, dtype=np.int32)
    for edge in range(pre.size):
        targets[fill[pre[edge]]] = post[edge]
        fill[pre[edge]] += 1
    return start, targets


@njit(cache=True)
def hops(start: Index, targets: Index, driven: Index) -> Index:
    """Synapses from the nearest driven neuron; -1 where none leads."""
    n = start.size - 1
    hop = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    tail = 0
    for neuron in driven:
        if hop[neuron] < 0:
            hop[neuron] = 0
            queue[tail] = neuron
            tail += 1
    head = 0
    while head < tail:
        here = queue[head]
        head += 1
        for edge in range(start[here], start[here + 1]):
            there = targets[edge]
            if hop[there] < 0:
                hop[there] = hop[here] + 1
                queue[tail] = there
                tail += 1
    return hop


@njit(cache=True)
def largest_components(
    n: int, m: int, self_loops: bool, graphs: int, rng: np.random.Generator
) -> Count:
    """Size of the largest strong component in each of many graphs D(n, m), of any size."""
    sizes = np.empty(graphs, dtype=np.int64)
    pre, post = np.empty(m, dtype=np.int32), np.empty(m, dtype=np.int32)
    width = n if self_loops else n - 1
    for graph in range(graphs):
        cells = distinct_cells(n * width, m, rng)
        for edge in range(m):
            pre[edge], post[edge] = cells[edge] // width, cells[edge] % width
            if not self_loops and post[edge] >= pre[edge]:
                post[edge] += 1
        start, targets = successors(n, pre, post)
        sizes[graph] = np.bincount(tarjan(start, targets)).max()
    return sizes


@njit(cache=True)
def largest_of_many(n: int, ends: Count, pre: Index, post: Index) -> Count:
    """Largest strong component of each of many given graphs, one after another in the arrays."""
    sizes = np.empty(ends.size - 1, dtype=np.int64)
    for graph in range(sizes.size):
        rows = slice(ends[graph], ends[graph + 1])
        start, targets = successors(n, pre[rows], post[rows])
        sizes[graph] = np.bincount(tarjan(start, targets)).max()
    return sizes
