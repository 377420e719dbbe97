"""Bounds of strong connectivity that floats can evaluate at any size."""

import math
from typing import TYPE_CHECKING, Any

from netbounds.domains import refusal
from netbounds.ensembles import Bernoulli
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import number, until_sharp
from netbounds.theory.reachability._exact import connected

if TYPE_CHECKING:
    import flint


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
    from netbounds.theory.reachability.everybody import probability_all_reached

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
    """Partial sums over the 2n events "silent" and "unheard" lie above and below (Bonferroni).

    Even orders lie above, odd ones below; as many are taken as it needs to close in.
    """
    from flint import arb

    _refuse_sparse(ensemble)

    def evaluate() -> Any:
        q = 1 - arb(number(ensemble.p))
        total, orders = q * 0, 2 * ensemble.n
        for order in range(orders + 1):
            before, total = total, total + _of_order(q, ensemble.n, order)
            if order and _settled(total, before):
                return total.union(before)
        return total  # every order: exact

    return until_sharp(evaluate)


def _of_order(q: Any, n: int, order: int) -> Any:
    """All terms in which `order` events happen together."""
    terms = (
        count * q**power
        for i in range(min(n, order) + 1)
        if order - i <= n
        for _, count, power in _terms(n, i, order - i)
    )
    return (-1) ** order * sum(terms, start=q * 0)


def _settled(total: Any, before: Any) -> bool:
    return bool(abs(total - before) < 2.0**-80 * abs(total))


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
        term
        for i in range(min(n, most) + 1)
        for j in range(min(n, most) + 1)
        for term in _terms(n, i, j)
    ]


def _terms(n: int, silent: int, unheard: int) -> list[tuple[int, int, int]]:
    """The terms of so many silent and so many unheard neurons."""
    i, j = silent, unheard
    return [
        (
            (-1) ** (i + j),
            math.comb(n, i) * math.comb(i, both) * math.comb(n - i, j - both),
            (i + j) * (n - 1) - i * j + both,
        )
        for both in range(max(0, i + j - n), min(i, j) + 1)
    ]
