"""Figures of the one-shot rule: theory, own simulation, published results."""

import numpy as np

from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.sparse_rnn_classification.mean_field import Array
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.sparse_rnn_classification.one_shot_claims import (
    mean_rates,
    overlaps,
)
from netbounds.validation.sparse_rnn_classification.tables import (
    load_of,
    one_shot_table,
    standard_error_of,
)

_DENSITY = 0.1


def accuracy_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy against load for three sizes, and the residuals of all rows."""
    table = one_shot_table()
    load, accuracy, error = load_of(table), table.accuracy.mean(axis=1), standard_error_of(table)
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
)
