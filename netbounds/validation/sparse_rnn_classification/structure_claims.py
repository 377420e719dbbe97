"""Which synapses can matter: distances on the graph against gradients of the running network."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import identity, mean
from netbounds.graph import Graph, hops
from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.theory import sparse_rnn_classification as predicted

Mask = npt.NDArray[np.bool_]


def random_network(neurons: int, mean_degree: float, rng: np.random.Generator) -> dict[str, Any]:
    """A random network with few driven and few readout neurons, and a length of the trial."""
    network = simulated.excitatory_network(
        neurons=neurons, mean_degree=mean_degree, readout_neurons=3,
        driven_neurons=max(neurons // 10, 1), rng=rng,
    )  # fmt: skip
    return {"network": network, "steps": int(rng.integers(3, 21))}


def synapses_on_short_paths(network: simulated.Network, steps: int) -> Mask:
    """Synapses on a path from a driven to a readout neuron that fits into the trial."""
    graph = Graph(pre=network.pre, post=network.post, n=network.neurons)
    found = predicted.effective_synapses(
        graph, readout=network.readout, driven=network.driven, steps=steps
    )
    return np.zeros(0, dtype=bool) if found.mask is None else found.mask


def synapses_from_driven(network: simulated.Network) -> Mask:
    """Rival: every synapse whose sender hears the input."""
    graph = Graph(pre=network.pre, post=network.post, n=network.neurons)
    heard: Mask = hops(graph, network.driven)[graph.pre] >= 0
    return heard


def effective_fraction(mean_degree: float, readout_neurons: int) -> float:
    """Fraction of the synapses that matter in a large random network."""
    return predicted.effective_synapse_fraction(mean_degree, readout_neurons)


def fraction_in_the_core(mean_degree: float) -> float:
    """Rival: a synapse matters if both its ends lie in the giant component."""
    from netbounds.theory.reachability import giant_out_fraction

    return giant_out_fraction(mean_degree) ** 2


CLAIMS = (
    identity(
        "synapses with a gradient lie on short paths",
        law=synapses_on_short_paths,
        sample=simulated.synapses_with_gradient,
        at=({"neurons": 40, "mean_degree": 1.5}, {"neurons": 100, "mean_degree": 4.0}),
        rival=synapses_from_driven,
        draw=random_network,
        trials=32,
    ),
    mean(
        "fraction of effective synapses",
        law=effective_fraction,
        sample=simulated.fraction_with_gradient,
        at=({"neurons": 300, "mean_degree": 3.0, "readout_neurons": 3},),
        full=(
            {"neurons": 300, "mean_degree": 2.0, "readout_neurons": 3},
            {"neurons": 300, "mean_degree": 2.0, "readout_neurons": 1},
        ),
        rival=fraction_in_the_core,
        systematic=0.01,
        why="short paths outside of the giant component, of order 1/neurons",
        trials=64,
        budget=256,
    ),
)
