"""Pictures of networks with sigmoids: phase diagrams, autocovariances, few synapses."""

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, TANH
from netbounds.theory import input_driven_chaos as theory
from netbounds.theory.input_driven_chaos.sparse import Degrees, Weights
from netbounds.theory.input_driven_chaos.stationary import stationary_mean_field
from netbounds.validation.figures import Measured, Panel, Series

FloatArray = NDArray[np.float64]


def phase_panels(measured: Measured) -> tuple[Panel, ...]:
    """Edge of chaos and of local expansion, in discrete and in continuous time."""
    gains = np.concatenate([np.linspace(1.001, 1.2, 12), np.linspace(1.25, 3, 30)])
    discrete = [theory.edge_of_chaos(float(g)).noise for g in gains]
    continuous = [theory.edge_of_chaos(float(g), time="continuous") for g in gains]
    chaos = [edge.noise for edge in continuous]
    expansion = [edge.expansive_noise for edge in continuous]
    # horizontal strokes fill the region between the two edges
    strokes = []
    for level in np.linspace(0.15, 3.9, 26):
        ends = [float(np.interp(level, edge, gains)) for edge in (expansion, chaos)]
        strokes.append(Series(role="theory", label="expansive, not chaotic", x=ends,
                              y=[level, level]))  # fmt: skip
    return (
        Panel(
            title="discrete time",
            xlabel="gain, g",
            ylabel=r"input variance, $\sigma^2$",
            series=(Series(role="theory", label="edge of chaos", x=gains, y=discrete),),
            ylim=(0, 4),
            xlim=(1, 3),
        ),
        Panel(
            title="continuous time",
            xlabel="gain, g",
            ylabel=r"noise intensity, $2D\tau$",
            series=(
                Series(role="theory", label="edge of chaos", x=gains, y=chaos),
                Series(role="rival", label="local instability", x=gains, y=expansion),
                *strokes,
            ),
            ylim=(0, 4),
            xlim=(1, 3),
        ),
    )


def motion_panels(measured: Measured) -> tuple[Panel, ...]:
    """Autocovariance in time, and the potential in which it moves."""
    covariances, potentials = [], []
    for noise in (0.0, 0.5, 2.0):
        label = f"2D = {noise:g}"
        field = stationary_mean_field(2.0, dt=0.05, noise=noise, activation=ERF)
        shown = field.lags <= 15
        covariances.append(
            Series(
                role="theory",
                label=label,
                x=field.lags[shown],
                y=field.autocovariance[shown],
            )
        )
        start = theory.continuous_variance(2.0, noise)
        c = np.linspace(0, start, 80)
        heights = [theory.autocovariance_potential(float(x), start, 2.0) for x in c]
        potentials.append(Series(role="theory", label=label, x=c, y=heights))
    return (
        Panel(xlabel=r"lag, $t/\tau$", ylabel="autocovariance, C", series=covariances),
        Panel(xlabel="autocovariance, C", ylabel="potential, V(C)", series=potentials),
    )


def degree_panels(measured: Measured) -> tuple[Panel, ...]:
    """The exponent against 1/K."""
    gain, fed = 2.0, 0.2
    inverse = np.linspace(1e-4, 0.22, 40)
    kinds: dict[str, tuple[Weights, Degrees]] = {
        r"$\pm$ weights": ("signs", "fixed"),
        "Gaussian weights": ("gaussian", "fixed"),
        r"$\pm$ weights, Poisson": ("signs", "poisson"),
        "Gaussian weights, Poisson": ("gaussian", "poisson"),
    }
    found = measured("few inputs per neuron change the exponent")
    series = []
    limit = theory.discrete_lyapunov_exponent(gain, fed, TANH)
    for label, (weights, degrees) in kinds.items():
        whole = np.unique(np.round(1 / inverse).astype(int))
        y = [
            theory.sparse_lyapunov_exponent(gain, int(k), fed, TANH, weights, degrees)
            for k in whole
        ]
        series.append(Series(role="theory", label=label, x=1 / whole, y=y))
        mine = [
            m for m in found
            if m.point["gaussian"] == (weights == "gaussian")
            and m.point["poisson"] == (degrees == "poisson")
        ]  # fmt: skip
        series.append(
            Series(
                role="simulation",
                label=label,
                x=[1 / m.point["in_degree"] for m in mine],
                y=[m.mean[0] for m in mine],
                yerr=[m.standard_error[0] for m in mine],
            )
        )
    series.append(Series(role="rival", label="dense limit", x=[0, 0.22], y=[limit, limit]))
    return (
        Panel(
            xlabel="1/K",
            ylabel=r"Lyapunov exponent, $\lambda$",
            series=series,
            ylim=(0.12, 0.15),
        ),
    )


def fraction_panels(measured: Measured) -> tuple[Panel, ...]:
    """The fraction of driven neurons below which no input helps."""
    gains = np.linspace(1.02, 4, 60)
    series = [
        Series(
            role="theory",
            label=activation.name,
            x=gains,
            y=[theory.critical_driven_fraction(float(g), activation) for g in gains],
        )
        for activation in (ERF, TANH)
    ]
    amplitudes = np.geomspace(0.1, 1e4, 50)
    critical = theory.critical_driven_fraction(2.0)
    fractions = {"p = 0.1": 0.1, f"p = {critical:.3f}": critical, "p = 0.3": 0.3, "p = 1": 1.0}
    exponents = [
        Series(
            role="theory",
            label=label,
            x=amplitudes,
            y=[theory.partial_drive_lyapunov_exponent(2.0, float(s), p) for s in amplitudes],
        )
        for label, p in fractions.items()
    ]
    exponents.append(Series(role="rival", label="edge", x=[0.1, 1e4], y=[0, 0]))
    return (
        Panel(
            xlabel="gain, g",
            ylabel="critical driven fraction, $p_c$",
            series=series,
            ylim=(0, 0.65),
        ),
        Panel(
            title="g = 2",
            xlabel=r"input variance, $\sigma^2$",
            ylabel=r"Lyapunov exponent, $\lambda$",
            xscale="log",
            series=exponents,
            ylim=(-0.4, 0.2),
        ),
    )
