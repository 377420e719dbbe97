"""Eigenvalues of sparse random weights: bulk, outlier, and their laws at finite size."""

from typing import TYPE_CHECKING, Annotated

import numpy as np
from annotated_types import Ge, Gt

from netbounds.domains import MeanDegree, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law

if TYPE_CHECKING:
    from flint import arb

Radius = Annotated[float, Ge(0), Symbol("r", "distance from the origin"), Typical(0, 3)]
Regularity = Annotated[int, Ge(2), Symbol("K", "in- and out-degree of everybody"), Typical(2, 12)]
MeanWeight = Annotated[float, Symbol(r"\mu", "mean weight of a synapse"), Typical(-2, 2)]
MeanSquare = Annotated[
    float, Gt(0), Symbol("w", "mean squared weight of a synapse"), Typical(0.01, 4)
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("wood2012", "Theorem 1.2"),
    valid="n -> infinity with mean degree -> infinity, independent synapses",
    formula=r"\rho = \sqrt{K \langle w^2 \rangle}",
    error="the largest eigenvalue of n = 500 neurons lies 1 to 5 % outside, at any mean degree",
)
def bulk_radius(mean_degree: MeanDegree, mean_square_weight: MeanSquare) -> float:
    r"""Eigenvalues of sparse random weights fill a disc whose radius is the root of K <w^2>.

    .. math:: \rho = \sqrt{K \langle w^2 \rangle}

    with K synapses a neuron on average and mean squared weight :math:`\langle w^2 \rangle`. A gain
    g means weights of variance g^2/K, hence radius g. Zeros and ones of a K-in graph: sqrt(K) is
    the second largest modulus, the largest is the outlier K.

    Parameters
    ----------
    mean_degree
        K.
    mean_square_weight
        Mean of the squared weight over synapses, mean weight included.

    Notes
    -----
    Relative rounding error below 1e-15.

    Source: wood2012, Theorem 1.2 (sparse circular law).

    Examples
    --------
    >>> round(bulk_radius(14, 1.0), 6)
    3.741657
    """
    return float(np.sqrt(mean_degree * mean_square_weight))


@bulk_radius.enclosure
def _(mean_degree: float, mean_square_weight: float) -> "arb":
    import flint

    return (flint.arb(mean_degree) * flint.arb(mean_square_weight)).sqrt()


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("tao2013", "Theorem 1.7"),
    valid="n -> infinity, and K |mu| larger than the bulk radius",
    formula=r"\lambda = K \mu",
    error="O(1) relative to K mu over the bulk radius; fluctuations O(n^(-1/2))",
)
def mean_weight_outlier(mean_degree: MeanDegree, mean_weight: MeanWeight) -> float:
    r"""A mean weight that is not zero drives one eigenvalue out of the disc, to K times itself.

    .. math:: \lambda = K \mu

    Parameters
    ----------
    mean_degree
        K, synapses a neuron receives on average.
    mean_weight
        Mean weight of a synapse; with zeros and ones, 1.

    Notes
    -----
    The eigenvector is nearly uniform. Only where K |mu| exceeds the bulk radius.

    Source: tao2013, Theorem 1.7.

    Examples
    --------
    >>> mean_weight_outlier(14, 1.0)
    14.0
    """
    return float(mean_degree * mean_weight)


@mean_weight_outlier.enclosure
def _(mean_degree: float, mean_weight: float) -> "arb":
    import flint

    return flint.arb(mean_degree) * flint.arb(mean_weight)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("bordenave2012", "Section 2.3"),
    valid="n -> infinity, everybody sends and receives exactly K synapses (sum of K permutations)",
    formula=r"\Pr(|z| \le r) = \frac{(K - 1)\, r^2}{K^2 - r^2}, \quad r \le \sqrt K",
    error="O(n^(-1/2)) at the edge; at n = 600 less than 0.02 everywhere",
)
def kesten_mckay_share(radius: Radius, degree: Regularity) -> float:
    r"""Of a regular directed graph's eigenvalues a share (K-1) r^2/(K^2 - r^2) has modulus <= r.

    .. math:: \Pr(|z| \le r) = \frac{(K - 1)\, r^2}{K^2 - r^2}, \qquad r \le \sqrt K

    the oriented Kesten-McKay law of zeros-and-ones matrices with K ones in every row and column.

    Parameters
    ----------
    radius
        r; beyond sqrt(K) the share is 1 (the single eigenvalue K has no weight).
    degree
        K.

    Notes
    -----
    Relative rounding error below 1e-14.

    Source: bordenave2012, Section 2.3.

    Examples
    --------
    >>> round(kesten_mckay_share(1.5, 3), 12)
    0.666666666667
    """
    if radius * radius >= degree:
        return 1.0
    return (degree - 1) * radius**2 / ((degree - radius) * (degree + radius))


@kesten_mckay_share.inverse
def _(share: float, degree: int) -> float:
    """Modulus below which a given share of the eigenvalues lies."""
    return float(np.sqrt(share * degree**2 / (degree - 1 + share)))


@kesten_mckay_share.enclosure
def _(radius: float, degree: int) -> "arb":
    import flint

    square = flint.arb(radius) ** 2
    if square >= degree:
        return flint.arb(1)
    return (degree - 1) * square / (degree**2 - square)


@kesten_mckay_share.derivation
def _() -> Derivation:
    import sympy

    radius, degree = sympy.symbols("radius degree", positive=True)
    r = sympy.Symbol("r", positive=True)
    density = degree**2 * (degree - 1) / (sympy.pi * (degree**2 - r**2) ** 2)
    ring = sympy.simplify(2 * sympy.pi * r * density)
    grown = sympy.integrate(ring, r)
    share = sympy.factor(sympy.simplify(grown.subs(r, radius) - grown.subs(r, 0)))
    total = sympy.simplify(share.subs(radius, sympy.sqrt(degree)))
    return Derivation(
        steps=(
            Step("The eigenvalues have this density in the plane, up to modulus sqrt(K).", density),
            Step("It depends on the modulus alone: a ring of radius r holds.", ring),
            Step("Integrated from 0 to the radius.", share),
            Step("At the edge sqrt(K) all eigenvalues are inside.", total),
        ),
        result=sympy.Piecewise((1, radius**2 >= degree), (share, True)),
    )
