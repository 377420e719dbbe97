"""A graph's numbers, measured on it and on copies with the same degrees and other partners."""

import math
from collections.abc import Iterator
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
)

SHUFFLED_SYNAPSES = 4_000_000  # so many at most in all shuffled copies together: a second or two
_LOST_SYNAPSES = 4_000_000_000  # drawn at most in all simulated failures together: some seconds


class Spread(NamedTuple):
    """Mean over graphs, and standard deviation where there is more than one."""

    mean: float
    deviation: float | None


def usual_copies(graph: Graph) -> int:
    """Number of shuffled copies that a graph is compared with unless told: 20, fewer if large."""
    return min(20, SHUFFLED_SYNAPSES // max(graph.m, 1))


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
        deviation = math.sqrt(squares / (copies - 1)) if copies > 1 else None
        spreads[name] = Spread(mean, deviation)
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
