"""How strongly a driven neuron moves the others, as intervals that rounding cannot escape."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph.container import Orientation
from netbounds.theory.information_flow._matrices import (
    Weights,
    as_graph,
    distances,
    solve,
    state_matrix,
    unit_inputs,
)
from netbounds.theory.information_flow.coverage import DrivenNeurons

if TYPE_CHECKING:
    from flint import arb

_BITS = 160  # the residual of a float solution is some 1e-16: this leaves it 30 digits
_DENSE = 300  # neurons up to which the whole matrix is solved in balls, a few seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class GainEnclosure:
    """Rigorous limits of the steady response of every neuron (rows) to each driven one (columns).

    Attributes
    ----------
    drive
        The driven neurons, one a column.
    lower, upper
        The exact R = (I - W)^-1 of the weights as stored lies between them; both are 0 where there
        is no path.
    """

    drive: NDArray[np.int32]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def gain_enclosure(
    weights: Weights,
    drive: DrivenNeurons,
    *,
    orientation: Orientation | None = None,
    magnitudes: bool = False,
) -> GainEnclosure:
    r"""An approximate response is wrong by at most what its own residual can grow to.

    Let :math:`\hat x` be the float solution for one driven neuron, :math:`r = b - (1 - W) \hat x`
    its residual, and :math:`s > 0` with :math:`|W| s \le \beta s`, :math:`\beta < 1`. Then

    .. math:: |x_v - \hat x_v| \le \frac{s_v}{1 - \beta} \max_i \frac{|r_i|}{s_i},

    because :math:`(1 - W)^{-1}` is at most :math:`(1 - |W|)^{-1}`. Residual and s are evaluated in
    ball arithmetic. Where no such s exists, although the response may, the matrix itself is solved
    in balls.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix (then `orientation` says how to read it).
    drive
        Driven neurons, by number or name; at least one.
    orientation
        "post-pre" for W[post, pre], which acts on states; "pre-post" for its transpose.
    magnitudes
        Enclose (I - \|W\|)^-1 instead, the bound that no signs can exceed.

    Raises
    ------
    DomainError
        If 1 is or may be an eigenvalue of W; if some eigenvalue of \|W\| reaches 1 and there are
        more than 300 neurons, or `magnitudes` are asked for; if a matrix comes without
        orientation; or for a bad drive.

    Notes
    -----
    Valid for any signs of the weights. Two sparse solves, and some 2 us a synapse and driven neuron
    for the residual.

    Source: rump2010, Section 10; johansson2017 for the balls.

    Examples
    --------
    >>> loop = gain_enclosure([[0.0, 0.3], [0.7, 0.0]], [0], orientation="post-pre")
    >>> bool(loop.lower[0, 0] < 1 / 0.79 < loop.upper[0, 0])
    True
    >>> bool(loop.upper[0, 0] - loop.lower[0, 0] < 1e-14)
    True
    """
    import flint
    from scipy.sparse import eye_array

    graph = as_graph("gain_enclosure", weights, orientation)
    driven, distance = distances("gain_enclosure", graph, drive)
    matrix = abs(state_matrix(graph)) if magnitudes else state_matrix(graph)
    inputs = unit_inputs(graph.n, driven)
    with flint.ctx.workprec(_BITS):
        scale = _contracted(abs(matrix))
        if scale is not None:
            middle = solve(eye_array(graph.n) - matrix, inputs)
            if middle is None:  # excluded by the certificate
                raise refusal(
                    "gain_enclosure", "weights", "leave I - W invertible", "a singular matrix"
                )
            lower, upper = _around(matrix, inputs, middle, *scale)
        elif magnitudes or graph.n > _DENSE:
            raise refusal(
                "gain_enclosure", "weights", "have all eigenvalues of |W| below 1 in modulus",
                "a larger one", f"up to {_DENSE} neurons, R itself is enclosed all the same",
            )  # fmt: skip
        else:
            lower, upper = _solved(matrix, driven)
    lower[np.isinf(distance)] = upper[np.isinf(distance)] = 0.0
    return GainEnclosure(drive=driven, lower=lower, upper=upper)


def _contracted(size: Any) -> "tuple[list[arb], arb] | None":
    """S > 0 and beta < 1 with |W| s <= beta s, verified; None if none was found."""
    import flint
    from scipy.sparse import eye_array

    found = solve(eye_array(size.shape[0]) - size, np.ones(size.shape[0]))
    if found is None or not np.all(np.isfinite(found)) or found.min() <= 0:
        return None
    s = [flint.arb(value) for value in found.tolist()]
    beta = flint.arb(0)
    for v, product in enumerate(_times(size, s)):
        beta = beta.max(product / s[v])
    return (s, beta) if beta < 1 else None


def _times(matrix: Any, x: "list[arb]") -> "list[arb]":
    import flint

    starts, columns = matrix.indptr.tolist(), matrix.indices.tolist()
    entries = [flint.arb(value) for value in matrix.data.tolist()]
    return [
        sum((entries[j] * x[columns[j]] for j in range(start, end)), flint.arb(0))
        for start, end in pairwise(starts)
    ]


def _around(
    matrix: Any,
    inputs: NDArray[np.float64],
    middle: NDArray[np.float64],
    s: "list[arb]",
    beta: "arb",
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import flint

    lower, upper = np.empty_like(middle), np.empty_like(middle)
    for column in range(middle.shape[1]):
        x = [flint.arb(value) for value in middle[:, column].tolist()]
        worst = flint.arb(0)
        for v, product in enumerate(_times(matrix, x)):
            residual = flint.arb(inputs[v, column]) - x[v] + product
            worst = worst.max(abs(residual) / s[v])
        growth = worst / (1 - beta)
        for v, value in enumerate(x):
            lower[v, column] = _below(value - growth * s[v])
            upper[v, column] = -_below(-(value + growth * s[v]))
    return lower, upper


def _solved(
    matrix: Any, driven: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import flint

    n = matrix.shape[0]
    left = flint.arb_mat(np.eye(n).tolist()) - flint.arb_mat(matrix.toarray().tolist())
    right = flint.arb_mat(np.eye(n)[:, driven].tolist())
    try:
        answer = left.solve(right)
    except ZeroDivisionError:
        raise refusal(
            "gain_enclosure", "weights", "leave I - W invertible", "a matrix that may be singular"
        ) from None
    shape = (n, len(driven))
    lower, upper = np.empty(shape), np.empty(shape)
    for v, column in np.ndindex(shape):
        lower[v, column] = _below(answer[v, column])
        upper[v, column] = -_below(-answer[v, column])
    return lower, upper


def _below(ball: "arb") -> float:
    """The nearest float below everything in a ball."""
    lowest = ball.lower()
    value = float(lowest)
    return value if value <= lowest else math.nextafter(value, -math.inf)
