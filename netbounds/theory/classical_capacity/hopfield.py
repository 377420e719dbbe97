"""The Hopfield network at zero temperature: capacity, retrieval overlap, information."""

import functools
import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.domains import AttractorLoad
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._balls import BITS, DIGITS, proven_root
from netbounds.theory.classical_capacity._gaussian import information, information_in_digits

if TYPE_CHECKING:
    import flint
    import mpmath

_ROOT_PI = math.sqrt(math.pi)
_STEEP = 1e-5  # closer to capacity the overlap's square root needs more than double precision
_ERROR = "replica symmetric (its breaking moves the capacity to .138-.144); finite N: a transition"
_VALID = "N -> infinity, P / N fixed, Hebbian couplings of unbiased patterns, zero temperature"


def _retrieval(x: float) -> float:
    return math.erf(x) / x - 2 / _ROOT_PI * math.exp(-x * x)


def _retrieval_slope(x: float) -> float:
    return 2 / _ROOT_PI * math.exp(-x * x) * (1 / x + 2 * x) - math.erf(x) / x**2


@functools.cache
def _critical_signal() -> float:
    return float(brentq(_retrieval_slope, 1.0, 2.0, xtol=1e-15))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric"),
    valid=_VALID,
    formula=r"\alpha_c = \max_x \tfrac12 \left[\mathrm{erf}(x)/x - 2e^{-x^2}/\sqrt\pi\right]^2",
    error=_ERROR,
)
def hopfield_capacity() -> float:
    r"""A Hopfield network retrieves up to 0.1379 patterns per neuron.

    .. math:: \alpha_c = \max_x \frac{G(x)^2}2 = 0.137905566\ldots, \qquad
              G(x) = \frac{\mathrm{erf}(x)}x - \frac2{\sqrt\pi} e^{-x^2}

    x is the signal to noise ratio m / sqrt(2 alpha r) of a neuron's field.

    Returns
    -------
    float
        alpha_c, patterns per neuron (per coupling of a row).

    Notes
    -----
    Valid for N -> infinity with replica symmetry. The enclosure proves the maximum in ball
    arithmetic. Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_capacity(), 12)
    0.137905566495
    """
    return 0.5 * _retrieval(_critical_signal()) ** 2


@hopfield_capacity.enclosure
def _() -> "flint.arb":
    import flint

    with flint.ctx.workprec(BITS):
        return _ball_retrieval(_ball_critical_signal()) ** 2 / 2


def _ball_retrieval(x: "flint.arb") -> "flint.arb":
    import flint

    return x.erf() / x - 2 / flint.arb.pi().sqrt() * (-x * x).exp()


def _ball_slope(x: "flint.arb") -> "flint.arb":
    import flint

    gauss = 2 / flint.arb.pi().sqrt() * (-x * x).exp()
    return gauss * (1 / x + 2 * x) - x.erf() / x**2


def _ball_critical_signal() -> "flint.arb":
    """Where G is largest, proven to be the only place."""
    import flint
    import mpmath

    with mpmath.workdps(DIGITS):
        guess = _precise_critical_signal()
    found = proven_root(_ball_slope, guess)
    peak = _ball_retrieval(found)
    top = flint.arb(2)
    # right of 2: G < 1/x <= 1/2; left of 1.4 and on [1.6, 2]: both terms bound piecewise;
    # on [1.4, 1.6] G'' < 0, so the zero of G' is the maximum
    if not (1 / top < peak and all(_piece_above(k) < peak for k in range(1, 400))):
        raise ArithmeticError("G is not proven smaller elsewhere")
    if not all(_ball_bend(flint.arb(1.4 + 0.0005 + 0.001 * k, 0.00051)) < 0 for k in range(200)):
        raise ArithmeticError("G is not proven concave around its maximum")
    return found


def _piece_above(k: int) -> "flint.arb":
    """Upper bound of G on [k, k + 1] / 200, both of whose terms fall with x; -1 on [1.4, 1.6]."""
    import flint

    low, high = flint.arb(k) / 200, flint.arb(k + 1) / 200
    if 280 <= k < 320:
        return flint.arb(-1)
    return low.erf() / low - 2 / flint.arb.pi().sqrt() * (-high * high).exp()


def _ball_bend(x: "flint.arb") -> "flint.arb":
    """Second derivative of G."""
    import flint

    gauss = 2 / flint.arb.pi().sqrt() * (-x * x).exp()
    return 2 * x.erf() / x**3 - gauss * (2 / x**2 + 4 * x**2)


def _precise_critical_signal() -> "mpmath.mpf":
    import mpmath

    return mpmath.findroot(
        lambda x: (
            2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(x**2)) * (1 / x + 2 * x)
            - mpmath.erf(x) / x**2
        ),
        mpmath.mpf(_critical_signal()),
    )


@hopfield_capacity.reference
def _() -> "mpmath.mpf":
    return _precise_retrieval(_precise_critical_signal()) ** 2 / 2


def _precise_retrieval(x: "mpmath.mpf") -> "mpmath.mpf":
    import mpmath

    return mpmath.erf(x) / x - 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(x**2))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric"),
    valid=_VALID,
    formula=r"m = \mathrm{erf}(x),\quad \mathrm{erf}(x)/x - 2e^{-x^2}/\sqrt\pi = \sqrt{2\alpha}",
    error=_ERROR,
)
def hopfield_overlap(load: AttractorLoad) -> float:
    r"""Retrieval is nearly perfect up to capacity, where it breaks down at overlap 0.967.

    .. math:: m = \mathrm{erf}(x), \qquad
              \frac{\mathrm{erf}(x)}x - \frac2{\sqrt\pi} e^{-x^2} = \sqrt{2\alpha}, \quad x > x^*

    Parameters
    ----------
    load
        alpha = P / N, patterns per neuron.

    Returns
    -------
    float
        m, overlap of the fixed point with the pattern; 0 above capacity (no retrieval state).
        Error < 1e-12, at capacity too.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid for N -> infinity. Above capacity simulations end in spin-glass states with a remanent
    overlap of about .3, not in 0. Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_overlap(0.1), 6)
    0.997999
    """
    if abs(hopfield_capacity() - load) < _STEEP:
        import mpmath

        with mpmath.workdps(DIGITS):
            return float(hopfield_overlap.reference(load))
    if load > hopfield_capacity():
        return 0.0
    wanted = math.sqrt(2 * load)
    x = brentq(lambda x: _retrieval(x) - wanted, _critical_signal(), 1 / wanted, xtol=1e-15)
    return math.erf(x)


@hopfield_overlap.derivation
def _() -> Derivation:
    import sympy

    m, load, r, C, x = sympy.symbols("m load r C x", positive=True)
    overlap = sympy.Eq(m, sympy.erf(m / sympy.sqrt(2 * load * r)))
    susceptibility = sympy.sqrt(2 / (sympy.pi * load * r)) * sympy.exp(-(m**2) / (2 * load * r))
    noise = sympy.Eq(r, 1 / (1 - C) ** 2)
    # x = m / sqrt(2 load r) turns the noise equation into one for the load
    by_signal = (m / x) ** 2 / (2 * load)
    reduced = sympy.powdenest(sympy.simplify(susceptibility.subs(r, by_signal)), force=True)
    root = sympy.simplify(m / x * (1 - reduced).subs(m, sympy.erf(x)))
    right = sympy.simplify(root.subs(m, sympy.erf(x)))
    inverse = sympy.erfinv(m)
    feedback = sympy.Piecewise((0, m >= 1), ((m / x - right) * x, True)).subs(x, inverse)
    return Derivation(
        steps=(
            Step("Overlap of the pattern against Gaussian noise of variance alpha r.", overlap),
            Step(
                "Susceptibility of the neurons.",
                sympy.Eq(C, susceptibility),
            ),
            Step("Noise of the other patterns, amplified by feedback.", noise),
            Step("With x = m / sqrt(2 alpha r): C in terms of x.", sympy.Eq(C, reduced)),
            Step(
                "sqrt(2 alpha) = (m / x) (1 - C), a single equation.",
                sympy.Eq(sympy.sqrt(2 * load), right),
            ),
            Step("Solved for x = erfinv(m); the part of C is what feedback takes away.", feedback),
        ),
        result=sympy.Eq(m, sympy.erf((m - feedback) / sympy.sqrt(2 * load))),
        value=m,
    )


@hopfield_overlap.reference
def _(load: float) -> "mpmath.mpf":
    import mpmath

    wanted, start = mpmath.sqrt(2 * mpmath.mpf(load)), _precise_critical_signal()
    if _precise_retrieval(start) < wanted:
        return mpmath.mpf(0)
    x = mpmath.findroot(
        lambda x: _precise_retrieval(x) - wanted, (start, 1 / wanted), solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps), maxsteps=500, verify=False,
    )  # fmt: skip
    return mpmath.erf(x)


@hopfield_overlap.enclosure
def _(load: float) -> "flint.arb":
    import flint
    import mpmath

    with flint.ctx.workprec(BITS), mpmath.workdps(DIGITS + 20):
        wanted = (2 * flint.arb(load)).sqrt()
        if _ball_retrieval(_ball_critical_signal()) < wanted:
            return flint.arb(0)
        guess = mpmath.erfinv(hopfield_overlap.reference(load))
        return proven_root(lambda x: _ball_retrieval(x) - wanted, guess).erf()


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric, at capacity"),
    valid=_VALID,
    formula=r"m_c = \mathrm{erf}(x^*)",
    error=_ERROR,
)
def hopfield_critical_overlap() -> float:
    r"""At capacity the retrieval state still has 98.4 % of its neurons right.

    .. math:: m_c = \mathrm{erf}(x^*), \qquad G'(x^*) = 0

    Returns
    -------
    float
        m_c; the retrieval state vanishes discontinuously.

    Notes
    -----
    Valid for N -> infinity with replica symmetry.
    Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_critical_overlap(), 12)
    0.967417115685
    """
    return math.erf(_critical_signal())


@hopfield_critical_overlap.enclosure
def _() -> "flint.arb":
    import flint

    with flint.ctx.workprec(BITS):
        return _ball_critical_signal().erf()


@hopfield_critical_overlap.reference
def _() -> "mpmath.mpf":
    import mpmath

    return mpmath.erf(_precise_critical_signal())


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, entropy of the wrong neurons subtracted"),
    valid=_VALID,
    formula=r"\alpha\,[1 - H_2((1+m)/2)]",
    error=_ERROR,
)
def hopfield_information(load: AttractorLoad) -> float:
    r"""A Hopfield network at capacity recalls 0.121 bits per coupling.

    .. math:: I = \alpha\,[1 - H_2((1 + m)/2)]

    Parameters
    ----------
    load
        alpha = P / N.

    Returns
    -------
    float
        Bits per entry of the N x N coupling matrix; 0 above capacity.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid for N -> infinity. Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_information(0.1379), 4)
    0.1216
    """
    return load * information(hopfield_overlap(load))


@hopfield_information.reference
def _(load: float) -> "mpmath.mpf":
    return load * information_in_digits(hopfield_overlap.reference(load))
