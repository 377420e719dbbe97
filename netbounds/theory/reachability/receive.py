"""Does every neuron receive a synapse from another neuron?"""

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge

from netbounds.domains import OpenProbability, Symbol, Typical
from netbounds.ensembles import (
    Bernoulli,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomInDegree,
)
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability._balls import number, until_settled, until_sharp

if TYPE_CHECKING:
    import mpmath

Several = Annotated[int, Ge(2), Symbol("n", "number of neurons, at least two"), Typical(2, 60)]
Receiving = Bernoulli | FixedEdges | FixedInDegree | RandomInDegree | FixedOutDegree


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "percolation surrogate, DGPercolation"),
    valid="any n >= 1",
    formula=r"\Pr = \left[1 - q^{n-1}\right]^n \quad\text{for } D(n, p)",
)
def probability_all_receive(ensemble: Receiving) -> float:
    r"""Probability that every neuron receives a synapse from some other neuron.

    Independent synapses: :math:`[1-q^{n-1}]^n`, q = 1 - p. A fixed number m of synapses: inclusion
    and exclusion over the j neurons that receive nothing,
    :math:`\sum_j (-1)^j \binom nj \binom{N-j(n-1)}{m} / \binom Nm` with N places. Fixed
    out-degree K: the same sum over
    :math:`\binom nj \binom{n-j}K^j \binom{n-1-j}K^{n-j} / \binom{n-1}K^n`. Fixed in-degree: 1.
    Random in-degree: :math:`(1-\pi_0)^n`.

    Parameters
    ----------
    ensemble
        The random graph; self loops are no input.

    Returns
    -------
    float
        A probability (0 for n = 1, which has nobody to listen to); relative error below 1e-12.

    Raises
    ------
    DomainError
        For any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n) big-integer terms for fixed m and fixed out-degree, else O(1).
    Source: elementary; the surrogate of Turcu and Abbott (2022) asks for it.

    Examples
    --------
    >>> print(f"{probability_all_receive(FixedEdges(100, 500)):.12f}")
    0.538486477942
    """
    match ensemble:
        case Bernoulli():
            return _independent(ensemble.n, float(ensemble.p))
        case FixedInDegree():
            return float(ensemble.k >= 1)
        case RandomInDegree():
            return float((1 - Fraction(ensemble.probabilities[0])) ** ensemble.n)
        case _:
            return float(_counted(ensemble))


def _independent(n: int, p: float) -> float:
    if n == 1 or p == 0:
        return 0.0
    if p == 1:
        return 1.0
    log_silent = (n - 1) * math.log1p(-p)
    if log_silent > -0.5:  # many silent neurons: 1 - q^(n-1) from its small side
        return float((-math.expm1(log_silent)) ** n)
    return math.exp(n * math.log1p(-math.exp(log_silent)))


def _counted(ensemble: FixedEdges | FixedOutDegree) -> Fraction:
    """Exact fraction of the graphs in which nobody is without input."""
    n = ensemble.n
    if isinstance(ensemble, FixedEdges):
        places, m = n * n if ensemble.self_loops else n * (n - 1), ensemble.m
        if n == 1:
            return Fraction(0)
        graphs = math.comb(places, m)
        without = [math.comb(places - j * (n - 1), m) for j in range(n + 1)]
    else:
        k = ensemble.k
        if k == 0:
            return Fraction(0)
        graphs = math.comb(n - 1, k) ** n
        without = [
            math.comb(n - j, k) ** j * math.comb(n - 1 - j, k) ** (n - j) if j < n else 0
            for j in range(n + 1)
        ]
    return Fraction(sum((-1) ** j * math.comb(n, j) * w for j, w in enumerate(without)), graphs)


@probability_all_receive.enclosure
def _(ensemble: Receiving) -> Any:
    from flint import fmpq

    match ensemble:
        case Bernoulli():
            n = ensemble.n
            return until_sharp(lambda: (1 - (1 - number(ensemble.p)) ** (n - 1)) ** n)
        case FixedInDegree():
            return fmpq(int(ensemble.k >= 1))
        case RandomInDegree():
            receives = 1 - Fraction(ensemble.probabilities[0])
            return fmpq(receives.numerator, receives.denominator) ** ensemble.n
        case _:
            exact = _counted(ensemble)
            return fmpq(exact.numerator, exact.denominator)


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "percolation surrogate, DGPercolation"),
    valid="D(n, p), any n >= 2",
    formula=r"K = (n-1)\left[1-\left(1-(1-\epsilon)^{1/n}\right)^{1/(n-1)}\right]",
)
def mean_degree_for_all_receive(n: Several, failure: OpenProbability) -> float:
    r"""Mean in-degree at which D(n, p) leaves somebody without input this often.

    .. math:: K = (n-1)\left[1-\left(1-(1-\epsilon)^{1/n}\right)^{1/(n-1)}\right]
        = x + \frac{\lambda - x^2}{2n} + O(n^{-2}),\quad x = \ln\frac n\lambda,\
        \lambda = -\ln(1-\epsilon)

    with :math:`\epsilon` the tolerated probability of failure: the price of certainty is a
    logarithm.

    Parameters
    ----------
    n
        Number of neurons, at least two.
    failure
        Tolerated probability that somebody receives nothing.

    Returns
    -------
    float
        K = (n - 1) p, synapses a neuron; relative error below 1e-12.

    Raises
    ------
    DomainError
        If there are fewer than two neurons, or `failure` is not strictly between 0 and 1.

    Notes
    -----
    Exact for every n. Source: the inverse of `probability_all_receive`.

    Examples
    --------
    >>> print(f"{mean_degree_for_all_receive(100, 0.01):.12f}")
    8.790357906904
    """
    silent = -math.expm1(math.log1p(-failure) / n)  # allowed for one neuron
    return -(n - 1) * math.expm1(math.log(silent) / (n - 1))


@mean_degree_for_all_receive.derivation
def _() -> Derivation:
    import sympy as sp

    n, failure, p = sp.symbols("n failure p", positive=True)
    silent = (1 - p) ** (n - 1)
    everybody = (1 - silent) ** n
    allowed = sp.solve(sp.Eq((1 - p) ** n, 1 - failure), p)[0]  # p: chance that one is silent
    result = (n - 1) * (1 - allowed ** (1 / (n - 1)))
    back = sp.powdenest(everybody.subs(p, result / (n - 1)), force=True)
    # large n: u = 1/n, rate = -log(1 - failure), x = log(n/rate)
    u, rate, x = sp.symbols("u lambda x", positive=True)
    log_silent = -x + sp.series(sp.log((1 - sp.exp(-rate * u)) / (rate * u)), u, 0, 2).removeO()
    expanded = sp.series((1 / u - 1) * (1 - sp.exp(log_silent * u / (1 - u))), u, 0, 2).removeO()
    series = sp.collect(sp.expand(expanded), u).subs(u, 1 / n)
    return Derivation(
        steps=(
            Step("All n - 1 others are silent towards a neuron with probability:", silent),
            Step(
                "The neurons choose their partners independently, so all receive with:", everybody
            ),
            Step("One neuron may then be silent with probability:", allowed),
            Step("The mean in-degree K = (n - 1) p that allows just this is:", result),
            Step("Put back, it succeeds with probability:", sp.simplify(back)),
            Step("For large n, with lambda = -log(1 - failure) and x = log(n/lambda):", series),
        ),
        result=result,
        example={"n": 100, "failure": 0.01},
    )


@mean_degree_for_all_receive.reference
def _(n: int, failure: float) -> "mpmath.mpf":
    import mpmath

    def solve() -> "mpmath.mpf":
        silent = 1 - mpmath.root(1 - mpmath.mpf(failure), n)
        return (n - 1) * (1 - mpmath.root(silent, n - 1))

    return until_settled(solve)


@probability_all_receive.inverse
def _(n: int, failure: float) -> float:
    return mean_degree_for_all_receive(n, failure)
