"""Any convex constraint on the weights is a statistical dimension; dilution is the sparse one."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Gt
from scipy.special import ndtri

from netbounds.domains import (
    KeptFraction,
    Margin,
    SignConstrainedCount,
    Symbol,
    Typical,
    WeightCount,
    refusal,
)
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._gaussian import density
from netbounds.theory.classical_capacity.margin import capacity_at_margin

if TYPE_CHECKING:
    import flint
    import mpmath

StatisticalDimension = Annotated[
    float, Gt(0), Symbol(r"\delta", "statistical dimension of a cone of weights"), Typical(0.1, 500)
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("amelunxen2014", "phase transitions from the kinematic formula"),
    valid="closed convex cone of allowed weights, Gaussian inputs, fair labels, kappa >= 0",
    formula=r"P_c = \delta(K)\,\alpha_c(\kappa)",
    error="at kappa = 0 the mean of the largest separable number is exactly this at every N; the "
    "transition is O(sqrt(N)) patterns wide",
)
def cone_capacity(statistical_dimension: StatisticalDimension, margin: Margin = 0.0) -> float:
    r"""A convex cone of allowed weights stores 2 patterns per statistical dimension.

    .. math:: P_c = \delta(K)\,\alpha_c(\kappa), \qquad \delta(K) = E\,\|\Pi_K g\|^2

    delta is the mean square length of the projection of a Gaussian vector onto the cone: N for
    free weights, N/2 for non-negative ones, and it adds up over independent groups of weights.

    Parameters
    ----------
    statistical_dimension
        delta(K).
    margin
        kappa >= 0.

    Returns
    -------
    float
        Number of patterns at the transition.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when N is large and inputs are Gaussian. At kappa = 0 the conic kinematic formula makes
    the largest separable number the toss that shows the V-th head of a fair coin, V the intrinsic
    dimension of the cone, so its mean is 2 delta exactly. Source: Amelunxen et al. (2014)
    [amelunxen2014]_; with a margin by Gordon's comparison [gordon1988]_.

    Examples
    --------
    >>> cone_capacity(sign_cone_dimension(100, 100))
    100.0
    """
    return statistical_dimension * capacity_at_margin(margin)


@cone_capacity.reference
def _(statistical_dimension: float, margin: float = 0.0) -> "mpmath.mpf":
    return statistical_dimension * capacity_at_margin.reference(margin)


@law(
    kind=Kind.EXACT,
    source=Source("amelunxen2014", "statistical dimension of the orthant, products"),
    valid="every N",
    formula=r"\delta = N - N_c/2",
)
def sign_cone_dimension(weights: WeightCount, sign_constrained: SignConstrainedCount) -> float:
    r"""A weight of prescribed sign is half a dimension.

    .. math:: \delta = (N - N_c)\,E\,g^2 + N_c\,E\,(g_+)^2 = N - N_c/2

    Parameters
    ----------
    weights
        N, number of weights.
    sign_constrained
        N_c, how many of them have a prescribed sign.

    Returns
    -------
    float
        delta, exactly.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or more signs are prescribed than there are weights.

    Notes
    -----
    Valid when N >= N_c. Source: Amelunxen et al. (2014) [amelunxen2014]_.

    Examples
    --------
    >>> sign_cone_dimension(12, 5)
    9.5
    """
    if sign_constrained > weights:
        rule = f"be <= weights = {weights}"
        raise refusal("sign_cone_dimension", "sign_constrained", rule, sign_constrained)
    return weights - sign_constrained / 2


@sign_cone_dimension.derivation
def _() -> Derivation:
    import sympy

    free, signed = sympy.symbols("weights sign_constrained", nonnegative=True)
    g = sympy.Symbol("g", real=True)
    gauss = sympy.exp(-(g**2) / 2) / sympy.sqrt(2 * sympy.pi)
    whole = sympy.integrate(g**2 * gauss, (g, -sympy.oo, sympy.oo))
    half = sympy.integrate(g**2 * gauss, (g, 0, sympy.oo))
    return Derivation(
        steps=(
            Step("A free weight keeps its Gaussian.", whole),
            Step("A signed weight keeps its positive part.", half),
            Step("Projections onto a product are independent.", (free - signed) * whole),
        ),
        result=sympy.expand((free - signed) * whole + signed * half),
    )


@law(
    kind=Kind.EXACT,
    source=Source("amelunxen2014", "statistical dimension of the monotone cone"),
    valid="every N",
    formula=r"\delta = \sum_{k=1}^N 1/k",
)
def monotone_cone_dimension(weights: WeightCount) -> float:
    r"""Ordered weights, w_1 <= ... <= w_N, are worth only ln N dimensions.

    .. math:: \delta = \sum_{k=1}^N \frac1k

    Parameters
    ----------
    weights
        N, number of weights.

    Returns
    -------
    float
        delta. Cost O(N).

    Raises
    ------
    DomainError
        If there is not at least one weight.

    Notes
    -----
    Valid at every N. Source: Amelunxen et al. (2014) [amelunxen2014]_.

    Examples
    --------
    >>> round(monotone_cone_dimension(100), 6)
    5.187378
    """
    return math.fsum(1 / k for k in range(1, weights + 1))


@monotone_cone_dimension.enclosure
def _(weights: int) -> "flint.fmpq":
    import flint

    return flint.fmpq.harmonic(weights)


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("bouten1990", "annealed dilution"),
    valid="N -> infinity; an upper bound (Gordon), equal to the replica-symmetric result",
    formula=r"2\,\omega(c)/c,\ \omega = c + 2u\varphi(u),\ u = \Phi^{-1}(1 - c/2)",
    error="non-convex set of weights: the true capacity may be lower",
)
def optimal_dilution_capacity(fraction: KeptFraction) -> float:
    r"""Choosing which weights to keep raises the capacity of each kept one above 2.

    .. math:: \frac{2\,\omega(c)}{c}, \qquad \omega(c) = E\,[g^2;\,|g| > u]
              = c + 2u\varphi(u), \qquad u = \Phi^{-1}(1 - c/2)

    Parameters
    ----------
    fraction
        c, fraction of the N weights that are kept, chosen after the patterns are known.

    Returns
    -------
    float
        Patterns per REMAINING weight; times c it is patterns per possible weight, times c N the
        number of patterns. Random dilution has 2 per remaining weight.

    Raises
    ------
    DomainError
        If the fraction does not lie in (0, 1].

    Notes
    -----
    Valid as an upper bound: the sparse vectors are no convex set, and Gordon's comparison
    [gordon1988]_ gives P <= 2 N omega. Source: Bouten et al. (1990) [bouten1990]_, replica
    symmetric.

    Examples
    --------
    >>> optimal_dilution_capacity(1.0)
    2.0
    >>> round(optimal_dilution_capacity(0.1), 9)
    8.785721286
    """
    if fraction == 1:
        return 2.0
    u = -float(ndtri(fraction / 2))
    return 2 + 4 * u * density(u) / fraction


@optimal_dilution_capacity.derivation
def _() -> Derivation:
    import sympy

    c = sympy.Symbol("fraction", positive=True)
    u, g = sympy.symbols("u g", positive=True)
    gauss = sympy.exp(-(g**2) / 2) / sympy.sqrt(2 * sympy.pi)
    kept = sympy.integrate(gauss, (g, u, sympy.oo)) * 2
    strength = sympy.simplify(2 * sympy.integrate(g**2 * gauss, (g, u, sympy.oo)))
    threshold = sympy.sqrt(2) * sympy.erfinv(1 - c)
    filled = strength.subs(u, threshold)
    return Derivation(
        steps=(
            Step("The best c N weights of a Gaussian vector are those with |g| > u.", kept),
            Step("Their mean square sum per weight.", strength),
            Step("u in terms of c.", sympy.Eq(u, threshold)),
            Step("omega, of which the capacity is the double.", filled),
        ),
        result=2 * filled / c,
    )


@optimal_dilution_capacity.reference
def _(fraction: float) -> "mpmath.mpf":
    import mpmath

    c = mpmath.mpf(fraction)
    u = mpmath.sqrt(2) * mpmath.erfinv(1 - c)
    # E[g^2; |g| > u] as the tail of a chi-square with three degrees of freedom
    return 2 * mpmath.gammainc(1.5, u**2 / 2, mpmath.inf, regularized=True) / c
