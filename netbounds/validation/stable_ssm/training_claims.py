"""The loss, its gradient, and training: closed forms against trial."""

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, bound, grid, identity, mean
from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm.maps import Map
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

Tuple = tuple[float, ...]
MAPS = ("direct", "exponential", "softplus", "best")


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


TRAINING_CLAIMS: tuple[Claim, ...] = (
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
)
