"""Who hears the drive, who does not, and how few more driven neurons would change that."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph, hops, hops_to
from netbounds.theory.information_flow._components import components

DrivenNeurons: TypeAlias = Iterable[str | int] | NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a drive reaches. Neurons are numbers; ``graph.name`` words them.

    Attributes
    ----------
    reached
        Per neuron: is there a path from the drive (driven neurons included)?
    hops
        Synapses on the shortest path, -1 if there is none.
    source_components, sink_components
        Neurons of every strong component that nothing enters, and of every one that sends nothing.
    drive_needed
        Least number of driven neurons that reach everybody, wherever they are placed.
    extra_drive
        A least set of neurons to drive in addition, so that everybody is reached.
    """

    reached: NDArray[np.bool_]
    hops: NDArray[np.int32]
    source_components: tuple[NDArray[np.int32], ...]
    sink_components: tuple[NDArray[np.int32], ...]
    drive_needed: int
    extra_drive: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class BowTie:
    """Every neuron's place relative to the core, the largest strong component.

    Attributes
    ----------
    core
        Per neuron: lies in the largest strong component (the first of several equals).
    upstream, downstream
        Reaches the core without being reached by it; the other way round.
    tubes
        On a path from upstream to downstream that avoids the core.
    tendrils
        Hangs on upstream or downstream only.
    apart
        No path connects it with the core, upstream or downstream in the ways above.
    """

    core: NDArray[np.bool_]
    upstream: NDArray[np.bool_]
    downstream: NDArray[np.bool_]
    tubes: NDArray[np.bool_]
    tendrils: NDArray[np.bool_]
    apart: NDArray[np.bool_]


def coverage(graph: Graph, drive: DrivenNeurons) -> Coverage:
    """A neuron hears the input only if a directed path leads to it from a driven neuron.

    The least number of driven neurons that reach everybody is the number of source components
    (strong components that nothing enters): each needs one of its own, and one each is enough.

    Parameters
    ----------
    graph
        The graph; synapses go from ``pre`` to ``post``, self loops do not matter.
    drive
        Driven neurons, by number or name; at least one, repetition allowed.

    Raises
    ------
    DomainError
        If the drive is empty or names no neuron of the graph.

    Notes
    -----
    Valid for any directed graph. O(n + m).

    Source: eswaran1976, Section 2.

    Examples
    --------
    >>> found = coverage(Graph(pre=[0, 1, 3], post=[1, 2, 2]), [0])
    >>> found.hops.tolist(), found.drive_needed, found.extra_drive.tolist()
    ([0, 1, 2, -1], 2, [3])
    """
    driven = graph.indices(drive)
    distance = hops(graph, driven)
    parts = components(graph)
    is_heard = np.zeros(parts.count, np.bool_)
    is_heard[parts.label[driven]] = True
    return Coverage(
        reached=distance >= 0,
        hops=distance,
        source_components=parts.members(parts.is_source),
        sink_components=parts.members(parts.is_sink),
        drive_needed=int(np.count_nonzero(parts.is_source)),
        extra_drive=np.sort(parts.first[parts.is_source & ~is_heard]),
    )


def bow_tie(graph: Graph) -> BowTie:
    """Around its largest strong component a directed graph falls into upstream and downstream.

    Parameters
    ----------
    graph
        The graph.

    Notes
    -----
    Valid for any directed graph. O(n + m).

    Source: broder2000, Section 3.

    Examples
    --------
    >>> tie = bow_tie(Graph(pre=[0, 1, 2, 2, 0], post=[1, 2, 1, 3, 4]))
    >>> [int(np.flatnonzero(part)[0]) for part in (tie.upstream, tie.downstream, tie.tendrils)]
    [0, 3, 4]
    """
    parts = components(graph)
    core = parts.label == np.argmax(parts.size)
    neurons = np.arange(graph.n)
    below = hops(graph, neurons[core]) >= 0
    above = hops_to(graph, neurons[core]) >= 0
    upstream, downstream = above & ~core, below & ~core
    rest = ~(above | below)
    from_upstream = to_downstream = np.zeros(graph.n, np.bool_)
    if upstream.any():
        from_upstream = (hops(graph, neurons[upstream]) >= 0) & rest
    if downstream.any():
        to_downstream = (hops_to(graph, neurons[downstream]) >= 0) & rest
    return BowTie(
        core=core,
        upstream=upstream,
        downstream=downstream,
        tubes=from_upstream & to_downstream,
        tendrils=from_upstream ^ to_downstream,
        apart=rest & ~from_upstream & ~to_downstream,
    )
