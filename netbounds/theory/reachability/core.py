"""The giant strong component as a random number: how rare, how variable."""

import math
from typing import TYPE_CHECKING

from netbounds.domains import MeanDegree
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability._balls import until_settled
from netbounds.theory.reachability.giant import giant_out_fraction

if TYPE_CHECKING:
    import mpmath
    import sympy as sp


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("wright1971", "through the exponent of the largest component's exact law"),
    valid="D(n, K/n), n -> infinity at fixed mean degree",
    error="(ln S_n)/n differs by O(1/n)",
    formula=r"\psi(K) = 2 \ln z + \frac{(1-z)^2}{z} \ln(1-z),\quad K = -z \ln(1-z)",
)
def strong_connectivity_rate(mean_degree: MeanDegree) -> float:
    r"""Exponential rate at which strong connectivity dies out with size at fixed mean degree.

    :math:`S_n \approx e^{n\psi(K)}` with

    .. math:: \psi = 2 \ln z + \frac{(1-z)^2}{z} \ln(1-z), \qquad K = -z \ln(1-z)

    where :math:`S_n` is the probability that D(n, K/n) is strongly connected, K the mean
    in-degree (synapses a neuron) and z the solution in (0, 1). It tends to
    :math:`-2 e^{-K}` for large K: the silent and the unheard neurons.

    Parameters
    ----------
    mean_degree
        K, synapses that a neuron receives on average.

    Returns
    -------
    float
        psi, per neuron (dimensionless), negative; relative error below 1e-12.

    Raises
    ------
    DomainError
        If `mean_degree` is not a positive number.

    Notes
    -----
    Valid when n is large at fixed K. Source: Wright (1971) counts the strong graphs; the rate is
    derived here (`derivation`) from the fact that a giant core exists.

    Examples
    --------
    >>> round(strong_connectivity_rate(3.0), 11)
    -0.09502286546
    """
    depth = _depth(mean_degree)  # L = -log(1 - z)
    w, z = math.exp(-depth), -math.expm1(-depth)
    log_z = math.log1p(-w) if w < 0.5 else math.log(z)
    return 2 * log_z - w * w * depth / z


def _depth(mean_degree: float) -> float:
    """L that solves K = L (1 - exp(-L)): like sqrt(K) for few synapses, like K for many."""
    depth = max(math.sqrt(mean_degree), mean_degree)
    for _ in range(60):
        z = -math.expm1(-depth)
        step = (depth * z - mean_degree) / (z + depth * math.exp(-depth))
        depth -= step
        if abs(step) <= 1e-16 * depth:
            break
    return depth


@strong_connectivity_rate.reference
def _(mean_degree: float) -> "mpmath.mpf":
    import mpmath

    def evaluate() -> "mpmath.mpf":
        degree = mpmath.mpf(mean_degree)
        low, high = mpmath.mpf(0), mpmath.sqrt(degree) + degree + 1
        for _ in range(int(mpmath.mp.prec) + 20):  # bisection: slow, and sure
            middle = (low + high) / 2
            above = middle * (1 - mpmath.exp(-middle)) > degree
            low, high = (low, middle) if above else (middle, high)
        z = 1 - mpmath.exp(-low)
        return 2 * mpmath.log(z) + (1 - z) ** 2 / z * mpmath.log(1 - z)

    return until_settled(evaluate)


@strong_connectivity_rate.derivation
def _() -> Derivation:
    import sympy as sp

    exponent, x, y, degree = _core_exponent()
    zeta = sp.Symbol("zeta", positive=True)
    psi = sp.Symbol("psi")
    at_core = _at_giant(exponent + x * psi, x, y, degree, zeta)
    rate = sp.expand(sp.solve(at_core, psi)[0])
    own_degree = sp.simplify((degree * x).subs({x: zeta**2, degree: -sp.log(1 - zeta) / zeta}))
    z = sp.Rational(3, 4)
    result = rate.subs(zeta, z)
    return Derivation(
        steps=(
            Step("A core of xn neurons reaching yn others has exponent x psi(K x) plus:", exponent),
            Step(
                "Core and reached make up zeta, which solves:",
                sp.Eq(-sp.log(1 - zeta) / zeta, degree),
            ),
            Step("That core is there almost surely, so its exponent is zero:", sp.Eq(at_core, 0)),
            Step("Solved for the rate:", rate),
            Step("The core's own mean degree K x is:", own_degree),
            Step("For instance at zeta = 3/4:", result),
        ),
        result=result,
        example={"mean_degree": float(own_degree.subs(zeta, z))},
    )


def _core_exponent() -> "tuple[sp.Expr, sp.Symbol, sp.Symbol, sp.Symbol]":
    """Exponent of a core of xn that reaches yn others, without the core's own rate x psi(K x)."""
    import sympy as sp

    x, y, degree = sp.symbols("x y mean_degree", positive=True)
    rest = 1 - x - y
    choices = -x * sp.log(x) - y * sp.log(y) - rest * sp.log(rest)
    all_reached = y * sp.log(1 - sp.exp(-degree * (x + y)))
    absent = -degree * ((x + y) * rest + x * y)
    return choices + all_reached + absent, x, y, degree


def _at_giant(
    expression: "sp.Expr", x: "sp.Symbol", y: "sp.Symbol", degree: "sp.Symbol", zeta: "sp.Symbol"
) -> "sp.Expr":
    """The expression at the typical core, in terms of zeta alone."""
    import sympy as sp

    typical = expression.subs({x: zeta**2, y: zeta * (1 - zeta)})
    typical = typical.replace(sp.exp, lambda power: sp.exp(sp.expand(power)))
    for sign in (1, -1):  # exp(-K zeta) = 1 - zeta
        typical = typical.subs(sp.exp(sign * degree * zeta), (1 - zeta) ** -sign)
    typical = typical.replace(sp.log, lambda inside: sp.log(sp.factor(inside)))
    split = sp.expand_log(typical, force=True).replace(
        sp.log, lambda inside: sp.log(1 - zeta) if inside == zeta - 1 else sp.log(inside)
    )
    # factor() writes 1 - zeta as -(zeta - 1); each log is of a positive number, so it is real
    real = split.subs(sp.I, 0)
    return sp.factor(real.subs(degree, -sp.log(1 - zeta) / zeta))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("turcu2022", "percolation surrogate, DGPercolation"),
    valid="D(n, K/n), n -> infinity at fixed mean degree > 1",
    error="relative O(1/n)",
    formula=r"\frac{\mathrm{Var}\,L}{n} \to \frac{\zeta^2 (1-\zeta)(1+K(1-\zeta))"
    r"(1+\zeta-K(1-\zeta)^2)}{(1-K(1-\zeta))^2}",
)
def giant_component_variance(mean_degree: MeanDegree) -> float:
    r"""Variance of the size of the giant strong component, per neuron.

    :math:`\mathrm{Var}(L)/n` tends to

    .. math:: \frac{\zeta^2 (1-\zeta)(1+K(1-\zeta))(1+\zeta-K(1-\zeta)^2)}{(1-K(1-\zeta))^2}

    where L is the size of the largest strong component, :math:`\zeta` the fraction of neurons
    that it reaches and K the mean in-degree. Dimensionless (neurons squared over neurons).

    Parameters
    ----------
    mean_degree
        K, synapses that a neuron receives on average; at K <= 1 there is no giant: 0.

    Returns
    -------
    float
        Variance over n; relative error below 1e-12.

    Raises
    ------
    DomainError
        If `mean_degree` is not a positive number.

    Notes
    -----
    Valid for D(n, K/n) at K > 1, n large. D(n, m) varies less: there the number of synapses does
    not fluctuate. Source: Gaussian expansion of the exact law of the largest component
    (`derivation`).

    Examples
    --------
    >>> round(giant_component_variance(3.0), 10)
    0.1774550032
    """
    zeta = giant_out_fraction(mean_degree)
    if zeta == 0:
        return 0.0
    left_out = math.exp(-mean_degree * zeta)
    # 1 - K(1 - zeta), from K = -log(1 - zeta)/zeta, without the cancellation at K -> 1
    gap = _damping(zeta) if zeta < 0.2 else 1 - mean_degree * left_out
    spread = 2 * zeta + left_out * gap  # = 1 + zeta - K(1 - zeta)^2
    return zeta**2 * left_out * (1 + mean_degree * left_out) * spread / gap**2


def _damping(zeta: float) -> float:
    """1 + (1 - z) log(1 - z)/z as its series, the sum of z^k/(k (k + 1))."""
    return math.fsum(zeta**k / (k * (k + 1)) for k in range(1, 28))


@giant_component_variance.reference
def _(mean_degree: float) -> "mpmath.mpf":
    import mpmath

    if mean_degree <= 1:
        return mpmath.mpf(0)

    def evaluate() -> "mpmath.mpf":
        degree = mpmath.mpf(mean_degree)
        out = -mpmath.lambertw(-degree * mpmath.exp(-degree)).real / degree
        gap = 1 - degree * out
        return (1 - out) ** 2 * out * (1 + degree * out) * (2 - out - degree * out**2) / gap**2

    return until_settled(evaluate)


@giant_component_variance.derivation
def _() -> Derivation:
    import sympy as sp

    exponent, x, y, degree = _core_exponent()
    zeta, slope, bend = sp.symbols("zeta psi_1 psi_2", positive=True)
    own_degree = -zeta * sp.log(1 - zeta)
    rate = 2 * sp.log(zeta) + (1 - zeta) ** 2 / zeta * sp.log(1 - zeta)
    first = sp.factor(sp.diff(rate, zeta) / sp.diff(own_degree, zeta))
    second = sp.factor(sp.diff(first, zeta) / sp.diff(own_degree, zeta))

    def typical(expression: "sp.Expr") -> "sp.Expr":
        known = _at_giant(expression, x, y, degree, zeta)
        return sp.factor(known.subs({slope: first, bend: second}))

    # the core's own rate enters as x psi(K x): slope psi + K x psi', bend 2 K psi' + K^2 x psi''
    force = typical(sp.diff(exponent, x) + degree * x * slope) + rate
    h_xx = typical(sp.diff(exponent, x, 2) + 2 * degree * slope + degree**2 * x * bend)
    h_xy, h_yy = typical(sp.diff(exponent, x, y)), typical(sp.diff(exponent, y, 2))
    variance = sp.factor(-h_yy / (h_xx * h_yy - h_xy**2))
    out = 1 - zeta
    formula = (
        zeta**2 * out * (1 + degree * out) * (1 + zeta - degree * out**2) / (1 - degree * out) ** 2
    )
    difference = sp.factor(variance - formula.subs(degree, -sp.log(1 - zeta) / zeta))
    z = sp.Rational(3, 4)
    giant_at = -sp.log(1 - z) / z  # the mean degree at which the giant reaches 3/4
    result = formula.subs({degree: giant_at, zeta: z})
    return Derivation(
        steps=(
            Step("A core of xn neurons reaching yn others has exponent x psi(K x) plus:", exponent),
            Step("The slope of psi in the core's own mean degree is:", first),
            Step(
                "The exponent is stationary at the typical core, so this is zero:",
                sp.simplify(force),
            ),
            Step("The first entry of minus the inverse Hessian is the variance:", variance),
            Step("It is the closed form below; their difference is:", difference),
            Step("In terms of K and zeta:", formula),
            Step("For instance where zeta = 3/4:", result),
        ),
        result=result,
        example={"mean_degree": float(giant_at)},
    )
