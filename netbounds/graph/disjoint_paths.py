"""How many paths from the drive to a neuron share no synapse, or no neuron."""

from collections.abc import Iterable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import check
from netbounds.graph.container import Graph
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
    Dinic's algorithm with unit capacities, from the target backwards; the search stops as soon as
    every synapse that could bring a path does. O(m sqrt m) per target at worst, on random graphs
    a few hundred synapses.

    Source: dinic1970; menger1927.

    Examples
    --------
    >>> square = Graph(pre=[0, 0, 1, 2], post=[1, 2, 3, 3])
    >>> disjoint_paths(square, [0])
    array([inf,  1.,  1.,  2.])
    """
    from netbounds.graph import _kernels_flow as kernels

    check("disjoint_paths", "sharing", sharing, Sharing)
    reached = hops(graph, drive) >= 0
    driven = np.zeros(graph.n, np.bool_)
    driven[graph.indices(drive)] = True
    wanted = np.arange(graph.n, dtype=np.int32) if targets is None else graph.indices(targets)
    wide = {"no synapse": np.ones_like(driven), "no neuron between": driven}.get(
        sharing, np.zeros_like(driven)
    )
    count = kernels.disjoint_paths(
        *graph.outgoing, *graph.incoming, driven, reached, wide, wanted,
        np.empty((0, 0), np.int64),
    )  # fmt: skip
    return np.where(count < 0, np.inf, count)


def disjoint_path_lengths(
    graph: Graph, drive: Iterable[str | int] | NDArray[np.integer]
) -> NDArray[np.int64]:
    """How many paths of each length a largest set of synapse-disjoint paths to a neuron has.

    Returns
    -------
    array of int64, shape (n, longest + 1)
        Entry [v, length]; nothing for driven and unreached neurons. The last column also counts
        longer paths, which are rare: `longest` is 4 times the largest hop distance.

    Examples
    --------
    >>> disjoint_path_lengths(Graph(pre=[0, 0, 1], post=[1, 2, 2]), [0])[2, :3].tolist()
    [0, 1, 1]
    """
    from netbounds.graph import _kernels_flow as kernels

    distance = hops(graph, drive)
    everybody = np.arange(graph.n, dtype=np.int32)
    lengths = np.zeros((graph.n, 4 * int(distance.max()) + 2), np.int64)
    kernels.disjoint_paths(
        *graph.outgoing, *graph.incoming, distance == 0, distance >= 0,
        np.ones(graph.n, np.bool_), everybody, lengths,
    )  # fmt: skip
    return lengths
