"""Tests whether outcomes come from the distribution that the law gives."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from netbounds.domains import refusal
from netbounds.statistics.outcome import Test, impossible

Floats = NDArray[np.float64]


def discrete_test(pmf: ArrayLike, outcomes: ArrayLike, *, expected: float = 10.0) -> Test:
    """Likelihood-ratio chi-square of outcomes 0..k against their probabilities.

    Neighbouring outcomes are merged until each bin expects `expected` trials. The tail of the
    statistic G = 2 sum O ln(O/E) is bounded rigorously (Agrawal 2020: for x > bins - 1,
    Pr(G/2 >= x) <= exp(-x) (e x / (bins - 1))^(bins - 1)); Pearson's chi-square approximation is
    orders of magnitude too small at one in a million. The approximation is what is reported as
    long as it is not small, since nothing hangs on it there.

    Raises
    ------
    DomainError
        If an argument is not one row of numbers, or an outcome is not a whole number >= 0.
    """
    p = np.asarray(pmf, dtype=float)
    k = np.asarray(outcomes)
    if p.ndim != 1 or k.ndim != 1:
        shape = f"probabilities of shape {p.shape}, outcomes of shape {k.shape}"
        raise refusal("discrete_test", "both arguments", "be one row of numbers", shape)
    method = "likelihood-ratio chi-square"
    if k.dtype.kind not in "iub" or k.min() < 0:
        raise refusal("discrete_test", "outcomes", "be whole numbers >= 0", k.dtype)
    counts = np.bincount(k.astype(np.int64), minlength=len(p)).astype(float)
    n = len(k)
    frequency = counts / n
    numbers: dict[str, Any] = {
        "prediction": p,
        "estimate": frequency,
        "error": np.sqrt(np.maximum(frequency * (1 - frequency), 1 / n) / n),
    }
    if not np.all(np.isfinite(p)) or p.min() < -1e-12 or abs(p.sum() - 1) > 1e-9:
        note = f"the probabilities add up to {p.sum():.12g}, not to 1"
        return impossible(n, method, note, **numbers)
    if len(counts) > len(p) or np.any(counts[p <= 0] > 0):
        seen = np.flatnonzero(counts[len(p) :] > 0)
        first = len(p) + seen[0] if seen.size else np.flatnonzero((p <= 0) & (counts > 0))[0]
        return impossible(n, method, f"outcome {first} has probability 0 but occurred", **numbers)
    observed, awaited = _merge(counts, n * p, expected)
    bins = len(observed)
    if bins < 2:
        return Test(p=1.0, trials=n, method=method, note="all in one bin", **numbers)
    safe = np.where(observed > 0, observed, 1.0)
    g = float(2 * np.sum(observed * np.log(safe / awaited)))
    approximate = float(chdtrc(bins - 1, g))
    rigorous = _agrawal(g / 2, bins)
    distance = 0.5 * float(np.abs(observed - awaited).sum()) / n
    return Test(
        p=approximate if approximate > 1e-3 else rigorous,
        trials=n,
        method=method,
        deviation=distance,
        note=f"G = {g:.1f}, {bins} bins",
        **numbers,
    )


def continuous_test(cdf: Callable[[Floats], ArrayLike], values: ArrayLike) -> Test:
    """Kolmogorov-Smirnov, with the exact law of its statistic."""
    from scipy.stats import kstwo  # takes a second to import, in every worker

    x = np.sort(np.asarray(values, dtype=float).ravel())
    n = len(x)
    method = "Kolmogorov-Smirnov"
    f = np.asarray(cdf(x), dtype=float)
    with np.errstate(all="ignore"):
        top = float(np.max(np.asarray(cdf(np.array([np.finfo(float).max])), dtype=float)))
    if not np.all(np.isfinite(f)) or f.min() < -1e-12 or abs(top - 1) > 1e-9:
        return impossible(n, method, f"a distribution function ends at 1, this one at {top:.6g}")
    steps = np.arange(n + 1) / n
    distance = float(max(np.max(steps[1:] - f), np.max(f - steps[:-1])))
    p = float(kstwo.sf(distance, n))
    return Test(p=p, trials=n, method=method, deviation=distance, note=f"D = {distance:.4f}")


def _merge(observed: Floats, awaited: Floats, least: float) -> tuple[Floats, Floats]:
    total = np.cumsum(awaited)
    ends, reached = [], 0.0
    for i, t in enumerate(total):
        if t - reached >= least and total[-1] - t >= least:
            ends.append(i + 1)
            reached = t
    starts = np.array([0, *ends])
    return np.add.reduceat(observed, starts), np.add.reduceat(awaited, starts)


def _agrawal(x: float, bins: int) -> float:
    freedom = bins - 1
    if x <= freedom:
        return 1.0
    return min(1.0, math.exp(-x + freedom * (1 + math.log(x / freedom))))
