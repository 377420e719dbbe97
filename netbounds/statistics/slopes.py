"""Tests whether a measured quantity grows with the exponent that the law gives."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from netbounds.domains import refusal
from netbounds.statistics.means import enough_trials
from netbounds.statistics.outcome import Test


def slope_test(
    exponent: float, along: ArrayLike, trials: Sequence[ArrayLike], *, allowance: float = 0.0
) -> Test:
    """Test d ln E[y] / d ln x: least-squares slope through the logarithms of the mean values.

    The slope is a fixed linear combination of independent log means, so its variance is the sum
    of theirs; Student's t with the degrees of freedom of Welch and Satterthwaite.

    Raises
    ------
    DomainError
        If there are fewer than three sizes, or a sample is not positive.
    """
    x = np.log(np.asarray(along, dtype=float))
    samples = [np.asarray(t, dtype=float).ravel() for t in trials]
    if len(x) < 3 or len(np.unique(x)) < 3:
        raise refusal("slope_test", "along", "hold at least three sizes", f"{len(x)} of them")
    if any(s.min() <= 0 for s in samples):
        raise refusal("slope_test", "samples", "be positive", min(s.min() for s in samples))
    means = np.array([s.mean() for s in samples])
    counts = np.array([len(s) for s in samples])
    relative = np.array([s.std(ddof=1) / math.sqrt(len(s)) / s.mean() for s in samples])
    weight = (x - x.mean()) / np.sum((x - x.mean()) ** 2)
    estimate = float(weight @ np.log(means))
    parts = (weight * relative) ** 2
    error = math.sqrt(parts.sum())
    ready = error > 0 and all(bool(enough_trials(s[:, None])[0]) for s in samples)
    freedom = parts.sum() ** 2 / np.sum(parts**2 / (counts - 1)) if error > 0 else 1.0
    excess = max(abs(estimate - exponent) - allowance, 0.0)
    p = min(1.0, 2 * float(special.stdtr(freedom, -excess / error))) if ready else 1.0
    scale = abs(exponent) or math.nan
    return Test(
        p=p,
        trials=int(counts.sum()),
        method="log-log slope",
        prediction=exponent,
        estimate=estimate,
        error=error,
        deviation=(estimate - exponent) / scale,
        deviation_error=error / scale,
        allowance=allowance / scale,
        note="" if ready else "too few trials for samples this skewed or heavy-tailed",
    )
