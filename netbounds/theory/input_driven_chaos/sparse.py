"""Few inputs per neuron: the first correction in 1/K to chaos in random networks."""

import math
from typing import Annotated, Any, Literal

from annotated_types import Ge
from scipy.optimize import brentq

from netbounds.activations import TANH, Activation, Sigmoid
from netbounds.domains import Symbol, Typical, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos import _precise
from netbounds.theory.input_driven_chaos._parameters import (
    Gain,
    InputVariance,
    refuse_non_sigmoid,
)
from netbounds.theory.input_driven_chaos.discrete import stationary_variance

SparseInDegree = Annotated[
    int, Ge(1), Symbol("K", "inputs of every neuron, or their mean"), Typical(5, 60)
]
Weights = Literal["signs", "gaussian"]
Degrees = Literal["fixed", "poisson"]

_VALID = (
    "our own expansion, heuristic: first order in 1/K, K >= 5; locally tree-like graph of n "
    "neurons, n >> K^2; weights of random sign, +-g/sqrt(K) or N(0, g^2/K); input private"
)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("molgedey1992", "dense limit; 1/K correction derived in the docs"),
    valid=_VALID,
    formula=r"v = g^2\left(\mathrm E\phi^2 + \tfrac{\kappa_4}{24} \mathrm E(\phi^2)''''\right)"
    r" + \sigma^2,\quad \kappa_4 = \frac{g^4}{K}\left(\kappa_w \mathrm E\phi^4"
    r" - 3 c\, (\mathrm E\phi^2)^2\right)",
    error="O(1/K^2)",
    accuracy=1e-10,
)
def sparse_stationary_variance(
    gain: Gain,
    in_degree: SparseInDegree,
    input_variance: InputVariance,
    activation: Sigmoid = TANH,
    weights: Weights = "signs",
    degrees: Degrees = "fixed",
) -> float:
    """Sums of few inputs are not Gaussian, and that shifts the variance of the neurons.

    v = g^2 (E phi^2 + kappa_4/24 E (phi^2)'''') + sigma^2, with the fourth cumulant of the
    summed input kappa_4 = (g^4/K)(kappa_w E phi^4 - 3 c (E phi^2)^2); kappa_w = 1 for weights of
    one size, 3 for Gaussian ones; c = 1 at fixed in-degree, 0 at Poisson in-degree.

    Parameters
    ----------
    gain, in_degree, input_variance
        g, K, sigma^2.
    activation
        phi, an odd sigmoid of slope 1.
    weights
        'signs' for +-g/sqrt(K), 'gaussian' for N(0, g^2/K).
    degrees
        'fixed', or 'poisson' of mean K.

    Returns
    -------
    float
        v; 0 without input at g <= 1.

    Raises
    ------
    DomainError
        If K is too small for a first correction to make sense, or the activation is not a sigmoid.

    Notes
    -----
    Valid to first order in 1/K; heuristic. Source: own expansion about molgedey1992.

    Examples
    --------
    >>> round(sparse_stationary_variance(2.0, 5, 0.2), 4)
    2.4594
    """
    refuse_non_sigmoid("sparse_stationary_variance", activation)
    if gain <= 1 and input_variance == 0:
        return 0.0
    dense = stationary_variance(gain, input_variance, activation)

    def surplus(v: float) -> float:
        mean = _Averages(activation, v)
        fourth = _fourth_cumulant(mean, gain, in_degree, weights, degrees)
        corrected = mean(square=2) + fourth / 24 * mean(square=2, derivative=4)
        return float((gain * gain * corrected + input_variance) / v - 1)

    for width in (1.1, 1.3, 1.8):
        low, high = dense / width, dense * width
        if surplus(low) > 0 > surplus(high):
            return float(brentq(surplus, low, high, xtol=1e-300, rtol=1e-14))
    rule = "be large enough for a first correction in 1/K"
    raise refusal("sparse_stationary_variance", "in_degree", rule, in_degree)


@sparse_stationary_variance.reference
def _(
    gain: Gain,
    in_degree: SparseInDegree,
    input_variance: InputVariance,
    activation: Sigmoid = TANH,
    weights: Weights = "signs",
    degrees: Degrees = "fixed",
) -> Any:
    """With derivatives that SymPy takes instead of Hermite weights."""
    import mpmath

    if gain <= 1 and input_variance == 0:
        return mpmath.mpf(0)
    return _reference_variance(gain, in_degree, input_variance, activation, weights, degrees)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("molgedey1992", "dense limit; 1/K correction derived in the docs"),
    valid=_VALID,
    formula=r"\lambda = \tfrac12 \ln g^2 \left\{ \mathrm E F + \tfrac{\kappa_4}{24} \mathrm E F''''"
    r" + \frac{g^2}{2K} \mathrm E F'' \left[\kappa_w \frac{\mathrm E F \phi^2}{\mathrm E F}"
    r" - c\, \mathrm E\phi^2\right] \right\},\quad F = \phi'^2",
    error="O(1/K^2): below 0.05 kappa_w / K^2 in simulations (kappa_w = 1 or 3), 0.25 / K^2 for "
    "Gaussian weights at Poisson in-degree",
    accuracy=1e-9,
)
def sparse_lyapunov_exponent(
    gain: Gain,
    in_degree: SparseInDegree,
    input_variance: InputVariance,
    activation: Sigmoid = TANH,
    weights: Weights = "signs",
    degrees: Degrees = "fixed",
) -> float:
    """With few inputs per neuron a perturbation chooses who carries it, which changes its growth.

    lambda = 1/2 ln g^2 {E F + kappa_4/24 E F'''' + (g^2/2K) E F'' [kappa_w E(F phi^2)/E F
    - c E phi^2]}, F = phi'^2 at the variance of `sparse_stationary_variance`. The second term is
    the non-Gaussian input, the third that a neuron which passes the perturbation on is one
    whose input is known to be smaller than usual.

    Parameters
    ----------
    gain, in_degree, input_variance
        g > 0, K, sigma^2.
    activation
        phi, an odd sigmoid of slope 1.
    weights
        'signs' for +-g/sqrt(K), 'gaussian' for N(0, g^2/K).
    degrees
        'fixed', or 'poisson' of mean K.

    Returns
    -------
    float
        Largest Lyapunov exponent per step, conditional on the input.

    Raises
    ------
    DomainError
        If g = 0, K is too small for a first correction, or the activation is not a sigmoid.

    Notes
    -----
    Valid to first order in 1/K; heuristic: no theorem. The exact object is density evolution on
    the directed random graph. Source: own expansion about molgedey1992.

    Examples
    --------
    >>> round(sparse_lyapunov_exponent(2.0, 5, 0.2), 5)
    0.13606
    """
    if gain == 0:
        rule = "be > 0, since without weights every difference dies in one step"
        raise refusal("sparse_lyapunov_exponent", "gain", rule, gain)
    v = sparse_stationary_variance(gain, in_degree, input_variance, activation, weights, degrees)
    growth = _growth(_Averages(activation, v), gain, in_degree, weights, degrees)
    if growth <= 0:
        rule = "be large enough for a first correction in 1/K"
        raise refusal("sparse_lyapunov_exponent", "in_degree", rule, in_degree)
    return math.log(gain) + 0.5 * math.log(growth)


@sparse_lyapunov_exponent.reference
def _(
    gain: Gain,
    in_degree: SparseInDegree,
    input_variance: InputVariance,
    activation: Sigmoid = TANH,
    weights: Weights = "signs",
    degrees: Degrees = "fixed",
) -> Any:
    import mpmath

    v = sparse_stationary_variance.reference(
        gain, in_degree, input_variance, activation, weights, degrees
    )
    mean = _PreciseAverages(activation, v)
    growth = _growth(mean, mpmath.mpf(gain), in_degree, weights, degrees)
    return mpmath.log(mpmath.mpf(gain) ** 2 * growth) / 2


def _fourth_cumulant(mean: Any, gain: Any, in_degree: int, weights: str, degrees: str) -> Any:
    kurtosis, fixed = 3 if weights == "gaussian" else 1, 1 if degrees == "fixed" else 0
    return gain**4 / in_degree * (kurtosis * mean(square=4) - 3 * fixed * mean(square=2) ** 2)


def _growth(mean: Any, gain: Any, in_degree: int, weights: str, degrees: str) -> Any:
    kurtosis, fixed = 3 if weights == "gaussian" else 1, 1 if degrees == "fixed" else 0
    fourth = _fourth_cumulant(mean, gain, in_degree, weights, degrees)
    passed_on = kurtosis * mean(square=2, slope=2) / mean(slope=2) - fixed * mean(square=2)
    return (
        mean(slope=2)
        + fourth / 24 * mean(slope=2, derivative=4)
        + gain**2 / (2 * in_degree) * mean(slope=2, derivative=2) * passed_on
    )


class _Averages:
    """E of a derivative of phi^square phi'^slope at N(0, v), derivatives by Hermite weights."""

    def __init__(self, activation: Activation, variance: float) -> None:
        self._activation, self._v = activation, variance

    def __call__(self, square: int = 0, slope: int = 0, derivative: int = 0) -> float:
        act, v = self._activation, self._v
        if v == 0:
            return _at_zero(square, slope, derivative)

        def integrand(x: Any) -> Any:
            z2 = x * x / v
            weight = {0: 1.0, 2: (z2 - 1) / v, 4: (z2 * z2 - 6 * z2 + 3) / v**2}[derivative]
            return act.function(x) ** square * act.slope(x) ** slope * weight

        return gaussian.expectation(integrand, v, strip=1.2)  # the poles are of order 4


def _at_zero(square: int, slope: int, derivative: int) -> float:
    """Undriven network at rest: phi = 0, phi' = 1; derivatives are multiplied by 0."""
    return float(square == 0 and derivative == 0)


class _PreciseAverages:
    """The same in many digits."""

    def __init__(self, activation: Activation, variance: Any) -> None:
        self._activation, self._v = activation, variance

    def __call__(self, square: int = 0, slope: int = 0, derivative: int = 0) -> Any:
        if self._v == 0:
            return _at_zero(square, slope, derivative)
        return _precise.average(self._activation, square, slope, derivative)(self._v)


def _reference_variance(
    gain: float, in_degree: int, input_variance: float, activation: Activation, weights: str,
    degrees: str,
) -> Any:  # fmt: skip
    import mpmath

    g, fed = mpmath.mpf(gain), mpmath.mpf(input_variance)
    dense = stationary_variance(gain, input_variance, activation)

    def surplus(v: Any) -> Any:
        mean = _PreciseAverages(activation, v)
        fourth = _fourth_cumulant(mean, g, in_degree, weights, degrees)
        corrected = mean(square=2) + fourth / 24 * mean(square=2, derivative=4)
        return (g * g * corrected + fed) / v - 1

    for width in (1.1, 1.3, 1.8):
        if surplus(dense / width) > 0 > surplus(dense * width):
            return _precise.root(surplus, dense / width, dense * width)
    rule = "be large enough for a first correction in 1/K"
    raise refusal("sparse_stationary_variance", "in_degree", rule, in_degree)
