"""Independent trials for claims: draw a network and patterns, run, return what is to be predicted.

Every function is one trial; arguments are the parameters of a point, the generator comes last.
"""

from dataclasses import dataclass

import numpy as np

from netbounds.simulate.sparse_rnn_classification.forward import readout, trajectories
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints, Timing
from netbounds.simulate.sparse_rnn_classification.one_shot import one_shot
from netbounds.simulate.sparse_rnn_classification.patterns import random_patterns
from netbounds.simulate.sparse_rnn_classification.scoring import Threshold, accuracy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneShotTrial:
    """One network with its stored patterns presented: rows 0 are + patterns, rows 1 - patterns.

    Attributes
    ----------
    rates : array (2, steps + 1)
        Mean rate over neurons and patterns of one label.
    overlaps : array (2, steps + 1)
        Mean of input times rate.
    squares : array (2, steps + 1)
        Mean squared rate.
    readout : array (patterns,)
        Decision variable at the last step.
    labels : array (patterns,)
        +1 or -1.
    """

    rates: Floats
    overlaps: Floats
    squares: Floats
    readout: Floats
    labels: Ints


def one_shot_trial(
    *,
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    readout_fraction: float = 0.1,
    steps: int = 20,
    input_steps: int = 9,
    dt: float = 0.1,
    pattern_noise: float = 0.0,
    neuron_noise: float = 0.0,
    rng: np.random.Generator,
) -> OneShotTrial:
    """Store random patterns by the one-shot rule and present every one of them."""
    s, b = random_patterns(neurons, patterns, rng=rng)
    network = one_shot(s, b, density=density, gain=gain, readout_fraction=readout_fraction, rng=rng)
    timing = Timing(steps=steps, input_steps=input_steps, dt=dt)
    sums = np.zeros((3, steps + 1, patterns))
    z = np.empty(patterns)
    for columns, r in trajectories(
        network, s, timing, pattern_noise=pattern_noise, neuron_noise=neuron_noise, rng=rng
    ):
        sums[0, :, columns] = r.mean(axis=1)
        sums[1, :, columns] = np.einsum("np,tnp->tp", s[:, columns], r) / neurons
        sums[2, :, columns] = np.einsum("tnp,tnp->tp", r, r) / neurons
        z[columns] = network.readout_weights @ r[-1, network.readout]
    means = np.stack([sums[:, :, b == label].mean(axis=2) for label in (1, -1)], axis=1)
    return OneShotTrial(rates=means[0], overlaps=means[1], squares=means[2], readout=z, labels=b)


def one_shot_rates(
    *,
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    steps: int = 20,
    input_steps: int = 9,
    dt: float = 0.1,
    pattern_noise: float = 0.0,
    neuron_noise: float = 0.0,
    rng: np.random.Generator,
) -> Floats:
    """Mean rate of + (row 0) and - (row 1) patterns at steps 0..steps, one network."""
    return one_shot_trial(
        neurons=neurons, patterns=patterns, density=density, gain=gain, steps=steps,
        input_steps=input_steps, dt=dt, pattern_noise=pattern_noise, neuron_noise=neuron_noise,
        rng=rng,
    ).rates  # fmt: skip


def one_shot_overlaps(
    *,
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    steps: int = 20,
    input_steps: int = 9,
    dt: float = 0.1,
    rng: np.random.Generator,
) -> Floats:
    """Mean of input times rate for + (row 0) and - (row 1) patterns at steps 0..steps."""
    return one_shot_trial(
        neurons=neurons, patterns=patterns, density=density, gain=gain, steps=steps,
        input_steps=input_steps, dt=dt, rng=rng,
    ).overlaps  # fmt: skip


def one_shot_accuracy(
    *,
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    readout_fraction: float = 0.1,
    steps: int = 20,
    input_steps: int = 9,
    dt: float = 0.1,
    threshold: Threshold = 0.0334,
    rng: np.random.Generator,
) -> float:
    """Share of stored random patterns that one one-shot network decides rightly at the last step.

    Runs only the decision variable: 3x faster than `one_shot_trial`.
    """
    s, b = random_patterns(neurons, patterns, rng=rng)
    network = one_shot(s, b, density=density, gain=gain, readout_fraction=readout_fraction, rng=rng)
    z = readout(network, s, Timing(steps=steps, input_steps=input_steps, dt=dt))
    return float(accuracy(z[-1:], b, threshold)[0])
