"""Compiled epoch of the iterated Hebbian rule: patterns one after the other, weights in between.

The rule is sequential, but weights change only after a wrong pattern: the next 16 patterns run
side by side in one vectorised pass, and what follows the first wrong one is run again.
"""

import numpy as np
from numba import njit

from netbounds.simulate.sparse_rnn_classification._kernels_forward import shifted_tanh

_LANES = 16
_NEAREST = {"contract", "nnan", "ninf", "nsz"}  # see `shifted_tanh`


@njit(fastmath=_NEAREST, cache=True, error_model="numpy")
def _present(indptr, pre, weights, s, steps, input_steps, dt, x, old, new):  # type: ignore[no-untyped-def]
    """Run the patterns s (neurons, lanes); returns the array that holds the last rates."""
    drive = np.empty(_LANES)
    x[:] = 0.0
    old[:] = 0.0
    for t in range(1, steps + 1):
        for i in range(len(x)):
            for k in range(_LANES):
                drive[k] = s[i, k] if t <= input_steps else 0.0
            q, end = indptr[i], indptr[i + 1]
            while q + 4 <= end:  # four synapses a pass, as in `forward_block`
                w0, w1, w2, w3 = weights[q], weights[q + 1], weights[q + 2], weights[q + 3]
                j0, j1, j2, j3 = pre[q], pre[q + 1], pre[q + 2], pre[q + 3]
                for k in range(_LANES):
                    drive[k] += (
                        w0 * old[j0, k] + w1 * old[j1, k] + w2 * old[j2, k] + w3 * old[j3, k]
                    )
                q += 4
            while q < end:
                w0, j0 = weights[q], pre[q]
                for k in range(_LANES):
                    drive[k] += w0 * old[j0, k]
                q += 1
            for k in range(_LANES):
                x[i, k] += dt * (drive[k] - x[i, k])
            for k in range(_LANES):
                new[i, k] = shifted_tanh(x[i, k])
        old, new = new, old
    return old


@njit(cache=True, error_model="numpy")
def iterated_epoch(  # type: ignore[no-untyped-def]
    indptr, pre, weights, inputs, labels, order, readout, scale, threshold, stride, steps,
    input_steps, dt, z,
):  # fmt: skip
    """Present inputs (patterns, neurons) in this order; store each wrong one once more, at once.

    z (patterns,) becomes the decision variable as it was when each pattern was shown.
    """
    n = inputs.shape[1]
    shape = (n, _LANES)
    s, x, old, new = np.zeros(shape), np.empty(shape), np.empty(shape), np.empty(shape)
    done = 0
    while done < len(order):
        lanes = min(_LANES, len(order) - done)
        for k in range(lanes):
            for i in range(n):
                s[i, k] = inputs[order[done + k], i]
        rates = _present(indptr, pre, weights, s, steps, input_steps, dt, x, old, new)
        for k in range(lanes):
            mu = order[done]
            done += 1
            total = 0.0
            for i in readout:
                total += rates[i, k]
            z[mu] = total * scale
            if (z[mu] > threshold) != (labels[mu] > 0):
                for i in range(n):
                    change = stride * labels[mu] * s[i, k]
                    for q in range(indptr[i], indptr[i + 1]):
                        weights[q] += change * s[pre[q], k]
                break
