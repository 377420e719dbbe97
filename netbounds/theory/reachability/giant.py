"""The giant component of a large sparse random graph, and who stands on which side of it."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netbounds.domains import MeanDegree, OpenProbability, check
from netbounds.ensembles import Bernoulli, FixedEdges, FixedInDegree, FixedOutDegree
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability._balls import until_settled, until_sharp

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("karp1990", "Theorem 1"),
    valid="n -> infinity at fixed mean degree",
    error="relative O(1/n) in the mean, O(1/sqrt(n)) in one graph",
    formula=r"\zeta = 1 - e^{-K \zeta}",
    accuracy=1e-13,
)
def giant_out_fraction(mean_degree: MeanDegree) -> float:
    r"""Fraction of neurons that the giant component reaches; zero up to one synapse a neuron.

    A neuron is left out when none of its presynaptic partners is reached. With a Poisson number
    of partners of mean K this reads :math:`1 - \zeta = e^{-K\zeta}`, where :math:`\zeta` is the
    fraction reached (dimensionless) and K the mean in-degree (synapses a neuron).

    Parameters
    ----------
    mean_degree
        K, synapses that a neuron receives on average.

    Returns
    -------
    float
        The largest solution. Relative error below 1e-13, also just above K = 1, where the
        closed form 1 + W(-K exp(-K))/K loses all its digits.

    Raises
    ------
    DomainError
        If `mean_degree` is not a positive number.

    Notes
    -----
    Valid when n is large at fixed K. Source: Karp (1990), Theorem 1: the neurons reached from one
    neuron of D(n, p) are as many as the component of a vertex of the undirected G(n, p).

    Examples
    --------
    >>> round(giant_out_fraction(2.0), 12)
    0.79681213002
    """
    if mean_degree <= 1:
        return 0.0
    if mean_degree > 30:  # one step of the fixed point from 1 - exp(-K) is exact to 1e-24
        return -math.expm1(mean_degree * math.expm1(-mean_degree))
    # solve excess(zeta) = K - 1, which stays well conditioned as K -> 1, by Newton's method; the
    # start lies above the root and `excess` is convex, so the steps descend to it
    target = mean_degree - 1
    zeta = min(2 * target, -math.expm1(-mean_degree))
    for _ in range(100):
        value, slope = _excess(zeta)
        step = (value - target) / slope
        zeta -= step
        if abs(step) <= 1e-16 * zeta:
            break
    return zeta


def _excess(zeta: float) -> tuple[float, float]:
    """Mean degree above 1 that gives `zeta`, and its derivative; a series where that is small."""
    if zeta < 0.2:
        value = math.fsum(zeta**k / (k + 1) for k in range(1, 28))
        return value, math.fsum(k * zeta ** (k - 1) / (k + 1) for k in range(1, 28))
    log_unreached = math.log1p(-zeta)
    return -log_unreached / zeta - 1, (1 / (1 - zeta) + log_unreached / zeta) / zeta


@giant_out_fraction.derivation
def _() -> Derivation:
    import sympy as sp

    degree, zeta = sp.symbols("mean_degree zeta", positive=True)
    d = sp.Symbol("d", integer=True, nonnegative=True)
    poisson = sp.exp(-degree) * degree**d / sp.factorial(d)
    unreached = sp.simplify(sp.summation(poisson * (1 - zeta) ** d, (d, 0, sp.oo)))
    law_itself = sp.Eq(1 - zeta, unreached)
    closed = next(s for s in sp.solve(law_itself, zeta) if s.has(sp.LambertW))
    return Derivation(
        steps=(
            Step("In a large sparse graph a neuron has d partners with probability:", poisson),
            Step(
                "It is left out if every one of its d partners is; averaged over d:",
                sp.Eq(sp.Sum(poisson * (1 - zeta) ** d, (d, 0, sp.oo)), unreached),
            ),
            Step("The neuron is like its partners, so the fraction left out obeys:", law_itself),
            Step("Solved for the fraction reached (W is Lambert's function):", closed),
        ),
        result=law_itself,
        value=zeta,
    )


@giant_out_fraction.enclosure
def _(mean_degree: float) -> "flint.arb":
    from flint import arb

    def closed_form() -> "flint.arb":
        degree = arb(mean_degree)
        return 1 + (-degree * (-degree).exp()).lambertw() / degree

    return arb(0) if mean_degree <= 1 else until_sharp(closed_form)


@giant_out_fraction.reference
def _(mean_degree: float) -> "mpmath.mpf":
    import mpmath

    if mean_degree <= 1:
        return mpmath.mpf(0)

    def bisect() -> "mpmath.mpf":
        degree = mpmath.mpf(mean_degree)
        low, high = (degree - 1) / degree**2, mpmath.mpf(1)  # the map still grows at `low`
        for _ in range(int(mpmath.mp.prec) + 10):
            middle = (low + high) / 2
            grows = -mpmath.expm1(-degree * middle) > middle
            low, high = (middle, high) if grows else (low, middle)
        return low

    return until_settled(bisect)


@giant_out_fraction.inverse
def mean_degree_for_giant(fraction: OpenProbability) -> float:
    """Mean degree at which the giant component reaches this fraction of the neurons.

    >>> round(mean_degree_for_giant(0.79681213002), 9)
    2.0
    """
    check("giant_out_fraction.inverse", "fraction", fraction, OpenProbability)
    return 1 + _excess(fraction)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class BowTie:
    """Fractions of all neurons by their place beside the giant strong component; they sum to 1."""

    core: float
    upstream: float
    downstream: float
    rest: float


def bow_tie(ensemble: Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree) -> BowTie:
    r"""Who stands where: core, upstream of it, downstream of it, or in no touch with it.

    With independent in- and out-neighbourhoods a neuron hears the core with probability
    :math:`\zeta(K)` and is heard by it with the same, independently: the core has
    :math:`\zeta^2`, either side :math:`\zeta(1-\zeta)`, the rest :math:`(1-\zeta)^2`. When every
    neuron receives from exactly K >= 2 others nobody is deaf to the core: it holds
    :math:`\zeta`, everybody else is downstream. Fixed out-degree is the mirror image.

    Parameters
    ----------
    ensemble
        The random graph; only its mean in-degree K (without self loops) enters.

    Returns
    -------
    BowTie
        Fractions of n (dimensionless); each is exact up to O(1/n) in the mean.

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Valid when n is large at fixed K. Source: Turcu and Abbott (2022), percolation surrogate;
    Broder et al. (2000) for the picture.

    Examples
    --------
    >>> bow_tie(FixedInDegree(10_000, 2)).core > bow_tie(Bernoulli(10_000, 2 / 9_999)).core
    True
    """
    check("bow_tie", "ensemble", ensemble, Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree)
    degree = _mean_in_degree(ensemble)
    zeta = giant_out_fraction(degree) if degree > 1 else 0.0
    if zeta == 0:
        return BowTie(core=0.0, upstream=0.0, downstream=0.0, rest=1.0)
    left_out = math.exp(-degree * zeta)  # = 1 - zeta, with all its digits
    match ensemble:
        case FixedInDegree():
            return BowTie(core=zeta, upstream=0.0, downstream=left_out, rest=0.0)
        case FixedOutDegree():
            return BowTie(core=zeta, upstream=left_out, downstream=0.0, rest=0.0)
    side = zeta * left_out
    return BowTie(core=zeta**2, upstream=side, downstream=side, rest=left_out**2)


def _mean_in_degree(
    ensemble: Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree,
) -> float:
    match ensemble:
        case Bernoulli():
            return float((ensemble.n - 1) * ensemble.p)
        case FixedEdges():
            loops = ensemble.m / ensemble.n**2 if ensemble.self_loops else 0.0
            return ensemble.m / ensemble.n - loops
        case _:
            return float(ensemble.k)
