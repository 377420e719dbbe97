"""Balanced network whose neurons all receive the same sinusoid: mean field in two times.

Common input moves the mean of all neurons together, so that nothing is stationary: mean m(n),
autocovariance C(j, n), and growth K(j, n) of a difference between two copies are stepped forward.
"""

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray

from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.theory import gaussian_relu
from netbounds.theory.input_driven_chaos._balance import (
    BalancedGain,
    ConstantInput,
    FiniteNeuronNumber,
    Inhibition,
    InputAmplitude,
    InputFrequency,
)
from netbounds.theory.input_driven_chaos.balanced import balanced_mean_field
from netbounds.theory.input_driven_chaos.stationary import EulerStep

FloatArray = NDArray[np.float64]

Transient = Annotated[
    float, Ge(50), Symbol("T_0", "time until the first look at the orbit", r"\tau"),
    Typical(100, 200),
]  # fmt: skip
Memory = Annotated[float, Ge(10), Symbol("B", "longest time lag kept", r"\tau"), Typical(20, 40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonInputMeanField:
    """One period of a balanced network under common sinusoidal input.

    Attributes
    ----------
    gain, neurons, input_amplitude, frequency, dt
        g, N, I1, f and Euler step.
    times
        n dt over the last period, (steps of a period,); the sinusoid starts at 0.
    mean, variance, rate, active
        m(n), C(n, n), <phi>, and the fraction of the neurons with h > 0, over that period.
    lyapunov_exponent
        Largest exponent per tau, conditional on the input: the mean of the local ones.
    local_exponent
        Growth rate of differences from each of these times to the next, per tau.
    change
        How much the exponent changed when the time before the last period was doubled.
    transient
        Time before the last period in units of tau.
    """

    gain: float
    neurons: int
    input_amplitude: float
    frequency: float
    dt: float
    times: FloatArray
    mean: FloatArray
    variance: FloatArray
    rate: FloatArray
    active: FloatArray
    lyapunov_exponent: float
    local_exponent: FloatArray
    change: float
    transient: float


def common_input_mean_field(
    gain: BalancedGain,
    neurons: FiniteNeuronNumber,
    *,
    input_amplitude: InputAmplitude,
    frequency: InputFrequency,
    dt: EulerStep,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
    transient: Transient = 200.0,
    memory: Memory = 30.0,
    tolerance: float = 1e-3,
) -> CommonInputMeanField:
    """Common input must be of order sqrt(N) to suppress chaos: inhibition cancels what is weaker.

    Every step takes (m, C) to the next time with the covariance of recurrent input g^2 E[phi phi']
    over the last `memory`. Once the orbit is periodic, the growth of a difference between two
    copies is the leading eigenvalue mu of a linear map over one period P: lambda = ln(mu)/(2 P).

    Parameters
    ----------
    gain, neurons
        g and N.
    input_amplitude, frequency
        I1 (not divided by sqrt(N)) and f in 1/tau; 1/(f dt) must be a whole number.
    dt
        Euler step in units of tau.
    constant_input, inhibition
        I0 and J0.
    transient
        First time at which the exponent is taken; doubled (three times at most) until the
        exponent changes by less than `tolerance`. At least 200 for two digits near the edge.
    memory
        Longest time lag kept; at least 30 near the edge.
    tolerance
        Largest change of the exponent on doubling the transient.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, a period is no whole number of steps, the Euler
        step is unstable, or the exponent still changes after 8 transients.

    Notes
    -----
    Cost: about 5 s at dt = 0.05; proportional to memory * transient / dt^2. Within 0.02 of
    lambda = 0 expect an error of 0.002. Source: engelken2022, Methods.

    Examples
    --------
    >>> field = common_input_mean_field(
    ...     2.0, 1000, input_amplitude=40.0, frequency=0.2, dt=0.05, transient=50)
    >>> round(field.lyapunov_exponent, 2)
    -0.12
    """
    given = {
        "gain": (gain, BalancedGain),
        "neurons": (neurons, FiniteNeuronNumber),
        "input_amplitude": (input_amplitude, InputAmplitude),
        "frequency": (frequency, InputFrequency),
        "dt": (dt, EulerStep),
        "constant_input": (constant_input, ConstantInput),
        "inhibition": (inhibition, Inhibition),
        "transient": (transient, Transient),
        "memory": (memory, Memory),
    }
    for name, (value, domain) in given.items():
        check("common_input_mean_field", name, value, domain)
    return _solve(
        float(gain), int(neurons), float(input_amplitude), float(frequency), float(dt),
        float(constant_input), float(inhibition), float(transient), float(memory), float(tolerance),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """One step of the orbit; `source` is g^2 E[theta theta'] over the band of lags."""

    mean: float
    variance: float
    rate: float
    source: FloatArray


@functools.lru_cache(maxsize=128)
def _solve(
    gain: float, neurons: int, amplitude: float, frequency: float, dt: float, constant: float,
    inhibition: float, transient: float, memory: float, tolerance: float,
) -> CommonInputMeanField:  # fmt: skip
    period = _period(frequency, dt)
    root = math.sqrt(neurons)
    current = root * constant + amplitude * np.sin(2 * math.pi * np.arange(period) / period)
    band = max(round(memory / dt), period)
    start = balanced_mean_field(
        gain, neurons, dt=dt, constant_input=constant, inhibition=inhibition,
        duration=2 * dt * math.ceil(50 / dt),
    )  # fmt: skip
    orbit = _orbit(gain, root * inhibition, current, dt, band, start.mean, start.variance)
    taken, exponent, change = 0, math.nan, math.nan
    for looks in range(4):
        target = period * math.ceil(max(transient / dt, band + period) * 2**looks / period)
        for _ in range(target - taken - period):
            next(orbit)
        last = [next(orbit) for _ in range(period)]
        taken = target
        _refuse_unstable(dt, root * inhibition * max(x.source[-1] for x in last) / gain**2)
        local = _growth(last, dt, band)
        before, exponent = exponent, float(local.mean())
        change = abs(exponent - before)
        if change < tolerance:
            break
    else:
        rule = f"settle the exponent to {tolerance:g}"
        got = f"a change of {change:.2g} on the last doubling"
        remedy = "lengthen it, or move away from the edge of chaos"
        raise refusal("common_input_mean_field", "transient", rule, got, remedy)
    return CommonInputMeanField(
        gain=gain, neurons=neurons, input_amplitude=amplitude, frequency=frequency, dt=dt,
        times=np.asarray(dt * np.arange(period), dtype=float),
        mean=np.array([x.mean for x in last]),
        variance=np.array([x.variance for x in last]),
        rate=np.array([x.rate for x in last]),
        active=np.array([x.source[-1] for x in last]) / gain**2,
        lyapunov_exponent=exponent, local_exponent=local, change=change, transient=taken * dt,
    )  # fmt: skip


def _refuse_unstable(dt: float, feedback: float) -> None:
    """The Euler map of the mean, whose rate is 1 + sqrt(N) J0 <theta>, must not change its sign."""
    if dt * (1 + feedback) >= 2:
        rule = f"be < 2 / (1 + sqrt(N) J0 <theta>) = {2 / (1 + feedback):.3g} for the Euler map"
        raise refusal("common_input_mean_field", "dt", rule, dt)


def _orbit(
    gain: float, feedback: float, current: FloatArray, dt: float, band: int,
    mean: float, variance: float,
) -> Iterator[_Moment]:  # fmt: skip
    """Step mean and autocovariance forward for ever; lag 0 is the band's last entry."""
    from scipy.signal import lfilter

    keep = 1 - dt
    age = np.arange(current.size, 0, -1) - 1
    past = dt * keep**age / (1 - keep**current.size)
    means, variances = np.array([mean]), np.array([variance])
    covariance = np.array([variance])
    n = 0
    while True:
        m, v = means[-1], variances[-1]
        moment, above = gaussian_relu.pair_unchecked(means, m, covariance, variances, v)
        rate = float(gaussian_relu.rectified_mean(m, v))
        moment[-1] = gaussian_relu.rectified_square(m, v)
        above[-1] = gaussian_relu.step_mean(m, v)
        yield _Moment(mean=float(m), variance=float(v), rate=rate, source=gain**2 * above)
        source = gain**2 * moment
        # before the band the covariance repeats with the period; before the start there is none
        first = float(past @ source[: current.size]) if n >= band else 0.0
        behind, _ = lfilter([dt], [1, -keep], source[:-1], zi=[keep * first])
        shared = np.concatenate([[first], behind])  # <h(j) eta(n)>
        newest = keep**2 * v + 2 * dt * keep * shared[-1] + dt**2 * source[-1]
        covariance = np.append(keep * covariance + dt * shared, newest)
        drive = current[n % current.size] - feedback * rate
        means = np.append(means, keep * m + dt * drive)
        variances = np.append(variances, newest)
        n += 1
        if n > band:
            means, variances, covariance = means[1:], variances[1:], covariance[1:]
        if not 0 < newest < 1e12:
            rule = "be small enough for the Euler map: dt (1 + sqrt(N) J0 <theta>) < 1.5"
            raise refusal("common_input_mean_field", "dt", rule, dt)


def _growth(period: list[_Moment], dt: float, band: int) -> FloatArray:
    """Half the growth rate of K(n, n) at every step of a period of its linear map."""
    from scipy.signal import lfilter
    from scipy.sparse.linalg import LinearOperator, eigs

    keep = 1 - dt

    def step(k: FloatArray, source: FloatArray) -> FloatArray:
        pushed = source * k
        # unlike C, K vanishes before the band: a difference has no memory of its past
        shared = np.concatenate([[0.0], lfilter([dt], [1, -keep], pushed[:-1])])
        newest = keep**2 * k[-1] + 2 * dt * keep * shared[-1] + dt**2 * pushed[-1]
        return np.append((keep * k + dt * shared)[1:], newest)

    start = np.exp(-dt * np.arange(band, -1, -1))
    # hundreds of tau of silence take K below the smallest number: fixed factors, a linear map still
    factors, k = np.ones(len(period)), start
    for i, moment in enumerate(period):
        k = step(k, moment.source)
        size = float(k.max())
        if not 1e-100 < size < 1e100:
            factors[i] = 1 / size
            k = k * factors[i]

    def advance(k: FloatArray) -> FloatArray:
        k = np.ravel(k).astype(float)
        for moment, factor in zip(period, factors, strict=True):
            k = step(k, moment.source) * factor
        return k

    operator = LinearOperator((band + 1, band + 1), matvec=advance, dtype=float)
    _, vectors = eigs(operator, k=1, which="LM", v0=start, tol=1e-9)
    k = np.abs(vectors[:, 0])  # the map has no negative entry: one sign
    rates = []
    for moment, factor in zip(period, factors, strict=True):
        after = step(k, moment.source)
        rates.append(math.log(after[-1] / k[-1]) / (2 * dt))
        k = after * factor
    return np.array(rates)


def _period(frequency: float, dt: float) -> int:
    steps = 1 / (frequency * dt)
    if abs(steps - round(steps)) > 1e-6:
        rule = "make the period 1/(f dt) a whole number of steps"
        raise refusal("common_input_mean_field", "frequency", rule, frequency)
    return round(steps)
