"""How often a random graph fails a requirement: in floats, in balls, from few groups if large."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.theory.reachability._balls import number, until_sharp
from netbounds.theory.reachability._drive import named_and_fraction
from netbounds.theory.reachability.giant import giant_out_fraction
from netbounds.theory.reachability.large import (
    failure_in_large_graph,
    silent_fixed_degree,
    unreached_fixed_in_degree,
)
from netbounds.theory.reachability.largest_component import (
    accuracy_of_sizes,
    expected_accuracy,
    main_sizes,
    quick_largest_component_distribution,
)
from netbounds.theory.reachability.reach import reach_distribution
from netbounds.theory.reachability.receive import probability_all_receive
from netbounds.theory.reachability.strong import probability_strongly_connected
from netbounds.theory.reachability.strong_bounds import strong_connectivity_upper_bound

Failure = Callable[[Any, Drive], float]
RARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a requirement fails: exactly up to a size, from the groups that matter beyond."""

    exact: Failure
    exact_up_to: float = math.inf
    large: Failure | None = None
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


def failure_in_balls(requirement: str, ensemble: Any, drive: Drive) -> Any:
    """The failure probability (of "accuracy": the mean error) as a ball or an exact rational."""
    if requirement == "reached":
        return sum(reach_distribution.enclosure(ensemble, drive)[:-1], start=0)
    if requirement == "accuracy":
        return 1 - expected_accuracy.enclosure(ensemble)
    if requirement == "strongly connected":
        if isinstance(ensemble, FixedInDegree | FixedOutDegree) and ensemble.k == 0:
            return number(int(ensemble.n > 1))
        return 1 - probability_strongly_connected.enclosure(ensemble)
    if isinstance(ensemble, Bernoulli):
        n, p = ensemble.n, ensemble.p
        return until_sharp(lambda: 1 - (1 - (1 - number(p)) ** (n - 1)) ** n)
    return 1 - probability_all_receive.enclosure(ensemble)


NAMES: dict[type[Any], str] = {
    Bernoulli: "Bernoulli",
    FixedEdges: "fixed edges",
    FixedInDegree: "fixed in-degree",
    FixedOutDegree: "fixed out-degree",
}

RULES: dict[tuple[type[Any], str], Rule] = {
    (Bernoulli, "receives"): Rule(exact=_deaf),
    (FixedEdges, "receives"): Rule(exact=_deaf, exact_up_to=2000),
    (FixedInDegree, "receives"): Rule(exact=_deaf),
    (FixedOutDegree, "receives"): Rule(exact=_deaf, exact_up_to=400, large=silent_fixed_degree),
    (Bernoulli, "reached"): Rule(
        exact=_unreached, exact_up_to=1000, large=_unreached_few, exact_if_rare=49
    ),
    (FixedEdges, "reached"): Rule(exact=_unreached, exact_up_to=200),
    (FixedInDegree, "reached"): Rule(
        exact=_unreached, exact_up_to=300, large=unreached_fixed_in_degree
    ),
    (FixedOutDegree, "reached"): Rule(exact=_unreached, exact_up_to=300, large=silent_fixed_degree),
    (Bernoulli, "strongly connected"): Rule(
        exact=_not_strong, exact_up_to=400, large=_deaf_or_mute
    ),
    (FixedEdges, "strongly connected"): Rule(exact=_not_strong, exact_up_to=200),
    (FixedInDegree, "strongly connected"): Rule(
        exact=_not_strong, exact_up_to=150, large=silent_fixed_degree
    ),
    (FixedOutDegree, "strongly connected"): Rule(
        exact=_not_strong, exact_up_to=150, large=silent_fixed_degree
    ),
    (Bernoulli, "accuracy"): Rule(exact=_inaccuracy, exact_up_to=400, large=_inaccuracy_of_giant),
    (FixedEdges, "accuracy"): Rule(exact=_inaccuracy, exact_up_to=200),
}
