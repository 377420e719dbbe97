"""Dominator trees and strong cuts against deletion and networkx."""

import networkx as nx
import numpy as np
import pytest
from support.small_graphs import WORKED, adjacency, component_count, random_graphs, reached_from

from netbounds.domains import DomainError
from netbounds.graph import Graph, _kernels_search_trees, dominators
from netbounds.graph.dominators import dominator_tree, strong_cuts


@pytest.fixture(params=["shallow", "deep"])
def _algorithm(request, monkeypatch):
    """Both algorithms must give the same tree: without patience every graph counts as deep."""
    if request.param == "deep":
        monkeypatch.setattr(dominators, "_PATIENCE", -1)


def test_worked_example_of_eight_neurons():
    tree = dominator_tree(WORKED, [0])
    assert tree.immediate.tolist() == [-1, 0, 1, 2, 3, 1, 5, -2]
    assert tree.subtree.tolist() == [7, 6, 3, 2, 1, 2, 1, 0]


@pytest.mark.usefixtures("_algorithm")
def test_subtree_is_what_deletion_silences():
    for graph, drive, _ in random_graphs(250, most=8, seed=1):
        tree = dominator_tree(graph, drive)
        matrix = adjacency(graph)
        reached = reached_from(matrix, drive)
        assert ((tree.subtree > 0) == reached).all()
        assert ((tree.immediate == -2) == ~reached).all()
        for v in np.flatnonzero(reached):
            without = matrix.copy()
            without[v], without[:, v] = False, False
            left = [d for d in drive if d != v]
            still = reached_from(without, left) if left else np.zeros(graph.n, bool)
            # a driven neuron is silenced only by its own loss
            assert tree.subtree[v] == np.count_nonzero(reached & ~still)
        for pre, post in zip(graph.pre, graph.post, strict=True):
            without = matrix.copy()
            without[pre, post] = False
            lost = np.count_nonzero(reached & ~reached_from(without, drive))
            is_cut = tree.only_entry[post] and tree.immediate[post] == pre
            assert lost == (tree.subtree[post] if is_cut else 0)


@pytest.mark.usefixtures("_algorithm")
def test_tree_equals_networkx_on_larger_graphs():
    rng = np.random.default_rng(2)
    for mean_degree in (1.2, 2, 4):
        n = 300
        m = int(mean_degree * n)
        graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
        theirs = nx.immediate_dominators(nx.DiGraph(zip(graph.pre, graph.post, strict=True)), 0)
        mine = dominator_tree(graph, [0]).immediate
        assert mine[0] == -1
        for v in range(1, n):
            assert mine[v] == theirs.get(v, -2)


def test_a_long_chain_is_finished_by_the_algorithm_for_deep_graphs():
    """Braided chain: both ways from stage to stage, so only the stages' heads dominate."""
    stages = 3000
    heads = 3 * np.arange(stages)
    pre = np.concatenate([heads, heads, heads[:-1] + 1, heads[:-1] + 2])
    post = np.concatenate([heads + 1, heads + 2, heads[1:], heads[1:]])
    back = (3 * stages - 1, 0)
    graph = Graph(pre=[*pre, back[0]], post=[*post, back[1]], n=3 * stages)
    tree = dominator_tree(graph, [0])
    assert (tree.immediate[heads[1:]] == heads[:-1]).all()
    assert not tree.only_entry[heads].any()
    assert tree.subtree[0] == 3 * stages


@pytest.mark.usefixtures("_algorithm")
def test_strong_cuts_are_what_splits_a_component():
    for graph, _, _ in random_graphs(250, most=8, seed=3):
        cuts = strong_cuts(graph)
        matrix = adjacency(graph)
        count = component_count(matrix)
        for v in range(graph.n):
            without = np.delete(np.delete(matrix, v, 0), v, 1)
            assert cuts.articulation[v] == (component_count(without) > count)
        for a, (pre, post) in enumerate(zip(graph.pre, graph.post, strict=True)):
            without = matrix.copy()
            without[pre, post] = False
            assert cuts.bridge[a] == (component_count(without) > count)


def test_two_cycle_has_no_articulation_point():
    cuts = strong_cuts(Graph(pre=[0, 1], post=[1, 0]))
    assert not cuts.articulation.any()
    assert cuts.bridge.all()


def test_an_empty_drive_is_refused():
    with pytest.raises(DomainError, match="dominator_tree: drive must name at least one neuron"):
        dominator_tree(WORKED, [])


def test_kernels_do_not_recurse_however_deep_the_graph():
    n = 200_000
    chain = Graph(pre=np.arange(n - 1), post=np.arange(1, n))
    tree = dominator_tree(chain, [0])
    assert (tree.subtree == np.arange(n, 0, -1)).all()
    found = _kernels_search_trees.depth_first(
        *chain.outgoing, np.zeros(1, np.int32), np.empty(0, np.int32)
    )
    assert found[2][-1] == n - 1
