"""Speed of the reachability laws and of the published experiment, with ratios to plain Python.

Run ``python benchmarks/reachability.py`` (a minute or two on one core).
"""

import math
import os
import random

os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import time
from collections.abc import Callable

import networkx as nx
import numpy as np

from netbounds.ensembles import Bernoulli, FixedEdges, Seeds
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory


def seconds(run: Callable[[], object], repeats: int = 3) -> float:
    """CPU seconds, the best of some runs."""
    best = math.inf
    for _ in range(repeats):
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def kosaraju(n: int, pre: list[int], post: list[int]) -> int:
    """Largest strong component in plain Python: two depth-first searches."""
    forward: list[list[int]] = [[] for _ in range(n)]
    backward: list[list[int]] = [[] for _ in range(n)]
    for u, v in zip(pre, post, strict=True):
        forward[u].append(v)
        backward[v].append(u)
    seen, order = [False] * n, []
    for root in range(n):
        if seen[root]:
            continue
        seen[root] = True
        path = [(root, iter(forward[root]))]
        while path:
            u, targets = path[-1]
            for v in targets:
                if not seen[v]:
                    seen[v] = True
                    path.append((v, iter(forward[v])))
                    break
            else:
                order.append(u)
                path.pop()
    largest, seen = 0, [False] * n
    for root in reversed(order):
        if seen[root]:
            continue
        seen[root], stack, count = True, [root], 0
        while stack:
            u = stack.pop()
            count += 1
            for v in backward[u]:
                if not seen[v]:
                    seen[v] = True
                    stack.append(v)
        largest = max(largest, count)
    return largest


def experiment(n: int, graphs: int) -> None:
    """All 46 densities of the published experiment."""
    rng = np.random.default_rng(0)
    for f in np.arange(0.5, 5 + 1e-5, 0.1) / 100:
        simulate.largest_component_sizes(FixedEdges(n, int(f * n**2)), graphs, rng)


def main() -> None:
    law = theory.reach_distribution
    law(Bernoulli(50, 0.1), Seeds(1))
    experiment(20, 1)
    print("exact laws")
    sizes = [500, 1000, 2000]
    times = [seconds(lambda n=n: law(Bernoulli(n, 8 / n), Seeds(1))) for n in sizes]
    growth = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(
        f"  reach law, n = 2000, floats:             {times[-1]:6.3f} s   grows like n^{growth:.2f}"
    )
    strong = theory.probability_strongly_connected
    sizes = [250, 500, 1000]
    times = [seconds(lambda n=n: strong(Bernoulli(n, 7.9 / n))) for n in sizes]
    growth = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(
        f"  P(strong), n = 1000, balls:              {times[-1]:6.3f} s   grows like n^{growth:.2f}"
    )
    spent = seconds(lambda: theory.largest_component_distribution(Bernoulli(100, 0.03)))
    print(f"  law of the largest component, n = 100:   {spent:6.3f} s")

    print("the published experiment, 46 densities x 1000 graphs, drawing included")
    sizes = [100, 200, 400]
    times = [seconds(lambda n=n: experiment(n, 1000), 1) for n in sizes]
    for n, spent in zip(sizes, times, strict=True):
        print(f"  N = {n}: {spent:6.2f} CPU s")
    growth = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(f"  grows like N^{growth:.2f} (the number of synapses like N^2)")

    def plain_experiment(n: int, m: int) -> None:
        for _ in range(50):
            cells = random.sample(range(n * n), m)
            kosaraju(n, [c // n for c in cells], [c % n for c in cells])

    for n in (100, 400):
        rng, m = np.random.default_rng(2), round(0.03 * n * n)
        ours = seconds(
            lambda n=n, m=m, r=rng: simulate.largest_component_sizes(FixedEdges(n, m), 50, r)
        )
        plain = seconds(lambda n=n, m=m: plain_experiment(n, m))
        print(
            f"  N = {n}, density 3 %: drawing and measuring in plain Python {plain / ours:4.0f} x"
        )

    print("largest component of the same graphs, peers in Python")
    rng = np.random.default_rng(1)
    for n in (100, 400):
        drawn = [
            simulate.draw_graph(FixedEdges(n, round(density * n * n)), rng)
            for density in (0.01, 0.03, 0.05)
            for _ in range(20)
        ]
        lists = [(pre.tolist(), post.tolist()) for pre, post in drawn]
        digraphs = []
        for pre, post in lists:
            graph = nx.DiGraph()
            graph.add_nodes_from(range(n))
            graph.add_edges_from(zip(pre, post, strict=True))
            digraphs.append(graph)
        ours = seconds(lambda d=drawn, n=n: simulate.component_sizes_of(n, d))
        found = simulate.component_sizes_of(n, drawn).tolist()
        assert found == [kosaraju(n, *arcs) for arcs in lists]
        plain = seconds(lambda a=lists, n=n: [kosaraju(n, *arcs) for arcs in a])
        peer = seconds(
            lambda g=digraphs: [max(map(len, nx.strongly_connected_components(x))) for x in g]
        )
        print(
            f"  N = {n}: {ours / len(drawn) * 1e6:7.1f} us a graph; "
            f"plain Kosaraju {plain / ours:5.0f} x, networkx {peer / ours:5.0f} x as long"
        )


if __name__ == "__main__":
    main()
