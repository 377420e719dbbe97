"""What truncation and mask keep of the weights: the quarter circle's upper part, and a share."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Gt, Le
from scipy.optimize import brentq

from netbounds.domains import Symbol, Typical, check
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import (
    Initialisation,
    RankFraction,
    Sparsity,
)

if TYPE_CHECKING:
    import mpmath

SquaredNorm = Annotated[
    float, Ge(0), Symbol(r"\|W_r\|_F^2", "sum of the squared weights before masking"),
    Typical(0, 100),
]  # fmt: skip
KeptShare = Annotated[float, Gt(0), Le(1), Symbol(r"\tau^2", "mean squared singular value kept")]


@law(
    kind=Kind.EXACT,
    source=Source("tumma2024", "parametrisation by rank and sparsity"),
    valid="every n; mask independent of the weights, diagonal masked like the rest",
    formula=r"E\,\|W\|_F^2 = (1-s)\,\|W_r\|_F^2",
)
def masked_squared_norm(squared_norm: SquaredNorm, sparsity: Sparsity) -> float:
    r"""A random mask keeps the share 1 - s of the weights' squared size.

    .. math:: E\,\|W\|_F^2 = (1-s)\,\|W_r\|_F^2 = (1-s) \sum_{k \le r} \sigma_k^2

    A truncated orthogonal matrix has r singular values 1: exactly (1 - s) r.

    Parameters
    ----------
    squared_norm
        Sum of the squared weights before masking.
    sparsity
        s.

    Returns
    -------
    float
        Mean over masks; relative error below 1e-15.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain; s = 1 would leave the zero matrix.

    Notes
    -----
    Valid at every n. A mask of a fixed number of kept entries, round((1 - s) n^2), has the same
    mean up to that rounding. Source: elementary, for the weights of [tumma2024]_.

    Examples
    --------
    >>> masked_squared_norm(16.0, 0.75)
    4.0
    """
    return (1 - sparsity) * squared_norm


@masked_squared_norm.derivation
def _() -> Derivation:
    import sympy

    squared_norm, sparsity = sympy.symbols("squared_norm sparsity", nonnegative=True)
    w, m = sympy.symbols("w_ij M_ij")
    outcomes = {0: sparsity, 1: 1 - sparsity}
    one = sympy.factor(sum(p * ((w * m) ** 2).subs(m, kept) for kept, p in outcomes.items()))
    total = one.subs(w**2, squared_norm)
    return Derivation(
        steps=(
            Step("A masked entry, squared.", (w * m) ** 2),
            Step("Its mean over the mask, which does not know the weight.", one),
            Step("Means add over the entries, dependent or not.", total),
        ),
        result=total,
    )


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("marchenko1967", "square matrices"),
    valid="n -> infinity, independent entries of variance 1/n, the largest r = f n singular values "
    "kept",
    formula=r"f = \frac1\pi \int_{\sigma_r}^2 \sqrt{4 - x^2}\,dx",
    error="O(1/n) in the fraction",
)
def smallest_kept_singular_value(rank_fraction: RankFraction) -> float:
    r"""The largest f n singular values of Glorot weights are the quarter circle above a point.

    .. math:: f = \frac1\pi \int_{\sigma_r}^2 \sqrt{4 - x^2}\,dx = \frac{2t - \sin 2t}{\pi},
              \qquad \sigma_r = 2\cos t

    Parameters
    ----------
    rank_fraction
        f = r/n.

    Returns
    -------
    float
        The r-th singular value, between 2 (f = 0) and 0 (f = 1). Absolute error below 1e-14.

    Raises
    ------
    DomainError
        If f does not lie in (0, 1].

    Notes
    -----
    Valid when n is large and the entries have variance 1/n. Source: Marchenko and Pastur (1967)
    [marchenko1967]_.

    Examples
    --------
    >>> round(smallest_kept_singular_value(0.5), 12)
    0.807945506599
    """
    return 2 * math.cos(angle(rank_fraction))


@smallest_kept_singular_value.derivation
def _() -> Derivation:
    import sympy

    fraction, least = sympy.symbols("rank_fraction sigma_r", nonnegative=True)
    x, t = sympy.symbols("x t", positive=True)
    density = sympy.sqrt(4 - x**2) / sympy.pi
    grown = sympy.integrate(density, x)
    above = sympy.simplify(sympy.limit(grown, x, 2) - grown.subs(x, least))
    in_angle = sympy.integrate(sympy.expand_trig(4 * sympy.sin(x) ** 2 / sympy.pi), (x, 0, t))
    square = sympy.integrate(16 * sympy.sin(x) ** 2 * sympy.cos(x) ** 2 / sympy.pi, (x, 0, t))
    return Derivation(
        steps=(
            Step("Singular values of a Glorot matrix fill a quarter circle.", density),
            Step("The fraction above sigma_r.", above),
            Step("In the angle, x = 2 cos t.", sympy.simplify(in_angle)),
            Step("Their mean square, per singular value of the whole.", sympy.simplify(square)),
            Step("All of them: the entries have variance 1/n.", square.subs(t, sympy.pi / 2)),
        ),
        result=sympy.Eq(fraction, above),
        value=least,
    )


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("marchenko1967", "square matrices, second moment of the upper part"),
    valid="n -> infinity; orthogonal: every n",
    formula=r"\tau^2 = \frac{4t - \sin 4t}{2\pi},\ f = \frac{2t - \sin 2t}{\pi}\ "
    r"\text{(glorot)};\quad \tau^2 = f\ \text{(orthogonal)}",
    error="glorot: O(1/n); orthogonal: none",
)
def kept_strength(rank_fraction: RankFraction, initialisation: Initialisation) -> float:
    r"""Truncation to rank f n keeps tau^2 of the squared weights, more than f if it may choose.

    .. math:: \tau^2 = \frac1n \|W_r\|_F^2 = \frac{4t - \sin 4t}{2\pi}, \qquad
              f = \frac{2t - \sin 2t}{\pi}

    for Glorot weights, whose largest singular values are kept; f for an orthogonal matrix, whose
    singular values are all 1.

    Parameters
    ----------
    rank_fraction
        f = r/n.
    initialisation
        "glorot": independent entries of variance 1/n, truncated by singular values;
        "orthogonal": a Haar matrix times a projection onto r random directions.

    Returns
    -------
    float
        tau^2 in (0, 1]; relative error below 1e-12. The inverse gives the least rank fraction that
        keeps a wanted share.

    Raises
    ------
    DomainError
        If f does not lie in (0, 1] or the initialisation is neither of the two.

    Notes
    -----
    Valid when n is large. Source: Marchenko and Pastur (1967) [marchenko1967]_, square matrices.

    Examples
    --------
    >>> round(kept_strength(0.25, "glorot"), 12), kept_strength(0.25, "orthogonal")
    (0.622912551278, 0.25)
    """
    if initialisation == "orthogonal" or rank_fraction == 1:
        return float(rank_fraction)
    return _sine_deficit(4 * angle(rank_fraction)) / (2 * math.pi)


@kept_strength.reference
def _(rank_fraction: float, initialisation: str) -> "mpmath.mpf":
    import mpmath

    f = mpmath.mpf(rank_fraction)
    if initialisation == "orthogonal":
        return f
    if f == 1:
        return mpmath.mpf(1)

    t = precise_angle(f)
    # the second moment by quadrature of the quarter circle itself
    return mpmath.quad(lambda x: x**2 * mpmath.sqrt(4 - x**2) / mpmath.pi, [2 * mpmath.cos(t), 2])


@kept_strength.inverse
def _(strength: float, *, initialisation: Initialisation) -> float:
    """The least rank fraction that keeps a share tau^2 of the squared weights."""
    check("kept_strength.inverse", "strength", strength, KeptShare)
    check("kept_strength.inverse", "initialisation", initialisation, Initialisation)
    if initialisation == "orthogonal" or strength == 1:
        return float(strength)
    t = _root(lambda t: _sine_deficit(4 * t), 2 * math.pi * strength)
    return min(1.0, _sine_deficit(2 * t) / math.pi)


def angle(rank_fraction: float) -> float:
    """The angle t at which the quarter circle, x = 2 cos t, is cut."""
    if rank_fraction == 1:
        return math.pi / 2
    return _root(lambda t: _sine_deficit(2 * t), math.pi * rank_fraction)


def precise_angle(f: "mpmath.mpf") -> "mpmath.mpf":
    """The same at mpmath's working precision."""
    import mpmath

    def missing(t: "mpmath.mpf") -> "mpmath.mpf":
        return (2 * t - mpmath.sin(2 * t)) / mpmath.pi - f

    if f == 1:
        return mpmath.pi / 2
    near = mpmath.mpf(angle(float(f)))
    return mpmath.findroot(missing, (near * (1 - mpmath.mpf("1e-9")), near))


def _root(function: Callable[[float], float], value: float) -> float:
    # by bracketing: the function is flat at 0 and Newton jumps from there
    return float(brentq(lambda t: function(t) - value, 0, math.pi / 2, xtol=1e-300, rtol=1e-15))


def _sine_deficit(x: float) -> float:
    """X - sin x without cancellation."""
    if x > 0.5:
        return x - math.sin(x)
    term, total, k = x**3 / 6, 0.0, 3
    while abs(term) > 1e-18 * abs(total):
        total += term
        term *= -x * x / ((k + 1) * (k + 2))
        k += 2
    return total
