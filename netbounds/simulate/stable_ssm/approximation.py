"""Sums of exponentials held against polynomial memory, time by time."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize

Floats = NDArray[np.float64]


def _sum_on_grid(exponent: float, step: float, times: Floats) -> Floats:
    """h/Gamma(p) sum_j exp(p j h - (1 + t) e^(jh)), cut where terms are below rounding."""
    reach = math.log1p(float(times.max())) + 40 / exponent
    weights = step * np.arange(-math.ceil(reach / step), math.floor(6 / step) + 1)
    terms = np.exp(exponent * weights - np.multiply.outer(1 + times, np.exp(weights)))
    return np.asarray(step / math.gamma(exponent) * terms.sum(axis=1))


def exponential_sum_relative_error(
    exponent: float, step: float, time: float, *, rng: np.random.Generator
) -> float:
    """(sum - target)/target of evenly spaced weights at one time, added up term by term."""
    times = np.array([time])
    return float(_sum_on_grid(exponent, step, times)[0] * (1 + time) ** exponent - 1)


def largest_exponential_sum_error(
    exponent: float, step: float, *, rng: np.random.Generator
) -> float:
    """The largest relative error of the sum at 4001 times up to 10^4."""
    times = np.expm1(np.linspace(0, math.log1p(1e4), 4001))
    return float(np.max(np.abs(_sum_on_grid(exponent, step, times) * (1 + times) ** exponent - 1)))


def largest_kernel_error(
    coefficients: Sequence[float],
    rates: Sequence[float],
    exponent: float,
    horizon: float,
    *,
    rng: np.random.Generator,
) -> float:
    """The largest relative error of a given kernel against (1 + t)^-p up to the horizon.

    The kernel has the `coefficients` c and the decay `rates` m.
    """
    times = np.expm1(np.linspace(0, math.log1p(horizon), 4001))
    kernel = np.exp(-np.multiply.outer(times, rates)) @ np.asarray(coefficients)
    return float(np.max(np.abs(kernel * (1 + times) ** exponent - 1)))


def fewest_modes(exponent: float, horizon: float, error: float, *, rng: np.random.Generator) -> int:
    """The fewest modes on an even grid of weights with which the error is kept, by search.

    For each number of modes the spacing and the slowest weight are adjusted by the simplex method
    until the largest relative error up to the horizon is least.

    Raises
    ------
    ArithmeticError
        If two hundred modes are not enough.
    """
    logs = np.linspace(0, math.log1p(horizon), 200)
    times = np.exp(logs)  # 1 + t

    def largest(spacing_and_start: Floats, modes: int) -> float:
        step, start = spacing_and_start
        x = start + abs(step) * np.arange(modes)
        with np.errstate(over="ignore"):
            c = abs(step) / math.gamma(exponent) * np.exp(exponent * x - np.exp(x))
            kernel = np.exp(-np.multiply.outer(times - 1, np.exp(x))) @ c
        return float(np.max(np.abs(kernel * times**exponent - 1)))

    for modes in range(2, 200):
        step = (math.log1p(horizon) + 3) / modes
        begun = [step, -math.log1p(horizon) - 1.5]
        found = minimize(largest, begun, args=(modes,), method="Nelder-Mead")
        if found.fun <= error:
            return modes
    raise ArithmeticError("two hundred modes are not enough")


def best_kernel_error(
    exponent: float,
    coefficient_sum: float,
    slowest_rate: float,
    *,
    modes: int = 60,
    rng: np.random.Generator,
) -> float:
    """The error of the best kernel with rates above a floor, by linear programming.

    Rates are geometric from the floor to 2000 times the floor. The program holds the error at some
    times only; those where its answer is worst are added until nothing changes. What is returned
    is the largest error of the kernel found, over all times.
    """
    rates = slowest_rate * np.geomspace(1, 2000, modes)
    span = math.log1p(3000 / slowest_rate)
    times = np.expm1(np.linspace(0, span, 200))
    found = math.inf
    for _ in range(12):
        c, promised = _best_on(times, exponent, coefficient_sum, rates)
        worst, reached = _worst_times(c, rates, exponent, span)
        found = min(found, reached)
        if reached <= promised * (1 + 1e-5):
            break
        times = np.union1d(times, worst)
    return found


def _best_on(
    times: Floats, exponent: float, coefficient_sum: float, rates: Floats
) -> tuple[Floats, float]:
    """Coefficients of the least error at some times, and that error."""
    modes = len(rates)
    at, value = np.exp(-np.multiply.outer(times, rates)), (1 + times) ** -exponent
    ones = np.ones((len(times), 1))
    spent = np.concatenate([np.ones(2 * modes), [0.0]])[None, :]
    answer = linprog(
        np.concatenate([np.zeros(2 * modes), [1.0]]),
        A_ub=np.vstack([np.block([[at, -at, -ones], [-at, at, -ones]]), spent]),
        b_ub=np.concatenate([value, -value, [coefficient_sum]]),
    )
    solution = np.asarray(answer.x)
    return solution[:modes] - solution[modes : 2 * modes], float(solution[-1])


def _worst_times(c: Floats, rates: Floats, exponent: float, span: float) -> tuple[Floats, float]:
    """Times at which the error peaks, and the largest error; peaks are looked at closely."""

    def off(times: Floats) -> Floats:
        kernel = np.exp(-np.multiply.outer(times, rates)) @ c
        return np.asarray(np.abs(kernel - (1 + times) ** -exponent))

    fine = np.expm1(np.linspace(0, span, 4001))
    error = off(fine)
    inner = error[1:-1]
    peaks = 1 + np.flatnonzero((inner >= error[:-2]) & (inner >= error[2:]))
    peaks = peaks[error[peaks] > 0.9 * error.max()]
    close = [np.linspace(fine[i - 1], fine[i + 1], 401) for i in peaks]
    times = np.concatenate([fine[:1], *(z[[np.argmax(off(z))]] for z in close)])
    return times, float(off(times).max())
