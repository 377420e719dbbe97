"""Discrete time: modes l^k, how strongly the loss pulls at l, and how it is curved."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import (
    Coefficient,
    MapOffset,
    MapScale,
    Multiplier,
    Reparameterization,
)

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "gradient in discrete time"),
    valid="0 < l < 1",
    formula=r"\sum_{k \ge 1} k\, l^{k-1} = 1/(1-l)^2",
    accuracy=1e-13,
)
def discrete_rate_sensitivity(multiplier: Multiplier) -> float:
    r"""In discrete time a mode reacts to its multiplier like the square of its memory.

    .. math:: \sum_{k\ge0} |\partial_l\, l^k| = \frac1{(1-l)^2}

    Parameters
    ----------
    multiplier
        l, what the mode keeps in a step.

    Returns
    -------
    float
        Sum of the absolute derivatives.

    Raises
    ------
    DomainError
        If l does not lie between 0 and 1.

    Notes
    -----
    Valid for 0 < l < 1. "best" is then l = 1 - 1/(a w^2 + b), with b > 1/2 for \|l\| < 1 at every
    w. Source: Wang and Li (2024) [wang2024]_.

    Examples
    --------
    >>> discrete_rate_sensitivity(0.75)
    16.0
    """
    return 1 / (1 - multiplier) ** 2


@discrete_rate_sensitivity.derivation
def _() -> Derivation:
    import sympy

    multiplier = sympy.Symbol("multiplier", positive=True)
    memory = 1 / (1 - multiplier)
    value = sympy.factor(sympy.diff(memory, multiplier))
    return Derivation(
        steps=(
            Step("All terms are positive, so the sum is the derivative of the sum of l^k.", memory),
            Step("Differentiated.", value),
        ),
        result=value,
    )


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("wang2024", "bound on the gradient in discrete time"),
    valid="bounded inputs; best: b (1 - l) <= 1",
    formula=r"\frac{|f'|}{(1-f)^2} = \frac{1}{(1-l)^2},\quad \frac{l \ln(1/l)}{(1-l)^2},\quad "
    r"\frac{l}{1-l},\quad 2 \sqrt{a \Bigl(\frac{1}{1-l} - b\Bigr)}",
    accuracy=1e-11,
)
def discrete_gradient_scale(
    multiplier: Multiplier,
    reparameterization: Reparameterization,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""The pull at a weight in discrete time: the direct one grows with the square of the memory.

    .. math:: \frac{|f'|}{(1-f)^2} = \frac1{(1-l)^2},\quad \frac{l\ln(1/l)}{(1-l)^2},\quad
              \frac l{1-l},\quad 2\sqrt{a\Bigl(\frac1{1-l} - b\Bigr)} = 2a|w|

    for the maps l = w (direct), exp(-e^w), 1/(1 + e^w) (softplus), 1 - 1/(a w^2 + b) (best).

    Parameters
    ----------
    multiplier
        l, what the mode keeps in a step.
    reparameterization
        "direct", "exponential", "softplus" or "best".
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Bound on the derivative of the loss by the mode's weight, divided by its \|c\|.

    Raises
    ------
    DomainError
        If "best" cannot reach l: it stays above 1 - 1/b.

    Notes
    -----
    Valid for 0 < l < 1 and bounded inputs; sharp where the kernel's error keeps its sign.
    Source: Wang and Li (2024) [wang2024]_.

    Examples
    --------
    >>> [round(discrete_gradient_scale(0.99, map), 4) for map in ("direct", "softplus", "best")]
    [10000.0, 99.0, 19.9499]
    """
    if reparameterization == "direct":
        return discrete_rate_sensitivity(multiplier)
    lost = 1 - multiplier
    if reparameterization == "exponential":
        return -multiplier * math.log(multiplier) / lost**2
    if reparameterization == "softplus":
        return multiplier / lost
    _refuse_unreachable("discrete_gradient_scale", multiplier, offset)
    return 2 * math.sqrt(scale * (1 / lost - offset))


@discrete_gradient_scale.reference
def _(
    multiplier: float, reparameterization: str, *, scale: float = 1.0, offset: float = 0.5
) -> "mpmath.mpf":
    import mpmath

    a, b, kept = mpmath.mpf(scale), mpmath.mpf(offset), mpmath.mpf(multiplier)
    maps: dict[str, tuple[Callable[[Any], Any], Callable[[], Any]]] = {
        "direct": (lambda w: w, lambda: kept),
        "exponential": (
            lambda w: mpmath.exp(-mpmath.exp(w)),
            lambda: mpmath.log(-mpmath.log(kept)),
        ),
        "softplus": (lambda w: 1 / (1 + mpmath.exp(w)), lambda: mpmath.log(1 / kept - 1)),
        "best": (lambda w: 1 - 1 / (a * w**2 + b), lambda: mpmath.sqrt((1 / (1 - kept) - b) / a)),
    }
    map_, weight = maps[reparameterization]
    return abs(mpmath.diff(map_, weight())) / (1 - kept) ** 2


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", "white-noise loss in discrete time"),
    valid="one mode, no residual",
    formula=r"\frac{d^2 L}{d l^2} = \frac{2 c^2 (1 + l^2)}{(1 - l^2)^3}",
    accuracy=1e-12,
)
def discrete_curvature(multiplier: Multiplier, coefficient: Coefficient) -> float:
    r"""In discrete time the loss is curved like the cube of a mode's memory.

    .. math:: \frac{d^2}{dl^2} \sum_k c^2 (l^k - l_0^k)^2\Big|_{l_0 = l}
              = \frac{2 c^2 (1 + l^2)}{(1 - l^2)^3}

    Parameters
    ----------
    multiplier
        l, what the mode keeps in a step.
    coefficient
        c.

    Returns
    -------
    float
        Curvature in l.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid where the residual vanishes. Source: loss of Wang and Li (2024) [wang2024]_,
    curvature derived here.

    Examples
    --------
    >>> round(discrete_curvature(0.5, 0.7), 9)
    2.903703704
    """
    kept, c = multiplier, coefficient
    return 2 * c**2 * (1 + kept**2) / ((1 - kept) * (1 + kept)) ** 3


@discrete_curvature.derivation
def _() -> Derivation:
    import sympy

    kept, c = sympy.symbols("multiplier coefficient", positive=True)
    q, value = _sum_of_squares()
    curvature = sympy.factor(2 * c**2 * value.subs(q, kept**2) / kept**2)
    return Derivation(
        steps=(
            Step("Derivative of l^k is k l^(k-1): the sum of k^2 q^k, with q = l^2.", value),
            Step("Divided by q, times 2 c^2.", curvature),
        ),
        result=curvature,
    )


@law(
    kind=Kind.EXACT,
    source=Source("wang2024", 'map "best" in discrete time, l = 1 - 1/(a w^2 + b)'),
    valid="one mode, no residual, b (1 - l) <= 1",
    formula=r"\frac{d^2 L}{d w^2} = \frac{8 a c^2 [1 - b(1-l)] (1 + l^2)}{(1 + l)^3}",
    accuracy=1e-12,
)
def discrete_best_curvature(
    multiplier: Multiplier,
    coefficient: Coefficient,
    *,
    scale: MapScale = 1.0,
    offset: MapOffset = 0.5,
) -> float:
    r"""With the map "best" the curvature stays bounded however long a mode remembers.

    .. math:: l = 1 - \frac1{a w^2 + b}: \qquad
              \frac{d^2 L}{d w^2} = \frac{8ac^2[1 - b(1-l)](1+l^2)}{(1+l)^3}
              \to 2ac^2 \quad (l \to 1)

    Parameters
    ----------
    multiplier
        l, what the mode keeps in a step.
    coefficient
        c.
    scale, offset
        a and b of "best".

    Returns
    -------
    float
        Curvature in w.

    Raises
    ------
    DomainError
        If "best" cannot reach l: it stays above 1 - 1/b.

    Notes
    -----
    Valid where the residual vanishes. Source: map of Wang and Li (2024) [wang2024]_,
    curvature derived here.

    Examples
    --------
    >>> round(discrete_best_curvature(0.99, 0.7), 12)
    0.98002474685
    """
    kept, c = multiplier, coefficient
    _refuse_unreachable("discrete_best_curvature", kept, offset)
    return 8 * scale * c**2 * (1 - offset * (1 - kept)) * (1 + kept**2) / (1 + kept) ** 3


@discrete_best_curvature.derivation
def _() -> Derivation:
    import sympy

    kept, c, a, b, w = sympy.symbols("multiplier coefficient scale offset w", positive=True)
    q, value = _sum_of_squares()
    map_ = 1 - 1 / (a * w**2 + b)
    weight = sympy.sqrt((1 / (1 - kept) - b) / a)
    slope = sympy.factor(sympy.simplify(sympy.diff(map_, w).subs(w, weight) ** 2))
    curvature = sympy.factor(2 * c**2 * value.subs(q, kept**2) / kept**2 * slope)
    return Derivation(
        steps=(
            Step("The sum of k^2 q^k, with q = l^2.", value),
            Step("Slope of the map, squared.", slope),
            Step("Curvature in l times that.", curvature),
            Step("Its limit as the mode remembers for ever.", sympy.limit(curvature, kept, 1)),
        ),
        result=curvature,
    )


def _sum_of_squares() -> tuple[Any, Any]:
    """The symbol q and sum_k k^2 q^k, from the geometric series."""
    import sympy

    q = sympy.Symbol("q", positive=True)
    once = q * sympy.diff(1 / (1 - q), q)
    return q, sympy.factor(q * sympy.diff(once, q))


def _refuse_unreachable(where: str, multiplier: float, offset: float) -> None:
    if offset * (1 - multiplier) > 1:
        rule = f'be >= 1 - 1/offset = {1 - 1 / offset:g} with the map "best"'
        raise refusal(where, "multiplier", rule, multiplier)
