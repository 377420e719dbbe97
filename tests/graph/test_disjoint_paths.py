"""Disjoint paths against brute-force cuts, networkx and the number of reached parents."""

import itertools

import igraph
import networkx as nx
import numpy as np
from support.small_graphs import WORKED, adjacency, random_graphs, reached_from

from netbounds.graph import Graph, hops
from netbounds.graph.disjoint_paths import disjoint_path_lengths, disjoint_paths


def test_worked_example_has_one_path_to_everybody():
    assert disjoint_paths(WORKED, [0]).tolist() == [np.inf, 1, 1, 1, 1, 1, 1, 0]


def test_synapse_disjoint_paths_equal_the_smallest_cut():
    """Menger: as many paths as synapses must be removed; all subsets of synapses are tried."""
    for graph, drive, _ in random_graphs(200, most=5, seed=20):
        if graph.m > 11:
            continue
        matrix = adjacency(graph)
        arcs = list(zip(graph.pre, graph.post, strict=True))
        smallest = np.full(graph.n, len(arcs) + 1)
        for k in range(len(arcs), -1, -1):
            for lost in itertools.combinations(arcs, k):
                without = matrix.copy()
                without[tuple(np.array(lost, int).reshape(-1, 2).T)] = False
                smallest[~reached_from(without, drive)] = k
        paths = disjoint_paths(graph, drive)
        assert np.isinf(paths[drive]).all()
        others = np.setdiff1d(np.arange(graph.n), drive)
        assert paths[others].tolist() == smallest[others].tolist()


def flow_by_networkx(graph, drive, target, sharing):
    """Every neuron split into (v, 0) -> (v, 1)."""
    network = nx.DiGraph()
    for v in range(graph.n):
        free = (
            sharing == "no synapse"
            or v == target
            or (sharing == "no neuron between" and v in drive)
        )
        network.add_edge((v, 0), (v, 1), capacity=graph.m + 1 if free else 1)
    for u, v in zip(graph.pre.tolist(), graph.post.tolist(), strict=True):
        network.add_edge((u, 1), (v, 0), capacity=1)
    for d in drive:
        network.add_edge("drive", (d, 0), capacity=graph.m + 1)
    return nx.maximum_flow_value(network, "drive", (target, 1))


def test_all_kinds_of_disjoint_paths_equal_networkx_maximum_flow():
    for graph, drive, _ in random_graphs(60, most=12, seed=21):
        for sharing in ("no synapse", "no neuron between", "no neuron"):
            paths = disjoint_paths(graph, drive, sharing=sharing)
            for v in range(graph.n):
                if v in drive:
                    assert np.isinf(paths[v])
                else:
                    assert paths[v] == flow_by_networkx(graph, drive, v, sharing)


def test_paths_from_one_neuron_equal_igraph_maximum_flow_on_a_larger_graph():
    """One source makes early paths block later ones, so that they must be turned aside."""
    rng = np.random.default_rng(24)
    for mean_degree in (2, 4, 10):
        n, m = 500, 500 * mean_degree
        graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
        network = igraph.Graph(n, np.column_stack([graph.pre, graph.post]).tolist(), directed=True)
        theirs = [network.maxflow_value(0, v) for v in range(1, n)]
        assert disjoint_paths(graph, [0])[1:].tolist() == theirs


def test_lengths_belong_to_a_largest_set_of_disjoint_paths():
    for graph, drive, _ in random_graphs(100, most=9, seed=25):
        lengths = disjoint_path_lengths(graph, drive)
        paths = disjoint_paths(graph, drive)
        asked = np.isfinite(paths)
        assert lengths[asked].sum(axis=1).tolist() == paths[asked].tolist()
        assert not lengths[~asked].any()
        distance = hops(graph, drive)
        for v in np.flatnonzero(asked & (paths > 0)):
            assert np.flatnonzero(lengths[v])[0] >= distance[v]


def test_targets_asked_together_do_not_disturb_each_other():
    rng = np.random.default_rng(22)
    n, m = 200, 700
    graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
    for sharing in ("no synapse", "no neuron between", "no neuron"):
        together = disjoint_paths(graph, [0, 1, 2], sharing=sharing)
        alone = [disjoint_paths(graph, [0, 1, 2], [v], sharing=sharing)[0] for v in range(n)]
        assert together.tolist() == alone


def test_in_random_graphs_nearly_every_reached_parent_brings_a_path():
    rng = np.random.default_rng(23)
    n = 400
    for mean_degree, least in ((3, 0.98), (5, 0.995)):
        m = n * mean_degree
        graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
        paths = disjoint_paths(graph, np.arange(40))
        reached = paths > 0
        proper = reached[graph.pre] & (graph.pre != graph.post)
        parents = np.bincount(graph.post[proper], minlength=n)
        asked = np.isfinite(paths) & reached
        assert np.mean(paths[asked] == parents[asked]) > least
