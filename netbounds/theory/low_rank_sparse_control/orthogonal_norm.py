"""Masks raise the norm of orthogonal weights: closed forms, and the maximum."""

import math
from typing import TYPE_CHECKING

from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import RankFraction, Sparsity

if TYPE_CHECKING:
    import flint
    import sympy


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("dozier2007", "Theorem 1.1: the edge of the spectrum, solved for one signal"),
    valid="n -> infinity, (1 - s) n >> ln n, full rank",
    formula=r"\|W\|^2 = (u + x)\Bigl(1 + \frac{x - v}{2u}\Bigr)^2,\ "
    r"x = \tfrac12\bigl(v + \sqrt{v^2 + 8uv}\bigr),\ u = (1-s)^2,\ v = s(1-s)",
    error="O(n^(-2/3)), below: 3.3 % at n = 64, 1 % at n = 256",
)
def masked_orthogonal_norm(sparsity: Sparsity) -> float:
    r"""The norm of a masked orthogonal matrix rises from 1 to sqrt(2), and falls only then.

    .. math:: \|W\|^2 = (u + x)\Bigl(1 + \frac{x - v}{2u}\Bigr)^2, \qquad
              x = \tfrac12\bigl(v + \sqrt{v^2 + 8uv}\bigr)

    with signal u = (1-s)^2 and noise v = s(1-s). The maximum, sqrt(2), lies at s = 1/4; the norm is
    back at 1 only at s = 0.7369..., a root of 32 s^3 - 80 s^2 + 85 s - 32. The spectral radius,
    sqrt(1 - s), falls all the while.

    Parameters
    ----------
    sparsity
        s.

    Returns
    -------
    float
        Norm of W; relative error below 1e-14.

    Raises
    ------
    DomainError
        If s does not lie in [0, 1).

    Notes
    -----
    Valid when n is large, as `recurrent_norm`, of which it is the case f = 1. Source: Dozier and
    Silverstein (2007) [dozier2007]_ for the spectrum.

    Examples
    --------
    >>> round(masked_orthogonal_norm(0.5), 12)  # 3 sqrt(3) / 4
    1.299038105677
    >>> round(masked_orthogonal_norm(0.25) ** 2, 12)
    2.0
    """
    u, v = (1 - sparsity) ** 2, sparsity * (1 - sparsity)
    root = math.sqrt(v) + math.sqrt(v + 8 * u)
    return math.sqrt(u + math.sqrt(v) * root / 2) * (1 + 2 * math.sqrt(v) / root)


@masked_orthogonal_norm.derivation
def _() -> Derivation:
    import sympy

    s = sympy.Symbol("sparsity", positive=True)
    u, v, x = sympy.symbols("u v x", positive=True)
    size = (u + x) * (1 + v / x) ** 2
    flat = sympy.factor(sympy.diff(size, x) * x**3 / (x + v))
    gap = next(root for root in sympy.solve(flat, x) if root.subs({u: 1, v: 1}) > 0)
    # v/x = (x - v)/(2u) at the minimum; so nothing is divided by a gap that closes
    short = (u + x) * (1 + (x - v) / (2 * u)) ** 2
    square = short.subs(x, gap).subs({u: (1 - s) ** 2, v: s * (1 - s)})
    at_quarter = sympy.simplify(square.subs(s, sympy.Rational(1, 4)))
    slope = sympy.simplify(sympy.diff(square, s).subs(s, sympy.Rational(1, 4)))
    crossing = _cubic(sympy.numer(sympy.together(size - 1)), flat, x, {u: (1 - s) ** 2,
                      v: s * (1 - s)})  # fmt: skip
    return Derivation(
        steps=(
            Step("One signal u in noise v: w (1 + v G)^2 with G = 1/(w - u), x = w - u.", size),
            Step("Its slope vanishes where this does.", flat),
            Step("The gap between signal and edge.", gap),
            Step("There v/x = (x - v)/(2u), so the squared norm is:", short),
            Step("At s = 1/4 it is 2 ...", at_quarter),
            Step("... and its slope is 0: the maximum.", slope),
            Step("Norm 1: the resultant with the condition of the minimum has this factor.",
                 crossing),
        ),
        result=sympy.sqrt(square),
    )  # fmt: skip


def _cubic(
    size: "sympy.Expr",
    flat: "sympy.Expr",
    x: "sympy.Symbol",
    known: "dict[sympy.Symbol, sympy.Expr]",
) -> "sympy.Expr":
    """The factor of the resultant whose only real root lies inside (0, 1)."""
    import sympy

    s = sympy.Symbol("sparsity", positive=True)
    resultant = sympy.resultant(size.subs(known), flat.subs(known), x)
    factors = [factor for factor, _ in sympy.factor_list(resultant)[1]]
    return next(f for f in factors if sympy.Poly(f, s).degree() == 3)


@masked_orthogonal_norm.enclosure
def _(sparsity: float) -> "flint.arb":
    import flint

    s = flint.arb(sparsity)
    if sparsity == 0:
        return flint.arb(1)
    u, v = (1 - s) ** 2, s * (1 - s)
    x = (v + (v**2 + 8 * u * v).sqrt()) / 2
    return (u + x).sqrt() * (x + v) / x


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("dozier2007", "Theorem 1.1: the edge of the spectrum, expanded"),
    valid="orthogonal weights, n -> infinity, s << f^2",
    formula=r"\|W\| = 1 + f\sqrt{2s}",
    error="O(s): at s = 1e-4 less than 1e-4",
)
def lightly_masked_norm(rank_fraction: RankFraction, sparsity: Sparsity) -> float:
    r"""The first lost synapses raise the norm of orthogonal weights with infinite slope.

    .. math:: \|W\| = 1 + f\sqrt{2s} + O(s)

    so every rank fraction f > 0 leaves the unit norm, roughly until s = 2 f^2, while the spectral
    radius falls.

    Parameters
    ----------
    rank_fraction, sparsity
        f and s.

    Returns
    -------
    float
        The norm to order sqrt(s).

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when s is small against f^2; otherwise use `recurrent_norm`. Source: Dozier and
    Silverstein (2007) [dozier2007]_ for the spectrum.

    Examples
    --------
    >>> round(lightly_masked_norm(0.5, 0.02), 12)
    1.1
    """
    return 1 + rank_fraction * math.sqrt(2 * sparsity)


@lightly_masked_norm.derivation
def _() -> Derivation:
    import sympy

    f, s = sympy.symbols("rank_fraction sparsity", positive=True)
    root, c = sympy.symbols("e c", positive=True)  # e = sqrt(s), gap x = c e
    u, v, x = (1 - root**2) ** 2, root**2 * (1 - root**2) * f, c * root
    size = (u + x) * (1 + v * (f / x + (1 - f) / (u + x))) ** 2
    order = sympy.limit(sympy.together((size - 1) / root), root, 0)
    best = sympy.solve(sympy.diff(order, c), c)[0]
    least = sympy.simplify(order.subs(c, best))
    result = 1 + least / 2 * sympy.sqrt(s)
    return Derivation(
        steps=(
            Step("The squared norm is the least of this over the gap x = c e, e = sqrt(s).", size),
            Step("It exceeds 1 in first order of e by:", order),
            Step("Least at this c.", best),
            Step("There it is:", least),
            Step("The norm, half as much above 1.", result),
        ),
        result=result,
    )
