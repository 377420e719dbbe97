"""Kinds of claim: what is held against the samples, and how.

A kind is a frozen record with one method, ``test(function, evidence) -> Test``: are the samples
what `function` (the law, its rival, the law made wrong by a few percent) says? `groups` says which
points are tested together. Adding a kind is adding a record here and its builder in `claim.py`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple, Protocol

import numpy as np

from netbounds.points import Function, Point, accepted, ask, point_text
from netbounds.statistics import (
    Test,
    continuous_test,
    discrete_test,
    mean_test,
    slope_test,
)


class Row(NamedTuple):
    """A published number: where, how much (text keeps its printed digits), its stated error."""

    point: Point
    value: Any
    error: float = 0.0


class Evidence(NamedTuple):
    """Samples at a point, in the order of their trials; empty where a kind needs none."""

    point: Point
    values: Any


class Kind(Protocol):
    """What every kind of claim provides."""

    @property
    def word(self) -> str:
        """The name printed in tables."""

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Indices of the points that are tested together."""

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """Hold the function against the samples of one group of points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean of the trials is the law, up to a declared allowance."""

    systematic: Function | float | None = None
    support: tuple[float, float] | None = None
    word: str = "mean"

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Every point by itself."""
        return [[i] for i in range(len(points))]

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """Exact binomial, betting or Student's t; see `netbounds.statistics.means`."""
        ((point, values),) = evidence
        return mean_test(
            ask(function, point),
            values,
            allowance=_allowance(self.systematic, point),
            support=self.support,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Outcomes follow the law's probabilities, or its distribution function."""

    continuous: bool = False
    word: str = "distribution"

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Every point by itself."""
        return [[i] for i in range(len(points))]

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """Likelihood-ratio chi-square or Kolmogorov-Smirnov."""
        ((point, values),) = evidence
        if not self.continuous:
            return discrete_test(ask(function, point), values)
        known = accepted(function, point)
        return continuous_test(lambda x: function(x, **known), values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """The logarithm of the mean grows along one parameter with the law's exponent."""

    along: str
    systematic: Function | float | None = None
    word: str = "slope"

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Points that differ only in the parameter `along`."""
        groups: dict[str, list[int]] = {}
        for i, point in enumerate(points):
            groups.setdefault(point_text(self._rest(point)), []).append(i)
        return list(groups.values())

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """Least squares through the log means."""
        rest = self._rest(evidence[0].point)
        return slope_test(
            float(ask(function, rest)),
            [e.point[self.along] for e in evidence],
            [e.values for e in evidence],
            allowance=_allowance(self.systematic, rest),
        )

    def _rest(self, point: Point) -> Point:
        return {name: value for name, value in point.items() if name != self.along}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No sample lies beyond the law; `tolerance` is for rounding, relative."""

    side: Literal["upper", "lower"] = "upper"
    tolerance: float = 1e-9
    word: str = "bound"

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Every point by itself."""
        return [[i] for i in range(len(points))]

    def excess(self, limit: Any, value: Any) -> float:
        """How far a sample lies beyond the limit; <= 0 is allowed."""
        limit, value = np.asarray(limit, dtype=float), np.asarray(value, dtype=float)
        beyond = value - limit if self.side == "upper" else limit - value
        slack = self.tolerance * np.maximum(np.abs(limit), np.abs(value))
        worst = float(np.max(beyond - slack))
        return math.inf if math.isnan(worst) else worst

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """One sample beyond the limit refutes it."""
        ((point, values),) = evidence
        limit = ask(function, point)
        return margin_test([self.excess(limit, v) for v in values], "no sample beyond", limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Law and brute force give the same; exactly, or to a relative tolerance."""

    tolerance: float = 0.0
    word: str = "identity"

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """Every point by itself."""
        return [[i] for i in range(len(points))]

    def excess(self, predicted: Any, value: Any) -> float:
        """How far the two differ beyond the tolerance; <= 0 is allowed."""
        if isinstance(predicted, Mapping):
            predicted, value = tuple(predicted.values()), tuple(value.values())
        if self.tolerance == 0:
            return 0.0 if _same(predicted, value) else _distance(predicted, value) or math.inf
        a, b = np.asarray(predicted), np.asarray(value)
        if a.shape != b.shape:
            return math.inf
        a, b = a.astype(complex), b.astype(complex)
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), np.finfo(float).tiny)
        worst = float(np.max(np.abs(a - b) / scale, initial=0.0)) - self.tolerance
        return math.inf if math.isnan(worst) else worst

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """One difference refutes it."""
        ((point, values),) = evidence
        predicted = ask(function, point)
        return margin_test([self.excess(predicted, v) for v in values], "equality", predicted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The law gives the published numbers, and so does the simulation where there is one.

    A table that accepts ``full`` may give the quick run a part of its rows.
    """

    table: Callable[..., Sequence[Any]]
    judge: Function | None = None
    support: tuple[float, float] | None = None
    word: str = "published"

    def rows(self, *, full: bool = False) -> list[Row]:
        """The published numbers that the quick or the full run compares."""
        return [Row(*row) for row in ask(self.table, {"full": full})]

    def groups(self, points: Sequence[Point]) -> list[list[int]]:
        """The table is judged as a whole."""
        return [list(range(len(points)))]

    def test(self, function: Function, evidence: Sequence[Evidence]) -> Test:
        """Half a unit of the last printed digit plus the stated error, or the claim's own judge."""
        rows = self.rows()
        if [row.point for row in rows] != [one.point for one in evidence]:
            rows = self.rows(full=True)
        predicted = [ask(function, row.point) for row in rows]
        if self.judge is not None:
            verdict = self.judge(predicted, rows)
            p = float(verdict)
            note = "" if not isinstance(verdict, (bool, np.bool_)) else "yes or no"
            return Test(p=p, trials=len(rows), method="published table", note=note)
        values = [np.asarray(_number(row.value), dtype=float) for row in rows]
        room = [_half_unit(row.value) + row.error for row in rows]
        off = [
            float(np.max(np.abs(np.asarray(p, dtype=float) - v) / np.maximum(r, 1e-300)))
            for p, v, r in zip(predicted, values, room, strict=True)
        ]
        worst = int(np.argmax(np.nan_to_num(off, nan=math.inf)))
        fits = off[worst] <= 1 + 1e-9
        tests = [
            mean_test(row.value_as_float, e.values, allowance=r, support=self.support)
            for row, e, r in zip(map(_Number, rows), evidence, room, strict=False)
            if len(e.values)
        ]
        p = min([float(fits), *(min(1.0, len(tests) * t.p) for t in tests)])
        scale = float(np.max(np.abs(values[worst]))) or math.nan
        return Test(
            p=p,
            trials=len(rows),
            method="published table",
            prediction=predicted,
            estimate=[v[()] for v in values],
            error=[np.max(r) for r in room],
            deviation=float(np.max(np.abs(np.asarray(predicted[worst]) - values[worst]))) / scale,
            deviation_error=float(np.max(room[worst])) / scale,
            note=f"worst row off by {off[worst]:.3g} of its tolerance",
        )


class _Number:
    """A row whose value is read as a number."""

    def __init__(self, row: Row) -> None:
        self.value_as_float = np.asarray(_number(row.value), dtype=float)


def margin_test(margins: Sequence[float], method: str, prediction: Any = None) -> Test:
    """A test that a single violation (margin > 0) refutes."""
    violations = sum(not m <= 0 for m in margins)
    return Test(
        p=0.0 if violations else 1.0,
        trials=len(margins),
        method=method,
        prediction=prediction,
        deviation=float(max(margins)) if len(margins) else None,
        note=f"{violations} of {len(margins)} violate it" if violations else "",
    )


def _allowance(systematic: Function | float | None, point: Point) -> Any:
    if systematic is None:
        return 0.0
    return ask(systematic, point) if callable(systematic) else systematic


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, (tuple, list, np.ndarray)) or isinstance(b, (tuple, list, np.ndarray)):
        if np.shape(a) == () or np.shape(b) == () or len(a) != len(b):
            return False
        return all(_same(x, y) for x, y in zip(a, b, strict=True))
    return bool(a == b)


def _distance(a: Any, b: Any) -> float:
    try:
        return float(np.max(np.abs(np.asarray(a, dtype=float) - np.asarray(b, dtype=float))))
    except (TypeError, ValueError, OverflowError):
        return math.inf


def _number(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_number(v) for v in value]
    return float(Fraction(value)) if isinstance(value, (str, Decimal, Fraction)) else value


def _half_unit(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return np.array([_half_unit(v) for v in value])
    if isinstance(value, (int, np.integer)):
        return 0.0  # a count is printed in full
    exponent = Decimal(value if isinstance(value, (str, Decimal)) else repr(float(value)))
    digits = exponent.as_tuple().exponent
    return 0.5 * 10.0**digits if isinstance(digits, int) else 0.0
