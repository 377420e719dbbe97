"""Gardner's capacity at a margin, and its inverse."""

import math
from typing import TYPE_CHECKING

from netbounds.domains import ClassifiableLoad, SignedMargin
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._gaussian import density, log_moment

if TYPE_CHECKING:
    import flint
    import mpmath
    import sympy


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("gardner1988", "optimal capacity at stability kappa"),
    valid="N -> infinity; kappa >= 0: proven limit; kappa < 0: replica symmetric, an upper bound",
    formula=r"1/\alpha_c(\kappa) = \int_{-\kappa}^\infty Dt\,(t+\kappa)^2",
    error="kappa >= 0: O(1/sqrt(N)) in the load; kappa < 0: true capacity is lower (replica "
    "symmetry broken, the value is an upper bound)",
)
def capacity_at_margin(margin: SignedMargin) -> float:
    r"""A margin kappa costs capacity: from 2 patterns per weight down to 1 / (1 + kappa^2).

    .. math::
        \frac1{\alpha_c(\kappa)} = \int_{-\kappa}^\infty Dt\,(t+\kappa)^2
        = (1+\kappa^2)\Phi(\kappa) + \kappa\varphi(\kappa)

    Parameters
    ----------
    margin
        kappa: every pattern has b w.x > kappa |w| for inputs of unit variance.

    Returns
    -------
    float
        alpha_c, patterns per weight; relative error < 1e-12 on both sides of 0.

    Raises
    ------
    DomainError
        If kappa < -37 (the value leaves the range of floats) or not a number.

    Notes
    -----
    Valid when N is large. For kappa >= 0 the limit is a theorem (Shcherbina and Tirozzi 2003
    [shcherbina2003]_). For kappa < 0 the problem is not convex: the value is the replica
    symmetric one and only an upper bound (Stojnic 2013 [stojnic2013]_).
    Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> capacity_at_margin(0.0)
    2.0
    >>> round(capacity_at_margin(1.0), 9)
    0.51957223
    """
    return math.exp(-log_moment(2, margin)) if margin else 2.0


@capacity_at_margin.derivation
def _() -> Derivation:
    import sympy

    kappa = sympy.Symbol("margin", real=True)
    t = sympy.Symbol("t", real=True)
    gauss = sympy.exp(-(t**2) / 2) / sympy.sqrt(2 * sympy.pi)
    integral = sympy.Integral((t + kappa) ** 2 * gauss, (t, -kappa, sympy.oo))
    value = sympy.simplify(integral.doit())
    # erf(kappa) + 1 cancels far below 0; the same function with erfc does not
    value = sympy.expand(value).rewrite(sympy.erfc)
    value = sympy.simplify(value.subs(sympy.erfc(kappa / sympy.sqrt(2)), 2 - _erfc(-kappa)))
    return Derivation(
        steps=(
            Step(
                "At capacity the largest margin that N weights give to alpha N Gaussian patterns "
                "is kappa: the mean square shortfall per pattern times alpha is 1.",
                sympy.Eq(1 / sympy.Symbol("alpha_c"), integral),
            ),
            Step("The Gaussian integral.", value),
            Step("Without a margin 2 patterns per weight.", 1 / value.subs(kappa, 0)),
            Step(
                "A large margin: 1 + kappa^2.",
                sympy.limit(value / (1 + kappa**2), kappa, sympy.oo),
            ),
        ),
        result=1 / value,
    )


def _erfc(x: "sympy.Expr") -> "sympy.Expr":
    import sympy

    return sympy.erfc(x / sympy.sqrt(2))


@capacity_at_margin.enclosure
def _(margin: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(256):
        kappa = flint.arb(margin)
        cumulative = (-kappa / flint.arb(2).sqrt()).erfc() / 2
        gauss = (-(kappa**2) / 2).exp() / (2 * flint.arb.pi()).sqrt()
        return 1 / ((1 + kappa**2) * cumulative + kappa * gauss)


@capacity_at_margin.reference
def _(margin: float) -> "mpmath.mpf":
    import mpmath

    # the integral as a parabolic cylinder function: no closed form that could cancel
    kappa = mpmath.mpf(margin)
    scaled = 2 * mpmath.exp(kappa**2 / 4) * mpmath.pcfu(2.5, -kappa)
    return 1 / (mpmath.npdf(kappa) * scaled)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("gardner1988", "optimal capacity at stability kappa, inverted"),
    valid="N -> infinity, load below 2",
    formula=r"\kappa:\ \alpha \int_{-\kappa}^\infty Dt\,(t+\kappa)^2 = 1",
    error="finite N: the mean margin is higher by about 1/N (+.02 at N = 50, load 1/2)",
)
def margin_at_load(load: ClassifiableLoad) -> float:
    r"""The largest margin that a load of alpha patterns per weight allows.

    .. math:: \kappa(\alpha):\quad (1+\kappa^2)\Phi(\kappa) + \kappa\varphi(\kappa) = 1/\alpha

    Parameters
    ----------
    load
        alpha, patterns per weight, below capacity: 0 < alpha < 2.

    Returns
    -------
    float
        kappa > 0; relative error < 1e-12, near alpha = 2 too.

    Raises
    ------
    DomainError
        If the load is not between 0 and 2: there is no positive margin.

    Notes
    -----
    Valid when N is large; the problem is convex there and the limit proven (Shcherbina and
    Tirozzi 2003 [shcherbina2003]_). Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> round(margin_at_load(1.0), 12)
    0.470655352618
    """
    # F(kappa) - 1/2 = (2 - alpha) / (2 alpha), both sides without cancellation; F is convex and
    # the start lies to the right of the root, so Newton falls onto it
    excess = (2 - load) / (2 * load)
    kappa = math.sqrt(1 / load)
    while True:
        half = 0.5 * math.erf(kappa / math.sqrt(2))
        value = 0.5 * kappa**2 + (1 + kappa**2) * half + kappa * density(kappa)
        slope = 2 * (kappa * (0.5 + half) + density(kappa))
        step = (value - excess) / slope
        kappa -= step
        if step <= 1e-15 * kappa:
            return kappa


@margin_at_load.derivation
def _() -> Derivation:
    import sympy

    load, kappa = sympy.symbols("load kappa", positive=True)
    inverse = capacity_at_margin.derivation().result
    margin = next(iter(inverse.free_symbols))
    equation = sympy.Eq(load, inverse.subs(margin, kappa))
    slope = sympy.simplify(sympy.diff(1 / equation.rhs, kappa))
    return Derivation(
        steps=(
            Step("The load is the capacity at the margin.", equation),
            Step("1/alpha_c grows with kappa, so the root is unique; its slope:", slope),
        ),
        result=equation,
        value=kappa,
    )


@margin_at_load.reference
def _(load: float) -> "mpmath.mpf":
    import mpmath

    alpha = mpmath.mpf(load)
    upper = mpmath.sqrt(1 / alpha) + 1

    def shortfall(kappa: "mpmath.mpf") -> "mpmath.mpf":
        return alpha * ((1 + kappa**2) * mpmath.ncdf(kappa) + kappa * mpmath.npdf(kappa)) - 1

    return mpmath.findroot(
        shortfall,
        (0, upper),
        solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps),
        maxsteps=500,
        verify=False,
    )


@margin_at_load.inverse
def _(wanted: float) -> float:
    return capacity_at_margin(wanted)
