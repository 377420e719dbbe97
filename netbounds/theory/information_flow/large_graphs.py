"""What a drive reaches in a large random graph with given degrees, and what it cannot reach."""

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from annotated_types import Ge

from netbounds.domains import Symbol, Typical
from netbounds.ensembles import Bernoulli, Configuration
from netbounds.law import Kind, Source, law
from netbounds.theory.information_flow._large_graph_arguments import (
    Driven,
    GivenDegrees,
    LargeGraph,
    SomeDriven,
    degree_classes,
    refuse_other_neurons,
)
from netbounds.theory.information_flow._large_graphs import at_least_one, near

if TYPE_CHECKING:
    import mpmath

Steps = Annotated[int, Ge(0), Symbol("t", "number of synapses passed"), Typical(0, 6)]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees and drive fixed",
    error="O(1) neurons if a share is driven; where few are, O(sqrt(n)) near the threshold of a "
    "giant component",
    formula=r"R = |D| + \sum_{v \notin D} (1 - y^{j_v}), \quad "
    r"y = \sum_{v \notin D} \frac{k_v}{m} y^{j_v}",
    accuracy=1e-9,
)
def reached_in_large_graph(ensemble: LargeGraph, driven: Driven) -> float:
    r"""A neuron is missed when it is not driven and none of its senders is reached.

    .. math:: R = |D| + \sum_{v \notin D} (1 - y^{j_v}), \qquad
        y = \sum_{v \notin D} \frac{k_v}{m} y^{j_v}

    is the number reached, with in-degrees j, out-degrees k and m synapses; y is the probability
    that a synapse's sender is missed. If a lasting signal is possible but dies out among its first
    neurons, which has probability :math:`\prod_{v \in D} x^{k_v}`,
    :math:`x = \sum_v (j_v/m) x^{k_v}`, only :math:`|D| + \sum_{v \in D} k_v / (1 - g)` are reached
    on average, with :math:`g = \sum_v (j_v k_v / m) x^{k_v - 1}`.

    Parameters
    ----------
    ensemble
        Bernoulli (all degrees binomial) or Configuration.
    driven
        Numbers of the driven neurons; in Bernoulli graphs only how many they are matters.

    Raises
    ------
    DomainError
        If nobody is driven, or a driven neuron is none of the graph's or named twice.

    Notes
    -----
    Valid for large sparse graphs. Relative rounding error below 1e-9, far less away from the
    threshold of a giant component. O(n).

    Source: newman2001 for components of directed graphs; with a drive it is elementary.

    Examples
    --------
    >>> degrees = Configuration((0, 1, 2, 2, 0), (3, 1, 1, 0, 0))
    >>> round(reached_in_large_graph(degrees, (0,)), 12)
    4.0
    """
    refuse_other_neurons("reached_in_large_graph", ensemble.n, driven)
    at = near(ensemble, driven)
    return (1 - at.dies) * at.reached + at.dies * (at.driven + at.few)


@reached_in_large_graph.reference
def _(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> "mpmath.mpf":
    from netbounds.theory.information_flow._large_graphs_in_digits import near_in_digits

    at = near_in_digits(ensemble, driven)
    return (1 - at["dies"]) * at["reached"] + at["dies"] * (at["driven"] + at["few"])


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees and drive fixed",
    error="relative O(1/n) at fixed t if a share is driven, else the fluctuations of the first "
    "layers",
    formula=r"R_t = |D| + \sum_{v \notin D} (1 - y_{t-1}^{j_v}), \quad "
    r"y_t = \sum_{v \notin D} \frac{k_v}{m} y_{t-1}^{j_v}",
)
def layers_in_large_graph(ensemble: GivenDegrees, driven: Driven, hops: Steps) -> tuple[float, ...]:
    r"""Neurons 0, 1, 2 ... synapses away from the drive, when every neuron keeps its degrees.

    A neuron is not reached by t synapses if it is not driven and no sender was by t - 1:

    .. math:: R_t = |D| + \sum_{v \notin D} (1 - y_{t-1}^{j_v}), \qquad
        y_t = \sum_{v \notin D} \frac{k_v}{m} y_{t-1}^{j_v}, \qquad
        y_0 = \sum_{v \notin D} \frac{k_v}{m}

    Parameters
    ----------
    ensemble
        In-degrees j and out-degrees k, m synapses.
    driven
        D, numbers of the driven neurons.
    hops
        t, the last layer asked for.

    Returns
    -------
    tuple of float
        Layers 0 ... t, :math:`R_t - R_{t-1}` (neurons).

    Raises
    ------
    DomainError
        If nobody is driven, or a driven neuron is none of the graph's or named twice.

    Notes
    -----
    Valid for large sparse graphs. Rounding error below 1e-12 of the layer.

    Source: newman2001 for the generating functions; with a drive it is elementary.

    Examples
    --------
    >>> layers_in_large_graph(Configuration((0, 1, 1, 1), (1, 1, 1, 0)), (0,), 2)[1]
    1.0
    """
    refuse_other_neurons("layers_in_large_graph", ensemble.n, driven)
    classes = degree_classes(ensemble, driven)
    synapses = float(classes.receives @ classes.count)
    free = np.where(classes.driven, 0.0, classes.count)
    sending = free * classes.sends / max(synapses, 1)
    step = float((classes.sends * classes.count)[classes.driven].sum()) / max(synapses, 1)
    layers, missed = [float(len(driven))], 1.0
    # everything in terms of how much the missed share falls, so that late layers keep their digits
    for _ in range(hops):
        share = step / missed if missed > 0 else 0.0
        falls = missed**classes.receives * at_least_one(classes.receives, share)
        layers.append(float(free @ falls))
        missed, step = max(missed - step, 0.0), float(sending @ falls)
    return tuple(layers)


@layers_in_large_graph.reference
def _(ensemble: Configuration, driven: tuple[int, ...], hops: int) -> "list[mpmath.mpf]":
    import mpmath

    free = [
        (mpmath.mpf(j), mpmath.mpf(k))
        for v, (j, k) in enumerate(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True))
        if v not in driven
    ]
    total = mpmath.mpf(max(sum(ensemble.in_degrees), 1))
    y, missed = sum(k for _, k in free) / total, mpmath.mpf(len(free))
    layers = [mpmath.mpf(len(driven))]
    for _ in range(hops):
        following = mpmath.fsum(y**j for j, _ in free) if sum(ensemble.in_degrees) else missed
        layers.append(missed - following)
        missed, y = following, mpmath.fsum(k * y**j for j, k in free) / total
    return layers


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees fixed",
    error="O(1/n) components: those with more synapses than neurons",
    formula=r"\#\{v \notin D: j_v = 0\} + \sum_{L \ge 1} \frac{(m - L)!\,(L - 1)!}{m!}\, e_L + "
    r"\Pr(\text{core})",
    accuracy=1e-9,
)
def sources_in_large_graph(ensemble: LargeGraph, driven: SomeDriven) -> float:
    r"""Inputs needed in addition are neurons that receive nothing, and a few cycles of such groups.

    A source component that holds no driven neuron needs one more input. In a large graph it is a
    neuron without input, a cycle of neurons with one input each, or the giant core if nothing
    feeds it:

    .. math:: \#\{v \notin D: j_v = 0\} + \sum_{L \ge 1} \frac{(m - L)!\,(L - 1)!}{m!}\, e_L +
        \Pr(\text{core})

    with :math:`e_L` the elementary symmetric polynomial of the out-degrees of undriven neurons of
    in-degree one; the sum, exact at every n, tends to :math:`-\ln(1 - a)`,
    :math:`a = \sum_{v \notin D, j_v = 1} k_v / m`. The core has neither a driven neuron nor one
    upstream with probability
    :math:`\prod_{j_v = 0} x^{k_v} \prod_{v \in D, j_v > 0} x^{k_v} (1 - a)/(1 - a_x)` (a over all
    neurons, :math:`a_x = \sum_{j_v = 1} k_v x^{k_v - 1} / m`, x as in `reached_in_large_graph`).

    Parameters
    ----------
    ensemble
        Bernoulli or Configuration.
    driven
        D, numbers of the driven neurons; without any, all source components are counted.

    Raises
    ------
    DomainError
        If a driven neuron is none of the graph's or named twice.

    Notes
    -----
    Valid for large sparse graphs. Relative rounding error below 1e-9. For Bernoulli graphs up to a
    thousand neurons `expected_extra_inputs` of reachability is exact.

    Source: newman2001 for the model; the count of cycles is elementary.

    Examples
    --------
    >>> round(sources_in_large_graph(Configuration((0, 1, 1, 2), (2, 1, 1, 0)), ()), 6)
    1.583333
    """
    from netbounds.theory.information_flow._source_cycles import sources

    refuse_other_neurons("sources_in_large_graph", ensemble.n, driven, nobody=True)
    return sources(ensemble, driven)


@sources_in_large_graph.reference
def _(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> Any:
    from netbounds.theory.information_flow._source_cycles import sources_in_digits

    return sources_in_digits(ensemble, driven)
