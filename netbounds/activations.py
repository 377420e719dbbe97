"""Activation functions of rate neurons: frozen records that theory and simulation share.

A record holds the function and its slope for simulation, and for quadrature how far the function
is analytic beside the real axis. Equality and hash go by name.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np

from netbounds.domains import Examples, Symbol


@dataclass(frozen=True, slots=True)
class Activation:
    """A pointwise nonlinearity of slope 1 at the origin (ReLU: right of it).

    Attributes
    ----------
    name
        What it is called; records with the same name are the same.
    function, slope
        The nonlinearity and its derivative, on arrays.
    odd
        Whether function(-x) = -function(x).
    strip
        Distance of the nearest singularity from the real axis (tanh: pi/2). Quadrature of
        Gaussian expectations takes its step from it.
    """

    name: str
    function: Callable[[Any], Any] = field(repr=False, compare=False)
    slope: Callable[[Any], Any] = field(repr=False, compare=False)
    odd: bool = field(repr=False, compare=False, default=True)
    strip: float = field(repr=False, compare=False, default=math.inf)


def _identity(x: Any) -> Any:
    return x


def _erf(x: Any) -> Any:
    from scipy.special import erf

    return erf(math.sqrt(math.pi) / 2 * x)


def _erf_slope(x: Any) -> Any:
    return np.exp(-math.pi / 4 * np.square(x))


def _tanh_slope(x: Any) -> Any:
    y = np.tanh(x)
    return 1.0 - y * y


def _relu(x: Any) -> Any:
    return np.maximum(x, 0)


def _step(x: Any) -> Any:
    return np.heaviside(x, 0)


IDENTITY = Activation("identity", _identity, np.ones_like)
ERF = Activation("erf", _erf, _erf_slope)
TANH = Activation("tanh", np.tanh, _tanh_slope, strip=math.pi / 2)
RELU = Activation("relu", _relu, _step, odd=False, strip=0.0)

Sigmoid = Annotated[
    Activation, Examples((ERF, TANH)), Symbol(r"\phi", "activation function of slope 1 at 0")
]
