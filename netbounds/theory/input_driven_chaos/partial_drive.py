"""Only a fraction of the neurons is driven: with too few of them no input suppresses chaos."""

import math
from typing import Annotated, Any

from annotated_types import Ge, Le
from scipy.optimize import brentq

from netbounds.activations import ERF, Activation, Sigmoid
from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    ChaoticGain,
    Gain,
    InputVariance,
    refuse_non_sigmoid,
)

InputFraction = Annotated[
    float, Ge(0), Le(1), Symbol("p", "fraction of the neurons that receive input"), Typical(0.05, 1)
]

_VALID = "n -> infinity; i.i.d. weights of variance g^2/n; driven neurons chosen at random"


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2023", "partially driven network"),
    valid=_VALID,
    formula=r"\lambda = \tfrac12 \ln g^2 \left[p\, \mathrm E\phi'^2_{g^2 q + \sigma^2}"
    r" + (1 - p)\, \mathrm E\phi'^2_{g^2 q}\right],\quad"
    r" q = p\, \mathrm E\phi^2_{g^2 q + \sigma^2} + (1 - p)\, \mathrm E\phi^2_{g^2 q}",
    error="O(1/n)",
    accuracy=1e-9,
)
def partial_drive_lyapunov_exponent(
    gain: Gain,
    input_variance: InputVariance,
    driven_fraction: InputFraction,
    activation: Sigmoid = ERF,
) -> float:
    """Driven neurons saturate and lose their slope; the others go on as in a smaller network.

    lambda = 1/2 ln g^2 [p E phi'^2(g^2 q + sigma^2) + (1-p) E phi'^2(g^2 q)], with q the mean of
    phi^2 over the population. The arguments are the variances of driven and other neurons.

    Parameters
    ----------
    gain
        g > 0.
    input_variance
        sigma^2 of the driven neurons' private input, a variance.
    driven_fraction
        p. At 1 it is `discrete_lyapunov_exponent`.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        Largest Lyapunov exponent per step, conditional on the input.

    Raises
    ------
    DomainError
        If g = 0 or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity in discrete time. Source: takasu2023.

    Examples
    --------
    >>> round(partial_drive_lyapunov_exponent(2.0, 2500.0, 0.1), 7)
    0.0961557
    """
    if gain == 0:
        rule = "be > 0, since without weights every difference dies in one step"
        raise refusal("partial_drive_lyapunov_exponent", "gain", rule, gain)
    refuse_non_sigmoid("partial_drive_lyapunov_exponent", activation)
    p, square = driven_fraction, gain * gain

    def mixed(moment: Any, q: float) -> float:
        driven, other = square * q + input_variance, square * q
        return p * float(moment(activation, driven)) + (1 - p) * float(moment(activation, other))

    q = _activity(lambda q: mixed(gaussian.square, q), gain, p * input_variance > 0)
    return math.log(gain) + 0.5 * math.log(mixed(gaussian.square_slope, q))


def _activity(feedback: Any, gain: float, driven: bool) -> float:
    """The positive solution of q = feedback(q), 0 for an undriven network below g = 1."""
    if not driven and gain <= 1:
        return 0.0
    low = 1e-300 if driven else min(1e-9, 0.1 * (gain - 1))
    return float(brentq(lambda q: feedback(q) / q - 1, low, 1.0, xtol=1e-300, rtol=1e-15))


@partial_drive_lyapunov_exponent.reference
def _(
    gain: Gain,
    input_variance: InputVariance,
    driven_fraction: InputFraction,
    activation: Sigmoid = ERF,
) -> Any:
    import mpmath

    p, fed = mpmath.mpf(driven_fraction), mpmath.mpf(input_variance)
    square = mpmath.mpf(gain) ** 2
    phi, slope = _precise.average(activation, square=2), _precise.average(activation, slope=2)

    def mixed(moment: Any, q: Any) -> Any:
        return p * moment(square * q + fed) + (1 - p) * moment(square * q)

    q = mpmath.mpf(0)
    if gain > 1 or p * fed > 0:
        low = mpmath.mpf(1e-9) if p * fed == 0 else p * phi(fed)
        q = _precise.root(lambda q: mixed(phi, q) / q - 1, low, 1)
    return mpmath.log(square * mixed(slope, q)) / 2


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2023", "critical fraction, sigma -> infinity"),
    valid=_VALID + "; driven neurons saturated, sigma -> infinity",
    formula=r"p_c = 1 - \frac{1}{g^2\, \mathrm E\phi'^2_v},\quad"
    r" g^2 = v + \frac{1 - \mathrm E\phi^2_v}{\mathrm E\phi'^2_v}",
    error="O(1/n)",
    accuracy=1e-9,
)
def critical_driven_fraction(gain: ChaoticGain, activation: Sigmoid = ERF) -> float:
    """Unless more than this fraction of the neurons is driven, no input suppresses chaos.

    Saturated neurons only add noise: q = p + (1-p) E phi^2(v) with v = g^2 q, and the edge is
    g^2 (1-p) E phi'^2(v) = 1. Eliminating p gives g^2 = v + (1 - E phi^2)/E phi'^2.

    Parameters
    ----------
    gain
        g > 1.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        p_c; the inverse gives the gain at which a fraction p just suffices.

    Raises
    ------
    DomainError
        If g <= 1 or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity and unbounded input. Source: takasu2023.

    Examples
    --------
    >>> round(critical_driven_fraction(1.5), 10)
    0.0741779478
    """
    refuse_non_sigmoid("critical_driven_fraction", activation)
    square = gain * gain
    v = brentq(lambda v: _edge(v, activation)[0] - square, 0.0, square, xtol=1e-300, rtol=1e-15)
    return 1 - 1 / (square * _edge(v, activation)[1])


def _edge(v: float, activation: Activation) -> tuple[float, float]:
    """g^2 at the edge when free neurons have variance v, and the mean of phi'^2."""
    slope = float(gaussian.square_slope(activation, v))
    return v + (1 - float(gaussian.square(activation, v))) / slope, slope


@critical_driven_fraction.reference
def _(gain: ChaoticGain, activation: Sigmoid = ERF) -> Any:
    """Both conditions as they stand, by bisection on p."""
    import mpmath

    square = mpmath.mpf(gain) ** 2
    phi, slope = _precise.average(activation, square=2), _precise.average(activation, slope=2)

    def excess(v: Any) -> Any:
        p = 1 - 1 / (square * slope(v))
        return p + (1 - p) * phi(v) - v / square

    # p = 0 at the variance where g^2 E phi'^2 = 1; the edge lies below it
    top = _precise.root(lambda v: square * slope(v) - 1, 0, square**2)
    v = _precise.root(excess, 0, top)
    return 1 - 1 / (square * slope(v))


@critical_driven_fraction.inverse
def _(driven_fraction: float, activation: Activation = ERF) -> float:
    """Gain up to which driving this fraction can suppress chaos."""
    check("critical_driven_fraction.inverse", "driven_fraction", driven_fraction, InputFraction)
    if driven_fraction == 1:
        return math.inf
    if driven_fraction == 0:
        return 1.0

    def excess(v: float) -> float:
        square, slope = _edge(v, activation)
        return 1 - 1 / (square * slope) - driven_fraction

    top = 1.0
    while excess(top) < 0:
        top *= 2
    return math.sqrt(_edge(brentq(excess, 0.0, top, xtol=1e-15), activation)[0])
