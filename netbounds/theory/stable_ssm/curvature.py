"""Curvature of the white-noise loss, and the largest learning rate it allows."""

from typing import TYPE_CHECKING

import numpy as np

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    Coefficient,
    DecayRate,
    Floats,
    MapOffset,
    MapScale,
    Modes,
    PositiveModes,
    Reparameterization,
    SomeModes,
)
from netbounds.theory.stable_ssm.reparameterization import rate_slope

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "white-noise loss; its curvature is derived here"),
    valid="the kernel is the target (no residual), c frozen",
    formula=r"H_{ij} = \frac{4 c_i c_j}{(m_i + m_j)^3} f'_i f'_j",
    accuracy=1e-11,
)
def curvature_matrix(
    modes: SomeModes,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> Floats:
    r"""Curvature of the loss at its minimum, in the trained weights of the modes.

    .. math:: L = \int_0^\infty (\hat\rho - \rho)^2\,dt, \qquad
              H_{ij} = \frac{\partial^2 L}{\partial w_i \partial w_j}
              = \frac{4 c_i c_j}{(m_i+m_j)^3} f'_i f'_j

    Parameters
    ----------
    modes
        c and m.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    array, shape (n, n)
        Second derivatives.

    Raises
    ------
    DomainError
        If "best" cannot reach a rate.

    Notes
    -----
    Valid where the residual vanishes. Source: loss of Wang and Li (2024) [wang2024]_,
    curvature derived here.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.5, 0.5), rates=(0.5, 0.5))
    >>> curvature_matrix(modes, "direct").tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    c, m = modes.c, modes.m
    slopes = np.array(
        [rate_slope(rate, reparameterization, scale=scale, offset=offset) for rate in modes.rates]
    )
    pulls = c * slopes
    curvature: Floats = 4 * np.outer(pulls, pulls) / (m[:, None] + m) ** 3
    return curvature


@curvature_matrix.reference
def _(
    modes: Modes, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "list[list[mpmath.mpf]]":
    import mpmath

    # the integral 2 int d_i d_j dt of products of t e^(-mt), as Gamma(3)/(m_i + m_j)^3
    c = [mpmath.mpf(v) for v in modes.coefficients]
    m = [mpmath.mpf(v) for v in modes.rates]
    slopes = [
        rate_slope.reference(v, reparameterization, scale=scale, offset=offset) for v in modes.rates
    ]
    pulls = [ci * si for ci, si in zip(c, slopes, strict=True)]
    return [
        [2 * a * b * mpmath.gamma(3) / (x + y) ** 3 for b, y in zip(pulls, m, strict=True)]
        for a, x in zip(pulls, m, strict=True)
    ]


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "question of the largest usable learning rate"),
    valid="gradient descent on w near a minimum without residual, c frozen",
    formula=r"\eta_{\max} = 2 / \lambda_{\max}(H)",
    accuracy=1e-10,
)
def largest_learning_rate(
    modes: PositiveModes,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""Slow modes throttle the learning rate like m^3 or m, except with the map "best".

    .. math:: \eta_{\max} = \frac2{\lambda_{\max}(H)}, \qquad \text{one mode, } m \to 0:\quad
              \frac{4 m^3}{c^2}\ (\text{direct}),\quad \frac{4m}{c^2}\ (\text{exponential,
              softplus}),\quad \frac1{a c^2}\ (\text{best})

    Parameters
    ----------
    modes
        c > 0 and m.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Largest learning rate at which gradient descent on w stays at the minimum.

    Raises
    ------
    DomainError
        If "best" cannot reach a rate, or the loss is flat (its only mode at w = 0).

    Notes
    -----
    Valid for c frozen. When c is trained as well its own curvature 2/(m_i + m_j) limits the rate,
    for every map. Cost O(n^3). Source: loss of Wang and Li (2024) [wang2024]_, criterion of
    gradient descent, curvature of `curvature_matrix`.

    Examples
    --------
    >>> modes = Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, 0.005))
    >>> rates = [largest_learning_rate(modes, map) for map in ("direct", "exponential", "best")]
    >>> [float(f"{rate:.4g}") for rate in rates]
    [3.125e-06, 0.125, 6.265]
    """
    matrix = curvature_matrix(modes, reparameterization, scale=scale, offset=offset)
    steepest = float(np.linalg.eigvalsh(matrix)[-1])
    if steepest <= 0:
        rule = 'give the loss a slope ("best" has none at w = 0)'
        raise refusal("largest_learning_rate", "modes", rule, modes.rates)
    return 2 / steepest


@largest_learning_rate.derivation
def _() -> Derivation:
    import sympy

    t, c = sympy.symbols("t c", positive=True)
    m, a, b, w = sympy.symbols("m scale offset w", positive=True)
    slope = sympy.diff(c * sympy.exp(-m * t), m)
    curvature = 2 * sympy.integrate(slope**2, (t, 0, sympy.oo))
    maps = {
        "direct": (-w, -m),
        "exponential": (-sympy.exp(w), sympy.log(m)),
        "best": (-1 / (a * w**2 + b), sympy.sqrt((1 / m - b) / a)),
    }
    rates = {
        name: sympy.simplify(2 / (curvature * sympy.diff(f, w).subs(w, weight) ** 2))
        for name, (f, weight) in maps.items()
    }
    flat = sympy.Function("f")
    constant = sympy.dsolve(sympy.Eq(flat(w).diff(w), flat(w) ** sympy.Rational(3, 2)), flat(w))
    numbers = {c: sympy.Float("0.7"), m: sympy.Float("0.3")}
    return Derivation(
        steps=(
            Step("One mode: derivative of the kernel by the rate.", slope),
            Step("Curvature of the loss in the rate.", curvature),
            Step("Direct: 2/(curvature f'^2).", rates["direct"]),
            Step("Exponential.", rates["exponential"]),
            Step("Best: it stays finite as m -> 0.", rates["best"]),
            Step("Its limit.", sympy.limit(rates["best"], m, 0)),
            Step("Maps of constant curvature, f'^2 = |f|^3: best with b = 0.", constant),
        ),
        result=rates["best"].subs({k: sympy.Rational(str(v)) for k, v in numbers.items()}),
        example={
            "modes": Modes(coefficients=(0.7,), rates=(0.3,)),
            "reparameterization": "best",
            "scale": 1.2,
            "offset": 0.4,
        },
    )


@largest_learning_rate.reference
def _(
    modes: Modes, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "mpmath.mpf":
    import mpmath

    rows = curvature_matrix.reference(modes, reparameterization, scale=scale, offset=offset)
    return 2 / max(mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True))


def single_mode_curvature(
    rate: DecayRate,
    coefficient: Coefficient,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""One mode alone: the curvature is c^2 f'^2 / (2 m^3), bounded in m for "best" only.

    Parameters
    ----------
    rate
        m.
    coefficient
        c.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        c^2/(2 m^3), c^2/(2 m), c^2 (1 - e^-m)^2/(2 m^3), 2 a c^2 (1 - b m).

    Raises
    ------
    DomainError
        If "best" cannot reach the rate.

    Notes
    -----
    Valid where the residual vanishes. Source: `curvature_matrix` for one mode.

    Examples
    --------
    >>> single_mode_curvature(0.5, 2.0, "direct"), single_mode_curvature(0.5, 2.0, "exponential")
    (16.0, 4.0)
    """
    modes = Modes(coefficients=(coefficient,), rates=(rate,))
    return float(curvature_matrix(modes, reparameterization, scale=scale, offset=offset)[0, 0])
