"""Compiled adjoint: one sweep back in time gives the loss's derivative by every synapse.

With l_t the derivative by the state x_t, and l_{T+1} = 0::

    l_t = (1 - dt) l_{t+1} + activation'(x_t) (dL/dr_t + dt W^T l_{t+1})
    dL/dW_ij = dt sum_{t, pattern} l_{t+1, i} r_{t, j}

The transposed product and the gradient read the same rows of l, so they share one pass.
"""

import math

import numpy as np
from numba import njit


@njit(fastmath=True)
def bounded_slope(r, power, bound):  # type: ignore[no-untyped-def]
    """Slope of min(max(x, 0)^power, bound) where it takes the value r."""
    if r <= 0.0 or r >= bound:
        return 0.0
    if power == 1:
        return 1.0
    if power == 2:
        return 2.0 * math.sqrt(r)
    return 3.0 * r ** (2.0 / 3.0)


@njit(fastmath=True, cache=True, error_model="numpy")
def backward_block(  # type: ignore[no-untyped-def]
    indptr, post, weights, rates, slopes, readout, dt, power, bound, gradient,
    later, earlier, drive,
):  # fmt: skip
    """Add one block's derivative by each synapse to gradient.

    indptr, post, weights, gradient: synapses ordered by presynaptic neuron.
    slopes (steps + 1, width) is the derivative of the loss by the decision variable, readout
    (neurons,) that of the decision variable by the rates. later, earlier (neurons, width) and
    drive (width,) are work space.
    """
    steps, neurons, width = rates.shape[0] - 1, rates.shape[1], rates.shape[2]
    # in the arrays' own precision: one double would make every single precision loop double
    numbers = np.array([0.0, 1.0, math.e, 2.0 / (1.0 + math.e), 1.0 - dt, dt]).astype(rates.dtype)
    zero, one, e, half = numbers[0], numbers[1], numbers[2], numbers[3]
    leak, stride = numbers[4], numbers[5]
    for i in range(neurons):
        for k in range(width):
            later[i, k] = 0.0
    for t in range(steps, 0, -1):
        for j in range(neurons):
            for k in range(width):
                drive[k] = readout[j] * slopes[t, k]
            s, end = indptr[j], indptr[j + 1]
            if t == steps:
                s = end  # nothing comes from beyond the last state
            while s + 4 <= end:
                i0, i1, i2, i3 = post[s], post[s + 1], post[s + 2], post[s + 3]
                w0, w1, w2, w3 = weights[s], weights[s + 1], weights[s + 2], weights[s + 3]
                d0 = d1 = d2 = d3 = zero
                for k in range(width):
                    r = rates[t, j, k]
                    a0, a1, a2, a3 = later[i0, k], later[i1, k], later[i2, k], later[i3, k]
                    drive[k] += stride * (w0 * a0 + w1 * a1 + w2 * a2 + w3 * a3)
                    d0 += a0 * r
                    d1 += a1 * r
                    d2 += a2 * r
                    d3 += a3 * r
                gradient[s] += dt * d0
                gradient[s + 1] += dt * d1
                gradient[s + 2] += dt * d2
                gradient[s + 3] += dt * d3
                s += 4
            while s < end:
                i0, w0 = post[s], weights[s]
                d0 = zero
                for k in range(width):
                    a0 = later[i0, k]
                    drive[k] += stride * w0 * a0
                    d0 += a0 * rates[t, j, k]
                gradient[s] += dt * d0
                s += 1
            # the slope of the activation follows from the rate, so states need not be kept
            if power == 0:
                for k in range(width):
                    r = rates[t, j, k]
                    slope = half * (one - r) * (one + e * r) if r > zero else zero
                    earlier[j, k] = leak * later[j, k] + slope * drive[k]
            else:
                for k in range(width):
                    slope = bounded_slope(rates[t, j, k], power, bound)
                    earlier[j, k] = leak * later[j, k] + slope * drive[k]
        later, earlier = earlier, later
