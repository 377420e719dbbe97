"""Reliability bounds against the sum over all losses, and on large random networks."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import Claim, bound, grid, identity, mean
from netbounds.ensembles import FixedInDegree, Seeds
from netbounds.graph import Graph
from netbounds.simulate import information_flow as simulate
from netbounds.theory import information_flow as theory
from netbounds.theory.reachability import probability_all_reached

FloatArray = npt.NDArray[np.float64]


def draw_failing(n: int, most: int, failure: float, rng: np.random.Generator) -> dict[str, Any]:
    """A small graph whose synapses fail."""
    return {**simulate.draw_small(n, most, rng), "failure": failure}


def draw_failing_acyclic(
    n: int, most: int, failure: float, rng: np.random.Generator
) -> dict[str, Any]:
    """The same without cycles."""
    return {**simulate.draw_small(n, most, rng, acyclic=True), "failure": failure}


def at_most(graph: Graph, drive: list[int], failure: float) -> FloatArray:
    """Upper bounds for every neuron and for all."""
    found = theory.reliability(graph, drive, failure, trials=0)
    return np.append(found.upper_per_neuron, found.upper_all)


def at_least(graph: Graph, drive: list[int], failure: float) -> FloatArray:
    """Lower bounds for every neuron and for all."""
    found = theory.reliability(graph, drive, failure, trials=0)
    return np.append(found.lower_per_neuron, found.lower_all)


def shortest_path_alone(graph: Graph, drive: list[int], failure: float) -> FloatArray:
    """Rival: only one shortest path counts."""
    hops = theory.coverage(graph, drive).hops
    single = np.where(hops < 0, 0.0, (1 - failure) ** np.maximum(hops, 0))
    return np.append(single, float(np.prod(single[hops >= 0])))


def all_at_most(graph: Graph, drive: list[int], failure: float) -> float:
    """Upper bound for all, which is exact without cycles."""
    return theory.reliability(graph, drive, failure, trials=0).upper_all


def all_exact(graph: Graph, drive: list[int], failure: float) -> float:
    """Sum over all losses."""
    return float(simulate.failure_probabilities(graph, drive, failure)[-1])


def all_by_their_own(graph: Graph, drive: list[int], failure: float) -> float:
    """Rival: the product of everybody's own probability."""
    return float(np.prod(at_most(graph, drive, failure)[:-1], where=_reached(graph, drive)))


def _reached(graph: Graph, drive: list[int]) -> npt.NDArray[np.bool_]:
    return theory.coverage(graph, drive).reached


def all_reached(n: int, in_degree: int, driven: int, failure: float) -> float:
    """Everybody but the driven keeps a parent."""
    return theory.probability_all_keep_a_parent(failure, (in_degree,), (n - driven,))


def all_reached_exactly(n: int, in_degree: int, driven: int, failure: float) -> float:
    """The exact chain of reach, with a binomial number of inputs left."""
    left = theory.with_failing_synapses(FixedInDegree(n, in_degree), failure)
    return probability_all_reached(left, Seeds(driven))


def fewer_inputs(n: int, in_degree: int, driven: int, failure: float) -> float:
    """Rival: everybody keeps the same number of inputs, the mean rounded."""
    left = FixedInDegree(n, round(in_degree * (1 - failure)))
    return probability_all_reached(left, Seeds(driven))


def poisson_parents(n: int, in_degree: int, driven: int, failure: float) -> float:
    """Rival: as if every neuron had a Poisson number of parents left."""
    return math.exp(-(n - driven) * math.exp(-in_degree * (1 - failure)))


FAILURE_CLAIMS: tuple[Claim, ...] = (
    bound(
        "staying reached: upper bounds",
        law=at_most,
        sample=simulate.failure_probabilities,
        rival=shortest_path_alone,
        at=grid(n=[5], most=[8], failure=[0.25, 0.875]),
        full=grid(n=[5], most=[11], failure=[0.5]),
        draw=draw_failing,
        trials=16,
        block=8,
    ),
    bound(
        "staying reached: lower bounds",
        law=at_least,
        sample=simulate.failure_probabilities,
        rival=at_most,
        side="lower",
        at=grid(n=[5], most=[8], failure=[0.25, 0.875]),
        full=grid(n=[5], most=[11], failure=[0.5]),
        draw=draw_failing,
        trials=16,
        block=8,
    ),
    identity(
        "all staying reached without cycles",
        law=all_at_most,
        sample=all_exact,
        rival=all_by_their_own,
        at=grid(n=[5], most=[8], failure=[0.25]),
        draw=draw_failing_acyclic,
        tolerance=1e-12,
        why="rounding of a product of at most 4 factors against one division of integers",
        trials=32,
        block=8,
    ),
    mean(
        "all reached in a small failing network",
        law=all_reached_exactly,
        sample=simulate.all_reached_share,
        rival=fewer_inputs,
        at=grid(n=[25], in_degree=[4], driven=[2], failure=[0.3]),
        full=grid(n=[60], in_degree=[5], driven=[1], failure=[0.2, 0.4]),
        support=(0.0, 1.0),
        trials=512,
        budget=4096,
    ),
    mean(
        "all reached in a large failing network",
        law=all_reached,
        sample=simulate.all_reached_share,
        rival=poisson_parents,
        at=grid(n=[2000], in_degree=[8], driven=[100], failure=[0.3, 0.35]),
        full=grid(n=[2000], in_degree=[8], driven=[100], failure=[0.2, 0.25, 0.4]),
        systematic=0.004,
        why="a few neurons keep parents that have lost all of theirs: about n K^2 f^(2K) of them",
        support=(0.0, 1.0),
        trials=128,
        budget=1024,
    ),
)
