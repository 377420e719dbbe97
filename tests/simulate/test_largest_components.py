"""Largest strong components of many graphs at once: sets of bits against Tarjan, and their law."""

import math

import numpy as np
import pytest
from scipy import stats

from netbounds.domains import DomainError
from netbounds.ensembles import FixedEdges
from netbounds.simulate import _kernels_bitsets, _kernels_components
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory


@pytest.mark.parametrize("n", [1, 2, 5, 63, 64, 65, 100, 200, 400])
def test_sets_of_bits_and_tarjan_agree_on_every_graph(n):
    rng = np.random.default_rng(n)
    # from no synapse to all, most of them where components are neither single nor everybody
    counts = [int(f**3 * n * n) for f in np.linspace(0, 1, 20)]
    counts += [min(int(d * n), n * n) for d in (0.7, 1, 1.3, 1.6, 2)]
    graphs = [simulate.draw_graph(FixedEdges(n, m), rng) for m in counts for _ in range(3)]
    ends = np.cumsum([0] + [pre.size for pre, _ in graphs])
    pre, post = (np.concatenate([graph[side] for graph in graphs]) for side in (0, 1))
    expected = _kernels_components.largest_of_many(n, ends, pre, post)
    assert len(graphs) == 75
    assert _kernels_bitsets.largest_of_many(n, ends, pre, post).tolist() == expected.tolist()


def test_the_largest_of_many_components_is_found_wherever_it_is():
    rng = np.random.default_rng(0)
    sizes = [1, 2, 7, 3, 40, 1, 12, 39, 2, 5]  # rings, one feeding the next
    starts = np.cumsum([0, *sizes])
    ring = [(s + i, s + (i + 1) % k) for s, k in zip(starts, sizes, strict=False) for i in range(k)]
    chain = [(int(starts[i]), int(starts[i + 1])) for i in range(len(sizes) - 1)]
    arcs = np.array(ring + chain)
    for _ in range(20):
        pre, post = rng.permutation(starts[-1]).astype(np.int32)[arcs.T]
        assert simulate.component_sizes_of(int(starts[-1]), [(pre, post)]).tolist() == [40]


@pytest.mark.parametrize("n", [513, 600])
def test_larger_graphs_take_the_same_question(n):
    rng = np.random.default_rng(1)
    sizes = simulate.largest_component_sizes(FixedEdges(n, 3 * n), 20, rng)
    assert ((sizes > n // 2) & (sizes <= n)).all()
    graph = simulate.draw_graph(FixedEdges(n, 3 * n), rng)
    assert n // 2 < simulate.component_sizes_of(n, [graph])[0] <= n


@pytest.mark.parametrize(
    "ensemble",
    [
        FixedEdges(24, 60),
        FixedEdges(24, 60, self_loops=False),
        FixedEdges(6, 20),
        FixedEdges(6, 17, self_loops=False),
    ],
)
def test_sizes_of_drawn_graphs_obey_the_exact_law(ensemble):
    graphs = 20_000
    sizes = simulate.largest_component_sizes(ensemble, graphs, np.random.default_rng(2))
    expected = graphs * theory.largest_component_distribution(ensemble)
    observed = np.bincount(sizes, minlength=ensemble.n + 1)
    often = expected > 10
    rare = expected[~often].sum()
    expected = np.append(expected[often], rare + 1e-9)
    observed = np.append(observed[often], observed[~often].sum())
    chi_square = float(((observed - expected) ** 2 / expected)[: None if rare > 1 else -1].sum())
    assert stats.chi2.sf(chi_square, expected.size - 1) > 1e-4
    assert observed[-1] == 0 or rare > 1e-3


@pytest.mark.parametrize(("m", "loops"), [(2, True), (7, True), (2, False), (4, False)])
def test_every_matrix_is_equally_likely(m, loops):
    rng, n = np.random.default_rng(3), 3
    matrices = math.comb(n * (n if loops else n - 1), m)
    rows, seen = np.empty((n, 1), np.uint64), {}
    allowed = np.array([7, 7, 7] if loops else [6, 5, 3], dtype=np.uint64)
    for _ in range(100 * matrices):
        _kernels_bitsets._fill(rows, m, loops, rng)
        key = tuple((rows[:, 0] & allowed).tolist())
        seen[key] = seen.get(key, 0) + 1
    assert len(seen) == matrices
    assert stats.chisquare(list(seen.values())).pvalue > 1e-4


@pytest.mark.parametrize("m", [0, 1, 70, 65 * 65 // 2, 65 * 65 - 1, 65 * 65])
def test_drawn_matrices_hold_the_exact_number_of_synapses(m):
    rows = np.empty((65, 2), np.uint64)
    _kernels_bitsets._fill(rows, m, True, np.random.default_rng(4))
    inside = np.array([~np.uint64(0), np.uint64(1)])
    assert int(np.bitwise_count(rows & inside).sum()) == m


def test_no_graph_and_no_synapse_are_answered_and_unknown_neurons_refused():
    none = np.empty(0, dtype=np.int32)
    assert simulate.component_sizes_of(4, []).tolist() == []
    assert simulate.component_sizes_of(4, [(none, none)]).tolist() == [1]
    with pytest.raises(DomainError, match=r"name neurons 0 ... 3 only"):
        simulate.component_sizes_of(4, [(np.array([0, 4], np.int32), np.array([1, 2], np.int32))])
