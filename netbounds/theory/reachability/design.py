"""The inverse problem: how many synapses a neuron are enough?"""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge

from netbounds.domains import Examples, OpenProbability, Symbol, refusal
from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import number
from netbounds.theory.reachability._design_rules import NAMES, RARE, RULES, Rule, failure_in_balls
from netbounds.theory.reachability._drive import named_and_fraction

if TYPE_CHECKING:
    import flint

Requirement = Literal["receives", "reached", "strongly connected", "accuracy"]
Family = Annotated[
    type[Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree]
    | Literal["Bernoulli", "fixed edges", "fixed in-degree", "fixed out-degree"],
    Examples(("Bernoulli", Bernoulli, "fixed edges", FixedInDegree, "fixed out-degree")),
]
# laws of components take seconds at sixty neurons: property tests draw from few sizes and drives
Size = Annotated[int, Ge(1), Symbol("n", "number of neurons"), Examples((1, 2, 7, 12, 25))]
SomeDrive = Annotated[
    Drive, Examples((Seeds(1), Seeds(2), RandomDrive(0.3), RandomDrive(0.1, seeds=1)))
]
_WIDTHS = (1e-12, 1e-11, 1e-10, 1e-9)  # relative, of the interval in which the root is sought


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "number of synapses needed for full capacity"),
    valid="any n that the exact laws can take; beyond, the few groups that matter in large graphs",
    formula=r"K^* = \min\{K : \Pr(\text{requirement fails}) \le \epsilon\}",
    accuracy=1e-9,
)
def minimum_in_degree(
    family: Family,
    n: Size,
    failure: OpenProbability,
    requirement: Requirement = "reached",
    drive: SomeDrive = Seeds(1),  # noqa: B008 (a frozen record, shared on purpose)
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
        `Bernoulli`: mean in-degree K = (n - 1) p, to 1e-9 (2e-6 for "reached" with 50 neurons or
        more at failures up to 0.02: see Notes). `FixedEdges`: m / n with the least m
        (self loops included). Fixed degrees: the least whole K.

    Raises
    ------
    DomainError
        If no in-degree can do it, or the pair of family and requirement has no law.

    Notes
    -----
    Inverts the exact laws. Above some hundred neurons (earlier where failures are rare) it sums the
    few small groups that stand in the way there: the result moves by less than 1e-5, and n may be
    1e9. Source: Turcu and Abbott (2022) for the question.

    Examples
    --------
    >>> print(f"{minimum_in_degree('Bernoulli', 100, failure=0.01):.6f}")
    8.790401
    >>> minimum_in_degree("fixed in-degree", 10**6, failure=0.01)
    5
    """
    where = "minimum_in_degree"
    kind, rule = _kind_and_rule(where, family, requirement)
    if _needs_none(where, n, failure, requirement, drive):
        return 0.0
    if n > rule.exact_up_to and rule.large is None:
        raise refusal(where, "n", f"be <= {rule.exact_up_to} for {NAMES[kind]!r}", n)
    exact_up_to = min(rule.exact_up_to, rule.exact_if_rare if failure <= RARE else math.inf)
    fails = rule.large if rule.large is not None and n > exact_up_to else rule.exact
    return _least(kind, n, failure, lambda e: fails(e, drive))


@minimum_in_degree.enclosure
def _(
    family: Any,
    n: int,
    failure: float,
    requirement: str = "reached",
    drive: Drive = Seeds(1),  # noqa: B008
) -> "flint.arb | flint.fmpq":
    """The failure law in balls on both sides of the result; exact where that is whole."""
    where = "minimum_in_degree.enclosure"
    kind, rule = _kind_and_rule(where, family, requirement)
    if _needs_none(where, n, failure, requirement, drive):
        return number(0)
    if n > rule.exact_up_to:
        text = f"be <= {rule.exact_up_to:g} for {NAMES[kind]!r} and {requirement!r}"
        raise refusal(where, "n", text, n, "larger graphs have a float only, from few groups")

    def fails(ensemble: Any) -> Any:
        return failure_in_balls(requirement, ensemble, drive)

    value = _least(kind, n, failure, lambda e: rule.exact(e, drive))
    if kind is Bernoulli:
        return root_between(lambda p: fails(Bernoulli(n, p)), n - 1, value / (n - 1), failure)
    return _proved_whole(kind, n, failure, value, fails)


def _kind_and_rule(where: str, family: Any, requirement: str) -> tuple[type[Any], Rule]:
    kind = _kind(where, family)
    rule = RULES.get((kind, requirement))
    if rule is None:
        has = ", ".join(f"{NAMES[k]!r}" for k, wanted in RULES if wanted == requirement)
        raise refusal(where, "family", f"be one of {has} for {requirement!r}", NAMES[kind])
    return kind, rule


def _needs_none(where: str, n: int, failure: float, requirement: str, drive: Drive) -> bool:
    """Whether no synapse is needed; what cannot be reached by any number is refused."""
    seeds, fraction = named_and_fraction(where, n, drive)
    if requirement == "receives" and n == 1:
        raise refusal(where, "n", "be >= 2", n, "a single neuron has nobody to listen to")
    if requirement == "reached":
        if seeds == 0 and n * math.log1p(-min(fraction, 1 - 1e-16)) > math.log(failure):
            text = "drive somebody often enough: nobody at all is driven more often than `failure`"
            raise refusal(where, "drive", text, drive)
        if seeds == n:
            return True
    return n == 1


def _least(kind: type[Any], n: int, failure: float, fails: Callable[[Any], float]) -> float:
    solve = _least_mean_degree if kind is Bernoulli else partial(_least_whole, kind)
    return solve(n, failure, fails)


def _least_mean_degree(n: int, failure: float, fails: Callable[[Bernoulli], float]) -> float:
    from scipy.optimize import brentq

    def excess(degree: float) -> float:
        """Log of the failure over the tolerated one."""
        return math.log(max(fails(Bernoulli(n, degree / (n - 1))), 1e-300) / failure)

    if excess(0.0) <= 0:
        return 0.0
    enough = min(n - 1.0, 6.0 + math.log(n) - math.log(failure))
    while enough < n - 1 and excess(enough) > 0:  # a drive that barely suffices needs more
        enough = min(n - 1.0, 2 * enough)
    return float(brentq(excess, 0.0, enough, xtol=1e-13, rtol=1e-14))


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


def root_between(
    fails: Callable[[Any], Any], scale: int, guess: float, failure: float
) -> "flint.arb":
    """Ball around scale * p with p where `fails`, in balls, falls through the tolerated failure.

    `fails` never increases with p. Nothing is assumed of the guess: the law is evaluated on either
    side of it.
    """
    from flint import arb

    allowed = number(Fraction(failure))
    for width in _WIDTHS:
        low, high = guess * (1 - width), min(1.0, guess * (1 + width))
        if (guess == 0 or fails(low) > allowed) and fails(high) <= allowed:
            ends: arb = (arb(low) * scale).union(arb(high) * scale)
            return ends
    rule = f"be met within {_WIDTHS[-1]:g} of the float {guess * scale}"
    raise refusal("minimum_in_degree.enclosure", "failure", rule, failure)


def _proved_whole(
    kind: type[Any], n: int, failure: float, value: float, fails: Callable[[Any], Any]
) -> "flint.fmpq":
    """The least number of synapses, proved by the law in balls at it and at one less."""
    per = n if kind is FixedEdges else 1
    least = round(value * per)
    allowed = number(Fraction(failure))
    while not fails(kind(n, least)) <= allowed:
        least += 1
    while least and fails(kind(n, least - 1)) <= allowed:
        least -= 1
    if least and not fails(kind(n, least - 1)) > allowed:
        rule = "differ from the failure at every whole number"
        raise refusal("minimum_in_degree.enclosure", "failure", rule, failure)
    return number(Fraction(least, per))


def _kind(where: str, family: Any) -> type[Any]:
    for kind, name in NAMES.items():
        if family is kind or (isinstance(family, str) and family == name):
            return kind
    names = ", ".join(f"{name!r}" for name in NAMES.values())
    raise refusal(where, "family", f"be one of {names}, or the class", family)
