"""What is certain about a closed loop, or bounds how often it is stable."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt, Lt
from scipy.special import ndtr, ndtri

from netbounds.domains import Symbol, Typical, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import (
    FeedbackStrength,
    Norm,
    Plant,
    StableRadius,
)

if TYPE_CHECKING:
    import flint
    import mpmath

ContractingNorm = Annotated[
    float, Gt(0), Lt(1), Symbol(r"\|W\|", "spectral norm of the recurrent weights"),
    Typical(0.05, 0.95),
]  # fmt: skip


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("tumma2024", "closed-loop setting; the law is derived here"),
    valid="the limit of large n",
    formula=r"\Pr(\text{stable}) \le \Phi\Bigl(\frac{(1-A)\sqrt{1-\rho^2}}{\kappa_b}\Bigr)",
)
def loop_stability_bound(
    plant: Plant, feedback_strength: FeedbackStrength, radius: StableRadius
) -> float:
    r"""A loop cannot be stable if constant feedback alone already makes it drift away.

    .. math:: \Pr(\text{stable}) \le \Phi\Bigl(\frac{(1-A)\sqrt{1-\rho^2}}{\kappa_b}\Bigr)

    1 - A - G(1) must be positive, and the static gain G(1) of the controller is Gaussian of
    variance kappa_b^2 / (1 - rho^2). Nearly sharp for weak feedback.

    Parameters
    ----------
    plant, feedback_strength, radius
        A >= 0, kappa_b and rho.

    Returns
    -------
    float
        Upper bound on `loop_stability_probability`.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid in the limit of large n, where the coefficients are Gaussian. Source: [tumma2024]_ for the
    setting.

    Examples
    --------
    >>> round(loop_stability_bound(0.9, 0.05, 0.5), 3)
    0.958
    """
    if feedback_strength == 0:
        return 1.0
    room = (1 - plant) * math.sqrt((1 - radius) * (1 + radius))
    return float(ndtr(room / feedback_strength))


@loop_stability_bound.derivation
def _() -> Derivation:
    import sympy

    plant, strength, radius = sympy.symbols("plant feedback_strength radius", positive=True)
    z, g, x = sympy.symbols("z G x", real=True)
    loop = z - plant - g
    at_one = loop.subs(z, 1)
    variance = sympy.Symbol("V", positive=True)
    again = sympy.Eq(variance, strength**2 + radius**2 * variance)
    spread = sympy.solve(again, variance)[0]
    density = sympy.exp(-(x**2) / 2) / sympy.sqrt(2 * sympy.pi)
    room = sympy.Symbol("b", positive=True)
    below = sympy.integrate(density, (x, -sympy.oo, room))
    result = below.subs(room, (1 - plant) / sympy.sqrt(spread))
    return Derivation(
        steps=(
            Step("Roots of this are the loop's eigenvalues; far out on the real axis it is "
                 "positive.", loop),
            Step("If it is negative here, a root lies beyond 1.", at_one),
            Step("G(1) is a sum of independent terms of variance kappa_b^2 rho^(2k).", again),
            Step("Its variance.", spread),
            Step("Probability that a Gaussian lies below b of its standard deviations.", below),
            Step("With the room that the plant leaves.", result),
        ),
        result=result,
    )  # fmt: skip


@loop_stability_bound.reference
def _(plant: float, feedback_strength: float, radius: float) -> "mpmath.mpf":
    import mpmath

    if feedback_strength == 0:
        return mpmath.mpf(1)
    rho = mpmath.mpf(radius)
    room = (1 - mpmath.mpf(plant)) * mpmath.sqrt(1 - rho**2) / mpmath.mpf(feedback_strength)
    return mpmath.ncdf(room)


@loop_stability_bound.inverse
def strongest_feedback(probability: float, *, plant: Plant, radius: StableRadius) -> float:
    """The feedback above which a loop is stable less often than wanted, whatever else holds.

    Parameters
    ----------
    probability
        Wanted probability of stability, between 1/2 and 1.
    plant, radius
        A and rho.

    Raises
    ------
    DomainError
        If the probability does not lie strictly between 1/2 and 1.

    Notes
    -----
    Source: `loop_stability_bound`, solved for kappa_b.

    Examples
    --------
    >>> round(strongest_feedback(0.9, plant=0.9, radius=0.5), 4)
    0.0676
    """
    if not 0.5 < probability < 1:
        raise refusal("strongest_feedback", "probability", "be > 1/2 and < 1", probability)
    room = (1 - plant) * math.sqrt((1 - radius) * (1 + radius))
    return room / float(ndtri(probability))


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("zames1966", "small-gain theorem"),
    valid="any matrices with ||W|| < 1 and |A| < 1; the loop is stable where it is below 1",
    formula=r"\max_{|z| = 1} \Bigl|\frac{K (z - W)^{-1} B}{z - A}\Bigr| \le"
    r" \frac{\|K\|\,\|B\|}{(1-\|W\|)(1-|A|)}",
)
def loop_gain_bound(
    plant: Plant, norm: ContractingNorm, input_norm: Norm, readout_norm: Norm
) -> float:
    r"""A loop whose gain stays below 1 at every frequency is stable.

    .. math:: \max_{|z| = 1} \Bigl|\frac{K (z - W)^{-1} B}{z - A}\Bigr|
              \le \frac{\|K\|\,\|B\|}{(1-\|W\|)(1-|A|)}

    Rigorous at every n, with norms where the probability above has the radius: the price of
    certainty.

    Parameters
    ----------
    plant
        Modulus of A, below 1.
    norm
        Norm of W, below 1.
    input_norm, readout_norm
        Norms of B, which drives the controller, and of K, which reads it.

    Returns
    -------
    float
        Bound on the loop's gain; the loop is certainly stable if it is below 1.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain; nothing is certain when the norm is 1 or more.

    Notes
    -----
    Valid for any matrices. Source: Zames (1966) [zames1966]_.

    Examples
    --------
    >>> round(loop_gain_bound(0.5, 0.5, 1.0, 0.2), 12)
    0.8
    """
    return readout_norm * input_norm / ((1 - norm) * (1 - plant))


@loop_gain_bound.enclosure
def _(plant: float, norm: float, input_norm: float, readout_norm: float) -> "flint.arb":
    import flint

    room = (1 - flint.arb(norm)) * (1 - flint.arb(plant))
    return flint.arb(readout_norm) * flint.arb(input_norm) / room
