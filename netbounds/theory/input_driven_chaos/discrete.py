"""Random networks in discrete time: h(t+1) = J phi(h(t)) + private input of variance sigma^2."""

import math
from typing import Any

from scipy.optimize import brentq

from netbounds.activations import ERF, Sigmoid
from netbounds.domains import check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    ChaoticGain,
    Gain,
    InputVariance,
    refuse_non_sigmoid,
)

_VALID = (
    "n -> infinity; i.i.d. weights of variance g^2/n; input independent between neurons and steps"
)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("molgedey1992", "self-consistent variance"),
    valid=_VALID,
    formula=r"v = g^2\, \mathrm E[\phi^2(\sqrt v z)] + \sigma^2",
    error="O(1/n)",
)
def stationary_variance(
    gain: Gain, input_variance: InputVariance, activation: Sigmoid = ERF
) -> float:
    """A neuron's variance is the network's feedback plus its private input.

    v = g^2 E[phi^2(sqrt(v) z)] + sigma^2; without input and g > 1 the positive root, not v = 0.

    Parameters
    ----------
    gain
        g, standard deviation of the weights times sqrt(n).
    input_variance
        sigma^2, a variance.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        v; 0 without input at g <= 1.

    Raises
    ------
    DomainError
        If the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity. Source: molgedey1992.

    Examples
    --------
    >>> round(stationary_variance(2.0, 0.5), 12)
    2.962037601015
    """
    square = gain * gain
    refuse_non_sigmoid("stationary_variance", activation)
    if input_variance == 0 and gain <= 1:
        return 0.0

    def surplus(v: float) -> float:
        return square * float(gaussian.square(activation, v)) + input_variance - v

    # phi^2 <= min(1, h^2), so the root lies below both; near g = 1 it is of order g - 1
    top = square + input_variance
    low = input_variance if input_variance > 0 else min(1e-9, 0.1 * (gain - 1))
    if surplus(top) >= 0 or surplus(low) <= 0:
        return top if surplus(top) >= 0 else low
    return float(brentq(surplus, low, top, xtol=1e-300, rtol=1e-15))


@stationary_variance.reference
def _(gain: Gain, input_variance: InputVariance, activation: Sigmoid = ERF) -> Any:
    """The same equation with quadrature in many digits, divided by v to lose the root v = 0."""
    import mpmath

    if input_variance == 0 and gain <= 1:
        return mpmath.mpf(0)
    square, fed = mpmath.mpf(gain) ** 2, mpmath.mpf(input_variance)
    feedback = _precise.average(activation, square=2)
    low = fed if fed > 0 else mpmath.mpf(1e-9)
    top = square + fed
    return _precise.root(lambda v: (square * feedback(v) + fed) / v - 1, low, top)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("molgedey1992", "largest exponent"),
    valid=_VALID,
    formula=r"\lambda = \tfrac12 \ln\!\left(g^2\, \mathrm E[\phi'^2(\sqrt v z)]\right)",
    error="O(1/n): below 3/n in simulations",
    accuracy=1e-9,
)
def discrete_lyapunov_exponent(
    gain: Gain, input_variance: InputVariance, activation: Sigmoid = ERF
) -> float:
    """Small differences grow per step by the gain times the rms slope of the neurons.

    lambda = 1/2 ln(g^2 E[phi'^2(sqrt(v) z)]), v the stationary variance. For erf it is
    1/2 ln(g^2 / sqrt(1 + pi v)).

    Parameters
    ----------
    gain
        g > 0.
    input_variance
        sigma^2.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        Largest Lyapunov exponent per step, conditional on the input. Chaos where it is > 0.

    Raises
    ------
    DomainError
        If g = 0 (the exponent is -infinity) or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity. Source: molgedey1992.

    Examples
    --------
    >>> round(discrete_lyapunov_exponent(2.0, 0.5), 12)
    0.109977369597
    """
    if gain == 0:
        rule = "be > 0, since without weights every difference dies in one step"
        raise refusal("discrete_lyapunov_exponent", "gain", rule, gain)
    v = stationary_variance(gain, input_variance, activation)
    return math.log(gain) + 0.5 * math.log(float(gaussian.square_slope(activation, v)))


@discrete_lyapunov_exponent.reference
def _(gain: Gain, input_variance: InputVariance, activation: Sigmoid = ERF) -> Any:
    import mpmath

    v = stationary_variance.reference(gain, input_variance, activation)
    return mpmath.log(mpmath.mpf(gain) ** 2 * _precise.average(activation, slope=2)(v)) / 2


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("molgedey1992", "lambda = 0, in closed form for erf"),
    valid=_VALID + "; erf activation",
    formula=r"\sigma_c^2 = \frac{g^4 - 1}{\pi} + g^2 - \frac{4 g^2}{\pi} \arctan g^2",
    error="O(1/n)",
    accuracy=1e-13,
)
def edge_of_chaos_variance(gain: ChaoticGain) -> float:
    """Private input of this variance just suppresses chaos.

    sigma_c^2 = (g^4 - 1)/pi + g^2 - (4 g^2/pi) arctan(g^2), about (16/3 pi)(g - 1)^3 near 1. The
    neurons' variance there is (g^4 - 1)/pi.

    Parameters
    ----------
    gain
        g > 1; below there is no chaos to suppress.

    Returns
    -------
    float
        sigma_c^2; the inverse gives the gain at which a given variance just suffices.

    Raises
    ------
    DomainError
        If g <= 1.

    Notes
    -----
    Valid for n -> infinity and erf in discrete time. With y = (g^2 - 1)/(g^2 + 1), arctan g^2 is
    pi/4 + arctan y, and what cancels is taken out by series. Source: molgedey1992; closed form
    derived here.

    Examples
    --------
    >>> round(edge_of_chaos_variance(2.0), 12)
    2.022314378795
    """
    y = (gain - 1) * (gain + 1) / (gain * gain + 1)
    if y < 0.3:
        rest = math.fsum(
            (-1) ** (k + 1) * y ** (2 * k + 1) * 4 * k / (4 * k * k - 1) for k in range(1, 16)
        )
    else:
        rest = y - (1 - y * y) * math.atan(y)
    return 4 / math.pi * rest / (1 - y) ** 2


@edge_of_chaos_variance.derivation
def _() -> Derivation:
    import sympy

    g = sympy.Symbol("gain", positive=True)
    v, x = sympy.symbols("v x", positive=True)
    variance = sympy.Symbol("sigma2")
    exponent = sympy.log(g**2 / sympy.sqrt(1 + sympy.pi * v)) / 2
    edge = sympy.solve(sympy.Eq(g**4, 1 + sympy.pi * v), v)[0]
    feedback = 2 / sympy.pi * sympy.asin((sympy.pi * v / 2) / (1 + sympy.pi * v / 2))
    at_edge = sympy.simplify(feedback.subs(v, edge))
    arcsine = sympy.asin((x**2 - 1) / (x**2 + 1))
    slope = sympy.simplify(sympy.diff(arcsine, x))
    angle = sympy.integrate(slope, x)
    angle = angle - angle.subs(x, 1) + arcsine.subs(x, 1)
    result = edge - g**2 * 2 / sympy.pi * angle.subs(x, g**2)
    return Derivation(
        steps=(
            Step("Exponent of an erf network, a Gaussian integral of phi'^2.", exponent),
            Step("It is 0 at this variance of the neurons.", sympy.Eq(v, edge)),
            Step("The feedback E[phi^2] there.", at_edge),
            Step("With x = g^2, the slope of arcsin((x^2 - 1)/(x^2 + 1)) is:", slope),
            Step("Integrated from x = 1, where the arcsine is 0.", sympy.Eq(arcsine, angle)),
            Step("Input makes up the rest of the variance.", sympy.Eq(variance, result)),
        ),
        result=sympy.expand(result),
    )


@edge_of_chaos_variance.reference
def _(gain: ChaoticGain) -> Any:
    """From the quadrature of phi^2 at the variance where the exponent vanishes."""
    import mpmath

    v = (mpmath.mpf(gain) ** 4 - 1) / mpmath.pi
    return v - mpmath.mpf(gain) ** 2 * _precise.average(ERF, square=2)(v)


@edge_of_chaos_variance.inverse
def _(input_variance: float) -> float:
    """Gain below which input of this variance suppresses chaos."""
    check("edge_of_chaos_variance.inverse", "input_variance", input_variance, InputVariance)
    if input_variance == 0:
        return 1.0
    top = 2.0
    while edge_of_chaos_variance(top) < input_variance:
        top *= 2
    return float(
        brentq(lambda g: edge_of_chaos_variance(g) - input_variance, 1 + 1e-12, top, xtol=1e-15)
    )
