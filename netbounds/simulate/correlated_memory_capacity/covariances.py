"""Capacities from running covariances: adjusted R^2, chance level, all readout sizes at once."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

FloatArray = NDArray[np.float64]


class Covariances:
    """Sums over time of states (n), targets (k), and their products; addable, never stores states.

    `gram` is kept in its lower triangle only.
    """

    __slots__ = ("cross", "gram", "samples", "square", "states", "targets")

    def __init__(self, n: int, targets: int) -> None:
        self.samples = 0
        self.gram: FloatArray = np.zeros((n, n), order="F")
        self.cross: FloatArray = np.zeros((n, targets))
        self.states: FloatArray = np.zeros(n)
        self.targets: FloatArray = np.zeros(targets)
        self.square: FloatArray = np.zeros(targets)

    def add(self, states: FloatArray, targets: FloatArray) -> None:
        """Take in states (n, samples) and targets (k, samples)."""
        from scipy.linalg.blas import dsyrk

        x = np.ascontiguousarray(states)
        self.samples += x.shape[1]
        self.gram = dsyrk(1.0, x.T, beta=1.0, c=self.gram, trans=1, lower=1, overwrite_c=1)
        self.cross += x @ targets.T
        self.states += x.sum(axis=1)
        self.targets += targets.sum(axis=1)
        self.square += np.einsum("ij,ij->i", targets, targets)

    def without(self, part: "Covariances") -> "Covariances":
        """The sums over the samples that are not in the part."""
        rest = Covariances(0, 0)
        for name in Covariances.__slots__:
            setattr(rest, name, getattr(self, name) - getattr(part, name))
        return rest


def total(parts: Sequence[Covariances]) -> Covariances:
    """Sums over all parts."""
    whole = Covariances(*parts[0].cross.shape)
    for part in parts:
        for name in Covariances.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
    return whole


def capacities(sums: Covariances) -> tuple[FloatArray, int]:
    """Measured R^2 of every target from all states, and the number of independent regressors.

    States that depend linearly on others to rounding are left out, not regularised away; the
    number returned says how many count.
    """
    correlation, cross = _standardised(sums)
    factor, independent = _cholesky(correlation)
    n = correlation.shape[0]
    if independent:
        from scipy.linalg import solve_triangular

        projected = solve_triangular(factor, cross, lower=True, check_finite=False)
        return np.einsum("ij,ij->j", projected, projected), n
    values, vectors = np.linalg.eigh(correlation, UPLO="L")
    kept = values > n * np.finfo(float).eps * values[-1]
    projected = (vectors[:, kept].T @ cross) / np.sqrt(values[kept])[:, None]
    return np.einsum("ij,ij->j", projected, projected), int(np.count_nonzero(kept))


def nested_capacities(sums: Covariances) -> FloatArray:
    """R^2 of every target from the first 1, 2, .. n states, (n, targets): one factorisation.

    Raises
    ------
    DomainError
        If states depend linearly on each other to rounding.
    """
    from scipy.linalg import solve_triangular

    correlation, cross = _standardised(sums)
    factor, independent = _cholesky(correlation)
    if not independent:
        rule = "be linearly independent to rounding"
        raise refusal("nested_capacities", "states", rule, "a singular covariance")
    projected = solve_triangular(factor, cross, lower=True, check_finite=False)
    return np.asarray(np.cumsum(projected * projected, axis=0))


def adjusted(raw: Any, samples: int, readouts: Any) -> Any:
    """Capacity without its chance part: 1 - (1 - R^2)(T - 1)/(T - 1 - L).

    >>> round(float(adjusted(50 / 1999, 2000, 50)), 12)
    0.0
    """
    return 1 - (1 - raw) * ((samples - 1) / (samples - 1 - readouts))


def chance_threshold(samples: int, readouts: int, targets: int, false_alarm: float = 0.01) -> float:
    """Capacity that one of the targets exceeds by chance with probability `false_alarm`.

    >>> round(chance_threshold(2000, 50, 200), 4)
    0.0488
    """
    from scipy.stats import beta

    null = beta(readouts / 2, (samples - 1 - readouts) / 2)
    return float(null.isf(false_alarm / max(targets, 1)))


def _standardised(sums: Covariances) -> tuple[FloatArray, FloatArray]:
    """Correlations of states (lower triangle) and of states with targets."""
    mean = sums.states / sums.samples
    gram = sums.gram - sums.samples * np.outer(mean, mean)
    cross = sums.cross - np.outer(mean, sums.targets)
    square = sums.square - sums.targets**2 / sums.samples
    power = np.diag(gram).copy()
    floor = 1e-13 * np.maximum(sums.samples * mean**2, np.max(power, initial=0.0))
    alive = power > floor
    if not alive.any():
        raise refusal("capacities", "states", "vary", "constants")
    if np.any(square <= 1e-13 * np.maximum(sums.square, 1e-300)):
        raise refusal("capacities", "input", "vary", "a constant")
    scale = 1 / np.sqrt(power[alive])
    correlation = gram[np.ix_(alive, alive)] * np.outer(scale, scale)
    return correlation, cross[alive] * scale[:, None] / np.sqrt(square)


def _cholesky(correlation: FloatArray) -> tuple[FloatArray, bool]:
    """Lower factor, and whether every state adds something beyond rounding."""
    from scipy.linalg.lapack import dpotrf

    factor, failed = dpotrf(correlation, lower=1)
    least = correlation.shape[0] * np.finfo(float).eps * 10
    return factor, not failed and float(np.min(np.diag(factor))) > math.sqrt(least)
