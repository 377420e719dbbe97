"""Slow common input silences the network, and changes nothing while it does not."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, grid, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import input_driven_chaos as theory

FloatArray = NDArray[np.float64]


def quasi_static(gain: float, n: int, input_amplitude: float, dt: float) -> FloatArray:
    """Exponent, local exponent in silence, and silent share of a slow cycle."""
    quiet = theory.balanced_mean_field(gain, n, dt=dt).lyapunov_exponent
    rate = theory.quasi_static_lyapunov_exponent(input_amplitude, n, autonomous_exponent=quiet)
    return np.array([rate, -1.0, (quiet - rate) / (1 + quiet)])


def never_silent(gain: float, n: int, dt: float) -> FloatArray:
    """What one gets if inhibition cancelled the input at all times."""
    quiet = theory.balanced_mean_field(gain, n, dt=dt).lyapunov_exponent
    return np.array([quiet, quiet, 0.0])


def finite_network(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float
) -> FloatArray:
    """60/n while active, dt/2 in silence, half of f tau in the share."""
    share = quasi_static(gain, n, input_amplitude, dt)[2]
    # silent differences decay by ln(1 - dt)/dt, not by 1
    euler = -math.log1p(-dt) / dt - 1
    return np.array([60 / n * (1 - share) + euler * share, 1.01 * euler, frequency / 2])


SILENCING_CLAIMS: tuple[Claim, ...] = (
    mean(
        "slow common input acts by silencing",
        law=quasi_static,
        sample=simulate.silenced_sample,
        at=grid(gain=[2.0], n=[256], input_amplitude=[1.5 * 16], frequency=[0.05], dt=[0.05]),
        rival=never_silent,
        systematic=finite_network,
        why="exponents of active networks lie 25/n to 45/n below the limit; the Euler map shrinks "
        "silent differences by ln(1 - dt)/dt; falling silent and reviving take about tau each",
        resolution=0.1,
        trials=24,
        block=4,
        budget=48,
        full=grid(gain=[2.0], n=[1000], frequency=[0.01], dt=[0.04],
                  input_amplitude=[1.5 * math.sqrt(1000)]),
        full_budget=48,
    ),
)  # fmt: skip
