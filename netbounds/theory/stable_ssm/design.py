"""How many modes a memory needs: the designer's question."""

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammainccinv, gammaln

from netbounds.domains import check, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.stable_ssm._parameters import (
    DecayExponent,
    GridStep,
    Horizon,
    Modes,
    RelativeError,
    TimeScale,
)
from netbounds.theory.stable_ssm.exponential_sum import aliasing_bound

if TYPE_CHECKING:
    import mpmath

_LEAST = 1e-300  # coefficients below are dropped: they would underflow


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("beylkin2010", "exponential sums for powers, with explicit constants"),
    valid="relative error at every 0 <= t <= T; error <= 0.1",
    formula=r"n = \lceil (x_1 - x_0)/h \rceil + 1,\quad B(p,h) = \varepsilon/2,\quad "
    r"x_0 = \frac{\ln(\varepsilon \Gamma(p+1)/4)}{p} - \ln(1+T),\quad "
    r"Q(p, e^{x_1}) = \varepsilon/4",
)
def modes_needed(exponent: DecayExponent, horizon: Horizon, error: RelativeError) -> int:
    r"""Remembering ten times longer costs a fixed number of modes: n grows like ln T ln(1/epsilon).

    .. math:: n = \Bigl\lceil \frac{x_1 - x_0}{h} \Bigr\rceil + 1, \qquad B(p,h) = \frac\varepsilon2,
              \quad x_0 = \frac1p \ln\frac{\varepsilon\Gamma(p+1)}4 - \ln(1+T),
              \quad Q(p, e^{x_1}) = \frac\varepsilon4

    Half of the error is left to the spacing of the weights (B of `aliasing_bound`), a quarter each
    to the slow and the fast modes that are left out.

    Parameters
    ----------
    exponent
        p of the target (1 + t)^-p.
    horizon
        T, longest time.
    error
        epsilon, largest relative error of the kernel.

    Returns
    -------
    int
        Modes that suffice; `design_exponential_sum` gives them.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid as a guarantee; the error of the design is 0.56 to 0.67 epsilon in the cases tested. For
    (1 + e t)^-p ask for the horizon e T. Source: Beylkin and Monzon (2010) [beylkin2010]_, with
    the constants of this package.

    Examples
    --------
    >>> modes_needed(1.1, 1e3, 1e-2), modes_needed(1.1, 1e4, 1e-3), modes_needed(1.5, 1e6, 1e-6)
    (13, 21, 52)
    """  # noqa: E501
    step, first, last = _grid(exponent, horizon, error)
    return math.ceil((last - first) / step) + 1


@modes_needed.reference
def _(exponent: float, horizon: float, error: float) -> "mpmath.mpf":
    import mpmath

    # roots polished at the working precision, from the floats
    p, wanted = mpmath.mpf(exponent), mpmath.mpf(error)
    step, _, last = _grid(exponent, horizon, error)
    h = mpmath.findroot(
        lambda h: mpmath.log(aliasing_bound.reference(p, h)) - mpmath.log(wanted / 2),
        (mpmath.mpf(step) * (1 - mpmath.mpf("1e-8")), mpmath.mpf(step)),
        tol=mpmath.mpf(10) ** -30,
    )
    y = mpmath.findroot(
        lambda y: mpmath.log(mpmath.gammainc(p, y, regularized=True)) - mpmath.log(wanted / 4),
        mpmath.exp(last),
        tol=mpmath.mpf(10) ** -30,
    )
    first = mpmath.log(wanted * mpmath.gamma(p + 1) / 4) / p - mpmath.log(1 + mpmath.mpf(horizon))
    return mpmath.ceil((mpmath.log(y) - first) / h) + 1


def design_exponential_sum(
    exponent: DecayExponent,
    horizon: Horizon,
    error: RelativeError,
    *,
    time_scale: TimeScale = 1.0,
) -> Modes:
    """The diagonal state-space model that remembers like (1 + e t)^-p for a given time.

    Parameters
    ----------
    exponent
        p.
    horizon
        Longest time, in the units of t.
    error
        Largest relative error of the kernel until then.
    time_scale
        e, rate of the target.

    Returns
    -------
    Modes
        `modes_needed` modes at most, coefficients positive, rates in geometric progression.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid as a guarantee for t <= horizon. Source: Beylkin and Monzon (2010) [beylkin2010]_.

    Examples
    --------
    >>> modes = design_exponential_sum(1.1, 1e3, 1e-2)
    >>> kernel = float(np.sum(modes.c * np.exp(-modes.m * 1e3)))
    >>> modes.size, abs(kernel * 1001**1.1 - 1) < 1e-2
    (13, True)
    """
    where = "design_exponential_sum"
    check(where, "exponent", exponent, DecayExponent)
    check(where, "time_scale", time_scale, TimeScale)
    check(where, "horizon", horizon, Horizon)
    check(where, "error", error, RelativeError)
    step, first, last = _grid(exponent, horizon * time_scale, error)
    count = math.ceil((last - first) / step)
    return exponential_sum(exponent, step, first=0, last=count, start=first, time_scale=time_scale)


def exponential_sum(
    exponent: DecayExponent,
    step: GridStep,
    *,
    first: int,
    last: int,
    start: float = 0.0,
    time_scale: TimeScale = 1.0,
) -> Modes:
    r"""The modes of polynomial memory: weights on an even grid, coefficients in closed form.

    .. math:: m_j = e\,e^{x_j}, \qquad c_j = \frac{h}{\Gamma(p)} e^{p x_j - e^{x_j}},
              \qquad x_j = x_0 + j h

    Parameters
    ----------
    exponent
        p of the target (1 + e t)^-p.
    step
        h, spacing of the weights.
    first, last
        Least and greatest j.
    start
        x_0, weight of j = 0.
    time_scale
        e.

    Returns
    -------
    Modes
        All coefficients are positive; those below 1e-300 are left out.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or no mode is left.

    Notes
    -----
    Valid up to `aliasing_bound` and the two tails that are cut off. Source: Beylkin and Monzon
    (2010) [beylkin2010]_.

    Examples
    --------
    >>> modes = exponential_sum(2.0, 0.8, first=-20, last=4)
    >>> modes.size, round(sum(modes.coefficients), 3)
    (25, 1.0)
    """
    check("exponential_sum", "exponent", exponent, DecayExponent)
    check("exponential_sum", "step", step, GridStep)
    check("exponential_sum", "time_scale", time_scale, TimeScale)
    weights = start + step * np.arange(first, last + 1)
    with np.errstate(over="ignore"):
        log = math.log(step) + exponent * weights - np.exp(weights) - gammaln(exponent)
    kept = log > math.log(_LEAST)
    if not np.any(kept):
        raise refusal("exponential_sum", "first, last", "leave a mode", f"{first}, {last}")
    rates = time_scale * np.exp(weights[kept])
    return Modes(coefficients=tuple(np.exp(log[kept]).tolist()), rates=tuple(rates.tolist()))


def _grid(exponent: float, horizon: float, error: float) -> tuple[float, float, float]:
    """Spacing, least and greatest weight."""
    step = aliasing_bound.inverse(error / 2, exponent)
    first = (math.log(error / 4) + gammaln(exponent + 1)) / exponent - math.log1p(horizon)
    last = math.log(gammainccinv(exponent, error / 4))
    return step, float(first), float(last)
