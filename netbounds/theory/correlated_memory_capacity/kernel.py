"""Memory and nonlinear capacity of few readouts, for any activation, noise or chaos.

Few readouts L << n behave like L independent draws from a Gaussian process over input histories.
Its covariance is the recurrent kernel; a deterministic equivalent turns the kernel's eigenmodes
into capacities. Our own derivation for the question of Takasu and Aoyagi, heuristic.
"""

import math
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt
from numpy.typing import ArrayLike, NDArray

from netbounds.activations import ERF, IDENTITY, Activation
from netbounds.domains import Examples, Symbol, Typical, check, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory import gaussian
from netbounds.theory.correlated_memory_capacity.linear_memory import DelayCount
from netbounds.theory.correlated_memory_capacity.linear_response import ReadoutCount

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
Washout = Annotated[int, Ge(0), Symbol("w", "steps left out at the start"), Typical(9, 12)]
FewReadouts = Annotated[int, Ge(1), Symbol("L", "readout neurons, L << n"), Typical(1, 1)]
SeriesActivation = Annotated[
    Activation, Symbol(r"\phi", "activation function"), Examples((ERF, IDENTITY))
]


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

    def capacities(self, targets: ArrayLike, readouts: int) -> FloatArray:
        """Capacities of targets (k, moments after the washout), corrected for their finite number.

        The correction is that of adjusted R^2, with the effective number of regressors
        sum mu/(mu + kappa) instead of L.
        """
        kappa = self.resolution(readouts)
        shrink = self.eigenvalues / (self.eigenvalues + kappa)
        wanted = np.atleast_2d(np.asarray(targets, dtype=float))
        share = (wanted @ self.modes) ** 2 / np.sum(wanted**2, axis=1, keepdims=True)
        chance = float(shrink.sum()) / self.eigenvalues.size
        return np.asarray((share @ shrink - chance) / (1 - chance))

    def delayed(self, delays: int) -> FloatArray:
        """The inputs d = 0 .. delays-1 steps ago, (delays, moments)."""
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


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "the question; our own derivation in the docs"),
    valid="i.i.d. weights (dense or sparse), L << n, white input; our own derivation, heuristic",
    formula=r"\sum_k \frac{\mu_k}{\mu_k + \kappa} + \frac{D}{\kappa} = L,\quad"
    r" C[y] = \sum_k \frac{\langle y, e_k \rangle^2}{\langle y^2 \rangle}"
    r" \frac{\mu_k}{\mu_k + \kappa}",
    error="about 2 % and L/(2n) relative; 0.05 absolute between input series of 3000 values",
    accuracy=1e-8,
)
def kernel_memory_capacity(
    readouts: FewReadouts,
    inputs: InputSeries,
    *,
    gain: Gain,
    input_scale: InputScale,
    noise: NoiseScale = 0.0,
    activation: SeriesActivation = ERF,
    delays: DelayCount = 40,
    washout: Washout = 200,
) -> float:
    """Few readouts resolve the strongest modes of the input history, whatever the activation.

    Memory capacity within the given delays: the sum over d of C[s(t - d)], where L readouts
    resolve the kernel's eigenmodes down to mu = kappa. As L grows kappa falls, linear memory
    saturates, and the modes of higher polynomial order take the rest.

    Parameters
    ----------
    readouts
        L; the series must hold at least 8 L values after the washout.
    inputs
        s_t, (washout + moments,).
    gain, input_scale, noise, activation
        g, sigma_u, sigma_n and phi of the reservoir.
    delays
        Number of delays, at most washout + 1.
    washout
        First values that only serve as history.

    Raises
    ------
    DomainError
        If the series is too short for the readouts or the delays, or constant.

    Notes
    -----
    Valid for L << n. Heuristic: independent readouts, deterministic equivalent of the kernel.
    Use `recurrent_kernel` for several L, single delays or nonlinear targets: it is the part that
    costs. Source: takasu2025 asked; the law is ours.

    Examples
    --------
    >>> series = np.random.default_rng(1).standard_normal(1200)
    >>> round(kernel_memory_capacity(20, series, gain=0.9, input_scale=1.0), 1)
    5.2
    """
    kernel = recurrent_kernel(
        inputs, gain=gain, input_scale=input_scale, noise=noise, activation=activation,
        washout=washout,
    )  # fmt: skip
    return float(kernel.capacities(kernel.delayed(delays), readouts).sum())


@kernel_memory_capacity.reference
def _(
    readouts: FewReadouts,
    inputs: InputSeries,
    *,
    gain: Gain,
    input_scale: InputScale,
    noise: NoiseScale = 0.0,
    activation: SeriesActivation = ERF,
    delays: DelayCount = 40,
    washout: Washout = 200,
) -> Any:
    """Entry by entry; capacities from y^T K (K + n kappa)^-1 y, without eigenvectors."""
    import mpmath

    s = [mpmath.mpf(float(value)) for value in inputs]
    g, u, xi = mpmath.mpf(gain) ** 2, mpmath.mpf(input_scale) ** 2, mpmath.mpf(noise) ** 2
    half = mpmath.pi / 2

    def phi(c: Any, v: Any, w: Any) -> Any:
        if activation == IDENTITY:
            return c
        return mpmath.asin(half * c / mpmath.sqrt((1 + half * v) * (1 + half * w))) / half

    v = [u * s[0] ** 2 + xi + 1]
    for value in s[1:]:
        v.append(g * phi(v[-1], v[-1], v[-1]) + u * value**2 + xi)
    k: dict[tuple[int, int], Any] = {}
    for t in range(len(s)):
        for r in range(t + 1):
            c = u * s[t] * s[r] + (g * k[t - 1, r - 1] if r else 0)
            k[t, r] = k[r, t] = phi(c, v[t], v[r])
    moments = range(washout, len(s))
    n = len(moments)
    private = mpmath.fsum(phi(v[t], v[t], v[t]) - k[t, t] for t in moments) / n
    matrix = mpmath.matrix([[k[t, r] / n for r in moments] for t in moments])

    modes = list(mpmath.eigsy(matrix, eigvals_only=True))

    def surplus(log_kappa: Any) -> Any:
        kappa = mpmath.exp(log_kappa)
        return sum(mu / (mu + kappa) for mu in modes) + private / kappa - readouts

    bracket = (mpmath.mpf(-9), mpmath.mpf(3))
    kappa = mpmath.exp(mpmath.findroot(surplus, bracket, solver="anderson"))
    chance = sum(mu / (mu + kappa) for mu in modes) / n
    total = mpmath.mpf(0)
    for d in range(int(delays)):
        y = mpmath.matrix([s[t - d] for t in moments])
        rest = kappa * (y.T * mpmath.lu_solve(matrix + kappa * mpmath.eye(n), y))[0]
        total += (1 - rest / (y.T * y)[0] - chance) / (1 - chance)
    return total


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "linear case of the kernel law"),
    valid="linear network, L << n; i.i.d. or orthogonal weights, dense or sparse; no noise",
    formula=r"m_d = \frac{\mu_d}{\mu_d + \kappa},\; \mu_d = g^{2d},\; \sum_d m_d = L",
    error="O(L/n)",
    accuracy=1e-10,
)
def small_readout_memory_function(
    readouts: ReadoutCount, gain: Gain, delays: DelayCount
) -> FloatArray:
    """L noise-free linear readouts recall L inputs altogether, the newest ones best.

    m_d = g^(2d)/(g^(2d) + kappa), kappa from sum over all d of m_d = L: a Fermi function of the
    delay, with step at d = L and a width of 1/ln(1/g^2).

    Parameters
    ----------
    readouts
        L << n.
    gain
        g < 1.
    delays
        Number of delays D.

    Raises
    ------
    DomainError
        If the gain is not below 1.

    Notes
    -----
    Valid for L << n; with L = n see `linear_memory_function`, which differs between weight
    matrices. Source: takasu2025 asked; the law is ours.

    Examples
    --------
    >>> small_readout_memory_function(20, 0.9, 21)[[0, 5, 20]].round(3).tolist()
    [0.984, 0.954, 0.47]
    """
    from scipy.optimize import brentq

    if gain >= 1:
        raise refusal("small_readout_memory_function", "gain", "be < 1", gain)
    every = np.arange(readouts + math.ceil(20 / -math.log(gain)) + 40)
    log_mode = 2 * math.log(gain) * every

    def surplus(log_kappa: float) -> float:
        return float(np.sum(1 / (1 + np.exp(log_kappa - log_mode)))) - readouts

    root = brentq(surplus, 2 * math.log(gain) * (readouts + 2) - 2, 50, xtol=1e-14, rtol=1e-14)
    wanted = 2 * math.log(gain) * np.arange(delays)
    return np.asarray(1 / (1 + np.exp(root - wanted)))


@small_readout_memory_function.reference
def _(readouts: ReadoutCount, gain: Gain, delays: DelayCount) -> list[Any]:
    import mpmath

    mode = mpmath.mpf(gain) ** 2
    count = int(readouts + 130 / -mpmath.log(mode)) + 1

    def surplus(log_kappa: Any) -> Any:
        kappa = mpmath.exp(log_kappa)
        return mpmath.fsum(mode**d / (mode**d + kappa) for d in range(count)) - readouts

    start = mpmath.log(mode) * (readouts - mpmath.mpf(1) / 2)
    kappa = mpmath.exp(mpmath.findroot(surplus, (start - 1, start + 2), solver="anderson"))
    return [mode**d / (mode**d + kappa) for d in range(int(delays))]


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
    s = np.asarray(inputs, dtype=float)
    if s.ndim != 1 or s.size < washout + 8:
        rule = f"be one row of at least washout + 8 = {washout + 8} values"
        raise refusal(where, "inputs", rule, f"shape {s.shape}")
    if not np.all(np.isfinite(s)):
        raise refusal(where, "inputs", "be finite", "nan or infinity")
    if np.ptp(s) == 0:
        raise refusal(where, "inputs", "vary", f"the constant {s[0]:g}")
    return s
