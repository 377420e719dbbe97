"""A perceptron that learns as the iterated Hebbian rule does, without any dynamics."""

from typing import NamedTuple

import numpy as np


class Perceptron(NamedTuple):
    """Best accuracy over the epochs, and the mean squared coefficient at their end."""

    accuracy: float
    power: float


def iterated_perceptron(
    *,
    weights: int,
    patterns: int,
    epochs: int = 150,
    increment: float = 0.03,
    rng: np.random.Generator,
) -> Perceptron:
    """Learn Gaussian patterns with random labels: each stored once, and again after each error.

    Cost: weights patterns epochs multiplications.
    """
    from netbounds.simulate.sparse_rnn_classification._kernels_perceptron import perceptron_epoch

    features = rng.standard_normal((patterns, weights))
    labels = rng.choice(np.array([-1.0, 1.0]), size=patterns)
    coefficients = np.ones(patterns)
    sums = labels @ features
    best = 0.0
    for _ in range(epochs):
        order = rng.permutation(patterns)
        share = perceptron_epoch(features, labels, order, sums, coefficients, increment)
        best = max(best, share)
        if share == 1:
            break
    return Perceptron(best, float(np.mean(coefficients**2)))
