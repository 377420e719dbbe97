"""Independent trials in continuous time: dense networks with noise, balanced with sinusoids."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import RELU, Activation
from netbounds.domains import refusal
from netbounds.simulate.input_driven_chaos.drives import Phases, sinusoid
from netbounds.simulate.input_driven_chaos.moments import Moments
from netbounds.simulate.input_driven_chaos.networks import balanced_network, dense_network
from netbounds.simulate.lyapunov import lyapunov_exponents

FloatArray = NDArray[np.float64]


class Correlations:
    """Running population mean of h(t) h(t + lag) at a few lags."""

    def __init__(self, lags: tuple[int, ...]) -> None:
        self._lags = lags
        self._past: list[NDArray[Any]] = []
        self._sums = np.zeros(len(lags))
        self._steps = 0

    def __call__(self, step: int, h: NDArray[Any]) -> None:
        """Take the state of one step in."""
        self._past = [h.copy(), *self._past[: max(self._lags)]]
        if len(self._past) > max(self._lags):
            self._sums += [float(np.mean(h * self._past[lag])) for lag in self._lags]
            self._steps += 1

    @property
    def means(self) -> FloatArray:
        """Mean products, one for each lag."""
        return self._sums / self._steps


def exponent_and_autocovariance(
    gain: float, noise: float, dt: float, lags: tuple[int, ...], n: int, duration: float,
    activation: Activation, rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Largest exponent, and C(k) at lags in steps, of one dense network with white noise 2D."""
    seen = Correlations(lags)
    found = lyapunov_exponents(
        dense_network(n, gain, rng), activation=activation, steps=round(duration / dt), dt=dt,
        noise=noise, discard=round(30 / dt), single=True, observe=seen, rng=rng,
    )  # fmt: skip
    return np.array([found.exponents[0], *seen.means])


class ActiveFraction:
    """Running fraction of the neurons with h > 0."""

    def __init__(self) -> None:
        self._sum, self._steps = 0.0, 0

    def __call__(self, h: NDArray[Any]) -> None:
        """Take the state of one step in."""
        self._sum += np.count_nonzero(h > 0) / h.size
        self._steps += 1

    @property
    def mean(self) -> float:
        """The fraction so far."""
        return self._sum / self._steps


def balanced_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, phases: Phases, dt: float,
    duration: float, rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Exponent, mean and variance of h, rate, active fraction of one balanced network.

    I0 = J0 = 1. Duration in tau, rounded up to whole periods; 40 tau before it are left out.

    Raises
    ------
    DomainError
        If the Euler step is too large for the stiffness 1 + sqrt(n) times the active fraction.
    """
    active = 0.6 if phases == "common" and input_amplitude else 0.4
    limit = 1.5 / (1 + math.sqrt(n) * active)
    if dt > limit:
        rule = f"be at most {limit:.3g} for {n} balanced neurons"
        raise refusal("balanced_sample", "dt", rule, dt, "the Euler map of the mean is unstable")
    period = 1 / frequency if input_amplitude else 1.0
    steps = round(math.ceil(duration / period - 1e-9) * period / dt)
    wait = round(math.ceil(40 / period) * period / dt)
    seen, above = Moments(RELU), ActiveFraction()

    def observe(step: int, h: NDArray[Any]) -> None:
        seen(step, h)
        above(h)

    current = sinusoid(n, input_amplitude, frequency, dt, phases, rng, constant=math.sqrt(n))
    found = lyapunov_exponents(
        balanced_network(n, gain, rng), activation=RELU, steps=steps, dt=dt, current=current,
        initial=rng.normal(-1.7, 4.4, n), discard=wait, single=True, observe=observe, rng=rng,
    )  # fmt: skip
    variance = seen.square - seen.mean**2
    return np.array([found.exponents[0], seen.mean, variance, seen.activity, above.mean])


def undriven_sample(
    gain: float, n: int, dt: float, duration: float, rng: np.random.Generator
) -> FloatArray:
    """`balanced_sample` without a sinusoid."""
    return balanced_sample(gain, n, 0.0, 1.0, "common", dt, duration, rng)


def independent_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """`balanced_sample` with random phases."""
    return balanced_sample(gain, n, input_amplitude, frequency, "independent", dt, duration, rng)


def common_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """`balanced_sample` with the same phase for all."""
    return balanced_sample(gain, n, input_amplitude, frequency, "common", dt, duration, rng)


def chaos_sign(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> float:  # fmt: skip
    """+1 if the network with random phases has a positive exponent, -1 if a negative one."""
    found = independent_sample(gain, n, input_amplitude, frequency, dt, duration, rng)
    return float(np.sign(found[0]))
