"""Continuous time and the sum rule: published digits, limits, refusals."""

import math

import numpy as np
import pytest

from netbounds.activations import ERF, RELU, TANH
from netbounds.domains import DomainError
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import (
    autocovariance_potential,
    continuous_variance,
    edge_of_chaos,
    edge_of_chaos_noise,
    edge_of_chaos_variance,
    local_instability_noise,
    lyapunov_sum,
    mean_log_determinant,
    mean_lyapunov_exponent,
    white_noise_edge,
)


@pytest.mark.parametrize(
    ("activation", "gain", "variance"),
    [
        (TANH, 1.5, 0.7476863805533981),
        (TANH, 2.0, 1.924805413737058),
        (TANH, 3.0, 5.446326083042464),
        (TANH, 4.0, 10.46747321410889),
        (ERF, 1.5, 0.8387525278473157),
        (ERF, 2.0, 2.064080018754291),
        (ERF, 4.0, 10.68665457679137),
    ],
)
def test_energy_law_gives_the_known_variances(activation, gain, variance):
    assert continuous_variance(gain, 0.0, activation) == pytest.approx(variance, rel=1e-12)


@pytest.mark.parametrize("activation", [ERF, TANH])
def test_autonomous_motion_starts_and_ends_at_energy_zero(activation):
    variance = continuous_variance(2.0, 0.0, activation)
    assert autocovariance_potential(variance, variance, 2.0, activation) == pytest.approx(0)
    assert autocovariance_potential(0.0, variance, 2.0, activation) == 0
    assert autocovariance_potential(variance / 2, variance, 2.0, activation) < 0


def test_noise_without_weights_gives_an_ornstein_uhlenbeck_process():
    assert continuous_variance(1e-9, 1.4, ERF) == pytest.approx(0.7, rel=1e-12)
    assert continuous_variance(0.8, 0.0, TANH) == 0.0


@pytest.mark.parametrize("activation", [ERF, TANH])
def test_slope_of_the_potential_is_the_force(activation):
    c, v, step = 0.7, 1.3, 1e-5
    high, low = (autocovariance_potential(c + s, v, 1.8, activation) for s in (step, -step))
    force = -c + 1.8**2 * float(gaussian.product(activation, c, v))
    assert (high - low) / (2 * step) == pytest.approx(force, rel=1e-8)


def test_potential_of_tanh_is_smooth_where_series_meets_quadrature():
    below, above = (autocovariance_potential(0.9 * 2 + s, 2.0, 2.0, TANH) for s in (-1e-9, 1e-9))
    assert below == pytest.approx(above, abs=1e-8)


@pytest.mark.parametrize(
    ("variance", "gain", "d"),
    [
        (0.1, 1.0740143540, 0.00393470466),
        (1.0, 1.5458380930, 0.1939983280),
        (5.0, 2.6831600283, 1.6777738507),
    ],
)
def test_white_noise_edge_runs_through_its_known_points(variance, gain, d):
    found = white_noise_edge(variance)
    assert found == pytest.approx((gain, 2 * d), rel=2e-10, abs=2e-11)
    assert edge_of_chaos_noise(found[0]) == pytest.approx(2 * d, rel=1e-8)
    assert edge_of_chaos_noise.inverse(found[1]) == pytest.approx(gain, rel=1e-9)
    assert edge_of_chaos_noise.inverse(0.0) == 1.0


@pytest.mark.parametrize("activation", [ERF, TANH])
@pytest.mark.parametrize("gain", [1.1, 2.0, 4.0])
def test_networks_are_expansive_before_they_are_chaotic(activation, gain):
    edge = edge_of_chaos(gain, activation, time="continuous")
    assert edge.noise == edge_of_chaos_noise(gain, activation)
    assert edge.noise < edge.expansive_noise == local_instability_noise(gain, activation)
    # neurons with that noise do have the variance at which slopes and gain balance
    v = continuous_variance(gain, edge.expansive_noise, activation)
    assert gain**2 * float(gaussian.square_slope(activation, v)) == pytest.approx(1, rel=1e-9)
    v = continuous_variance(gain, edge.noise, activation)
    assert v == pytest.approx(edge.state_variance, rel=1e-9)


def test_in_discrete_time_the_edge_of_erf_is_the_closed_form():
    edge = edge_of_chaos(1.7)
    assert edge.noise == pytest.approx(edge_of_chaos_variance(1.7), rel=1e-12)
    assert edge.noise == edge.expansive_noise
    shown = f"{edge_of_chaos_variance(1.7):.6g}"
    assert str(edge) == f"gain 1.7: chaos below noise {shown}, local expansion below {shown}"


def test_mean_log_determinant_is_that_of_small_gaussian_matrices_and_of_large_ones():
    # one standard normal number twice removed: E ln|ad - bc| by sampling
    rng = np.random.default_rng(5)
    matrices = rng.standard_normal((200_000, 2, 2)) * 1.3 / math.sqrt(2)
    logs = np.linalg.slogdet(matrices)[1] / 2
    error = logs.std() / math.sqrt(len(logs))
    assert abs(mean_log_determinant(2, 1.3) - logs.mean()) < 5 * error
    assert mean_log_determinant(10**6, 2.0) == pytest.approx(math.log(2) - 0.5, abs=1e-5)


def test_mean_exponent_of_a_linear_regime_is_the_determinant():
    assert mean_lyapunov_exponent(20, 0.9, 0.0) == mean_log_determinant(20, 0.9)


def test_mean_exponent_fits_a_sample_of_150_neurons():
    # two networks measured elsewhere: -2.135 and -2.146 with their own determinants
    assert mean_lyapunov_exponent(150, 2.0, 0.5) == pytest.approx(-2.14, abs=0.01)


def test_sum_of_exponents_along_states_is_a_mean_log_determinant():
    rng = np.random.default_rng(3)
    w, path = rng.standard_normal((5, 5)), rng.standard_normal((40, 5))
    for dt in (1.0, 0.3):
        jacobians = [(1 - dt) * np.eye(5) + dt * w @ np.diag(1 - np.tanh(h) ** 2) for h in path]
        exact = np.mean([math.log(abs(np.linalg.det(m))) for m in jacobians]) / dt
        assert lyapunov_sum(w, path, TANH, dt=dt) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: continuous_variance(-1.0, 0.1), "gain must be >= 0"),
        (lambda: continuous_variance(1.0, -0.1), "noise must be >= 0"),
        (lambda: continuous_variance(1.0, 0.1, RELU), "activation must be an odd sigmoid"),
        (lambda: edge_of_chaos_noise(1.0), "gain must be > 1"),
        (lambda: edge_of_chaos_noise.inverse(-1.0), "noise must be >= 0"),
        (lambda: edge_of_chaos(0.9), "gain must be > 1"),
        (lambda: edge_of_chaos(2.0, RELU), "activation must be an odd sigmoid"),
        (lambda: edge_of_chaos(2.0, time="quantum"), "time must be one of"),
        (lambda: white_noise_edge(0.0), "state_variance must be > 0"),
        (lambda: local_instability_noise(0.5), "gain must be > 1"),
        (lambda: autocovariance_potential(2.0, 1.0, 2.0), "covariance must be <= state_variance"),
        (lambda: mean_log_determinant(1, 1.0), "neurons must be >= 2"),
        (lambda: mean_log_determinant(5, 0.0), "gain must be > 0"),
        (lambda: lyapunov_sum(np.ones((2, 3)), np.ones((4, 3))), "be a square matrix"),
        (lambda: lyapunov_sum(np.eye(3), np.ones((4, 2))), r"shape \(steps, 3\)"),
        (lambda: lyapunov_sum(np.eye(2), np.ones((4, 2)), dt=1.5), r"dt must be in \(0, 1\]"),
    ],
)
def test_nonsense_is_refused(ask, message):
    with pytest.raises(DomainError, match=message):
        ask()
