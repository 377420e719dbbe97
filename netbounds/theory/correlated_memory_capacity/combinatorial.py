"""How much a linear reservoir can remember, from its wiring alone."""

import itertools
from collections.abc import Iterable
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import Examples, Symbol, refusal
from netbounds.graph import Graph, hops
from netbounds.law import Kind, Source, law

Wiring = Annotated[
    Graph,
    Symbol("G", "synapses of the reservoir"),
    Examples(
        (
            Graph(pre=[0, 1, 2], post=[1, 2, 3], n=4),
            Graph(pre=[0, 0, 0], post=[1, 2, 3], n=4),
            Graph(pre=[0, 1, 1, 3], post=[1, 0, 2, 4], n=5),
            Graph(pre=[0, 0, 2, 4, 1], post=[0, 1, 3, 1, 2], n=5),
        )
    ),
]
Inputs = Annotated[
    Any,
    Symbol("B", "driven neurons: numbers, names, or None for all"),
    Examples(((0,), (1, 2), None)),
]


@law(
    kind=Kind.EXACT,
    source=Source("hosoe1980", "Theorem 1"),
    valid="linear reservoir, one scalar input, generic weights on the given synapses",
    formula=r"\mathrm{MC} = \max_{\text{stem from the input} \,\cup\, \text{cycles}}"
    r" \#\{\text{neurons covered}\}",
)
def combinatorial_memory_capacity(graph: Wiring, inputs: Inputs = None) -> int:
    """A linear reservoir remembers as many inputs as one stem from the input and cycles can cover.

    For almost all weights on the given synapses, sum_d m_d is the generic dimension of the
    controllable subspace: the largest number of reachable neurons covered by vertex-disjoint
    cycles and one path that starts at the input. Driving all neurons by one scalar does not
    make it n.

    Parameters
    ----------
    graph
        Synapses; weights are not looked at.
    inputs
        Driven neurons, by number or name; None drives all.

    Returns
    -------
    int
        Between 0 and n, in numbers of past inputs.

    Raises
    ------
    DomainError
        If `inputs` names no neuron of the graph, or none at all.

    Notes
    -----
    Valid for linear activation; nonlinear reservoirs stay below. Solved as one minimum-cost
    bipartite matching; 3 ms for n = 1000 at mean degree 3.

    Source: hosoe1980.

    Examples
    --------
    A chain remembers as many inputs as it is long, a star two.

    >>> combinatorial_memory_capacity(Graph(pre=[0, 1, 2], post=[1, 2, 3]), [0])
    4
    >>> combinatorial_memory_capacity(Graph(pre=[0, 0, 0], post=[1, 2, 3]), [0])
    2
    """
    driven = _driven(graph, inputs)
    reached = np.flatnonzero(hops(graph, driven) >= 0)
    label = np.full(graph.n, -1, dtype=np.int64)
    label[reached] = np.arange(reached.size)
    return _covered(
        label[graph.pre[_inside(label, graph)]],
        label[graph.post[_inside(label, graph)]],
        label[driven],
        reached.size,
    )


@combinatorial_memory_capacity.reference
def _(graph: Wiring, inputs: Inputs = None) -> int:
    """Try every way in which each neuron passes on to one neuron: factorial, for small graphs."""
    driven = set(_driven(graph, inputs).tolist())
    edges = set(zip(graph.pre.tolist(), graph.post.tolist(), strict=True))
    reached = np.flatnonzero(hops(graph, sorted(driven)) >= 0).tolist()
    source = -1
    best = 0
    for image in itertools.permutations([*reached, source]):
        count, allowed = 0, True
        for j, i in zip([*reached, source], image, strict=True):
            if (j, i) in edges or (j == source and i in driven):
                count += 1
            elif i not in (j, source):  # uncovered, or the stem's end
                allowed = False
                break
        best = max(best, count) if allowed else best
    return best


def _covered(pre: NDArray[Any], post: NDArray[Any], driven: NDArray[Any], n: int) -> int:
    """Matching on neurons and one input node: real synapses cost 1, "uncovered" and "end" 2."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    every = np.arange(n)
    looped = np.isin(every, pre[pre == post])
    free = every[~looped]  # a real self synapse is a cycle, so it covers its neuron
    sender = np.concatenate([pre, np.full(driven.size, n), free, every, [n]])
    receiver = np.concatenate([post, driven, free, np.full(n, n), [n]])
    cost = np.full(sender.size, 2.0)
    cost[: pre.size + driven.size] = 1.0
    table = coo_array((cost, (sender, receiver)), shape=(n + 1, n + 1)).tocsr()
    rows, columns = min_weight_full_bipartite_matching(table)
    return 2 * (n + 1) - round(float(table[rows, columns].sum()))


def _driven(graph: Graph, inputs: Iterable[int | str] | None) -> NDArray[Any]:
    if inputs is None:
        return np.arange(graph.n)
    if isinstance(inputs, str) or not isinstance(inputs, Iterable):
        rule = "list neurons by number or name, or be None for all"
        raise refusal("combinatorial_memory_capacity", "inputs", rule, inputs)
    driven = graph.indices(inputs)
    if driven.size == 0:
        rule = "name at least one neuron"
        raise refusal("combinatorial_memory_capacity", "inputs", rule, "none")
    return driven


def _inside(label: NDArray[Any], graph: Graph) -> NDArray[np.bool_]:
    return np.asarray((label[graph.pre] >= 0) & (label[graph.post] >= 0))
