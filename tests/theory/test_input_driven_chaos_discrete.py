"""Discrete time: numbers computed independently with adaptive quadrature, limits, refusals."""

import math

import pytest

from netbounds.activations import ERF, RELU, TANH
from netbounds.domains import DomainError
from netbounds.theory.input_driven_chaos import (
    critical_driven_fraction,
    discrete_lyapunov_exponent,
    edge_of_chaos_variance,
    partial_drive_lyapunov_exponent,
    sparse_lyapunov_exponent,
    sparse_stationary_variance,
    stationary_variance,
)

EDGES = {
    1.1: 0.00177211606247526,
    1.5: 0.241258361350559,
    2.0: 2.02231437879477,
    3.0: 17.7328292438852,
}


@pytest.mark.parametrize(("gain", "variance"), EDGES.items())
def test_edge_of_chaos_has_its_known_values_and_an_inverse(gain, variance):
    assert edge_of_chaos_variance(gain) == pytest.approx(variance, rel=1e-12)
    assert edge_of_chaos_variance.inverse(variance) == pytest.approx(gain, rel=1e-12)


@pytest.mark.parametrize("gain", [1.01, 1.3, 2.0, 5.0])
def test_exponent_vanishes_at_the_edge_where_the_variance_has_its_closed_form(gain):
    fed = edge_of_chaos_variance(gain)
    assert stationary_variance(gain, fed) == pytest.approx((gain**4 - 1) / math.pi, rel=1e-12)
    assert abs(discrete_lyapunov_exponent(gain, fed)) < 1e-13


def test_edge_of_chaos_starts_with_the_third_power():
    ratio = edge_of_chaos_variance(1 + 1e-6) / (16 / (3 * math.pi) * 1e-18)
    assert ratio == pytest.approx(1, abs=1e-5)
    assert edge_of_chaos_variance.inverse(0.0) == 1.0


@pytest.mark.parametrize(
    ("activation", "gain", "fed", "variance", "exponent"),
    [
        (ERF, 2.0, 0.0, 2.28760687024258, 0.167518575310572),
        (ERF, 2.0, 0.5, 2.96203760101451, 0.109977369596678),
        (TANH, 2.0, 0.0, 2.12147356820318, 0.154724229831372),
        (TANH, 2.0, 0.5, 2.81567249075337, 0.0919846126612199),
        (TANH, 1.5, 0.0, 0.793354042606778, 0.0652172119128691),
        (TANH, 1.5, 0.3, 1.29258569333659, -0.028644966968456),
    ],
)
def test_variance_and_exponent_have_their_known_values(activation, gain, fed, variance, exponent):
    assert stationary_variance(gain, fed, activation) == pytest.approx(variance, rel=1e-12)
    assert discrete_lyapunov_exponent(gain, fed, activation) == pytest.approx(exponent, abs=1e-11)


def test_undriven_network_is_at_rest_below_gain_one_and_not_above():
    assert stationary_variance(0.9, 0.0) == 0.0
    assert discrete_lyapunov_exponent(0.9, 0.0) == pytest.approx(math.log(0.9))
    # phi^2 = h^2 - (pi/6) h^4 + ..., so v = 2 (g^2 - 1) / pi near the transition
    assert stationary_variance(1 + 1e-6, 0.0) == pytest.approx(4e-6 / math.pi, rel=1e-4)


@pytest.mark.parametrize(
    ("gain", "fed", "fraction", "exponent"),
    [
        (2.0, 2500.0, 0.3, -0.0556429),
        (2.0, 2500.0, 0.1, 0.0961557),
        (2.0, 0.5, 1.0, 0.1099774),
        (2.0, 50.0, 0.3, -0.0044891),
    ],
)
def test_partial_drive_has_its_known_exponents(gain, fed, fraction, exponent):
    found = partial_drive_lyapunov_exponent(gain, fed, fraction)
    assert found == pytest.approx(exponent, abs=6e-8)


@pytest.mark.parametrize("activation", [ERF, TANH])
def test_partial_drive_ends_at_no_drive_and_full_drive(activation):
    for fraction, fed in ((1.0, 0.7), (0.0, 0.0)):
        found = partial_drive_lyapunov_exponent(1.8, 0.7, fraction, activation)
        limit = discrete_lyapunov_exponent(1.8, fed, activation)
        assert found == pytest.approx(limit, abs=1e-12)


@pytest.mark.parametrize(
    ("gain", "fraction"),
    [(1.2, 0.0093144522), (1.5, 0.0741779478), (2.0, 0.2215417520), (3.0, 0.4408365151)],
)
def test_critical_fraction_has_its_known_values_and_an_inverse(gain, fraction):
    assert critical_driven_fraction(gain) == pytest.approx(fraction, abs=1.01e-10)
    exact = critical_driven_fraction(gain)
    assert critical_driven_fraction.inverse(exact) == pytest.approx(gain, rel=1e-9)


@pytest.mark.parametrize("activation", [ERF, TANH])
def test_at_the_critical_fraction_even_a_huge_input_leaves_exponent_zero(activation):
    fraction = critical_driven_fraction(2.0, activation)
    huge = [partial_drive_lyapunov_exponent(2.0, s, fraction, activation) for s in (1e6, 1e8)]
    # driven neurons are unsaturated with probability 1/sigma
    assert 0 < abs(huge[1]) < 0.11 * abs(huge[0]) < 1e-3
    assert critical_driven_fraction.inverse(0.0) == 1.0
    assert critical_driven_fraction.inverse(1.0) == math.inf


@pytest.mark.parametrize(
    ("arguments", "exponent"),
    [
        ((2.0, 5, 0.2), 0.13606),
        ((2.0, 10, 0.2), 0.13138),
        ((2.0, 5, 0.2, TANH, "gaussian"), 0.1408),
        ((2.2, 7, 0.4, TANH, "gaussian"), 0.1585),
        ((2.0, 5, 0.2, TANH, "signs", "poisson"), 0.12923),
    ],
)
def test_sparse_exponent_has_its_known_values(arguments, exponent):
    digits = 5e-5 if exponent == round(exponent, 4) else 5e-6
    assert sparse_lyapunov_exponent(*arguments) == pytest.approx(exponent, abs=1.01 * digits)


@pytest.mark.parametrize("activation", [ERF, TANH])
@pytest.mark.parametrize("weights", ["signs", "gaussian"])
@pytest.mark.parametrize("degrees", ["fixed", "poisson"])
def test_sparse_network_becomes_dense_like_one_over_k(activation, weights, degrees):
    kind = (0.2, activation, weights, degrees)
    limit = discrete_lyapunov_exponent(2.0, 0.2, activation)
    first, second = (sparse_lyapunov_exponent(2.0, k, *kind) - limit for k in (10**4, 10**5))
    assert first == pytest.approx(10 * second, rel=1e-3)


def test_sparse_variance_has_its_known_value_and_rests_below_gain_one():
    assert sparse_stationary_variance(2.0, 5, 0.2) == pytest.approx(2.4594, abs=5e-5)
    assert sparse_stationary_variance(0.8, 5, 0.0) == 0.0
    assert sparse_lyapunov_exponent(0.8, 5, 0.0) == pytest.approx(math.log(0.8))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: stationary_variance(-1.0, 0.5), "gain must be >= 0"),
        (lambda: stationary_variance(1.0, -0.5), "input_variance must be >= 0"),
        (lambda: stationary_variance(1.0, 0.5, RELU), "activation must be an odd sigmoid"),
        (lambda: discrete_lyapunov_exponent(0.0, 0.5), "gain must be > 0"),
        (lambda: edge_of_chaos_variance(1.0), "gain must be > 1"),
        (lambda: edge_of_chaos_variance.inverse(-1.0), "input_variance must be >= 0"),
        (lambda: partial_drive_lyapunov_exponent(2.0, 1.0, 1.2),
         "driven_fraction must be >= 0 and <= 1"),
        (lambda: partial_drive_lyapunov_exponent(2.0, 1.0, -0.2),
         "driven_fraction must be >= 0 and <= 1"),
        (lambda: partial_drive_lyapunov_exponent(0.0, 1.0, 0.5), "gain must be > 0"),
        (lambda: critical_driven_fraction(0.9), "gain must be > 1"),
        (lambda: critical_driven_fraction(2.0, RELU), "activation must be an odd sigmoid"),
        (lambda: critical_driven_fraction.inverse(1.5), "driven_fraction must be >= 0 and <= 1"),
        (lambda: sparse_lyapunov_exponent(2.0, 0, 0.5), "in_degree must be >= 1"),
        (lambda: sparse_lyapunov_exponent(0.0, 5, 0.5), "gain must be > 0"),
        (lambda: sparse_lyapunov_exponent(2.0, 1, 0.1, TANH, "gaussian", "poisson"),
         "in_degree must be large enough for a first correction"),
        (lambda: sparse_lyapunov_exponent(2.0, 5, 0.5, TANH, "uniform"), "weights must be one of"),
    ],
)  # fmt: skip
def test_nonsense_is_refused(ask, message):
    with pytest.raises(DomainError, match=message):
        ask()
