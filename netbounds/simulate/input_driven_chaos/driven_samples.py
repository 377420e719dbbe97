"""Independent trials in continuous time: dense networks with noise, balanced with sinusoids."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import Activation
from netbounds.simulate.input_driven_chaos.balanced import balanced_run
from netbounds.simulate.input_driven_chaos.drives import Phases
from netbounds.simulate.input_driven_chaos.networks import dense_network
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


def undriven_sample(
    gain: float, n: int, dt: float, duration: float, rng: np.random.Generator
) -> FloatArray:
    """Exponent, mean and variance of h, rate, active fraction of one balanced network."""
    return _driven(gain, n, 0.0, 1.0, "common", dt, duration, rng)


def independent_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """The same as `undriven_sample` under a sinusoid with random phases."""
    return _driven(gain, n, input_amplitude, frequency, "independent", dt, duration, rng)


def common_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """The same as `undriven_sample` under a sinusoid with one phase for all."""
    return _driven(gain, n, input_amplitude, frequency, "common", dt, duration, rng)


def _driven(
    gain: float, n: int, amplitude: float, frequency: float, phases: Phases, dt: float,
    duration: float, rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    run = balanced_run(
        n, gain, amplitude=amplitude, frequency=frequency, phases=phases, dt=dt, time=duration,
        discard=max(20, 0.4 * duration), rng=rng,
    )  # fmt: skip
    moments = run.mean, run.variance, run.rate, run.active.mean()
    return np.array([run.spectrum.exponents[0], *moments])


def chaos_sign(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float, duration: float,
    rng: np.random.Generator,
) -> float:  # fmt: skip
    """+1 if the network with random phases has a positive exponent, -1 if a negative one."""
    found = independent_sample(gain, n, input_amplitude, frequency, dt, duration, rng)
    return float(np.sign(found[0]))


def silenced_sample(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Exponent, local exponent in silence, and silent share of one period of common input.

    Silent are the times without any active neuron. The local exponent is that of the intervals of
    one tau that are silent throughout.
    """
    run = balanced_run(
        n, gain, amplitude=input_amplitude, frequency=frequency, phases="common", dt=dt,
        time=1 / frequency, discard=20, rng=rng,
    )  # fmt: skip
    silent, growth = run.active == 0, run.spectrum.growth[:, 0]
    every = silent.size // growth.size
    throughout = silent[: every * growth.size].reshape(growth.size, every).all(axis=1)
    rate = growth[throughout].mean() if throughout.any() else growth.mean()
    return np.array([run.spectrum.exponents[0], rate, silent.mean()])
