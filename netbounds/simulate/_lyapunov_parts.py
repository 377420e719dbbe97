"""Parts of every measurement of Lyapunov exponents: checks, input, growth of tangent vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.statistics.blocks import block_mean
from netbounds.statistics.measured import Measured

FloatArray = NDArray[np.float64]
Current = Callable[[int], Any] | NDArray[Any] | float
Observer = Callable[[int, NDArray[Any]], object]


@dataclass(frozen=True, slots=True)
class LyapunovSpectrum:
    """Exponents per unit of time (dt = 1: per step), largest first, with block standard errors.

    `growth` holds the logarithmic growth rate of every interval (intervals, exponents), in time
    order; `state` the last h, to go on from.
    """

    exponents: FloatArray
    standard_errors: FloatArray
    growth: FloatArray
    state: FloatArray

    @property
    def largest(self) -> Measured:
        """The largest exponent with its error from ten blocks."""
        return block_mean(self.growth[:, 0])

    def __str__(self) -> str:
        first = f"largest Lyapunov exponent {self.largest}"
        return f"{first} (conditional on the input), {self.exponents.size} computed"


def spectrum_of(growth: list[Any], interval: float, state: NDArray[Any]) -> LyapunovSpectrum:
    """Growth factors of consecutive intervals as exponents with their errors."""
    with np.errstate(divide="ignore"):  # -inf where a direction dies
        rates = np.log(np.array(growth, dtype=float)) / interval
    if not np.all(np.isfinite(rates)):
        rule = "keep the state finite and the tangent space alive"
        raise refusal("lyapunov_exponents", "weights", rule, "growth rates that are not finite")
    errors = [block_mean(column).error for column in rates.T]
    return LyapunovSpectrum(rates.mean(axis=0), np.array(errors), rates, state.astype(float))


def kick_of(
    noise: float | NDArray[Any], n: int, dt: float, kind: Any, rng: np.random.Generator
) -> Callable[[], NDArray[Any]] | None:
    """One step's noise, or None where there is none."""
    intensity = np.asarray(noise, dtype=float)
    if intensity.shape not in ((), (n,)) or not np.all(np.isfinite(intensity) & (intensity >= 0)):
        rule = f"be a number >= 0 or {n} of them"
        raise refusal("lyapunov_exponents", "noise", rule, f"shape {intensity.shape}")
    if not np.any(intensity):
        return None
    scale = np.sqrt(dt * intensity).astype(kind)
    return lambda: scale * rng.standard_normal(n, dtype=kind.type)


def product(matrix: Any, acting: NDArray[Any]) -> NDArray[Any]:
    if acting.shape[1] > 2 or not isinstance(matrix, np.ndarray):
        return np.asfortranarray(matrix @ acting)
    pushed = np.empty_like(acting)  # a dense product with two columns costs twice two single ones
    for column in range(2):
        np.dot(matrix, acting[:, column], out=pushed[:, column])
    return pushed


def orthonormalise(block: NDArray[Any]) -> FloatArray:
    """Orthonormalise the tangent vectors in place and return by how much each was stretched."""
    if block.shape[1] == 2:
        length = np.linalg.norm(block[:, 1:])
        block[:, 1:] /= max(length, np.finfo(block.dtype).tiny)
        return np.array([length], dtype=float)
    q, r = np.linalg.qr(block[:, 1:])
    block[:, 1:] = q
    return np.asarray(np.abs(np.diag(r)), dtype=float)


def checked_weights(
    weights: Any, dt: float, steps: int, count: int, single: bool
) -> tuple[Any, int]:
    where = "lyapunov_exponents"
    shape: tuple[int, ...] = getattr(weights, "shape", ())
    if len(shape) != 2 or shape[0] != shape[1]:
        raise refusal(where, "weights", "be a square matrix W[post, pre]", f"shape {shape}")
    stored = weights.data if hasattr(weights, "tocsr") else weights
    if not np.all(np.isfinite(stored)):
        raise refusal(where, "weights", "be finite", "nan or infinity")
    if not 0 < dt <= 1:
        raise refusal(where, "dt", "be in (0, 1] (units of tau)", dt)
    if not 1 <= count <= shape[0]:
        raise refusal(where, "count", f"be between 1 and n = {shape[0]}", count)
    if steps < 20 * max(1, round(1 / dt)):
        raise refusal(where, "steps", "cover at least 20 tau, for ten blocks", steps)
    matrix = weights.tocsr() if hasattr(weights, "tocsr") else np.asarray(weights)
    return matrix.astype(np.float32 if single else np.float64), shape[0]


def current_of(current: Current, n: int, kind: Any) -> Callable[[int], Any]:
    if callable(current):
        return current
    given = np.asarray(current, dtype=kind)
    if given.ndim == 2 and given.shape[1] == n:
        return lambda step: given[step]
    if given.shape in ((), (n,)):
        return lambda step: given
    rule = f"be a number, an array of {n}, or of shape (steps, {n})"
    raise refusal("lyapunov_exponents", "current", rule, f"shape {given.shape}")
