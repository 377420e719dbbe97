"""Gradient training: the adjoint against complex steps, the published run, capacity, bounds."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import bound, identity, published
from netbounds.kinds import Row
from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.reachability import giant_out_fraction

Floats = npt.NDArray[Any]


def random_direction(neurons: int, patterns: int, rng: np.random.Generator) -> dict[str, Any]:
    """A random network in the middle of its dynamic range, patterns, and a direction."""
    architecture = simulated.Architecture(neurons=neurons, density=0.2, readout_fraction=0.1)
    s, b = simulated.two_classes(neurons, patterns, rng)
    network = simulated.untrained(s, b, architecture, initial="random", gain=30.0, rng=rng)
    direction = rng.normal(size=len(network.weights))
    return {"network": network, "patterns": s, "labels": b, "direction": direction}


def complex_step(
    network: simulated.Network, patterns: Floats, labels: Floats, direction: Floats
) -> float:
    """Im loss(W + i h direction) / h on dense matrices: a derivative without cancellation."""
    h = 1e-30
    J = network.matrix().toarray().astype(complex)
    J[network.post, network.pre] += 1j * h * direction
    x = np.zeros(patterns.shape, dtype=complex)
    r, loss = x, 0j
    target = np.where(labels > 0, 0.6, 0.4)
    for t in range(1, 21):
        x = x + 0.1 * (-x + J @ r + (patterns if t <= 10 else 0))
        rate = (np.tanh(x - 0.5) + np.tanh(0.5)) / (1 + np.tanh(0.5))
        r = np.where(x.real > 0, rate, 0)
        if t > 10:
            short = labels * (target - network.readout_weights @ r[network.readout])
            loss += short[short.real > 0].sum()
    return float(loss.imag / h)


def readout_synapses_only(
    network: simulated.Network, patterns: Floats, labels: Floats, direction: Floats
) -> float:
    """Rival: only synapses onto the neurons that are read out matter."""
    near = np.isin(network.post, network.readout)
    return complex_step(network, patterns, labels, direction * near)


_PUBLISHED_CURVE = {0: 0.516, 3: 0.588, 10: 0.724, 20: 0.800, 40: 0.876, 60: 0.924}


@functools.cache
def _example_curves() -> Floats:
    epochs = tuple(_PUBLISHED_CURVE)
    return np.array(
        [
            simulated.published_example_curve(epochs=epochs, rng=np.random.default_rng(k))
            for k in range(10)
        ]
    )


def example_range(epoch: int) -> Floats:
    """Mean of ten own networks at this epoch, less and plus three standard deviations."""
    column = _example_curves()[:, list(_PUBLISHED_CURVE).index(epoch)]
    reach = 3 * float(column.std(ddof=1))
    return float(column.mean()) + np.array([-reach, reach])


def untrained_range(epoch: int) -> Floats:
    """Rival: training does nothing."""
    return example_range(0)


def example_rows() -> list[Row]:
    """Best accuracy so far at some epochs of the published example (one network, 100 neurons)."""
    return [Row({"epoch": epoch}, value) for epoch, value in _PUBLISHED_CURVE.items()]


def inside(values: Sequence[Floats], rows: Sequence[Row]) -> bool:
    """The published network lies among the own ones at every epoch."""
    return all(low <= row.value <= high for (low, high), row in zip(values, rows, strict=True))


def learned_accuracy(
    load: float,
    neurons: int,
    activation: simulated.ShiftedTanh | simulated.BoundedPower = simulated.ShiftedTanh(),  # noqa: B008  a frozen record
) -> float:
    """What trained networks reach at least: half a pattern a synapse is learned."""
    if load > 0.5:
        return 0.93 if neurons >= 100 else 0.8
    usual = isinstance(activation, simulated.ShiftedTanh)
    return 0.96 if neurons >= 100 and usual else 0.93


def learned_whatever_the_load() -> float:
    """Rival: one pattern a synapse is learned as well as half a pattern."""
    return 0.985


def overloaded_accuracy() -> float:
    """Two patterns a synapse are too many for 400 epochs."""
    return 0.93


def overloaded_worse() -> float:
    """Rival: beyond capacity nothing is left."""
    return 0.6


def strong_component_accuracy(mean_degree: float) -> float:
    """(1 + x^3)/2 with x the largest strong component of a large random graph."""
    return predicted.percolation_accuracy(giant_out_fraction(mean_degree) ** 2)


def nearly_all(mean_degree: float) -> float:
    """Rival: below full reachability nearly every pattern can be learned."""
    return 0.995


_SMALL = {"neurons": 40, "readouts": 6, "load": 0.5, "epochs": 150, "stop_accuracy": 0.99}
_LARGE = {"mean_degree": 10, "readouts": 10, "load": 0.5, "epochs": 400, "stop_accuracy": 0.99}
# every neuron would have to be driven to reach the usual targets
_ALL_READ_OUT = {
    "neurons": 60, "readouts": 60, "load": 0.5, "epochs": 100,
    "loss": simulated.TargetLoss(positive=0.15, negative=0.1),
}  # fmt: skip

CLAIMS = (
    bound(
        "with every neuron read out, accuracy exceeds (1 + x^3)/2",
        law=strong_component_accuracy,
        sample=simulated.trained_accuracy,
        at=(_ALL_READ_OUT | {"mean_degree": 1.5}, _ALL_READ_OUT | {"mean_degree": 2.0}),
        rival=nearly_all,
        side="lower",
        trials=2,
        budget=2,
    ),
    identity(
        "the adjoint is the derivative of the loss",
        law=complex_step,
        sample=simulated.gradient_along,
        at=({"neurons": 30, "patterns": 20}, {"neurons": 40, "patterns": 70}),
        rival=readout_synapses_only,
        draw=random_direction,
        tolerance=1e-10,
        why="both sum some 1e5 rounded terms of either sign",
        trials=8,
    ),
    published(
        "learning curve of the published example",
        law=example_range,
        table=example_rows,
        rival=untrained_range,
        judge=inside,
        resolution=0.3,
    ),
    bound(
        "patterns learned grow with synapses",
        law=learned_accuracy,
        sample=simulated.trained_accuracy,
        at=(
            _SMALL | {"mean_degree": 6},
            _SMALL | {"mean_degree": 12},
            _SMALL | {"mean_degree": 6, "activation": simulated.BoundedPower(1)},
            _SMALL | {"mean_degree": 6, "loss": simulated.LabelLoss()},
            _SMALL | {"mean_degree": 8, "input_fraction": 0.5},
            _SMALL | {"mean_degree": 6, "load": 1.0},
        ),
        full=(
            *(_LARGE | {"neurons": n} for n in (100, 200)),
            *(
                _LARGE | {"neurons": 100, "activation": simulated.BoundedPower(p)}
                for p in (1, 2, 3)
            ),
            _LARGE | {"neurons": 100, "load": 1.0},
        ),
        rival=learned_whatever_the_load,
        side="lower",
        trials=2,
        budget=2,
    ),
    bound(
        "patterns learned are bounded by synapses",
        law=overloaded_accuracy,
        sample=simulated.trained_accuracy,
        at=({"neurons": 40, "mean_degree": 6, "readouts": 6, "load": 2.0, "epochs": 100},),
        full=({"neurons": 100, "mean_degree": 10, "readouts": 10, "load": 2.0, "epochs": 400},),
        rival=overloaded_worse,
        trials=2,
        budget=2,
    ),
)
