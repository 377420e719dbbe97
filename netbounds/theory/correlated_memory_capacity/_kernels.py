"""Compiled loops of the memory laws."""

import math
from typing import Any

import numba
import numpy as np


@numba.njit(cache=True)
def blaschke_cascade(eigenvalues: Any, delays: int) -> Any:
    """m_d = sum over sections of |impulse response|^2; each section feeds an all-pass filter."""
    memory = np.zeros(delays)
    signal = np.zeros(delays, np.complex128)
    if delays > 0:
        signal[0] = 1.0
    for value in eigenvalues:
        gain = math.sqrt((1.0 - abs(value)) * (1.0 + abs(value)))
        conjugate = value.real - 1j * value.imag
        held = 0.0 + 0.0j
        passed = 0.0 + 0.0j
        before = 0.0 + 0.0j
        for t in range(delays):
            now = signal[t]
            held = value * held + gain * now
            memory[t] += held.real * held.real + held.imag * held.imag
            passed = value * passed - conjugate * now + before
            before = now
            signal[t] = passed
    return memory


@numba.njit(cache=True)
def fisher_total(start: float, fraction: float, square: float) -> float:
    """Sum of D0 J_d from a trial value of D0 J_0; above 10 it has left the physical branch."""
    memory = start
    growth = square * (1.0 - fraction + start)
    total = start
    while memory > 1e-19 * start and total < 10.0:
        memory *= growth
        growth += square * memory
        total += memory
    return total


@numba.njit(cache=True)
def fisher_start(fraction: float, square: float) -> float:
    """The D0 J_0 at which the memory of all delays sums to the readout fraction."""
    low, high = 0.0, fraction
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if fisher_total(middle, fraction, square) > fraction:
            high = middle
        else:
            low = middle
    return 0.5 * (low + high)


@numba.njit(cache=True)
def fisher_curve(fraction: float, square: float, delays: int) -> Any:
    """D0 J_d for d < delays."""
    curve = np.zeros(delays)
    memory = fisher_start(fraction, square)
    growth = square * (1.0 - fraction + memory)
    for d in range(delays):
        curve[d] = memory
        memory *= growth
        growth = min(growth + square * memory, square)  # q rises to rho^2, not beyond by rounding
    return curve


@numba.njit(cache=True)
def capacity_of_curve(fraction: float, square: float, signal: float) -> float:
    """Sum over all delays of S J / (1 + S J)."""
    memory = signal * fisher_start(fraction, square)
    growth = square * (1.0 - fraction + memory / signal)
    total, part = 0.0, 1.0
    while part > 1e-17 * total:
        part = memory / (1.0 + memory)
        total += part
        memory *= growth
        growth = min(growth + square * memory / signal, square)
    return total
