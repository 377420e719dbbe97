"""Compiled maximum flow from a drive to many targets, one after another."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from netbounds.graph._kernels_flow_network import (
    THROUGH,
    Flow,
    Ints,
    Marks,
    Network,
    Side,
    count_lengths,
    reset,
    turn,
)


@njit(cache=True)
def _descend(
    t: int, most: int, net: Network, flow: Flow, cursor: Ints, met: Ints, stamp: int, stack: Ints
) -> int:
    """Paths that, from each sender of t on, come nearer to the drive with every step back.

    The hops from the drive are known, so most paths cost a few looks each. Depth first; what a
    search has tried in vain is not tried again for this target.
    """
    found = 0
    for first in range(net.in_starts[t], net.in_starts[t + 1]):
        if found == most:
            break
        x = net.sources[first]
        if x == t or net.hops[x] < 0 or (flow.passed[x] and not net.wide[x]):
            continue
        stack[0] = first
        height = 1
        while height:
            x = net.sources[stack[height - 1]]
            if net.hops[x] == 0:
                for h in range(height):
                    turn(stack[h], 0, flow)
                    y = net.sources[stack[h]]
                    if not net.wide[y]:
                        turn(THROUGH, y, flow)
                found += 1
                break
            if met[x] != stamp:
                met[x] = stamp
                cursor[x] = net.in_starts[x]
            i = cursor[x]
            if i == net.in_starts[x + 1]:
                height -= 1
                continue
            cursor[x] = i + 1
            u = net.sources[i]
            if net.hops[u] != net.hops[x] - 1 or u == t or flow.carries[i]:
                continue
            if flow.passed[u] and not net.wide[u]:
                continue
            stack[height] = i
            height += 1
    return found


@njit(cache=True)
def _note(state: int, came_from: int, came_by: int, tail: int, side: Side, phase: int) -> int:
    """Queue a state unless it was seen in this phase; the new end of the queue."""
    if side.seen[state] == phase:
        return tail
    side.seen[state] = phase
    side.came_from[state] = came_from
    side.came_by[state] = came_by
    side.queue[tail] = state
    return tail + 1


@njit(cache=True)
def _look(
    state: int, tail: int, upwards: bool, net: Network, flow: Flow, side: Side, phase: int
) -> int:
    """Queue the states one step away: where a path could come from (upwards) or go to."""
    x, before = state >> 1, state & 1
    wide = net.wide[x]
    if wide or before:
        for i in range(net.in_starts[x], net.in_starts[x + 1]):
            u = net.sources[i]
            # upwards along a free synapse; downwards by taking a path back
            if flow.carries[i] != upwards and u != x and net.hops[u] >= 0:
                tail = _note(2 * u, state, i, tail, side, phase)
    if not wide and (flow.passed[x] == bool(before)) == upwards:
        tail = _note(state ^ 1, state, THROUGH, tail, side, phase)
    if wide or not before:
        for a in range(net.out_starts[x], net.out_starts[x + 1]):
            i = net.slot[a]
            v = net.targets[a]
            if flow.carries[i] == upwards and v != x:
                tail = _note(2 * v + (not net.wide[v]), state, i, tail, side, phase)
    return tail


@njit(cache=True)
def _one_more(
    t: int, net: Network, flow: Flow, is_driven: Marks, up: Side, down: Side, phase: int
) -> bool:
    """One more path, by breadth-first searches from both ends, the smaller frontier first."""
    up_head, up_tail = 0, _note(2 * t, 0, 0, 0, up, phase)
    down_head, down_tail = 0, 0
    waiting = net.drive.size  # of the frontier downwards, which is made only if it is looked at
    meeting = -1
    while meeting < 0:
        if up_tail - up_head <= waiting:
            end = up_tail
            while up_head < end and meeting < 0:
                old = up_tail
                up_tail = _look(up.queue[up_head], old, True, net, flow, up, phase)
                up_head += 1
                for j in range(old, up_tail):
                    state = up.queue[j]
                    start = is_driven[state >> 1] and (net.wide[state >> 1] or state & 1)
                    if start or down.seen[state] == phase:
                        meeting = state
                        break
            if up_head == up_tail and meeting < 0:
                return False
        else:
            if down_tail == 0:
                for x in net.drive:
                    down_tail = _note(
                        2 * x + (not net.wide[x]), -1, 0, down_tail, down, phase
                    )  # fmt: skip
            end = down_tail
            while down_head < end and meeting < 0:
                old = down_tail
                down_tail = _look(down.queue[down_head], old, False, net, flow, down, phase)
                down_head += 1
                for j in range(old, down_tail):
                    if up.seen[down.queue[j]] == phase:
                        meeting = down.queue[j]
                        break
            waiting = down_tail - down_head
            if waiting == 0 and meeting < 0:
                return False
    state = meeting
    while state != 2 * t:
        turn(up.came_by[state], state >> 1, flow)
        state = up.came_from[state]
    state = meeting
    while down.seen[state] == phase and down.came_from[state] >= 0:
        turn(down.came_by[state], state >> 1, flow)
        state = down.came_from[state]
    return True


@njit(cache=True)
def disjoint_paths(
    net: Network, wanted: Ints, most: Ints, with_lengths: bool, lengths: NDArray[np.int32]
) -> Ints:
    """Most disjoint paths from the driven neurons to each wanted one, -1 for driven ones.

    `most` is an upper bound for each wanted neuron; the search ends when it is met. `lengths`
    (wanted x longest + 1) takes in how many of the paths have which length; paths longer than the
    last column count there.
    """
    n = net.hops.size
    m = net.sources.size
    is_driven = net.hops == 0
    wide = net.wide
    flow = Flow(
        np.zeros(m, np.bool_),
        np.zeros(n, np.bool_),
        np.empty(m, np.int32),
        np.empty(n, np.int32),
        np.zeros(2, np.int64),
    )
    up = Side(
        np.zeros(2 * n, np.int64),
        np.empty(2 * n, np.int32),
        np.empty(2 * n, np.int32),
        np.empty(2 * n, np.int32),
    )
    down = Side(
        np.zeros(2 * n, np.int64),
        np.empty(2 * n, np.int32),
        np.empty(2 * n, np.int32),
        np.empty(2 * n, np.int32),
    )
    cursor = np.empty(n, np.int32)
    met = np.zeros(n, np.int32)
    answer = np.empty(wanted.size, np.int32)
    phase = np.int64(0)
    for w in range(wanted.size):
        t = wanted[w]
        if is_driven[t]:
            answer[w] = -1
            continue
        was_wide = wide[t]
        wide[t] = True
        found = _descend(t, most[w], net, flow, cursor, met, w + 1, up.queue)
        while found < most[w]:
            phase += 1
            if not _one_more(t, net, flow, is_driven, up, down, phase):
                break
            found += 1
        answer[w] = found
        if with_lengths:
            count_lengths(t, net, flow, is_driven, lengths[w])
        reset(flow)
        wide[t] = was_wide
    return answer
