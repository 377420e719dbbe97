"""Small random networks and a textbook activation for tests of the sparse classifier."""

import numpy as np

from netbounds.simulate import sparse_rnn_classification as srnn


def tanh_rate(x):
    return (np.tanh(np.maximum(x, 0) - 0.5) + np.tanh(0.5)) / (1 + np.tanh(0.5))


def random_network(rng, *, neurons=70, driven=70, activation=None, dtype=np.float64):
    indptr, pre = srnn.random_synapses(neurons, int(0.1 * neurons**2), rng=rng)
    weights = rng.normal(0, 1.5 / np.sqrt(0.1 * neurons), len(pre)).astype(dtype)
    return srnn.Network(
        neurons=neurons, indptr=indptr, pre=pre, weights=weights,
        driven=np.sort(rng.choice(neurons, driven, replace=False)),
        readout=np.array([3, 11]), readout_weights=np.array([0.5, -0.25]),
        activation=activation or srnn.ShiftedTanh(),
    )  # fmt: skip
