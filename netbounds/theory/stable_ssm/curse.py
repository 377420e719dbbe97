"""The curse of memory: what modes that may not be slow cannot remember."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq
from scipy.special import lambertw

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import CoefficientSum, DecayExponent, SlowestRate

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.LOWER_BOUND,
    source=Source("wang2024", "curse of memory; here with its constant"),
    valid="any number of modes, real rates >= m_0, sum of |c_i| <= C",
    formula=r"\sup_t |\rho - \hat\rho| \ge \max_{t \ge 0} \bigl[(1+t)^{-p} - C e^{-m_0 t}\bigr]",
    accuracy=1e-11,
)
def curse_of_memory_bound(
    exponent: DecayExponent, coefficient_sum: CoefficientSum, slowest_rate: SlowestRate
) -> float:
    r"""Modes that must stay away from rate 0 miss polynomial memory, however many there are.

    .. math:: \sup_t |\rho - \hat\rho| \ge \max_{t\ge0} \bigl[(1+t)^{-p} - C e^{-m_0 t}\bigr],
              \quad t^* = -\frac{p+1}{m_0}\, W_{-1}\Bigl(-\frac{m_0}{p+1} K\Bigr) - 1,
              \quad K = \Bigl(\frac{p}{C m_0 e^{m_0}}\Bigr)^{1/(p+1)}

    Without a reparameterisation, weights that may be off by m_0 must keep all rates above m_0, or a
    mode explodes. At t* the bound is (1 + t*)^-p (1 - p/(m_0 (1 + t*))) > 0: no number of modes
    helps.

    Parameters
    ----------
    exponent
        p of the target (1 + t)^-p.
    coefficient_sum
        C, largest sum of the absolute coefficients.
    slowest_rate
        m_0, least decay rate.

    Returns
    -------
    float
        Least possible largest error; its inverse gives the slowest rate that an error asks for.

    Raises
    ------
    DomainError
        If a parameter is not positive.

    Notes
    -----
    Valid for every number of modes. In the cases with p <= 1.5 tested it lies 0 to 36 % below the
    optimum, which linear programming finds; at p = 2 it is up to 6 times too small.
    Source: qualitatively Wang and Li (2024) [wang2024]_; constant derived here.

    Examples
    --------
    >>> round(curse_of_memory_bound(1.0, 1.0, 0.1), 12)
    0.013927623443
    """
    p, m = exponent, slowest_rate
    at_once = max(0.0, 1 - coefficient_sum)
    log_k = (math.log(p / (coefficient_sum * m)) - m) / (p + 1)
    argument = -m / (p + 1) * math.exp(log_k)
    if argument < -1 / math.e:
        return at_once  # the difference falls for ever
    x = -(p + 1) * float(lambertw(argument, -1).real)  # m_0 (1 + t*) >= p + 1
    if x < m:
        return at_once
    return max(at_once, float((x / m) ** -p * (1 - p / x)))


@curse_of_memory_bound.derivation
def _() -> Derivation:
    import sympy

    t, u = sympy.symbols("t u", positive=True)
    p, c, m = sympy.symbols("exponent coefficient_sum slowest_rate", positive=True)
    gap = (1 + t) ** (-p) - c * sympy.exp(-m * t)
    stationary = sympy.Eq(p * (1 + t) ** (-p - 1), c * m * sympy.exp(-m * t))
    k = (p / (c * m * sympy.exp(m))) ** (1 / (p + 1))
    root = sympy.Eq(u * sympy.exp(-m * u / (p + 1)), k)
    x = -(p + 1) * sympy.LambertW(-m / (p + 1) * k, -1)
    value = (u**-p) * (1 - p / (m * u))
    check = sympy.simplify(
        (gap.subs(t, u - 1) - value).subs(sympy.exp(-m * (u - 1)), p * u ** (-p - 1) / (c * m))
    )
    return Derivation(
        steps=(
            Step("The kernel is at most C e^(-m_0 t), so the error is at least.", gap),
            Step("It is largest where its derivative vanishes.", stationary),
            Step("The (p + 1)-th root, with u = 1 + t.", root),
            Step("Branch -1 of Lambert's W is the maximum, branch 0 the minimum: m_0 u.", x),
            Step("The exponential eliminated (difference).", check),
        ),
        result=(x / m) ** -p * (1 - p / x),
        example={"exponent": 1.1, "coefficient_sum": 2.0, "slowest_rate": 0.05},
    )


@curse_of_memory_bound.enclosure
def _(exponent: float, coefficient_sum: float, slowest_rate: float) -> "flint.arb":
    import flint

    with flint.ctx.workprec(192):
        p, c, m = flint.arb(exponent), flint.arb(coefficient_sum), flint.arb(slowest_rate)
        best = flint.arb(0).max(1 - c)
        k = (p / (c * m * m.exp())) ** (1 / (p + 1))
        argument = -m / (p + 1) * k
        if argument < -(flint.arb(-1).exp()):
            return best
        u = -(p + 1) / m * argument.lambertw(-1)
        if u < 1:
            return best
        return best.max(u ** (-p) - c * (-m * (u - 1)).exp())


@curse_of_memory_bound.reference
def _(exponent: float, coefficient_sum: float, slowest_rate: float) -> "mpmath.mpf":
    import mpmath

    p, c, m = (mpmath.mpf(v) for v in (exponent, coefficient_sum, slowest_rate))
    best = max(mpmath.mpf(0), 1 - c)

    def slope(u: "mpmath.mpf") -> "mpmath.mpf":
        return mpmath.log(c * m / p) - m * (u - 1) + (p + 1) * mpmath.log(u)

    # the slope's logarithm rises until u = (p + 1)/m and falls from there on: bisect beyond it
    low = max((p + 1) / m, mpmath.mpf(1))
    if slope(low) <= 0:
        return best
    high = 2 * low
    while slope(high) > 0:
        high *= 2
    for _ in range(4 * mpmath.mp.dps):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return max(best, low ** (-p) - c * mpmath.exp(-m * (low - 1)))


@curse_of_memory_bound.inverse
def _(error: float, exponent: DecayExponent, coefficient_sum: CoefficientSum) -> float:
    """The fastest slowest rate that does not forbid an error: some mode must be slower than it."""
    least = max(0.0, 1 - coefficient_sum)
    if not least < error < 1:
        raise refusal("curse_of_memory_bound.inverse", "error", f"be > {least:g} and < 1", error)

    def excess(log_rate: float) -> float:
        bound = curse_of_memory_bound(exponent, coefficient_sum, math.exp(log_rate))
        return bound - error

    low, high = -1.0, 1.0
    while excess(low) > 0:
        low -= 2.0
    while excess(high) < 0 and high < 300:
        high += 2.0
    return math.exp(float(brentq(excess, low, high, xtol=1e-14, rtol=1e-14)))
