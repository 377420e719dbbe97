"""Trials of driven networks: what they measure, and what they refuse."""

import numpy as np
import pytest

from netbounds.activations import TANH
from netbounds.domains import DomainError
from netbounds.simulate.input_driven_chaos import (
    balanced_run,
    chaos_sign,
    exponent_and_autocovariance,
    silenced_sample,
    undriven_sample,
)
from netbounds.simulate.input_driven_chaos.driven_samples import Correlations


def test_correlations_are_mean_products_over_the_same_steps():
    rng = np.random.default_rng(1)
    path = rng.standard_normal((30, 5))
    seen, lags = Correlations((0, 2, 5)), (0, 2, 5)
    for step, h in enumerate(path):
        seen(step, h)
    wanted = [np.mean([path[t] * path[t - lag] for t in range(5, 30)]) for lag in lags]
    np.testing.assert_allclose(seen.means, wanted, rtol=1e-12)


def test_a_silent_network_decays_at_its_own_rate():
    # gain 0.01: the tangent shrinks by 1 - dt a step up to dt * gain
    found = exponent_and_autocovariance(
        0.01, 1.0, 0.1, (0, 10), 50, 400.0, TANH, np.random.default_rng(1)
    )
    assert found[0] == pytest.approx(np.log(0.9) / 0.1, abs=0.03)
    # white noise 2D through 1 - dt: variance 2D dt / (1 - (1 - dt)^2), correlation 0.9^10
    variance = 0.1 / (1 - 0.81)
    assert found[1] == pytest.approx(variance, rel=0.05)
    assert found[2] == pytest.approx(variance * 0.9**10, rel=0.1)


def test_all_neurons_of_a_network_without_recurrent_variance_do_the_same():
    _, mean, variance, rate, active = undriven_sample(0.0, 100, 0.1, 20.0, np.random.default_rng(1))
    # h = sqrt(n) (1 - h): h = 10/11, no spread
    assert mean == pytest.approx(10 / 11, rel=1e-4)
    assert variance == pytest.approx(0, abs=1e-4)
    assert (rate, active) == (pytest.approx(10 / 11, rel=1e-4), 1.0)


def test_too_large_an_euler_step_is_refused_with_the_largest_allowed():
    with pytest.raises(DomainError, match=r"dt must be <= 0\.1\d*, since .* got 0\.2"):
        undriven_sample(2.0, 1000, 0.2, 20.0, np.random.default_rng(1))


def test_a_slow_input_is_watched_for_a_whole_period_before_the_step_is_accepted():
    # all neurons wake up together when the input turns positive, once in 50 tau
    with pytest.raises(DomainError, match=r"dt must be <= 0\.071\d*, since .* got 0\.1"):
        silenced_sample(2.0, 400, 30.0, 0.02, 0.1, np.random.default_rng(1))


def test_silent_differences_decay_at_the_rate_of_the_euler_map():
    _, rate, share = silenced_sample(2.0, 100, 20.0, 0.02, 0.05, np.random.default_rng(1))
    assert rate == pytest.approx(np.log(0.95) / 0.05, abs=1e-4)
    # total input is negative for arccos(1/2)/pi of the cycle
    assert share == pytest.approx(1 / 3, abs=0.01)


def test_a_run_lasts_whole_periods_and_counts_active_neurons_at_every_step():
    run = balanced_run(
        100, 2.0, amplitude=20.0, frequency=0.05, phases="common", dt=0.05, time=21.0,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    assert run.active.size == 2 * 20 / 0.05
    assert (run.active.min(), run.active.max()) == (0.0, 1.0)


def test_strong_slow_input_ends_chaos_in_one_network():
    assert chaos_sign(2.0, 300, 10.0, 0.05, 0.1, 60.0, np.random.default_rng(1)) == -1
