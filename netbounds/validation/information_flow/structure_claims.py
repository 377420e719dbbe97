"""Coverage, bottlenecks, redundancy and controllability against brute force on small graphs."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import Claim, grid, identity
from netbounds.graph import Graph
from netbounds.simulate import information_flow as simulate
from netbounds.theory import information_flow as theory

Counts = npt.NDArray[np.int64]


def silenced(graph: Graph, drive: list[int]) -> Counts:
    """By the dominator tree."""
    return theory.bottlenecks(graph, drive).silenced_by_neuron.astype(np.int64)


def silenced_further_away(graph: Graph, drive: list[int]) -> Counts:
    """Rival: whoever lies further from the drive and can be reached from v hangs on v."""
    hops = theory.coverage(graph, drive).hops
    below = [theory.coverage(graph, [v]).hops > 0 for v in range(graph.n)]
    counts = [np.count_nonzero(below[v] & (hops > hops[v])) for v in range(graph.n)]
    return np.where(hops >= 0, np.array(counts), 0)


def disjoint(graph: Graph, drive: list[int]) -> npt.NDArray[np.float64]:
    """By maximum flow; -1 stands for infinity, which cannot be subtracted."""
    paths = theory.redundancy(graph, drive).edge_disjoint
    return np.where(np.isinf(paths), -1, paths)


def reached_parents(graph: Graph, drive: list[int]) -> npt.NDArray[np.float64]:
    """Rival: every parent that is reached brings a path of its own."""
    found = theory.coverage(graph, drive)
    useful = found.reached[graph.pre]
    parents = np.bincount(graph.post[useful], minlength=graph.n).astype(float)
    return np.where(found.hops == 0, -1, parents)


def smallest_cuts(graph: Graph, drive: list[int]) -> npt.NDArray[np.float64]:
    """By trying all sets of synapses; -1 stands for infinity."""
    cuts = simulate.smallest_cuts(graph, drive)
    return np.where(np.isinf(cuts), -1, cuts)


def extra_drive(graph: Graph, drive: list[int]) -> int:
    """One neuron for each source component that is not driven."""
    return len(theory.coverage(graph, drive).extra_drive)


def unreached(graph: Graph, drive: list[int]) -> int:
    """Rival: everybody who is not reached must be driven."""
    return int(np.count_nonzero(~theory.coverage(graph, drive).reached))


def synapses_to_connect(graph: Graph) -> int:
    """As many as Eswaran and Tarjan's construction adds."""
    return len(theory.synapses_to_strongly_connect(graph))


def components_in_a_ring(graph: Graph) -> int:
    """Rival: join all strong components in a ring."""
    found = theory.coverage(graph, [0])
    both = {tuple(part.tolist()) for part in found.source_components + found.sink_components}
    return len(both) if len(both) > 1 else 0


def signals(graph: Graph) -> int:
    """By maximum matching."""
    return theory.controllability(graph).signals


def source_components(graph: Graph) -> int:
    """Rival: reaching everybody is enough to control everybody."""
    return theory.coverage(graph, [0]).drive_needed


def draw_graph_alone(n: int, most: int, rng: np.random.Generator) -> dict[str, Any]:
    """A small graph without its drive."""
    return {"graph": simulate.draw_small(n, most, rng)["graph"]}


STRUCTURE_CLAIMS: tuple[Claim, ...] = (
    identity(
        "losing a neuron silences its descendants in the dominator tree",
        law=silenced,
        sample=simulate.silenced,
        rival=silenced_further_away,
        at=grid(n=[6], most=[14]),
        full=grid(n=[12], most=[30]),
        draw=simulate.draw_small,
        trials=64,
    ),
    identity(
        "disjoint paths are as many as synapses must be cut",
        law=disjoint,
        sample=smallest_cuts,
        rival=reached_parents,
        at=grid(n=[5], most=[8]),
        draw=simulate.draw_small,
        trials=64,
        block=16,
    ),
    identity(
        "extra driven neurons needed",
        law=extra_drive,
        sample=simulate.extra_drive,
        rival=unreached,
        at=grid(n=[6], most=[8]),
        draw=simulate.draw_small,
        trials=100,
    ),
    identity(
        "synapses that make a graph strong",
        law=synapses_to_connect,
        sample=simulate.synapses_to_connect,
        rival=components_in_a_ring,
        at=grid(n=[4], most=[5]),
        draw=draw_graph_alone,
        trials=24,
        block=12,
    ),
    identity(
        "signals that control a network equal Kalman's rank",
        law=signals,
        sample=simulate.signals_by_rank,
        rival=source_components,
        at=grid(n=[5], most=[10]),
        full=grid(n=[7], most=[12]),
        draw=draw_graph_alone,
        trials=64,
        full_budget=256,
        block=16,
    ),
)
