"""How many patterns can this network classify, and how few synapses per neuron will do?"""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Le

from netbounds.answers.capacity_record import Capacity, Rule, Setting
from netbounds.domains import (
    ClassificationAccuracy,
    Density,
    Gain,
    InputFraction,
    MeanDegree,
    NeuronCount,
    ReadoutFraction,
    check,
    refusal,
)

if TYPE_CHECKING:
    from netbounds.graph import Graph

RELIABLE = 0.99  # probability with which "least in-degree" has everybody reached
_AddressableCount = Annotated[int, Ge(1), Le(10**12)]  # beyond, binomials leave the floats
_CHOICES = 20  # random choices of driven and readout neurons on a given graph
_SMALL_GROUPS_FROM = 50  # neurons; from here on they give the least in-degree to 1e-5
_EXACT_BELOW = 100  # neurons; from here on small groups give the law of reach to 3e-5


def capacity(
    neurons: NeuronCount | None = None,
    *,
    in_degree: MeanDegree | None = None,
    density: Density | None = None,
    rule: Rule = "bptt",
    accuracy: ClassificationAccuracy = 0.95,
    input_fraction: InputFraction = 1.0,
    readout_fraction: ReadoutFraction = 0.1,
    gain: Gain = 10.0,
    dale: bool = False,
    graph: "Graph | None" = None,
    seed: int = 0,
) -> Capacity:
    """How many random patterns a sparse recurrent network classifies, and what bounds it.

    Parameters
    ----------
    neurons
        Number of neurons.
    in_degree, density
        One of them: synapses that a neuron receives on average, or the share of all ordered pairs
        that are synapses.
    rule
        "one-shot" or "iterated" (Hebbian), "bptt" (every synapse trained by gradient descent).
    accuracy
        Wanted fraction of right decisions, between 1/2 and 1.
    input_fraction, readout_fraction
        Share of the neurons that are driven, that are read out.
    gain
        Of the Hebbian rules; 10 as published.
    dale
        Whether every neuron is excitatory or inhibitory, with signs fixed.
    graph
        Your own graph instead of `neurons` and `in_degree`; its effective synapses are counted,
        averaged over random choices (`seed`) of the driven and the readout neurons.

    Returns
    -------
    Capacity
        With `patterns`, `patterns_low`, `patterns_high`, `bounds`, `predictions` of all rules ...

    Raises
    ------
    DomainError
        If parameters make no sense, alone or together.

    Notes
    -----
    A prediction outside of the range where it was held against simulations says so in `caveats`,
    and its band is wider. Source: turcu2022 for the model; see each prediction's own.

    Examples
    --------
    >>> answer = capacity(1000, in_degree=100, rule="one-shot", accuracy=0.95)
    >>> 300 < answer.patterns < 400, answer.kind
    (True, 'mean field')
    """
    check("capacity", "rule", rule, Rule)
    if graph is not None:
        if neurons is not None or in_degree is not None or density is not None:
            rule_text = "be left out when a graph is given, which has them"
            raise refusal("capacity", "neurons, in_degree and density", rule_text, "both of them")
        neurons, in_degree = graph.n, graph.m / graph.n
    if neurons is None:
        raise refusal("capacity", "neurons", "be given (or a graph)", None)
    check("capacity", "neurons", neurons, _AddressableCount)
    if (in_degree is None) == (density is None):
        got = "neither of them" if density is None else "both of them"
        raise refusal("capacity", "one of in_degree and density", "be given", got)
    if in_degree is None:
        check("capacity", "density", density, Density)
        in_degree = density * neurons  # type: ignore[operator]
    setting = Setting(
        neurons=neurons, in_degree=in_degree, input_fraction=input_fraction, gain=gain, dale=dale,
        readout_fraction=readout_fraction, accuracy=accuracy,
    )  # fmt: skip
    return answer(setting, rule, graph, seed)


def answer(setting: Setting, rule: Rule, graph: "Graph | None" = None, seed: int = 0) -> Capacity:
    """The answer for a setting that was checked."""
    from netbounds.answers.capacity_rules import limits, predictions

    effective = _effective(setting, graph, seed)
    return Capacity(
        setting=setting,
        rule=rule,
        predictions=predictions(setting, effective),
        effective_synapses=effective,
        probability_all_reached=_all_reached(setting, graph),
        least_in_degree=_least_in_degree(setting.neurons),
        bounds=limits(setting, effective),
        wiring="random" if graph is None else "given",
    )


def _effective(setting: Setting, graph: "Graph | None", seed: int) -> float:
    from netbounds.theory.sparse_rnn_classification import (
        effective_synapse_fraction,
        effective_synapses,
    )

    if graph is None:
        share = effective_synapse_fraction(setting.in_degree, setting.readout_neurons)
        return share * setting.synapses
    import numpy as np

    rng = np.random.default_rng(seed)
    driven = math.floor(setting.input_fraction * setting.neurons + 1e-9)
    counts = [
        effective_synapses(
            graph,
            readout=rng.choice(graph.n, setting.readout_neurons, replace=False),
            driven=rng.choice(graph.n, driven, replace=False),
        ).count
        for _ in range(_CHOICES)
    ]
    return float(np.mean(counts))


def _all_reached(setting: Setting, graph: "Graph | None") -> float:
    """Probability that what one neuron does reaches all: 0 or 1 for a given graph."""
    if graph is not None:
        from netbounds.graph import strong_components

        return float(len(set(strong_components(graph).tolist())) == 1)
    from netbounds.theory.reachability import failure_in_large_graph

    # self-connections are among the synapses but carry nothing anywhere: p is the density
    if setting.density == 1:
        return 1.0
    if setting.neurons < _EXACT_BELOW:
        return 1 - _missed(setting.neurons, setting.density)
    return 1 - failure_in_large_graph(setting.neurons, setting.density, 1, 0.0)


def _least_in_degree(neurons: int) -> float:
    """Mean in-degree from which one neuron reaches all in 99 of 100 random networks."""
    from netbounds.ensembles import Bernoulli
    from netbounds.theory.reachability import minimum_in_degree

    if neurons >= _SMALL_GROUPS_FROM or neurons == 1:
        return minimum_in_degree(Bernoulli, neurons, failure=1 - RELIABLE, requirement="reached")
    from scipy.optimize import brentq

    def excess(in_degree: float) -> float:
        return _missed(neurons, in_degree / (neurons - 1)) - (1 - RELIABLE)

    return float(brentq(excess, 0.0, neurons - 1.0, xtol=1e-9))


def _missed(neurons: int, density: float) -> float:
    """Probability that one neuron does not reach all, exactly.

    In balls: compiling, or loading, the quicker recursion would cost more than it saves.
    """
    from netbounds.ensembles import Bernoulli, Seeds
    from netbounds.theory.reachability import probability_all_reached

    reached = probability_all_reached.enclosure(Bernoulli(neurons, density), Seeds(1))
    return float((1 - reached).mid())
