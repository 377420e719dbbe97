"""The largest separable number as a random variable, and networks of many units."""

import math
from collections.abc import Sequence
from typing import Any

from netbounds.domains import (
    PointCount,
    SignConstrainedCount,
    WeightCount,
    check,
    refusal,
)
from netbounds.theory.classical_capacity.separability import (
    probability_separable,
    refuse_more_signs_than_weights,
)


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
    refuse_more_signs_than_weights(where, weights, sign_constrained)
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
