"""Figures of the reachability laws."""

from collections.abc import Callable
from typing import Any

import numpy as np

from netbounds.ensembles import Bernoulli, FixedInDegree, RandomDrive, Seeds
from netbounds.theory import reachability as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.reachability.published import (
    DRAWN_AGAIN,
    published_densities,
    sizes,
    sizes_of_independent_synapses,
)

PARTS = ("core", "rest", "downstream", "upstream")
# densities in percent at which the exact curves are drawn: below, N = 400 takes minutes
_CURVES = {
    100: (0.5, 0.8, 1.1, 1.3, 1.5, 1.7, 1.9, 2.2, 2.5, 2.8, 3.2, 3.6, 4.0, 4.5, 5.0),
    200: (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.1, 2.5, 3.0, 4.0, 5.0),
    400: (0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 2.0, 3.0, 5.0),
}
ORDER = ("core", "upstream", "downstream", "rest")  # as simulations report them


def accuracy_panels(measured: Measured) -> tuple[Panel, ...]:
    """Mean accuracy against density, and against synapses a neuron, where the sizes collapse."""
    by_density: list[Series] = []
    by_degree: list[Series] = []
    for n, percents in _CURVES.items():
        found = published_densities(min(n, 200))
        rule = theory.accuracy_of_sizes(n)
        chosen = [(percent, int(percent / 100 * n**2)) for percent in percents]
        exact = [float(sizes(n, edges) @ rule) for _, edges in chosen]
        for series, scale in ((by_density, 1.0), (by_degree, 0.01 * n)):
            x = [percent * scale for percent, _ in chosen]
            series.append(Series(role="theory", label=f"N = {n}", x=x, y=exact))
        if n == 400:
            continue
        mean = np.array([np.dot(d.counts, rule) / sum(d.counts) for d in found])
        square = np.array([np.dot(d.counts, rule**2) / sum(d.counts) for d in found])
        error = 2 * np.sqrt(np.maximum(square - mean**2, 0) / 1000)
        shown = [i for i, d in enumerate(found) if d.percent <= 2 or i % 3 == 0]
        for series, scale in ((by_density, 1.0), (by_degree, 0.01 * n)):
            x = [found[i].percent * scale for i in shown]
            points = {"x": x, "y": mean[shown], "yerr": error[shown]}
            series.append(Series(role="published", label=f"N = {n}", **points))
    for series, scale in ((by_density, 100 / 400**2), (by_degree, 1 / 400)):
        series.extend(_drawn_accuracies(measured, 400, scale))
    degrees = np.linspace(1.0, 10, 200)
    limit = [0.5 + 0.5 * theory.giant_out_fraction(float(c)) ** 6 for c in degrees]
    by_degree.append(Series(role="rival", label="N infinite", x=degrees, y=limit))
    return (
        Panel(
            xlabel="density f, percent",
            ylabel="mean accuracy",
            series=by_density,
            xscale="log",
            xlim=(0.47, 5.3),
            ylim=(0.45, 1.02),
            title="exact curves, published points",
        ),
        Panel(
            xlabel="synapses a neuron, fN",
            ylabel="mean accuracy",
            series=by_degree,
            xlim=(0, 10),
            ylim=(0.45, 1.02),
            title="no logarithm: the sizes collapse",
        ),
    )


def _drawn_accuracies(measured: Measured, n: int, scale: float) -> list[Series]:
    """Mean accuracies of the graphs that a full run drew, with two standard errors."""
    drawn = [
        (m.point["edges"] * scale, np.asarray(m.mean), m.trials)
        for m in measured(DRAWN_AGAIN)
        if m.point["n"] == n
    ]
    if not drawn:
        return []
    rule = theory.accuracy_of_sizes(n)
    x, means, errors = [], [], []
    for place, frequency, trials in sorted(drawn, key=lambda one: one[0])[::2]:
        accuracy = rule[: frequency.size]
        mean = float(frequency @ accuracy)
        x.append(place)
        means.append(mean)
        errors.append(2 * np.sqrt(max(float(frequency @ (accuracy - mean) ** 2), 0.0) / trials))
    return [Series(role="simulation", label=f"N = {n}", x=x, y=means, yerr=errors)]


def histogram_panels(measured: Measured) -> tuple[Panel, ...]:
    """Published histograms at N = 100, their exact law, and that of independent synapses."""
    del measured
    panels = []
    shown = {1.5: (3, (0, 75)), 2.0: (3, (15, 95)), 3.0: (1, (70, 100))}  # sizes a mark, stretch
    for density in published_densities(100):
        if density.percent not in shown:
            continue
        together, (low, high) = shown[density.percent]
        k = np.arange(low, high + 1)
        counts = np.array(density.counts)[low + 1 : high + 1]
        counts = counts[: counts.size // together * together].reshape(-1, together).sum(axis=1)
        centres = low + 1 + (together - 1) / 2 + together * np.arange(counts.size)
        seen = counts > 0
        label = f"{density.edges} synapses"
        other = sizes_of_independent_synapses(100, density.edges)[k]
        panels.append(
            Panel(
                xlabel="largest strong component",
                ylabel="fraction of graphs a size",
                series=(
                    Series(
                        role="theory",
                        label=label,
                        x=k,
                        y=np.maximum(sizes(100, density.edges)[k], 0),
                    ),
                    Series(
                        role="published",
                        label=label,
                        x=centres[seen],
                        y=counts[seen] / (1000 * together),
                        yerr=np.sqrt(counts[seen]) / (1000 * together),
                    ),
                    Series(role="rival", label="as many on average", x=k, y=other),
                ),
                title=f"density {density.percent} %",
                xlim=(low, high),
                ylim=(0, 1.45 * float(sizes(100, density.edges).max())),
            )
        )
    return tuple(panels)


def least_degree_panels(measured: Measured) -> tuple[Panel, ...]:
    """Least mean in-degree against the number of neurons, for five requirements."""
    del measured
    sizes_shown = [100, 300, 1000, 10_000, 100_000, 1_000_000]
    least: Callable[..., float] = theory.minimum_in_degree
    laws: tuple[tuple[str, dict[str, Any]], ...] = (
        ("strongly connected, independent", {"requirement": "strongly connected"}),
        ("everybody reached, independent", {"requirement": "reached"}),
        ("accuracy 0.99, independent", {"requirement": "accuracy"}),
        ("everybody reached, fixed in-degree", {"family": FixedInDegree}),
        ("the same, 5 % driven", {"family": FixedInDegree, "drive": RandomDrive(0.05)}),
    )
    series = [
        Series(
            role="theory",
            label=label,
            x=sizes_shown,
            y=[least(n=n, failure=0.01, **{"family": Bernoulli, **how}) for n in sizes_shown],
        )
        for label, how in laws
    ]
    return (
        Panel(
            xlabel="neurons N",
            ylabel="least synapses a neuron (failure 1 %)",
            series=series,
            xscale="log",
            ylim=(0, 34),
        ),
    )


def hop_panels(measured: Measured) -> tuple[Panel, ...]:
    """Hop layers of both ensembles: exponential and doubly exponential tails."""
    n, degree = 200, 3
    series = []
    for label, ensemble in (
        ("independent synapses", Bernoulli(n, degree / (n - 1))),
        ("exactly three partners", FixedInDegree(n, degree)),
    ):
        series += [
            Series(
                role="simulation",
                label=label,
                x=np.arange(len(m.mean)),
                y=m.mean,
                yerr=m.standard_error,
            )
            for m in measured("hop layers")
            if m.point["ensemble"] == ensemble
        ]
        layers = theory.hop_profile(ensemble, Seeds(10))
        t = np.arange(15)
        shown = layers[:15] > 1e-9
        series.append(Series(role="theory", label=label, x=t[shown], y=layers[:15][shown]))
    return (
        Panel(
            xlabel="synapses passed, t",
            ylabel="neurons first reached",
            series=series,
            yscale="log",
            ylim=(1e-7, 300),
        ),
    )


def bow_tie_panels(measured: Measured) -> tuple[Panel, ...]:
    """Fractions of the four parts against the mean in-degree, for two ensembles."""
    n = 10_000
    cases: tuple[tuple[str, Any, type[Any], Callable[[float], Any]], ...] = (
        (
            "independent synapses",
            np.linspace(0.05, 5, 100),
            Bernoulli,
            lambda x: Bernoulli(n, float(x) / (n - 1)),
        ),
        (
            "every neuron receives exactly K",
            np.arange(6),
            FixedInDegree,
            lambda x: FixedInDegree(n, int(x)),
        ),
    )
    panels = []
    for title, degrees, family, make in cases:
        series: list[Series] = []
        drawn = [m for m in measured("bow tie") if isinstance(m.point["ensemble"], family)]
        for part in PARTS:
            index = ORDER.index(part)
            both_sides = family is Bernoulli and part in ("upstream", "downstream")
            label = "either side" if both_sides else part
            y = [getattr(theory.bow_tie(make(x)), part) for x in degrees]
            if label not in [s.label for s in series]:
                series.append(Series(role="theory", label=label, x=degrees, y=y))
            if drawn:
                ensembles = [m.point["ensemble"] for m in drawn]
                series.append(
                    Series(
                        role="simulation",
                        label=label,
                        x=[e.p * (e.n - 1) if family is Bernoulli else e.k for e in ensembles],
                        y=[m.mean[index] for m in drawn],
                        yerr=[m.standard_error[index] for m in drawn],
                    )
                )
        panels.append(
            Panel(
                xlabel="synapses a neuron receives, K",
                ylabel="fraction of neurons",
                series=series,
                title=title,
            )
        )
    return tuple(panels)


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="reachability_f1_accuracy",
        title="Published accuracy of the largest strong component",
        caption="The exact law of the largest component passes through the authors' points (bars: "
        "two standard errors); against synapses a neuron all sizes fall on one curve. N = 400 is "
        "ours (points from a full run).",
        panels=accuracy_panels,
    ),
    Figure(
        name="reachability_f2_histograms",
        title="Published sizes of the largest strong component, N = 100",
        caption="Histograms of one thousand graphs each follow the exact law, from the broad one "
        "with a tail down to single neurons at 1.5 % to the narrow one at 3 %; with as many "
        "synapses on average only (dashed) sizes would vary more. Marks join three sizes (3 %: "
        "one).",
        panels=histogram_panels,
    ),
    Figure(
        name="reachability_f3_least_in_degree",
        title="Which laws are logarithmic",
        caption="Leaving nobody out costs a logarithm of N when synapses are independent; a mean "
        "accuracy, or a fixed in-degree, costs the same few synapses at every N.",
        panels=least_degree_panels,
    ),
    Figure(
        name="reachability_f4_hops",
        title="How many synapses the signal needs",
        caption="With ten of 200 neurons driven, the number of newly reached neurons falls "
        "exponentially when synapses are independent, doubly exponentially when each has three.",
        panels=hop_panels,
    ),
    Figure(
        name="reachability_f5_bow_tie",
        title="Who hears the core, who is heard by it",
        caption="The core grows from zero at one synapse a neuron; when every neuron receives "
        "exactly two, it already holds four fifths of all neurons, instead of two thirds.",
        panels=bow_tie_panels,
    ),
)
