"""Compiled percolation: 64 random losses of synapses at once, one a bit of a word."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Marks = NDArray[np.bool_]

_ZERO = np.uint64(0)
_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31 = np.uint64(27), np.uint64(30), np.uint64(31)


@njit(cache=True)
def _random_word(state: NDArray[np.uint64]) -> np.uint64:
    """64 random bits (splitmix64)."""
    state[0] += _STEP
    z = state[0]
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    word: np.uint64 = z ^ (z >> _S31)
    return word


@njit(cache=True)
def _coins(probability: float, state: NDArray[np.uint64]) -> np.uint64:
    """64 coins that show 1 with the given probability, to 2^-60.

    Each lane compares a uniform number with the probability, bit by bit; half of the lanes are
    decided at every bit, so some 8 random words decide all 64.
    """
    heads, undecided = _ZERO, _ALL
    if probability >= 1.0:
        return _ALL
    for _ in range(60):
        if undecided == _ZERO:
            break
        r = _random_word(state)
        probability *= 2.0
        if probability >= 1.0:
            probability -= 1.0
            heads |= undecided & ~r
            undecided &= r
        else:
            undecided &= ~r
    return heads


@njit(cache=True)
def _ones(x: np.uint64) -> int:
    count = 0
    while x != _ZERO:
        x &= x - _ONE
        count += 1
    return count


@njit(cache=True)
def percolate(
    indptr: Ints, targets: Ints, drive: Ints, reached: Marks, kept: float, trials: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """How often each neuron is still reached, and how many neurons are missed in each trial."""
    n = indptr.size - 1
    hits = np.zeros(n, np.int64)
    missed = np.zeros(trials, np.int32)
    word = np.empty(n, np.uint64)
    alive = np.empty(targets.size, np.uint64)  # per synapse: the trials in which it survives
    drawn = np.empty(n, np.bool_)
    waiting = np.empty(n, np.bool_)
    queue = np.empty(n + 1, np.int32)
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(seed)
    for start in range(0, trials, 64):
        lanes = min(64, trials - start)
        active = _ALL if lanes == 64 else (_ONE << np.uint64(lanes)) - _ONE
        word[:] = _ZERO
        drawn[:] = False
        waiting[:] = False
        head, tail = 0, 0
        for v in drive:
            word[v] = active
            waiting[v] = True
            queue[tail] = v
            tail += 1
        while head != tail:
            u = queue[head]
            head = head + 1 if head < n else 0
            waiting[u] = False
            for a in range(indptr[u], indptr[u + 1]):
                v = targets[a]
                if not drawn[u]:
                    alive[a] = _coins(kept, state)
                fresh = word[u] & alive[a] & ~word[v]
                if fresh != _ZERO:
                    word[v] |= fresh
                    if not waiting[v]:
                        waiting[v] = True
                        queue[tail] = v
                        tail = tail + 1 if tail < n else 0
            drawn[u] = True
        for v in range(n):
            if reached[v]:
                hits[v] += _ones(word[v])
                lost = active & ~word[v]
                lane = 0
                while lost != _ZERO:
                    if lost & _ONE:
                        missed[start + lane] += 1
                    lost >>= _ONE
                    lane += 1
    return hits, missed
