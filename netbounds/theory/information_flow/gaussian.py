"""Linear neurons with Gaussian noise: what they know about the input exactly, and by cuts."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal
from netbounds.graph import Graph
from netbounds.graph.container import Orientation
from netbounds.graph.search import hops, hops_to
from netbounds.theory.information_flow._matrices import Weights, as_graph, state_matrix
from netbounds.theory.information_flow.coverage import DrivenNeurons


def gaussian_information(
    weights: Weights,
    drive: DrivenNeurons,
    *,
    signal_variance: float,
    noise_variance: ArrayLike,
    orientation: Orientation | None = None,
) -> NDArray[np.float64]:
    r"""A linear neuron knows the logarithm of its signal-to-noise ratio.

    With one Gaussian signal U fed to the driven neurons and noise frozen in time,
    :math:`x = R(b U + \xi)`, :math:`R = (1 - W)^{-1}`, every neuron holds

    .. math:: I(U; x_v) = \tfrac12 \ln \Bigl(1 + \frac{\sigma^2 (R b)_v^2}{(R N R^T)_{vv}}\Bigr)

    nats, N being the diagonal of noise variances.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix (then `orientation` says how to read it).
    drive
        Driven neurons, by number or name; at least one.
    signal_variance
        Variance of U.
    noise_variance
        Variance of every neuron's own noise, > 0; one number or one a neuron.
    orientation
        "post-pre" for W[post, pre], which acts on states; "pre-post" for its transpose.

    Returns
    -------
    array of float64, shape (n,)
        Nats (divide by ln 2 for bits); exactly 0 for neurons that are not reached.

    Raises
    ------
    DomainError
        If a variance is not positive or I - W is singular.

    Notes
    -----
    Valid at a fixed point; stability is not asked for. Dense, O(n^3).

    Source: cover2006, Theorem 8.4.1.

    Examples
    --------
    >>> chain = Graph(pre=[0], post=[1], weight=[1.0])
    >>> gaussian_information(chain, [0], signal_variance=1, noise_variance=1).round(4).tolist()
    [0.3466, 0.2027]
    """
    where = "gaussian_information"
    graph = as_graph(where, weights, orientation)
    signal, noise = responses(where, graph, drive, signal_variance, noise_variance)
    ratio = signal**2 / (noise**2).sum(axis=1)
    ratio[hops(graph, drive) < 0] = 0.0
    nats: NDArray[np.float64] = np.log1p(ratio) / 2
    return nats


def cut_information(
    weights: Weights,
    drive: DrivenNeurons,
    *,
    cut: Iterable[str | int] | NDArray[np.integer],
    target: str | int,
    signal_variance: float,
    noise_variance: ArrayLike,
    orientation: Orientation | None = None,
) -> float:
    r"""Nobody behind a cut knows more than the cut neurons know together.

    :math:`I(U; x_v) \le I(U; x_S) = \tfrac12 \ln\det(1 + \Sigma_{noise,S}^{-1}
    \Sigma_{signal,S})` for a set S with two properties. Let A be the target and all neurons with a
    path to it that avoids S: no driven neuron lies in A, and no neuron of A has a path to S. It
    is not enough that S cuts all directed paths: noise common to S and to the target could be
    subtracted there.

    Parameters
    ----------
    weights, drive, signal_variance, noise_variance, orientation
        As for `gaussian_information`.
    cut
        The neurons S.
    target
        The neuron v.

    Returns
    -------
    float
        Nats.

    Raises
    ------
    DomainError
        If the cut lacks one of the two properties; the message names a neuron that shows it.

    Notes
    -----
    Valid for any such cut. Dense, O(n^3).

    Source: cover2006, Theorem 2.8.1 (data processing).

    Examples
    --------
    >>> chain = Graph(pre=[0, 1], post=[1, 2], weight=[1.0, 1.0])
    >>> known = dict(signal_variance=1.0, noise_variance=1.0)
    >>> round(cut_information(chain, [0], cut=[1], target=2, **known), 4)
    0.2027
    """
    where = "cut_information"
    graph = as_graph(where, weights, orientation)
    chosen = graph.indices(cut)
    goal = graph.index(target)
    _refuse_leaking_cut(graph, graph.indices(drive), chosen, goal)
    signal, noise = responses(where, graph, drive, signal_variance, noise_variance)
    column = signal[chosen]
    covariance = noise[chosen] @ noise[chosen].T
    return float(np.log1p(column @ np.linalg.solve(covariance, column)) / 2)


def _refuse_leaking_cut(
    graph: Graph, driven: NDArray[np.int32], chosen: NDArray[np.int32], goal: int
) -> None:
    in_cut = np.zeros(graph.n, np.bool_)
    in_cut[chosen] = True
    if in_cut[goal]:
        raise refusal("cut_information", "target", "lie behind the cut", graph.name(goal))
    open_synapse = ~in_cut[graph.pre]
    around = Graph(pre=graph.pre[open_synapse], post=graph.post[open_synapse], n=graph.n)
    behind = (hops_to(around, [goal]) >= 0) & ~in_cut
    entered = [int(u) for u in driven if behind[u]]
    if entered:
        rule = "separate the drive from the target"
        raise refusal("cut_information", "cut", rule, f"driven neuron {graph.name(entered[0])}")
    feeds_cut = np.flatnonzero(behind & (hops_to(graph, chosen) >= 0))
    if len(feeds_cut):
        rule = "not be fed by a neuron that also feeds the target around the cut"
        got = f"neuron {graph.name(int(feeds_cut[0]))} that feeds both"
        raise refusal("cut_information", "cut", rule, got)


def responses(
    where: str,
    graph: Graph,
    drive: DrivenNeurons,
    signal_variance: float,
    noise_variance: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Response to the signal, (n,), and to every neuron's noise, (n, n), in standard deviations."""
    noise = np.broadcast_to(np.asarray(noise_variance, dtype=np.float64), (graph.n,))
    for name, variance in (("signal_variance", signal_variance), ("noise_variance", noise)):
        if not np.all(np.isfinite(variance) & (np.asarray(variance) > 0)):
            raise refusal(where, name, "be a finite number > 0", variance)
    try:
        response = np.linalg.inv(np.eye(graph.n) - state_matrix(graph).toarray())
    except np.linalg.LinAlgError:
        rule = "leave I - W invertible"
        raise refusal(where, "weights", rule, "a network without a fixed point") from None
    signal = np.sqrt(signal_variance) * response[:, graph.indices(drive)].sum(axis=1)
    return signal, response * np.sqrt(noise)[None, :]
