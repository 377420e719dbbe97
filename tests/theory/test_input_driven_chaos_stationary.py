"""Stationary mean field at any time step, against closed forms of its two limits and shooting."""

import math

import mpmath
import numpy as np
import pytest

from netbounds.activations import ERF, RELU, TANH
from netbounds.domains import DomainError
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos.stationary import stationary_mean_field
from netbounds.theory.input_driven_chaos.stationary_exponent import (
    fluctuation_variance,
    stationary_lyapunov_exponent,
)


def exponent(gain, dt, activation, noise=0.0):
    return stationary_lyapunov_exponent(gain, dt=dt, noise=noise, activation=activation)


@pytest.mark.parametrize(
    ("gain", "noise", "activation", "variance", "rate"),
    [
        (2.0, 0.0, ERF, 2.28760687024258, 0.167518575310572),
        (2.0, 0.5, ERF, 2.96203760101451, 0.109977369596678),
        (2.0, 0.0, TANH, 2.12147356820318, 0.154724229831372),
        (2.0, 0.5, TANH, 2.81567249075337, 0.0919846126612199),
        (1.5, 0.0, TANH, 0.793354042606778, 0.0652172119128691),
        (1.5, 0.3, TANH, 1.29258569333659, -0.028644966968456),
    ],
)
def test_whole_steps_are_the_discrete_time_network(gain, noise, activation, variance, rate):
    assert fluctuation_variance(gain, dt=1.0, noise=noise, activation=activation) == pytest.approx(
        variance, rel=1e-11
    )
    assert exponent(gain, 1.0, activation, noise) == pytest.approx(rate, rel=1e-10)


@pytest.mark.parametrize(
    ("dt", "rate", "variance"),
    [
        (0.4, 0.118627, 2.063738),
        (0.2, 0.120826, 2.064017),
        (0.1, 0.121949, 2.064066),
        (0.05, 0.122519, 2.064077),
    ],
)
def test_time_step_of_the_erf_network(dt, rate, variance):
    assert exponent(2.0, dt, ERF) == pytest.approx(rate, abs=6e-7)
    assert fluctuation_variance(2.0, dt=dt, noise=0.0, activation=ERF) == pytest.approx(
        variance, abs=6e-7
    )


@pytest.mark.parametrize(("dt", "noise"), [(0.4, 0.0), (0.25, 0.5), (0.7, 0.2)])
def test_iteration_equals_shooting(dt, noise):
    with mpmath.workdps(30):
        path = fluctuation_variance.reference(2.0, dt=dt, noise=noise, activation=ERF)
        rate = stationary_lyapunov_exponent.reference(2.0, dt=dt, noise=noise, activation=ERF)
    found = fluctuation_variance(2.0, dt=dt, noise=noise, activation=ERF)
    assert found == pytest.approx(float(path), rel=1e-10)
    assert exponent(2.0, dt, ERF, noise) == pytest.approx(float(rate), rel=1e-8)


def continuous_variance(gain):
    """c0 of the tanh network as dt -> 0: g^2 Var[ln cosh(sqrt(c0) z)] = c0^2 / 2."""
    from scipy.optimize import brentq

    def log_cosh(x):
        return np.logaddexp(x, -x) - math.log(2)

    def surplus(c):
        first = gaussian.expectation(log_cosh, c)
        second = gaussian.expectation(lambda x: log_cosh(x) ** 2, c)
        return gain**2 * (second - first**2) - c * c / 2

    return brentq(surplus, 0.1, 40, xtol=1e-13)


@pytest.mark.parametrize(
    ("gain", "variance", "rate", "allowed"),
    [
        (1.5, 0.7476863805533981, 0.046747, 2e-6),
        (2.0, 1.924805413737058, 0.112459, 2e-6),
        (2.5, None, 0.17614, 6e-6),
        (3.0, 5.446326083042464, 0.23546, 1e-5),
        (4.0, 10.46747321410889, 0.34147, 2e-5),
    ],
)
def test_small_steps_extrapolate_to_the_differential_equation(gain, variance, rate, allowed):
    fine, coarse = (
        stationary_mean_field(gain, dt=dt, activation=TANH).variance for dt in (0.05, 0.1)
    )
    wanted = continuous_variance(gain)
    if variance is not None:
        assert wanted == pytest.approx(variance, rel=1e-9)
    # the variance converges like dt^2; dt^4 is left
    assert (4 * fine - coarse) / 3 == pytest.approx(wanted, rel=2e-6)
    # the exponent converges like dt: three steps leave dt^3
    a, b, c = (exponent(gain, dt, TANH) for dt in (0.1, 0.05, 0.025))
    assert (a - 6 * b + 8 * c) / 3 == pytest.approx(rate, abs=allowed)


@pytest.mark.parametrize(
    ("gain", "dt", "rate", "digit"),
    [
        (2.0, 0.1, 0.1114995, 1e-7),
        (2.5, 0.1, 0.173808, 5e-7),
        (2.5, 0.05, 0.174966, 5e-7),
        (3.0, 0.1, 0.231313, 5e-7),
        (3.0, 0.05, 0.233364, 5e-7),
        (4.0, 0.1, 0.33283, 5e-6),
        (4.0, 0.05, 0.33708, 5e-6),
    ],
)
def test_exponents_of_the_tanh_network(gain, dt, rate, digit):
    assert exponent(gain, dt, TANH) == pytest.approx(rate, abs=digit)


def test_noise_suppresses_chaos():
    assert exponent(2.0, 0.1, ERF, 0.5) == pytest.approx(0.0630, abs=6e-5)
    assert exponent(1.5, 0.1, ERF, 0.5) == pytest.approx(-0.0291, abs=6e-5)


def test_on_the_white_noise_edge_of_chaos_the_exponent_vanishes_with_the_step():
    # c0 = 1 on the curve g^2 = c0/E[phi^2], D^2 = c0^2 - 2 g^2 int E[phi phi'] (erf)
    gain, intensity = 1.5458380930, 0.1939983280
    assert gain**2 * float(gaussian.square(ERF, 1.0)) == pytest.approx(1, rel=1e-9)
    a, b, c = (exponent(gain, dt, ERF, 2 * intensity) for dt in (0.1, 0.05, 0.025))
    assert abs(a - 6 * b + 8 * c) / 3 < 1e-5
    assert a < -0.002


@pytest.mark.parametrize(("dt", "gain"), [(0.1, 0.5), (1.0, 0.8), (0.3, 1.0)])
def test_without_noise_a_gain_up_to_one_leaves_silence(dt, gain):
    assert fluctuation_variance(gain, dt=dt, noise=0.0, activation=TANH) == 0
    wanted = math.log(1 - dt + dt * gain) / dt
    # a finite range of lags misses the edge of the continuous spectrum by its inverse square
    assert exponent(gain, dt, TANH) == pytest.approx(wanted, abs=1e-3)


def test_the_record_says_how_well_it_converged():
    field = stationary_mean_field(2.0, dt=0.2, activation=ERF)
    assert field.residual < 1e-11
    assert 0 < field.iterations < 200
    assert field.lags[1] == 0.2
    assert field.autocovariance[0] == field.variance
    assert abs(field.autocovariance[-1]) < 1e-5


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"gain": -1.0}, "gain must be > 0"),
        ({"dt": 0.0}, "dt must be > 0 and <= 1"),
        ({"dt": 1.5}, "dt must be > 0 and <= 1"),
        ({"noise": -0.1}, "noise must be >= 0"),
        ({"activation": RELU}, "activation must be odd, got"),
    ],
)
def test_bad_input_is_refused(change, rule):
    with pytest.raises(DomainError, match=rule):
        stationary_mean_field(**{"gain": 2.0, "dt": 0.5, "activation": ERF, **change})


def test_next_to_the_edge_of_chaos_a_short_grid_is_refused():
    with pytest.raises(DomainError, match="duration must be long enough"):
        stationary_mean_field(1.0 + 1e-6, dt=0.1, activation=ERF)


def test_next_to_the_edge_of_chaos_the_exponent_is_quadratic_in_the_gain():
    # published coefficient 1/2 as g -> 1; the sheet's values at g = 1.1 are 0.371 and 0.394
    for activation, wanted in ((TANH, 0.371), (ERF, 0.394)):
        rate = stationary_lyapunov_exponent(
            1.1, dt=0.1, noise=0.0, activation=activation, duration=400.0
        )
        assert rate / 0.01 == pytest.approx(wanted, abs=1.5e-3)
