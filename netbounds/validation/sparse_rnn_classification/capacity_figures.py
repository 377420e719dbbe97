"""Figures that compare rules: iterated learning, bits a synapse, which synapses can matter."""

import numpy as np

from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.reachability import giant_out_fraction
from netbounds.theory.sparse_rnn_classification.information import label_information
from netbounds.theory.sparse_rnn_classification.mean_field import Array
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.sparse_rnn_classification.iterated_claims import perceptron_bracket
from netbounds.validation.sparse_rnn_classification.tables import (
    iterated_table,
    load_of,
    one_shot_table,
    standard_error_of,
)

_DENSITY = 0.1
_RUNS = 4


def iterated_panels(measured: Measured) -> tuple[Panel, ...]:
    """Published accuracies of the iterated rule between the two perceptrons."""
    table = iterated_table()
    rows = np.flatnonzero((table.neurons >= 500) & (table.neurons <= 1000))[::4]
    load = load_of(table)
    counts = np.arange(280, 721, 40)  # of 500 neurons; single runs scatter by 1.5 points
    ends = np.array(
        [
            np.mean([perceptron_bracket(500, count, run) for run in range(_RUNS)], axis=0)
            for count in counts.tolist()
        ]
    )
    x = counts / (_DENSITY * 500**2)
    bracket = predicted.iterated_capacity_bracket(neurons=1000)
    one_shot = np.geomspace(0.004, 0.03, 40)
    constant = predicted.one_shot_capacity_constant()
    series = (
        Series(role="theory", label="perceptron, initial gain", x=x, y=ends[:, 0]),
        Series(role="theory", label="perceptron, grown gain", x=x, y=ends[:, 1]),
        Series(
            role="published", label="500 to 1000 neurons", x=load[rows],
            y=table.accuracy[rows].mean(axis=1), yerr=standard_error_of(table)[rows],
        ),
        Series(
            role="theory", label="one shot", x=one_shot,
            y=[predicted.one_shot_scaled_accuracy(value, constant) for value in one_shot.tolist()],
        ),
        *(
            Series(role="theory", label="unlimited training", x=[at, at], y=[0.6, 1.0])
            for at in (bracket.lower_load, bracket.upper_load)
        ),
    )  # fmt: skip
    return (Panel(xlabel="patterns per synapse", ylabel="accuracy", series=series),)


def information_panels(measured: Measured) -> tuple[Panel, ...]:
    """Bits of label information per synapse, rule by rule."""

    def bits(accuracy: Array, load: Array) -> list[float]:
        return [
            a * (label_information(2 * p - 1, 1 - p) if p > 0.5 else 0.0)
            for p, a in zip(np.asarray(accuracy).tolist(), np.asarray(load).tolist(), strict=True)
        ]

    series = []
    constant = predicted.one_shot_capacity_constant()
    x = np.geomspace(5e-4, 0.3, 60)
    shot = [predicted.one_shot_information(value, constant) for value in x.tolist()]
    series.append(Series(role="theory", label="one shot", x=x, y=shot))
    for label, table in (("one shot", one_shot_table()), ("iterated", iterated_table())):
        rows = np.flatnonzero(table.neurons >= 500)[::9]
        load, accuracy = load_of(table)[rows], table.accuracy[rows].mean(axis=1)
        series.append(Series(role="published", label=label, x=load, y=bits(accuracy, load)))
    loads = np.geomspace(0.2, 2.5, 30)
    trained = [
        predicted.trained_accuracy(neurons=400, mean_degree=10.0, load=load, readout_neurons=20)
        for load in loads.tolist()
    ]
    series.append(
        Series(
            role="theory", label="backpropagation", x=loads,
            y=bits(np.array(trained), loads),
        )
    )  # fmt: skip
    cover = [0.002, 2.0]
    series.append(Series(role="theory", label="all labels right", x=cover, y=cover))
    afferents = predicted.readout_afferents(400, 10 / 400, 20)
    last = predicted.readout_step_bound(afferents) / (10 * 400)
    for label, bits_at_most in (
        ("last synapses only (bound)", last),
        ("two a weight", 2.0),
        ("linear rates (bound)", predicted.polynomial_bound(19)),
    ):
        level = [bits_at_most, bits_at_most]
        series.append(Series(role="theory", label=label, x=[1.2, 20], y=level))
    return (
        Panel(
            xlabel="patterns per synapse", ylabel="bits per synapse", series=series,
            xscale="log", yscale="log",
        ),
    )  # fmt: skip


def structure_panels(measured: Measured) -> tuple[Panel, ...]:
    """Synapses that matter, and the synapses a neuron needs for mutual reachability."""
    degrees = np.linspace(1.02, 6, 60)
    series = []
    for count in (1, 3, 10):
        label = f"{count} read out"
        law = [predicted.effective_synapse_fraction(k, count) for k in degrees.tolist()]
        series.append(Series(role="theory", label=label, x=degrees, y=law))
        found = [
            m for m in measured("fraction of effective synapses")
            if m.point["readout_neurons"] == count
        ]  # fmt: skip
        series.append(
            Series(
                role="simulation", label=label, x=[m.point["mean_degree"] for m in found],
                y=[m.mean for m in found], yerr=[m.standard_error for m in found],
            )
        )  # fmt: skip
    core = [giant_out_fraction(k) ** 2 for k in degrees.tolist()]
    guide = [2 * predicted.percolation_accuracy(x) - 1 for x in core]
    series.append(Series(role="rival", label="cube of the largest component", x=degrees, y=guide))
    sizes = np.geomspace(30, 1e6, 40)
    minimal = tuple(
        Series(
            role="theory", label=f"probability {p:g}", x=sizes,
            y=[predicted.minimal_degree(int(n), p) for n in sizes],
        )
        for p in (0.1, 0.5, 0.99)
    )  # fmt: skip
    return (
        Panel(xlabel="synapses a neuron", ylabel="fraction that matters", series=series),
        Panel(xlabel="neurons", ylabel="synapses a neuron needs", series=minimal, xscale="log"),
    )


FIGURES = (
    Figure(
        name="iterated_bracket",
        title="Iterated learning: a perceptron",
        caption="Published accuracies of the iterated rule lie between those of two perceptrons,"
        " with the effective weights of the initial and of the grown gain; one-shot accuracy lies"
        " far below.",
        panels=iterated_panels,
    ),
    Figure(
        name="information_per_synapse",
        title="Bits of label information per synapse",
        caption="One-shot learning saturates at 0.004 bits a synapse, iterated learning reaches"
        " 0.013, backpropagation 0.75 (fitted to trained networks; here 400 neurons, 10 synapses"
        " each, 20 read out): more than any rule could that only changes the synapses onto the"
        " readout, less than two a weight.",
        panels=information_panels,
    ),
    Figure(
        name="effective_synapses",
        title="Which synapses can matter",
        caption="With 2 to 3 synapses a neuron most synapses lie on a path to the readout; that"
        " all neurons reach each other takes a number that grows as the logarithm of their"
        " number.",
        panels=structure_panels,
    ),
)
