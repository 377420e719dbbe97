"""What the radius alone decides: noise, resonance, and the answer to a kick."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt

from netbounds.domains import check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import (
    Distance,
    FeedbackStrength,
    StableRadius,
    StepNumber,
)
from netbounds.theory.low_rank_sparse_control.gradients import gradient_decay

if TYPE_CHECKING:
    import flint


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("haagerup2000", "powers of R-diagonal elements, summed"),
    valid="n -> infinity, rho < 1; linear units, unit white noise on each",
    formula=r"\tfrac1n \mathrm{tr}\,C = \frac{1}{1-\rho^2}",
    error="O(1/n) relative; 0.3 % at n = 256, rho = .76",
)
def stationary_variance(radius: StableRadius) -> float:
    r"""Noise of unit variance builds up to 1/(1 - rho^2) in every unit.

    .. math:: \tfrac1n \mathrm{tr}\,C = \sum_k \tfrac1n E\,\|W^k\|_F^2 = \frac1{1 - \rho^2}

    Parameters
    ----------
    radius
        rho.

    Returns
    -------
    float
        Variance per unit; relative error below 1e-15 (1 - rho).

    Raises
    ------
    DomainError
        If the radius does not lie in (0, 1): from 1 on the noise grows without bound.

    Notes
    -----
    Valid when n is large; C solves C = W C W^T + 1. Source: Haagerup and Larsen (2000)
    [haagerup2000]_ for each power.

    Examples
    --------
    >>> round(stationary_variance(0.5), 12)
    1.333333333333
    """
    return 1 / ((1 - radius) * (1 + radius))


@stationary_variance.derivation
def _() -> Derivation:
    import sympy

    radius = sympy.Symbol("radius", positive=True)
    k = sympy.Symbol("k", integer=True, nonnegative=True)
    last = sympy.Symbol("K", integer=True, positive=True)
    partial = sympy.Sum(radius ** (2 * k), (k, 0, last))
    # the finite sum for radius^2 = q, then q^(K+1) -> 0
    q = sympy.Symbol("q", positive=True)
    closed = sympy.simplify((1 - q ** (last + 1)) / (1 - q))
    step = sympy.simplify(closed.subs(last, last + 1) - closed - q ** (last + 1))
    result = closed.subs(q ** (last + 1), 0).subs(q, radius**2)
    return Derivation(
        steps=(
            Step("Noise of k steps ago arrives with mean square rho^(2k).", partial),
            Step("The sum has this closed form, q = rho^2.", closed),
            Step("One term more adds q^(K+1): no difference.", step),
            Step("The last power vanishes.", result),
        ),
        result=result,
    )


@stationary_variance.inverse
def _(variance: float) -> float:
    """The radius at which unit noise builds up to the given variance."""
    where = "stationary_variance.inverse"
    check(where, "variance", variance, Annotated[float, Gt(1)])
    return math.sqrt((variance - 1) / variance)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("haagerup2000", "powers of R-diagonal elements, summed"),
    valid="n -> infinity, |z| > rho",
    formula=r"E\,\|(z - W)^{-1} u\|^2 = \frac{1}{|z|^2 - \rho^2},\quad \|u\| = 1",
    error="O(1/n) relative at fixed |z|/rho: 1.5 % at n = 256, |z|^2 = 2 rho^2",
)
def resolvent_gain(distance: Distance, radius: StableRadius) -> float:
    r"""An input of frequency z is amplified by 1/(|z|^2 - rho^2), the same in all directions.

    .. math:: E\,\|(z - W)^{-1} u\|^2 = \sum_k \frac{\rho^{2k}}{|z|^{2k+2}}
              = \frac1{|z|^2 - \rho^2}, \qquad \|u\| = 1

    Parameters
    ----------
    distance
        Modulus of z; 1 for a steady oscillation.
    radius
        rho, below the modulus of z.

    Returns
    -------
    float
        Mean squared length of the response.

    Raises
    ------
    DomainError
        If the modulus of z is not above rho, or the radius does not lie in (0, 1).

    Notes
    -----
    Valid when n is large. Needs Haar matrices: the Q of a QR decomposition as LAPACK leaves it is
    not one, and gives 11 % less at z = 1 (full rank, s = 0.5, n = 128). Source: Haagerup and
    Larsen (2000) [haagerup2000]_.

    Examples
    --------
    >>> round(resolvent_gain(1.0, 0.5), 12)
    1.333333333333
    """
    if distance <= radius:
        rule = f"be > radius = {radius:g}"
        raise refusal("resolvent_gain", "distance", rule, distance, "the spectrum reaches so far")
    return 1 / ((distance - radius) * (distance + radius))


@resolvent_gain.derivation
def _() -> Derivation:
    import sympy

    distance, radius = sympy.symbols("distance radius", positive=True)
    gain = sympy.Symbol("g", positive=True)
    # the sum of rho^(2k) / |z|^(2k+2) repeats itself after its first term
    again = sympy.Eq(gain, 1 / distance**2 + radius**2 / distance**2 * gain)
    found = sympy.factor(sympy.solve(again, gain)[0])
    return Derivation(
        steps=(
            Step("The k-th power adds rho^(2k) / |z|^(2k+2); the sum repeats itself.", again),
            Step("Solved.", found),
            Step("On the unit circle it is the variance that noise builds up.",
                 found.subs(distance, 1)),
        ),
        result=found,
    )  # fmt: skip


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("haagerup2000", "powers of R-diagonal elements"),
    valid="n -> infinity at fixed k; Gaussian B of unit variance, K of variance kappa_b^2 / n",
    formula=r"E\,(K W^k B)^2 = \kappa_b^2\,\rho^{2k}",
    error="O(k^2/n) relative",
)
def impulse_response_power(
    feedback_strength: FeedbackStrength, radius: StableRadius, steps: StepNumber
) -> float:
    r"""A random controller answers a kick k + 1 steps later with variance kappa_b^2 rho^(2k).

    .. math:: E\,(K W^k B)^2 = \frac{\kappa_b^2}{n}\,E\,\|W^k\|_F^2 = \kappa_b^2 \rho^{2k}

    Answers at different delays are independent Gaussian numbers in the limit, so the controller's
    transfer function knows rank, sparsity and initialisation through rho alone.

    Parameters
    ----------
    feedback_strength
        kappa_b >= 0.
    radius, steps
        rho and k.

    Returns
    -------
    float
        Variance of the k-th coefficient.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when n is large against k^2. Source: `gradient_decay`; Haagerup and Larsen (2000)
    [haagerup2000]_.

    Examples
    --------
    >>> impulse_response_power(0.5, 0.5, 2)
    0.015625
    """
    return feedback_strength**2 * float(gradient_decay(radius, steps))


@impulse_response_power.enclosure
def _(feedback_strength: float, radius: float, steps: int) -> "flint.arb":
    import flint

    return flint.arb(feedback_strength) ** 2 * flint.arb(radius) ** (2 * int(steps))
