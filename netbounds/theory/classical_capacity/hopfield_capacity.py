"""The capacity of the Hopfield network at zero temperature, with a proof in ball arithmetic."""

import functools
import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.law import Kind, Source, law
from netbounds.theory.classical_capacity._balls import BITS, DIGITS, proven_root

if TYPE_CHECKING:
    import flint
    import mpmath

_ROOT_PI = math.sqrt(math.pi)
ERROR = "replica symmetric (its breaking moves the capacity to .138-.144); finite N: a transition"
VALID = "N -> infinity, P / N fixed, Hebbian couplings of unbiased patterns, zero temperature"


def retrieval(x: float) -> float:
    """G, the root of twice the load that signal to noise x stands for."""
    return math.erf(x) / x - 2 / _ROOT_PI * math.exp(-x * x)


def _retrieval_slope(x: float) -> float:
    return 2 / _ROOT_PI * math.exp(-x * x) * (1 / x + 2 * x) - math.erf(x) / x**2


@functools.cache
def critical_signal() -> float:
    """Where G is largest: the signal to noise ratio at capacity."""
    return float(brentq(_retrieval_slope, 1.0, 2.0, xtol=1e-15))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric"),
    valid=VALID,
    formula=r"\alpha_c = \max_x \tfrac12 \left[\mathrm{erf}(x)/x - 2e^{-x^2}/\sqrt\pi\right]^2",
    error=ERROR,
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
    return 0.5 * retrieval(critical_signal()) ** 2


@hopfield_capacity.enclosure
def _() -> "flint.arb":
    import flint

    with flint.ctx.workprec(BITS):
        return ball_retrieval(ball_critical_signal()) ** 2 / 2


def ball_retrieval(x: "flint.arb") -> "flint.arb":
    """G in ball arithmetic."""
    import flint

    return x.erf() / x - 2 / flint.arb.pi().sqrt() * (-x * x).exp()


def _ball_slope(x: "flint.arb") -> "flint.arb":
    import flint

    gauss = 2 / flint.arb.pi().sqrt() * (-x * x).exp()
    return gauss * (1 / x + 2 * x) - x.erf() / x**2


def ball_critical_signal() -> "flint.arb":
    """Where G is largest, proven to be the only place."""
    import flint
    import mpmath

    with mpmath.workdps(DIGITS):
        guess = precise_critical_signal()
    found = proven_root(_ball_slope, guess)
    peak = ball_retrieval(found)
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


def precise_critical_signal() -> "mpmath.mpf":
    """Where G is largest, at mpmath's working precision."""
    import mpmath

    return mpmath.findroot(
        lambda x: (
            2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(x**2)) * (1 / x + 2 * x)
            - mpmath.erf(x) / x**2
        ),
        mpmath.mpf(critical_signal()),
    )


@hopfield_capacity.reference
def _() -> "mpmath.mpf":
    return precise_retrieval(precise_critical_signal()) ** 2 / 2


def precise_retrieval(x: "mpmath.mpf") -> "mpmath.mpf":
    """G at mpmath's working precision."""
    import mpmath

    return mpmath.erf(x) / x - 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(x**2))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric, at capacity"),
    valid=VALID,
    formula=r"m_c = \mathrm{erf}(x^*)",
    error=ERROR,
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
    return math.erf(critical_signal())


@hopfield_critical_overlap.enclosure
def _() -> "flint.arb":
    import flint

    with flint.ctx.workprec(BITS):
        return ball_critical_signal().erf()


@hopfield_critical_overlap.reference
def _() -> "mpmath.mpf":
    import mpmath

    return mpmath.erf(precise_critical_signal())
