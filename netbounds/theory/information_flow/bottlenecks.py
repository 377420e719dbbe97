"""What breaks the flow: single neurons and synapses that every path has to pass."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph
from netbounds.graph.dominators import dominator_tree, silenced_by_synapses, strong_cuts
from netbounds.theory.information_flow._components import components
from netbounds.theory.information_flow.coverage import DrivenNeurons


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottlenecks:
    """What the loss of one neuron or one synapse costs.

    Attributes
    ----------
    immediate_dominator
        Per neuron the last neuron that every path from the drive to it passes; -1 = the drive
        itself (and driven neurons), -2 = not reached.
    silenced_by_neuron
        Per neuron: how many others are no longer reached when it is lost.
    silenced_by_synapse
        Per synapse, in the order of ``graph.pre, graph.post``: how many neurons are no longer
        reached when it is lost.
    strong_articulation_points
        Neurons whose loss splits the strong component they lie in, ascending.
    strong_bridges
        Positions of the synapses whose loss splits a strong component, ascending.
    """

    immediate_dominator: NDArray[np.int32]
    silenced_by_neuron: NDArray[np.int32]
    silenced_by_synapse: NDArray[np.int32]
    strong_articulation_points: NDArray[np.int64]
    strong_bridges: NDArray[np.int64]


def bottlenecks(graph: Graph, drive: DrivenNeurons) -> Bottlenecks:
    """Losing a neuron silences exactly those that hang below it in the dominator tree.

    A synapse silences somebody only if it leads from a neuron's immediate dominator to that neuron
    and nothing outside the neuron's own subtree sends there; then it silences that subtree.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons, by number or name; at least one. They stay driven whatever else is lost.

    Raises
    ------
    DomainError
        If the drive is empty or names no neuron of the graph.

    Notes
    -----
    Valid for any directed graph. Exact; O(m log n), on random graphs a few passes over the
    synapses.

    Source: lengauer1979 (dominators); italiano2012, Theorems 3.5 and 4.3 (strong cuts).

    Examples
    --------
    >>> found = bottlenecks(Graph(pre=[0, 1, 1, 2, 3], post=[1, 2, 3, 4, 4]), [0])
    >>> found.silenced_by_neuron.tolist(), found.silenced_by_synapse.tolist()
    ([4, 3, 0, 0, 0], [4, 1, 1, 0, 0])
    """
    tree = dominator_tree(graph, drive)
    cuts = strong_cuts(graph, components(graph).label)
    return Bottlenecks(
        immediate_dominator=tree.immediate,
        silenced_by_neuron=np.maximum(tree.subtree - 1, 0),
        silenced_by_synapse=silenced_by_synapses(graph, tree),
        strong_articulation_points=np.flatnonzero(cuts.articulation),
        strong_bridges=np.flatnonzero(cuts.bridge),
    )
