"""Trials with linear networks: time series, covariance algebra."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import IDENTITY
from netbounds.domains import refusal
from netbounds.simulate.correlated_memory_capacity.reservoirs import (
    reservoir_memory,
)
from netbounds.simulate.reservoir import (
    Weights,
    cyclic_weights,
    gaussian_weights,
    orthogonal_weights,
    sparse_weights,
)

FloatArray = NDArray[np.float64]


def ring_memory(n: int, radius: float, steps: int, delays: int, rng: np.random.Generator) -> float:
    """Adjusted memory capacity measured on a linear ring with random inputs."""
    inputs = rng.standard_normal(steps)
    drive = np.eye(n)[0]
    found = reservoir_memory(
        cyclic_weights(n, radius), drive, inputs, activation=IDENTITY, delays=delays,
        washout=20 * n, rng=rng,
    )  # fmt: skip
    return found.total.value


def fisher_curve(
    readout_fraction: float, radius: float, n: int, in_degree: int, delays: int,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """D0 J_d of one random network by covariance algebra, averaged over all input directions.

    `in_degree` 0 means dense Gaussian weights. No time series, so no sampling error.
    """
    w, covariance = _stationary(n, radius, in_degree, rng)
    readout = rng.permutation(n)[: round(readout_fraction * n)]
    inverse = np.linalg.inv(covariance[np.ix_(readout, readout)])
    rows = np.eye(n)[readout]  # rows of W^d on the readout
    curve = []
    for _ in range(delays):
        curve.append(np.einsum("ij,ji->", inverse, rows @ rows.T) / n)
        rows = rows @ w
    return np.array(curve)


def covariance_memory(
    readouts: tuple[int, ...], n: int, radius: float, signal: float, rng: np.random.Generator
) -> FloatArray:
    """Memory capacity of a noisy linear network from its exact covariance, for each readout size.

    One network; six input directions and up to 20 disjoint readout sets are averaged.
    """
    w, noise = _stationary(n, radius, 0, rng)
    found = [_recalled(readouts, w, noise, signal, rng) for _ in range(6)]
    return np.asarray(np.mean(found, axis=0))


def _recalled(
    readouts: tuple[int, ...], w: FloatArray, noise: FloatArray, signal: float,
    rng: np.random.Generator,
) -> list[float]:  # fmt: skip
    n = len(w)
    column = rng.standard_normal(n)
    column *= math.sqrt(signal) / np.linalg.norm(column)
    traces = [column]
    while len(traces) < 400 and np.linalg.norm(traces[-1]) > 1e-6 * math.sqrt(signal):
        traces.append(w @ traces[-1])
    columns = np.array(traces).T
    found = []
    for size in readouts:
        order = rng.permutation(n)
        sets = [order[k * size : (k + 1) * size] for k in range(min(20, n // size))]
        parts = []
        for i in sets:
            a = columns[i]
            parts.append(np.sum(a * np.linalg.solve(noise[np.ix_(i, i)] + a @ a.T, a)))
        found.append(float(np.mean(parts)))
    return found


def noise_free_function(
    kind: str, readouts: int, delays: int, n: int, gain: float, rng: np.random.Generator
) -> FloatArray:
    """m_d of L readouts of a noise-free linear network, from its exact covariance.

    `kind` is "dense", "sparse" (4 synapses a neuron) or "orthogonal". Up to 8 disjoint readout
    sets of one network are averaged.
    """
    draw: dict[str, Callable[[], Weights]] = {
        "dense": lambda: gaussian_weights(n, gain, rng),
        "sparse": lambda: sparse_weights(n, 4, gain, rng),
        "orthogonal": lambda: orthogonal_weights(n, gain, rng),
    }
    w = draw[kind]()
    order = rng.permutation(n)
    sets = [order[k * readouts : (k + 1) * readouts] for k in range(min(8, n // readouts))]
    traces, column = [], rng.standard_normal(n)
    for _ in range(math.ceil(10 / -math.log(gain)) + readouts):
        traces.append(column)
        column = w @ column
    rows = np.array(traces)  # the readouts' covariance is that of these columns
    found = [np.sum(np.linalg.qr(rows[:, i])[0][:delays] ** 2, axis=1) for i in sets]
    return np.asarray(np.mean(found, axis=0))


def sparse_reservoir(
    n: int, density: float, radius: float, seed: int
) -> tuple[FloatArray, FloatArray]:
    """The network of that number: Gaussian weights on some pairs, scaled to the radius.

    Raises
    ------
    DomainError
        If the density is not in (0, 1].
    """
    if not 0 < density <= 1:
        raise refusal("sparse_reservoir", "density", "be in (0, 1]", density)
    rng = np.random.default_rng(seed)
    w = np.where(rng.random((n, n)) < density, rng.standard_normal((n, n)), 0.0)
    return w * (radius / np.max(np.abs(np.linalg.eigvals(w)))), rng.standard_normal(n)


def measured_function(
    delays: tuple[int, ...], n: int, density: float, radius: float, seed: int, steps: int,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Adjusted capacity of some delays, measured on one network with inputs of its own."""
    w, u = sparse_reservoir(n, density, radius, seed)
    found = reservoir_memory(
        w, u, rng.standard_normal(steps), activation=IDENTITY, delays=max(delays) + 1, washout=400
    )
    return found.function[list(delays)]


def _stationary(
    n: int, radius: float, in_degree: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Random weights and the solution of C = W C W^T + 1, by doubling.

    Networks that finite size has made unstable are drawn anew.
    """
    while True:
        w = (
            sparse_weights(n, in_degree, radius, rng).toarray()
            if in_degree
            else gaussian_weights(n, radius, rng)
        )
        covariance, power = np.eye(n), w
        while 1e-9 < np.linalg.norm(power) < 1e6:
            covariance = covariance + power @ covariance @ power.T
            power = power @ power
        if np.linalg.norm(power) <= 1e-9:
            return w, covariance
