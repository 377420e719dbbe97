"""Panels on signals: gain, information, spectra, and how a walk forgets."""

import numpy as np
import numpy.typing as npt

from netbounds.ensembles import FixedInDegree
from netbounds.simulate import information_flow as simulate
from netbounds.simulate.random_graphs import draw_graph
from netbounds.theory import information_flow as theory
from netbounds.validation.figures import Measured, Panel, Series


def gain_panels(measured: Measured) -> tuple[Panel, ...]:
    """Largest gain, and its bounds, against the distance from the driven neuron."""
    rng = np.random.default_rng(7)
    weights = simulate.draw_weights(150, True, rng)["weights"] / 0.9 * 0.7
    found = theory.gain_bounds(weights, np.arange(150), orientation="post-pre")
    distances = np.arange(1, 9)

    def largest(values: npt.NDArray[np.float64]) -> list[float]:
        return [float(np.max(np.abs(values[found.hops == d]))) for d in distances]

    measured_gain = simulate.steady_gain(weights)
    series = [
        Series(role="theory", label=label, x=distances, y=largest(values))
        for label, values in (
            ("bound from |W|", found.absolute_bound),
            ("weighted bound from distance", found.weighted_bound),
        )
    ]
    naive = found.radius**distances / (1 - found.radius)
    series.append(Series(role="rival", label="without the weights s", x=distances, y=naive))
    series.append(
        Series(role="simulation", label="largest gain", x=distances, y=largest(measured_gain))
    )
    return (
        Panel(
            xlabel="synapses between the neurons",
            ylabel="largest steady gain |R|",
            series=series,
            yscale="log",
        ),
    )


def information_panels(measured: Measured) -> tuple[Panel, ...]:
    """Bits in a neuron of each layer under the percolation bound."""
    layers = np.arange(1, 11)
    series = []
    exact = {m.point["flip"]: m for m in measured("information along layers of majority neurons")
             if m.point["width"] == 3}  # fmt: skip
    for flip in (0.02, 0.1):
        label = f"flipped with probability {flip}"
        graph = simulate.layers(3, 10)
        bound = theory.information_bounds(graph, [0], flip).upper[1::3]
        series.append(Series(role="theory", label=label, x=layers, y=bound))
        if flip in exact:
            series.append(Series(role="simulation", label=label, x=layers, y=exact[flip].mean))
    return (
        Panel(
            xlabel="layers from the source",
            ylabel="bits about the source in one neuron",
            series=series,
            yscale="log",
        ),
    )


def spectrum_panels(measured: Measured) -> tuple[Panel, ...]:
    """Eigenvalues in the plane, and their moduli in a regular graph."""
    n, degree = 300, 14
    pre, post = draw_graph(FixedInDegree(n, degree), np.random.default_rng(3))
    matrix = np.zeros((n, n))
    matrix[post, pre] = 1.0
    values = np.linalg.eigvals(matrix)
    angle = np.linspace(0, 2 * np.pi, 200)
    edge = theory.bulk_radius(degree, 1.0)
    plane = Panel(
        xlabel="real part",
        ylabel="imaginary part",
        series=[
            Series(role="simulation", label="n = 300, K = 14", x=values.real, y=values.imag),
            Series(role="theory", label="radius sqrt(K)", x=edge * np.cos(angle),
                   y=edge * np.sin(angle)),
            Series(role="theory", label="outlier K",
                   x=[theory.mean_weight_outlier(degree, 1.0)] * 2, y=[-1, 1]),
        ],
        title="zeros and ones, 14 inputs each",
        xlim=(-6, 16),
        ylim=(-7.2, 7.2),
    )  # fmt: skip
    radii = np.linspace(0, 1.8, 80)
    points = measured("moduli of a regular graph's eigenvalues")
    series = [
        Series(
            role="theory",
            label="Kesten-McKay, K = 3",
            x=radii,
            y=[theory.kesten_mckay_share(float(r), 3) for r in radii],
        ),
        Series(role="rival", label="uniform disc", x=radii, y=np.minimum(1, radii**2 / 3)),
    ]
    if points:
        series.append(
            Series(
                role="simulation",
                label="Kesten-McKay, K = 3",
                x=[m.point["radius"] for m in points],
                y=[m.mean for m in points],
                yerr=[m.standard_error for m in points],
            )
        )
    share = Panel(
        xlabel="modulus r",
        ylabel="share of eigenvalues within r",
        series=series,
        title="3 inputs and 3 outputs each",
    )
    return plane, share


def forgetting_panels(measured: Measured) -> tuple[Panel, ...]:
    """Distance of a random walk from equilibrium against steps in units of the entropic time."""
    series = []
    for n in (200, 20_000):
        time = theory.entropic_mixing_time(n, 3)
        steps = np.arange(int(2 * time) + 1)
        distance = [simulate.walk_distance(n, 3, int(t), np.random.default_rng(5)) for t in steps]
        label = f"n = {n}"
        series.append(Series(role="simulation", label=label, x=steps / time, y=distance))
    series.append(Series(role="theory", label="n to infinity", x=[0, 1, 1, 2], y=[1, 1, 0, 0]))
    return (
        Panel(
            xlabel="steps / (ln n / ln K)",
            ylabel="total variation from equilibrium",
            series=series,
        ),
    )
