"""Gradients, noise, the closed loop and the CfC cell."""

import math

import numpy as np
import pytest
from scipy.special import ndtr

from netbounds.domains import DomainError
from netbounds.theory import low_rank_sparse_control as theory

TWELVE = dict(rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("kind", "fraction", "sparsity", "variance"),
    [
        ("orthogonal", 0.5, 0.5, 4 / 3),
        ("glorot", 0.25, 0.5, 1.4523),
        ("orthogonal", 1.0, 0.5, 2.0),
        ("glorot", 1.0, 0.6, 5 / 3),
    ],
)
def test_noise_builds_up_to_the_known_variances(kind, fraction, sparsity, variance) -> None:
    radius = theory.recurrent_radius(fraction, sparsity, kind)
    assert theory.stationary_variance(radius) == pytest.approx(variance, abs=5e-5)
    total = math.fsum(theory.gradient_decay(radius, k) for k in range(2000))
    assert theory.stationary_variance(radius) == pytest.approx(total, **TWELVE)
    assert theory.stationary_variance.inverse(variance) == pytest.approx(radius, abs=1e-4)


def test_a_rotation_in_the_plane_has_the_resolvent_of_the_sum() -> None:
    """W = rho times an orthogonal matrix has every power of norm rho^k: the case without chance."""
    rho, n = 0.6, 8
    rotation = np.linalg.qr(np.random.default_rng(4).normal(size=(n, n)))[0] * rho
    gains = [
        np.linalg.norm(np.linalg.inv(np.exp(1j * a) * np.eye(n) - rotation), "fro") ** 2 / n
        for a in 2 * np.pi * np.arange(400) / 400
    ]
    assert np.mean(gains) == pytest.approx(theory.resolvent_gain(1.0, rho), rel=1e-9)


def test_resolvent_gains_are_the_known_ones() -> None:
    radius = theory.recurrent_radius(0.25, 0.5, "glorot")
    assert round(theory.resolvent_gain(0.8, radius), 3) == 3.044
    assert theory.resolvent_gain(1.0, 0.5) == pytest.approx(theory.stationary_variance(0.5))


def test_the_horizon_is_when_the_gradient_is_gone() -> None:
    steps = theory.memory_horizon(0.8, 1e-3)
    assert 0.8**steps == pytest.approx(1e-3, **TWELVE)
    assert theory.memory_horizon.inverse(steps, tolerance=1e-3) == pytest.approx(0.8, **TWELVE)


@pytest.mark.parametrize(("plant", "strength"), [(0.9, 0.8), (0.0, 1.0), (0.5, 0.4), (0.9, 0.05)])
def test_without_recurrence_stability_is_the_area_of_a_triangle(plant, strength) -> None:
    """z^2 - A z - g has its roots inside the circle where -1 < g < 1 - A."""
    area = ndtr((1 - plant) / strength) - ndtr(-1 / strength)
    law = theory.loop_stability_probability(plant, strength, 1e-9)
    assert law == pytest.approx(area, abs=2e-4)


@pytest.mark.parametrize(
    ("strength", "radius", "probability"),
    [(0.05, 0.5, 0.958), (0.15, 0.5, 0.722), (0.4, 0.5, 0.574), (0.8, 0.5, 0.318),
     (0.8, 0.7071, 0.135), (0.8, 0.25, 0.42)],
)  # fmt: skip
def test_stability_is_what_1500_drawn_series_found(strength, radius, probability) -> None:
    error = 4 * math.sqrt(probability * (1 - probability) / 1500) + 0.0005
    law = theory.loop_stability_probability(0.9, strength, radius)
    assert law == pytest.approx(probability, abs=error)


def test_stability_lies_below_its_bound() -> None:
    for strength in (0.05, 0.2, 1.0):
        for radius in (0.2, 0.5, 0.8):
            law = theory.loop_stability_probability(0.8, strength, radius)
            assert law <= theory.loop_stability_bound(0.8, strength, radius) + 1e-3
    assert theory.loop_stability_probability(0.9, 0.0, 0.5) == 1
    assert theory.loop_stability_bound(0.9, 0.0, 0.5) == 1


def test_the_strongest_feedback_meets_the_bound() -> None:
    strength = theory.strongest_feedback(0.95, plant=0.7, radius=0.6)
    assert theory.loop_stability_bound(0.7, strength, 0.6) == pytest.approx(0.95, **TWELVE)


def test_a_cell_without_gate_weights_is_two_heads() -> None:
    rng = np.random.default_rng(5)
    first, second = rng.normal(size=(2, 4, 4))
    zero = np.zeros(4)
    jacobian = theory.cfc_jacobian(
        first, second, np.zeros((4, 4)), first_input=zero, second_input=zero, gate_input=zero
    )
    assert jacobian == pytest.approx((first + second) / 2)


def test_an_open_gate_leaves_one_head_and_saturation_leaves_nothing() -> None:
    one, zero, far = np.eye(2), np.zeros(2), np.full(2, 800.0)
    open_gate = theory.cfc_jacobian(
        3 * one, one, one, first_input=zero, second_input=zero, gate_input=-far
    )
    assert open_gate == pytest.approx(3 * one)
    flat = theory.cfc_jacobian(one, one, one, first_input=far, second_input=far, gate_input=zero)
    assert flat == pytest.approx(0 * one)


def test_the_gates_share_of_the_bound_is_reached() -> None:
    """Heads saturated against each other, gate half open."""
    far, zero = np.full(3, 30.0), np.zeros(3)
    gate = np.random.default_rng(6).normal(size=(3, 3))
    jacobian = theory.cfc_jacobian(
        0 * gate, 0 * gate, gate, first_input=-far, second_input=far, gate_input=zero
    )
    bound = theory.cfc_jacobian_bound(0.0, float(np.linalg.norm(gate, 2)))
    assert np.linalg.norm(jacobian, 2) == pytest.approx(bound, **TWELVE)
    assert theory.cfc_jacobian_bound.inverse(1.0, head_norm=0.75) == 0.5


def test_shapes_that_do_not_fit_are_refused() -> None:
    one, zero = np.eye(2), np.zeros(2)
    with pytest.raises(DomainError, match=r"gate_weights must have shape \(2, 2\)"):
        theory.cfc_jacobian(
            one, one, np.eye(3), first_input=zero, second_input=zero, gate_input=zero
        )
    with pytest.raises(DomainError, match=r"gate_input must have shape \(2,\)"):
        theory.cfc_jacobian(
            one, one, one, first_input=zero, second_input=zero, gate_input=np.zeros(3)
        )
    with pytest.raises(DomainError, match="head_norm must be <= bound"):
        theory.cfc_jacobian_bound.inverse(1.0, head_norm=2.0)
