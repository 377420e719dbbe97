"""A network can expand some perturbations at every moment and yet not be chaotic."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, Activation
from netbounds.claim import Claim, grid, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import gaussian
from netbounds.theory import input_driven_chaos as theory

FloatArray = NDArray[np.float64]


def stationary(gain: float, noise: float, dt: float, activation: Activation) -> FloatArray:
    """Exponent and variance of the infinite network with this Euler step."""
    field = theory.stationary_mean_field(gain, dt=dt, noise=noise, activation=activation)
    rate = theory.stationary_lyapunov_exponent(gain, dt=dt, noise=noise, activation=activation)
    return np.array([rate, field.variance])


def locally_expansive(gain: float, noise: float, dt: float, activation: Activation) -> FloatArray:
    """The rate at which the Jacobian of a moment expands its leading eigenvector."""
    variance = stationary(gain, noise, dt, activation)[1]
    slope = math.sqrt(float(gaussian.square_slope(activation, variance)))
    return np.array([gain * slope - 1, variance])


def finite_network(
    gain: float, noise: float, dt: float, n: int, activation: Activation
) -> FloatArray:
    """25/n in the exponent, 10/n relative in the variance."""
    variance = stationary(gain, noise, dt, activation)[1]
    return np.array([25 / n, 10 * variance / n])


EXPANSIVE_CLAIMS: tuple[Claim, ...] = (
    mean(
        "noisy networks are locally expansive without chaos",
        law=stationary,
        sample=simulate.continuous_exponent_and_variance,
        at=grid(gain=[2.0], noise=[4.0], dt=[0.2], n=[400], time=[40.0], activation=[ERF]),
        rival=locally_expansive,
        systematic=finite_network,
        why="exponents of networks lie about 15/n below the limit, variances deviate by a few 1/n",
        resolution=0.1,
        trials=48,
        block=4,
        budget=64,
        full=grid(gain=[2.0], noise=[2.0, 4.0], dt=[0.1], n=[1000], time=[100.0],
                  activation=[ERF]),
        full_budget=64,
    ),
)  # fmt: skip
