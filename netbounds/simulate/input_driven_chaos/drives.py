"""What comes from outside: sinusoids in common or at random phases, noise to some neurons."""

import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

FloatArray = NDArray[np.float64]
Phases = Literal["common", "independent"]


def sinusoid(
    n: int,
    amplitude: float,
    frequency: float,
    dt: float,
    phases: Phases,
    rng: np.random.Generator,
    *,
    constant: float = 0.0,
) -> Callable[[int], Any]:
    """External current of every step: constant + I1 sin(2 pi f n dt + theta_i).

    `common`: theta_i = 0. `independent`: uniform random phases, drawn here.

    Parameters
    ----------
    amplitude, frequency
        I1 >= 0, and f in 1/tau (> 0 unless I1 = 0).

    Raises
    ------
    DomainError
        If n < 2, dt is not in (0, 1], I1 < 0, or f <= 0 with I1 != 0.
    """
    if n < 2:
        raise refusal("sinusoid", "n", "be >= 2", n)
    if not 0 < dt <= 1:
        raise refusal("sinusoid", "dt", "be in (0, 1] (units of tau)", dt)
    if not (math.isfinite(amplitude) and amplitude >= 0):
        raise refusal("sinusoid", "amplitude", "be a number >= 0", amplitude)
    if amplitude and not (math.isfinite(frequency) and frequency > 0):
        rule = "be > 0 when there is an amplitude"
        raise refusal("sinusoid", "frequency", rule, frequency, "add a constant to `constant`")
    if phases not in ("common", "independent"):
        raise refusal("sinusoid", "phases", "be 'common' or 'independent'", phases)
    turn = 2 * math.pi * frequency * dt
    if phases == "common" or not amplitude:
        return lambda step: constant + amplitude * math.sin(turn * step)
    theta = rng.uniform(0, 2 * math.pi, n)
    # sin(a + theta) by two products, much cheaper than a sine for each neuron
    even, odd = amplitude * np.sin(theta), amplitude * np.cos(theta)
    return lambda step: constant + math.cos(turn * step) * even + math.sin(turn * step) * odd


def partial_noise(n: int, variance: float, fraction: float, rng: np.random.Generator) -> FloatArray:
    """Noise variance of every neuron when a random fraction of them is driven.

    Raises
    ------
    DomainError
        If n < 2, the variance is < 0 or the fraction not in [0, 1].
    """
    if n < 2:
        raise refusal("partial_noise", "n", "be >= 2", n)
    if not (math.isfinite(variance) and variance >= 0):
        raise refusal("partial_noise", "variance", "be a number >= 0", variance)
    if not 0 <= fraction <= 1:
        raise refusal("partial_noise", "fraction", "be in [0, 1]", fraction)
    intensities = np.zeros(n)
    intensities[rng.permutation(n)[: round(fraction * n)]] = variance
    return intensities
