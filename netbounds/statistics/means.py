"""Tests whether the mean of trials is what the law says, chosen by what is known of a trial.

* 0/1 outcomes: exact binomial tails.
* values inside a declared support: betting (a test martingale; Waudby-Smith and Ramdas 2024),
  valid for every distribution on that support and at every number of trials.
* otherwise: Student's t with Hall's correction for skewness, which has no power before the trials
  are many enough for the measured skewness and kurtosis (see `enough_trials`).

Each takes an allowance: the law is only refuted when no mean within prediction ± allowance fits.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from netbounds.domains import refusal
from netbounds.statistics.outcome import Test

Floats = NDArray[np.float64]


def mean_test(
    prediction: ArrayLike,
    values: ArrayLike,
    *,
    allowance: ArrayLike = 0.0,
    support: tuple[float, float] | None = None,
) -> Test:
    """Test predicted mean(s) against trials along the first axis; every entry is tested.

    Raises
    ------
    DomainError
        If a sample is not finite, or the prediction has not the shape of a sample.
    """
    raw = np.asarray(values)
    x = raw.reshape(len(raw), -1).astype(float)
    try:
        mu = np.broadcast_to(np.asarray(prediction, dtype=float), raw.shape[1:]).ravel()
        delta = np.broadcast_to(np.asarray(allowance, dtype=float), raw.shape[1:]).ravel()
    except ValueError:
        shape = f"shape {np.shape(prediction)} for samples of shape {raw.shape[1:]}"
        raise refusal("mean_test", "prediction", "match a sample in shape", shape) from None
    if not np.all(np.isfinite(x)):
        raise refusal("mean_test", "samples", "be finite numbers", "nan or inf among them")
    n = len(x)
    estimate = x.mean(axis=0)
    error = x.std(axis=0, ddof=1) / math.sqrt(n) if n > 1 else np.full(len(mu), math.inf)
    # a law that is undefined at a point cannot be true there
    p, method, note = np.zeros(len(mu)), "", ""
    defined = np.isfinite(mu)
    if np.any(defined):
        p[defined], method, note = _p_values(x[:, defined], mu[defined], delta[defined], support)
    worst = int(np.argmin(np.where(p > 0, p, -_standardised(estimate, error, mu, delta))))
    scale = abs(mu[worst]) or math.nan
    return Test(
        p=float(min(1.0, len(mu) * p.min())),
        trials=n,
        method=method or "undefined prediction",
        note=note,
        prediction=mu.reshape(raw.shape[1:])[()],
        estimate=estimate.reshape(raw.shape[1:])[()],
        error=error.reshape(raw.shape[1:])[()],
        deviation=float((estimate[worst] - mu[worst]) / scale),
        deviation_error=float(error[worst] / scale),
        allowance=float(delta[worst] / scale),
    )


def _p_values(
    x: Floats, mu: Floats, delta: Floats, support: tuple[float, float] | None
) -> tuple[Floats, str, str]:
    if np.all((x == 0) | (x == 1)) and support in (None, (0, 1)):
        return binomial_test(x.sum(axis=0), len(x), mu, delta), "exact binomial", ""
    if support is not None:
        return betting_test(x, mu, delta, support), "betting", ""
    ready = enough_trials(x)
    note = "" if np.all(ready) else "too few trials for samples this skewed or heavy-tailed"
    return np.where(ready, student_test(x, mu, delta), 1.0), "Student t", note


def _standardised(estimate: Floats, error: Floats, mu: Floats, delta: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.maximum(np.abs(estimate - mu) - delta, 0) / error
    return np.nan_to_num(z, nan=0.0, posinf=1e300)


def binomial_test(successes: ArrayLike, trials: int, mu: ArrayLike, delta: ArrayLike) -> Floats:
    """Two-sided exact p-values for success probabilities within mu ± delta."""
    k, middle, room = (np.asarray(a, dtype=np.float64) for a in (successes, mu, delta))
    low: Floats = np.maximum(middle - room, 0.0)
    high: Floats = np.minimum(middle + room, 1.0)
    # at least k when the probability is at most `high`, at most k when it is at least `low`
    many = np.where(k <= 0, 1.0, special.betainc(np.maximum(k, 0.5), trials - k + 1, high.clip(0)))
    few = np.where(
        k >= trials, 1.0, special.betaincc(k + 1, np.maximum(trials - k, 0.5), low.clip(None, 1))
    )
    p = np.minimum(1.0, 2 * np.minimum(many, few))
    return np.where(low > high, 0.0, p)  # no probability lies in the predicted range


def betting_test(x: Floats, mu: Floats, delta: Floats, support: tuple[float, float]) -> Floats:
    """p-values for means of bounded trials, rigorous for every distribution on the support.

    Whoever bets at fair odds against a true mean multiplies the stake by 1/p with probability at
    most p (Ville). Two gamblers bet, one that the mean is above mu + delta, one that it is below
    mu - delta, each with the approximately growth-optimal stake learned from earlier trials.

    Raises
    ------
    DomainError
        If a sample lies outside of the support.
    """
    low, high = support
    if np.any(x < low) or np.any(x > high):
        outside = x[(x < low) | (x > high)][0]
        raise refusal("betting_test", "samples", f"lie in the support {support}", float(outside))
    unit = (x - low) / (high - low)
    upper = (mu + delta - low) / (high - low)
    lower = (mu - delta - low) / (high - low)
    above = _log_capital(unit, np.clip(upper, 0, None))
    below = _log_capital(1 - unit, np.clip(1 - lower, 0, None))
    p = np.minimum(1.0, 2 * np.exp(-np.maximum(above, below)))
    return np.where((upper < 0) | (lower > 1), 0.0, p)


def _log_capital(x: Floats, m: Floats) -> Floats:
    """Largest log capital of who bets on a mean above m; trials along axis 0."""
    n = np.arange(1, len(x) + 1)[:, None]
    # estimates from earlier trials only, begun with one fictitious trial at 1/2, variance 1/4
    mean = (0.5 + np.cumsum(x, axis=0)) / (n + 1)
    mean = np.vstack([np.full(x.shape[1], 0.5), mean[:-1]])
    square = np.cumsum((x - mean) ** 2, axis=0)
    variance = np.vstack([np.full(x.shape[1], 0.25), ((0.25 + square) / (n + 1))[:-1]])
    edge = mean - m
    with np.errstate(divide="ignore"):
        most = np.where(m > 0, 0.9 / np.where(m > 0, m, 1.0), np.inf)
    stake = np.clip(edge / (variance + edge**2), 0, most)
    capital = np.cumsum(np.log1p(stake * (x - m)), axis=0)
    largest: Floats = np.maximum(capital.max(axis=0), 0.0)
    return largest


def student_test(x: Floats, mu: Floats, delta: Floats) -> Floats:
    """Two-sided p-values of Student's t with Hall's (1992) cubic correction for skewness."""
    n = len(x)
    if n < 2:
        return np.ones(len(mu))
    spread = x.std(axis=0, ddof=1)
    # trials that never vary say nothing about how far their mean may be off
    varies = spread > 0
    safe = np.where(varies, spread, 1.0)
    skew = np.mean(((x - x.mean(axis=0)) / safe) ** 3, axis=0)
    above = (x.mean(axis=0) - mu - delta) / safe
    below = (x.mean(axis=0) - mu + delta) / safe
    p = special.stdtr(n - 1, -math.sqrt(n) * _hall(above, skew, n))
    q = special.stdtr(n - 1, math.sqrt(n) * _hall(below, skew, n))
    return np.where(varies, np.minimum(1.0, 2 * np.minimum(p, q)), 1.0)


def _hall(t: Floats, skew: Floats, n: int) -> Floats:
    corrected: Floats = t + skew * t**2 / 3 + skew**2 * t**3 / 27 + skew / (6 * n)
    return corrected


def enough_trials(x: Floats) -> NDArray[np.bool_]:
    """True where the trials are many enough for Student's t at one error in a million."""
    n = len(x)
    spread = x.std(axis=0)
    z = (x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    skew, excess = np.mean(z**3, axis=0), np.mean(z**4, axis=0) - 3
    return np.asarray((spread > 0) & (n >= 100 * np.maximum(skew**2, np.maximum(excess, 0))))
