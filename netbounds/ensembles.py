"""What a random graph is and how it is driven: frozen records without behaviour.

Theory asks them for probabilities, simulation draws graphs from them; neither needs the other.
Every record refuses what makes no sense where it is built (`DomainError`).
"""

from dataclasses import dataclass
from typing import Annotated, get_type_hints

from netbounds.domains import (
    DrivenCount,
    DrivenFraction,
    Examples,
    InDegree,
    NeuronCount,
    OutDegree,
    Probability,
    Symbol,
    SynapseCount,
    check,
    check_fields,
    refusal,
)


@dataclass(frozen=True, slots=True)
class Bernoulli:
    """D(n, p): every ordered pair of different neurons is a synapse with probability p."""

    n: NeuronCount
    p: Probability

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Bernoulli, include_extras=True))


@dataclass(frozen=True, slots=True)
class FixedEdges:
    """D(n, m): exactly m synapses on distinct ordered pairs, self loops among them if allowed."""

    n: NeuronCount
    m: SynapseCount
    self_loops: bool = True

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(FixedEdges, include_extras=True))
        places = self.n * self.n if self.self_loops else self.n * (self.n - 1)
        if self.m > places:
            loops = "with" if self.self_loops else "without"
            rule = f"be <= {places} (ordered pairs of {self.n} neurons {loops} self loops)"
            raise refusal("FixedEdges", "m", rule, self.m)


@dataclass(frozen=True, slots=True)
class FixedInDegree:
    """Every neuron receives from k distinct others, drawn uniformly."""

    n: NeuronCount
    k: InDegree

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(FixedInDegree, include_extras=True))
        _refuse_too_many_partners(self, self.n, self.k)


@dataclass(frozen=True, slots=True)
class RandomInDegree:
    """Every neuron receives from 0, 1, ... n - 1 distinct others with these probabilities.

    The number is drawn for each neuron on its own, then the partners uniformly.
    """

    probabilities: Annotated[
        tuple[float, ...],
        Symbol(r"\pi_K", "probability that a neuron receives K synapses, K = 0 ... n - 1"),
        Examples(((1.0,), (0.0, 1.0), (0.1, 0.2, 0.0, 0.7), (0.125,) * 8)),
    ]

    def __post_init__(self) -> None:
        probabilities = tuple(self.probabilities)
        object.__setattr__(self, "probabilities", probabilities)
        for probability in probabilities:
            check("RandomInDegree", "every entry of probabilities", probability, Probability)
        if abs(sum(probabilities) - 1) > 1e-12:
            rule = "add up to 1, one for each number of partners 0 ... n - 1"
            raise refusal("RandomInDegree", "probabilities", rule, f"a sum of {sum(probabilities)}")

    @property
    def n(self) -> int:
        """Number of neurons."""
        return len(self.probabilities)


@dataclass(frozen=True, slots=True)
class FixedOutDegree:
    """Every neuron sends to k distinct others, drawn uniformly."""

    n: NeuronCount
    k: OutDegree

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(FixedOutDegree, include_extras=True))
        _refuse_too_many_partners(self, self.n, self.k)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Given in- and out-degree of every neuron, stubs paired uniformly (a multigraph)."""

    in_degrees: tuple[int, ...]
    out_degrees: tuple[int, ...]

    def __post_init__(self) -> None:
        for name in ("in_degrees", "out_degrees"):
            degrees = tuple(getattr(self, name))
            object.__setattr__(self, name, degrees)  # any sequence is taken, a tuple is kept
            if set(map(type, degrees)) == {int} and min(degrees) >= 0:
                continue  # the check below takes seconds for a million neurons
            for degree in degrees:
                check("Configuration", f"every entry of {name}", degree, SynapseCount)
        if not self.in_degrees:
            raise refusal("Configuration", "in_degrees", "name at least one neuron", "none")
        if len(self.in_degrees) != len(self.out_degrees):
            lengths = f"lengths {len(self.in_degrees)} and {len(self.out_degrees)}"
            raise refusal("Configuration", "in_degrees and out_degrees", "be equally long", lengths)
        if sum(self.in_degrees) != sum(self.out_degrees):
            sums = f"sums {sum(self.in_degrees)} and {sum(self.out_degrees)}"
            rule = "have the same sum, since every synapse has one sender and one receiver"
            raise refusal("Configuration", "in_degrees and out_degrees", rule, sums)

    @property
    def n(self) -> int:
        """Number of neurons."""
        return len(self.in_degrees)


@dataclass(frozen=True, slots=True)
class TwoType:
    """Excitatory and inhibitory neurons, with a connection probability per ordered pair of kinds.

    `n` is (excitatory, inhibitory); `p[a][b]` is the probability of a synapse from a neuron of
    kind a (presynaptic) to another neuron of kind b (postsynaptic).
    """

    n: tuple[int, int]
    p: tuple[tuple[float, float], tuple[float, float]]

    def __post_init__(self) -> None:
        n = tuple(self.n)
        p = tuple(tuple(row) for row in self.p)
        if len(n) != 2:
            raise refusal("TwoType", "n", "be two counts (excitatory, inhibitory)", self.n)
        if [len(row) for row in p] != [2, 2]:
            raise refusal("TwoType", "p", "be 2 x 2, rows presynaptic", self.p)
        object.__setattr__(self, "n", n)
        object.__setattr__(self, "p", p)
        for count in n:
            check("TwoType", "every entry of n", count, SynapseCount)
        if sum(n) < 1:
            raise refusal("TwoType", "n", "name at least one neuron", self.n)
        for probability in (*p[0], *p[1]):
            check("TwoType", "every entry of p", probability, Probability)


@dataclass(frozen=True, slots=True)
class Seeds:
    """s named neurons are driven, chosen before the graph is drawn."""

    s: DrivenCount

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Seeds, include_extras=True))


@dataclass(frozen=True, slots=True)
class RandomDrive:
    """Each neuron is driven with probability `fraction`, beside `seeds` named ones."""

    fraction: DrivenFraction
    seeds: SynapseCount = 0

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(RandomDrive, include_extras=True))
        if self.fraction == 0 and self.seeds == 0:
            rule = "be > 0 when there are no named seeds"
            raise refusal("RandomDrive", "fraction", rule, self.fraction, "nothing would be driven")


Ensemble = (
    Bernoulli
    | FixedEdges
    | FixedInDegree
    | RandomInDegree
    | FixedOutDegree
    | Configuration
    | TwoType
)
Drive = Seeds | RandomDrive


def _refuse_too_many_partners(record: object, n: int, k: int) -> None:
    if k > n - 1:
        rule = f"be <= n - 1 = {n - 1}, since partners are distinct other neurons"
        raise refusal(type(record).__name__, "k", rule, k)
