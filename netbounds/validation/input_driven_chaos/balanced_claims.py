"""Claims about balanced networks: without input, with random phases, with common input."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, grid, identity, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import input_driven_chaos as theory

FloatArray = NDArray[np.float64]


def independent(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float
) -> FloatArray:
    """Exponent, mean, variance, rate and active fraction under input of random phases."""
    field = theory.balanced_mean_field(
        gain, n, input_amplitude=input_amplitude, frequency=frequency, dt=dt
    )
    variance = field.variance + field.response**2 / 2
    return np.array([field.lyapunov_exponent, field.mean, variance, field.rate, field.active])


def half_active(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float
) -> FloatArray:
    """What one gets if excitation and inhibition cancelled in full, so that the mean were zero."""
    values = independent(gain, n, input_amplitude, frequency, dt)
    values[1], values[4] = 0.0, 0.5
    return values


def common(gain: float, n: int, input_amplitude: float, frequency: float, dt: float) -> FloatArray:
    """Exponent, mean, variance, rate and active fraction under common input."""
    field = theory.common_input_mean_field(
        gain, n, input_amplitude=input_amplitude, frequency=frequency, dt=dt, transient=60.0
    )
    average = float(field.mean.mean())
    variance = float((field.variance + field.mean**2).mean()) - average**2
    rate, active = float(field.rate.mean()), float(field.active.mean())
    return np.array([field.lyapunov_exponent, average, variance, rate, active])


def finite_network(
    gain: float, n: int, input_amplitude: float, frequency: float, dt: float
) -> FloatArray:
    """60/n in the exponent; 30/n of mean and variance, and of what is left of the rate; 3/n."""
    spread = theory.balanced_spread(gain, n)
    return np.array([60, 30 * spread, 30 * spread**2, 30 * spread / math.sqrt(n), 3]) / n


WHY = (
    "exponents of networks lie 25/n to 45/n below the limit (60/n allowed); moments deviate by a "
    "few 1/n, the rate by the deviation of the mean divided by sqrt(n)"
)


def sign(gain: float, n: int, input_amplitude: float, frequency: float, dt: float) -> float:
    """Whether the mean field is chaotic (+1) or not (-1)."""
    return float(np.sign(independent(gain, n, input_amplitude, frequency, dt)[0]))


def always_chaotic() -> float:
    """What one gets if input does not matter."""
    return 1.0


def nearest_last(
    gain: float, sizes: tuple[int, ...], networks: tuple[int, ...], dt: float, duration: float,
    rng: np.random.Generator,
) -> tuple[int, ...]:  # fmt: skip
    """Sizes in the order in which mean exponents approach the mean field, the farthest first."""
    limit = theory.balanced_mean_field(gain, None, dt=dt).lyapunov_exponent
    off = [
        np.mean([simulate.undriven_sample(gain, n, dt, duration, rng)[0] for _ in range(count)])
        - limit
        for n, count in zip(sizes, networks, strict=True)
    ]
    return tuple(sizes[k] for k in np.argsort(-np.abs(off)))


def ascending(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """The larger the network, the closer."""
    return tuple(sorted(sizes))


def descending(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """The other way round."""
    return tuple(sorted(sizes, reverse=True))


CLOSE = {"gain": [2.0], "frequency": [0.2]}

BALANCED_CLAIMS: tuple[Claim, ...] = (
    mean(
        "exponent and moments of a balanced network",
        law=independent,
        sample=simulate.undriven_sample,
        at=grid(**CLOSE, n=[400], input_amplitude=[0.0], dt=[0.1], duration=[40.0]),
        rival=half_active,
        systematic=finite_network,
        why=WHY,
        resolution=0.1,
        trials=48,
        block=8,
        budget=96,
        full=grid(**CLOSE, n=[500, 1000], input_amplitude=[0.0], dt=[0.05], duration=[60.0]),
        full_budget=96,
    ),
    mean(
        "input with random phases suppresses chaos at order 1",
        law=independent,
        sample=simulate.independent_sample,
        at=grid(**CLOSE, n=[400], input_amplitude=[8.0], dt=[0.1], duration=[40.0]),
        rival=common,
        systematic=finite_network,
        why=WHY,
        resolution=0.1,
        trials=8,
        block=4,
        budget=32,
        full=grid(**CLOSE, n=[2000], input_amplitude=[2.0, 4.0, 8.0], dt=[0.05],
                  duration=[40.0]),
        full_budget=32,
    ),
    mean(
        "common input leaves chaos up to the order sqrt(N)",
        law=common,
        sample=simulate.common_sample,
        at=grid(**CLOSE, n=[400], input_amplitude=[0.6 * 20], dt=[0.1], duration=[40.0]),
        rival=independent,
        systematic=finite_network,
        why=WHY,
        resolution=0.1,
        trials=8,
        block=4,
        budget=32,
        # with amplitude 1.2 sqrt(N) most neurons are active for part of the cycle: smaller steps
        full=grid(**CLOSE, n=[2000], dt=[0.05], duration=[40.0],
                  input_amplitude=[r * math.sqrt(2000) for r in (0.3, 0.6, 0.9)])
        + grid(**CLOSE, n=[2000], dt=[0.04], duration=[40.0],
               input_amplitude=[1.2 * math.sqrt(2000)]),
        full_budget=32,
    ),
    identity(
        "exponents approach the mean field as networks grow",
        law=ascending,
        sample=nearest_last,
        at=grid(gain=[2.0], sizes=[(64, 400)], networks=[(24, 10)], dt=[0.1], duration=[40.0]),
        rival=descending,
        why="numbers of networks at which the deviations are 3 (full) to 5 standard errors apart",
        full=grid(gain=[2.0], sizes=[(500, 2000)], networks=[(40, 8)], dt=[0.05],
                  duration=[60.0]),
    ),
    identity(
        "weak slow input leaves chaos, strong input ends it",
        law=sign,
        sample=simulate.chaos_sign,
        at=grid(gain=[2.0], n=[1000], input_amplitude=[0.8, 10.0], frequency=[0.05], dt=[0.1],
                duration=[80.0]),
        rival=always_chaotic,
        full=grid(gain=[2.0], n=[1000], input_amplitude=[0.8, 10.0], frequency=[0.05],
                  dt=[0.05], duration=[100.0]),
    ),
)  # fmt: skip
