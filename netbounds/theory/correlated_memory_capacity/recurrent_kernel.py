"""The recurrent kernel: covariance of a random reservoir's neurons over the moments of an input."""

import math
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt
from numpy.typing import ArrayLike, NDArray

from netbounds.activations import ERF, IDENTITY, Activation
from netbounds.arrays import real_array
from netbounds.domains import Examples, Symbol, Typical, check, refusal
from netbounds.theory import gaussian

FloatArray = NDArray[np.float64]

Gain = Annotated[
    float, Gt(0), Symbol("g", "standard deviation of the weights times sqrt(n)"), Typical(0.3, 0.9)
]
InputScale = Annotated[
    float, Gt(0), Symbol(r"\sigma_u", "standard deviation of the input weights"), Typical(0.2, 1)
]
NoiseScale = Annotated[
    float, Ge(0), Symbol(r"\sigma_n", "standard deviation of private noise"), Typical(0.1, 0.5)
]
InputSeries = Annotated[
    Any,
    Symbol("s_t", "input values in time order, zero mean and unit variance"),
    Examples((tuple(math.sqrt(2) * math.sin(1 + 0.7 * t * t) for t in range(24)),)),
]
Readouts = Annotated[int, Ge(1), Symbol("L", "readout neurons")]
Washout = Annotated[int, Ge(0), Symbol("w", "steps left out at the start"), Typical(9, 12)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrentKernel:
    """Eigenmodes of the covariance of a reservoir's neurons over the moments of one input series.

    Attributes
    ----------
    eigenvalues, modes
        mu_k of the kernel divided by the number of moments, ascending, and unit vectors (n, n).
    private_variance
        D, a neuron's variance that the input does not determine: noise, or chaos.
    inputs, washout
        The whole series, and how many of its first values only serve as history.
    """

    eigenvalues: FloatArray
    modes: FloatArray
    private_variance: float
    inputs: FloatArray
    washout: int

    def resolution(self, readouts: int) -> float:
        """The eigenvalue kappa that L readouts just resolve: sum mu/(mu + kappa) + D/kappa = L."""
        check("kernel_memory_capacity", "readouts", readouts, Readouts)
        moments = self.eigenvalues.size
        if moments < 8 * readouts:
            rule = f"hold at least 8 * readouts = {8 * readouts} values after the washout"
            raise refusal("kernel_memory_capacity", "inputs", rule, f"{moments} values")
        from scipy.optimize import brentq

        def surplus(log_kappa: float) -> float:
            kappa = math.exp(log_kappa)
            modes = np.sum(self.eigenvalues / (self.eigenvalues + kappa))
            return float(modes) + self.private_variance / kappa - readouts

        return math.exp(brentq(surplus, -60, 25, xtol=1e-14, rtol=1e-14))

    def capacities(
        self, targets: ArrayLike, readouts: int, *, mean_square: float | None = None
    ) -> FloatArray:
        """Capacities of targets (k, moments after the washout), corrected for their finite number.

        With H = sum_k e_k e_k^T mu_k/(mu_k + kappa), the correction is that of adjusted R^2, chance
        being sum_t H_tt y_t^2 / sum_t y_t^2: moments of large input are resolved better, and
        nonlinear targets are large there. `mean_square` is <y^2> where it is known, 1 for
        orthonormal polynomials; dividing by that of the series instead raises cubic capacities,
        by a tenth at 660 Gaussian values.
        """
        kappa = self.resolution(readouts)
        shrink = self.eigenvalues / (self.eigenvalues + kappa)
        wanted = real_array("RecurrentKernel.capacities", "targets", targets, 2)
        moments = self.eigenvalues.size
        if wanted.shape[1] != moments or not np.all(wanted.any(axis=1)):
            rule = f"have {moments} columns, one a moment, and no row of zeros"
            got = f"shape {wanted.shape}"
            raise refusal("RecurrentKernel.capacities", "targets", rule, got)
        squares = wanted**2
        power = squares.sum(axis=1)
        chance = squares @ (self.modes**2 @ shrink) / power
        fair = ((wanted @ self.modes) ** 2 @ shrink / power - chance) / (1 - chance)
        if mean_square is None:
            return np.asarray(fair)
        check("RecurrentKernel.capacities", "mean_square", mean_square, Annotated[float, Gt(0)])
        return np.asarray(fair * power / (moments * mean_square))

    def delayed(self, delays: int) -> FloatArray:
        """The inputs d = 0 .. delays-1 steps ago, (delays, moments)."""
        check("kernel_memory_capacity", "delays", delays, Annotated[int, Ge(0)])
        if delays > self.washout + 1:
            rule = f"be <= washout + 1 = {self.washout + 1}, the history there is"
            raise refusal("kernel_memory_capacity", "delays", rule, delays)
        end = self.inputs.size
        rows = [self.inputs[self.washout - d : end - d] for d in range(delays)]
        return np.array(rows).reshape(delays, end - self.washout)


def recurrent_kernel(
    inputs: ArrayLike,
    *,
    gain: float,
    input_scale: float,
    noise: float = 0.0,
    activation: Activation = ERF,
    washout: int = 200,
) -> RecurrentKernel:
    """Eigenmodes of a random reservoir's covariance over the moments of the input series given.

    k_h(t, t') = g^2 k(t-1, t'-1) + sigma_u^2 s_t s_t', k = E[phi phi]. The diagonal is that of
    two replicas with the same input and weights but independent noise and start, so that chaos
    counts as private variance.

    Parameters
    ----------
    inputs
        s_t, (washout + moments,), zero mean and unit variance.
    gain, input_scale, noise, activation
        g, sigma_u, sigma_n, phi.
    washout
        First moments left out of the result.

    Raises
    ------
    DomainError
        If the series is constant, not finite or not longer than the washout, a parameter lies
        outside its domain, or a linear network is unstable.

    Notes
    -----
    O(moments^2) for the kernel, O(moments^3) for its eigenmodes: 1 s at 1500 moments, closed
    activations; tanh through 31 terms of its Mehler series.

    Examples
    --------
    >>> series = np.random.default_rng(1).standard_normal(1000)
    >>> kernel = recurrent_kernel(series, gain=0.9, input_scale=1.0)
    >>> round(float(kernel.capacities(kernel.delayed(1), 20)[0]), 2)
    0.9...
    """
    s = _series(inputs, washout)
    check("recurrent_kernel", "gain", gain, Gain)
    check("recurrent_kernel", "input_scale", input_scale, InputScale)
    check("recurrent_kernel", "noise", noise, NoiseScale)
    check("recurrent_kernel", "activation", activation, Activation)
    if activation == IDENTITY and gain >= 1:
        raise refusal("recurrent_kernel", "gain", "be < 1 for a linear network", gain)
    variance, square = _variances(s, gain, input_scale, noise, activation)
    pairs = _Pairs(activation, variance)
    kernel = np.empty((s.size, s.size))
    before = np.empty(0)
    for t in range(s.size):
        row = input_scale**2 * s[t] * s[: t + 1]
        row[1:] += gain**2 * before
        before = pairs.row(row, t)
        kernel[t, : t + 1] = before
        kernel[: t + 1, t] = before
    kept = kernel[washout:, washout:]
    private = float(np.mean(square[washout:] - np.diag(kept)))
    values, modes = np.linalg.eigh(kept / kept.shape[0])
    return RecurrentKernel(
        eigenvalues=np.maximum(values, 0.0),
        modes=modes,
        private_variance=max(private, 0.0),
        inputs=s,
        washout=washout,
    )


class _Pairs:
    """E[phi(h_t) phi(h_t')] for one t and all t' <= t: closed, or by its Mehler series."""

    def __init__(self, activation: Activation, variance: FloatArray) -> None:
        self.activation, self.variance = activation, variance
        self.terms: FloatArray | None = None
        if not gaussian.has_closed_forms(activation):
            self.terms = gaussian.hermite_coefficients(activation, variance, 62)

    def row(self, covariance: FloatArray, t: int) -> FloatArray:
        v, w = self.variance[t], self.variance[: t + 1]
        if self.terms is None:
            return gaussian.product(self.activation, covariance, v, w)
        r = covariance / np.sqrt(v * w)
        weights = self.terms[: t + 1] * self.terms[t]
        total: FloatArray = np.zeros(r.size)
        for n in range(weights.shape[1] - 1, -1, -1):
            total *= r
            total += weights[:, n]
        return total


def _variances(
    s: FloatArray, gain: float, input_scale: float, noise: float, activation: Activation
) -> tuple[FloatArray, FloatArray]:
    """Variance of h and mean square of phi(h) at every moment."""
    variance, square = np.empty(s.size), np.empty(s.size)
    last = 1.0 / gain**2  # a private start: replicas must not begin synchronised
    for t, value in enumerate(s):
        variance[t] = gain**2 * last + input_scale**2 * value**2 + noise**2
        last = square[t] = float(gaussian.square(activation, variance[t]))
    return variance, square


def _series(inputs: ArrayLike, washout: int) -> FloatArray:
    where = "recurrent_kernel"
    check(where, "washout", washout, Washout)
    s = real_array(where, "inputs", inputs, 1)
    if s.size < washout + 8:
        rule = f"be one row of at least washout + 8 = {washout + 8} values"
        raise refusal(where, "inputs", rule, f"{s.size} values")
    if np.ptp(s) == 0:
        raise refusal(where, "inputs", "vary", f"the constant {s[0]:g}")
    return s
