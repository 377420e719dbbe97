"""How many neurons each neuron reaches: exact, in bounded memory."""

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import SynapseCount, check, refusal
from netbounds.graph.container import Graph
from netbounds.graph.search import hops, hops_to, strong_components

_WIDEST = 64  # words: rows wider than this gain nothing


def reach_counts(graph: Graph, *, memory: SynapseCount = 256_000_000) -> NDArray[np.int64]:
    """Number of neurons that a path leads to from every neuron, itself included.

    Parameters
    ----------
    graph
        The graph.
    memory
        Bytes that the sets held at one time may take.

    Returns
    -------
    array of int64, shape (n,)

    Raises
    ------
    DomainError
        If the memory does not hold 64 columns (8 bytes a strong component).

    Notes
    -----
    Strong components are merged first. What the largest one reaches is counted once for all that
    reach it. For the rest: one search each as long as that is cheap, else sweeps of bit sets over
    the acyclic graph, O(m C / 64) for C components.

    Examples
    --------
    >>> reach_counts(Graph(pre=[0, 1, 1, 2], post=[1, 0, 2, 3])).tolist()
    [4, 4, 2, 1]
    """
    check("reach_counts", "memory", memory, SynapseCount)
    label = strong_components(graph)
    size = np.bincount(label)
    if memory < 8 * len(size):
        rule = f"be at least 8 bytes for each of {len(size)} strong components"
        raise refusal("reach_counts", "memory", rule, memory)
    across = label[graph.pre] != label[graph.post]
    dag = Graph(pre=label[graph.pre[across]], post=label[graph.post[across]], n=len(size))
    giant = int(np.argmax(size))
    below = hops(dag, [giant]) >= 0
    above = hops_to(dag, [giant]) >= 0
    count = np.zeros(len(size), np.int64)
    count[~above] = _counts(dag, size, ~above, ~above, memory)
    count[above] = size[below].sum()
    upstream = above & ~below
    count[upstream] += _counts(dag, size, ~below, upstream, memory)
    return count[label]


def _counts(
    dag: Graph,
    size: NDArray[np.int64],
    inside: NDArray[np.bool_],
    rows: NDArray[np.bool_],
    memory: int,
) -> NDArray[np.int64]:
    """Weight below each of `rows` in the part of an acyclic graph that lies `inside`."""
    from netbounds.graph._kernels_reach_counts import count_by_search, count_by_sweep

    if not rows.any():
        return np.zeros(0, np.int64)
    number = np.cumsum(inside, dtype=np.int32) - 1
    kept = inside[dag.pre] & inside[dag.post]
    part = Graph(pre=number[dag.pre[kept]], post=number[dag.post[kept]], n=int(inside.sum()))
    weight, wanted = size[inside], number[rows].astype(np.int32)
    words = int(min(_WIDEST, memory // (8 * part.n), -(-part.n // 64)))
    # a sweep handles 64 columns a step where a search handles one, and half of the columns
    budget = 4 * (part.n + part.m) * (part.n // 512 + 8)
    count, finished = count_by_search(*part.outgoing, weight, wanted, budget)
    if finished:
        return np.asarray(count)
    swept: NDArray[np.int64] = count_by_sweep(*part.outgoing, weight, words)
    return swept[wanted]
