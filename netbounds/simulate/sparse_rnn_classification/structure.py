"""Which synapses have a gradient, by running the adjoint on networks without silent neurons."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.simulate.sparse_rnn_classification.backprop import prepare
from netbounds.simulate.sparse_rnn_classification.losses import TargetLoss
from netbounds.simulate.sparse_rnn_classification.model import Network, ShiftedTanh, Timing
from netbounds.simulate.sparse_rnn_classification.patterns import random_synapses


def excitatory_network(
    *,
    neurons: int,
    mean_degree: float,
    readout_neurons: int,
    driven_neurons: int,
    rng: np.random.Generator,
) -> Network:
    """A random network of positive weights: what input reaches is above threshold."""
    synapses = round(mean_degree * neurons)
    indptr, pre = random_synapses(neurons, synapses, rng=rng)
    return Network(
        neurons=neurons,
        indptr=indptr,
        pre=pre,
        weights=np.full(synapses, 0.5),
        driven=np.sort(rng.choice(neurons, driven_neurons, replace=False)),
        readout=np.sort(rng.choice(neurons, readout_neurons, replace=False)),
        readout_weights=np.full(readout_neurons, 1e-6),  # the target is never reached
        activation=ShiftedTanh(),
    )


def synapses_with_gradient(network: Network, steps: int) -> npt.NDArray[np.bool_]:
    """Which synapses, in the order of (pre, post), change the readout after so many steps."""
    timing = Timing(steps=steps, input_steps=steps, dt=0.1)
    patterns, labels = np.ones((len(network.driven), 1)), np.array([1])
    run = prepare(network, patterns, labels, timing, TargetLoss(), steps)
    has: npt.NDArray[Any] = run(network.weights).gradient != 0
    return has[np.lexsort((network.post, network.pre))]


def fraction_with_gradient(
    *, neurons: int, mean_degree: float, readout_neurons: int, rng: np.random.Generator
) -> float:
    """Share of the synapses that change the readout of a random network, every neuron driven."""
    network = excitatory_network(
        neurons=neurons, mean_degree=mean_degree, readout_neurons=readout_neurons,
        driven_neurons=neurons, rng=rng,
    )  # fmt: skip
    return float(synapses_with_gradient(network, 60).mean())
