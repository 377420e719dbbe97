"""The shifted hyperbolic tangent through which the network's neurons fire."""

import math
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray

from netbounds.domains import Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law

Activity = Annotated[float, Symbol("x", "input of a neuron"), Typical(-2, 12)]
PositiveActivity = Annotated[float, Ge(0), Symbol("x", "input of a neuron"), Typical(0, 12)]


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "Methods, activation of the neurons"),
    valid="every real x; zero for x <= 0",
    formula=r"\phi(x) = \frac{\tanh(\max(x,0)-\frac12)+\tanh\frac12}{1+\tanh\frac12}"
    r" = \frac{1-e^{-2x}}{1+e^{1-2x}}\ (x>0)",
    accuracy=1e-14,
)
def shifted_tanh(activity: Activity) -> float:
    r"""A neuron is silent up to threshold, then its rate rises in a sigmoid to 1.

    .. math:: \phi(x) = \frac{\tanh(\max(x,0)-\frac12)+\tanh\frac12}{1+\tanh\frac12}
              = \frac{1-e^{-2x}}{1+e^{1-2x}} \quad (x > 0)

    with the input x of the neuron (dimensionless) and its rate between 0 and 1. The right-hand
    form needs one exponential and loses no digit near x = 0.

    Parameters
    ----------
    activity : float
        Input x of the neuron.

    Returns
    -------
    float
        Rate, between 0 and 1.

    Notes
    -----
    Valid when: Every real x.

    Source: turcu2022, Methods (the form with tanh); the simplification is derived.

    Examples
    --------
    >>> round(shifted_tanh(1.0), 12)
    0.632120558829
    """
    if activity <= 0:
        return 0.0
    return -math.expm1(-2 * activity) / (1 + math.exp(1 - 2 * activity))


@shifted_tanh.enclosure
def _(activity: float) -> Any:
    from flint import arb

    x = arb(max(activity, 0.0))
    half = arb(0.5)
    return ((x - half).tanh() + half.tanh()) / (1 + half.tanh())


@shifted_tanh.derivation
def _() -> Derivation:
    import sympy as sp

    activity = sp.Symbol("activity", real=True)
    x = sp.Symbol("x", positive=True)
    half = sp.Rational(1, 2)
    defined = (sp.tanh(x - half) + sp.tanh(half)) / (1 + sp.tanh(half))
    u = sp.Symbol("u", positive=True)
    fraction = sp.cancel(sp.expand(defined.rewrite(sp.exp)).subs(sp.exp(x), u))
    above, below = (sp.expand(part / u).subs(u, sp.exp(x)) for part in sp.fraction(fraction))
    balanced = sp.simplify(above) / below
    result = sp.Piecewise((0, activity <= 0), (balanced.subs(x, activity), True))
    return Derivation(
        steps=(
            Step("Above threshold the rectifier does nothing:", defined),
            Step("Written in u = exp(x), the sum is one fraction:", fraction),
            Step("Divided by u above and below, it loses no digit as x -> 0:", balanced),
            Step("Below threshold the two tanh cancel and the neuron is silent:", result),
        ),
        result=result,
    )


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "Methods, activation of the neurons"),
    valid="x >= 0, the value at x = 0 being the slope from above (from below it is zero)",
    formula=r"\phi'(x) = \frac{2(1+e)\,e^{-2x}}{(1+e^{1-2x})^2}",
    accuracy=1e-14,
)
def shifted_tanh_slope(activity: PositiveActivity) -> float:
    r"""The gain of a firing neuron jumps to 0.54 at threshold and peaks at x = 1/2.

    .. math:: \phi'(x) = \frac{2(1+e)\,e^{-2x}}{(1+e^{1-2x})^2}, \qquad
              \phi'(0^+) = 1-\tanh\tfrac12 .

    Parameters
    ----------
    activity : float
        Input x >= 0 of the neuron.

    Returns
    -------
    float
        Slope of the rate, positive.

    Notes
    -----
    Valid when: x >= 0; below threshold the slope is zero.

    Source: turcu2022, Methods; derivative of `shifted_tanh`.

    Examples
    --------
    >>> round(shifted_tanh_slope(0.0), 12)
    0.53788284274
    """
    e = math.exp(-2 * activity)
    return 2 * (1 + math.e) * e / (1 + math.e * e) ** 2


@shifted_tanh_slope.enclosure
def _(activity: float) -> Any:
    from flint import arb

    half = arb(0.5)
    return (1 - (arb(activity) - half).tanh() ** 2) / (1 + half.tanh())


@shifted_tanh_slope.derivation
def _() -> Derivation:
    import sympy as sp

    activity = sp.Symbol("activity", nonnegative=True)
    rate = (1 - sp.exp(-2 * activity)) / (1 + sp.exp(1 - 2 * activity))
    slope = sp.simplify(sp.diff(rate, activity))
    return Derivation(
        steps=(
            Step("The rate above threshold:", rate),
            Step("Its derivative:", slope),
        ),
        result=slope,
    )


def rate_and_slope(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rates and slopes of many neurons at once, with one exponential each."""
    e = np.exp(-2 * np.maximum(x, 0))
    inverse = 1 / (1 + np.e * e)
    rate = (1 - e) * inverse
    # the slope is zero on the silent side, where max(x, 0) has no derivative
    slope = np.where(x > 0, 2 * (1 + np.e) * e * inverse**2, 0.0)
    return rate, slope
