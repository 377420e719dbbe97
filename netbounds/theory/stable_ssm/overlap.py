"""Overlap of a mode with polynomial memory."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from netbounds.law import Kind, Source, law
from netbounds.theory.stable_ssm._parameters import (
    DecayRate,
    Floats,
    SquareIntegrableExponent,
    TimeScale,
)

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("dlmf2024", "13.4.4: integral representation of Tricomi's function"),
    valid="any decaying mode",
    formula=r"F(m) = \int_0^\infty (1 + e t)^{-p} e^{-mt}\, dt = U(1, 2 - p, m/e)/e",
    accuracy=1e-12,
)
def target_overlap(
    rate: DecayRate, exponent: SquareIntegrableExponent, time_scale: TimeScale = 1.0
) -> float:
    r"""Overlap of a mode with polynomial memory: Tricomi's function.

    .. math:: F(m) = \int_0^\infty (1+et)^{-p} e^{-mt}\,dt = \frac1e\,U(1, 2-p, m/e)

    Parameters
    ----------
    rate
        m.
    exponent
        p.
    time_scale
        e.

    Returns
    -------
    float
        F > 0. Positive terms only are added (a sum over ln t that converges exponentially), so no
        digit is lost at any rate or exponent; SciPy's U is 2 % off at m = 1e-4, p = 2.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for m > 0. Source: Digital Library of Mathematical Functions [dlmf2024]_, 13.4.4.

    Examples
    --------
    >>> round(target_overlap(1.0, 2.0), 12)
    0.403652637677
    """
    return float(tricomi(rate / time_scale, exponent, 1)) / time_scale


@target_overlap.enclosure
def _(rate: float, exponent: float, time_scale: float = 1.0) -> "flint.arb":
    import flint

    with flint.ctx.workprec(256):
        e = flint.arb(time_scale)
        return (flint.arb(rate) / e).hypgeom_u(1, 2 - flint.arb(exponent)) / e


@target_overlap.reference
def _(rate: float, exponent: float, time_scale: float = 1.0) -> "mpmath.mpf":
    import mpmath

    x = mpmath.mpf(rate) / mpmath.mpf(time_scale)
    return mpmath.exp(x) * mpmath.expint(mpmath.mpf(exponent), x) / mpmath.mpf(time_scale)


_STEP = 0.25  # in ln t; the error is e^(-pi^2 / step), below 1e-17


def tricomi(x: ArrayLike, exponent: float, power: int) -> Floats:
    """Integral of s^(power - 1) (1 + s)^-p e^(-x s) over s > 0, for every entry of x.

    power 1: U(1, 2 - p, x); power 2: minus its derivative. The trapezoidal rule in v = ln s, where
    the integrand is analytic in a strip of half-width pi/2 and falls at both ends.
    """
    entries = np.asarray(x, dtype=float)
    low = -38.0 - math.log1p(float(entries.max()))
    high = math.log(60.0 / float(entries.min()))
    v = np.arange(low, high + _STEP, _STEP)
    s = np.exp(v)
    kernel = np.exp(power * v - exponent * np.log1p(s))
    total: Floats = _STEP * (np.exp(-np.multiply.outer(entries, s)) @ kernel)
    return total
