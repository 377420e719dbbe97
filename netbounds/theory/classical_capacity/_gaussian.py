"""Moments of a truncated Gaussian, in logarithms, to full precision on either side."""

import math
from typing import TYPE_CHECKING

from scipy.special import log_ndtr

if TYPE_CHECKING:
    import mpmath

_LOG_ROOT_TWO_PI = 0.5 * math.log(2 * math.pi)
_FAR = -2.0  # below: continued fraction; above: closed form, which loses at most a factor 20 there
_LEVELS = 300  # converged to the last bit at _FAR, sooner farther out


def density(u: float) -> float:
    """Gaussian density."""
    return math.exp(-0.5 * u * u - _LOG_ROOT_TWO_PI)


def log_moment(order: int, u: float) -> float:
    """Natural logarithm of the integral over t > -u of (t + u)^order Dt, for order 0, 1, 2.

    For u << 0 the closed forms cancel. With I_n = integral / n! the recursion
    (n + 1) I_{n+1} = u I_n + I_{n-1} gives each ratio r_n = I_n / I_{n-1} as the continued
    fraction 1 / (-u + (n + 1) r_{n+1}), a sum of positive terms.
    """
    if u >= _FAR:
        tail = math.exp(log_ndtr(u))
        if order == 0:
            return float(log_ndtr(u))
        if order == 1:
            return math.log(u * tail + density(u))
        return math.log((1 + u * u) * tail + u * density(u))
    ratio, log_value = 0.0, 0.0
    for n in range(_LEVELS, -1, -1):
        ratio = 1.0 / (-u + (n + 1) * ratio)
        if n <= order:
            log_value += math.log(ratio)
    return log_value + math.lgamma(order + 1) - 0.5 * u * u - _LOG_ROOT_TWO_PI


def information(s: float) -> float:
    """1 - H2((1 - s) / 2) in bits, without cancellation at either end of 0 <= s <= 1."""
    if s > 0.5:
        return 1 - entropy((1 - s) / 2)
    return (0.5 * math.log1p(-s * s) + s * math.atanh(s)) / math.log(2)


def information_in_digits(s: "mpmath.mpf") -> "mpmath.mpf":
    """The same from its definition, at mpmath's working precision."""
    import mpmath

    wrong = (1 - s) / 2
    if not wrong:
        return mpmath.mpf(1)
    return 1 + wrong * mpmath.log(wrong, 2) + (1 - wrong) * mpmath.log(1 - wrong, 2)


def information_at_error(error: float) -> float:
    """1 - H2(error) in bits, relative error < 1e-14 on 0 <= error < 1/2."""
    return 1 - entropy(error) if error < 0.25 else information(1 - 2 * error)


def entropy(p: float) -> float:
    """H2(p) in bits."""
    if p in (0.0, 1.0):
        return 0.0
    return -(p * math.log(p) + (1 - p) * math.log1p(-p)) / math.log(2)
