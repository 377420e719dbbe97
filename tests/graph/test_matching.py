"""Maximum matching against brute force, scipy and networkx."""

import itertools

import numpy as np
from scipy.sparse import csgraph
from support.small_graphs import WORKED, adjacency, random_graphs

from netbounds.graph import Graph
from netbounds.graph.matching import maximum_matching


def size_of_valid_matching(graph):
    partner = maximum_matching(graph)
    matched = np.flatnonzero(partner >= 0)
    assert adjacency(graph)[partner[matched], matched].all()
    assert len(set(partner[matched].tolist())) == len(matched)
    return len(matched)


def test_worked_example_matches_six():
    assert size_of_valid_matching(WORKED) == 6


def test_as_many_pairs_as_brute_force_finds():
    for graph, _, _ in random_graphs(250, most=5, seed=5):
        matrix = adjacency(graph)
        orders = itertools.permutations(range(graph.n))
        best = max(np.count_nonzero(matrix[list(p), np.arange(graph.n)]) for p in orders)
        assert size_of_valid_matching(graph) == best


def test_as_many_pairs_as_scipy_finds_on_graphs_without_many_leaves():
    rng = np.random.default_rng(6)
    for mean_degree, n in itertools.product((1, 2, 2.7, 3, 5, 14), (50, 1000)):
        m = int(mean_degree * n)
        graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
        theirs = csgraph.maximum_bipartite_matching(graph.to_sparse(orientation="pre-post"))
        partner = maximum_matching(graph)
        assert np.count_nonzero(partner >= 0) == np.count_nonzero(theirs >= 0)


def test_leaf_free_lattice_is_matched_perfectly():
    """Everybody sends to the next two: no leaf anywhere, yet a perfect matching exists."""
    n = 999
    neuron = np.arange(n)
    graph = Graph(pre=np.tile(neuron, 2), post=np.concatenate([(neuron + 1) % n, (neuron + 2) % n]))
    assert (maximum_matching(graph) >= 0).all()
