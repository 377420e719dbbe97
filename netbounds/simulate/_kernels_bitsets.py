"""Largest strong components of many small graphs, each an adjacency matrix of bits.

Row v of the matrix is a set: the neurons that v sends to, 64 of them in a word. Drawing without
replacement needs this matrix anyway, and a whole row joins a search in one step per word, so the
searches cost little beside filling the matrix.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite.ir import Constant, IntType  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import intrinsic

Index = npt.NDArray[np.int32]
Count = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Width = tuple[int, ...]

_ONE, _ZERO = np.uint64(1), np.uint64(0)
_SIX, _IN_WORD = np.uint64(6), np.uint64(63)
# one float carries 53 random bits, hence two draws of 26
_DRAW, _BELOW = np.uint64(26), np.uint64((1 << 26) - 1)


def width_of(n: int) -> Width:
    """Words in a row for n neurons, a power of two, as a tuple of so many zeros.

    A tuple's length is known when a kernel is compiled, so that loops over the words of a row
    unroll; rounding up keeps the number of compiled variants small.
    """
    words = 2
    while 64 * words < n:
        words *= 2
    return (0,) * words


@intrinsic
def _members(typing_context: Any, word: Any) -> Any:
    """Number of ones in a word, in one instruction."""
    del typing_context, word
    return types.uint64(types.uint64), lambda _, builder, __, values: builder.ctpop(values[0])


@intrinsic
def _place(typing_context: Any, word: Any) -> Any:
    """Position of the lowest one of a word that has one, in one instruction."""
    del typing_context, word
    nonzero = Constant(IntType(1), 1)
    return types.int64(types.uint64), lambda _, builder, __, values: builder.cttz(
        values[0], nonzero
    )


@njit(cache=True)
def _size(group: Bits, width: Width) -> int:
    total = _ZERO
    for w in range(len(width)):
        total += _members(group[w])
    return int(total)


@njit(cache=True)
def _trim(rows: Bits, alive: Bits, heard: Bits, width: Width) -> int:
    """Take out who sends to or hears from nobody left, as long as that takes out many."""
    left: int = _size(alive, width)
    while True:
        for w in range(len(width)):
            heard[w] = _ZERO
        for block in range(len(width)):
            todo = alive[block]
            while todo != _ZERO:
                place = _place(todo)
                bit = _ONE << np.uint64(place)
                todo ^= bit
                sends = _ZERO
                for w in range(len(width)):
                    targets = rows[64 * block + place, w] & alive[w]
                    heard[w] |= targets
                    sends |= targets
                if sends == _ZERO:
                    alive[block] ^= bit
        for w in range(len(width)):
            alive[w] &= heard[w]
        before, left = left, _size(alive, width)
        if 8 * (before - left) <= before:
            return left


@njit(cache=True)
def _downstream(rows: Bits, alive: Bits, reached: Bits, done: Bits, width: Width) -> None:
    """Let `reached` grow by all that its members lead to; stop when everybody is in."""
    for w in range(len(width)):
        done[w] = _ZERO
    grows = True
    while grows:
        grows = False
        for block in range(len(width)):
            todo = reached[block] & ~done[block]
            if todo == _ZERO:
                continue
            grows = True
            done[block] |= todo
            while todo != _ZERO:
                place = _place(todo)
                todo ^= _ONE << np.uint64(place)
                for w in range(len(width)):
                    reached[w] |= rows[64 * block + place, w] & alive[w]
            missing = _ZERO
            for w in range(len(width)):
                missing |= alive[w] & ~reached[w]
            if missing == _ZERO:
                return


@njit(cache=True)
def _upstream(rows: Bits, within: Bits, leads: Bits, width: Width) -> None:
    """Let `leads` grow by the members of `within` that lead to it without leaving `within`."""
    grows = True
    while grows:
        grows = False
        for block in range(len(width)):
            todo = within[block] & ~leads[block]
            while todo != _ZERO:
                place = _place(todo)
                bit = _ONE << np.uint64(place)
                todo ^= bit
                hit = _ZERO
                for w in range(len(width)):
                    hit |= rows[64 * block + place, w] & leads[w]
                if hit != _ZERO:
                    leads[block] |= bit
                    grows = True


@njit(cache=True)
def _clear_diagonal(rows: Bits) -> None:
    for v in range(rows.shape[0]):
        rows[v, v >> 6] &= ~(_ONE << np.uint64(v & 63))


@njit(cache=True)
def _largest(rows: Bits, sets: Bits, width: Width) -> int:
    """Size of the largest strong component; the diagonal of `rows` is clear."""
    n = rows.shape[0]
    alive, reached, leads, done = sets[0], sets[1], sets[2], sets[3]
    for w in range(len(width)):
        inside = min(max(n - 64 * w, 0), 64)
        alive[w] = ~_ZERO if inside == 64 else (_ONE << np.uint64(inside)) - _ONE
    best, left, root = 1, n, 0
    # the first search is worth a try without trimming: in a dense graph it finds nearly everybody
    while left > best:
        while (alive[root >> 6] >> np.uint64(root & 63)) & _ONE == _ZERO:
            root += 1
        for w in range(len(width)):
            reached[w] = leads[w] = _ZERO
        reached[root >> 6] = leads[root >> 6] = _ONE << np.uint64(root & 63)
        _downstream(rows, alive, reached, done, width)
        if _size(reached, width) > best:  # else the root's component is no larger either
            _upstream(rows, reached, leads, width)
            best = max(best, _size(leads, width))
        for w in range(len(width)):
            alive[w] &= ~leads[w]
        left = _size(alive, width)
        if left > best:
            left = _trim(rows, alive, reached, width)
    return best


@njit(cache=True, inline="always")
def _put(
    rows: Bits, draw: np.uint64, height: np.uint64, width: np.uint64, unfair: np.uint64, loops: bool
) -> int:
    """Add the synapse that 26 random bits name; 1 if it is new, 0 if it is known or unfair."""
    product = draw * height
    row = product >> _DRAW
    product = (product & _BELOW) * width
    column = product >> _DRAW
    if not loops:
        column += np.uint64(column >= row)
    before = rows[row, column >> _SIX]
    bit = np.uint64((product & _BELOW) >= unfair) << (column & _IN_WORD)
    rows[row, column >> _SIX] = before | bit
    return int((before & bit) != bit)


@njit(cache=True)
def _fill(rows: Bits, m: int, self_loops: bool, rng: np.random.Generator) -> None:
    """Draw m distinct synapses, every set of them as likely; for n up to 512.

    The cell number is a draw of 26 bits times the number of cells, without its last 26 bits; the
    few draws that would favour some cells are thrown away (Lemire 2019). Without self loops the
    diagonal, and always the bits from n on, are left arbitrary: the search ignores them.
    """
    n, words = rows.shape
    width = np.uint64(n if self_loops else n - 1)
    height = np.uint64(n)
    places = n * (n if self_loops else n - 1)
    dense = m > places // 2  # of a dense set, draw what is missing
    wanted = places - m if dense else m
    rows[:] = _ZERO
    unfair = np.uint64((1 << 26) % max(places, 1))
    found = 0
    while found + 1 < wanted:
        bits = np.uint64(rng.random() * 2.0**53)
        found += _put(rows, bits & _BELOW, height, width, unfair, self_loops)
        found += _put(rows, bits >> np.uint64(27), height, width, unfair, self_loops)
    while found < wanted:
        bits = np.uint64(rng.random() * 2.0**53)
        found += _put(rows, bits >> np.uint64(27), height, width, unfair, self_loops)
    if dense:
        for v in range(n):
            for w in range(words):
                rows[v, w] = ~rows[v, w]


@njit(cache=True)
def _largest_components(
    n: int, m: int, self_loops: bool, graphs: int, width: Width, rng: np.random.Generator
) -> Count:
    rows, sets = np.empty((n, len(width)), np.uint64), np.empty((4, len(width)), np.uint64)
    sizes = np.empty(graphs, dtype=np.int64)
    for graph in range(graphs):
        _fill(rows, m, self_loops, rng)
        _clear_diagonal(rows)
        sizes[graph] = _largest(rows, sets, width)
    return sizes


def largest_components(
    n: int, m: int, self_loops: bool, graphs: int, rng: np.random.Generator
) -> Count:
    """Largest strong component of each of many drawn graphs D(n, m), n up to 512."""
    sizes: Count = _largest_components(n, m, self_loops, graphs, width_of(n), rng)
    return sizes


def matrices(n: int, ends: Count, pre: Index, post: Index) -> Bits:
    """The matrices of many given graphs without self loops, shape (graphs, n, words)."""
    rows = np.zeros((ends.size - 1, n, len(width_of(n))), np.uint64)
    for graph in range(ends.size - 1):
        _copy(rows[graph], pre[ends[graph] : ends[graph + 1]], post[ends[graph] : ends[graph + 1]])
    return rows


@njit(cache=True)
def _copy(rows: Bits, pre: Index, post: Index) -> None:
    for edge in range(pre.size):
        row, column = np.uint64(pre[edge]), np.uint64(post[edge])
        rows[row, column >> _SIX] |= _ONE << (column & _IN_WORD)
    _clear_diagonal(rows)


@njit(cache=True)
def _largest_of_matrices(rows: Bits, width: Width) -> Count:
    sets = np.empty((4, len(width)), np.uint64)
    sizes = np.empty(rows.shape[0], dtype=np.int64)
    for graph in range(sizes.size):
        sizes[graph] = _largest(rows[graph], sets, width)
    return sizes


def largest_of_matrices(rows: Bits) -> Count:
    """Largest strong component of each of many matrices with a clear diagonal."""
    sizes: Count = _largest_of_matrices(rows, (0,) * rows.shape[2])
    return sizes


@njit(cache=True)
def _largest_of_many(n: int, ends: Count, pre: Index, post: Index, width: Width) -> Count:
    rows, sets = np.empty((n, len(width)), np.uint64), np.empty((4, len(width)), np.uint64)
    sizes = np.empty(ends.size - 1, dtype=np.int64)
    for graph in range(sizes.size):  # one matrix for all, so that it stays near
        rows[:] = _ZERO
        _copy(rows, pre[ends[graph] : ends[graph + 1]], post[ends[graph] : ends[graph + 1]])
        sizes[graph] = _largest(rows, sets, width)
    return sizes


def largest_of_many(n: int, ends: Count, pre: Index, post: Index) -> Count:
    """Largest strong component of each of many given graphs, one after another in the arrays."""
    sizes: Count = _largest_of_many(n, ends, pre, post, width_of(n))
    return sizes
