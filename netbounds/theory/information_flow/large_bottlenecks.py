"""How many single points of failure a large random graph has, and how many signals steer it."""

from typing import TYPE_CHECKING, Any

from netbounds.ensembles import Bernoulli, Configuration
from netbounds.law import Kind, Source, law
from netbounds.theory.information_flow._large_graph_arguments import (
    Driven,
    LargeGraph,
    refuse_other_neurons,
)
from netbounds.theory.information_flow._large_graphs import near
from netbounds.theory.information_flow.large_graphs import sources_in_large_graph
from netbounds.theory.information_flow.unmatched import unmatched_fraction

if TYPE_CHECKING:
    import mpmath

_ERROR = "O(1) synapses and neurons, from short cycles and double synapses"


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees and drive fixed",
    error=_ERROR,
    formula=r"B_s = m (1 - y) h, \quad h = \sum_{v \notin D} \frac{j_v}{m} y^{j_v - 1}",
    accuracy=1e-9,
)
def bottleneck_synapses_in_large_graph(ensemble: LargeGraph, driven: Driven) -> float:
    r"""A synapse is a single point of failure when its receiver has no other reached sender.

    The senders of a neuron in a large graph are reached independently of each other, so only the
    receiver's own senders count:

    .. math:: B_s = m (1 - y) h, \qquad h = \sum_{v \notin D} \frac{j_v}{m} y^{j_v - 1}

    with y the probability that a synapse's sender is missed (`reached_in_large_graph`). Where few
    neurons are driven, synapses near the drive join them through which the whole signal passes,
    :math:`K_D (1 - x) x^{K_D - 1} / (1 - g)` on average for :math:`K_D` synapses sent by the drive,
    and all of a signal that dies out.

    Parameters
    ----------
    ensemble
        Bernoulli (all degrees binomial) or Configuration.
    driven
        D, numbers of the driven neurons; in Bernoulli graphs only how many they are matters.

    Returns
    -------
    float
        Mean number of synapses whose loss silences somebody.

    Raises
    ------
    DomainError
        If nobody is driven, or a driven neuron is none of the graph's or named twice.

    Notes
    -----
    Valid for large sparse graphs; shuffled graphs of 200 neurons have it within half a synapse.
    Relative rounding error below 1e-9. O(n).

    Source: newman2001 for the probabilities; the count is elementary.

    Examples
    --------
    >>> drive = tuple(range(500))
    >>> print(f"{bottleneck_synapses_in_large_graph(Bernoulli(10_000, 3e-4), drive):.1f}")
    1584.4
    """
    refuse_other_neurons("bottleneck_synapses_in_large_graph", ensemble.n, driven)
    at = near(ensemble, driven)
    lasting = at.synapses * at.heard * at.alone
    near_drive = at.one_synapse / (1 - at.slope) if at.lasts else 0.0
    return (1 - at.dies) * lasting + near_drive + at.dies * at.few


@bottleneck_synapses_in_large_graph.reference
def _(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> "mpmath.mpf":
    from netbounds.theory.information_flow._large_graphs_in_digits import near_in_digits

    at = near_in_digits(ensemble, driven)
    lasting = at["synapses"] * at["heard"] * at["alone"]
    near_drive = at["one_synapse"] / (1 - at["slope"]) if at["small"] < 1 else 0
    return (1 - at["dies"]) * lasting + near_drive + at["dies"] * at["few"]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees and drive fixed",
    error=_ERROR,
    formula=r"B_n = \sum_v r_v [1 - (1 - h)^{k_v}], \quad r_v = 1 \text{ or } 1 - y^{j_v}",
    accuracy=1e-9,
)
def bottleneck_neurons_in_large_graph(ensemble: LargeGraph, driven: Driven) -> float:
    r"""A neuron is a single point of failure when one of its synapses is.

    .. math:: B_n = \sum_v r_v \left[1 - (1 - h)^{k_v}\right], \qquad
        h = \sum_{v \notin D} \frac{j_v}{m} y^{j_v - 1}

    with :math:`r_v = 1` for driven neurons and :math:`1 - y^{j_v}` for others, h the probability
    that a synapse's receiver has no other sender that is reached. The terms for few driven neurons
    are as for synapses; a single driven neuron is a bottleneck itself.

    Parameters
    ----------
    ensemble
        Bernoulli (all degrees binomial) or Configuration.
    driven
        D, numbers of the driven neurons; in Bernoulli graphs only how many they are matters.

    Returns
    -------
    float
        Mean number of neurons whose loss silences somebody else.

    Raises
    ------
    DomainError
        If nobody is driven, or a driven neuron is none of the graph's or named twice.

    Notes
    -----
    Valid for large sparse graphs. Relative rounding error below 1e-9. O(n).

    Source: newman2001 for the probabilities; the count is elementary.

    Examples
    --------
    >>> drive = tuple(range(500))
    >>> print(f"{bottleneck_neurons_in_large_graph(Bernoulli(10_000, 3e-4), drive):.1f}")
    1458.6
    """
    refuse_other_neurons("bottleneck_neurons_in_large_graph", ensemble.n, driven)
    at = near(ensemble, driven)
    near_drive = at.one_neuron + (at.one_synapse / (1 - at.slope) if at.lasts else 0.0)
    return (1 - at.dies) * at.breaking + near_drive + at.dies * at.few_sending


@bottleneck_neurons_in_large_graph.reference
def _(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> "mpmath.mpf":
    from netbounds.theory.information_flow._large_graphs_in_digits import near_in_digits

    at = near_in_digits(ensemble, driven)
    near_drive = at["one_neuron"]
    near_drive += at["one_synapse"] / (1 - at["slope"]) if at["small"] < 1 else 0
    return (1 - at["dies"]) * at["breaking"] + near_drive + at["dies"] * at["few_sending"]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("pequito2016", "Theorem 3, counted in random graphs"),
    valid="n -> infinity at fixed degrees",
    error="at most the source components with more than one neuron, O(1) of them",
    formula=r"N_1 = \max(n\, n_D, \beta)",
    accuracy=1e-9,
)
def dedicated_signals_in_large_graph(ensemble: LargeGraph) -> float:
    r"""One neuron a signal costs hardly more signals: neurons without input want theirs anyway.

    .. math:: N_1 = \max(n\, n_D, \beta)

    Signals that go to one neuron each must be as many as neurons without a sender of their own,
    :math:`n\, n_D` (`unmatched_fraction`), and enter all :math:`\beta` source components
    (`sources_in_large_graph`). A source component of one neuron is entered by the signal that this
    neuron wants anyway; larger ones are O(1) in number.

    Parameters
    ----------
    ensemble
        Bernoulli or Configuration.

    Notes
    -----
    Relative rounding error below 1e-9.

    Source: pequito2016, Theorem 3; bordenave2013, Theorem 1.

    Examples
    --------
    >>> round(dedicated_signals_in_large_graph(Bernoulli(10**6, 2e-6)))
    216074
    """
    matched_by_none = ensemble.n * unmatched_fraction(ensemble)
    return max(matched_by_none, sources_in_large_graph(ensemble, ()))


@dedicated_signals_in_large_graph.reference
def _(ensemble: Bernoulli | Configuration) -> Any:
    matched_by_none = ensemble.n * unmatched_fraction.reference(ensemble)
    return max(matched_by_none, sources_in_large_graph.reference(ensemble, ()))
