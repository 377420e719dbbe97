"""What one synapse of the one-shot rule is worth, and the gain at which it is worth most."""

import functools
import math
from dataclasses import dataclass

from netbounds.domains import (
    Density,
    Gain,
    InputFraction,
    InputSteps,
    ReadoutFraction,
    StepCount,
    TimeStep,
    check,
)
from netbounds.theory.sparse_rnn_classification.fluctuations import moments
from netbounds.theory.sparse_rnn_classification.mean_field import POINTS, one_shot_setting


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShotScaling:
    """What fixes the capacity constant: all taken where the pattern's own trace vanishes."""

    capacity_constant: float
    mean_rate: float  # mu_0, the threshold that keeps its accuracy as N grows
    sensitivity: float  # chi = d(mean rate of + patterns)/d kappa
    variance: float  # Var r across neurons
    collective: float  # N Var of the population's mean rate


def one_shot_scaling(
    *,
    density: Density = 0.1,
    gain: Gain = 10.0,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> OneShotScaling:
    r"""Mean rate, sensitivity and fluctuations at vanishing feedback give the capacity constant.

    .. math:: \alpha^* = \frac{g^2\sqrt{0.1 f}\, f_\mathrm{in}^2\,\chi^2}{V}, \qquad
              V = \frac{1-f_\mathrm{out}}{f_\mathrm{out}}\,\mathrm{Var}\,r + v

    with chi = d mu_+/d kappa, Var r and v at kappa = 0 (v is N times the variance of the
    population's mean rate).

    Parameters
    ----------
    density, gain, readout_fraction, input_fraction : float
        f, g, f_out, f_in.
    steps, input_steps, dt
        Length of the trial, steps with input, time step.

    Returns
    -------
    OneShotScaling

    Raises
    ------
    DomainError
        If an argument lies outside of its domain.

    Notes
    -----
    Valid when: N -> infinity at fixed load P/(f_in f N^2).

    Source: turcu2022 (model, released code); theory derived here.

    Examples
    --------
    >>> round(one_shot_scaling().mean_rate, 4)
    0.0339
    """
    check("one_shot_scaling", "readout_fraction", readout_fraction, ReadoutFraction)
    return _scaling(density, gain, readout_fraction, input_fraction, steps, input_steps, dt, POINTS)


def one_shot_capacity_constant(
    *,
    density: Density = 0.1,
    gain: Gain = 10.0,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> float:
    r"""A one-shot synapse is worth alpha* weights of a perceptron: 0.0093 as published.

    See `one_shot_scaling` for the formula, its parts, parameters and validity.

    Returns
    -------
    float
        alpha*, patterns per synapse at which accuracy is 84 %.

    Notes
    -----
    Source: turcu2022 (model, released code); theory derived here.

    Examples
    --------
    >>> round(one_shot_capacity_constant(), 4)
    0.0093
    """
    return one_shot_scaling(
        density=density, gain=gain, readout_fraction=readout_fraction,
        input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt,
    ).capacity_constant  # fmt: skip


def optimal_gain(
    *,
    density: Density = 0.1,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> float:
    """The gain at which a one-shot synapse is worth most: 22, twice the published 10.

    Parameters
    ----------
    density, readout_fraction, input_fraction, steps, input_steps, dt
        As in `one_shot_scaling`.

    Returns
    -------
    float
        Gain g that maximises the capacity constant (to 1 %; the maximum is flat).

    Raises
    ------
    DomainError
        If the readout fraction is not in (0, 1].

    Notes
    -----
    Valid when: As `one_shot_scaling`.

    Source: turcu2022 (model, released code); theory derived here.

    Examples
    --------
    >>> 20 < optimal_gain() < 25
    True

    Cost: about 1 s.
    """
    from scipy.optimize import minimize_scalar

    check("optimal_gain", "readout_fraction", readout_fraction, ReadoutFraction)
    # the noise gain of the other patterns is what must be of order one
    unit = 3 / (math.pow(0.1 * density, 0.25) * math.sqrt(input_fraction))

    def loss(log_noise: float) -> float:
        gain = unit * math.exp(log_noise)
        found = _scaling(
            density, gain, readout_fraction, input_fraction, steps, input_steps, dt, POINTS // 4
        )
        return -found.capacity_constant

    best = minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded", options={"xatol": 5e-3})
    return unit * math.exp(float(best.x))


@functools.lru_cache(maxsize=256)
def _scaling(
    density: float,
    gain: float,
    readout_fraction: float,
    input_fraction: float,
    steps: int,
    input_steps: int,
    dt: float,
    points: int,
) -> OneShotScaling:
    setting, _ = one_shot_setting(
        "one_shot_scaling",
        neurons=1, patterns=1, density=density, gain=gain, input_fraction=input_fraction,
        steps=steps, input_steps=input_steps, dt=dt, points=points,
    )  # fmt: skip
    at_rest = moments(setting, 0.0)
    variance = at_rest.variance * (1 - readout_fraction) / readout_fraction + at_rest.collective
    per_synapse = 9 * setting.noise_gain * input_fraction
    return OneShotScaling(
        capacity_constant=per_synapse * at_rest.sensitivity**2 / variance,
        mean_rate=at_rest.mean,
        sensitivity=at_rest.sensitivity,
        variance=at_rest.variance,
        collective=at_rest.collective,
    )
