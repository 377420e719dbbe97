"""Fisher memory: exact special cases for normal and chain-like reservoirs."""

import math
from typing import Annotated, Any

from annotated_types import Gt

from netbounds.domains import Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.correlated_memory_capacity.linear_memory import Delay
from netbounds.theory.correlated_memory_capacity.linear_response import (
    EffectiveRadius,
    ReadoutFraction,
)

SquaredGain = Annotated[
    float, Gt(0), Symbol("a", "squared weight of every synapse of the chain"), Typical(0.5, 2.5)
]


@law(
    kind=Kind.EXACT,
    source=Source("ganguli2008", "Eq. 10, orthogonal networks"),
    valid="W = rho times an orthogonal matrix, white private noise of variance 1",
    formula=r"J_d = \alpha (1 - \rho^2) \rho^{2d}",
)
def orthogonal_fisher_memory(
    readout_fraction: ReadoutFraction, radius: EffectiveRadius, delay: Delay
) -> float:
    """Orthogonal weights make no noise correlations: Fisher memory falls like the signal.

    J_d = alpha (1 - rho^2) rho^(2d), averaged over input directions; sums to alpha.

    Parameters
    ----------
    readout_fraction
        alpha, share of the neurons that are read.
    radius
        rho.
    delay
        d >= 0.

    Notes
    -----
    Valid for every n. Source: ganguli2008 (all neurons read).

    Examples
    --------
    >>> round(orthogonal_fisher_memory(0.5, 0.8, 1), 6)
    0.1152
    """
    return -readout_fraction * math.expm1(2 * math.log(radius)) * radius ** (2 * delay)


@orthogonal_fisher_memory.derivation
def _() -> Derivation:
    import sympy

    alpha, rho = sympy.symbols("readout_fraction radius", positive=True)
    d = sympy.Symbol("delay", integer=True, nonnegative=True)
    k, c = sympy.Symbol("k", integer=True, nonnegative=True), sympy.Symbol("c", positive=True)
    covariance = sympy.solve(sympy.Eq(c, 1 + rho**2 * c), c)[0]
    memory = sympy.simplify(alpha * rho ** (2 * d) / covariance)
    total = sympy.summation(rho ** (2 * k), (k, 0, sympy.oo)).args[0][0] * alpha / covariance
    return Derivation(
        steps=(
            Step("The noise covariance is c times the identity, c = 1 + rho^2 c.", covariance),
            Step("Of a direction of squared length rho^(2d), alpha lies on the readouts.", memory),
            Step("All delays together hold alpha.", sympy.simplify(total)),
        ),
        result=memory,
    )


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
