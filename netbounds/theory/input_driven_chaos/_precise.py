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
