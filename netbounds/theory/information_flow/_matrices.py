"""Weights as W[post, pre], whether they come as a graph or as a matrix."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph import Graph, hops
from netbounds.graph.container import Orientation

DENSE = 1500  # up to so many neurons, eigenvalues and the 2-norm are computed densely

Weights: TypeAlias = Graph | NDArray[Any] | Any  # Any: scipy's sparse matrices


def as_graph(where: str, weights: Weights, orientation: Orientation | None) -> Graph:
    """Graph of the non-zero weights; a matrix must say which index is presynaptic."""
    if isinstance(weights, Graph):
        if weights.weight is None:
            raise refusal(where, "weights", "have a weight for every synapse", "none")
        return weights
    if orientation is None:
        remedy = "if neuron 0 sends to neuron 1 only, A[0, 1] or W[1, 0] is the entry that is not 0"
        raise refusal(
            where, "orientation", "be 'pre-post' (A[pre, post]) or 'post-pre' (W[post, pre])", None,
            remedy,
        )  # fmt: skip
    return Graph.from_matrix(weights, orientation=orientation)


def state_matrix(graph: Graph) -> Any:
    """W as a scipy CSR array that acts on states, W[post, pre]."""
    return graph.to_sparse(orientation="post-pre").astype(np.float64)


def solve(matrix: Any, right: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Solution of a sparse linear system; None if the matrix is singular."""
    from scipy.sparse.linalg import splu

    try:
        answer: NDArray[np.float64] = splu(matrix.tocsc()).solve(right)
    except RuntimeError:  # exactly singular
        return None
    return answer


def distances(
    where: str, graph: Graph, drive: Any
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The driven neurons, and the synapses from each of them (columns) to all; inf without path."""
    driven = graph.indices(drive)
    if len(driven) == 0:
        raise refusal(where, "drive", "name at least one neuron", "an empty drive")
    distance = np.column_stack([hops(graph, [u]) for u in driven]).astype(np.float64)
    distance[distance < 0] = np.inf
    return driven, distance


def unit_inputs(n: int, driven: NDArray[np.int32]) -> NDArray[np.float64]:
    """One column for each driven neuron, 1 at that neuron."""
    inputs = np.zeros((n, len(driven)))
    inputs[driven, np.arange(len(driven))] = 1.0
    return inputs


def norm(matrix: Any) -> float:
    """The smallest of the matrix norms that are cheap enough."""
    size = abs(matrix)
    norms = [
        size.sum(axis=0).max(),
        size.sum(axis=1).max(),
        np.sqrt((size.multiply(size)).sum()),
    ]
    if matrix.shape[0] <= DENSE:
        norms.append(np.linalg.norm(matrix.toarray(), 2))
    return float(min(norms))
