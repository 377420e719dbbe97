"""Figures of the diagonal state-space models."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm.maps import Map
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes
from netbounds.validation.figures import Figure, Measured, Measurement, Panel, Series

MAPS: tuple[Map, ...] = ("direct", "exponential", "softplus", "best")


def _points(label: str, x: ArrayLike, y: ArrayLike) -> Series:
    return Series(role="simulation", label=label, x=x, y=y)


def _of(found: Sequence[Measurement], **wanted: object) -> list[Measurement]:
    return [m for m in found if all(m.point[k] == v for k, v in wanted.items())]


def _noise_panels(measured: Measured) -> tuple[Panel, ...]:
    radii = np.geomspace(1e-4, 0.6, 160)
    series: list[Series] = []
    found = measured("direct weights stop decaying at the noise of their slowest mode")
    for modes in (8, 10, 12):
        kernel = theory.exponential_sum(2.0, 0.8, first=1 - modes, last=0, start=3.5)
        wall = min(kernel.rates)
        below = [b for b in radii.tolist() if b < wall] + [wall * (1 - 10.0**-k) for k in (2, 4)]
        label = f"direct, {modes} modes"
        y = [theory.worst_perturbation_error(kernel, b, "direct") for b in below]
        series.append(Series(role="theory", label=label, x=below, y=y))
        own = [m for m in _of(found, modes=modes) if m.mean > 0]
        series.append(_points(label, [m.point["radius"] for m in own], [1 / m.mean for m in own]))
    label = "exponential, any number"
    y = [theory.long_memory_perturbation_error(2.0, float(b)) for b in radii]
    series.append(Series(role="theory", label=label, x=radii, y=y))
    own = measured("polynomial memory under weight noise, exponential map")
    series.append(_points(label, [m.point["radius"] for m in own], [m.mean for m in own]))
    return (
        Panel(
            xlabel="change of every weight", ylabel="change of the kernel (L1)",
            xscale="log", yscale="log", xlim=(1e-4, 0.6), ylim=(1e-6, 30), series=series,
        ),
    )  # fmt: skip


def _modulus_panels(measured: Measured) -> tuple[Panel, ...]:
    radii = np.geomspace(0.05, 6, 120)
    found = measured("modulus of the stable maps, by search over all weights")
    series: list[Series] = []
    shown: tuple[tuple[Map, str], ...] = (
        ("exponential", "exponential, softplus"),
        ("best", "best"),
    )
    for name, label in shown:
        y = [theory.stability_modulus(float(b), name) for b in radii]
        series.append(Series(role="theory", label=label, x=radii, y=y))
        own = _of(found, reparameterization=name)
        series.append(_points(label, [m.point["radius"] for m in own], [m.mean for m in own]))
    y = [b * math.sqrt(2) for b in radii.tolist()]
    series.append(Series(role="rival", label="best", x=radii, y=y))
    crossing = theory.modulus_crossing(1.0, 0.5)
    series.append(Series(role="guide", label="equal", x=[crossing] * 2, y=[0.03, 500]))
    return (
        Panel(
            xlabel="largest change of a weight", ylabel="relative change of time constants",
            xscale="log", yscale="log", ylim=(0.03, 500), series=series,
        ),
    )  # fmt: skip


def _error_panels(measured: Measured) -> tuple[Panel, ...]:
    found = measured("error of an even grid of weights, at every time")
    later = np.geomspace(1, 2e4, 600)  # 1 + t
    panels = []
    for step in (2.0, 1.0):
        bound = theory.aliasing_bound(1.1, step)
        unit = 1e2 if step == 2.0 else 1e4
        y = [unit * theory.exponential_sum_error(float(u - 1), 1.1, step) for u in later]
        own = _of(found, exponent=1.1, step=step)
        ends = [1.0, 2e4]
        panels.append(
            Panel(
                title=f"weights {step:g} apart", xlabel="1 + t", xscale="log",
                ylabel="relative error, %" if step == 2.0 else "relative error × 10⁴",
                ylim=(-1.25 * unit * bound, 1.6 * unit * bound),
                series=(
                    Series(role="theory", label="error", x=later, y=y),
                    _points(
                        "error", [1 + m.point["time"] for m in own], [unit * m.mean for m in own]
                    ),
                    Series(role="guide", label="bound", x=ends, y=[unit * bound] * 2),
                    Series(role="guide", label="bound", x=ends, y=[-unit * bound] * 2),
                ),
            )
        )  # fmt: skip
    return tuple(panels)


def _design_panels(measured: Measured) -> tuple[Panel, ...]:
    horizons, errors = np.geomspace(10, 1e8, 57), np.geomspace(1e-10, 1e-1, 46)
    by_time = [
        Series(
            role="theory", label=f"error {error:g}", x=horizons,
            y=[theory.modes_needed(1.1, float(T), error) for T in horizons],
        )
        for error in (1e-2, 1e-4, 1e-6)
    ]  # fmt: skip
    by_error = [
        Series(
            role="theory", label=f"until {T:g}", x=errors,
            y=[theory.modes_needed(1.1, T, float(error)) for error in errors],
        )
        for T in (1e2, 1e4, 1e6)
    ]  # fmt: skip
    return (
        Panel(xlabel="longest time T", ylabel="modes", xscale="log", series=by_time),
        Panel(xlabel="relative error", ylabel="modes", xscale="log", series=by_error),
    )


def _curse_panels(measured: Measured) -> tuple[Panel, ...]:
    floors = np.geomspace(0.01, 3, 120)
    found = measured("modes that may not be slow miss long memory")
    series: list[Series] = []
    for exponent, total in ((1.0, 1.0), (1.1, 2.0), (1.5, 1.0)):
        label = f"p = {exponent:g}, C = {total:g}"
        y = [theory.curse_of_memory_bound(exponent, total, float(m)) for m in floors]
        series.append(Series(role="theory", label=label, x=floors, y=y))
        own = _of(found, exponent=exponent, coefficient_sum=total)
        x = [m.point["slowest_rate"] for m in own]
        series.append(_points(label, x, [m.mean for m in own]))
    return (
        Panel(
            xlabel="least decay rate allowed", ylabel="error of the kernel, at least",
            xscale="log", yscale="log", series=series,
        ),
    )  # fmt: skip


def _rate_panels(measured: Measured) -> tuple[Panel, ...]:
    slow = np.geomspace(2e-3, 0.6, 80)
    found = measured("largest learning rate, by bisection")
    limits: list[Series] = []
    pulls: list[Series] = []
    for name in MAPS:
        kernels = [Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, float(m))) for m in slow]
        y = [theory.largest_learning_rate(kernel, name) for kernel in kernels]
        limits.append(Series(role="theory", label=name, x=slow, y=y))
        own = _of(found, reparameterization=name)
        limits.append(_points(name, [m.point["rates"][-1] for m in own], [m.mean for m in own]))
        y = [theory.gradient_scale(float(m), name) for m in slow]
        pulls.append(Series(role="theory", label=name, x=slow, y=y))
    maps: list[Series] = []
    for name in MAPS:
        weights = np.linspace(-6, -0.02 if name == "direct" else 6, 121)
        y = [theory.decay_rate(float(w), name) for w in weights]
        maps.append(Series(role="theory", label=name, x=weights, y=y))
    return (
        Panel(
            title="the maps", xlabel="trained weight", ylabel="decay rate", yscale="log",
            ylim=(0.015, 900), series=maps,
        ),
        Panel(
            title="how large a step", xlabel="decay rate of the slowest mode",
            ylabel="largest learning rate", xscale="log", yscale="log", series=limits,
        ),
        Panel(
            title="how hard a pull", xlabel="decay rate of a mode",
            ylabel="gradient per coefficient", xscale="log", yscale="log", series=pulls,
        ),
    )  # fmt: skip


def _training_panels(measured: Measured) -> tuple[Panel, ...]:
    series = []
    for name in MAPS:
        for rate in (1e-5, 1e-4) if name == "direct" else (5e-3,):
            run = simulate.train(name, rate, steps=2000)
            shown = np.unique(np.geomspace(1, len(run.losses), 60).astype(int)) - 1
            series.append(_points(f"{name}, {rate:g}", shown + 1, run.losses[shown]))
    return (
        Panel(
            xlabel="step", ylabel="loss", xscale="log", yscale="log", series=series,
            ylim=(0.04, 2),
        ),
    )  # fmt: skip


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="stable_ssm_f1_noise",
        title="What weight noise does to long memory",
        caption="Change of the kernel when every weight is moved towards slower modes, for sums "
        "that approximate 1/(1+t)². Direct weights have a wall at their slowest mode, which moves "
        "to 0 as modes are added; with the exponential map the change stays that of the limit, "
        "whatever the number of modes.",
        panels=_noise_panels,
    ),
    Figure(
        name="stable_ssm_f2_error",
        title="The error of an even grid of weights",
        caption="Relative error of the sum for (1 + t)^-1.1 with weights 2 and 1 apart: it "
        "oscillates in ln t for ever and never leaves its bound.",
        panels=_error_panels,
    ),
    Figure(
        name="stable_ssm_f3_modes",
        title="How many modes a memory needs",
        caption="Modes that guarantee a relative error until a time T, for (1 + t)^-1.1: each "
        "decade of T costs the same number; each decade of the error more than the one before.",
        panels=_design_panels,
    ),
    Figure(
        name="stable_ssm_f4_rates",
        title="Slow modes throttle the learning rate",
        caption="Left: the four maps. Middle: largest learning rate of three modes against the "
        "slowest of them; it falls like the cube of its rate for direct weights, in proportion for "
        "the exponential and softplus maps, and not at all for best. Right: scale of the gradient "
        "for bounded inputs.",
        panels=_rate_panels,
    ),
    Figure(
        name="stable_ssm_f5_modulus",
        title="Which map stands weight noise better?",
        caption="Largest relative change of a time constant against the change of its weight: "
        "below 2.98 the exponential map is the more robust, above it best (a = 1, b = 1/2). "
        "Dashed: the response to small noise, extrapolated.",
        panels=_modulus_panels,
    ),
    Figure(
        name="stable_ssm_f6_curse",
        title="The curse of memory",
        caption="Least possible error of a kernel for (1 + t)^-p whose modes all decay faster than "
        "a floor: proven bound (lines), and the optimum that linear programming finds (points).",
        panels=_curse_panels,
    ),
    Figure(
        name="stable_ssm_f7_training",
        title="Training sixteen modes",
        caption="Loss against steps of gradient descent on coefficients and weights, target "
        "(1 + 0.1 t)^-1.1. Direct weights end after six steps at the learning rate 0.0001, when a "
        "mode stops decaying; the other maps descend smoothly at 0.005 (exponential and softplus "
        "coincide).",
        panels=_training_panels,
    ),
)
