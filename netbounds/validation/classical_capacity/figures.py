"""Figures of the classical capacities."""

from collections.abc import Callable, Sequence

import numpy as np

from netbounds.theory import classical_capacity as theory
from netbounds.validation.figures import Figure, Measured, Measurement, Panel, Series

SEPARABLE = "patterns are separable as often as coins say"
WEIGHTS = "every weight counts"
SIGNED = "prescribed signs cost half a weight each"
MARGIN = "largest margin"


def _points(
    found: Sequence[Measurement], label: str, x: Sequence[float], scale: float = 1.0
) -> Series:
    return Series(
        role="simulation",
        label=label,
        x=x,
        y=[scale * m.mean for m in found],
        yerr=[scale * m.standard_error for m in found],
    )


def _separable_panels(measured: Measured) -> tuple[Panel, ...]:
    size: list[Series] = []
    for weights in (10, 40, 200):
        patterns = np.arange(weights // 2, 4 * weights + 1, max(weights // 20, 1))
        y = [theory.probability_separable(int(p), weights) for p in patterns]
        label = f"{weights} weights"
        size.append(Series(role="theory", label=label, x=patterns / weights, y=y))
        found = [
            m for m in [*measured(SEPARABLE), *measured(WEIGHTS)] if m.point["weights"] == weights
        ]
        if found:
            size.append(_points(found, label, [m.point["patterns"] / weights for m in found]))
    patterns = np.arange(0, 36)
    signs: list[Series] = []
    for signed, label in ((0, "free signs"), (10, "every sign prescribed")):
        y = [theory.probability_separable(int(p), 10, signed) for p in patterns]
        signs.append(Series(role="theory", label=label, x=patterns / 10, y=y))
        name = SIGNED if signed else SEPARABLE
        found = [
            m
            for m in measured(name)
            if m.point["weights"] == 10 and m.point.get("sign_constrained", 0) == signed
        ]
        if found:
            signs.append(_points(found, label, [m.point["patterns"] / 10 for m in found]))
    return tuple(
        Panel(
            xlabel="patterns per weight",
            ylabel="probability of separation",
            title=title,
            series=series,
        )
        for title, series in (
            ("larger units are sharper", size),
            ("Dale's law costs half, 10 weights", signs),
        )
    )


def _capacity_panels(measured: Measured) -> tuple[Panel, ...]:
    margins = np.linspace(0, 3, 121)
    curve = [theory.capacity_at_margin(float(k)) for k in margins]
    signed = [theory.sign_constrained_capacity(1.0, float(k)) for k in margins]
    by_margin = [
        Series(role="theory", label="free signs", x=margins, y=curve),
        Series(role="theory", label="prescribed signs", x=margins, y=signed),
        Series(role="rival", label="1 / (1 + margin²)", x=margins, y=1 / (1 + margins**2)),
    ]
    for name, label in (
        (MARGIN, "free signs"),
        (f"{MARGIN} with prescribed signs", "prescribed signs"),
    ):
        found = measured(name)
        if found:
            by_margin.append(
                Series(
                    role="simulation",
                    label=label,
                    x=[m.mean for m in found],
                    y=[m.point["load"] for m in found],
                )
            )
    fractions = np.logspace(-6, np.log10(0.5), 100)
    by_bias = [
        Series(
            role="theory",
            label="capacity",
            x=fractions,
            y=[theory.biased_label_capacity(float(p)) for p in fractions],
        ),
        Series(
            role="rival",
            label="limit of rare labels, 1 / (2 p |ln p|)",
            x=fractions,
            y=[theory.sparse_label_capacity(float(p)) for p in fractions],
        ),
    ]
    found = measured("rare labels are cheaper")
    if found:
        x = [m.point["positive_fraction"] for m in found]
        by_bias.append(_points(found, "capacity", x))
    return (
        Panel(xlabel="margin", ylabel="patterns per weight", series=by_margin),
        Panel(
            xlabel="fraction of + labels",
            ylabel="patterns per weight",
            xscale="log",
            yscale="log",
            series=by_bias,
        ),
    )


def _overlap_panels(measured: Measured) -> tuple[Panel, ...]:
    capacity = theory.hopfield_capacity()
    full = np.append(np.linspace(0.01, capacity - 1e-9, 120), [capacity + 1e-9, 0.25])
    thin = np.linspace(0.01, 0.75, 150)
    panels = []
    for title, loads, law, claim in (
        ("full and symmetric", full, theory.hopfield_overlap, "overlap of Hopfield retrieval"),
        ("diluted and asymmetric", thin, theory.diluted_overlap, "overlap of diluted retrieval"),
    ):
        y = [law(float(load)) for load in loads]
        series = [Series(role="theory", label="fixed point", x=loads, y=y)]
        found = measured(claim)
        if found:
            series.append(_points(found, "fixed point", [m.point["load"] for m in found]))
        first = [theory.first_step_overlap(float(load), 1.0) for load in loads]
        series.append(Series(role="rival", label="after one step", x=loads, y=first))
        panels.append(
            Panel(
                xlabel="patterns per synapse of a neuron",
                ylabel="overlap",
                title=title,
                series=series,
            )
        )
    return tuple(panels)


def _currency_panels(measured: Measured) -> tuple[Panel, ...]:
    # what no rule can exceed, without errors: bits per parameter = patterns per parameter
    bounds = (
        ("any rule, 32-bit weights", theory.parameter_bits_load_bound(32.0, 0.0)),
        ("any rule, polynomial of degree 19", theory.dichotomy_load_bound(19, 0.0)),
        ("any rule, polynomial of degree 1", theory.dichotomy_load_bound(1, 0.0)),
    )
    rows = [(rate.rule, rate.bits_per_synapse, rate.kind.value) for rate in theory.currency_table()]
    rows = [*rows[::-1], *((name, bits, "upper bound") for name, bits in bounds[::-1])]
    least = 0.002
    return (
        Panel(
            xlabel="bits per trainable synapse",
            ylabel="",
            xscale="log",
            xlim=(least, 60),
            ylim=(-0.5, len(rows) + 6.4),  # room for the key
            ynames=[name for name, *_ in rows],
            series=[
                Series(role="theory", label=kind, x=[least, bits], y=[place, place])
                for place, (_, bits, kind) in enumerate(rows)
            ],
        ),
    )


def _bound_panels(measured: Measured) -> tuple[Panel, ...]:
    errors = np.linspace(0, 0.3, 61)
    rows: dict[str, Callable[[float], float]] = {
        "32 bits a parameter": lambda e: theory.parameter_bits_load_bound(32.0, e),
        "polynomial of degree 19": lambda e: theory.dichotomy_load_bound(19, e),
        "polynomial of degree 1": lambda e: theory.dichotomy_load_bound(1, e),
        "first moment": theory.error_tolerant_load_bound,
        "replica symmetric estimate": theory.error_tolerant_capacity,
    }
    series = [
        Series(role="theory", label=label, x=errors, y=[law(float(e)) for e in errors])
        for label, law in rows.items()
    ]
    return (
        Panel(
            xlabel="tolerated fraction of errors",
            ylabel="patterns per parameter, at most",
            yscale="log",
            ylim=(1.5, 9000),
            series=series,
        ),
    )


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="classical_capacity_f1_separable",
        title="When is a random set of labels separable?",
        caption="Half of all label sets are separable at 2 patterns per weight, at 1 if every "
        "sign is prescribed; the transition sharpens like one over the root of the weights.",
        panels=_separable_panels,
    ),
    Figure(
        name="classical_capacity_f2_margin_and_bias",
        title="Margins cost capacity, rare labels save it",
        caption="Capacity falls with the margin and halves when every sign is prescribed; it rises "
        "for rare labels, where the asymptote is still 30 % off at one label in a million.",
        panels=_capacity_panels,
    ),
    Figure(
        name="classical_capacity_f3_overlap",
        title="Two ways to forget",
        caption="The full Hopfield network breaks down abruptly at 0.138 patterns per synapse, the "
        "diluted one fades continuously until 0.637.",
        panels=_overlap_panels,
    ),
    Figure(
        name="classical_capacity_f4_currency",
        title="Bits per trainable synapse",
        caption="From 0.004 bits for one-shot learning in a sparse network to 2 for a perceptron "
        "with free signs, and above them the bounds that no rule can exceed; colours say how well "
        "each number is known.",
        panels=_currency_panels,
    ),
    Figure(
        name="classical_capacity_f5_bounds",
        title="How much could be learned at best",
        caption="Upper bounds on patterns per parameter against the tolerated error: the replica "
        "estimate lies below the first moment, the polynomial and the bit bounds.",
        panels=_bound_panels,
    ),
)
