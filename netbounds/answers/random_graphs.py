"""What a graph's numbers are in random graphs: predicted, and measured on shuffled copies."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph
from netbounds.theory.information_flow import (
    Bottlenecks,
    BowTie,
    Controllability,
    Coverage,
    bottlenecks,
    bow_tie,
    controllability,
    coverage,
    unmatched_fraction,
)

_SHUFFLED_SYNAPSES = 4_000_000  # so many at most in all shuffled copies together: a second or two
_LOST_SYNAPSES = 4_000_000_000  # drawn at most in all simulated failures together: some seconds
_EXACT_UP_TO = 3000  # neurons; the exact law of reach costs n^2
_LAYERS_UP_TO = 300  # neurons; the exact law of the hop layers costs n^3 a layer
_EMPTY = 1e-3  # neurons; here a large graph's layers end
_SHOWN = 0.05  # neurons; layers that are smaller on average, after the largest, are left out
_SOURCES_UP_TO = 1000  # neurons; the exact law of source components costs half a second


class Spread(NamedTuple):
    """Mean and standard deviation over graphs."""

    mean: float
    deviation: float


def usual_copies(graph: Graph) -> int:
    """Number of shuffled copies that a graph is compared with unless told: 20, fewer if large."""
    return min(20, _SHUFFLED_SYNAPSES // max(graph.m, 1))


def usual_trials(graph: Graph) -> int:
    """Number of simulated failures: 4096, fewer (64 at least, one word of bits) if large."""
    return min(4096, max(64, _LOST_SYNAPSES // max(graph.m, 1) // 64 * 64))


def measured_numbers(
    found: Coverage,
    tie: BowTie,
    cuts: Bottlenecks | None = None,
    control: Controllability | None = None,
) -> dict[str, int]:
    """The numbers that a graph and a random graph are compared in."""
    numbers = {
        "reached": np.count_nonzero(found.reached),
        "max_hops": found.hops.max(),
        "largest_strong_component": np.count_nonzero(tie.core),
        "upstream": np.count_nonzero(tie.upstream),
        "downstream": np.count_nonzero(tie.downstream),
        "elsewhere": np.count_nonzero(tie.tubes | tie.tendrils | tie.apart),
        "source_components": len(found.source_components),
        "extra_drive_needed": len(found.extra_drive),
    }
    if cuts is not None:
        numbers["bottleneck_neurons"] = np.count_nonzero(cuts.silenced_by_neuron)
        numbers["bottleneck_synapses"] = np.count_nonzero(cuts.silenced_by_synapse)
    if control is not None:
        numbers["signals"] = control.signals
        numbers["dedicated"] = control.dedicated
    return {name: int(number) for name, number in numbers.items()}


def expected_numbers(graph: Graph, driven: int, layers: Sequence[float]) -> dict[str, float]:
    """What theory says about D(n, p) with as many synapses between different neurons.

    `layers` as from `expected_layers`; the distance of the farthest is the mean number of layers
    that are not empty, as if their sizes were Poissonian. Reach and source components are exact;
    beyond the sizes above, reach is that of a large graph with the same share driven, and source
    components are left out. The bow tie and the signals are
    shares of large graphs.
    """
    from netbounds.ensembles import Bernoulli, Seeds
    from netbounds.theory import reachability as theory

    n = graph.n
    between = graph.m - int(np.count_nonzero(graph.pre == graph.post))
    if between == 0:
        return {"reached": float(driven)}
    ensemble = Bernoulli(n, between / (n * (n - 1)))
    tie = theory.bow_tie(ensemble)
    if n <= _EXACT_UP_TO:
        reached = theory.expected_reached(ensemble, Seeds(driven))
    else:
        reached = n * _reached_share(between / n, driven / n)
    numbers = {
        "reached": reached,
        "max_hops": -math.fsum(math.expm1(-layer) for layer in layers[1:]),
        "signals": max(1.0, n * unmatched_fraction(ensemble)),
        "largest_strong_component": max(1.0, n * tie.core),
        "upstream": n * tie.upstream,
        "downstream": n * tie.downstream,
        "elsewhere": n * tie.rest,
    }
    if n <= _SOURCES_UP_TO:
        numbers["source_components"] = theory.expected_source_components(ensemble)
    return numbers


def expected_layers(graph: Graph, driven: int) -> tuple[float, ...]:
    """Mean number of neurons at each distance from the drive in D(n, p), the driven ones first.

    Exact for small graphs. In large ones each neuron that is not reached by t synapses has missed
    all R(t) neurons that are: n - R(t + 1) = (n - driven) q^R(t), with R's fluctuations neglected.
    """
    from netbounds.ensembles import Bernoulli, Seeds
    from netbounds.theory.reachability import hop_profile

    n = graph.n
    between = graph.m - int(np.count_nonzero(graph.pre == graph.post))
    if between == 0:
        return (float(driven),)
    p = between / (n * (n - 1))
    if n <= _LAYERS_UP_TO:
        layers = hop_profile(Bernoulli(n, p), Seeds(driven)).tolist()
    else:
        layers = [float(driven)]
        reached = float(driven)
        while len(layers) < n and (layers[-1] > _EMPTY or layers[-1] >= max(layers[-2:])):
            following = n - (n - driven) * math.exp(reached * math.log1p(-p))
            layers.append(following - reached)
            reached = following
    return tuple(layers)


def shown(layers: Sequence[float]) -> tuple[float, ...]:
    """The layers without those at the end that are nearly empty."""
    return tuple(layers[: 1 + max(t for t in range(len(layers)) if layers[t] > _SHOWN)])


def _reached_share(mean_degree: float, driven_share: float) -> float:
    """R = 1 - (1 - d) exp(-K R): a neuron is missed if neither it nor a partner is reached.

    The left side minus the right is convex and negative at R = d, so the root is the only one.
    """
    from scipy.optimize import brentq

    def excess(share: float) -> float:
        return share - 1 + (1 - driven_share) * math.exp(-mean_degree * share)

    return 1.0 if driven_share == 1 else float(brentq(excess, driven_share, 1, xtol=1e-15))


def shuffled_numbers(
    graph: Graph, driven: NDArray[np.int32], copies: int, seed: int, *, cuts: bool, control: bool
) -> tuple[dict[str, Spread], tuple[float, ...]]:
    """Spread of each number over graphs of equal degrees, and mean number of neurons by hops."""
    rows: list[dict[str, int]] = []
    layers: list[NDArray[np.int64]] = []
    for shuffled in _shuffles(graph, copies, seed):
        found = coverage(shuffled, driven)
        broken = bottlenecks(shuffled, driven) if cuts else None
        controlled = controllability(shuffled) if control else None
        rows.append(measured_numbers(found, bow_tie(shuffled), broken, controlled))
        layers.append(np.bincount(found.hops[found.reached]))
    if not rows:
        return {}, ()
    spreads = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        mean = math.fsum(values) / copies
        squares = math.fsum((value - mean) ** 2 for value in values)
        spreads[name] = Spread(mean, math.sqrt(squares / max(copies - 1, 1)))
    longest = max(map(len, layers))
    padded = np.array([np.pad(layer, (0, longest - len(layer))) for layer in layers])
    return spreads, tuple(padded.mean(axis=0).tolist())


def _shuffles(graph: Graph, copies: int, seed: int) -> Iterator[Graph]:
    from netbounds.ensembles import Configuration
    from netbounds.simulate.random_graphs import draw_graph

    if not copies:
        return
    degrees = Configuration(tuple(graph.in_degrees.tolist()), tuple(graph.out_degrees.tolist()))
    rng = np.random.default_rng(seed)
    for _ in range(copies):
        pre, post = draw_graph(degrees, rng)
        yield Graph(pre=pre, post=post, n=graph.n)
