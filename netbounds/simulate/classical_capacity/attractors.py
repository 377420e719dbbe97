"""Hebbian attractor networks: full and symmetric, or diluted and asymmetric."""

import numpy as np
from numpy.typing import NDArray

Spins = NDArray[np.float32]


def _spins(shape: tuple[int, ...], rng: np.random.Generator) -> Spins:
    return np.where(rng.random(shape, dtype=np.float32) < 0.5, np.float32(-1), np.float32(1))


def hopfield_overlap_reached(
    load: float, neurons: int, *, sweeps: int = 60, rng: np.random.Generator
) -> float:
    """Overlap with the stored pattern from which the network started, after it has settled.

    Every step updates a random half of the neurons, which settles like a sequence of single
    updates and needs two matrix products. Couplings are never formed: the field is
    xi (xi.T s) / N - (P / N) s.
    """
    count = max(round(load * neurons), 1)
    patterns = _spins((count, neurons), rng)
    state = patterns[0].copy()
    for _ in range(2 * sweeps):
        field = (patterns @ state) @ patterns - count * state
        chosen = rng.random(neurons) < 0.5
        before = state.copy()
        state[chosen] = np.where(field[chosen] == 0, before[chosen], np.sign(field[chosen]))
        if np.all((field * state > 0) | (field == 0)):
            break  # a fixed point: every neuron agrees with its field
    return float(patterns[0] @ state) / neurons


def hopfield_retrieves(load: float, neurons: int, *, rng: np.random.Generator) -> bool:
    """Whether the network stays within overlap .8 of the stored pattern it started from."""
    return hopfield_overlap_reached(load, neurons, rng=rng) > 0.8


def first_step_overlap_reached(
    load: float, overlap: float, neurons: int, *, rng: np.random.Generator
) -> float:
    """Overlap after one parallel step of the full network from a start of the given overlap."""
    count = max(round(load * neurons), 1)
    patterns = _spins((count, neurons), rng)
    right = rng.permutation(neurons) < round((1 + overlap) / 2 * neurons)
    state = np.where(right, patterns[0], -patterns[0])
    field = (patterns @ state) @ patterns - count * state
    return float(patterns[0] @ np.sign(field)) / neurons


def diluted_overlap_reached(
    load: float,
    neurons: int,
    in_degree: int,
    *,
    steps: int = 30,
    rng: np.random.Generator,
) -> float:
    """Mean overlap over the second half of `steps` parallel steps from a stored pattern."""
    from netbounds.simulate.classical_capacity._kernels_attractors import (
        hebb_weights,
        parallel_step,
    )

    patterns = _spins((neurons, max(round(load * in_degree), 1)), rng).astype(np.int8)
    # with K << N the rare repeated source does not matter; a self connection is moved on by one
    sources = rng.integers(0, neurons, size=(neurons, in_degree), dtype=np.int32)
    sources += sources == np.arange(neurons, dtype=np.int32)[:, None]
    sources %= neurons
    weights = hebb_weights(patterns, sources)
    start = patterns[:, 0].copy()
    state, after = start.copy(), np.empty(neurons, dtype=np.int8)
    overlaps = np.empty(steps)
    for step in range(steps):
        parallel_step(weights, sources, state, after)
        state, after = after, state
        overlaps[step] = np.mean(start * state)
    return float(overlaps[steps // 2 :].mean())
