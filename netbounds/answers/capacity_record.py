"""The record of an answer to `netbounds capacity`: the setting, the predictions, the bounds."""

import json
import math
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_type_hints

from netbounds.domains import (
    ClassificationAccuracy,
    Gain,
    InputFraction,
    MeanDegree,
    NeuronCount,
    ReadoutFraction,
    check_fields,
    refusal,
)

Rule = Literal["one-shot", "iterated", "bptt"]
Wiring = Literal["random", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The network and the task that the question is about."""

    neurons: NeuronCount
    in_degree: MeanDegree
    input_fraction: InputFraction = 1.0
    readout_fraction: ReadoutFraction = 0.1
    accuracy: ClassificationAccuracy = 0.95
    gain: Gain = 10.0
    dale: bool = False

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Setting, include_extras=True), "capacity")
        if self.in_degree > self.neurons:
            rule = f"be <= neurons = {self.neurons}"
            raise refusal("capacity", "in_degree", rule, self.in_degree)
        if self.readout_neurons < 1:
            rule = f"leave at least one readout neuron among {self.neurons} neurons"
            raise refusal("capacity", "readout_fraction", rule, self.readout_fraction)
        if math.floor(self.input_fraction * self.neurons + 1e-9) < 1:
            rule = f"leave at least one driven neuron among {self.neurons} neurons"
            raise refusal("capacity", "input_fraction", rule, self.input_fraction)
        if self.accuracy <= 0.5:
            rule = "be above 1/2, which guessing reaches with any number of patterns"
            raise refusal("capacity", "accuracy", rule, self.accuracy)

    @property
    def density(self) -> float:
        """Fraction of the ordered pairs that are synapses."""
        return self.in_degree / self.neurons

    @property
    def synapses(self) -> float:
        """Number of synapses."""
        return self.in_degree * self.neurons

    @property
    def readout_neurons(self) -> int:
        """Number of neurons that are read out."""
        return math.floor(self.readout_fraction * self.neurons + 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Patterns that one learning rule stores, with its band and what stands behind it."""

    rule: Rule
    patterns: float
    patterns_low: float
    patterns_high: float
    kind: str
    source: str
    caveats: tuple[str, ...] = ()

    @property
    def validated(self) -> bool:
        """Whether the setting lies where the prediction was held against simulations."""
        return not self.caveats


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """An upper bound on the number of patterns, and for whom it holds."""

    name: str
    patterns: float
    kind: str
    source: str
    holds_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """The answer: the wanted rule's prediction, all rules beside it, and what bounds them.

    Attributes
    ----------
    setting, rule, wiring
        What was asked: `wiring` is "given" for a graph of one's own.
    predictions
        One for each rule; `patterns`, `patterns_low`, ... are those of the wanted one.
    effective_synapses
        Synapses whose weight can change the readout within a trial; `usable` as a share of all.
    probability_all_reached
        That one driven neuron's activity reaches every neuron.
    least_in_degree
        Least mean in-degree at which it does in 99 of 100 networks.
    bounds
        Upper bounds, tightest first.
    """

    setting: Setting
    rule: Rule
    predictions: tuple[Prediction, ...]
    effective_synapses: float
    probability_all_reached: float
    least_in_degree: float
    bounds: tuple[Limit, ...]
    wiring: Wiring = "random"

    @property
    def prediction(self) -> Prediction:
        """The wanted rule's."""
        return next(found for found in self.predictions if found.rule == self.rule)

    @property
    def patterns(self) -> float:
        """Predicted number of patterns."""
        return self.prediction.patterns

    @property
    def patterns_low(self) -> float:
        """Lower end of the band."""
        return self.prediction.patterns_low

    @property
    def patterns_high(self) -> float:
        """Upper end of the band."""
        return self.prediction.patterns_high

    @property
    def kind(self) -> str:
        """What the prediction is: mean field, asymptotic, empirical constant."""
        return self.prediction.kind

    @property
    def source(self) -> str:
        """Where it comes from."""
        return self.prediction.source

    @property
    def effective_synapses_kind(self) -> str:
        """What stands behind the number of effective synapses."""
        if self.wiring == "given":
            return "counted in the graph; theorem, turcu2022"
        return "asymptotic theory, karp1990"

    @property
    def reached_kind(self) -> str:
        """What stands behind the probability that all are reached."""
        if self.wiring == "given":
            return "counted in the graph"
        return "theorem, karp1990"

    @property
    def usable(self) -> float:
        """Share of the synapses that can change the readout."""
        return self.effective_synapses / self.setting.synapses

    def per_synapse(self, patterns: float) -> float:
        """Patterns per synapse."""
        return patterns / self.setting.synapses

    def bits_per_synapse(self, patterns: float) -> float:
        """Information about the labels per synapse, in bits."""
        return self.per_synapse(patterns) * (1 - _entropy(self.setting.accuracy))

    def record(self) -> dict[str, Any]:
        """The answer as plain numbers, texts and lists: what `--json` prints."""
        return {
            **asdict(self.setting),
            "density": self.setting.density,
            "synapses": self.setting.synapses,
            "rule": self.rule,
            "wiring": self.wiring,
            "patterns": self.patterns,
            "patterns_low": self.patterns_low,
            "patterns_high": self.patterns_high,
            "patterns_per_synapse": self.per_synapse(self.patterns),
            "bits_per_synapse": self.bits_per_synapse(self.patterns),
            "effective_synapses": self.effective_synapses,
            "effective_synapses_kind": self.effective_synapses_kind,
            "usable": self.usable,
            "probability_all_reached": self.probability_all_reached,
            "probability_all_reached_kind": self.reached_kind,
            "least_in_degree": self.least_in_degree,
            "least_in_degree_kind": "theorem, karp1990",
            "kind": self.kind,
            "source": self.source,
            "validated": self.prediction.validated,
            "caveats": list(self.prediction.caveats),
            "bounds": [asdict(limit) for limit in self.bounds],
            "rules": [
                asdict(found)
                | {
                    "patterns_per_synapse": self.per_synapse(found.patterns),
                    "bits_per_synapse": self.bits_per_synapse(found.patterns),
                }
                for found in self.predictions
            ],
        }

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON."""
        return json.dumps(self.record(), indent=indent, ensure_ascii=False)


def _entropy(accuracy: float) -> float:
    """Bits that remain unknown of a label that is right with this probability."""
    if accuracy in (0, 1):
        return 0.0
    wrong = 1 - accuracy
    return -(accuracy * math.log2(accuracy) + wrong * math.log2(wrong))
