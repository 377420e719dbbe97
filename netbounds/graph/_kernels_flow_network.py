"""Unit-capacity flow from a drive to one target after another: its records and their upkeep.

A neuron x has two states, "behind x" (2x) and "before x" (2x + 1), joined by an arc that carries
one path; where any number of paths may pass, both are state 2x. Flow is kept per synapse, in the
order of the incoming rows.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]

THROUGH = -1  # a step from before a neuron to behind it, or back: no synapse


class Network(NamedTuple):
    """The graph, its drive, and `slot`: each outgoing synapse's place in the incoming rows.

    `wide` marks the neurons that any number of paths may pass.
    """

    out_starts: Ints
    targets: Ints
    in_starts: Ints
    sources: Ints
    slot: Ints
    drive: Ints
    hops: Ints
    wide: Marks


class Flow(NamedTuple):
    """Synapses that carry a path, neurons that one passes, and what is to be reset.

    If a list overflows, everything is reset: `turned` says how many entries were wanted.
    """

    carries: Marks
    passed: Marks
    synapses: Ints
    neurons: Ints
    turned: NDArray[np.int64]


class Side(NamedTuple):
    """One side of a search: when each state was last seen (never twice alike), and from where."""

    seen: NDArray[np.int64]
    came_from: Ints
    came_by: Ints
    queue: Ints


@njit(cache=True)
def incoming_slots(targets: Ints, in_starts: Ints) -> Ints:
    """For every place in the outgoing rows, the same synapse's place in the incoming rows."""
    free = in_starts[:-1].copy()
    slot = np.empty(targets.size, np.int32)
    for a in range(targets.size):
        v = targets[a]
        slot[a] = free[v]
        free[v] += 1
    return slot


@njit(cache=True)
def turn(step: int, x: int, flow: Flow) -> None:
    """Use a synapse or neuron for a path, or take it back from one."""
    if step == THROUGH:
        flow.passed[x] = not flow.passed[x]
        if flow.turned[1] < flow.neurons.size:
            flow.neurons[flow.turned[1]] = x
        flow.turned[1] += 1
    else:
        flow.carries[step] = not flow.carries[step]
        if flow.turned[0] < flow.synapses.size:
            flow.synapses[flow.turned[0]] = step
        flow.turned[0] += 1


@njit(cache=True)
def reset(flow: Flow) -> None:
    if flow.turned[0] > flow.synapses.size:
        flow.carries[:] = False
    else:
        for i in range(flow.turned[0]):
            flow.carries[flow.synapses[i]] = False
    if flow.turned[1] > flow.neurons.size:
        flow.passed[:] = False
    else:
        for i in range(flow.turned[1]):
            flow.passed[flow.neurons[i]] = False
    flow.turned[:] = 0


@njit(cache=True)
def count_lengths(
    t: int, net: Network, flow: Flow, is_driven: Marks, lengths: NDArray[np.int32]
) -> None:
    """Walk back along the flow, path after path, using it up; flow that runs in circles is left."""
    for first in range(net.in_starts[t], net.in_starts[t + 1]):
        if not flow.carries[first]:
            continue
        i, steps = first, 0
        while True:
            flow.carries[i] = False
            steps += 1
            x = net.sources[i]
            if is_driven[x]:
                break
            i = net.in_starts[x]
            while not flow.carries[i]:
                i += 1
        lengths[min(steps, lengths.size - 1)] += 1


@njit(cache=True)
def below_a_cut(
    immediate: Ints, only_entry: Marks, wide: Marks, hops: Ints, by_hops: NDArray[np.int64]
) -> Marks:
    """Mark neurons whose paths all share one synapse, or one neuron that lets a single one pass.

    Both stand in the dominator tree: `only_entry` at the neuron or above it, or a dominator that
    is not wide. A dominator is nearer to the drive, so it is settled before what it dominates.
    """
    marked = np.zeros(hops.size, np.bool_)
    for v in by_hops:
        d = immediate[v]
        if hops[v] > 0:
            marked[v] = only_entry[v] or (d >= 0 and (marked[d] or not wide[d]))
    return marked
