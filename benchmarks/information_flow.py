"""All that was promised of information flow on large graphs, measured in one run.

    python benchmarks/information_flow.py                 # n = 1e5 and 1e6, 14 inputs each
    python benchmarks/information_flow.py --neurons 10000 # another size

Same graph, same process, one thread; each tool in turn, round after round, best of the rounds.
Processor seconds and wall seconds stand side by side, ratios are of processor seconds. Compilation
is done before anything is timed. Then `netbounds reach` as a user types it, peak memory, files,
and cost against size (`graph_kernels.py` and `read_csv.py` measure the same alone).
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import graph_kernels
import numpy as np
import read_csv

from netbounds.graph import Graph, hops, strong_components
from netbounds.graph.matching import maximum_matching
from netbounds.theory import information_flow as flow

Task = Callable[[], Any]


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


def in_turn(tasks: dict[str, Task], rounds: int) -> dict[str, tuple[float, float]]:
    """Least processor and wall seconds of each task, one after another, round after round."""
    best = {name: (np.inf, np.inf) for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            wall, processor = time.perf_counter(), time.process_time()
            task()
            took = time.process_time() - processor, time.perf_counter() - wall
            best[name] = (min(best[name][0], took[0]), min(best[name][1], took[1]))
    return best


def show(question: str, tasks: dict[str, Task], *, rounds: int = 3, target: str = "") -> None:
    """A row a tool; the first one is netbounds."""
    found = in_turn(tasks, rounds)
    ours = next(iter(found.values()))[0]
    for i, (name, (processor, wall)) in enumerate(found.items()):
        ratio = f"{processor / ours:8.2f} x" if i else " " * 10
        note = f"   target: {target}" if target and not i else ""
        title = question if not i else ""
        print(f"{title:34} {name:38} {processor:8.3f} s cpu {wall:8.3f} s wall {ratio}{note}")
    sys.stdout.flush()


def peers(graph: Graph, drive: np.ndarray) -> dict[str, dict[str, Task]]:
    """What the peers that are installed can do, by question."""
    from scipy.sparse import csgraph, csr_array

    tasks: dict[str, dict[str, Task]] = {name: {} for name in ("reach", "scc", "match", "counts")}
    matrix = graph.to_sparse(orientation="pre-post").astype(np.float64)

    def super_source() -> Any:
        indptr = np.append(matrix.indptr, matrix.indptr[-1] + len(drive)).astype(np.int32)
        indices = np.append(matrix.indices, drive).astype(np.int32)
        joined = csr_array((np.ones(len(indices)), indices, indptr), shape=(graph.n + 1,) * 2)
        return csgraph.breadth_first_order(joined, graph.n, return_predecessors=False)

    small = matrix.astype(np.int8)
    tasks["reach"]["scipy dijkstra, min_only"] = lambda: csgraph.dijkstra(
        matrix, unweighted=True, indices=drive, min_only=True
    )
    tasks["reach"]["scipy with a super source, no hops"] = super_source
    tasks["scc"]["scipy"] = lambda: csgraph.connected_components(matrix, connection="strong")
    tasks["match"]["scipy"] = lambda: csgraph.maximum_bipartite_matching(small)
    try:
        import igraph
    except ImportError:
        pass
    else:
        pairs = np.column_stack([graph.pre, graph.post])
        sources = np.column_stack([np.full(len(drive), graph.n), drive])
        prepared = igraph.Graph(graph.n + 1, np.concatenate([pairs, sources]), directed=True)

        def with_super_source() -> Any:
            # igraph's own search takes one root; a graph that is given has to be extended first
            joined = prepared.copy()
            joined.add_vertices(1)
            joined.add_edges([(graph.n + 1, int(v)) for v in drive])
            return joined.distances(source=graph.n + 1, mode="out")

        tasks["reach"]["igraph, super source in the graph"] = lambda: prepared.distances(
            source=graph.n, mode="out"
        )
        tasks["reach"]["igraph, given graph"] = with_super_source
        tasks["scc"]["igraph"] = lambda: prepared.connected_components(mode="strong")
    try:
        import networkit
    except ImportError:
        pass
    else:
        networkit.setNumberOfThreads(1)
        rows = (np.ones(graph.m), (graph.pre.astype(np.uint64), graph.post.astype(np.uint64)))
        network = networkit.GraphFromCoo(rows, n=graph.n, directed=True)
        tasks["scc"]["networkit"] = lambda: networkit.components.StronglyConnectedComponents(
            network
        ).run()
        tasks["counts"]["networkit, exact"] = lambda: networkit.reachability.ReachableNodes(
            network, True
        ).run()
    return tasks


def compare(n: int, in_degree: int) -> None:
    """The kernels beside their peers."""
    print(f"\nn = {n:,}, {in_degree} inputs each, 100 driven")
    graph = random_graph(n, in_degree)
    drive = graph.indices(np.random.default_rng(1).integers(0, n, 100))
    _ = graph.outgoing, graph.incoming
    theirs = peers(graph, drive)
    show("reach, with hops", {"netbounds": lambda: hops(graph, drive)} | theirs["reach"],
         target=">= 8 scipy, >= 60 igraph")  # fmt: skip
    show("strong components", {"netbounds": lambda: strong_components(graph)} | theirs["scc"],
         target=">= 1 scipy, >= 3 igraph")  # fmt: skip
    show("maximum matching", {"netbounds": lambda: maximum_matching(graph)} | theirs["match"],
         rounds=2, target=">= 1 scipy")  # fmt: skip
    show("reach counts of all neurons",
         {"netbounds": lambda: flow.reach_counts(graph)} | theirs["counts"],
         rounds=2, target=">= 0.67 networkit")  # fmt: skip
    both = {"netbounds": lambda: (flow.coverage(graph, drive), flow.bow_tie(graph))}
    show("coverage + bow tie", both, rounds=1)
    show("bottlenecks", {"netbounds": lambda: flow.bottlenecks(graph, drive)}, rounds=1)


def smaller_questions() -> None:
    """Sparse and acyclic graphs; disjoint paths and failing synapses."""
    for title, graph in (
        ("sparse: n = 100,000, 2 inputs each", random_graph(100_000, 2)),
        ("no cycles: n = 20,000, about 3 inputs each", layered_graph(20_000)),
    ):
        print(f"\n{title}")
        theirs = peers(graph, np.arange(100))
        show("reach counts of all neurons",
             {"netbounds": lambda g=graph: flow.reach_counts(g)} | theirs["counts"])  # fmt: skip
        show("maximum matching",
             {"netbounds": lambda g=graph: maximum_matching(g)} | theirs["match"])  # fmt: skip
    graph = random_graph(10_000, 14)
    targets = np.arange(1000, 1100)
    print("\nn = 10,000, 14 inputs each")
    tasks: dict[str, Task] = {"netbounds": lambda: flow.redundancy(graph, [0], targets)}
    try:
        import igraph
    except ImportError:
        pass
    else:
        network = igraph.Graph(graph.n, np.column_stack([graph.pre, graph.post]), directed=True)
        tasks["igraph maxflow_value, edges only"] = lambda: [
            network.maxflow_value(0, int(v)) for v in targets
        ]
    show("disjoint paths to 100 from one", tasks)
    hundred = np.arange(100)
    show("redundancy of all, 100 driven", {"netbounds": lambda: flow.redundancy(graph, hundred)})
    show("reliability of all, 4096 trials",
         {"netbounds": lambda: flow.reliability(graph, hundred, 0.1)}, rounds=1)  # fmt: skip


def whole_command(n: int, in_degree: int) -> None:
    """`netbounds reach` on a matrix file: load, coverage, bow tie, bottlenecks, print."""
    from scipy.sparse import save_npz

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.npz")
        matrix = random_graph(n, in_degree).to_sparse(orientation="post-pre")
        save_npz(file, matrix, compressed=False)
        share = str(100 / n)
        command = [sys.executable, "-m", "netbounds", "reach", str(file), "--orientation",
                   "post-pre", "--drive-fraction", share, "--bottlenecks"]  # fmt: skip
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - wall
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"\nnetbounds reach FILE.npz --bottlenecks, n = {n:,}: {seconds:.1f} s cpu, "
              f"{wall:.1f} s wall   target: 20 s wall")  # fmt: skip


def warm_up() -> None:
    from contextlib import redirect_stdout

    graph = random_graph(300, 3)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        compare(300, 3)
    flow.reach_counts(layered_graph(5000))
    flow.redundancy(graph, [0])
    flow.reliability(graph, [0], 0.3, trials=64)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--neurons", type=int, nargs="+", default=[10**5, 10**6])
    parser.add_argument("--in-degree", type=int, default=14)
    chosen = parser.parse_args()
    warm_up()
    for n in chosen.neurons:
        compare(n, chosen.in_degree)
    smaller_questions()
    n = max(chosen.neurons)
    found = graph_kernels.in_own_process("netbounds", n, chosen.in_degree)
    print(f"\npeak memory of reach and strong components, input arrays and building included, "
          f"n = {n:,}: {found['peak GB']:.2f} GB   target: 0.6 GB")  # fmt: skip
    whole_command(n, chosen.in_degree)
    graph_kernels.scaling(chosen.in_degree)
    print("\nFiles; targets: 3 s for 1e6 rows, 15 s and 2 GB for 5e6 rows\n")
    read_csv.compare(5_000_000)


if __name__ == "__main__":
    main()
