"""How hard a loss pulls at a weight, and how large a step it stands: by trial."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from netbounds.simulate.stable_ssm._quadrature import time_grid
from netbounds.simulate.stable_ssm.maps import Floats, Map, rates_of, slopes_at, weights_of


def draw_pull(
    modes: int, norm: float, reparameterization: Map, *, rng: np.random.Generator
) -> dict[str, Any]:
    """A kernel and a target; in half of the draws the target is 0 and all coefficients positive."""
    rates = np.exp(rng.uniform(math.log(1e-2), math.log(1.9), modes))
    coefficients = rng.normal(size=modes)
    size = 1.0
    if rng.random() < 0.5:
        coefficients, size = np.abs(coefficients), 0.0
    return {
        "coefficients": tuple(coefficients.tolist()),
        "rates": tuple(rates.tolist()),
        "target_size": size,
        "exponent": float(rng.uniform(1.5, 3)),
        "norm": norm,
        "reparameterization": reparameterization,
    }


def norm_pull(
    coefficients: Sequence[float],
    rates: Sequence[float],
    target_size: float,
    exponent: float,
    norm: float,
    reparameterization: Map,
    *,
    rng: np.random.Generator,
) -> float:
    """Derivative of the norm of the kernel's error by the first trained weight: a difference.

    The kernel has the `coefficients` c and the decay `rates` m.
    """
    t, dt = time_grid()
    weights = weights_of(rates, reparameterization)
    step = 1e-6 * max(1.0, abs(weights[0]))
    # a difference of direct weights must leave the slowest mode decaying
    step = min(step, 1e-4 * min(rates))
    values = []
    for sign in (1, -1):
        moved = weights.copy()
        moved[0] += sign * step
        modes = np.exp(-np.multiply.outer(t, rates_of(moved, reparameterization)))
        error = np.abs(modes @ np.asarray(coefficients) - target_size * (1 + t) ** -exponent)
        values.append(math.pow(float(dt @ error**norm), 1 / norm))
    return float(abs(values[0] - values[1]) / (2 * step))


def rate_derivative(rate: float, norm: float, *, rng: np.random.Generator) -> float:
    """Norm of the derivative of e^(-mt) by m, a complex step integrated over time."""
    t, dt = time_grid()
    derivative = np.exp(-(rate + 1e-30j) * t).imag / 1e-30
    return math.pow(float(dt @ np.abs(derivative) ** norm), 1 / norm)


def overlap(rate: float, exponent: float, time_scale: float, *, rng: np.random.Generator) -> float:
    """Integral of a mode times (1 + e t)^-p over time."""
    t, dt = time_grid()
    return float(dt @ (np.exp(-rate * t) * (1 + time_scale * t) ** -exponent))


def map_slope(rate: float, reparameterization: Map, *, rng: np.random.Generator) -> float:
    """|dm/dw| where a map gives this rate, by a complex step."""
    weights = weights_of([rate], reparameterization)
    return float(np.abs(slopes_at(weights, reparameterization, 1.0, 0.5))[0])


def kernel_curvature(
    coefficients: tuple[float, ...],
    rates: tuple[float, ...],
    reparameterization: Map,
    *,
    rng: np.random.Generator,
) -> Floats:
    """Second derivatives of the loss of a kernel that is its own target, by trained weights.

    Twice the integral of products of derivatives of the kernel, which has the `coefficients` c and
    the decay `rates` m; each derivative is a complex step.
    """
    t, dt = time_grid()
    weights = weights_of(rates, reparameterization).astype(complex)
    moved = rates_of(weights + 1e-30j, reparameterization)
    slopes = np.exp(-np.multiply.outer(moved, t)).imag / 1e-30
    by_weight = np.array(coefficients)[:, None] * slopes
    return np.asarray(2 * (by_weight * dt) @ by_weight.T)


def evened_rate(
    weight: float, norm: float, scale: float, offset: float, *, rng: np.random.Generator
) -> float:
    """The rate of a map whose pull is 2 a q w, integrated from w = 0 on: m' = -2 a q w m^(1 + 1/q).

    It starts from b^-q, with a the `scale` and b the `offset`.
    """
    found = solve_ivp(
        lambda w, m: -2 * scale * norm * w * m ** (1 + 1 / norm),
        (0.0, weight), [offset**-norm], method="DOP853", rtol=1e-11, atol=1e-14,
    )  # fmt: skip
    return float(found.y[0, -1])


def discrete_pull(multiplier: float, reparameterization: Map, *, rng: np.random.Generator) -> float:
    """Sum over steps k of |derivative of l^k by the weight of l's map|, each a complex step."""
    lost = 1 - multiplier
    w = {
        "direct": multiplier,
        "exponential": math.log(-math.log(multiplier)),
        "softplus": math.log(lost / multiplier),
        "best": math.sqrt(1 / lost - 0.5),
    }[reparameterization] + 1e-30j
    kept: Any = {
        "direct": w,
        "exponential": np.exp(-np.exp(w)),
        "softplus": 1 / (1 + np.exp(w)),
        "best": 1 - 1 / (w**2 + 0.5),
    }[reparameterization]
    k = np.arange(round(60 / lost))
    return float(np.sum(np.abs((kept**k).imag)) / 1e-30)


def discrete_derivative(multiplier: float, *, rng: np.random.Generator) -> float:
    """Sum over steps k of the derivative of l^k by l, each a complex step."""
    k = np.arange(round(60 / (1 - multiplier)))
    return float(np.sum(((multiplier + 1e-30j) ** k).imag) / 1e-30)


def learning_rate_limit(
    coefficients: tuple[float, ...],
    rates: tuple[float, ...],
    reparameterization: Map,
    steps: int = 2000,
    *,
    rng: np.random.Generator,
) -> float:
    """The largest learning rate from which descent on the weights returns to the minimum.

    The kernel has the `coefficients` c and the decay `rates` m. It is its own target, its weights
    start off by 1e-5, and the descent takes up to `steps` steps. Bisection in the logarithm.
    """
    low, high = 1e-9, 1e4
    while high / low > 1.002:
        middle = math.sqrt(low * high)
        if _returns(np.asarray(coefficients), np.asarray(rates), reparameterization, middle, steps):
            low = middle
        else:
            high = middle
    return math.sqrt(low * high)


def _returns(c: Any, m: Any, reparameterization: Map, learning_rate: float, steps: int) -> bool:
    t, dt = time_grid(-10.0, math.log(60 / m.min()), 1.5, 6)
    target = c @ np.exp(-np.multiply.outer(m, t))
    w = weights_of(m, reparameterization) * (1 + 1e-5)
    first = math.nan
    for step in range(steps):
        rates = rates_of(w, reparameterization)
        if not rates.min() > 0:
            return False
        decay = np.exp(-np.multiply.outer(rates, t))
        error = c @ decay - target
        weighted = dt * error
        loss = float(weighted @ error)
        if step == 0:
            first = loss
        if not loss < 1e3 * first:
            return False
        by_rate = -2 * c * (decay @ (t * weighted))
        w = w - learning_rate * by_rate * slopes_at(w, reparameterization, 1.0, 0.5)
    return True


def discrete_second_derivative(
    multiplier: float, coefficient: float, best: bool, *, rng: np.random.Generator
) -> float:
    """Second difference of sum_k c^2 (l^k - l_0^k)^2 at l_0, by l or by the weight of "best"."""
    k = np.arange(round(40 / (1 - multiplier)))

    def kernel(weight: float) -> Any:
        kept = 1 - 1 / (weight**2 + 0.5) if best else weight
        return coefficient * kept**k

    weight = math.sqrt(1 / (1 - multiplier) - 0.5) if best else multiplier

    def second(step: float) -> float:
        ends = [float(np.sum((kernel(weight + s * step) - kernel(weight)) ** 2)) for s in (1, -1)]
        return sum(ends) / step**2

    # the error of a difference falls like the step squared: two steps cancel its first term
    step = 1e-3 * (1 - multiplier)
    return (4 * second(step / 2) - second(step)) / 3
