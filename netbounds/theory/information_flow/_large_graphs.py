"""Large random graphs near a drive: what a synapse's sender hears, and whom it leads to.

A large sparse random graph looks like a tree around every neuron. Everything that the laws ask for
follows from three probabilities: a synapse's sender is reached; a synapse's receiver has no other
sender that is; what starts at a synapse's receiver stays small.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from netbounds.ensembles import Bernoulli, Configuration
from netbounds.theory.information_flow._large_graph_arguments import (
    DegreeClasses,
    degree_classes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A large random graph and its drive, in sums over neurons.

    Attributes
    ----------
    heard, unheard
        Probability that a synapse's sender is reached, and its complement; each with all its
        digits.
    alone
        Probability that a synapse's receiver is undriven and has no other sender that is reached.
    small, lasts
        Probability that what starts at a synapse's receiver stays small, and its complement.
    slope
        Mean number of synapses that go on from a receiver of which this is known.
    reached, breaking
        Neurons reached, and those of them from which a synapse leads to such a receiver.
    dies
        Probability that the whole drive's signal stays small in a graph where it need not (0 if
        no signal can last).
    few, few_sending
        Neurons reached then by synapses, and reached neurons (driven ones too) that send on.
    one_neuron, one_synapse
        Probability that the signal lasts through a single driven neuron; through a single synapse
        of the driven ones.
    """

    synapses: float
    driven: int
    heard: float
    unheard: float
    alone: float
    small: float
    lasts: float
    slope: float
    reached: float
    breaking: float
    dies: float
    few: float
    few_sending: float
    one_neuron: float
    one_synapse: float


def near(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> Near:
    """The probabilities and sums above."""
    if isinstance(ensemble, Bernoulli):
        return _near_independent(ensemble.n, float(ensemble.p), len(driven))
    return _near_given(degree_classes(ensemble, driven))


def _near_independent(n: int, p: float, seeds: int) -> Near:
    free, share, others = 1 - seeds / n, seeds / n, n - 1

    def heard_more(s: float) -> tuple[float, float]:
        slope = free * others * p * none_of(p * s, others - 1)
        return share + free * some_of(p * s, others) - s, slope - 1

    def lasts_more(s: float) -> tuple[float, float]:
        return some_of(p * s, others) - s, others * p * none_of(p * s, others - 1) - 1

    heard = largest_root(heard_more) if seeds else 0.0
    lasts = largest_root(lasts_more) if others * p > 1 else 0.0
    small, alone = none_of(p * lasts, others), free * none_of(p * heard, others - 1)
    slope = others * p * none_of(p * lasts, others - 1)
    few = seeds * slope / (1 - slope) if lasts else 0.0
    sending = some_of(p * small / (1 - p * lasts), others) if 0 < lasts < 1 else 0.0
    return Near(
        synapses=n * others * p,
        driven=seeds,
        heard=heard,
        unheard=free * none_of(p * heard, others),
        alone=alone,
        small=small,
        lasts=lasts,
        slope=slope,
        reached=n * heard,
        breaking=n * heard * some_of(p * alone, others),
        dies=small**seeds if lasts else 0.0,
        few=few,
        few_sending=(seeds + few) * sending,
        one_neuron=seeds * lasts * small ** max(seeds - 1, 0),
        one_synapse=seeds * others * p * lasts * none_of(p * lasts, seeds * others - 1),
    )


def _near_given(classes: DegreeClasses) -> Near:
    receives, sends, count = classes.receives, classes.sends, classes.count
    synapses, driven = float(receives @ count), classes.driven
    seeds = int(count[driven].sum())
    weight = np.where(driven, 0.0, sends * count) / max(synapses, 1)  # undriven senders
    to = receives * count / max(synapses, 1)
    stubs = float((sends * count)[driven].sum())
    share = stubs / max(synapses, 1)
    heard = largest_root(_survival(share, weight, receives)) if share else 0.0
    unheard = smallest_root(_death(weight, receives)) if share else 1.0
    if not synapses:
        heard, unheard = 0.0, 1.0
    lasts, small = lasting(classes)
    giant = lasts > 0
    entered = np.where(driven, 0.0, to)
    alone = float(entered @ unheard ** np.maximum(receives - 1, 0))
    is_reached = np.where(driven, 1.0, at_least_one(receives, heard))
    slope = float((to * sends) @ small ** np.maximum(sends - 1, 0))
    few = stubs / (1 - slope) if giant else 0.0
    sending = float(to[sends > 0] @ small ** (sends[sends > 0] - 1))
    each = (count * at_least_one(sends, lasts))[driven]
    return Near(
        synapses=synapses,
        driven=seeds,
        heard=heard,
        unheard=unheard,
        alone=alone,
        small=small,
        lasts=lasts,
        slope=slope,
        reached=float(count @ is_reached),
        breaking=float((count * is_reached) @ at_least_one(sends, alone)),
        dies=small**stubs if giant else 0.0,
        few=few,
        few_sending=float(count[driven & (sends > 0)].sum()) + few * sending if giant else 0.0,
        one_neuron=float(each @ small ** (stubs - sends[driven])) if giant else 0.0,
        one_synapse=stubs * lasts * small ** (stubs - 1) if giant and stubs else 0.0,
    )


def lasting(classes: DegreeClasses, *, backwards: bool = False) -> tuple[float, float]:
    """Probabilities that what starts at a synapse's receiver lasts, and that it stays small.

    Backwards: what leads to a synapse's sender.
    """
    receives, sends = classes.receives, classes.sends
    synapses = float(receives @ classes.count)
    if float(receives * sends @ classes.count) <= synapses:
        return 0.0, 1.0
    ends, partners = (sends, receives) if backwards else (receives, sends)
    weight = ends * classes.count / synapses
    return largest_root(_survival(0.0, weight, partners)), smallest_root(_death(weight, partners))


Slope = Callable[[float], tuple[float, float]]


def _survival(share: float, weight: NDArray[np.float64], partners: NDArray[np.float64]) -> Slope:
    """Share plus the weight of those with a partner that survives, minus s; and its slope."""

    def excess(s: float) -> tuple[float, float]:
        value = share + float(weight @ at_least_one(partners, s)) - s
        return value, _derivative(weight, partners, 1 - s) - 1

    return excess


def _death(weight: NDArray[np.float64], partners: NDArray[np.float64]) -> Slope:
    def excess(y: float) -> tuple[float, float]:
        return float(weight @ y**partners) - y, _derivative(weight, partners, y) - 1

    return excess


def _derivative(weight: NDArray[np.float64], partners: NDArray[np.float64], y: float) -> float:
    """Sum of weight * partners * y^(partners - 1)."""
    return float((weight * partners) @ y ** np.maximum(partners - 1, 0))


def at_least_one(partners: NDArray[np.float64], probability: float) -> NDArray[np.float64]:
    """1 - (1 - probability)^partners, with all its digits."""
    if probability >= 1:
        return (partners > 0).astype(float)
    answer: NDArray[np.float64] = -np.expm1(partners * math.log1p(-probability))
    return answer


def none_of(probability: float, partners: int) -> float:
    """(1 - probability)^partners, 1 where there are none, with all its digits."""
    if probability >= 1:
        return 0.0 if partners > 0 else 1.0
    return math.exp(max(partners, 0) * math.log1p(-probability))


def some_of(probability: float, partners: int) -> float:
    if probability >= 1:
        return 1.0 if partners > 0 else 0.0
    return -math.expm1(max(partners, 0) * math.log1p(-probability))


def largest_root(excess: Slope) -> float:
    """Root in 0 .. 1 of a concave function that is >= 0 at 0 and <= 0 at 1, from above."""
    return _newton(excess, 1.0, -1)


def smallest_root(excess: Slope) -> float:
    """Root in 0 .. 1 of a convex function that is >= 0 at 0, from below."""
    return _newton(excess, 0.0, 1)


def _newton(excess: Slope, start: float, direction: int) -> float:
    """Newton's method, which comes from one side only: a step back is rounding, and the end."""
    root = start
    for _ in range(200):
        value, slope = excess(root)
        step = -value / slope if slope else 0.0
        if step * direction <= 1e-17 * root:
            break
        root = min(1.0, max(0.0, root + step))
    return root
