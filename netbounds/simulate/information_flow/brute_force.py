"""What is true of a small graph, by trying everything: no algorithm worth the name."""

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.graph import Graph

Marks = npt.NDArray[np.bool_]


def draw_small(
    n: int, most: int, rng: np.random.Generator, acyclic: bool = False
) -> dict[str, Any]:
    """A graph of n neurons with at most so many synapses, and two or fewer driven neurons."""
    pairs = rng.permutation([(u, v) for u in range(n) for v in range(n) if u != v])
    arcs = pairs[: rng.integers(most // 2, most + 1)]
    if acyclic:
        arcs = np.sort(arcs, axis=1)
    drive = [0] if acyclic else rng.choice(n, rng.integers(1, 3), replace=False).tolist()
    return {"graph": Graph(pre=arcs[:, 0], post=arcs[:, 1], n=n), "drive": sorted(drive)}


def silenced(graph: Graph, drive: list[int]) -> npt.NDArray[np.int64]:
    """How many other neurons are no longer reached when each neuron is deleted."""
    matrix = _adjacency(graph)
    intact = _reached(matrix, drive)
    lost = []
    for v in range(graph.n):
        without = matrix.copy()
        without[v], without[:, v] = False, False
        still = _reached(without, [d for d in drive if d != v])
        lost.append(np.count_nonzero(intact & ~still) - intact[v])
    return np.array(lost)


def smallest_cuts(graph: Graph, drive: list[int]) -> npt.NDArray[np.float64]:
    """Fewest synapses whose loss leaves each neuron unreached; inf if it is driven."""
    smallest = np.full(graph.n, np.inf)
    for count in range(graph.m, -1, -1):
        for lost in itertools.combinations(range(graph.m), count):
            smallest[~_reached(_without(graph, lost), drive)] = count
    return smallest


def extra_drive(graph: Graph, drive: list[int]) -> int:
    """Fewest neurons to drive in addition so that everybody is reached."""
    matrix = _adjacency(graph)
    for count in range(graph.n + 1):
        for extra in itertools.combinations(range(graph.n), count):
            if _reached(matrix, [*drive, *extra]).all():
                return count
    return graph.n


def synapses_to_connect(graph: Graph) -> int:
    """Fewest synapses to add so that every neuron reaches every other."""
    pairs = list(itertools.permutations(range(graph.n), 2))
    for count in range(len(pairs) + 1):
        for added in itertools.combinations(pairs, count):
            matrix = _adjacency(graph)
            for u, v in added:
                matrix[u, v] = True
            if _reached(matrix, [0]).all() and _reached(matrix.T, [0]).all():
                return count
    return len(pairs)


def failure_probabilities(
    graph: Graph, drive: list[int], failure: float
) -> npt.NDArray[np.float64]:
    """Probability that each neuron, and (last entry) all that were, are still reached.

    Sum over all sets of lost synapses, in rational numbers.
    """
    f = Fraction(failure)
    intact = _reached(_adjacency(graph), drive)
    single = [Fraction(0)] * (graph.n + 1)
    for count in range(graph.m + 1):
        share = f**count * (1 - f) ** (graph.m - count)
        for lost in itertools.combinations(range(graph.m), count):
            reached = _reached(_without(graph, lost), drive)
            for v in np.flatnonzero(reached):
                single[v] += share
            single[-1] += share * bool((reached == intact).all())
    return np.array([float(p) for p in single])


def _adjacency(graph: Graph) -> Marks:
    matrix = np.zeros((graph.n, graph.n), np.bool_)
    matrix[graph.pre, graph.post] = True
    return matrix


def _without(graph: Graph, lost: tuple[int, ...]) -> Marks:
    matrix = _adjacency(graph)
    matrix[graph.pre[list(lost)], graph.post[list(lost)]] = False
    return matrix


def _reached(matrix: Marks, drive: list[int]) -> Marks:
    reached = np.zeros(len(matrix), np.bool_)
    reached[drive] = True
    while True:
        further = reached | matrix[reached].any(axis=0)
        if (further == reached).all():
            return reached
        reached = further
