"""Collective fluctuations: linear response against a second code and replicated networks."""

from typing import Any

import numpy as np
import pytest

from netbounds.theory.sparse_rnn_classification.activation import rate_and_slope
from netbounds.theory.sparse_rnn_classification.fluctuations import backward_sweep, moments
from netbounds.theory.sparse_rnn_classification.mean_field import POINTS, Setting, forward_sweep

PUBLISHED = Setting(noise_gain=10 / 9, density=0.1, steps=20, input_steps=9, dt=0.1)


def plain_sweep(
    setting: Setting,
    kappa: float,
    pattern: np.ndarray,
    normal: np.ndarray,
    disturb: tuple[int, int | None, float] = (0, None, 0.0),
) -> np.ndarray:
    """The mean-field equations once more, written with whole matrices; mean rates at 0..T.

    `disturb` = (t, None, size) adds to the overlap m(t), (t, t', size) to C(t, t').
    """
    T, dt, f, gain = setting.steps, setting.dt, setting.density, setting.noise_gain
    at, earlier, size = disturb
    r = np.zeros((T + 1, pattern.size))
    x = np.zeros(pattern.size)
    C, R, m = np.zeros((T + 1, T + 1)), np.zeros((T + 1, T + 1)), np.zeros(T + 1)
    for t in range(T):
        h = kappa * m[t] * pattern + (t < setting.input_steps) * pattern
        if t:
            now, one = slice(1, t + 1), np.eye(t)
            Rt, Ct = R[now, now], C[now, now]
            shift = (setting.level == 2) * kappa / 3 * Rt
            A, B = np.linalg.inv(one - shift), np.linalg.inv(one + shift)
            gamma = gain * ((1 - f) * Ct + f / 2 * (A @ Ct @ A.T + B @ Ct @ B.T))
            K = (setting.level > 0) * f * gain * Rt @ A @ B
            h = h + np.linalg.cholesky(gamma)[-1] @ normal[now] + K[-1] @ r[now]
        x = x + dt * (h - x)
        r[t + 1], slope = rate_and_slope(x)
        m[t + 1] = (r[t + 1] * pattern).mean() + (size if at == t + 1 and earlier is None else 0)
        C[t + 1] = C[:, t + 1] = (r * r[t + 1]).mean(axis=1)
        if at == t + 1 and earlier is not None:
            C[at, earlier] += size
            C[earlier, at] = C[at, earlier]
        R[t + 1, : t + 1] = slope.mean() * dt * (1 - dt) ** np.arange(t, -1, -1)
    return r.mean(axis=1)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_sweep_agrees_with_plain_matrix_code(level: Any) -> None:
    setting = PUBLISHED._replace(points=2**12, level=level)
    sweep = forward_sweep(setting, -1.7)
    plain = plain_sweep(setting, -1.7, sweep.pattern, sweep.normal)
    assert sweep.rate.mean(axis=1) == pytest.approx(plain, rel=1e-10)


@pytest.mark.parametrize("kappa", [1.5, -1.5])
@pytest.mark.parametrize("level", [0, 1, 2])
def test_weights_are_the_derivatives_by_a_disturbance(kappa: float, level: Any) -> None:
    """Disturb one order parameter where it is formed; the last mean rate moves by its weight."""
    setting = PUBLISHED._replace(steps=8, points=2**12, level=level)
    sweep = forward_sweep(setting, kappa)
    overlap_weight, product_weight, _ = backward_sweep(sweep)
    for t, earlier in ((3, None), (6, None), (7, None), (7, 7), (6, 6), (7, 6), (7, 2)):
        size = 1e-6 if earlier is None else 1e-11  # a field's own variance is as low as 4e-8
        up = plain_sweep(setting, kappa, sweep.pattern, sweep.normal, (t, earlier, size))
        down = plain_sweep(setting, kappa, sweep.pattern, sweep.normal, (t, earlier, -size))
        weight = overlap_weight[t] if earlier is None else product_weight[t, earlier]
        assert (up[-1] - down[-1]) / (2 * size) == pytest.approx(weight, rel=1e-3, abs=1e-5)


def test_four_times_as_many_points_change_nothing_beyond_the_stated_error() -> None:
    usual = moments(PUBLISHED, 5**0.5)
    finer = moments(PUBLISHED._replace(points=4 * POINTS), 5**0.5)
    assert usual.mean == pytest.approx(finer.mean, rel=3e-4)
    assert usual.variance == pytest.approx(finer.variance, rel=6e-4)
    assert usual.collective == pytest.approx(finer.collective, rel=1e-2)


def test_sensitivity_is_the_slope_of_the_mean_rate() -> None:
    above, below = moments(PUBLISHED, 0.02), moments(PUBLISHED, -0.02)
    slope = (above.mean - below.mean) / 0.04
    # the kink of the activation makes slopes converge more slowly than the means themselves
    assert moments(PUBLISHED, 0.0).sensitivity == pytest.approx(slope, rel=3e-3)


@pytest.mark.parametrize(("kappa", "expected"), [(0.0, 0.0034), (5.36**0.5, 0.0107)])
def test_collective_variance_is_that_of_replicated_networks(kappa: float, expected: float) -> None:
    """1200 networks of 300 neurons that make their own fields' covariance: 4 % sampling error.

    Own terms of order 1/N add up to 3 % at this size.
    """
    size, replicates = 300, 1200
    setting = PUBLISHED._replace(level=1, points=2**12)
    reaction = forward_sweep(setting, kappa).reaction
    rng = np.random.default_rng(20)
    means = [
        replicate(setting, kappa, reaction, (100, size), rng) for _ in range(replicates // 100)
    ]
    measured = size * np.var(np.concatenate(means))
    assert moments(setting, kappa).collective == pytest.approx(measured, rel=4 * 0.04 + 0.03)
    assert moments(setting, kappa).collective == pytest.approx(expected, rel=0.06)


@pytest.mark.parametrize(("label", "expected"), [(1, 0.01064), (-1, 0.00127)])
def test_collective_variance_is_that_of_an_independent_implementation(
    label: int, expected: float
) -> None:
    """N/P = 5.36; the other code's replicated networks have 3 % sampling error."""
    found = moments(PUBLISHED, label * 10 * 0.1**0.25 * 0.1**0.75 * 5.36**0.5)
    assert found.collective == pytest.approx(expected, rel=0.06)


def replicate(
    setting: Setting,
    kappa: float,
    reaction: np.ndarray,
    shape: tuple[int, int],
    rng: np.random.Generator,
) -> np.ndarray:
    """Mean rates at the last step of networks with annealed Gaussian weights."""
    T = setting.steps
    pattern, normal = rng.uniform(-1, 1, shape), rng.standard_normal((T, *shape))
    x, r, C = np.zeros(shape), np.zeros((T + 1, *shape)), np.zeros((shape[0], T, T))
    for t in range(T):
        h = kappa * (pattern * r[t]).mean(axis=1, keepdims=True) * pattern
        h += (t < setting.input_steps) * pattern
        if t:
            now = slice(1, t + 1)
            C[:, t, now] = np.einsum("an,kan->ak", r[t], r[now]) / shape[1]
            C[:, now, t] = C[:, t, now]
            covariance = setting.noise_gain * C[:, now, now] + 1e-11 * np.eye(t)
            h += np.einsum("ak,kan->an", np.linalg.cholesky(covariance)[:, -1], normal[now])
            h += np.einsum("k,kan->an", reaction[t, now], r[now])
        x += setting.dt * (h - x)
        r[t + 1], _ = rate_and_slope(x)
    mean: np.ndarray = r[-1].mean(axis=1)
    return mean
