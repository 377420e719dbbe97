"""Small graphs and what brute force says about them."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph

WORKED = Graph(pre=[0, 1, 2, 2, 3, 4, 4, 1, 5, 7, 7], post=[1, 2, 0, 3, 4, 3, 5, 5, 6, 6, 4], n=8)


def random_graphs(
    count: int, *, most: int, seed: int, loops: bool = True
) -> Iterator[tuple[Graph, list[int], np.random.Generator]]:
    """Graphs of 1..most neurons with anything from no synapse to many, and a random drive."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(1, most + 1))
        present = rng.random((n, n)) < rng.choice([0.1, 0.2, 0.3, 0.5])
        if not loops:
            np.fill_diagonal(present, False)
        pre, post = np.nonzero(present)
        drive = rng.choice(n, size=rng.integers(1, max(2, n // 2 + 1)), replace=False)
        yield Graph(pre=pre, post=post, n=n), sorted(drive.tolist()), rng


def adjacency(graph: Graph) -> NDArray[np.bool_]:
    """Entry [pre, post] is True where there is a synapse."""
    matrix = np.zeros((graph.n, graph.n), bool)
    matrix[graph.pre, graph.post] = True
    return matrix


def reach_matrix(matrix: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Entry [u, v] is True where a path leads from u to v; every neuron reaches itself."""
    reach = matrix | np.eye(len(matrix), dtype=bool)
    while True:
        further = (reach.astype(int) @ reach) > 0
        if (further == reach).all():
            return reach
        reach = further


def reached_from(matrix: NDArray[np.bool_], drive: Iterable[int]) -> NDArray[np.bool_]:
    """Who is reached from the drive along True entries [pre, post]."""
    return reach_matrix(matrix)[list(drive)].any(axis=0)


def component_count(matrix: NDArray[np.bool_]) -> int:
    """Number of strong components."""
    reach = reach_matrix(matrix)
    return len({row.tobytes() for row in reach & reach.T})
