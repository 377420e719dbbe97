"""How many paths from the drive to a neuron share no synapse, or no neuron."""

from collections.abc import Iterable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import check
from netbounds.graph.container import Graph
from netbounds.graph.dominators import dominator_tree
from netbounds.graph.search import hops

Sharing = Literal["no synapse", "no neuron between", "no neuron"]


def disjoint_paths(
    graph: Graph,
    drive: Iterable[str | int] | NDArray[np.integer],
    targets: Iterable[str | int] | NDArray[np.integer] | None = None,
    *,
    sharing: Sharing = "no synapse",
) -> NDArray[np.float64]:
    """Largest number of disjoint paths from the drive to each target (Menger's minimum cut).

    Parameters
    ----------
    graph
        The graph; self loops do not count.
    drive
        Driven neurons, by number or name; at least one.
    targets
        Neurons to ask for, in ascending order whatever order is given; all by default.
    sharing
        What two paths may not have in common. "no neuron between": any number may start at the
        same driven neuron; "no neuron": each driven neuron starts or carries one path.

    Returns
    -------
    array of float64, shape (number of targets,)
        inf for driven targets, 0 for targets that are not reached.

    Raises
    ------
    DomainError
        If the drive is empty or a neuron does not exist.

    Notes
    -----
    Paths are first looked for backwards along falling hops, which costs a few looks each, then by
    searches from both ends that may turn earlier paths aside. It ends as soon as every synapse
    that could bring a path does; where a single neuron or synapse is on all paths, the dominator
    tree says so. O(m) per path at worst, on random graphs some ten to a few thousand synapses.

    Source: ford1956; menger1927.

    Examples
    --------
    >>> square = Graph(pre=[0, 0, 1, 2], post=[1, 2, 3, 3])
    >>> disjoint_paths(square, [0])
    array([inf,  1.,  1.,  2.])
    """
    check("disjoint_paths", "sharing", sharing, Sharing)
    wanted = np.arange(graph.n, dtype=np.int32) if targets is None else graph.indices(targets)
    count, _ = _paths(graph, graph.indices(drive), wanted, sharing, longest=0)
    return np.where(count < 0, np.inf, count)


def disjoint_path_lengths(
    graph: Graph, drive: Iterable[str | int] | NDArray[np.integer]
) -> NDArray[np.int32]:
    """How many paths of each length a largest set of synapse-disjoint paths to a neuron has.

    Returns
    -------
    array of int32, shape (n, longest + 1)
        Entry [v, length]; nothing for driven and unreached neurons. The last column also counts
        longer paths, which are rare: `longest` is 4 times the largest hop distance.

    Examples
    --------
    >>> disjoint_path_lengths(Graph(pre=[0, 0, 1], post=[1, 2, 2]), [0])[2, :3].tolist()
    [0, 1, 1]
    """
    everybody = np.arange(graph.n, dtype=np.int32)
    longest = 4 * int(hops(graph, drive).max()) + 1
    return _paths(graph, graph.indices(drive), everybody, "no synapse", longest=longest)[1]


def _paths(
    graph: Graph,
    driven: NDArray[np.int32],
    wanted: NDArray[np.int32],
    sharing: Sharing,
    *,
    longest: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    from netbounds.graph._kernels_flow import disjoint_paths as kernel
    from netbounds.graph._kernels_flow_network import Network, incoming_slots

    distance = hops(graph, driven)
    wide = np.full(graph.n, sharing == "no synapse")
    if sharing == "no neuron between":
        wide[driven] = True
    net = Network(
        *graph.outgoing,
        *graph.incoming,
        slot=incoming_slots(graph.outgoing[1], graph.incoming[0]),
        drive=driven,
        hops=distance,
        wide=wide,
    )
    most = _most(graph, driven, distance, wide)[wanted]
    lengths = np.zeros((len(wanted), longest + 1) if longest else (1, 1), np.int32)
    count = kernel(net, wanted, most, longest > 0, lengths)
    return count, lengths


def _most(
    graph: Graph,
    driven: NDArray[np.int32],
    distance: NDArray[np.int32],
    wide: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """Upper bound for every neuron: a path needs a reached sender, and a synapse that starts it."""
    from netbounds.graph._kernels_flow_network import below_a_cut

    proper = (distance[graph.pre] >= 0) & (graph.pre != graph.post)
    most = np.bincount(graph.post[proper], minlength=graph.n)
    starting = (distance[graph.pre] == 0) & (distance[graph.post] != 0)
    most = np.minimum(most, np.count_nonzero(starting))
    tree = dominator_tree(graph, driven)
    by_hops = np.argsort(distance, kind="stable")
    most[below_a_cut(tree.immediate, tree.only_entry, wide, distance, by_hops)] = 1
    return most.astype(np.int32)
