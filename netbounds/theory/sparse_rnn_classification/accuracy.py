"""Accuracy of the one-shot rule: how far the readouts of + and - patterns stand apart."""

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
    PatternCount,
    ReadoutFraction,
    StepCount,
    TimeStep,
    check,
    refusal,
)
from netbounds.theory.sparse_rnn_classification.fluctuations import moments
from netbounds.theory.sparse_rnn_classification.mean_field import (
    Array,
    Level,
    Setting,
    one_shot_setting,
)

PUBLISHED_THRESHOLD = 0.0334

_DEGREES = (9, 15, 31, 63)
_TAIL = 1e-4  # Chebyshev tail, relative to the curve's largest value


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShotReadout:
    """Distribution of the readout z at the last step, one entry per (neurons, patterns).

    The variance of z is `sampling` (which neurons happen to be read out, and how many of those
    are driven: `count`) plus `collective` (the population's mean rate, which `alone` would be
    if neurons fluctuated independently).
    """

    mean_plus: Array
    mean_minus: Array
    sampling_plus: Array
    sampling_minus: Array
    count_plus: Array
    count_minus: Array
    collective_plus: Array
    collective_minus: Array
    alone_plus: Array
    alone_minus: Array
    skewness_plus: Array
    skewness_minus: Array
    interpolation_error: float
    """Largest error of the means from sharing the mean field among rows, relative to them."""


def one_shot_readout(
    *,
    neurons: NeuronCount | NDArray[np.int64],
    patterns: PatternCount | NDArray[np.int64],
    density: Density = 0.1,
    gain: Gain = 10.0,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
    level: Level = 2,
) -> OneShotReadout:
    r"""The readout of a pattern is normal, with a mean from the mean field and two variances.

    .. math:: \sigma_b^2 = \left(\frac1{n_\mathrm{out}} - \frac1N\right)\mathrm{Var}_b(r)
              + \frac{v_b}{N}

    with n_out readout neurons; v_b is N times the variance of the population's mean rate, from
    linear response (exact to leading order in 1/N). Size and load enter the mean field only
    through N/P, so whole tables share one polynomial in signed kappa.

    Parameters
    ----------
    neurons, patterns : int or array of int
        N and P; arrays of one shape give a whole table at once.
    density, gain, readout_fraction, input_fraction : float
        f, g, f_out, f_in.
    steps, input_steps, dt, level
        As in `one_shot_mean_field`.

    Returns
    -------
    OneShotReadout
        Arrays of the common shape of `neurons` and `patterns`.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain or no neuron would be read out.

    Notes
    -----
    Valid when: fN >> 1, P >> 1; skewness matters for fewer than about 50 readout neurons.

    Source: turcu2022 (model, released code); theory derived here.

    Examples
    --------
    >>> z = one_shot_readout(neurons=500, patterns=250)
    >>> round(float(np.sqrt(z.sampling_plus + z.collective_plus)), 4)
    0.0088
    """
    where = "one_shot_readout"
    sizes, loads = np.broadcast_arrays(neurons, patterns)
    check(where, "readout_fraction", readout_fraction, ReadoutFraction)
    for name, values in (("neurons", sizes), ("patterns", loads)):
        if values.size == 0 or values.dtype.kind not in "iu":
            raise refusal(where, name, "be a whole number or an array of them", values)
    for name, values, domain in (
        ("neurons", sizes, NeuronCount),
        ("patterns", loads, PatternCount),
    ):
        check(where, name, int(values.min()), domain)
    longest = np.argmax(sizes / loads)
    setting, top = one_shot_setting(
        where, neurons=int(sizes.flat[longest]), patterns=int(loads.flat[longest]),
        density=density, gain=gain, input_fraction=input_fraction,
        steps=steps, input_steps=input_steps, dt=dt, level=level,
    )  # fmt: skip
    read_out = np.floor(readout_fraction * sizes + 0.5 + 1e-9)
    if read_out.min() < 1:
        rule = "leave at least one readout neuron"
        raise refusal(where, "readout_fraction", rule, readout_fraction)
    ratio = np.sqrt(sizes / loads)
    curve = _curve(setting, ratio.ravel() / ratio.max() * top)
    population = input_fraction * sizes  # the others are silent and say nothing
    listening = input_fraction * read_out
    scale = read_out / (readout_fraction * sizes)  # the divisor of z is not rounded
    spread = (1 - input_fraction) * (sizes - read_out) / np.maximum(sizes - 1, 1) / listening
    out = {}
    for label, m in (("plus", curve.plus), ("minus", curve.minus)):
        mean, variance, collective, uuu, uuc, ucc, ccc = m.reshape(7, *sizes.shape)
        sampling = variance * (1 / listening - 1 / population)
        shared = collective / population
        third = (uuu + 3 * uuc * (listening / population)) / listening**2
        third += (3 * ucc + ccc) / population**2
        out["mean_" + label] = scale * mean
        out["sampling_" + label] = scale**2 * sampling
        out["collective_" + label] = scale**2 * shared
        out["alone_" + label] = scale**2 * variance / population
        out["count_" + label] = scale**2 * spread * mean**2
        out["skewness_" + label] = third / (sampling + shared) ** 1.5
    return OneShotReadout(**out, interpolation_error=curve.error)


def one_shot_accuracy(
    *,
    neurons: NeuronCount,
    patterns: PatternCount,
    density: Density = 0.1,
    gain: Gain = 10.0,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
    threshold: float | Literal["optimal"] = PUBLISHED_THRESHOLD,
    level: Level = 2,
) -> float:
    r"""The one-shot rule classifies as well as two normal readouts can be told apart.

    .. math:: A = \tfrac12[\Pr(z_+>\theta)+\Pr(z_-\le\theta)], \qquad
              z_b \sim \mathcal N(\mu_b, \sigma_b^2)

    Parameters
    ----------
    neurons, patterns : int
        N and P.
    density, gain, readout_fraction, input_fraction : float
        f, g, f_out, f_in.
    steps, input_steps, dt, level
        As in `one_shot_mean_field`.
    threshold : float or "optimal"
        Decision threshold theta; "optimal" is where both readouts are equally likely.

    Returns
    -------
    float
        Expected fraction of patterns classified correctly.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain or no neuron would be read out.

    Notes
    -----
    Valid when: As `one_shot_readout`. No parameter is fitted: the published table is met within
    0.4 percentage points rms, of which 0.3 are the table's own sampling error.

    Source: turcu2022 (model, released code and results); theory derived here.

    Examples
    --------
    >>> round(one_shot_accuracy(neurons=1000, patterns=200), 3)
    0.981
    """
    readout = one_shot_readout(
        neurons=neurons, patterns=patterns, density=density, gain=gain,
        readout_fraction=readout_fraction, input_fraction=input_fraction,
        steps=steps, input_steps=input_steps, dt=dt, level=level,
    )  # fmt: skip
    if threshold == "optimal":
        return float(accuracy_at(readout, optimal_threshold(readout), own_threshold=True))
    check("one_shot_accuracy", "threshold", threshold, float | Literal["optimal"])
    return float(accuracy_at(readout, threshold))


def accuracy_at(
    readout: OneShotReadout,
    threshold: float | Array,
    *,
    own_threshold: bool = False,
    collective: bool = True,
    shape: Literal["normal", "gamma"] = "normal",
) -> Array:
    """Fraction correct at a threshold, one entry per entry of the readout.

    Networks differ in how many of their readout neurons are driven, which moves both labels
    together; with `own_threshold` every network's threshold follows. Without `collective`,
    neurons fluctuate independently, which is wrong. `shape` is the normal distribution, or the
    shifted gamma distribution that has the skewness too.
    """
    from scipy.special import ndtr

    correct = np.zeros(np.shape(readout.mean_plus))
    for label, side in (("plus", -1.0), ("minus", 1.0)):
        variance = getattr(readout, "sampling_" + label)
        variance = variance + getattr(readout, ("collective_" if collective else "alone_") + label)
        if not own_threshold:
            variance = variance + getattr(readout, "count_" + label)
        z = (threshold - getattr(readout, "mean_" + label)) / np.sqrt(variance)
        if shape == "gamma":
            from scipy.stats import pearson3

            below = pearson3.cdf(z, getattr(readout, "skewness_" + label))
            correct = correct + (below if side > 0 else 1 - below) / 2
        else:
            correct = correct + ndtr(side * z) / 2
    return correct


def optimal_threshold(readout: OneShotReadout) -> Array:
    """Threshold between the two means at which a + and a - readout are equally likely.

    Root of a quadratic: the two normal densities are equal. Its precision is that of the means.
    """
    a, b = readout.mean_minus, readout.mean_plus
    va = readout.sampling_minus + readout.collective_minus
    vb = readout.sampling_plus + readout.collective_plus
    # 0 = (t-a)^2/va - (t-b)^2/vb - ln(vb/va), in units of the gap: u = (t-a)/(b-a)
    gap = b - a
    quadratic = vb - va
    linear = va
    constant = -va - va * vb / gap**2 * np.log(vb / va)
    # (vb-va) u^2 + 2 va u + constant = 0, the root between the means, stable as va -> vb
    root = np.sqrt(np.maximum(linear**2 - quadratic * constant, 0))
    between: Array = a + gap * (-constant / (linear + root))
    return between


class _Curve(NamedTuple):
    plus: Array  # (7, rows): mean, variance, collective, four third moments
    minus: Array
    error: float


def _curve(setting: Setting, kappas: Array) -> _Curve:
    """Moments at +-kappa of every row; few rows directly, many through one polynomial."""
    distinct, back = np.unique(kappas, return_inverse=True)
    if 2 * distinct.size <= _DEGREES[0]:
        rows = [_flat_moments(setting, k) for k in distinct.tolist()]
        mirrored = [_flat_moments(setting, -k) for k in distinct.tolist()]
        return _Curve(np.transpose(rows)[:, back], np.transpose(mirrored)[:, back], 0.0)
    top = float(distinct[-1])
    for degree in _DEGREES:
        nodes = np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
        values = np.array([_flat_moments(setting, float(top * node)) for node in nodes])
        coefficients = np.polynomial.chebyshev.chebfit(nodes, values, degree)
        tail = np.abs(coefficients[-3:]).sum(axis=0) / np.abs(values).max(axis=0)
        # the collective variance is a derivative, ten times less smooth over fixed points
        if tail[:2].max() < _TAIL and tail[2] < 10 * _TAIL:
            break
    evaluate = np.polynomial.chebyshev.chebval
    x = kappas / top
    plus, minus = (np.asarray(evaluate(side, coefficients), np.float64) for side in (x, -x))
    return _Curve(plus, minus, float(tail[0]))


def _flat_moments(setting: Setting, kappa: float) -> tuple[float, ...]:
    m = moments(setting, kappa)
    return (m.mean, m.variance, m.collective, *m.third)
