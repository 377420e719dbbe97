"""Dilution, counting bounds, attractor networks, design and currency: special values."""

import math
from typing import Any

import mpmath
import pytest

from netbounds.domains import DomainError
from netbounds.law import Kind, Law
from netbounds.theory import classical_capacity as theory

TWELVE = dict(rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("fraction", "capacity"),
    [
        (1.0, 2.0),
        (0.5, 3.714696329022962),
        (0.2, 6.498203240770888),
        (0.1, 8.785721285575689),
    ],
)
def test_chosen_dilution_has_the_known_capacity(fraction: float, capacity: float) -> None:
    assert theory.optimal_dilution_capacity(fraction) == pytest.approx(capacity, **TWELVE)


def test_cones_give_covers_and_the_sign_constrained_capacity() -> None:
    assert theory.cone_capacity(theory.sign_cone_dimension(40, 0)) == 80
    assert theory.cone_capacity(theory.sign_cone_dimension(40, 15)) == 2 * 40 - 15
    assert theory.cone_capacity(20.0, 1.0) == pytest.approx(
        40 * theory.sign_constrained_capacity(1.0, 1.0)
    )


@pytest.mark.parametrize(("error", "patterns"), [(0.01, 1160), (0.05, 2010), (0.1, 3276)])
def test_first_moment_bound_has_the_known_values(error: float, patterns: int) -> None:
    assert theory.first_moment_load_bound(400, error) == patterns / 400


def test_first_moment_bound_without_errors_is_covers_law() -> None:
    for weights in (3, 50, 1000):
        assert theory.first_moment_load_bound(weights, 0.0, probability=0.5) == 2.0


def test_first_moment_bound_tends_to_its_limit_from_below() -> None:
    limit = theory.error_tolerant_load_bound(0.05)
    finite = [theory.first_moment_load_bound(n, 0.05) for n in (20, 100, 1000)]
    assert finite == sorted(finite)
    assert finite[-1] < limit < finite[-1] * 1.02


@pytest.mark.parametrize(
    ("degree", "error", "load"),
    [
        (1, 0.0, 6.036378252),
        (1, 0.01, 6.739984923),
        (19, 0.0, 11.17250309),
        (19, 0.01, 12.30619063),
    ],
)
def test_dichotomy_bound_has_the_known_values(degree: int, error: float, load: float) -> None:
    assert theory.dichotomy_load_bound(degree, error) == pytest.approx(load, rel=5e-10)


@pytest.mark.parametrize("error", [0.0, 1e-9, 0.01, 0.1, 0.3])
def test_bounds_stand_in_their_order(error: float) -> None:
    at_most = [
        theory.error_tolerant_capacity(error),
        theory.error_tolerant_load_bound(error),
        theory.dichotomy_load_bound(1, error),
        theory.parameter_bits_load_bound(32.0, error),
    ]
    assert at_most == sorted(at_most)
    assert at_most[0] >= 2


def test_replica_symmetry_contradicts_the_rigorous_bound_at_a_third_of_errors() -> None:
    assert theory.error_tolerant_capacity(0.330) < theory.error_tolerant_load_bound(0.330)
    assert theory.error_tolerant_capacity(0.332) > theory.error_tolerant_load_bound(0.332)


def test_hopfield_capacity_is_proven_to_fifteen_digits() -> None:
    ball = theory.hopfield_capacity.enclosure()
    assert float(ball.rad()) < 1e-15
    assert "0.137905566494931738" in ball.str(18, radius=False)
    assert theory.hopfield_capacity() == pytest.approx(0.137905566494931738, rel=1e-15)
    ball = theory.hopfield_critical_overlap.enclosure()
    assert float(ball.rad()) < 1e-12
    assert theory.hopfield_critical_overlap() == pytest.approx(0.9674171156852916, rel=1e-15)


def test_hopfield_overlap_is_right_up_to_the_edge() -> None:
    assert round(theory.hopfield_overlap(0.10), 5) == 0.99800
    assert round(theory.hopfield_overlap(0.13), 5) == 0.98721
    capacity = theory.hopfield_capacity()
    for gap in (3e-5, 1e-5, 9e-6, 1e-9, 1e-13):
        with mpmath.workdps(50):
            exact = float(theory.hopfield_overlap.reference(capacity - gap))
        assert theory.hopfield_overlap(capacity - gap) == pytest.approx(exact, **TWELVE)
    assert theory.hopfield_overlap(capacity * (1 + 1e-12)) == 0.0


def test_hopfield_information_at_capacity() -> None:
    rate = next(r for r in theory.currency_table() if r.rule == "Hopfield attractors")
    assert rate.bits_per_synapse == pytest.approx(0.121346136084, rel=1e-11)


def test_diluted_capacity_is_two_over_pi() -> None:
    assert theory.diluted_capacity() == pytest.approx(0.636619772367581343, rel=1e-15)


def test_diluted_overlap_is_right_up_to_the_transition() -> None:
    assert theory.diluted_overlap(0.2) == pytest.approx(0.9698991177254291, **TWELVE)
    assert theory.diluted_overlap(0.4) == pytest.approx(0.7861181216319815, **TWELVE)
    for gap in (1e-2, 1e-6, 1e-10, 1e-14):
        load = theory.diluted_capacity() - gap
        with mpmath.workdps(50):
            exact = float(theory.diluted_overlap.reference(load))
        assert theory.diluted_overlap(load) == pytest.approx(exact, **TWELVE)
    assert theory.diluted_overlap(0.64) == 0.0


def test_diluted_overlap_vanishes_with_slope_six_over_pi() -> None:
    gap = 1e-7
    squared = theory.diluted_overlap(theory.diluted_capacity() * (1 - gap)) ** 2
    assert squared / gap == pytest.approx(6 / math.pi, rel=1e-6)


def test_diluted_information_is_largest_at_half_of_capacity() -> None:
    rate = next(r for r in theory.currency_table() if r.rule == "diluted Hebbian attractors")
    assert round(rate.bits_per_synapse, 4) == 0.2156
    assert round(rate.patterns_per_synapse, 2) == 0.33


def test_fixed_point_of_the_first_step_is_the_diluted_overlap() -> None:
    overlap = theory.diluted_overlap(0.35)
    assert theory.first_step_overlap(0.35, overlap) == pytest.approx(overlap, **TWELVE)


def test_design_inverts_the_exact_law() -> None:
    for patterns, confidence in ((1, 0.9), (77, 0.5), (400, 0.999)):
        weights = theory.least_weights(patterns, confidence)
        assert theory.probability_separable(patterns, weights) >= confidence
        if weights > 1:
            assert theory.probability_separable(patterns, weights - 1) < confidence
    for weights, signed in ((5, 0), (60, 60), (300, 17)):
        patterns = theory.most_patterns(weights, 0.9, sign_constrained=signed)
        assert theory.probability_separable(patterns, weights, signed) >= 0.9
        assert theory.probability_separable(patterns + 1, weights, signed) < 0.9


def test_dales_law_doubles_the_weights_at_the_median() -> None:
    for patterns in (2, 10, 500):
        assert theory.cost_of_fixed_signs(patterns, 0.5).factor == 2.0


def test_least_in_degree_serves_every_neuron() -> None:
    k = theory.least_in_degree(200, 500, 0.99)
    assert theory.probability_all_units_separable(200, [k] * 500) >= 0.99
    assert theory.probability_all_units_separable(200, [k - 1] * 500) < 0.99


def test_currency_lists_every_rule_with_what_is_known_about_it() -> None:
    rates = {rate.rule: rate for rate in theory.currency_table()}
    assert rates["free signs"].kind is Kind.EXACT
    assert rates["prescribed signs"].bits_per_synapse == 1.0
    assert round(rates["margin 1"].bits_per_synapse, 4) == 0.5196
    assert round(rates["sparse network, one-shot"].bits_per_synapse, 4) == 0.0043
    assert round(rates["sparse network, trained through time"].bits_per_synapse, 2) == 0.75
    assert round(rates["sparse network, trained to 99 %"].bits_per_synapse, 2) == 0.46
    assert theory.bits_per_synapse(100, 100, 0.5 - 1e-9) == pytest.approx(
        2e-18 / math.log(2), rel=1e-6
    )


@pytest.mark.parametrize(
    ("law", "arguments"),
    [
        (theory.count_dichotomies, (10, 0)),
        (theory.count_dichotomies, (-1, 3)),
        (theory.count_dichotomies, (2.5, 3)),
        (theory.probability_separable, (10, 0)),
        (theory.probability_separable, (-1, 5)),
        (theory.probability_separable, (2.5, 5)),
        (theory.probability_separable, (10, 5, 6)),
        (theory.log2_probability_separable, (10, 5, 6)),
        (theory.largest_separable_distribution, (0,)),
        (theory.largest_separable_distribution, (3, 4)),
        (theory.probability_all_units_separable, (5, [])),
        (theory.probability_all_units_separable, (5, [3, -1])),
        (theory.biased_label_capacity, (0.0,)),
        (theory.biased_label_capacity, (1.0,)),
        (theory.biased_label_capacity, (0.3, -0.1)),
        (theory.margin_at_load, (0.0,)),
        (theory.margin_at_load, (2.0,)),
        (theory.capacity_at_margin, (float("nan"),)),
        (theory.capacity_at_margin, (-40.0,)),
        (theory.optimal_dilution_capacity, (0.0,)),
        (theory.optimal_dilution_capacity, (1.1,)),
        (theory.sign_cone_dimension, (3, 4)),
        (theory.first_moment_load_bound, (10, 0.5)),
        (theory.dichotomy_load_bound, (0, 0.1)),
        (theory.hopfield_overlap, (0.0,)),
        (theory.diluted_overlap, (-1.0,)),
        (theory.first_step_overlap, (0.1, 1.5)),
        (theory.least_weights, (10, 1.0)),
        (theory.most_patterns, (10, 0.0)),
        (theory.least_in_degree, (10, 0, 0.5)),
    ],
)
def test_bad_input_never_yields_a_number(law: Any, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(DomainError, match=rf"^{law.__name__}: .* must .*, got "):
        law(*arguments)


def test_inverses_and_bounds_say_what_they_are() -> None:
    laws = [item for item in vars(theory).values() if isinstance(item, Law)]
    assert theory.capacity_at_margin.kind is Kind.MEAN_FIELD
    assert "upper bound" in theory.capacity_at_margin.valid
    assert all(law.error for law in laws if law.kind not in (Kind.EXACT, Kind.UPPER_BOUND))
