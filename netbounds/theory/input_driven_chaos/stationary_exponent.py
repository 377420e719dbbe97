"""Size of the fluctuations of a random network with white noise, and whether they are chaotic."""

import functools
from typing import Annotated, Any, NamedTuple

import numpy as np

from netbounds.activations import ERF, Activation
from netbounds.domains import Examples, Symbol, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory import gaussian_series
from netbounds.theory.input_driven_chaos._growth import growth_exponent
from netbounds.theory.input_driven_chaos.stationary import (
    EulerStep,
    GridDuration,
    NoiseIntensity,
    StationaryGain,
    StationaryMeanField,
    stationary_mean_field,
)

OddActivation = Annotated[
    Activation, Symbol(r"\phi", "odd activation function of slope 1 at 0"), Examples((ERF,))
]


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("sompolinsky1988", "self-consistent autocovariance; here for any time step"),
    valid="N -> infinity, Gaussian or dense weights, white noise; exact in the time step",
    formula=r"S_h(\omega) = \frac{\Delta t^2 g^2 S_\phi(\omega) + 2 D \Delta t}"
    r"{|e^{i\omega} - (1 - \Delta t)|^2},\quad c_0 = \langle h^2 \rangle",
    error="O(1/N); the grid's period must exceed twenty correlation times",
    accuracy=1e-7,
)
def fluctuation_variance(
    gain: StationaryGain,
    *,
    dt: EulerStep,
    noise: NoiseIntensity,
    activation: OddActivation,
    duration: GridDuration = 120.0,
) -> float:
    """The input of a neuron fluctuates with a variance that the network itself keeps up.

    c0 = C(0) of `stationary_mean_field`.

    Parameters
    ----------
    gain, dt, noise, activation, duration
        g, Euler step, 2D, phi, and period of the grid; see `stationary_mean_field`.

    Raises
    ------
    DomainError
        If the iteration does not converge.

    Notes
    -----
    Valid for N -> infinity. Source: sompolinsky1988.

    Examples
    --------
    >>> from netbounds.activations import TANH
    >>> round(fluctuation_variance(2.0, dt=0.1, noise=0.0, activation=TANH), 6)
    1.924794
    """
    return stationary_mean_field(
        gain, dt=dt, noise=noise, activation=activation, duration=duration
    ).variance


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "two-replica calculation; here exact in the time step"),
    valid="N -> infinity, Gaussian or dense weights, white noise; exact in the time step",
    formula=r"\left[\Delta t^2 g^2 \langle\phi'\phi'\rangle(k) - \Lambda^2 - (1-\Delta t)^2"
    r" + (1-\Delta t)\Lambda(S + S^{-1})\right]\psi = 0,\; \lambda = \ln\Lambda/\Delta t",
    error="O(1/N): simulations lie about 15/N lower (25/N at most, N >= 1000, g = 2)",
    accuracy=1e-6,
)
def stationary_lyapunov_exponent(
    gain: StationaryGain,
    *,
    dt: EulerStep,
    noise: NoiseIntensity,
    activation: OddActivation,
    duration: GridDuration = 120.0,
) -> float:
    """Noise moves the onset of chaos to higher gain, beyond the gain of local instability.

    The covariance of the difference of two copies grows like exp(2 lambda t); in the time lag it
    is the ground state psi(k) of a discrete Schroedinger operator, S the shift by one step. At
    dt = 1: lambda = ln(g^2 <phi'^2>)/2. Per unit of tau, conditional on the noise.

    Parameters
    ----------
    gain, dt, noise, activation, duration
        g, Euler step, 2D, phi, and period of the grid; see `stationary_mean_field`.

    Raises
    ------
    DomainError
        If the iteration for the autocovariance does not converge.

    Notes
    -----
    Valid for N -> infinity. Source: engelken2022 (two replicas), molgedey1992 (dt = 1).

    Examples
    --------
    >>> from netbounds.activations import TANH
    >>> round(stationary_lyapunov_exponent(2.0, dt=0.1, noise=0.0, activation=TANH), 6)
    0.111499
    """
    field = stationary_mean_field(
        gain, dt=dt, noise=noise, activation=activation, duration=duration
    )
    return growth_exponent(gain, _slope_products(field), dt)


def _slope_products(field: StationaryMeanField) -> Any:
    c0 = field.variance
    if c0 == 0:
        return np.ones(field.lags.size)
    within = np.clip(field.autocovariance, -c0, c0)
    return gaussian_series.slope_products(field.activation, within, c0)


class _Shot(NamedTuple):
    """Where a shot ended (+1 turned back, -1 crossed zero), and its path."""

    end: int
    path: list[Any]


def _shoot(c0: Any, gain: Any, keep: Any, noise: Any, moment: Any) -> _Shot:
    """The autocovariance from lag to lag as an initial-value problem."""
    dt = 1 - keep
    source = (dt * gain) ** 2
    before = c0
    now = ((1 + keep**2) * c0 - source * moment(c0, c0) - noise * dt) / (2 * keep)
    path = [c0]
    while True:
        if now < 0:
            return _Shot(-1, path)
        if now >= before:
            return _Shot(1, path)
        path.append(now)
        ahead = ((1 + keep**2) * now - source * moment(now, c0)) / keep - before
        before, now = now, ahead


@functools.cache
def _separatrix(gain: Any, dt: Any, noise: Any) -> list[Any]:
    """C(k) of the erf network by shooting for the path that neither crosses zero nor turns back."""
    import mpmath

    half = mpmath.pi / 2

    def moment(c: Any, v: Any) -> Any:
        return mpmath.asin(half * c / (1 + half * v)) / half

    def discrete(v: Any) -> Any:
        return v - gain**2 * moment(v, v) - noise

    # at dt = 1 the variance solves one equation, and no other dt moves it by a factor of 3
    low, high = mpmath.mpf(10) ** -6, gain**2 + noise
    c0 = mpmath.findroot(discrete, (low, high), solver="anderson")
    if dt == 1:
        return [c0]
    # not c0 / 3: the bisection would meet c0 itself, where the path rests for ever without noise
    low, high = c0 / 4, c0 * 3
    sign = _shoot(low, gain, 1 - dt, noise, moment).end
    if _shoot(high, gain, 1 - dt, noise, moment).end == sign:
        raise refusal("shooting", "the start", "be bracketed", float(c0))
    while high - low > c0 * mpmath.mpf(10) ** -13:
        middle = (low + high) / 2
        shot = _shoot(middle, gain, 1 - dt, noise, moment)
        low, high = (middle, high) if shot.end == sign else (low, middle)
    return shot.path


@fluctuation_variance.reference
def _(
    gain: StationaryGain,
    *,
    dt: EulerStep,
    noise: NoiseIntensity,
    activation: OddActivation,
    duration: GridDuration = 120.0,
) -> Any:
    """Shooting in the time lag instead of iteration in frequency; erf only."""
    import mpmath

    _refuse_other(activation)
    return _separatrix(mpmath.mpf(gain), mpmath.mpf(dt), mpmath.mpf(noise))[0]


@stationary_lyapunov_exponent.reference
def _(
    gain: StationaryGain,
    *,
    dt: EulerStep,
    noise: NoiseIntensity,
    activation: OddActivation,
    duration: GridDuration = 120.0,
) -> Any:
    """Shooting for the autocovariance, then for the ground state, matched to its decaying tail."""
    import mpmath

    _refuse_other(activation)
    g, step, half = mpmath.mpf(gain), mpmath.mpf(dt), mpmath.pi / 2
    path = _separatrix(g, step, mpmath.mpf(noise))
    c0, keep = path[0], 1 - step
    source = [
        (step * g) ** 2 / mpmath.sqrt((1 + half * c0) ** 2 - (half * c) ** 2) for c in [*path, 0]
    ]
    if keep == 0:
        return mpmath.log(source[0]) / 2

    def too_fast(rate: Any) -> bool:
        """Whether the even solution stays above the decaying one beyond the path."""
        level = [(rate**2 + keep**2 - s) / (keep * rate) for s in source]
        if level[-1] <= 2:
            return False
        before, now = mpmath.mpf(1), level[0] / 2
        for b in level[1:-1]:
            before, now = now, b * now - before
            if now <= 0:
                return False
        return bool(now / before > (level[-1] - mpmath.sqrt(level[-1] ** 2 - 4)) / 2)

    low, high = keep, keep + step * g
    while high - low > mpmath.mpf(10) ** -12:
        middle = (low + high) / 2
        low, high = (low, middle) if too_fast(middle) else (middle, high)
    return mpmath.log((low + high) / 2) / step


def _refuse_other(activation: Activation) -> None:
    if activation != ERF:
        raise refusal("reference", "activation", "be erf", activation.name)
