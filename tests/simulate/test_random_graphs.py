"""Drawn graphs are what their record says, and every graph of the ensemble is as likely."""

import math
from collections import Counter

import numpy as np
import pytest
from scipy import stats

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    RandomInDegree,
    Seeds,
    TwoType,
)
from netbounds.simulate import reachability as simulate
from netbounds.simulate.random_graphs import draw_graph


def edges(ensemble, rng):
    pre, post = draw_graph(ensemble, rng)
    assert pre.dtype == post.dtype == np.int32
    return frozenset(zip(pre.tolist(), post.tolist(), strict=True))


@pytest.mark.parametrize(
    ("ensemble", "graphs"),
    [
        (FixedEdges(2, 2), 6),
        (FixedEdges(3, 7), math.comb(9, 7)),
        (FixedEdges(3, 2, self_loops=False), math.comb(6, 2)),
        (FixedInDegree(4, 1), 3**4),
        (FixedOutDegree(4, 2), 3**4),
        (Bernoulli(3, 0.5), 2**6),
        (RandomInDegree((0.25, 0.5, 0.25)), 4**3),
    ],
)
def test_every_graph_of_the_ensemble_is_equally_likely(ensemble, graphs):
    rng = np.random.default_rng(1)
    seen = Counter(edges(ensemble, rng) for _ in range(60 * graphs))
    assert len(seen) == graphs
    assert stats.chisquare(list(seen.values())).pvalue > 1e-4


@pytest.mark.parametrize("k", [0, 1, 3, 17, 28, 29])
def test_fixed_degrees_hold_for_every_neuron_without_repeats_or_loops(k):
    rng = np.random.default_rng(2)
    for ensemble, side in ((FixedInDegree(30, k), 1), (FixedOutDegree(30, k), 0)):
        drawn = edges(ensemble, rng)
        assert len(drawn) == 30 * k
        assert all(u != v for u, v in drawn)
        assert Counter(edge[side] for edge in drawn) == ({i: k for i in range(30)} if k else {})


def test_large_sparse_graphs_have_the_exact_number_of_distinct_synapses():
    rng = np.random.default_rng(3)
    for ensemble in (FixedEdges(20_000, 60_000), FixedEdges(20_000, 60_000, self_loops=False)):
        drawn = edges(ensemble, rng)
        assert len(drawn) == 60_000
        assert ensemble.self_loops or all(u != v for u, v in drawn)


def test_configuration_keeps_both_degree_sequences():
    rng = np.random.default_rng(4)
    pre, post = draw_graph(Configuration((3, 0, 2, 1), (1, 1, 1, 3)), rng)
    assert np.bincount(post, minlength=4).tolist() == [3, 0, 2, 1]
    assert np.bincount(pre, minlength=4).tolist() == [1, 1, 1, 3]


def test_two_type_probabilities_have_presynaptic_rows():
    rng = np.random.default_rng(5)
    pre, post = draw_graph(TwoType((6, 4), ((0.0, 1.0), (0.0, 0.0))), rng)
    assert set(pre.tolist()) == set(range(6))
    assert set(post.tolist()) == set(range(6, 10))
    assert len(pre) == 24


def test_bernoulli_extremes_are_empty_and_complete():
    rng = np.random.default_rng(6)
    assert edges(Bernoulli(5, 0.0), rng) == frozenset()
    assert len(edges(Bernoulli(5, 1.0), rng)) == 20
    assert edges(Bernoulli(1, 1.0), rng) == frozenset()


def test_measurements_on_a_known_graph():
    rng = np.random.default_rng(7)
    ring = Configuration((1,), (1,))
    assert simulate.largest_component(ring, rng) == 1
    assert simulate.strongly_connected(ring, rng)
    assert not simulate.everybody_receives(ring, rng)
    full = FixedInDegree(6, 5)
    assert simulate.hop_layers(full, Seeds(2), rng).tolist() == [2, 4, 0, 0, 0, 0]
    assert simulate.all_reached(full, Seeds(1), rng)
    assert simulate.source_components(full, rng) == 1
    assert simulate.source_components(Bernoulli(7, 0.0), rng) == 7
    assert simulate.reached(Bernoulli(7, 0.0), RandomDrive(1.0), rng) == 7
    assert simulate.bow_tie(full, rng).tolist() == [1, 0, 0, 0]


def test_upstream_and_downstream_are_told_apart():
    rng = np.random.default_rng(8)
    # with a fixed in-degree of two nobody in a large graph is upstream of the core only
    core, upstream, downstream, rest = simulate.bow_tie(FixedInDegree(4000, 2), rng)
    assert upstream < 0.01 < downstream
    assert core + downstream == pytest.approx(1, abs=0.01)
    assert rest < 0.01


def test_bad_input_is_refused_in_one_sentence():
    rng = np.random.default_rng(0)
    with pytest.raises(DomainError, match="draw_graph: ensemble must be"):
        draw_graph("D(n, p)", rng)
    with pytest.raises(DomainError, match="at most the 5 neurons"):
        simulate.reached(Bernoulli(5, 0.1), Seeds(6), rng)
