"""E[phi(a) phi(b)] and E[phi'(a) phi'(b)] at many covariances of one variance, fast.

Closed where there is a closed form. Otherwise the Mehler series with 500 odd Hermite
coefficients, from the trapezoid rule with orthonormal Hermite functions: a thousandth of the cost
of two-dimensional quadrature. Error for tanh at correlation 1: 1e-14 (E[phi phi]) and 1e-12
(E[phi' phi']) up to variance 10, 1e-10 and 5e-9 at 20, 2e-7 and 4e-6 at 50; geometrically less
below 1.
"""

import functools
import math

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import Activation
from netbounds.domains import refusal
from netbounds.theory import gaussian

FloatArray = NDArray[np.float64]
_TERMS = 1000
_REACH, _STEP = 14.0, 0.03  # resolves He_999, whose oscillations have wave number 2 sqrt(999) = 63


def products(activation: Activation, covariances: FloatArray, variance: float) -> FloatArray:
    """E[phi(a) phi(b)] at every covariance, for a and b of the same variance.

    >>> from netbounds.activations import TANH
    >>> fast = products(TANH, np.array([0.3, 1.0]), 1.0)
    >>> slow = gaussian.product(TANH, np.array([0.3, 1.0]), 1.0)
    >>> bool(np.allclose(fast, slow, rtol=0, atol=1e-13))
    True
    """
    if gaussian.has_closed_forms(activation):
        return gaussian.product(activation, covariances, variance)
    power = _coefficients(activation, variance) ** 2
    r = covariances / variance
    return np.asarray(r * _odd_series(power, r))


def slope_products(activation: Activation, covariances: FloatArray, variance: float) -> FloatArray:
    """E[phi'(a) phi'(b)] at every covariance: the derivative of `products` by the covariance.

    >>> from netbounds.activations import TANH
    >>> fast = slope_products(TANH, np.array([0.3, 1.0]), 1.0)
    >>> slow = gaussian.slope_product(TANH, np.array([0.3, 1.0]), 1.0)
    >>> bool(np.allclose(fast, slow, rtol=0, atol=1e-12))
    True
    """
    if gaussian.has_closed_forms(activation):
        return gaussian.slope_product(activation, covariances, variance)
    power = _coefficients(activation, variance) ** 2
    order = 2.0 * np.arange(power.size) + 1
    return np.asarray(_odd_series(order * power, covariances / variance) / variance)


def _odd_series(weights: FloatArray, r: FloatArray) -> FloatArray:
    """Sum of weights[j] r^(2j), terms below rounding left out."""
    last = int(np.max(np.nonzero(weights > 1e-17 * weights.sum())[0], initial=0))
    square = np.square(r)
    total = np.full_like(square, weights[last])
    for weight in weights[last - 1 :: -1] if last else ():
        total *= square
        total += weight
    return total


def _coefficients(activation: Activation, variance: float) -> FloatArray:
    """E[phi(s z) He_n(z)] / sqrt(n!), odd n."""
    if not activation.odd:
        raise refusal("gaussian_series", "activation", "be odd, or closed", activation.name)
    z, functions = _hermite_functions()
    return np.asarray(functions @ activation.function(math.sqrt(variance) * z))


@functools.cache
def _hermite_functions() -> tuple[FloatArray, FloatArray]:
    """Nodes z > 0, and He_n(z)/sqrt(n!) times the Gaussian weight of +z and -z, for odd n."""
    z = np.arange(_STEP / 2, _REACH, _STEP)
    envelope = np.exp(-z * z / 4)
    before, now = envelope, z * envelope
    rows = [now]
    for n in range(2, _TERMS):
        before, now = now, (z * now - math.sqrt(n - 1) * before) / math.sqrt(n)
        if n % 2:
            rows.append(now)
    return z, np.array(rows) * (2 * _STEP / math.sqrt(2 * math.pi) * envelope)
