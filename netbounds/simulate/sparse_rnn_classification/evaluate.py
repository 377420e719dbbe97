"""What a network does: accuracy over time, persistence, evidence, noise."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np
from annotated_types import Ge

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.forward import readout
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints, Network, Timing
from netbounds.simulate.sparse_rnn_classification.patterns import checked
from netbounds.simulate.sparse_rnn_classification.scoring import Threshold, accuracy, thresholds

NoiseLevel = Annotated[float, Ge(0)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """How a network decides on patterns, state by state; state 0 is rest.

    Attributes
    ----------
    times : array (steps + 1,)
        In time constants.
    readout : array (steps + 1, patterns)
        Decision variable.
    thresholds, accuracy : arrays (steps + 1,)
        Decision threshold and share of patterns on its right side at each state.
    labels : array (patterns,)
        +1 or -1.
    """

    times: Floats
    readout: Floats
    thresholds: Floats
    accuracy: Floats
    labels: Ints

    @property
    def best_accuracy(self) -> float:
        """Accuracy at the best state after rest, one state for all patterns."""
        return float(self.accuracy[1:].max())

    def mean_readout(self, label: int) -> Floats:
        """Decision variable averaged over the patterns of one label, (steps + 1,)."""
        check("mean_readout", "label", label, int)
        if not np.any(self.labels == label):
            raise refusal("mean_readout", "label", "be a label that some pattern has", label)
        out: Floats = self.readout[:, self.labels == label].mean(axis=1)
        return out


def evaluate(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    timing: Timing = Timing(),  # noqa: B008  a frozen record
    threshold: Threshold = 0.5,
    pattern_noise: NoiseLevel = 0.0,
    neuron_noise: NoiseLevel = 0.0,
    rng: np.random.Generator | None = None,
) -> Evaluation:
    """Present every pattern once and decide at every state.

    Parameters
    ----------
    network, patterns, labels
        Patterns are (driven neurons, patterns), labels +1 or -1.
    timing
        May be longer than in training: states after the input show whether the decision is kept.
    threshold
        A number, or "percentile": at each state where the share of patterns below it is the share
        of - labels.
    pattern_noise, neuron_noise
        Standard deviation of normal noise: added to each pattern once; added to each neuron's state
        after each step.
    rng
        Needed where there is noise.

    Raises
    ------
    DomainError
        If patterns and labels do not fit each other or the network, or a noise level is negative.

    Examples
    --------
    >>> import numpy as np
    >>> from netbounds.simulate.sparse_rnn_classification import HEBBIAN_TIMING, one_shot
    >>> from netbounds.simulate.sparse_rnn_classification import random_patterns
    >>> rng = np.random.default_rng(0)
    >>> inputs, labels = random_patterns(400, 20, rng=rng)
    >>> network = one_shot(inputs, labels, rng=rng)
    >>> seen = evaluate(network, inputs, labels, timing=HEBBIAN_TIMING, threshold="percentile")
    >>> bool(seen.accuracy[-1] > 0.9)
    True
    """
    s, b = checked("evaluate", patterns, labels, both_classes=threshold == "percentile")
    check("evaluate", "timing", timing, Timing)
    check("evaluate", "pattern_noise", pattern_noise, NoiseLevel)
    check("evaluate", "neuron_noise", neuron_noise, NoiseLevel)
    z = readout(network, s, timing, pattern_noise=pattern_noise, neuron_noise=neuron_noise, rng=rng)
    return Evaluation(
        times=timing.dt * np.arange(timing.steps + 1),
        readout=z,
        thresholds=thresholds(z, b, threshold),
        accuracy=accuracy(z, b, threshold),
        labels=b,
    )


def persistence(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    at_times: Sequence[float] = (2.0, 3.0, 4.0, 6.0),
    timing: Timing = Timing(),  # noqa: B008
    threshold: Threshold = "percentile",
) -> Floats:
    """Accuracy at these times (in time constants), the input as in `timing`, then nothing.

    Raises
    ------
    DomainError
        If a time lies before the first step or is not named.
    """
    steps = [round(time / timing.dt) for time in at_times]
    if not steps or min(steps) < 1:
        rule = f"be one step = {timing.dt} or later, at least one of them"
        raise refusal("persistence", "at_times", rule, tuple(at_times))
    longer = dataclasses.replace(timing, steps=max(*steps, timing.steps))
    seen = evaluate(network, patterns, labels, timing=longer, threshold=threshold)
    return seen.accuracy[steps]


class Evidence(NamedTuple):
    """How decisions grow with the duration of the input, one entry for each duration."""

    input_steps: Ints
    accuracy: Floats
    positive_readout: Floats
    negative_readout: Floats


def evidence(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    input_steps: Sequence[int] = (1, 3, 5, 7, 9, 15),
    timing: Timing = Timing(),  # noqa: B008
    threshold: Threshold = "percentile",
) -> Evidence:
    """Accuracy and mean decision variable at the last state, for inputs of several durations.

    Raises
    ------
    DomainError
        If no duration is named.
    """
    if not input_steps:
        raise refusal("evidence", "input_steps", "name at least one duration", ())
    seen = [
        evaluate(
            network, patterns, labels, threshold=threshold,
            timing=dataclasses.replace(timing, input_steps=duration),
        )
        for duration in input_steps
    ]  # fmt: skip
    return Evidence(
        np.array(input_steps),
        np.array([e.accuracy[-1] for e in seen]),
        np.array([e.mean_readout(1)[-1] for e in seen]),
        np.array([e.mean_readout(-1)[-1] for e in seen]),
    )


def noise_robustness(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    pattern_noise: Sequence[float] = (0.0,),
    neuron_noise: Sequence[float] = (0.0,),
    timing: Timing = Timing(),  # noqa: B008
    rng: np.random.Generator,
) -> Floats:
    """Accuracy at the last state for every pair (pattern noise, neuron noise).

    Returns an array (pattern noise levels, neuron noise levels). The threshold is the percentile
    threshold of the run without noise.

    Raises
    ------
    DomainError
        If a kind of noise has no level.
    """
    if not pattern_noise or not neuron_noise:
        raise refusal("noise_robustness", "pattern_noise, neuron_noise", "name a level each", ())
    quiet = evaluate(network, patterns, labels, timing=timing, threshold="percentile")
    limit = float(quiet.thresholds[-1])
    return np.array(
        [
            [
                evaluate(
                    network, patterns, labels, timing=timing, threshold=limit,
                    pattern_noise=p, neuron_noise=q, rng=rng,
                ).accuracy[-1]
                for q in neuron_noise
            ]
            for p in pattern_noise
        ]
    )  # fmt: skip
