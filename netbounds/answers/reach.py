"""Does the input reach every neuron of this graph, and what breaks it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netbounds.answers.drive import Drive, driven_neurons
from netbounds.domains import refusal
from netbounds.graph import Graph

if TYPE_CHECKING:
    from netbounds.answers.random_graphs import Spread
    from netbounds.theory.information_flow import (
        Bottlenecks,
        BowTie,
        Controllability,
        Coverage,
        Reliability,
    )


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
    expected_hops
        Mean number of neurons at each distance in such a graph, the driven ones first.
    expected_of_degrees, expected_hops_of_degrees
        Predictions of theory for large random graphs in which every neuron has the in- and
        out-degree and the drive that it has here: true up to a few neurons.
    shuffled
        The same numbers in graphs whose neurons all keep their in- and out-degree while the
        partners are drawn anew: mean and standard deviation over `copies` graphs.
    shuffled_hops
        Mean number of neurons at each distance in those graphs, the driven ones first.
    failure
        Probability that a synapse is lost, if `reliability` was asked for.
    bottlenecks, control, reliability, to_reach_all, to_strongly_connect
        What was asked for in addition, else None.
    """

    graph: Graph
    drive: NDArray[np.int32]
    coverage: "Coverage"
    bow_tie: "BowTie"
    expected: Mapping[str, float]
    expected_hops: tuple[float, ...]
    expected_of_degrees: Mapping[str, float]
    expected_hops_of_degrees: tuple[float, ...]
    shuffled: "Mapping[str, Spread]"
    shuffled_hops: tuple[float, ...]
    copies: int
    bottlenecks: "Bottlenecks | None" = None
    control: "Controllability | None" = None
    failure: float | None = None
    reliability: "Reliability | None" = None
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

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers that stand beside `expected`, `expected_of_degrees` and `shuffled`."""
        from netbounds.answers.random_graphs import measured_numbers

        return measured_numbers(self.coverage, self.bow_tie, self.bottlenecks, self.control)

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
    failure: float | None = None,
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
    failure
        Also bound how surely each neuron is reached when every synapse is lost with this
        probability, with a simulation beside.
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
    from netbounds.answers.predictions import of_as_many_synapses, of_the_same_degrees
    from netbounds.answers.random_graphs import shuffled_numbers, usual_copies, usual_trials
    from netbounds.theory import information_flow as flow

    driven = driven_neurons(graph, drive, fraction=drive_fraction, seed=seed)
    if copies is None:
        copies = usual_copies(graph)
    elif copies < 0:
        raise refusal("reach", "copies", "be >= 0", copies)
    spreads, shuffled_layers = shuffled_numbers(
        graph, driven, copies, seed, cuts=bottlenecks, control=control
    )
    found = flow.coverage(graph, driven)
    usual = of_as_many_synapses(graph, driven, control=control)
    of_degrees = of_the_same_degrees(graph, driven, control=control)
    return Reach(
        graph=graph,
        drive=driven,
        coverage=found,
        bow_tie=flow.bow_tie(graph),
        expected=MappingProxyType(usual.numbers),
        expected_hops=usual.hops,
        expected_of_degrees=MappingProxyType(of_degrees.numbers),
        expected_hops_of_degrees=of_degrees.hops,
        shuffled=MappingProxyType(spreads),
        shuffled_hops=shuffled_layers,
        copies=copies,
        bottlenecks=flow.bottlenecks(graph, driven) if bottlenecks else None,
        control=flow.controllability(graph) if control else None,
        failure=failure,
        reliability=None
        if failure is None
        else flow.reliability(graph, driven, failure, trials=usual_trials(graph)),
        to_reach_all=flow.synapses_to_reach_all(graph, driven) if augment else None,
        to_strongly_connect=flow.synapses_to_strongly_connect(graph) if augment else None,
    )
