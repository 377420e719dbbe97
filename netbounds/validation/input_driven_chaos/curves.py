"""Mean-field curves that took minutes, as tables; `compute_curves` makes them again."""

import csv
import functools
from importlib import resources
from typing import NamedTuple


class CriticalAmplitude(NamedTuple):
    """Input amplitude at which the exponent vanishes."""

    gain: float
    neurons: int
    frequency: float
    dt: float
    amplitude: float


class Exponent(NamedTuple):
    """Exponent at an input amplitude."""

    neurons: int
    input_amplitude: float
    exponent: float


class SlowMoment(NamedTuple):
    """One moment of a slow cycle of common input."""

    time: float
    input: float
    mean: float
    local_exponent: float


def critical_amplitudes(kind: str) -> tuple[CriticalAmplitude, ...]:
    """Critical amplitudes of common or independent input."""
    return tuple(
        CriticalAmplitude(
            float(row["gain"]), int(row["neurons"]), float(row["frequency"]), float(row["dt"]),
            float(row["amplitude"]),
        )
        for row in _table("critical_amplitudes")
        if row["kind"] == kind
    )  # fmt: skip


def exponents(kind: str) -> tuple[Exponent, ...]:
    """Exponents against the amplitude, ascending: g = 2, f = 0.2, dt = 0.05."""
    return tuple(
        Exponent(int(row["neurons"]), float(row["input_amplitude"]), float(row["exponent"]))
        for row in _table("exponents")
        if row["kind"] == kind
    )


def slow_cycle() -> tuple[SlowMoment, ...]:
    """One cycle at N = 1000, g = 2, f = 0.01, I1 = 1.2 sqrt(N)."""
    return tuple(SlowMoment(*map(float, row.values())) for row in _table("slow_cycle"))


@functools.cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    place = resources.files("netbounds.validation").joinpath("data", "input_driven_chaos")
    text = place.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
