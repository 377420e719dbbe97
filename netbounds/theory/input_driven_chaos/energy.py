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
from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    ChaoticGain,
    FloatArray,
    Gain,
    NoiseIntensity,
    StateVariance,
    refuse_non_sigmoid,
)

Covariance = Annotated[
    float, Ge(0), Symbol("C", "autocovariance of a neuron's h at some lag"), Typical(0, 1)
]

_VALID = "n -> infinity; i.i.d. weights of variance g^2/n; continuous time; private white noise"


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


def _release(variance: float, activation: Activation) -> float:
    """Twice the feedback integral up to the variance, over the variance squared; 1 at 0."""
    return float(2 * feedback_integral(activation, variance, variance)) / variance**2


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("sompolinsky1988", "potential of the autocovariance"),
    valid=_VALID,
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
    valid=_VALID,
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
        return 1 - square * _release(c, activation) - (d / c) ** 2

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


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("schuecker2018", "exact condition of the transition"),
    valid=_VALID,
    formula=r"c_0 = g^2\, \mathrm E\phi^2,\quad D^2 = c_0^2"
    r" - 2 g^2 \int_0^{c_0} \mathrm E[\phi\phi](c; c_0)\, dc",
    error="O(1/n)",
    accuracy=1e-10,
)
def edge_of_chaos_noise(gain: ChaoticGain, activation: Sigmoid = ERF) -> float:
    """White noise of this intensity just suppresses chaos in continuous time.

    The exponent is 0 where c0 = g^2 E phi^2: the curvature of the autocovariance at lag 0+
    vanishes and its slope is a ground state of energy 0. There D^2 = c0^2 - 2 g^2 int E[phi phi].

    Parameters
    ----------
    gain
        g > 1.
    activation
        phi, an odd sigmoid of slope 1.

    Returns
    -------
    float
        2D, as in <xi xi> = 2 D delta. The inverse gives the gain at which it just suffices.

    Raises
    ------
    DomainError
        If g <= 1 or the activation is not an odd sigmoid.

    Notes
    -----
    Valid for n -> infinity. Source: schuecker2018.

    Examples
    --------
    >>> round(edge_of_chaos_noise(2.0), 9)
    1.237520179
    """
    refuse_non_sigmoid("edge_of_chaos_noise", activation)
    return _noise_at(edge_variance(gain, activation), activation)[1]


def edge_variance(gain: float, activation: Activation) -> float:
    """Variance of the neurons at the edge of chaos: c0 = g^2 E phi^2."""

    def surplus(c: float) -> float:
        return c - gain * gain * float(gaussian.square(activation, c))

    low = min(1e-6, 0.1 * (gain - 1))
    return float(brentq(surplus, low, gain * gain, xtol=1e-300, rtol=1e-15))


def _noise_at(variance: float, activation: Activation) -> tuple[float, float]:
    """G and 2D at the edge of chaos where neurons have this variance."""
    square = variance / float(gaussian.square(activation, variance))
    left = 1 - square * _release(variance, activation)
    return math.sqrt(square), 2 * variance * math.sqrt(max(left, 0.0))


@edge_of_chaos_noise.reference
def _(gain: ChaoticGain, activation: Sigmoid = ERF) -> Any:
    import mpmath

    square = mpmath.mpf(gain) ** 2
    phi = _precise.average(activation, square=2)
    c = _precise.root(lambda c: 1 - square * phi(c) / c, mpmath.mpf(1e-9), square)
    return 2 * mpmath.sqrt(c * c - 2 * square * _precise.full_integral(activation, c))


@edge_of_chaos_noise.derivation
def _() -> Derivation:
    import sympy

    c, c0, g = sympy.symbols("c c0 gain", positive=True)
    q = sympy.Function("q")
    potential = -(c**2) / 2 + g**2 * sympy.Integral(q(sympy.Symbol("x")), (sympy.Symbol("x"), 0, c))
    force = sympy.simplify(sympy.diff(potential, c))
    half = sympy.pi / 2
    k = half / (1 + half * c0)
    arcsine = 2 / sympy.pi * sympy.asin(k * c)
    integral = sympy.integrate(arcsine, c)
    integral = sympy.simplify(integral - integral.subs(c, 0))
    square = arcsine.subs(c, c0)
    gain_square = c0 / square
    noise = c0**2 - 2 * gain_square * integral.subs(c, c0)
    at = sympy.Rational(1)
    return Derivation(
        steps=(
            Step("Minus the force on the autocovariance, q = E[phi phi].", force),
            Step("Its slope psi = dC/dt obeys psi'' = -V''(C) psi: a state of energy 0 of the "
                 "operator whose ground state energy is 1 - (1 + lambda)^2. It has no node, and "
                 "belongs to the spectrum if psi' = -V'(c0) vanishes at lag 0+.",
                 sympy.Eq(force.subs(c, c0), 0)),
            Step("For erf, E[phi phi] is an arcsine; integrated:", integral),
            Step("The gain at the edge, as a function of c0.", gain_square),
            Step("Energy 0 at the end of the motion gives D^2.", noise),
            Step("2D at c0 = 1.", 2 * sympy.sqrt(noise.subs(c0, at))),
        ),
        result=2 * sympy.sqrt(noise.subs(c0, at)),
        example={"gain": float(sympy.sqrt(gain_square.subs(c0, at)))},
    )  # fmt: skip


@edge_of_chaos_noise.inverse
def _(noise: float, activation: Activation = ERF) -> float:
    """Gain below which white noise of this intensity suppresses chaos."""
    check("edge_of_chaos_noise.inverse", "noise", noise, NoiseIntensity)
    if noise == 0:
        return 1.0
    low, top = 1e-6, 1.0
    while _noise_at(top, activation)[1] < noise:
        top *= 2
    c = brentq(lambda c: _noise_at(c, activation)[1] - noise, low, top, xtol=1e-15)
    return _noise_at(c, activation)[0]


def white_noise_edge(state_variance: float, activation: Activation = ERF) -> tuple[float, float]:
    """Gain and noise 2D at the edge of chaos, along the curve that the neurons' variance traces.

    Raises
    ------
    DomainError
        If the variance is not > 0 or the activation is not an odd sigmoid.

    Examples
    --------
    >>> [round(x, 9) for x in white_noise_edge(1.0)]
    [1.545838093, 0.387996656]
    """
    check("white_noise_edge", "state_variance", state_variance, StateVariance)
    refuse_non_sigmoid("white_noise_edge", activation)
    return _noise_at(state_variance, activation)


def local_instability_noise(gain: float, activation: Activation = ERF) -> float:
    """Noise 2D below which the network expands some perturbations: g^2 E phi'^2 > 1.

    It is the spectral radius of J phi' at any moment. Between `edge_of_chaos_noise` and this, the
    network is locally expansive and yet not chaotic.

    Raises
    ------
    DomainError
        If g <= 1 or the activation is not an odd sigmoid.

    Examples
    --------
    >>> round(local_instability_noise(2.0), 6)
    6.664732
    """
    check("local_instability_noise", "gain", gain, ChaoticGain)
    refuse_non_sigmoid("local_instability_noise", activation)

    c = slope_variance(gain, activation)
    return 2 * c * math.sqrt(max(1 - gain * gain * _release(c, activation), 0.0))


def slope_variance(gain: float, activation: Activation) -> float:
    """Variance of the neurons at which g^2 E phi'^2 = 1."""

    def surplus(v: float) -> float:
        return gain * gain * float(gaussian.square_slope(activation, v)) - 1

    # E phi'^2 < 1/sqrt(v) for tanh and erf
    return float(brentq(surplus, 0.0, gain**4, xtol=1e-300, rtol=1e-15))
