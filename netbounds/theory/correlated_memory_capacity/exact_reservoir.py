"""Memory capacity of the linear reservoir that you give, without simulating it."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.arrays import real_array
from netbounds.domains import refusal
from netbounds.graph import Graph, hops, strong_components
from netbounds.theory.correlated_memory_capacity.combinatorial import (
    combinatorial_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.linear_memory import linear_memory_function

Orientation = Literal["post-pre", "pre-post"]
_BLIND = 1e-9  # overlap of a left eigenvector with the input below which it is not controlled


@dataclass(frozen=True, slots=True)
class ExactMemory:
    """Memory of a linear reservoir: capacity, memory function, and the eigenvalues behind it.

    `total` is the capacity over all delays, a whole number; `within` the part inside of the
    delays asked for; `function` the capacity of each delay.
    """

    total: int
    within: float
    function: NDArray[np.float64]
    eigenvalues: NDArray[np.complex128]

    def __str__(self) -> str:
        delays = self.function.size
        return f"memory capacity {self.total} (exact), {self.within:.6g} of it in {delays} delays"


def memory_capacity(
    weights: Any, input_weights: ArrayLike, *, orientation: Orientation, delays: int = 300
) -> ExactMemory:
    """Exact memory capacity and memory function of a linear reservoir with the weights given.

    x(t) = W x(t-1) + u s(t) with white s. No time series, no matrix inverse: the controllable
    eigenvalues go through the all-pass cascade of `linear_memory_function`.

    Parameters
    ----------
    weights
        (n, n), dense or scipy sparse.
    input_weights
        u, (n,); zero entries are neurons without input.
    orientation
        "post-pre" if weights[i, j] is the synapse from j to i (x <- W x), "pre-post" otherwise.
    delays
        How many delays to return, from 0 (the newest input).

    Raises
    ------
    DomainError
        If shapes do not fit, anything is not finite, no neuron has input, or the spectral
        radius is not below 1.

    Notes
    -----
    The number of controllable eigenvalues is the generic one of the wiring
    (`combinatorial_memory_capacity`), lowered where a left eigenvector is orthogonal to the input
    and where an eigenvalue has several eigenvectors. O(n^3) for the eigenvalues
    (0.5 s at n = 1000), the rest O(n delays). With a readout of measured states, noise, or a
    nonlinearity the capacity is smaller: see the measured capacity of the same name.

    Examples
    --------
    >>> chain = [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
    >>> print(memory_capacity(chain, [1, 0, 0], orientation="post-pre", delays=5))
    memory capacity 3 (exact), 3 of it in 5 delays
    """
    matrix, u = _checked(weights, input_weights, orientation)
    values = controllable_eigenvalues(matrix, u)
    if np.max(np.abs(values), initial=0.0) >= 1:
        got = round(float(np.max(np.abs(values))), 6)
        raise refusal("memory_capacity", "weights", "have spectral radius < 1", got)
    function = linear_memory_function(values, delays)
    return ExactMemory(values.size, float(function.sum()), function, values)


def controllable_eigenvalues(
    weights: NDArray[np.float64], input_weights: NDArray[np.float64]
) -> NDArray[np.complex128]:
    """Eigenvalues of W[post, pre] that the input moves, with multiplicity, largest first.

    Strong components are diagonalised one by one, so that the zeros of acyclic parts are exact;
    of what is left the wiring's generic number is kept.

    Raises
    ------
    DomainError
        If the input reaches no neuron.
    """
    driven = np.flatnonzero(input_weights)
    if driven.size == 0:
        raise refusal("memory_capacity", "input_weights", "have an entry other than 0", "zeros")
    wiring = Graph.from_matrix(weights, orientation="post-pre")
    kept = np.flatnonzero(hops(wiring, driven) >= 0)
    label = strong_components(wiring)
    pieces = []
    for component in np.unique(label[kept]):
        members = np.flatnonzero(label == component)
        block = weights[np.ix_(members, members)]
        pieces.append(np.linalg.eigvals(block) if members.size > 1 else block.ravel())
    values = np.concatenate(pieces).astype(np.complex128)
    values = values[np.argsort(-np.abs(values), kind="stable")]
    generic = combinatorial_memory_capacity(wiring, driven)
    inner = weights[np.ix_(kept, kept)]
    for value in [*_hidden(inner, input_weights[kept]), *_twins(inner, values)]:
        values = np.delete(values, int(np.argmin(np.abs(values - value))))
    return values[: min(generic, values.size)]


def _hidden(weights: NDArray[Any], u: NDArray[Any]) -> list[complex]:
    """Eigenvalues other than 0 whose left eigenvector is orthogonal to the input."""
    if np.array_equal(weights, np.triu(weights)) or np.array_equal(weights, np.tril(weights)):
        return []  # left eigenvectors of repeated zeros mean nothing
    values, left = np.linalg.eig(weights.T)
    overlap = np.abs(u @ left) / (np.linalg.norm(u) * np.linalg.norm(left, axis=0))
    return list(values[(overlap < _BLIND) & (np.abs(values) > 1e-3 * np.max(np.abs(values)))])


def _twins(weights: NDArray[Any], values: NDArray[np.complex128]) -> list[complex]:
    """Copies of an eigenvalue other than 0 with eigenvectors of their own: one input moves one."""
    spare: list[complex] = []
    scale = float(np.max(np.abs(values), initial=0.0))
    rest = values[np.abs(values) > 1e-3 * scale]
    while rest.size:
        same = np.abs(rest - rest[0]) <= 1e-9 * scale
        if np.count_nonzero(same) > 1:
            shifted = weights - rest[0] * np.eye(weights.shape[0])
            spread = np.linalg.svd(shifted, compute_uv=False)
            spare += [rest[0]] * (int(np.count_nonzero(spread < 1e-9 * spread[0])) - 1)
        rest = rest[~same]
    return spare


def _checked(
    weights: Any, input_weights: ArrayLike, orientation: Orientation
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    where = "memory_capacity"
    given = weights.toarray() if hasattr(weights, "toarray") else weights
    matrix = real_array(where, "weights", given, 2)
    u = real_array(where, "input_weights", input_weights, 1)
    if matrix.shape[0] != matrix.shape[1] or matrix.shape[0] == 0:
        raise refusal(where, "weights", "be a square matrix", f"shape {matrix.shape}")
    if u.shape != matrix.shape[:1]:
        raise refusal(where, "input_weights", f"have shape {matrix.shape[:1]}", f"{u.shape}")
    if orientation not in ("post-pre", "pre-post"):
        raise refusal(where, "orientation", "be 'post-pre' or 'pre-post'", orientation)
    return (matrix if orientation == "post-pre" else matrix.T), u
