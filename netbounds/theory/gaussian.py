"""Gaussian expectations of activation functions: what every mean-field law of rate neurons needs.

For a, b jointly Gaussian with zero mean: E[phi(a)^2], E[phi'(a)], E[phi'(a)^2],
E[phi(a) phi(b)], E[phi'(a) phi'(b)]. Closed for identity, erf and ReLU. Otherwise (tanh) the
trapezoid rule on z in [-9, 9], whose error falls like exp(-2 pi d / h) with d the distance of
the nearest pole: the step is taken from the activation's analytic strip so that this is 1e-16.
(Gauss-Hermite with 160 nodes gives eight digits only.)
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.activations import ERF, IDENTITY, RELU, Activation
from netbounds.domains import refusal

FloatArray = NDArray[np.float64]
_REACH = 9.0  # beyond it the Gaussian weighs 1e-18
_DIGITS = 37.0  # exp(-37) = 1e-16


def square(activation: Activation, variance: ArrayLike) -> FloatArray:
    """Mean of phi(a)^2 for a ~ N(0, variance).

    >>> from netbounds.activations import ERF
    >>> round(float(square(ERF, 2.0)), 12)
    0.548180787817
    """
    v = _variance("square", variance)
    if closed := _CLOSED.get(activation):
        return np.asarray(closed.square(v))
    return _average(lambda x: activation.function(x) ** 2, activation, v)


def slope(activation: Activation, variance: ArrayLike) -> FloatArray:
    """Mean of phi'(a) for a ~ N(0, variance).

    >>> from netbounds.activations import ERF
    >>> round(float(slope(ERF, 2.0)), 12)
    0.491378679844
    """
    v = _variance("slope", variance)
    if closed := _CLOSED.get(activation):
        return np.asarray(closed.slope(v))
    return _average(activation.slope, activation, v)


def square_slope(activation: Activation, variance: ArrayLike) -> FloatArray:
    """Mean of phi'(a)^2 for a ~ N(0, variance).

    >>> from netbounds.activations import TANH
    >>> round(float(square_slope(TANH, 2.12147356820318)), 12)
    0.340668334381
    """
    v = _variance("square_slope", variance)
    if closed := _CLOSED.get(activation):
        return np.asarray(closed.square_slope(v))
    return _average(lambda x: activation.slope(x) ** 2, activation, v)


def product(
    activation: Activation,
    covariance: ArrayLike,
    variance: ArrayLike,
    other_variance: ArrayLike | None = None,
) -> FloatArray:
    """Mean of phi(a) phi(b) for jointly Gaussian a, b of the given covariance and variances.

    Arrays broadcast against each other. Closed forms cost one arcsine an entry; quadrature costs
    about 10^4 evaluations an entry (tabulate and interpolate in arcsin(covariance / variance)
    where many are needed, or use `hermite_coefficients`).

    >>> from netbounds.activations import ERF
    >>> round(float(product(ERF, 0.5, 1.0, 2.0)), 12)
    0.154752626667
    """
    return _pair("product", activation, covariance, variance, other_variance)


def slope_product(
    activation: Activation,
    covariance: ArrayLike,
    variance: ArrayLike,
    other_variance: ArrayLike | None = None,
) -> FloatArray:
    """Mean of phi'(a) phi'(b); arguments and cost like `product`.

    >>> from netbounds.activations import ERF
    >>> float((slope_product(ERF, 0.0, 2.0) / slope(ERF, 2.0) ** 2).round(12))
    1.0
    """
    return _pair("slope_product", activation, covariance, variance, other_variance)


def has_closed_forms(activation: Activation) -> bool:
    """Whether pair expectations cost one closed expression an entry.

    >>> from netbounds.activations import ERF, TANH
    >>> has_closed_forms(ERF), has_closed_forms(TANH)
    (True, False)
    """
    return activation in _CLOSED


def hermite_coefficients(activation: Activation, variance: ArrayLike, terms: int) -> FloatArray:
    """Coefficients c_n = E[phi(sqrt(v) z) He_n(z)] / sqrt(n!), n = 0 .. terms-1.

    Mehler: E[phi(a) phi(b)] = sum_n c_n(v) c_n(v') r^n with correlation r. Shape: that of
    `variance` with `terms` appended. For tanh at r = 1, 62 terms miss 3e-8 at v = 2 and 2e-5 at
    v = 5.4; at |r| < 0.9 they are exact to rounding.

    >>> from netbounds.activations import TANH
    >>> float(hermite_coefficients(TANH, 1.0, 2)[1].round(6))
    0.605706
    """
    v = _variance("hermite_coefficients", variance)
    z, weight = _nodes(activation, float(np.max(v, initial=0.0)))
    values = activation.function(np.sqrt(v)[..., None] * z) * weight
    basis = np.empty((terms, z.size))
    basis[0] = 1.0
    for n in range(1, terms):
        basis[n] = z * basis[n - 1] / math.sqrt(n)
        if n > 1:
            basis[n] -= math.sqrt((n - 1) / n) * basis[n - 2]
    return np.asarray(values @ basis.T)


def expectation(
    function: Callable[[FloatArray], FloatArray],
    variance: float,
    *,
    mean: float = 0.0,
    strip: float = math.pi / 2,
) -> float:
    """Mean of any smooth function of a ~ N(mean, variance); `strip`: its analytic strip.

    >>> round(expectation(np.cos, 2.0, strip=math.inf), 12) == round(math.exp(-1), 12)
    True
    """
    v = float(_variance("expectation", variance))
    z, weight = _trapezoid(_step(strip, v))
    return float(function(mean + math.sqrt(v) * z) @ weight)


@dataclass(frozen=True, slots=True)
class _Closed:
    """Closed forms; `product` and `slope_product` take (covariance, variance, variance)."""

    square: Callable[[Any], Any]
    slope: Callable[[Any], Any]
    square_slope: Callable[[Any], Any]
    product: Callable[[Any, Any, Any], Any]
    slope_product: Callable[[Any, Any, Any], Any]


def _erf_product(c: Any, v: Any, w: Any) -> Any:
    half = math.pi / 2
    ratio = half * c / np.sqrt((1 + half * v) * (1 + half * w))
    return 2 / math.pi * np.arcsin(np.clip(ratio, -1, 1))  # rounding may pass 1


def _erf_slope_product(c: Any, v: Any, w: Any) -> Any:
    half = math.pi / 2
    return 1 / np.sqrt((1 + half * v) * (1 + half * w) - (half * c) ** 2)


def _angle(c: Any, v: Any, w: Any) -> Any:
    scale = np.sqrt(v * w)
    ratio = np.divide(c, scale, out=np.zeros_like(scale), where=scale > 0)
    return np.arccos(np.clip(ratio, -1, 1))


def _relu_product(c: Any, v: Any, w: Any) -> Any:
    angle = _angle(c, v, w)
    return np.sqrt(v * w) / (2 * math.pi) * (np.sin(angle) + (math.pi - angle) * np.cos(angle))


_CLOSED = {
    IDENTITY: _Closed(
        square=lambda v: v,
        slope=np.ones_like,
        square_slope=np.ones_like,
        product=lambda c, v, w: c,
        slope_product=lambda c, v, w: np.ones_like(c),
    ),
    ERF: _Closed(
        square=lambda v: _erf_product(v, v, v),
        slope=lambda v: 1 / np.sqrt(1 + math.pi / 2 * v),
        square_slope=lambda v: 1 / np.sqrt(1 + math.pi * v),
        product=_erf_product,
        slope_product=_erf_slope_product,
    ),
    RELU: _Closed(
        square=lambda v: v / 2,
        slope=lambda v: np.full_like(v, 0.5),
        square_slope=lambda v: np.full_like(v, 0.5),
        product=_relu_product,
        slope_product=lambda c, v, w: (math.pi - _angle(c, v, w)) / (2 * math.pi),
    ),
}


def _pair(
    where: str, activation: Activation, covariance: Any, variance: Any, other_variance: Any
) -> FloatArray:
    v = _variance(where, variance)
    w = v if other_variance is None else _variance(where, other_variance)
    c, v, w = np.broadcast_arrays(np.asarray(covariance, dtype=float), v, w)
    limit = np.sqrt(v * w)
    if not np.all(np.abs(c) <= limit * (1 + 1e-9) + 1e-300):
        raise refusal(
            where, "covariance", "be <= sqrt(variance * other_variance)", float(np.max(c))
        )
    if closed := _CLOSED.get(activation):
        return np.asarray(getattr(closed, where)(c, v, w))
    function = activation.function if where == "product" else activation.slope
    z, weight = _nodes(activation, float(max(np.max(v, initial=0.0), np.max(w, initial=0.0))))
    result = np.empty(c.shape)
    for place in np.ndindex(c.shape):
        r = float(np.clip(c[place] / limit[place], -1, 1)) if limit[place] else 0.0
        inner = r * z[:, None] + math.sqrt(1 - r * r) * z
        left = function(math.sqrt(v[place]) * z) * weight
        result[place] = left @ (function(math.sqrt(w[place]) * inner) @ weight)
    return result


def _average(
    function: Callable[[FloatArray], FloatArray], activation: Activation, v: FloatArray
) -> FloatArray:
    z, weight = _nodes(activation, float(np.max(v, initial=0.0)))
    return np.asarray(function(np.sqrt(v)[..., None] * z) @ weight)


def _nodes(activation: Activation, variance: float) -> tuple[FloatArray, FloatArray]:
    if activation.strip <= 0:
        rule = "be smooth or have closed Gaussian expectations (identity, erf, relu)"
        raise refusal("gaussian", "activation", rule, activation.name)
    return _trapezoid(_step(activation.strip, variance))


def _step(strip: float, variance: float) -> float:
    return min(0.25, 2 * math.pi * strip / (_DIGITS * math.sqrt(max(variance, 1e-300))))


def _trapezoid(step: float) -> tuple[FloatArray, FloatArray]:
    half = math.ceil(_REACH / step)
    z = step * np.arange(-half, half + 1, dtype=float)
    weight = np.exp(-z * z / 2)
    return z, weight / float(weight.sum())


def _variance(where: str, variance: ArrayLike) -> FloatArray:
    v = np.asarray(variance, dtype=float)
    if not (np.all(np.isfinite(v)) and np.all(v >= 0)):
        raise refusal(where, "variance", "be finite and >= 0", variance)
    return v
