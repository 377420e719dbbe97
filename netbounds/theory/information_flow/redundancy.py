"""By how many independent routes the drive reaches a neuron."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import check
from netbounds.graph import Graph
from netbounds.graph.disjoint_paths import Sharing, disjoint_paths
from netbounds.theory.information_flow.coverage import DrivenNeurons


@dataclass(frozen=True, slots=True, kw_only=True)
class Redundancy:
    """Disjoint paths to every neuron asked for; inf for driven ones, 0 where there is no path.

    Attributes
    ----------
    neurons
        The neurons asked for, ascending.
    edge_disjoint
        Paths that share no synapse: so many synapses must be lost to silence the neuron.
    vertex_disjoint
        Paths that share no neuron on the way: so many neurons or direct synapses must be lost.
    """

    neurons: NDArray[np.int32]
    edge_disjoint: NDArray[np.float64]
    vertex_disjoint: NDArray[np.float64]


def redundancy(
    graph: Graph,
    drive: DrivenNeurons,
    targets: DrivenNeurons | None = None,
    *,
    driven_once: bool = False,
) -> Redundancy:
    """As many synapses must be lost to silence a neuron as there are paths that share none.

    In a random graph this is nearly always the number of its parents that are reached themselves.

    Parameters
    ----------
    graph
        The graph; self loops do not count.
    drive
        Driven neurons, by number or name; at least one.
    targets
        Neurons to ask for; all by default.
    driven_once
        Let each driven neuron start at most one of the paths that share no neuron (by default any
        number of them may start there).

    Raises
    ------
    DomainError
        If the drive is empty or a neuron does not exist.

    Notes
    -----
    Valid for any directed graph. One unit-capacity flow a neuron; on random graphs each is local,
    some ten microseconds, at worst O(m) per path.

    Source: menger1927.

    Examples
    --------
    >>> found = redundancy(Graph(pre=[0, 0, 1, 2, 3], post=[1, 2, 3, 3, 4]), [0])
    >>> found.edge_disjoint.tolist(), found.vertex_disjoint.tolist()
    ([inf, 1.0, 1.0, 2.0, 1.0], [inf, 1.0, 1.0, 2.0, 1.0])
    """
    check("redundancy", "driven_once", driven_once, bool)
    neurons = np.arange(graph.n, dtype=np.int32) if targets is None else graph.indices(targets)
    apart: Sharing = "no neuron" if driven_once else "no neuron between"
    return Redundancy(
        neurons=neurons,
        edge_disjoint=disjoint_paths(graph, drive, neurons),
        vertex_disjoint=disjoint_paths(graph, drive, neurons, sharing=apart),
    )
