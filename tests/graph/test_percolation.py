"""Monte Carlo loss of synapses against exact enumeration; reach counts against brute force."""

import itertools

import numpy as np
import pytest
from support.small_graphs import WORKED, adjacency, random_graphs, reach_matrix, reached_from

from netbounds.domains import DomainError
from netbounds.graph import Graph
from netbounds.graph._kernels_reach_counts import count_by_search, count_by_sweep
from netbounds.graph.percolation import percolate
from netbounds.graph.reach_counts import reach_counts


def exact_probabilities(graph, drive, failure):
    """Sum over all subsets of lost synapses."""
    matrix, arcs = adjacency(graph), list(zip(graph.pre, graph.post, strict=True))
    probability = np.zeros(graph.n)
    for lost in itertools.product([False, True], repeat=len(arcs)):
        without = matrix.copy()
        for (u, v), gone in zip(arcs, lost, strict=True):
            without[u, v] = not gone
        share = failure ** sum(lost) * (1 - failure) ** (len(arcs) - sum(lost))
        probability += share * reached_from(without, drive)
    return np.minimum(probability, 1)


def test_worked_example_at_one_quarter():
    trials = 1 << 18
    found = percolate(WORKED, [0], 0.25, trials=trials, rng=np.random.default_rng(1))
    exact = np.array([1, 3 / 4, 9 / 16, 27 / 64, 81 / 256, 0.621826171875, 0.46636962890625, 0])
    error = np.sqrt(exact * (1 - exact) / trials)
    assert (np.abs(found.hits / trials - exact) <= 5 * error).all()
    everybody = 3645 / 16384
    share = np.mean(found.missed == 0)
    assert abs(share - everybody) < 5 * np.sqrt(everybody * (1 - everybody) / trials)


def test_hits_agree_with_exact_enumeration():
    trials = 20_000
    for graph, drive, rng in random_graphs(40, most=5, seed=30):
        if graph.m > 9:
            continue
        failure = float(rng.choice([0.1, 0.37, 0.8]))
        found = percolate(graph, drive, failure, trials=trials, rng=rng)
        exact = exact_probabilities(graph, drive, failure)
        error = np.sqrt(exact * (1 - exact) / trials)
        assert (np.abs(found.hits / trials - exact) <= 5.5 * error + 1e-12).all()


def test_nothing_lost_and_everything_lost():
    rng = np.random.default_rng(2)
    reached = reached_from(adjacency(WORKED), [0])
    intact = percolate(WORKED, [0], 0, trials=100, rng=rng)
    assert (intact.hits == 100 * reached).all()
    assert not intact.missed.any()
    gone = percolate(WORKED, [0], 1, trials=100, rng=rng)
    assert gone.hits.tolist() == [100, 0, 0, 0, 0, 0, 0, 0]
    assert (gone.missed == reached.sum() - 1).all()


def test_trials_are_independent_within_a_word():
    """The number of missed neurons has its binomial variance: lanes do not share their losses."""
    star = Graph(pre=np.zeros(50, int), post=np.arange(1, 51))
    found = percolate(star, [0], 0.3, trials=64_000, rng=np.random.default_rng(3))
    assert abs(found.missed.var() / (50 * 0.3 * 0.7) - 1) < 0.03
    lanes = found.missed.reshape(-1, 64)
    assert abs(np.corrcoef(lanes.T)[np.triu_indices(64, 1)].mean()) < 0.005


def test_failure_outside_of_zero_to_one_is_refused():
    for failure in (-0.1, 1.1, float("nan")):
        with pytest.raises(DomainError, match="percolate: failure must be"):
            percolate(WORKED, [0], failure, rng=np.random.default_rng(1))


def test_reach_counts_equal_brute_force():
    for graph, _, _ in random_graphs(300, most=9, seed=31):
        assert reach_counts(graph).tolist() == reach_matrix(adjacency(graph)).sum(axis=1).tolist()


@pytest.mark.parametrize("words", [1, 2, 3])
def test_sweeps_equal_searches_on_acyclic_graphs_with_weights(words):
    rng = np.random.default_rng(32)
    for n, mean_degree in ((1, 1), (64, 1), (200, 1.5), (517, 3)):
        ends = np.sort(rng.integers(0, n, (int(n * mean_degree), 2)), axis=1)
        ends = ends[ends[:, 0] < ends[:, 1]]
        dag = Graph(pre=ends[:, 0], post=ends[:, 1], n=n)
        weight = np.where(rng.random(n) < 0.02, rng.integers(2, 9, n), 1)
        rows = np.arange(n, dtype=np.int32)
        searched, finished = count_by_search(*dag.outgoing, weight, rows, 10**9)
        assert finished
        assert (count_by_sweep(*dag.outgoing, weight, words) == searched).all()


def test_deep_dense_acyclic_graph_is_counted_within_the_memory():
    n = 3000
    rng = np.random.default_rng(33)
    ends = np.sort(rng.integers(0, n, (6 * n, 2)), axis=1)
    ends = ends[ends[:, 0] < ends[:, 1]]
    dag = Graph(pre=ends[:, 0], post=ends[:, 1], n=n)
    assert (reach_counts(dag, memory=8 * n) == reach_counts(dag)).all()
    with pytest.raises(DomainError, match="memory must be at least 8 bytes"):
        reach_counts(dag, memory=100)
