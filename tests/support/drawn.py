"""A figure that counts how often it is computed; workers must be able to import it."""

import os
from pathlib import Path

import numpy as np

from netbounds.validation.figures import Figure, Panel, Series

CALLS = "NETBOUNDS_TEST_CALLS"  # names a file that grows whenever panels are computed


def panels(measured):
    with Path(os.environ[CALLS]).open("a", encoding="utf-8") as file:
        file.write("x")
    points = measured("noisy square")
    x = np.linspace(1, 4, 7) / 3
    return (
        Panel(
            xlabel="n",
            ylabel="square",
            yscale="log",
            xlim=(0.5, None),
            ynames=("zero", "one"),
            series=(
                Series(role="theory", label="square", x=x, y=np.r_[x[:-1] ** 2, np.nan]),
                Series(
                    role="simulation",
                    label="square",
                    x=[m.point["n"] for m in points],
                    y=[m.mean for m in points],
                    yerr=np.array([[m.standard_error, 2 * m.standard_error] for m in points]).T,
                ),
            ),
        ),
    )


def typing_error(measured):
    return measured("noisy squid")


FIGURE = Figure(name="square", title="Squares", caption="Squares grow.", panels=panels)
