"""The measurements themselves, on cases whose answer is known."""

import math

import numpy as np
import pytest

from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm._quadrature import time_grid

MAPS = ("direct", "exponential", "softplus", "best")
RNG = np.random.default_rng(11)


def test_quadrature_knows_elementary_integrals() -> None:
    t, dt = time_grid()
    for m in (1e-6, 0.02, 1.0, 50.0):
        assert dt @ np.exp(-m * t) == pytest.approx(1 / m, rel=1e-13)
        assert dt @ (t * np.exp(-m * t)) ** 2 == pytest.approx(2 / (2 * m) ** 3, rel=1e-12)
    assert dt @ (1 + t) ** -2.2 == pytest.approx(1 / 1.2, rel=1e-13)


@pytest.mark.parametrize("name", MAPS)
def test_weights_give_back_their_rates(name: str) -> None:
    rates = np.array([1e-3, 0.2, 1.0, 1.9])
    weights = simulate.weights_of(rates, name)
    assert simulate.rates_of(weights, name) == pytest.approx(rates, rel=1e-12)


def test_recurrence_is_the_convolution_with_the_kernel_integrated_over_each_sample() -> None:
    c, m, dt, steps = (0.7, -0.2), (1.5, 0.05), 0.1, 20_000
    x = RNG.standard_normal(steps)
    edges = dt * np.arange(steps + 1)
    step_response = sum(a * -np.expm1(-b * edges) / b for a, b in zip(c, m, strict=True))
    y = simulate.response(c, m, x, dt)
    for k in (0, 1, 500, steps - 1):
        direct = float(np.diff(step_response)[: k + 1] @ x[k::-1][: k + 1])
        assert y[k] == pytest.approx(direct, abs=1e-12)


def test_held_input_settles_at_the_integral_of_the_kernel() -> None:
    settled = simulate.response((0.5, 0.1), (0.5, 0.1), np.ones(5000), 0.1)[-1]
    assert settled == pytest.approx(0.5 / 0.5 + 0.1 / 0.1, rel=1e-12)


def test_error_of_a_silent_model_is_the_power_of_the_target() -> None:
    powers = [
        simulate.error_power((0.0,), (1.0,), 2.0, 1.0, rng=np.random.default_rng(k))
        for k in range(200)
    ]
    assert np.mean(powers) == pytest.approx(1 / 3, abs=5 * np.std(powers) / math.sqrt(200))


def test_search_finds_the_modulus_of_the_exponential_map() -> None:
    found = simulate.modulus_by_search(0.4, "exponential", rng=RNG)
    assert found == pytest.approx(math.expm1(0.4), rel=1e-12)


def test_a_direct_mode_that_stops_decaying_changes_the_kernel_without_limit() -> None:
    for shift, change in [(0.1, math.inf), (0.2, math.inf), (0.05, 10.0)]:
        found = simulate.kernel_change((1.0,), (0.1,), (shift,), "direct", rng=RNG)
        assert found == pytest.approx(change, rel=1e-9)
    assert simulate.inverse_worst_change((1.0,), (0.1,), 0.1, "direct", rng=RNG) == 0.0


def test_best_kernel_with_a_generous_budget_beats_one_with_a_small_one() -> None:
    errors = [simulate.best_kernel_error(1.0, c, 0.1, rng=RNG) for c in (0.5, 1.0, 4.0)]
    assert errors[0] == pytest.approx(0.5, rel=1e-3)  # the beginning is missed by 1 - C
    assert errors[0] > errors[1] > errors[2] > 0.005


def test_best_kernel_needs_slow_modes() -> None:
    errors = [simulate.best_kernel_error(1.0, 1.1, floor, rng=RNG) for floor in (0.4, 0.1, 0.02)]
    assert errors[0] > 4 * errors[1] > 16 * errors[2] > 0


@pytest.mark.parametrize("name", MAPS)
def test_slopes_by_complex_steps_are_difference_quotients(name: str) -> None:
    c, m, h = (0.5, 0.3), np.array([0.9, 0.1]), 1e-6
    slopes = simulate.loss_slopes(c, tuple(m), name, 1.3, 0.7, rng=RNG)
    t, dt = time_grid()
    target = (1 + 0.7 * t) ** -1.3

    def loss(c: np.ndarray, w: np.ndarray) -> float:
        kernel = np.exp(-np.multiply.outer(t, simulate.rates_of(w, name))) @ c
        return float(dt @ (kernel - target) ** 2)

    w = simulate.weights_of(m, name)
    for i, unit in enumerate(np.eye(2)):
        by_c = (loss(c + h * unit, w) - loss(c - h * unit, w)) / (2 * h)
        by_w = (loss(np.array(c), w + h * unit) - loss(np.array(c), w - h * unit)) / (2 * h)
        assert slopes[:, i] == pytest.approx([by_c, by_w], rel=1e-6)


def test_training_descends_and_starts_where_it_should() -> None:
    run = simulate.train("best", 5e-3, steps=300)
    assert run.losses[0] == pytest.approx(1.51104298142538, rel=1e-7)
    assert np.all(np.diff(run.losses) < 0)
    assert run.alive
    assert len(run.losses) == 301


def test_training_of_direct_weights_ends_when_a_mode_stops_decaying() -> None:
    run = simulate.train("direct", 1e-4)
    assert not run.alive
    assert len(run.losses) == 6
    assert run.rates.min() <= 0
    assert simulate.final_loss("direct", 1e-4, rng=RNG) == math.inf


def test_frozen_coefficients_stay() -> None:
    run = simulate.train("exponential", 1e-3, steps=5, train_coefficients=False)
    assert run.coefficients.tolist() == [1 / 16] * 16


def test_largest_learning_rate_of_one_exponential_mode_is_elementary() -> None:
    # curvature c^2 / (2 m): 2 over it
    found = simulate.learning_rate_limit((0.8,), (0.1,), "exponential", rng=RNG)
    assert found == pytest.approx(4 * 0.1 / 0.64, rel=5e-3)
