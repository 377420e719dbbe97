"""Claim: a law held against a sample, and what would have refuted it.

A system's claims are a tuple, made by one builder for each kind::

    CLAIMS = (
        mean(
            "giant out-component fraction",
            law=theory.giant_out_fraction,
            sample=simulate.giant_out_fraction,
            at=grid(mean_degree=[1.5, 2, 3, 5], n=[4000]),
            rival=lambda mean_degree: 1 - exp(-mean_degree),
            systematic=lambda n: 2 / n,
            why="the largest finite component has O(log n) neurons",
        ),
    )

The law, the rival, the allowance and the sample are called by keyword with those of a point's
names that they accept; the sample also gets ``rng``. A claim agrees when the data do not reject
the law, and reject the rival as well as the law made wrong by `resolution` in either direction:
no claim passes that could not have failed. `netbounds.validation` runs claims.
"""

import inspect
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from netbounds.domains import refusal
from netbounds.kinds import (
    Bound,
    Distribution,
    Identity,
    Kind,
    Mean,
    Published,
    Row,
    Slope,
)
from netbounds.points import Function, Point, Scaled, point_text

Points = tuple[Point, ...]


def grid(**values: Iterable[Any]) -> Points:
    """Every combination of the values, as a tuple of points.

    >>> grid(mean_degree=[2, 3], n=[4000])
    ({'mean_degree': 2, 'n': 4000}, {'mean_degree': 3, 'n': 4000})
    """
    return tuple(
        dict(zip(values, combination, strict=True))
        for combination in itertools.product(*map(tuple, values.values()))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A law, a sample, the points where they meet, and a rival the same data must reject.

    Attributes
    ----------
    trials, budget, full_budget
        The data are looked at after `trials`, 2 `trials`, 4 `trials`, ... trials a point, up to
        the budget of the quick or the full run.
    block
        Trials that are computed, stored and resumed as one piece.
    full
        Points that only the full run visits.
    resolution
        The law must be refuted when it is multiplied or divided by 1 + resolution (0: not asked).
    """

    name: str
    kind: Kind
    law: Function
    rival: Function
    sample: Function | None
    at: Points
    full: Points = ()
    draw: Function | None = None
    trials: int = 1
    budget: int = 1
    full_budget: int = 1
    block: int = 1
    resolution: float = 0.05
    why: str = ""

    def __post_init__(self) -> None:
        name = f"claim {self.name!r}"
        if not (1 <= self.block <= self.trials <= self.budget <= self.full_budget):
            sizes = f"{self.block}, {self.trials}, {self.budget}, {self.full_budget}"
            rule = "satisfy 1 <= block <= trials <= budget <= full_budget"
            raise refusal(name, "block, trials, budget, full_budget", rule, sizes)
        if self.trials % self.block:
            raise refusal(name, "trials", f"be a multiple of block = {self.block}", self.trials)
        if not self.at and not isinstance(self.kind, Published):
            raise refusal(name, "at", "name at least one point", "none")
        for function in (self.sample, self.draw):
            if function is not None and not _travels(function):
                rule = "be a function at the top level of a module, so that workers find it"
                raise refusal(name, "sample and draw", rule, function)

    def points(self, *, full: bool = False) -> Points:
        """The points the quick or the full run visits."""
        if isinstance(self.kind, Published):
            return tuple(row.point for row in self.kind.rows(full=full))
        return self.at + self.full if full else self.at

    def hypotheses(self) -> tuple[Function, ...]:
        """The law, its rival, and the law made wrong in both directions."""
        factor = 1 + self.resolution
        return self.law, self.rival, Scaled(self.law, factor), Scaled(self.law, 1 / factor)

    def spoiled(self) -> "Claim":
        """The same claim with a wrong law: it must disagree."""
        if isinstance(self.kind, Bound):  # a bound may be far from sharp; its rival is too tight
            return replace(self, law=self.rival)
        return replace(self, law=Scaled(self.law, 1 + self.resolution))


def mean(
    name: str,
    *,
    law: Function,
    sample: Function,
    at: Sequence[Point],
    rival: Function,
    systematic: Function | float | None = None,
    why: str = "",
    support: tuple[float, float] | None = None,
    trials: int = 64,
    budget: int = 4096,
    **more: Any,
) -> Claim:
    """The sample's mean is the law (every entry, when samples are arrays).

    `systematic` is an absolute allowance for what the law leaves out, `why` its reason. Samples
    that are 0 or 1 meet exact binomial limits, samples in a stated `support` rigorous ones, others
    Student's t.

    Raises
    ------
    DomainError
        If an allowance is given without `why`, or the claim states nothing that data could refute.
    """
    _refuse_unexplained(name, systematic, why)
    kind = Mean(systematic=systematic, support=support)
    return _claim(name, kind, law, sample, at, rival, trials, budget, why=why, **more)


def bound(
    name: str,
    *,
    law: Function,
    sample: Function,
    at: Sequence[Point],
    rival: Function,
    side: Literal["upper", "lower"] = "upper",
    draw: Function | None = None,
    tolerance: float = 1e-9,
    trials: int = 64,
    budget: int | None = None,
    **more: Any,
) -> Claim:
    """No sample lies beyond the law; some lie beyond the tighter rival.

    With `draw`, every trial draws an instance ``draw(**point, rng) -> arguments`` and holds
    ``law(**instance)`` against ``sample(**instance)``.
    """
    kind = Bound(side=side, tolerance=tolerance)
    return _claim(name, kind, law, sample, at, rival, trials, budget, draw=draw, **more)


def distribution(
    name: str,
    *,
    law: Function,
    sample: Function,
    at: Sequence[Point],
    rival: Function,
    continuous: bool = False,
    trials: int = 512,
    budget: int = 16384,
    **more: Any,
) -> Claim:
    """Sampled outcomes 0..k have the law's probabilities.

    With `continuous`, law and rival are distribution functions ``law(x, **point)`` of an array x.
    """
    kind = Distribution(continuous=continuous)
    return _claim(name, kind, law, sample, at, rival, trials, budget, **more)


def slope(
    name: str,
    *,
    law: Function,
    sample: Function,
    at: Sequence[Point],
    along: str,
    rival: Function,
    systematic: Function | float | None = None,
    why: str = "",
    trials: int = 64,
    budget: int = 4096,
    **more: Any,
) -> Claim:
    """The sample's mean is a power of the parameter `along`; the law is the exponent.

    Raises
    ------
    DomainError
        If an allowance is given without `why`, or the claim states nothing that data could refute.
    """
    _refuse_unexplained(name, systematic, why)
    kind = Slope(along=along, systematic=systematic)
    return _claim(name, kind, law, sample, at, rival, trials, budget, why=why, **more)


def identity(
    name: str,
    *,
    law: Function,
    sample: Function,
    at: Sequence[Point],
    rival: Function,
    draw: Function | None = None,
    tolerance: float = 0.0,
    why: str = "",
    trials: int | None = None,
    budget: int | None = None,
    **more: Any,
) -> Claim:
    """Law and brute force agree exactly, or to a relative `tolerance` whose reason is `why`.

    Without `draw` one sample a point, with it one random instance a trial (see `bound`).

    Raises
    ------
    DomainError
        If an allowance is given without `why`, or the claim states nothing that data could refute.
    """
    _refuse_unexplained(name, tolerance or None, why)
    trials = trials or (1 if draw is None else 64)
    kind = Identity(tolerance=tolerance)
    return _claim(name, kind, law, sample, at, rival, trials, budget, draw=draw, why=why, **more)


def published(
    name: str,
    *,
    law: Function,
    table: Callable[..., Sequence[tuple[Any, ...] | Row]],
    rival: Function,
    judge: Function | None = None,
    sample: Function | None = None,
    support: tuple[float, float] | None = None,
    trials: int | None = None,
    budget: int | None = None,
    **more: Any,
) -> Claim:
    """The law gives the numbers of a published table, whose rows are (point, value, error).

    A table that accepts ``full`` may give the quick run a part of its rows.
    A value given as text keeps its printed digits: "0.850" leaves room for 0.0005. Half a unit of
    the last digit plus the stated error is the tolerance. A `judge(predicted, rows)` of the
    claim's own returns a p-value, or whether they fit. With a `sample`, its mean must lie within
    the tolerance too.
    """
    trials = trials or (1 if sample is None else 64)
    kind = Published(table=table, judge=judge, support=support)
    return _claim(name, kind, law, sample, (), rival, trials, budget, **more)


def _claim(
    name: str,
    kind: Kind,
    law: Function,
    sample: Function | None,
    at: Sequence[Point],
    rival: Function,
    trials: int,
    budget: int | None,
    *,
    full: Sequence[Point] | None = None,
    full_budget: int | None = None,
    block: int | None = None,
    draw: Function | None = None,
    resolution: float = 0.05,
    why: str = "",
) -> Claim:
    budget = max(budget or trials, trials)
    claim = Claim(
        name=name, kind=kind, law=law, rival=rival, sample=sample,
        at=tuple(at), full=tuple(full or ()), draw=draw,
        trials=trials, budget=budget, full_budget=max(full_budget or budget, budget),
        block=block or trials, resolution=resolution, why=why,
    )  # fmt: skip
    texts = [point_text(point) for point in claim.at + claim.full]
    if len(set(texts)) < len(texts):
        twice = next(text for text in texts if texts.count(text) > 1)
        raise refusal(f"claim {name!r}", "at and full", "name each point once", twice)
    return claim


def _refuse_unexplained(name: str, allowance: object, why: str) -> None:
    if allowance is not None and not why:
        rule = "say why an allowance is made"
        raise refusal(f"claim {name!r}", "why", rule, why, "no tolerance without a reason")


def _travels(function: Function) -> bool:
    inner = getattr(function, "func", function)  # functools.partial
    if inspect.isfunction(inner):
        return "<" not in inner.__qualname__
    return True
