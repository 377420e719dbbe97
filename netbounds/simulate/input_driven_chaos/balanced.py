"""Balanced networks under sinusoidal input, stepped only as fast as their inhibition allows."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import RELU
from netbounds.domains import refusal
from netbounds.simulate.input_driven_chaos.drives import Phases, sinusoid
from netbounds.simulate.input_driven_chaos.moments import Moments
from netbounds.simulate.input_driven_chaos.networks import balanced_network
from netbounds.simulate.lyapunov import LyapunovSpectrum, lyapunov_exponents

_MARGIN = 1.5  # the Euler map oscillates beyond dt * rate = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BalancedRun:
    """What one balanced network did.

    Attributes
    ----------
    spectrum
        Largest exponent with block error, growth rates, last state.
    mean, variance, rate
        m = <h>, <h^2> - m^2 over neurons and time, and <phi>.
    active
        Fraction of neurons with h > 0 at every step that counts.
    """

    spectrum: LyapunovSpectrum
    mean: float
    variance: float
    rate: float
    active: NDArray[np.float64]


def balanced_run(
    n: int,
    gain: float,
    *,
    amplitude: float = 0.0,
    frequency: float = 0.2,
    phases: Phases = "independent",
    dt: float = 0.05,
    time: float = 60.0,
    discard: float = 20.0,
    constant: float = 1.0,
    inhibition: float = 1.0,
    rng: np.random.Generator,
) -> BalancedRun:
    """Largest Lyapunov exponent and moments of one balanced network, conditional on its input.

    tau dh/dt = -h + J max(h, 0) + sqrt(n) I0 + I1 sin(2 pi f t + theta_i) with
    J_ij = -J0/sqrt(n) + N(0, g^2/n).

    Parameters
    ----------
    n, gain
        Neurons and g.
    amplitude, frequency, phases
        I1, f in 1/tau, and whether theta_i is 0 ('common') or random ('independent').
    dt
        Euler step in units of tau.
    time, discard
        Time that counts and the transient before it, in units of tau; both are rounded up to whole
        periods of an input.
    constant, inhibition
        I0 and J0.

    Raises
    ------
    DomainError
        If an argument makes no sense, or the Euler step is unstable for the activity that the
        network has; the message names the largest step allowed.

    Notes
    -----
    A common deviation relaxes at the rate 1 + sqrt(n) J0 a, with a the fraction of active
    neurons; dt times the rate must stay below 1.5. Beyond it the map oscillates and looks
    well-behaved, with wrong moments. Unless dt is safe even at a = 1, a pilot run with a step that
    is safe measures the largest a (over a period of a common input).

    Examples
    --------
    >>> run = balanced_run(100, 2.0, time=20.0, rng=np.random.default_rng(1))
    >>> -3 < run.mean < 0 < run.rate
    True
    """
    weights = balanced_network(n, gain, rng, inhibition=inhibition)
    shift = constant * math.sqrt(n)
    if not (math.isfinite(constant) and constant > 0):
        raise refusal("balanced_run", "constant", "be a number > 0", constant)
    current = sinusoid(n, amplitude, frequency, dt, phases, rng, constant=shift)
    single = weights.astype(np.float32)
    start = _settled(single, inhibition, shift, dt, amplitude, frequency, phases, rng)
    seen, active = Moments(RELU), []

    def observe(step: int, h: NDArray[Any]) -> None:
        seen(step, h)
        active.append(np.count_nonzero(h > 0) / n)

    period = 1 / frequency if amplitude else dt
    found = lyapunov_exponents(
        single, activation=RELU, steps=_whole(time, period, dt), dt=dt, current=current,
        discard=_whole(discard, period, dt), initial=start, single=True, observe=observe, rng=rng,
    )  # fmt: skip
    return BalancedRun(
        spectrum=found,
        mean=seen.mean,
        variance=seen.square - seen.mean**2,
        rate=seen.activity,
        active=np.array(active),
    )


def _whole(time: float, period: float, dt: float) -> int:
    """Steps of the whole periods that last at least so long."""
    return round(math.ceil(time / period - 1e-9) * period / dt)


def _settled(
    weights: NDArray[np.float32], inhibition: float, shift: float, dt: float, amplitude: float,
    frequency: float, phases: Phases, rng: np.random.Generator,
) -> NDArray[np.float64]:  # fmt: skip
    """A state past the fastest transient; refuses dt if the activity seen makes it unstable."""
    n = len(weights)
    stiffness = math.sqrt(n) * inhibition
    safe = min(dt, 1 / (1 + stiffness))
    watched = 0.0
    if dt > _MARGIN / (1 + stiffness):
        watched = 2 + (1 / frequency if amplitude and phases == "common" else 0.0)
    current = sinusoid(n, amplitude, frequency, safe, phases, rng, constant=shift)
    h = rng.standard_normal(n).astype(np.float32)
    most = 0
    settle = math.ceil(8 / safe)
    for step in range(settle + math.ceil(watched / safe)):
        pushed = weights @ np.maximum(h, 0)
        h = (1 - safe) * h + safe * (pushed + np.asarray(current(step), dtype=np.float32))
        if step >= settle:
            most = max(most, int(np.count_nonzero(h > 0)))
    largest = _MARGIN / (1 + stiffness * most / n)
    if dt > largest:
        rule = f"be <= {largest:.3g}, since inhibition is stiff at n = {n}"
        raise refusal("balanced_run", "dt", rule, dt)
    return h.astype(float)
