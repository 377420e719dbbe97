"""Compiled counts of everything below each node of an acyclic graph in topological order."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_ZERO = np.uint64(0)
_ONE = np.uint64(1)
_M1 = np.uint64(0x5555555555555555)
_M2 = np.uint64(0x3333333333333333)
_M4 = np.uint64(0x0F0F0F0F0F0F0F0F)
_H = np.uint64(0x0101010101010101)
_S1, _S2, _S4, _S56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)


@njit(cache=True)
def count_by_search(
    indptr: Ints, targets: Ints, weight: Longs, rows: Ints, budget: int
) -> tuple[Longs, bool]:
    """Weight of everything below each row by one search a row; False when over the budget."""
    n = indptr.size - 1
    seen = np.full(n, -1, np.int32)
    stack = np.empty(n, np.int32)
    answer = np.zeros(rows.size, np.int64)
    for r in range(rows.size):
        stack[0] = rows[r]
        seen[rows[r]] = r
        height = 1
        total = 0
        while height:
            height -= 1
            u = stack[height]
            total += weight[u]
            budget -= 1 + indptr[u + 1] - indptr[u]
            for a in range(indptr[u], indptr[u + 1]):
                v = targets[a]
                if seen[v] != r:
                    seen[v] = r
                    stack[height] = v
                    height += 1
        answer[r] = total
        if budget < 0:
            return answer, False
    return answer, True


@njit(cache=True)
def _ones(x: np.uint64) -> np.uint64:
    x = x - ((x >> _S1) & _M1)
    x = (x & _M2) + ((x >> _S2) & _M2)
    x = (x + (x >> _S4)) & _M4
    return (x * _H) >> _S56


@njit(cache=True)
def count_by_sweep(indptr: Ints, targets: Ints, weight: Longs, words: int) -> Longs:
    """Weight of everything below every node: sweeps of 64 * words columns at a time."""
    n = indptr.size - 1
    answer = np.zeros(n, np.int64)
    bits = np.zeros((n, words), np.uint64)
    plain = np.empty((n + 63) // 64, np.bool_)  # 64 columns that all weigh 1 are only counted
    for w in range(plain.size):
        plain[w] = np.all(weight[64 * w : 64 * w + 64] == 1)
    for low in range(0, n, 64 * words):
        high = min(n, low + 64 * words)
        width = (high - low + 63) // 64
        for u in range(high - 1, -1, -1):
            row = bits[u]
            row[:width] = _ZERO
            any_below = u >= low
            if any_below:
                row[(u - low) >> 6] |= _ONE << np.uint64((u - low) & 63)
            for a in range(indptr[u], indptr[u + 1]):
                v = targets[a]
                if v >= high:
                    break  # targets ascend
                any_below = True
                other = bits[v]
                for w in range(width):
                    row[w] |= other[w]
            if not any_below:
                continue
            total = 0
            for w in range(width):
                if plain[(low >> 6) + w]:
                    total += int(_ones(row[w]))
                    continue
                left = row[w]
                column = low + 64 * w
                while left != _ZERO:
                    if left & _ONE:
                        total += weight[column]
                    left >>= _ONE
                    column += 1
            answer[u] += total
    return answer
