"""From independent synapses to exactly m of them: the contour integral, and seven densities.

A probability P_p in D(n, p) is the mixture of the wanted P_m over a binomial number of synapses,
so (1+x)^M P_(x/(1+x)) = sum_m C(M, m) P_m x^m with M places: P_m is a coefficient.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any

import numpy as np

from netbounds.domains import Examples
from netbounds.ensembles import Bernoulli, FixedEdges
from netbounds.theory.reachability._balls import until_sharp
from netbounds.theory.reachability._typing import FloatArray

Components = Annotated[
    Bernoulli | FixedEdges,
    # laws of components take seconds at sixty neurons: property tests draw from these
    Examples(
        (
            Bernoulli(1, 0.5),
            Bernoulli(2, 0.25),
            Bernoulli(7, 1e-9),
            Bernoulli(9, 1.0),
            Bernoulli(20, 0.07),
            Bernoulli(40, 0.1),
            Bernoulli(25, 0.9),
            FixedEdges(1, 1),
            FixedEdges(5, 3),
            FixedEdges(9, 70),
            FixedEdges(12, 30),
            FixedEdges(15, 20, self_loops=False),
        )
    ),
]


def places(ensemble: FixedEdges) -> int:
    """Ordered pairs on which a synapse may lie."""
    n = ensemble.n
    return n * n if ensemble.self_loops else n * (n - 1)


def by_contour(ensemble: FixedEdges, evaluate: Callable[[Any], list[Any]]) -> list[Any]:
    r"""Probabilities in D(n, m) as rigorous balls (radius below 2^-72) from those in D(n, p).

    `evaluate` maps the complex ball q = 1 - p to a list of complex balls, each a polynomial in p
    that is a probability for 0 <= p <= 1. Cauchy's integral over :math:`|x| = m/(M-m)` becomes a
    mean over N nodes. What that misses is bounded by the binomial weights of m +- N, m +- 2N, ...
    synapses over that of m (zero as soon as N > M), and added to the radius. Needs 0 < m < M.
    """
    from flint import acb, arb, ctx

    total, m = places(ensemble), ensemble.m

    def integrate() -> list[Any]:
        nodes = min(total + 1, 20 + math.ceil(10.5 * math.sqrt(m)))
        radius = arb(m) / (total - m)
        sums: list[Any] = []
        for node in range(nodes // 2 + 1):  # the other half is the complex conjugate
            turn = arb(2 * node) / nodes
            x = acb(radius) * acb(turn.cos_pi(), turn.sin_pi())
            weight = (1 + x) ** total / x**m / nodes
            values = evaluate(1 / (1 + x))
            double = 1 if node in (0, nodes - node) else 2
            terms = [(weight * value).real * double for value in values]
            sums = [a + b for a, b in zip(sums, terms, strict=True)] if sums else terms
        missed = _aliasing(total, m, nodes)
        graphs = arb(math.comb(total, m))
        return [value / graphs + arb(0, missed) for value in sums]

    before = ctx.prec
    try:
        return until_sharp(integrate, start=max(256, 6 * ensemble.n), absolute=True)
    finally:
        ctx.prec = before


def _aliasing(total: int, m: int, nodes: int) -> float:
    """Upper bound of the binomial weights of m +- nodes, m +- 2 nodes, ... over that of m."""
    from flint import arb

    odds = arb(m) / (total - m)
    missed = arb(0)
    for other in (*range(m - nodes, -1, -nodes), *range(m + nodes, total + 1, nodes)):
        missed += math.comb(total, other) * odds ** (other - m)
    return float((missed / math.comb(total, m)).upper()) * (1 + 1e-9)


def seven_densities(
    ensemble: FixedEdges, order: int = 6, *, around: FixedEdges | None = None
) -> tuple[FloatArray, FloatArray]:
    r"""Densities p_j and weights w_j with which a law of D(n, p) becomes that of D(n, m).

    The weighted densities have the first `order` moments of "m of M places without replacement",
    :math:`\sum_j w_j p_j^i = m^{(i)}/M^{(i)}` (falling factorials), so any polynomial in p of that
    degree is converted exactly. The remainder is the next derivative: for the mean accuracy below
    1e-6 from two synapses a neuron on, a few 1e-6 at one and a half. The densities lie around
    that of the ensemble, or of another one nearby, so that neighbours can share the laws.
    """
    total, m = places(ensemble), ensemble.m
    middle = around or ensemble
    centre = middle.m / places(middle)
    spread = math.sqrt(centre * (1 - centre) / places(middle))
    half = order // 2
    step = min(spread / 4, centre / (half + 1), (1 - centre) / (half + 1))
    nodes = [Fraction(centre) + j * Fraction(step) for j in range(-half, half + 1)]
    moments = [Fraction(math.perm(m, i), math.perm(total, i)) for i in range(order + 1)]
    return np.array([float(p) for p in nodes]), np.array(
        [float(w) for w in _weights(nodes, moments)]
    )


def _weights(nodes: list[Fraction], moments: list[Fraction]) -> list[Fraction]:
    """The weights of a quadrature with these nodes and moments: Lagrange's polynomials' means."""
    weights = []
    for j, own in enumerate(nodes):
        polynomial = [Fraction(1)]  # ascending powers
        for i, other in enumerate(nodes):
            if i != j:
                shifted = [Fraction(0), *polynomial]
                polynomial = [
                    (high - other * low) / (own - other)
                    for high, low in zip(shifted, [*polynomial, Fraction(0)], strict=True)
                ]
        weights.append(
            sum((c * mu for c, mu in zip(polynomial, moments, strict=True)), Fraction(0))
        )
    return weights
