"""Compiled unit-capacity maximum flow from a drive to many targets, one after another (Dinic).

Paths are searched backwards, from the target to the drive, because the target is one neuron and
the drive is usually many. A neuron x has two states, "behind x" (2x) and "before x" (2x + 1),
joined by an arc that carries one path; where any number of paths may pass, both are state 2x.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]

_BLOCKED = -1
_END = -2


@njit(cache=True)
def incoming_positions(indptr: Ints, targets: Ints, in_indptr: Ints) -> Ints:
    """For every place in the incoming rows, the same synapse's place in the outgoing rows."""
    free = in_indptr[:-1].copy()
    position = np.empty(targets.size, np.int32)
    for a in range(targets.size):
        v = targets[a]
        position[free[v]] = a
        free[v] += 1
    return position


@njit(cache=True)
def _move(
    state: int,
    k: int,
    wide: Marks,
    passed: Marks,
    flow: Marks,
    usable: Marks,
    indptr: Ints,
    targets: Ints,
    in_indptr: Ints,
    in_sources: Ints,
    position: Ints,
) -> tuple[int, int]:
    """The k-th step backwards from a state: the state it leads to, and its synapse (-1 = none)."""
    x, before = state >> 1, state & 1
    if wide[x] or before:
        incoming = in_indptr[x + 1] - in_indptr[x]
        if k < incoming:
            a = position[in_indptr[x] + k]
            u = in_sources[in_indptr[x] + k]
            if flow[a] or not usable[u]:
                return _BLOCKED, a
            return 2 * u, a
        k -= incoming
    if not wide[x]:
        if k == 0:
            if before:
                return 2 * x if passed[x] else _BLOCKED, -1
            return _BLOCKED if passed[x] else 2 * x + 1, -1
        k -= 1
        if before:
            return _END, -1
    if k < indptr[x + 1] - indptr[x]:
        a = indptr[x] + k
        v = targets[a]
        if not flow[a]:
            return _BLOCKED, a
        return 2 * v if wide[v] else 2 * v + 1, a
    return _END, -1


@njit(cache=True)
def _starts(state: int, driven: Marks, wide: Marks) -> bool:
    """Can a path start here: at a driven neuron, before it if it carries one path only."""
    x = state >> 1
    return bool(driven[x] and (wide[x] or state & 1))


@njit(cache=True)
def _count_lengths(
    t: int,
    flow: Marks,
    driven: Marks,
    in_indptr: Ints,
    in_sources: Ints,
    position: Ints,
    lengths: NDArray[np.int64],
) -> None:
    """Walk back along the flow, path after path, using it up; flow that runs in circles is left."""
    for first in range(in_indptr[t], in_indptr[t + 1]):
        if not flow[position[first]]:
            continue
        i, steps = first, 0
        while True:
            flow[position[i]] = False
            steps += 1
            x = in_sources[i]
            if driven[x]:
                break
            i = in_indptr[x]
            while not flow[position[i]]:
                i += 1
        lengths[min(steps, lengths.size - 1)] += 1


@njit(cache=True)
def disjoint_paths(
    indptr: Ints,
    targets: Ints,
    in_indptr: Ints,
    in_sources: Ints,
    driven: Marks,
    reached: Marks,
    wide: Marks,
    wanted: Ints,
    lengths: NDArray[np.int64],
) -> Ints:
    """Most disjoint paths from the driven neurons to each wanted one.

    `wide` marks the neurons that any number of paths may pass: all for paths that share no
    synapse, the driven or none for paths that share no neuron. Driven targets get -1. `lengths`
    (targets x longest + 1, may be empty) takes in how many of the paths have which length; paths
    longer than the last column count there.
    """
    n = indptr.size - 1
    position = incoming_positions(indptr, targets, in_indptr)
    wide = wide.copy()
    flow = np.zeros(targets.size, np.bool_)
    passed = np.zeros(n, np.bool_)
    seen = np.zeros(2 * n, np.int64)  # the phase in which a state was last seen
    level = np.empty(2 * n, np.int32)
    cursor = np.empty(2 * n, np.int32)
    came_from = np.zeros(2 * n, np.int32)
    came_by = np.zeros(2 * n, np.int32)
    queue = np.empty(2 * n, np.int32)
    stack = np.empty(2 * n + 1, np.int32)
    taken = np.empty(2 * n + 1, np.int32)
    # what is to be reset for the next target; if a list overflows, everything is
    used = np.empty(targets.size, np.int32)
    through = np.empty(n, np.int32)
    leaving = 0
    for u in range(n):
        if driven[u]:
            for a in range(indptr[u], indptr[u + 1]):
                leaving += not driven[targets[a]]
    answer = np.empty(wanted.size, np.int32)
    phase = 0
    for w in range(wanted.size):
        t = wanted[w]
        if driven[t] or not reached[t]:
            answer[w] = -1 if driven[t] else 0
            continue
        most = 0
        for a in range(in_indptr[t], in_indptr[t + 1]):
            most += reached[in_sources[a]] and in_sources[a] != t
        most = min(most, leaving)
        was_wide = wide[t]
        wide[t] = True
        total = 0
        count_used = count_through = 0
        while total < most:
            # levels by breadth-first search, up to the first driven neuron: all of the levels
            # before it are complete then, which is what one source needs; with many sources the
            # next one is near, and completing the last level would cost more than it finds
            phase += 1
            seen[2 * t] = phase
            level[2 * t] = 0
            cursor[2 * t] = 0
            queue[0] = 2 * t
            head, tail, looked = 0, 1, 0
            last = 2**31 - 1
            while head < tail and last == 2**31 - 1:
                state = queue[head]
                head += 1
                k = 0
                while last == 2**31 - 1:
                    following, a = _move(
                        state, k, wide, passed, flow, reached,
                        indptr, targets, in_indptr, in_sources, position,
                    )  # fmt: skip
                    k += 1
                    looked += 1
                    if following == _END:
                        break
                    if following == _BLOCKED or seen[following] == phase:
                        continue
                    seen[following] = phase
                    level[following] = level[state] + 1
                    cursor[following] = 0
                    came_from[following] = state
                    came_by[following] = a
                    queue[tail] = following
                    tail += 1
                    if _starts(following, driven, wide):
                        last = level[following]
            if last == 2**31 - 1:
                break
            # the path found, then more by depth-first search along rising levels (a blocking
            # flow), for as long as the first search took: then it is better to look anew
            height = last + 1
            state = queue[tail - 1]
            for h in range(last, -1, -1):
                stack[h], taken[h] = state, came_by[state]
                state = came_from[state]
            while height and total < most and looked > 0:
                state = stack[height - 1]
                if _starts(state, driven, wide):
                    for h in range(1, height):
                        a = taken[h]
                        if a >= 0:
                            if count_used < used.size:
                                used[count_used] = a
                            count_used += 1
                            flow[a] = not flow[a]
                        else:
                            y = stack[h] >> 1
                            if count_through < n:
                                through[count_through] = y
                            count_through += 1
                            passed[y] = not passed[y]
                    total += 1
                    height = 1
                    continue
                following, a = _move(
                    state, cursor[state], wide, passed, flow, reached,
                    indptr, targets, in_indptr, in_sources, position,
                )  # fmt: skip
                cursor[state] += 1
                looked -= 1
                if following == _END:
                    height -= 1
                elif (
                    following != _BLOCKED
                    and seen[following] == phase
                    and level[following] == level[state] + 1
                    and (level[following] < last or _starts(following, driven, wide))
                ):
                    stack[height] = following
                    taken[height] = a
                    height += 1
        answer[w] = total
        if lengths.shape[0]:
            _count_lengths(t, flow, driven, in_indptr, in_sources, position, lengths[w])
        for i in range(min(count_used, used.size)):
            flow[used[i]] = False
        for i in range(min(count_through, n)):
            passed[through[i]] = False
        if count_used > used.size:
            flow[:] = False
        if count_through > n:
            passed[:] = False
        wide[t] = was_wide
    return answer
