"""Figures of input-driven chaos."""

from netbounds.validation.figures import Figure
from netbounds.validation.input_driven_chaos.driven_figures import DRIVEN_FIGURES
from netbounds.validation.input_driven_chaos.panels import (
    degree_panels,
    fraction_panels,
    motion_panels,
    phase_panels,
)

FIGURES = (
    *DRIVEN_FIGURES,
    Figure(
        name="f6_phase_diagram",
        title="Chaos, and local expansion without chaos",
        caption="In discrete time chaos ends where local expansion ends. In continuous time it "
        "ends at weaker noise: the hatched networks expand some perturbations at every moment "
        "and are not chaotic.",
        panels=phase_panels,
    ),
    Figure(
        name="f7_autocovariance",
        title="The autocovariance moves like a ball in a potential",
        caption="Without noise the ball starts at rest and ends on the hill at C = 0; noise gives "
        "it a push at the start.",
        panels=motion_panels,
    ),
    Figure(
        name="f8_few_inputs",
        title="Sparse networks are more chaotic",
        caption="Gain 2, input variance 0.2, tanh: with few inputs per neuron the exponent is "
        "larger than in the dense limit, most with Gaussian weights.",
        panels=degree_panels,
    ),
    Figure(
        name="f9_critical_driven_fraction",
        title="How many neurons must be driven",
        caption="Below the line no input suppresses chaos, however strong: the exponent of a "
        "network of gain 2 stays positive if less than 22 % of its neurons are driven.",
        panels=fraction_panels,
    ),
)
