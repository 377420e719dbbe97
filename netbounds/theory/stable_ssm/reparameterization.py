"""Four maps from a trained weight w to the decay rate m of a mode: m = -f(w)."""

import math
from typing import TYPE_CHECKING, Any

from netbounds.domains import check, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.stable_ssm._parameters import (
    DecayRate,
    MapOffset,
    MapScale,
    Reparameterization,
    Weight,
    refuse_fast,
)

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "stable reparameterisations, and the one called best"),
    valid="by definition; direct: w < 0",
    formula=r"m = -w,\quad e^w,\quad \ln(1 + e^w),\quad \frac{1}{a w^2 + b}",
    accuracy=1e-13,
)
def decay_rate(
    weight: Weight,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""Three maps make every trained weight a decaying mode; the direct one does not.

    .. math:: m = -w \ (\text{direct}),\quad e^w,\quad \ln(1+e^w)\ (\text{softplus}),\quad
              \frac1{a w^2 + b}\ (\text{best})

    Parameters
    ----------
    weight
        w, what is trained.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        m > 0; its inverse gives |w|, or w for the other maps.

    Raises
    ------
    DomainError
        If the direct weight is not negative: the mode would grow.

    Notes
    -----
    Valid by definition. Source: Wang and Li (2024) [wang2024]_; a = 1, b = 1/2 are theirs
    (their trained kernels have b = 0.1).

    Examples
    --------
    >>> round(decay_rate(1.0, "best"), 9), decay_rate(-0.25, "direct")
    (0.666666667, 0.25)
    """
    if reparameterization == "direct":
        if weight >= 0:
            raise refusal("decay_rate", "weight", "be < 0 with the direct map", weight)
        return -weight
    if reparameterization == "exponential":
        return math.exp(weight)
    if reparameterization == "softplus":
        return max(weight, 0.0) + math.log1p(math.exp(-abs(weight)))
    return 1 / (scale * weight**2 + offset)


@decay_rate.reference
def _(
    weight: float, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "mpmath.mpf":
    import mpmath

    return -precise_map(reparameterization, scale, offset)(mpmath.mpf(weight))


@decay_rate.inverse
def _(
    rate: DecayRate, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> float:
    """The trained weight that gives a decay rate (the one >= 0 with the map "best")."""
    check("decay_rate.inverse", "rate", rate, DecayRate)
    if reparameterization == "direct":
        return -rate
    if reparameterization == "exponential":
        return math.log(rate)
    if reparameterization == "softplus":
        return rate + math.log(-math.expm1(-rate))
    refuse_fast("decay_rate.inverse", rate, offset)
    return math.sqrt((1 / rate - offset) / scale)


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "slopes of the reparameterisations"),
    valid="best: m <= 1/b",
    formula=r"|f'| = 1,\quad m,\quad 1 - e^{-m},\quad 2 m^{3/2} \sqrt{a (1 - b m)}",
    accuracy=1e-12,
)
def rate_slope(
    rate: DecayRate,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""How far a mode's decay rate moves with its trained weight: less for slow modes.

    .. math:: |f'| = 1,\quad m,\quad 1 - e^{-m},\quad 2 m^{3/2} \sqrt{a(1 - b m)}

    for the maps direct, exponential, softplus, best; as m -> 0 like m^0, m, m, m^{3/2}.

    Parameters
    ----------
    rate
        m.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        |dm/dw|; 0 for "best" at its largest rate, where w = 0.

    Raises
    ------
    DomainError
        If "best" cannot reach the rate.

    Notes
    -----
    Valid wherever the map reaches the rate. Source: derivative of the maps of Wang and Li (2024)
    [wang2024]_.

    Examples
    --------
    >>> rate_slope(0.01, "exponential"), round(rate_slope(0.01, "best"), 9)
    (0.01, 0.001994994)
    """
    if reparameterization == "direct":
        return 1.0
    if reparameterization == "exponential":
        return rate
    if reparameterization == "softplus":
        return -math.expm1(-rate)
    refuse_fast("rate_slope", rate, offset)
    return float(2 * rate**1.5 * math.sqrt(scale * (1 - offset * rate)))


@rate_slope.reference
def _(
    rate: float, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "mpmath.mpf":
    import mpmath

    a, b, m = mpmath.mpf(scale), mpmath.mpf(offset), mpmath.mpf(rate)
    weight = {
        "direct": lambda: -m,
        "exponential": lambda: mpmath.log(m),
        "softplus": lambda: mpmath.log(mpmath.expm1(m)),
        "best": lambda: mpmath.sqrt((1 / m - b) / a),
    }[reparameterization]()
    return abs(mpmath.diff(precise_map(reparameterization, a, b), weight))


def precise_map(reparameterization: str, scale: Any, offset: Any) -> Any:
    """The map f = -m itself, in the working precision of mpmath."""
    import mpmath

    return {
        "direct": lambda w: w,
        "exponential": lambda w: -mpmath.exp(w),
        "softplus": lambda w: -mpmath.log(1 + mpmath.exp(w)),
        "best": lambda w: -1 / (scale * w**2 + offset),
    }[reparameterization]
