"""The spectral radius of low-rank sparse weights, and what a wanted radius costs."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt, Le

from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import (
    Initialisation,
    RankFraction,
    Sparsity,
    StableRadius,
    UnitCount,
)
from netbounds.theory.low_rank_sparse_control.kept import kept_strength

if TYPE_CHECKING:
    import mpmath

WantedRadius = Annotated[
    float, Gt(0), Le(1), Symbol(r"\rho^*", "wanted spectral radius"), Typical(0.05, 1)
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("guionnet2011", "Theorem 1, outer radius of the ring"),
    valid="n -> infinity, (1 - s) n >> ln n, mask independent of the weights",
    formula=r"\rho = \sqrt{(1-s)\,\tau^2(f)} = \|W\|_F / \sqrt n",
    error="n = 64: 3 to 8 % higher (f >= .25), n = 400: 2 to 6 %; see `finite_size_radius`",
)
def recurrent_radius(
    rank_fraction: RankFraction, sparsity: Sparsity, initialisation: Initialisation
) -> float:
    r"""Rank and sparsity act on the spectral radius through the size of the weights alone.

    .. math:: \rho = \sqrt{(1-s)\,\tau^2(f)} = \frac{\|W\|_F}{\sqrt n}

    The mask splits W into (1-s) W_r, whose eigenvalues fill a disc by the single-ring theorem, and
    a mean-free part of variance s(1-s) W_r^2; their squared radii add.

    Parameters
    ----------
    rank_fraction
        f = r/n, of the weights before masking.
    sparsity
        s.
    initialisation
        "glorot" or "orthogonal", see `kept_strength`.

    Returns
    -------
    float
        rho in (0, 1]; relative error below 1e-12. The inverse gives the sparsity at which a wanted
        radius is reached.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain; s = 1 would leave the zero matrix.

    Notes
    -----
    Valid when n is large and the mask keeps many more than ln n entries a row. The masked matrix
    has full rank; r counts before masking. Source: Guionnet, Krishnapur and Zeitouni (2011)
    [guionnet2011]_ for the dense part; the sum of both parts by freeness.

    Examples
    --------
    >>> recurrent_radius(0.5, 0.5, "orthogonal")
    0.5
    >>> round(recurrent_radius(0.25, 0.5, "glorot"), 6)
    0.558083
    """
    return math.sqrt((1 - sparsity) * kept_strength(rank_fraction, initialisation))


@recurrent_radius.derivation
def _() -> Derivation:
    import sympy

    fraction, sparsity = sympy.symbols("rank_fraction sparsity", positive=True)
    strength, m = sympy.symbols("tau2 M_ij", positive=True)
    outcomes = {0: sparsity, 1: 1 - sparsity}
    mean = sympy.expand(sum(p * m.subs(m, kept) for kept, p in outcomes.items()))
    variance = sympy.factor(sum(p * (kept - mean) ** 2 for kept, p in outcomes.items()))
    dense = mean**2 * strength
    noise = variance * strength
    both = sympy.factor(dense + noise)
    radius = sympy.sqrt(both.subs(strength, fraction))
    return Derivation(
        steps=(
            Step("The mask on average: W contains so many times W_r.", mean),
            Step("What the mask adds is mean free, with this variance times W_r^2.", variance),
            Step("Single-ring theorem: the squared radius of the first part is its mean square "
                 "singular value.", dense),
            Step("The same for the second part, whose variances average to:", noise),
            Step("Free from each other, their squared radii add.", both),
            Step("An orthogonal matrix keeps the share f.", radius),
        ),
        result=radius,
        example={"rank_fraction": 0.3, "sparsity": 0.4, "initialisation": "orthogonal"},
    )  # fmt: skip


@recurrent_radius.reference
def _(rank_fraction: float, sparsity: float, initialisation: str) -> "mpmath.mpf":
    import mpmath

    strength = kept_strength.reference(rank_fraction, initialisation)
    return mpmath.sqrt((1 - mpmath.mpf(sparsity)) * strength)


@recurrent_radius.inverse
def sparsity_for_radius(
    radius: WantedRadius, *, rank_fraction: RankFraction, initialisation: Initialisation
) -> float:
    r"""The sparsity at which weights of a given rank have the wanted spectral radius.

    .. math:: s = 1 - \rho^{*2} / \tau^2(f)

    Parameters
    ----------
    radius, rank_fraction, initialisation
        rho*, f, and how the weights are drawn.

    Raises
    ------
    DomainError
        If so low a rank cannot reach the radius even without a mask; the least fraction is named.

    Notes
    -----
    Source: `recurrent_radius`, solved for s.

    Examples
    --------
    >>> round(sparsity_for_radius(0.5, rank_fraction=0.5, initialisation="glorot"), 6)
    0.720274
    """
    where = "sparsity_for_radius"
    check(where, "radius", radius, WantedRadius)
    check(where, "rank_fraction", rank_fraction, RankFraction)
    check(where, "initialisation", initialisation, Initialisation)
    wanted = radius * radius
    sparsity = 1 - wanted / kept_strength(rank_fraction, initialisation)
    if sparsity < -1e-15:
        least = kept_strength.inverse(wanted, initialisation=initialisation)
        rule = f"be >= {least:.6g} for a radius of {radius:g}"
        raise refusal(where, "rank_fraction", rule, rank_fraction, "raise the rank")
    return max(0.0, sparsity)


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusDesign:
    """A rank and a sparsity that give the wanted radius, and what they cost.

    Attributes
    ----------
    rank, sparsity
        r before masking (the masked matrix has full rank), and s.
    factor_parameters
        2 n r numbers in the two factors, the ones that are trained.
    nonzeros
        (1 - s) n^2 synapses that the fixed mask leaves on average.
    """

    rank: int
    sparsity: float
    factor_parameters: int
    nonzeros: float


def designs_for_radius(
    n: UnitCount, radius: StableRadius, *, initialisation: Initialisation
) -> tuple[RadiusDesign, ...]:
    r"""Every rank that reaches a spectral radius below 1, with the sparsity that it then needs.

    A low rank trains 2 n r numbers but needs many synapses, a high rank the reverse:
    :math:`(1-s)\,\tau^2(r/n) = \rho^{*2}` on all of them.

    Parameters
    ----------
    n, radius, initialisation
        n, rho* and how the weights are drawn.

    Returns
    -------
    tuple of RadiusDesign
        By rank, the least possible one first.

    Raises
    ------
    DomainError
        If n < 1, the radius does not lie in (0, 1), or the initialisation is unknown.

    Notes
    -----
    Valid as `recurrent_radius`; ranks are whole, and tau^2 is taken at r/n. Source:
    [tumma2024]_ for the parametrisation.

    Examples
    --------
    >>> first, *_, last = designs_for_radius(64, 0.5, initialisation="glorot")
    >>> first.rank, first.factor_parameters, round(first.nonzeros)
    (5, 640, 4021)
    >>> last.rank, last.factor_parameters, round(last.nonzeros)
    (64, 8192, 1024)
    """
    where = "designs_for_radius"
    check(where, "n", n, UnitCount)
    check(where, "radius", radius, StableRadius)
    check(where, "initialisation", initialisation, Initialisation)
    wanted, designs = radius * radius, []
    for rank in range(1, n + 1):
        strength = kept_strength(rank / n, initialisation)
        if strength >= wanted:
            kept = wanted / strength
            designs.append(
                RadiusDesign(
                    rank=rank,
                    sparsity=1 - kept,
                    factor_parameters=2 * n * rank,
                    nonzeros=kept * n**2,
                )
            )
    return tuple(designs)
