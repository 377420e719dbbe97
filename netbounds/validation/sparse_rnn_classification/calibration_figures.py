"""Figures of trained networks: what the empirical law was fitted to, and what it says."""

import math
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.reachability import failure_in_large_graph
from netbounds.validation.calibration.fit_trained import EPOCHS, PATIENT, Rows, features, read
from netbounds.validation.figures import Figure, Measured, Panel, Series

_SIZES = (50, 100, 200, 400, 800, 1600)
_HALF = 0.5  # patterns a synapse


def _table(epochs: int = EPOCHS) -> Rows:
    folder = resources.files("netbounds.validation").joinpath("data", "trained_networks")
    return read(Path(str(folder.joinpath("trained_accuracy.csv"))), epochs)


def _law(neurons: int, in_degree: float, load: float) -> float:
    return predicted.trained_accuracy(neurons, in_degree, load, max(neurons // 10, 1))


def _points(rows: Rows, label: str, x: Sequence[float]) -> Series:
    return Series(
        role="simulation", label=label, x=x,
        y=[row["accuracy"] for row in rows], yerr=[row["standard_error"] for row in rows],
    )  # fmt: skip


def collapse_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy against load, and against the load that the law makes of it."""
    a, b, *rest = predicted.trained_calibration()["coefficients"]
    rows = _table()
    raw, scaled = [], []
    for size in _SIZES:
        found = [row for row in rows if row["neurons"] == size]
        if not found:
            continue
        label = f"{size} neurons"
        raw.append(_points(found, label, [row["load"] for row in found]))
        # what sparse wiring and undriven neurons cost, as a factor on the load
        x = [
            math.exp(-features(row)[1] - float(np.dot(features(row)[2:], rest)) / b)
            for row in found
        ]
        scaled.append(_points(found, label, x))
    axis = np.geomspace(0.25, 7, 80)
    y = [0.5 * math.erfc(-(a - b * math.log(x)) / math.sqrt(2)) for x in axis]
    scaled.append(Series(role="theory", label="fitted law", x=axis, y=y))
    names = ("patterns a synapse", "patterns a useful synapse, wiring discounted")
    return tuple(
        Panel(xlabel=name, ylabel="accuracy", xscale="log", series=series)
        for name, series in zip(names, (raw, scaled), strict=True)
    )


def growth_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy at half a pattern a synapse, against in-degree and against size."""
    fine = np.geomspace(1.8, 12, 60)
    curves = []
    for size in _SIZES:
        found = [row for row in _standard(EPOCHS) if row["neurons"] == size]
        if found:
            label = f"{size} neurons"
            curves.append(_points(found, label, [row["in_degree"] for row in found]))
            y = [_law(size, k, _HALF) for k in fine]
            curves.append(Series(role="theory", label=label, x=fine, y=y))
    growth = []
    axis = np.geomspace(45, 900, 40)
    for in_degree in (3, 2):
        for epochs in (PATIENT, EPOCHS):
            label = f"{in_degree} synapses, {epochs} epochs"
            found = [row for row in _standard(epochs) if row["in_degree"] == in_degree]
            growth.append(_points(found, label, [row["neurons"] for row in found]))
            if epochs == EPOCHS:
                y = [_law(int(n), in_degree, _HALF) for n in axis]
                growth.append(Series(role="theory", label=label, x=axis, y=y))
    return (
        Panel(xlabel="synapses a neuron", ylabel="accuracy", xlim=(1.5, 12.5), series=curves),
        Panel(xlabel="neurons", ylabel="accuracy", xscale="log", ylim=(0.6, 1.0), series=growth),
    )


def _standard(epochs: int) -> Rows:
    """Rows of the design that asks for the least in-degree."""
    wanted = (_HALF, 0.1, 1.0)
    names = ("load", "readout_fraction", "input_fraction")
    return [row for row in _table(epochs) if tuple(row[name] for name in names) == wanted]


def in_degree_panels(measured: Measured) -> tuple[Panel, ...]:
    """Capacity of 400 neurons against in-degree, and who is reached."""
    neurons, readouts = 400, 40
    degrees = np.geomspace(2, 40, 40)
    trained = [
        predicted.trained_capacity(neurons=neurons, mean_degree=k, readout_neurons=readouts)
        for k in degrees.tolist()
    ]
    ends = {"low": [t.low for t in trained], "high": [t.high for t in trained]}
    constants = [predicted.one_shot_capacity_constant(density=k / neurons) for k in degrees]
    one_shot = [
        predicted.one_shot_capacity(neurons, k / neurons, constant, 0.95)
        for k, constant in zip(degrees.tolist(), constants, strict=True)
    ]
    relative = predicted.iterated_relative_capacity(0.95).value
    iterated = [
        relative * predicted.iterated_critical_load(constant) * k * neurons
        for k, constant in zip(degrees.tolist(), constants, strict=True)
    ]
    capacities = [
        Series(role="theory", label="trained", x=degrees, y=[t.patterns for t in trained]),
        *(Series(role="guide", label="trained", x=degrees, y=y) for y in ends.values()),
        Series(role="theory", label="iterated Hebbian", x=degrees, y=iterated),
        Series(role="theory", label="one-shot Hebbian", x=degrees, y=one_shot),
    ]
    reach = [1 - failure_in_large_graph(neurons, k / neurons, 1, 0.0) for k in degrees.tolist()]
    useful = [predicted.effective_synapse_fraction(k, readouts) for k in degrees.tolist()]
    shares = [
        Series(role="theory", label="one neuron reaches all", x=degrees, y=reach),
        Series(role="theory", label="share of useful synapses", x=degrees, y=useful),
    ]
    return (
        Panel(
            xlabel="synapses a neuron", ylabel="patterns, 95 % right", xscale="log", yscale="log",
            series=capacities,
        ),
        Panel(xlabel="synapses a neuron", ylabel="probability, share", xscale="log", series=shares),
    )  # fmt: skip


FIGURES = (
    Figure(
        name="trained_collapse",
        title="Accuracy of trained networks against load",
        caption="Accuracy against patterns a synapse spreads with in-degree, size and driven"
        " share; counted per useful synapse and discounted as the fitted law says, networks of 50"
        " to 1600 neurons fall on one curve.",
        panels=collapse_panels,
    ),
    Figure(
        name="size_and_in_degree",
        title="Do larger networks need more synapses a neuron?",
        caption="Accuracy at half a pattern a synapse. Left: after 300 epochs it falls with the"
        " number of neurons; lines are the fitted law. Right: networks of"
        " 2 and 3 synapses a neuron after 300 and 1000 epochs; longer training lifts every size.",
        panels=growth_panels,
    ),
    Figure(
        name="capacity_against_in_degree",
        title="Capacity against in-degree",
        caption="Patterns that 400 neurons classify with 95 per cent right, by rule (dashed: the"
        " band of a single trained network), and the probability that one neuron reaches all"
        " others: capacity does not wait for it.",
        panels=in_degree_panels,
    ),
)
