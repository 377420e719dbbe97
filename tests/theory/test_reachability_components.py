"""Strong connectivity and the largest component: integers, brute force, both conversions."""

import itertools
import math
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    Seeds,
)
from netbounds.theory import reachability as theory


def exactly(value: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=0)


def half(law, n: int) -> int:
    """The number of digraphs: the law at p = 1/2 times their total, as the ball's integer."""
    ball = law.enclosure(Bernoulli(n, Fraction(1, 2))) * 2 ** (n * (n - 1))
    return int(ball) if not hasattr(ball, "unique_fmpz") else int(ball.unique_fmpz())


def test_strong_digraphs_are_counted_exactly():
    # OEIS A003030
    known = [1, 1, 18, 1606, 565080, 734774776, 3523091615568]
    found = [half(theory.probability_strongly_connected, n) for n in range(1, 8)]
    assert found == known


def test_digraphs_with_a_neuron_that_reaches_all_are_counted_exactly():
    # OEIS A003028
    known = [1, 3, 51, 3614, 991930, 1051469032]
    assert [half(theory.probability_one_input_suffices, n) for n in range(1, 7)] == known


def test_acyclic_digraphs_are_counted_exactly():
    # OEIS A003024: only lone neurons as components
    for n, known in enumerate([1, 3, 25, 543, 29281, 3781503], start=1):
        ball = theory.largest_component_distribution.enclosure(Bernoulli(n, Fraction(1, 2)))[1]
        assert int(float(ball * 2 ** (n * (n - 1))) + 0.5) == known


@pytest.mark.parametrize(
    ("ensemble", "known"),
    [
        (Bernoulli(10, 0.3), 0.45111347173518859737),
        (Bernoulli(100, 0.07), 0.85957878887809725167),
        (Bernoulli(1000, 0.008), 0.51987058968968870846),
        (FixedInDegree(5, 2), 5346 / 7776),
        (FixedInDegree(10, 3), 0.7530100481633838),
        (FixedOutDegree(30, 4), 0.6551413644202126),
    ],
)
def test_strong_connectivity_has_the_known_values(ensemble, known):
    assert theory.probability_strongly_connected(ensemble) == exactly(known)


def test_expected_sources_have_the_known_value():
    assert theory.expected_source_components(Bernoulli(40, 0.06)) == exactly(3.646449263824509)


@pytest.mark.parametrize(("n", "p", "seeds"), [(3, 0.3, 1), (3, 0.5, 2), (4, 0.25, 1), (4, 0.4, 4)])
def test_extra_inputs_by_counting_all_graphs(n, p, seeds):
    pairs = list(itertools.permutations(range(n), 2))
    total = 0.0
    for chosen in itertools.product((False, True), repeat=len(pairs)):
        graph = nx.DiGraph(itertools.compress(pairs, chosen))
        graph.add_nodes_from(range(n))
        parts = nx.condensation(graph)
        extra = sum(
            parts.in_degree(part) == 0 and min(parts.nodes[part]["members"]) >= seeds
            for part in parts
        )
        total += extra * p ** sum(chosen) * (1 - p) ** (len(pairs) - sum(chosen))
    law = theory.expected_extra_inputs(Bernoulli(n, p), Seeds(seeds))
    assert law == pytest.approx(total, rel=1e-12, abs=1e-15)


def test_every_fixed_in_degree_graph_of_five_neurons_gives_the_known_count():
    others = [[v for v in range(5) if v != u] for u in range(5)]
    strong = 0
    for chosen in itertools.product(*[list(itertools.combinations(o, 2)) for o in others]):
        heard = [set(c) for c in chosen]
        forward, backward = {0}, {0}
        while more := {u for u in range(5) if heard[u] & forward} - forward:
            forward |= more
        while more := set().union(*(heard[u] for u in backward)) - backward:
            backward |= more
        strong += len(forward) == len(backward) == 5
    assert strong == 5346


@pytest.mark.parametrize("loops", [True, False])
def test_fixed_edges_laws_are_brute_force_over_all_synapse_sets(loops):
    n = 3
    cells = [(u, v) for u in range(n) for v in range(n) if loops or u != v]
    for m in range(len(cells) + 1):
        sizes, sources, rooted = [], [], []
        for chosen in itertools.combinations(cells, m):
            graph = nx.DiGraph(chosen)
            graph.add_nodes_from(range(n))
            condensed = nx.condensation(graph)
            sizes.append(max(map(len, nx.strongly_connected_components(graph))))
            sources.append(sum(d == 0 for _, d in condensed.in_degree()))
            rooted.append(any(len(nx.descendants(graph, u)) == n - 1 for u in range(n)))
        ensemble = FixedEdges(n, m, loops)
        law = theory.largest_component_distribution(ensemble)
        brute = np.bincount(sizes, minlength=n + 1) / len(sizes)
        assert law == pytest.approx(brute, abs=1e-14)
        strong = theory.probability_strongly_connected(ensemble)
        assert strong == pytest.approx(brute[n], abs=1e-14)
        expected = theory.expected_source_components(ensemble)
        assert expected == pytest.approx(np.mean(sources), abs=1e-14)
        one = theory.probability_one_input_suffices(ensemble)
        assert one == pytest.approx(np.mean(rooted), abs=1e-14)


def test_fixed_edges_with_four_synapses_among_three_have_the_known_counts():
    law = theory.largest_component_distribution(FixedEdges(3, 4)) * math.comb(9, 4)
    assert law == pytest.approx([0, 60, 51, 15], abs=1e-11)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("m", "size", "accuracy"),
    [
        (99, 4.234931738731788, 0.5001965846219014),
        (199, 62.2739530185714, 0.626390314170525),
        (299, 88.60445288626542, 0.849503949985740),
        (499, 98.7340954832847, 0.981441747255706),
    ],
)
def test_contour_has_the_known_means_at_one_hundred_neurons(m, size, accuracy):
    law = theory.largest_component_distribution(FixedEdges(100, m))
    assert law @ np.arange(101) == exactly(size)
    assert law @ theory.accuracy_of_sizes(100) == exactly(accuracy)


@pytest.mark.parametrize(
    ("n", "m", "size", "accuracy"),
    [
        (100, 199, 62.2739530185714, 0.626390314170525),
        (100, 299, 88.60445288626542, 0.849503949985740),
        (100, 499, 98.7340954832847, 0.981441747255706),
        (200, 399, 125.920549302, 0.627340025555),
        (200, 799, 192.340384124, 0.945014165307),
    ],
)
def test_seven_densities_give_the_contours_means_with_the_stated_error(n, m, size, accuracy):
    law = theory.quick_largest_component_distribution(FixedEdges(n, m))
    assert law @ np.arange(n + 1) == pytest.approx(size, abs=1.1e-3)
    assert law @ theory.accuracy_of_sizes(n) == pytest.approx(accuracy, abs=1e-6)


def test_the_law_of_a_unique_component_is_the_difference_of_the_general_one():
    from flint import arb, ctx

    from netbounds.theory.reachability import _series

    n, p = 24, 0.12
    law = theory.largest_component_distribution(Bernoulli(n, p))
    with ctx.workprec(400):
        q = 1 - arb(p)
        logarithm = _series.strong_logarithm(q, n)
        at_most = [_series.no_component_above(q, n, logarithm, k) for k in range(1, n + 1)]
    for k in range(n // 2 + 1, n + 1):
        assert law[k] == pytest.approx(float((at_most[k - 1] - at_most[k - 2]).mid()), rel=1e-12)


def test_the_contours_own_radius_shows_its_aliasing_and_shrinks_with_more_nodes():
    from flint import arb, ctx

    from netbounds.theory.reachability.fixed_edges import _aliasing

    bounds = [_aliasing(100**2, 199, nodes) for nodes in (50, 100, 150)]
    assert bounds[0] > 1e3 * bounds[1] > 1e6 * bounds[2] > 0
    # all binomial weights at distance 50, 100, ... over the central one, added up in integers
    with ctx.workprec(200):
        odds = arb(2) / 5
        direct = sum(
            (math.comb(7, m) * odds ** (m - 2) for m in (2 + 4,)), start=arb(0)
        ) / math.comb(7, 2)
    assert _aliasing(7, 2, 4) == pytest.approx(float(direct), rel=1e-8)
    assert _aliasing(7, 2, 8) == 0
    for ball in theory.largest_component_distribution.enclosure(FixedEdges(12, 30)):
        assert float(ball.rad()) < 2.0**-71


def test_seven_densities_stay_close_to_every_entry_of_a_small_graph():
    exact = theory.largest_component_distribution(FixedEdges(20, 50))
    quick = theory.quick_largest_component_distribution(FixedEdges(20, 50))
    assert np.abs(quick - exact).max() < 3e-3


def test_seven_densities_have_the_moments_of_drawing_without_replacement():
    densities, weights = theory.seven_densities(FixedEdges(20, 50))
    for power in range(7):
        moment = math.perm(50, power) / math.perm(400, power)
        assert weights @ densities**power == pytest.approx(moment, rel=1e-7)


def test_largest_component_sums_to_one():
    law = theory.largest_component_distribution(Bernoulli(100, 0.005))
    assert law.sum() == exactly(1)


@pytest.mark.slow
def test_large_subcritical_graphs_are_acyclic_with_the_limiting_probability():
    exact = theory.largest_component_distribution(Bernoulli(400, 0.5 / 400))[1]
    assert exact == pytest.approx(0.82611, abs=5e-6)
    assert exact == pytest.approx(0.5 * math.exp(0.5), abs=3e-3)


def test_bounds_enclose_strong_connectivity():
    ensemble = Bernoulli(1000, 7.9 / 999)
    low = theory.strong_connectivity_lower_bound(ensemble)
    high = theory.strong_connectivity_upper_bound(ensemble)
    assert low == pytest.approx(0.487384, abs=5e-7)
    assert high == pytest.approx(0.487889, abs=5e-7)
    assert low <= theory.probability_strongly_connected(ensemble) <= high


def test_given_degrees_have_the_known_limits():
    same = (1,) * 3 + (3,) * 7
    assert theory.strong_connectivity_of_degrees(Configuration(same, same)) == exactly(0.875)
    shuffled = [(1, 1)] * 9 + [(1, 3)] * 21 + [(3, 1)] * 21 + [(3, 3)] * 49
    independent = Configuration(*zip(*shuffled, strict=True))
    law = theory.strong_connectivity_of_degrees(independent)
    assert law == pytest.approx(0.5091, abs=5e-5)


def test_extreme_densities_and_one_neuron_are_trivial():
    for alone in (Bernoulli(1, 0.3), FixedEdges(1, 1), FixedInDegree(1, 0)):
        assert theory.probability_strongly_connected(alone) == 1
    assert theory.probability_strongly_connected(Bernoulli(4, 0.0)) == 0
    assert theory.probability_strongly_connected(Bernoulli(4, 1.0)) == 1
    assert theory.expected_source_components(Bernoulli(4, 0.0)) == 4
    assert theory.probability_one_input_suffices(Bernoulli(4, 1.0)) == 1
    assert theory.largest_component_distribution(FixedEdges(4, 0)).tolist() == [0, 1, 0, 0, 0]
    assert theory.largest_component_distribution(FixedEdges(4, 16)).tolist() == [0, 0, 0, 0, 1]
    assert theory.expected_accuracy(Bernoulli(4, 1.0)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("degree", "offset"), [(2, -1.08), (3, 0.0583), (5, 0.1030)])
def test_mean_core_differs_from_its_limit_by_the_known_constant(degree, offset):
    off = []
    for n in (200, 400):
        law = theory.main_sizes(n, degree / n)
        off.append(law @ np.arange(n + 1) - n * theory.giant_out_fraction(float(degree)) ** 2)
    tolerance = abs(off[1] - off[0]) + 1e-4  # the rest falls like 1/n: half of it is left
    assert off[1] == pytest.approx(offset, abs=tolerance)


@pytest.mark.slow
@pytest.mark.parametrize("degree", [3.0, 5.0])
def test_variance_of_the_core_approaches_its_limit_like_one_over_n(degree):
    off = []
    for n in (200, 400):
        law, k = theory.main_sizes(n, degree / n), np.arange(n + 1)
        off.append(law @ (k - law @ k) ** 2 / n - theory.giant_component_variance(degree))
    assert off[1] / off[0] == pytest.approx(0.5, abs=0.1)


@pytest.mark.slow
def test_rate_of_strong_connectivity_is_the_known_slope_of_the_exact_law():
    small, large = (
        math.log(theory.probability_strongly_connected(Bernoulli(n, 3 / n))) for n in (400, 800)
    )
    assert (large - small) / 400 == pytest.approx(-0.0950237, abs=5e-8)


def test_partial_sums_enclose_the_upper_bound_at_any_size():
    for ensemble in (Bernoulli(3, 0.5), Bernoulli(12, 0.4), Bernoulli(1000, 7.9 / 999)):
        ball = theory.strong_connectivity_upper_bound.enclosure(ensemble)
        assert float(ball.rad()) < 1e-20
        assert theory.strong_connectivity_upper_bound(ensemble) == pytest.approx(
            float(ball.mid()), rel=1e-9
        )
    # three neurons: count the digraphs without silent and without unheard neurons
    pairs = [(u, v) for u in range(3) for v in range(3) if u != v]
    good = sum(
        len({u for u, _ in arcs}) == len({v for _, v in arcs}) == 3
        for m in range(7)
        for arcs in itertools.combinations(pairs, m)
    )
    assert theory.strong_connectivity_upper_bound(Bernoulli(3, 0.5)) == exactly(good / 64)


def test_bad_input_is_refused_in_one_sentence():
    with pytest.raises(DomainError, match="k must be >= 1 when there are several neurons"):
        theory.probability_strongly_connected(FixedInDegree(5, 0))
    with pytest.raises(DomainError, match="ensemble must be a Bernoulli or a FixedEdges"):
        theory.largest_component_distribution(FixedInDegree(5, 2))
    with pytest.raises(DomainError, match="have all degrees >= 1"):
        theory.strong_connectivity_of_degrees(Configuration((0, 2), (1, 1)))
    with pytest.raises(DomainError, match="giant component"):
        theory.strong_connectivity_of_degrees(Configuration((1, 1), (1, 1)))
    with pytest.raises(DomainError, match="be dense enough"):
        theory.strong_connectivity_upper_bound(Bernoulli(50, 0.001))
    with pytest.raises(DomainError, match="FixedEdges: m must be <= 9"):
        FixedEdges(3, 10)
    with pytest.raises(DomainError, match="same sum"):
        Configuration((1, 2), (1, 1))


def test_everybody_reached_bounds_strong_connectivity_for_every_ensemble():
    for ensemble in (Bernoulli(12, 0.3), FixedEdges(12, 40), FixedInDegree(12, 3)):
        reached = theory.probability_all_reached(ensemble, Seeds(1))
        assert theory.probability_strongly_connected(ensemble) < reached
