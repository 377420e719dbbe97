"""Memory and nonlinear capacity of few readouts, for any activation, noise or chaos.

Few readouts L << n behave like L independent draws from a Gaussian process over input histories.
Its covariance is the recurrent kernel; a deterministic equivalent turns the kernel's eigenmodes
into capacities. Our own derivation for the question of Takasu and Aoyagi, heuristic.
"""

import math
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray

from netbounds.activations import ERF, IDENTITY, Activation
from netbounds.domains import Examples, Symbol, Typical, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.correlated_memory_capacity.linear_memory import DelayCount
from netbounds.theory.correlated_memory_capacity.linear_response import ReadoutCount
from netbounds.theory.correlated_memory_capacity.recurrent_kernel import (
    Gain,
    InputScale,
    InputSeries,
    NoiseScale,
    Washout,
    recurrent_kernel,
)

FloatArray = NDArray[np.float64]

FewReadouts = Annotated[int, Ge(1), Symbol("L", "readout neurons, L << n"), Typical(1, 1)]
SeriesActivation = Annotated[
    Activation, Symbol(r"\phi", "activation function"), Examples((ERF, IDENTITY))
]


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
    unresolved = kappa * (matrix + kappa * mpmath.eye(n)) ** -1
    total = mpmath.mpf(0)
    for d in range(int(delays)):
        y = mpmath.matrix([s[t - d] for t in moments])
        power = (y.T * y)[0]
        chance = sum((1 - unresolved[t, t]) * y[t] ** 2 for t in range(n)) / power
        total += (1 - (y.T * unresolved * y)[0] / power - chance) / (1 - chance)
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
