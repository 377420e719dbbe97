"""Memory functions that can be written down: two neurons, rings."""

import math
from typing import Annotated

from annotated_types import Ge, Gt, Lt

from netbounds.domains import Symbol, Typical, check
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.correlated_memory_capacity.linear_memory import linear_memory_function

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
    w, u, one = sympy.diag(a, b), sympy.Matrix([1, 1]), sympy.eye(2)
    s = sympy.Matrix(2, 2, sympy.symbols("s:4"))
    balance = s - w * s * w.T - u * u.T
    covariance = s.subs(sympy.solve(list(balance), list(s), dict=True)[0])
    inverse = covariance.inv().applyfunc(sympy.factor)
    # with covariance = R R^T, V = R^-1 W R and b = R^-1 u the balance reads V V^T + b b^T = 1;
    # R drops out of <V^i b, V^j b> = (W^i u)^T covariance^-1 (W^j u)
    y, z = sympy.symbols("y z")
    kernel = sympy.factor(((one - y * w).inv() * u).dot(inverse * (one - z * w).inv() * u))
    product = (z - a) * (z - b) / ((1 - a * z) * (1 - b * z))
    reproducing = (1 - product.subs(z, y) * product) / (1 - y * z)
    difference = sympy.cancel(sympy.together(kernel - reproducing))
    beta = sympy.series(product, z, 0, 2).removeO()
    through_product = 1 - beta.coeff(z, 0) ** 2 - beta.coeff(z, 1) ** 2
    alpha = sympy.Matrix([a**d, b**d])
    memory = (alpha.T * inverse * alpha)[0]
    newest = sympy.factor(memory.subs(d, 0))
    rest = sympy.simplify(through_product - memory.subs(d, 1))
    return Derivation(
        steps=(
            Step("The covariance solves the Lyapunov equation S = W S W^T + u u^T.",
                 sympy.ImmutableMatrix(covariance)),
            Step("Its inverse has a closed form.", sympy.ImmutableMatrix(inverse)),
            Step("In whitened states W is a contraction V with V V^T + b b^T = 1; the overlaps of "
                 "V^i b and V^j b have the generating function:", kernel),
            Step("It is the reproducing kernel (1 - B(y) B(z))/(1 - y z) of the Blaschke product B "
                 "of the eigenvalues: no difference.", difference),
            Step("Its diagonal coefficients are one minus sums of squared coefficients of B; for "
                 "delay 1, no difference.", rest),
            Step("At delay 0 the capacity is one minus the squared determinant of W.", newest),
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
