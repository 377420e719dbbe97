"""Graph: a given network as arrays of synapses, with compressed rows in both directions.

A synapse goes from a presynaptic neuron `pre` to a postsynaptic neuron `post`. Synapses are kept
sorted by (pre, post), one row an ordered pair, so the targets of neuron i are
``post[indptr[i]:indptr[i + 1]]`` with ``indptr, post = graph.outgoing``, without a copy.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import check, refusal
from netbounds.graph._checks import check_range, ids, neuron_count, weights

Ids: TypeAlias = NDArray[np.int32]
Rows: TypeAlias = tuple[Ids, Ids]
Orientation: TypeAlias = Literal["pre-post", "post-pre"]


class Graph:
    """Neurons 0 .. n-1 and the synapses between them; nothing can be changed afterwards.

    Parameters
    ----------
    pre, post
        Ids of the presynaptic and the postsynaptic neuron of every synapse, shape (rows,).
    n
        Number of neurons; by default the length of `names`, else the largest id + 1.
    weight
        Weight of every row, finite. Rows of the same ordered pair are summed; a pair whose sum is
        zero is no synapse.
    names
        One name a neuron, all different.
    classes
        One class a neuron (such as "sensory"); a class can be driven as a whole.

    Attributes
    ----------
    n, m, synapses
        Numbers of neurons and of synapses (`synapses` is another word for `m`).
    pre, post, weight
        The synapses, sorted by (pre, post): int32 ids and float64 weights (None without weights).
    duplicates, zeros
        How many rows were merged into another row of the same pair, and how many pairs were left
        out because their weight is zero.

    Raises
    ------
    DomainError
        For anything that is not a graph, in one sentence.

    Examples
    --------
    >>> graph = Graph(pre=[0, 1, 1], post=[1, 2, 2], names=["a", "b", "c"])
    >>> graph.n, graph.m, graph.duplicates
    (3, 2, 1)
    """

    n: int
    m: int
    pre: Ids
    post: Ids
    weight: NDArray[np.float64] | None
    names: tuple[str, ...] | None
    classes: tuple[str, ...] | None
    duplicates: int
    zeros: int

    def __init__(
        self,
        *,
        pre: ArrayLike,
        post: ArrayLike,
        n: int | None = None,
        weight: ArrayLike | None = None,
        names: Iterable[str] | None = None,
        classes: Iterable[str] | None = None,
    ) -> None:
        senders, receivers = ids("pre", pre), ids("post", post)
        if len(senders) != len(receivers):
            lengths = f"lengths {len(senders)} and {len(receivers)}"
            raise refusal("Graph", "pre and post", "be equally long", lengths)
        words = None if names is None else tuple(names)
        count = neuron_count(n, words, senders, receivers)
        check_range("pre", senders, count)
        check_range("post", receivers, count)
        values = None if weight is None else weights(weight, len(senders))
        kinds = None if classes is None else tuple(classes)
        if kinds is not None and len(kinds) != count:
            rule = f"hold one class for each of {count} neurons"
            raise refusal("Graph", "classes", rule, f"{len(kinds)} classes")
        merged = _merge(
            senders.astype(np.int32, copy=False),
            receivers.astype(np.int32, copy=False),
            values,
            count,
        )
        state = dict(zip(("pre", "post", "weight", "duplicates", "zeros"), merged, strict=True))
        self.__setstate__(
            state | {"n": count, "m": len(merged[0]), "names": words, "classes": kinds}
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take in the attributes, read-only (also after unpickling)."""
        for value in state.values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
        self.__dict__.update(state)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Graph cannot be changed: {name} is read-only")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Graph cannot be changed: {name} is read-only")

    def __repr__(self) -> str:
        return f"<Graph of {self.n} neurons and {self.m} synapses>"

    @property
    def synapses(self) -> int:
        """Number of synapses, one an ordered pair of neurons."""
        return self.m

    @cached_property
    def outgoing(self) -> Rows:
        """(indptr, targets): neuron i sends to ``targets[indptr[i]:indptr[i + 1]]``, ascending."""
        return _frozen(_row_starts(self.pre, self.n)), self.post

    @cached_property
    def incoming(self) -> Rows:
        """(indptr, sources): neuron i receives from ``sources[indptr[i]:indptr[i + 1]]``."""
        from netbounds.graph._kernels_rows import transpose

        starts, sources = transpose(*self.outgoing)
        return _frozen(starts), _frozen(sources)

    @cached_property
    def in_degrees(self) -> Ids:
        """Number of synapses that each neuron receives (self loops count)."""
        if "incoming" in self.__dict__:  # counted already
            return _frozen(np.diff(self.incoming[0]))
        return _frozen(np.bincount(self.post, minlength=self.n).astype(np.int32))

    @cached_property
    def out_degrees(self) -> Ids:
        """Number of synapses that each neuron sends (self loops count)."""
        return _frozen(np.diff(self.outgoing[0]))

    @cached_property
    def _index(self) -> Mapping[str, int]:
        index = {name: i for i, name in enumerate(self.names or ())}
        return MappingProxyType(index)

    def name(self, neuron: int) -> str:
        """Name of a neuron; its number when the graph has no names."""
        return str(int(neuron)) if self.names is None else self.names[neuron]

    def index(self, neuron: str | int) -> int:
        """Number of a neuron given by name or number.

        Raises
        ------
        DomainError
            If there is no such neuron.
        """
        if isinstance(neuron, str):
            found = self._index.get(neuron)
            if found is not None:
                return found
            if self.names is not None or not neuron.isdecimal():
                rule = "be the name of a neuron of this graph" if self.names else "be a number"
                raise refusal("Graph.index", "neuron", rule, neuron, _nearest(neuron, self.names))
            neuron = int(neuron)
        check("Graph.index", "neuron", neuron, int)
        if not 0 <= neuron < self.n:
            raise refusal("Graph.index", "neuron", f"be in 0 .. {self.n - 1}", neuron)
        return int(neuron)

    def indices(self, neurons: Iterable[str | int] | NDArray[Any]) -> Ids:
        """Numbers of neurons given by names or numbers, ascending, each once."""
        if isinstance(neurons, np.ndarray) and neurons.dtype.kind in "iu":
            check_range("neurons", neurons, self.n)
            chosen = np.zeros(self.n, np.bool_)  # faster than sorting when there are many
            chosen[neurons] = True
            return np.flatnonzero(chosen).astype(np.int32)
        given = neurons.tolist() if isinstance(neurons, np.ndarray) else neurons
        return np.unique(np.array([self.index(neuron) for neuron in given], dtype=np.int32))

    def without_weaker(self, least: float) -> "Graph":
        """The same neurons without the synapses whose absolute weight is smaller than `least`."""
        if self.weight is None:
            raise refusal("without_weaker", "graph", "have weights", "a graph without weights")
        kept = np.abs(self.weight) >= least
        fewer = object.__new__(Graph)
        fewer.__setstate__(
            {
                field: getattr(self, field)
                for field in ("n", "names", "classes", "duplicates", "zeros")
            }
            | {"m": int(np.count_nonzero(kept)), "weight": self.weight[kept]}
            | {"pre": self.pre[kept], "post": self.post[kept]}
        )
        return fewer

    @classmethod
    def from_matrix(
        cls,
        matrix: Any,
        *,
        orientation: Orientation,
        names: Iterable[str] | None = None,
        classes: Iterable[str] | None = None,
    ) -> "Graph":
        """Graph of a square matrix, dense or scipy sparse; see `netbounds.graph.convert`."""
        from netbounds.graph.convert import from_matrix

        return from_matrix(matrix, orientation=orientation, names=names, classes=classes)

    def to_sparse(self, *, orientation: Orientation) -> Any:
        """Scipy CSR array of the weights (ones without weights); see `netbounds.graph.convert`."""
        from netbounds.graph.convert import to_sparse

        return to_sparse(self, orientation=orientation)

    @classmethod
    def from_networkx(cls, digraph: Any, *, weight: str | None = "weight") -> "Graph":
        """Graph of a networkx DiGraph, whose edges go from pre to post."""
        from netbounds.graph.convert import from_networkx

        return from_networkx(digraph, weight=weight)

    def to_networkx(self) -> Any:
        """Networkx DiGraph with the neurons' names as nodes, edges from pre to post."""
        from netbounds.graph.convert import to_networkx

        return to_networkx(self)


def _merge(
    pre: Ids, post: Ids, weight: NDArray[np.float64] | None, n: int
) -> tuple[Ids, Ids, NDArray[np.float64] | None, int, int]:
    """Sort by (pre, post), sum the rows of a pair, leave out pairs of weight zero."""
    from netbounds.graph._kernels_rows import order_by_pair

    order = order_by_pair(pre, post, n)
    pre, post = pre[order], post[order]
    weight = None if weight is None else weight[order]
    del order
    first = np.ones(len(pre), dtype=np.bool_)
    first[1:] = (pre[1:] != pre[:-1]) | (post[1:] != post[:-1])
    duplicates = len(pre) - int(np.count_nonzero(first))
    if duplicates:
        if weight is not None:
            weight = np.add.reduceat(weight, np.flatnonzero(first))
        pre, post = pre[first], post[first]
    if weight is None or np.all(weight):
        return pre, post, weight, duplicates, 0
    kept = weight != 0
    zeros = len(kept) - int(np.count_nonzero(kept))
    return pre[kept], post[kept], weight[kept], duplicates, zeros


def _row_starts(sorted_ids: Ids, n: int) -> Ids:
    starts = np.zeros(n + 1, dtype=np.int32)
    np.cumsum(np.bincount(sorted_ids, minlength=n), out=starts[1:], dtype=np.int32)
    return starts


def _frozen(values: Ids) -> Ids:
    values.flags.writeable = False
    return values


def _nearest(word: str, names: Sequence[str] | None) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, names or (), n=3)
    return f"near it are {', '.join(near)}" if near else ""
