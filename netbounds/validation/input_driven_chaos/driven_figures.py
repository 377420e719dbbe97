"""Figures of balanced networks under common and under independent input."""

import math
from collections.abc import Sequence

import numpy as np

from netbounds.theory import input_driven_chaos as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series
from netbounds.validation.input_driven_chaos.curves import (
    CriticalAmplitude,
    critical_amplitudes,
    exponents,
    slow_cycle,
)

SIZE, GAIN, FREQUENCY = 1000, 2.0, 0.2
AMPLITUDE = "amplitude, $I_1$"
SHARE = r"amplitude, $I_1/\sqrt{N}$"


def _dots(measured: Measured, claim: str, label: str) -> tuple[Series, ...]:
    """Exponents of networks of 2000 neurons; none in the quick run, which has smaller ones."""
    rows = [m for m in measured(claim) if m.point["n"] == 2000 and m.trials > 1]
    if not rows:
        return ()
    return (
        Series(
            role="simulation",
            label=label,
            x=[m.point["input_amplitude"] for m in rows],
            y=[m.mean[0] for m in rows],
            yerr=[m.standard_error[0] for m in rows],
        ),
    )


def exponent_panels(measured: Measured) -> tuple[Panel, ...]:
    """The exponent against the amplitude."""
    independent, common = exponents("independent"), exponents("common")
    quiet = theory.balanced_mean_field(GAIN, None, dt=0.05).lyapunov_exponent
    driven = [r.input_amplitude for r in common]
    amplitudes = np.geomspace(driven[0], driven[-1], 200).tolist()
    slow = [
        theory.quasi_static_lyapunov_exponent(a, 2000, autonomous_exponent=quiet)
        for a in amplitudes
    ]
    return (
        Panel(
            xlabel=AMPLITUDE,
            ylabel=r"Lyapunov exponent, $\lambda\tau$",
            xscale="log",
            series=(
                Series(
                    role="theory",
                    label="random phases",
                    x=[r.input_amplitude for r in independent],
                    y=[r.exponent for r in independent],
                ),
                Series(role="theory", label="common", x=driven, y=[r.exponent for r in common]),
                Series(role="rival", label="common, if slow", x=amplitudes, y=slow),
                *_dots(
                    measured,
                    "input with random phases suppresses chaos at order 1",
                    "random phases",
                ),
                *_dots(measured, "common input leaves chaos up to the order sqrt(N)", "common"),
            ),
        ),
    )


def _rows(kind: str, along: str) -> list[CriticalAmplitude]:
    """Critical amplitudes along one parameter, ascending, the others as in the text."""
    fixed = {"gain": GAIN, "neurons": SIZE, "frequency": FREQUENCY}
    del fixed[along]
    rows = [
        row
        for row in critical_amplitudes(kind)
        if all(getattr(row, name) == value for name, value in fixed.items())
    ]
    return sorted(rows, key=lambda row: float(getattr(row, along)))


def _line(rows: Sequence[CriticalAmplitude], along: str, label: str, share: bool) -> Series:
    return Series(
        role="theory",
        label=label,
        x=[getattr(row, along) for row in rows],
        y=[row.amplitude / (math.sqrt(row.neurons) if share else 1) for row in rows],
    )


def size_panels(measured: Measured) -> tuple[Panel, ...]:
    """Critical amplitude against the size of the network."""
    quiet = theory.balanced_mean_field(GAIN, None, dt=0.05).lyapunov_exponent
    sizes = np.array([500, 1000, 2000, 5000])
    slow = [theory.quasi_static_input_amplitude(int(n), autonomous_exponent=quiet) for n in sizes]
    return (
        Panel(
            xlabel="neurons, N",
            ylabel="critical " + AMPLITUDE,
            xscale="log",
            yscale="log",
            series=(
                _line(_rows("common", "neurons"), "neurons", "common", False),
                Series(role="rival", label="common, if slow", x=sizes, y=slow),
                _line(_rows("independent", "neurons"), "neurons", "random phases", False),
            ),
        ),
    )


def frequency_panels(measured: Measured) -> tuple[Panel, ...]:
    """Critical amplitude against the frequency."""
    common, independent = _rows("common", "frequency"), _rows("independent", "frequency")
    quiet = theory.balanced_mean_field(GAIN, None, dt=0.05).lyapunov_exponent
    slow = theory.quasi_static_input_amplitude(SIZE, autonomous_exponent=quiet)
    ends = [independent[0].frequency, independent[-1].frequency]
    frozen = theory.frozen_input_amplitude(GAIN)
    label = r"frequency, $f\tau$"
    return (
        Panel(
            xlabel=label,
            ylabel="critical " + SHARE,
            xscale="log",
            title="common input",
            series=(
                _line(common, "frequency", "mean field", True),
                Series(
                    role="rival",
                    label="slow limit",
                    x=[common[0].frequency, common[-1].frequency],
                    y=[slow / math.sqrt(SIZE)] * 2,
                ),
            ),
        ),
        Panel(
            xlabel=label,
            ylabel="critical " + AMPLITUDE,
            xscale="log",
            title="random phases",
            series=(
                _line(independent, "frequency", "mean field", False),
                Series(role="rival", label="frozen limit", x=ends, y=[frozen] * 2),
            ),
        ),
    )


def gain_panels(measured: Measured) -> tuple[Panel, ...]:
    """Critical amplitude against the gain."""
    gains = np.sqrt(2) + np.linspace(1e-3, 1, 60)
    coarse = np.linspace(1.46, 2.4, 9)
    slow = [
        theory.quasi_static_input_amplitude(
            SIZE,
            autonomous_exponent=theory.balanced_mean_field(
                float(g), None, dt=0.05
            ).lyapunov_exponent,
        )
        for g in coarse
    ]
    return (
        Panel(
            xlabel="gain, g",
            ylabel="critical " + SHARE,
            title="common input",
            ylim=(0, 1.2),
            series=(
                _line(_rows("common", "gain"), "gain", "mean field", True),
                Series(
                    role="rival", label="slow limit", x=coarse, y=np.array(slow) / math.sqrt(SIZE)
                ),
            ),
        ),
        Panel(
            xlabel="gain, g",
            ylabel="critical " + AMPLITUDE,
            title="random phases",
            ylim=(0, 8),
            series=(
                _line(_rows("independent", "gain"), "gain", "mean field, f = 0.2", False),
                Series(
                    role="theory",
                    label="frozen limit",
                    x=gains,
                    y=[theory.frozen_input_amplitude(float(g)) for g in gains],
                ),
                Series(
                    role="rival",
                    label=r"law $\sqrt{g - \sqrt{2}}$",
                    x=gains,
                    y=[theory.threshold_input_amplitude(float(g)) for g in gains],
                ),
            ),
        ),
    )


def cycle_panels(measured: Measured) -> tuple[Panel, ...]:
    """Local growth of differences over one slow cycle."""
    rows = slow_cycle()
    times = [row.time for row in rows]
    quiet = theory.balanced_mean_field(GAIN, None, dt=0.05).lyapunov_exponent
    return (
        Panel(
            xlabel=r"time, $t/\tau$",
            ylabel=r"total input $/\sqrt{N}$",
            series=(
                Series(
                    role="theory",
                    label="",
                    x=times,
                    y=[row.input / math.sqrt(SIZE) for row in rows],
                ),
            ),
        ),
        Panel(
            xlabel=r"time, $t/\tau$",
            ylabel=r"local exponent, $\lambda(t)\tau$",
            ylim=(-1.2, 1.2),
            series=(
                Series(
                    role="theory",
                    label="mean field",
                    x=times,
                    y=[row.local_exponent for row in rows],
                ),
                Series(
                    role="rival",
                    label="slow limit",
                    x=times,
                    y=[quiet if row.input > 0 else -1.0 for row in rows],
                ),
            ),
        ),
    )


DRIVEN_FIGURES = (
    Figure(
        name="f1_common_and_independent",
        title="Exponent against input amplitude",
        caption="N = 2000, g = 2, f = 0.2: input of random phases ends chaos at amplitude 4, input "
        "common to all neurons only at 41, because inhibition cancels what is weaker. Networks lie "
        "25/N to 45/N below the theory.",
        panels=exponent_panels,
    ),
    Figure(
        name="f2_amplitude_and_size",
        title="Critical amplitude and network size",
        caption="The amplitude that suppresses chaos grows like the square root of N if all "
        "neurons share the input, and not at all if phases are random.",
        panels=size_panels,
    ),
    Figure(
        name="f3_amplitude_and_frequency",
        title="Critical amplitude and frequency",
        caption="Both kinds of input work best at an intermediate frequency. Common input meets "
        "its slow limit at f = 0.02; input of random phases is far from its frozen limit there.",
        panels=frequency_panels,
    ),
    Figure(
        name="f4_amplitude_and_gain",
        title="Critical amplitude and gain",
        caption="Next to the onset of chaos at g = 1.41 weak input of random phases suffices. Slow "
        "common input must exceed sqrt(N) at any gain; at f = 0.2 less of it suffices the closer "
        "the gain is to the onset.",
        panels=gain_panels,
    ),
    Figure(
        name="f5_slow_cycle",
        title="Slow common input silences the network",
        caption="N = 1000, g = 2, f = 0.01: while total input is negative all neurons are silent "
        "and differences decay at rate 1; otherwise they grow about as without input.",
        panels=cycle_panels,
    ),
)
