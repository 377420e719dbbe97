"""Noisy Boolean networks, their information about the source summed over every state."""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class NoisyBoolean:
    """Neuron 0 holds a fair bit; others apply a table to their parents, then flip at random.

    `tables[v]` lists neuron v's output for every combination of its parents (ascending, the first
    parent changing slowest); `flips[v]` is its flip probability.
    """

    graph: Graph
    tables: tuple[tuple[int, ...], ...]
    flips: tuple[float, ...]


def draw_boolean(n: int, acyclic: bool, rng: np.random.Generator) -> dict[str, Any]:
    """A network of n neurons with up to three parents each, functions and noise drawn at random.

    Half of the neurons compute the parity or the majority of their parents, which carry most.
    """
    pre, post = [], []
    for v in range(1, n):
        choices = np.arange(v if acyclic else n)
        parents = rng.choice(choices, min(len(choices), int(rng.integers(1, 4))), replace=False)
        pre += parents.tolist()
        post += [v] * len(parents)
    graph = Graph(pre=pre, post=post, n=n)
    tables = []
    for v in range(n):
        inputs = list(itertools.product((0, 1), repeat=int(graph.in_degrees[v])))
        kind = rng.integers(4)
        if kind == 0:
            table = [sum(x) % 2 for x in inputs]
        elif kind == 1:
            table = [int(2 * sum(x) > len(x)) for x in inputs]
        else:
            table = rng.integers(0, 2, len(inputs)).tolist()
        tables.append(tuple(table))
    flips = (0.0, *rng.choice([0.01, 0.05, 0.1, 0.2, 0.3], n - 1).tolist())
    return {"network": NoisyBoolean(graph=graph, tables=tuple(tables), flips=flips)}


def boolean_information(network: NoisyBoolean, steps: int) -> npt.NDArray[np.float64]:
    """Bits that every neuron holds about the source after so many synchronous steps.

    All start as fair coins. Exact: the joint law of source and network state is carried along.
    """
    n = network.graph.n
    states = np.array(list(itertools.product((0, 1), repeat=n)))
    outputs = _outputs(network, states)
    joint = np.full(len(states), 0.5**n)  # over states; the source is neuron 0 itself
    for _ in range(steps):
        following = np.zeros_like(joint)
        for share, output in zip(joint, outputs, strict=True):
            # independent flips around the output
            law = np.array([share])
            for v in range(n):
                one = output[v] + network.flips[v] * (1 - 2 * output[v])
                law = np.concatenate([law[:, None] * (1 - one), law[:, None] * one], axis=1).ravel()
            following += law
        joint = following
    return np.array([_information(joint, states[:, 0], states[:, v]) for v in range(n)])


def site_percolation_by_enumeration(
    network: NoisyBoolean, contraction: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Probability that kept neurons join each neuron to the source, summed over all subsets."""
    graph = network.graph
    matrix = np.zeros((graph.n, graph.n), np.bool_)
    matrix[graph.pre, graph.post] = True
    joined = np.zeros(graph.n)
    for kept in itertools.product((False, True), repeat=graph.n - 1):
        alive = np.array([True, *kept])
        share = np.prod(np.where(alive, contraction, 1 - contraction)[1:])
        reached = np.zeros(graph.n, np.bool_)
        reached[0] = True
        for _ in range(graph.n):
            reached |= matrix[reached].any(axis=0) & alive
        joined += share * reached
    return joined


def layered_information(width: int, depth: int, flip: float) -> npt.NDArray[np.float64]:
    """Bits about the source in one neuron of each layer, every neuron the majority of the last.

    The first layer hears the source itself. Exact: the number of ones in a layer is a Markov
    chain.
    """
    from scipy.stats import binom

    ones = np.arange(width + 1)
    likely_one = np.where(2 * ones > width, 1 - flip, flip)  # of a neuron that sees so many ones
    step = binom.pmf(ones[None, :], width, likely_one[:, None])
    layer = np.array([binom.pmf(ones, width, flip), binom.pmf(ones, width, 1 - flip)])
    bits = []
    for _ in range(depth):
        one = layer @ (ones / width)
        joint = np.array([1 - one, one]).T / 2
        product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
        bits.append((joint * np.log2(joint / product)).sum())
        layer = layer @ step
    return np.array(bits)


def layers(width: int, depth: int) -> Graph:
    """The graph of `layered_information`: neuron 0 the source, then layer after layer."""
    first = 1 + np.arange(width)
    pre, post = [np.zeros(width, np.int64)], [first]
    for layer in range(1, depth):
        pre.append(np.repeat(first + width * (layer - 1), width))
        post.append(np.tile(first + width * layer, width))
    return Graph(pre=np.concatenate(pre), post=np.concatenate(post))


def _outputs(network: NoisyBoolean, states: npt.NDArray[Any]) -> npt.NDArray[Any]:
    starts, sources = network.graph.incoming
    outputs = states.copy()  # the source keeps its value
    for v in range(1, network.graph.n):
        parents = sources[starts[v] : starts[v + 1]]
        place = np.zeros(len(states), np.int64)
        for parent in parents:
            place = 2 * place + states[:, parent]
        outputs[:, v] = np.array(network.tables[v])[place]
    return outputs


def _information(
    joint: npt.NDArray[np.float64], first: npt.NDArray[Any], second: npt.NDArray[Any]
) -> float:
    table = np.zeros((2, 2))
    np.add.at(table, (first, second), joint)
    product = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    positive = table > 0
    bits = float((table[positive] * np.log2(table[positive] / product[positive])).sum())
    return bits if bits > 1e-14 else 0.0  # below is what rounding makes of independence
