"""Cover's binomial sums: fair coins, exact integers or logarithms that never underflow."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaln

_FEW = 200
_NEGLIGIBLE = 1e-18


def fair_cdf(k: int, n: int) -> float:
    """Pr[Bin(n, 1/2) <= k], relative error below 1e-12 as long as it does not underflow.

    Correctly rounded up to _FEW tosses and at the median, so that thresholds met exactly count.
    """
    if k >= n:
        return 1.0
    if 2 * k + 1 == n:
        return 0.5
    if n <= _FEW:
        return binomial_sum(k, n) / (1 << n)
    return float(betainc(n - k, k + 1, 0.5))


def binomial_sum(k: int, n: int) -> int:
    """Sum over j <= k of binom(n, j), exactly."""
    term, total = 1, 0
    for j in range(min(k, n) + 1):
        total += term
        term = term * (n - j) // (j + 1)
    return total


def log_binomial_sum(k: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Natural logarithm of the sum over j <= k of binom(n, j), elementwise, k >= 0."""
    result: NDArray[np.float64] = log_fair_cdf(k, n) + np.asarray(n, float) * math.log(2)
    return result


def log_fair_cdf(k: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Natural logarithm of Pr[Bin(n, 1/2) <= k], elementwise, k >= 0; never underflows.

    The largest term is factored out; what remains is a geometrically falling sum. Above the
    middle the other side is subtracted from 1.
    """
    k, n = np.broadcast_arrays(np.asarray(k, float), np.asarray(n, float))
    k = np.minimum(k, n)
    low = np.minimum(k, n - k - 1)  # the shorter of the two sides, -1: nothing is left out
    short = np.where(low < 0, -np.inf, _log_short_sum(low, n) - n * math.log(2))
    # at low = (n - 1) / 2 both sides are 1/2, so the clip is never felt by `long`
    long = np.log1p(-np.exp(np.minimum(short, -math.log(2))))
    return np.where(k > low, long, short)


def _log_short_sum(k: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    kept = np.maximum(k, 0)
    log_largest = gammaln(n + 1) - gammaln(kept + 1) - gammaln(n - kept + 1)
    term, total = np.ones_like(n), np.ones_like(n)
    j = kept.copy()
    while np.any(term > _NEGLIGIBLE * total):
        term *= np.maximum(j, 0) / (n - j + 1)
        total += term
        j -= 1
    result: NDArray[np.float64] = log_largest + np.log(total)
    return result
