"""Gradients, learning rates and losses: closed forms against trial."""

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, bound, grid, identity, mean
from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm.maps import Map
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

Tuple = tuple[float, ...]
MAPS = ("direct", "exponential", "softplus", "best")


def pull(coefficients: Tuple, rates: Tuple, norm: float, reparameterization: Map) -> float:
    """The bound |c| |f'| ||t e^(-mt)||_q of the first mode."""
    return abs(coefficients[0]) * theory.gradient_scale(rates[0], reparameterization, norm=norm)


def pull_in_the_other_norm(
    coefficients: Tuple, rates: Tuple, norm: float, reparameterization: Map
) -> float:
    """Rival: the bound of bounded inputs for white noise, and the other way round."""
    return pull(coefficients, rates, 3 - norm, reparameterization)


def _limit(coefficients: Tuple, rates: Tuple, reparameterization: Map) -> float:
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.largest_learning_rate(modes, reparameterization)


def _limit_of_the_sum(coefficients: Tuple, rates: Tuple, reparameterization: Map) -> float:
    """The rival: curvatures of all modes added up, as if each were alone."""
    single = [
        theory.single_mode_curvature(m, c, reparameterization)
        for c, m in zip(coefficients, rates, strict=True)
    ]
    return 2 / sum(single)


def _as_bounded_inputs(rate: float, norm: float) -> float:
    """The rival: 1/m^2, whatever the norm."""
    return rate**-2


def _as_if_constant(rate: float, exponent: float, time_scale: float) -> float:
    """The rival: the target at the mode's time constant, for the whole of it."""
    return float((1 + time_scale / rate) ** -exponent / rate)


def _slopes(
    coefficients: Tuple, rates: Tuple, reparameterization: Map, exponent: float, time_scale: float
) -> NDArray[np.float64]:
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.loss_gradient(modes, reparameterization, exponent, time_scale)


def _slopes_without_the_map(
    coefficients: Tuple, rates: Tuple, reparameterization: Map, exponent: float, time_scale: float
) -> NDArray[np.float64]:
    """The rival: direct weights."""
    return _slopes(coefficients, rates, "direct", exponent, time_scale)


def _start(modes: int) -> Modes:
    rates = np.geomspace(0.02, 1.5, modes)
    return Modes(coefficients=(1 / modes,) * modes, rates=tuple(rates.tolist()))


def _relative_slope(
    reparameterization: Map, exponent: float, time_scale: float, modes: int
) -> float:
    start = _start(modes)
    return theory.largest_relative_gradient(start, reparameterization, exponent, time_scale)


def _scale_of_the_slowest(
    reparameterization: Map, exponent: float, time_scale: float, modes: int
) -> float:
    """The rival: the scale of the gradient, |f'|/f^2, of the slowest mode over its weight."""
    rate = _start(modes).rates[0]
    weight = theory.decay_rate.inverse(rate, reparameterization)
    return float(theory.gradient_scale(rate, reparameterization) / modes / abs(weight))


def _loss(coefficients: Tuple, rates: Tuple, exponent: float, time_scale: float) -> float:
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.white_noise_loss(modes, exponent, time_scale)


def _loss_without_overlap(
    coefficients: Tuple, rates: Tuple, exponent: float, time_scale: float
) -> float:
    """The rival: powers of model and target, as if their outputs were independent."""
    modes = Modes(coefficients=coefficients, rates=rates)
    overlap = sum(
        c * theory.target_overlap(m, exponent, time_scale)
        for c, m in zip(coefficients, rates, strict=True)
    )
    return float(theory.white_noise_loss(modes, exponent, time_scale) + 2 * overlap)


def _sampling(coefficients: Tuple, rates: Tuple, exponent: float, time_scale: float) -> float:
    """dt^2/12 of the squared slope of the kernel's error, and the target beyond the burn-in.

    The slope of the error is that of other modes against memory of exponent p + 1.
    """
    steepness = exponent * time_scale
    slopes = tuple(c * m / steepness for c, m in zip(coefficients, rates, strict=True))
    power = steepness**2 * _loss(slopes, rates, exponent + 1, time_scale)
    beyond = (1 + 40 * time_scale) ** (1 - 2 * exponent) / (time_scale * (2 * exponent - 1))
    return float(1.5 * 0.02**2 / 12 * power + beyond)


def _curvature(multiplier: float, coefficient: float, best: bool) -> float:
    law = theory.discrete_best_curvature if best else theory.discrete_curvature
    return float(law(multiplier, coefficient))


def _continuous_curvature(multiplier: float, coefficient: float, best: bool) -> float:
    """The rival: continuous time, with m = 1 - l."""
    name: Map = "best" if best else "direct"
    return theory.single_mode_curvature(1 - multiplier, coefficient, name)


def stays_stable(reparameterization: Map) -> float:
    """Reparameterised modes decay whatever the weight; the direct ones leave the stable range."""
    return float(reparameterization != "direct")


def _all_stay(reparameterization: Map) -> float:
    """The rival: all four maps survive."""
    return 1.0


def learned_loss() -> float:
    """What the stable maps reach at the least (starting from 1.51)."""
    return 0.2


def learned_by_the_direct_map() -> float:
    """Rival: all come as close as the direct map at the largest decade that it stands, 0.0657."""
    return 0.0657


def _three_modes(slowest: float) -> dict[str, list[Tuple]]:
    return {"coefficients": [(0.6, 0.3, 0.4)], "rates": [(1.5, 0.7, slowest)]}


TRAINING_CLAIMS: tuple[Claim, ...] = (
    bound(
        "pull at a weight within its scale",
        law=pull,
        sample=simulate.norm_pull,
        at=grid(modes=[4], norm=[1.0, 2.0], reparameterization=["exponential", "best"]),
        full=grid(modes=[8], norm=[1.0, 2.0], reparameterization=MAPS),
        rival=pull_in_the_other_norm,
        draw=simulate.draw_pull,
        tolerance=1e-5,
        trials=32,
        full_budget=256,
    ),
    identity(
        "largest learning rate, by bisection",
        law=_limit,
        sample=simulate.learning_rate_limit,
        at=grid(**_three_modes(0.02), reparameterization=MAPS),
        full=grid(**_three_modes(0.5), reparameterization=MAPS)
        + grid(**_three_modes(0.1), reparameterization=MAPS)
        + grid(**_three_modes(0.005), reparameterization=MAPS),
        rival=_limit_of_the_sum,
        tolerance=0.005,
        why="2000 steps tell growth from decay only 0.1 % away from the limit; bisection to 0.2 %",
    ),
    identity(
        "gradient of the loss through each map",
        law=_slopes,
        sample=simulate.loss_slopes,
        at=grid(
            coefficients=[(0.6, 0.3, 0.4)],
            rates=[(1.5, 0.7, 0.02)],
            reparameterization=MAPS,
            exponent=[1.1],
            time_scale=[0.1],
        ),
        full=grid(
            coefficients=[(0.4, -0.3)],
            rates=[(1.9, 0.004)],
            reparameterization=MAPS,
            exponent=[0.7, 3.0],
            time_scale=[2.0],
        ),
        rival=_slopes_without_the_map,
        tolerance=1e-9,
        why="quadrature in ln t against a closed form; differences of terms of the same size",
    ),
    identity(
        "largest gradient relative to its weight, at the start",
        law=_relative_slope,
        sample=simulate.relative_slope,
        at=grid(reparameterization=MAPS, exponent=[1.1], time_scale=[0.1], modes=[16]),
        rival=_scale_of_the_slowest,
        tolerance=1e-9,
        why="quadrature in ln t against a closed form",
    ),
    identity(
        "direct weights leave the stable range at a rate that the maps stand",
        law=stays_stable,
        sample=simulate.survives,
        at=grid(reparameterization=MAPS, learning_rate=[1e-4], steps=[200]),
        full=grid(reparameterization=MAPS, learning_rate=[1e-3, 5e-3], steps=[2000]),
        rival=_all_stay,
    ),
    bound(
        "stable maps learn at a fifty times larger rate",
        law=learned_loss,
        sample=simulate.final_loss,
        at=grid(reparameterization=MAPS[1:], learning_rate=[5e-3], steps=[2000]),
        rival=learned_by_the_direct_map,
        trials=1,
    ),
    identity(
        "a mode's sensitivity to its rate, in any norm",
        law=theory.rate_sensitivity,
        sample=simulate.rate_derivative,
        at=grid(rate=[0.02, 1.3], norm=[1.0, 2.0, 3.5]),
        rival=_as_bounded_inputs,
        tolerance=1e-9,
        why="quadrature in ln t",
    ),
    identity(
        "overlap of a mode with polynomial memory",
        law=theory.target_overlap,
        sample=simulate.overlap,
        at=grid(rate=[1e-4, 0.3, 9.65], exponent=[0.8, 2.0], time_scale=[0.5]),
        rival=_as_if_constant,
        tolerance=1e-9,
        why="quadrature in ln t",
    ),
    mean(
        "mean squared error under white noise",
        law=_loss,
        sample=simulate.error_power,
        at=grid(
            coefficients=[(0.2, 0.1), (1.5, 0.3)],
            rates=[(1.5, 0.4)],
            exponent=[2.0],
            time_scale=[1.0],
        ),
        full=grid(
            coefficients=[(0.3, 0.1)], rates=[(0.8, 0.3)], exponent=[1.5], time_scale=[1.0, 2.0]
        ),
        rival=_loss_without_overlap,
        systematic=_sampling,
        why="the input is held for dt = 0.02, and the target goes on beyond the burn-in",
        trials=256,
        budget=1024,
        full_budget=8192,
    ),
    identity(
        "curvature in discrete time",
        law=_curvature,
        sample=simulate.discrete_second_derivative,
        at=grid(multiplier=[0.5, 0.9], coefficient=[0.7], best=[False, True]),
        full=grid(multiplier=[0.99], coefficient=[0.7], best=[False, True]),
        rival=_continuous_curvature,
        tolerance=1e-6,
        why="second differences of a sum",
    ),
)
