"""The maps from trained weights to decay rates, as code would train them."""

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Map = Literal["direct", "exponential", "softplus", "best"]
Floats = NDArray[np.float64]
Array = NDArray[Any]


def rates_of(
    weights: ArrayLike, reparameterization: Map, *, scale: float = 1.0, offset: float = 0.5
) -> Array:
    """Decay rates of trained weights; complex weights give complex rates.

    Parameters
    ----------
    weights
        w, any shape.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best", 1/(a w^2 + b).

    Examples
    --------
    >>> rates_of([0.0, 1.0], "best").round(6).tolist()
    [2.0, 0.666667]
    """
    w = np.asarray(weights)
    if reparameterization == "direct":
        return np.asarray(-w)
    if reparameterization == "exponential":
        return np.asarray(np.exp(w))
    if reparameterization == "softplus":
        return np.asarray(np.log1p(np.exp(w)))
    return np.asarray(1 / (scale * w**2 + offset))


def rate_at(weight: float, reparameterization: Map, *, rng: np.random.Generator) -> float:
    """The decay rate that one weight gives."""
    return float(rates_of(weight, reparameterization))


def weights_of(
    rates: ArrayLike, reparameterization: Map, *, scale: float = 1.0, offset: float = 0.5
) -> Floats:
    """Trained weights that give the rates; with the map "best" the ones >= 0.

    Parameters
    ----------
    rates
        m > 0, any shape.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Examples
    --------
    >>> weights_of([0.4], "best").round(6).tolist()
    [1.414214]
    """
    m = np.asarray(rates, dtype=float)
    if reparameterization == "direct":
        return -m
    if reparameterization == "exponential":
        return np.asarray(np.log(m))
    if reparameterization == "softplus":
        return np.asarray(np.log(np.expm1(m)))
    return np.asarray(np.sqrt((1 / m - offset) / scale))


def slopes_at(weights: Floats, reparameterization: Map, scale: float, offset: float) -> Floats:
    """Derivative of the rates by the weights, by a complex step: no formula of it is needed."""
    step = 1e-30
    moved = rates_of(weights + 1j * step, reparameterization, scale=scale, offset=offset)
    return np.asarray(moved.imag / step)
