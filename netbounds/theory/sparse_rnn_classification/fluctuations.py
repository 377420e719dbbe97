"""Fluctuations that the whole population shares, to leading order in 1/N, without a random number.

In a network of N neurons the averages m(t) and C(t,t') that drive every neuron are themselves
averages over N neurons and fluctuate. Linearised around the mean field, the fluctuation of the
mean rate at the last step is an average of independent terms, one a neuron,

    mean rate(T) - r(T) = (1/N) sum_i [y_i - E y],
    y = r(T) + sum_t w(t) s r(t) + sum_{t' <= t} W(t,t') r(t) r(t'),

where w and W are the derivatives of r(T) with respect to a disturbance of m(t) and of C(t,t') at
the moment it is formed, all later consequences included. One backward pass over the forward
sweep yields them all, so N Var(mean rate) = Var y is exact to leading order in 1/N.
"""

import functools
from typing import NamedTuple

import numpy as np

from netbounds.theory.sparse_rnn_classification.mean_field import (
    Array,
    Setting,
    Sweep,
    forward_sweep,
)


class Moments(NamedTuple):
    """What the readout at the last step needs to know of the mean field, for one signed kappa."""

    mean: float  # E r(T)
    variance: float  # Var r(T) across neurons
    collective: float  # N Var of the population's mean rate, the independent part included
    sensitivity: float  # d E r(T) / d kappa
    third: tuple[float, float, float, float]  # E[u^3], E[u^2 c], E[u c^2], E[c^3]; u = r, c = y - r


@functools.lru_cache(maxsize=512)
def moments(setting: Setting, kappa: float) -> Moments:
    """Moments of the rate at the last step, and of its collective part."""
    sweep = forward_sweep(setting, kappa)
    overlap_weight, product_weight, sensitivity = backward_sweep(sweep)
    rate = sweep.rate
    collective = overlap_weight @ rate[:-1] * sweep.pattern
    collective += np.einsum("tp,tp->p", product_weight @ rate[:-1], rate[:-1])
    u = rate[-1] - rate[-1].mean()
    c = collective - collective.mean()
    return Moments(
        float(rate[-1].mean()),
        float(u @ u) / u.size,
        float((u + c) @ (u + c)) / u.size,
        sensitivity,
        (
            float((u * u) @ u) / u.size,
            float((u * u) @ c) / u.size,
            float((c * c) @ u) / u.size,
            float((c * c) @ c) / u.size,
        ),
    )


def backward_sweep(sweep: Sweep) -> tuple[Array, Array, float]:
    """Weights w(t) and W(t,t'), t' <= t, of the last step's mean rate, and its slope in kappa.

    The slope leaves out what kappa does through the other patterns' resonance (its square
    times f), so it is complete at kappa = 0, where it is used.
    """
    setting, kappa = sweep.setting, sweep.kappa
    T, dt = setting.steps, setting.dt
    rate, slope, factor = sweep.rate, sweep.slope, sweep.factor
    size = sweep.pattern.size
    overlap_weight, product_weight = np.zeros(T), np.zeros((T, T))
    factor_bar = np.zeros((T, T))
    h_bar = np.zeros((T, size))
    x_bar = slope[T].copy()
    sensitivity = 0.0
    for t in range(T - 1, -1, -1):
        now = slice(0, t + 1)
        h_bar[t] = dt * x_bar
        through_pattern = h_bar[t] @ sweep.pattern / size
        overlap_weight[t] = kappa * through_pattern
        sensitivity += float(through_pattern * sweep.overlap[t])
        factor_bar[t, now] += sweep.normal[now] @ h_bar[t] / size
        row_bar = _cholesky_row_bar(factor, factor_bar, t)
        product_weight[now, now] += _covariance_bar(sweep, row_bar, t)
        both = product_weight[t] + product_weight[:, t]  # d(r r') has a share of both factors
        rate_bar = overlap_weight[t] * sweep.pattern + both @ rate[:T]
        rate_bar += sweep.reaction[t + 1 :, t] @ h_bar[t + 1 :]
        x_bar = (1 - dt) * x_bar + slope[t] * rate_bar
    return overlap_weight, product_weight, sensitivity


def _cholesky_row_bar(factor: Array, factor_bar: Array, t: int) -> Array:
    """Pull the derivative back through the step that appended row t to the Cholesky factor."""
    row_bar = np.zeros(t + 1)
    if factor[t, t]:
        row_bar[t] = factor_bar[t, t] / (2 * factor[t, t])
        factor_bar[t, :t] -= 2 * row_bar[t] * factor[t, :t]
    for k in range(t - 1, -1, -1):
        if factor[k, k]:
            row_bar[k] = factor_bar[t, k] / factor[k, k]
            factor_bar[t, :k] -= row_bar[k] * factor[k, :k]
            factor_bar[k, :k] -= row_bar[k] * factor[t, :k]
            factor_bar[k, k] -= row_bar[k] * factor[t, k]
    return row_bar


def _covariance_bar(sweep: Sweep, row_bar: Array, t: int) -> Array:
    """Pull it back from row t of the fields' covariance to the products r(t) r(t')."""
    f, now = sweep.setting.density, slice(0, t + 1)
    bar = np.zeros((t + 1, t + 1))
    bar[t] = (1 - f) * row_bar
    for A in sweep.resolvents[:, now, now]:
        bar += f / 2 * np.outer(A[t], row_bar @ A)
    bar *= sweep.setting.noise_gain
    folded: Array = np.tril(bar) + np.triu(bar, 1).T  # C is symmetric: keep t' <= t
    return folded
