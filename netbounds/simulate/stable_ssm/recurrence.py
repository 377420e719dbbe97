"""The recurrence itself, driven by samples of an input that is held between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter

Floats = NDArray[np.float64]


def response(
    coefficients: Sequence[float], rates: Sequence[float], inputs: Floats, dt: float
) -> Floats:
    r"""Output of a diagonal state-space model, one recurrence a mode.

    .. math:: h_{k+1} = e^{-m\,dt} h_k + \frac{1 - e^{-m\,dt}}{m} x_k, \qquad y_k = \sum c\,h_{k+1}

    exact for an input that is held constant between samples.

    Parameters
    ----------
    coefficients, rates
        c and m of each mode.
    inputs
        x, shape (steps,).
    dt
        Time between samples.

    Examples
    --------
    >>> response([1.0], [0.5], np.ones(200), 0.1)[-1].round(4)
    np.float64(1.9999)
    """
    output = np.zeros(len(inputs))
    for c, m in zip(coefficients, rates, strict=True):
        kept = np.exp(-m * dt)
        output += c * lfilter([-np.expm1(-m * dt) / m], [1.0, -kept], inputs)
    return output


def error_power(
    coefficients: tuple[float, ...],
    rates: tuple[float, ...],
    exponent: float,
    time_scale: float,
    dt: float = 0.02,
    steps: int = 6000,
    burn_in: int = 2000,
    *,
    rng: np.random.Generator,
) -> float:
    """Mean squared error of the recurrence against polynomial memory, for one white-noise input.

    The model has the `coefficients` c and the decay `rates` m; `dt` is the time between samples,
    `steps` their number. Both start at rest; the beginning is not counted. The target's output is a
    convolution with its integral over each sample.
    """
    inputs = rng.standard_normal(steps) / np.sqrt(dt)
    edges = 1 + time_scale * dt * np.arange(steps + 1)
    integral = edges ** (1 - exponent) / (time_scale * (1 - exponent))
    wanted = fftconvolve(inputs, np.diff(integral))[:steps]
    error = response(coefficients, rates, inputs, dt) - wanted
    return float(np.mean(error[burn_in:] ** 2))
