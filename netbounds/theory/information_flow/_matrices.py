"""Weights as W[post, pre], whether they come as a graph or as a matrix."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph import Graph
from netbounds.graph.container import Orientation

Weights: TypeAlias = Graph | NDArray[Any] | Any  # Any: scipy's sparse matrices


def as_graph(where: str, weights: Weights, orientation: Orientation | None) -> Graph:
    """Graph of the non-zero weights; a matrix must say which index is presynaptic."""
    if isinstance(weights, Graph):
        if weights.weight is None:
            raise refusal(where, "weights", "have a weight for every synapse", "none")
        return weights
    if orientation is None:
        raise refusal(
            where, "orientation", 'be "post-pre" or "pre-post" when weights are a matrix', None,
            'W[post, pre], which acts on states as W @ x, is "post-pre"',
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
