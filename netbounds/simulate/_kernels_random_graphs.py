"""Compiled parts of drawing random graphs."""

import numpy as np
import numpy.typing as npt
from numba import njit

Index = npt.NDArray[np.int32]


@njit(cache=True)
def distinct_cells(places: int, count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """`count` different numbers below `places`: draw, throw repeats away; uniform over sets."""
    taken = np.zeros(places, dtype=np.bool_)
    complement = count > places // 2  # of a dense set, draw what is missing
    wanted = places - count if complement else count
    cells = np.empty(wanted, dtype=np.int64)
    found = 0
    while found < wanted:
        cell = min(int(rng.random() * places), places - 1)
        if not taken[cell]:
            taken[cell] = True
            cells[found] = cell
            found += 1
    if complement:
        return np.flatnonzero(~taken).astype(np.int64)
    return cells


@njit(cache=True)
def partners_of_each(numbers: npt.NDArray[np.int64], rng: np.random.Generator) -> Index:
    """For each neuron i, numbers[i] distinct others, row after row."""
    n, start = numbers.size, 0
    chosen = np.empty(numbers.sum(), dtype=np.int32)
    mark = np.full(n, -1, dtype=np.int32)  # mark[j] == i: j is taken for neuron i
    for i in range(n):
        k = numbers[i]
        complement = 2 * k > n - 1
        wanted = n - 1 - k if complement else k
        mark[i] = i
        found = 0
        while found < wanted:
            j = min(int(rng.random() * n), n - 1)
            if mark[j] != i:
                mark[j] = i
                if not complement:
                    chosen[start + found] = j
                found += 1
        if complement:
            found = 0
            for j in range(n):
                if mark[j] != i:
                    chosen[start + found] = j
                    found += 1
        start += k
    return chosen


@njit(cache=True)
def partners(n: int, k: int, rng: np.random.Generator) -> Index:
    """For each neuron, k distinct others, row after row."""
    chosen: Index = partners_of_each(np.full(n, k, dtype=np.int64), rng)
    return chosen
