"""What each learning rule stores, and what none can exceed, in one currency: patterns."""

import math
from collections.abc import Iterator

from netbounds.answers.capacity_record import Limit, Prediction, Rule, Setting

_WIDER = 2.0  # each caveat widens the band by this factor, up and down
_THEORY_ERROR = 0.05  # of the mean-field capacity constant, against simulations
_DALE_COST = (0.04, 0.08)  # accuracy that signs cost trained networks of the same size


RULES: tuple[Rule, ...] = ("one-shot", "iterated", "bptt")


def predictions(setting: Setting, effective: float) -> tuple[Prediction, ...]:
    """One prediction a rule."""
    return tuple(predict(setting, rule, effective) for rule in RULES)


def predict(setting: Setting, rule: Rule, effective: float) -> Prediction:
    """What one rule stores, given the number of synapses that can change the readout."""
    if rule == "bptt":
        return _trained(setting, effective)
    return _one_shot(setting) if rule == "one-shot" else _iterated(setting)


def limits(setting: Setting, effective: float) -> tuple[Limit, ...]:
    """Upper bounds on the number of patterns, tightest first."""
    from netbounds.theory.sparse_rnn_classification import capacity_upper_bounds

    found = capacity_upper_bounds(
        neurons=setting.neurons, density=setting.density, steps=20,
        readout_fraction=setting.readout_fraction, error_rate=1 - setting.accuracy,
        effective_synapses=math.floor(effective),
    )  # fmt: skip
    every = (
        Limit(
            name="one readout step",
            patterns=found.readout_step,
            kind="theorem",
            source="cover1965",
            holds_for="training only the synapses onto the readout neurons",
        ),
        Limit(
            name="two per effective synapse",
            patterns=found.heuristic,
            kind="heuristic",
            source="cover1965",
            holds_for="any rule, believed and not proven for saturating neurons",
        ),
        Limit(
            name="polynomial readout",
            patterns=found.polynomial,
            kind="theorem",
            source="warren1968",
            holds_for="any rule, linear neurons, 20 steps",
        ),
        Limit(
            name="bits of the weights",
            patterns=found.counting,
            kind="theorem",
            source="counting",
            holds_for="any rule, any neurons, 32-bit weights",
        ),
    )
    return tuple(sorted(every, key=lambda limit: limit.patterns))


def _one_shot(setting: Setting) -> Prediction:
    from netbounds.theory.sparse_rnn_classification import (
        one_shot_capacity,
        one_shot_capacity_constant,
    )

    constant = one_shot_capacity_constant(
        density=setting.density, gain=setting.gain, input_fraction=setting.input_fraction,
        readout_fraction=setting.readout_fraction,
    )  # fmt: skip
    patterns = one_shot_capacity(
        setting.neurons, setting.density, constant, setting.accuracy, setting.input_fraction
    )
    half = math.hypot(_THEORY_ERROR, 1.96 * _sampling(setting.accuracy, patterns))
    caveats = (*_hebbian_caveats(setting), *_few_patterns(patterns))
    return _banded(
        "one-shot",
        patterns,
        half,
        half,
        "mean field",
        "turcu2022 (rule); theory of netbounds",
        caveats,
    )


def _iterated(setting: Setting) -> Prediction:
    from netbounds.theory.sparse_rnn_classification import (
        iterated_critical_load,
        iterated_relative_capacity,
        one_shot_capacity_constant,
    )

    constant = one_shot_capacity_constant(
        density=setting.density, gain=setting.gain, input_fraction=setting.input_fraction,
        readout_fraction=setting.readout_fraction,
    )  # fmt: skip
    relative = iterated_relative_capacity(setting.accuracy)
    critical = iterated_critical_load(constant) * setting.input_fraction * setting.synapses
    patterns = relative.value * critical
    caveats = [*_hebbian_caveats(setting), *_few_patterns(patterns)]
    if not relative.inside:
        caveats.append("the published networks do not cover this accuracy")
    if setting.neurons < 500:
        caveats.append("below 500 neurons networks fall short of the curve")
    return _banded(
        "iterated", patterns, math.log(relative.value / relative.low),
        math.log(relative.high / relative.value), "empirical constant",
        "turcu2022 (published networks), on an axis of mean-field theory", tuple(caveats),
    )  # fmt: skip


def _trained(setting: Setting, effective: float) -> Prediction:
    from netbounds.theory.sparse_rnn_classification import trained_calibration, trained_capacity

    found = trained_capacity(
        neurons=setting.neurons, mean_degree=setting.in_degree, accuracy=setting.accuracy,
        readout_neurons=setting.readout_neurons, input_fraction=setting.input_fraction,
        effective_synapses=effective,
    )  # fmt: skip
    caveats = list(_few_patterns(found.patterns))
    measured = trained_calibration()["range"]
    for name, value in (
        ("neurons", setting.neurons),
        ("in_degree", setting.in_degree),
        ("readout_fraction", setting.readout_fraction),
        ("input_fraction", setting.input_fraction),
    ):
        low, high = measured[name]
        if not low <= value <= high:
            words = name.replace("_", " ")
            caveats.append(f"{words} {value:g} lies outside of the measured {low:g} to {high:g}")
    corner = [
        most
        for size, most in trained_calibration()["largest_in_degree_by_neurons"].items()
        if float(size) >= setting.neurons
    ]
    if corner and max(corner) < setting.in_degree <= measured["in_degree"][1]:
        caveats.append(
            f"in so large a network only up to {max(corner):g} synapses a neuron were measured"
        )
    if setting.readout_neurons < 5:
        caveats.append("fewer than 5 readout neurons: one badly wired neuron can spoil a network")
    if setting.density >= 0.3:
        caveats.append("density of 0.3 or more was not measured")
    if setting.accuracy > 0.99:
        caveats.append("accuracies above 99 % were not measured")
    if setting.dale:
        low, high = _DALE_COST
        caveats.append(f"Dale's law costs {100 * low:.0f} to {100 * high:.0f} points of accuracy")
    return _banded(
        "bptt", found.patterns, math.log(found.patterns / found.low),
        math.log(found.high / found.patterns), "empirical constant",
        "trained networks of netbounds (model: turcu2022)", tuple(caveats),
    )  # fmt: skip


def _banded(
    rule: Rule,
    patterns: float,
    down: float,
    up: float,
    kind: str,
    source: str,
    caveats: tuple[str, ...],
) -> Prediction:
    """A prediction with its band, given as logarithms; every caveat doubles its width."""
    wider = len(caveats) * math.log(_WIDER)
    return Prediction(
        rule=rule, patterns=patterns, kind=kind, source=source, caveats=caveats,
        patterns_low=patterns * math.exp(-down - wider),
        patterns_high=patterns * math.exp(up + wider),
    )  # fmt: skip


def _sampling(accuracy: float, patterns: float) -> float:
    """Standard deviation of ln(capacity) of one network that classifies finitely many patterns."""
    from scipy.special import ndtri

    z = float(ndtri(accuracy))
    slope = math.exp(-z * z / 2) / math.sqrt(2 * math.pi) * z / 2  # -d accuracy / d ln patterns
    return math.sqrt(accuracy * (1 - accuracy) / max(patterns, 1.0)) / slope


def _hebbian_caveats(setting: Setting) -> Iterator[str]:
    if setting.density >= 0.3:
        yield "density of 0.3 or more: fluctuations are 5 to 15 % larger than the theory's"
    if setting.readout_fraction == 1:
        yield "all neurons read out: fluctuations are 5 to 15 % larger than the theory's"
    if setting.in_degree < 20:
        yield "the mean field wants 20 or more synapses a neuron"
    if setting.input_fraction < 1:
        yield "partial input was not held against simulations of the Hebbian rules"
    if setting.dale:
        yield "the Hebbian rules give synapses both signs; Dale's law was not simulated with them"


def _few_patterns(patterns: float) -> Iterator[str]:
    if patterns < 50:
        yield "fewer than 50 patterns: their number fluctuates too much from network to network"
