"""One trial of a trained network: how well it has learned so many patterns."""

import numpy as np

from netbounds.simulate.sparse_rnn_classification.model import Architecture
from netbounds.simulate.sparse_rnn_classification.optimizers import Adam
from netbounds.simulate.sparse_rnn_classification.patterns import random_patterns
from netbounds.simulate.sparse_rnn_classification.train import train

ENOUGH = 0.995  # training stops here; what is asked of a network is at most 99 percent


def trained_accuracy(
    neurons: int,
    in_degree: float,
    load: float,
    readout_fraction: float,
    input_fraction: float,
    epochs: int,
    *,
    rng: np.random.Generator,
) -> float:
    """Best accuracy of a network whose synapses are all trained, on fresh random patterns.

    Parameters
    ----------
    in_degree
        Synapses a neuron receives on average; the network has in_degree * neurons of them.
    load
        Patterns / (input_fraction * in_degree * neurons).
    epochs
        Passes of Adam (rate 0.1) over all patterns, fewer when 99.5 % are right before.

    Examples
    --------
    >>> import numpy as np
    >>> score = trained_accuracy(50, 5, 0.2, 0.1, 1.0, 60, rng=np.random.default_rng(1))
    >>> 0.9 < score <= 1
    True
    """
    architecture = Architecture(
        neurons=neurons,
        density=in_degree / neurons,
        readout_fraction=readout_fraction,
        input_fraction=input_fraction,
    )
    inputs, labels = random_patterns(architecture.driven, architecture.patterns_at(load), rng=rng)
    done = train(
        inputs, labels,
        neurons=neurons, density=architecture.density, readout_fraction=readout_fraction,
        input_fraction=input_fraction, optimizer=Adam(rate=0.1), epochs=epochs,
        stop_accuracy=ENOUGH, precision="float32", progress=False, rng=rng,
    )  # fmt: skip
    return done.best_accuracy
