"""Who is reached, after how many synapses, and which neurons form strong components."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph.container import Graph


def hops(graph: Graph, drive: Iterable[str | int] | NDArray[np.integer]) -> NDArray[np.int32]:
    """Number of synapses on the shortest path from the drive to every neuron.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons, by number or name; at least one, repetition allowed.

    Returns
    -------
    array of int32, shape (n,)
        0 for driven neurons, -1 for neurons that no path reaches.

    Raises
    ------
    DomainError
        If the drive is empty or names no neuron of the graph.

    Notes
    -----
    Direction-optimising breadth-first search from all driven neurons at once: O(n + m) at worst,
    on random graphs a small fraction of the synapses is looked at.

    Source: beamer2012.

    Examples
    --------
    >>> hops(Graph(pre=[0, 1], post=[1, 2], n=4), [0])
    array([ 0,  1,  2, -1], dtype=int32)
    """
    from netbounds.graph._kernels_reach import breadth_first

    driven = graph.indices(drive)
    if len(driven) == 0:
        raise refusal("hops", "drive", "name at least one neuron", "an empty drive")
    labels: NDArray[np.int32] = breadth_first(*graph.outgoing, *graph.incoming, driven)
    return labels


def hops_to(graph: Graph, goal: Iterable[str | int] | NDArray[np.integer]) -> NDArray[np.int32]:
    """Number of synapses on the shortest path from every neuron to the goal.

    Like `hops` with every synapse turned round.

    Raises
    ------
    DomainError
        If the goal is empty or names no neuron of the graph.

    Examples
    --------
    >>> hops_to(Graph(pre=[0, 1], post=[1, 2], n=4), [2])
    array([ 2,  1,  0, -1], dtype=int32)
    """
    from netbounds.graph._kernels_reach import breadth_first

    reached = graph.indices(goal)
    if len(reached) == 0:
        raise refusal("hops_to", "goal", "name at least one neuron", "an empty goal")
    labels: NDArray[np.int32] = breadth_first(*graph.incoming, *graph.outgoing, reached)
    return labels


def strong_components(graph: Graph) -> NDArray[np.int32]:
    """Label of every neuron's strong component: neurons that reach each other share a label.

    Labels are 0, 1, ... in topological order: a synapse never goes from a component to one of
    smaller label.

    Returns
    -------
    array of int32, shape (n,)

    Notes
    -----
    The component of a hub is what two breadth-first searches from it have in common; Tarjan's
    algorithm, without recursion, finds the others. O(n + m).

    Source: fleischer2000 for the searches; tarjan1972.

    Examples
    --------
    >>> strong_components(Graph(pre=[0, 1, 1], post=[1, 0, 2]))
    array([0, 0, 1], dtype=int32)
    """
    from netbounds.graph import _kernels_components as kernels

    labels: NDArray[np.int32] = kernels.strong_components(*graph.outgoing, *graph.incoming)
    return labels
