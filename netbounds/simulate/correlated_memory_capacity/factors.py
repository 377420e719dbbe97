"""Capacities of nearly dependent states, from a triangular factor of the recording itself.

Covariances square the condition of the states: what a random linear reservoir of 30 neurons holds
of its oldest inputs lies in directions 1e-9 as wide as the widest, and is lost in its covariance.
The factor keeps directions down to 1e-14.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

FloatArray = NDArray[np.float64]


class Factors:
    """The factor R of Q R = [1, states, targets] over time; several times as dear as covariances.

    `n` states, `targets` k; `add` takes in what comes, as `Covariances.add`.
    """

    __slots__ = ("n", "samples", "triangle")

    def __init__(self, n: int, targets: int) -> None:
        self.n = n
        self.samples = 0
        self.triangle: FloatArray = np.zeros((0, 1 + n + targets))

    def add(self, states: FloatArray, targets: FloatArray) -> None:
        """Take in states (n, samples) and targets (k, samples)."""
        self.samples += states.shape[1]
        rows = np.column_stack([np.ones(states.shape[1]), states.T, targets.T])
        self.triangle = np.asarray(np.linalg.qr(np.vstack([self.triangle, rows]), mode="r"))


def merged(parts: Sequence[Factors]) -> Factors:
    """The factor of all parts together."""
    k = parts[0].triangle.shape[1] - 1 - parts[0].n
    whole = Factors(parts[0].n, k)
    whole.samples = sum(part.samples for part in parts)
    whole.triangle = np.asarray(
        np.linalg.qr(np.vstack([part.triangle for part in parts]), mode="r")
    )
    return whole


def factor_capacities(factor: Factors) -> tuple[FloatArray, int]:
    """R^2 of every target from all states, and the number of independent regressors."""
    inner = factor.triangle[1:]  # without the means
    states, targets = inner[: factor.n, 1 : factor.n + 1], inner[:, factor.n + 1 :]
    power = np.linalg.norm(states, axis=0)
    offset = np.abs(factor.triangle[0, 1 : factor.n + 1])
    alive = power > 1e-13 * np.maximum(offset, np.max(power, initial=0.0))
    if not alive.any():
        raise refusal("capacities", "states", "vary", "constants")
    square = np.sum(targets**2, axis=0)
    directions, width, _ = np.linalg.svd(states[:, alive] / power[alive], full_matrices=False)
    kept = width > factor.n * np.finfo(float).eps * width[0]
    projected = directions[:, kept].T @ targets[: factor.n]
    return np.sum(projected**2, axis=0) / square, int(np.count_nonzero(kept))
