"""Groups of neurons that nothing else feeds: neurons without input, cycles, and the core."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.ensembles import Bernoulli, Configuration
from netbounds.theory.information_flow._large_graph_arguments import degree_classes
from netbounds.theory.information_flow._large_graphs import Near, near, none_of


def sources(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> float:
    """Mean number of source components without a driven neuron."""
    at = near(ensemble, driven)
    if isinstance(ensemble, Bernoulli):
        return _independent(ensemble.n, float(ensemble.p), len(driven), at)
    classes = degree_classes(ensemble, driven)
    receives, sends, count = classes.receives, classes.sends, classes.count
    free = ~classes.driven
    deaf = float(count[free & (receives == 0)].sum())
    ones = free & (receives == 1) & (sends > 0)
    cycles = mean_cycles(sends[ones], count[ones], at.synapses)
    core = 0.0
    if at.lasts:
        one = receives == 1
        through = float((count * sends)[one].sum()) / at.synapses
        ending = float((count * sends)[one] @ at.small ** np.maximum(sends[one] - 1, 0))
        feeding = float((count * sends)[(receives == 0) | classes.driven].sum())
        core = at.small**feeding * (1 - through) / (1 - ending / at.synapses)
    return deaf + cycles + core


def mean_cycles(sends: NDArray[np.float64], count: NDArray[np.float64], synapses: float) -> float:
    r"""Mean number of cycles of neurons that have one input each, exact at every size.

    .. math:: \sum_L e_L \frac{(L-1)!\,(m-L)!}{m!} = \int_0^1 \frac{dt}{t}
        \Big[\prod_v (1 - t + k_v t)\,(1-t)^{m - N} - (1-t)^m\Big]

    by Euler's beta integral; with t = exp(-w) the integrand is smooth on a stretch of ln m.
    """
    if not len(sends):
        return 0.0
    nodes, weights = np.polynomial.legendre.leggauss(24)
    edges = np.arange(0.0, math.log(synapses) + 42)
    w = (edges[:, None] + (nodes + 1) / 2).ravel()
    t, rest = np.exp(-w), -np.expm1(-w)
    missed = synapses * np.log(rest)
    gained = np.log1p(sends * t[:, None] / rest[:, None]) @ count
    together = np.minimum(gained + missed, 0.0)
    few = np.exp(missed) * np.expm1(np.minimum(gained, 1.0))
    values = np.where(gained < 1, few, np.exp(together) - np.exp(missed))
    return float(values @ np.tile(weights / 2, len(edges)))


def _independent(n: int, p: float, seeds: int, at: Near) -> float:
    free, missed = n - seeds, none_of(p, n - 1)
    one = none_of(p, n - 2)  # no second input
    cycles, term, length = 0.0, 1.0, 1
    while length <= free and (term > 1e-18 * (cycles + missed) or length <= 2):
        term *= (free - length + 1) * p * one
        cycles += term / length * (length > 1)  # no neuron sends to itself
        length += 1
    core = 0.0
    if at.lasts:
        feeding = free * missed * at.lasts
        core = math.exp(-feeding) * at.small**seeds
        core *= (1 - (n - 1) * p * one) / (1 - one * at.slope)
    return free * missed + cycles + core


def sources_in_digits(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> Any:
    """The same with mpmath; a sum over cycles of each length instead of the integral."""
    import mpmath

    from netbounds.theory.information_flow._large_graphs_in_digits import near_in_digits

    at = near_in_digits(ensemble, driven)
    x, core = at["small"], mpmath.mpf(0)
    if isinstance(ensemble, Bernoulli):
        n, p, free = ensemble.n, mpmath.mpf(ensemble.p), ensemble.n - len(driven)
        one = (1 - p) ** max(n - 2, 0)
        deaf = free * (1 - p) ** (n - 1)
        lengths = range(2, min(free, 400) + 1)
        cycles = mpmath.fsum(
            mpmath.ff(free, length) / length * (p * one) ** length for length in lengths
        )
        if x < 1:
            core = mpmath.exp(-deaf * (1 - x)) * x ** len(driven)
            core *= (1 - (n - 1) * p * one) / (1 - one * at["slope"])
        return deaf + cycles + core
    pairs = list(enumerate(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True)))
    m = sum(ensemble.in_degrees)
    deaf = sum(j == 0 for v, (j, _) in pairs if v not in driven)
    symmetric = [1]
    for k in (k for v, (j, k) in pairs if j == 1 and v not in driven):
        longer = [*symmetric, 0]
        for length in range(len(symmetric)):
            longer[length + 1] += k * symmetric[length]
        symmetric = longer
    cycles = mpmath.fsum(
        e * mpmath.beta(length, m - length + 1)
        for length, e in enumerate(symmetric)
        if length and e
    )
    if x < 1:
        ones = [k for _, (j, k) in pairs if j == 1 and k]
        through = mpmath.mpf(sum(ones)) / m
        ending = sum(k * x ** (k - 1) for k in ones) / m
        feeding = sum(k for v, (j, k) in pairs if j == 0 or v in driven)
        core = x**feeding * (1 - through) / (1 - ending)
    return deaf + cycles + core
