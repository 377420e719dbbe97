"""Stationary mean field of a random network with white noise, exact in the time step.

    h(n+1) = (1 - dt) h(n) + dt sum_j J_ij phi(h_j(n)) + sqrt(2 D dt) xi_i(n),   J_ij ~ N(0, g^2/N)

dt = 1 is the discrete-time network (noise variance 2 D), dt -> 0 the differential equation. Theory
and simulation share dt, so that no discretisation error is left between them.
"""

import functools
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt, Le
from numpy.typing import NDArray

from netbounds.activations import Sigmoid
from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.theory import gaussian_series
from netbounds.theory.input_driven_chaos._fixed_point import fixed_point

FloatArray = NDArray[np.float64]

StationaryGain = Annotated[
    float, Gt(0), Symbol("g", "standard deviation of the weights times sqrt(N)"), Typical(1.5, 2.5)
]
EulerStep = Annotated[
    float, Gt(0), Le(1), Symbol(r"\Delta t", "time step", r"\tau"), Typical(0.6, 1)
]
NoiseIntensity = Annotated[
    float, Ge(0), Symbol("2D", "intensity of the white noise of every neuron"), Typical(0, 1)
]
GridDuration = Annotated[
    float, Ge(20), Symbol("T", "period of the time-lag grid", r"\tau"), Typical(100, 100)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationaryMeanField:
    """Self-consistent statistics of a neuron in a random network.

    Attributes
    ----------
    gain, dt, noise, activation
        g, Euler step, 2D and phi.
    variance
        c0 = <h^2>; 0 where the network is silent.
    lags, autocovariance
        k dt >= 0 in units of tau, and C(k) = <h(t) h(t + k)>, shapes (half the grid + 1,).
    residual, iterations
        Relative residual of the self-consistency, and how many steps it took.
    """

    gain: float
    dt: float
    noise: float
    activation: Any
    variance: float
    lags: FloatArray
    autocovariance: FloatArray
    residual: float
    iterations: int


def stationary_mean_field(
    gain: StationaryGain,
    *,
    dt: EulerStep,
    noise: NoiseIntensity = 0.0,
    activation: Sigmoid,
    duration: GridDuration = 120.0,
) -> StationaryMeanField:
    """The autocovariance that a random network of rate neurons keeps up by itself.

    S_h(w) = (dt^2 g^2 S_phi(w) + 2 D dt) / |exp(iw) - (1 - dt)|^2 with S_phi the spectrum of
    E[phi phi'](C(k); C(0)), on an even periodic grid. The iteration starts from a large variance,
    so that it finds the chaotic solution and not silence.

    Parameters
    ----------
    gain
        g.
    dt
        Euler step in units of tau; 1 is discrete time.
    noise
        2D; sqrt(2 D dt) xi is added at every step.
    activation
        phi, odd, slope 1 at the origin.
    duration
        Period of the grid in units of tau; at least 400 near the edge of chaos.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, or the iteration does not converge.

    Notes
    -----
    Cost: under 1 s (dt = 0.05, tanh). Source: sompolinsky1988; here for any time step.

    Examples
    --------
    >>> from netbounds.activations import ERF
    >>> field = stationary_mean_field(2.0, dt=0.1, activation=ERF)
    >>> round(field.variance, 6)
    2.064066
    """
    given = {
        "gain": gain, "dt": dt, "noise": noise, "activation": activation, "duration": duration,
    }  # fmt: skip
    hints = (StationaryGain, EulerStep, NoiseIntensity, Sigmoid, GridDuration)
    for (name, value), hint in zip(given.items(), hints, strict=True):
        check("stationary_mean_field", name, value, hint)
    if not activation.odd:
        raise refusal("stationary_mean_field", "activation", "be odd", activation.name)
    return _solve(float(gain), float(dt), float(noise), activation, float(duration))


@functools.lru_cache(maxsize=64)
def _solve(
    gain: float, dt: float, noise: float, activation: Any, duration: float
) -> StationaryMeanField:
    size = 2 * round(duration / (2 * dt))
    lags = np.asarray(dt * np.arange(size // 2 + 1), dtype=float)
    if gain <= 1 and noise == 0:
        silent = np.zeros(lags.size)
        return StationaryMeanField(
            gain=gain, dt=dt, noise=noise, activation=activation, variance=0.0, lags=lags,
            autocovariance=silent, residual=0.0, iterations=0,
        )  # fmt: skip
    frequency = 2 * np.pi * np.arange(size // 2 + 1) / size
    # |exp(iw) - (1 - dt)|^2, without cancellation at small w and dt
    response = dt**2 + 4 * (1 - dt) * np.sin(frequency / 2) ** 2

    def step(half: FloatArray) -> FloatArray:
        variance = max(float(half[0]), 1e-12)
        covariance = np.clip(half, -variance, variance)
        moment = gaussian_series.products(activation, covariance, variance)
        spectrum = np.fft.hfft(moment, size)[: size // 2 + 1]
        out = ((dt * gain) ** 2 * np.maximum(spectrum, 0) + noise * dt) / response
        return np.asarray(np.fft.ihfft(_even(out)).real)

    start = (gain**2 + noise) * np.exp(-lags / 2)
    found = fixed_point("stationary_mean_field", step, start)
    left = abs(float(found.value[-1] / found.value[0]))
    if left > 1e-3:
        rule = "be long enough for C to decay to a thousandth in half of it"
        got = f"{duration:g}, where {left:.2g} is left"
        raise refusal("stationary_mean_field", "duration", rule, got)
    return StationaryMeanField(
        gain=gain, dt=dt, noise=noise, activation=activation, variance=float(found.value[0]),
        lags=lags, autocovariance=found.value, residual=found.residual,
        iterations=found.iterations,
    )  # fmt: skip


def _even(half: FloatArray) -> FloatArray:
    return np.concatenate([half, half[-2:0:-1]])
