"""The first step of a trial in closed form: before any recurrent input has arrived.

From rest, x(1) = s dt with s uniform on (-1, 1), whatever the weights are. The moments of the
rate there anchor every later computation.
"""

from typing import Any

import numpy as np

from netbounds.domains import TimeStep
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.sparse_rnn_classification.activation import shifted_tanh


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "Methods; first step from rest, inputs uniform on (-1, 1)"),
    valid="any weights; input on in step 1; 0 < dt <= 1",
    formula=r"\bar r(1) = \frac{\ln\cosh(\Delta t-\frac12)-\ln\cosh\frac12+\Delta t\tanh\frac12}"
    r"{2\Delta t\,(1+\tanh\frac12)}",
    accuracy=1e-12,
)
def first_step_mean_rate(dt: TimeStep) -> float:
    r"""After one step the mean rate is set by the input alone, not by the weights.

    .. math:: \bar r(1) = \tfrac12\int_0^1 \phi(s\,\Delta t)\,ds
              = \frac{\ln\cosh(\Delta t-\frac12)-\ln\cosh\frac12+\Delta t\tanh\frac12}
                     {2\Delta t\,(1+\tanh\frac12)}

    Parameters
    ----------
    dt : float
        Time step in units of the neurons' time constant.

    Returns
    -------
    float
        Mean rate over neurons and patterns after step 1.

    Notes
    -----
    Valid when: The trial starts at rest with the input on, inputs uniform on (-1, 1).

    Source: turcu2022 (model); derived here.

    Examples
    --------
    >>> round(first_step_mean_rate(0.1), 13)
    0.0138521531446
    """
    return _moment(dt, rate_power=1, input_power=0)


@first_step_mean_rate.derivation
def _() -> Derivation:
    import sympy as sp

    dt = sp.Symbol("dt", positive=True)
    s = sp.Symbol("s", positive=True)
    half = sp.Rational(1, 2)
    rate = (sp.tanh(dt * s - half) + sp.tanh(half)) / (1 + sp.tanh(half))
    # sympy integrates tanh(u) after the substitution u = dt s - 1/2
    u = sp.Symbol("u", real=True)
    primitive = sp.log(sp.cosh(u))
    checked = sp.simplify(sp.diff(primitive, u) - sp.tanh(u))
    integral = (primitive.subs(u, dt - half) - primitive.subs(u, -half)) / dt
    mean = (integral + sp.tanh(half)) / (2 * (1 + sp.tanh(half)))
    return Derivation(
        steps=(
            Step("Half of the neurons are driven upwards, to the rate:", rate),
            Step("A primitive of tanh is ln cosh:", sp.Eq(primitive.diff(u) - sp.tanh(u), checked)),
            Step("Averaged over s in (0, 1), times one half:", mean),
        ),
        result=mean,
    )


@first_step_mean_rate.enclosure
def _(dt: float) -> Any:
    return _ball_moment(dt, rate_power=1, input_power=0)


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "Methods; first step from rest, inputs uniform on (-1, 1)"),
    valid="any weights; input on in step 1; 0 < dt <= 1",
    formula=r"q(1) = \tfrac12\int_0^1\phi(s\,\Delta t)^2\,ds",
    accuracy=1e-12,
)
def first_step_second_moment(dt: TimeStep) -> float:
    r"""After one step the mean squared rate is set by the input alone.

    .. math:: q(1) = \tfrac12\int_0^1\phi(s\Delta t)^2 ds = \frac{(1+c^2)\Delta t
              - \tanh(\Delta t-\frac12) - c + 2c\,[\ln\cosh(\Delta t-\frac12)-\ln\cosh\frac12]}
              {2\Delta t\,(1+c)^2}, \quad c = \tanh\tfrac12 .

    Parameters
    ----------
    dt : float
        Time step in units of the neurons' time constant.

    Returns
    -------
    float
        Mean squared rate over neurons and patterns after step 1.

    Notes
    -----
    Valid when: The trial starts at rest with the input on, inputs uniform on (-1, 1).

    Source: turcu2022 (model); derived here.

    Examples
    --------
    >>> round(first_step_second_moment(0.1), 14)
    0.00051541353543
    """
    return _moment(dt, rate_power=2, input_power=0)


@first_step_second_moment.derivation
def _() -> Derivation:
    import sympy as sp

    dt = sp.Symbol("dt", positive=True)
    u = sp.Symbol("u", real=True)
    half = sp.Rational(1, 2)
    c = sp.tanh(half)
    squared = (sp.tanh(u) + c) ** 2
    primitive = u - sp.tanh(u) + 2 * c * sp.log(sp.cosh(u)) + c**2 * u
    remainder = sp.simplify(sp.expand(sp.diff(primitive, u) - squared))
    moment = (primitive.subs(u, dt - half) - primitive.subs(u, -half)) / (2 * dt * (1 + c) ** 2)
    return Derivation(
        steps=(
            Step("The squared rate at u = s dt - 1/2, times (1 + tanh 1/2)^2:", squared),
            Step("Its primitive:", primitive),
            Step("The derivative of the primitive less the squared rate is:", remainder),
            Step("Averaged over s in (0, 1), times one half:", moment),
        ),
        result=moment,
    )


@first_step_second_moment.enclosure
def _(dt: float) -> Any:
    return _ball_moment(dt, rate_power=2, input_power=0)


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "Methods; first step from rest, inputs uniform on (-1, 1)"),
    valid="any weights; input on in step 1; 0 < dt <= 1",
    formula=r"m(1) = \tfrac12\int_0^1 s\,\phi(s\,\Delta t)\,ds",
    accuracy=1e-12,
)
def first_step_overlap(dt: TimeStep) -> float:
    r"""After one step the rates overlap with the pattern by an amount that no weight changes.

    .. math:: m(1) = \tfrac12\int_0^1 s\,\phi(s\,\Delta t)\,ds

    which is a dilogarithm.

    Parameters
    ----------
    dt : float
        Time step in units of the neurons' time constant.

    Returns
    -------
    float
        Mean over neurons of input times rate after step 1.

    Notes
    -----
    Valid when: The trial starts at rest with the input on, inputs uniform on (-1, 1).

    Source: turcu2022 (model); derived here.

    Examples
    --------
    >>> round(first_step_overlap(0.1), 13)
    0.0092680277315
    """
    return _moment(dt, rate_power=1, input_power=1)


@first_step_overlap.enclosure
def _(dt: float) -> Any:
    return _ball_moment(dt, rate_power=1, input_power=1)


def _moment(dt: float, *, rate_power: int, input_power: int) -> float:
    """Gauss-Legendre, exact to rounding: the rate is analytic far beyond the interval.

    The closed forms of the derivations lose all digits to cancellation as dt -> 0.
    """
    nodes, weights = np.polynomial.legendre.leggauss(24)
    inputs = (nodes + 1) / 2
    values = [s**input_power * shifted_tanh(dt * s) ** rate_power for s in inputs.tolist()]
    return float(weights @ values) / 4


def _ball_moment(dt: float, *, rate_power: int, input_power: int) -> Any:
    from flint import acb, arb

    step = acb(dt)
    c = acb(0.5).tanh()

    def integrand(s: Any, _: bool) -> Any:
        rate = ((step * s - acb(0.5)).tanh() + c) / (1 + c)
        return s**input_power * rate**rate_power

    return arb(acb.integral(integrand, 0, 1).real) / 2
