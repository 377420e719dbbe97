"""What the figures of the low-rank sparse weights show."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate import low_rank_sparse_control as simulate
from netbounds.simulate.low_rank_sparse_control.weights import Initialisation
from netbounds.theory import low_rank_sparse_control as theory
from netbounds.validation.figures import Measured, Measurement, Panel, Series

_KINDS: tuple[Initialisation, ...] = ("orthogonal", "glorot")
_UNITS, _DRAWS = 64, 24
Floats = NDArray[np.float64]


def _drawn(label: str, x: Sequence[float], trials: Sequence[Sequence[float]]) -> Series:
    """Means of trials at each x with their standard errors."""
    each = np.array(trials)
    error = each.std(axis=1, ddof=1) / np.sqrt(each.shape[1])
    return Series(role="simulation", label=label, x=x, y=each.mean(axis=1), yerr=error)


def _measured(label: str, x: Sequence[float], found: Sequence[Measurement]) -> Series:
    return Series(
        role="simulation", label=label, x=x,
        y=[m.mean for m in found], yerr=[m.standard_error for m in found],
    )  # fmt: skip


def _rank(fraction: float) -> str:
    return "rank n" if fraction == 1 else f"rank {fraction:g} n"


def size_panels(measured: Measured) -> tuple[Panel, ...]:
    """Radius against sparsity for both initialisations, and the norm of Glorot weights."""
    rng = np.random.default_rng(11)
    curve, few = np.linspace(0, 0.99, 100), [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9]
    panels = []
    shown: tuple[tuple[str, Initialisation], ...] = (
        ("radius", "orthogonal"), ("radius", "glorot"), ("norm", "glorot"),
    )  # fmt: skip
    for word, kind in shown:
        ask = theory.recurrent_radius if word == "radius" else theory.recurrent_norm
        draw = simulate.measured_radius if word == "radius" else simulate.measured_norm
        series = []
        for fraction in (0.125, 0.25, 1.0):
            rank, label = round(fraction * _UNITS), _rank(fraction)
            y = [ask(fraction, float(s), kind) for s in curve]
            trials = [[draw(_UNITS, rank, s, kind, rng=rng) for _ in range(_DRAWS)] for s in few]
            series.append(Series(role="theory", label=label, x=curve, y=y))
            series.append(_drawn(label, few, trials))
        panels.append(
            Panel(
                xlabel="sparsity s", ylabel=f"spectral {word}", title=f"{kind}, n = {_UNITS}",
                series=series, ylim=(0, None),
            )
        )  # fmt: skip
    return tuple(panels)


def peak_panels(measured: Measured) -> tuple[Panel, ...]:
    """The norm of orthogonal weights against sparsity: up first, then down."""
    curve = np.concatenate([np.geomspace(1e-6, 0.02, 40), np.linspace(0.025, 0.98, 120)])
    series = []
    for fraction in (1.0, 0.5, 0.25, 0.1):
        label = _rank(fraction)
        y = [theory.recurrent_norm(fraction, float(s), "orthogonal") for s in curve]
        series.append(Series(role="theory", label=label, x=curve, y=y))
        name = "a mask raises the norm of orthogonal weights"
        found = measured(name if fraction == 1 else "norm, carried on to infinite size")
        own = [
            m
            for m in found
            if m.point["rank_fraction"] == fraction and m.point["initialisation"] == "orthogonal"
        ]
        if own:
            series.append(_measured(label, [m.point["sparsity"] for m in own], own))
    radius = [theory.recurrent_radius(1.0, float(s), "orthogonal") for s in curve]
    series.append(Series(role="rival", label="falling like the radius", x=curve, y=radius))
    peak = Series(role="guide", label="root of 2, at s = 1/4", x=[0, 0.25],
                  y=[np.sqrt(2)] * 2)  # fmt: skip
    return (
        Panel(
            xlabel="sparsity s", ylabel="spectral norm", series=[*series, peak], ylim=(0, 1.5),
            xlim=(0, 1.0),
        ),
    )  # fmt: skip


def design_panels(measured: Measured) -> tuple[Panel, ...]:
    """Rank and sparsity for a wanted radius, and what each design costs."""
    trade, cost = [], []
    for kind in _KINDS:
        series = []
        for radius in (0.3, 0.5, 0.8):
            designs = theory.designs_for_radius(_UNITS, radius, initialisation=kind)
            ranks = [one.rank / _UNITS for one in designs]
            y = [one.sparsity for one in designs]
            series.append(Series(role="theory", label=f"radius {radius:g}", x=ranks, y=y))
            if radius == 0.5:
                trained = [one.factor_parameters for one in designs]
                y = [one.nonzeros for one in designs]
                cost.append(Series(role="theory", label=kind, x=trained, y=y))
        trade.append(
            Panel(
                xlabel="rank / n", ylabel="sparsity s", title=kind, series=series,
                xlim=(0, 1), ylim=(0, 1.35),
            )
        )  # fmt: skip
    full = Series(role="guide", label="dense, full rank", x=[0, 2 * _UNITS**2], y=[_UNITS**2] * 2)
    return (
        *trade,
        Panel(
            xlabel="trained numbers, 2 n r", ylabel="synapses, (1 - s) n²",
            title=f"radius 0.5, n = {_UNITS}", series=[*cost, full], ylim=(0, 6000),
        ),
    )  # fmt: skip


def cloud_panels(measured: Measured) -> tuple[Panel, ...]:
    """Eigenvalues in the plane: dense and truncated, then masked; the disc of the theory."""
    rng = np.random.default_rng(12)
    n, angle, panels = 300, np.linspace(0, 2 * np.pi, 200), []
    cases: tuple[tuple[str, Initialisation, int, float], ...] = (
        ("orthogonal, rank n/2, no mask", "orthogonal", n // 2, 0.0),
        ("orthogonal, rank n/2, s = 0.5", "orthogonal", n // 2, 0.5),
        ("glorot, rank n/8, s = 0.5", "glorot", n // 8, 0.5),
    )
    for title, kind, rank, sparsity in cases:
        weights = simulate.low_rank_sparse_weights(n, rank, sparsity, kind, rng)
        values = np.linalg.eigvals(weights)
        values = values[np.abs(values) > 1e-9]  # what truncation sets to 0 is only rounding
        edge = theory.recurrent_radius(rank / n, sparsity, kind)
        panels.append(
            Panel(
                xlabel="real part", ylabel="imaginary part", title=title,
                series=[
                    Series(role="simulation", label="eigenvalues", x=values.real,
                           y=values.imag),
                    Series(role="theory", label="radius", x=edge * np.cos(angle),
                           y=edge * np.sin(angle)),
                ],
                xlim=(-1.5, 1.5), ylim=(-0.85, 1.28),
            )
        )  # fmt: skip
    return tuple(panels)


def stability_panels(measured: Measured) -> tuple[Panel, ...]:
    """Probability of a stable loop against feedback: networks of one radius share a curve."""
    rng, plant, n, draws = np.random.default_rng(13), 0.9, 32, 160
    strengths = np.geomspace(0.02, 2, 50)
    few = [0.03, 0.06, 0.12, 0.25, 0.5, 1.0]
    groups: dict[float, tuple[tuple[int, float, Initialisation], ...]] = {
        0.5: ((16, 0.5, "orthogonal"), (32, 0.75, "orthogonal"), (32, 0.75, "glorot")),
        0.7071: ((32, 0.5, "orthogonal"), (32, 0.5, "glorot")),
    }
    series = []
    for radius, networks in groups.items():
        label = f"radius {radius:.2g}"
        y = [theory.loop_stability_probability(plant, float(s), radius) for s in strengths]
        series.append(Series(role="theory", label=label, x=strengths, y=y))
        static = [theory.loop_stability_bound(plant, float(s), radius) for s in strengths]
        series.append(Series(role="rival", label=label, x=strengths, y=static))
        for rank, sparsity, kind in networks:
            stable = [
                [
                    float(
                        simulate.closed_loop_is_stable(n, rank, sparsity, kind, plant, s, rng=rng)
                    )
                    for _ in range(draws)
                ]
                for s in few
            ]
            series.append(_drawn(label, few, stable))
    return (
        Panel(
            xlabel="strength of the feedback", ylabel="probability of a stable loop",
            xscale="log", series=series, ylim=(0, 1.02),
        ),
    )  # fmt: skip


def gradient_panels(measured: Measured) -> tuple[Panel, ...]:
    """Mean squared gradient against steps, and the norms that do not govern it."""
    steps = np.arange(0, 9)
    series = []
    rng = np.random.default_rng(14)
    cases: tuple[tuple[int, float, Initialisation], ...] = (
        (32, 0.5, "orthogonal"), (16, 0.5, "glorot"), (64, 0.3, "orthogonal"),
    )  # fmt: skip
    for rank, sparsity, kind in cases:
        radius = theory.recurrent_radius(rank / _UNITS, sparsity, kind)
        norm = theory.recurrent_norm(rank / _UNITS, sparsity, kind)
        label = f"{kind}, rank {rank}, s = {sparsity:g}"
        y = [theory.gradient_decay(radius, int(k)) for k in steps]
        series.append(Series(role="theory", label=label, x=steps, y=y))
        series.append(Series(role="rival", label=label, x=steps, y=norm ** (2.0 * steps)))
        trials = [
            simulate.powers_of_weights(_UNITS, rank, sparsity, kind, 8, rng=rng)
            for _ in range(_DRAWS)
        ]
        series.append(_drawn(label, list(range(1, 9)), np.array(trials).T.tolist()))
    return (
        Panel(
            xlabel="steps", ylabel="mean squared gradient per unit", yscale="log",
            title="n = 64; dashed: powers of the norm", series=series, ylim=(1e-5, 30),
        ),
    )  # fmt: skip
