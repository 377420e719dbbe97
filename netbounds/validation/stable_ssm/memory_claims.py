"""Polynomial memory by sums of exponentials, and what modes that may not be slow miss."""

import math
from typing import Any

import numpy as np

from netbounds.claim import Claim, bound, grid, identity
from netbounds.simulate import stable_ssm as simulate
from netbounds.theory import stable_ssm as theory


def _first_term_only(time: float, exponent: float, step: float) -> float:
    """The rival: a pure cosine in ln(1 + t) of the bound's size, its phase left out."""
    size = theory.aliasing_bound(exponent, step)
    return size * float(np.cos(2 * np.pi / step * np.log1p(time)))


def _one_percent_less(exponent: float, step: float) -> float:
    """The rival: one percent below the bound."""
    return 0.99 * theory.aliasing_bound(exponent, step)


def designed(
    exponent: float, horizon: float, error: float, rng: np.random.Generator
) -> dict[str, Any]:
    """The modes that the design gives for the wanted error."""
    modes = theory.design_exponential_sum(exponent, horizon, error)
    return {
        "coefficients": modes.coefficients,
        "rates": modes.rates,
        "exponent": exponent,
        "horizon": horizon,
        "error": error,
    }


def wanted_error(error: float) -> float:
    """The error that the design was asked for."""
    return error


def half_of_the_error(error: float) -> float:
    """Rival: half of it, what the spacing of the weights alone may take."""
    return error / 2


def _time_only(exponent: float, horizon: float, error: float) -> int:
    """The rival: modes for the times from 0 to T alone, nothing for the two ends of the grid."""
    step: float = theory.aliasing_bound.inverse(error / 2, exponent)
    return math.ceil(math.log1p(horizon) / step) + 1


def _half_more(exponent: float, coefficient_sum: float, slowest_rate: float) -> float:
    """The rival: the bound half as large again."""
    return 1.5 * theory.curse_of_memory_bound(exponent, coefficient_sum, slowest_rate)


_DESIGNS = (
    {"exponent": 1.1, "horizon": 1e3, "error": 1e-2},
    {"exponent": 1.1, "horizon": 1e4, "error": 1e-3},
    {"exponent": 1.5, "horizon": 1e6, "error": 1e-6},
    {"exponent": 0.5, "horizon": 1e4, "error": 1e-3},
)

_CURSED = (
    {"exponent": 1.0, "coefficient_sum": 1.0, "slowest_rate": 0.1},
    {"exponent": 1.1, "coefficient_sum": 2.0, "slowest_rate": 0.05},
    {"exponent": 1.5, "coefficient_sum": 1.0, "slowest_rate": 1.0},
    {"exponent": 1.0, "coefficient_sum": 1.0, "slowest_rate": 0.3},
    {"exponent": 1.1, "coefficient_sum": 2.0, "slowest_rate": 0.2},
    {"exponent": 1.5, "coefficient_sum": 1.0, "slowest_rate": 0.3},
)

MEMORY_CLAIMS: tuple[Claim, ...] = (
    identity(
        "error of an even grid of weights, at every time",
        law=theory.exponential_sum_error,
        sample=simulate.exponential_sum_relative_error,
        at=grid(exponent=[0.5, 1.1, 1.5, 2.0], step=[2.0, 1.0], time=[0.0, 3.0, 100.0, 1e4]),
        full=grid(exponent=[0.5, 1.1, 1.5, 2.0], step=[0.7], time=[0.0, 3.0, 100.0, 1e4]),
        rival=_first_term_only,
        tolerance=1e-8,
        why="the sum is rounded at 1e-15 and its error is down to 1e-6 of it",
    ),
    bound(
        "no time at which the grid is worse than its bound",
        law=theory.aliasing_bound,
        sample=simulate.largest_exponential_sum_error,
        at=grid(exponent=[0.5, 1.1, 1.5, 2.0], step=[2.0, 1.0, 0.7]),
        full=grid(exponent=[0.8, 3.0], step=[2.0, 1.0, 0.7]),
        rival=_one_percent_less,
        trials=1,
    ),
    bound(
        "designed modes keep the wanted error",
        law=wanted_error,
        sample=simulate.largest_kernel_error,
        at=_DESIGNS,
        full=grid(exponent=[0.7, 2.5], horizon=[1e2, 1e5], error=[1e-1, 1e-4]),
        rival=half_of_the_error,
        draw=designed,
        trials=1,
    ),
    bound(
        "no more modes are needed than promised",
        law=theory.modes_needed,
        sample=simulate.fewest_modes,
        at=_DESIGNS[:2] + _DESIGNS[3:],
        full=grid(exponent=[1.5, 2.5], horizon=[1e2, 1e5], error=[1e-2, 1e-4]),
        rival=_time_only,
        trials=1,
    ),
    bound(
        "modes that may not be slow miss long memory",
        law=theory.curse_of_memory_bound,
        sample=simulate.best_kernel_error,
        at=_CURSED,
        full=grid(exponent=[0.6, 2.0], coefficient_sum=[1.0, 5.0], slowest_rate=[0.03, 0.3]),
        rival=_half_more,
        side="lower",
        trials=1,
    ),
)
