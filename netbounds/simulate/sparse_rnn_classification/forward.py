"""Run a network on patterns: rates of every neuron at every step, block of patterns by block."""

from collections.abc import Iterator

import numpy as np

from netbounds.domains import refusal
from netbounds.simulate.sparse_rnn_classification.model import (
    Activation,
    BoundedPower,
    Floats,
    Ints,
    Network,
    Timing,
)

BLOCK = 64  # patterns that share a pass through memory


def activation_code(activation: Activation) -> tuple[int, float]:
    """(power, bound) as the kernels take it; power 0 is the shifted tanh."""
    if isinstance(activation, BoundedPower):
        return activation.power, activation.bound
    return 0, 1.0


def input_rows(network: Network) -> Ints:
    """For every neuron the row of the patterns that drives it, -1 where none does."""
    rows = np.full(network.neurons, -1, dtype=np.int64)
    rows[network.driven] = np.arange(len(network.driven))
    return rows


def blocks(
    patterns: Floats, dtype: type[np.floating], width: int = BLOCK
) -> Iterator[tuple[slice, Floats]]:
    """Blocks of so many patterns, the last one filled up with zero patterns."""
    count = patterns.shape[1]
    for start in range(0, count, width):
        columns = slice(start, min(start + width, count))
        block = np.zeros((patterns.shape[0], width), dtype=dtype)
        block[:, : columns.stop - start] = patterns[:, columns]
        yield columns, block


def trajectories(
    network: Network,
    patterns: Floats,
    timing: Timing,
    *,
    pattern_noise: float = 0.0,
    neuron_noise: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Iterator[tuple[slice, Floats]]:
    """Rates (steps + 1, neurons, patterns of the block), one block of patterns at a time.

    Pattern noise is drawn once for each pattern and added to its input; neuron noise is added to
    the state after every step (not scaled with the square root of dt), before the activation.
    The array yielded is reused for the next block: copy what is to be kept.

    Raises
    ------
    DomainError
        If patterns have not one row a driven neuron, or there is noise and no `rng`.
    """
    from netbounds.simulate.sparse_rnn_classification._kernels_forward import forward_block

    if patterns.shape[0] != len(network.driven):
        rule = f"have one row for each of the {len(network.driven)} driven neurons"
        raise refusal("trajectories", "patterns", rule, patterns.shape)
    if (pattern_noise or neuron_noise) and rng is None:
        raise refusal("trajectories", "rng", "be a numpy Generator where there is noise", None)
    dtype = network.weights.dtype.type
    n = network.neurons
    rates = np.zeros((timing.steps + 1, n, BLOCK), dtype=dtype)
    state, drive = np.zeros((n, BLOCK), dtype=dtype), np.zeros(BLOCK, dtype=dtype)
    noise = np.zeros((timing.steps if neuron_noise else 0, n, BLOCK), dtype=dtype)
    power, bound = activation_code(network.activation)
    rows, pre = input_rows(network), network.pre.astype(np.uint32)
    indptr = network.indptr.astype(np.int64)
    for columns, block in blocks(patterns, dtype):
        if rng is not None and pattern_noise:
            block += pattern_noise * rng.standard_normal(block.shape)
        if rng is not None and neuron_noise:
            noise[:] = neuron_noise * rng.standard_normal(noise.shape)
        forward_block(
            indptr, pre, network.weights, block, rows, timing.input_steps, timing.dt,
            power, bound, noise, rates, state, drive,
        )  # fmt: skip
        yield columns, rates[:, :, : columns.stop - columns.start]


def readout(
    network: Network,
    patterns: Floats,
    timing: Timing,
    *,
    pattern_noise: float = 0.0,
    neuron_noise: float = 0.0,
    rng: np.random.Generator | None = None,
) -> Floats:
    """Decision variable z (steps + 1, patterns): weighted sum of the rates that are read out."""
    z = np.empty((timing.steps + 1, patterns.shape[1]))
    for columns, rates in trajectories(
        network, patterns, timing, pattern_noise=pattern_noise, neuron_noise=neuron_noise, rng=rng
    ):
        z[:, columns] = np.einsum("o,tok->tk", network.readout_weights, rates[:, network.readout])
    return z
