"""The sweep: from claims to verdicts, through as many workers as there are.

Rounds: every claim that is not decided says which blocks its next look needs (before the first,
also which predictions); what the store does not have is computed and recorded as it arrives; then
every such claim looks. Nothing that decides a verdict depends on how many workers there are or in
which order they finish.
"""

import concurrent.futures
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from annotated_types import Ge

from netbounds.claim import Claim
from netbounds.domains import DomainError, check
from netbounds.points import point_text
from netbounds.validation.codec import decode, join
from netbounds.validation.executors import Executor, Task, choose, one_thread
from netbounds.validation.predictions import answer, answered, answered_kind, parcels, questions
from netbounds.validation.progress import Progress, Silent
from netbounds.validation.store import Block, Store
from netbounds.validation.trials import Failure, Series, series
from netbounds.validation.verdicts import Judge, Verdict

# short blocks travel together, so that sending them costs little: for so long at least, and longer
# where many workers share one scheduler
_TASK_SECONDS = 0.2
_TASK_SECONDS_PER_WORKER = 0.001
_PATIENCE = 6  # times that workers may die in a row before any block arrives


@dataclass(slots=True)
class _Plan:
    """A claim under way."""

    judge: Judge
    series: list[Series]
    questions: list[Series]
    blocks: dict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    seconds: float = 0.0


_Missing = tuple[_Plan, Series, list[int]]


def sweep(
    systems: Mapping[str, Sequence[Claim]],
    *,
    store: Store | str | Path | None = None,
    full: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> list[Verdict]:
    """Bring every claim to its verdict; compute only what the store does not have.

    Raises
    ------
    DomainError
        If the seed is negative.
    """
    check("validate", "seed", seed, Annotated[int, Ge(0)])
    own = not isinstance(store, Store)
    kept = store if isinstance(store, Store) else Store(store)
    try:
        plans = [
            _plan(system, claim, full, seed)
            for system, claims in systems.items()
            for claim in claims
        ]
        with (
            one_thread(),
            progress or Silent() as listener,
            choose(workers, scheduler) as executor,
        ):
            listener.claims(len(plans))
            _run(plans, kept, executor, listener)
            return [plan.judge.verdict(plan.seconds) for plan in plans]
    finally:
        if own:
            kept.close()


def _plan(system: str, claim: Claim, full: bool, seed: int) -> _Plan:
    judge = Judge(system, claim, full=full, seed=seed)
    every = [series(system, claim, p, seed) for p in judge.points] if claim.sample else []
    return _Plan(judge, every, questions(system, claim, judge.points))


def _run(plans: list[_Plan], store: Store, executor: Executor, progress: Progress) -> None:
    pace: dict[str, float] = {}  # seconds a block takes, by series
    answers: dict[str, Any] = {}  # predictions, shared by all claims
    for plan in plans:
        plan.judge.hypotheses = answered(plan.judge.claim, answers)
        plan.judge.kind = answered_kind(plan.judge.claim, answers)
    asked = _unanswered(plans, store, answers)
    while open_plans := [plan for plan in plans if not plan.judge.decided]:
        missing, asked = asked, []
        for plan in open_plans:
            for one in plan.series:
                wanted = range(plan.judge.wanted // plan.judge.claim.block)
                if absent := _absent(plan, one, wanted, store, pace):
                    missing.append((plan, one, absent))
        _compute(missing, store, executor, progress, pace, answers)
        for plan in open_plans:
            if not plan.judge.decided:
                _look(plan, progress)


def _unanswered(plans: list[_Plan], store: Store, answers: dict[str, Any]) -> list[_Missing]:
    """Predictions that the store does not have, those of the first claims first."""
    missing: dict[str, _Missing] = {}
    for plan in plans:
        for one in plan.questions:
            if one.key in answers or one.key in missing:
                continue
            if known := store.blocks(one.key).get(0):
                answers[one.key] = answer(known.data)
            else:
                missing[one.key] = plan, one, [0]
    return list(missing.values())


def _look(plan: _Plan, progress: Progress) -> None:
    plan.judge.see([_samples(plan, one) for one in plan.series] or _none(plan))
    if plan.judge.decided:
        progress.decided(plan.judge.verdict(plan.seconds))
        plan.blocks.clear()


def _absent(
    plan: _Plan, one: Series, wanted: range, store: Store, pace: dict[str, float]
) -> list[int]:
    have = plan.blocks[one.key]
    for number, block in store.blocks(one.key, len(have)).items():
        if number in wanted and number not in have:
            have[number] = decode(block.data)
            plan.seconds += block.seconds
            pace[one.key] = block.seconds
    return [number for number in wanted if number not in have]


def _samples(plan: _Plan, one: Series) -> Any:
    blocks = plan.blocks[one.key]
    return join([blocks[number] for number in sorted(blocks)])


def _none(plan: _Plan) -> list[tuple[()]]:
    return [() for _ in plan.judge.points]


def _compute(
    missing: list[_Missing],
    store: Store,
    executor: Executor,
    progress: Progress,
    pace: dict[str, float],
    answers: dict[str, Any],
) -> None:
    by_key = {one.key: (plan, one) for plan, one, _ in missing}
    todo = {one.key: set(blocks) for _, one, blocks in missing}
    for _, one, _ in missing:
        store.describe(
            one.key, system=one.system, claim=one.claim, point=point_text(one.work.point),
            seed=one.work.seed, source=one.source, version=version_of_netbounds(),
        )  # fmt: skip
    progress.look(sum(map(len, todo.values())))

    length = max(_TASK_SECONDS, _TASK_SECONDS_PER_WORKER * executor.workers)

    def tasks() -> Iterator[Task]:
        for group in parcels([m for _, m, _ in missing if m.prediction and todo[m.key]]):
            yield [(one.key, one.work, [0]) for one in group]
        for key, blocks in list(todo.items()):
            if by_key[key][1].prediction:
                continue
            left = sorted(blocks)
            while left and not by_key[key][0].judge.decided:  # a trial that raised decides
                size = max(1, int(length / max(pace.get(key, 1.0), 1e-6)))
                now, left = left[:size], left[size:]
                yield [(key, by_key[key][1].work, now)]

    deaths = 0
    while any(todo.values()):
        before = sum(map(len, todo.values()))
        try:
            for key, done in itertools.chain.from_iterable(executor.run(tasks())):
                if by_key[key][1].prediction:
                    _answer(key, done, todo, store, answers)
                else:
                    _record(key, done, by_key, todo, store, pace)
                progress.advance(len(done), _left(todo, pace) / executor.workers)
        except concurrent.futures.BrokenExecutor as error:
            # a worker died; what arrived is kept, the rest is sent again to a fresh pool
            stuck = sum(map(len, todo.values())) == before
            deaths = deaths + 1 if stuck else 0
            if deaths == _PATIENCE:
                lost = next(by_key[key][1] for key, blocks in todo.items() if blocks)
                raise DomainError(
                    f"workers die whenever they run {lost.claim!r} at "
                    f"{point_text(lost.work.point)} (out of memory?); what is recorded stays"
                ) from error
        for plan, one, _ in missing:
            if plan.judge.decided:
                todo[one.key].clear()


def _answer(
    key: str,
    done: list[tuple[int, Block | Failure]],
    todo: dict[str, set[int]],
    store: Store,
    answers: dict[str, Any],
) -> None:
    """Keep a prediction; one that failed is left to the judge, who says so."""
    ((number, result),) = done
    todo[key].discard(number)
    if isinstance(result, Block):
        answers[key] = answer(result.data)
        if store.writable:
            store.keep(key, [(number, result)])


def _left(todo: Mapping[str, set[int]], pace: Mapping[str, float]) -> float:
    """Seconds of work that the missing blocks will take, as far as their pace is known."""
    known = [pace[key] for key in todo if key in pace]
    typical = sum(known) / len(known) if known else 0.0
    return sum(len(blocks) * pace.get(key, typical) for key, blocks in todo.items() if blocks)


def _record(
    key: str,
    done: list[tuple[int, Block | Failure]],
    by_key: Mapping[str, tuple[_Plan, Series]],
    todo: dict[str, set[int]],
    store: Store,
    pace: dict[str, float],
) -> None:
    plan, one = by_key[key]
    good = [(number, result) for number, result in done if isinstance(result, Block)]
    if good:
        store.keep(key, good)
    for number, block in good:
        plan.blocks[key][number] = decode(block.data)
        plan.seconds += block.seconds
        pace[key] = block.seconds
    for number, result in done:
        todo[key].discard(number)
        if isinstance(result, Failure):
            point = point_text(one.work.point)
            plan.judge.fail(
                f"a trial raised {result.error}; repeat it alone: netbounds replay "
                f'"{one.claim}" --point "{point}" --seed {one.work.seed}:{result.trial}'
            )


def version_of_netbounds() -> str:
    """The installed version, as text."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("netbounds")
    except PackageNotFoundError:
        return "checkout"
