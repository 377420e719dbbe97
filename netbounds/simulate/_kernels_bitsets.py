"""Largest strong components of many small graphs, each an adjacency matrix of bits.

Row v of the matrix is a set: the neurons that v sends to, 64 of them in a word. Drawing without
replacement needs this matrix anyway, and a whole row joins a search in one step per word, so the
searches cost little beside filling the matrix.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

Index = npt.NDArray[np.int32]
Count = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

_ONE, _ZERO = np.uint64(1), np.uint64(0)
_SIX, _IN_WORD = np.uint64(6), np.uint64(63)
# one float carries 53 random bits, hence two draws of 26
_DRAW, _BELOW = np.uint64(26), np.uint64((1 << 26) - 1)


@njit(cache=True, inline="always")
def _members(word: np.uint64) -> np.uint64:
    """Number of ones in a word."""
    word -= (word >> _ONE) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    word = (word & pairs) + ((word >> np.uint64(2)) & pairs)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@njit(cache=True, inline="always")
def _lowest(word: np.uint64) -> np.uint64:
    """The lowest one of a word, alone."""
    return word & (~word + _ONE)


@njit(cache=True, inline="always")
def _place(bit: np.uint64) -> np.int64:
    """Position of the only one in a word: the number of zeros below it."""
    return np.int64(_members(bit - _ONE))


@njit(cache=True)
def _size(group: Bits) -> int:
    total = _ZERO
    for word in group:
        total += _members(word)
    return int(total)


@njit(cache=True)
def _trim(rows: Bits, alive: Bits, heard: Bits) -> None:
    """Take out who sends to or hears from nobody left, as long as that takes out many."""
    words = alive.size
    left = _size(alive)
    while True:
        heard[:] = _ZERO
        for block in range(words):
            todo = alive[block]
            while todo:
                bit = _lowest(todo)
                v = 64 * block + _place(bit)
                todo ^= bit
                sends = _ZERO
                for w in range(words):
                    targets = rows[v, w] & alive[w]
                    heard[w] |= targets
                    sends |= targets
                if sends == _ZERO:
                    alive[block] ^= bit
        for w in range(words):
            alive[w] &= heard[w]
        before, left = left, _size(alive)
        if 8 * (before - left) <= before:
            return


@njit(cache=True)
def _downstream(rows: Bits, alive: Bits, reached: Bits, done: Bits) -> None:
    """Let `reached` grow by all that its members lead to; stop when everybody is in."""
    words = alive.size
    done[:] = _ZERO
    grows = True
    while grows:
        grows = False
        for block in range(words):
            todo = reached[block] & ~done[block]
            while todo:
                grows = True
                bit = _lowest(todo)
                v = 64 * block + _place(bit)
                done[block] |= bit
                missing = _ZERO
                for w in range(words):
                    reached[w] |= rows[v, w] & alive[w]
                    missing |= alive[w] & ~reached[w]
                if missing == _ZERO:
                    return
                todo = reached[block] & ~done[block]


@njit(cache=True)
def _upstream(rows: Bits, within: Bits, leads: Bits) -> None:
    """Let `leads` grow by the members of `within` that lead to it without leaving `within`."""
    words = within.size
    grows = True
    while grows:
        grows = False
        for block in range(words):
            todo = within[block] & ~leads[block]
            while todo:
                bit = _lowest(todo)
                v = 64 * block + _place(bit)
                todo ^= bit
                hit = _ZERO
                for w in range(words):
                    hit |= rows[v, w] & leads[w]
                if hit:
                    leads[block] |= bit
                    grows = True


@njit(cache=True)
def _clear_diagonal(rows: Bits) -> None:
    for v in range(rows.shape[0]):
        rows[v, v >> 6] &= ~(_ONE << np.uint64(v & 63))


@njit(cache=True)
def _largest(rows: Bits, sets: Bits) -> int:
    """Size of the largest strong component; the diagonal of `rows` is clear."""
    n, words = rows.shape
    alive, reached, leads = sets[0], sets[1], sets[2]
    alive[:] = ~_ZERO
    if n & 63:
        alive[words - 1] = (_ONE << np.uint64(n & 63)) - _ONE
    best, left = 1, n
    # the first search is worth a try without trimming: in a dense graph it finds nearly everybody
    while left > best:
        reached[:] = _ZERO
        leads[:] = _ZERO
        root = 0
        while alive[root] == _ZERO:
            root += 1
        reached[root] = _lowest(alive[root])
        _downstream(rows, alive, reached, leads)
        leads[:] = _ZERO
        leads[root] = _lowest(alive[root])
        _upstream(rows, reached, leads)
        best = max(best, _size(leads))
        for w in range(words):
            alive[w] &= ~leads[w]
        left = _size(alive)
        if left > best:
            _trim(rows, alive, leads)
            left = _size(alive)
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
def largest_components(
    n: int, m: int, self_loops: bool, graphs: int, rng: np.random.Generator
) -> Count:
    """Largest strong component of each of many drawn graphs D(n, m), n up to 512."""
    words = (n + 63) // 64
    rows, sets = np.empty((n, words), np.uint64), np.empty((3, words), np.uint64)
    sizes = np.empty(graphs, dtype=np.int64)
    for graph in range(graphs):
        _fill(rows, m, self_loops, rng)
        _clear_diagonal(rows)
        sizes[graph] = _largest(rows, sets)
    return sizes


@njit(cache=True)
def matrices(n: int, ends: Count, pre: Index, post: Index) -> Bits:
    """The matrices of many given graphs without self loops, shape (graphs, n, words)."""
    rows = np.zeros((ends.size - 1, n, (n + 63) // 64), np.uint64)
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
def largest_of_matrices(rows: Bits) -> Count:
    """Largest strong component of each of many matrices with a clear diagonal."""
    sets = np.empty((3, rows.shape[2]), np.uint64)
    sizes = np.empty(rows.shape[0], dtype=np.int64)
    for graph in range(sizes.size):
        sizes[graph] = _largest(rows[graph], sets)
    return sizes


@njit(cache=True)
def largest_of_many(n: int, ends: Count, pre: Index, post: Index) -> Count:
    """Largest strong component of each of many given graphs, one after another in the arrays."""
    words = (n + 63) // 64
    rows, sets = np.empty((n, words), np.uint64), np.empty((3, words), np.uint64)
    sizes = np.empty(ends.size - 1, dtype=np.int64)
    for graph in range(sizes.size):  # one matrix for all, so that it stays near
        rows[:] = _ZERO
        _copy(rows, pre[ends[graph] : ends[graph + 1]], post[ends[graph] : ends[graph + 1]])
        sizes[graph] = _largest(rows, sets)
    return sizes
