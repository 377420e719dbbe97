"""Brute force for linear memory: Gramian and quadratic form in exact rationals."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np


def small_reservoir(n: int, delays: int, rng: np.random.Generator) -> dict[str, Any]:
    """Random stable weights on a grid of 1/256, and input weights, as tuples of numbers."""
    while True:
        w = np.round(rng.standard_normal((n, n)) * 0.6 / np.sqrt(n) * 256) / 256
        if np.max(np.abs(np.linalg.eigvals(w))) < 0.95:
            break
    u = rng.integers(1, 5, n).astype(float)
    return {"weights": tuple(map(tuple, w)), "inputs": tuple(u), "delays": delays}


def gramian_memory(
    weights: Sequence[Sequence[float]], inputs: Sequence[float], delays: int
) -> list[float]:
    """m_d = (W^d u)^T Sigma^-1 (W^d u) with Sigma = W Sigma W^T + u u^T, solved exactly."""
    import flint

    n = len(inputs)
    w = flint.fmpq_mat([[_rational(entry) for entry in row] for row in weights])
    u = flint.fmpq_mat([[_rational(entry)] for entry in inputs])
    size = n * n
    system = flint.fmpq_mat(size, size)
    for i in range(n):
        for j in range(n):
            for k in range(n):
                for m in range(n):
                    same = flint.fmpq(int(i == k and j == m))
                    system[i * n + j, k * n + m] = same - w[i, k] * w[j, m]
    right = flint.fmpq_mat([[u[i, 0] * u[j, 0]] for i in range(n) for j in range(n)])
    solution = system.solve(right)
    gramian = flint.fmpq_mat([[solution[i * n + j, 0] for j in range(n)] for i in range(n)])
    memory, column = [], u
    for _ in range(delays):
        value = (column.transpose() * gramian.solve(column))[0, 0]
        memory.append(float(Fraction(int(value.p), int(value.q))))
        column = w * column
    return memory


def _rational(entry: float) -> Any:
    import flint

    exact = Fraction(entry)
    return flint.fmpq(exact.numerator, exact.denominator)
