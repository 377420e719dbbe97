"""Fisher memory of normal networks: orthogonal, symmetric, any."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.correlated_memory_capacity.linear_memory import (
    DelayCount,
    Eigenvalues,
    inside_unit_circle,
)
from netbounds.theory.correlated_memory_capacity.linear_response import (
    EffectiveRadius,
    ReadoutFraction,
)
from netbounds.theory.correlated_memory_capacity.special_memory import Delay


@law(
    kind=Kind.EXACT,
    source=Source("ganguli2008", "Eq. 10, orthogonal networks"),
    valid="W = rho times an orthogonal matrix, white private noise of variance 1",
    formula=r"J_d = \alpha (1 - \rho^2) \rho^{2d}",
)
def orthogonal_fisher_memory(
    readout_fraction: ReadoutFraction, radius: EffectiveRadius, delay: Delay
) -> float:
    """Orthogonal weights make no noise correlations: Fisher memory falls like the signal.

    J_d = alpha (1 - rho^2) rho^(2d), averaged over input directions; sums to alpha.

    Parameters
    ----------
    readout_fraction
        alpha, share of the neurons that are read.
    radius
        rho.
    delay
        d >= 0.

    Notes
    -----
    Valid for every n. Source: ganguli2008 (all neurons read).

    Examples
    --------
    >>> round(orthogonal_fisher_memory(0.5, 0.8, 1), 6)
    0.1152
    """
    return -readout_fraction * math.expm1(2 * math.log(radius)) * radius ** (2 * delay)


@orthogonal_fisher_memory.derivation
def _() -> Derivation:
    import sympy

    alpha, rho = sympy.symbols("readout_fraction radius", positive=True)
    d = sympy.Symbol("delay", integer=True, nonnegative=True)
    k, c = sympy.Symbol("k", integer=True, nonnegative=True), sympy.Symbol("c", positive=True)
    covariance = sympy.solve(sympy.Eq(c, 1 + rho**2 * c), c)[0]
    memory = sympy.simplify(alpha * rho ** (2 * d) / covariance)
    total = sympy.summation(rho ** (2 * k), (k, 0, sympy.oo)).args[0][0] * alpha / covariance
    return Derivation(
        steps=(
            Step("The noise covariance is c times the identity, c = 1 + rho^2 c.", covariance),
            Step("Of a direction of squared length rho^(2d), alpha lies on the readouts.", memory),
            Step("All delays together hold alpha.", sympy.simplify(total)),
        ),
        result=memory,
    )


@law(
    kind=Kind.EXACT,
    source=Source("ganguli2008", "normal networks"),
    valid="normal W (W W^T = W^T W), white private noise of variance 1, all neurons read",
    formula=r"J_d = \frac{1}{n} \sum_k |\lambda_k|^{2d} (1 - |\lambda_k|^2)",
    accuracy=1e-11,
)
def normal_fisher_memory(eigenvalues: Eigenvalues, delays: DelayCount) -> NDArray[np.float64]:
    """Whatever a normal network looks like, its Fisher memory of all delays together is 1.

    J_d = mean over eigenvalues of |lambda|^(2d) (1 - |lambda|^2), averaged over input
    directions. Non-normal networks hold more in some directions and less in others.

    Parameters
    ----------
    eigenvalues
        Of W, (n,), real or complex, inside the unit circle.
    delays
        Number of delays D.

    Returns
    -------
    array
        J_0 .. J_{D-1}.

    Raises
    ------
    DomainError
        If there is no eigenvalue, or one is not finite or not inside the unit circle.

    Notes
    -----
    Valid for every n. Source: ganguli2008.

    Examples
    --------
    >>> normal_fisher_memory([0.5, -0.5, 0.0], 3).round(6).tolist()
    [0.833333, 0.125, 0.03125]
    """
    values = inside_unit_circle("normal_fisher_memory", eigenvalues)
    if values.size == 0:
        raise refusal("normal_fisher_memory", "eigenvalues", "hold at least one number", "none")
    square = np.abs(values) ** 2
    return np.asarray((square ** np.arange(delays)[:, None] * (1 - square)).mean(axis=1))


@normal_fisher_memory.reference
def _(eigenvalues: Eigenvalues, delays: DelayCount) -> list[Any]:
    """Signal over noise in each mode, the noise summed lap by lap."""
    import mpmath

    square = [mpmath.re(mpmath.mpc(complex(v)) * mpmath.mpc(complex(v)).conjugate())
              if isinstance(v, complex) else mpmath.mpf(float(v)) ** 2
              for v in eigenvalues]  # fmt: skip
    noise = [mpmath.nsum(lambda k, x=x: x**k, [0, mpmath.inf]) if x else 1 for x in square]
    count = len(square)
    return [
        mpmath.fsum(x**d / c for x, c in zip(square, noise, strict=True)) / count
        for d in range(int(delays))
    ]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("ganguli2008", "normal networks; moments of the semicircle"),
    valid="symmetric i.i.d. weights of spectral radius rho, n -> infinity, private noise 1, all "
    "neurons read",
    formula=r"J_d = C_d (\rho/2)^{2d} - C_{d+1} (\rho/2)^{2d+2},\quad"
    r" C_d = \frac{1}{d+1} \binom{2d}{d}",
    error="O(1/n)",
    accuracy=1e-11,
)
def symmetric_fisher_memory(radius: EffectiveRadius, delay: Delay) -> float:
    """Symmetric random weights keep the newest input best: J_0 = 1 - rho^2/4.

    Mean of lambda^(2d) (1 - lambda^2) over the semicircle of radius rho, whose moments are
    Catalan numbers C_d times (rho/2)^(2d). All delays together hold 1.

    Parameters
    ----------
    radius
        rho, the edge of the semicircle.
    delay
        d >= 0.

    Notes
    -----
    Valid for large n. Source: ganguli2008 for normal networks.

    Examples
    --------
    >>> round(symmetric_fisher_memory(0.8, 1), 6)  # rho^2/4 - rho^4/8
    0.1088
    """
    # C_{d+1}/C_d = (4d + 2)/(d + 2); in logarithms, since Catalan numbers overflow at d = 510
    log_catalan = math.lgamma(2 * delay + 1) - math.lgamma(delay + 1) - math.lgamma(delay + 2)
    first = math.exp(log_catalan + 2 * delay * math.log(radius / 2))
    return first * (1 - (4 * delay + 2) / (delay + 2) * radius**2 / 4)


@symmetric_fisher_memory.reference
def _(radius: EffectiveRadius, delay: Delay) -> Any:
    """Integral over the semicircle."""
    import mpmath

    rho = mpmath.mpf(radius)

    def weight(angle: Any) -> Any:
        x = rho * mpmath.cos(angle)
        return 2 / mpmath.pi * mpmath.sin(angle) ** 2 * x ** (2 * delay) * (1 - x**2)

    return mpmath.quad(weight, [0, mpmath.pi / 2, mpmath.pi])
