"""Whom the drive still reaches when every synapse may be lost: bounds, with Monte Carlo beside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import Probability, SynapseCount, check
from netbounds.graph import Graph, hops, strong_components
from netbounds.graph.disjoint_paths import disjoint_path_lengths
from netbounds.graph.percolation import percolate
from netbounds.theory.information_flow.coverage import DrivenNeurons
from netbounds.theory.information_flow.keeping_parents import probability_all_keep_a_parent

_CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class MonteCarlo:
    """What independent trials say, with Clopper and Pearson's exact 99 % interval.

    Attributes
    ----------
    trials
        Number of trials.
    all_reached, interval
        Share of the trials in which nobody is missed, and the interval for its probability.
    per_neuron
        Per neuron, share of the trials in which it is reached.
    mean_missed
        Mean number of neurons missed, of those that the intact graph reaches.
    """

    trials: int
    all_reached: float
    interval: tuple[float, float]
    per_neuron: NDArray[np.float64]
    mean_missed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Probabilities when each synapse is lost independently; the drive is never lost.

    Attributes
    ----------
    upper_per_neuron, lower_per_neuron
        Per neuron, bounds on the probability that it is still reached; 0 if it never was.
    upper_all, lower_all
        Bounds on the probability that everybody whom the intact graph reaches still is. They meet
        if the graph has no cycles.
    monte_carlo
        The same from simulation; None without trials.
    """

    upper_per_neuron: NDArray[np.float64]
    lower_per_neuron: NDArray[np.float64]
    upper_all: float
    lower_all: float
    monte_carlo: MonteCarlo | None


def reliability(
    graph: Graph,
    drive: DrivenNeurons,
    failure: Probability,
    *,
    trials: SynapseCount = 4096,
    rng: np.random.Generator | None = None,
) -> Reliability:
    r"""A neuron stays reached at most as surely as one of its parents does, were they independent.

    With failure probability f and :math:`r_v` = 1 for driven neurons,

    .. math:: r_v \leftarrow 1 - \prod_{u \to v} (1 - (1 - f) r_u)

    started from 0 bounds the probability that v is reached from above, because losing synapses
    hurts all paths alike (positive association). So does :math:`1 - f^\lambda` for
    :math:`\lambda` synapse-disjoint paths, and these paths alone, of lengths :math:`l_i`, bound it
    from below: :math:`1 - \prod_i (1 - (1-f)^{l_i})`. Everybody stays reached with probability at
    most :math:`\prod_v (1 - f^{d_v})`, d counting the parents that the intact graph reaches, and
    at least that product with only parents counted that stand before v in an order of all neurons.

    Parameters
    ----------
    graph
        The graph; self loops do not count.
    drive
        Driven neurons, by number or name; at least one.
    failure
        Probability f that a synapse is lost, independently of the others.
    trials
        Monte Carlo trials; 0 for none.
    rng
        Source of randomness; by default a fixed seed, so that the answer can be repeated.

    Raises
    ------
    DomainError
        If the drive is empty or failure lies outside 0 .. 1.

    Notes
    -----
    Valid for any directed graph. O(m) per pass and trial, and one local flow per neuron. For large
    graphs with cycles the lower bound on "everybody" is far too low, and no good one is known.

    Source: harris1960 (positive association); menger1927 (disjoint paths).

    Examples
    --------
    >>> found = reliability(Graph(pre=[0, 0, 1], post=[1, 2, 2]), [0], 0.5, trials=0)
    >>> found.upper_per_neuron.tolist(), found.lower_all, found.upper_all
    ([1.0, 0.5, 0.625], 0.375, 0.375)
    """
    check("reliability", "failure", failure, Probability)
    check("reliability", "trials", trials, SynapseCount)
    failure = float(failure)
    driven = graph.indices(drive)
    distance = hops(graph, driven)
    reached = distance >= 0
    useful = reached[graph.pre] & (distance[graph.post] > 0) & (graph.pre != graph.post)
    kept = Graph(pre=graph.pre[useful], post=graph.post[useful], n=graph.n)
    silent = reached & (distance > 0)

    lengths = disjoint_path_lengths(graph, driven)
    paths = lengths.sum(axis=1)
    upper = np.minimum(_one_of_the_parents(kept, distance, failure), 1 - failure**paths)
    upper[distance == 0] = 1.0
    # topological where there are no cycles, by distance inside of a cycle
    rank = np.empty(graph.n, np.int64)
    rank[np.lexsort((distance, strong_components(kept), distance > 0))] = np.arange(graph.n)
    forward = rank[kept.pre] < rank[kept.post]
    earlier = np.bincount(kept.post[forward], minlength=graph.n)

    return Reliability(
        upper_per_neuron=upper,
        lower_per_neuron=np.where(distance == 0, 1.0, _one_of_the_paths(lengths, failure)),
        upper_all=_all_keep_a_parent(failure, kept.in_degrees[silent]),
        lower_all=_all_keep_a_parent(failure, earlier[silent]),
        monte_carlo=_monte_carlo(graph, driven, failure, int(trials), rng) if trials else None,
    )


def _all_keep_a_parent(failure: float, parents: NDArray[np.integer]) -> float:
    degrees, counts = np.unique(parents, return_counts=True)
    return probability_all_keep_a_parent(
        failure, tuple(degrees.tolist()), tuple(counts.tolist())
    )  # fmt: skip


def _one_of_the_parents(
    graph: Graph, distance: NDArray[np.int32], failure: float
) -> NDArray[np.float64]:
    """Least fixed point of the recursion, from below, to 1e-14; at most n steps are needed."""
    incoming = graph.to_sparse(orientation="post-pre").astype(bool).astype(np.float64)
    bound: NDArray[np.float64] = (distance == 0).astype(np.float64)
    with np.errstate(divide="ignore"):  # a parent that is surely heard: log 0
        for _ in range(graph.n):
            following = -np.expm1(incoming @ np.log1p(-(1 - failure) * bound))
            following[distance == 0] = 1.0
            change = np.max(following - bound)
            bound = following
            if change <= 1e-15:
                break
    return bound


def _one_of_the_paths(lengths: NDArray[np.int32], failure: float) -> NDArray[np.float64]:
    survives = (1 - failure) ** np.arange(lengths.shape[1], dtype=np.float64)
    survives[-1] = 0.0  # these paths are at least that long: leave them out
    # no path has length 0, and log 0 x 0 must not appear
    used = lengths[:, 1:]
    lost = np.ones(len(lengths))
    for length in np.flatnonzero(used.any(axis=0)):
        lost *= (1 - survives[1 + length]) ** used[:, length]
    return 1 - lost


def _monte_carlo(
    graph: Graph,
    driven: NDArray[np.int32],
    failure: float,
    trials: int,
    rng: np.random.Generator | None,
) -> MonteCarlo:
    from scipy.special import betaincinv

    generator = np.random.default_rng(0) if rng is None else rng
    found = percolate(graph, driven, failure, trials=trials, rng=generator)
    good = int(np.count_nonzero(found.missed == 0))
    tail = (1 - _CONFIDENCE) / 2
    low = float(betaincinv(good, trials - good + 1, tail)) if good else 0.0
    high = float(betaincinv(good + 1, trials - good, 1 - tail)) if good < trials else 1.0
    return MonteCarlo(
        trials=trials,
        all_reached=good / trials,
        interval=(low, high),
        per_neuron=found.hits / trials,
        mean_missed=float(found.missed.mean()),
    )
