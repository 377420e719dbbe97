"""How strongly a loss pulls at a mode's weight, and the maps that even the pull out."""

import math
from typing import TYPE_CHECKING

from scipy.special import gammaln

from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    DecayRate,
    MapOffset,
    MapScale,
    Norm,
    Reparameterization,
    Weight,
)
from netbounds.theory.stable_ssm.reparameterization import rate_slope

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "gradient of the loss; there q = 1"),
    valid="decaying mode, q >= 1",
    formula=r"\|t e^{-mt}\|_q = \Bigl[\frac{\Gamma(q+1)}{(q m)^{q+1}}\Bigr]^{1/q}",
    accuracy=1e-12,
)
def rate_sensitivity(rate: DecayRate, norm: Norm = 1.0) -> float:
    r"""A slow mode reacts to its rate like 1/m^(1 + 1/q), so the loss decides how hard it is pulled.

    .. math:: \|\partial_m e^{-mt}\|_q = \Bigl[\int_0^\infty t^q e^{-qmt}\,dt\Bigr]^{1/q}
              = \Bigl[\frac{\Gamma(q+1)}{(qm)^{q+1}}\Bigr]^{1/q} \propto m^{-1-1/q}

    Bounded inputs measure kernels by their L1 norm (q = 1: 1/m^2), white noise by L2
    (q = 2: m^(-3/2)/2). The two must not be mixed.

    Parameters
    ----------
    rate
        m.
    norm
        q.

    Returns
    -------
    float
        Norm of the derivative of a mode by its rate.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for decaying modes. Source: for q = 1 Wang and Li (2024) [wang2024]_, who divide by
    f^2; other norms derived here.

    Examples
    --------
    >>> round(rate_sensitivity(0.1), 9), round(rate_sensitivity(0.25, 2.0), 9)
    (100.0, 4.0)
    """  # noqa: E501
    return math.exp((gammaln(norm + 1) - (norm + 1) * math.log(norm * rate)) / norm)


@rate_sensitivity.derivation
def _() -> Derivation:
    import sympy

    t, m, q = sympy.symbols("t rate norm", positive=True)
    derivative = sympy.diff(sympy.exp(-m * t), m)
    power = t**q * sympy.exp(-q * m * t)
    integral = sympy.integrate(power, (t, 0, sympy.oo))
    value = integral ** (1 / q)
    return Derivation(
        steps=(
            Step("Derivative of a mode by its rate.", derivative),
            Step("Its q-th power.", power),
            Step("Integrated over all times.", integral),
            Step("The norm; q = 1 gives:", sympy.simplify(value.subs(q, 1))),
        ),
        result=value,
    )


@rate_sensitivity.enclosure
def _(rate: float, norm: float = 1.0) -> "flint.arb":
    import flint

    with flint.ctx.workprec(128):
        m, q = flint.arb(rate), flint.arb(norm)
        return ((q + 1).gamma() / (q * m) ** (q + 1)) ** (1 / q)


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("wang2024", "bound on the gradient; there q = 1"),
    valid="the loss is the L^q norm of the kernel's error",
    formula=r"\Bigl|\frac{\partial}{\partial w} \|\hat\rho - \rho\|_q\Bigr| \le "
    r"|c|\,|f'|\,\|t e^{-mt}\|_q",
    accuracy=1e-12,
)
def gradient_scale(
    rate: DecayRate,
    reparameterization: Reparameterization,
    *,
    norm: Norm = 1.0,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""The pull at a weight, per unit of c: only "best" keeps it proportional to the weight.

    .. math:: \Bigl|\frac{\partial}{\partial w}\|\hat\rho-\rho\|_q\Bigr|
              \le |c|\,|f'(w)|\,\|t e^{-mt}\|_q, \qquad q = 1:\ \frac{|f'|}{f^2}
              = \frac1{m^2},\ \frac1m,\ \frac{1-e^{-m}}{m^2},\ 2a|w|

    for the maps direct, exponential, softplus, best.

    Parameters
    ----------
    rate
        m.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    norm
        q.
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Bound on the derivative of the loss by the mode's weight, divided by its \|c\|.

    Raises
    ------
    DomainError
        If "best" cannot reach the rate.

    Notes
    -----
    Valid for any target; sharp where the kernel's error does not change its sign (q = 1).
    Source: Wang and Li (2024) [wang2024]_ for q = 1.

    Examples
    --------
    >>> [round(gradient_scale(0.01, map), 6) for map in ("direct", "exponential", "best")]
    [10000.0, 100.0, 19.949937]
    """
    slope = rate_slope(rate, reparameterization, scale=scale, offset=offset)
    return slope * rate_sensitivity(rate, norm)


@gradient_scale.reference
def _(
    rate: float,
    reparameterization: str,
    *,
    norm: float = 1.0,
    scale: float = 1.0,
    offset: float = 0.5,
) -> "mpmath.mpf":
    import mpmath

    slope = rate_slope.reference(rate, reparameterization, scale=scale, offset=offset)
    m, q = mpmath.mpf(rate), mpmath.mpf(norm)
    return slope * (mpmath.gamma(q + 1) / (q * m) ** (q + 1)) ** (1 / q)


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "the map called best; there q = 1"),
    valid="the pull per unit of c is to be proportional to the weight, in the L^q norm",
    formula=r"|f'| / |f|^{1 + 1/q} = 2 a q |w| \;\Rightarrow\; m = (a w^2 + b)^{-q}",
    accuracy=1e-12,
)
def equalizing_rate(
    weight: Weight, norm: Norm = 1.0, *, scale: MapScale = 1.0, offset: MapOffset = 0.5
) -> float:
    r"""Each loss has a best map of its own: m = (a w^2 + b)^-q for the L^q norm.

    .. math:: \frac{|f'|}{|f|^{1+1/q}} = 2aq|w| \quad\Rightarrow\quad m = (a w^2 + b)^{-q}

    q = 1 is the map "best"; q = 2 would be the one for white-noise inputs.

    Parameters
    ----------
    weight
        w.
    norm
        q.
    scale, offset
        a and b.

    Returns
    -------
    float
        m.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for every q >= 1. Source: for q = 1 Wang and Li (2024) [wang2024]_; the family is
    derived here.

    Examples
    --------
    >>> equalizing_rate(1.0, scale=1.5), equalizing_rate(1.0, 2.0, scale=1.5)
    (0.5, 0.25)
    """
    return float((scale * weight**2 + offset) ** -norm)


@equalizing_rate.derivation
def _() -> Derivation:
    import sympy

    w, a, b, q = sympy.symbols("weight scale offset norm", positive=True)
    rate, u = sympy.Function("m"), sympy.Function("u", positive=True)
    first = sympy.Eq(-rate(w).diff(w) / rate(w) ** 2, 2 * a * w)
    solved = sympy.dsolve(first, rate(w), ics={rate(0): 1 / b})
    # any q: u = m^(-1/q) has u' = -m'/(q m^(1 + 1/q))
    pull = -(u(w) ** -q).diff(w) / (u(w) ** -q) ** (1 + 1 / q)
    inner = sympy.simplify(sympy.powdenest(pull, force=True))
    second = sympy.dsolve(sympy.Eq(u(w).diff(w), 2 * a * w), u(w), ics={u(0): b})
    return Derivation(
        steps=(
            Step("The pull is to be 2 a w, in the L1 norm.", first),
            Step("Solved, with m = 1/b at w = 0: the map best.", solved),
            Step("Any norm, m = u^-q: the pull -m'/m^(1 + 1/q) becomes q u'.", inner),
            Step("So u' = 2 a w.", second),
        ),
        result=second.rhs**-q,
    )
