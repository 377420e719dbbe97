"""Maximum matching of neurons as senders with neurons as receivers."""

import numpy as np
from numpy.typing import NDArray

from netbounds.graph.container import Graph, Rows


def maximum_matching(graph: Graph) -> NDArray[np.int32]:
    """For every neuron the sender matched to it, -1 if none, as many pairs as possible.

    A pair is a synapse; every neuron sends in at most one pair and receives in at most one. Self
    loops take part.

    Returns
    -------
    array of int32, shape (n,)

    Notes
    -----
    Leaf removal, which alone is nearly optimal, then Hopcroft and Karp: O(m sqrt n) at worst.

    Source: hopcroft1973; karp1981 for leaf removal.

    Examples
    --------
    >>> maximum_matching(Graph(pre=[0, 0, 1], post=[1, 2, 2]))
    array([-1,  0,  1], dtype=int32)
    """
    return match_rows(graph.outgoing, graph.incoming)


def match_rows(outgoing: Rows, incoming: Rows) -> NDArray[np.int32]:
    """`maximum_matching` of any bipartite graph, as rows of its senders and of its receivers."""
    from netbounds.graph._kernels_matching import hopcroft_karp, leaf_removal

    sends_to, receives_from = leaf_removal(*outgoing, *incoming)
    hopcroft_karp(*incoming, sends_to, receives_from)
    matched: NDArray[np.int32] = receives_from
    return matched
