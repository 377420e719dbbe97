"""The inverse problem: how many synapses a neuron are enough?"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from netbounds.domains import NeuronCount, OpenProbability, check, refusal
from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    Seeds,
)
from netbounds.theory.reachability._drive import named_and_fraction
from netbounds.theory.reachability.giant import giant_out_fraction
from netbounds.theory.reachability.large import (
    failure_in_large_graph,
    silent_fixed_degree,
    unreached_fixed_in_degree,
)
from netbounds.theory.reachability.largest_component import (
    accuracy_of_sizes,
    main_sizes,
    quick_largest_component_distribution,
)
from netbounds.theory.reachability.reach import reach_distribution
from netbounds.theory.reachability.receive import probability_all_receive
from netbounds.theory.reachability.strong import probability_strongly_connected
from netbounds.theory.reachability.strong_bounds import strong_connectivity_upper_bound

Requirement = Literal["receives", "reached", "strongly connected", "accuracy"]
Family = (
    type[Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree]
    | Literal["Bernoulli", "fixed edges", "fixed in-degree", "fixed out-degree"]
)
_Failure = Callable[[Any, Drive], float]
_RARE = 0.02


def minimum_in_degree(
    family: Family,
    n: NeuronCount,
    failure: OpenProbability,
    requirement: Requirement = "reached",
    drive: Drive = Seeds(1),  # noqa: B008 (a frozen record, shared on purpose)
) -> float:
    r"""Fewest synapses a neuron with which the network fails a requirement this rarely.

    - "receives": every neuron receives a synapse from another neuron.
    - "reached": the drive reaches every neuron.
    - "strongly connected": every neuron reaches every other.
    - "accuracy": the mean accuracy of the largest strong component is at least 1 - `failure`.

    Leaving nobody out costs about :math:`\ln n + \ln(1/\epsilon)` synapses a neuron when
    partners are drawn independently, but a number that does not depend on n when every neuron
    receives exactly K (about 2 for a driven fraction). Nor does the accuracy depend on n.

    Parameters
    ----------
    family
        The random graph's class, or its name.
    n
        Number of neurons.
    failure
        Tolerated probability that the requirement is not met (tolerated error of the accuracy).
    requirement
        What must hold.
    drive
        Which neurons are driven (used by "reached").

    Returns
    -------
    float
        `Bernoulli`: mean in-degree K = (n - 1) p, to 1e-9. `FixedEdges`: m / n with the least m
        (self loops included). Fixed degrees: the least whole K.

    Raises
    ------
    DomainError
        If no in-degree can do it, or the pair of family and requirement has no law.

    Notes
    -----
    Inverts the exact laws. Above some hundred neurons (`_RULES`; earlier where failures are rare)
    it sums the few small groups that stand in the way there: the result moves by less than 1e-5,
    and n may be 1e9. Source:
    Turcu and Abbott (2022) for the question.

    Examples
    --------
    >>> print(f"{minimum_in_degree('Bernoulli', 100, failure=0.01):.6f}")
    8.790401
    >>> minimum_in_degree("fixed in-degree", 10**6, failure=0.01)
    5
    """
    where = "minimum_in_degree"
    check(where, "n", n, NeuronCount)
    check(where, "failure", failure, OpenProbability)
    check(where, "requirement", requirement, Requirement)
    check(where, "drive", drive, Drive)
    kind = _kind(family)
    seeds, fraction = named_and_fraction(where, n, drive)
    rule = _RULES.get((kind, requirement))
    if rule is None:
        has = ", ".join(f"{_NAMES[k]!r}" for k, wanted in _RULES if wanted == requirement)
        raise refusal(where, "family", f"be one of {has} for {requirement!r}", _NAMES[kind])
    if requirement == "receives" and n == 1:
        raise refusal(where, "n", "be >= 2", n, "a single neuron has nobody to listen to")
    if requirement == "reached":
        if seeds == 0 and n * math.log1p(-min(fraction, 1 - 1e-16)) > math.log(failure):
            text = "drive somebody often enough: nobody at all is driven more often than `failure`"
            raise refusal(where, "drive", text, drive)
        if seeds == n:
            return 0.0
    if n == 1:
        return 0.0
    if n > rule.exact_up_to and rule.large is None:
        raise refusal(where, "n", f"be <= {rule.exact_up_to} for {_NAMES[kind]!r}", n)
    exact_up_to = min(rule.exact_up_to, rule.exact_if_rare if failure <= _RARE else math.inf)
    fails = rule.large if rule.large is not None and n > exact_up_to else rule.exact
    if kind is Bernoulli:
        return _least_mean_degree(n, failure, lambda e: fails(e, drive))
    return _least_whole(kind, n, failure, lambda e: fails(e, drive))


def _least_mean_degree(n: int, failure: float, fails: Callable[[Bernoulli], float]) -> float:
    from scipy.optimize import brentq

    def excess(degree: float) -> float:
        """Log of the failure over the tolerated one."""
        return math.log(max(fails(Bernoulli(n, degree / (n - 1))), 1e-300) / failure)

    if excess(0.0) <= 0:
        return 0.0
    enough = min(n - 1.0, 6.0 + math.log(n) - math.log(failure))
    return float(brentq(excess, 0.0, enough, xtol=1e-11))


def _least_whole(kind: type[Any], n: int, failure: float, fails: Callable[[Any], float]) -> float:
    """Bisection: more synapses never hurt."""
    edges = kind is FixedEdges
    low, high = -1, n * n if edges else n - 1  # the complete graph never fails
    guess = 3 * n if edges else 8
    while guess < high and fails(kind(n, guess)) > failure:
        low, guess = guess, 2 * guess
    high = min(high, guess)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fails(kind(n, middle)) > failure else (low, middle)
    return high / n if edges else high


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """How a requirement fails: exactly up to a size, from the groups that matter beyond."""

    exact: _Failure
    exact_up_to: float = math.inf
    large: _Failure | None = None
    exact_if_rare: float = math.inf  # the same for rare failures, which small groups settle sooner


def _deaf(ensemble: Any, drive: Drive) -> float:
    del drive
    if isinstance(ensemble, Bernoulli) and 0 < ensemble.p < 1:
        n, p = ensemble.n, float(ensemble.p)
        return -math.expm1(n * math.log1p(-math.exp((n - 1) * math.log1p(-p))))
    return 1 - probability_all_receive(ensemble)


def _unreached(ensemble: Any, drive: Drive) -> float:
    return float(reach_distribution(ensemble, drive)[:-1].sum())


def _unreached_few(ensemble: Bernoulli, drive: Drive) -> float:
    seeds, fraction = named_and_fraction("minimum_in_degree", ensemble.n, drive)
    return failure_in_large_graph(ensemble.n, float(ensemble.p), seeds, fraction)


def _not_strong(ensemble: Any, drive: Drive) -> float:
    del drive
    if isinstance(ensemble, FixedInDegree | FixedOutDegree) and ensemble.k == 0:
        return 1.0
    return 1 - probability_strongly_connected(ensemble)


def _deaf_or_mute(ensemble: Bernoulli, drive: Drive) -> float:
    del drive
    n, p = ensemble.n, float(ensemble.p)
    if p == 0 or math.log(n) + (n - 1) * math.log1p(-p) > math.log(1.9):
        return 1.0
    return 1 - strong_connectivity_upper_bound(ensemble)


def _inaccuracy(ensemble: Bernoulli | FixedEdges, drive: Drive) -> float:
    del drive
    n = ensemble.n
    if isinstance(ensemble, FixedEdges):
        pmf = quick_largest_component_distribution(ensemble)
    else:
        pmf = main_sizes(n, float(ensemble.p))
    return float((1 - accuracy_of_sizes(n)) @ pmf)


def _inaccuracy_of_giant(ensemble: Bernoulli, drive: Drive) -> float:
    del drive
    degree = (ensemble.n - 1) * float(ensemble.p)
    zeta = giant_out_fraction(degree) if degree > 1 else 0.0
    return 0.5 - 0.5 * zeta**6


_NAMES: dict[type[Any], str] = {
    Bernoulli: "Bernoulli",
    FixedEdges: "fixed edges",
    FixedInDegree: "fixed in-degree",
    FixedOutDegree: "fixed out-degree",
}

_RULES: dict[tuple[type[Any], str], _Rule] = {
    (Bernoulli, "receives"): _Rule(exact=_deaf),
    (FixedEdges, "receives"): _Rule(exact=_deaf, exact_up_to=2000),
    (FixedInDegree, "receives"): _Rule(exact=_deaf),
    (FixedOutDegree, "receives"): _Rule(exact=_deaf, exact_up_to=400, large=silent_fixed_degree),
    (Bernoulli, "reached"): _Rule(
        exact=_unreached, exact_up_to=1000, large=_unreached_few, exact_if_rare=49
    ),
    (FixedEdges, "reached"): _Rule(exact=_unreached, exact_up_to=200),
    (FixedInDegree, "reached"): _Rule(
        exact=_unreached, exact_up_to=300, large=unreached_fixed_in_degree
    ),
    (FixedOutDegree, "reached"): _Rule(
        exact=_unreached, exact_up_to=300, large=silent_fixed_degree
    ),
    (Bernoulli, "strongly connected"): _Rule(
        exact=_not_strong, exact_up_to=400, large=_deaf_or_mute
    ),
    (FixedEdges, "strongly connected"): _Rule(exact=_not_strong, exact_up_to=200),
    (FixedInDegree, "strongly connected"): _Rule(
        exact=_not_strong, exact_up_to=150, large=silent_fixed_degree
    ),
    (FixedOutDegree, "strongly connected"): _Rule(
        exact=_not_strong, exact_up_to=150, large=silent_fixed_degree
    ),
    (Bernoulli, "accuracy"): _Rule(exact=_inaccuracy, exact_up_to=400, large=_inaccuracy_of_giant),
    (FixedEdges, "accuracy"): _Rule(exact=_inaccuracy, exact_up_to=200),
}


def _kind(family: Any) -> type[Any]:
    for kind, name in _NAMES.items():
        if family is kind or (isinstance(family, str) and family == name):
            return kind
    names = ", ".join(f"{name!r}" for name in _NAMES.values())
    raise refusal("minimum_in_degree", "family", f"be one of {names}, or the class", family)
