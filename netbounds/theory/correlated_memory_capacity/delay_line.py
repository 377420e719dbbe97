"""Fisher memory of a chain of neurons, the most non-normal of all networks."""

import math
from typing import Annotated, Any

from annotated_types import Gt

from netbounds.domains import Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.correlated_memory_capacity.special_memory import Delay

SquaredGain = Annotated[
    float, Gt(0), Symbol("a", "squared weight of every synapse of the chain"), Typical(0.5, 2.5)
]


@law(
    kind=Kind.EXACT,
    source=Source("ganguli2008", "delay lines"),
    valid="chain of synapses of equal weight sqrt(a), input at its start, private noise 1, all "
    "neurons read",
    formula=r"J_d = \frac{a^d (a - 1)}{a^{d+1} - 1}",
    accuracy=1e-11,
)
def delay_line_fisher_memory(squared_gain: SquaredGain, delay: Delay) -> float:
    """An amplifying delay line holds memory that does not fade: (a - 1)/a at every age.

    J_d = a^d (a - 1)/(a^(d+1) - 1), for a = 1 it is 1/(d + 1): at neuron d the signal has power
    a^d and the noise of d + 1 neurons has piled up.

    Parameters
    ----------
    squared_gain
        a > 0.
    delay
        d >= 0, smaller than the length of the chain.

    Notes
    -----
    Valid for every length. Source: ganguli2008.

    Examples
    --------
    >>> round(sum(delay_line_fisher_memory(1.1, d) for d in range(30)), 12)
    5.489002707431
    """
    step = math.log(squared_gain)
    if step == 0:
        return 1 / (delay + 1)
    if step < 0:  # the other branch would overflow
        return math.exp(step * delay) * math.expm1(step) / math.expm1(step * (delay + 1))
    return math.expm1(-step) / math.expm1(-step * (delay + 1))


@delay_line_fisher_memory.derivation
def _() -> Derivation:
    import sympy

    a = sympy.Symbol("squared_gain", positive=True)
    d = sympy.Symbol("delay", integer=True, nonnegative=True)
    k = sympy.Symbol("k", integer=True, nonnegative=True)
    noise = sympy.summation(a**k, (k, 0, d))
    memory = a**d / noise
    level = sympy.limit(memory.subs(a, 2), d, sympy.oo)
    return Derivation(
        steps=(
            Step("The noise of neurons 0 .. d has piled up at neuron d.", noise),
            Step("Signal power over noise power is the Fisher memory.", memory),
            Step("At a = 2 it never falls below one half.", level),
        ),
        result=memory,
    )


@delay_line_fisher_memory.reference
def _(squared_gain: SquaredGain, delay: Delay) -> Any:
    import mpmath

    a = mpmath.mpf(squared_gain)
    return a**delay / mpmath.fsum(a**k for k in range(delay + 1))
