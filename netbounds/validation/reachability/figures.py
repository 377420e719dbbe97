"""Figures of the reachability laws."""

from collections.abc import Callable
from typing import Any

import numpy as np

from netbounds.ensembles import Bernoulli, FixedInDegree, RandomDrive, Seeds
from netbounds.theory import reachability as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.reachability.component_figures import (
    accuracy_panels,
    histogram_panels,
)

PARTS = ("core", "rest", "downstream", "upstream")
ORDER = ("core", "upstream", "downstream", "rest")  # as simulations report them


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
