"""Does the input reach every neuron of this graph, and what breaks it?"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netbounds.answers.drive import Drive, driven_neurons
from netbounds.domains import refusal
from netbounds.graph import Graph

if TYPE_CHECKING:
    from netbounds.theory.information_flow import Bottlenecks, BowTie, Controllability, Coverage

_SHUFFLED_SYNAPSES = 4_000_000  # so many at most in all shuffled copies together: a second or two
_EXACT_UP_TO = 3000  # neurons; the exact law of reach costs n^2


class Spread(NamedTuple):
    """Mean and standard deviation over graphs."""

    mean: float
    deviation: float


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a drive reaches in a graph, beside what it would reach in random graphs.

    Attributes
    ----------
    graph, drive
        The graph and the numbers of its driven neurons.
    coverage, bow_tie
        Who is reached; who stands where around the largest strong component.
    expected
        Predictions of theory for a random graph of as many neurons and synapses (D(n, p)), under
        the names of the numbers here.
    shuffled
        The same numbers in graphs whose neurons all keep their in- and out-degree while the
        partners are drawn anew: mean and standard deviation over `copies` graphs.
    shuffled_hops
        Mean number of neurons at each distance in those graphs, the driven ones first.
    bottlenecks, control, to_reach_all, to_strongly_connect
        What was asked for in addition, else None.
    """

    graph: Graph
    drive: NDArray[np.int32]
    coverage: "Coverage"
    bow_tie: "BowTie"
    expected: Mapping[str, float]
    shuffled: Mapping[str, Spread]
    shuffled_hops: tuple[float, ...]
    copies: int
    bottlenecks: "Bottlenecks | None" = None
    control: "Controllability | None" = None
    to_reach_all: NDArray[np.int32] | None = None
    to_strongly_connect: NDArray[np.int32] | None = None

    @property
    def neurons(self) -> int:
        """Number of neurons."""
        return self.graph.n

    @property
    def synapses(self) -> int:
        """Number of synapses."""
        return self.graph.m

    @property
    def driven(self) -> int:
        """Number of driven neurons."""
        return len(self.drive)

    @property
    def reached(self) -> int:
        """Number of neurons that hear the drive, driven ones included."""
        return int(np.count_nonzero(self.coverage.reached))

    @property
    def unreached(self) -> tuple[str, ...]:
        """Names of the neurons that do not."""
        return self.names(np.flatnonzero(~self.coverage.reached))

    @cached_property
    def hops(self) -> Mapping[str, int]:
        """Synapses from the drive to each neuron by name, -1 where there is no path."""
        everybody = self.names(range(self.graph.n))
        return MappingProxyType(dict(zip(everybody, self.coverage.hops.tolist(), strict=True)))

    @property
    def hop_counts(self) -> tuple[int, ...]:
        """Number of neurons at each distance from the drive, the driven ones first."""
        return tuple(np.bincount(self.coverage.hops[self.coverage.reached]).tolist())

    @property
    def max_hops(self) -> int:
        """Synapses to the farthest neuron reached."""
        return int(self.coverage.hops.max())

    @property
    def largest_strong_component(self) -> int:
        """Number of neurons in the core, where everybody reaches everybody."""
        return int(np.count_nonzero(self.bow_tie.core))

    @property
    def source_components(self) -> int:
        """Number of strong components that nothing enters: inputs needed to reach everybody."""
        return len(self.coverage.source_components)

    @property
    def extra_drive(self) -> tuple[str, ...]:
        """Names of a least set of neurons to drive in addition, so that everybody is reached."""
        return self.names(self.coverage.extra_drive)

    @property
    def extra_drive_needed(self) -> int:
        """Number of neurons in that set."""
        return len(self.coverage.extra_drive)

    @property
    def expected_reached(self) -> float:
        """Number of neurons reached in a random graph of as many neurons and synapses."""
        return self.expected["reached"]

    def names(self, neurons: Any) -> tuple[str, ...]:
        """Names of neurons given by number."""
        return tuple(map(self.graph.name, neurons))

    def to_json(self, **options: Any) -> str:
        """Everything as JSON; options go to `json.dumps`."""
        import json

        from netbounds.answers.reach_tables import record

        return json.dumps(record(self), **({"ensure_ascii": False} | options))

    def write_csv(self, folder: Any) -> tuple[Any, ...]:
        """Write neurons.csv and synapses.csv into a folder; their paths."""
        from netbounds.answers.reach_tables import write_tables

        return write_tables(self, folder)

    def draw(self, path: Any) -> None:
        """Draw the picture into a file (.svg, .pdf or .png)."""
        from netbounds.answers.reach_picture import draw

        draw(self, path)


def reach(
    graph: Graph,
    drive: Drive | None = None,
    *,
    drive_fraction: float | None = None,
    seed: int = 0,
    bottlenecks: bool = False,
    control: bool = False,
    augment: bool = False,
    copies: int | None = None,
) -> Reach:
    """Which neurons hear the drive, in how many steps, and how a random graph would fare.

    Parameters
    ----------
    graph
        The graph.
    drive
        Driven neurons by name or number; or words separated by commas, each a neuron, a class (all
        its neurons) or a file of names.
    drive_fraction
        Instead of `drive`: each neuron is driven with this probability.
    seed
        Of all random choices.
    bottlenecks
        Also find what the loss of each neuron and each synapse silences.
    control
        Also find the least number of input signals that controls the graph.
    augment
        Also find the fewest synapses to add so that everybody is reached.
    copies
        Number of shuffled graphs to compare with; by default 20, fewer for large graphs.

    Raises
    ------
    DomainError
        If nothing is driven.

    Examples
    --------
    >>> from netbounds.datasets import celegans
    >>> found = reach(celegans(), "sensory", copies=0)
    >>> found.reached, found.max_hops, sorted(found.unreached)
    (277, 3, ['AINL', 'DVB', 'VC6'])
    """
    from netbounds.theory import information_flow as flow

    driven = driven_neurons(graph, drive, fraction=drive_fraction, seed=seed)
    if copies is None:
        copies = min(20, _SHUFFLED_SYNAPSES // max(graph.m, 1))
    elif copies < 0:
        raise refusal("reach", "copies", "be >= 0", copies)
    spreads, layers = _shuffled_numbers(graph, driven, copies, seed)
    return Reach(
        graph=graph,
        drive=driven,
        coverage=flow.coverage(graph, driven),
        bow_tie=flow.bow_tie(graph),
        expected=MappingProxyType(_expected_numbers(graph, len(driven))),
        shuffled=MappingProxyType(spreads),
        shuffled_hops=layers,
        copies=copies,
        bottlenecks=flow.bottlenecks(graph, driven) if bottlenecks else None,
        control=flow.controllability(graph) if control else None,
        to_reach_all=flow.synapses_to_reach_all(graph, driven) if augment else None,
        to_strongly_connect=flow.synapses_to_strongly_connect(graph) if augment else None,
    )


def measured_numbers(found: "Coverage", tie: "BowTie") -> dict[str, float]:
    """The numbers that a graph and a random graph are compared in."""
    rest = int(np.count_nonzero(tie.tubes | tie.tendrils | tie.apart))
    return {
        "reached": int(np.count_nonzero(found.reached)),
        "max_hops": int(found.hops.max()),
        "largest_strong_component": int(np.count_nonzero(tie.core)),
        "upstream": int(np.count_nonzero(tie.upstream)),
        "downstream": int(np.count_nonzero(tie.downstream)),
        "elsewhere": rest,
        "source_components": len(found.source_components),
        "extra_drive_needed": len(found.extra_drive),
    }


def _expected_numbers(graph: Graph, driven: int) -> dict[str, float]:
    """What theory says about D(n, p) with as many synapses between different neurons."""
    from netbounds.ensembles import Bernoulli, Seeds
    from netbounds.theory import reachability as theory

    n = graph.n
    between = graph.m - int(np.count_nonzero(graph.pre == graph.post))
    if between == 0:
        return {"reached": float(driven)}
    ensemble = Bernoulli(n, between / (n * (n - 1)))
    tie = theory.bow_tie(ensemble)
    if n <= _EXACT_UP_TO:
        reached = theory.expected_reached(ensemble, Seeds(driven))
    else:
        reached = driven + (n - driven) * theory.giant_out_fraction(between / n)
    return {
        "reached": reached,
        "largest_strong_component": max(1.0, n * tie.core),
        "upstream": n * tie.upstream,
        "downstream": n * tie.downstream,
        "elsewhere": n * tie.rest,
    }


def _shuffled_numbers(
    graph: Graph, driven: NDArray[np.int32], copies: int, seed: int
) -> tuple[dict[str, Spread], tuple[float, ...]]:
    from netbounds.theory import information_flow as flow

    rows: list[dict[str, float]] = []
    layers: list[NDArray[np.int64]] = []
    for shuffled in _shuffles(graph, copies, seed):
        found = flow.coverage(shuffled, driven)
        rows.append(measured_numbers(found, flow.bow_tie(shuffled)))
        layers.append(np.bincount(found.hops[found.reached]))
    if not rows:
        return {}, ()
    spreads = {}
    for name in rows[0]:
        values = [row[name] for row in rows]
        mean = math.fsum(values) / copies
        squares = math.fsum((value - mean) ** 2 for value in values)
        spreads[name] = Spread(mean, math.sqrt(squares / max(copies - 1, 1)))
    longest = max(map(len, layers))
    padded = np.array([np.pad(layer, (0, longest - len(layer))) for layer in layers])
    return spreads, tuple(padded.mean(axis=0).tolist())


def _shuffles(graph: Graph, copies: int, seed: int) -> Iterator[Graph]:
    from netbounds.ensembles import Configuration
    from netbounds.simulate.random_graphs import draw_graph

    if not copies:
        return
    degrees = Configuration(tuple(graph.in_degrees.tolist()), tuple(graph.out_degrees.tolist()))
    rng = np.random.default_rng(seed)
    for _ in range(copies):
        pre, post = draw_graph(degrees, rng)
        yield Graph(pre=pre, post=post, n=graph.n)
