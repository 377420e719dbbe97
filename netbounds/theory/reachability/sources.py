"""Inputs needed to reach everybody: strong components that no other feeds."""

import math
from typing import Any

from netbounds.ensembles import Bernoulli, FixedEdges, Seeds
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability import _series
from netbounds.theory.reachability._balls import middle, number, until_sharp
from netbounds.theory.reachability._drive import named_and_fraction
from netbounds.theory.reachability.fixed_edges import Components, by_contour, places


def _ball(p: float) -> Any:
    from flint import arb

    return 1 - arb(number(p))


@law(
    kind=Kind.EXACT,
    source=Source("wright1971", "strong digraphs, weighted by density"),
    valid="any n >= 1",
    formula=r"\sum_k \binom nk S_k q^{k(n-k)}",
)
def expected_source_components(ensemble: Components) -> float:
    r"""Number of inputs needed, on average, to reach everybody.

    Every strong component that no other feeds needs an input of its own. k neurons form one with
    probability :math:`S_k q^{k(n-k)}`, where :math:`S_k` is the probability that D(k, p) is
    strongly connected, q = 1 - p:

    .. math:: \sum_k \binom nk S_k q^{k(n-k)}

    Parameters
    ----------
    ensemble
        The random graph.

    Returns
    -------
    float
        Components (between 1 and n); relative error below 1e-12.

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Exact for every n. Cost as `probability_strongly_connected`. Source: Wright (1971) for counting.

    Examples
    --------
    >>> from netbounds.ensembles import Bernoulli
    >>> print(f"{expected_source_components(Bernoulli(40, 0.06)):.12f}")
    3.646449263825
    """
    return middle(_sources(ensemble))


@expected_source_components.enclosure
def _sources(ensemble: Components) -> Any:
    from flint import fmpq

    n = ensemble.n
    if isinstance(ensemble, FixedEdges):
        if ensemble.m in (0, places(ensemble)):
            return fmpq(n if ensemble.m == 0 else 1)
        # each term is a probability below C(n, k); over n they are safely below 1 for the bound
        return by_contour(ensemble, lambda q: [_sources_in_balls(q, n) / n])[0] * n
    if ensemble.p in (0, 1):
        return fmpq(n if ensemble.p == 0 else 1)
    return until_sharp(lambda: _sources_in_balls(_ball(ensemble.p), n), start=max(256, n))


def _sources_in_balls(q: Any, n: int, free: int | None = None) -> Any:
    """Source components among `free` of the neurons, by default all."""
    free = n if free is None else free
    strong = _series.strong(q, n)
    terms = (math.comb(free, k) * strong[k] * q ** (k * (n - k)) for k in range(1, free + 1))
    return sum(terms, start=q * 0)


@law(
    kind=Kind.EXACT,
    source=Source("wright1971", "strong digraphs, weighted by density"),
    valid="any n >= 1, s named driven neurons",
    formula=r"\sum_k \binom{n-s}k S_k q^{k(n-k)}",
)
def expected_extra_inputs(ensemble: Bernoulli, drive: Seeds) -> float:
    r"""Number of inputs needed, on average, beside a drive to reach everybody.

    Every strong component that no other feeds and that holds no driven neuron needs one:

    .. math:: \sum_k \binom{n-s}k S_k q^{k(n-k)}

    with the probability :math:`S_k` that D(k, p) is strongly connected, q = 1 - p, and s driven
    neurons.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        The named driven neurons.

    Returns
    -------
    float
        Inputs (0 to n - s); relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are.

    Notes
    -----
    Exact for every n. Cost as `probability_strongly_connected`. Source: Wright (1971) for counting.

    Examples
    --------
    >>> print(f"{expected_extra_inputs(Bernoulli(40, 0.06), Seeds(4)):.6f}")
    3.248480
    """
    return middle(_extra(ensemble, drive))


@expected_extra_inputs.enclosure
def _extra(ensemble: Bernoulli, drive: Seeds) -> Any:
    from flint import fmpq

    free = ensemble.n - named_and_fraction("expected_extra_inputs", ensemble.n, drive)[0]
    if free == 0 or ensemble.p in (0, 1):
        return fmpq(0 if ensemble.p == 1 else free)
    return until_sharp(
        lambda: _sources_in_balls(_ball(ensemble.p), ensemble.n, free), start=max(256, ensemble.n)
    )


@law(
    kind=Kind.EXACT,
    source=Source("wright1971", "strong digraphs, weighted by density"),
    valid="any n >= 1",
    formula=r"\sum_k \binom nk S_k q^{k(n-k)} A_{n-k}(q^k)",
)
def probability_one_input_suffices(ensemble: Components) -> float:
    r"""Probability that some neuron reaches all others, so that one well-placed input suffices.

    The neurons that reach all form one strong component of k, which feeds all others:

    .. math:: \sum_k \binom nk S_k q^{k(n-k)} A_{n-k}(q^k)

    with :math:`A_M(\theta)` of `reach_distribution`.

    Parameters
    ----------
    ensemble
        The random graph.

    Returns
    -------
    float
        A probability; relative error below 1e-12 (`FixedEdges`: absolute below 1e-15).

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Exact for every n. Cost: n quotients of power series, 0.2 s at n = 100. Source: Wright (1971).

    Examples
    --------
    >>> from netbounds.ensembles import Bernoulli
    >>> print(f"{probability_one_input_suffices(Bernoulli(4, 0.5)) * 2**12:.0f}")
    3614
    """
    return middle(_rooted(ensemble))


@probability_one_input_suffices.enclosure
def _rooted(ensemble: Components) -> Any:
    from flint import fmpq

    n = ensemble.n
    if n == 1:
        return fmpq(1)
    if isinstance(ensemble, FixedEdges):
        if ensemble.m == places(ensemble) or ensemble.m < n - 1:
            return fmpq(int(ensemble.m == places(ensemble)))
        return by_contour(ensemble, lambda q: [_rooted_in_balls(q, n)])[0]
    if ensemble.p in (0, 1):
        return fmpq(int(ensemble.p))
    return until_sharp(lambda: _rooted_in_balls(_ball(ensemble.p), n), start=max(256, n))


def _rooted_in_balls(q: Any, n: int) -> Any:
    strong = _series.strong(q, n)
    terms = (
        math.comb(n, k) * strong[k] * q ** (k * (n - k)) * _series.covered(q, n - k, q**k)[-1]
        for k in range(1, n + 1)
    )
    return sum(terms, start=q * 0)
