"""Weights that are moved, and how far the kernel moves."""

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import brentq

from netbounds.simulate.stable_ssm._quadrature import time_grid
from netbounds.simulate.stable_ssm.maps import Floats, Map, rates_of, weights_of


def mode_difference(rate: float, other_rate: float, *, rng: np.random.Generator) -> float:
    """Integral of |e^(-mt) - e^(-m't)| over all times, by quadrature."""
    t, dt = time_grid()
    return float(dt @ np.abs(np.exp(-rate * t) - np.exp(-other_rate * t)))


def modulus_by_search(
    radius: float,
    reparameterization: Map,
    scale: float = 1.0,
    offset: float = 0.5,
    *,
    rng: np.random.Generator,
) -> float:
    """The largest |f(w)/f(w + d) - 1| over weights from -30 to 30 and shifts up to the radius."""
    weights = np.linspace(-30, 30, 60_001)
    own = rates_of(weights, reparameterization, scale=scale, offset=offset)
    largest = 0.0
    for shift in np.linspace(-radius, radius, 21):
        moved = rates_of(weights + shift, reparameterization, scale=scale, offset=offset)
        largest = max(largest, float(np.max(np.abs(own / moved - 1))))
    return largest


def crossing_by_search(scale: float, offset: float, *, rng: np.random.Generator) -> float:
    """The radius at which the searched moduli of the maps exponential and best are equal."""

    def excess(radius: float) -> float:
        best = modulus_by_search(radius, "best", scale, offset, rng=rng)
        return math.log(best / modulus_by_search(radius, "exponential", rng=rng))

    return float(brentq(excess, 0.2, 20.0, xtol=1e-9))


def draw_perturbation(
    modes: int, radius: float, reparameterization: Map, *, rng: np.random.Generator
) -> dict[str, Any]:
    """Modes of either sign, and changes of their weights; half of the draws are as bad as can be.

    Those have positive coefficients, and every weight is moved by the radius towards slower modes.
    """
    rates = np.exp(rng.uniform(math.log(1e-3), math.log(1.9), modes))
    coefficients, shifts = rng.normal(size=modes), rng.uniform(-radius, radius, modes)
    if rng.random() < 0.5:
        coefficients = np.abs(coefficients)
        shifts = np.full(modes, radius if reparameterization == "best" else -radius)
    return {
        "coefficients": tuple(coefficients.tolist()),
        "rates": tuple(rates.tolist()),
        "shifts": tuple(shifts.tolist()),
        "radius": radius,
        "reparameterization": reparameterization,
    }


def kernel_change(
    coefficients: Sequence[float],
    rates: Sequence[float],
    shifts: Sequence[float],
    reparameterization: Map,
    scale: float = 1.0,
    offset: float = 0.5,
    *,
    rng: np.random.Generator,
) -> float:
    """Integral of |perturbed kernel - kernel| over all times; infinite if a mode does not decay.

    The kernel has the `coefficients` c and the decay `rates` m.
    """
    weights = weights_of(rates, reparameterization, scale=scale, offset=offset)
    moved = rates_of(weights + np.asarray(shifts), reparameterization, scale=scale, offset=offset)
    return _distance(np.asarray(coefficients), np.asarray(rates), moved)


def _distance(coefficients: Floats, rates: Floats, moved: Floats) -> float:
    if moved.min() <= 0:
        return math.inf
    t, dt = time_grid()
    modes = np.exp(-np.multiply.outer(t, moved)) - np.exp(-np.multiply.outer(t, rates))
    return float(dt @ np.abs(modes @ coefficients))


def inverse_worst_change(
    coefficients: tuple[float, ...],
    rates: tuple[float, ...],
    radius: float,
    reparameterization: Map,
    *,
    rng: np.random.Generator,
) -> float:
    """One over the largest change of a kernel, among all corners and some inner points of the ball.

    It is 0 where the largest change is infinite. The kernel has the `coefficients` c and the decay
    `rates` m.
    """
    corners = itertools.product((-radius, radius), repeat=len(rates))
    inner = rng.uniform(-radius, radius, size=(16, len(rates)))
    changes = [
        kernel_change(coefficients, rates, tuple(shifts), reparameterization, rng=rng)
        for shifts in itertools.chain(corners, inner)
    ]
    return 1 / max(changes)


def _long_memory(exponent: float, modes: int, step: float, top: float) -> tuple[Floats, Floats]:
    """Coefficients and rates of (1 + t)^-p on an even grid of weights, the fastest first."""
    x = top - step * np.arange(modes)
    return step / math.gamma(exponent) * np.exp(exponent * x - np.exp(x)), np.exp(x)


def long_memory_change(
    exponent: float,
    modes: int,
    radius: float,
    step: float = 0.8,
    top: float = 3.5,
    *,
    rng: np.random.Generator,
) -> float:
    """Integral of |target - kernel| when every exponential weight is moved down by the radius."""
    c, m = _long_memory(exponent, modes, step, top)
    t, dt = time_grid()
    moved = np.exp(-np.multiply.outer(t, m * math.exp(-radius))) @ c
    return float(dt @ np.abs((1 + t) ** -exponent - moved))


def inverse_slowed_change(
    exponent: float,
    modes: int,
    radius: float,
    step: float = 0.8,
    top: float = 3.5,
    *,
    rng: np.random.Generator,
) -> float:
    """One over the change of the kernel when every direct weight is moved up by the radius.

    It is 0 as soon as a mode does not decay any more.
    """
    c, m = _long_memory(exponent, modes, step, top)
    return 1 / _distance(c, m, m - radius)
