"""Trials with nonlinear reservoirs: few readouts, polynomial orders, dimension."""

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, TANH
from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    nested_capacities,
)
from netbounds.simulate.correlated_memory_capacity.processing import (
    multi_indices,
    polynomial_targets,
    polynomials,
)
from netbounds.simulate.correlated_memory_capacity.reservoirs import driven_chunks
from netbounds.simulate.reservoir import gaussian_weights, segments, sparse_weights, states

FloatArray = NDArray[np.float64]


def reservoir_capacities(
    readouts: tuple[int, ...], n: int, steps: int, gain: float, input_scale: float, noise: float,
    delays: int, degrees: tuple[int, ...], rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Capacity of H_p(s(t - d)) summed over delays, of a sparse erf reservoir, Gaussian input.

    For each degree p and readout size, (degrees, readouts); 20 synapses a neuron. Disjoint
    readout sets of one network are averaged.
    """
    w = sparse_weights(n, 20, gain, rng)
    u = input_scale * rng.standard_normal(n)
    largest = max(readouts)
    sets = min(12, n // largest)
    sums = [Covariances(largest, delays * len(degrees)) for _ in range(sets)]
    order = rng.permutation(n)
    for x, s in driven_chunks(
        w, u, rng.standard_normal(steps), activation=ERF, noise=noise, delays=delays,
        washout=100, trials=8, rng=rng,
    ):  # fmt: skip
        y = polynomials(s, max(degrees), "gaussian")[list(degrees)].reshape(-1, s.shape[1])
        for k, part in enumerate(sums):
            part.add(x[order[k * largest : (k + 1) * largest]], y)
    sizes = np.array(readouts)
    found = [
        adjusted(nested_capacities(part)[sizes - 1], part.samples, sizes[:, None]) for part in sums
    ]
    by_degree = np.mean(found, axis=0).reshape(sizes.size, len(degrees), delays)
    return np.asarray(by_degree.sum(axis=2).T)


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


def computed_total(
    readouts: tuple[int, ...], degrees: tuple[tuple[int, int], ...], n: int, steps: int,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Adjusted capacity of all degrees together, for nested readouts."""
    return np.asarray(processing_by_degree(readouts, degrees, n, steps, rng).sum(axis=0))


def computed_orders(
    readouts: int, degrees: tuple[tuple[int, int], ...], n: int, steps: int,
    rng: np.random.Generator,
) -> tuple[int, ...]:  # fmt: skip
    """Degrees whose adjusted capacity exceeds 0.05."""
    found = processing_by_degree((readouts,), degrees, n, steps, rng)[:, 0]
    return tuple(p for (p, _), capacity in zip(degrees, found, strict=True) if capacity > 0.05)


def memory_growth(
    readouts: tuple[int, int], delays: int, n: int, steps: int, rng: np.random.Generator
) -> float:
    """Ratio of linear memory capacities of the two readout sizes."""
    fewer, more = processing_by_degree(readouts, ((1, delays),), n, steps, rng)[0]
    return float(more / fewer)


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
        trials=8, rng=rng,
    ):  # fmt: skip
        sums.add(x, y)
    mean = sums.states / sums.samples
    lower = np.tril(sums.gram) / sums.samples - np.tril(np.outer(mean, mean))
    trace = float(np.trace(lower))
    square = 2 * float(np.sum(lower**2)) - float(np.sum(np.diag(lower) ** 2))
    return trace**2 / (square - trace**2 / sums.samples) / n
