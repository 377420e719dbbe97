"""The size of the largest strong component: its exact finite-size law."""

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from netbounds.domains import check
from netbounds.ensembles import Bernoulli, FixedEdges
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability import _series
from netbounds.theory.reachability._balls import middles, number, until_sharp
from netbounds.theory.reachability._typing import FloatArray
from netbounds.theory.reachability.fixed_edges import (
    Components,
    by_contour,
    places,
    seven_densities,
)

if TYPE_CHECKING:
    import flint


@law(
    kind=Kind.EXACT,
    source=Source("robinson1995", "strong components of restricted size, weighted by density"),
    valid="any n >= 1",
    formula=r"\Pr(L \le k) = n!\, q^{\binom n2} [x^n] \frac1{Y_k(x)},\quad"
    r" Y_k = \Bigl(e^{-\sum_{j \le k} S_j q^{-j(j-1)} x^j/j!}\Bigr) \odot q^{\binom j2}",
)
def largest_component_distribution(ensemble: Components) -> FloatArray:
    r"""Probability that the largest strong component has exactly k neurons, for every k.

    With :math:`S_j` the probability that D(j, p) is strongly connected, q = 1 - p:

    .. math:: \Pr(L \le k) = n!\, q^{\binom n2} [x^n] \frac1{Y_k(x)}, \quad
        Y_k(x) = \sum_j q^{\binom j2} x^j\,
        [x^j] \exp\Bigl(-\sum_{i \le k} S_i q^{-i(i-1)} \frac{x^i}{i!}\Bigr)

    A component of more than half of the neurons is unique, so there

    .. math:: \Pr(L = k) = \binom nk S_k \sum_o \binom{n-k}{o} A_o(q^k)
        q^{(k+o)(n-k-o) + ko}

    with o the number of neurons that it reaches. A fixed number of synapses is the coefficient
    of a mixture of these (contour integral).

    Parameters
    ----------
    ensemble
        The random graph. Self loops of `FixedEdges` take synapses and join nothing.

    Returns
    -------
    ndarray
        Shape (n + 1,): entry k is the probability of a largest component of k neurons. A lone
        neuron is a component, so entry 0 is 0. Relative error below 1e-12 for `Bernoulli`,
        absolute error below 1e-15 for `FixedEdges`.

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Exact for every n. Evaluated in balls, because the sums cancel hundreds of digits. Cost about
    n^2 operations on numbers of some n bits for each k: 0.3 s at n = 100; `FixedEdges` 10 sqrt(m)
    times that (`nearly_fixed_edges` is quick). Source: Robinson (1995) for counting.

    Examples
    --------
    >>> (largest_component_distribution(FixedEdges(3, 4)) * 126).round(9).tolist()
    [0.0, 60.0, 51.0, 15.0]
    """
    return np.array(middles(_sizes(ensemble)))


@largest_component_distribution.enclosure
def _sizes(ensemble: Bernoulli | FixedEdges) -> "list[flint.arb]":
    n = ensemble.n
    one = _certain(ensemble)
    if one is not None:
        return [number(int(k == one)) for k in range(n + 1)]
    if isinstance(ensemble, FixedEdges):
        return by_contour(ensemble, lambda q: sizes_in_balls(q, n))
    p = ensemble.p
    return until_sharp(lambda: sizes_in_balls(_ball(p), n), start=max(256, 2 * n))


def _ball(p: float) -> Any:
    from flint import arb

    return 1 - arb(number(p))


def _certain(ensemble: Bernoulli | FixedEdges) -> int | None:
    """The size where only one is possible."""
    if isinstance(ensemble, FixedEdges):
        empty, full = ensemble.m == 0, ensemble.m == places(ensemble)
    else:
        empty, full = ensemble.p == 0, ensemble.p == 1
    if ensemble.n == 1 or empty:
        return 1
    return ensemble.n if full else None


def sizes_in_balls(q: Any, n: int, negligible: float = 0.0) -> list[Any]:
    """Pr(L = k), k = 0 ... n, in D(n, p) with q = 1 - p a real or complex ball, 0 < |q|.

    For real q the smallest sizes, `negligible` together, may be left at zero.
    """
    logarithm = _series.strong_logarithm(q, n)
    pairs = _series.pair_powers(q, n)
    pmf = [q * 0] * (n + 1)
    left = q**0
    for k in range(n, n // 2, -1):
        strong = logarithm[k] * pairs[k] ** 2 * math.factorial(k)
        pmf[k] = math.comb(n, k) * strong * _one_core(q, n, k)
        left -= pmf[k]
        if negligible and left < negligible:
            return pmf
    at_most = left  # from here on several components may share the largest size
    for k in range(n // 2, 0, -1):
        fewer = _series.no_component_above(q, n, logarithm, k - 1) if k > 1 else q * 0
        pmf[k] = at_most - fewer
        at_most = fewer
        if negligible and fewer < negligible:
            return pmf
    return pmf


def _one_core(q: Any, n: int, k: int) -> Any:
    """Probability that a given strong set of k exchanges no paths both ways with the others."""
    others = n - k
    reached = _series.covered(q, others, q**k)
    return sum(
        (
            math.comb(others, o) * a * q ** ((k + o) * (others - o) + k * o)
            for o, a in enumerate(reached)
        ),
        start=q * 0,
    )


def quick_largest_component_distribution(
    ensemble: FixedEdges, *, around: FixedEdges | None = None
) -> FloatArray:
    r"""Law of the largest component with exactly m synapses, from seven densities of D(n, p).

    The seven exact laws are weighted so that all polynomials in p up to degree six are converted
    exactly (`seven_densities`); what is left are derivatives from the seventh on.

    Parameters
    ----------
    ensemble
        n, m and whether self loops take synapses.
    around
        Another ensemble of as many neurons, whose seven densities to use (they are kept).

    Returns
    -------
    ndarray
        Shape (n + 1,). Error at n = 100 from two synapses a neuron on: below 1.1e-3 in the mean
        of L, 1e-6 in the mean accuracy; below 3e-3 in any entry at n = 20. Entries may be
        slightly negative. The exact law is `largest_component_distribution`.

    Raises
    ------
    DomainError
        For any ensemble but `FixedEdges`.

    Notes
    -----
    Cost: seven laws of D(n, p), cut off where 1e-13 of the probability is left.

    Examples
    --------
    >>> pmf = quick_largest_component_distribution(FixedEdges(100, 499))
    >>> round(float(pmf @ np.arange(101)), 4)
    98.7341
    """
    check("quick_largest_component_distribution", "ensemble", ensemble, FixedEdges)
    one = _certain(ensemble)
    if one is not None:
        certain: FloatArray = np.eye(ensemble.n + 1)[one]
        return certain
    densities, weights = seven_densities(ensemble, around=around)
    pmf: FloatArray = weights @ np.array([main_sizes(ensemble.n, float(p)) for p in densities])
    return pmf


@lru_cache(maxsize=4096)
def main_sizes(n: int, p: float) -> FloatArray:
    """Law of L in D(n, p) from the largest size down to where 1e-13 is left."""
    one = _certain(Bernoulli(n, p))
    if one is not None:
        certain: FloatArray = np.eye(n + 1)[one]
        return certain
    balls = until_sharp(
        lambda: sizes_in_balls(_ball(p), n, negligible=1e-13), start=max(256, 4 * n), absolute=True
    )
    pmf = np.array(middles(balls))
    pmf.setflags(write=False)  # kept and shared
    return pmf


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "percolation surrogate, DGPercolation"),
    valid="any n >= 1; a surrogate of classification, taken as a definition",
    formula=r"\mathrm{E}[A] = \sum_k \Pr(L = k)\,\tfrac12\left[1 + (k/n)^3\right]",
)
def expected_accuracy(ensemble: Components) -> float:
    r"""Mean accuracy of a network that classifies with its largest strong component only.

    A network whose largest strong component has L of n neurons is taken to classify a fraction
    :math:`A = \frac12 [1 + (L/n)^3]` correctly (1/2 is guessing).

    Parameters
    ----------
    ensemble
        The random graph.

    Returns
    -------
    float
        Mean fraction correct, between 1/2 and 1; relative error below 1e-12.

    Raises
    ------
    DomainError
        For any ensemble but `Bernoulli` and `FixedEdges`.

    Notes
    -----
    Exact for every n. Cost: see `largest_component_distribution`. Source: Turcu and Abbott
    (2022), code to their percolation figure.

    Examples
    --------
    >>> round(expected_accuracy(Bernoulli(40, 0.1)), 9)
    0.950128169
    """
    pmf = largest_component_distribution(ensemble)
    return float(accuracy_of_sizes(ensemble.n) @ pmf)


@expected_accuracy.enclosure
def _(ensemble: Bernoulli | FixedEdges) -> "flint.arb":
    from flint import fmpq

    n = ensemble.n
    pmf = _sizes(ensemble)
    return sum(fmpq(n**3 + k**3, 2 * n**3) * ball for k, ball in enumerate(pmf))


def accuracy_of_sizes(n: int) -> FloatArray:
    """Accuracy of a network of n whose largest strong component has 0 ... n neurons."""
    return 0.5 + 0.5 * (np.arange(n + 1) / n) ** 3
