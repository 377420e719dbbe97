"""Compiled exploration chains and hop layers; every term is positive."""

import numpy as np
from numba import njit

from netbounds.theory.reachability._typing import FloatArray


@njit(cache=True)
def binomial(count: int, chance: float, miss: float) -> FloatArray:
    """Probabilities of 0 ... count successes; `miss` is 1 - chance with all its digits."""
    out = np.zeros(count + 1)
    if chance <= 0.0:
        out[0] = 1.0
        return out
    if miss <= 0.0:
        out[count] = 1.0
        return out
    odds = chance / miss
    mode = min(count, int((count + 1) * chance))
    out[mode] = 1.0  # ratios from the mode outwards, then one division: no digits are lost
    for i in range(mode, 0, -1):
        out[i - 1] = out[i] * (i / (count - i + 1)) / odds
    for i in range(mode, count):
        out[i + 1] = out[i] * ((count - i) / (i + 1)) * odds
    out /= out.sum()
    return out


@njit(cache=True)
def hypergeometric(marked: int, others: int, draws: int) -> FloatArray:
    """Probabilities of 0 ... marked marked ones among the draws without replacement."""
    out = np.zeros(marked + 1)
    low, high = max(0, draws - others), min(marked, draws)
    mode = (draws + 1) * (marked + 1) // (marked + others + 2)
    mode = max(low, min(high, mode))
    out[mode] = 1.0
    for h in range(mode, low, -1):
        out[h - 1] = out[h] * (h * (others - draws + h)) / ((marked - h + 1) * (draws - h + 1))
    for h in range(mode, high):
        out[h + 1] = out[h] * ((marked - h) * (draws - h)) / ((h + 1) * (others - draws + h + 1))
    out /= out.sum()
    return out


@njit(cache=True)
def _unreached(n: int, seeds: int, fraction: float) -> FloatArray:
    """Probabilities of 0 ... n unreached neurons before the first is explored."""
    driven = binomial(n - seeds, fraction, 1.0 - fraction)
    unreached = np.zeros(n + 1)
    for u in range(n - seeds + 1):  # assigning a whole array takes three seconds to compile
        unreached[u] = driven[n - seeds - u]
    return unreached


@njit(cache=True)
def explore_hits(
    n: int, seeds: int, fraction: float, hit: FloatArray, miss: FloatArray
) -> FloatArray:
    """Explore t = 0, 1, ...: each unreached neuron is hit with hit[t]; stop when t = reached."""
    unreached = _unreached(n, seeds, fraction)
    pmf = np.zeros(n + 1)
    for t in range(n + 1):
        pmf[t] = unreached[n - t]  # every reached neuron is explored
        unreached[n - t] = 0.0
        if t == n:
            break
        after = np.zeros(n + 1)
        for u in range(n - t):
            if unreached[u] > 0.0:
                hits = binomial(u, hit[t], miss[t])
                for h in range(u + 1):
                    after[u - h] += unreached[u] * hits[h]
        unreached = after
    return pmf


@njit(cache=True)
def explore_sends(n: int, seeds: int, fraction: float, k: int) -> FloatArray:
    """The same when the explored neuron sends to k of the n - 1 others, u of them unreached."""
    unreached = _unreached(n, seeds, fraction)
    pmf = np.zeros(n + 1)
    for t in range(n + 1):
        pmf[t] = unreached[n - t]
        unreached[n - t] = 0.0
        if t == n:
            break
        after = np.zeros(n + 1)
        for u in range(n - t):
            if unreached[u] == 0.0:
                continue
            hits = hypergeometric(u, n - 1 - u, k)
            for h in range(u + 1):
                after[u - h] += unreached[u] * hits[h]
        unreached = after
    return pmf


@njit(cache=True)
def layers(
    n: int, seeds: int, fraction: float, hit: FloatArray, miss: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """E[Z_t] and P(all reached after exactly t hops), t = 0 ... n - 1.

    (reached before, reached now) = (a, b) is a Markov chain; hit[a, b] as in `hit_probabilities`.
    """
    now = np.zeros((n + 1, n + 1))
    at_once = binomial(n - seeds, fraction, 1.0 - fraction)
    for h in range(n - seeds + 1):  # a loop: see `_unreached`
        now[0, seeds + h] = at_once[h]
    mean, done = np.zeros(n), np.zeros(n)
    for t in range(n):
        for a in range(n + 1):
            for b in range(a, n + 1):
                mean[t] += (b - a) * now[a, b]
            if a < n:
                done[t] += now[a, n]
        after = np.zeros((n + 1, n + 1))
        for a in range(n):
            for b in range(a + 1, n):
                if now[a, b] > 0.0:
                    new = binomial(n - b, hit[a, b], miss[a, b])
                    for z in range(1, n - b + 1):
                        after[b, b + z] += now[a, b] * new[z]
        now = after
    return mean, done
