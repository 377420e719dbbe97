"""How strongly a driven neuron moves the others, and bounds that need only distance and norm."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph import Graph
from netbounds.graph.container import Orientation
from netbounds.theory.information_flow._matrices import (
    DENSE,
    Weights,
    as_graph,
    distances,
    norm,
    solve,
    state_matrix,
    unit_inputs,
)
from netbounds.theory.information_flow.coverage import DrivenNeurons


@dataclass(frozen=True, slots=True, kw_only=True)
class GainBounds:
    """Steady response of every neuron (rows) to each driven neuron (columns), and its bounds.

    Attributes
    ----------
    drive
        The driven neurons, one a column.
    hops
        Synapses on the shortest path, inf if there is none.
    gain
        R = (I - W)^-1, the response itself; 0 where there is no path.
    norm_bound
        b^hops / (1 - b) for the smallest norm b of W; inf everywhere if no norm is below 1.
    weighted_bound
        (s_post / s_pre) b^hops / (1 - b) with weights s near |W|'s Perron vector.
    absolute_bound
        (I - |W|)^-1, which no signs can exceed.
    shortest_path_gain
        Sum over the shortest paths of the products of their weights: the first response, which
        grows as t^hops / hops!; a lower bound on the gain if no weight is negative.
    norm, radius
        The norm b, and the largest |eigenvalue| of |W|.
    """

    drive: NDArray[np.int32]
    hops: NDArray[np.float64]
    gain: NDArray[np.float64]
    norm_bound: NDArray[np.float64]
    weighted_bound: NDArray[np.float64]
    absolute_bound: NDArray[np.float64]
    shortest_path_gain: NDArray[np.float64]
    norm: float
    radius: float


def gain_bounds(
    weights: Weights, drive: DrivenNeurons, *, orientation: Orientation | None = None
) -> GainBounds:
    r"""A signal that has to cross d synapses is damped at least d times.

    The leaky linear network :math:`\tau \dot x = -x + W x + u` settles at :math:`x = R u` with
    :math:`R = (1 - W)^{-1} = \sum_{k \ge d} W^k` between neurons d synapses apart, hence

    .. math:: |R_{vu}| \le b^d / (1 - b), \qquad
              |R_{vu}| \le (s_v / s_u)\, b^d / (1 - b), \qquad |R| \le (1 - |W|)^{-1}

    with b a norm of W in the first, :math:`b = \max_i (|W| s)_i / s_i` in the second.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix (then `orientation` says how to read it).
    drive
        Driven neurons, by number or name; at least one.
    orientation
        "post-pre" for W[post, pre], which acts on states; "pre-post" for its transpose.

    Raises
    ------
    DomainError
        If some eigenvalue of |W| reaches 1 (then no such bound exists, although the network may
        be stable), if a matrix comes without orientation, or for a bad drive.

    Notes
    -----
    Valid for any signs of the weights, up to rounding; `gain_enclosure` is rigorous. Two sparse
    factorisations and a few solves; dense eigenvalues up to 1500 neurons.

    Source: horn2012, Sections 5.6 and 8.3.

    Examples
    --------
    >>> chain = Graph(pre=[0, 1], post=[1, 2], weight=[0.5, 0.4])
    >>> found = gain_bounds(chain, [0])
    >>> found.gain.ravel().tolist(), found.absolute_bound.ravel().tolist()
    ([1.0, 0.5, 0.2], [1.0, 0.5, 0.2])
    """
    from scipy.sparse import eye_array

    graph = as_graph("gain_bounds", weights, orientation)
    driven, distance = distances("gain_bounds", graph, drive)
    matrix = state_matrix(graph)
    size, unit = abs(matrix), eye_array(graph.n)
    inputs = unit_inputs(graph.n, driven)

    absolute = _certified(graph, size, unit, inputs)
    gain = solve(unit - matrix, inputs)
    if gain is None:  # excluded by the certificate
        raise refusal("gain_bounds", "weights", "leave I - W invertible", "a singular matrix")
    connected = np.isfinite(distance)
    radius = _radius(size)
    b = norm(matrix)
    damped = b**distance / (1 - b) if b < 1 else np.where(connected, np.inf, 0.0)
    return GainBounds(
        drive=driven,
        hops=distance,
        gain=np.where(connected, gain, 0.0),
        norm_bound=damped,
        weighted_bound=_weighted(size, unit, driven, distance, radius),
        absolute_bound=np.where(connected, absolute, 0.0),
        shortest_path_gain=_along_shortest_paths(matrix, inputs, distance),
        norm=b,
        radius=radius,
    )


def _certified(
    graph: Graph, size: Any, unit: Any, inputs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(I - |W|)^-1 at the inputs, or a refusal.

    All eigenvalues of |W| are below 1 if and only if some s > 0 has |W| s < s; s = (I - |W|)^-1 1
    is such a vector whenever there is one.
    """
    answer = solve(unit - size, np.column_stack([inputs, np.ones(graph.n)]))
    if answer is not None:
        s = answer[:, -1]
        if np.all(np.isfinite(s)) and s.min() > 0 and np.all(size @ s < s):
            return answer[:, :-1]
    raise refusal(
        "gain_bounds", "weights", "have all eigenvalues of |W| below 1 in modulus",
        f"spectral radius {_radius(size):.6g}",
        "there is no bound from |W|; scale the weights down",
    )  # fmt: skip


def _radius(size: Any) -> float:
    if size.shape[0] <= DENSE:
        return float(np.abs(np.linalg.eigvals(size.toarray())).max())
    # powers of I + |W| have no periods; their growth rate is 1 + the largest eigenvalue
    s = np.ones(size.shape[0])
    growth = 0.0
    for _ in range(1000):
        following = s + size @ s
        before, growth = growth, float(following.sum() / s.sum())
        s = following / following.sum()
        if abs(growth - before) < 1e-12 * growth:
            break
    return growth - 1


def _weighted(
    size: Any,
    unit: Any,
    driven: NDArray[np.int32],
    distance: NDArray[np.float64],
    radius: float,
) -> NDArray[np.float64]:
    """Best of several b between the radius and 1, each with s = (b - |W|)^-1 1 > 0.

    Then |W| s = b s - 1 < b s; towards the radius s becomes the Perron vector, and graphs that are
    not strongly connected need no special treatment.
    """
    best = np.where(np.isfinite(distance), np.inf, 0.0)
    for step in (1e-6, 1e-3, 0.01, 0.03, 0.1, 0.3, 0.6):
        s = solve((radius + step * (1 - radius)) * unit - size, np.ones(len(distance)))
        if s is None or not np.all(np.isfinite(s)) or s.min() <= 0:
            continue
        b = float(np.max((size @ s) / s))
        if b < 1:
            factor = s[:, None] / s[driven][None, :]
            best = np.minimum(best, factor * b**distance / (1 - b))
    return best


def _along_shortest_paths(
    matrix: Any, inputs: NDArray[np.float64], distance: NDArray[np.float64]
) -> NDArray[np.float64]:
    answer = np.zeros_like(inputs)
    finite = distance[np.isfinite(distance)]
    arrived = inputs
    for step in range(int(finite.max()) + 1):
        answer = np.where(distance == step, arrived, answer)
        arrived = matrix @ arrived
    return answer
