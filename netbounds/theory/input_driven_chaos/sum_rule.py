"""The sum of all Lyapunov exponents: the mean logarithm of a determinant."""

import math
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt
from numpy.typing import ArrayLike

from netbounds.activations import ERF, Activation, Sigmoid
from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos._parameters import InputVariance
from netbounds.theory.input_driven_chaos.discrete import stationary_variance

Neurons = Annotated[int, Ge(2), Symbol("N", "number of neurons"), Typical(2, 300)]
PositiveGain = Annotated[
    float, Gt(0), Symbol("g", "standard deviation of the weights times sqrt(N)"), Typical(0.2, 4)
]


@law(
    kind=Kind.EXACT,
    source=Source("engelken2023", "sum of the spectrum; determinant of a Gaussian matrix"),
    valid="N x N weights, all N(0, g^2/N), self synapses among them; mean over networks",
    formula=r"\frac1N \mathrm E \ln|\det J| = \ln g - \tfrac12 \ln N"
    r" + \frac{1}{2N} \sum_{k=1}^N \left[\psi(k/2) + \ln 2\right]",
    accuracy=1e-12,
)
def mean_log_determinant(neurons: Neurons, gain: PositiveGain) -> float:
    """A random matrix shrinks volumes by nearly exp(-1/2) per dimension beside its gain.

    (1/N) E ln|det J| = ln g - ln(N)/2 + (1/2N) sum_k [psi(k/2) + ln 2]: by Gram-Schmidt the
    determinant is a product of independent chi variables of 1 .. N degrees of freedom. It tends
    to ln g - 1/2.

    Parameters
    ----------
    neurons
        N.
    gain
        g > 0.

    Raises
    ------
    DomainError
        If N < 2 or g <= 0.

    Notes
    -----
    Exact. Source: the sum rule is engelken2023's; the determinant a classical result.

    Examples
    --------
    >>> round(mean_log_determinant(150, 1.0), 6)
    -0.508804
    """
    from scipy.special import digamma

    k = np.arange(1, neurons + 1)
    logs = float(np.sum(digamma(k / 2) + math.log(2)))
    return math.log(gain) - math.log(neurons) / 2 + logs / (2 * neurons)


@mean_log_determinant.enclosure
def _(neurons: Neurons, gain: PositiveGain) -> Any:
    import flint

    total = sum(
        ((flint.arb(k) / 2).digamma() + flint.arb(2).log() for k in range(1, neurons + 1)),
        flint.arb(0),
    )
    n = flint.arb(neurons)
    return flint.arb(float(gain)).log() - n.log() / 2 + total / (2 * n)


@mean_log_determinant.derivation
def _() -> Derivation:
    import sympy

    n = sympy.Symbol("neurons", positive=True, integer=True)
    g, s, k = sympy.symbols("gain s k", positive=True)
    moment = 2**s * sympy.gamma(k / 2 + s) / sympy.gamma(k / 2)
    log_mean = sympy.simplify(sympy.diff(moment, s).subs(s, 0))
    index = sympy.Symbol("j", positive=True, integer=True)
    total = sympy.Sum(log_mean.subs(k, index), (index, 1, n)) / (2 * n)
    result = sympy.log(g) - sympy.log(n) / 2 + total
    return Derivation(
        steps=(
            Step("Moment E[X^s] of chi^2 with k degrees of freedom.", moment),
            Step("Its slope at s = 0 is E[ln X].", log_mean),
            Step("By Gram-Schmidt |det|^2 of a standard Gaussian matrix is a product of "
                 "independent chi^2 of 1, 2, .. N degrees; each weight carries g/sqrt(N).",
                 result),
        ),
        result=result,
    )  # fmt: skip


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2023", "mean exponent of the spectrum, discrete time"),
    valid="discrete time; i.i.d. Gaussian weights of variance g^2/N; input independent between "
    "neurons and steps; determinant exact at finite N, slopes those of N -> infinity",
    formula=r"\frac1N \sum_i \lambda_i = \frac1N \mathrm E \ln|\det J|"
    r" + \mathrm E\ln\phi'(\sqrt v z),\quad \mathrm{erf}: -\tfrac{\pi}{4} v",
    error="within 1.5 % at N >= 600, 2.2 % at N = 150 (one network)",
    accuracy=1e-10,
)
def mean_lyapunov_exponent(
    neurons: Neurons, gain: PositiveGain, input_variance: InputVariance, activation: Sigmoid = ERF
) -> float:
    """However chaotic a network is, volumes in its phase space shrink.

    (1/N) sum lambda_i = (1/N) E ln|det J| + E ln phi'; for erf the last term is -pi v/4.

    Parameters
    ----------
    neurons
        N.
    gain
        g > 0.
    input_variance
        sigma^2.
    activation
        phi, an odd sigmoid of slope 1.

    Raises
    ------
    DomainError
        If N < 2, g <= 0 or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for large N. Source: engelken2023.

    Examples
    --------
    >>> round(mean_lyapunov_exponent(150, 2.0, 0.5), 3)
    -2.142
    """
    v = stationary_variance(gain, input_variance, activation)
    return mean_log_determinant(neurons, gain) + _mean_log_slope(activation, v)


def _mean_log_slope(activation: Activation, variance: float) -> float:
    if activation == ERF:
        return -math.pi / 4 * variance

    def log_slope(x: Any) -> Any:
        y = np.abs(x)  # ln(1 - tanh^2) without cancellation
        return 2 * (math.log(2) - y - np.log1p(np.exp(-2 * y)))

    return gaussian.expectation(log_slope, variance)


@mean_lyapunov_exponent.reference
def _(
    neurons: Neurons, gain: PositiveGain, input_variance: InputVariance, activation: Sigmoid = ERF
) -> Any:
    import mpmath

    from netbounds.theory.input_driven_chaos import _precise

    v = mpmath.mpf(stationary_variance.reference(gain, input_variance, activation))
    logs = mpmath.fsum(mpmath.digamma(mpmath.mpf(k) / 2) for k in range(1, neurons + 1))
    n = mpmath.mpf(neurons)
    determinant = mpmath.log(gain) - mpmath.log(n / 2) / 2 + logs / (2 * n)
    slope = -mpmath.pi / 4 * v if activation == ERF else -2 * _precise.ln_cosh_moment(v, 1)
    return determinant + slope


def lyapunov_sum(
    weights: ArrayLike, states: ArrayLike, activation: Activation = ERF, *, dt: float = 1.0
) -> float:
    """Sum of all Lyapunov exponents along states that you recorded, exactly.

    At dt = 1: ln|det J| + mean over time of sum_i ln phi'(h_i). With an Euler step the mean of
    ln|det((1 - dt) 1 + dt J phi')| over dt, at the cost of a determinant a step.

    Parameters
    ----------
    weights
        J, (n, n), `W[post, pre]`.
    states
        h before every step, (steps, n).
    activation
        phi with its slope.
    dt
        Euler step in units of tau, in (0, 1].

    Raises
    ------
    DomainError
        If shapes do not fit, numbers are not finite, or dt is not in (0, 1].

    Examples
    --------
    >>> from netbounds.activations import IDENTITY
    >>> path = np.zeros((3, 2))
    >>> round(lyapunov_sum(np.diag([0.5, 0.25]), path, IDENTITY), 12) == round(math.log(0.125), 12)
    True
    """
    matrix, path = np.asarray(weights, dtype=float), np.asarray(states, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.all(np.isfinite(matrix)):
        rule = "be a square matrix of finite numbers"
        raise refusal("lyapunov_sum", "weights", rule, f"shape {matrix.shape}")
    n = len(matrix)
    if path.ndim != 2 or path.shape[1] != n or not len(path) or not np.all(np.isfinite(path)):
        rule = f"be finite numbers of shape (steps, {n})"
        raise refusal("lyapunov_sum", "states", rule, f"shape {path.shape}")
    check("lyapunov_sum", "dt", dt, Annotated[float, Gt(0)])
    if dt > 1:
        raise refusal("lyapunov_sum", "dt", "be in (0, 1] (units of tau)", dt)
    slopes = activation.slope(path)
    if dt == 1:
        return float(np.linalg.slogdet(matrix)[1] + np.mean(np.sum(np.log(slopes), axis=1)))
    steps = [np.linalg.slogdet((1 - dt) * np.eye(n) + dt * matrix * row)[1] for row in slopes]
    return float(np.mean(steps)) / dt
