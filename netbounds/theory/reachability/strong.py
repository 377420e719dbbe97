"""Strong connectivity: everybody reaches everybody."""

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from netbounds.domains import refusal
from netbounds.ensembles import (
    Bernoulli,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability import _series
from netbounds.theory.reachability._balls import middle, number, until_sharp
from netbounds.theory.reachability.fixed_edges import Components, by_contour, places

if TYPE_CHECKING:
    pass


@law(
    kind=Kind.EXACT,
    source=Source("wright1971", "strong digraphs, weighted by density"),
    valid="any n >= 1",
    formula=r"S_n = n!\, q^{n(n-1)} [x^n] \Bigl(-\ln \sum_j q^{-\binom j2} x^j\,"
    r" [x^j] \tfrac{1}{D(x)}\Bigr), \quad D(x) = \sum_k q^{-\binom k2} \frac{x^k}{k!}",
)
def probability_strongly_connected(
    ensemble: Components | FixedInDegree | FixedOutDegree,
) -> float:
    r"""Probability that every neuron reaches every other.

    Independent synapses, q = 1 - p:

    .. math:: S_n = n!\, q^{n(n-1)} [x^n] \Bigl(-\ln \sum_j q^{-\binom j2} x^j\,
        [x^j] \frac{1}{D(x)}\Bigr), \qquad D(x) = \sum_k q^{-\binom k2} \frac{x^k}{k!}

    Exactly m synapses: the coefficient of a mixture of these. Fixed in- or out-degree K: exact
    integers, with :math:`c_N = \binom{N-1}{K}` choices for a neuron among N,

    .. math:: e_N = c_N^N - \sum_{k<N} \binom Nk e_k c_N^{N-k}, \quad
        a_N = e_N + \sum_{k<N} \binom{N-1}{k-1} a_k e_{N-k}, \quad \Pr = a_n / c_n^n

    Parameters
    ----------
    ensemble
        The random graph; a single neuron is strongly connected.

    Returns
    -------
    float
        A probability: the middle of the enclosure. Relative error below 1e-12; for `FixedEdges`
        absolute error below 1e-15.

    Raises
    ------
    DomainError
        For any other ensemble, and for more than one neuron of fixed degree 0.

    Notes
    -----
    Exact for every n. The sums cancel hundreds of digits, so they are evaluated in balls of as
    many digits as it takes. Cost: 0.3 s at n = 1000 for `Bernoulli`; O(n^2) big integers for fixed
    degrees; 10 sqrt(m) times the cost of `Bernoulli` for `FixedEdges`. Source: Wright (1971) for
    counting strong digraphs.

    Examples
    --------
    >>> print(f"{probability_strongly_connected(Bernoulli(100, 0.07)):.12f}")
    0.859578788878
    """
    return middle(_strong(ensemble))


@probability_strongly_connected.enclosure
def _strong(ensemble: Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree) -> Any:
    """A ball; an exact rational for fixed degrees."""
    from flint import fmpq

    n = ensemble.n
    if isinstance(ensemble, FixedInDegree | FixedOutDegree):
        exact = _fixed_degree(n, ensemble.k)
        return fmpq(exact.numerator, exact.denominator)
    if n == 1:
        return fmpq(1)
    if isinstance(ensemble, FixedEdges):
        if ensemble.m in (0, places(ensemble)) or ensemble.m < n:
            return fmpq(int(ensemble.m == places(ensemble)))
        return by_contour(ensemble, lambda q: [_series.strong(q, n)[n]])[0]
    if ensemble.p in (0, 1):
        return fmpq(int(ensemble.p))
    return until_sharp(lambda: _series.strong(_ball(ensemble.p), n)[n], start=max(256, n // 2))


def _ball(p: float) -> Any:
    from flint import arb

    return 1 - arb(number(p))


def _fixed_degree(n: int, k: int) -> Fraction:
    if n == 1:
        return Fraction(1)
    if k == 0:
        where, rule = "probability_strongly_connected", "be >= 1 when there are several neurons"
        raise refusal(where, "in- or out-degree k", rule, k, "nobody would hear anybody")
    e, a = [0], [0]
    for size in range(1, n + 1):
        c = math.comb(size - 1, k)
        e.append(c**size - sum(math.comb(size, j) * e[j] * c ** (size - j) for j in range(1, size)))
        a.append(
            e[size] + sum(math.comb(size - 1, j - 1) * a[j] * e[size - j] for j in range(1, size))
        )
    return Fraction(a[n], math.comb(n - 1, k) ** n)
