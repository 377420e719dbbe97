"""Verdicts: a pure function of the samples, in the order of their trials."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from scipy.special import ndtri

from netbounds.claim import Claim
from netbounds.kinds import Distribution, Evidence, Published, margin_test
from netbounds.points import Point, point_text
from netbounds.statistics import FALSE_ALARM, Test, looks, spend

Word = Literal["agrees", "disagrees", "undecided"]
LAW, RIVAL, HIGH, LOW = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The law held against the samples of one group of points."""

    point: str
    law: Test
    p_rival: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """What was measured at a point."""

    point: Point
    mean: Any
    error: Any
    trials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the data say about a claim.

    The p-values hold over all points and all looks: each is compared with the false-alarm rate as
    it stands. `p_resolution` belongs to the law made wrong by the claim's resolution, in the
    direction that is harder to reject.
    """

    system: str
    claim: Claim
    verdict: Word
    reason: str
    p: float
    p_rival: float
    p_resolution: float
    trials: int
    cases: tuple[Case, ...]
    measured: tuple[Sampled, ...]
    seed: int
    looks: int
    full: bool = False
    seconds: float = field(default=0.0, compare=False)

    @property
    def name(self) -> str:
        """The claim's name."""
        return self.claim.name

    @property
    def worst(self) -> Case | None:
        """The case in which the law fares worst."""
        return min(self.cases, key=lambda case: case.law.p, default=None)

    @property
    def detectable(self) -> float | None:
        """Relative deviation that this run would have noticed with probability 0.99.

        At the best point, from its standard error; None for kinds without one.
        """
        share = FALSE_ALARM / (2 * len(self.cases) * spend(self.looks - 1)) if self.cases else 1.0
        margin = float(ndtri(0.99) - ndtri(share))
        found = [
            case.law.allowance + margin * case.law.deviation_error
            for case in self.cases
            if case.law.deviation_error is not None and math.isfinite(case.law.deviation_error)
        ]
        return min(found, default=None) if self.claim.sample is not None else None

    @property
    def effect(self) -> float | None:
        """Relative deviation of the measurement from the law, in the worst case."""
        return self.worst.law.deviation if self.worst else None

    def record(self) -> dict[str, Any]:
        """The verdict as plain numbers, texts and lists: what `--json` prints."""
        cases = [
            {
                "point": case.point,
                "method": case.law.method,
                "p": case.law.p,
                "p_rival": case.p_rival,
                "trials": case.law.trials,
                "prediction": plain(case.law.prediction),
                "estimate": plain(case.law.estimate),
                "error": plain(case.law.error),
                "deviation": plain(case.law.deviation),
                "note": case.law.note,
            }
            for case in self.cases
        ]
        return {
            "system": self.system,
            "claim": self.name,
            "kind": self.claim.kind.word,
            "verdict": self.verdict,
            "reason": self.reason,
            "p": self.p,
            "p_rival": self.p_rival,
            "p_resolution": self.p_resolution,
            "resolution": self.claim.resolution,
            "trials": self.trials,
            "effect": plain(self.effect),
            "detectable": plain(self.detectable),
            "looks": self.looks,
            "full": self.full,
            "seed": self.seed,
            "cases": cases,
        }


def plain(value: Any) -> Any:
    """Numbers that JSON knows: lists for arrays, None for what is not finite."""
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


class Judge:
    """Takes one look after the other at the growing samples of a claim."""

    def __init__(self, system: str, claim: Claim, *, full: bool, seed: int) -> None:
        self.system, self.claim, self.full, self.seed = system, claim, full, seed
        self.points = claim.points(full=full)
        self.groups = claim.kind.groups(self.points)
        self.looks = list(looks(claim.trials, claim.full_budget if full else claim.budget))
        self.hypotheses, self.kind = claim.hypotheses(), claim.kind
        self.look = 0
        self.p = [1.0] * 4
        self.cases: tuple[Case, ...] = ()
        self.measured: tuple[Sampled, ...] = ()
        self.word: Word | None = None
        self.reason = ""

    @property
    def wanted(self) -> int:
        """Trials that the next look needs at every point."""
        return self.looks[self.look] if self.claim.sample is not None else 0

    @property
    def decided(self) -> bool:
        """No further look is needed."""
        return self.word is not None

    def fail(self, reason: str) -> None:
        """Give up: nothing can be said."""
        self.word, self.reason = "undecided", reason

    def see(self, samples: Sequence[Any]) -> None:
        """Look at the samples, one sequence of trials a point."""
        try:
            self._test([Evidence(p, v) for p, v in zip(self.points, samples, strict=True)])
        except Exception as error:  # a law that raises must not end the run of all others
            self.fail(f"the test raised {type(error).__name__}: {error}")
            return
        last = self.look + 1 == len(self.looks) or self.claim.sample is None
        self.look += 1
        if self.p[LAW] < FALSE_ALARM:
            self.word, self.reason = "disagrees", self._disagreement()
        elif not (missing := self._not_rejected()) and (last or not self.full):
            self.word = "agrees"
        elif last:
            self.word, self.reason = "undecided", missing
        self.measured = tuple(
            measured
            for point, values in zip(self.points, samples, strict=True)
            if (measured := self._measure(point, values)) is not None
        )

    def verdict(self, seconds: float = 0.0) -> Verdict:
        """The verdict after the last look."""
        return Verdict(
            system=self.system,
            claim=self.claim,
            verdict=self.word or "undecided",
            reason=self.reason,
            p=self.p[LAW],
            p_rival=self.p[RIVAL],
            p_resolution=max(self.p[HIGH], self.p[LOW]),
            trials=sum(m.trials for m in self.measured) or sum(c.law.trials for c in self.cases),
            cases=self.cases,
            measured=self.measured,
            seed=self.seed,
            looks=max(self.look, 1),
            full=self.full,
            seconds=seconds,
        )

    def _test(self, evidence: Sequence[Evidence]) -> None:
        tests: list[list[Test]] = []
        for number, function in enumerate(self.hypotheses):
            if number in (HIGH, LOW) and not self.claim.resolution:
                tests.append([])
                continue
            tests.append([self._one(number, function, evidence, g) for g in self.groups])
            p = min(test.p for test in tests[number]) * len(self.groups) * spend(self.look)
            # a smaller p-value at an earlier look was paid for and stays
            self.p[number] = min(self.p[number], p)
        if not self.claim.resolution:
            self.p[HIGH] = self.p[LOW] = 0.0
        self.cases = tuple(
            Case(point=self._label(group), law=law, p_rival=rival.p)
            for group, law, rival in zip(self.groups, tests[LAW], tests[RIVAL], strict=True)
        )

    def _one(
        self,
        number: int,
        function: Callable[..., Any],
        evidence: Sequence[Evidence],
        group: Sequence[int],
    ) -> Test:
        if self.claim.draw is not None:  # the instance met every hypothesis where it was drawn
            (only,) = group
            margins = np.asarray(evidence[only].values)[:, number]
            return margin_test(list(margins), f"{self.claim.kind.word} on random instances")
        return self.kind.test(function, [evidence[i] for i in group])

    def _not_rejected(self) -> str:
        if self.p[RIVAL] >= FALSE_ALARM:
            return f"the rival is not rejected (p = {self.p[RIVAL]:.2g}){self._hint()}"
        if self.claim.kind.word != "bound" and max(self.p[HIGH], self.p[LOW]) >= FALSE_ALARM:
            percent = 100 * self.claim.resolution
            return (
                f"a law wrong by {percent:g} % would not be noticed "
                f"(p = {max(self.p[HIGH], self.p[LOW]):.2g}){self._hint()}"
            )
        return ""

    def _hint(self) -> str:
        notes = sorted({c.law.note for c in self.cases if c.law.note.startswith("too few")})
        return f"; {notes[0]}" if notes else ""

    def _disagreement(self) -> str:
        case = min(self.cases, key=lambda c: c.law.p)
        test = case.law
        if test.deviation is None or not math.isfinite(test.deviation):
            return f"at {case.point}: {test.note or test.method}"
        off = f"{100 * test.deviation:+.3g} %"
        if test.deviation_error is not None and math.isfinite(test.deviation_error):
            off += f" ± {100 * test.deviation_error:.2g} %"
        return f"at {case.point}: off by {off}" + (f" ({test.note})" if test.note else "")

    def _label(self, group: Sequence[int]) -> str:
        if isinstance(self.claim.kind, Published):
            return "the table"
        if len(group) == 1:
            return point_text(self.points[group[0]])
        first, last = (point_text(self.points[i]) for i in (group[0], group[-1]))
        return f"{first} ... {last}"

    def _measure(self, point: Point, values: Any) -> Sampled | None:
        if self.claim.draw is not None or not len(values):
            return None
        try:
            x = np.asarray(values, dtype=float)
        except (TypeError, ValueError):  # exact objects have no mean
            return None
        n = len(x)
        if isinstance(self.claim.kind, Distribution) and not self.claim.kind.continuous:
            x = x[:, None] == np.arange(int(x.max()) + 1)  # how often each outcome came up
        error = x.std(axis=0, ddof=1) / math.sqrt(n) if n > 1 else np.zeros(x.shape[1:])
        return Sampled(point=point, mean=x.mean(axis=0)[()], error=error[()], trials=n)
