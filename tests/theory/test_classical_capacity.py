"""Special values and identities of the classical capacities."""

import itertools
import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from netbounds.theory import classical_capacity as theory

TWELVE = dict(rel=1e-12, abs=0)


@pytest.mark.parametrize(("patterns", "weights", "count"), [(6, 3, 32), (10, 4, 260), (0, 5, 1)])
def test_dichotomies_are_covers(patterns: int, weights: int, count: int) -> None:
    assert theory.count_dichotomies(patterns, weights) == count


@pytest.mark.parametrize(
    ("patterns", "weights", "signed", "probability"),
    [
        (100, 40, 0, 0.0219376467935076),
        (180, 100, 0, 0.932637825342),
        (220, 100, 0, 0.088203937205),
        (8, 10, 10, 0.68547),
        (13, 10, 10, 0.26173),
        (11, 8, 3, 0.70947),
        (19, 12, 5, 0.5),
    ],
)
def test_separability_has_the_known_values(
    patterns: int, weights: int, signed: int, probability: float
) -> None:
    digits = len(str(probability)) - 2
    assert round(theory.probability_separable(patterns, weights, signed), digits) == probability


@pytest.mark.parametrize("weights", [1, 7, 100, 4321])
def test_half_of_all_label_sets_are_separable_at_two_patterns_per_free_weight(weights: int) -> None:
    assert theory.probability_separable(2 * weights, weights) == 0.5
    assert theory.probability_separable(weights, weights, weights) == 0.5
    assert theory.probability_separable(2 * weights - weights // 3, weights, weights // 3) == 0.5


def test_a_new_point_adds_the_dichotomies_of_one_dimension_less() -> None:
    for patterns, weights in itertools.product((1, 2, 9, 300), (2, 5, 80)):
        counts = theory.count_dichotomies
        assert counts(patterns + 1, weights) == counts(patterns, weights) + counts(
            patterns, weights - 1
        )


def test_separability_is_exact_rational_counting() -> None:
    for patterns, weights, signed in itertools.product((0, 1, 3, 40, 2500), (1, 4, 900), (0, 1)):
        exact = Fraction(str(theory.probability_separable.enclosure(patterns, weights, signed)))
        planes = patterns + signed
        cells = theory.count_dichotomies(planes, weights)
        assert exact == Fraction(cells, 2**planes)
        value = theory.probability_separable(patterns, weights, signed)
        assert value == pytest.approx(float(exact), rel=1e-12, abs=0)


def test_probability_is_one_up_to_as_many_patterns_as_weights() -> None:
    assert theory.probability_separable(0, 3) == theory.probability_separable(3, 3) == 1.0


def test_logarithm_survives_where_the_probability_underflows() -> None:
    assert theory.probability_separable(5000, 100) == 0.0
    exact = math.log2(theory.count_dichotomies(5000, 100)) - 5000
    assert theory.log2_probability_separable(5000, 100) == pytest.approx(exact, **TWELVE)
    almost_one = theory.log2_probability_separable(300, 250)
    with mpmath.workdps(50):
        exact = float(theory.log2_probability_separable.reference(300, 250))
    assert almost_one == pytest.approx(exact, **TWELVE)


@pytest.mark.parametrize("signed", [0, 2, 5])
def test_largest_separable_number_counts_coins_until_the_last_head(signed: int) -> None:
    largest = theory.largest_separable_distribution(5, signed)
    m = np.arange(0, 400)
    assert largest.pmf(m).sum() == pytest.approx(1, rel=1e-13)
    assert largest.mean() == pytest.approx(10 - signed, rel=1e-13)
    assert largest.var() == pytest.approx(10, rel=1e-13)
    for patterns in range(30):
        at_least = largest.sf(patterns - 1)
        assert at_least == pytest.approx(theory.probability_separable(patterns, 5, signed))


def test_poorest_unit_decides_for_the_network() -> None:
    alone = theory.probability_separable(10, 5)
    together = theory.probability_all_units_separable(10, [5, 9, 9])
    assert together == pytest.approx(alone * theory.probability_separable(10, 9) ** 2)
    assert theory.probability_all_units_separable(10, [5, 0]) == 0.0
    assert theory.probability_all_units_separable(0, [0, 0]) == 1.0


@pytest.mark.parametrize(
    ("margin", "capacity"),
    [
        (0.0, 2.0),
        (0.25, 1.364642787247546),
        (0.5, 0.9612050528015418),
        (1.0, 0.519572229604938),
        (5.0, 0.0384615384901528),
        (-0.5, 4.770098882619386),
    ],
)
def test_margin_capacity_is_gardners(margin: float, capacity: float) -> None:
    assert theory.capacity_at_margin(margin) == pytest.approx(capacity, **TWELVE)


@pytest.mark.parametrize("margin", [-36.5, -30.0, -5.0, -1.0001, -0.9999, -1e-9, 1e-9, 3.0, 50.0])
def test_margin_capacity_agrees_with_quadrature_everywhere(margin: float) -> None:
    with mpmath.workdps(30):
        scale = 1 / mpmath.mpf(max(1.0, -margin))
        ends = [k * scale for k in (0, 1, 3, 8, 20, 60, 150)]
        if margin > -1:
            ends = [0, *(max(0.5, margin + k) for k in (-9, -4, 0, 4, 9)), max(margin, 0) + 25]
        kappa = mpmath.mpf(margin)  # the Gaussian's factor at s = 0 stands outside
        integral = mpmath.npdf(kappa) * mpmath.quad(
            lambda s: s**2 * mpmath.exp(kappa * s - s**2 / 2), sorted(set(ends))
        )
        assert theory.capacity_at_margin(margin) == pytest.approx(float(1 / integral), **TWELVE)


@pytest.mark.parametrize(
    ("load", "margin"),
    [(1.0, 0.4706553526183246), (0.5, 1.034314061368961), (0.1, 3.000033901336942)],
)
def test_margin_at_a_load_is_the_known_one(load: float, margin: float) -> None:
    assert theory.margin_at_load(load) == pytest.approx(margin, **TWELVE)


@pytest.mark.parametrize("load", [1e-6, 0.3, 1.7, 1.999999, 2 - 4.5e-16])
def test_margin_and_capacity_are_inverse_up_to_both_ends(load: float) -> None:
    margin = theory.margin_at_load(load)
    with mpmath.workdps(50):
        assert margin == pytest.approx(float(theory.margin_at_load.reference(load)), rel=1e-12)
    assert theory.margin_at_load.inverse(margin) == pytest.approx(load, rel=1e-12)


@pytest.mark.parametrize(
    ("fraction", "margin", "capacity"),
    [
        (0.5, 0.0, 2.0),
        (0.3, 0.0, 2.236109425280548),
        (0.2, 0.0, 2.6675945914821),
        (0.1, 0.0, 3.912901853876376),
        (0.01, 0.0, 19.19728581774239),
        (1e-3, 0.0, 118.84937685127),
        (0.2, 0.5, 1.3056935397883),
    ],
)
def test_biased_labels_have_the_known_capacity(
    fraction: float, margin: float, capacity: float
) -> None:
    assert theory.biased_label_capacity(fraction, margin) == pytest.approx(capacity, rel=1e-12)
    mirrored = theory.biased_label_capacity(1 - fraction, margin)
    assert mirrored == pytest.approx(capacity, rel=1e-12)


@pytest.mark.parametrize(
    ("fraction", "threshold"),
    [(0.3, 0.337119881548), (0.2, 0.549155821099), (0.1, 0.861592112416), (0.01, 1.71743685961)],
)
def test_biased_labels_have_the_known_threshold(fraction: float, threshold: float) -> None:
    assert theory.biased_label_threshold(fraction) == pytest.approx(threshold, rel=4e-12)
    assert theory.biased_label_threshold(1 - fraction) == pytest.approx(-threshold, rel=4e-12)
    assert theory.biased_label_threshold.inverse(threshold) == pytest.approx(fraction, rel=1e-10)


def test_threshold_vanishes_smoothly_at_fair_labels() -> None:
    for fraction in (0.5 - 1e-12, 0.5 - 1e-6, 0.497, 0.493):
        with mpmath.workdps(50):
            exact = float(theory.biased_label_threshold.reference(fraction, 0.7))
        assert theory.biased_label_threshold(fraction, 0.7) == pytest.approx(exact, **TWELVE)


def test_biased_capacity_with_fair_labels_is_gardners() -> None:
    for margin in (0.1, 1.0, 20.0):
        expected = theory.capacity_at_margin(margin)
        assert theory.biased_label_capacity(0.5, margin) == pytest.approx(expected, **TWELVE)


@pytest.mark.parametrize(("fraction", "ratio"), [(0.2, 0.859), (1e-3, 0.821), (1e-6, 0.700)])
def test_sparse_asymptote_is_reached_very_slowly(fraction: float, ratio: float) -> None:
    scaled = theory.biased_label_capacity(fraction) * fraction * abs(math.log(fraction))
    assert round(scaled, 3) == ratio
    assert theory.sparse_label_capacity(fraction) * fraction * -math.log(fraction) == pytest.approx(
        0.5
    )


def test_sparse_labels_carry_fewer_bits_down_to_their_limit() -> None:
    bits = [theory.biased_label_information(p) for p in (0.5, 0.1, 1e-3, 1e-9, 1e-100)]
    assert bits == sorted(bits, reverse=True)
    assert bits[-1] > 1 / (2 * math.log(2))
