"""Perceptrons whose labels are biased and whose threshold is free."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.domains import Margin, PositiveFraction
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._gaussian import density, entropy, log_moment

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("gardner1988", "biased patterns"),
    valid="N -> infinity, zero-mean inputs, kappa >= 0",
    formula=r"p\,I_1(\kappa + t_0) = (1-p)\,I_1(\kappa - t_0)",
    error="vanishes like 1/sqrt(N)",
)
def biased_label_threshold(positive_fraction: PositiveFraction, margin: Margin = 0.0) -> float:
    r"""At capacity the threshold balances the shortfalls of the rare and the frequent label.

    .. math:: p\,I_1(\kappa + t_0) = (1-p)\,I_1(\kappa - t_0), \qquad
              I_1(u) = \int_{-u}^\infty Dt\,(t + u) = u\Phi(u) + \varphi(u)

    Parameters
    ----------
    positive_fraction
        p, fraction of + labels.
    margin
        kappa >= 0.

    Returns
    -------
    float
        t_0, the threshold in units of |w|; positive when + labels are rare. Relative
        error < 1e-12, also where it vanishes (p = 1/2).

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when N is large and inputs have zero mean. Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> round(biased_label_threshold(0.1), 9)
    0.861592112
    """
    p = positive_fraction
    if p == 0.5:
        return 0.0
    if p > 0.5:
        return -biased_label_threshold(1 - p, margin)
    log_odds = math.log1p((2 * p - 1) / (1 - p)) if p > 0.25 else math.log(p) - math.log1p(-p)
    far = margin + math.sqrt(-2 * math.log(p)) + 5
    return float(
        brentq(lambda t: log_odds + _log_ratio(margin, t), 0.0, far, xtol=1e-300, rtol=1e-15)
    )


def _log_ratio(kappa: float, t: float) -> float:
    """Logarithm of I1(kappa + t) / I1(kappa - t), relative error < 1e-13 down to t = 0."""
    if t > 0.01:
        return log_moment(1, kappa + t) - log_moment(1, kappa - t)
    # the integral of Phi from kappa - t to kappa + t, in odd powers of t
    gauss = density(kappa)
    difference = (
        2 * t * math.exp(log_moment(0, kappa))
        - t**3 / 3 * kappa * gauss
        + t**5 / 60 * (3 * kappa - kappa**3) * gauss
    )
    return math.log1p(difference / math.exp(log_moment(1, kappa - t)))


@biased_label_threshold.derivation
def _() -> Derivation:
    import sympy

    p, kappa = sympy.symbols("positive_fraction margin", nonnegative=True)
    t, s, u = sympy.symbols("t_0 s u", real=True)
    gauss = sympy.exp(-(s**2) / 2) / sympy.sqrt(2 * sympy.pi)
    second = sympy.simplify(sympy.integrate((s + u) ** 2 * gauss, (s, -u, sympy.oo)))
    first = sympy.simplify(sympy.integrate((s + u) * gauss, (s, -u, sympy.oo)))
    total = p * second.subs(u, kappa + t) + (1 - p) * second.subs(u, kappa - t)
    balance = p * first.subs(u, kappa + t) - (1 - p) * first.subs(u, kappa - t)
    difference = sympy.simplify(sympy.expand(sympy.diff(total, t) - 2 * balance))
    mirrored = total.subs({p: 1 - p, t: -t}, simultaneous=True)
    return Derivation(
        steps=(
            Step("Mean square shortfall of a label that the threshold favours by u.", second),
            Step("Both labels together; capacity is 1 over its minimum over the threshold.", total),
            Step(
                "Its slope is twice p I1(kappa + t) - (1 - p) I1(kappa - t) (difference).",
                difference,
            ),
            Step("I1 grows with u, so the sum is convex.", sympy.simplify(sympy.diff(first, u))),
            Step("Mirror p -> 1 - p, t -> -t (difference).", sympy.simplify(mirrored - total)),
            Step(
                "Fair labels: t = 0 gives Gardner's law.",
                1 / total.subs({p: sympy.Rational(1, 2), t: 0}),
            ),
        ),
        result=sympy.Eq(p * first.subs(u, kappa + t), (1 - p) * first.subs(u, kappa - t)),
        value=t,
    )


@biased_label_threshold.reference
def _(positive_fraction: float, margin: float = 0.0) -> "mpmath.mpf":
    import mpmath

    p, kappa = mpmath.mpf(positive_fraction), mpmath.mpf(margin)

    def first(u: "mpmath.mpf") -> "mpmath.mpf":
        return u * mpmath.erfc(-u / mpmath.sqrt(2)) / 2 + mpmath.npdf(u)

    if p == 0.5:
        return mpmath.mpf(0)
    far = kappa + mpmath.sqrt(2 * abs(mpmath.log(min(p, 1 - p)))) + 5
    return mpmath.findroot(
        lambda t: mpmath.log(p * first(kappa + t) / (1 - p) / first(kappa - t)),
        (-far, far), solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps), maxsteps=500, verify=False,
    )  # fmt: skip


@biased_label_threshold.inverse
def _(wanted: float, *, margin: float = 0.0) -> float:
    return 1 / (1 + math.exp(math.copysign(_log_ratio(margin, abs(wanted)), wanted)))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("gardner1988", "biased patterns"),
    valid="N -> infinity, zero-mean inputs, free threshold, kappa >= 0",
    formula=r"1/\alpha_c = p\,I_2(\kappa + t_0) + (1-p)\,I_2(\kappa - t_0)",
    error="O(1/sqrt(N)) in the load; within 6 % at N = 40",
)
def biased_label_capacity(positive_fraction: PositiveFraction, margin: Margin = 0.0) -> float:
    r"""Rare labels are cheaper: with a free threshold capacity grows like 1 / (2 p |ln p|).

    .. math::
        \frac1{\alpha_c} = \min_t\, p\,I_2(\kappa + t) + (1-p)\,I_2(\kappa - t), \qquad
        I_2(u) = \int_{-u}^\infty Dt\,(t+u)^2 = (1+u^2)\Phi(u) + u\varphi(u)

    Parameters
    ----------
    positive_fraction
        p, fraction of + labels; p and 1 - p give the same capacity.
    margin
        kappa >= 0.

    Returns
    -------
    float
        Patterns per weight; relative error < 1e-12.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when N is large and the inputs have zero mean. Gardner's form with inputs biased too
    (mean m, as in an attractor network) is this one with kappa / sqrt(1 - m^2) for kappa; the
    mean of the inputs only shifts the threshold. Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> round(biased_label_capacity(0.1), 9)
    3.912901854
    """
    if positive_fraction == 0.5 and margin == 0:
        return 2.0
    t = biased_label_threshold(positive_fraction, margin)
    p = positive_fraction
    return 1 / (
        p * math.exp(log_moment(2, margin + t)) + (1 - p) * math.exp(log_moment(2, margin - t))
    )


@biased_label_capacity.reference
def _(positive_fraction: float, margin: float = 0.0) -> "mpmath.mpf":
    import mpmath

    p, kappa = mpmath.mpf(positive_fraction), mpmath.mpf(margin)
    t = biased_label_threshold.reference(positive_fraction, margin)

    def second(u: "mpmath.mpf") -> "mpmath.mpf":
        return (1 + u**2) * mpmath.erfc(-u / mpmath.sqrt(2)) / 2 + u * mpmath.npdf(u)

    return 1 / (p * second(kappa + t) + (1 - p) * second(kappa - t))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("gardner1988", "biased patterns, information content"),
    valid="as biased_label_capacity",
    formula=r"\alpha_c H_2(p)",
    error="as biased_label_capacity",
)
def biased_label_information(positive_fraction: PositiveFraction, margin: Margin = 0.0) -> float:
    r"""Sparse labels fit in larger number but carry less: 2 bits per weight at 1/2, .72 at p -> 0.

    .. math:: \alpha_c(p)\,H_2(p) \to \frac1{2\ln 2} = 0.7213 \quad (p \to 0)

    Parameters
    ----------
    positive_fraction, margin
        As in `biased_label_capacity`.

    Returns
    -------
    float
        Bits per weight.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when `biased_label_capacity` is; the limit is reached very slowly.
    Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> biased_label_information(0.5)
    2.0
    """
    return biased_label_capacity(positive_fraction, margin) * entropy(positive_fraction)


@biased_label_information.reference
def _(positive_fraction: float, margin: float = 0.0) -> "mpmath.mpf":
    import mpmath

    p = mpmath.mpf(positive_fraction)
    bits = -(p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2))
    return bits * biased_label_capacity.reference(positive_fraction, margin)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("gardner1988", "sparse patterns"),
    valid="p -> 0 at kappa = 0",
    formula=r"\alpha_c \simeq 1/(2 p |\ln p|)",
    error="relative O(ln|ln p| / |ln p|): 72 % too small at p = .2, 40 % at p = 1e-6",
)
def sparse_label_capacity(positive_fraction: PositiveFraction) -> float:
    r"""The slow asymptote of rare labels, 1 / (2 p |ln p|) patterns per weight.

    .. math:: \alpha_c \simeq \frac1{2 p\,|\ln p|} \qquad (p \to 0)

    Parameters
    ----------
    positive_fraction
        p, fraction of + labels.

    Returns
    -------
    float
        Patterns per weight.

    Raises
    ------
    DomainError
        If the fraction does not lie strictly between 0 and 1.

    Notes
    -----
    Valid for p -> 0 only, and slowly: use `biased_label_capacity` for numbers.
    Source: Gardner (1988) [gardner1988]_.

    Examples
    --------
    >>> round(sparse_label_capacity(0.01), 3)
    10.857
    """
    return 1 / (2 * positive_fraction * -math.log(positive_fraction))


@sparse_label_capacity.reference
def _(positive_fraction: float) -> "mpmath.mpf":
    import mpmath

    p = mpmath.mpf(positive_fraction)
    return -1 / (2 * p * mpmath.log(p))
