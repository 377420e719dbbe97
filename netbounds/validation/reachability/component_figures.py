"""Pictures of the largest strong component: the authors' graphs on the exact curves."""

import numpy as np

from netbounds.theory import reachability as theory
from netbounds.validation.figures import Measured, Panel, Series
from netbounds.validation.reachability.published import (
    DRAWN_AGAIN,
    published_densities,
    sizes,
    sizes_of_independent_synapses,
)

# densities in percent at which the exact curves are drawn: below, N = 400 takes minutes
_CURVES = {
    100: (0.5, 0.8, 1.1, 1.3, 1.5, 1.7, 1.9, 2.2, 2.5, 2.8, 3.2, 3.6, 4.0, 4.5, 5.0),
    200: (0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.1, 2.5, 3.0, 4.0, 5.0),
    400: (0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 2.0, 3.0, 5.0),
}


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
    by_degree.append(Series(role="guide", label="N infinite", x=degrees, y=limit))
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
