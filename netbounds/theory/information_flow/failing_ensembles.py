"""Random networks whose synapses fail are random networks again."""

from math import log
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from annotated_types import Gt

from netbounds.domains import NeuronCount, OpenProbability, Probability, Symbol, Typical, check
from netbounds.ensembles import Bernoulli, FixedInDegree, RandomInDegree
from netbounds.law import Kind, Source, law

if TYPE_CHECKING:
    from flint import arb

Missed = Annotated[
    float,
    Gt(0),
    Symbol(r"\varepsilon", "neurons without any input left, on average"),
    Typical(1e-6, 0.5),
]


def with_failing_synapses(
    ensemble: Bernoulli | FixedInDegree, failure: Probability
) -> Bernoulli | RandomInDegree:
    r"""Losing each synapse with probability f leaves a sparser random network of a known kind.

    Independent synapses of density p become independent synapses of density p (1 - f). A neuron
    with K inputs keeps a binomial number of them, each set of that size as likely as any other, so
    a fixed in-degree becomes a random one:

    .. math:: \Pr(k) = \binom{K}{k} (1 - f)^k f^{K - k}

    Every exact law of reach for those then holds, and the logarithm of n comes back, because some
    neurons lose all their inputs.

    Parameters
    ----------
    ensemble
        The intact random network.
    failure
        f, the probability that a synapse is lost, independently of the others.

    Raises
    ------
    DomainError
        If failure lies outside 0 .. 1, or for any other ensemble.

    Notes
    -----
    Exact for every n.

    Source: elementary; see `probability_all_reached` of reachability.

    Examples
    --------
    >>> with_failing_synapses(Bernoulli(100, 0.5), 0.25)
    Bernoulli(n=100, p=0.375)
    """
    check("with_failing_synapses", "ensemble", ensemble, Bernoulli | FixedInDegree)
    check("with_failing_synapses", "failure", failure, Probability)
    if isinstance(ensemble, Bernoulli):
        return Bernoulli(ensemble.n, ensemble.p * (1 - failure))
    from scipy.stats import binom

    kept = np.asarray(binom.pmf(np.arange(ensemble.n), ensemble.k, 1 - failure))
    return RandomInDegree(tuple((kept / kept.sum()).tolist()))


@law(
    kind=Kind.EXACT,
    source=Source("harris1960"),
    valid="every neuron has K inputs, synapses fail independently",
    formula=r"K^* = \frac{\ln(n/\epsilon)}{\ln(1/f)}",
)
def in_degree_against_failure(
    neurons: NeuronCount, failure: OpenProbability, missed: Missed = 1.0
) -> float:
    r"""Against failing synapses the in-degree must grow with the logarithm of the network's size.

    A neuron with K inputs loses them all with probability :math:`f^K`, so on average

    .. math:: n f^K = \epsilon \quad\text{at}\quad K^* = \frac{\ln(n / \epsilon)}{\ln(1 / f)}

    neurons hear nothing any more.

    Parameters
    ----------
    neurons
        n.
    failure
        f, the probability that a synapse is lost.
    missed
        eps, how many neurons may lose all their inputs on average.

    Notes
    -----
    Exact for the mean number of such neurons; relative rounding error below 1e-14 unless n = eps.
    Negative if even neurons without inputs would be few enough (n < eps).

    Source: harris1960.

    Examples
    --------
    >>> round(in_degree_against_failure(10**6, 0.1, 0.01), 6)
    8.0
    """
    return log(neurons / missed) / -log(failure)


@in_degree_against_failure.enclosure
def _(neurons: int, failure: float, missed: float = 1.0) -> "arb":
    import flint

    return (flint.arb(neurons) / flint.arb(missed)).log() / -flint.arb(failure).log()


@in_degree_against_failure.reference
def _(neurons: int, failure: float, missed: float = 1.0) -> Any:
    import mpmath

    return mpmath.log(mpmath.mpf(neurons) / mpmath.mpf(missed)) / -mpmath.log(mpmath.mpf(failure))


@in_degree_against_failure.inverse
def _(in_degree: float, neurons: int, missed: float = 1.0) -> float:
    """Largest failure probability that this in-degree endures."""
    return float((missed / neurons) ** (1 / in_degree))
