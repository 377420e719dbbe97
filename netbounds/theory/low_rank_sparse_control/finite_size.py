"""Where the outermost eigenvalue lies at finite size."""

import functools
import math
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge

from netbounds.domains import Symbol, Typical, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.information_flow.ginibre import ginibre_mean_radius
from netbounds.theory.low_rank_sparse_control._domains import (
    Initialisation,
    Sparsity,
    UnitCount,
)
from netbounds.theory.low_rank_sparse_control.radius import recurrent_radius
from netbounds.theory.low_rank_sparse_control.truncated_unitary import (
    truncated_unitary_mean_radius,
)

if TYPE_CHECKING:
    import flint

FewUnits = Annotated[int, Ge(1), Symbol("n", "recurrent units"), Typical(1, 3)]
LowRank = Annotated[int, Ge(1), Symbol("r", "rank before masking"), Typical(1, 3)]


@law(
    kind=Kind.EXACT,
    source=Source("tumma2024", "parametrisation by rank and sparsity, r = 1"),
    valid="real orthogonal weights of rank 1 without a mask, any n",
    formula=r"E[\rho] = \frac{\Gamma(n/2)}{\sqrt\pi\;\Gamma((n+1)/2)}",
)
def rank_one_mean_radius(n: UnitCount) -> float:
    r"""Rank one: the only eigenvalue is one coordinate of a random direction.

    .. math:: E[\rho] = E|p^T Q p| = \frac{\Gamma(n/2)}{\sqrt\pi\;\Gamma((n+1)/2)}

    Parameters
    ----------
    n
        Recurrent units.

    Returns
    -------
    float
        Mean modulus; relative error below 1e-12. About sqrt(2 / (pi n)).

    Raises
    ------
    DomainError
        If n < 1.

    Notes
    -----
    Valid at every n. Source: elementary, for the weights of [tumma2024]_.

    Examples
    --------
    >>> round(rank_one_mean_radius(64), 12)
    0.100125908175
    """
    from scipy.special import poch

    return 1 / (math.sqrt(math.pi) * float(poch(n / 2, 0.5)))


@rank_one_mean_radius.derivation
def _() -> Derivation:
    import sympy

    n = sympy.Symbol("n", positive=True)
    m = sympy.Symbol("m", positive=True)  # (n - 1)/2, the exponent of the density plus one
    x = sympy.Symbol("x", positive=True)
    density = (1 - x**2) ** (m - 1)
    one = sympy.Symbol("y", positive=True)  # x^2
    whole = (
        sympy.gamma(sympy.Rational(1, 2)) * sympy.gamma(m) / sympy.gamma(m + sympy.Rational(1, 2))
    )
    first = sympy.integrate((1 - one) ** (m - 1), (one, 0, 1), conds="none")
    mean = sympy.simplify(first / whole)
    result = sympy.gammasimp(mean.subs(m, (n - 1) / 2))
    return Derivation(
        steps=(
            Step("Density of one coordinate of a random direction, m = (n - 1)/2.", density),
            Step("Its integral over [-1, 1] is a beta function.", whole),
            Step("The integral of the modulus, in y = x^2.", first),
            Step("Their ratio is the mean.", mean),
            Step("In n.", result),
        ),
        result=result,
    )


@rank_one_mean_radius.enclosure
def _(n: int) -> "flint.arb":
    import flint

    half = flint.arb(n) / 2
    return half.gamma() / (flint.arb.pi().sqrt() * (half + flint.arb(1) / 2).gamma())


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("kostlan1992", "Theorem 1.1, as the factor of finite size"),
    valid="r >= 16; full orthogonal rank with a mask: s >= 0.4",
    formula=r"E[\rho] \approx \sqrt{(1-s)\,\tau^2(r/n)}\;E[\rho_\mathrm{Ginibre}(n)]",
    error="0.5 to 2 % above real matrices for r >= 16",
    accuracy=1e-8,
)
def finite_size_radius(
    n: FewUnits, rank: LowRank, sparsity: Sparsity, initialisation: Initialisation
) -> float:
    r"""At finite size the outermost eigenvalue lies outside the disc, as far as Ginibre's does.

    .. math:: E[\rho] \approx \sqrt{(1-s)\,\tau^2(r/n)}\;E[\rho_\mathrm{Ginibre}(n)]

    An orthogonal matrix without a mask is the exception: 1 exactly at full rank, else the mean of
    the truncated unitary matrix.

    Parameters
    ----------
    n, rank
        n and r <= n.
    sparsity, initialisation
        s, and "glorot" or "orthogonal".

    Returns
    -------
    float
        Mean spectral radius; relative rounding error below 1e-8.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or r > n.

    Notes
    -----
    Valid to 2 % from r = 16 on. A lightly masked orthogonal matrix of full rank lies between the
    exception and the rule: measured 1.02 (s = .02), 1.04 (.25) times `recurrent_radius` at
    n = 64, against 1.068. Source: Kostlan (1992) [kostlan1992]_ for the factor.

    Examples
    --------
    >>> round(finite_size_radius(64, 64, 0.5, "orthogonal"), 3)
    0.755
    """
    _refuse_rank_above("finite_size_radius", n, rank)
    if initialisation == "orthogonal" and sparsity == 0:
        return 1.0 if rank == n else truncated_unitary_mean_radius(n, rank)
    return recurrent_radius(rank / n, sparsity, initialisation) * _ginibre_factor(n)


@finite_size_radius.reference
def _(n: int, rank: int, sparsity: float, initialisation: str) -> Any:
    import mpmath

    if initialisation == "orthogonal" and sparsity == 0:
        if rank == n:
            return mpmath.mpf(1)
        return truncated_unitary_mean_radius.reference(n, rank)
    limit = recurrent_radius.reference(mpmath.mpf(rank) / n, sparsity, initialisation)
    return limit * ginibre_mean_radius.reference(n)


@functools.cache
def _ginibre_factor(n: int) -> float:
    return ginibre_mean_radius(n)


def _refuse_rank_above(where: str, n: int, rank: int) -> None:
    """Refuse a rank that n units cannot have."""
    if rank > n:
        raise refusal(where, "rank", f"be <= n = {n}", rank)
