"""Independent trials that claims hold the laws against."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, IDENTITY, TANH
from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    capacities,
    nested_capacities,
)
from netbounds.simulate.correlated_memory_capacity.processing import (
    multi_indices,
    polynomial_targets,
    polynomials,
)
from netbounds.simulate.correlated_memory_capacity.reservoirs import (
    driven_chunks,
    reservoir_memory,
)
from netbounds.simulate.reservoir import (
    cyclic_weights,
    gaussian_weights,
    segments,
    sparse_weights,
    states,
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
    w, covariance = _stationary(n, radius, in_degree, np.zeros((n, n)), rng)
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

    One network with one input direction; up to 20 disjoint readout sets are averaged.
    """
    u = rng.standard_normal(n)
    u *= math.sqrt(signal) / np.linalg.norm(u)
    w, covariance = _stationary(n, radius, 0, np.outer(u, u), rng)
    traces = [u]
    while len(traces) < 400 and np.linalg.norm(traces[-1]) > 1e-6 * math.sqrt(signal):
        traces.append(w @ traces[-1])
    columns = np.array(traces).T
    found = []
    for size in readouts:
        order = rng.permutation(n)
        sets = [order[k * size : (k + 1) * size] for k in range(min(20, n // size))]
        found.append(
            np.mean(
                [
                    np.sum(columns[i] * np.linalg.solve(covariance[np.ix_(i, i)], columns[i]))
                    for i in sets
                ]
            )
        )
    return np.array(found)


def reservoir_capacities(
    readouts: tuple[int, ...], n: int, steps: int, gain: float, input_scale: float, noise: float,
    delays: int, degree: int, rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Capacity of H_degree(s(t - d)) summed over delays, of a sparse erf reservoir, Gaussian input.

    For each readout size; 20 synapses a neuron. Disjoint readout sets of one network are averaged.
    """
    w = sparse_weights(n, 20, gain, rng)
    u = input_scale * rng.standard_normal(n)
    largest = max(readouts)
    sets = min(4, n // largest)
    sums = [Covariances(largest, delays) for _ in range(sets)]
    order = rng.permutation(n)
    for x, s in driven_chunks(
        w, u, rng.standard_normal(steps), activation=ERF, noise=noise, delays=delays,
        washout=100, rng=rng,
    ):  # fmt: skip
        y = polynomials(s, degree, "gaussian")[degree]
        for k, part in enumerate(sums):
            part.add(x[order[k * largest : (k + 1) * largest]], y)
    found = [_nested(part, readouts) for part in sums]
    return np.asarray(np.mean(found, axis=0))


def processing_by_degree(
    readouts: tuple[int, ...], degrees: tuple[tuple[int, int], ...], n: int, steps: int,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Adjusted capacity of each (degree, delays), for nested readouts: (degrees, readouts).

    Dense tanh reservoir, gain 0.9, input weights of variance 1/4, uniform input.
    """
    w = gaussian_weights(n, 0.9, rng)
    u = 0.5 * rng.standard_normal(n)
    washout, trials = 100, 32
    s = segments(rng.uniform(-math.sqrt(3), math.sqrt(3), steps), trials, washout)
    tables = polynomials(s, max(p for p, _ in degrees), "uniform")
    targets = [multi_indices(p, d) for p, d in degrees]
    every = [target for row in targets for target in row]
    largest = max(readouts)
    sums = Covariances(largest, len(every))
    step = 0
    for x in states(w, (u, s), activation=TANH, chunk=32):
        first, last = max(step, washout), step + x.shape[1]
        if last > first:
            kept = np.ascontiguousarray(x[:largest, first - step :]).reshape(largest, -1)
            sums.add(kept, polynomial_targets(tables, every, first, last))
        step = last
    sizes = np.array(readouts)
    raw = nested_capacities(sums)[sizes - 1]
    fair = adjusted(raw, sums.samples, sizes[:, None])
    edges = np.cumsum([0, *(len(row) for row in targets)])
    return np.array([fair[:, a:b].sum(axis=1) for a, b in itertools.pairwise(edges)])


def total_processing(
    readouts: tuple[int, ...], degrees: tuple[tuple[int, int], ...], n: int, steps: int,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Adjusted capacity up to each degree, stacked, for nested readouts: (degrees, readouts)."""
    return np.cumsum(processing_by_degree(readouts, degrees, n, steps, rng), axis=0)


def switch_on_order(
    degrees: tuple[tuple[int, int], ...], n: int, steps: int, rng: np.random.Generator
) -> tuple[int, ...]:
    """Degrees in the order in which their capacity first rises half as steeply as it ever does."""
    sizes = tuple(int(size) for size in np.unique(np.geomspace(2, n * 0.8, 28).astype(int)))
    rise = np.diff(processing_by_degree(sizes, degrees, n, steps, rng), axis=1)
    slope = rise / np.diff(np.log(sizes))
    onset = [int(np.argmax(row >= row.max() / 2)) for row in slope]
    return tuple(degrees[k][0] for k in np.argsort(onset, kind="stable"))


def dimension_fraction(
    gain: float, input_scale: float, noise: float, n: int, steps: int, rng: np.random.Generator
) -> float:
    """Participation ratio over n of an erf network, tr C^2 corrected for the finite recording."""
    w = gaussian_weights(n, gain, rng)
    u = input_scale * rng.standard_normal(n)
    sums = Covariances(n, 1)
    for x, y in driven_chunks(
        w, u, rng.standard_normal(steps), activation=ERF, noise=noise, delays=1, washout=100,
        rng=rng,
    ):  # fmt: skip
        sums.add(x, y)
    mean = sums.states / sums.samples
    lower = np.tril(sums.gram) / sums.samples - np.tril(np.outer(mean, mean))
    trace = float(np.trace(lower))
    square = 2 * float(np.sum(lower**2)) - float(np.sum(np.diag(lower) ** 2))
    return trace**2 / (square - trace**2 / sums.samples) / n


def null_capacity(samples: int, readouts: int, rng: np.random.Generator) -> float:
    """Measured capacity of a target that has nothing to do with the states."""
    sums = Covariances(readouts, 1)
    sums.add(rng.standard_normal((readouts, samples)), rng.standard_normal((1, samples)))
    return float(capacities(sums)[0][0])


def raw_capacity(readouts: int, targets: int, samples: int, rng: np.random.Generator) -> float:
    """Plain sum of measured capacities, half of the readouts being perfect delay taps.

    The other half of the neurons is noise, so the true total is known: readouts / 2.
    """
    s = rng.standard_normal(samples + targets)
    lags = np.array([s[targets - d : targets - d + samples] for d in range(targets)])
    x = rng.standard_normal((readouts, samples))
    x[: readouts // 2] = lags[: readouts // 2]
    sums = Covariances(readouts, targets)
    sums.add(x, lags)
    return float(capacities(sums)[0].sum())


def _nested(sums: Covariances, readouts: tuple[int, ...]) -> FloatArray:
    sizes = np.array(readouts)
    raw = nested_capacities(sums)[sizes - 1]
    return np.asarray(adjusted(raw, sums.samples, sizes[:, None]).sum(axis=1))


def _stationary(
    n: int, radius: float, in_degree: int, signal: FloatArray, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Random weights and the solution of C = W C W^T + 1 + signal, by doubling.

    Networks that finite size has made unstable are drawn anew.
    """
    while True:
        w = (
            sparse_weights(n, in_degree, radius, rng).toarray()
            if in_degree
            else gaussian_weights(n, radius, rng)
        )
        covariance, power = np.eye(n) + signal, w
        while 1e-9 < np.linalg.norm(power) < 1e6:
            covariance = covariance + power @ covariance @ power.T
            power = power @ power
        if np.linalg.norm(power) <= 1e-9:
            return w, covariance
