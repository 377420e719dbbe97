"""The fewest synapses that, added to a graph, let everybody hear the drive, or everybody all."""

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph
from netbounds.theory.information_flow._components import Components, components
from netbounds.theory.information_flow.coverage import DrivenNeurons, coverage


def synapses_to_reach_all(graph: Graph, drive: DrivenNeurons) -> NDArray[np.int32]:
    """One synapse into each source component that is not driven lets the drive reach everybody.

    Fewer cannot do: nothing else enters a source component.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons, by number or name; at least one.

    Returns
    -------
    array of int32, shape (number of synapses, 2)
        Columns pre and post; the added synapses leave the driven neurons in turn.

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
    >>> synapses_to_reach_all(Graph(pre=[0, 1, 3], post=[1, 2, 2]), [0]).tolist()
    [[0, 3]]
    """
    post = coverage(graph, drive).extra_drive
    pre = np.resize(graph.indices(drive), len(post))
    return np.column_stack([pre, post])


def synapses_to_strongly_connect(graph: Graph) -> NDArray[np.int32]:
    """As many synapses as source components, or sink components if these are more, join them all.

    Isolated components count in both; a strong graph needs none. Fewer cannot do: each source must
    be entered and each sink left.

    Parameters
    ----------
    graph
        The graph.

    Returns
    -------
    array of int32, shape (number of synapses, 2)
        Columns pre and post. With them added, every neuron reaches every other.

    Notes
    -----
    Valid for any directed graph. O(n + m).

    Source: eswaran1976, Theorem 2; raghavan2005 for the order of the search.

    Examples
    --------
    >>> synapses_to_strongly_connect(Graph(pre=[0, 1, 3], post=[1, 2, 2])).tolist()
    [[3, 0], [2, 3]]
    """
    parts = components(graph)
    if parts.count == 1:
        return np.empty((0, 2), np.int32)
    isolated = np.flatnonzero(parts.is_source & parts.is_sink)
    sources = np.flatnonzero(parts.is_source & ~parts.is_sink)
    sinks = np.flatnonzero(parts.is_sink & ~parts.is_source)
    if len(sources) <= len(sinks):
        arcs = _join(parts, graph.pre, graph.post, sources, sinks, isolated)
    else:
        arcs = _join(parts, graph.post, graph.pre, sinks, sources, isolated)[:, ::-1]
    return np.ascontiguousarray(parts.first[arcs])


def _join(
    parts: Components,
    pre: NDArray[np.int32],
    post: NDArray[np.int32],
    sources: NDArray[np.int64],
    sinks: NDArray[np.int64],
    isolated: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Arcs between components that close one cycle through them all; sources <= sinks in number."""
    from netbounds.graph._kernels_augmentation import pair_sources_with_sinks

    across = parts.label[pre] != parts.label[post]
    condensed = Graph(pre=parts.label[pre[across]], post=parts.label[post[across]], n=parts.count)
    is_sink = np.zeros(parts.count, np.int32)
    is_sink[sinks] = 1
    below = pair_sources_with_sinks(*condensed.outgoing, sources.astype(np.int32), is_sink)
    paired = below >= 0
    first, last = sources[paired], below[paired]  # first[i] reaches last[i]
    unpaired_sources = sources[~paired]
    unpaired_sinks = np.setdiff1d(sinks, last)
    joined = len(unpaired_sources)
    arcs = [
        # sinks left over beside sources left over: every such pair is one arc
        np.column_stack([unpaired_sinks[:joined], unpaired_sources]),
        # pair after pair: last[0] -> first[1], last[1] -> first[2], ...
        np.column_stack([last[:-1], first[1:]]),
    ]
    # and one cycle home: the last pair's sink, what is left over, the isolated, the first source
    ring = np.concatenate([last[-1:], unpaired_sinks[joined:], isolated, first[:1]])
    if len(first) == 0:
        ring = np.concatenate([isolated, isolated[:1]])
    arcs.append(np.column_stack([ring[:-1], ring[1:]]))
    return np.concatenate(arcs)
