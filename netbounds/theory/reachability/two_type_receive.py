"""Does every neuron hear an excitatory and an inhibitory one, and what does it take?"""

import math
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge

from netbounds.domains import OpenProbability, Symbol, Typical
from netbounds.ensembles import TwoType
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import number, until_sharp
from netbounds.theory.reachability.design import root_between
from netbounds.theory.reachability.two_type import Network

if TYPE_CHECKING:
    import flint

SomeOfAKind = Annotated[
    int, Ge(2), Symbol("n_a", "number of neurons of a kind, at least two"), Typical(2, 60)
]


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "networks with separate excitatory and inhibitory neurons"),
    valid="any numbers of neurons",
    formula=r"\prod_{a,b} \left(1 - q_{ab}^{\,n_a - [a=b]}\right)^{n_b}",
)
def probability_both_kinds_received(ensemble: Network) -> float:
    r"""Probability that every neuron receives from an excitatory and from an inhibitory neuron.

    .. math:: \prod_{a,b} \left(1 - q_{ab}^{\,n_a - [a=b]}\right)^{n_b}

    with a the presynaptic and b the postsynaptic kind, :math:`n_a` neurons of kind a and
    :math:`q_{ab} = 1 - p_{ab}`; a neuron is no partner of its own.

    Parameters
    ----------
    ensemble
        Numbers of neurons and the 2 x 2 probabilities p[presynaptic][postsynaptic].

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
    Exact for all numbers of neurons. Source: elementary; Turcu and Abbott (2022) for the question.

    Examples
    --------
    >>> network = TwoType((40, 10), ((0.3, 0.3), (0.6, 0.6)))
    >>> print(f"{probability_both_kinds_received(network):.6f}")
    0.993164
    """
    return math.exp(_log_hears(ensemble))


def _log_hears(ensemble: TwoType) -> float:
    """Logarithm of the probability that all hear both kinds, from the smaller side of each."""
    logarithm = 0.0
    for senders, receivers, p in _blocks(ensemble):
        if senders == 0 or p == 0:
            return -math.inf
        if p < 1:
            log_silent = senders * math.log1p(-p)
            logarithm += receivers * (
                math.log(-math.expm1(log_silent))
                if log_silent > -0.5
                else math.log1p(-math.exp(log_silent))
            )
    return logarithm


def _blocks(ensemble: TwoType) -> list[tuple[int, int, float]]:
    """Possible partners of one neuron, number of such neurons, probability; where there are any."""
    return [
        (ensemble.n[a] - (a == b), ensemble.n[b], float(ensemble.p[a][b]))
        for a in (0, 1)
        for b in (0, 1)
        if ensemble.n[b]
    ]


@probability_both_kinds_received.enclosure
def _(ensemble: TwoType) -> "flint.arb":
    return until_sharp(lambda: _all_hear(ensemble))


def _all_hear(ensemble: TwoType) -> Any:
    blocks = [
        (1 - (1 - number(ensemble.p[a][b])) ** (ensemble.n[a] - (a == b))) ** ensemble.n[b]
        for a in (0, 1)
        for b in (0, 1)
        if ensemble.n[b]
    ]
    return math.prod(blocks, start=number(1))


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "networks with separate excitatory and inhibitory neurons"),
    valid="equal probability K/n of every synapse, any numbers of neurons",
    formula=r"K^*:\ \prod_{a,b} \left(1 - (1-K/n)^{n_a - [a=b]}\right)^{n_b} = 1-\epsilon,\quad"
    r" K^* \to \frac{\ln(n/\epsilon)}{\min(f_E, f_I)}",
    accuracy=1e-9,
)
def mean_degree_for_both_kinds(
    excitatory: SomeOfAKind, inhibitory: SomeOfAKind, failure: OpenProbability
) -> float:
    r"""Synapses a neuron needs so that it hears both kinds: the rarer kind sets the price.

    All synapses have probability K/n, n = n_E + n_I. Somebody misses a kind with probability
    :math:`\epsilon` at

    .. math:: \prod_{a,b} \left(1 - (1-K/n)^{n_a - [a=b]}\right)^{n_b} = 1-\epsilon, \qquad
        K^* \to \frac{\ln(n/\epsilon)}{\min(f_E, f_I)}

    with :math:`f_a = n_a/n`: a logarithm, divided by the fraction of the rarer kind.

    Parameters
    ----------
    excitatory, inhibitory
        Numbers of neurons, at least two of each kind (nobody hears itself).
    failure
        Tolerated probability that a neuron misses a kind.

    Returns
    -------
    float
        K = n p, synapses a neuron; relative error below 1e-9.

    Raises
    ------
    DomainError
        If a kind has fewer than two neurons, or `failure` is not strictly between 0 and 1.

    Notes
    -----
    Exact: the root of `probability_both_kinds_received`. Source: elementary.

    Examples
    --------
    >>> print(f"{mean_degree_for_both_kinds(80, 20, 0.01):.6f}")
    37.241500
    """
    from scipy.optimize import brentq

    n = excitatory + inhibitory

    def excess(p: float) -> float:
        all_hear = _log_hears(TwoType((excitatory, inhibitory), ((p, p), (p, p))))
        return math.log(max(-math.expm1(all_hear), 1e-300) / failure)

    return n * float(brentq(excess, 1e-12, 1 - 1e-15, xtol=1e-15, rtol=1e-14))


@mean_degree_for_both_kinds.enclosure
def _(excitatory: int, inhibitory: int, failure: float) -> "flint.arb":
    n = excitatory + inhibitory

    def misses(p: Any) -> Any:
        ensemble = TwoType((excitatory, inhibitory), ((p, p), (p, p)))
        return until_sharp(lambda: 1 - _all_hear(ensemble))

    guess = mean_degree_for_both_kinds(excitatory, inhibitory, failure) / n
    return root_between(misses, n, guess, failure)
