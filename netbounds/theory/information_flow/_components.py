"""Strong components and what enters and leaves them, as every analysis of coverage needs them."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph, strong_components


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Strong components, numbered in topological order.

    Attributes
    ----------
    label
        Component of every neuron.
    size
        Number of neurons of every component.
    first
        Smallest neuron of every component: the one that stands for it.
    is_source, is_sink
        Per component: nothing enters it from outside; it sends nothing outside.
    """

    label: NDArray[np.int32]
    size: NDArray[np.int64]
    first: NDArray[np.int32]
    is_source: NDArray[np.bool_]
    is_sink: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """Number of strong components."""
        return len(self.size)

    def members(self, wanted: NDArray[np.bool_]) -> tuple[NDArray[np.int32], ...]:
        """Neurons of every component that is marked, ascending."""
        chosen = np.flatnonzero(wanted[self.label])
        by_component = chosen[np.argsort(self.label[chosen], kind="stable")].astype(np.int32)
        cuts = np.cumsum(self.size[wanted])[:-1]
        return tuple(np.split(by_component, cuts)) if len(chosen) else ()


# a graph cannot change, and several questions about it start from the same components
_known: "WeakKeyDictionary[Graph, Components]" = WeakKeyDictionary()


def components(graph: Graph) -> Components:
    """Strong components of a graph. O(n + m) the first time, remembered while the graph lives."""
    found = _known.get(graph)
    if found is None:
        found = _known[graph] = _components(graph)
    return found


def _components(graph: Graph) -> Components:
    label = strong_components(graph)
    size = np.bincount(label)
    entered, left = (np.zeros(len(size), np.bool_) for _ in range(2))
    from_label, to_label = label[graph.pre], label[graph.post]
    across = from_label != to_label
    entered[to_label[across]] = True
    left[from_label[across]] = True
    first = np.empty(len(size), np.int32)
    first[label[::-1]] = np.arange(graph.n, dtype=np.int32)[::-1]  # the smallest is written last
    return Components(
        label=label,
        size=size,
        first=first,
        is_source=~entered,
        is_sink=~left,
    )
