"""How many independent inputs steer the whole network, whatever its non-zero weights are."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import check
from netbounds.graph import Graph
from netbounds.graph.matching import match_rows, maximum_matching
from netbounds.theory.information_flow._components import Components, components

SelfDynamics = Literal["none", "identical", "heterogeneous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Controllability:
    """What it takes to control a linear network x' = W x + B u with generic weights.

    Attributes
    ----------
    signals
        N_D, the least number of independent input signals; one signal may go to many neurons.
    drivers
        One neuron for each signal: those that no sender of a maximum matching looks after. Beside
        them, every source component must hear some signal.
    dedicated
        The least number of driven neurons when each signal goes to one neuron only.
    dedicated_drivers
        Neurons that do it, ascending.
    """

    signals: int
    drivers: NDArray[np.int64]
    dedicated: int
    dedicated_drivers: NDArray[np.int64]


def controllability(graph: Graph, self_dynamics: SelfDynamics = "identical") -> Controllability:
    """Every neuron needs a sender of its own, or an input signal: N_D = max(1, n - matching).

    Generic weights on the synapses make x' = W x + B u controllable with N_D independent signals,
    where the matching joins neurons as senders with neurons as receivers. When every signal goes
    to one neuron only, source components want one each as well; matching them along with the
    synapses counts both at once: dedicated = n + (source components) - (extended matching).

    Parameters
    ----------
    graph
        The graph; self loops it contains count as synapses.
    self_dynamics
        How neurons act on themselves beside that. "none": not at all. "identical": all leak at the
        same rate, which shifts W by a multiple of the identity and changes nothing.
        "heterogeneous": each at its own rate, so everybody is its own sender and one signal,
        wired into every source component, suffices.

    Raises
    ------
    DomainError
        For any other word.

    Notes
    -----
    Valid for almost all weights (a structural property). O(m sqrt n) at worst.

    Source: liu2011, Theorem 2 (signals); pequito2016, Theorem 3 (dedicated inputs).

    Examples
    --------
    >>> found = controllability(Graph(pre=[0, 0, 0], post=[1, 2, 3]))
    >>> found.signals, found.drivers.tolist(), found.dedicated
    (3, [0, 2, 3], 3)
    """
    check("controllability", "self_dynamics", self_dynamics, SelfDynamics)
    parts = components(graph)
    one_each = np.sort(parts.first[parts.is_source]).astype(np.int64)
    if self_dynamics == "heterogeneous":
        return Controllability(
            signals=1,
            drivers=one_each[:1],
            dedicated=len(one_each),
            dedicated_drivers=one_each,
        )
    unmatched = np.flatnonzero(maximum_matching(graph) < 0)
    dedicated = _dedicated_drivers(graph, parts)
    return Controllability(
        signals=max(1, len(unmatched)),
        drivers=unmatched if len(unmatched) else one_each[:1],
        dedicated=len(dedicated),
        dedicated_drivers=dedicated,
    )


def _dedicated_drivers(graph: Graph, parts: Components) -> NDArray[np.int64]:
    """Match with one further sender a source component, joined to all neurons of it."""
    source_number = np.cumsum(parts.is_source) - 1
    inside = np.flatnonzero(parts.is_source[parts.label]).astype(np.int32)
    extra = graph.n + source_number[parts.label[inside]].astype(np.int32)
    pre = np.concatenate([graph.pre, extra])
    post = np.concatenate([graph.post, inside])
    size = graph.n + int(np.count_nonzero(parts.is_source))
    extended = Graph(pre=pre, post=post, n=size)
    starts, sources = extended.incoming
    partner = match_rows(extended.outgoing, (starts[: graph.n + 1], sources))
    driven = (partner < 0) | (partner >= graph.n)
    # a component whose sender found nobody is still to be entered: by its first neuron
    heard = np.zeros(parts.count, np.bool_)
    heard[parts.label[driven]] = True
    driven[parts.first[parts.is_source & ~heard]] = True
    return np.flatnonzero(driven)
