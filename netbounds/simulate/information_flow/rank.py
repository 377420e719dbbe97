"""Controllability by Kalman's rank, with random weights in a large prime field."""

import numpy as np

from netbounds.graph import Graph

_PRIME = 2_147_483_629


def signals_by_rank(graph: Graph) -> int:
    """Fewest input signals, wired to everybody at random, that make the rank full.

    Weights and wiring are drawn anew (from the graph's own synapses as seed); a random choice
    fails to be generic with probability below n^2 / 2^31.
    """
    rng = np.random.default_rng(graph.pre.tolist() + graph.post.tolist() + [graph.n])
    weights = np.zeros((graph.n, graph.n), object)
    weights[graph.post, graph.pre] = rng.integers(1, _PRIME, graph.m).tolist()
    for signals in range(1, graph.n + 1):
        block = rng.integers(1, _PRIME, (graph.n, signals)).astype(object)
        columns = [block]
        for _ in range(graph.n - 1):
            block = weights.dot(block) % _PRIME
            columns.append(block)
        if _rank(np.hstack(columns).tolist()) == graph.n:
            return signals
    return graph.n


def _rank(rows: list[list[int]]) -> int:
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        inverse = pow(rows[rank][column], -1, _PRIME)
        for r in range(rank + 1, len(rows)):
            factor = rows[r][column] * inverse % _PRIME
            if factor:
                pairs = zip(rows[r], rows[rank], strict=True)
                rows[r] = [(a - factor * b) % _PRIME for a, b in pairs]
        rank += 1
    return rank
