"""Who is still reached when synapses are lost at random: Monte Carlo on a given graph."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import Probability, SynapseCount, check
from netbounds.graph.container import Graph
from netbounds.graph.search import hops


@dataclass(frozen=True, slots=True, kw_only=True)
class Percolation:
    """Counts over independent trials, in each of which every synapse may be lost.

    Attributes
    ----------
    trials
        Number of trials.
    hits
        Per neuron: trials in which it is still reached.
    missed
        Per trial: how many neurons that the intact graph reaches are not reached.
    """

    trials: int
    hits: NDArray[np.int64]
    missed: NDArray[np.int32]


def percolate(
    graph: Graph,
    drive: Iterable[str | int] | NDArray[np.integer],
    failure: Probability,
    *,
    trials: SynapseCount = 4096,
    rng: np.random.Generator,
) -> Percolation:
    """Lose each synapse with a given probability, and see whom the drive still reaches.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons, by number or name; at least one. They stay driven.
    failure
        Probability that a synapse is lost, independently of all others.
    trials
        Number of trials.
    rng
        Source of randomness; one number is drawn from it.

    Raises
    ------
    DomainError
        If the drive is empty, or a number lies outside of its domain.

    Notes
    -----
    64 trials share one word and one search; about 2 ns a synapse and trial.

    Examples
    --------
    >>> chain = Graph(pre=[0, 1], post=[1, 2])
    >>> found = percolate(chain, [0], 0.5, trials=64_000, rng=np.random.default_rng(1))
    >>> [round(4 * share) for share in found.hits / found.trials]
    [4, 2, 1]
    """
    from netbounds.graph import _kernels_percolation as kernels

    check("percolate", "failure", failure, Probability)
    check("percolate", "trials", trials, SynapseCount)
    driven = graph.indices(drive)
    reached = hops(graph, driven) >= 0
    seed = int(rng.integers(2**63))
    hits, missed = kernels.percolate(
        *graph.outgoing, driven, reached, 1.0 - failure, int(trials), seed
    )  # fmt: skip
    return Percolation(trials=int(trials), hits=hits, missed=missed)
