"""What the radius alone decides: how fast gradients vanish."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt, Lt

from netbounds.domains import Symbol, Typical, check
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import (
    StableRadius,
    StepNumber,
)

if TYPE_CHECKING:
    import flint

Tolerance = Annotated[
    float, Gt(0), Lt(1), Symbol(r"\varepsilon", "what is left of a gradient when it is forgotten"),
    Typical(1e-6, 0.9),
]  # fmt: skip


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("haagerup2000", "powers of R-diagonal elements"),
    valid="n -> infinity at fixed k; linear units",
    formula=r"\tfrac1n E\,\|W^k\|_F^2 = \rho^{2k}",
    error="O(k^2/n) relative: 0.3 % at n = 256, k = 4",
)
def gradient_decay(radius: StableRadius, steps: StepNumber) -> float:
    r"""Squared gradients decay by the squared radius per step, whatever the norm.

    .. math:: \tfrac1n E\,\|W^k\|_F^2 = \rho^{2k}, \qquad \rho^2 = (1-s)\,\tau^2(f)

    Parameters
    ----------
    radius
        rho, see `recurrent_radius`.
    steps
        k, steps through which the gradient is propagated.

    Returns
    -------
    float
        Mean squared size per unit; relative error below 1e-12.

    Raises
    ------
    DomainError
        If the radius does not lie in (0, 1), or k < 0.

    Notes
    -----
    Valid when n is large against k^2. Source: Haagerup and Larsen (2000) [haagerup2000]_.

    Examples
    --------
    >>> gradient_decay(0.5, 3)
    0.015625
    """
    return float(radius ** (2 * steps))


@gradient_decay.enclosure
def _(radius: float, steps: int) -> "flint.arb":
    import flint

    return flint.arb(radius) ** (2 * int(steps))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("haagerup2000", "powers of R-diagonal elements"),
    valid="n -> infinity; linear units",
    formula=r"T_\varepsilon = \ln\varepsilon / \ln\rho",
    error="as that of the radius, divided by |ln rho|",
)
def memory_horizon(radius: StableRadius, tolerance: Tolerance) -> float:
    r"""A gradient is forgotten after ln(eps) / ln(rho) steps.

    .. math:: T_\varepsilon:\quad \rho^{T_\varepsilon} = \varepsilon

    Parameters
    ----------
    radius
        rho.
    tolerance
        eps, what is left of its root mean square.

    Returns
    -------
    float
        Steps, not rounded. The inverse gives the radius for a wanted horizon.

    Raises
    ------
    DomainError
        If one of them does not lie in (0, 1).

    Notes
    -----
    Valid when n is large. Source: `gradient_decay`; Haagerup and Larsen (2000) [haagerup2000]_.

    Examples
    --------
    >>> round(memory_horizon(0.9, 0.01), 3)
    43.709
    """
    return math.log(tolerance) / math.log(radius)


@memory_horizon.derivation
def _() -> Derivation:
    import sympy

    radius, tolerance = sympy.symbols("radius tolerance", positive=True)
    t = sympy.Symbol("T", positive=True)
    left = sympy.Eq(sympy.log(radius**t, evaluate=False), sympy.log(tolerance))
    expanded = sympy.Eq(sympy.expand_log(left.lhs, force=True), left.rhs)
    found = sympy.solve(expanded, t)[0]
    return Derivation(
        steps=(
            Step("The root mean square gradient after T steps is what is left.", left),
            Step("In logarithms:", expanded),
            Step("Solved.", found),
        ),
        result=found,
    )


@memory_horizon.inverse
def _(horizon: float, *, tolerance: Tolerance) -> float:
    """The spectral radius that forgets after the given number of steps."""
    where = "memory_horizon.inverse"
    check(where, "horizon", horizon, Annotated[float, Gt(0)])
    check(where, "tolerance", tolerance, Tolerance)
    return math.exp(math.log(tolerance) / horizon)
