"""Reliability bounds against exact enumeration in rational arithmetic; redundancy."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from support.small_graphs import WORKED, adjacency, random_graphs, reached_from

from netbounds.domains import DomainError
from netbounds.graph import Graph
from netbounds.theory.information_flow import (
    probability_all_keep_a_parent,
    redundancy,
    reliability,
)


def exact(graph, drive, failure):
    """Probability of each neuron, and of everybody, as fractions."""
    matrix = adjacency(graph)
    intact = reached_from(matrix, drive)
    arcs = [(u, v) for u, v in zip(graph.pre, graph.post, strict=True) if u != v]
    single, together = [Fraction(0)] * graph.n, Fraction(0)
    for lost in itertools.product([False, True], repeat=len(arcs)):
        without = matrix.copy()
        for (u, v), gone in zip(arcs, lost, strict=True):
            without[u, v] = not gone
        share = failure ** sum(lost) * (1 - failure) ** (len(arcs) - sum(lost))
        reached = reached_from(without, drive)
        together += share * bool((reached == intact).all())
        for v in np.flatnonzero(reached):
            single[v] += share
    return single, together


def test_worked_example_at_one_quarter():
    found = reliability(WORKED, [0], 0.25)
    wanted = [1, 3 / 4, 9 / 16, 27 / 64, 81 / 256, 0.621826171875, 0.46636962890625, 0]
    single, together = exact(WORKED, [0], Fraction(1, 4))
    assert np.allclose([float(p) for p in single], wanted, rtol=0, atol=1e-15)
    assert together == Fraction(3645, 16384)
    assert found.lower_all == pytest.approx(3645 / 16384, rel=1e-14)
    assert found.upper_all == pytest.approx(0.2780914306640625, rel=1e-14)
    assert (found.upper_per_neuron >= np.array(wanted) - 1e-15).all()
    assert found.monte_carlo.interval[0] < 3645 / 16384 < found.monte_carlo.interval[1]


@pytest.mark.parametrize("failure", [Fraction(1, 4), Fraction(1, 2), Fraction(7, 8)])
def test_bounds_enclose_exact_enumeration(failure):
    slack = 1e-12
    for graph, drive, _ in random_graphs(70, most=5, seed=40):
        if graph.m > 9:
            continue
        single, together = exact(graph, drive, failure)
        found = reliability(graph, drive, float(failure), trials=0)
        assert found.lower_all - slack <= together <= found.upper_all + slack
        for v in range(graph.n):
            low, high = found.lower_per_neuron[v], found.upper_per_neuron[v]
            assert low - slack <= single[v] <= high + slack


def test_bounds_on_everybody_meet_without_cycles():
    rng = np.random.default_rng(41)
    for _ in range(60):
        n = int(rng.integers(2, 7))
        upper = np.triu(rng.random((n, n)) < 0.5, 1)
        order = rng.permutation(n)
        pre, post = np.nonzero(upper)
        graph = Graph(pre=order[pre], post=order[post], n=n)
        if graph.m > 9:
            continue
        drive = [int(order[0])]
        found = reliability(graph, drive, 0.25, trials=0)
        assert found.lower_all == pytest.approx(found.upper_all, rel=1e-13)
        assert found.lower_all == pytest.approx(
            float(exact(graph, drive, Fraction(1, 4))[1]), rel=1e-12
        )


def test_recursion_is_exact_on_trees():
    tree = Graph(pre=[0, 0, 1, 1, 2], post=[1, 2, 3, 4, 5])
    found = reliability(tree, [0], 0.3, trials=0)
    assert np.allclose(found.upper_per_neuron, 0.7 ** np.array([0, 1, 1, 2, 2, 2]), rtol=1e-14)
    assert np.allclose(found.lower_per_neuron, found.upper_per_neuron, rtol=1e-14)


def test_nothing_fails_and_everything_fails():
    intact = reliability(WORKED, [0], 0.0)
    assert intact.upper_all == intact.lower_all == intact.monte_carlo.all_reached == 1
    assert intact.upper_per_neuron.tolist() == [1, 1, 1, 1, 1, 1, 1, 0]
    gone = reliability(WORKED, [0], 1.0)
    assert gone.upper_per_neuron.tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    assert gone.upper_all == gone.lower_all == gone.monte_carlo.all_reached == 0


def test_upper_bound_is_tight_on_a_large_random_graph():
    rng = np.random.default_rng(42)
    n = 2000
    pre = np.concatenate([rng.choice(n, 8, replace=False) for _ in range(n)])
    graph = Graph(pre=pre, post=np.repeat(np.arange(n), 8), n=n)
    found = reliability(graph, np.arange(100), 0.3, trials=20_000, rng=rng)
    low, high = found.monte_carlo.interval
    assert low <= found.upper_all <= high
    assert abs(np.sum(1 - found.upper_per_neuron) - found.monte_carlo.mean_missed) < 0.02


def test_bad_input_is_refused():
    for failure in (-0.1, 1.5, float("nan")):
        with pytest.raises(DomainError, match="reliability: failure must be"):
            reliability(WORKED, [0], failure)
    with pytest.raises(DomainError, match="at least one neuron"):
        reliability(WORKED, [], 0.1)
    with pytest.raises(DomainError, match="equally long"):
        probability_all_keep_a_parent(0.1, (1, 2), (1,))


def test_redundancy_of_driven_reached_and_unreached():
    found = redundancy(WORKED, [0])
    assert found.edge_disjoint.tolist() == [np.inf, 1, 1, 1, 1, 1, 1, 0]
    assert found.vertex_disjoint.tolist() == [np.inf, 1, 1, 1, 1, 1, 1, 0]
    fan = Graph(pre=[0, 0, 1, 2], post=[1, 2, 3, 3])
    assert redundancy(fan, [0], [3]).vertex_disjoint.tolist() == [2]
    double = Graph(pre=[0, 1, 2, 2], post=[2, 2, 3, 4])
    assert redundancy(double, [0, 1], [2], driven_once=True).vertex_disjoint.tolist() == [2]
