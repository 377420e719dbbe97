"""Compiled adjoint: one sweep back in time gives the loss's derivative by every synapse.

With l_t the derivative by the state x_t, and l_{T+1} = 0::

    l_t = (1 - dt) l_{t+1} + activation'(x_t) (dL/dr_t + dt W^T l_{t+1})
    dL/dW_ij = dt sum_{t, pattern} l_{t+1, i} r_{t, j}

The transposed product and the gradient read the same rows of l, so they share one pass.
"""

import math

from numba import njit

from netbounds.simulate.sparse_rnn_classification._kernels_forward import BLOCK


@njit(fastmath=True, cache=True, error_model="numpy")
def backward_block(  # type: ignore[no-untyped-def]
    indptr, post, slot, weights, rates, slopes, readout, dt, power, bound, gradient,
    later, earlier, drive,
):  # fmt: skip
    """Add one block's derivative by each synapse to gradient.

    indptr, post: synapses by presynaptic neuron; slot: their place in weights and gradient.
    slopes (steps + 1, BLOCK) is the derivative of the loss by the decision variable, readout
    (neurons,) that of the decision variable by the rates. later, earlier (neurons, BLOCK) and
    drive (BLOCK,) are work space.
    """
    steps, neurons = rates.shape[0] - 1, rates.shape[1]
    half = 2.0 / (1.0 + math.e)
    for i in range(neurons):
        for k in range(BLOCK):
            later[i, k] = 0.0
    for t in range(steps, 0, -1):
        for j in range(neurons):
            for k in range(BLOCK):
                drive[k] = readout[j] * slopes[t, k]
            s, end = indptr[j], indptr[j + 1]
            if t == steps:
                s = end  # nothing comes from beyond the last state
            while s + 4 <= end:
                i0, i1, i2, i3 = post[s], post[s + 1], post[s + 2], post[s + 3]
                q0, q1, q2, q3 = slot[s], slot[s + 1], slot[s + 2], slot[s + 3]
                w0, w1, w2, w3 = weights[q0], weights[q1], weights[q2], weights[q3]
                d0 = d1 = d2 = d3 = gradient[0] * 0
                for k in range(BLOCK):
                    r = rates[t, j, k]
                    a0, a1, a2, a3 = later[i0, k], later[i1, k], later[i2, k], later[i3, k]
                    drive[k] += dt * (w0 * a0 + w1 * a1 + w2 * a2 + w3 * a3)
                    d0 += a0 * r
                    d1 += a1 * r
                    d2 += a2 * r
                    d3 += a3 * r
                gradient[q0] += dt * d0
                gradient[q1] += dt * d1
                gradient[q2] += dt * d2
                gradient[q3] += dt * d3
                s += 4
            while s < end:
                i0, q0 = post[s], slot[s]
                w0 = weights[q0]
                d0 = gradient[0] * 0
                for k in range(BLOCK):
                    a0 = later[i0, k]
                    drive[k] += dt * w0 * a0
                    d0 += a0 * rates[t, j, k]
                gradient[q0] += dt * d0
                s += 1
            # the slope of the activation follows from the rate, so states need not be kept
            for k in range(BLOCK):
                r = rates[t, j, k]
                if power == 0:
                    slope = half * (1.0 - r) * (1.0 + math.e * r)
                elif power == 1:
                    slope = 1.0
                elif power == 2:
                    slope = 2.0 * math.sqrt(r)
                else:
                    slope = 3.0 * r ** (2.0 / 3.0)
                slope = slope if r > 0.0 and (power == 0 or r < bound) else 0.0
                earlier[j, k] = (1.0 - dt) * later[j, k] + slope * drive[k]
        later, earlier = earlier, later
