"""Limits of the exact laws: the logarithmic window, and graphs too sparse for a core."""

import math
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Gt, Lt

from netbounds.domains import NeuronCount, Symbol, Typical
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import until_settled

if TYPE_CHECKING:
    import mpmath

Offset = Annotated[float, Symbol("x", "synapses a neuron beyond ln n"), Typical(-3, 8)]
SparseDegree = Annotated[
    float, Gt(0), Lt(1), Symbol("K", "synapses a neuron, fewer than one"), Typical(0.01, 0.95)
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("karp1990", "connectivity threshold"),
    valid="n -> infinity at K = ln n + x",
    error="relative O((ln n)^2 / n)",
    formula=r"\Pr \to e^{-w e^{-x}}",
)
def probability_in_window(offset: Offset, ways: Literal[1, 2]) -> float:
    r"""Nobody is left out with a probability that depends on K - ln n only.

    The neurons left out are Poisson in number, :math:`e^{-x}` for each way of being left out:

    .. math:: \Pr \to e^{-w e^{-x}}, \qquad K = \ln n + x

    Everybody receives, or is reached: w = 1. Strongly connected: w = 2 (silent or unheard) with
    independent synapses, w = 1 with fixed in- or out-degree.

    Parameters
    ----------
    offset
        x, synapses a neuron beyond ln n.
    ways
        w, ways in which a neuron can be left out.

    Returns
    -------
    float
        A probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for n large. Source: Karp (1990); the classical threshold of connectivity.

    Examples
    --------
    >>> print(f"{probability_in_window(2.0, 2):.6f}")
    0.762868
    """
    return math.exp(-ways * math.exp(-offset))


@probability_in_window.reference
def _(offset: float, ways: int) -> "mpmath.mpf":
    import mpmath

    n = mpmath.mpf(10) ** 400  # a graph so large that the limit is reached to all digits

    def evaluate() -> "mpmath.mpf":
        return mpmath.exp(n * ways * mpmath.log1p(-mpmath.exp(-mpmath.mpf(offset)) / n))

    with mpmath.workdps(mpmath.mp.dps + 450):
        return until_settled(evaluate)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("robinson1995", "strong components of restricted size"),
    valid="D(n, K/n), n -> infinity at K < 1",
    error="absolute O(1/n) at fixed K",
    formula=r"\Pr(L \le k) \to \exp\Bigl(-\sum_{j>k} \frac{K^j}{j}\Bigr)",
)
def probability_only_small_components(mean_degree: SparseDegree, size: NeuronCount) -> float:
    r"""Below one synapse a neuron only few cycles close: components stay small.

    Strong components are cycles then, Poisson in number with mean :math:`K^j/j` for length j:

    .. math:: \Pr(L \le k) \to \exp\Bigl(-\sum_{j>k} \frac{K^j}{j}\Bigr)

    For k = 1 the graph is acyclic, with probability :math:`(1-K) e^K`.

    Parameters
    ----------
    mean_degree
        K, synapses that a neuron receives on average, fewer than one.
    size
        k, largest component allowed.

    Returns
    -------
    float
        A probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for n large. Source: Robinson (1995) for the exact count.

    Examples
    --------
    >>> print(f"{probability_only_small_components(0.5, 1):.5f}")
    0.82436
    """
    total, term, j = 0.0, mean_degree**size, size
    while term > 1e-18 * total or j <= size + 1:
        j += 1
        term *= mean_degree
        total += term / j
    return math.exp(-total)


@probability_only_small_components.reference
def _(mean_degree: float, size: int) -> "mpmath.mpf":
    import mpmath

    def evaluate() -> "mpmath.mpf":
        degree = mpmath.mpf(mean_degree)
        short = mpmath.fsum(degree**j / j for j in range(1, size + 1))
        return (1 - degree) * mpmath.exp(short)

    return until_settled(evaluate)
