"""Reach and strong components against networkx, scipy and brute force."""

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csgraph

from netbounds.domains import DomainError
from netbounds.graph import Graph, hops, strong_components

WORKED = Graph(pre=[0, 1, 2, 2, 3, 4, 4, 1, 5, 7, 7], post=[1, 2, 0, 3, 4, 3, 5, 5, 6, 6, 4], n=8)


def random_graph(rng, n, mean_degree):
    m = rng.poisson(n * mean_degree)
    return Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)


def test_worked_example_of_eight_neurons():
    assert hops(WORKED, [0]).tolist() == [0, 1, 2, 3, 4, 2, 3, -1]
    label = strong_components(WORKED)
    groups = sorted(np.flatnonzero(label == c).tolist() for c in set(label.tolist()))
    assert groups == [[0, 1, 2], [3, 4], [5], [6], [7]]


def test_hops_and_components_equal_brute_force_on_small_graphs():
    """Powers of the adjacency matrix say who is reached after how many synapses."""
    rng = np.random.default_rng(4)
    for _ in range(300):
        n = int(rng.integers(1, 9))
        graph = random_graph(rng, n, rng.uniform(0, 3))
        distance = np.full((n, n), -1)
        power = np.eye(n, dtype=int)
        adjacency = (graph.to_sparse(orientation="pre-post").toarray() != 0).astype(int)
        for step in range(n):
            distance[(power > 0) & (distance < 0)] = step
            power = ((power @ adjacency) > 0).astype(int)
        drive = rng.integers(0, n, rng.integers(1, n + 1))
        rows = np.where(distance[drive] < 0, n, distance[drive]).min(axis=0)
        assert hops(graph, drive).tolist() == np.where(rows == n, -1, rows).tolist()
        mutual = (distance >= 0) & (distance.T >= 0)
        label = strong_components(graph)
        assert np.array_equal(label[:, None] == label[None, :], mutual)
        assert np.all(label[graph.pre] <= label[graph.post])  # topological order
        assert sorted(set(label.tolist())) == list(range(label.max() + 1))


def test_hops_and_components_agree_with_scipy_and_networkx_on_larger_graphs():
    rng = np.random.default_rng(5)
    for mean_degree in (0.5, 1, 1.3, 2, 5, 14):
        graph = random_graph(rng, 3000, mean_degree)
        matrix = graph.to_sparse(orientation="pre-post")
        drive = rng.integers(0, graph.n, 5)
        distance = csgraph.dijkstra(matrix, unweighted=True, indices=drive, min_only=True)
        assert np.array_equal(hops(graph, drive), np.where(np.isinf(distance), -1, distance))
        label = strong_components(graph)
        groups = {frozenset(c) for c in nx.strongly_connected_components(graph.to_networkx())}
        ours = {frozenset(np.flatnonzero(label == c).tolist()) for c in range(label.max() + 1)}
        assert ours == groups
        assert np.all(label[graph.pre] <= label[graph.post])  # topological order


def test_a_chain_of_a_million_neurons_needs_no_recursion():
    n = 10**6
    chain = Graph(pre=np.arange(n - 1), post=np.arange(1, n))
    assert np.array_equal(hops(chain, [0]), np.arange(n))
    assert np.array_equal(strong_components(chain), np.arange(n))


def test_a_core_with_everything_around_it_is_labelled_in_topological_order():
    """Upstream, tubes past the core, tendrils, downstream and what is apart, each of many parts."""
    rng = np.random.default_rng(7)
    for _ in range(20):
        n = 400
        core = rng.permutation(n)[:150]
        rank = rng.permutation(n)  # outside of the core, synapses go up this order
        ends = rng.integers(0, n, (500, 2))
        ends = ends[rank[ends[:, 0]] < rank[ends[:, 1]]]
        cycle = np.column_stack([core, np.roll(core, 1)])
        graph = Graph(pre=[*ends[:, 0], *cycle[:, 0]], post=[*ends[:, 1], *cycle[:, 1]], n=n)
        label = strong_components(graph)
        groups = list(nx.strongly_connected_components(graph.to_networkx()))
        assert len(groups) > 50
        assert label.max() + 1 == len(groups)
        assert all(len(set(label[list(group)].tolist())) == 1 for group in groups)
        assert np.all(label[graph.pre] <= label[graph.post])


def test_self_loops_and_repeated_drive_change_nothing():
    graph = Graph(pre=[0, 0, 1], post=[0, 1, 1], n=3)
    assert hops(graph, [0, 0]).tolist() == [0, 1, -1]
    assert len(set(strong_components(graph).tolist())) == 3


def test_drive_may_be_given_by_name():
    graph = Graph(pre=[0], post=[1], names=["a", "b"])
    assert hops(graph, ["b"]).tolist() == [-1, 0]


def test_an_empty_drive_is_refused():
    with pytest.raises(
        DomainError, match="hops: drive must name at least one neuron, got an empty"
    ):
        hops(WORKED, [])
