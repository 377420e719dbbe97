"""Lyapunov exponents of a driven rate network, conditional on its input, with block errors.

    tau dh/dt = -h + W phi(h) + I(t),   Euler map with step dt in (0, 1] in units of tau;
    dt = 1 is the discrete-time network h(t+1) = W phi(h(t)) + I(t).

State and tangent vectors take every step together: `W @ [phi(h), phi'(h) * Q]`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import Activation
from netbounds.domains import refusal
from netbounds.statistics.blocks import block_mean
from netbounds.statistics.measured import Measured

FloatArray = NDArray[np.float64]
Current = Callable[[int], Any] | NDArray[Any] | float


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


def lyapunov_exponents(
    weights: Any,
    *,
    activation: Activation,
    steps: int,
    dt: float = 1.0,
    current: Current = 0.0,
    noise: float = 0.0,
    count: int = 1,
    discard: int | None = None,
    every: int | None = None,
    initial: NDArray[Any] | None = None,
    single: bool = False,
    rng: np.random.Generator,
) -> LyapunovSpectrum:
    """Largest `count` Lyapunov exponents of the network that you give, under the input you give.

    Parameters
    ----------
    weights
        (n, n), dense or sparse, `W[post, pre]`; finite.
    activation
        phi with its slope.
    steps
        Steps that count, after those discarded.
    dt
        Euler step in units of tau, in (0, 1].
    current
        External current: a number, an array (n,) or (steps, n) that starts with the discarded
        steps, or a function of the step number.
    noise
        Intensity 2D of white noise; sqrt(dt * noise) * xi is added at every step. At dt = 1 it
        is the variance.
    count
        How many exponents; the whole spectrum is `count = n`.
    discard
        Steps left out while state and tangent vectors settle; at least 20 tau and a tenth of
        `steps` without it.
    every
        Steps between orthonormalisations; one tau without it.
    initial
        h at the start, (n,); standard normal without it (never 0, a fixed point).
    single
        Whether to step in float32: twice as fast for dense weights, exponents to about 1e-5.
    rng
        Source of initial state, tangent vectors, and noise.

    Raises
    ------
    DomainError
        If dt lies outside (0, 1], shapes do not fit, or anything is not finite.

    Examples
    --------
    >>> from netbounds.activations import IDENTITY
    >>> rng = np.random.default_rng(1)
    >>> contraction = np.diag([0.5, 0.25])
    >>> found = lyapunov_exponents(contraction, activation=IDENTITY, steps=200, count=2, rng=rng)
    >>> np.exp(found.exponents).round(6).tolist()
    [0.5, 0.25]
    """
    matrix, n = _checked(weights, dt, steps, count, single)
    every = max(1, round(1 / dt)) if every is None else every
    wait = max(math.ceil(20 / dt), steps // 10) if discard is None else discard
    total = wait + every * math.ceil(steps / every)
    kind = matrix.dtype
    given = _current(current, n, kind)
    block = np.empty((n, 1 + count), dtype=kind, order="F")  # [h, tangent vectors]
    start = rng.standard_normal(n) if initial is None else np.asarray(initial)
    if start.shape != (n,) or not np.all(np.isfinite(start)):
        raise refusal("lyapunov_exponents", "initial", f"be {n} finite numbers", str(start.shape))
    block[:, 0] = start
    block[:, 1:] = np.linalg.qr(rng.standard_normal((n, count)))[0]
    acting = np.empty_like(block)
    growth = []
    for step in range(total):
        acting[:, 0] = activation.function(block[:, 0])
        np.multiply(block[:, 1:], activation.slope(block[:, 0])[:, None], out=acting[:, 1:])
        pushed = _product(matrix, acting)
        pushed[:, 0] += given(step)
        if dt == 1:
            block = pushed
        else:
            block *= kind.type(1 - dt)
            block += kind.type(dt) * pushed
        if noise:
            kick = rng.standard_normal(n, dtype=kind.type)
            block[:, 0] += kind.type(math.sqrt(dt * noise)) * kick
        if (step + 1 - wait) % every == 0:
            stretch = _orthonormalise(block)
            if step >= wait:
                growth.append(stretch)
    with np.errstate(divide="ignore"):  # -inf where a direction dies
        rates = np.log(np.array(growth)) / (every * dt)
    if not np.all(np.isfinite(rates)):
        rule = "keep the state finite and the tangent space alive"
        raise refusal("lyapunov_exponents", "weights", rule, "growth rates that are not finite")
    errors = [block_mean(column).error for column in rates.T]
    return LyapunovSpectrum(rates.mean(axis=0), np.array(errors), rates, block[:, 0].astype(float))


def _product(matrix: Any, acting: NDArray[Any]) -> NDArray[Any]:
    if acting.shape[1] > 2 or not isinstance(matrix, np.ndarray):
        return np.asfortranarray(matrix @ acting)
    pushed = np.empty_like(acting)  # a dense product with two columns costs twice two single ones
    for column in range(2):
        np.dot(matrix, acting[:, column], out=pushed[:, column])
    return pushed


def _orthonormalise(block: NDArray[Any]) -> FloatArray:
    """Orthonormalise the tangent vectors in place and return by how much each was stretched."""
    if block.shape[1] == 2:
        length = np.linalg.norm(block[:, 1:])
        block[:, 1:] /= max(length, np.finfo(block.dtype).tiny)
        return np.array([length], dtype=float)
    q, r = np.linalg.qr(block[:, 1:])
    block[:, 1:] = q
    return np.asarray(np.abs(np.diag(r)), dtype=float)


def _checked(weights: Any, dt: float, steps: int, count: int, single: bool) -> tuple[Any, int]:
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


def _current(current: Current, n: int, kind: Any) -> Callable[[int], Any]:
    if callable(current):
        return current
    given = np.asarray(current, dtype=kind)
    if given.ndim == 2 and given.shape[1] == n:
        return lambda step: given[step]
    if given.shape in ((), (n,)):
        return lambda step: given
    rule = f"be a number, an array of {n}, or of shape (steps, {n})"
    raise refusal("lyapunov_exponents", "current", rule, f"shape {given.shape}")
