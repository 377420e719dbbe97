"""Memory capacity of reservoirs that are simulated on the way, never storing their states."""

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import ArrayLike, NDArray

from netbounds.activations import IDENTITY, Activation
from netbounds.arrays import real_array
from netbounds.domains import Symbol, check, refusal
from netbounds.simulate.correlated_memory_capacity.covariances import Covariances
from netbounds.simulate.correlated_memory_capacity.factors import Factors
from netbounds.simulate.correlated_memory_capacity.measured import (
    Delays,
    MemoryEstimate,
    enough,
    estimate,
    varying,
)
from netbounds.simulate.reservoir import Weights, segments, states

FloatArray = NDArray[np.float64]
_GROUPS = 10

Noise = Annotated[float, Ge(0), Symbol(r"\sigma_n", "standard deviation of private noise")]


def reservoir_memory(
    weights: Weights,
    input_weights: ArrayLike,
    inputs: ArrayLike,
    *,
    activation: Activation,
    noise: float = 0.0,
    delays: int,
    washout: int = 200,
    rng: np.random.Generator | None = None,
) -> MemoryEstimate:
    """Memory capacity of the reservoir that you give, driven by the inputs that you give.

    h(t) = W x(t-1) + u s(t) + noise, x = phi(h), all neurons read. The series is cut into 32
    stretches that run side by side, each after a washout of its own.

    Parameters
    ----------
    weights
        W[post, pre], dense or scipy sparse.
    input_weights, inputs
        u (n,), s(t) (steps,).
    activation, noise
        phi, and the standard deviation of private noise.
    delays, washout
        As in `memory_capacity`; the washout must cover the delays.
    rng
        Needed with noise.

    Raises
    ------
    DomainError
        As `memory_capacity`; and for a linear reservoir that is unstable.

    Examples
    --------
    >>> from netbounds.activations import IDENTITY
    >>> from netbounds.simulate.reservoir import cyclic_weights
    >>> s = np.random.default_rng(1).standard_normal(20_000)
    >>> ring = cyclic_weights(10, 0.5)
    >>> found = reservoir_memory(ring, np.eye(10)[0], s, activation=IDENTITY, delays=20)
    >>> round(found.total.value, 2)
    10.0
    """
    where = "reservoir_memory"
    check(where, "delays", delays, Delays)
    check(where, "noise", noise, Noise)
    check(where, "activation", activation, Activation)
    s = real_array(where, "inputs", inputs, 1)
    u = real_array(where, "input_weights", input_weights, 1)
    _check_weights(where, weights, u, linear=activation == IDENTITY)
    enough(where, s.size, washout, delays - 1, u.size)
    varying(where, s)
    trials = max(1, min(32, s.size // 2000))
    length = (s.size - washout) // trials

    def record(kind: type[Covariances] | type[Factors]) -> list[Any]:
        parts = [kind(u.size, delays) for _ in range(_GROUPS)]
        done = 0
        for x, y in driven_chunks(
            weights, u, s, activation=activation, noise=noise, delays=delays, washout=washout,
            trials=trials, rng=rng,
        ):  # fmt: skip
            parts[done * _GROUPS // length].add(x, y)
            done += x.shape[1] // trials
        return parts

    return estimate(record)


def driven_chunks(
    weights: Weights,
    input_weights: FloatArray,
    inputs: FloatArray,
    *,
    activation: Activation,
    noise: float = 0.0,
    delays: int,
    washout: int,
    trials: int = 32,
    rng: np.random.Generator | None = None,
) -> Iterator[tuple[FloatArray, FloatArray]]:
    """States (n, samples) and delayed inputs (delays, samples), after the washouts, piece by piece.

    The states of a piece are overwritten by the next one.
    """
    side_by_side = segments(inputs, trials, washout)
    step = 0
    chunk = max(1, 1024 // trials)
    for x in states(
        weights, (input_weights, side_by_side), activation=activation, noise=noise,
        chunk=chunk, rng=rng,
    ):  # fmt: skip
        first, last = max(step, washout), step + x.shape[1]
        if last > first:
            kept = np.ascontiguousarray(x[:, first - step :]).reshape(x.shape[0], -1)
            lags = [side_by_side[first - d : last - d].ravel() for d in range(delays)]
            yield kept, np.array(lags).reshape(delays, kept.shape[1])
        step = last


def _check_weights(where: str, weights: Any, u: FloatArray, *, linear: bool) -> None:
    shape = tuple(getattr(weights, "shape", ()))
    if len(shape) != 2 or shape[0] != shape[1]:
        raise refusal(where, "weights", "be a square matrix W[post, pre]", f"shape {shape}")
    if u.shape != shape[:1]:
        raise refusal(where, "input_weights", f"have shape {shape[:1]}", f"{u.shape}")
    if not u.any():
        raise refusal(where, "input_weights", "have an entry other than 0", "zeros")
    sparse = hasattr(weights, "tocsr")
    real_array(where, "weights", weights.tocsr().data if sparse else weights, 1 if sparse else 2)
    if linear:
        dense = weights.toarray() if sparse else weights
        radius = float(np.max(np.abs(np.linalg.eigvals(dense))))
        if radius >= 1:
            rule = "have spectral radius < 1 for a linear reservoir"
            raise refusal(where, "weights", rule, round(radius, 6))
