"""What the figures of nonlinear capacity show."""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from netbounds.theory.correlated_memory_capacity import RecurrentKernel
from netbounds.validation.correlated_memory_capacity.nonlinear_claims import DEGREES
from netbounds.validation.correlated_memory_capacity.predictions import kernels
from netbounds.validation.figures import Measured, Panel, Series


def processing_panels(measured: Measured) -> tuple[Panel, ...]:
    """Capacity up to each polynomial order against the number of readouts."""
    series = []
    sizes = np.array([3.0, 240.0])
    series.append(Series(role="theory", label="all orders: L", x=sizes, y=sizes))
    for found in measured("no readout computes more than it has neurons"):
        for row, (degree, _) in enumerate(DEGREES):
            series.append(
                Series(
                    role="simulation",
                    label=f"orders up to {degree}",
                    x=found.point["readouts"],
                    y=found.mean[row],
                    yerr=found.standard_error[row],
                )
            )
    return (
        Panel(
            xlabel="readout neurons, L",
            ylabel="capacity",
            xscale="log",
            yscale="log",
            series=series,
        ),
    )


def kernel_panels(measured: Measured) -> tuple[Panel, ...]:
    """The eigenvalue staircase of the recurrent kernel, and capacities by order."""
    points = [m for m in measured("kernel law of few readouts") if m.point["input_scale"] == 1.0]
    most = max([40, *(max(m.point["readouts"]) for m in points)])
    sizes = np.unique(np.geomspace(2, most, 20).astype(int)).tolist()
    every = list(itertools.islice(kernels(most, 0.9, 1.0, 0.0), 4))
    kernel = every[0]
    shown = kernel.eigenvalues[::-1][:400]
    panels = [
        Panel(
            xlabel="rank of eigenmode, or readouts L",
            ylabel="eigenvalue, or resolution $\\kappa$",
            xscale="log",
            yscale="log",
            title="modes are switched on in turn",
            series=(
                Series(role="theory", label="eigenvalues", x=np.arange(1, 401), y=shown),
                Series(
                    role="theory",
                    label="resolution of L readouts",
                    x=sizes,
                    y=[kernel.resolution(k) for k in sizes],
                ),
            ),
        )
    ]
    series = []
    for degree, label in ((1, "linear"), (3, "cubic, one delay")):
        totals = np.mean([_totals(one, degree, sizes) for one in every], axis=0)
        series.append(Series(role="theory", label=label, x=sizes, y=totals))
        for found in points:
            if degree in found.point["degrees"]:
                row = found.point["degrees"].index(degree)
                series.append(
                    Series(
                        role="simulation",
                        label=label,
                        x=found.point["readouts"],
                        y=found.mean[row],
                        yerr=found.standard_error[row],
                    )
                )
    panels.append(
        Panel(
            xlabel="readout neurons, L",
            ylabel="capacity",
            xscale="log",
            title="40 delays",
            series=series,
        )
    )
    return tuple(panels)


def _totals(kernel: RecurrentKernel, degree: int, sizes: Sequence[int]) -> list[float]:
    """Capacity of a Hermite polynomial of one delay, summed over 40, for every readout size."""
    s = kernel.delayed(40)
    targets = s if degree == 1 else (s**3 - 3 * s) / math.sqrt(6)
    return [float(kernel.capacities(targets, k, mean_square=1.0).sum()) for k in sizes]
