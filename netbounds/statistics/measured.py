"""A measured number that carries its error, also when the samples are correlated in time."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean with its standard error and the number of independent trials behind it.

    >>> print(Measured(0.85031, 0.0012, 400))
    0.8503 ± 0.0012
    """

    value: float
    error: float
    trials: float

    def __str__(self) -> str:
        """The value to the two leading digits of its error."""
        if not (math.isfinite(self.error) and math.isfinite(self.value)) or self.error <= 0:
            return f"{self.value:.6g} ± {self.error:.2g}"
        decimals = 1 - math.floor(math.log10(self.error))
        if decimals < 0 or decimals > 9:
            exponent = math.floor(math.log10(max(abs(self.value), self.error)))
            unit = 10.0**exponent
            scaled = Measured(self.value / unit, self.error / unit, self.trials)
            return f"({scaled})e{exponent}" if abs(exponent) > 0 else f"{self.value} ± {self.error}"
        return f"{self.value:.{decimals}f} ± {self.error:.{decimals}f}"


def measure(trials: ArrayLike) -> Measured:
    """Mean of independent trials with its standard error.

    >>> print(measure([1.0, 2.0, 3.0, 4.0]))
    2.50 ± 0.65

    Raises
    ------
    DomainError
        If there are fewer than two trials.
    """
    x = np.asarray(trials, dtype=float).ravel()
    if x.size < 2:
        raise refusal("measure", "trials", "hold at least two numbers", f"{x.size} of them")
    return Measured(float(x.mean()), float(x.std(ddof=1) / math.sqrt(x.size)), x.size)


def autocorrelation_time(series: ArrayLike) -> float:
    """Integrated autocorrelation time in steps: 1 for independent samples.

    tau = 1 + 2 sum_{t=1}^{M} rho(t), with Sokal's window: the smallest M >= 5 tau(M).

    >>> bool(0.9 < autocorrelation_time(np.random.default_rng(1).normal(size=20000)) < 1.1)
    True

    Raises
    ------
    DomainError
        If the series is not one row of at least 8 numbers.
    """
    x = np.asarray(series, dtype=float)
    if x.ndim != 1 or x.size < 8:
        shape = f"an array of shape {x.shape}"
        raise refusal("autocorrelation_time", "series", "be one row of at least 8 numbers", shape)
    rho = _autocorrelation(x)
    if rho is None:
        return 1.0
    tau = 2 * np.cumsum(rho) - 1
    window = np.arange(x.size) >= 5 * tau
    return float(max(tau[np.argmax(window)] if window.any() else tau[-1], 1.0))


def time_average(series: ArrayLike) -> Measured:
    """Mean over a stationary time series; the error accounts for its autocorrelation.

    Refused when the series is shorter than 50 autocorrelation times: its error would be a guess.

    Raises
    ------
    DomainError
        If the series is too short for its autocorrelation.
    """
    x = np.asarray(series, dtype=float)
    tau = autocorrelation_time(x)
    if x.size < 50 * tau:
        rule = f"span at least 50 autocorrelation times (here 50 x {tau:.3g} steps)"
        raise refusal("time_average", "series", rule, f"{x.size} steps", "run longer")
    error = float(x.std(ddof=1)) * math.sqrt(tau / x.size)
    return Measured(float(x.mean()), error, x.size / tau)


def _autocorrelation(x: NDArray[np.float64]) -> NDArray[np.float64] | None:
    centred = x - x.mean()
    size = 1 << (2 * x.size - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    covariance = np.fft.irfft(spectrum * np.conj(spectrum), size)[: x.size]
    return covariance / covariance[0] if covariance[0] > 0 else None
