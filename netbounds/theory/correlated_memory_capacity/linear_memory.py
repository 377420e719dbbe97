"""Exact memory of linear reservoirs: it depends on the eigenvalues of W only."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt, Lt
from numpy.typing import NDArray

from netbounds.domains import Examples, Symbol, Typical, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law

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
Delay = Annotated[int, Ge(0), Symbol("d", "steps since the input came in"), Typical(0, 12)]
Eigenvalue = Annotated[
    float, Gt(-1), Lt(1), Symbol(r"\lambda", "eigenvalue of W"), Typical(0.1, 0.9)
]
OtherEigenvalue = Annotated[
    float, Gt(-1), Lt(1), Symbol(r"\mu", "second eigenvalue of W"), Typical(-0.9, -0.1)
]
RingSize = Annotated[int, Ge(1), Symbol("n", "neurons in the ring"), Typical(1, 12)]
Radius = Annotated[float, Gt(0), Lt(1), Symbol(r"\rho", "spectral radius of W"), Typical(0.3, 0.97)]


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

    Source: capacity as in dambre2012; our own derivation.

    Examples
    --------
    >>> linear_memory_function([1/2, 1/3], 3).round(6).tolist()
    [0.972222, 0.489969, 0.335112]
    """
    from netbounds.theory.correlated_memory_capacity._kernels import blaschke_cascade

    values = _inside_unit_circle("linear_memory_function", eigenvalues)
    return np.asarray(blaschke_cascade(values, int(delays)))


@linear_memory_function.enclosure
def _(eigenvalues: Eigenvalues, delays: DelayCount) -> list[Any]:
    """Exact rationals when every eigenvalue is rational, balls otherwise."""
    import flint

    _inside_unit_circle("linear_memory_function", eigenvalues)
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


@law(
    kind=Kind.EXACT,
    source=Source("dambre2012", "definition of capacity; solved for two neurons in the docs"),
    valid="two neurons with different real eigenvalues, controllable, white input",
    formula=r"m_d = \alpha_d^{\mathsf T} \Sigma^{-1} \alpha_d,\quad"
    r"\Sigma_{ij} = \frac{1}{1 - \lambda_i \lambda_j}",
    accuracy=1e-10,
)
def two_neuron_memory(first: Eigenvalue, second: OtherEigenvalue, delay: Delay) -> float:
    """Two linear neurons remember the newest input with 1 - (product of eigenvalues)^2.

    The smallest case in which the Gramian can be inverted on paper: with W = diag(a, b) and
    u = (1, 1), Sigma_ij = 1/(1 - lambda_i lambda_j) and m_d = alpha^T Sigma^-1 alpha,
    alpha = (a^d, b^d). At d = 0 this is 1 - a^2 b^2.

    Parameters
    ----------
    first, second
        Eigenvalues a and b, real, in (-1, 1); equal values mean one Jordan block.
    delay
        d >= 0.

    Notes
    -----
    Valid when the input is white and reaches both neurons. Source: dambre2012 for the capacity.

    Examples
    --------
    >>> round(two_neuron_memory(1/2, 1/3, 0) * 36, 9)
    35.0
    """
    return float(linear_memory_function((first, second), delay + 1)[delay])


@two_neuron_memory.derivation
def _() -> Derivation:
    import sympy

    a, b = sympy.symbols("first second", real=True)
    d = sympy.Symbol("delay", integer=True, nonnegative=True)
    w, u = sympy.diag(a, b), sympy.Matrix([1, 1])
    s = sympy.Matrix(2, 2, sympy.symbols("s:4"))
    balance = s - w * s * w.T - u * u.T
    covariance = s.subs(sympy.solve(list(balance), list(s), dict=True)[0])
    inverse = covariance.inv().applyfunc(sympy.factor)
    alpha = sympy.Matrix([a**d, b**d])
    memory = (alpha.T * inverse * alpha)[0]
    newest = sympy.factor(memory.subs(d, 0))
    z = sympy.Symbol("z")
    product = (z - a) * (z - b) / ((1 - a * z) * (1 - b * z))
    beta = sympy.series(product, z, 0, 2).removeO()
    through_product = 1 - beta.coeff(z, 0) ** 2 - beta.coeff(z, 1) ** 2
    difference = sympy.simplify(through_product - memory.subs(d, 1))
    return Derivation(
        steps=(
            Step("The covariance solves the Lyapunov equation S = W S W^T + u u^T.",
                 sympy.ImmutableMatrix(covariance)),
            Step("Its inverse has a closed form.", sympy.ImmutableMatrix(inverse)),
            Step("At delay 0 the capacity is one minus the squared determinant of W.", newest),
            Step("One minus the first two squared Blaschke coefficients is m_1: no difference.",
                 difference),
        ),
        result=memory,
    )  # fmt: skip


@law(
    kind=Kind.EXACT,
    source=Source("dambre2012", "definition of capacity; roots of unity, see the docs"),
    valid="W has the spectrum radius * n-th roots of unity (a ring), controllable, white input",
    formula=r"m_d = (1 - \rho^{2n}) \rho^{2n \lfloor d/n \rfloor}",
)
def ring_memory_function(radius: Radius, n: RingSize, delay: Delay) -> float:
    """A ring of n neurons remembers the last n inputs equally well, then forgets by whole laps.

    m_d = (1 - rho^(2n)) rho^(2n floor(d/n)): the eigenvalues are rho times the n-th roots of
    unity, so their Blaschke product is (z^n - rho^n)/(1 - rho^n z^n). The same for any W with
    that spectrum. The inverse gives the radius at which a wanted memory is kept at delay 0.

    Parameters
    ----------
    radius
        Weight of every synapse, rho in (0, 1).
    n
        Number of neurons.
    delay
        d >= 0.

    Notes
    -----
    Valid when the input is white and controls the ring. Source: dambre2012 for the capacity.

    Examples
    --------
    >>> round(ring_memory_function(0.97, 20, 5), 12)
    0.704287712601
    """
    lap = 2 * n * math.log(radius)
    return -math.expm1(lap) * math.exp(lap * (delay // n))


@ring_memory_function.derivation
def _() -> Derivation:
    import sympy

    rho = sympy.Symbol("radius", positive=True)
    n = sympy.Symbol("n", integer=True, positive=True)
    d = sympy.Symbol("delay", integer=True, nonnegative=True)
    z = sympy.Symbol("z")
    roots = sympy.roots(z**4 - rho**4, z)
    four = sympy.simplify(sympy.prod([(z - r.conjugate()) / (1 - r * z) for r in roots]))
    lap = sympy.Symbol("L", positive=True)  # rho^n
    w = sympy.Symbol("w")  # z^n
    generating = (w - lap) / (1 - lap * w)
    first = sympy.simplify(generating.subs(w, 0) ** 2)
    later = sympy.simplify((sympy.diff(generating, w).subs(w, 0)) ** 2)
    one_lap = sympy.simplify(1 - first)
    two_laps = sympy.factor(one_lap - later)
    laps = sympy.floor(d / n)
    result = (1 - rho ** (2 * n)) * rho ** (2 * n * laps)
    return Derivation(
        steps=(
            Step("Four roots of unity: the Blaschke product is a function of z^4.", four),
            Step("In w = z^n it is a single factor, which starts with -rho^n.", generating),
            Step("During the first n delays one minus its square is left (L is rho^n).", one_lap),
            Step("The next n delays: every lap costs a factor rho^(2n).", two_laps),
        ),
        result=result,
    )


@ring_memory_function.inverse
def _(memory: float, *, n: int) -> float:
    """Radius at which the last n inputs are remembered with the wanted capacity each."""
    check("ring_memory_function.inverse", "memory", memory, Annotated[float, Gt(0), Lt(1)])
    check("ring_memory_function.inverse", "n", n, RingSize)
    return math.exp(math.log1p(-memory) / (2 * n))


def _inside_unit_circle(where: str, eigenvalues: Sequence[Any]) -> NDArray[np.complex128]:
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
