"""Compiled perceptron learning: sequential by nature."""

import numpy as np
from numba import njit


@njit(cache=True)
def perceptron_epoch(features, labels, order, weights, coefficients, increment):  # type: ignore[no-untyped-def]
    """Show every pattern once, store it again where the sign is wrong; share found right."""
    correct = 0
    for mu in order:
        x = features[mu]
        if labels[mu] * np.dot(weights, x) > 0:
            correct += 1
        else:
            coefficients[mu] += increment
            weights += increment * labels[mu] * x
    return correct / len(order)
