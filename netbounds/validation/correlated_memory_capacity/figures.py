"""Figures of correlated memory capacity."""

from netbounds.validation.correlated_memory_capacity.linear_panels import (
    chance_panels,
    fisher_panels,
    memory_function_panels,
    readout_panels,
    wiring_panels,
)
from netbounds.validation.correlated_memory_capacity.nonlinear_panels import (
    kernel_panels,
    processing_panels,
)
from netbounds.validation.figures import Figure

FIGURES = (
    Figure(
        name="f1_capacity_against_readouts",
        title="Memory capacity and readout size",
        caption="Memory capacity grows sublinearly with the readout; theories that neglect "
        "correlations overestimate it at once (independent neurons) or at many readouts.",
        panels=readout_panels,
    ),
    Figure(
        name="f2_processing_by_order",
        title="Capacity by polynomial order",
        caption="With few readouts all capacity is linear and cubic memory; orders are switched "
        "on one after the other, and all of them together cannot exceed the number of readouts.",
        panels=processing_panels,
    ),
    Figure(
        name="f3_memory_functions",
        title="Memory of 100 linear neurons",
        caption="All four curves enclose an area of 100; the pseudo-inverse of the Gramian loses "
        "most of the random reservoir's memory to rounding.",
        panels=memory_function_panels,
    ),
    Figure(
        name="f4_kernel_modes",
        title="Eigenmodes of the input history",
        caption="L readouts resolve the kernel's eigenmodes down to kappa(L); linear capacity "
        "saturates while cubic capacity rises.",
        panels=kernel_panels,
    ),
    Figure(
        name="f5_fisher_memory",
        title="Fisher memory of a fraction of the neurons",
        caption="Correlations move Fisher memory from old inputs to new ones the more neurons "
        "are read; without them (dashed) all delays would scale alike.",
        panels=fisher_panels,
    ),
    Figure(
        name="f6_random_wirings",
        title="Memory capacity of random wirings",
        caption="Driving all of 200 neurons does not give capacity 200: at mean degree 3 about "
        "0.86 of it, and hardly more than driving one neuron gives.",
        panels=wiring_panels,
    ),
    Figure(
        name="f7_chance",
        title="Chance in plain sums of capacities",
        caption="The plain sum over 100 delays exceeds the true capacity of 10 by far in short "
        "recordings; the adjusted sum does not.",
        panels=chance_panels,
    ),
)
