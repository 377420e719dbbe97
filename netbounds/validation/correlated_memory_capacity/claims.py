"""Claims of correlated memory capacity."""

from collections.abc import Sequence

import numpy as np

from netbounds.claim import Claim, grid, identity
from netbounds.graph import Graph, hops
from netbounds.simulate import correlated_memory_capacity as simulate
from netbounds.theory import correlated_memory_capacity as theory


def _reachable(graph: Graph, inputs: Sequence[int]) -> int:
    """What structural reachability alone would promise."""
    return int(np.count_nonzero(hops(graph, inputs) >= 0))


CLAIMS: tuple[Claim, ...] = (
    identity(
        "combinatorial capacity is the generic Krylov rank",
        law=theory.combinatorial_memory_capacity,
        sample=simulate.krylov_rank,
        draw=simulate.random_wiring,
        at=grid(n=[20, 40], mean_degree=[1.5, 3.0]),
        rival=_reachable,
        trials=16,
        full_budget=32,
    ),
)
