"""Capacity along one parameter: its values, and the picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from netbounds.answers.capacity_record import Capacity
from netbounds.domains import DomainError

_POINTS = 25


def values_of(words: str, allowed: Sequence[str]) -> tuple[str, list[Any]]:
    """Parameter and values of "in-degree=4:40": whole numbers if few, else 25 in all.

    Raises
    ------
    DomainError
        If the words have another form or name no parameter that can be swept.

    Examples
    --------
    >>> values_of("in-degree=4:7", ["in-degree"])
    ('in_degree', [4.0, 5.0, 6.0, 7.0])
    """
    name, _, ends = words.partition("=")
    try:
        low, high = (float(end) for end in ends.split(":"))
    except ValueError:
        low, high = 1.0, 0.0
    if name not in allowed or not low < high:
        raise DomainError(
            f"capacity: sweep must look like NAME=FROM:TO with FROM < TO and NAME one of "
            f"{', '.join(allowed)}, got {words!r}"
        )
    if low == int(low) and high == int(high) and high - low < 2 * _POINTS:
        values = [float(value) for value in range(int(low), int(high) + 1)]
    elif name == "neurons":
        values = np.unique(np.round(np.geomspace(low, high, _POINTS))).tolist()
    else:
        values = np.linspace(low, high, _POINTS).tolist()
    if name == "neurons":
        return name, [round(value) for value in values]
    return name.replace("-", "_"), values


def draw(name: str, values: Sequence[float], answers: Sequence[Capacity], file: Path) -> list[Path]:
    """Write the curve with its band, and the probability that everybody is reached, with CSV."""
    from netbounds.validation.figures import Figure, Panel, Series, write

    label = name.replace("_", "-")
    most = np.array([one.patterns for one in answers])
    low = np.array([one.patterns_low for one in answers])
    high = np.array([one.patterns_high for one in answers])
    rule = answers[0].rule
    panels = (
        Panel(
            xlabel=label,
            ylabel="patterns",
            yscale="log",
            series=(
                Series(role="theory", label=f"{rule}, predicted", x=values, y=most),
                Series(role="theory", label="95 % band, low", x=values, y=low),
                Series(role="theory", label="95 % band, high", x=values, y=high),
            ),
        ),
        Panel(
            xlabel=label,
            ylabel="probability",
            title="one neuron reaches all",
            series=(
                Series(
                    role="theory",
                    label="random graph",
                    x=values,
                    y=[one.probability_all_reached for one in answers],
                ),
            ),
        ),
    )
    figure = Figure(
        name=file.stem,
        title=f"Capacity against {label}",
        caption=f"Patterns that the rule {rule} classifies against {label}, with the 95 percent "
        "band, and the probability that one neuron reaches all others.",
        panels=lambda _: panels,
    )
    return write(figure, lambda _: [], file.parent, [file.suffix.lstrip(".") or "svg"])
