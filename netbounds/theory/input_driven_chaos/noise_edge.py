"""Continuous time: the white noise at which chaos ends, and at which local instability begins."""

import math
from typing import Any

from scipy.optimize import brentq

from netbounds.activations import ERF, Activation, Sigmoid
from netbounds.domains import check
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    ChaoticGain,
    NoiseIntensity,
    StateVariance,
    refuse_non_sigmoid,
)
from netbounds.theory.input_driven_chaos.energy import VALID, release


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("schuecker2018", "exact condition of the transition"),
    valid=VALID,
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
    left = 1 - square * release(variance, activation)
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
    return 2 * c * math.sqrt(max(1 - gain * gain * release(c, activation), 0.0))


def slope_variance(gain: float, activation: Activation) -> float:
    """Variance of the neurons at which g^2 E phi'^2 = 1."""

    def surplus(v: float) -> float:
        return gain * gain * float(gaussian.square_slope(activation, v)) - 1

    # E phi'^2 < 1/sqrt(v) for tanh and erf
    return float(brentq(surplus, 0.0, gain**4, xtol=1e-300, rtol=1e-15))
