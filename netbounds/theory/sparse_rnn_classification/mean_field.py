"""Dynamic mean-field theory of the one-shot Hebbian rule: no parameter is fitted.

A neuron of the presented pattern (label b) obeys

    x(t+1) = x(t) + dt (-x(t) + h(t) + s [t < ON]),      r = phi(x),
    h(t) = b kappa s m(t) + xi(t) + sum_{t' < t} K(t, t') r(t'),

with m = E[s r] and Gaussian xi. The mask splits as f + (mask - f): the second part acts as an
i.i.d. Gaussian matrix (a fraction 1 - f of the variance), the first as a Hopfield-type matrix of
the other patterns, whose overlaps y obey y = y0 + b' lambda R y with b' = +-1 in equal parts and
lambda = kappa/3. Averaging over b' gives

    Cov xi = G^2 {(1-f) C + (f/2) sum_{+-} (1 -+ lambda R)^-1 C (1 -+ lambda R)^-T},
    K = f G^2 R (1 - lambda^2 R^2)^-1,

with C(t,t') = E[r r'] and the response R(t,t') = E[phi'(x_t)] dt (1-dt)^(t-1-t'). Everything is
causal, so one forward sweep over the time steps solves it, with averages over a fixed set of
2^15 quasi-random points: the result is a function, not a draw.
"""

import functools
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import (
    Density,
    Gain,
    InputFraction,
    InputSteps,
    NeuronCount,
    NoiseLevel,
    PatternCount,
    StepCount,
    TimeStep,
    check,
    refusal,
)
from netbounds.theory._sobol import sobol_net
from netbounds.theory.sparse_rnn_classification.activation import rate_and_slope
from netbounds.theory.sparse_rnn_classification.couplings import (
    one_shot_feedback,
    one_shot_noise_gain,
)

Array = NDArray[np.float64]
Level = Literal[0, 1, 2]

POINTS = 2**15
_DEPENDENT = 1e-12  # relative conditional variance below which a field adds no new noise


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShotMeanField:
    """Mean rates, variances across neurons and overlaps at steps 0..T, per label of the pattern."""

    times: Array
    mean_rate_plus: Array
    mean_rate_minus: Array
    variance_plus: Array
    variance_minus: Array
    overlap_plus: Array
    overlap_minus: Array


def one_shot_mean_field(
    *,
    neurons: NeuronCount,
    patterns: PatternCount,
    density: Density = 0.1,
    gain: Gain = 10.0,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
    level: Level = 2,
    pattern_noise: NoiseLevel = 0.0,
    neuron_noise: NoiseLevel = 0.0,
) -> OneShotMeanField:
    r"""Patterns of label + are amplified by their trace in the weights, those of label - damped.

    .. math:: h(t) = b\,\kappa\,s\,m(t) + \xi(t) + \sum_{t'<t} K(t,t')\,r(t')

    solved together with the self-consistent covariance of the noise field (see the module's
    text). Averages run over the driven neurons; size and load enter only through N/P.

    Parameters
    ----------
    neurons, patterns : int
        N and P.
    density, gain, input_fraction : float
        Density f of the synapses, gain g of the rule, fraction of driven neurons.
    steps, input_steps : int
        Length T of the trial, and number of its first steps that have input.
    dt : float
        Time step in units of the neurons' time constant.
    level : {0, 1, 2}
        0: other patterns are white clutter; 1: with the reaction of the own rate through them;
        2: with the overlaps' own resonance (complete).
    pattern_noise : float
        Standard deviation of a fixed Gaussian perturbation of every input.
    neuron_noise : float
        Standard deviation of a fresh Gaussian added to every neuron in each step (not scaled
        with the square root of dt).

    Returns
    -------
    OneShotMeanField
        Arrays over the steps 0..T.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, or the input outlasts the trial.

    Notes
    -----
    Valid when: fN >> 1 and P >> 1 (three digits from fN = 20, P = 50 on); quadrature error 3e-4
    relative.

    Source: turcu2022 (model); theory derived here, in the manner of sompolinsky1988.

    Examples
    --------
    >>> field = one_shot_mean_field(neurons=500, patterns=100)
    >>> round(float(field.mean_rate_plus[20]), 4), round(float(field.mean_rate_minus[20]), 4)
    (0.0472, 0.0251)

    Cost: 0.05 s at T = 20, growing with the square of T.
    """
    setting, kappa = one_shot_setting(
        "one_shot_mean_field",
        neurons=neurons, patterns=patterns, density=density, gain=gain,
        input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt, level=level,
        pattern_noise=pattern_noise, neuron_noise=neuron_noise,
    )  # fmt: skip
    plus, minus = forward_sweep(setting, kappa), forward_sweep(setting, -kappa)
    return OneShotMeanField(
        times=np.arange(steps + 1, dtype=np.float64) * dt,
        mean_rate_plus=plus.rate.mean(axis=1),
        mean_rate_minus=minus.rate.mean(axis=1),
        variance_plus=plus.rate.var(axis=1),
        variance_minus=minus.rate.var(axis=1),
        overlap_plus=plus.overlap,
        overlap_minus=minus.overlap,
    )


class Setting(NamedTuple):
    """All that a sweep depends on beside the feedback kappa."""

    noise_gain: float
    density: float
    steps: int
    input_steps: int
    dt: float
    level: Level = 2
    pattern_noise: float = 0.0
    neuron_noise: float = 0.0
    points: int = POINTS


def one_shot_setting(
    where: str,
    *,
    neurons: NeuronCount,
    patterns: PatternCount,
    density: Density,
    gain: Gain,
    input_fraction: InputFraction,
    steps: StepCount,
    input_steps: InputSteps,
    dt: TimeStep,
    level: Level = 2,
    pattern_noise: NoiseLevel = 0.0,
    neuron_noise: NoiseLevel = 0.0,
    points: int = POINTS,
) -> tuple[Setting, float]:
    """Check the arguments of a public function and turn them into a setting and kappa."""
    check(where, "neurons", neurons, NeuronCount)
    check(where, "patterns", patterns, PatternCount)
    check(where, "density", density, Density)
    check(where, "gain", gain, Gain)
    check(where, "input_fraction", input_fraction, InputFraction)
    check(where, "steps", steps, StepCount)
    check(where, "input_steps", input_steps, InputSteps)
    check(where, "dt", dt, TimeStep)
    check(where, "level", level, Level)
    check(where, "pattern_noise", pattern_noise, NoiseLevel)
    check(where, "neuron_noise", neuron_noise, NoiseLevel)
    if input_steps > steps:
        rule = f"be <= {steps}, the steps of the trial"
        raise refusal(where, "input_steps", rule, input_steps)
    setting = Setting(
        one_shot_noise_gain(density, gain, input_fraction), density, steps, input_steps, dt,
        level, pattern_noise, neuron_noise, points,
    )  # fmt: skip
    return setting, one_shot_feedback(neurons, patterns, density, gain, input_fraction)


class Sweep(NamedTuple):
    """Every trajectory of a sweep, for those who differentiate it (`fluctuations`)."""

    setting: Setting
    kappa: float
    pattern: Array  # (points,)
    normal: Array  # (steps, points): the standard normals of the fields
    rate: Array  # (steps + 1, points)
    slope: Array  # (steps + 1, points)
    overlap: Array  # (steps + 1,)
    factor: Array  # (steps, steps): Cholesky factor of the fields' covariance
    reaction: Array  # (steps, steps): K
    resolvents: Array  # (2, steps, steps): (1 -+ lambda R)^-1


def forward_sweep(setting: Setting, kappa: float) -> Sweep:
    """One pass over the time steps; `kappa` carries the sign of the pattern's label."""
    T, dt = setting.steps, setting.dt
    pattern, normal = _points(setting.points, T)
    size = pattern.size
    x = np.zeros(size)
    rate, slope = np.zeros((T + 1, size)), np.zeros((T + 1, size))
    overlap = np.zeros(T + 1)
    C, R = np.zeros((T + 1, T + 1)), np.zeros((T + 1, T + 1))
    factor, reaction = np.zeros((T, T)), np.zeros((T, T))
    external = _external_noise(setting)
    resolvents = _resolvents(setting, kappa, R[:T, :T])
    kernel = dt * (1 - dt) ** np.arange(T)
    for t in range(T):
        now = slice(0, t + 1)
        covariance = external[t, now].copy()
        if t:
            resolvents[:, now, now] = _resolvents(setting, kappa, R[now, now])
            covariance += _field_covariance_row(setting, resolvents[:, now, now], C[now, now])
            if setting.level:
                through = resolvents[0, now, now] @ resolvents[1, now, now]
                reaction[t, now] = setting.density * setting.noise_gain * (R[t, now] @ through)
        extend_cholesky(factor, covariance, t)
        h = (kappa * overlap[t] + (t < setting.input_steps)) * pattern
        h += factor[t, now] @ normal[now] + reaction[t, now] @ rate[now]
        x += dt * (h - x)
        rate[t + 1], slope[t + 1] = rate_and_slope(x)
        overlap[t + 1] = rate[t + 1] @ pattern / size
        C[t + 1, : t + 2] = rate[: t + 2] @ rate[t + 1] / size
        C[: t + 2, t + 1] = C[t + 1, : t + 2]
        R[t + 1, now] = slope[t + 1].mean() * kernel[t::-1]
    return Sweep(
        setting, kappa, pattern, normal, rate, slope, overlap, factor, reaction, resolvents
    )


def _resolvents(setting: Setting, kappa: float, response: Array) -> Array:
    """(1 - lambda R)^-1 and (1 + lambda R)^-1; identities below level 2."""
    one = np.eye(len(response))
    if setting.level < 2:
        return np.stack([one, one])
    shift = kappa / 3 * response
    return np.linalg.inv(np.stack([one - shift, one + shift]))


def _field_covariance_row(setting: Setting, resolvents: Array, C: Array) -> Array:
    """The last row of the noise fields' covariance."""
    f = setting.density
    hopfield = sum(A[-1] @ C @ A.T for A in resolvents)
    row: Array = setting.noise_gain * ((1 - f) * C[-1] + f / 2 * hopfield)
    return row


def _external_noise(setting: Setting) -> Array:
    """Covariance of the noise that comes from outside, in units of the field."""
    driven = np.arange(setting.steps) < setting.input_steps
    frozen = setting.pattern_noise**2 * np.outer(driven, driven)
    # noise added to x after the step is noise / dt added to the field
    noise: Array = frozen + (setting.neuron_noise / setting.dt) ** 2 * np.eye(setting.steps)
    return noise


def extend_cholesky(factor: Array, row: Array, t: int) -> None:
    """Append row t to a Cholesky factor; a field that earlier ones determine gets no own noise."""
    for k in range(t):
        if factor[k, k]:
            factor[t, k] = (row[k] - factor[t, :k] @ factor[k, :k]) / factor[k, k]
    rest = row[t] - factor[t, :t] @ factor[t, :t]
    factor[t, t] = np.sqrt(rest) if rest > _DEPENDENT * row[t] else 0.0


@functools.lru_cache(maxsize=4)
def _points(points: int, steps: int) -> tuple[Array, Array]:
    """Inputs s and standard normals at the centres of an unscrambled Sobol net."""
    from scipy.special import ndtri

    exponent = (points - 1).bit_length()
    centred = sobol_net(steps + 1, exponent) + 0.5 / 2**exponent
    # row 0 serves noise from outside only, so it gets the net's last and poorest dimension
    return 2 * centred[0] - 1, np.roll(ndtri(centred[1:]), 1, axis=0)
