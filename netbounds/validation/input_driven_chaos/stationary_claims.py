"""Claims in continuous time without a common drive: white noise, and what the network keeps up."""

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, TANH, Activation
from netbounds.claim import Claim, grid, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import input_driven_chaos as theory

FloatArray = NDArray[np.float64]


def exponent_and_autocovariance(
    gain: float, noise: float, dt: float, lags: tuple[int, ...], activation: Activation
) -> FloatArray:
    """Exponent, and C at lags given in steps."""
    field = theory.stationary_mean_field(gain, dt=dt, noise=noise, activation=activation)
    rate = theory.stationary_lyapunov_exponent(gain, dt=dt, noise=noise, activation=activation)
    return np.array([rate, *field.autocovariance[list(lags)]])


def as_in_discrete_time(
    gain: float, noise: float, lags: tuple[int, ...], activation: Activation
) -> FloatArray:
    """What one gets if time steps of the network are taken for units of tau."""
    return exponent_and_autocovariance(gain, noise, 1.0, lags, activation)


def finite_network(
    gain: float, noise: float, dt: float, lags: tuple[int, ...], activation: Activation, n: int
) -> FloatArray:
    """25/n in the exponent, 8/n of the variance in the autocovariance."""
    variance = theory.fluctuation_variance(gain, dt=dt, noise=noise, activation=activation)
    return np.array([25 / n] + [8 * variance / n] * len(lags))


STATIONARY_CLAIMS: tuple[Claim, ...] = (
    mean(
        "exponent and autocovariance in continuous time",
        law=exponent_and_autocovariance,
        sample=simulate.exponent_and_autocovariance,
        at=grid(gain=[2.0], noise=[0.5], dt=[0.25], lags=[(0, 2, 4, 8, 16)], n=[600],
                duration=[60.0], activation=[ERF]),
        rival=as_in_discrete_time,
        systematic=finite_network,
        why="exponents of networks lie about 15/n below the limit (25/n at most, n >= 1000); "
        "variances deviate by a few 1/n",
        resolution=0.15,
        trials=16,
        block=8,
        budget=32,
        full=grid(gain=[2.0], noise=[0.0], dt=[0.1], lags=[(0, 5, 10, 20, 40)],
                  n=[1000, 2000], duration=[80.0], activation=[TANH])
        + grid(gain=[1.5, 2.0], noise=[0.5], dt=[0.1], lags=[(0, 5, 10, 20, 40)], n=[1000],
               duration=[100.0], activation=[ERF]),
        full_budget=32,
    ),
)  # fmt: skip
