"""Compiled counting sorts that build compressed rows in linear time."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def order_by_pair(pre: NDArray[np.int32], post: NDArray[np.int32], n: int) -> NDArray[np.int32]:
    """Stable order of the rows by (pre, post): two counting sorts, the least digit first."""
    m = len(pre)
    by_post = np.empty(m, np.int32)
    order = np.empty(m, np.int32)
    place = np.zeros(n + 1, np.int32)
    for i in range(m):
        place[post[i] + 1] += 1
    for v in range(n):
        place[v + 1] += place[v]
    for i in range(m):
        v = post[i]
        by_post[place[v]] = i
        place[v] += 1
    place[:] = 0
    for i in range(m):
        place[pre[i] + 1] += 1
    for u in range(n):
        place[u + 1] += place[u]
    for j in range(m):
        i = by_post[j]
        u = pre[i]
        order[place[u]] = i
        place[u] += 1
    return order


@njit(cache=True)
def transpose(
    starts: NDArray[np.int32], targets: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Rows of the reversed graph, each ascending."""
    n = len(starts) - 1
    reverse = np.zeros(n + 2, np.int32)  # one place ahead, so that filling leaves the starts
    sources = np.empty(len(targets), np.int32)
    for v in targets:
        reverse[v + 2] += 1
    for v in range(n):
        reverse[v + 2] += reverse[v + 1]
    for u in range(n):
        for j in range(starts[u], starts[u + 1]):
            v = targets[j]
            sources[reverse[v + 1]] = u
            reverse[v + 1] += 1
    return reverse[: n + 1].copy(), sources
