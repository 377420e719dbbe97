"""Driven rate networks, many trials side by side: weights, and stepping them with one product.

    h(t) = W x(t-1) + u s(t) + sigma_n xi(t),   x = phi(h)

Weights are `W[post, pre]`; the state is `(n, trials)`, so that a step is `W @ X`, dense or CSR.
"""

import math
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray
from scipy import sparse

from netbounds.activations import Activation
from netbounds.domains import NeuronCount, check, refusal

FloatArray = NDArray[np.float64]
Weights = Any  # (n, n) array or scipy sparse array: whatever `W @ X` takes


def gaussian_weights(n: int, gain: float, rng: np.random.Generator) -> FloatArray:
    """Dense i.i.d. weights of variance gain^2 / n, so that the spectral radius is about gain.

    Raises
    ------
    DomainError
        If n < 1 or the gain is negative.
    """
    _check("gaussian_weights", n, gain)
    return rng.standard_normal((n, n)) * (gain / math.sqrt(n))


def sparse_weights(
    n: int, in_degree: int, gain: float, rng: np.random.Generator, *, gaussian: bool = False
) -> sparse.csr_array:
    """Exactly `in_degree` synapses a row, of weight +-gain/sqrt(K), or Gaussian of that size.

    Raises
    ------
    DomainError
        If in_degree is not between 1 and n.
    """
    _check("sparse_weights", n, gain)
    if not 1 <= in_degree <= n:
        raise refusal("sparse_weights", "in_degree", f"be between 1 and n = {n}", in_degree)
    columns = _distinct(n, in_degree, rng)
    shape = n * in_degree
    values = rng.standard_normal(shape) if gaussian else rng.choice([-1.0, 1.0], shape)
    starts = np.arange(0, shape + 1, in_degree)
    values *= gain / math.sqrt(in_degree)
    return sparse.csr_array((values, columns.ravel(), starts), shape=(n, n))


def _check(where: str, n: int, gain: float) -> None:
    check(where, "n", n, NeuronCount)
    check(where, "gain", gain, Annotated[float, Ge(0)])


def _distinct(n: int, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Sorted rows of different numbers below n, every set as likely as any other."""
    if count * count > 2 * n:  # repetitions would be the rule
        return np.array([np.sort(rng.choice(n, count, replace=False)) for _ in range(n)])
    rows = np.sort(rng.integers(n, size=(n, count)), axis=1)
    while (again := np.flatnonzero((rows[:, 1:] == rows[:, :-1]).any(axis=1))).size:
        rows[again] = np.sort(rng.integers(n, size=(again.size, count)), axis=1)
    return rows


def orthogonal_weights(n: int, gain: float, rng: np.random.Generator) -> FloatArray:
    """Gain times a Haar-distributed orthogonal matrix.

    Raises
    ------
    DomainError
        If n < 1 or the gain is negative.
    """
    _check("orthogonal_weights", n, gain)
    q, r = np.linalg.qr(rng.standard_normal((n, n)))
    return np.asarray(q * (gain * np.sign(np.diag(r))))  # raw LAPACK QR is not Haar


def cyclic_weights(n: int, gain: float) -> sparse.csr_array:
    """A ring: neuron i drives neuron i + 1 with weight gain.

    Raises
    ------
    DomainError
        If n < 1 or the gain is negative.
    """
    _check("cyclic_weights", n, gain)
    post = (np.arange(n) + 1) % n
    return sparse.csr_array((np.full(n, float(gain)), (post, np.arange(n))), shape=(n, n))


def states(
    weights: Weights,
    drive: FloatArray | tuple[FloatArray, FloatArray],
    *,
    activation: Activation,
    noise: float = 0.0,
    initial: FloatArray | None = None,
    chunk: int = 16,
    rng: np.random.Generator | None = None,
) -> Iterator[FloatArray]:
    """States of the driven network, a chunk of consecutive steps at a time.

    Parameters
    ----------
    weights
        (n, n), dense or sparse, `W[post, pre]`.
    drive
        (steps, n, trials) of external currents, or the pair product of input weights (n,) and
        inputs (steps, trials) given as a tuple, which is never stored in full.
    activation, noise
        phi, and the standard deviation of private white noise added to h.
    initial
        x(-1), (n, trials); zero without it.
    chunk
        Steps per yielded array.
    rng
        Needed with noise.

    Yields
    ------
    array
        (n, steps of the chunk, trials). The buffer is used again: copy what you keep.

    Raises
    ------
    DomainError
        If shapes do not fit, or there is noise without an rng.
    """
    current, steps, trials = _currents(weights, drive)
    n = weights.shape[0]
    if noise and rng is None:
        raise refusal("states", "rng", "be given when there is private noise", rng)
    x = np.zeros((n, trials)) if initial is None else np.array(initial, dtype=float)
    if x.shape != (n, trials):
        raise refusal("states", "initial", f"have shape {(n, trials)}", f"shape {x.shape}")
    times = _product(weights)
    phi: Any = activation.function
    in_place = isinstance(phi, np.ufunc)
    buffer = np.empty((n, min(chunk, max(steps, 1)), trials))
    for start in range(0, steps, chunk):
        count = min(chunk, steps - start)
        for k in range(count):
            h = times(x)
            h += current(start + k)
            if noise and rng is not None:
                h += noise * rng.standard_normal(h.shape)
            x = phi(h, out=h) if in_place else phi(h)
            buffer[:, k] = x
        yield buffer[:, :count]


def segments(series: FloatArray, count: int, washout: int) -> FloatArray:
    """Cut a series into `count` stretches to run side by side, each with its own run-up.

    Column b holds the `washout` values before its stretch and the stretch itself, so that every
    stretch starts from an echo state and the stretches tile the series after the first washout.
    A remainder that does not fill a stretch is cut off at the end.

    Returns
    -------
    array
        (washout + length, count)

    Raises
    ------
    DomainError
        If the series is too short to give every stretch one step.
    """
    check("segments", "count", count, Annotated[int, Ge(1)])
    check("segments", "washout", washout, Annotated[int, Ge(0)])
    length = (series.size - washout) // count
    if length < 1:
        rule = f"have more than washout + segments = {washout + count} values"
        raise refusal("segments", "series", rule, f"{series.size} values")
    starts = np.arange(count) * length
    return np.asarray(series[starts + np.arange(washout + length)[:, None]])


def _product(weights: Weights) -> Callable[[FloatArray], FloatArray]:
    """The product W @ X: BLAS for dense weights, a compiled loop for sparse ones."""
    if not hasattr(weights, "tocsr"):
        return lambda x: np.asarray(weights @ x)
    from netbounds.simulate._kernels_reservoir import rows_times

    rows = weights.tocsr().astype(float)

    def times(x: FloatArray) -> FloatArray:
        out = np.empty_like(x)
        rows_times(rows.indptr, rows.indices, rows.data, x, out)
        return out

    return times


def _currents(weights: Weights, drive: Any) -> tuple[Any, int, int]:
    n = weights.shape[0]
    if isinstance(drive, tuple):
        gains, inputs = (np.asarray(part, dtype=float) for part in drive)
        if gains.shape != (n,) or inputs.ndim != 2:
            got = f"shapes {gains.shape} and {inputs.shape}"
            rule = f"be input weights of shape ({n},) and inputs of shape (steps, trials)"
            raise refusal("states", "drive", rule, got)
        return lambda t: gains[:, None] * inputs[t], inputs.shape[0], inputs.shape[1]
    if drive.ndim != 3 or drive.shape[1] != n:
        raise refusal("states", "drive", f"have shape (steps, {n}, trials)", f"{drive.shape}")
    return lambda t: drive[t], drive.shape[0], drive.shape[2]
