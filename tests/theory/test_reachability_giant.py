"""The giant component: special values, the critical point, both extremes."""

import math

import mpmath
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.theory import reachability as theory


@pytest.mark.parametrize("excess", [1e-15, 1e-9, 1e-5, 1e-3, 0.04, 0.12, 0.5, 3, 28.9, 29.1, 700])
def test_giant_keeps_thirteen_digits_from_the_critical_point_on(excess):
    degree = 1 + excess
    with mpmath.workdps(60):
        exact = theory.giant_out_fraction.reference(degree)
        assert abs(theory.giant_out_fraction(degree) / exact - 1) < 1e-13


def test_there_is_no_giant_up_to_one_synapse_per_neuron():
    for degree in (1e-9, 0.5, 1.0):
        assert theory.giant_out_fraction(degree) == 0
        assert theory.giant_component_variance(degree) == 0
    assert theory.bow_tie(Bernoulli(10, 0.05)).rest == 1
    assert theory.bow_tie(FixedInDegree(10, 1)).rest == 1
    assert theory.bow_tie(FixedInDegree(10, 0)).rest == 1


def test_mean_degree_is_recovered_from_the_giant():
    for degree in (1.001, 1.3, 2, 7.5):
        fraction = theory.giant_out_fraction(degree)
        assert theory.giant_out_fraction.inverse(fraction) == pytest.approx(degree, rel=1e-12)


def test_bow_tie_parts_sum_to_one_and_show_the_larger_core_of_fixed_in_degree():
    for ensemble in (
        Bernoulli(1001, 0.002),
        FixedEdges(1000, 2000),
        FixedInDegree(1000, 2),
        FixedOutDegree(1000, 2),
    ):
        parts = theory.bow_tie(ensemble)
        total = parts.core + parts.upstream + parts.downstream + parts.rest
        assert total == pytest.approx(1, abs=1e-15)
    assert theory.bow_tie(FixedInDegree(1000, 2)).core == pytest.approx(0.79681, abs=5e-6)
    assert theory.bow_tie(Bernoulli(1001, 0.002)).core == pytest.approx(0.63491, abs=5e-6)
    mirrored = theory.bow_tie(FixedOutDegree(1000, 2))
    assert mirrored.upstream == theory.bow_tie(FixedInDegree(1000, 2)).downstream > 0
    assert mirrored.downstream == 0


def test_self_loops_use_up_synapses_of_the_bow_tie():
    with_loops = theory.bow_tie(FixedEdges(10, 30)).core
    assert with_loops == theory.bow_tie(FixedEdges(10, 27, self_loops=False)).core


@pytest.mark.parametrize(
    ("degree", "known"), [(2, 0.8825915), (3, 0.1774550032), (5, 0.0152331941)]
)
def test_variance_of_the_core_has_the_known_values(degree, known):
    digits = len(str(known)) - 2
    value = theory.giant_component_variance(float(degree))
    assert value == pytest.approx(known, abs=0.5 * 10**-digits)


def test_strong_connectivity_rate_has_the_known_value_and_both_limits():
    assert theory.strong_connectivity_rate(3.0) == pytest.approx(-0.09502286546, abs=5e-12)
    assert theory.strong_connectivity_rate(40.0) == pytest.approx(-2 * math.exp(-40), rel=1e-10)
    assert theory.strong_connectivity_rate(1e-12) == pytest.approx(math.log(1e-12) - 1, rel=1e-3)


def test_nobody_is_left_out_in_the_logarithmic_window():
    n, offset = 4000, 1.0
    p = (math.log(n) + offset) / n
    limit = theory.probability_in_window(offset, 1)
    assert theory.probability_all_receive(Bernoulli(n, p)) == pytest.approx(limit, abs=0.01)
    assert theory.probability_in_window(offset, 2) == pytest.approx(limit**2)
    double = [
        abs(theory.probability_all_receive(Bernoulli(m, (math.log(m) + offset) / m)) - limit)
        for m in (10_000, 20_000)
    ]
    assert double[1] < 0.6 * double[0]  # O(ln^2 n / n)


def test_sparse_graphs_have_only_short_cycles():
    limit = theory.probability_only_small_components(0.5, 1)
    assert limit == pytest.approx(0.5 * math.exp(0.5), rel=1e-13)
    exact = theory.largest_component_distribution(Bernoulli(60, 0.5 / 60)).cumsum()
    for size in (1, 2, 4):
        limit = theory.probability_only_small_components(0.5, size)
        assert exact[size] == pytest.approx(limit, abs=0.02)


def test_bad_input_is_refused_in_one_sentence():
    with pytest.raises(DomainError, match="giant_out_fraction: mean_degree must be > 0, got -1"):
        theory.giant_out_fraction(-1)
    with pytest.raises(DomainError, match="FixedOutDegree"):
        theory.bow_tie(Configuration((1, 1), (1, 1)))
    with pytest.raises(DomainError, match="fraction must be > 0 and < 1"):
        theory.giant_out_fraction.inverse(1.0)
