"""Memory capacity of random reservoirs with some of the correlations left out, to compare with."""

from typing import Any

from netbounds.domains import NeuronCount
from netbounds.law import Kind, Source, law
from netbounds.theory.correlated_memory_capacity.linear_response import (
    VALID,
    EffectiveRadius,
    ReadoutCount,
    SignalPower,
    checked_size,
    readout_memory_curve,
)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "the question; our own derivation in the docs"),
    valid=VALID + "; capacity small against the number of readouts",
    formula=r"M = \sum_d \frac{S J_d}{1 + S J_d},\quad J_d = J_d(\alpha = L/n)",
    error="too large by the share of readout dimensions that recalled inputs occupy, M/L",
    accuracy=1e-10,
)
def noninterfering_memory_capacity(
    readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower
) -> float:
    """Memory capacity if inputs of different age did not share readout dimensions.

    M = sum_d S J_d / (1 + S J_d) with the Fisher memory of all L readouts.

    Parameters
    ----------
    readouts, n, radius, signal
        As in `readout_memory_capacity`.

    Raises
    ------
    DomainError
        If there are more readouts than neurons.

    Notes
    -----
    Valid when M << L. At n = 400, rho = 0.9, S = 100 it is 14 % too large at L = 20 and
    6 % at L = 80. Source: takasu2025 asked; the law is ours.

    Examples
    --------
    >>> round(noninterfering_memory_capacity(20, 400, 0.9, 100.0), 3)
    3.352
    """
    from netbounds.theory.correlated_memory_capacity._kernels import capacity_of_curve

    size = checked_size(readouts, n)
    return float(capacity_of_curve(readouts / size, radius**2, float(signal)))


@noninterfering_memory_capacity.reference
def _(readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower) -> Any:
    import mpmath

    checked_size(readouts, n)
    with mpmath.workdps(25):
        curve = readout_memory_curve.reference(readouts / n, radius, int(60 / (1 - radius)))
        return mpmath.fsum(signal * j / (1 + signal * j) for j in curve)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "signal correlations only"),
    valid="as readout_memory_capacity, correlations of the private noise neglected",
    formula=r"M = \sum_d \frac{L \alpha_d}{1 + L \alpha_d},\quad"
    r" \alpha_d = \frac{S}{n} (1 - \rho^2) \rho^{2d}",
    error="too large by tens of percent at L of order n",
    accuracy=1e-11,
)
def decoupled_memory_capacity(
    readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower
) -> float:
    """Memory capacity if neurons shared the signal but their noise were uncorrelated.

    M = sum_d L alpha_d / (1 + L alpha_d), alpha_d = (S/n)(1 - rho^2) rho^(2d).

    Parameters
    ----------
    readouts, n, radius, signal
        As in `readout_memory_capacity`.

    Raises
    ------
    DomainError
        If there are more readouts than neurons.

    Notes
    -----
    Valid when L << n and M << L. Source: takasu2025 names the approximation.

    Examples
    --------
    >>> round(decoupled_memory_capacity(400, 400, 0.9, 100.0), 2)
    14.69
    """
    share = readouts / checked_size(readouts, n) * signal * (1 - radius**2)
    total, part = 0.0, 1.0
    while part > 1e-17 * total:
        part = share / (1 + share)
        total += part
        share *= radius**2
    return total


@decoupled_memory_capacity.reference
def _(readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower) -> Any:
    import mpmath

    checked_size(readouts, n)
    square = mpmath.mpf(radius) ** 2
    share = mpmath.mpf(readouts) / n * signal * (1 - square)
    return mpmath.nsum(lambda d: share * square**d / (1 + share * square**d), [0, mpmath.inf])


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "no correlations"),
    valid="as readout_memory_capacity, all correlations between neurons neglected",
    formula=r"M = L S / n",
    error="proportional to L: wrong as soon as M is of order 1",
)
def independent_memory_capacity(
    readouts: ReadoutCount, n: NeuronCount, signal: SignalPower
) -> float:
    """Memory capacity if neurons were independent: proportional to the number of readouts.

    M = L S / n; the sum of L (S/n)(1 - rho^2) rho^(2d) over delays does not depend on rho.

    Parameters
    ----------
    readouts, n, signal
        As in `readout_memory_capacity`.

    Raises
    ------
    DomainError
        If there are more readouts than neurons.

    Notes
    -----
    Valid only when M << 1. Source: takasu2025 names the approximation.

    Examples
    --------
    >>> independent_memory_capacity(20, 400, 100.0)
    5.0
    """
    return readouts * signal / checked_size(readouts, n)


@independent_memory_capacity.reference
def _(readouts: ReadoutCount, n: NeuronCount, signal: SignalPower) -> Any:
    import mpmath

    square = mpmath.mpf("0.81")
    share = mpmath.mpf(readouts) / n * signal * (1 - square)
    return mpmath.nsum(lambda d: share * square**d, [0, mpmath.inf])
