"""What the figures of linear memory show."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.graph import Graph, hops
from netbounds.simulate.reservoir import gaussian_weights, orthogonal_weights
from netbounds.theory import correlated_memory_capacity as theory
from netbounds.validation.figures import Measured, Measurement, Panel, Series

FloatArray = NDArray[np.float64]


def readout_panels(measured: Measured) -> tuple[Panel, ...]:
    """Memory capacity against the number of readouts: four theories and covariance algebra."""
    n, radius, signal = 200, 0.8, 50.0
    sizes = np.unique(np.geomspace(2, n, 40).astype(int)).tolist()
    full, apart = "correlations, occupied dimensions", "signal correlations only"
    alone = [k for k in sizes if k <= 40]
    series = [
        Series(
            role="theory",
            label=full,
            x=sizes,
            y=[theory.readout_memory_capacity(k, n, radius, signal) for k in sizes],
        ),
        Series(
            role="rival",
            label=apart,
            x=sizes,
            y=[theory.decoupled_memory_capacity(k, n, radius, signal) for k in sizes],
        ),
        Series(
            role="rival",
            label="independent neurons",
            x=alone,
            y=[theory.independent_memory_capacity(k, n, signal) for k in alone],
        ),
    ]
    series += [
        _simulated(full, found)
        for found in measured("memory capacity against readout size")
        if found.point["n"] == n
    ]
    return (
        Panel(
            xlabel="readout neurons, L",
            ylabel="memory capacity",
            xscale="log",
            series=series,
            ylim=(0, 10),
        ),
    )


def _simulated(label: str, found: Measurement) -> Series:
    """Points of a claim whose samples are rows over readout sizes."""
    return Series(
        role="simulation",
        label=label,
        x=found.point["readouts"],
        y=found.mean,
        yerr=found.standard_error,
    )


def memory_function_panels(measured: Measured) -> tuple[Panel, ...]:
    """Exact memory functions of four reservoirs of 100 neurons, and the Gramian's failure."""
    n, delays, rng = 100, 250, np.random.default_rng(7)
    random = gaussian_weights(n, 0.9, rng)
    random *= 0.9 / np.max(np.abs(np.linalg.eigvals(random)))
    u = rng.standard_normal(n)
    spectra = {
        "random": np.linalg.eigvals(random),
        "orthogonal": np.linalg.eigvals(orthogonal_weights(n, 0.98, rng)),
        "ring": 0.98 * np.exp(2j * math.pi * np.arange(n) / n),
        "delay line": np.zeros(n),
    }
    series = [
        Series(
            role="theory",
            label=label,
            x=np.arange(delays),
            y=theory.linear_memory_function(spectrum, delays),
        )
        for label, spectrum in spectra.items()
    ]
    series.append(
        Series(
            role="rival",
            label="random, Gramian",
            x=np.arange(delays),
            y=_gramian_memory(random, u, delays),
        )
    )
    return (Panel(xlabel="delay, d", ylabel="memory $m_d$", series=series, ylim=(-0.02, 1.05)),)


def _gramian_memory(weights: FloatArray, u: FloatArray, delays: int) -> FloatArray:
    from scipy.linalg import solve_discrete_lyapunov

    inverse = np.linalg.pinv(solve_discrete_lyapunov(weights, np.outer(u, u)), hermitian=True)
    memory, column = [], u
    for _ in range(delays):
        memory.append(column @ inverse @ column)
        column = weights @ column
    return np.array(memory)


def fisher_panels(measured: Measured) -> tuple[Panel, ...]:
    """Fisher memory of three readout fractions, with networks dense and sparse."""
    delays = 12
    series = []
    for fraction in (0.1, 0.5, 1.0):
        label = f"fraction {fraction:g}"
        curve = theory.readout_memory_curve(fraction, 0.8, delays)
        series.append(Series(role="theory", label=label, x=np.arange(delays), y=curve))
        apart = [theory.orthogonal_fisher_memory(fraction, 0.8, d) for d in range(delays)]
        series.append(Series(role="rival", label=label, x=np.arange(delays), y=apart))
        for found in measured("Fisher memory of random readouts"):
            where = (found.point["readout_fraction"], found.point["radius"])
            if where == (fraction, 0.8):
                series.append(
                    Series(
                        role="simulation",
                        label=label,
                        x=np.arange(len(found.mean)),
                        y=found.mean,
                        yerr=found.standard_error,
                    )
                )
    return (
        Panel(
            xlabel="delay, d",
            ylabel="Fisher memory, $D_0 J_d$",
            yscale="log",
            series=series,
        ),
    )


def wiring_panels(measured: Measured) -> tuple[Panel, ...]:
    """Capacity of random wirings against mean degree, with the part that is reached."""
    n, rng = 200, np.random.default_rng(11)
    degrees = np.arange(0.5, 6.1, 0.5)
    every: list[float] = []
    one: list[float] = []
    reached: list[float] = []
    for degree in degrees:
        found = []
        for _ in range(40):
            present = rng.random((n, n)) < degree / n
            np.fill_diagonal(present, False)
            post, pre = np.nonzero(present)
            graph = Graph(pre=pre, post=post, n=n)
            found.append(
                (
                    theory.combinatorial_memory_capacity(graph) / n,
                    theory.combinatorial_memory_capacity(graph, [0]) / n,
                    np.mean(hops(graph, [0]) >= 0),
                )
            )
        for row, values in zip((every, one, reached), zip(*found, strict=True), strict=True):
            row.append(float(np.mean(values)))
    return (
        Panel(
            xlabel="mean in-degree",
            ylabel="per neuron",
            series=(
                Series(role="theory", label="capacity, all driven", x=degrees, y=every),
                Series(role="theory", label="capacity, one driven", x=degrees, y=one),
                Series(role="rival", label="reached from one", x=degrees, y=reached),
            ),
        ),
    )


def chance_panels(measured: Measured) -> tuple[Panel, ...]:
    """Plain and adjusted sums of capacities against the length of the recording."""
    steps = np.unique(np.geomspace(60, 20_000, 60).astype(int)).tolist()
    series = [
        Series(
            role="theory",
            label="plain sum of $R^2$",
            x=steps,
            y=[theory.expected_raw_capacity(10.0, 100, t, 20) for t in steps],
        ),
        Series(role="theory", label="true capacity", x=steps, y=[10.0] * len(steps)),
    ]
    points = measured(
        "plain sums of capacities grow with the delays looked at, adjusted sums do not"
    )
    for row, label in enumerate(("plain sum of $R^2$", "adjusted sum")):
        if points:
            series.append(
                Series(
                    role="simulation",
                    label=label,
                    x=[m.point["samples"] for m in points],
                    y=[m.mean[row] for m in points],
                    yerr=[m.standard_error[row] for m in points],
                )
            )
    return (
        Panel(
            xlabel="time steps, T",
            ylabel="sum over 100 delays",
            xscale="log",
            series=series,
            ylim=(0, None),
        ),
    )
