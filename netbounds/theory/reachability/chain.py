"""Reach laws of the other ensembles, by exploring reached neurons one at a time.

When a fresh neuron is explored, each of the U neurons not yet reached is hit with a probability
that depends on the number explored only (independent in-neighbourhoods), or K draws hit a
hypergeometric number of them (independent out-neighbourhoods). The law stops where every reached
neuron is explored. Only positive numbers are added.
"""

import math
from fractions import Fraction
from typing import Any

from netbounds.ensembles import (
    Bernoulli,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomInDegree,
)
from netbounds.theory.reachability import _series
from netbounds.theory.reachability._balls import number
from netbounds.theory.reachability._exact import reach_by_subtraction
from netbounds.theory.reachability._typing import FloatArray
from netbounds.theory.reachability.fixed_edges import by_contour, places

INTEGERS_UP_TO = 64  # neurons; beyond, the contour integral is cheaper than exact integers


def silent_choices(ensemble: FixedInDegree | RandomInDegree) -> list[int]:
    """In how many of its choices a neuron has no partner among j others, j = 0 ... n.

    Choices of random numbers of partners are counted with whole weights, in common units.
    """
    n = ensemble.n
    if isinstance(ensemble, FixedInDegree):
        weights = {ensemble.k: 1}
    else:
        shares = [
            Fraction(share) / math.comb(n - 1, k) for k, share in enumerate(ensemble.probabilities)
        ]
        unit = math.lcm(*(share.denominator for share in shares))
        weights = {k: int(share * unit) for k, share in enumerate(shares) if share}
    return [
        sum(w * math.comb(n - 1 - j, k) for k, w in weights.items()) if j < n else 0
        for j in range(n + 1)
    ]


def hit_and_miss(
    ensemble: Bernoulli | FixedInDegree | RandomInDegree,
) -> tuple[FloatArray, FloatArray]:
    """Entry [a, b]: a neuron without partner among a explored has one among b - a more, or not.

    Both with all their digits.
    """
    import numpy as np

    n = ensemble.n
    if isinstance(ensemble, Bernoulli):
        more = np.maximum(np.subtract.outer(-np.arange(n + 1.0), -np.arange(n + 1.0)), 0)  # b - a
        log_q = math.log1p(-float(ensemble.p)) if ensemble.p < 1 else -1e4
        hit: FloatArray = -np.expm1(more * log_q)
        miss: FloatArray = np.exp(more * log_q)
    else:
        silent = silent_choices(ensemble)
        # big integers, divided once: no cancellation
        hit = np.array([[(a - b) / a if a > b else 0.0 for b in silent] for a in silent])
        miss = np.array([[b / a if a > b else float(a == b) for b in silent] for a in silent])
    return hit, miss


def explore(
    ensemble: FixedInDegree | RandomInDegree | FixedOutDegree, seeds: int, fraction: float
) -> FloatArray:
    """Law of the number reached in floats."""
    from netbounds.theory.reachability._kernels_chain import explore_hits, explore_sends

    n = ensemble.n
    if not isinstance(ensemble, FixedOutDegree):
        hit, miss = (table.diagonal(1).copy() for table in hit_and_miss(ensemble))
        pmf: FloatArray = explore_hits(n, seeds, fraction, hit, miss)
    else:
        pmf = explore_sends(n, seeds, fraction, ensemble.k)
    return pmf


def reach_in_rationals(
    ensemble: FixedInDegree | RandomInDegree | FixedOutDegree, seeds: int, undriven: Any
) -> list[Any]:
    """The same law by subtraction in exact rationals, or balls if `undriven` is one."""
    from flint import fmpq

    n = ensemble.n
    if not isinstance(ensemble, FixedOutDegree):
        choices_left = silent_choices(ensemble)
        silent = [fmpq(choices, choices_left[0]) for choices in choices_left]
        return reach_by_subtraction(n, seeds, silent.__getitem__, undriven)
    k, zero = ensemble.k, undriven * 0
    # all of r neurons reached, when nobody among them sends outside
    closed = [zero] * (n + 1)
    for r in range(seeds, n + 1):
        choices = _choices(r, k)
        if r == 0 or choices:
            closed[r] = 1 - sum(
                (
                    math.comb(r - seeds, j - seeds)
                    * closed[j]
                    * undriven ** (r - j)
                    * fmpq(_choices(j, k), choices or 1) ** j
                    for j in range(seeds, r)
                ),
                start=zero,
            )
    return [
        math.comb(n - seeds, r - seeds)
        * closed[r]
        * undriven ** (n - r)
        * fmpq(_choices(r, k), math.comb(n - 1, k)) ** r
        if r >= seeds
        else zero
        for r in range(n + 1)
    ]


def _choices(neurons: int, k: int) -> int:
    """Ways to choose k partners among the other neurons."""
    return math.comb(neurons - 1, k) if neurons else 0


def reach_with_fixed_edges(ensemble: FixedEdges, seeds: int, undriven: Fraction) -> list[Any]:
    """Law of the number reached with exactly m synapses: count the synapse sets, exactly.

    A place holds a synapse or not, so it is worth y = 1 + x, and a set of m synapses counts in the
    coefficient of x^m. The polynomial everybody[r] in y counts the sets among r neurons with which
    all of them are reached: those that do not stop earlier, at j, with a silent rest of r - j, of
    whom nobody is driven. In y, a silent rest only shifts a polynomial.
    """
    from flint import fmpq

    n, m = ensemble.n, ensemble.m
    a, b = undriven.numerator, undriven.denominator  # everybody[r] is kept times b^(r - seeds)
    total = places(ensemble)
    sets_of_m = [math.comb(k, m) for k in range(total + 1)]
    everybody: list[list[int]] = [[]] * seeds
    law = [fmpq(0)] * seeds
    for r in range(seeds, n + 1):
        sets = [0] * (r * (r - 1)) + [b ** (r - seeds)]
        for j in range(seeds, r):
            weight, shift = math.comb(r - seeds, j - seeds) * a ** (r - j), (r - j) * (r - 1)
            for power, count in enumerate(everybody[j], start=shift):
                if count:
                    sets[power] -= weight * count
        everybody.append(sets)
        free = total - r * (r - 1) - (n - r) * r  # places that cannot matter
        counted = sum(count * sets_of_m[free + i] for i, count in enumerate(sets) if count)
        ways = math.comb(n - seeds, r - seeds) * a ** (n - r) * counted
        law.append(fmpq(ways, b ** (n - seeds) * sets_of_m[total]))
    return law


def reach_by_contour(ensemble: FixedEdges, seeds: int, undriven: Fraction) -> list[Any]:
    """The same law as balls of radius 2^-72, at any size."""
    from flint import arb

    n, m = ensemble.n, ensemble.m

    def in_balls(q: Any) -> list[Any]:
        silent = arb(number(undriven))
        all_others = _series.covered(q, n - seeds, q**seeds * silent)
        return [
            math.comb(n - seeds, r - seeds)
            * q ** (r * (n - r))
            * silent ** (n - r)
            * all_others[r - seeds]
            if r >= seeds
            else q * 0
            for r in range(n + 1)
        ]

    if m in (0, places(ensemble)) or n == 1:
        return reach_with_fixed_edges(ensemble, seeds, undriven)
    return by_contour(ensemble, in_balls)


def explore_in_mpmath(
    ensemble: FixedInDegree | RandomInDegree | FixedOutDegree, seeds: int, undriven: Any
) -> list[Any]:
    """The exploration chain once more, at mpmath's working precision."""
    import mpmath

    n = ensemble.n
    silent = [] if isinstance(ensemble, FixedOutDegree) else silent_choices(ensemble)

    def hits(t: int, u: int) -> list[Any]:
        """Chances to hit 0 ... u of u unreached neurons with the neuron explored at t."""
        if isinstance(ensemble, FixedOutDegree):
            k = ensemble.k
            everything = math.comb(n - 1, k)
            return [
                mpmath.mpf(math.comb(u, h) * _among(n - 1 - u, k - h)) / everything
                for h in range(u + 1)
            ]
        miss = mpmath.mpf(silent[t + 1]) / silent[t] if silent[t] else mpmath.mpf(0)
        return [math.comb(u, h) * (1 - miss) ** h * miss ** (u - h) for h in range(u + 1)]

    others = n - seeds
    unreached = [
        math.comb(others, u) * undriven**u * (1 - undriven) ** (others - u) if u <= others else 0
        for u in range(n + 1)
    ]
    law = []
    for t in range(n + 1):
        law.append(mpmath.mpf(unreached[n - t]))
        after = [mpmath.mpf(0)] * (n + 1)
        for u in range(n - t):
            if unreached[u]:
                for h, chance in enumerate(hits(t, u)):
                    after[u - h] += unreached[u] * chance
        unreached = after
    return law


def _among(marked: int, draws: int) -> int:
    return math.comb(marked, draws) if draws >= 0 and marked >= 0 else 0
