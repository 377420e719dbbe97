"""Bounds by counting: more label sets than a machine has answers cannot all be learned."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge
from scipy.optimize import brentq
from scipy.special import lambertw

from netbounds.domains import Degree, ErrorRate, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._gaussian import entropy, information, information_at_error

if TYPE_CHECKING:
    import mpmath

ParameterBits = Annotated[
    float, Ge(0), Symbol("B", "bits of precision of a parameter"), Typical(0, 64)
]


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover1965", "Theorem 1, union bound over the wrong answers"),
    valid="N -> infinity",
    formula=r"H_2(1/\alpha) = 1 - H_2(\varepsilon)",
    error="finite N: lower by about ln(N) / N, see first_moment_load_bound",
)
def error_tolerant_load_bound(error: ErrorRate) -> float:
    r"""No perceptron answers more than this many patterns per weight with so few errors.

    .. math:: \alpha\,[1 - H_2(\varepsilon)] = \alpha\,H_2(1/\alpha), \qquad \alpha \ge 2

    Parameters
    ----------
    error
        epsilon, tolerated fraction of wrong answers.

    Returns
    -------
    float
        Patterns per weight: the limit of `first_moment_load_bound`.

    Raises
    ------
    DomainError
        If the error does not lie in [0, 1/2).

    Notes
    -----
    Valid as a bound for fair labels. Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> round(error_tolerant_load_bound(0.01), 4)
    2.9918
    """
    if error == 0:
        return 2.0
    lost, bits = entropy(error), information_at_error(error)
    if lost < 0.5:  # near alpha = 2, with s = 1 - 2 / alpha: 1 - H2(1 / alpha) = H2(epsilon)
        most = math.sqrt(2 * math.log(2) * lost)  # information(s) >= s^2 / (2 ln 2)
        s = brentq(lambda s: information(s) - lost, 0.8 * most, 1.01 * most, rtol=1e-15)
        return float(2 / (1 - s))
    log_share = brentq(
        lambda log_share: math.log(entropy(math.exp(log_share))) - math.log(bits),
        math.log(bits) * 1.5 - 8, math.log(0.5), xtol=1e-15, rtol=1e-15,
    )  # fmt: skip
    return math.exp(-log_share)


@error_tolerant_load_bound.reference
def _(error: float) -> "mpmath.mpf":
    import mpmath

    def bits(p: "mpmath.mpf") -> "mpmath.mpf":
        return -(p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2)) if p else mpmath.mpf(0)

    left = 1 - bits(mpmath.mpf(error))
    if left == 1:
        return mpmath.mpf(2)
    lowest = left**1.5 / 4000
    share = mpmath.findroot(
        lambda p: bits(p) - left, (lowest, mpmath.mpf(1) / 2), solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps), maxsteps=500, verify=False,
    )  # fmt: skip
    return 1 / share


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("warren1968", "number of sign patterns of polynomials"),
    valid="outputs are polynomials of degree <= d in S real parameters, P >= S, fair labels",
    formula=r"\alpha\,[1 - H_2(\varepsilon)] = \log_2(4 e d \alpha)",
)
def dichotomy_load_bound(degree: Degree, error: ErrorRate) -> float:
    r"""Whatever is polynomial in its parameters can learn only so much per parameter.

    .. math:: \alpha\,[1 - H_2(\varepsilon)] = \log_2(4 e d\,\alpha)

    S parameters give at most (4 e d P / S)^S sets of answers to P questions.

    Parameters
    ----------
    degree
        d, degree of the outputs as polynomials of the parameters (T - 1 for a network of T
        linear steps).
    error
        epsilon, tolerated fraction of wrong answers.

    Returns
    -------
    float
        Patterns per parameter. At d = 1 it is loose: 6.04 where Cover's law has 2.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid as a bound when P >= S is large. Source: Warren (1968) [warren1968]_.

    Examples
    --------
    >>> round(dichotomy_load_bound(1, 0.0), 9)
    6.036378252
    """
    rate = information_at_error(error) * math.log(2)
    return float(-lambertw(-rate / (4 * math.e * degree), k=-1).real / rate)


@dichotomy_load_bound.derivation
def _() -> Derivation:
    import sympy

    d, error = sympy.symbols("degree error", nonnegative=True)
    load, rate = sympy.symbols("alpha h", positive=True)
    balance = sympy.Eq(load * rate, sympy.log(4 * sympy.E * d * load))
    exponential = sympy.Eq(-rate * load * sympy.exp(-rate * load), -rate / (4 * sympy.E * d))
    solution = -sympy.LambertW(-rate / (4 * sympy.E * d), -1) / rate
    check = sympy.simplify(
        (4 * sympy.E * d * load - sympy.exp(rate * load)).subs(
            sympy.exp(rate * load), 4 * sympy.E * d * load
        )
    )
    bits = 1 + (error * sympy.log(error) + (1 - error) * sympy.log(1 - error)) / sympy.log(2)
    return Derivation(
        steps=(
            Step("Labels that must be hit against answers that exist, h in nats.", balance),
            Step("Exponentiated.", exponential),
            Step("Nothing left over (difference of both sides).", check),
            Step("The branch of Lambert's W with alpha > 1/h.", sympy.Eq(load, solution)),
        ),
        result=solution.subs(
            rate,
            sympy.Piecewise((sympy.log(2), sympy.Eq(error, 0)), (bits * sympy.log(2), True)),
        ),
    )


@dichotomy_load_bound.reference
def _(degree: int, error: float) -> "mpmath.mpf":
    import mpmath

    p = mpmath.mpf(error)
    h = 1 + (p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2) if p else 0)
    load = mpmath.mpf(10) / h
    for _ in range(200):  # contraction: slope 1 / (alpha h ln 2) < 1/2
        load = mpmath.log(4 * mpmath.e * degree * load, 2) / h
    return load


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover1965", "union bound over the wrong answers"),
    valid="parameters of B bits each, fair labels",
    formula=r"\alpha = B / [1 - H_2(\varepsilon)]",
)
def parameter_bits_load_bound(bits: ParameterBits, error: ErrorRate) -> float:
    r"""A machine of B-bit parameters stores at most B bits in each.

    .. math:: \alpha\,[1 - H_2(\varepsilon)] \le B

    Parameters
    ----------
    bits
        B, bits per parameter.
    error
        epsilon, tolerated fraction of wrong answers.

    Returns
    -------
    float
        Patterns per parameter.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid as a bound for any architecture. Source: counting, as in Cover (1965) [cover1965]_.

    Examples
    --------
    >>> parameter_bits_load_bound(4.0, 0.0)
    4.0
    """
    return bits / information_at_error(error)


@parameter_bits_load_bound.reference
def _(bits: float, error: float) -> "mpmath.mpf":
    import mpmath

    p = mpmath.mpf(error)
    return bits / (1 + (p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2) if p else 0))
