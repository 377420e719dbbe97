"""Independent trials of gradient training for claims: one network and its patterns each.

`mean_degree` is synapses a neuron receives, `load` patterns over input_fraction * synapses.
"""

import dataclasses

import numpy as np

from netbounds.simulate.sparse_rnn_classification.backprop import prepare
from netbounds.simulate.sparse_rnn_classification.evaluate import (
    evidence,
    noise_robustness,
    persistence,
)
from netbounds.simulate.sparse_rnn_classification.iterated import iterated_hebbian
from netbounds.simulate.sparse_rnn_classification.losses import Loss, TargetLoss
from netbounds.simulate.sparse_rnn_classification.model import (
    Activation,
    Architecture,
    Floats,
    Ints,
    Network,
    ShiftedTanh,
    Timing,
)
from netbounds.simulate.sparse_rnn_classification.optimizers import SGD, Adam
from netbounds.simulate.sparse_rnn_classification.patterns import random_patterns
from netbounds.simulate.sparse_rnn_classification.scoring import Threshold
from netbounds.simulate.sparse_rnn_classification.train import Training, train_network
from netbounds.simulate.sparse_rnn_classification.untrained import untrained


def two_classes(neurons: int, patterns: int, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Random patterns; drawn again in the rare case that all labels are the same."""
    while True:
        s, b = random_patterns(neurons, patterns, rng=rng)
        if abs(int(b.sum())) < patterns:
            return s, b


def trained_on_random_patterns(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    input_fraction: float = 1.0,
    steps: int = 20,
    activation: Activation = ShiftedTanh(),  # noqa: B008  a frozen record
    loss: Loss = TargetLoss(),  # noqa: B008
    excitatory_inhibitory_ratio: float | None = None,
    stop_accuracy: float | None = None,
    rng: np.random.Generator,
) -> tuple[Training, Floats, Ints]:
    """One network trained by Adam, with the patterns and labels it was trained on."""
    architecture = Architecture(
        neurons=neurons, density=mean_degree / neurons, readout_fraction=readouts / neurons,
        input_fraction=input_fraction,
    )  # fmt: skip
    s, b = two_classes(architecture.driven, architecture.patterns_at(load), rng)
    network = untrained(
        s, b, architecture, activation=activation, rng=rng,
        excitatory_inhibitory_ratio=excitatory_inhibitory_ratio,
    )  # fmt: skip
    done = train_network(
        network, s, b, timing=Timing(steps=steps), loss=loss, epochs=epochs,
        stop_accuracy=stop_accuracy, progress=False,
    )  # fmt: skip
    return done, s, b


def trained_accuracy(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    input_fraction: float = 1.0,
    activation: Activation = ShiftedTanh(),  # noqa: B008
    loss: Loss = TargetLoss(),  # noqa: B008
    stop_accuracy: float | None = None,
    rng: np.random.Generator,
) -> float:
    """Best accuracy of one training by Adam."""
    done, _, _ = trained_on_random_patterns(
        neurons=neurons, mean_degree=mean_degree, load=load, readouts=readouts, epochs=epochs,
        input_fraction=input_fraction, activation=activation, loss=loss,
        stop_accuracy=stop_accuracy, rng=rng,
    )  # fmt: skip
    return done.best_accuracy


def published_example_curve(*, epochs: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Best accuracy up to these epochs of the published example: 100 neurons, 250 patterns, SGD."""
    architecture = Architecture(neurons=100)
    s, b = two_classes(100, architecture.patterns_at(0.5), rng)
    network = untrained(s, b, architecture, rng=rng)
    done = train_network(
        network, s, b, optimizer=SGD(rate=1.0), epochs=max(epochs) + 1, progress=False
    )
    best: Floats = np.maximum.accumulate(done.accuracies)[list(epochs)]
    return best


def accuracy_at_times(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    at_times: tuple[float, ...],
    steps: int = 20,
    rng: np.random.Generator,
) -> Floats:
    """Accuracy at these times (percentile threshold) of a network trained up to `steps`."""
    done, s, b = trained_on_random_patterns(
        neurons=neurons, mean_degree=mean_degree, load=load, readouts=readouts, epochs=epochs,
        steps=steps, rng=rng,
    )  # fmt: skip
    return persistence(done.network, s, b, at_times=at_times, timing=done.timing)


def evidence_gains(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    input_steps: tuple[int, ...],
    rng: np.random.Generator,
) -> Floats:
    """Gain from the shortest to the longest input, in accuracy and in the readout of + patterns.

    The third number is the smallest gain of that readout from one duration to the next.
    """
    done, s, b = trained_on_random_patterns(
        neurons=neurons, mean_degree=mean_degree, load=load, readouts=readouts, epochs=epochs,
        rng=rng,
    )  # fmt: skip
    grown = evidence(done.network, s, b, input_steps=input_steps)
    z = grown.positive_readout
    return np.array([grown.accuracy[-1] - grown.accuracy[0], z[-1] - z[0], np.diff(z).min()])


def accuracy_under_noise(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    pattern_noise: tuple[float, ...] = (0.0,),
    neuron_noise: tuple[float, ...] = (0.0,),
    rng: np.random.Generator,
) -> Floats:
    """Accuracy at the last state for these levels of noise, pattern noise first."""
    done, s, b = trained_on_random_patterns(
        neurons=neurons, mean_degree=mean_degree, load=load, readouts=readouts, epochs=epochs,
        rng=rng,
    )  # fmt: skip
    table = noise_robustness(
        done.network, s, b, pattern_noise=pattern_noise, neuron_noise=neuron_noise, rng=rng
    )
    return table.ravel()


def balanced_readout_accuracy(
    *, ratio: float, epochs: int, first: int = 0, neurons: int = 100, rng: np.random.Generator
) -> float:
    """The published excitatory-inhibitory recipe; ratio 0 leaves all signs free.

    Every neuron is read out, with its sign; low targets .015/.01; Adam at rate .15; the threshold
    is the percentile of each state, the score that of the last epoch. `first` is the first state
    that the loss counts: 0 in the published code, which has 19 steps.
    """
    architecture = Architecture(neurons=neurons, readout_fraction=1.0)
    s, b = two_classes(neurons, architecture.patterns_at(0.5), rng)
    network = untrained(
        s, b, architecture, initial="random", excitatory_inhibitory_ratio=ratio or None, rng=rng
    )
    done = train_network(
        network, s, b, timing=Timing(steps=19 if first == 0 else 20), loss_from=first,
        loss=TargetLoss(positive=0.015, negative=0.01), optimizer=Adam(rate=0.15), epochs=epochs,
        threshold="percentile", progress=False,
    )  # fmt: skip
    return float(done.accuracies[-1])


def iterated_accuracy(
    *,
    neurons: int,
    patterns: int,
    threshold: Threshold = "percentile",
    epochs: int = 150,
    rng: np.random.Generator,
) -> float:
    """Best accuracy of one iterated Hebbian network."""
    s, b = two_classes(neurons, patterns, rng)
    return iterated_hebbian(s, b, threshold=threshold, epochs=epochs, rng=rng).best_accuracy


def iterated_threshold_gain(
    *,
    neurons: int,
    patterns: tuple[int, ...],
    epochs: int,
    networks: int,
    rng: np.random.Generator,
) -> Floats:
    """Accuracy with the moving minus that with the fixed threshold, over pairs of equal networks.

    Returns the mean over all pairs and loads, and the same in standard errors.
    """
    gains = []
    for count in patterns * networks:
        s, b = two_classes(neurons, count, rng)
        twin = rng.spawn(1)[0]
        copy = np.random.Generator(type(twin.bit_generator)())
        copy.bit_generator.state = twin.bit_generator.state
        moving = iterated_hebbian(s, b, epochs=epochs, rng=twin)
        fixed = iterated_hebbian(s, b, epochs=epochs, threshold=0.0334, rng=copy)
        gains.append(moving.best_accuracy - fixed.best_accuracy)
    mean, error = np.mean(gains), np.std(gains, ddof=1) / np.sqrt(len(gains))
    return np.array([mean, mean / error])


def cost_of_dale(
    *,
    neurons: int,
    mean_degree: float,
    load: float,
    readouts: int,
    epochs: int,
    ratio: float,
    networks: int,
    rng: np.random.Generator,
) -> float:
    """Best accuracy with free signs minus that with excitatory and inhibitory neurons, mean.

    Both read out with positive weights and have the usual targets .6/.4.
    """
    architecture = Architecture(
        neurons=neurons, density=mean_degree / neurons, readout_fraction=readouts / neurons
    )

    def score(split: float | None) -> float:
        s, b = two_classes(neurons, architecture.patterns_at(load), rng)
        network = untrained(
            s, b, architecture, initial="random", excitatory_inhibitory_ratio=split, rng=rng
        )
        positive = dataclasses.replace(network, readout_weights=abs(network.readout_weights))
        return train_network(positive, s, b, epochs=epochs, progress=False).best_accuracy

    free, split = ([score(kind) for _ in range(networks)] for kind in (None, ratio))
    return float(np.mean(free) - np.mean(split))


def gradient_along(*, network: Network, patterns: Floats, labels: Ints, direction: Floats) -> float:
    """Derivative of the target loss along a direction of all synapses, by the adjoint."""
    timing = Timing()
    loss = TargetLoss()
    first = timing.input_steps + 1
    gradient = prepare(network, patterns, labels, timing, loss, first)(network.weights).gradient
    return float(gradient @ direction)
