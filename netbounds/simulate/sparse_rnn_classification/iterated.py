"""Iterated Hebbian rule: store by the one-shot rule, then store every wrong pattern again."""

import dataclasses
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge, Gt

from netbounds.domains import check
from netbounds.simulate.sparse_rnn_classification.model import (
    HEBBIAN_TIMING,
    Floats,
    Fraction,
    Ints,
    Network,
    Timing,
)
from netbounds.simulate.sparse_rnn_classification.one_shot import hebbian_scale, one_shot
from netbounds.simulate.sparse_rnn_classification.patterns import checked
from netbounds.simulate.sparse_rnn_classification.scoring import Threshold, accuracy, thresholds


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Iterated:
    """What the iterated rule did.

    Attributes
    ----------
    network
        With its weights after the last epoch.
    accuracies : array (epochs,)
        From the decision variable of each pattern when it was shown, weights still changing.
    thresholds : array (epochs,)
        Threshold that scored each epoch.
    """

    network: Network
    accuracies: Floats
    thresholds: Floats

    @property
    def best_accuracy(self) -> float:
        """Best accuracy of any epoch: what the published table reports."""
        return float(self.accuracies.max())


def iterated_hebbian(
    patterns: Floats,
    labels: Ints,
    *,
    density: Fraction = 0.1,
    gain: float = 10.0,
    readout_fraction: Fraction = 0.1,
    timing: Timing = HEBBIAN_TIMING,
    epochs: Annotated[int, Ge(1)] = 150,
    step: Annotated[float, Gt(0)] = 0.03,
    threshold: Threshold = "percentile",
    first_threshold: float = 0.0334,
    rng: np.random.Generator,
) -> Iterated:
    r"""The iterated Hebbian rule stores every pattern that is decided wrongly once more.

    .. math:: J_{ij} \leftarrow J_{ij} + 0.03\, \eta\, b_\mu s_{i\mu} s_{j\mu} M_{ij}

    at once, patterns in fresh random order in each epoch, from the one-shot weights on.

    Parameters
    ----------
    patterns, labels, density, gain, readout_fraction, rng
        As in `one_shot`; both labels must be present.
    timing
        Time grid; the decision is taken at the last step.
    epochs
        Passes over all patterns; it stops early once every pattern is right.
    step
        Share of the one-shot weight that is added for a wrong pattern.
    threshold
        "percentile": after each epoch the threshold moves to where the share of patterns below it
        is the share of - labels, which scores this epoch and steers the next one. A number: stays.
        The published table needs the percentile, although the released code has it commented out:
        with a fixed threshold many networks run away (their mean rate drifts off it).
    first_threshold
        Steers the first epoch under "percentile".

    Raises
    ------
    DomainError
        If patterns and labels do not fit each other, or a number is outside of its domain.

    Notes
    -----
    Valid for every number of patterns. Cost: epochs patterns steps (synapses multiplications +
    neurons activations), one pattern after the other. Source: turcu2022 and the code with it.

    Examples
    --------
    >>> import numpy as np
    >>> from netbounds.simulate.sparse_rnn_classification import random_patterns
    >>> rng = np.random.default_rng(0)
    >>> inputs, labels = random_patterns(200, 30, rng=rng)
    >>> iterated_hebbian(inputs, labels, epochs=40, rng=rng).best_accuracy > 0.9
    True
    """
    from netbounds.simulate.sparse_rnn_classification._kernels_iterated import iterated_epoch

    where = "iterated_hebbian"
    s, b = checked(where, patterns, labels)
    check(where, "timing", timing, Timing)
    check(where, "epochs", epochs, Annotated[int, Ge(1)])
    check(where, "step", step, Annotated[float, Gt(0)])
    check(where, "threshold", threshold, Threshold)
    check(where, "first_threshold", first_threshold, float)
    network = one_shot(s, b, density=density, gain=gain, readout_fraction=readout_fraction, rng=rng)
    weights = network.weights.copy()
    stride = step * hebbian_scale(gain, s.shape[0], s.shape[1], density)
    inputs, z = np.ascontiguousarray(s.T, dtype=np.float64), np.empty(s.shape[1])
    pre = network.pre.astype(np.uint32)
    limit = first_threshold if isinstance(threshold, str) else threshold
    scores: list[float] = []
    limits: list[float] = []
    for _ in range(epochs):
        iterated_epoch(
            network.indptr, pre, weights, inputs, b, rng.permutation(s.shape[1]),
            network.readout, network.readout_weights[0], limit, stride, timing.steps,
            timing.input_steps, timing.dt, z,
        )  # fmt: skip
        limit = float(thresholds(z[None], b, threshold)[0])
        limits.append(limit)
        scores.append(float(accuracy(z[None], b, limit)[0]))
        if scores[-1] == 1.0:
            break
    return Iterated(
        network=dataclasses.replace(network, weights=weights),
        accuracies=np.array(scores),
        thresholds=np.array(limits),
    )
