"""A small simulation of exactly the setting that was asked about, held against the prediction."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from netbounds.answers.capacity_record import Capacity, Rule, Setting
from netbounds.domains import refusal

NETWORKS = 5
PASSES = 300  # of the trained networks that the empirical law was fitted to
_MOST_WORK = 4e12  # multiplications, about a quarter of an hour on one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Accuracy at the predicted number of patterns: predicted with its band, and measured.

    `verdict` is "agrees" when the measured mean, give or take two standard errors, meets the band,
    "disagrees" when it does not.
    """

    patterns: int
    predicted: float
    predicted_low: float
    predicted_high: float
    measured: float
    standard_error: float
    networks: int
    verdict: Literal["agrees", "disagrees"]


def check_capacity(
    answer: Capacity, *, seed: int = 0, told: Callable[[int], None] | None = None
) -> Check:
    """Simulate five networks with the predicted number of patterns.

    Parameters
    ----------
    answer
        What `capacity` answered, for an ensemble.
    seed
        Root of all randomness.
    told
        Hears how many networks are done.

    Raises
    ------
    DomainError
        If the simulation would take much longer than a quarter of an hour, or the setting has no
        simulation.
    """
    setting, rule = answer.setting, answer.rule
    if answer.wiring == "given":
        remedy = "ask with its neurons and in_degree instead"
        raise refusal("capacity", "check", "be of random wiring", "a given graph", remedy)
    patterns = max(round(answer.patterns), 2)
    _refuse_too_large(setting, rule, patterns)
    if rule != "bptt" and (setting.input_fraction < 1 or setting.dale):
        raise refusal(
            "capacity",
            "check",
            "be of the rule bptt when input is partial or signs are fixed",
            rule,
        )
    accuracies = []
    for number in range(NETWORKS):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
        accuracies.append(_simulated(setting, rule, patterns, rng))
        if told is not None:
            told(number + 1)
    mean = float(np.mean(accuracies))
    error = float(np.std(accuracies, ddof=1) / math.sqrt(NETWORKS))
    low, high = _accuracy_band(setting, rule, answer.effective_synapses, patterns)
    meets = low <= mean + 2 * error and mean - 2 * error <= high
    return Check(
        patterns=patterns,
        predicted=setting.accuracy,
        predicted_low=low,
        predicted_high=high,
        measured=mean,
        standard_error=error,
        networks=NETWORKS,
        verdict="agrees" if meets else "disagrees",
    )


def _simulated(setting: Setting, rule: Rule, patterns: int, rng: np.random.Generator) -> float:
    from netbounds.simulate import sparse_rnn_classification as simulate

    n = setting.neurons
    if rule == "bptt":
        driven = math.floor(setting.input_fraction * n + 1e-9)
        inputs, labels = simulate.random_patterns(driven, patterns, rng=rng)
        done = simulate.train(
            inputs, labels, neurons=n, density=setting.density,
            readout_fraction=setting.readout_fraction, input_fraction=setting.input_fraction,
            excitatory_inhibitory_ratio=1.0 if setting.dale else None,
            epochs=PASSES, stop_accuracy=1.0, progress=False, rng=rng,
        )  # fmt: skip
        return done.best_accuracy
    if rule == "iterated":
        inputs, labels = simulate.random_patterns(n, patterns, rng=rng)
        return simulate.iterated_hebbian(
            inputs, labels, density=setting.density, gain=setting.gain,
            readout_fraction=setting.readout_fraction, rng=rng,
        ).best_accuracy  # fmt: skip
    return simulate.one_shot_accuracy(
        neurons=n, patterns=patterns, density=setting.density, gain=setting.gain,
        readout_fraction=setting.readout_fraction, threshold="percentile", rng=rng,
    )  # fmt: skip


def _accuracy_band(
    setting: Setting, rule: Rule, effective: float, patterns: int
) -> tuple[float, float]:
    """Accuracies whose predicted band of patterns holds this number."""
    from netbounds.answers.capacity_rules import predict

    def edge(end: str) -> float:
        low, high = 0.5001, 0.9999
        for _ in range(30):  # both ends of the band fall as the wanted accuracy rises
            middle = (low + high) / 2
            found = predict(replace(setting, accuracy=middle), rule, effective)
            if getattr(found, end) >= patterns:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    return edge("patterns_low"), edge("patterns_high")


def _refuse_too_large(setting: Setting, rule: Rule, patterns: int) -> None:
    passes = {"one-shot": 1, "iterated": 150, "bptt": 3 * PASSES}[rule]
    work = NETWORKS * passes * 20 * setting.synapses * patterns
    if work > _MOST_WORK:
        longer = work / _MOST_WORK
        raise refusal(
            "capacity", "check", "stay below a quarter of an hour",
            f"{longer:.0f} times that for {patterns} patterns", "check a smaller network",
        )  # fmt: skip
