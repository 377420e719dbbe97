"""The first moment: how many weights with few errors to expect, and the load where none is left."""

import math
from typing import TYPE_CHECKING, Annotated

import numpy as np
from annotated_types import Ge, Lt
from numpy.typing import NDArray
from scipy.special import gammaln

from netbounds.domains import (
    ErrorRate,
    OpenProbability,
    PointCount,
    Symbol,
    Typical,
    WeightCount,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.classical_capacity._binomial import (
    binomial_sum,
    log_binomial_sum,
    log_fair_cdf,
)

if TYPE_CHECKING:
    import flint

ToleratedError = Annotated[
    float, Ge(0), Lt(0.5), Symbol(r"\varepsilon", "fraction of wrong answers"), Typical(0, 0.15)
]
_ROUNDING = 1e-9  # of binary logarithms at the largest P that one would scan


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover1965", "Theorem 1, union bound over the wrong answers"),
    valid="points in general position, fair labels",
    formula=r"\log_2 \left[2^{-P} C(P, N) \sum_{k \le \varepsilon P} \binom Pk\right]",
    accuracy=1e-11,
)
def log2_expected_solutions(patterns: PointCount, weights: WeightCount, error: ErrorRate) -> float:
    r"""Probability that some weights make at most epsilon P errors is below a mean count.

    .. math:: \Pr \le 2^{-P}\, C(P, N) \sum_{k \le \varepsilon P} \binom Pk

    Parameters
    ----------
    patterns
        P, number of patterns.
    weights
        N, adjustable weights.
    error
        epsilon, tolerated fraction of wrong answers.

    Returns
    -------
    float
        Binary logarithm of the right side (the bound says something where it is < 0).

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when `count_dichotomies` is; the whole part of epsilon P makes it saw-toothed in P.
    Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> round(log2_expected_solutions(30, 5, 0.1), 4)
    -2.0911
    """
    return float(_log2_expected(np.array([patterns]), weights, error)[0])


def _log2_expected(patterns: NDArray[np.int64], weights: int, error: float) -> NDArray[np.float64]:
    without = log_fair_cdf(weights - 1, np.maximum(patterns - 1, 0))
    mistakes = log_binomial_sum(_tolerated(patterns, error), patterns)
    result: NDArray[np.float64] = (without + mistakes) / math.log(2)
    return result


def _tolerated(patterns: NDArray[np.int64], error: float) -> NDArray[np.float64]:
    # rounded first: .29 of 100 is 29, though .29 * 100 < 29 in floats
    return np.floor(np.round(error * patterns, 9))


@log2_expected_solutions.enclosure
def _(patterns: int, weights: int, error: float) -> "flint.arb":
    import flint

    tolerated = int(_tolerated(np.array([patterns]), error)[0])
    dichotomies = 2 * binomial_sum(weights - 1, patterns - 1) if patterns else 1
    count = dichotomies * binomial_sum(tolerated, patterns)
    with flint.ctx.workprec(200):
        return (flint.arb(count) / flint.arb(2) ** patterns).log() / flint.arb(2).log()


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover1965", "Theorem 1, union bound over the wrong answers"),
    valid="points in general position, fair labels, every N",
    formula=r"\alpha = \min\{P > N: 2^{-P} C(P, N) \sum_{k \le \varepsilon P} \binom Pk \le q\}/N",
)
def first_moment_load_bound(
    weights: WeightCount, error: ToleratedError, probability: OpenProbability | None = None
) -> float:
    r"""From this load on, learning with so few errors is provably unlikely, at every N.

    .. math:: \alpha = \frac1N \min\left\{P > N:\;
              2^{-P} C(P, N) \sum_{k \le \varepsilon P} \binom Pk \le q\right\}

    Parameters
    ----------
    weights
        N, adjustable weights.
    error
        epsilon, tolerated fraction of wrong answers.
    probability
        q: the probability below which the bound must push success; None asks where it begins to
        say anything (q = 1).

    Returns
    -------
    float
        Patterns per weight. Cost O(P N), upward scan: the floor makes the bound saw-toothed.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when the points are in general position and labels are fair. With epsilon = 0 and
    q = 1/2 it is Cover's 2, exactly. Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> first_moment_load_bound(400, 0.05)
    5.025
    >>> first_moment_load_bound(50, 0.0, probability=0.5)
    2.0
    """
    wanted = 0.0 if probability is None else math.log2(probability)
    first, block = weights + 1, 256
    while True:
        patterns = np.arange(first, first + block)
        # the largest terms alone are cheap and rule out nearly all P
        patterns = patterns[_log2_largest_terms(patterns, weights, error) <= wanted + _ROUNDING]
        small = _log2_expected(patterns, weights, error) <= wanted + _ROUNDING
        if small.any():
            return float(patterns[small][0] / weights)
        first, block = first + block, min(2 * block, 65536)


def _log2_largest_terms(
    patterns: NDArray[np.int64], weights: int, error: float
) -> NDArray[np.float64]:
    tolerated = _tolerated(patterns, error)
    mistakes = gammaln(patterns + 1) - gammaln(tolerated + 1) - gammaln(patterns - tolerated + 1)
    dichotomies = gammaln(patterns) - gammaln(weights) - gammaln(patterns - weights + 1)
    result: NDArray[np.float64] = (dichotomies + mistakes) / math.log(2) + 1 - patterns
    return result


@first_moment_load_bound.enclosure
def _(weights: int, error: float, probability: float | None = None) -> "flint.fmpq":
    import flint

    ceiling = flint.fmpq(*(1.0 if probability is None else probability).as_integer_ratio())
    patterns = weights + 1
    while True:
        tolerated = int(_tolerated(np.array([patterns]), error)[0])
        count = 2 * binomial_sum(weights - 1, patterns - 1) * binomial_sum(tolerated, patterns)
        if count <= ceiling * 2**patterns:
            return flint.fmpq(patterns, weights)
        patterns += 1
