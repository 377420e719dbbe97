"""Claims about all exponents together: their sum, and their mean."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import TANH
from netbounds.claim import Claim, grid, identity, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import input_driven_chaos as theory

FloatArray = NDArray[np.float64]


def recorded_sum(weights: FloatArray, states: FloatArray, dt: float) -> float:
    """Mean log determinant of the Jacobians along the recorded states."""
    return theory.lyapunov_sum(weights, states, TANH, dt=dt)


def typical_sum(weights: FloatArray, gain: float, input_variance: float, dt: float) -> float:
    """The mean over networks instead of this network's determinant and states."""
    n = len(weights)
    if dt == 1:
        return n * theory.mean_lyapunov_exponent(n, gain, input_variance, TANH)
    return n * math.log(1 - dt) / dt


def shrinking(neurons: int, gain: float, input_variance: float) -> float:
    """Mean of the spectrum beyond the determinant of the weights: the mean log slope."""
    mean = theory.mean_lyapunov_exponent(neurons, gain, input_variance, TANH)
    return mean - theory.mean_log_determinant(neurons, gain)


def largest_instead(gain: float, input_variance: float) -> float:
    """What one gets if slopes entered all exponents as they enter the largest one."""
    return theory.discrete_lyapunov_exponent(gain, input_variance, TANH) - math.log(gain)


SPECTRUM_CLAIMS: tuple[Claim, ...] = (
    identity(
        "the sum of all exponents is a mean log determinant",
        law=recorded_sum,
        sample=simulate.spectrum_sum,
        draw=simulate.recorded_network,
        at=grid(gain=[2.0], input_variance=[0.5], n=[40], steps=[40], dt=[1.0, 0.25]),
        rival=typical_sum,
        tolerance=1e-8,
        why="rounding of some ten thousand orthonormalisations",
        trials=4,
        full_budget=16,
    ),
    mean(
        "mean of all exponents",
        law=shrinking,
        sample=simulate.mean_exponent_beyond_determinant,
        at=grid(gain=[2.0], input_variance=[0.5], neurons=[60], steps=[40]),
        rival=largest_instead,
        systematic=lambda neurons, gain, input_variance: 0.015
        * abs(shrinking(neurons, gain, input_variance)),
        why="the variance of finite networks lies about 1/n to 2/n below the limit",
        trials=96,
        budget=128,
        block=8,
        full=grid(gain=[2.0], input_variance=[0.5], neurons=[200], steps=[60]),
        full_budget=128,
    ),
)  # fmt: skip
