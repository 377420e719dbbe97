"""Reach and strong components: netbounds beside its peers, on the same graph, in one run.

    python benchmarks/graph_kernels.py [--neurons 1000000] [--in-degree 14] [--only netbounds]

Random graph with fixed in-degree, 100 driven neurons. Processor seconds of one thread, best of
three; peak memory of a process of its own, input arrays included. Peers that are not installed are
left out. Then cost against size, with the slope on logarithmic axes (1 is linear).
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np

Clock = Callable[[str, Callable[[], Any]], Any]


def peak_gigabytes() -> float:
    """Of this process alone; getrusage would inherit the peak of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1e6


def random_arrays(n: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    post = np.repeat(np.arange(n, dtype=np.int32), k)
    pre = rng.integers(0, n, n * k, dtype=np.int32)
    return pre, post, np.unique(rng.integers(0, n, 100)).astype(np.int32)


def netbounds(n: int, k: int, clock: Clock) -> None:
    from netbounds.graph import Graph, hops, strong_components

    tiny = Graph(pre=[0], post=[1])
    hops(tiny, [0]), strong_components(tiny)  # compile, or fetch what was compiled
    *synapses, drive = random_arrays(n, k)

    def build() -> Any:
        graph = Graph(pre=synapses[0], post=synapses[1], n=n)
        return graph, graph.outgoing, graph.incoming  # rows are made when first asked for

    graph, *_ = clock("build", build)
    synapses.clear()
    clock("reach", lambda: hops(graph, drive))
    clock("components", lambda: strong_components(graph))


def scipy(n: int, k: int, clock: Clock) -> None:
    from scipy.sparse import coo_array, csgraph, csr_array

    *synapses, drive = random_arrays(n, k)

    def build() -> Any:
        return coo_array((np.ones(len(synapses[0])), tuple(synapses)), shape=(n, n)).tocsr()

    matrix = clock("build", build)
    synapses.clear()

    def by_dijkstra() -> Any:
        return csgraph.dijkstra(matrix, unweighted=True, indices=drive, min_only=True)

    def by_super_source() -> Any:
        indptr = np.append(matrix.indptr, matrix.indptr[-1] + len(drive)).astype(np.int32)
        indices = np.append(matrix.indices, drive).astype(np.int32)
        joined = csr_array((np.ones(len(indices)), indices, indptr), shape=(n + 1, n + 1))
        return csgraph.breadth_first_order(joined, n, return_predecessors=False)

    clock("reach", by_dijkstra)
    clock("reach, super source", by_super_source)
    clock("components", lambda: csgraph.connected_components(matrix, connection="strong"))


def igraph(n: int, k: int, clock: Clock) -> None:
    from igraph import Graph

    pre, post, drive = random_arrays(n, k)
    first = np.append(pre, np.full(len(drive), n, np.int32))
    second = np.append(post, drive)
    graph = clock("build", lambda: Graph(n + 1, np.column_stack([first, second]), directed=True))
    clock("reach", lambda: graph.bfs(n, mode="out"))
    clock("components", lambda: graph.connected_components(mode="strong"))


def rustworkx(n: int, k: int, clock: Clock) -> None:
    import rustworkx as rx

    pre, post, drive = random_arrays(n, k)
    first = np.append(pre, np.full(len(drive), n, np.int32)).tolist()
    edges = list(zip(first, np.append(post, drive).tolist(), strict=True))

    def build() -> Any:
        graph = rx.PyDiGraph(multigraph=True)
        graph.add_nodes_from(range(n + 1))
        graph.add_edges_from_no_data(edges)
        return graph

    graph = clock("build", build)
    clock("reach", lambda: rx.descendants(graph, n))
    clock("components", lambda: rx.strongly_connected_components(graph))


def networkit(n: int, k: int, clock: Clock) -> None:
    import networkit as nk
    from scipy.sparse import coo_matrix

    nk.setNumberOfThreads(1)
    pre, post, drive = random_arrays(n, k)
    rows = np.append(pre, np.full(len(drive), n, np.int32))
    ones = np.ones(len(rows))
    matrix = coo_matrix((ones, (rows, np.append(post, drive))), shape=(n + 1, n + 1))
    graph = clock("build", lambda: nk.GraphFromCoo(matrix, n=n + 1, directed=True))
    clock("reach", lambda: nk.distance.BFS(graph, n).run().getDistances())
    clock("components", lambda: nk.components.StronglyConnectedComponents(graph).run())


def networkx(n: int, k: int, clock: Clock) -> None:
    import networkx as nx

    if n > 10**5:
        raise ImportError("too large for networkx")
    pre, post, drive = random_arrays(n, k)
    graph = nx.DiGraph()
    clock("build", lambda: graph.add_edges_from(zip(pre.tolist(), post.tolist(), strict=True)))
    clock("reach", lambda: list(nx.bfs_layers(graph, drive.tolist())))
    clock("components", lambda: sum(1 for _ in nx.strongly_connected_components(graph)))


TOOLS = (netbounds, scipy, igraph, rustworkx, networkit, networkx)


def measure(name: str, n: int, k: int) -> dict[str, float]:
    """Best of three; the first time when one is long."""
    seconds: dict[str, float] = {}

    def clock(task: str, run: Callable[[], Any]) -> Any:
        times: list[float] = []
        while not times or (len(times) < 3 and sum(times) < 5 and task != "build"):
            start = time.process_time()
            result = run()
            times.append(time.process_time() - start)
        seconds[task] = min(times)
        return result

    next(tool for tool in TOOLS if tool.__name__ == name)(n, k, clock)
    seconds["peak GB"] = peak_gigabytes()
    return seconds


def in_own_process(name: str, n: int, k: int) -> dict[str, float]:
    command = [
        sys.executable,
        __file__,
        "--child",
        name,
        "--neurons",
        str(n),
        "--in-degree",
        str(k),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {}


def compare(n: int, k: int, only: str | None) -> None:
    tasks = ("build", "reach", "reach, super source", "components", "peak GB")
    print(f"\nn = {n:,}, in-degree {k}: processor seconds (times netbounds)\n")
    print("| tool | " + " | ".join(tasks) + " |\n|" + "---|" * (len(tasks) + 1))
    ours: dict[str, float] = {}
    for tool in TOOLS:
        if only and tool.__name__ != only:
            continue
        found = in_own_process(tool.__name__, n, k)
        ours = ours or found
        cells = []
        for task in tasks:
            base = ours.get(task.split(",")[0])
            ratio = f" ({found[task] / base:.1f})" if task in found and base else ""
            cells.append(f"{found[task]:.3g}{ratio}" if task in found else "")
        if found:
            print(f"| {tool.__name__} | " + " | ".join(cells) + " |", flush=True)


def scaling(k: int) -> None:
    """Table of processor seconds for 1e4 to 1e7 synapses, and the slope."""
    sizes = [10**4, 10**5, 10**6, 10**7]
    rows = {size: in_own_process("netbounds", size // k, k) for size in sizes}
    print(f"\nCost of netbounds against size, in-degree {k}\n")
    print("| synapses | build | reach | components |\n|---|---|---|---|")
    for size, found in rows.items():
        cells = " | ".join(f"{found[task]:.2g}" for task in ("build", "reach", "components"))
        print(f"| {size:,} | {cells} |")
    slopes = []
    for task in ("build", "reach", "components"):
        seconds = [max(rows[size][task], 1e-6) for size in sizes[1:]]
        slopes.append(f"{np.polyfit(np.log(sizes[1:]), np.log(seconds), 1)[0]:.2f}")
    print(f"| slope from 1e5 | {' | '.join(slopes)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--neurons", type=int, nargs="+", default=[10**5, 10**6])
    parser.add_argument("--in-degree", type=int, default=14)
    parser.add_argument("--only")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(measure(chosen.child, chosen.neurons[0], chosen.in_degree)))
        return
    for n in chosen.neurons:
        compare(n, chosen.in_degree, chosen.only)
    scaling(chosen.in_degree)


if __name__ == "__main__":
    main()
