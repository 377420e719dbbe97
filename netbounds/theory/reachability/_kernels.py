"""Compiled recursions on numbers of any size: a mantissa and a power of two each.

Every term is positive, so nothing cancels; the power of two carries what a float cannot (the
probability that a tree-like graph hangs together falls below 1e-308 long before n = 1000), and
costs none of the digits that logarithms of such numbers would.
"""

import math

import numpy as np
from numba import njit

from netbounds.theory.reachability._typing import Exponents, FloatArray

Scaled = tuple[FloatArray, Exponents]


@njit(cache=True)
def _power_table(log_base: float, count: int) -> Scaled:
    """base^0 ... base^count."""
    mantissa, exponent = np.zeros(count + 1), np.zeros(count + 1, dtype=np.int64)
    for i in range(count + 1):
        mantissa[i], exponent[i] = _exp(i * log_base)
    return mantissa, exponent


@njit(cache=True)
def _exp(x: float) -> tuple[float, int]:
    if x == -np.inf:
        return 0.0, 0
    doublings = math.floor(x / math.log(2.0))
    return math.exp(x - doublings * math.log(2.0)), int(doublings)


@njit(cache=True)
def _one_minus_powers(log_base: float, count: int) -> tuple[FloatArray, int]:
    """1 - base^i without cancellation, all on the scale of 1 - base."""
    out = np.zeros(count + 1)
    for i in range(1, count + 1):
        out[i] = 1.0 if log_base == -np.inf else -math.expm1(i * log_base)
    _, scale = math.frexp(out[1])
    for i in range(1, count + 1):
        out[i] = math.ldexp(out[i], -scale)
    return out, scale


@njit(cache=True)
def connected_and_covered(
    n: int, others: int, log_q: float, log_missed: float
) -> tuple[FloatArray, Exponents, FloatArray, Exponents]:
    """P_1 ... P_n (all reached from one) and A_0 ... A_others (all others reached), scaled.

    P_(N+1) = sum_k C(N-1, k-1) (1 - q^k) q^(k(N-k)) P_k P_(N+1-k),
    A_N     = sum_k C(N-1, k-1) (1 - missed^k) q^(k(N-k)) P_k A_(N-k), k = 1 ... N.
    """
    size = max(n, others, 1)
    q, q_exp = _power_table(log_q, size)
    hit, hit_exp = _one_minus_powers(log_q, size)
    driven, driven_exp = _one_minus_powers(log_missed, size)
    p, p_exp = np.zeros(size + 1), np.zeros(size + 1, dtype=np.int64)
    a, a_exp = np.zeros(size + 1), np.zeros(size + 1, dtype=np.int64)
    p[1] = a[0] = 1.0
    for total in range(1, size + 1):
        cover_wanted = total <= others
        connect_wanted = total < n
        p_sum, p_top, a_sum, a_top = 0.0, 0, 0.0, 0
        weight, weight_exp = 1.0, 0  # C(total, j) q^(j (total - j)), the same for j and total - j
        for j in range(total // 2 + 1):
            for mirror in range(2):
                k = j if mirror else total - j
                if k == 0 or (mirror and 2 * j == total) or p[k] == 0.0:
                    continue
                share = weight * (k / total) * p[k]
                share_exp = weight_exp + p_exp[k]
                if connect_wanted:
                    p_sum, p_top = _add(
                        p_sum, p_top,
                        share * p[total + 1 - k] * hit[k], share_exp + p_exp[total + 1 - k],
                    )  # fmt: skip
                if cover_wanted:
                    a_sum, a_top = _add(
                        a_sum, a_top,
                        share * a[total - k] * driven[k], share_exp + a_exp[total - k],
                    )  # fmt: skip
            if 2 * j < total:
                step = total - 2 * j - 1
                weight *= (total - j) / (j + 1) * q[step]
                weight, shift = math.frexp(weight)
                weight_exp += q_exp[step] + shift
        if connect_wanted:
            p[total + 1], p_exp[total + 1] = _normal(p_sum, p_top + hit_exp)
        if cover_wanted:
            a[total], a_exp[total] = _normal(a_sum, a_top + driven_exp)
    return p, p_exp, a, a_exp


@njit(cache=True)
def _add(total: float, top: int, term: float, exponent: int) -> tuple[float, int]:
    """Add term * 2^exponent to total * 2^top, on the scale of the larger of the two."""
    if term == 0.0:
        return total, top
    if total == 0.0:
        return term, exponent
    if exponent > top + 60:
        return math.ldexp(total, max(top - exponent, -2000)) + term, exponent
    return total + math.ldexp(term, max(exponent - top, -2000)), top


@njit(cache=True)
def _normal(mantissa: float, exponent: int) -> tuple[float, int]:
    if mantissa == 0.0:
        return 0.0, 0
    m, shift = math.frexp(mantissa)
    return m, exponent + shift


@njit(cache=True)
def bernoulli_reach(n: int, seeds: int, log_q: float, log_undriven: float) -> FloatArray:
    """Law of the number reached in D(n, p): C(M, u) (q^r (1 - delta))^u A_(M-u), u unreached."""
    others = n - seeds
    log_missed = log_undriven + (seeds * log_q if seeds else 0.0)
    _, _, a, a_exp = connected_and_covered(others, others, log_q, log_missed)
    pmf = np.zeros(n + 1)
    choose, choose_exp = 1.0, 0
    for unreached in range(others + 1):
        reached = n - unreached
        missed = reached * log_q * unreached if unreached and reached else 0.0
        left, left_exp = _exp(missed + (unreached * log_undriven if unreached else 0.0))
        pmf[reached] = math.ldexp(
            choose * left * a[others - unreached],
            max(choose_exp + left_exp + a_exp[others - unreached], -4000),
        )
        choose, shift = math.frexp(choose * (others - unreached) / (unreached + 1))
        choose_exp += shift
    return pmf
