"""How many neurons the drive reaches: the exact finite-size law."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from netbounds.domains import refusal
from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
)
from netbounds.law import Derivation, Kind, Source, Step, law
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


Reachable = Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive (FixedEdges: named neurons only)",
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
    :math:`\varphi(t)=\binom{n-1-t}K/\binom{n-1}K` is the chance to have no partner among t. Fixed
    out-degree: K draws hit a hypergeometric number of them. A fixed number of synapses is counted
    in exact integers.

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
        If the drive names more neurons than there are, or is random with `FixedEdges`.

    Notes
    -----
    Exact for every n. Cost O(n^2) for `Bernoulli` (0.2 s at n = 2000), O(n^3) for fixed degrees,
    O(n^2) polynomials of m terms for fixed m (beyond 64 neurons a contour integral, with absolute
    error 1e-15). Otherwise the relative error is below 1e-12 for every entry that a float can
    hold. Source: Karp (1990) for the equality in law with a component of the
    undirected graph.

    Examples
    --------
    >>> pmf = reach_distribution(Bernoulli(30, 0.08), Seeds(2))
    >>> print(f"{pmf[30]:.12f}")
    0.069919566217
    """
    seeds, fraction = named_and_fraction("reach_distribution", ensemble.n, drive)
    match ensemble:
        case Bernoulli():
            return _bernoulli(ensemble.n, float(ensemble.p), seeds, fraction)
        case FixedEdges():
            _refuse_random_drive(fraction)
            small = ensemble.n <= INTEGERS_UP_TO
            count = reach_with_fixed_edges if small else reach_by_contour
            return np.array(middles(count(ensemble, seeds)))
        case _:
            return explore(ensemble, seeds, fraction)


def _refuse_random_drive(fraction: float) -> None:
    if fraction > 0:
        rule = "be Seeds for FixedEdges (a RandomDrive has a law with the other ensembles)"
        raise refusal("reach_distribution", "drive", rule, f"driven fraction {fraction}")


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
def _reach_exactly(ensemble: Reachable, drive: Drive) -> "list[flint.arb]":
    """Balls; exact rationals when p (and the driven fraction) are given as fractions."""
    seeds, fraction = named_and_fraction("reach_distribution", ensemble.n, drive)
    n = ensemble.n

    if isinstance(ensemble, FixedEdges):
        _refuse_random_drive(fraction)
        return reach_by_contour(ensemble, seeds)

    if isinstance(ensemble, FixedInDegree | FixedOutDegree):
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
def _reach_by_subtraction(ensemble: Reachable, drive: Drive) -> "list[mpmath.mpf]":
    import mpmath

    seeds, _ = named_and_fraction("reach_distribution", ensemble.n, drive)

    def evaluate() -> "list[mpmath.mpf]":
        undriven = 1 - mpmath.mpf(drive_fraction(drive))
        if isinstance(ensemble, Bernoulli):
            q = 1 - mpmath.mpf(ensemble.p)
            return reach_by_subtraction(ensemble.n, seeds, lambda j: q**j, undriven)
        if isinstance(ensemble, FixedEdges):
            exact = reach_with_fixed_edges(ensemble, seeds)
            return [mpmath.mpf(int(x.p)) / int(x.q) for x in exact]
        return explore_in_mpmath(ensemble, seeds, undriven)

    return until_settled(evaluate)


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive (FixedEdges: named neurons only)",
    formula=r"\Pr(R = n) = A_{n-s}(\theta), \quad \theta = q^s (1-\delta)",
)
def probability_all_reached(ensemble: Reachable, drive: Drive) -> float:
    """Probability that the drive reaches every neuron.

    The last entry of `reach_distribution`.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; driven neurons count as reached.

    Returns
    -------
    float
        A probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or is random with `FixedEdges`.

    Notes
    -----
    Exact for every n. Cost O(n^2). Source: see `reach_distribution`.

    Examples
    --------
    >>> print(f"{probability_all_reached(Bernoulli(100, 0.05), Seeds(1)):.12f}")
    0.534877253331
    """
    return float(reach_distribution(ensemble, drive)[-1])


@probability_all_reached.enclosure
def _(ensemble: Reachable, drive: Drive) -> "flint.arb":
    return _reach_exactly(ensemble, drive)[-1]


@probability_all_reached.reference
def _(ensemble: Reachable, drive: Drive) -> "mpmath.mpf":
    return _reach_by_subtraction(ensemble, drive)[-1]


@probability_all_reached.derivation
def _() -> Derivation:
    import sympy as sp

    p, fraction, q, missed = sp.symbols("p fraction q theta")
    connected, covered_by = [sp.Integer(0), sp.Integer(1)], [sp.Integer(1)]
    steps = [
        Step("One neuron alone reaches everybody, P_1; of no neuron all are reached, A_0.", p**0)
    ]
    # the component argument, executed: how many are with neuron 1, and who joins them?
    for n in range(2, 6):
        fewer = sum(
            sp.binomial(n - 1, k - 1) * connected[k] * q ** (k * (n - k)) for k in range(1, n)
        )
        connected.append(sp.factor(1 - fewer))
        text = f"P_{n} is what is left when each smaller component of one among {n} is excluded."
        steps.append(Step(text, connected[n]))
    for n in range(1, 5):
        joined = sum(
            sp.binomial(n - 1, k - 1)
            * (1 - q**k)
            * q ** (k * (n - k))
            * connected[k]
            * connected[n + 1 - k]
            for k in range(1, n + 1)
        )
        text = (
            f"P_{n + 1} from positive terms: without the last neuron, neuron 1 has a component of "
            "k; the last neuron must touch it and be connected with all others."
        )
        same = sp.Eq(connected[n + 1], sp.factor(sp.expand(joined)), evaluate=False)
        steps.append(Step(text, same))
    for n in range(1, 5):
        driven = sum(
            sp.binomial(n - 1, k - 1)
            * (1 - missed**k)
            * q ** (k * (n - k))
            * connected[k]
            * covered_by[n - k]
            for k in range(1, n + 1)
        )
        covered_by.append(sp.factor(driven))
        text = f"A_{n}: neuron 1 has a component of k among {n}, the drive does not miss it."
        steps.append(Step(text, covered_by[n]))
    total = sum(sp.binomial(4, r) * covered_by[r] * (missed * q**r) ** (4 - r) for r in range(5))
    text = "The number reached among four is one of 0 ... 4, so this must be 1."
    steps.append(Step(text, sp.expand(total)))
    result = covered_by[2].subs({missed: (1 - p) * (1 - fraction), q: 1 - p})
    steps.append(
        Step("With one named neuron and a driven fraction, for two others, A_2 is:", result)
    )
    return Derivation(
        steps=tuple(steps),
        result=result,
        example={"ensemble": Bernoulli(3, 0.3), "drive": RandomDrive(0.1, seeds=1)},
    )


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive (FixedEdges: named neurons only)",
    formula=r"\mathrm{E}[R] = \sum_r r \Pr(R = r)",
)
def expected_reached(ensemble: Reachable, drive: Drive) -> float:
    """Number of neurons that the drive reaches on average, itself included.

    The mean of `reach_distribution`.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; driven neurons count as reached.

    Returns
    -------
    float
        Neurons; relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or is random with `FixedEdges`.

    Notes
    -----
    Exact for every n. Cost O(n^2). Source: see `reach_distribution`.

    Examples
    --------
    >>> print(f"{expected_reached(Bernoulli(30, 0.08), Seeds(2)):.10f}")
    25.9764819886
    """
    pmf = reach_distribution(ensemble, drive)
    return float(np.arange(pmf.size) @ pmf)


@expected_reached.enclosure
def _(ensemble: Reachable, drive: Drive) -> "flint.arb":
    return sum(r * ball for r, ball in enumerate(_reach_exactly(ensemble, drive)))


@expected_reached.reference
def _(ensemble: Reachable, drive: Drive) -> "mpmath.mpf":
    import mpmath

    return mpmath.fsum(r * x for r, x in enumerate(_reach_by_subtraction(ensemble, drive)))
