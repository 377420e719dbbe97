"""What theory says of random graphs beside a graph: as many synapses, or the same degrees."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.ensembles import Bernoulli, Configuration, Seeds
from netbounds.graph import Graph
from netbounds.theory import information_flow as flow
from netbounds.theory import reachability

_EXACT_UP_TO = 3000  # neurons; the exact law of reach costs n^2
_LAYERS_UP_TO = 300  # neurons; the exact law of the hop layers costs n^3 a layer
_SOURCES_UP_TO = 1000  # neurons; the exact law of source components costs half a second
_EMPTY = 1e-3  # neurons; here a large graph's layers end
_SHOWN = 0.05  # neurons; layers that are smaller on average, after the largest, are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Mean numbers, under the names of `measured_numbers`, and mean neurons at each distance."""

    numbers: dict[str, float]
    hops: tuple[float, ...]


def of_as_many_synapses(
    graph: Graph, driven: NDArray[np.int32], *, control: bool = False
) -> Prediction:
    """What theory says about D(n, p) with as many synapses between different neurons.

    Reach, hops and source components are exact laws up to the sizes above, beyond them, like
    everything else, laws of large graphs. The distance of the farthest is the mean number of
    layers that are not empty, as if their sizes were Poissonian. Signals are predicted if
    `control` is asked for.
    """
    n, drive = graph.n, tuple(driven.tolist())
    between = graph.m - int(np.count_nonzero(graph.pre == graph.post))
    if between == 0:
        return Prediction(numbers={"reached": float(len(drive))}, hops=(float(len(drive)),))
    ensemble, seeds = Bernoulli(n, between / (n * (n - 1))), Seeds(len(drive))
    tie = reachability.bow_tie(ensemble)
    layers = _layers_of_as_many_synapses(ensemble, len(drive))
    small = n <= _SOURCES_UP_TO
    sources = (
        reachability.expected_source_components(ensemble)
        if small
        else flow.sources_in_large_graph(ensemble, ())
    )
    return Prediction(
        numbers={
            "reached": reachability.expected_reached(ensemble, seeds)
            if n <= _EXACT_UP_TO
            else flow.reached_in_large_graph(ensemble, drive),
            "max_hops": _farthest(layers),
            "largest_strong_component": max(1.0, n * tie.core),
            "upstream": n * tie.upstream,
            "downstream": n * tie.downstream,
            "elsewhere": n * tie.rest,
            "source_components": sources,
            "extra_drive_needed": reachability.expected_extra_inputs(ensemble, seeds)
            if small
            else flow.sources_in_large_graph(ensemble, drive),
            "bottleneck_neurons": flow.bottleneck_neurons_in_large_graph(ensemble, drive),
            "bottleneck_synapses": flow.bottleneck_synapses_in_large_graph(ensemble, drive),
        }
        | (_signals(ensemble, sources) if control else {}),
        hops=_shown(layers),
    )


def of_the_same_degrees(
    graph: Graph, driven: NDArray[np.int32], *, control: bool = False
) -> Prediction:
    """What theory says about large graphs whose neurons have these degrees and this drive.

    Signals are predicted if `control` is asked for, since that takes a second in large graphs.
    """
    drive = tuple(driven.tolist())
    degrees = Configuration(tuple(graph.in_degrees.tolist()), tuple(graph.out_degrees.tolist()))
    core, upstream, downstream, elsewhere = flow.bow_tie_in_large_graph(degrees)
    layers = _layers_of_the_same_degrees(degrees, drive)
    sources = flow.sources_in_large_graph(degrees, ())
    numbers = {
        "reached": flow.reached_in_large_graph(degrees, drive),
        "max_hops": _farthest(layers),
        "largest_strong_component": max(1.0, core),
        "upstream": upstream,
        "downstream": downstream,
        "elsewhere": elsewhere,
        "source_components": sources,
        "extra_drive_needed": flow.sources_in_large_graph(degrees, drive),
        "bottleneck_neurons": flow.bottleneck_neurons_in_large_graph(degrees, drive),
        "bottleneck_synapses": flow.bottleneck_synapses_in_large_graph(degrees, drive),
    }
    if control:
        numbers |= _signals(degrees, sources)
    return Prediction(numbers=numbers, hops=_shown(layers))


def _signals(ensemble: Bernoulli | Configuration, sources: float) -> dict[str, float]:
    signals = ensemble.n * flow.unmatched_fraction(ensemble)
    return {"signals": max(1.0, signals), "dedicated": max(1.0, signals, sources)}


def _layers_of_as_many_synapses(ensemble: Bernoulli, driven: int) -> tuple[float, ...]:
    """Mean number of neurons at each distance from the drive in D(n, p), the driven ones first.

    Exact for small graphs. In large ones each neuron that is not reached by t synapses has missed
    all R(t) neurons that are: n - R(t + 1) = (n - driven) q^R(t), with R's fluctuations neglected.
    """
    n, p = ensemble.n, float(ensemble.p)
    if n <= _LAYERS_UP_TO:
        return tuple(reachability.hop_profile(ensemble, Seeds(driven)).tolist())
    layers = [float(driven)]
    reached = float(driven)
    while len(layers) < n and _go_on(layers):
        following = n - (n - driven) * math.exp(reached * math.log1p(-p))
        layers.append(following - reached)
        reached = following
    return tuple(layers)


def _layers_of_the_same_degrees(degrees: Configuration, drive: tuple[int, ...]) -> list[float]:
    hops = 16
    while True:
        layers = list(flow.layers_in_large_graph(degrees, drive, hops))
        if hops >= degrees.n or not _go_on(layers):
            break
        hops *= 2
    end = next((t for t in range(1, len(layers)) if not _go_on(layers[: t + 1])), len(layers) - 1)
    return layers[: end + 1]


def _go_on(layers: Sequence[float]) -> bool:
    return layers[-1] > _EMPTY or layers[-1] >= max(layers[-2:]) > 0


def _farthest(layers: Sequence[float]) -> float:
    return -math.fsum(math.expm1(-layer) for layer in layers[1:])


def _shown(layers: Sequence[float]) -> tuple[float, ...]:
    """The layers without those at the end that are nearly empty."""
    return tuple(layers[: 1 + max(t for t in range(len(layers)) if layers[t] > _SHOWN)])
