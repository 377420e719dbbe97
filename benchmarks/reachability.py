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
from netbounds.simulate._kernels_bitsets import largest_of_matrices, matrices
from netbounds.theory import reachability as theory

Lists = list[list[int]]
DENSITIES = [f / 100 for f in np.arange(0.5, 5 + 1e-5, 0.1)]  # of the published experiment


def seconds(run: Callable[[], object], repeats: int = 3) -> float:
    """CPU seconds, the best of some runs."""
    best = math.inf
    for _ in range(repeats):
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def partners(n: int, pre: list[int], post: list[int]) -> tuple[Lists, Lists]:
    """The graph as plain Python wants it: receivers and senders of each neuron."""
    forward: Lists = [[] for _ in range(n)]
    backward: Lists = [[] for _ in range(n)]
    for u, v in zip(pre, post, strict=True):
        forward[u].append(v)
        backward[v].append(u)
    return forward, backward


def kosaraju(forward: Lists, backward: Lists) -> int:
    """Largest strong component in plain Python: two depth-first searches."""
    n = len(forward)
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
    """The published experiment: all 46 densities, some graphs of each."""
    rng = np.random.default_rng(0)
    for f in DENSITIES:
        simulate.largest_component_sizes(FixedEdges(n, int(f * n**2)), graphs, rng)


def plain_experiment(n: int) -> None:
    """The same with one graph of each density, in plain Python."""
    for f in DENSITIES:
        cells = random.sample(range(n * n), int(f * n**2))
        kosaraju(*partners(n, [c // n for c in cells], [c % n for c in cells]))


def digraph(n: int, pre: list[int], post: list[int]) -> nx.DiGraph:
    """The graph as networkx wants it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(pre, post, strict=True))
    return graph


def compare_on_the_same_graphs(n: int) -> None:
    """Largest component without drawing: every search on its own ready form, then from synapses."""
    rng = np.random.default_rng(1)
    drawn = [
        simulate.draw_graph(FixedEdges(n, int(f * n**2)), rng) for f in DENSITIES for _ in range(4)
    ]
    arcs = [(pre.tolist(), post.tolist()) for pre, post in drawn]
    lists = [partners(n, *a) for a in arcs]
    assert simulate.component_sizes_of(n, drawn).tolist() == [kosaraju(*x) for x in lists]
    ends = np.cumsum([0] + [pre.size for pre, _ in drawn])
    pre, post = (np.concatenate([graph[side] for graph in drawn]) for side in (0, 1))
    bits = matrices(n, ends, pre, post)
    ours = seconds(lambda: largest_of_matrices(bits), 20)
    plain = seconds(lambda: [kosaraju(*x) for x in lists])
    digraphs = [digraph(n, *a) for a in arcs]
    peer = seconds(lambda: [max(map(len, nx.strongly_connected_components(g))) for g in digraphs])
    print(
        f"  N = {n}, graph ready for each: {ours / len(drawn) * 1e6:5.1f} us a graph;"
        f" plain Kosaraju {plain / ours:4.0f} x, networkx {peer / ours:4.0f} x as long"
    )
    ours = seconds(lambda: simulate.component_sizes_of(n, drawn), 20)
    plain = seconds(lambda: [kosaraju(*partners(n, *a)) for a in arcs])
    peer = seconds(
        lambda: [max(map(len, nx.strongly_connected_components(digraph(n, *a)))) for a in arcs]
    )
    print(
        f"  N = {n}, from its synapses:    {ours / len(drawn) * 1e6:5.1f} us a graph;"
        f" plain Kosaraju {plain / ours:4.0f} x, networkx {peer / ours:4.0f} x as long"
    )


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
        plain = 1000 * seconds(lambda n=n: plain_experiment(n))
        print(f"  N = {n}: {spent:6.2f} CPU s; plain Python {plain / spent:4.0f} x as long")
    growth = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(f"  grows like N^{growth:.2f} (the number of synapses like N^2)")

    print("largest component of the same graphs, all 46 densities, without drawing")
    for n in sizes:
        compare_on_the_same_graphs(n)


if __name__ == "__main__":
    main()
