"""Gaussian averages to eighteen digits: derivatives from SymPy, quadrature in mpmath."""

import functools
from collections.abc import Callable
from typing import Any

from netbounds.activations import ERF, Activation

_DIGITS = 22  # of the quadrature; laws in double precision are held against it


@functools.cache
def average(activation: Activation, square: int = 0, slope: int = 0, derivative: int = 0) -> Any:
    """The function v -> E of the derivative of phi^square phi'^slope at sqrt(v) z."""
    import sympy

    x = sympy.Symbol("x", real=True)
    phi = sympy.erf(sympy.sqrt(sympy.pi) / 2 * x) if activation == ERF else sympy.tanh(x)
    inner = phi**square * sympy.diff(phi, x) ** slope
    integrand = sympy.lambdify(x, sympy.diff(inner, x, derivative), "mpmath", cse=True)

    def mean(variance: Any) -> Any:
        import mpmath

        with mpmath.workdps(_DIGITS):
            scale = mpmath.sqrt(variance)
            # the poles of tanh and the width of erf allow exp(-pi^2/(h sqrt(v))) = exp(-room);
            # every derivative raises the order of the poles
            room = 42 + 7 * derivative
            step = min(mpmath.mpf(1) / 5, mpmath.pi**2 / (room * max(scale, mpmath.mpf(1e-9))))
            total = integrand(mpmath.mpf(0)) / 2
            for k in range(1, int(9.2 / step) + 1):  # beyond 9.2 the Gaussian weighs 1e-19
                z = k * step
                total += integrand(scale * z) * mpmath.exp(-z * z / 2)
            return 2 * total * step / mpmath.sqrt(2 * mpmath.pi)

    return mean


def root(function: Callable[[Any], Any], low: Any, high: Any) -> Any:
    """The zero between two values at which the function has opposite signs."""
    import mpmath

    with mpmath.workdps(_DIGITS):
        ends = (mpmath.mpf(low), mpmath.mpf(high))
        return mpmath.findroot(function, ends, solver="anderson", tol=mpmath.mpf(10) ** (-36))


def full_integral(activation: Activation, variance: Any) -> Any:
    """Integral of E[phi phi](c; v) over c in (0, v): the variance of the antiderivative."""
    import mpmath

    v = mpmath.mpf(variance)
    if activation == ERF:
        half = mpmath.pi / 2
        return mpmath.quad(lambda x: 2 / mpmath.pi * mpmath.asin(half * x / (1 + half * v)), [0, v])
    first, second = (ln_cosh_moment(v, power) for power in (1, 2))
    return second - first**2


def ln_cosh_moment(variance: Any, power: int) -> Any:
    """E of a power of ln cosh at N(0, variance)."""
    import mpmath

    with mpmath.workdps(_DIGITS):
        scale = mpmath.sqrt(variance)
        step = min(mpmath.mpf(1) / 5, mpmath.pi**2 / (42 * max(scale, mpmath.mpf(1e-9))))
        total = mpmath.mpf(0)
        for k in range(1, int(9.2 / step) + 1):
            z = k * step
            total += mpmath.log(mpmath.cosh(scale * z)) ** power * mpmath.exp(-z * z / 2)
        return 2 * total * step / mpmath.sqrt(2 * mpmath.pi)


def pair_integral(activation: Activation, covariance: Any, variance: Any) -> Any:
    """Integral of E[phi phi](c; v) over c up to the covariance, by a double sum for tanh."""
    import numpy as np

    # E[phi phi] on Gauss-Legendre nodes in the angle arcsin(c/v), where it is analytic
    from netbounds.theory import gaussian

    angle = float(np.arcsin(min(1.0, float(covariance / variance))))
    nodes, weights = np.polynomial.legendre.leggauss(40)
    at = angle * (nodes + 1) / 2
    values = gaussian.product(activation, float(variance) * np.sin(at), float(variance))
    return float(values @ (weights * np.cos(at))) * angle / 2 * float(variance)
