"""Speed of the reachability laws and of the published experiment, with ratios to plain Python.

Run ``python benchmarks/reachability.py`` (a minute or two on one core).
"""

import math
import os
import random
import sys
from collections import defaultdict

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
    """Largest strong component in tuned plain Python: two depth-first searches, no recursion."""
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


class Textbook:
    """The algorithm as textbooks write it: a dictionary of lists, recursion, a transposed copy."""

    def __init__(self, n: int) -> None:
        self.n, self.targets = n, defaultdict(list)

    def add(self, u: int, v: int) -> None:
        """Add a synapse."""
        self.targets[u].append(v)

    def visit(self, u: int, seen: list[bool], order: list[int]) -> None:
        """Depth first; a neuron is noted when it is left."""
        seen[u] = True
        for v in self.targets[u]:
            if not seen[v]:
                self.visit(v, seen, order)
        order.append(u)

    def largest(self) -> int:
        """Largest strong component."""
        turned = Textbook(self.n)
        for u in list(self.targets):
            for v in self.targets[u]:
                turned.add(v, u)
        seen, order = [False] * self.n, []
        for u in range(self.n):
            if not seen[u]:
                self.visit(u, seen, order)
        seen, largest = [False] * self.n, 0
        for u in reversed(order):
            if not seen[u]:
                members: list[int] = []
                turned.visit(u, seen, members)
                largest = max(largest, len(members))
        return largest


def textbook(n: int, pre: list[int], post: list[int]) -> Textbook:
    """The graph as the textbook's class."""
    graph = Textbook(n)
    for u, v in zip(pre, post, strict=True):
        graph.add(u, v)
    return graph


def experiment(n: int, graphs: int) -> None:
    """The published experiment: all 46 densities, some graphs of each."""
    rng = np.random.default_rng(0)
    for f in DENSITIES:
        simulate.largest_component_sizes(FixedEdges(n, int(f * n**2)), graphs, rng)


def plain_experiment(n: int, *, book: bool) -> None:
    """The same with one graph of each density, in plain Python, tuned or from the textbook."""
    for f in DENSITIES:
        cells = random.sample(range(n * n), int(f * n**2))
        pre, post = [c // n for c in cells], [c % n for c in cells]
        if book:
            textbook(n, pre, post).largest()
        else:
            kosaraju(*partners(n, pre, post))


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
    digraphs = [digraph(n, *a) for a in arcs]
    books = [textbook(n, *a) for a in arcs]
    compare(
        f"N = {n}, graph ready for each",
        len(drawn),
        lambda: largest_of_matrices(bits),
        {
            "tuned Kosaraju": lambda: [kosaraju(*x) for x in lists],
            "textbook Kosaraju": lambda: [book.largest() for book in books],
            "networkx": lambda: [
                max(map(len, nx.strongly_connected_components(g))) for g in digraphs
            ],
        },
    )
    compare(
        f"N = {n}, from its synapses   ",
        len(drawn),
        lambda: simulate.component_sizes_of(n, drawn),
        {
            "tuned Kosaraju": lambda: [kosaraju(*partners(n, *a)) for a in arcs],
            "textbook Kosaraju": lambda: [textbook(n, *a).largest() for a in arcs],
            "networkx": lambda: [
                max(map(len, nx.strongly_connected_components(digraph(n, *a)))) for a in arcs
            ],
        },
    )


def compare(
    title: str, graphs: int, ours: Callable[[], object], peers: dict[str, Callable[[], object]]
) -> None:
    """Print how many times as long the peers take; own and peer take turns, the best count."""
    best, longest = math.inf, dict.fromkeys(peers, math.inf)
    for _ in range(3):
        best = min(best, seconds(ours, 7))
        for name, peer in peers.items():
            longest[name] = min(longest[name], seconds(peer, 1))
    ratios = ", ".join(f"{name} {spent / best:4.0f} x" for name, spent in longest.items())
    print(f"  {title}: {best / graphs * 1e6:5.1f} us a graph; {ratios} as long", flush=True)


def main() -> None:
    sys.setrecursionlimit(5000)  # the textbook's search goes as deep as there are neurons
    law = theory.reach_distribution
    law(Bernoulli(50, 0.1), Seeds(1))
    for n in (20, 200, 400):  # compile all widths
        experiment(n, 1)
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

    n, m = 64, 256
    spent = seconds(lambda: theory.reach_distribution(FixedEdges(n, m), Seeds(1)), 1)
    print(f"  reach law, n = {n}, m = {m}, integers:     {spent:6.3f} s")
    least = theory.minimum_in_degree
    spent = seconds(lambda: least.enclosure(Bernoulli, 100, 0.01, "strongly connected"), 1)
    print(f"  least in-degree, enclosed, n = 100:      {spent:6.3f} s")

    print("the published experiment, 46 densities x 1000 graphs, drawing included")
    sizes = [100, 200, 400]
    times = [seconds(lambda n=n: experiment(n, 1000), 1) for n in sizes]
    for n, spent in zip(sizes, times, strict=True):
        tuned, book = (
            1000 * seconds(lambda n=n, book=book: plain_experiment(n, book=book))
            for book in (False, True)
        )
        print(
            f"  N = {n}: {spent:6.2f} CPU s; tuned Kosaraju {tuned / spent:4.0f} x,"
            f" textbook Kosaraju {book / spent:4.0f} x as long"
        )
    growth = np.polyfit(np.log(sizes), np.log(times), 1)[0]
    print(f"  grows like N^{growth:.2f} (the number of synapses like N^2)")

    print("largest component of the same graphs, all 46 densities, without drawing")
    for n in sizes:
        compare_on_the_same_graphs(n)


if __name__ == "__main__":
    main()
