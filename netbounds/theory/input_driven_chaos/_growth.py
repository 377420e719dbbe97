"""Growth of a small difference between two copies of a stationary network, exact in the time step.

The covariance of the difference solves a linear equation whose part in the time lag is a discrete
Schroedinger equation; the exponent is where its ground state has energy zero.
"""

import math

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def growth_exponent(gain: float, slope_product: FloatArray, dt: float) -> float:
    """Largest Lyapunov exponent from q'(k) = E[phi' phi'] at lags k = 0, 1, ...

    Lambda = exp(lambda dt) is the root at which the largest eigenvalue of
    diag(dt^2 g^2 q'(k) - Lambda^2 - (1 - dt)^2) + (1 - dt) Lambda (shift + shift^T)
    vanishes, k from -K to K. Even ground state: folded on k >= 0.
    """
    from scipy.optimize import brentq

    keep = 1 - dt
    source = (dt * gain) ** 2 * slope_product
    if keep == 0:
        return math.log(gain * gain * float(slope_product[0])) / 2

    def energy(rate: float) -> float:
        diagonal = source - rate**2 - keep**2
        off = np.full(source.size - 1, keep * rate)
        off[0] *= math.sqrt(2)  # lag 0 has two equal neighbours
        return _largest(diagonal, off)

    low = keep * (1 + 1e-9)
    high = keep + dt * gain * math.sqrt(float(np.max(slope_product))) + 1e-9
    return math.log(brentq(energy, low, high, xtol=1e-14, rtol=1e-13)) / dt


def _largest(diagonal: FloatArray, off: FloatArray) -> float:
    from scipy.linalg import eigvalsh_tridiagonal

    last = diagonal.size - 1
    found = eigvalsh_tridiagonal(diagonal, off, select="i", select_range=(last, last))
    return float(found[0])
