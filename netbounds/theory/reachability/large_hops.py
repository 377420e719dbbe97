"""How many synapses the signal needs in a large network: exponential and doubly exponential."""

import math
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Gt, Lt

from netbounds.domains import MeanDegree, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability._balls import until_settled

if TYPE_CHECKING:
    import mpmath

Hops = Annotated[int, Ge(0), Symbol("t", "number of synapses passed"), Typical(0, 6)]
SmallFraction = Annotated[
    float, Ge(0), Symbol(r"\delta", "probability that a neuron is driven"), Typical(0.001, 0.9)
]
SomeFraction = Annotated[
    float, Gt(0), Lt(1), Symbol(r"\delta", "probability that a neuron is driven"),
    Typical(0.001, 0.9),
]  # fmt: skip


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "breadth-first layers of a random graph"),
    valid="n -> infinity, fixed in-degree K, driven fraction delta",
    error="relative O(1/n) at fixed t",
    formula=r"x_t = (1-\delta)^{1 + K + \dots + K^t}",
)
def unreached_after(in_degree: Hops, driven_fraction: SmallFraction, hops: Hops) -> float:
    r"""Unreached neurons die out doubly exponentially when every neuron has K >= 2 partners.

    A neuron is unreached after t + 1 synapses if it is not driven and none of its K partners was
    reached after t: :math:`x_{t+1} = (1-\delta) x_t^K`, :math:`x_0 = 1-\delta`. Hence

    .. math:: x_t = (1-\delta)^{1 + K + \dots + K^t}

    with :math:`\delta` the driven fraction.

    Parameters
    ----------
    in_degree
        K, synapses that every neuron receives.
    driven_fraction
        delta, probability that a neuron is driven.
    hops
        t, synapses passed.

    Returns
    -------
    float
        Fraction of the neurons; relative error below 1e-11.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for n large. Everybody is reached within about
    log_K[1 + (K - 1) ln n / |ln(1 - delta)|] - 1 synapses (`hops_to_reach_all`). Source: Newman,
    Strogatz and Watts (2001) for layers.

    Examples
    --------
    >>> print(f"{1e5 * unreached_after(2, 0.05, 7):.4f}")
    0.2087
    """
    if driven_fraction == 1:
        return 0.0
    power = sum(in_degree**i for i in range(hops + 1))
    return math.exp(power * math.log1p(-driven_fraction))


@unreached_after.reference
def _(in_degree: int, driven_fraction: float, hops: int) -> "mpmath.mpf":
    import mpmath

    def iterate() -> "mpmath.mpf":
        undriven = 1 - mpmath.mpf(driven_fraction)
        unreached = undriven
        for _ in range(hops):
            unreached = undriven * unreached**in_degree
        return unreached

    return until_settled(iterate)


@unreached_after.derivation
def _() -> Derivation:
    import sympy as sp

    degree, delta, hops = sp.symbols("in_degree driven_fraction hops", positive=True)
    t = sp.Symbol("t", integer=True, nonnegative=True)
    power = sp.Function("a")
    recursion = sp.Eq(power(t + 1), 1 + degree * power(t))
    solved = sp.rsolve(recursion.lhs - recursion.rhs, power(t), {power(0): 1})
    closed = sp.simplify(solved)
    result = (1 - delta) ** closed.subs(t, hops)
    return Derivation(
        steps=(
            Step(
                "The unreached obey x(t+1) = (1 - delta) x(t)^K; x(t) = (1 - delta)^a(t) with:",
                recursion,
            ),
            Step("Starting from a(0) = 1 this is solved by:", closed),
            Step("So the unreached fraction is:", result),
        ),
        result=result,
        example={"in_degree": 3, "driven_fraction": 0.05, "hops": 4},
    )


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "breadth-first layers of a random graph"),
    valid="D(n, K/n), n -> infinity, driven fraction delta",
    error="relative O(1/n) at fixed t",
    formula=r"x_{t+1} = (1-\delta)\, e^{-K (1 - x_t)}, \quad x_0 = 1-\delta",
    accuracy=1e-11,
)
def unreached_after_independent(
    mean_degree: MeanDegree, driven_fraction: SomeFraction, hops: Hops
) -> float:
    r"""Unreached neurons die out exponentially only, to a rest, when synapses are independent.

    A neuron is unreached after t + 1 synapses if it is not driven and none of its Poisson number
    of partners was reached after t:

    .. math:: x_{t+1} = (1-\delta)\, e^{-K (1 - x_t)}, \qquad x_0 = 1-\delta

    with K the mean in-degree and :math:`\delta` the driven fraction. The rest obeys
    :math:`x = (1-\delta) e^{-K(1-x)}` and is approached by a factor :math:`K x` a synapse.

    Parameters
    ----------
    mean_degree
        K, synapses that a neuron receives on average.
    driven_fraction
        delta, probability that a neuron is driven.
    hops
        t, synapses passed.

    Returns
    -------
    float
        Fraction of the neurons; relative error below 1e-11.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for n large. With exactly K partners each: `unreached_after`. Source: Newman, Strogatz
    and Watts (2001) for layers.

    Examples
    --------
    >>> print(f"{unreached_after_independent(3.0, 0.05, 20):.6f}")
    0.055940
    """
    unreached, reached = 1 - driven_fraction, driven_fraction
    for _ in range(hops):  # each of the two keeps its digits where it is small
        silent = -mean_degree * reached
        unreached = (1 - driven_fraction) * math.exp(silent)
        reached = driven_fraction - (1 - driven_fraction) * math.expm1(silent)
    return unreached


@unreached_after_independent.reference
def _(mean_degree: float, driven_fraction: float, hops: int) -> "mpmath.mpf":
    import mpmath

    def iterate() -> "mpmath.mpf":
        undriven = 1 - mpmath.mpf(driven_fraction)
        unreached = undriven
        for _ in range(hops):
            unreached = undriven * mpmath.exp(-mpmath.mpf(mean_degree) * (1 - unreached))
        return unreached

    return until_settled(iterate)


def hops_to_reach_all(n: int, in_degree: float, driven_fraction: float) -> float:
    """Synapses after which less than one neuron is unreached, for fixed in-degree K >= 1.

    >>> round(hops_to_reach_all(100_000, 2, 0.05), 2)
    6.82
    """
    needed = math.log(n) / -math.log1p(-driven_fraction)  # 1 + K + ... + K^t
    if in_degree == 1:
        return needed - 1
    return math.log1p((in_degree - 1) * needed) / math.log(in_degree) - 1


def hops_from_one_seed(n: int, mean_degree: MeanDegree, *, fixed: bool) -> float:
    """Leading hops from one seed to the last neuron; the rest is O(1).

    Independent synapses: ln n / ln K to reach a fraction, and as many again of the order
    ln n / |ln(K(1 - zeta))| for the stragglers. Fixed in-degree: ln n / ln K, then only ln ln n.

    >>> round(hops_from_one_seed(10_000, 3.0, fixed=True), 2)
    10.4
    """
    from netbounds.theory.reachability.giant import giant_out_fraction

    grow = math.log(n) / math.log(mean_degree)
    if fixed:
        return grow + math.log(math.log(n)) / math.log(mean_degree)
    left_out = math.exp(-mean_degree * giant_out_fraction(mean_degree))
    return grow + math.log(n) / -math.log(mean_degree * left_out)
