"""Lyapunov exponents of a driven rate network, conditional on its input, with block errors.

    tau dh/dt = -h + W phi(h) + I(t),   Euler map with step dt in (0, 1] in units of tau;
    dt = 1 is the discrete-time network h(t+1) = W phi(h(t)) + I(t).

State and tangent vectors take every step together: `W @ [phi(h), phi'(h) * Q]`.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import Activation
from netbounds.domains import refusal
from netbounds.simulate._lyapunov_parts import (
    Current,
    Observer,
    checked_weights,
    current_of,
    kick_of,
    orthonormalise,
    product,
    spectrum_of,
)
from netbounds.simulate._lyapunov_parts import LyapunovSpectrum as LyapunovSpectrum
from netbounds.statistics.measured import Measured


def lyapunov_exponents(
    weights: Any,
    *,
    activation: Activation,
    steps: int,
    dt: float = 1.0,
    current: Current = 0.0,
    noise: float | NDArray[Any] = 0.0,
    count: int = 1,
    discard: int | None = None,
    every: int | None = None,
    initial: NDArray[Any] | None = None,
    single: bool = False,
    observe: Observer | None = None,
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
        Intensity 2D of white noise, for all neurons or (n,); sqrt(dt * noise) * xi is added at
        every step. At dt = 1 it is the variance.
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
    observe
        Called with the number of every counted step and h before it, to measure on the way. The
        array is used again: copy what you keep.
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
    matrix, n = checked_weights(weights, dt, steps, count, single)
    every = max(1, round(1 / dt)) if every is None else every
    wait = max(math.ceil(20 / dt), steps // 10) if discard is None else discard
    total = wait + every * math.ceil(steps / every)
    kind = matrix.dtype
    given = current_of(current, n, kind)
    block = np.empty((n, 1 + count), dtype=kind, order="F")  # [h, tangent vectors]
    start = rng.standard_normal(n) if initial is None else np.asarray(initial)
    if start.shape != (n,) or not np.all(np.isfinite(start)):
        raise refusal("lyapunov_exponents", "initial", f"be {n} finite numbers", str(start.shape))
    block[:, 0] = start
    block[:, 1:] = np.linalg.qr(rng.standard_normal((n, count)))[0]
    acting = np.empty_like(block)
    kick = kick_of(noise, n, dt, kind, rng)
    growth = []
    for step in range(total):
        if observe is not None and step >= wait:
            observe(step - wait, block[:, 0])
        acting[:, 0] = activation.function(block[:, 0])
        np.multiply(block[:, 1:], activation.slope(block[:, 0])[:, None], out=acting[:, 1:])
        pushed = product(matrix, acting)
        pushed[:, 0] += given(step)
        if dt == 1:
            block = pushed
        else:
            block *= kind.type(1 - dt)
            block += kind.type(dt) * pushed
        if kick is not None:
            block[:, 0] += kick()
        if (step + 1 - wait) % every == 0:
            stretch = orthonormalise(block)
            if step >= wait:
                growth.append(stretch)
    return spectrum_of(growth, every * dt, block[:, 0])


def exponents_along(
    weights: Any,
    states: NDArray[Any],
    *,
    activation: Activation,
    dt: float = 1.0,
    count: int = 1,
    every: int | None = None,
    rng: np.random.Generator,
) -> LyapunovSpectrum:
    """Lyapunov exponents along states that you recorded, whatever the input was.

    Parameters
    ----------
    weights, activation, dt, count, every
        As for `lyapunov_exponents`.
    states
        h before every step, (steps, n). All steps count; at `count = n` the sum of the exponents
        is exact from the first step, single exponents need some steps to align.
    rng
        Source of the tangent vectors at the start.

    Raises
    ------
    DomainError
        As `lyapunov_exponents`, and if the states do not fit the weights or are not finite.

    Examples
    --------
    >>> from netbounds.activations import IDENTITY
    >>> rng = np.random.default_rng(1)
    >>> path = np.zeros((40, 2))
    >>> weights = np.diag([0.5, 0.25])
    >>> found = exponents_along(weights, path, activation=IDENTITY, count=2, rng=rng)
    >>> round(float(np.exp(found.exponents.sum())), 12)
    0.125
    """
    path = np.asarray(states, dtype=float)
    matrix, n = checked_weights(weights, dt, len(path), count, False)
    if path.ndim != 2 or path.shape[1] != n or not np.all(np.isfinite(path)):
        rule = f"be finite numbers of shape (steps, {n})"
        raise refusal("exponents_along", "states", rule, f"shape {path.shape}")
    every = max(1, round(1 / dt)) if every is None else every
    block = np.empty((n, 1 + count), order="F")
    block[:, 1:] = np.linalg.qr(rng.standard_normal((n, count)))[0]
    growth = []
    used = len(path) - len(path) % every
    for step, h in enumerate(path[:used], 1):
        pushed = matrix @ (block[:, 1:] * activation.slope(h)[:, None])
        block[:, 1:] = (1 - dt) * block[:, 1:] + dt * pushed
        if step % every == 0:
            growth.append(orthonormalise(block))
    return spectrum_of(growth, every * dt, path[used - 1])


def pair_exponent(
    weights: Any,
    *,
    activation: Activation,
    steps: int,
    dt: float = 1.0,
    current: Current = 0.0,
    noise: float | NDArray[Any] = 0.0,
    separation: float = 1e-6,
    discard: int | None = None,
    every: int | None = None,
    initial: NDArray[Any] | None = None,
    rng: np.random.Generator,
) -> Measured:
    """Largest Lyapunov exponent from two trajectories with the same input that part.

    Needs no slopes: a check of the tangent vectors in `lyapunov_exponents`, whose parameters it
    takes. The difference is brought back to length `separation` * sqrt(n) after `every` steps
    (one tau without it); it errs by about `separation` relative.

    Raises
    ------
    DomainError
        As `lyapunov_exponents`.

    Examples
    --------
    >>> from netbounds.activations import IDENTITY
    >>> rng = np.random.default_rng(1)
    >>> weights = np.diag([0.5, 0.25])
    >>> round(pair_exponent(weights, activation=IDENTITY, steps=200, rng=rng).value, 6)
    -0.693147
    """
    matrix, n = checked_weights(weights, dt, steps, 1, False)
    every = max(1, round(1 / dt)) if every is None else every
    wait = max(math.ceil(20 / dt), steps // 10) if discard is None else discard
    total = wait + every * math.ceil(steps / every)
    given, kick = current_of(current, n, matrix.dtype), kick_of(noise, n, dt, matrix.dtype, rng)
    start = rng.standard_normal(n) if initial is None else np.asarray(initial, dtype=float)
    length = separation * math.sqrt(n)
    aside = rng.standard_normal(n)
    both = np.stack([start, start + aside * (length / np.linalg.norm(aside))], axis=1)
    rates = []
    for step in range(total):
        both = (1 - dt) * both + dt * np.asarray(matrix @ activation.function(both))
        both += (dt * np.broadcast_to(given(step), (n,)))[:, None]
        if kick is not None:
            both += kick()[:, None]
        if (step + 1 - wait) % every == 0:
            apart = both[:, 1] - both[:, 0]
            stretched = float(np.linalg.norm(apart))
            if step >= wait:
                rates.append([stretched / length])
            both[:, 1] = both[:, 0] + apart * (length / max(stretched, np.finfo(float).tiny))
    return spectrum_of(rates, every * dt, both[:, 0]).largest
