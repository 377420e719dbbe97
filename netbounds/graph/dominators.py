"""Which neurons and synapses everything has to pass: dominator trees and strong cuts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph.container import Graph, Rows
from netbounds.graph.search import strong_components

# tree steps per neuron and synapse after which deep graphs are handed to the depth-first algorithm
_PATIENCE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DominatorTree:
    """For every neuron the last neuron that each path from the drive to it passes.

    Attributes
    ----------
    immediate
        That neuron; -1 where there is none but the drive itself (driven neurons among them), -2
        for neurons that are not reached.
    subtree
        How many neurons have this neuron on all their paths, itself included; 0 if not reached.
    only_entry
        True where all paths pass the one synapse immediate -> neuron.
    """

    immediate: NDArray[np.int32]
    subtree: NDArray[np.int32]
    only_entry: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrongCuts:
    """What breaks a strong component when it is lost.

    Attributes
    ----------
    articulation
        Per neuron: its loss splits its strong component.
    bridge
        Per synapse, in the graph's order: its loss splits the strong component that it lies in.
    """

    articulation: NDArray[np.bool_]
    bridge: NDArray[np.bool_]


def dominator_tree(graph: Graph, drive: Iterable[str | int] | NDArray[np.integer]) -> DominatorTree:
    """Dominator tree of the neurons that the drive reaches.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons, by number or name; at least one.

    Raises
    ------
    DomainError
        If the drive is empty or names no neuron of the graph.

    Notes
    -----
    Exact. On shallow graphs a few passes over the synapses, else semi-NCA, O(m log n).

    Source: lengauer1979 for the problem; georgiadis2005 for semi-NCA.

    Examples
    --------
    >>> dominator_tree(Graph(pre=[0, 1, 1, 2, 3], post=[1, 2, 3, 4, 4]), [0]).immediate
    array([-1,  0,  1,  1,  1], dtype=int32)
    """
    driven = graph.indices(drive)
    if len(driven) == 0:
        raise refusal("dominator_tree", "drive", "name at least one neuron", "an empty drive")
    return _tree(graph.outgoing, graph.incoming, driven, np.empty(0, np.int32))


def strong_cuts(graph: Graph, labels: NDArray[np.int32] | None = None) -> StrongCuts:
    """Strong articulation points and strong bridges, of every strong component at once.

    Parameters
    ----------
    graph
        The graph; self loops do not matter.
    labels
        Labels as from `strong_components`, if they are known already.

    Notes
    -----
    Two dominator trees, rooted at one neuron a component, and two searches without the roots: O(m
    log n).

    Source: italiano2012, Theorems 3.5 and 4.3.

    Examples
    --------
    >>> cuts = strong_cuts(Graph(pre=[0, 1, 1, 2], post=[1, 0, 2, 1]))
    >>> cuts.articulation.tolist(), cuts.bridge.tolist()
    ([False, True, False], [True, True, True, True])
    """
    from netbounds.graph._kernels_dominators import bridges
    from netbounds.graph._kernels_search_trees import breadth_first_tree

    label = strong_components(graph) if labels is None else labels
    roots = np.unique(label, return_index=True)[1].astype(np.int32)
    group = label if len(roots) > 1 else np.empty(0, np.int32)  # one component needs no groups
    forward = _tree(graph.outgoing, graph.incoming, roots, group)
    backward = _tree(graph.incoming, graph.outgoing, roots, group)
    articulation = np.zeros(graph.n, np.bool_)
    for tree in (forward, backward):
        articulation[tree.immediate[tree.immediate >= 0]] = True
    # a root is on all paths from itself: ask whether the rest of its component stays strong
    is_root = np.zeros(graph.n, np.bool_)
    is_root[roots] = True
    rest = np.flatnonzero(~is_root)
    second = rest[np.unique(label[rest], return_index=True)[1]].astype(np.int32)
    whole = np.ones(graph.n, np.bool_)
    for rows in (graph.outgoing, graph.incoming):
        whole &= breadth_first_tree(*rows, second, group, is_root)[0] > 0
    articulation[roots] = False
    articulation[roots[label[rest[~whole[rest]]]]] = True
    bridge = bridges(
        graph.pre, graph.post, label, forward.immediate, forward.only_entry,
        backward.immediate, backward.only_entry,
    )  # fmt: skip
    return StrongCuts(articulation=articulation, bridge=bridge)


def silenced_by_synapses(graph: Graph, tree: DominatorTree) -> NDArray[np.int32]:
    """Per synapse, in the graph's order: how many neurons only it leads to.

    Examples
    --------
    >>> graph = Graph(pre=[0, 1, 1, 2, 3], post=[1, 2, 3, 4, 4])
    >>> silenced_by_synapses(graph, dominator_tree(graph, [0])).tolist()
    [4, 1, 1, 0, 0]
    """
    from netbounds.graph._kernels_dominators import only_ways

    silenced: NDArray[np.int32] = only_ways(
        graph.pre, graph.post, tree.immediate, tree.only_entry, tree.subtree
    )
    return silenced


def _tree(
    outgoing: Rows, incoming: Rows, roots: NDArray[np.int32], group: NDArray[np.int32]
) -> DominatorTree:
    from netbounds.graph import _kernels_dominators as kernels
    from netbounds.graph import _kernels_search_trees as searches

    n = len(outgoing[0]) - 1
    is_root = np.zeros(n, np.bool_)
    is_root[roots] = True
    free = np.empty(0, np.bool_)
    found = searches.breadth_first_tree(*outgoing, roots, group, free)
    patience = _PATIENCE * (n + len(outgoing[1]))
    dominator, finished = kernels.shrink_tree(*incoming, *found, group, patience)
    if not finished:
        found = searches.depth_first(*outgoing, roots, group)
        dominator = kernels.semi_nca(*incoming, is_root, *found, group)
    number, order, _ = found
    size, first = kernels.tree_extent(dominator)
    only = kernels.only_entry(
        *incoming, is_root, number, order, dominator, size, first, group
    )  # fmt: skip
    immediate, subtree = kernels.by_neuron(n, order, dominator, size)
    return DominatorTree(immediate=immediate, subtree=subtree, only_entry=only)
