"""The response as a sum over paths, shortest first: what its first terms say, and when it comes."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import SynapseCount, check, refusal
from netbounds.graph.container import Orientation
from netbounds.theory.information_flow._matrices import (
    Weights,
    as_graph,
    distances,
    norm,
    state_matrix,
    unit_inputs,
)
from netbounds.theory.information_flow.coverage import DrivenNeurons

_LATEST = 700  # e^-t is a float


def truncated_gain_bound(
    weights: Weights,
    drive: DrivenNeurons,
    *,
    longest: SynapseCount,
    orientation: Orientation | None = None,
) -> NDArray[np.float64]:
    r"""Paths up to a length are summed with their weights, all longer ones cost one geometric term.

    .. math:: |R_{vu}| \le \sum_{k=0}^{L} (|W|^k)_{vu} + \frac{b^{L+1}}{1 - b}

    for a norm b < 1 of W. With growing L it falls from the bound from distance to that from |W|.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix (then `orientation` says how to read it).
    drive
        Driven neurons, by number or name; at least one.
    longest
        L, the longest paths that are summed.
    orientation
        "post-pre" for W[post, pre], which acts on states; "pre-post" for its transpose.

    Returns
    -------
    array of float64, shape (n, number of driven neurons)
        0 where no path of any length leads.

    Raises
    ------
    DomainError
        If no norm of W is below 1, `longest` is negative, a matrix comes without orientation, or
        for a bad drive.

    Notes
    -----
    Valid for any signs of the weights. O(m) a length and driven neuron.

    Source: horn2012, Section 5.6.

    Examples
    --------
    >>> chain = [[0.0, 0.0, 0.0], [0.5, 0.0, 0.0], [0.0, 0.5, 0.0]]
    >>> truncated_gain_bound(chain, [0], longest=2, orientation="post-pre").ravel().tolist()
    [1.25, 0.75, 0.5]
    """
    check("truncated_gain_bound", "longest", longest, SynapseCount)
    graph = as_graph("truncated_gain_bound", weights, orientation)
    driven, distance = distances("truncated_gain_bound", graph, drive)
    matrix = state_matrix(graph)
    b = norm(matrix)
    if b >= 1:
        raise refusal(
            "truncated_gain_bound", "weights", "have a norm below 1", f"{b:.6g}",
            "scale them down, or use gain_bounds, which only needs eigenvalues of |W| below 1",
        )  # fmt: skip
    arrived = unit_inputs(graph.n, driven)
    total = arrived.copy()
    size = abs(matrix)
    for _ in range(longest):
        arrived = size @ arrived
        total += arrived
    return np.where(np.isfinite(distance), total + b ** (longest + 1) / (1 - b), 0.0)


def impulse_response(
    weights: Weights,
    drive: DrivenNeurons,
    time: float,
    *,
    orientation: Orientation | None = None,
) -> NDArray[np.float64]:
    r"""A pulse arrives over paths of k synapses with a delay that is Poisson-like around k.

    .. math:: \left(e^{(W - 1) t}\right)_{vu} = e^{-t} \sum_{k \ge d} \frac{t^k}{k!} (W^k)_{vu}

    for neurons d synapses apart: nothing below the term :math:`t^d / d!`, which belongs to the
    shortest paths.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix (then `orientation` says how to read it).
    drive
        Driven neurons, by number or name; at least one.
    time
        Time since the pulse, in units of the leak's time constant.
    orientation
        "post-pre" for W[post, pre], which acts on states; "pre-post" for its transpose.

    Returns
    -------
    array of float64, shape (n, number of driven neurons)

    Raises
    ------
    DomainError
        If time lies outside 0 .. 700, a matrix comes without orientation, or for a bad drive.

    Notes
    -----
    Valid for all weights, stable or not. The series ends when its remainder, bounded by the largest
    row sum b of \|W\| through :math:`(bt)^k/k!`, is below 1e-16 of :math:`e^{bt}`: O(b t) steps.

    Source: vankampen2007, Section IV.6.

    Examples
    --------
    >>> chain = [[0.0, 0.0], [0.5, 0.0]]
    >>> impulse_response(chain, [0], 1.0, orientation="post-pre").ravel().round(6).tolist()
    [0.367879, 0.18394]
    """
    graph = as_graph("impulse_response", weights, orientation)
    if not 0 <= time <= _LATEST:
        raise refusal("impulse_response", "time", f"be a number from 0 to {_LATEST}", time)
    driven, _ = distances("impulse_response", graph, drive)
    matrix = state_matrix(graph)
    largest = float(abs(matrix).sum(axis=1).max(initial=0.0)) * time
    arrived = unit_inputs(graph.n, driven) * math.exp(-time)
    total = arrived.copy()
    k = 0
    # (bt)^k / k! falls at least by half a step once k > 2 bt, so the remainder is its last term
    while k <= 2 * largest or k * math.log(largest) - math.lgamma(k + 1) > largest - 37:
        k += 1
        arrived = (matrix @ arrived) * (time / k)
        total += arrived
        if largest == 0:
            break
    return total
