"""Trials of what a finite recording does to measured capacities."""

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    capacities,
)
from netbounds.simulate.reservoir import gaussian_weights

FloatArray = NDArray[np.float64]


def null_capacity(samples: int, readouts: int, rng: np.random.Generator) -> float:
    """Measured capacity of a target that has nothing to do with the states."""
    sums = Covariances(readouts, 1)
    sums.add(rng.standard_normal((readouts, samples)), rng.standard_normal((1, samples)))
    return float(capacities(sums)[0][0])


def forgotten_capacity(samples: int, readouts: int, delay: int, rng: np.random.Generator) -> float:
    """Measured capacity of an input so old that the tanh network, gain 0.5, has forgotten it."""
    w, u = gaussian_weights(readouts, 0.5, rng), rng.standard_normal(readouts)
    s = rng.standard_normal(samples + delay)
    x, states = np.zeros(readouts), np.empty((readouts, samples))
    for t, value in enumerate(s):
        x = np.tanh(w @ x + u * value)
        if t >= delay:
            states[:, t - delay] = x
    sums = Covariances(readouts, 1)
    sums.add(states, s[None, :samples])
    return float(capacities(sums)[0][0])


def summed_capacity(
    readouts: int, targets: int, samples: int, rng: np.random.Generator
) -> FloatArray:
    """Sums of plain and of adjusted capacities, half of the readouts being perfect delay taps.

    The other half of the neurons is noise, so the true total is known: readouts / 2.
    """
    s = rng.standard_normal(samples + targets)
    lags = np.array([s[targets - d : targets - d + samples] for d in range(targets)])
    x = rng.standard_normal((readouts, samples))
    x[: readouts // 2] = lags[: readouts // 2]
    sums = Covariances(readouts, targets)
    sums.add(x, lags)
    raw = capacities(sums)[0]
    return np.array([raw.sum(), adjusted(raw, samples, readouts).sum()])
