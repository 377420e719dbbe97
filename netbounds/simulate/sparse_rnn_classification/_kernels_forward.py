"""Compiled inner loops: one block of patterns through all time steps.

Arrays are (time, neuron, pattern) with the patterns of a block contiguous, so that every inner loop
runs over neighbours in memory and vectorises: the sparse product, its transpose and the dot product
of each synapse alike.
"""

import math

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import intrinsic

_NEAREST = {"contract", "nnan", "ninf", "nsz"}  # no reassociation: the exponential relies on order

_LOG2_E = 1.4426950408889634
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10


@intrinsic
def _two_to(typing_context, k):  # type: ignore[no-untyped-def]
    """2**k for a whole double k in -1022..1023, by writing the exponent bits."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        narrow, wide = ir.IntType(32), ir.IntType(64)
        exponent = builder.add(builder.fptosi(arguments[0], narrow), ir.Constant(narrow, 1023))
        bits = builder.shl(builder.zext(exponent, wide), ir.Constant(wide, 52))
        return builder.bitcast(bits, ir.DoubleType())

    return types.float64(types.float64), generate


@njit(fastmath=_NEAREST, inline="always")
def shifted_tanh(x):  # type: ignore[no-untyped-def]
    """-expm1(-2x) / (1 + e^(1-2x)) for x > 0, else 0, to 6e-16 relative.

    libm's exponential is a call for every number; this polynomial vectorises.
    """
    y = -2.0 * min(max(x, 0.0), 30.0)  # beyond 30 the rate is 1 in double precision
    k = np.floor(y * _LOG2_E + 0.5)
    f = (y - k * _LN2_HIGH) - k * _LN2_LOW
    q = 1.0 / 6227020800.0
    q = q * f + 1.0 / 479001600.0
    q = q * f + 1.0 / 39916800.0
    q = q * f + 1.0 / 3628800.0
    q = q * f + 1.0 / 362880.0
    q = q * f + 1.0 / 40320.0
    q = q * f + 1.0 / 5040.0
    q = q * f + 1.0 / 720.0
    q = q * f + 1.0 / 120.0
    q = q * f + 1.0 / 24.0
    q = q * f + 1.0 / 6.0
    q = q * f + 0.5
    q = q * f * f + f
    scale = _two_to(k)
    expm1 = scale * q + (scale - 1.0)
    return (0.0 - expm1) / (1.0 + math.e * (1.0 + expm1))


@njit(fastmath=_NEAREST, cache=True, error_model="numpy")
def forward_block(  # type: ignore[no-untyped-def]
    indptr, pre, weights, inputs, row, input_steps, dt, power, bound, noise, rates, state, drive
):
    """Fill rates (steps + 1, neurons, width) from inputs (driven, width).

    row[i] is the row of inputs that drives neuron i, or -1. power 0 is the shifted tanh. noise is
    added to the state after each step; it has no rows where there is none. state (neurons, width)
    and drive (width,) are work space.
    """
    steps, neurons, width = rates.shape[0] - 1, rates.shape[1], rates.shape[2]
    stride = np.array([dt]).astype(rates.dtype)[0]  # a double would make every loop double
    for i in range(neurons):
        for k in range(width):
            state[i, k] = 0.0
            rates[0, i, k] = 0.0
    for t in range(1, steps + 1):
        for i in range(neurons):
            d = row[i]
            if d >= 0 and t <= input_steps:
                for k in range(width):
                    drive[k] = inputs[d, k]
            else:
                for k in range(width):
                    drive[k] = 0.0
            s, end = indptr[i], indptr[i + 1]
            if t == 1:
                s = end  # all rates are zero at rest
            while s + 4 <= end:  # four synapses a pass: a quarter of the loads and stores of drive
                w0, w1, w2, w3 = weights[s], weights[s + 1], weights[s + 2], weights[s + 3]
                j0, j1, j2, j3 = pre[s], pre[s + 1], pre[s + 2], pre[s + 3]
                for k in range(width):
                    drive[k] += (
                        w0 * rates[t - 1, j0, k]
                        + w1 * rates[t - 1, j1, k]
                        + w2 * rates[t - 1, j2, k]
                        + w3 * rates[t - 1, j3, k]
                    )
                s += 4
            while s < end:
                w0, j0 = weights[s], pre[s]
                for k in range(width):
                    drive[k] += w0 * rates[t - 1, j0, k]
                s += 1
            for k in range(width):
                state[i, k] += stride * (drive[k] - state[i, k])
            if noise.shape[0] > 0:
                for k in range(width):
                    state[i, k] += noise[t - 1, i, k]
            if power == 0:
                for k in range(width):
                    rates[t, i, k] = shifted_tanh(state[i, k])
            else:
                for k in range(width):
                    x = max(state[i, k], 0.0)
                    r = x
                    if power > 1:
                        r *= x
                    if power > 2:
                        r *= x
                    rates[t, i, k] = min(r, bound)
