"""Information flow on a million neurons beside scipy, igraph and networkit: same graph, same run.

    python benchmarks/information_flow.py            # n = 1e5 and 1e6, 14 inputs each
    python benchmarks/information_flow.py 10000      # another size

Processor seconds of one thread; compilation is done before anything is timed. Peers that are not
installed are left out.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np

from netbounds.graph import Graph
from netbounds.graph.matching import maximum_matching
from netbounds.theory.information_flow import (
    bottlenecks,
    bow_tie,
    coverage,
    reach_counts,
    redundancy,
    reliability,
)


def random_graph(n: int, in_degree: int, seed: int = 0) -> Graph:
    rng = np.random.default_rng(seed)
    pre = rng.integers(0, n, n * in_degree)
    return Graph(pre=pre, post=np.repeat(np.arange(n), in_degree), n=n)


def layered_graph(n: int, seed: int = 0) -> Graph:
    """No cycles, long paths: what makes exact reach counts hard."""
    rng = np.random.default_rng(seed)
    ends = np.sort(rng.integers(0, n, (3 * n, 2)), axis=1)
    ends = ends[ends[:, 0] < ends[:, 1]]
    return Graph(pre=ends[:, 0], post=ends[:, 1], n=n)


def seconds(function: Callable[[], Any], best_of: int = 1) -> float:
    times = []
    for _ in range(best_of):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def scipy_matching(graph: Graph) -> Callable[[], Any]:
    from scipy.sparse.csgraph import maximum_bipartite_matching

    matrix = graph.to_sparse(orientation="pre-post").astype(np.int8)
    return lambda: maximum_bipartite_matching(matrix)


def igraph_dominators(graph: Graph) -> Callable[[], Any] | None:
    try:
        import igraph
    except ImportError:
        return None
    network = igraph.Graph(n=graph.n, edges=np.column_stack([graph.pre, graph.post]), directed=True)
    return lambda: network.dominator(0, mode="out")


def networkit_reach(graph: Graph) -> Callable[[], Any] | None:
    try:
        import networkit
    except ImportError:
        return None
    networkit.setNumberOfThreads(1)
    rows = (np.ones(graph.m), (graph.pre.astype(np.uint64), graph.post.astype(np.uint64)))
    network = networkit.GraphFromCoo(rows, n=graph.n, directed=True)
    return lambda: networkit.reachability.ReachableNodes(network, True).run()


def show(what: str, ours: float, peer: str = "", theirs: float | None = None) -> None:
    beside = "" if theirs is None else f"{peer:>10} {theirs:8.2f} s   ratio {theirs / ours:6.2f}"
    print(f"{what:44} {ours:8.2f} s   {beside}", flush=True)


def compare(graph: Graph) -> None:
    show("rows both ways", seconds(lambda: (graph.outgoing, graph.incoming)))
    drive = np.arange(100)
    parts = [seconds(lambda f=f: f()) for f in (
        lambda: coverage(graph, drive), lambda: bow_tie(graph), lambda: bottlenecks(graph, drive)
    )]  # fmt: skip
    for name, part in zip(("coverage", "bow tie", "bottlenecks"), parts, strict=True):
        show(name, part)
    show("coverage + bow tie + bottlenecks", sum(parts))
    single = seconds(lambda: bottlenecks(graph, [0]))
    peer = igraph_dominators(graph) if graph.n <= 10**5 else None
    show("bottlenecks of one source (with strong cuts)", single, "igraph", peer and seconds(peer))
    ours, theirs = seconds(lambda: maximum_matching(graph)), seconds(scipy_matching(graph))
    show("maximum matching", ours, "scipy", theirs)
    peer = networkit_reach(graph)
    show("reach counts", seconds(lambda: reach_counts(graph)), "networkit", peer and seconds(peer))


def main(sizes: list[int]) -> None:
    warm = random_graph(300, 3)
    compare_quietly(warm)
    for n in sizes:
        print(f"n = {n}, 14 inputs each")
        compare(random_graph(n, 14))
    print("sparse: n = 100000, 2 inputs each")
    sparse = random_graph(100_000, 2)
    show("reach counts", seconds(lambda: reach_counts(sparse)), "networkit",
         (peer := networkit_reach(sparse)) and seconds(peer))  # fmt: skip
    show("maximum matching", seconds(lambda: maximum_matching(sparse)), "scipy",
         seconds(scipy_matching(sparse)))  # fmt: skip
    print("no cycles: n = 20000, about 3 inputs each")
    layered = layered_graph(20_000)
    show("reach counts", seconds(lambda: reach_counts(layered)), "networkit",
         (peer := networkit_reach(layered)) and seconds(peer))  # fmt: skip
    small = random_graph(10_000, 14)
    print("n = 10000, 14 inputs each, 100 driven")
    show(
        "redundancy of 1000",
        seconds(lambda: redundancy(small, np.arange(100), np.arange(1000, 2000))),
    )
    small = random_graph(2000, 8)
    print("n = 2000, 8 inputs each, 100 driven")
    show("reliability, 4096 trials", seconds(lambda: reliability(small, np.arange(100), 0.3)))


def compare_quietly(graph: Graph) -> None:
    from contextlib import redirect_stdout

    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        compare(graph)
        reach_counts(layered_graph(5000))
        redundancy(graph, [0])
        reliability(graph, [0], 0.3, trials=64)


if __name__ == "__main__":
    main([int(float(n)) for n in sys.argv[1:]] or [100_000, 1_000_000])
