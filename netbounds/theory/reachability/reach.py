"""How many neurons the drive reaches: the exact finite-size law."""

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomInDegree,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import middles, number, until_settled, until_sharp
from netbounds.theory.reachability._drive import drive_fraction, named_and_fraction
from netbounds.theory.reachability._exact import covered, reach_by_subtraction
from netbounds.theory.reachability._typing import FloatArray
from netbounds.theory.reachability.chain import (
    INTEGERS_UP_TO,
    explore,
    explore_in_mpmath,
    reach_by_contour,
    reach_in_rationals,
    reach_with_fixed_edges,
)

if TYPE_CHECKING:
    import flint
    import mpmath


Reachable = Bernoulli | FixedEdges | FixedInDegree | RandomInDegree | FixedOutDegree


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive",
    formula=r"\Pr(R = r) = \binom{n-s}{r-s} q^{r(n-r)} (1-\delta)^{n-r} A_{r-s},\quad"
    r" A_M = \sum_{k=1}^{M} \binom{M-1}{k-1} P_k (1-\theta^k) q^{k(M-k)} A_{M-k}",
)
def reach_distribution(ensemble: Reachable, drive: Drive) -> FloatArray:
    r"""Probability that the drive reaches exactly r of the n neurons, for every r.

    With q = 1 - p, s named neurons driven and every other with probability delta, a neuron misses
    the drive and all s of them with probability :math:`\theta = q^s (1-\delta)`. Take the last
    neuron's component in the underlying exchangeable graph: it has k members, hangs together with
    probability :math:`P_k`, and at least one member is driven. Hence

    .. math:: A_M = \sum_{k=1}^{M} \binom{M-1}{k-1} P_k (1-\theta^k) q^{k(M-k)} A_{M-k},
        \qquad A_0 = 1

    for the probability that all of M neurons are reached, where :math:`P_k` obeys the same
    recursion with one neuron driven, and :math:`\Pr(R=r)` follows by isolating the n - r others.
    All terms are positive. Other ensembles explore the reached neurons one at a time. Fixed
    in-degree: of the neurons not yet reached, each is hit by the t-th explored one with
    probability :math:`1-\varphi(t+1)/\varphi(t)`, where
    :math:`\varphi(t)=\binom{n-1-t}K/\binom{n-1}K` is the chance to have no partner among t (random
    in-degree: its mean over K). Fixed out-degree: K draws hit a hypergeometric number of them. A
    fixed number of synapses is counted in exact integers; for it, too, a driven fraction only
    weighs every silent rest.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; driven neurons count as reached.

    Returns
    -------
    ndarray
        Shape (n + 1,): entry r is the probability that exactly r neurons are reached.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or for any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n^2) for `Bernoulli` (0.2 s at n = 2000), O(n^3) for fixed degrees,
    O(n^2) polynomials of m terms for fixed m (beyond 64 neurons a contour integral, with absolute
    error 1e-15). Otherwise the relative error is below 1e-12 for every entry that a float can
    hold. Source: Karp (1990) for the equality in law with a component of the
    undirected graph.

    Examples
    --------
    >>> from netbounds.ensembles import Seeds
    >>> pmf = reach_distribution(Bernoulli(30, 0.08), Seeds(2))
    >>> print(f"{pmf[30]:.12f}")
    0.069919566217
    """
    seeds, fraction = named_and_fraction("reach_distribution", ensemble.n, drive)
    match ensemble:
        case Bernoulli():
            return _bernoulli(ensemble.n, float(ensemble.p), seeds, fraction)
        case FixedEdges():
            count = reach_with_fixed_edges if ensemble.n <= INTEGERS_UP_TO else reach_by_contour
            return np.array(middles(count(ensemble, seeds, _undriven_exactly(drive))))
        case _:
            return explore(ensemble, seeds, fraction)


def _undriven_exactly(drive: Drive) -> Fraction:
    """Probability that a neuron is not driven; a float is the binary fraction that it is."""
    return 1 - Fraction(drive_fraction(drive))


def _bernoulli(n: int, p: float, seeds: int, fraction: float) -> FloatArray:
    pmf = np.zeros(n + 1)
    if fraction == 1:
        pmf[n] = 1
    elif p == 1:  # everybody, unless nobody is driven
        pmf[0] = (1 - fraction) ** n if seeds == 0 else 0
        pmf[n] = 1 if seeds else -math.expm1(n * math.log1p(-fraction))
    else:
        from netbounds.theory.reachability._kernels import bernoulli_reach

        pmf = bernoulli_reach(n, seeds, math.log1p(-p), math.log1p(-fraction))
    return pmf


@reach_distribution.enclosure
def reach_in_balls(ensemble: Reachable, drive: Drive) -> "list[flint.arb]":
    """Balls; exact rationals when p (and the driven fraction) are given as fractions."""
    seeds, _ = named_and_fraction("reach_distribution", ensemble.n, drive)
    n = ensemble.n

    if isinstance(ensemble, FixedEdges):
        return reach_by_contour(ensemble, seeds, _undriven_exactly(drive))

    if isinstance(ensemble, FixedInDegree | RandomInDegree | FixedOutDegree):
        fixed = ensemble
        return until_sharp(
            lambda: reach_in_rationals(fixed, seeds, 1 - number(drive_fraction(drive)))
        )
    p = ensemble.p

    def evaluate() -> list[Any]:
        undriven = 1 - number(drive_fraction(drive))
        q = 1 - number(p)
        all_others = covered(n - seeds, q, q**seeds * undriven)
        nobody = [q * 0] * seeds
        return nobody + [
            math.comb(n - seeds, r - seeds)
            * q ** (r * (n - r))
            * undriven ** (n - r)
            * all_others[r - seeds]
            for r in range(seeds, n + 1)
        ]

    return until_sharp(evaluate)


@reach_distribution.reference
def reach_by_other_route(ensemble: Reachable, drive: Drive) -> "list[mpmath.mpf]":
    """The same by a recursion that subtracts from one; fixed edges counted, degrees explored."""
    import mpmath

    seeds, _ = named_and_fraction("reach_distribution", ensemble.n, drive)

    def evaluate() -> "list[mpmath.mpf]":
        undriven = 1 - mpmath.mpf(drive_fraction(drive))
        if isinstance(ensemble, Bernoulli):
            q = 1 - mpmath.mpf(ensemble.p)
            return reach_by_subtraction(ensemble.n, seeds, lambda j: q**j, undriven)
        if isinstance(ensemble, FixedEdges):
            exact = reach_with_fixed_edges(ensemble, seeds, _undriven_exactly(drive))
            return [mpmath.mpf(int(x.p)) / int(x.q) for x in exact]
        return explore_in_mpmath(ensemble, seeds, undriven)

    return until_settled(evaluate)
