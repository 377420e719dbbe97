"""How many bits about the drive can reach a noisy neuron: reachability under noise bounds them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import SynapseCount, check, refusal
from netbounds.graph import Graph, hops
from netbounds.theory.information_flow.coverage import DrivenNeurons


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationBounds:
    """Upper bounds on the information that a noisy Boolean network carries about its drive.

    Attributes
    ----------
    upper
        Per neuron, bits about the drive that it can hold at any time; 0 if it is not reached.
    by_step
        The same after 0, 1, 2, ... steps, shape (steps + 1, n), rising to `upper`.
    contraction
        Per neuron, the share of its parents' information that survives its own noise.
    hops
        Synapses on the shortest path from the drive, inf if there is none.
    dies_out
        True if noise wins for certain: what arrives shrinks by a factor at each further hop,
        because the largest eigenvalue of (contraction x synapse) is below 1.
    """

    upper: NDArray[np.float64]
    by_step: NDArray[np.float64]
    contraction: NDArray[np.float64]
    hops: NDArray[np.float64]
    dies_out: bool


def information_bounds(
    graph: Graph,
    drive: DrivenNeurons,
    noise: ArrayLike,
    *,
    entropy: float = 1.0,
    steps: SynapseCount = 64,
) -> InformationBounds:
    r"""A neuron knows at most as many bits as a noisy path brings: bits = Pr(connected) x entropy.

    Let each neuron be any Boolean function of its parents whose value is flipped with probability
    :math:`\delta` at every step. Its noise lets a share :math:`\eta = (1 - 2\delta)^2` of any
    information through. Copy each neuron once a step, keep every copy with probability
    :math:`\eta`, hold the driven ones for ever; then

    .. math:: I(\text{drive}; x_v(t)) \le r_v(t)\, H(\text{drive}), \qquad
              r_v(t+1) = \eta_v \Bigl[1 - \prod_{u \to v} (1 - r_u(t))\Bigr]

    with :math:`r` = 1 for driven neurons and 0 for the others at the start. The network has to be
    unrolled in time: losing neurons of the graph itself, once and for all, bounds nothing when
    there are cycles, because a neuron hears its noisy parents anew at each step.

    Parameters
    ----------
    graph
        The graph; self loops count.
    drive
        Driven neurons, by number or name; at least one. They hold the signal without noise.
    noise
        Flip probability, one number or one a neuron.
    entropy
        Entropy of the signal in bits.
    steps
        Number of steps to list; the bound for any time is the recursion's limit.

    Raises
    ------
    DomainError
        If a flip probability lies outside 0 .. 1, the entropy is negative, or for a bad drive.

    Notes
    -----
    Valid whatever the Boolean functions are, with independent flips. O(m) a step.

    Source: evans1999; polyanskiy2017, Theorem 5.

    Examples
    --------
    >>> chain = Graph(pre=[0, 1], post=[1, 2])
    >>> information_bounds(chain, [0], 0.1).upper.round(4).tolist()
    [1.0, 0.64, 0.4096]
    """
    check("information_bounds", "entropy", entropy, float)
    check("information_bounds", "steps", steps, SynapseCount)
    if entropy < 0:
        raise refusal("information_bounds", "entropy", "be >= 0", entropy)
    driven = graph.indices(drive)
    distance = hops(graph, driven).astype(np.float64)
    distance[distance < 0] = np.inf
    contraction = (1 - 2 * _flips(noise, graph.n)) ** 2
    by_step, limit = connection_probability(graph, driven, contraction, steps=steps)
    return InformationBounds(
        upper=entropy * limit,
        by_step=entropy * by_step,
        contraction=contraction,
        hops=distance,
        dies_out=_dies_out(graph, contraction),
    )


def connection_probability(
    graph: Graph,
    drive: DrivenNeurons,
    contraction: NDArray[np.float64],
    *,
    steps: SynapseCount = 64,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Bound on the probability that a copy is joined to the drive in the time-unrolled network.

    The recursion of `information_bounds`, for any contraction in 0 .. 1 per neuron, such as
    :math:`\eta_v = 1 - (\text{noise variance}) / (\text{total variance})` of a linear-Gaussian
    neuron.

    Returns
    -------
    by_step, limit
        Shapes (steps + 1, n) and (n,); the limit to 1e-14.

    Examples
    --------
    >>> loop = Graph(pre=[0, 1], post=[1, 1])
    >>> connection_probability(loop, [0], np.array([1.0, 0.5]), steps=2)[0][:, 1].tolist()
    [0.0, 0.5, 0.5]
    """
    driven = np.zeros(graph.n, np.bool_)
    driven[graph.indices(drive)] = True
    incoming = graph.to_sparse(orientation="post-pre").astype(bool).astype(np.float64)
    bound = driven.astype(np.float64)
    rows = [bound]
    with np.errstate(divide="ignore"):  # a parent that surely knows: log 0
        for _ in range(max(steps, 100_000)):
            following = -contraction * np.expm1(incoming @ np.log1p(-bound))
            following[driven] = 1.0
            change = np.max(following - bound)
            bound = following
            if len(rows) <= steps:
                rows.append(bound)
            if change <= 1e-15:
                break
    rows += [bound] * (steps + 1 - len(rows))
    return np.array(rows), bound


def _flips(noise: ArrayLike, n: int) -> NDArray[np.float64]:
    flips = np.asarray(noise, dtype=np.float64)
    if flips.shape not in ((), (n,)):
        rule = f"be one flip probability, or one for each of {n} neurons"
        raise refusal("information_bounds", "noise", rule, f"shape {flips.shape}")
    if not np.all((flips >= 0) & (flips <= 1)):  # also refuses nan
        odd = flips[~((flips >= 0) & (flips <= 1))].ravel()[0]
        raise refusal("information_bounds", "noise", "be >= 0 and <= 1", float(odd))
    return np.broadcast_to(flips, (n,)).copy()


def _dies_out(graph: Graph, contraction: NDArray[np.float64]) -> bool:
    """Is there s > 0 with (contraction x synapse) s < s? Then s = sum of powers applied to 1."""
    incoming = graph.to_sparse(orientation="post-pre").astype(bool).astype(np.float64)
    total = np.ones(graph.n)
    for _ in range(200):
        following = 1 + contraction * (incoming @ total)
        # |eigenvalues| < 1 as soon as M total < total, M total = following - 1
        if np.all(following - 1 < total):
            return True
        total = following
        if total.max() > 1e12:
            return False
    return False
