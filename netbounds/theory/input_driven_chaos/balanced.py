"""Balanced network of rectified-linear neurons: without input, and with input of random phases.

    h(n+1) = (1 - dt) h(n) + dt [sum_j J_ij phi(h_j(n)) + sqrt(N) I0 + I1 sin(2 pi f t + theta_i)]
    J_ij = -J0/sqrt(N) + N(0, g^2/N),   phi(h) = max(h, 0)

Strong inhibition balances strong constant input, which fixes the mean up to 1/sqrt(N). Input whose
phase theta_i differs from neuron to neuron leaves the population stationary.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import check, refusal
from netbounds.theory import gaussian_relu
from netbounds.theory.input_driven_chaos._balance import (
    BalancedGain,
    ConstantInput,
    Inhibition,
    InputAmplitude,
    InputFrequency,
    NeuronNumber,
)
from netbounds.theory.input_driven_chaos._fixed_point import fixed_point
from netbounds.theory.input_driven_chaos._growth import growth_exponent
from netbounds.theory.input_driven_chaos.stationary import EulerStep, GridDuration

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancedMeanField:
    """Self-consistent statistics of a balanced network whose neurons are driven with random phases.

    Attributes
    ----------
    gain, neurons, input_amplitude, frequency, dt
        g, N (None: infinite), I1, f and Euler step.
    mean, variance
        <h> and C(0) of a neuron's input apart from its own sinusoid; the variance includes the
        quenched part. Both are in units of the constant input.
    rate, active
        nu = <phi(h)>, and the fraction of the neurons with h > 0.
    response
        A, amplitude of the sinusoid in h.
    lags, autocovariance
        k dt >= 0, and C(k), not centred: it tends to the quenched variance.
    lyapunov_exponent
        Largest exponent per tau, conditional on the input.
    residual, iterations
        Relative residual of the self-consistency, and how many steps it took.
    """

    gain: float
    neurons: int | None
    input_amplitude: float
    frequency: float
    dt: float
    mean: float
    variance: float
    rate: float
    active: float
    response: float
    lags: FloatArray
    autocovariance: FloatArray
    lyapunov_exponent: float
    residual: float
    iterations: int


def balanced_mean_field(
    gain: BalancedGain,
    neurons: NeuronNumber,
    *,
    input_amplitude: InputAmplitude = 0.0,
    frequency: InputFrequency = 0.2,
    dt: EulerStep,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
    duration: GridDuration = 100.0,
    phases: int = 24,
) -> BalancedMeanField:
    """Input with random phases suppresses chaos at an amplitude of order 1, whatever N.

    h = m + A sin(2 pi f t + theta) + Gaussian(C), A = I1 dt / |exp(2 pi i f dt) - (1 - dt)|;
    m = sqrt(N) (I0 - J0 <phi>), C from the spectrum of <E[phi phi']> over theta. The exponent is
    the ground state of `stationary_lyapunov_exponent` with <E[theta theta']>.

    Parameters
    ----------
    gain, neurons
        g, and N (None: the limit).
    input_amplitude, frequency
        I1 and f in 1/tau.
    dt
        Euler step in units of tau.
    constant_input, inhibition
        I0 and J0.
    duration
        Period of the grid in units of tau; a whole number of periods of the input and of steps.
    phases
        Nodes of the average over theta. 24 suffice for A up to three spreads of the recurrent
        input: the trapezoid rule converges geometrically.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, the grid holds no whole number of periods, or
        the iteration does not converge.

    Notes
    -----
    Cost: about 1 s at dt = 0.1, N = 5000. The exponent converges like dt, because E[theta theta']
    has a cusp at lag 0: compare with simulations of the same dt, which must stay below
    `largest_stable_step`; the mean field itself holds beyond. Source: engelken2022.

    Examples
    --------
    >>> field = balanced_mean_field(2.0, 500, dt=0.05)
    >>> round(field.mean, 2), round(field.variance, 1), round(field.rate, 4)
    (-1.83, 21.6, 1.0819)
    """
    given = {
        "gain": (gain, BalancedGain),
        "neurons": (neurons, NeuronNumber),
        "input_amplitude": (input_amplitude, InputAmplitude),
        "frequency": (frequency, InputFrequency),
        "dt": (dt, EulerStep),
        "constant_input": (constant_input, ConstantInput),
        "inhibition": (inhibition, Inhibition),
        "duration": (duration, GridDuration),
    }
    for name, (value, domain) in given.items():
        check("balanced_mean_field", name, value, domain)
    return _solve(
        float(gain), neurons, float(input_amplitude), float(frequency), float(dt),
        float(constant_input), float(inhibition), float(duration), int(phases),
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _solve(
    gain: float, neurons: int | None, amplitude: float, frequency: float, dt: float,
    constant: float, inhibition: float, duration: float, phases: int,
) -> BalancedMeanField:  # fmt: skip
    size = _grid(duration, dt, frequency if amplitude else 0.0)
    lags = np.asarray(dt * np.arange(size // 2 + 1), dtype=float)
    angle = 2 * math.pi * frequency * dt
    response = amplitude * dt / math.hypot(math.cos(angle) - 1 + dt, math.sin(angle))
    count = 1 if amplitude == 0 else phases
    theta = 2 * math.pi * (np.arange(count) + 0.5) / count
    now = response * np.sin(theta)[:, None]
    later = response * np.sin(theta[:, None] + angle * np.arange(size // 2 + 1))
    filtered = _filter(size, dt)

    def mean_of(variance: float) -> float:
        return _balanced_mean(variance, now, neurons, constant, inhibition)

    def step(half: FloatArray) -> FloatArray:
        variance = max(float(half[0]), 1e-9)
        m = mean_of(variance)
        covariance = np.clip(half, -variance, variance)
        v = np.array(variance)
        moment = gaussian_relu.pair_unchecked(m + now, m + later, covariance, v, v)[0].mean(axis=0)
        moment[0] = gaussian_relu.rectified_square(m + now, variance).mean()
        spectrum = np.fft.hfft(moment, size)[: size // 2 + 1]
        out = gain**2 * np.maximum(spectrum, 0) * filtered
        return np.asarray(np.fft.ihfft(np.concatenate([out, out[-2:0:-1]])).real)

    rate = constant / inhibition
    start = 4 * (gain * rate) ** 2 * (0.5 + 0.5 * np.exp(-lags / 2))
    found = fixed_point("balanced_mean_field", step, start)
    variance = float(found.value[0])
    m = mean_of(variance)
    v = np.array(variance)
    covariance = np.clip(found.value, -variance, variance)
    slope = gaussian_relu.pair_unchecked(m + now, m + later, covariance, v, v)[1].mean(axis=0)
    slope[0] = gaussian_relu.step_mean(m + now, variance).mean()
    return BalancedMeanField(
        gain=gain, neurons=neurons, input_amplitude=amplitude, frequency=frequency, dt=dt,
        mean=m, variance=variance, response=response, lags=lags, autocovariance=found.value,
        rate=float(gaussian_relu.rectified_mean(m + now, variance).mean()),
        active=float(slope[0]), lyapunov_exponent=growth_exponent(gain, slope, dt),
        residual=found.residual, iterations=found.iterations,
    )  # fmt: skip


def _balanced_mean(
    variance: float, sinusoid: FloatArray, neurons: int | None, constant: float, inhibition: float
) -> float:
    from scipy.optimize import brentq

    root = 0.0 if neurons is None else 1 / math.sqrt(neurons)

    def surplus(m: float) -> float:
        rate = float(gaussian_relu.rectified_mean(m + sinusoid, variance).mean())
        return root * m + inhibition * rate - constant

    width = math.sqrt(variance) * 12 + float(np.max(np.abs(sinusoid))) + constant / inhibition
    return float(brentq(surplus, -width, width, xtol=1e-13, rtol=1e-14))


def _filter(size: int, dt: float) -> FloatArray:
    """dt^2 / |exp(iw) - (1 - dt)|^2, without cancellation at small w."""
    frequency = 2 * np.pi * np.arange(size // 2 + 1) / size
    return np.asarray(dt**2 / (dt**2 + 4 * (1 - dt) * np.sin(frequency / 2) ** 2))


def _grid(duration: float, dt: float, frequency: float) -> int:
    """Number of steps of the grid: even, with a whole number of periods."""
    size = round(duration / dt)
    whole = [duration / dt - size, duration * frequency - round(duration * frequency), size % 2]
    if max(map(abs, whole)) > 1e-6:
        rule = "be an even number of steps dt and a whole number of periods 1/frequency"
        remedy = "choose another duration or round the frequency"
        raise refusal("balanced_mean_field", "duration", rule, duration, remedy)
    return size
