"""Brute force for memory of wirings: Krylov rank of random weights in a prime field."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from netbounds.graph import Graph

PRIME = 2**61 - 1


def random_wiring(n: int, mean_degree: float, rng: np.random.Generator) -> dict[str, Any]:
    """A digraph of given mean degree, with self synapses or without, some neurons driven."""
    present = rng.random((n, n)) < mean_degree / n
    if rng.random() < 0.5:
        np.fill_diagonal(present, False)
    post, pre = np.nonzero(present)
    driven = rng.choice(n, int(rng.integers(1, n + 1)), replace=False)
    return {
        "graph": Graph(pre=pre, post=post, n=n),
        "inputs": tuple(sorted(driven.tolist())),
        "seed": int(rng.integers(2**31)),
    }


def krylov_rank(graph: Graph, inputs: Sequence[int], seed: int) -> int:
    """Rank of [u, Wu, W^2 u, ...] with random weights modulo 2^61 - 1.

    Equals the rank for generic real weights except with probability below n^2 / 2^61; in floating
    point the rank is meaningless from n = 20 on.
    """
    import flint

    rng = np.random.default_rng(seed)
    weights = rng.integers(1, PRIME, graph.m).tolist()
    synapses = list(zip(graph.pre.tolist(), graph.post.tolist(), weights, strict=True))
    column = [0] * graph.n
    for neuron, value in zip(inputs, rng.integers(1, PRIME, len(inputs)).tolist(), strict=True):
        column[neuron] = value
    rows = []
    for _ in range(graph.n):
        rows.append(column)
        after = [0] * graph.n
        for pre, post, weight in synapses:
            after[post] = (after[post] + weight * column[pre]) % PRIME
        column = after
    return int(flint.nmod_mat(graph.n, graph.n, [x for row in rows for x in row], PRIME).rank())
