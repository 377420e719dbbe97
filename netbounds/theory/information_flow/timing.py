"""How long it takes: filters in a chain, and a random walk that forgets where it started."""

from math import exp, lgamma, log
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from annotated_types import Ge

from netbounds.domains import Symbol, Typical, refusal
from netbounds.graph import Graph
from netbounds.law import Derivation, Kind, Source, Step, law

if TYPE_CHECKING:
    from flint import arb

Time = Annotated[
    float, Ge(0), Symbol("t", "time in units of the leak's time constant"), Typical(0, 40)
]
Hops = Annotated[int, Ge(0), Symbol("d", "synapses on the way"), Typical(0, 30)]
Walkers = Annotated[int, Ge(2), Symbol("n", "number of neurons"), Typical(2, 10**6)]
Branching = Annotated[int, Ge(2), Symbol("K", "synapses that every neuron sends"), Typical(2, 40)]


@law(
    kind=Kind.EXACT,
    source=Source("vankampen2007", "Section IV.6"),
    valid="a chain of d + 1 leaky neurons of equal time constant and unit weights",
    formula=r"e^{-t} t^d / d!",
)
def filter_chain_response(time: Time, hops: Hops) -> float:
    r"""A pulse is felt d synapses away most strongly after d time constants.

    .. math:: h(t) = e^{-t}\, t^d / d!

    is the impulse response along a chain of leaky neurons, time in units of their time constant.
    In any network the first response over the shortest paths is this times their product of
    weights.

    Parameters
    ----------
    time
        t.
    hops
        d.

    Notes
    -----
    Relative rounding error below 1e-12.

    Source: vankampen2007, Section IV.6.

    Examples
    --------
    >>> round(filter_chain_response(3.0, 3), 6)
    0.224042
    """
    if time == 0:
        return 1.0 if hops == 0 else 0.0
    return exp(hops * log(time) - time - lgamma(hops + 1))


@filter_chain_response.enclosure
def _(time: float, hops: int) -> "arb":
    import flint

    t = flint.arb(time)
    return (-t).exp() * t**hops / flint.arb(hops + 1).gamma()


@filter_chain_response.derivation
def _() -> Derivation:
    import sympy

    time, s, hops = sympy.Symbol("time", positive=True), sympy.Symbol("s"), sympy.Symbol("hops")
    first = sympy.exp(-s)
    steps = [Step("A pulse into one leaky neuron decays.", sympy.exp(-time))]
    for d in range(1, 4):
        # convolution with the next neuron's decay
        first = sympy.integrate(sympy.exp(-(time - s)) * first, (s, 0, time)).subs(time, s)
        steps.append(
            Step(f"Filtered again, {d} synapses away.", sympy.simplify(first.subs(s, time)))
        )
    again = sympy.integrate(s**3 / sympy.factorial(3), (s, 0, time))
    steps.append(Step("Each step integrates the polynomial once more: t^3/3! becomes.", again))
    result = sympy.exp(-time) * time**hops / sympy.factorial(hops)
    return Derivation(steps=tuple(steps), result=result)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("bordenave2018", "Theorem 1"),
    valid="n -> infinity, everybody sends K synapses to uniformly drawn neurons",
    formula=r"t_{ent} = \ln n / \ln K",
    error="the walk forgets within a window of order sqrt(ln n) around it",
)
def entropic_mixing_time(n: Walkers, out_degree: Branching) -> float:
    r"""A random walk forgets its start after ln n / ln K steps, all at once.

    .. math:: t_{ent} = \ln n / \ln K

    Before this time the walk has not had enough choices (K a step) to be anywhere; after it, total
    variation to the stationary law drops from 1 to 0 (cutoff).

    Parameters
    ----------
    n
        Number of neurons.
    out_degree
        K, synapses every neuron sends.

    Notes
    -----
    Relative rounding error below 1e-15.

    Source: bordenave2018, Theorem 1.

    Examples
    --------
    >>> round(entropic_mixing_time(20_000, 3), 4)
    9.0145
    """
    return log(n) / log(out_degree)


@entropic_mixing_time.enclosure
def _(n: int, out_degree: int) -> "arb":
    import flint

    return flint.arb(n).log() / flint.arb(out_degree).log()


@entropic_mixing_time.inverse
def _(time: float, n: int) -> float:
    """Out-degree with which a walk on n neurons forgets within the given time."""
    return float(n ** (1 / time))


@entropic_mixing_time.reference
def _(n: int, out_degree: int) -> Any:
    import mpmath

    return mpmath.log(n, out_degree)


def mixing_time_of(graph: Graph) -> float:
    r"""The entropic mixing time that a random graph of this graph's degrees has.

    .. math:: t_{ent} = \ln n \Big/ \frac{1}{m}\sum_v d_v^{in} \ln d_v^{out}

    A walk arrives at a neuron through one of its inputs and has its out-degree's logarithm of new
    choices there.

    Parameters
    ----------
    graph
        The graph.

    Raises
    ------
    DomainError
        If a neuron that receives sends nothing, or nobody has a choice.

    Notes
    -----
    Asymptotic, for random graphs with these degrees. O(n).

    Source: bordenave2018, Theorem 1.

    Examples
    --------
    >>> mixing_time_of(Graph(pre=[0, 0, 1, 1, 2, 2, 3, 3], post=[1, 2, 2, 3, 3, 0, 0, 1]))
    2.0
    """
    weight = graph.in_degrees
    if np.any((weight > 0) & (graph.out_degrees == 0)) or graph.m == 0:
        rule = "let every neuron that receives also send"
        raise refusal("mixing_time_of", "graph", rule, "a neuron where the walk ends")
    entropy = weight @ np.log(np.maximum(graph.out_degrees, 1)) / graph.m
    if entropy == 0:
        raise refusal("mixing_time_of", "graph", "leave the walk a choice", "out-degrees of 1")
    return float(log(graph.n) / entropy)
