"""Figures of the reachability laws."""

import numpy as np

from netbounds.ensembles import Bernoulli, FixedInDegree
from netbounds.theory import reachability as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series

PARTS = ("core", "upstream", "downstream", "rest")


def bow_tie_panels(measured: Measured) -> tuple[Panel, ...]:
    """Fractions of the four parts against the mean in-degree, for two ensembles."""
    degrees = np.linspace(0.05, 5, 100)
    whole = np.arange(6)
    panels = []
    for title, xs, family in (
        ("independent synapses", degrees, Bernoulli),
        ("every neuron receives exactly K", whole, FixedInDegree),
    ):
        series = []
        for index, part in enumerate(PARTS):
            y = [
                getattr(
                    theory.bow_tie(
                        Bernoulli(10_000, float(x) / 9_999)
                        if family is Bernoulli
                        else FixedInDegree(10_000, int(x))
                    ),
                    part,
                )
                for x in xs
            ]
            series.append(Series(role="theory", label=part, x=xs, y=y))
            points = [m for m in measured("bow tie") if isinstance(m.point["ensemble"], family)]
            if points:
                x = [
                    e.p * (e.n - 1) if isinstance(e, Bernoulli) else e.k
                    for e in (m.point["ensemble"] for m in points)
                ]
                series.append(
                    Series(
                        role="simulation",
                        label=part,
                        x=x,
                        y=[m.mean[index] for m in points],
                        yerr=[m.standard_error[index] for m in points],
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
        name="reachability_f5_bow_tie",
        title="Who hears the core, who is heard by it",
        caption="The core grows from zero at one synapse a neuron; when every neuron receives "
        "exactly two, it already holds four fifths of all neurons, instead of two thirds.",
        panels=bow_tie_panels,
    ),
)
