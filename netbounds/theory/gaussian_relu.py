"""Gaussian expectations of the ReLU max(a, 0) and of its slope, with means that are not zero.

All closed: one variable through the normal distribution function, two through Owen's T function.
Absolute error 1e-15 times the scale of the result, up to correlation 1.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal

FloatArray = NDArray[np.float64]
_ROOT_2PI = math.sqrt(2 * math.pi)


def step_mean(mean: ArrayLike, variance: ArrayLike) -> FloatArray:
    """Probability that a ~ N(mean, variance) is positive; at variance 0 the step function.

    >>> float(step_mean(0.0, 2.0))
    0.5
    """
    from scipy.special import ndtr

    return np.asarray(ndtr(_ratio(*_one("step_mean", mean, variance))))


def rectified_mean(mean: ArrayLike, variance: ArrayLike) -> FloatArray:
    """Mean of max(a, 0) for a ~ N(mean, variance).

    s R1(m/s) with R1(x) = x Phi(x) + exp(-x^2/2)/sqrt(2 pi) and s^2 the variance.

    >>> float(rectified_mean(0.0, 2 * math.pi))
    1.0
    """
    from scipy.special import ndtr

    m, v = _one("rectified_mean", mean, variance)
    x = _ratio(m, v)
    return np.asarray(m * ndtr(x) + np.sqrt(v) * _density(x))


def rectified_square(mean: ArrayLike, variance: ArrayLike) -> FloatArray:
    """Mean of max(a, 0)^2 for a ~ N(mean, variance).

    s^2 R2(m/s) with R2(x) = (1 + x^2) Phi(x) + x exp(-x^2/2)/sqrt(2 pi).

    >>> float(rectified_square(0.0, 2.0))
    1.0
    """
    from scipy.special import ndtr

    m, v = _one("rectified_square", mean, variance)
    x = _ratio(m, v)
    return np.asarray((v + m * m) * ndtr(x) + m * np.sqrt(v) * _density(x))


def step_product(
    mean: ArrayLike,
    other_mean: ArrayLike,
    covariance: ArrayLike,
    variance: ArrayLike,
    other_variance: ArrayLike,
) -> FloatArray:
    """Probability that both of two jointly Gaussian variables are positive; arrays broadcast.

    >>> float(step_product(0.0, 0.0, 0.5, 1.0, 1.0).round(12)) == round(1 / 3, 12)
    True
    """
    return _pair("step_product", mean, other_mean, covariance, variance, other_variance)[1]


def rectified_product(
    mean: ArrayLike,
    other_mean: ArrayLike,
    covariance: ArrayLike,
    variance: ArrayLike,
    other_variance: ArrayLike,
) -> FloatArray:
    """Mean of max(a, 0) max(b, 0) for jointly Gaussian a, b; arrays broadcast.

    >>> float((2 * math.pi * rectified_product(0.0, 0.0, 0.0, 1.0, 1.0)).round(12))
    1.0
    """
    return _pair("rectified_product", mean, other_mean, covariance, variance, other_variance)[0]


def rectified_pair(
    mean: ArrayLike,
    other_mean: ArrayLike,
    covariance: ArrayLike,
    variance: ArrayLike,
    other_variance: ArrayLike,
) -> tuple[FloatArray, FloatArray]:
    """`rectified_product` and `step_product` together, for the cost of one.

    >>> both = rectified_pair(1.0, 1.0, 2.0, 2.0, 2.0)
    >>> [float(x.round(6)) for x in both] == [
    ...     float(x.round(6)) for x in (rectified_square(1.0, 2.0), step_mean(1.0, 2.0))]
    True
    """
    return _pair("rectified_pair", mean, other_mean, covariance, variance, other_variance)


def pair_unchecked(
    m: FloatArray, n: FloatArray, c: FloatArray, v: FloatArray, w: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """`rectified_pair` for iterations: variances > 0, no check, covariance clipped to its bound."""
    from scipy.special import ndtr, owens_t

    scale = np.sqrt(v * w)
    r = np.clip(c / scale, -1.0, 1.0)
    x, y = m / np.sqrt(v), n / np.sqrt(w)
    rest = np.sqrt((1 - r) * (1 + r))
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (y - r * x) / rest, (x - r * y) / rest
        # 0/0 only where both events coincide; the quotient's limit is that of 1 - r over 1 - r
        a, b = np.where(np.isnan(a), 0.0, a), np.where(np.isnan(b), 0.0, b)
        slope_x = np.where(x == 0, np.copysign(np.inf, y), a / x)
        slope_y = np.where(y == 0, np.copysign(np.inf, x), b / y)
        exponent = np.where(rest > 0, (x * x - 2 * r * x * y + y * y) / rest**2, np.inf)
    both_zero = (x == 0) & (y == 0)
    apart = (x * y < 0) | ((x * y == 0) & (x + y < 0))
    above = (ndtr(x) + ndtr(y)) / 2 - owens_t(x, slope_x) - owens_t(y, slope_y) - apart / 2
    above = np.where(both_zero, 0.25 + np.arcsin(r) / (2 * math.pi), above)
    moment = (
        (x * y + r) * above
        + y * _density(x) * ndtr(a)
        + x * _density(y) * ndtr(b)
        + rest * np.exp(-exponent / 2) / (2 * math.pi)
    )
    return np.maximum(scale * moment, 0.0), np.maximum(above, 0.0)


def _pair(
    where: str, mean: ArrayLike, other_mean: ArrayLike, c: ArrayLike, v: ArrayLike, w: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    first, v = _one(where, mean, v)
    second, w = _one(where, other_mean, w)
    if not (np.all(v > 0) and np.all(w > 0)):
        rule = "be > 0 where two neurons are paired"
        raise refusal(where, "variance", rule, float(min(np.min(v), np.min(w))))
    m, n, c, v, w = np.broadcast_arrays(first, second, np.asarray(c, dtype=float), v, w)
    if not np.all(np.abs(c) <= np.sqrt(v * w) * (1 + 1e-9)):
        rule = "be <= sqrt(variance * other_variance)"
        raise refusal(where, "covariance", rule, float(np.max(np.abs(c))))
    return pair_unchecked(m, n, c, v, w)


def _one(where: str, mean: ArrayLike, variance: ArrayLike) -> tuple[FloatArray, FloatArray]:
    m, v = np.asarray(mean, dtype=float), np.asarray(variance, dtype=float)
    if not np.all(np.isfinite(m)):
        raise refusal(where, "mean", "be finite", mean)
    if not (np.all(np.isfinite(v)) and np.all(v >= 0)):
        raise refusal(where, "variance", "be finite and >= 0", variance)
    return m, v


def _ratio(m: FloatArray, v: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((v == 0) & (m == 0), 0.0, m / np.sqrt(v))


def _density(x: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-x * x / 2) / _ROOT_2PI)
