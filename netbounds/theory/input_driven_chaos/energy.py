"""Continuous time: the motion of the autocovariance in a potential, and what its energy fixes.

    d^2 C / dt^2 = -dV/dC,   V(C) = -C^2/2 + g^2 int_0^C E[phi phi](c; c0) dc,   C(0) = c0

White noise <xi xi> = 2 D delta gives the motion the velocity -D at the start; it ends at C = 0
with energy 0. For every sigmoid int E[phi phi] dc is the covariance of the antiderivatives.
"""

import math
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from scipy.optimize import brentq

from netbounds.activations import ERF, Activation, Sigmoid
from netbounds.domains import Symbol, Typical, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    FloatArray,
    Gain,
    NoiseIntensity,
    StateVariance,
    refuse_non_sigmoid,
)

Covariance = Annotated[
    float, Ge(0), Symbol("C", "autocovariance of a neuron's h at some lag"), Typical(0, 1)
]

VALID = "n -> infinity; i.i.d. weights of variance g^2/n; continuous time; private white noise"


def _ln_cosh(x: Any) -> Any:
    y = np.abs(x)
    return y + np.log1p(np.exp(-2 * y)) - math.log(2)


# the antiderivative of tanh, for covariances of antiderivatives
_LN_COSH = Activation("ln cosh", _ln_cosh, np.tanh, odd=False, strip=math.pi / 2)


def feedback_integral(activation: Activation, covariance: Any, variance: float) -> FloatArray:
    """Integral of E[phi phi](c; variance) over c from 0 to the covariance(s).

    Closed for erf; for tanh the covariance of ln cosh, by a Hermite series up to correlation 0.9
    and by quadrature beyond.
    """
    c = np.asarray(covariance, dtype=float)
    if activation == ERF:
        k = math.pi / 2 / (1 + math.pi / 2 * variance)
        x = k * c
        return np.asarray(2 / math.pi * (c * np.arcsin(x) - x * c / (1 + np.sqrt(1 - x * x))))
    r = np.atleast_1d(c / variance)
    weights = gaussian.hermite_coefficients(_LN_COSH, variance, 90) ** 2
    weights[0] = 0.0
    values = np.polynomial.polynomial.polyval(r, weights)
    near = r > 0.9
    if np.any(near):
        mean = gaussian.expectation(_ln_cosh, variance)
        values[near] = gaussian.product(_LN_COSH, r[near] * variance, variance) - mean**2
    return np.asarray(values.reshape(c.shape))


def release(variance: float, activation: Activation) -> float:
    """Twice the feedback integral up to the variance, over the variance squared; 1 at 0."""
    return float(2 * feedback_integral(activation, variance, variance)) / variance**2


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("sompolinsky1988", "potential of the autocovariance"),
    valid=VALID,
    formula=r"V(C) = -\tfrac12 C^2 + g^2 \int_0^C \mathrm E[\phi\phi](c; c_0)\, dc",
    error="O(1/n)",
    accuracy=1e-9,
)
def autocovariance_potential(
    covariance: Covariance, state_variance: StateVariance, gain: Gain, activation: Sigmoid = ERF
) -> float:
    """The autocovariance moves in time like a ball in this potential.

    V(C) = -C^2/2 + g^2 int_0^C E[phi phi](c; c0) dc with C'' = -V'(C).

    Parameters
    ----------
    covariance
        C, at most c0.
    state_variance
        c0 = C(0).
    gain, activation
        g, phi.

    Raises
    ------
    DomainError
        If C > c0 or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity. Source: sompolinsky1988.

    Examples
    --------
    >>> round(autocovariance_potential(1.0, 2.0, 2.0), 9)
    -0.011037982
    """
    refuse_non_sigmoid("autocovariance_potential", activation)
    if covariance > state_variance:
        rule = f"be <= state_variance = {state_variance}"
        raise refusal("autocovariance_potential", "covariance", rule, covariance)
    fed = float(feedback_integral(activation, covariance, state_variance))
    return gain * gain * fed - covariance**2 / 2


@autocovariance_potential.reference
def _(
    covariance: Covariance, state_variance: StateVariance, gain: Gain, activation: Sigmoid = ERF
) -> Any:
    """For erf the integral of the arcsine; for tanh of the Mehler sum of 100 precise terms."""
    import mpmath

    c, v = mpmath.mpf(covariance), mpmath.mpf(state_variance)
    if c > v:
        raise refusal("autocovariance_potential", "covariance", "be <= state_variance", c)
    if activation == ERF:
        half = mpmath.pi / 2
        fed = mpmath.quad(lambda x: 2 / mpmath.pi * mpmath.asin(half * x / (1 + half * v)), [0, c])
    else:
        fed = _precise.pair_integral(activation, c, v)
    return mpmath.mpf(gain) ** 2 * fed - c * c / 2


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("sompolinsky1988", "energy conservation; with noise, schuecker2018"),
    valid=VALID,
    formula=r"\tfrac12 c_0^2 - g^2 \int_0^{c_0} \mathrm E[\phi\phi](c; c_0)\, dc"
    r" = \tfrac12 D^2;\quad \tanh:\ g^2 \operatorname{Var}[\ln\cosh(\sqrt{c_0} z)]"
    r" = \tfrac12 (c_0^2 - D^2)",
    error="O(1/n)",
    accuracy=1e-11,
)
def continuous_variance(gain: Gain, noise: NoiseIntensity, activation: Sigmoid = ERF) -> float:
    """The variance of chaotic neurons is where the potential is as high as the noise lifts it.

    c0^2/2 - g^2 int_0^c0 E[phi phi](c; c0) dc = D^2/2. For tanh the integral is
    Var[ln cosh(sqrt(c0) z)], for erf it is elementary.

    Parameters
    ----------
    gain
        g.
    noise
        2D, as in <xi xi> = 2 D delta; 0 for the autonomous network.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        c0; 0 without noise at g <= 1.

    Raises
    ------
    DomainError
        If the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity. Source: sompolinsky1988, schuecker2018.

    Examples
    --------
    >>> round(continuous_variance(2.0, 0.0), 12)
    2.064080018754
    """
    refuse_non_sigmoid("continuous_variance", activation)
    square = gain * gain
    if noise == 0 and gain <= 1:
        return 0.0

    d = noise / 2

    def surplus(c: float) -> float:
        return 1 - square * release(c, activation) - (d / c) ** 2

    # |phi| <= 1 bounds the integral by c, positive feedback makes c0 > D
    top = 1.001 * (square + math.hypot(square, d))
    low = d if d > 0 else min(1e-6, 0.1 * (gain - 1))
    return float(brentq(surplus, low, top, xtol=1e-300, rtol=1e-15))


@continuous_variance.reference
def _(gain: Gain, noise: NoiseIntensity, activation: Sigmoid = ERF) -> Any:
    import mpmath

    square, d = mpmath.mpf(gain) ** 2, mpmath.mpf(noise) / 2
    if d == 0 and square <= 1:
        return mpmath.mpf(0)

    def surplus(c: Any) -> Any:
        return 1 - 2 * square * _precise.full_integral(activation, c) / c**2 - (d / c) ** 2

    low = d if d > 0 else mpmath.mpf(1e-6)
    return _precise.root(surplus, low, 1.001 * (square + mpmath.hypot(square, d)))
