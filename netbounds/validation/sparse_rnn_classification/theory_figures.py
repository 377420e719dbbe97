"""Figures of the one-shot and iterated rules: theory, own simulation, published results."""

import numpy as np

from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.reachability import giant_out_fraction
from netbounds.theory.sparse_rnn_classification.information import label_information
from netbounds.theory.sparse_rnn_classification.mean_field import Array
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.sparse_rnn_classification.iterated_claims import perceptron_bracket
from netbounds.validation.sparse_rnn_classification.one_shot_claims import (
    mean_rates,
    overlaps,
)
from netbounds.validation.sparse_rnn_classification.tables import (
    Table,
    iterated_table,
    one_shot_table,
)

_DENSITY = 0.1
_RUNS = 4


def _load(table: Table) -> Array:
    return table.patterns / (_DENSITY * table.neurons**2.0)


def _error(table: Table) -> Array:
    error: Array = table.accuracy.std(axis=1, ddof=1) / np.sqrt(table.accuracy.shape[1])
    return error


def accuracy_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy against load for three sizes, and the residuals of all rows."""
    table = one_shot_table()
    load, accuracy, error = _load(table), table.accuracy.mean(axis=1), _error(table)
    sizes = np.repeat([500, 1000, 2000], 40)
    curve_load = np.tile(np.linspace(0.002, 0.0105, 40), 3)
    patterns = np.floor(curve_load * _DENSITY * sizes**2).astype(np.int64)
    # rows and curves together share one mean field
    readout = predicted.one_shot_readout(
        neurons=np.concatenate([table.neurons, sizes]),
        patterns=np.concatenate([table.patterns, patterns]),
    )
    law = predicted.accuracy_at(readout, predicted.PUBLISHED_THRESHOLD)
    law, curves = law[: len(load)], law[len(load) :]
    series = []
    for size in (500, 1000, 2000):
        rows, at = table.neurons == size, sizes == size
        label = f"{size} neurons"
        x = patterns[at] / (_DENSITY * size**2)
        series.append(Series(role="theory", label=label, x=x, y=curves[at]))
        series.append(
            Series(role="published", label=label, x=load[rows], y=accuracy[rows], yerr=error[rows])
        )
    constant = predicted.one_shot_capacity_constant()
    x = np.linspace(0.002, 0.0105, 60)
    limit = [predicted.one_shot_scaled_accuracy(value, constant) for value in x.tolist()]
    series.append(Series(role="theory", label="many neurons", x=x, y=limit))
    residual = 100 * (accuracy - law)
    edges = np.arange(-2.25, 2.5, 0.25)
    counts, _ = np.histogram(residual, edges)
    middle = (edges[:-1] + edges[1:]) / 2
    # what the table's own sampling error alone would give
    width = 100 * np.sqrt((error**2).mean())
    fine = np.linspace(-2, 2, 81)
    bell = np.exp(-((fine / width) ** 2) / 2) / (width * np.sqrt(2 * np.pi))
    histogram = (
        Series(role="theory", label="sampling error alone", x=fine, y=bell * 0.25 * len(residual)),
        Series(role="published", label="591 rows", x=middle, y=counts),
    )
    return (
        Panel(xlabel="patterns per synapse", ylabel="accuracy", series=series),
        Panel(xlabel="published less theory (points)", ylabel="rows", series=histogram),
    )


def trace_panels(measured: Measured) -> tuple[Panel, ...]:
    """Mean rates and overlaps of + and - patterns over the trial."""
    panels = []
    for name, law, ylabel in (
        ("one-shot mean rates over the trial", mean_rates, "mean rate"),
        ("one-shot overlaps over the trial", overlaps, "overlap with the pattern"),
    ):
        point = {"neurons": 300, "patterns": 60, "density": 0.5, "gain": 6.7, "steps": 20}
        time = np.arange(21) / 10
        full, white = law(**point), law(**point, level=0)  # type: ignore[arg-type]
        found = [m for m in measured(name) if m.point == point]
        series = []
        for row, label in enumerate(("+ patterns", "- patterns")):
            series.append(Series(role="theory", label=label, x=time, y=full[row]))
            series.append(Series(role="rival", label=label, x=time, y=white[row]))
            series += [
                Series(
                    role="simulation",
                    label=label,
                    x=time,
                    y=m.mean[row],
                    yerr=m.standard_error[row],
                )
                for m in found
            ]  # fmt: skip
        panels.append(Panel(xlabel="time (tau)", ylabel=ylabel, series=series))
    return tuple(panels)


def constant_panels(measured: Measured) -> tuple[Panel, ...]:
    """The capacity constant against gain, length of the trial and readout fraction."""
    gains = np.linspace(3, 34, 14)
    steps = np.array([10, 12, 15, 20, 25, 30, 40])
    fractions = np.geomspace(0.01, 1, 9)
    by_gain = [predicted.one_shot_capacity_constant(gain=g) for g in gains.tolist()]
    by_steps = [predicted.one_shot_capacity_constant(steps=t) for t in steps.tolist()]
    by_fraction = [
        predicted.one_shot_capacity_constant(readout_fraction=f) for f in fractions.tolist()
    ]
    here = predicted.one_shot_capacity_constant()
    ylabel = "capacity constant"

    def panel(xlabel: str, x: Array, y: list[float], at: float, scale: str = "linear") -> Panel:
        series = (
            Series(role="theory", label="theory", x=x, y=y),
            Series(role="published", label="as published", x=[at], y=[here]),
        )
        log = scale == "log"
        return Panel(
            xlabel=xlabel, ylabel=ylabel, series=series,
            xscale="log" if log else "linear", yscale="log" if log else "linear",
        )  # fmt: skip

    return (
        panel("gain of the rule", gains, by_gain, 10.0),
        panel("time of the decision (tau)", steps / 10, by_steps, 2.0),
        panel("fraction of neurons read out", fractions, by_fraction, 0.1, "log"),
    )


def iterated_panels(measured: Measured) -> tuple[Panel, ...]:
    """Published accuracies of the iterated rule between the two perceptrons."""
    table = iterated_table()
    rows = np.flatnonzero((table.neurons >= 500) & (table.neurons <= 1000))[::4]
    load = _load(table)
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
            y=table.accuracy[rows].mean(axis=1), yerr=_error(table)[rows],
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
        load, accuracy = _load(table)[rows], table.accuracy[rows].mean(axis=1)
        series.append(Series(role="published", label=label, x=load, y=bits(accuracy, load)))
    loads = np.geomspace(0.2, 2.5, 30)
    trained = [
        predicted.trained_accuracy(neurons=400, mean_degree=10.0, load=load, readout_neurons=20)
        for load in loads.tolist()
    ]
    series.append(
        Series(
            role="theory", label="backpropagation (fitted)", x=loads,
            y=bits(np.array(trained), loads),
        )
    )  # fmt: skip
    cover = [0.002, 2.0]
    series.append(Series(role="theory", label="all labels right", x=cover, y=cover))
    afferents = predicted.readout_afferents(400, 10 / 400, 20)
    last = predicted.readout_step_bound(afferents) / (10 * 400)
    for label, bits_at_most in (
        ("bound: readout's synapses alone", last),
        ("two a weight (perceptron)", 2.0),
        ("bound: linear activation", predicted.polynomial_bound(19)),
    ):
        level = [bits_at_most, bits_at_most]
        series.append(Series(role="theory", label=label, x=[0.02, 20], y=level))
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
        name="one_shot_accuracy",
        title="One-shot learning: accuracy depends on patterns per synapse",
        caption="Published accuracies of networks of 500 to 2000 neurons fall on the theory's"
        " curves, which no parameter was fitted to; all 591 residuals are about as wide as the"
        " published networks' own sampling error.",
        panels=accuracy_panels,
    ),
    Figure(
        name="one_shot_traces",
        title="Resonance tells + from - patterns after the input is off",
        caption="Mean rates and overlaps of stored patterns rise during the input, until 0.9 tau,"
        " and then fall, more slowly for + than for - patterns; simulated networks follow the full"
        " mean field, not the one that takes other patterns for white noise.",
        panels=trace_panels,
    ),
    Figure(
        name="capacity_constant",
        title="What a one-shot synapse is worth",
        caption="The capacity constant has its maximum at a gain of 22, twice the published one,"
        " gains from waiting after the input, and grows with the fraction of neurons read out.",
        panels=constant_panels,
    ),
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
        " 0.013, backpropagation 0.75 (400 neurons, 10 synapses each, 20 read out): more than any"
        " rule could that only changes the synapses onto the readout, less than two a weight.",
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
