"""Figures of trained networks: traces, persistence, evidence, noise, and how few synapses do."""

import functools
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.reachability import giant_out_fraction
from netbounds.validation.figures import Figure, Measured, Panel, Series

Floats = npt.NDArray[Any]

_NETWORKS = 5
_TIMES = (2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_DURATIONS = (1, 3, 5, 7, 9, 12, 15)
_PATTERN_NOISE = (0.0, 0.05, 0.1, 0.2, 0.4)
_NEURON_NOISE = (0.0, 0.01, 0.02, 0.05, 0.1)
_DEGREES = (1.5, 2.0, 3.0, 4.0, 5.0, 6.0)


class Trained(NamedTuple):
    """A trained network with what it was trained on."""

    done: simulated.Training
    patterns: Floats
    labels: Floats


@functools.cache
def _trained(steps: int) -> tuple[Trained, ...]:
    """Networks of 80 neurons with 8 synapses each, a quarter of a pattern a synapse."""
    return tuple(
        Trained(
            *simulated.trained_on_random_patterns(
                neurons=80, mean_degree=8, load=0.25, readouts=8, epochs=150, steps=steps,
                rng=np.random.default_rng([steps, k]),
            )
        )
        for k in range(_NETWORKS)
    )  # fmt: skip


def _averaged(label: str, x: Any, rows: list[Floats]) -> Series:
    """Mean over networks with its standard error."""
    values = np.array(rows)
    error = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return Series(role="simulation", label=label, x=x, y=values.mean(axis=0), yerr=error)


def trace_panels(measured: Measured) -> tuple[Panel, ...]:
    """Decision variable of + and - patterns before, during and after the input."""
    panels = []
    for steps, title in ((20, "trained up to 2"), (50, "trained up to 5")):
        one = _trained(steps)[0]
        seen = simulated.evaluate(
            one.done.network, one.patterns, one.labels, timing=simulated.Timing(steps=80)
        )
        series = []
        before = np.arange(-5, 0) * 0.1
        times = np.concatenate([before, seen.times])
        for label, name in ((1, "+ patterns"), (-1, "- patterns")):
            z = seen.readout[:, one.labels == label]
            mean = np.concatenate([np.zeros(5), z.mean(axis=1)])
            spread = np.concatenate([np.zeros(5), z.std(axis=1)])
            every = slice(None, None, 3)
            series.append(
                Series(
                    role="simulation", label=name, x=times[every], y=mean[every],
                    yerr=spread[every],
                )
            )  # fmt: skip
        levels = np.full(2, 0.5)
        series.append(Series(role="guide", label="threshold", x=[-0.5, 8.0], y=levels))
        # its name in the other panel would cover the points
        pulse = {"x": [-0.5, 0.0, 0.0, 1.0, 1.0, 8.0], "y": [-0.1, -0.1, -0.04, -0.04, -0.1, -0.1]}
        name = "input on and off" if steps == 20 else ""
        series.append(Series(role="guide", label=name, **pulse))
        panels.append(
            Panel(
                xlabel="time (time constants; input from 0 to 1)", ylabel="decision variable",
                series=series, title=title,
            )
        )  # fmt: skip
    return tuple(panels)


def persistence_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy after the input, for two lengths of the trained window."""
    series = [
        _averaged(
            f"trained up to {0.1 * steps:g}",
            _TIMES,
            [
                simulated.persistence(t.done.network, t.patterns, t.labels, at_times=_TIMES)
                for t in _trained(steps)
            ],
        )
        for steps in (20, 50)
    ]
    series.append(Series(role="guide", label="chance", x=[2.0, 10.0], y=[0.5, 0.5]))
    label = "time (time constants; input until 1)"
    return (Panel(xlabel=label, ylabel="accuracy", series=series),)


def evidence_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy and decision variable against the duration of the input."""
    grown = [
        simulated.evidence(t.done.network, t.patterns, t.labels, input_steps=_DURATIONS)
        for t in _trained(20)
    ]
    x = 0.1 * np.array(_DURATIONS)
    label = "duration of the input (time constants)"
    return (
        Panel(
            xlabel=label, ylabel="accuracy",
            series=[_averaged("accuracy", x, [g.accuracy for g in grown])],
        ),
        Panel(
            xlabel=label, ylabel="mean decision variable",
            series=[
                _averaged("+ patterns", x, [g.positive_readout for g in grown]),
                _averaged("- patterns", x, [g.negative_readout for g in grown]),
            ],
        ),
    )  # fmt: skip


def noise_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy against noise on the patterns and on the neurons."""
    rng = np.random.default_rng(1)
    by_pattern, by_neuron = [], []
    for t in _trained(20):
        what = (t.done.network, t.patterns, t.labels)
        by_pattern.append(
            simulated.noise_robustness(*what, pattern_noise=_PATTERN_NOISE, rng=rng)[:, 0]
        )
        by_neuron.append(simulated.noise_robustness(*what, neuron_noise=_NEURON_NOISE, rng=rng)[0])
    return tuple(
        Panel(
            xlabel=f"noise on every {name}",
            ylabel="accuracy",
            series=(_averaged("noisy", x, rows),),
        )
        for name, x, rows in (
            ("pattern", _PATTERN_NOISE, by_pattern),
            ("neuron and step", _NEURON_NOISE, by_neuron),
        )
    )


def few_readouts(mean_degree: float, rng: np.random.Generator) -> float:
    """Accuracy of 100 neurons, as many read out as a neuron has synapses, half a pattern each."""
    return simulated.trained_accuracy(
        neurons=100, mean_degree=mean_degree, load=0.5, readouts=max(round(mean_degree), 2),
        epochs=120, rng=rng,
    )  # fmt: skip


def all_read_out(mean_degree: float, rng: np.random.Generator) -> float:
    """The same with every neuron read out and targets a quarter as high."""
    low = simulated.TargetLoss(positive=0.15, negative=0.1)
    return simulated.trained_accuracy(
        neurons=100, mean_degree=mean_degree, load=0.5, readouts=100, epochs=120, loss=low, rng=rng
    )


def sparsity_panels(measured: Measured) -> tuple[Panel, ...]:
    """Accuracy against synapses a neuron, with the curve from the largest strong component."""
    fine = np.linspace(1.05, 6.5, 60)
    component = np.array([giant_out_fraction(c) ** 2 for c in fine.tolist()])
    heuristic = [predicted.percolation_accuracy(x) for x in component.tolist()]
    useful = [predicted.effective_synapse_fraction(c, max(round(c), 2)) for c in fine.tolist()]
    series = [
        Series(role="rival", label="$(1 + x^3)/2$, $x$ strong component", x=fine, y=heuristic),
        Series(role="theory", label="share of synapses that matter", x=fine, y=useful),
    ]
    for label, sample in (("few neurons read out", few_readouts), ("all read out", all_read_out)):
        rows = [
            np.array([sample(c, np.random.default_rng([k, int(10 * c)])) for c in _DEGREES])
            for k in range(3)
        ]
        series.append(_averaged(label, _DEGREES, rows))
    return (Panel(xlabel="synapses a neuron", ylabel="accuracy or share", series=series),)


FIGURES = (
    Figure(
        name="readout_traces",
        title="A trained network amplifies + patterns and not - patterns",
        caption="Mean decision variable of + and - patterns (bars: standard deviation over"
        " patterns) before, during and after the input, trained up to 2 or 5 time constants;"
        " after the trained window the two come together again.",
        panels=trace_panels,
    ),
    Figure(
        name="persistence",
        title="A decision is kept as far as it was trained",
        caption="Accuracy after the input ends at 1: trained up to 2 time constants it decays"
        " towards chance by 6, trained up to 5 it stays.",
        panels=persistence_panels,
    ),
    Figure(
        name="evidence",
        title="Evidence accumulates",
        caption="Accuracy at time 2, and the decision variable of + patterns, grow with the"
        " duration of the input, although training only saw inputs of duration 1.",
        panels=evidence_panels,
    ),
    Figure(
        name="noise",
        title="Noise lowers accuracy gracefully",
        caption="Accuracy falls smoothly with noise on the patterns and on the neurons; nothing"
        " was trained with noise.",
        panels=noise_panels,
    ),
    Figure(
        name="few_synapses",
        title="A few synapses a neuron are enough",
        caption="Accuracy at half a pattern a synapse against synapses a neuron levels off"
        " near 5; below 3 it exceeds (1 + x^3)/2, which is therefore no bound.",
        panels=sparsity_panels,
    ),
)
