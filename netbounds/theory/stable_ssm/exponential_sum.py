"""Polynomial memory as a sum of exponentials on an even grid of weights, and its exact error."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq
from scipy.special import gammaln, loggamma

from netbounds.domains import check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    DecayExponent,
    GridStep,
    Time,
)

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("beylkin2010", "trapezoidal rule for a power, Poisson summation"),
    valid="all weights j h, j over all integers; every t >= 0",
    formula=r"B(p, h) = \frac{2}{\Gamma(p)} \sum_{k \ge 1} |\Gamma(p + 2 \pi i k / h)|",
    accuracy=1e-12,
)
def aliasing_bound(exponent: DecayExponent, step: GridStep) -> float:
    r"""An even grid of weights holds polynomial memory with a relative error that time never exceeds.

    .. math:: B(p,h) = \frac2{\Gamma(p)} \sum_{k\ge1} |\Gamma(p + 2\pi i k/h)|
              \sim e^{-\pi^2/h}

    bounds the relative error of h/Gamma(p) sum_j exp(p j h - (1 + t) e^{jh}) as (1 + t)^-p, for all
    times at once. It is nearly sharp: largest errors come within 1e-4 of it for h <= 1.

    Parameters
    ----------
    exponent
        p of the target (1 + t)^-p.
    step
        h, spacing of the weights under the exponential map: rates grow by e^h.

    Returns
    -------
    float
        Relative error; its inverse gives the spacing for a wanted error.

    Raises
    ------
    DomainError
        If a parameter is not positive.

    Notes
    -----
    Valid for the sum over all integers. Cost O(h) terms. Source: Beylkin and Monzon (2010)
    [beylkin2010]_, who use this sum; the exact series is Poisson's.

    Examples
    --------
    >>> round(aliasing_bound(1.0, 1.0), 15)
    0.00065002027417
    """  # noqa: E501
    total, k = 0.0, 0
    while True:
        k += 1
        log = loggamma(complex(exponent, 2 * math.pi * k / step)).real - gammaln(exponent)
        term = 2 * math.exp(log)
        total += term
        if term <= 1e-17 * total:
            return total


@aliasing_bound.derivation
def _() -> Derivation:
    import sympy

    k, h = sympy.symbols("k step", positive=True)
    p, z = sympy.Symbol("exponent", positive=True), sympy.Symbol("z")
    x, t = sympy.symbols("x t", positive=True)
    # with x = e^w the Fourier integral over w is Euler's integral
    s = sympy.Symbol("s", positive=True)
    euler = sympy.integrate(x ** (s - 1) * sympy.exp(-(1 + t) * x), (x, 0, sympy.oo))
    aliased = euler.subs(s, p + 2 * sympy.pi * sympy.I * k / h)
    relative = sympy.gamma(p + 2 * sympy.pi * sympy.I * k / h) / sympy.gamma(p)
    # p = 1: |Gamma(1 + i y)|^2 by the reflection formula
    square = sympy.gammasimp(sympy.gamma(1 + z) * sympy.gamma(1 - z))
    y = 2 * sympy.pi * k / h
    modulus = sympy.simplify(square.subs(z, sympy.I * y))
    term = sympy.sqrt(modulus)
    return Derivation(
        steps=(
            Step("Euler's integral: the power as an integral over all rates x = e^w.", euler),
            Step("Poisson: the grid adds its values at s = p + 2 pi i k / h.", aliased),
            Step("Relative to the target, apart from a phase.", relative),
            Step("For p = 1: Gamma(1 + z) Gamma(1 - z) by reflection.", square),
            Step("At z = 2 pi i k / h it is the square of the modulus.", modulus),
        ),
        result=2 * sympy.Sum(term, (k, 1, sympy.oo)),
        example={"exponent": 1.0, "step": 0.8},
    )


@aliasing_bound.enclosure
def _(exponent: float, step: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(192):
        total = flint.arb(0)
        for gamma, _ in _precise_terms(exponent, step):
            total += 2 * abs(gamma)
        tail = _tail(exponent, step)
        return total + tail.union(flint.arb(0))


@aliasing_bound.reference
def _(exponent: float, step: float) -> "mpmath.mpf":
    import mpmath

    p, h = mpmath.mpf(exponent), mpmath.mpf(step)

    def term(k: int) -> "mpmath.mpf":
        return 2 * abs(mpmath.gamma(mpmath.mpc(p, 2 * mpmath.pi * k / h)) / mpmath.gamma(p))

    terms, k = [term(1)], 1
    while terms[-1] > terms[0] * mpmath.mpf(10) ** -40:
        k += 1
        terms.append(term(k))
    return mpmath.fsum(terms)


@aliasing_bound.inverse
def _(error: float, exponent: DecayExponent) -> float:
    """The widest spacing of weights whose relative error stays below the wanted one."""
    check("aliasing_bound.inverse", "exponent", exponent, DecayExponent)
    if not 0 < error < 1:
        raise refusal("aliasing_bound.inverse", "error", "be > 0 and < 1", error)
    goal = math.log(error)

    def excess(log_step: float) -> float:
        bound = aliasing_bound(exponent, math.exp(log_step))
        return (math.log(bound) if bound > 0 else -1e4) - goal

    low, high = math.log(0.02), 0.0
    while excess(high) < 0:
        high += 1.0
    return math.exp(float(brentq(excess, low, high, xtol=1e-15, rtol=1e-15)))


@law(
    kind=Kind.EXACT,
    source=Source("beylkin2010", "trapezoidal rule for a power, Poisson summation"),
    valid="all weights j h, j over all integers",
    formula=r"r(t) = 2\,\mathrm{Re} \sum_{k \ge 1} \frac{\Gamma(p + 2\pi i k/h)}{\Gamma(p)} "
    r"(1+t)^{-2\pi i k/h}",
    accuracy=1e-9,
)
def exponential_sum_error(time: Time, exponent: DecayExponent, step: GridStep) -> float:
    r"""The relative error of the sum oscillates in ln t for ever, between the bounds.

    .. math:: r(t) = 2\,\mathrm{Re} \sum_{k\ge1} \frac{\Gamma(p+2\pi i k/h)}{\Gamma(p)}
              (1+t)^{-2\pi i k/h}

    Parameters
    ----------
    time
        t, since the input.
    exponent
        p of the target (1 + t)^-p.
    step
        h, spacing of the weights.

    Returns
    -------
    float
        (sum - target)/target. Its absolute rounding error is 1e-13 of the largest error, so near a
        sign change its relative one is larger than elsewhere.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for the sum over all integers. Source: Beylkin and Monzon (2010) [beylkin2010]_; Poisson
    summation (derived with `aliasing_bound`).

    Examples
    --------
    >>> round(exponential_sum_error(0.0, 1.0, 1.0), 12)
    0.000630340343
    """
    total, k, largest = 0.0, 0, 0.0
    while True:
        k += 1
        y = 2 * math.pi * k / step
        log = loggamma(complex(exponent, y)) - gammaln(exponent)
        size = 2 * math.exp(log.real)
        largest = max(largest, size)
        total += size * math.cos(log.imag - y * math.log1p(time))
        if size <= 1e-17 * largest:
            return total


@exponential_sum_error.enclosure
def _(time: float, exponent: float, step: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(192):
        log = flint.arb(1 + flint.arb(time)).log()
        total = flint.arb(0)
        for gamma, y in _precise_terms(exponent, step):
            phase = flint.acb(0, -y * log).exp()
            total += 2 * (gamma * phase).real
        tail = _tail(exponent, step)
        return total + tail.union(-tail)


@exponential_sum_error.reference
def _(time: float, exponent: float, step: float) -> "mpmath.mpf":
    import mpmath

    # the sum itself, added up; what is cut off is far below the working precision
    p, h, t = mpmath.mpf(exponent), mpmath.mpf(step), mpmath.mpf(time)
    reach = mpmath.mp.dps * mpmath.log(10) + 5
    first = int(mpmath.floor(-(reach / p + mpmath.log(1 + t)) / h))
    last = int(mpmath.ceil(mpmath.log(reach * (2 + p)) / h))
    total = mpmath.fsum(
        mpmath.exp(p * j * h - (1 + t) * mpmath.exp(j * h)) for j in range(first, last + 1)
    )
    return total * h / mpmath.gamma(p) * (1 + t) ** p - 1


_TERMS = 20


def _precise_terms(exponent: float, step: float) -> "list[tuple[flint.acb, flint.arb]]":
    """Gamma(p + i y)/Gamma(p) and y = 2 pi k / h for the first k."""
    import flint

    p, h = flint.arb(exponent), flint.arb(step)
    ys = [2 * flint.arb.pi() * k / h for k in range(1, _count(step) + 1)]
    return [(flint.acb(p, y).gamma() / p.gamma(), y) for y in ys]


def _count(step: float) -> int:
    """Terms until the tail is far below a double: each is smaller by about e^(-pi^2 / h)."""
    return _TERMS + int(6 * step)


def _tail(exponent: float, step: float) -> "flint.arb":
    """Bound on all later terms together.

    -d ln|Gamma(p + iy)|/dy = sum_n y/((n + p)^2 + y^2) >= arctan(y/p), which grows with y: so later
    terms fall at least geometrically.
    """
    import flint

    p, h = flint.arb(exponent), flint.arb(step)
    spacing = 2 * flint.arb.pi() / h
    last = _count(step) * spacing
    ratio = (-spacing * (last / p).atan()).exp()
    term = 2 * abs(flint.acb(p, last).gamma() / p.gamma())
    return term * ratio / (1 - ratio)
