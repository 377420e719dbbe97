"""How many bits survive in a linear network with Gaussian noise: percolation bounds them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal
from netbounds.graph import strong_components
from netbounds.graph.container import Orientation
from netbounds.theory.information_flow._matrices import Weights, as_graph
from netbounds.theory.information_flow.gaussian import responses
from netbounds.theory.information_flow.information import connection_probability


def gaussian_contraction(
    weights: Weights,
    source: str | int,
    *,
    signal_variance: float,
    noise_variance: ArrayLike,
    orientation: Orientation | None = None,
) -> NDArray[np.float64]:
    r"""A linear neuron lets through the share of its variance that is not its own noise.

    .. math:: \eta_v = 1 - \frac{N_v}{\mathrm{Var}\, x_v}

    bounds how much of any information about its inputs a neuron passes on: conditioning on more
    only lowers the variance of the inputs, and :math:`\eta` grows with it.

    Parameters
    ----------
    weights
        A graph with weights, or a square matrix; without cycles.
    source
        The neuron that receives the signal U; it has no inputs from the network.
    signal_variance, noise_variance, orientation
        As for `gaussian_information`.

    Returns
    -------
    array of float64, shape (n,)
        1 at the source.

    Raises
    ------
    DomainError
        If the network has a cycle (then it must be unrolled in time), the source has inputs, or a
        variance is not positive.

    Notes
    -----
    Valid for networks without cycles. Dense, O(n^3).

    Source: polyanskiy2017, Section 4.

    Examples
    --------
    >>> chain = [[0.0, 0.0], [1.0, 0.0]]
    >>> given = dict(signal_variance=1.0, noise_variance=1.0, orientation="post-pre")
    >>> gaussian_contraction(chain, 0, **given).round(4).tolist()
    [1.0, 0.6667]
    """
    where = "gaussian_contraction"
    graph = as_graph(where, weights, orientation)
    start = graph.index(source)
    if np.any(graph.pre == graph.post) or len(set(strong_components(graph).tolist())) < graph.n:
        remedy = "unroll it in time: one copy of every neuron for each step"
        raise refusal(where, "weights", "have no cycle", "a network with one", remedy)
    if graph.in_degrees[start]:
        raise refusal(where, "source", "receive nothing from the network", graph.name(start))
    signal, noise = responses(where, graph, [start], signal_variance, noise_variance)
    total = signal**2 + (noise**2).sum(axis=1)
    contraction = 1 - np.broadcast_to(np.asarray(noise_variance, np.float64), graph.n) / total
    contraction[start] = 1.0
    # of a neuron without input it is rounding noise
    clipped: NDArray[np.float64] = np.clip(contraction, 0.0, 1.0)
    return clipped


def gaussian_information_bound(
    weights: Weights,
    source: str | int,
    *,
    signal_variance: float,
    noise_variance: ArrayLike,
    orientation: Orientation | None = None,
) -> NDArray[np.float64]:
    r"""A neuron knows at most what the source knows, times the chance that kept neurons join them.

    .. math:: I(U; x_v) \le r_v\, I(U; x_{src}), \qquad
              r_v = \eta_v \Bigl[1 - \prod_{u \to v} (1 - r_u)\Bigr], \quad r_{src} = 1

    where :math:`r` bounds the probability that v is joined to the source when every neuron is kept
    with probability :math:`\eta`, see `gaussian_contraction`.

    Parameters
    ----------
    weights, source, signal_variance, noise_variance, orientation
        As for `gaussian_contraction`.

    Returns
    -------
    array of float64, shape (n,)
        Nats; 0 where no path leads.

    Raises
    ------
    DomainError
        As `gaussian_contraction`.

    Notes
    -----
    Valid for networks without cycles, whatever their weights.

    Source: polyanskiy2017, Section 4.

    Examples
    --------
    >>> chain = [[0.0, 0.0], [1.0, 0.0]]
    >>> given = dict(signal_variance=1.0, noise_variance=1.0, orientation="post-pre")
    >>> gaussian_information_bound(chain, 0, **given).round(4).tolist()
    [0.3466, 0.231]
    """
    where = "gaussian_information_bound"
    graph = as_graph(where, weights, orientation)
    start = graph.index(source)
    contraction = gaussian_contraction(
        graph, start, signal_variance=signal_variance, noise_variance=noise_variance
    )
    own = np.broadcast_to(np.asarray(noise_variance, np.float64), graph.n)[start]
    _, joined = connection_probability(graph, [start], contraction, steps=graph.n)
    bound: NDArray[np.float64] = joined * np.log1p(signal_variance / own) / 2
    return bound
