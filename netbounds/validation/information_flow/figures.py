"""Figures of information flow: what theory says of networks, with simulations on top."""

import numpy as np

from netbounds.ensembles import Bernoulli, FixedInDegree
from netbounds.graph.percolation import percolate
from netbounds.theory import information_flow as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.information_flow.signal_panels import (
    forgetting_panels,
    gain_panels,
    information_panels,
    spectrum_panels,
)

_LARGE = 10**6


def driver_panels(measured: Measured) -> tuple[Panel, ...]:
    """Share of neurons that need a signal of their own against the synapses a neuron receives."""
    degrees = np.linspace(0.1, 6, 60)
    whole = np.arange(1, 7)
    series = [
        Series(
            role="theory",
            label="independent synapses",
            x=degrees,
            y=[theory.unmatched_fraction(Bernoulli(_LARGE, c / _LARGE)) for c in degrees],
        ),
        Series(
            role="theory",
            label="every neuron receives K",
            x=whole,
            y=[theory.unmatched_fraction(FixedInDegree(_LARGE, int(k))) for k in whole],
        ),
        Series(role="rival", label="neurons without input alone", x=degrees, y=np.exp(-degrees)),
    ]
    for label, name in (
        ("independent synapses", "drivers needed at random"),
        ("every neuron receives K", "drivers needed at fixed in-degree"),
    ):
        points = measured(name)
        ensembles = [m.point["ensemble"] for m in points]
        series.append(
            Series(
                role="simulation",
                label=label,
                x=[e.n * e.p if isinstance(e, Bernoulli) else e.k for e in ensembles],
                y=[m.mean for m in points],
                yerr=[m.standard_error for m in points],
            )
        )
    return (
        Panel(
            xlabel="synapses a neuron receives, K",
            ylabel="share of neurons to be driven",
            series=[s for s in series if len(np.ravel(s.x))],
            yscale="log",
            ylim=(1e-3, 1.2),
        ),
    )


def failure_panels(measured: Measured) -> tuple[Panel, ...]:
    """Probability that everybody stays reached against the share of synapses that fail."""
    failures = np.linspace(0.15, 0.5, 60)
    promise = [theory.probability_all_keep_a_parent(float(f), (8,), (1900,)) for f in failures]
    points = measured("all reached in a large failing network")
    series = [
        Series(role="theory", label="a parent is left", x=failures, y=promise),
        Series(
            role="rival",
            label="Poisson parents",
            x=failures,
            y=np.exp(-1900 * np.exp(-8 * (1 - failures))),
        ),
    ]
    if points:
        series.append(
            Series(
                role="simulation",
                label="a parent is left",
                x=[m.point["failure"] for m in points],
                y=[m.mean for m in points],
                yerr=[m.standard_error for m in points],
            )
        )
    large = Panel(
        xlabel="probability that a synapse fails, f",
        ylabel="probability that all are still reached",
        series=series,
        title="2000 neurons, 8 inputs each",
        ylim=(-0.03, 1.08),
    )
    return large, _worm_panel()


def _worm_panel() -> Panel:
    """Bounds of a given graph with cycles, the worm, and the loss of its synapses simulated."""
    from netbounds.datasets import celegans

    worm = celegans()
    drive = np.flatnonzero(np.array(worm.classes) == "sensory")
    failures = np.linspace(0.0, 0.5, 26)
    bounds = [theory.reliability(worm, drive, float(f), trials=0) for f in failures]
    lost = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.3])
    rng = np.random.default_rng(6)
    missed = [percolate(worm, drive, float(f), trials=2048, rng=rng).missed for f in lost]
    share = np.array([np.mean(m == 0) for m in missed])
    return Panel(
        xlabel="probability that a synapse fails, f",
        ylabel="probability that all are still reached",
        series=[
            Series(role="theory", label="upper bound", x=failures, y=[b.upper_all for b in bounds]),
            Series(role="theory", label="lower bound", x=failures, y=[b.lower_all for b in bounds]),
            Series(
                role="simulation",
                label="the worm, 2048 losses",
                x=lost,
                y=share,
                yerr=np.sqrt(share * (1 - share) / 2048),
            ),
        ],
        title="the worm, sensory neurons driven",
        ylim=(-0.03, 1.08),
    )


def bottleneck_panels(measured: Measured) -> tuple[Panel, ...]:
    """Share of neurons that are single points of failure against the synapses a neuron receives."""
    n, driven = 100_000, tuple(range(5000))
    degrees = np.linspace(0.1, 7, 60)
    graphs = [Bernoulli(n, c / (n - 1)) for c in degrees]
    neurons = [theory.bottleneck_neurons_in_large_graph(g, driven) / n for g in graphs]
    synapses = [theory.bottleneck_synapses_in_large_graph(g, driven) / n for g in graphs]
    points = measured("neurons that are single points of failure among independent synapses")
    series = [
        Series(role="theory", label="neurons, loss silences others", x=degrees, y=neurons),
        Series(role="rival", label="synapses, loss silences neurons", x=degrees, y=synapses),
    ]
    if points:
        series.append(
            Series(
                role="simulation",
                label="neurons, loss silences others",
                x=[m.point["mean_degree"] for m in points],
                y=[m.mean for m in points],
                yerr=[m.standard_error for m in points],
            )
        )
    return (
        Panel(
            xlabel="synapses a neuron receives, K",
            ylabel="number, over all neurons",
            series=series,
            title="independent synapses, a twentieth driven",
            ylim=(-0.01, 0.45),
        ),
    )


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="information_flow_f1_drivers",
        title="Signals needed to control",
        caption="At two synapses a neuron a fifth of all neurons must be driven to control an "
        "independent random network, a sixth if everybody receives exactly two; neurons without "
        "input explain only part of it.",
        panels=driver_panels,
    ),
    Figure(
        name="information_flow_f2_failure",
        title="Reached as long as a parent is left",
        caption="With 2000 neurons, 8 inputs each and 100 driven, all stay reached with a "
        "probability that falls from 1 to 0 between a quarter and a half of the synapses lost. For "
        "the worm, both bounds of a given graph with cycles hold the simulated losses.",
        panels=failure_panels,
    ),
    Figure(
        name="information_flow_f3_gain",
        title="Gain falls with every synapse on the way",
        caption="The largest gain between neurons d synapses apart stays under both bounds. In "
        "this network of loud and quiet neurons the bound from distance fails without weights.",
        panels=gain_panels,
    ),
    Figure(
        name="information_flow_f4_information",
        title="Noise takes its share in every layer",
        caption="Bits about the source in one majority neuron of each layer, under the bound that "
        "percolation gives: loose where redundancy helps, steep where noise wins.",
        panels=information_panels,
    ),
    Figure(
        name="information_flow_f5_spectra",
        title="A disc, an outlier, and the law of the moduli",
        caption="With 14 inputs each, all eigenvalues but one lie in a disc of radius 3.74 and "
        "one at 14; with 3 inputs and outputs each, moduli follow the oriented Kesten-McKay law.",
        panels=spectrum_panels,
    ),
    Figure(
        name="information_flow_f6_forgetting",
        title="A random walk forgets its start all at once",
        caption="Total variation from equilibrium falls from 1 to 0 around the entropic time, "
        "more sharply the larger the network.",
        panels=forgetting_panels,
    ),
    Figure(
        name="information_flow_f7_bottlenecks",
        title="Single points of failure",
        caption="With few synapses little is reached, with many each neuron has several reached "
        "senders. Where both meet, more than a quarter of all neurons alone keep somebody in touch "
        "with the drive.",
        panels=bottleneck_panels,
    ),
)
