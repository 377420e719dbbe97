"""How much a perturbed weight moves a mode: the modulus of a stable reparameterisation."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    DecayRate,
    MapOffset,
    MapScale,
    Radius,
    Reparameterization,
)

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "definition of a stable reparameterisation"),
    valid="both modes decay",
    formula=r"\int_0^\infty |e^{-mt} - e^{-m't}|\, dt = |1/m - 1/m'|",
    accuracy=1e-15,
)
def mode_distance(rate: DecayRate, other_rate: DecayRate) -> float:
    r"""Two modes differ by the difference of their time constants.

    .. math:: \int_0^\infty |e^{-mt} - e^{-m't}|\,dt = |1/m - 1/m'|

    Parameters
    ----------
    rate, other_rate
        m and m'.

    Returns
    -------
    float
        L1 distance of the two kernels; exactly 0 for equal rates.

    Raises
    ------
    DomainError
        If a rate is not positive: the integral diverges.

    Notes
    -----
    Valid for decaying modes: one kernel lies above the other at all times.
    Source: the integral by which Wang and Li (2024) [wang2024]_ define stability.

    Examples
    --------
    >>> mode_distance(0.5, 0.25)
    2.0
    """
    return abs(other_rate - rate) / (rate * other_rate)


@mode_distance.derivation
def _() -> Derivation:
    import sympy

    t, slow, gap = sympy.symbols("t m d", positive=True)
    rate, other = sympy.symbols("rate other_rate", positive=True)
    difference = sympy.exp(-slow * t) - sympy.exp(-(slow + gap) * t)
    area = sympy.integrate(difference, (t, 0, sympy.oo))
    between = sympy.simplify(area - (1 / slow - 1 / (slow + gap)))
    return Derivation(
        steps=(
            Step("The slower mode lies above the faster one at all times.", difference),
            Step("So the integral needs no absolute value.", area),
            Step("It is the difference of the time constants (nothing is left over).", between),
        ),
        result=sympy.Abs(1 / rate - 1 / other),
    )


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "function g of a stable reparameterisation"),
    valid="every change of the weight by at most beta, every weight",
    formula=r"g = e^\beta - 1;\quad \text{best: } g = \frac{2\beta}{\sqrt{\beta^2 + 4b/a} - \beta}",
    accuracy=1e-13,
)
def stability_modulus(
    radius: Radius,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""A stable map turns weight noise into relative noise of the time constant, however long.

    .. math:: g(\beta) = \sup_w \sup_{|d|\le\beta} \Bigl|\frac{f(w)}{f(w+d)} - 1\Bigr|
              = e^\beta - 1, \qquad \frac{2\beta}{\sqrt{\beta^2 + 4b/a} - \beta}

    for the maps exponential and softplus (there only approached as w -> -infinity), and best;
    infinite for the direct map. Its slope at 0 is 1, and the root of a/b for "best": with b < a
    "best" is MORE sensitive to small noise. It grows like a beta^2/b, not exponentially.

    Parameters
    ----------
    radius
        beta, largest change of a weight.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        g; its inverse gives the change of a weight that is tolerated.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for every weight. Source: definition by Wang and Li (2024) [wang2024]_, values by
    maximisation (derived here).

    Examples
    --------
    >>> round(stability_modulus(0.5, "best"), 12), stability_modulus(0.5, "direct")
    (1.0, inf)
    >>> round(stability_modulus(0.1, "best"), 9), round(stability_modulus(0.1, "exponential"), 9)
    (0.151774469, 0.105170918)
    """
    if reparameterization == "direct":
        return math.inf
    if reparameterization == "best":
        # the formula times its conjugate: the difference of two nearly equal numbers is gone
        root = math.sqrt(radius**2 + 4 * offset / scale)
        return radius * (root + radius) * scale / (2 * offset)
    return math.expm1(radius)


@stability_modulus.derivation
def _() -> Derivation:
    import sympy

    # the map best; the other two: f(w) / f(w - beta) = e^beta exactly, or in the limit
    a, b, beta = sympy.symbols("scale offset radius", positive=True)
    w = sympy.Symbol("w", real=True)
    ratio = (a * (w + beta) ** 2 + b) / (a * w**2 + b) - 1
    slope = sympy.factor(sympy.diff(ratio, w))
    weight = next(s for s in sympy.solve(sympy.numer(slope), w) if s.subs(beta, 0) > 0)
    value = sympy.simplify(ratio.subs(w, weight))
    closed = 2 * beta / (sympy.sqrt(beta**2 + 4 * b / a) - beta)
    exponential = sympy.simplify(sympy.exp(w) / sympy.exp(w - beta) - 1)
    return Derivation(
        steps=(
            Step("Map best, weight away from 0 by beta: the time constant grows most.", ratio),
            Step("Derivative by the weight.", slope),
            Step("The weight at which the growth is largest.", weight),
            Step("Its value.", value),
            Step("The same, in short (difference).", sympy.simplify(value - closed)),
            Step("Map exponential: the same for every weight.", exponential),
        ),
        result=closed,
        example={"reparameterization": "best", "radius": 0.7, "scale": 1.3, "offset": 0.4},
    )


@stability_modulus.reference
def _(
    radius: float, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "mpmath.mpf":
    import mpmath

    beta, a, b = mpmath.mpf(radius), mpmath.mpf(scale), mpmath.mpf(offset)
    if reparameterization == "direct":
        return mpmath.inf
    if reparameterization == "best":  # the root of the derivative, not the closed value
        weight = mpmath.polyroots([a, a * beta, -b], maxsteps=200, extraprec=200)[-1]
        return (a * (weight + beta) ** 2 + b) / (a * weight**2 + b) - 1
    return mpmath.exp(beta) - 1


@stability_modulus.inverse
def _(modulus: float, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5) -> float:
    """The largest change of weights that keeps every time constant within this relative error."""
    if not modulus > 0:
        raise refusal("stability_modulus.inverse", "modulus", "be > 0", modulus)
    if reparameterization == "direct":
        return 0.0
    if reparameterization == "best":
        return modulus * math.sqrt(offset / (scale * (1 + modulus)))
    return math.log1p(modulus)


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "maps exponential and best, compared"),
    valid="b < a; else best is the less sensitive at every radius",
    formula=r"\frac{\sinh(\beta/2)}{\beta/2} = \sqrt{a/b}",
    accuracy=1e-12,
)
def modulus_crossing(scale: MapScale, offset: MapOffset) -> float:
    r"""Below this size of weight noise the exponential map is the more robust, above it best.

    .. math:: \frac{\sinh(\beta^*/2)}{\beta^*/2} = \sqrt{a/b}

    Parameters
    ----------
    scale, offset
        a and b of the map "best".

    Returns
    -------
    float
        beta*, where the two moduli are equal.

    Raises
    ------
    DomainError
        If b >= a: then "best" is never the more sensitive.

    Notes
    -----
    Valid for b < a. Source: equal values of `stability_modulus` (derived here), maps of Wang and Li
    (2024) [wang2024]_.

    Examples
    --------
    >>> round(modulus_crossing(1.0, 0.5), 12)
    2.982867135745
    """
    if offset >= scale:
        raise refusal(
            "modulus_crossing", "offset", f"be < scale = {scale}", offset,
            "from there on best is the less sensitive at every radius",
        )  # fmt: skip
    wanted = 0.5 * math.log(scale / offset)

    def excess(x: float) -> float:
        # ln(sinh x / x) without the cancellation at small x
        log = x * x / 6 - x**4 / 180 if x < 0.01 else math.log(math.sinh(x) / x)
        return log - wanted

    # sinh x / x lies between exp(x^2/6) and, for large x, e^x / (2x)
    low, high = math.sqrt(6 * wanted), max(1.0, 2 * math.sqrt(6 * wanted), 2 * wanted + 4)
    return 2 * float(brentq(excess, 0.99 * low, high, xtol=1e-300, rtol=1e-14))


@modulus_crossing.derivation
def _() -> Derivation:
    import sympy

    a, b, beta, g = sympy.symbols("scale offset beta g", positive=True)
    equation = sympy.Eq(g, 2 * beta / (sympy.sqrt(beta**2 + 4 * b / a) - beta))
    # g (root - beta) = 2 beta, the root squared
    square = sympy.expand((beta * (1 + 2 / g)) ** 2 - beta**2)
    share = sympy.factor(beta**2 / square)
    both = sympy.Eq(4 * sympy.sinh(beta / 2) ** 2, a * beta**2 / b)
    check = sympy.simplify(
        (sympy.expand((sympy.exp(beta) - 1) ** 2 * sympy.exp(-beta)))
        - sympy.expand((4 * sympy.sinh(beta / 2) ** 2).rewrite(sympy.exp))
    )
    return Derivation(
        steps=(
            Step("The modulus of best, g.", equation),
            Step("Solved for the radius: a beta^2/b is four times this.", share),
            Step("The modulus of exp, g = e^beta - 1: g^2/(1 + g) = 4 sinh^2 (difference).", check),
            Step("Both are equal.", both),
        ),
        result=both,
        value=beta,
    )


@modulus_crossing.enclosure
def _(scale: float, offset: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(256):
        a, b = flint.arb(scale), flint.arb(offset)
        guess = modulus_crossing(scale, offset)
        low = flint.arb(guess) * (1 - flint.arb("1e-12"))
        high = flint.arb(guess) * (1 + flint.arb("1e-12"))

        def excess(beta: "flint.arb") -> "flint.arb":
            half = beta / 2
            return half.sinh() / half - (a / b).sqrt()

        if not (excess(low) < 0 < excess(high)):
            raise ArithmeticError(f"no change of sign across {guess}")
        return low.union(high)
