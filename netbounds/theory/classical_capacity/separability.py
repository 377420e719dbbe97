"""Cover's counting of linear dichotomies: exact at every size, with signs prescribed or free."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netbounds.domains import (
    PointCount,
    SignConstrainedCount,
    WeightCount,
    check,
    refusal,
)
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._binomial import (
    binomial_sum,
    fair_cdf,
    log_binomial_sum,
)

if TYPE_CHECKING:
    import flint
    import mpmath


def _refuse_more_signs_than_weights(where: str, weights: int, sign_constrained: int) -> None:
    if sign_constrained > weights:
        rule = f"be <= weights = {weights}"
        raise refusal(where, "sign_constrained", rule, sign_constrained)


@law(
    kind=Kind.EXACT,
    source=Source("cover1965", "Theorem 1"),
    valid="points in general position: every `weights` of them linearly independent",
    formula=r"C(P, N) = 2 \sum_{k<N} \binom{P-1}{k}",
)
def count_dichotomies(patterns: PointCount, weights: WeightCount) -> int:
    r"""A plane through the origin splits P points of N dimensions in C(P, N) of 2^P ways.

    .. math:: C(P, N) = 2 \sum_{k=0}^{N-1} \binom{P-1}{k}, \qquad C(0, N) = 1

    Parameters
    ----------
    patterns
        P, number of points.
    weights
        N, dimension; a free threshold counts as one weight more.

    Returns
    -------
    int
        The exact number, of any size. Cost O(N) long multiplications.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when the points are in general position. Integer or binary inputs are not at small N;
    the number is then an upper bound.
    Source: Cover (1965), Theorem 1 [cover1965]_.

    Examples
    --------
    >>> count_dichotomies(10, 4)
    260
    """
    return 2 * binomial_sum(weights - 1, patterns - 1) if patterns else 1


@count_dichotomies.derivation
def _() -> Derivation:
    import sympy

    P, k = sympy.symbols("patterns k", integer=True, nonnegative=True)
    N = sympy.Symbol("weights", integer=True, positive=True)
    z = sympy.Symbol("z")
    count, generating = sympy.Function("C"), sympy.Function("F")
    cut = sympy.Eq(count(P + 1, N), count(P, N) + count(P, N - 1))
    one_point = 2 * z / (1 - z)
    step = sympy.Eq(generating(P + 1), (1 + z) * generating(P))
    solved = sympy.rsolve(step.lhs - step.rhs, generating(P), {generating(1): one_point})
    power = sympy.powsimp(sympy.simplify(solved * (1 - z) / (2 * z)))
    pascal = sympy.binomial(P, k) - sympy.binomial(P - 1, k) - sympy.binomial(P - 1, k - 1)
    total = sympy.Piecewise(
        (1, sympy.Eq(P, 0)), (2 * sympy.Sum(sympy.binomial(P - 1, k), (k, 0, N - 1)), True)
    )
    return Derivation(
        steps=(
            Step(
                "A new point splits those dichotomies whose plane can pass through it, "
                "and these are the dichotomies of the others projected along it.",
                cut,
            ),
            Step("With F = sum over N of C(P, N) z^N the recursion multiplies by 1 + z.", step),
            Step(
                "One point has two dichotomies in every dimension.",
                sympy.Eq(generating(1), one_point),
            ),
            Step("Solved from there.", sympy.Eq(generating(P), solved)),
            Step("Its factor (1 + z)^(P - 1) has the coefficients binom(P - 1, k).", power),
            Step("They obey Pascal's rule (left side minus right side).", sympy.combsimp(pascal)),
            Step("The factor 2 z / (1 - z) sums those below N.", total),
        ),
        result=total,
    )


@count_dichotomies.reference
def _(patterns: int, weights: int) -> int:
    # the recursion itself, row by row, from C(1, N) = 2 and C(P, 0) = 0
    row = [0] + [2] * weights
    for _ in range(patterns - 1):
        row = [0] + [row[n] + row[n - 1] for n in range(1, weights + 1)]
    return row[weights] if patterns else 1


@law(
    kind=Kind.EXACT,
    source=Source("cover1965", "Theorem 1"),
    valid="continuous inputs whose sign-constrained coordinates are symmetric; fair labels",
    formula=r"\Pr = C(P + N_c, N) / 2^{P + N_c} = \Pr[\mathrm{Bin}(P + N_c - 1, 1/2) \le N - 1]",
)
def probability_separable(
    patterns: PointCount, weights: WeightCount, sign_constrained: SignConstrainedCount = 0
) -> float:
    r"""P fairly labelled patterns are separable like P + N_c - 1 coins showing < N heads.

    .. math::
        \Pr = 2^{-(P + N_c)} C(P + N_c, N) = \Pr[\mathrm{Bin}(P + N_c - 1, 1/2) \le N - 1]

    The P planes of the patterns and the N_c coordinate planes of the prescribed signs cut weight
    space into C(P + N_c, N) cells, and by symmetry each of the 2^(P + N_c) sign vectors is as
    likely to be among them. Half of all label sets are separable at P = 2N - N_c: a full set of
    signs (Dale's law) costs exactly half of the capacity, at every N.

    Parameters
    ----------
    patterns
        P, number of patterns.
    weights
        N, adjustable weights; a free threshold counts as one weight more.
    sign_constrained
        N_c, how many of them have a prescribed sign.

    Returns
    -------
    float
        Probability over inputs and labels; relative error < 1e-12. See
        `log2_probability_separable` where it underflows.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or more signs are prescribed than there are weights.

    Notes
    -----
    Valid when inputs are continuous (general position), labels are independent fair coins and,
    if `sign_constrained` > 0, the inputs of those weights are as likely with the other sign. It
    does NOT hold for signed weights on non-negative rates. Exactly balanced labels change the
    finite-N value slightly.
    Source: Cover (1965) [cover1965]_; N_c = N is the replica result of Amit, Wong and Campbell
    (1989) [amit1989]_ made exact.

    Examples
    --------
    >>> probability_separable(20, 10)
    0.5
    >>> round(probability_separable(8, 10, sign_constrained=10), 5)
    0.68547
    """
    _refuse_more_signs_than_weights("probability_separable", weights, sign_constrained)
    return fair_cdf(weights - 1, patterns + sign_constrained - 1)


@probability_separable.enclosure
def _(patterns: int, weights: int, sign_constrained: int = 0) -> "flint.fmpq":
    import flint

    _refuse_more_signs_than_weights("probability_separable", weights, sign_constrained)
    planes = patterns + sign_constrained
    cells = binomial_sum(weights - 1, planes - 1) if planes else 1
    return flint.fmpq(cells, 2 ** max(planes - 1, 0))


@probability_separable.reference
def _(patterns: int, weights: int, sign_constrained: int = 0) -> "mpmath.mpf":
    import mpmath

    above = patterns + sign_constrained - weights
    if above <= 0:
        return mpmath.mpf(1)
    return mpmath.betainc(above, weights, 0, mpmath.mpf(1) / 2, regularized=True)


@probability_separable.inverse
def _(wanted: float, *, patterns: int, all_signs: bool = False) -> int:
    # fewest weights; Pr increases with N, also when every new weight brings its sign
    low, high = 0, 1
    while probability_separable(patterns, high, high if all_signs else 0) < wanted:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = probability_separable(patterns, middle, middle if all_signs else 0) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return high


@law(
    kind=Kind.EXACT,
    source=Source("cover1965", "Theorem 1"),
    valid="as probability_separable",
    formula=r"\log_2 \Pr[\mathrm{Bin}(P + N_c - 1, 1/2) \le N - 1]",
)
def log2_probability_separable(
    patterns: PointCount, weights: WeightCount, sign_constrained: SignConstrainedCount = 0
) -> float:
    r"""Far above capacity the probability of separation falls like 2^-P, which its log shows.

    .. math:: \log_2 \Pr = \log_2 \sum_{k<N} \binom{P + N_c - 1}{k} - (P + N_c - 1)

    Parameters
    ----------
    patterns, weights, sign_constrained
        As in `probability_separable`.

    Returns
    -------
    float
        Binary logarithm of the probability.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or more signs are prescribed than there are weights.

    Notes
    -----
    Valid when `probability_separable` is. Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> round(log2_probability_separable(5000, 100), 6)
    -4302.046015
    """
    _refuse_more_signs_than_weights("log2_probability_separable", weights, sign_constrained)
    tosses = patterns + sign_constrained - 1
    probability = fair_cdf(weights - 1, tosses)
    if probability > 0.5:
        return math.log1p(-fair_cdf(tosses - weights, tosses)) / math.log(2) if tosses > 0 else 0.0
    if probability > 1e-290:
        return math.log2(probability)
    return float(log_binomial_sum(weights - 1, tosses)) / math.log(2) - tosses


@log2_probability_separable.reference
def _(patterns: int, weights: int, sign_constrained: int = 0) -> "mpmath.mpf":
    import mpmath

    planes = patterns + sign_constrained
    cells = count_dichotomies.reference(planes, weights)
    return mpmath.log(cells, 2) - planes


def largest_separable_distribution(
    weights: WeightCount, sign_constrained: SignConstrainedCount = 0
) -> Any:
    r"""The first M patterns of a random sequence are separable, one more is not: M + N_c ~ NB.

    .. math:: \Pr(M = m) = \binom{m + N_c - 1}{N - 1} 2^{-(m + N_c)}, \qquad m \ge N - N_c

    Tossing fair coins, M + N_c is the toss that shows the N-th head. So the mean is 2N - N_c, the
    variance 2N: the transition of a unit with N weights is sqrt(2N) patterns wide.

    Parameters
    ----------
    weights
        N, adjustable weights of the unit.
    sign_constrained
        N_c, how many of them have a prescribed sign.

    Returns
    -------
    scipy.stats.rv_frozen
        The distribution, with `pmf`, `cdf`, `ppf`, `mean`, `std`, `rvs`.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or more signs are prescribed than there are weights.

    Notes
    -----
    Valid when `probability_separable` is. Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> largest = largest_separable_distribution(50)
    >>> float(largest.mean()), float(largest.std())
    (100.0, 10.0)
    """
    where = "largest_separable_distribution"
    check(where, "weights", weights, WeightCount)
    check(where, "sign_constrained", sign_constrained, SignConstrainedCount)
    _refuse_more_signs_than_weights(where, weights, sign_constrained)
    from scipy.stats import nbinom  # imported here: it takes a second, and no other law needs it

    return nbinom(weights, 0.5, loc=weights - sign_constrained)


def probability_all_units_separable(patterns: PointCount, in_degrees: Sequence[int]) -> float:
    r"""A network stores P patterns if every unit does: the poorest in-degree decides.

    .. math:: \Pr = \prod_i \Pr[\mathrm{Bin}(P - 1, 1/2) \le K_i - 1]

    Random (quenched) dilution leaves each unit a perceptron with its own K_i inputs, 2 patterns
    per remaining weight; the units have their own labels, so their probabilities multiply.

    Parameters
    ----------
    patterns
        P, patterns for each of which every unit has a fair label of its own.
    in_degrees
        K_i, synapses that unit i receives.

    Returns
    -------
    float
        Probability that every unit can be given weights. Cost O(number of distinct in-degrees).

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or the list is empty.

    Notes
    -----
    Valid when inputs are continuous and independent of the labels; a unit without inputs stores
    nothing. In a recurrent network whose labels are its own states the product is an
    approximation (shared patterns). Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> probability_all_units_separable(10, [5, 20, 20])
    0.5
    """
    where = "probability_all_units_separable"
    check(where, "patterns", patterns, PointCount)
    counts: dict[int, int] = {}
    for in_degree in in_degrees:
        if in_degree == 0 and patterns > 0:
            return 0.0
        if patterns > 0:
            check(where, "in_degrees (each)", in_degree, WeightCount)
            counts[in_degree] = counts.get(in_degree, 0) + 1
    if not len(in_degrees):
        raise refusal(where, "in_degrees", "name at least one unit", "an empty list")
    return math.prod(
        probability_separable(patterns, in_degree) ** units for in_degree, units in counts.items()
    )
