"""Training loss on polynomial memory in closed form: no time has to be simulated."""

from typing import TYPE_CHECKING

import numpy as np

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    Floats,
    MapOffset,
    MapScale,
    Modes,
    Reparameterization,
    SomeModes,
    SquareIntegrableExponent,
    TimeScale,
)
from netbounds.theory.stable_ssm.overlap import target_overlap, tricomi
from netbounds.theory.stable_ssm.reparameterization import decay_rate, rate_slope

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "linear functionals with polynomial memory"),
    valid="white-noise input of unit strength; p > 1/2",
    formula=r"L = \sum_{ij} \frac{c_i c_j}{m_i + m_j} - 2 \sum_i c_i F(m_i) + \frac1{e (2p - 1)}",
    accuracy=1e-9,
)
def white_noise_loss(
    modes: SomeModes, exponent: SquareIntegrableExponent, time_scale: TimeScale = 1.0
) -> float:
    r"""Mean squared error of a diagonal state-space model that imitates polynomial memory.

    .. math:: L = \int_0^\infty \Bigl(\sum_i c_i e^{-m_i t} - (1+et)^{-p}\Bigr)^2 dt
              = \sum_{ij} \frac{c_i c_j}{m_i+m_j} - 2\sum_i c_i F(m_i) + \frac1{e(2p-1)}

    Parameters
    ----------
    modes
        c and m.
    exponent
        p > 1/2.
    time_scale
        e.

    Returns
    -------
    float
        L, variance of the output's error. Rounding is 1e-14 of the largest term.

    Raises
    ------
    DomainError
        If p <= 1/2: white noise through the target has infinite variance.

    Notes
    -----
    Valid for white-noise inputs (L2); bounded inputs ask for the L1 error instead. Cost O(n^2).
    Source: target of Wang and Li (2024) [wang2024]_; closed form derived here.

    Examples
    --------
    >>> rates = np.geomspace(0.02, 1.5, 16)
    >>> modes = Modes(coefficients=(1 / 16,) * 16, rates=tuple(rates.tolist()))
    >>> round(white_noise_loss(modes, 1.1, 0.1), 10)
    1.5110429814
    """
    c, m = modes.c, modes.m
    own = float(np.sum(np.outer(c, c) / (m[:, None] + m)))
    both = float(np.sum(c * tricomi(m / time_scale, exponent, 1))) / time_scale
    return own - 2 * both + 1 / (time_scale * (2 * exponent - 1))


@white_noise_loss.derivation
def _() -> Derivation:
    import sympy

    t, e, p, x = sympy.symbols("t time_scale exponent x", positive=True)
    c, d, m, k = sympy.symbols("c d m k", positive=True)
    own = sympy.integrate(c * d * sympy.exp(-(m + k) * t), (t, 0, sympy.oo))
    q = sympy.Symbol("q", positive=True)
    target = sympy.integrate(x ** (-1 - q), (x, 1, sympy.oo)).subs(q, 2 * p - 1) / e
    overlap = sympy.exp(m / e) * sympy.expint(p, m / e) / e
    phi = sympy.exp(x) * sympy.expint(p, x)
    recurrence = sympy.simplify(sympy.diff(phi, x) - phi + sympy.exp(x) * sympy.expint(p - 1, x))
    mode = {c: sympy.Rational(7, 10), m: sympy.Rational(3, 10)}
    whole = own.subs({d: c, k: m}) - 2 * c * overlap + target
    return Derivation(
        steps=(
            Step("Two modes.", own),
            Step("The target with itself, x = 1 + e t.", target),
            Step("A mode with the target: exponential integral, or Tricomi's function.", overlap),
            Step("It satisfies phi' = phi - e^x E_(p-1)(x) (difference).", recurrence),
            Step("One mode, altogether.", whole),
        ),
        result=whole.subs(mode),
        example={
            "modes": Modes(coefficients=(0.7,), rates=(0.3,)),
            "exponent": 1.3,
            "time_scale": 0.8,
        },
    )


@white_noise_loss.reference
def _(modes: Modes, exponent: float, time_scale: float = 1.0) -> "mpmath.mpf":
    import mpmath

    c = [mpmath.mpf(v) for v in modes.coefficients]
    m = [mpmath.mpf(v) for v in modes.rates]
    pairs = list(zip(c, m, strict=True))
    own = mpmath.fsum(a * b / (x + y) for a, x in pairs for b, y in pairs)
    both = mpmath.fsum(a * target_overlap.reference(x, exponent, time_scale) for a, x in pairs)
    return own - 2 * both + 1 / (mpmath.mpf(time_scale) * (2 * mpmath.mpf(exponent) - 1))


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "gradient of the loss through the reparameterisation"),
    valid="white-noise input of unit strength; p > 1/2",
    formula=r"\partial_{c_i} L = 2 \sum_j \frac{c_j}{m_i + m_j} - 2 F(m_i),\quad \partial_{w_i} L "
    r"= -2 c_i \Bigl[\sum_j \frac{c_j}{(m_i + m_j)^2} + F'(m_i)\Bigr] \frac{dm_i}{dw_i}",
    accuracy=1e-8,
)
def loss_gradient(
    modes: SomeModes,
    reparameterization: Reparameterization,
    exponent: SquareIntegrableExponent,
    time_scale: TimeScale = 1.0,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> Floats:
    r"""Gradient of the loss by readout weights and trained weights, for any of the maps.

    .. math:: \partial_{c_i} L = 2\sum_j \frac{c_j}{m_i+m_j} - 2F(m_i), \qquad
              \partial_{w_i} L = -2c_i\Bigl[\sum_j \frac{c_j}{(m_i+m_j)^2} + F'(m_i)\Bigr]
              \frac{dm_i}{dw_i}

    Parameters
    ----------
    modes
        c and m.
    reparameterization
        "direct", "exponential", "softplus" or "best" (its weights are taken >= 0).
    exponent
        p > 1/2.
    time_scale
        e.
    scale, offset
        a and b of "best".

    Returns
    -------
    array, shape (2, n)
        By c in the first row, by w in the second.

    Raises
    ------
    DomainError
        If p <= 1/2, or "best" cannot reach a rate.

    Notes
    -----
    Valid for white-noise inputs. Cost O(n^2). Source: loss of Wang and Li (2024)
    [wang2024]_; closed form derived here.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.7,), rates=(0.3,))
    >>> loss_gradient(modes, "exponential", 2.0).round(9).tolist()
    [[1.066854696], [-0.569162226]]
    """
    c, m = modes.c, modes.m
    sums = m[:, None] + m
    overlap = tricomi(m / time_scale, exponent, 1) / time_scale
    slope = -tricomi(m / time_scale, exponent, 2) / time_scale**2
    by_c = 2 * (1 / sums) @ c - 2 * overlap
    by_m = -2 * c * ((1 / sums**2) @ c + slope)
    # direct and best fall with their weight
    sign = -1.0 if reparameterization in ("direct", "best") else 1.0
    turned = [rate_slope(r, reparameterization, scale=scale, offset=offset) for r in modes.rates]
    return np.array([by_c, by_m * sign * np.array(turned)])


@loss_gradient.reference
def _(
    modes: Modes,
    reparameterization: str,
    exponent: float,
    time_scale: float = 1.0,
    *,
    scale: float = 1.0,
    offset: float = 0.5,
) -> "list[list[mpmath.mpf]]":
    import mpmath

    p, e = mpmath.mpf(exponent), mpmath.mpf(time_scale)
    c = [mpmath.mpf(v) for v in modes.coefficients]
    m = [mpmath.mpf(v) for v in modes.rates]
    pairs = list(zip(c, m, strict=True))
    by_c, by_w = [], []
    sign = -1 if reparameterization in ("direct", "best") else 1
    for a, x in pairs:
        y = x / e
        # phi = e^y E_p(y) has phi' = e^y (E_p(y) - E_(p-1)(y))
        first = mpmath.exp(y) * mpmath.expint(p, y) / e
        second = first / e - mpmath.exp(y) * mpmath.expint(p - 1, y) / e**2
        by_c.append(2 * mpmath.fsum(b / (x + k) for b, k in pairs) - 2 * first)
        by_m = -2 * a * (mpmath.fsum(b / (x + k) ** 2 for b, k in pairs) + second)
        slope = rate_slope.reference(x, reparameterization, scale=scale, offset=offset)
        by_w.append(by_m * sign * slope)
    return [by_c, by_w]


def largest_relative_gradient(
    modes: Modes,
    reparameterization: Reparameterization,
    exponent: SquareIntegrableExponent,
    time_scale: TimeScale = 1.0,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    """The largest gradient of a trained weight relative to the weight itself.

    Parameters
    ----------
    modes
        c and m.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    exponent, time_scale
        p and e of the target (1 + e t)^-p.
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        max over i of |dL/dw_i| / |w_i|.

    Raises
    ------
    DomainError
        If a weight is 0, or a parameter lies outside its domain.

    Notes
    -----
    Valid for white-noise inputs. Source: the ratio that Wang and Li (2024) [wang2024]_ plot,
    here in closed form.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.7,), rates=(0.3,))
    >>> round(largest_relative_gradient(modes, "direct", 2.0), 6)
    6.324025
    """
    gradient = loss_gradient(
        modes, reparameterization, exponent, time_scale, scale=scale, offset=offset
    )[1]
    weights = [
        decay_rate.inverse(r, reparameterization, scale=scale, offset=offset) for r in modes.rates
    ]
    if 0.0 in weights:
        rule = "have no weight at 0"
        raise refusal("largest_relative_gradient", "modes", rule, modes.rates)
    return float(np.max(np.abs(gradient / np.array(weights))))
