"""The nervous system of a worm and a learning centre of a fly larva."""

from importlib.resources import as_file, files
from typing import Literal

from netbounds.domains import check
from netbounds.graph import Graph, read_graph

Synapses = Literal["chemical", "gap", "both"]


def celegans(synapses: Synapses = "chemical") -> Graph:
    """Nervous system of the hermaphrodite worm C. elegans: 280 neurons, 2194 connections.

    Parameters
    ----------
    synapses
        "chemical" (directed), "gap" (gap junctions, one synapse in each direction) or "both"
        (weights of the same pair are summed).

    Returns
    -------
    Graph
        Names of neurons, classes sensory, inter and motor, weights that count contacts.

    Raises
    ------
    DomainError
        If `synapses` is none of the three.

    Notes
    -----
    Varshney et al., PLoS Comput. Biol. 7(2): e1001066 (2011).

    Examples
    --------
    >>> worm = celegans()
    >>> worm.n, worm.synapses, worm.classes.count("sensory")
    (280, 2194, 83)
    """
    check("celegans", "synapses", synapses, Synapses)
    chemical = _read("celegans_varshney2011_chemical.csv", "celegans_varshney2011_nodes.csv")
    if synapses == "chemical":
        return chemical
    gap = _read("celegans_varshney2011_gap.csv", "celegans_varshney2011_nodes.csv")
    if synapses == "gap":
        return gap
    sum_of_both = chemical.to_sparse(orientation="pre-post") + gap.to_sparse(orientation="pre-post")
    return Graph.from_matrix(
        sum_of_both, orientation="pre-post", names=chemical.names, classes=chemical.classes
    )


def drosophila_larva() -> Graph:
    """Mushroom body of a Drosophila larva, left side: 209 neurons, 7425 connections.

    Returns
    -------
    Graph
        Names of neurons; classes K (Kenyon cells), P (projection neurons), I (input neurons) and
        O (output neurons); weights that count synapses.

    Notes
    -----
    Eichler et al., Nature 548: 175-182 (2017).

    Examples
    --------
    >>> larva = drosophila_larva()
    >>> larva.n, larva.synapses
    (209, 7425)
    """
    return _read("drosophila_larva_mb_left.csv", "drosophila_larva_mb_left_nodes.csv")


def _read(edges: str, nodes: str) -> Graph:
    folder = files(__name__)
    with as_file(folder / edges) as edge_file, as_file(folder / nodes) as node_file:
        return read_graph(edge_file, nodes=node_file)
