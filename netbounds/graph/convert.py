"""Graphs from and to matrices (dense, scipy sparse) and networkx, with the orientation stated."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph.container import Graph, Orientation

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array


def from_matrix(
    matrix: Any,
    *,
    orientation: Orientation,
    names: Iterable[str] | None = None,
    classes: Iterable[str] | None = None,
) -> Graph:
    """Graph of a square matrix: every entry that is not zero is a synapse.

    Parameters
    ----------
    matrix
        Dense or scipy sparse, shape (n, n). Zeros stored in a sparse matrix are no synapses. A
        matrix of booleans gives a graph without weights.
    orientation
        "pre-post" for A[pre, post] (row = presynaptic), "post-pre" for W[post, pre], which acts on
        a state vector. There is no default, because guessing wrong reverses every path.
    names, classes
        As in `Graph`.

    Raises
    ------
    DomainError
        If the matrix is not square or holds NaN, infinity or complex numbers.

    Examples
    --------
    >>> from_matrix([[0, 0], [3, 0]], orientation="post-pre").outgoing[1]  # 0 sends to 1
    array([1], dtype=int32)
    """
    _check_orientation("from_matrix", orientation)
    rows, columns, values, shape = _entries(matrix)
    if not (len(shape) == 2 and shape[0] == shape[1] > 0):
        raise refusal("from_matrix", "matrix", "be square", f"shape {shape}")
    if values.dtype.kind not in "biuf":
        raise refusal("from_matrix", "matrix", "hold real numbers", f"type {values.dtype}")
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        at = f"{values[bad[0]]} in row {rows[bad[0]]}, column {columns[bad[0]]} (from 0)"
        raise refusal("from_matrix", "matrix", "hold finite numbers", at)
    if values.dtype.kind == "b":
        rows, columns = rows[values], columns[values]
    pre, post = (rows, columns) if orientation == "pre-post" else (columns, rows)
    weight = None if values.dtype.kind == "b" else values
    return Graph(pre=pre, post=post, n=shape[0], weight=weight, names=names, classes=classes)


def to_sparse(graph: Graph, *, orientation: Orientation) -> "csr_array":
    """Scipy CSR array of the weights, ones where the graph has none.

    Parameters
    ----------
    graph
        The graph.
    orientation
        "pre-post" for A[pre, post], "post-pre" for W[post, pre].

    Raises
    ------
    DomainError
        If `orientation` is not one of the two.

    Examples
    --------
    >>> to_sparse(Graph(pre=[0], post=[1]), orientation="post-pre").toarray()
    array([[0., 0.],
           [1., 0.]])
    """
    from scipy.sparse import csr_array

    _check_orientation("to_sparse", orientation)
    weight = np.ones(graph.m) if graph.weight is None else graph.weight.copy()
    shape = (graph.n, graph.n)
    starts, targets = (rows.copy() for rows in graph.outgoing)
    matrix = csr_array((weight, targets, starts), shape=shape)
    return matrix if orientation == "pre-post" else matrix.T.tocsr()


def from_networkx(digraph: "nx.DiGraph[Any]", *, weight: str | None = "weight") -> Graph:
    """Graph of a networkx DiGraph (or MultiDiGraph): an edge (u, v) is a synapse from u to v.

    Parameters
    ----------
    digraph
        Directed; nodes become names unless they are the numbers 0 .. n-1.
    weight
        Edge attribute that holds the weight; ignored when no edge has it, 1 where an edge lacks
        it. None for a graph without weights. The node attribute "class" gives the classes.

    Raises
    ------
    DomainError
        If the graph is undirected, empty, or two nodes print the same name.
    """
    if not digraph.is_directed():
        rule = "be directed"
        remedy = "use digraph.to_directed() if every edge is meant in both directions"
        raise refusal("from_networkx", "digraph", rule, "an undirected graph", remedy)
    nodes = list(digraph)
    numbered = set(nodes) == set(range(len(nodes)))
    if numbered:
        nodes.sort()
    place = {node: i for i, node in enumerate(nodes)}
    edges = list(digraph.edges(data=True))
    strengths = None
    if weight is not None and any(weight in data for _, _, data in edges):
        strengths = [data.get(weight, 1) for _, _, data in edges]
    kinds = [digraph.nodes[node].get("class") for node in nodes]
    return Graph(
        pre=[place[u] for u, _, _ in edges],
        post=[place[v] for _, v, _ in edges],
        n=len(nodes) or None,
        weight=strengths,
        names=None if numbered else [str(node) for node in nodes],
        classes=None if all(kind is None for kind in kinds) else [str(kind) for kind in kinds],
    )


def to_networkx(graph: Graph) -> "nx.DiGraph[Any]":
    """Networkx DiGraph: nodes are names (numbers when there are none), edges go from pre to post.

    Weights become the edge attribute "weight", classes the node attribute "class".
    """
    import networkx as nx

    nodes: list[Any] = list(graph.names or range(graph.n))
    digraph: nx.DiGraph[Any] = nx.DiGraph()
    digraph.add_nodes_from(nodes)
    if graph.classes is not None:
        nx.set_node_attributes(digraph, dict(zip(nodes, graph.classes, strict=True)), "class")
    pairs = ((nodes[u], nodes[v]) for u, v in zip(graph.pre, graph.post, strict=True))
    if graph.weight is None:
        digraph.add_edges_from(pairs)
    else:
        weights = graph.weight.tolist()
        digraph.add_weighted_edges_from((u, v, w) for (u, v), w in zip(pairs, weights, strict=True))
    return digraph


def _check_orientation(where: str, orientation: object) -> None:
    if orientation not in get_args(Orientation):
        rule = "be 'pre-post' (A[pre, post]) or 'post-pre' (W[post, pre])"
        remedy = "if neuron 0 sends to neuron 1 only, A[0, 1] or W[1, 0] is the entry that is not 0"
        raise refusal(where, "orientation", rule, orientation, remedy)


def _entries(matrix: Any) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], tuple[int, ...]]:
    """Rows, columns and values of the entries, and the shape, whatever it is."""
    from scipy.sparse import coo_array, issparse

    if issparse(matrix):
        compressed = cast(Any, matrix)
        if hasattr(compressed, "check_format"):
            try:  # scipy trusts its arrays, and crashes on indices that lie outside
                compressed.check_format(full_check=True)
            except ValueError as error:
                raise refusal("from_matrix", "matrix", "be sound", str(error)) from None
        entries: Any = coo_array(compressed)
        return entries.coords[0], entries.coords[-1], entries.data, entries.shape
    dense = np.asarray(matrix)
    if dense.ndim != 2 or dense.dtype.kind not in "biuf":
        nowhere = np.empty(0, dtype=np.intp)
        return nowhere, nowhere, np.empty(0, dtype=dense.dtype), dense.shape
    place = np.nonzero(dense)  # NaN is not zero, so it is seen
    return place[0], place[1], dense[place], dense.shape
