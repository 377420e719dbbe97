"""Compute the mean-field curves that take minutes, and keep them as CSV beside the package's data.

    python -m netbounds.validation.input_driven_chaos.compute_curves FOLDER

About 20 minutes on one core. Rows that the folder already has are kept, so that an interrupted
run goes on where it stopped.
"""

import csv
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from netbounds.theory.input_driven_chaos.balanced import balanced_mean_field
from netbounds.theory.input_driven_chaos.common_input import common_input_mean_field
from netbounds.theory.input_driven_chaos.critical_amplitude import critical_input_amplitude

GAIN, FREQUENCY, STEP = 2.0, 0.2, 0.05


def critical_points() -> Iterator[dict[str, Any]]:
    """Where critical amplitudes are wanted: against size, frequency, and gain."""
    for kind in ("independent", "common"):
        base = {"kind": kind, "gain": GAIN, "neurons": 1000, "frequency": FREQUENCY, "dt": STEP}
        yield base
        for n in (500, 2000, 5000):
            yield {**base, "neurons": n, "dt": 0.04 if n == 5000 else STEP}
        for f in (0.4, 0.1, 0.05, 0.02):
            yield {**base, "frequency": f}
        # next to the onset of chaos the two-time mean field takes hours to settle
        for g in (1.8, 2.4) if kind == "common" else (1.5, 1.6, 1.8, 2.4):
            yield {**base, "gain": g}


def exponent_points() -> Iterator[dict[str, Any]]:
    """Where exponents are wanted: against the amplitude."""
    base = {"gain": GAIN, "neurons": 2000, "frequency": FREQUENCY, "dt": STEP}
    for tenth in range(1, 61):
        if tenth <= 5 or tenth % 5 == 0:
            yield {"kind": "independent", **base, "input_amplitude": tenth / 5}
    for tenth in (1, 2, 3, 4, 5, 6, 8, 9, 10, 12):  # beyond, dt is too large a step
        yield {"kind": "common", **base, "input_amplitude": tenth / 10 * math.sqrt(2000)}


def critical(kind: str, gain: float, neurons: int, frequency: float, dt: float) -> list[float]:
    """The critical amplitude at one point."""
    amplitude = critical_input_amplitude(
        gain, neurons, frequency=frequency, kind="common" if kind == "common" else "independent",
        dt=dt,
    )  # fmt: skip
    return [amplitude]


def exponent(
    kind: str, gain: float, neurons: int, frequency: float, dt: float, input_amplitude: float
) -> list[float]:
    """The exponent at one point."""
    if kind == "independent":
        field = balanced_mean_field(
            gain, neurons, input_amplitude=input_amplitude, frequency=frequency, dt=dt
        )
        return [field.lyapunov_exponent]
    driven = common_input_mean_field(
        gain, neurons, input_amplitude=input_amplitude, frequency=frequency, dt=dt, transient=60.0
    )
    return [driven.lyapunov_exponent]


def slow_cycle(path: Path) -> None:
    """The local exponent over one slow cycle of common input, every half tau."""
    amplitude = 1.2 * math.sqrt(1000)
    field = common_input_mean_field(
        GAIN, 1000, input_amplitude=amplitude, frequency=0.01, dt=STEP, transient=60.0
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["time", "input", "mean", "local_exponent"])
        for i in range(0, field.times.size, 10):
            t = float(field.times[i])
            current = math.sqrt(1000) + amplitude * math.sin(2 * math.pi * 0.01 * t)
            numbers = (t, current, float(field.mean[i]), float(field.local_exponent[i]))
            out.writerow([f"{x:.6g}" for x in numbers])


def extend(
    path: Path,
    points: Sequence[dict[str, Any]],
    compute: Callable[..., list[float]],
    names: Sequence[str],
) -> None:
    """Add the missing points to a table, one row at a time."""
    header = [*points[0], *names]
    if not path.exists():
        path.write_text(",".join(header) + "\n", encoding="utf-8")
    with path.open(newline="", encoding="utf-8") as file:
        have = {tuple(row[: len(points[0])]) for row in csv.reader(file)}
    for point in points:
        key = tuple(f"{v:.10g}" if isinstance(v, float) else str(v) for v in point.values())
        if key in have:
            continue
        row = [*key, *(f"{value:.6g}" for value in compute(**point))]
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join(row) + "\n")


def main(folder: str) -> None:
    """Write all tables."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    if not (place / "slow_cycle.csv").exists():
        slow_cycle(place / "slow_cycle.csv")
    extend(place / "exponents.csv", list(exponent_points()), exponent, ["exponent"])
    points = list(critical_points())
    extend(place / "critical_amplitudes.csv", points, critical, ["amplitude"])


if __name__ == "__main__":
    main(sys.argv[1])
