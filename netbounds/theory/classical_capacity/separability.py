"""Probability that patterns are separable: exact at every size, with signs prescribed or free."""

import math
from typing import TYPE_CHECKING

from netbounds.domains import PointCount, SignConstrainedCount, WeightCount, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.classical_capacity._binomial import (
    binomial_sum,
    fair_cdf,
    log_binomial_sum,
)
from netbounds.theory.classical_capacity.dichotomies import count_dichotomies

if TYPE_CHECKING:
    import flint
    import mpmath


def refuse_more_signs_than_weights(where: str, weights: int, sign_constrained: int) -> None:
    """Refuse more prescribed signs than there are weights."""
    if sign_constrained > weights:
        rule = f"be <= weights = {weights}"
        raise refusal(where, "sign_constrained", rule, sign_constrained)


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
    refuse_more_signs_than_weights("probability_separable", weights, sign_constrained)
    return fair_cdf(weights - 1, patterns + sign_constrained - 1)


@probability_separable.enclosure
def _(patterns: int, weights: int, sign_constrained: int = 0) -> "flint.fmpq":
    import flint

    refuse_more_signs_than_weights("probability_separable", weights, sign_constrained)
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
    refuse_more_signs_than_weights("log2_probability_separable", weights, sign_constrained)
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
