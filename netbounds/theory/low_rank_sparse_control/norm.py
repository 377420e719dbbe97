"""The spectral norm of low-rank sparse weights: the edge of an information-plus-noise matrix."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar

from netbounds.domains import check, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.low_rank_sparse_control._domains import (
    Initialisation,
    Norm,
    RankFraction,
    Sparsity,
)
from netbounds.theory.low_rank_sparse_control.kept import angle, kept_strength, precise_angle

if TYPE_CHECKING:
    import mpmath

Floats = NDArray[np.float64]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("dozier2007", "Theorem 1.1: the edge of the spectrum"),
    valid="n -> infinity, (1 - s) n >> ln n, mask independent of the weights",
    formula=r"\|W\|^2 = \min_{w > \theta^2} w\,(1 + v\,G(w))^2,\quad \theta = (1-s)\sigma_1,\ "
    r"v = s(1-s)\tau^2",
    error="O(n^(-2/3)): 2 to 3 % below at n = 64; few kept entries a row: +5 to +30 % at s = .9",
    accuracy=1e-11,
)
def recurrent_norm(
    rank_fraction: RankFraction, sparsity: Sparsity, initialisation: Initialisation
) -> float:
    r"""A mask adds noise to the weights: the norm is the edge of signal plus noise, and may rise.

    .. math:: \|W\|^2 = \min_{w > \theta_{\max}^2} w\,(1 + v\,G(w))^2, \qquad
              G(w) = \frac1n \sum_{k \le r} \frac1{w - \theta_k^2} + \frac{1-f}{w}

    with signal :math:`\theta_k = (1-s)\sigma_k` and noise :math:`v = s(1-s)\tau^2`. For an
    orthogonal matrix all :math:`\sigma_k = 1`; for Glorot weights they fill the quarter circle
    above :math:`2\cos t`, over which the sum has a closed form. Full Glorot: 2 sqrt(1 - s).

    Parameters
    ----------
    rank_fraction, sparsity
        f and s.
    initialisation
        "glorot" or "orthogonal", see `kept_strength`.

    Returns
    -------
    float
        Norm of W; relative error below 1e-11. The inverse gives the least sparsity from which on
        the norm stays below a wanted one.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when n is large and the mask keeps many more than ln n entries a row. Without a mask the
    largest singular value, 2 or 1. Source: Dozier and Silverstein (2007) [dozier2007]_ for the
    spectrum, Benaych-Georges and Nadakuditi (2012) [benaych2012]_ for its map.

    Examples
    --------
    >>> round(recurrent_norm(0.5, 0.5, "orthogonal"), 4)
    0.9713
    >>> round(recurrent_norm(1.0, 0.36, "glorot"), 9)
    1.6
    """
    top = 2.0 if initialisation == "glorot" else 1.0
    if sparsity == 0:
        return top
    noise = sparsity * (1 - sparsity) * kept_strength(rank_fraction, initialisation)
    signal = (1 - sparsity) ** 2
    if initialisation == "glorot":
        return edge(top**2 * signal, noise, _glorot_resolvent(rank_fraction, signal))
    return edge(signal, noise, _orthogonal_resolvent(rank_fraction, signal))


def edge(top: float, noise: float, resolvent: Any) -> float:
    """Minimum of sqrt(w) (1 + v G(w)) over w = top + gap, searched in the logarithm of the gap."""

    def size(log_gap: Any) -> Any:
        gap = top * np.exp(log_gap)
        return np.sqrt(top + gap) * (1 + noise * resolvent(gap))

    logs = np.linspace(-28.0, math.log1p(noise / top) + 6, 400)
    sizes = size(logs)
    best = int(np.argmin(sizes))
    if best == 0:  # a mask so light that the edge has not moved
        return float(sizes[0])
    low, high = logs[best - 1], logs[min(best + 1, len(logs) - 1)]
    found = minimize_scalar(size, bounds=(low, high), method="bounded", options={"xatol": 1e-9})
    return float(min(found.fun, sizes[best]))


def _orthogonal_resolvent(fraction: float, signal: float) -> Any:
    return lambda gap: fraction / gap + (1 - fraction) / (signal + gap)


def _glorot_resolvent(fraction: float, signal: float) -> Any:
    """G of the quarter circle's upper part: the integral of sin^2 x / (a - cos^2 x) over [0, t]."""
    t = angle(fraction)

    def resolvent(gap: Any) -> Any:
        w = 4 * signal + gap
        ratio = np.sqrt(gap / w)  # sqrt((a - 1)/a) with a = w / (4 signal): no difference
        above: Floats = t - ratio * np.arctan2(math.sin(t), ratio * math.cos(t))
        return above / (math.pi * signal) + (1 - fraction) / w

    return resolvent


@recurrent_norm.reference
def _(rank_fraction: float, sparsity: float, initialisation: str) -> "mpmath.mpf":
    import mpmath

    # where the slope vanishes, from quadrature or a polynomial, instead of the smallest value
    s, f = mpmath.mpf(sparsity), mpmath.mpf(rank_fraction)
    glorot = initialisation == "glorot"
    top = (4 if glorot else 1) * (1 - s) ** 2
    if s == 0:
        return mpmath.sqrt(top)
    v = s * (1 - s) * kept_strength.reference(rank_fraction, initialisation)

    if not glorot:
        x = mpmath.polyroots(_slope_in_gap(f, v, top), maxsteps=500, extraprec=400)
        gaps = [mpmath.re(r) for r in x if abs(mpmath.im(r)) < 1e-30 and mpmath.re(r) > 0]
        sizes = [
            mpmath.sqrt(top + gap) * (1 + v * (f / gap + (1 - f) / (top + gap))) for gap in gaps
        ]
        return min(sizes)

    with mpmath.workdps(20):
        t = precise_angle(f)
        gap = mpmath.exp(_flat_point(float(t), 1 - float(f), float(v), float(top)))
        resolvent = mpmath.quad(lambda y: _part(y, gap, top, 1, mpmath), _interval(t, gap, top))
        w = top + gap
        return mpmath.sqrt(w) * (1 + v * (4 / mpmath.pi * resolvent + (1 - f) / w))


def _flat_point(t: float, rest: float, noise: float, top: float) -> float:
    """Logarithm of the gap at which w (1 + v G)^2 is flat; its slope by quadrature."""
    from scipy.integrate import quad

    def slope(log_gap: float) -> float:
        gap = math.exp(log_gap)
        w = top + gap
        ends = (0, math.atan2(math.sin(t), math.sqrt(gap / w) * math.cos(t)))
        one, two = (
            4
            / math.pi
            * quad(_part, *ends, args=(gap, top, k, math), epsabs=0, epsrel=1e-9, full_output=1)[0]
            + rest / w**k
            for k in (1, 2)
        )
        return 1 + noise * one - 2 * noise * w * two

    low, high = math.log(top) - 34, math.log(top + noise) + 8
    return low if slope(low) >= 0 else float(brentq(slope, low, high, xtol=1e-10))


def _part(y: Any, gap: Any, top: Any, power: int, arithmetic: Any) -> Any:
    """sin^2 x / (w - top cos^2 x)^power dx in tan x = sqrt(gap/w) tan y: no peak at x = 0."""
    ratio = arithmetic.sqrt(gap / (top + gap))
    length = (ratio * arithmetic.sin(y)) ** 2 + arithmetic.cos(y) ** 2
    sine_square = (ratio * arithmetic.sin(y)) ** 2 / length
    return sine_square / (gap + top * sine_square) ** power * ratio / length


def _interval(t: Any, gap: Any, top: Any) -> list[Any]:
    import mpmath

    end = mpmath.atan2(mpmath.sin(t), mpmath.sqrt(gap / (top + gap)) * mpmath.cos(t))
    return [0, end / 2, end]


def _slope_in_gap(f: "mpmath.mpf", v: "mpmath.mpf", u: "mpmath.mpf") -> "list[mpmath.mpf]":
    """Numerator of 1 + v G + 2 v w G' in x = w - u, highest power first."""
    # x^2 w + v (f x w + (1 - f) x^2) - 2 v (f w^2 + (1 - f) x^2), w = u + x
    return [1, u + v * f - v * (1 - f) - 2 * v * f, v * f * u - 4 * v * f * u, -2 * v * f * u**2]


@recurrent_norm.inverse
def sparsity_for_norm(
    norm: Norm, *, rank_fraction: RankFraction, initialisation: Initialisation
) -> float:
    """The least sparsity from which on the norm stays below the wanted one.

    The norm of orthogonal weights rises before it falls, so there may be lower sparsities too.

    Parameters
    ----------
    norm, rank_fraction, initialisation
        Norm of W, f, and how the weights are drawn.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or the norm is 0.

    Notes
    -----
    Source: `recurrent_norm`, solved for s.

    Examples
    --------
    >>> round(sparsity_for_norm(1.0, rank_fraction=1.0, initialisation="orthogonal"), 12)
    0.736917935117
    """
    where = "sparsity_for_norm"
    check(where, "norm", norm, Norm)
    check(where, "rank_fraction", rank_fraction, RankFraction)
    check(where, "initialisation", initialisation, Initialisation)
    if norm == 0:
        raise refusal(where, "norm", "be > 0", norm, "only the zero matrix has norm 0")

    def excess(sparsity: float) -> float:
        return float(recurrent_norm(rank_fraction, sparsity, initialisation)) - norm

    grid = [0.0, *np.linspace(0.002, 0.998, 250), 1 - 1e-4, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12]
    above = [k for k, s in enumerate(grid) if excess(float(s)) > 0]
    if not above:
        return 0.0
    if above[-1] == len(grid) - 1:
        raise refusal(where, "norm", "be reached before s = 1 in floating point", norm)
    low, high = float(grid[above[-1]]), float(grid[above[-1] + 1])
    return float(brentq(excess, low, high, xtol=1e-15))
