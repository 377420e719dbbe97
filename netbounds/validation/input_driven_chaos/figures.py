"""Figures of input-driven chaos."""

import numpy as np

from netbounds.theory import input_driven_chaos as theory
from netbounds.validation.figures import Figure, Measured, Panel, Series


def fraction_panels(measured: Measured) -> tuple[Panel, ...]:
    """The fraction of driven neurons below which no input helps."""
    gains = np.linspace(1.02, 4, 60)
    critical = [theory.critical_driven_fraction(float(g)) for g in gains]
    return (
        Panel(
            xlabel="gain, g",
            ylabel="critical driven fraction, $p_c$",
            series=(Series(role="theory", label="$p_c$", x=gains, y=critical),),
        ),
    )


FIGURES = (
    Figure(
        name="f9_critical_driven_fraction",
        title="How many neurons must be driven",
        caption="Below the line no input suppresses chaos, however strong.",
        panels=fraction_panels,
    ),
)
