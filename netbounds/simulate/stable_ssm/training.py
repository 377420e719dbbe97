"""Gradient descent on coefficients and weights; the loss is integrated over time numerically."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.stable_ssm._quadrature import time_grid
from netbounds.simulate.stable_ssm.maps import Array, Floats, Map, rates_of, slopes_at, weights_of

_COARSE = (-26.0, 28.0, 1.5, 8)  # for thousands of steps; the loss is then right to 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What training did.

    Attributes
    ----------
    losses : array (steps + 1,)
        Before each step and after the last; cut where a mode stopped decaying.
    coefficients, rates : arrays
        At the end.
    alive
        Whether every mode decayed and the loss stayed finite at every step.
    """

    losses: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    rates: NDArray[np.float64]
    alive: bool


def _start(modes: int) -> tuple[Floats, Floats]:
    """Equal coefficients, rates from 0.02 to 1.5 in geometric progression."""
    return np.full(modes, 1 / modes), np.geomspace(0.02, 1.5, modes)


def _loss(
    c: Array, w: Array, target: Floats, reparameterization: Map, grid: tuple[Floats, Floats]
) -> complex:
    """Integral of the squared error; analytic in c and w, which may be complex."""
    t, dt = grid
    error = np.exp(-np.multiply.outer(t, rates_of(w, reparameterization))) @ c - target
    return complex(dt @ error**2)


def loss_slopes(
    coefficients: tuple[float, ...],
    rates: tuple[float, ...],
    reparameterization: Map,
    exponent: float,
    time_scale: float,
    *,
    rng: np.random.Generator,
) -> Floats:
    """Derivatives of the loss by coefficients (first row) and trained weights, by complex steps.

    The kernel has the `coefficients` c and the decay `rates` m.
    """
    grid = time_grid()
    target = (1 + time_scale * grid[0]) ** -exponent
    theta = np.array([coefficients, weights_of(rates, reparameterization)], dtype=complex)
    slopes, step = np.empty(theta.shape), 1e-30
    for place in np.ndindex(*theta.shape):
        moved = theta.copy()
        moved[place] += 1j * step
        loss = _loss(moved[0], moved[1], target, reparameterization, grid)
        slopes[place] = loss.imag / step
    return slopes


def relative_slope(
    reparameterization: Map,
    exponent: float,
    time_scale: float,
    modes: int = 16,
    *,
    rng: np.random.Generator,
) -> float:
    """The largest derivative by a trained weight, relative to the weight, at the start."""
    c, m = _start(modes)
    slopes = loss_slopes(tuple(c), tuple(m), reparameterization, exponent, time_scale, rng=rng)
    return float(np.max(np.abs(slopes[1] / weights_of(m, reparameterization))))


def train(
    reparameterization: Map,
    learning_rate: float,
    *,
    exponent: float = 1.1,
    time_scale: float = 0.1,
    modes: int = 16,
    steps: int = 2000,
    train_coefficients: bool = True,
) -> Training:
    """Plain gradient descent from equal coefficients and rates spread over two decades.

    Parameters
    ----------
    reparameterization
        "direct", "exponential", "softplus" or "best" (a = 1, b = 1/2).
    learning_rate
        Of coefficients and weights alike.
    exponent, time_scale
        p and e of the target (1 + e t)^-p.
    modes
        Number of modes.
    steps
        Steps of the descent.
    train_coefficients
        Whether c is trained too.

    Returns
    -------
    Training
        Losses and where it ended.

    Examples
    --------
    >>> run = train("exponential", 1e-3, steps=20)
    >>> run.losses[0].round(4), bool(run.losses[-1] < run.losses[0]), run.alive
    (np.float64(1.511), True, True)
    """
    c, m = _start(modes)
    w = weights_of(m, reparameterization)
    t, dt = time_grid(*_COARSE)
    target = (1 + time_scale * t) ** -exponent
    losses: list[float] = []
    for _ in range(steps + 1):
        m = rates_of(w, reparameterization)
        if not (np.all(np.isfinite(m)) and m.min() > 0):
            break
        with np.errstate(over="ignore", invalid="ignore"):
            decay = np.exp(-np.multiply.outer(m, t))
            error = c @ decay - target
            weighted = dt * error
            losses.append(float(weighted @ error))
            if not np.isfinite(losses[-1]) or losses[-1] > 1e6:
                break
            by_c = 2 * decay @ weighted
            by_m = -2 * c * (decay @ (t * weighted))
            w = w - learning_rate * by_m * slopes_at(w, reparameterization, 1.0, 0.5)
            if train_coefficients:
                c = c - learning_rate * by_c
    return Training(
        losses=np.array(losses), coefficients=c, rates=m, alive=len(losses) == steps + 1
    )


def survives(
    reparameterization: Map, learning_rate: float, steps: int = 2000, *, rng: np.random.Generator
) -> float:
    """1 if every mode still decays after so many `steps` of training, else 0."""
    return float(train(reparameterization, learning_rate, steps=steps).alive)


def final_loss(
    reparameterization: Map, learning_rate: float, steps: int = 2000, *, rng: np.random.Generator
) -> float:
    """The loss after so many `steps` of training; infinite if a mode stopped decaying."""
    run = train(reparameterization, learning_rate, steps=steps)
    return float(run.losses[-1]) if run.alive else float("inf")
