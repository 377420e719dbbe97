"""Discrete time: modes l^k, how strongly the loss pulls at l, and how it is curved."""

from typing import Any

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.stable_ssm._parameters import Coefficient, MapOffset, MapScale, Multiplier


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
    if offset * (1 - kept) > 1:
        rule = f'be >= 1 - 1/offset = {1 - 1 / offset:g} with the map "best"'
        raise refusal("discrete_best_curvature", "multiplier", rule, kept)
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
