"""Backpropagation through time on the nonzeros only, patterns in blocks of 64 or 128."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.forward import (
    BLOCK,
    activation_code,
    blocks,
    input_rows,
)
from netbounds.simulate.sparse_rnn_classification.losses import Loss, loss_and_slopes
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints, Network, Timing

_IN_CACHE = 2**24  # bytes: rates of all neurons at one step that a last-level cache surely holds


class Pass(NamedTuple):
    """One pass over all patterns.

    `loss` is summed over states and patterns, `gradient` its derivative by each synapse, `readout`
    (steps + 1, patterns) the decision variable.
    """

    loss: float
    gradient: Floats
    readout: Floats


def prepare(
    network: Network, patterns: Floats, labels: Ints, timing: Timing, loss: Loss, first: int
) -> Callable[[Floats], Pass]:
    """A function weights -> `Pass` for this wiring and these patterns.

    `first` is the first state that the loss counts. Memory: the patterns once, and rates of one
    block, (steps + 1) neurons 64 numbers (128 where 64 do not fit into the cache, since main
    memory gives long rows faster); time: 3 synapses patterns steps multiplications.

    Raises
    ------
    DomainError
        If `first` is no state of the trial, or patterns have not one row a driven neuron.
    """
    from netbounds.simulate.sparse_rnn_classification._kernels_backward import backward_block
    from netbounds.simulate.sparse_rnn_classification._kernels_forward import forward_block

    check("prepare", "first", first, int)
    if not 0 <= first <= timing.steps:
        raise refusal("prepare", "first", f"be one of the states 0..{timing.steps}", first)
    if patterns.shape[0] != len(network.driven):
        rule = f"have one row for each of the {len(network.driven)} driven neurons"
        raise refusal("prepare", "patterns", rule, patterns.shape)
    dtype, n = network.weights.dtype.type, network.neurons
    in_cache = n * BLOCK * network.weights.itemsize <= _IN_CACHE
    width = BLOCK if in_cache or patterns.shape[1] <= BLOCK else 2 * BLOCK
    kept = list(blocks(patterns, dtype, width)) if in_cache else None
    indptr, pre = network.indptr.astype(np.int64), network.pre.astype(np.uint32)
    by_pre = np.lexsort((network.post, network.pre))
    indptr_pre = np.searchsorted(network.pre[by_pre], np.arange(n + 1)).astype(np.int64)
    post = network.post[by_pre].astype(np.uint32)
    rows = input_rows(network)
    power, bound = activation_code(network.activation)
    readout_row = np.zeros(n, dtype=dtype)
    readout_row[network.readout] = network.readout_weights
    chosen = network.readout_weights.astype(dtype)
    rates = np.zeros((timing.steps + 1, n, width), dtype=dtype)
    later, earlier = np.zeros((n, width), dtype=dtype), np.zeros((n, width), dtype=dtype)
    drive, no_noise = np.zeros(width, dtype=dtype), np.zeros((0, n, width), dtype=dtype)

    def one_pass(weights: Floats) -> Pass:
        total, gradient = 0.0, np.zeros(len(weights), dtype=dtype)
        sent, by_sender = weights[by_pre], np.zeros(len(weights), dtype=dtype)
        readout = np.empty((timing.steps + 1, patterns.shape[1]))
        padded = np.zeros(width, dtype=np.int64)
        for columns, block in kept or blocks(patterns, dtype, width):
            forward_block(
                indptr, pre, weights, block, rows, timing.input_steps, timing.dt,
                power, bound, no_noise, rates, later, drive,
            )  # fmt: skip
            z = np.tensordot(rates[:, network.readout], chosen, axes=(1, 0))
            count = columns.stop - columns.start
            padded[:count], padded[count:] = labels[columns], 0
            value, by_readout = loss_and_slopes(loss, z, padded, first)
            slopes = by_readout.astype(dtype)
            total += value
            readout[:, columns] = z[:, :count]
            if len(weights):
                backward_block(
                    indptr_pre, post, sent, rates, slopes, readout_row, timing.dt,
                    power, bound, by_sender, later, earlier, drive,
                )  # fmt: skip
        gradient[by_pre] = by_sender
        return Pass(total, gradient, readout)

    return one_pass
