"""Strong connectivity: everybody reaches everybody."""

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from netbounds.domains import Examples, refusal
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability import _series
from netbounds.theory.reachability._balls import middle, number, until_sharp
from netbounds.theory.reachability._exact import connected
from netbounds.theory.reachability.fixed_edges import Components, by_contour, places

if TYPE_CHECKING:
    import flint

Degrees = Annotated[
    Configuration,
    Examples(
        (
            Configuration((1, 1, 3, 3), (3, 1, 1, 3)),
            Configuration((2, 2, 2), (2, 2, 2)),
            Configuration((1, 4, 4, 2), (2, 3, 3, 3)),
        )
    ),
]


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


@law(
    kind=Kind.LOWER_BOUND,
    source=Source("karp1990", "with the correlation inequality of Harris and FKG"),
    valid="any n >= 1",
    formula=r"S_n \ge P_n^2",
)
def strong_connectivity_lower_bound(ensemble: Bernoulli) -> float:
    r"""Strong connectivity is at least as likely as two independent one-way successes.

    One neuron reaches all with probability :math:`P_n`, is reached by all with the same; more
    synapses help both, so both together have at least :math:`P_n^2`.

    Parameters
    ----------
    ensemble
        The random graph.

    Returns
    -------
    float
        A probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Valid for every n. Cost O(n^2), in floats. Source: Karp (1990) for one way.

    Examples
    --------
    >>> print(f"{strong_connectivity_lower_bound(Bernoulli(1000, 7.9 / 999)):.6f}")
    0.487384
    """
    from netbounds.ensembles import Seeds
    from netbounds.theory.reachability.reach import probability_all_reached

    return probability_all_reached(ensemble, Seeds(1)) ** 2


@strong_connectivity_lower_bound.enclosure
def _(ensemble: Bernoulli) -> "flint.arb":
    return until_sharp(lambda: connected(ensemble.n, 1 - number(ensemble.p))[-1] ** 2)


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("turcu2022", "percolation surrogate, DGPercolation"),
    valid="any n >= 2, n q^(n-1) < 2",
    formula=r"S_n \le \sum_{i,j,l} (-1)^{i+j} \binom ni \binom il \binom{n-i}{j-l}"
    r" q^{(i+j)(n-1)-ij+l}",
    accuracy=1e-9,
)
def strong_connectivity_upper_bound(ensemble: Bernoulli) -> float:
    r"""Strong connectivity needs every neuron to receive and to send.

    Inclusion and exclusion over i neurons that receive nothing and j that send nothing, l of them
    both:

    .. math:: \sum_{i,j,l} (-1)^{i+j} \binom ni \binom il \binom{n-i}{j-l} q^{(i+j)(n-1)-ij+l}

    Parameters
    ----------
    ensemble
        The random graph; dense enough that at most two neurons are silent on average.

    Returns
    -------
    float
        A probability; relative error below 1e-9.

    Raises
    ------
    DomainError
        If n < 2, or if n q^(n-1) >= 2: the alternating sum would lose its digits.

    Notes
    -----
    Valid for every n; sharp when silent neurons are all that stands in the way. Cost: 26^3 terms
    at most. Source: elementary.

    Examples
    --------
    >>> print(f"{strong_connectivity_upper_bound(Bernoulli(1000, 7.9 / 999)):.6f}")
    0.487889
    """
    _refuse_sparse(ensemble)
    n, log_q = ensemble.n, math.log1p(-float(ensemble.p)) if ensemble.p < 1 else -math.inf
    return math.fsum(
        sign * math.exp(math.log(count) + power * log_q) if power else float(sign * count)
        for sign, count, power in _silent_or_unheard(n)
        if count
    )


@strong_connectivity_upper_bound.enclosure
def _(ensemble: Bernoulli) -> "flint.arb":
    _refuse_sparse(ensemble)

    def evaluate() -> Any:
        q = 1 - number(ensemble.p)
        everything = _silent_or_unheard(ensemble.n, ensemble.n)
        return sum((s * count * q**power for s, count, power in everything), start=q * 0)

    return until_sharp(evaluate)


def _refuse_sparse(ensemble: Bernoulli) -> None:
    where = "strong_connectivity_upper_bound"
    if ensemble.n < 2:
        raise refusal(where, "ensemble", "have n >= 2", ensemble)
    if ensemble.n * (1 - float(ensemble.p)) ** (ensemble.n - 1) >= 2:
        rule = "be dense enough for n (1-p)^(n-1) < 2"
        raise refusal(where, "ensemble", rule, ensemble, "sparser graphs are hardly ever strong")


def _silent_or_unheard(n: int, most: int = 25) -> list[tuple[int, int, int]]:
    """Sign, number and power of q of each term."""
    return [
        (
            (-1) ** (i + j),
            math.comb(n, i) * math.comb(i, both) * math.comb(n - i, j - both),
            (i + j) * (n - 1) - i * j + both,
        )
        for i in range(min(n, most) + 1)
        for j in range(min(n, most) + 1)
        for both in range(max(0, i + j - n), min(i, j) + 1)
    ]


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
    >>> print(f"{expected_source_components(Bernoulli(40, 0.06)):.12f}")
    3.646449263825
    """
    return middle(_sources(ensemble))


@expected_source_components.enclosure
def _sources(ensemble: Bernoulli | FixedEdges) -> Any:
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


def _sources_in_balls(q: Any, n: int) -> Any:
    strong = _series.strong(q, n)
    terms = (math.comb(n, k) * strong[k] * q ** (k * (n - k)) for k in range(1, n + 1))
    return sum(terms, start=q * 0)


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
    >>> print(f"{probability_one_input_suffices(Bernoulli(4, 0.5)) * 2**12:.0f}")
    3614
    """
    return middle(_rooted(ensemble))


@probability_one_input_suffices.enclosure
def _rooted(ensemble: Bernoulli | FixedEdges) -> Any:
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


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "configuration model"),
    valid="n -> infinity, all degrees >= 1, E[in out] > E[degree]",
    error="O(1/n) for bounded degrees",
    formula=r"\Pr(\text{strong}) \to \frac{(1-a)(1-b)}{1-g}",
)
def strong_connectivity_of_degrees(ensemble: Degrees) -> float:
    r"""Probability that a large graph with given degrees, all at least one, is strong.

    What stands in the way are cycles of neurons with one synapse in (sources) or one out (sinks),
    Poisson in number:

    .. math:: \Pr \to \frac{(1-a)(1-b)}{1-g}, \qquad
        a = \frac{\mathrm E[\text{out};\, \text{in}=1]}{\mathrm E[\deg]},\
        b = \frac{\mathrm E[\text{in};\, \text{out}=1]}{\mathrm E[\deg]},\
        g = \frac{\Pr(\text{in}=\text{out}=1)}{\mathrm E[\deg]}

    Parameters
    ----------
    ensemble
        The degree sequences.

    Returns
    -------
    float
        The limiting probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If a degree is 0, or if there is no giant component (E[in out] <= E[degree]).

    Notes
    -----
    Valid for n large and bounded degrees. Source: Newman, Strogatz and Watts (2001) for the model;
    the count of cycles is elementary.

    Examples
    --------
    >>> degrees = (1,) * 3 + (3,) * 7
    >>> round(strong_connectivity_of_degrees(Configuration(degrees, degrees)), 3)
    0.875
    """
    return float(_without_cycles(ensemble))


@strong_connectivity_of_degrees.enclosure
def _(ensemble: Configuration) -> Any:
    from flint import fmpq

    exact = _without_cycles(ensemble)
    return fmpq(exact.numerator, exact.denominator)


def _without_cycles(ensemble: Configuration) -> Fraction:
    where = "strong_connectivity_of_degrees"
    pairs = list(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True))
    if min(min(pair) for pair in pairs) < 1:
        raise refusal(where, "ensemble", "have all degrees >= 1", "a degree of 0")
    synapses = sum(ensemble.in_degrees)
    if sum(i * o for i, o in pairs) <= synapses:
        rule = "have a giant component, E[in out] > E[degree]"
        raise refusal(where, "ensemble", rule, "degrees that are too small")
    a = Fraction(sum(o for i, o in pairs if i == 1), synapses)
    b = Fraction(sum(i for i, o in pairs if o == 1), synapses)
    g = Fraction(sum(i == o == 1 for i, o in pairs), synapses)
    return (1 - a) * (1 - b) / (1 - g)
