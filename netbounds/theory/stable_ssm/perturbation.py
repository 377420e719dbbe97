"""How far perturbed weights move a whole kernel."""

import math
from typing import TYPE_CHECKING

import numpy as np

from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    IntegrableExponent,
    MapOffset,
    MapScale,
    Modes,
    PositiveModes,
    Radius,
    Reparameterization,
    SomeModes,
    refuse_fast,
    refuse_negative,
)
from netbounds.theory.stable_ssm.stability import stability_modulus

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("wang2024", "stable reparameterisation, applied mode by mode"),
    valid="every change of the weights by at most beta",
    formula=r"\int |\tilde\rho - \hat\rho|\, dt \le g(\beta) \sum_i |c_i| / m_i",
    accuracy=1e-13,
)
def perturbation_bound(
    modes: SomeModes,
    radius: Radius,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""Weight noise moves a kernel by a fixed share of its size, whatever its memory.

    .. math:: \int_0^\infty |\tilde\rho - \hat\rho|\,dt \le g(\beta) \sum_i \frac{|c_i|}{m_i}

    Parameters
    ----------
    modes
        c and m.
    radius
        beta, largest change of a weight.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Bound on the L1 error; infinite for the direct map.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for every perturbation with \|dw_i\| <= beta. Source: Wang and Li (2024)
    [wang2024]_, with the modulus of `stability_modulus`.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.5, -0.1), rates=(1.0, 0.1))
    >>> round(perturbation_bound(modes, 0.1, "exponential"), 9)
    0.157756377
    """
    size = float(np.sum(np.abs(modes.c) / modes.m))
    return stability_modulus(radius, reparameterization, scale=scale, offset=offset) * size


@perturbation_bound.reference
def _(
    modes: Modes,
    radius: float,
    reparameterization: str,
    *,
    scale: float = 1.0,
    offset: float = 0.5,
) -> "mpmath.mpf":
    import mpmath

    modulus = stability_modulus.reference(radius, reparameterization, scale=scale, offset=offset)
    pairs = zip(modes.coefficients, modes.rates, strict=True)
    return modulus * mpmath.fsum(abs(mpmath.mpf(c)) / mpmath.mpf(m) for c, m in pairs)


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "perturbation error, maximised exactly"),
    valid="all coefficients positive; the maximum over all changes by at most beta",
    formula=r"\sum_i c_i \Bigl[ \max_{|d| \le \beta} \frac{1}{-f(w_i + d)} - \frac1{m_i} \Bigr]",
    accuracy=1e-11,
)
def worst_perturbation_error(
    modes: PositiveModes,
    radius: Radius,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""The worst perturbation slows every mode down; with the direct map it stops the slowest.

    .. math:: \max \int_0^\infty |\tilde\rho - \hat\rho|\,dt
              = \sum_i c_i \Bigl[\max_{|d| \le \beta} \frac1{-f(w_i + d)} - \frac1{m_i}\Bigr]

    1/m is convex in w for each of the four maps, so slowing down costs more than speeding up.

    Parameters
    ----------
    modes
        c > 0 and m.
    radius
        beta, largest change of a weight.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Largest L1 error; infinite for the direct map as soon as beta >= the slowest rate.

    Raises
    ------
    DomainError
        If a coefficient is not positive, or "best" cannot reach a rate.

    Notes
    -----
    Valid for positive coefficients: then all errors of the modes add up.
    Source: definition by Wang and Li (2024) [wang2024]_, maximum derived here.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.5, 0.1), rates=(1.0, 0.1))
    >>> round(worst_perturbation_error(modes, 0.05, "direct"), 6)
    1.026316
    >>> worst_perturbation_error(modes, 0.1, "direct")
    inf
    """
    refuse_negative("worst_perturbation_error", modes)
    c, m = modes.c, modes.m
    if reparameterization == "direct":
        if radius >= m.min():
            return math.inf
        return float(np.sum(c * radius / (m * (m - radius))))
    if reparameterization == "exponential":
        return float(math.expm1(radius) * np.sum(c / m))
    if reparameterization == "softplus":
        # e^w = e^m - 1 shrinks by the factor e^-beta
        slower = np.log1p(np.expm1(m) * math.exp(-radius))
        return float(np.sum(c * (m - slower) / (m * slower)))
    refuse_fast("worst_perturbation_error", float(m.max()), offset)
    weights = np.sqrt((1 / m - offset) / scale)
    return float(np.sum(c * scale * radius * (2 * weights + radius)))


@worst_perturbation_error.reference
def _(
    modes: Modes,
    radius: float,
    reparameterization: str,
    *,
    scale: float = 1.0,
    offset: float = 0.5,
) -> "mpmath.mpf":
    import mpmath

    a, b, beta = mpmath.mpf(scale), mpmath.mpf(offset), mpmath.mpf(radius)

    def slowest(m: "mpmath.mpf") -> "mpmath.mpf":
        if reparameterization == "direct":
            return m - beta
        if reparameterization == "exponential":
            return m * mpmath.exp(-beta)
        if reparameterization == "softplus":
            return mpmath.log(1 + mpmath.exp(mpmath.log(mpmath.exp(m) - 1) - beta))
        return 1 / (a * (mpmath.sqrt((1 / m - b) / a) + beta) ** 2 + b)

    pairs = [(mpmath.mpf(c), mpmath.mpf(m)) for c, m in zip(*_fields(modes), strict=True)]
    if any(slowest(m) <= 0 for _, m in pairs):
        return mpmath.inf
    return mpmath.fsum(c * (1 / slowest(m) - 1 / m) for c, m in pairs)


def _fields(modes: Modes) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return modes.coefficients, modes.rates


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "stable approximation of polynomial memory"),
    valid="limit of ever better sums, map exponential, all weights down by beta",
    formula=r"\frac{e^\beta - 1}{p - 1}",
    accuracy=1e-13,
)
def long_memory_perturbation_error(exponent: IntegrableExponent, radius: Radius) -> float:
    r"""Polynomial memory survives weight noise: its error stays finite however many modes it has.

    .. math:: \int_0^\infty |(1 + e^{-\beta} t)^{-p} - (1 + t)^{-p}|\,dt
              = \frac{e^\beta - 1}{p - 1}

    All weights down by beta slow the kernel down as a whole, by the factor e^beta in time. With the
    direct map the error is infinite instead, as soon as one mode is slower than beta.

    Parameters
    ----------
    exponent
        p > 1 of the target (1 + t)^-p.
    radius
        beta, by which all weights are moved.

    Returns
    -------
    float
        L1 error of the perturbed kernel; continuous in beta and 0 at 0.

    Raises
    ------
    DomainError
        If p <= 1: the target is not integrable.

    Notes
    -----
    Valid in the limit of many modes. Source: stable approximation after Wang and Li (2024)
    [wang2024]_, value derived here.

    Examples
    --------
    >>> round(long_memory_perturbation_error(2.0, 0.1), 9)
    0.105170918
    """
    return math.expm1(radius) / (exponent - 1)


@long_memory_perturbation_error.derivation
def _() -> Derivation:
    import sympy

    t, beta, excess = sympy.symbols("t radius q", positive=True)
    slowed = (1 + sympy.exp(-beta) * t) ** (-1 - excess)
    target = (1 + t) ** (-1 - excess)
    x = sympy.Symbol("x", positive=True)
    area = sympy.integrate(x ** (-1 - excess), (x, 1, sympy.oo))
    difference = sympy.simplify(sympy.exp(beta) * area - area)
    exponent = sympy.Symbol("exponent", positive=True)
    return Derivation(
        steps=(
            Step("Every rate shrinks by e^-beta: the kernel is stretched in time.", slowed),
            Step("It lies above the target everywhere.", target),
            Step("The target's integral, with p = 1 + q and x = 1 + t.", area),
            Step("The stretched kernel's is e^beta times that; the difference.", difference),
        ),
        result=difference.subs(excess, exponent - 1),
    )


@long_memory_perturbation_error.enclosure
def _(exponent: float, radius: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(128):
        return flint.arb(radius).expm1() / (flint.arb(exponent) - 1)
