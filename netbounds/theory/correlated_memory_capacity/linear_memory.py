"""Exact memory of linear reservoirs: it depends on the eigenvalues of W only."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import NDArray

from netbounds.domains import Examples, Symbol, Typical, refusal
from netbounds.law import Kind, Source, law

FloatArray = NDArray[np.float64]

Eigenvalues = Annotated[
    Any,
    Symbol(r"\lambda_k", "controllable eigenvalues of W, inside the unit circle"),
    Examples(
        (
            (0.5, 1 / 3, -0.75),
            (0.0, 0.0, 0.0),
            (0.9, 0.9, -0.3, 0.25),
            (0.6 + 0.5j, 0.6 - 0.5j, 0.2),
            (Fraction(1, 2), Fraction(1, 3)),
            (0.97j, -0.97j, 0.97, -0.97),
        )
    ),
]
DelayCount = Annotated[
    int, Ge(0), Symbol("D", "number of delays: 0 (the newest input) to D - 1"), Typical(0, 9)
]


@law(
    kind=Kind.EXACT,
    source=Source("dambre2012", "definition of capacity; eigenvalue formula derived in the docs"),
    valid="x(t) = W x(t-1) + u s(t), white s, spectral radius < 1, (W, u) controllable, all n read",
    formula=r"m_d = 1 - \sum_{j \le d} |\beta_j|^2,\quad"
    r"\prod_k \frac{z - \bar\lambda_k}{1 - \lambda_k z} = \sum_j \beta_j z^j",
    accuracy=1e-11,
)
def linear_memory_function(eigenvalues: Eigenvalues, delays: DelayCount) -> FloatArray:
    r"""A linear reservoir's memory of the input d steps ago depends on its eigenvalues only.

    m_d = 1 - sum_{j <= d} |beta_j|^2, where beta_j are the Taylor coefficients of the Blaschke
    product of the eigenvalues. m_d does not increase with d, sums to n over all d (the winding
    number), and m_0 = 1 - |det W|^2. Evaluated as a cascade of all-pass filters, which stays
    accurate where Gramian and Krylov routes lose everything (n = 40 already).

    Parameters
    ----------
    eigenvalues
        Eigenvalues of W with their multiplicity, (n,), real or complex, |lambda| < 1. Only
        those that the input controls, see `controllable_eigenvalues`.
    delays
        Number of delays D; delay 0 is the newest input, already inside x(t).

    Returns
    -------
    array
        m_0 .. m_{D-1}, each in [0, 1]. D must exceed about 20 / (1 - max |lambda|) for their sum
        to be n.

    Raises
    ------
    DomainError
        If an eigenvalue is not finite or not inside the unit circle.

    Notes
    -----
    Valid when the input is white and the readout linear on all neurons. Absolute rounding error
    about 1e-15 a section. O(n D): 0.05 s for n = 1000, D = 3000. Enclosure: exact rationals for
    rational eigenvalues, balls for floats.

    Source: capacity as in dambre2012; our own derivation, executed for two neurons in
    `two_neuron_memory.derivation()`.

    Examples
    --------
    >>> linear_memory_function([1/2, 1/3], 3).round(6).tolist()
    [0.972222, 0.489969, 0.335112]
    """
    from netbounds.theory.correlated_memory_capacity._kernels import blaschke_cascade

    values = inside_unit_circle("linear_memory_function", eigenvalues)
    return np.asarray(blaschke_cascade(values, int(delays)))


@linear_memory_function.enclosure
def _(eigenvalues: Eigenvalues, delays: DelayCount) -> list[Any]:
    """Exact rationals when every eigenvalue is rational, balls otherwise."""
    import flint

    inside_unit_circle("linear_memory_function", eigenvalues)
    values = list(eigenvalues)
    rational = all(isinstance(value, (int, Fraction)) for value in values)
    length = max(int(delays), 1)
    product: list[Any]
    if rational:
        product = [flint.fmpq(1)] + [flint.fmpq(0)] * (length - 1)
        exact = [flint.fmpq(Fraction(v).numerator, Fraction(v).denominator) for v in values]
        pairs = [(value, value) for value in exact]
    else:
        product = [flint.acb(1)] + [flint.acb(0)] * (length - 1)
        numbers = [complex(value) for value in values]
        pairs = [(flint.acb(v.real, v.imag), flint.acb(v.real, -v.imag)) for v in numbers]
    for value, conjugate in pairs:
        passed, before = product[0] * 0, product[0] * 0
        for t, now in enumerate(product):
            passed = value * passed - conjugate * now + before
            before = now
            product[t] = passed
    memory, left = [], flint.fmpq(1) if rational else flint.arb(1)
    for beta in product[: int(delays)]:
        left -= beta * beta if rational else beta.real * beta.real + beta.imag * beta.imag
        memory.append(left)
    return memory


@linear_memory_function.reference
def _(eigenvalues: Eigenvalues, delays: DelayCount) -> list[Any]:
    """Quadratic form of the Gramian of the Jordan-free companion pair, by linear algebra."""
    import mpmath

    values = [mpmath.mpc(complex(v)) if isinstance(v, complex) else mpmath.mpf(float(v))
              for v in eigenvalues]  # fmt: skip
    n = len(values)
    # companion form: controllable for any multiplicities, and its Gramian is a Toeplitz matrix
    coefficients = [mpmath.mpf(1)]
    for value in values:
        coefficients = [
            a - value * b
            for a, b in zip([*coefficients, 0], [0, *coefficients], strict=True)
        ]  # fmt: skip
    w = mpmath.matrix(n, n)
    for k in range(n):
        w[0, k] = -coefficients[k + 1]
        if k:
            w[k, k - 1] = 1
    u = mpmath.matrix(n, 1)
    u[0] = 1
    gramian, power = u * u.H, w
    for _ in range(14):  # doubling: 2^14 terms
        gramian = gramian + power * gramian * power.H
        power = power * power
    memory, column = [], u
    for _ in range(int(delays)):
        memory.append(mpmath.re((column.H * mpmath.lu_solve(gramian, column))[0]))
        column = w * column
    return memory


def inside_unit_circle(where: str, eigenvalues: Sequence[Any]) -> NDArray[np.complex128]:
    """The eigenvalues as numbers, or a refusal when one does not lie inside."""
    try:
        values = np.array([complex(value) for value in eigenvalues], dtype=np.complex128)
    except (TypeError, ValueError):
        raise refusal(where, "eigenvalues", "be a row of numbers", eigenvalues) from None
    if not np.all(np.isfinite(values)):
        raise refusal(where, "eigenvalues", "be finite", "nan or infinity")
    if values.size and np.max(np.abs(values)) >= 1:
        largest = f"modulus {np.max(np.abs(values)):.6g}"
        rule = "lie inside the unit circle"
        raise refusal(where, "eigenvalues", rule, largest, "an unstable reservoir forgets nothing")
    return values
