"""Which synapses can matter: those on a path from input to readout, short enough for the trial."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray

from netbounds.domains import (
    MeanDegree,
    StepCount,
    Symbol,
    Typical,
    check,
    refusal,
)
from netbounds.ensembles import Bernoulli, FixedEdges
from netbounds.graph import Graph, hops
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability import giant_out_fraction

ReadoutCount = Annotated[
    int, Ge(1), Symbol(r"n_\mathrm{out}", "neurons that are read out"), Typical(1, 60)
]
Drive = Iterable[int] | NDArray[np.integer[Any]]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("karp1990", "giant component; applied here to synapses"),
    valid="n -> infinity at fixed mean degree and readout, all neurons driven, many time steps",
    formula=r"\frac{S_\mathrm{eff}}{S} = \zeta\,[1-(1-\zeta)^{n_\mathrm{out}}],\quad"
    r" \zeta = 1-e^{-K\zeta}",
    error="finite paths outside of the giant component, of order 1/n",
    accuracy=1e-12,
)
def effective_synapse_fraction(mean_degree: MeanDegree, readout_neurons: ReadoutCount) -> float:
    r"""A synapse matters if its target reaches the giant core and the core reaches the readout.

    .. math:: \frac{S_\mathrm{eff}}{S} = \zeta\,[1-(1-\zeta)^{n_\mathrm{out}}], \qquad
              \zeta = 1-e^{-K\zeta}

    Parameters
    ----------
    mean_degree : float
        K, synapses that a neuron receives on average.
    readout_neurons : int
        Number of readout neurons.

    Returns
    -------
    float
        Expected fraction of the synapses with an effect on the readout.

    Notes
    -----
    Valid when: n -> infinity; every neuron driven; more time steps than the longest shortest
    path.

    Source: karp1990 (giant component); law derived here.

    Examples
    --------
    >>> round(effective_synapse_fraction(2.0, 3), 3)
    0.79
    """
    core = giant_out_fraction(mean_degree)
    if core == 0:
        return 0.0
    if core == 1:
        return 1.0
    return core * -math.expm1(readout_neurons * math.log1p(-core))


@effective_synapse_fraction.reference
def _(mean_degree: float, readout_neurons: int) -> Any:
    core = giant_out_fraction.reference(mean_degree)
    return core * (1 - (1 - core) ** readout_neurons)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveSynapses:
    """How many synapses can change the readout; `mask` says which, for a given graph."""

    count: float
    total: float
    fraction: float
    mask: NDArray[np.bool_] | None = None


def effective_synapses(
    network: Graph | Bernoulli | FixedEdges,
    *,
    readout: Drive | int,
    driven: Drive | None = None,
    steps: StepCount = 20,
) -> EffectiveSynapses:
    r"""Synapses whose weight can change the readout within the trial.

    .. math:: S_\mathrm{eff} = \#\{(j \to i): \mathrm{dist}(\mathrm{driven}\to j)
              + \mathrm{dist}(i\to\mathrm{readout}) \le T-2\}

    with distance 0 on the sets themselves. All other synapses have exactly zero gradient;
    these have, generically, a non-zero one.

    Parameters
    ----------
    network : Graph, Bernoulli or FixedEdges
        A given graph (exact count), or an ensemble (its large-n law, all neurons driven, no limit
        of time).
    readout : neurons, or int
        Neurons that are read out; for an ensemble, how many.
    driven : neurons, optional
        Neurons with input; all by default. Only for a given graph.
    steps : int
        Time steps T of a trial.

    Returns
    -------
    EffectiveSynapses
        With the boolean mask over the graph's synapses, in their order.

    Raises
    ------
    DomainError
        If nothing is read out or driven, or a neuron does not exist.

    Notes
    -----
    Valid when: Activation with positive slope above threshold. For ensembles see
    `effective_synapse_fraction`.

    Source: karp1990 (ensemble law); counting argument derived here.

    Examples
    --------
    >>> chain = Graph(pre=[0, 1, 2], post=[1, 2, 3], n=4)
    >>> effective_synapses(chain, readout=[2]).mask
    array([ True,  True, False])

    Cost: two breadth-first searches, linear in the synapses.
    """
    where = "effective_synapses"
    check(where, "steps", steps, StepCount)
    if isinstance(network, Graph):
        if isinstance(readout, (int, np.integer)):
            rule = "name the readout neurons of a given graph"
            raise refusal(where, "readout", rule, readout, f"use readout=[{readout}]")
        return _on_graph(network, readout, driven, steps)
    check(where, "network", network, Graph | Bernoulli | FixedEdges)
    check(where, "readout", readout, ReadoutCount)
    if driven is not None:
        rule = "be left out for an ensemble, whose law has all neurons driven"
        raise refusal(where, "driven", rule, "a set of neurons")
    n = network.n
    total = network.m if isinstance(network, FixedEdges) else network.p * n * (n - 1)
    fraction = effective_synapse_fraction(total / n, readout) if total else 0.0  # type: ignore[arg-type]
    return EffectiveSynapses(count=fraction * total, total=total, fraction=fraction)


def _on_graph(graph: Graph, readout: Drive, driven: Drive | None, steps: int) -> EffectiveSynapses:
    reversed_graph = Graph(pre=graph.post, post=graph.pre, n=graph.n)
    to_readout = hops(reversed_graph, readout)[graph.post]
    if driven is None:
        from_input = np.zeros(graph.m, dtype=np.int32)
    else:
        from_input = hops(graph, driven)[graph.pre]
    reached = (to_readout >= 0) & (from_input >= 0)
    mask = reached & (from_input.astype(np.int64) + to_readout <= steps - 2)
    count = int(mask.sum())
    fraction = count / graph.m if graph.m else 0.0
    return EffectiveSynapses(count=count, total=graph.m, fraction=fraction, mask=mask)
