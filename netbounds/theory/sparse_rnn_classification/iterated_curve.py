"""How accuracy falls around the iterated rule's breakdown: an empirical curve on theory's axis.

Theory says where the rule breaks down (`iterated_critical_load`), not how good it is after 150
passes. The curve is fitted to the published networks by
`netbounds.validation.calibration.fit_iterated`.
"""

import functools
import json
import math
from dataclasses import dataclass
from importlib import resources
from typing import Annotated, Any

import numpy as np
from annotated_types import Gt

from netbounds.domains import ClassificationAccuracy, Symbol, Typical, check
from netbounds.law import Kind, Source, law

RelativeLoad = Annotated[
    float, Gt(0), Symbol("P/P_c", "patterns over the patterns at breakdown"), Typical(0.5, 1.6)
]


@functools.cache
def iterated_fit() -> dict[str, Any]:
    """The fit: coefficients, covariance, scatter among networks, range of ln(P / P_c)."""
    home = resources.files("netbounds.theory.sparse_rnn_classification")
    kept: dict[str, Any] = json.loads(home.joinpath("data", "iterated_accuracy.json").read_text())
    return kept


@law(
    kind=Kind.EMPIRICAL,
    source=Source("turcu2022", "published networks of the iterated rule"),
    valid="150 passes, percentile threshold, at least 500 neurons, P/P_c from 0.6 to 1.5",
    formula=r"A = \Phi\!\left(a + b\ln\frac{P}{P_c} + c\ln^2\frac{P}{P_c}\right),"
    r"\quad P_c = 2\alpha^* f_\mathrm{in} f N^2",
    error="networks scatter by about a quarter of a probit around the curve",
)
def iterated_accuracy(relative_load: RelativeLoad) -> float:
    r"""The iterated rule fades smoothly around the load at which theory has it break down.

    .. math:: A = \Phi\!\left(a + b x + c x^2\right), \qquad x = \ln(P/P_c)

    Parameters
    ----------
    relative_load : float
        P / P_c with P_c = `iterated_critical_load` times the (driven) synapses.

    Returns
    -------
    float
        Best accuracy of 150 passes, 0..1.

    Notes
    -----
    Valid when: 150 passes with percentile threshold, within `iterated_fit()["range"]`.

    Source: turcu2022 (published networks); curve fitted here.

    Examples
    --------
    >>> 0.85 < iterated_accuracy(1.0) < 0.95
    True
    """
    a, b, c = iterated_fit()["coefficients"]
    x = math.log(relative_load)
    return 0.5 * math.erfc(-(a + b * x + c * x * x) / math.sqrt(2))


@iterated_accuracy.reference
def _(relative_load: float) -> Any:
    import mpmath as mp

    a, b, c = (mp.mpf(value) for value in iterated_fit()["coefficients"])
    x = mp.log(mp.mpf(relative_load))
    return mp.ncdf(a + b * x + c * x * x)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeCapacity:
    """P / P_c at a wanted accuracy, with a 95 % band for a single network."""

    value: float
    low: float
    high: float
    inside: bool  # within the range of the fit


def iterated_relative_capacity(accuracy: ClassificationAccuracy) -> RelativeCapacity:
    """Load, over the load of breakdown, at which the iterated rule still has this accuracy.

    Parameters
    ----------
    accuracy : float
        Wanted accuracy, between 1/2 and 1.

    Returns
    -------
    RelativeCapacity

    Raises
    ------
    DomainError
        If the accuracy is not between 1/2 and 1.

    Notes
    -----
    Source: turcu2022 (published networks); curve fitted here.

    Examples
    --------
    >>> found = iterated_relative_capacity(0.95)
    >>> found.low < 0.86 < found.high
    True
    """
    check("iterated_relative_capacity", "accuracy", accuracy, ClassificationAccuracy)
    from scipy.special import ndtri

    kept = iterated_fit()
    a, b, c = kept["coefficients"]
    wanted = float(ndtri(accuracy))
    bend = b * b - 4 * c * (a - wanted)
    turning = -b / (2 * c)  # the parabola falls only on one side of its vertex
    x = (-b - math.sqrt(bend)) / (2 * c) if bend > 0 else turning
    slope = abs(b + 2 * c * x)
    powers = np.array([1.0, x, x * x])
    spread = math.sqrt(float(powers @ np.array(kept["covariance"]) @ powers) + kept["scatter"] ** 2)
    half = 1.96 * spread / max(slope, 0.5)
    low, high = kept["range"]
    return RelativeCapacity(
        value=math.exp(x),
        low=math.exp(x - half),
        high=math.exp(x + half),
        inside=bend > 0 and low <= x <= high,
    )
