"""Predictions: what a law says at a point, computed once by any worker and kept like a trial.

A law may cost more than the trials it is held against, and a judge asks for it at every look: as
itself, as the law made wrong in two directions, and in every claim that shares it. So laws and
rivals are evaluated like trials are, beside them, under a key that holds the source text of all
they may run; the judge then looks the answers up.
"""

import functools
import hashlib
import inspect
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from netbounds.claim import Claim
from netbounds.kinds import Distribution, Kind, Mean, Slope
from netbounds.points import Function, Point, Scaled, accepted, point_text
from netbounds.validation.codec import decode
from netbounds.validation.source import data_fingerprint, fingerprint, identity
from netbounds.validation.trials import Series, Work

_PARCELS_A_CLAIM = 64  # sending an answer costs a millisecond, which long tables would feel


def questions(system: str, claim: Claim, points: tuple[Point, ...]) -> list[Series]:
    """What a judge will ask the law, the rival and the allowance, each as a series of one trial.

    Nothing where the law is asked elsewhere: at drawn instances, or at the sampled values of a
    continuous quantity. An exponent depends on no point.
    """
    kind = claim.kind
    continuous = isinstance(kind, Distribution) and kind.continuous
    if claim.draw is not None or continuous or isinstance(kind, Slope):
        return []
    asked = [
        _question(system, claim.name, function, point)
        for function in (claim.law, claim.rival, *_allowance(kind))
        for point in points
    ]
    return list({one.key: one for one in asked if one is not None}.values())


def parcels(questions: Iterable[Series]) -> Iterator[list[Series]]:
    """Questions that one worker answers: of one point, or of several of a very long table."""
    together: dict[str, list[Series]] = defaultdict(list)
    for one in questions:
        together[one.beside].append(one)
    points: dict[str, list[list[Series]]] = defaultdict(list)
    for group in together.values():
        points[group[0].claim].append(group)
    for groups in points.values():
        size = -(-len(groups) // _PARCELS_A_CLAIM)
        for first in range(0, len(groups), size):
            yield list(itertools.chain.from_iterable(groups[first : first + size]))


def _allowance(kind: Kind) -> tuple[Function, ...]:
    allowed = getattr(kind, "systematic", None)
    return (allowed,) if callable(allowed) else ()


def _question(system: str, claim: str, function: Function, point: Point) -> Series | None:
    function = _unscaled(function)
    arguments = accepted(function, point)
    key = _key(function, arguments)
    if key is None:
        return None
    work = Work(sample=function, point=arguments, block=1, seed=0, spawn=(0, 0))
    return Series(
        key=key, system=system, claim=claim, source=_source(function), work=work,
        beside=f"{system} {point_text(point)}",
    )  # fmt: skip


def _unscaled(function: Function) -> Function:
    return _unscaled(function.law) if isinstance(function, Scaled) else function


def _key(function: Function, arguments: Point) -> str | None:
    name = identity(function)
    if " at 0x" in name:  # something whose text does not say what it is
        return None
    text = point_text(dict(sorted(arguments.items())))
    content = "\0".join(("prediction", name, text, _source(function), data_fingerprint()))
    return hashlib.sha256(content.encode()).hexdigest()[:32]


@functools.lru_cache(maxsize=4096)
def _source(function: Function) -> str:
    return fingerprint(*dict.fromkeys(_parts(function)))


def _parts(function: Any) -> Iterator[Function]:
    """The function and the functions that it holds: of a partial, or of a closure."""
    yield function
    held: list[Any] = []
    if isinstance(function, functools.partial):
        held = [function.func, *function.args, *function.keywords.values()]
    elif inspect.isfunction(function) and function.__closure__:
        held = [cell.cell_contents for cell in function.__closure__]
    for part in held:
        if callable(part):
            yield from _parts(part)


@dataclass(frozen=True)
class Answered:
    """A law or rival whose answers are known at some points."""

    function: Function
    answers: Mapping[str, Any] = field(compare=False, repr=False)

    @functools.cached_property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.function)

    def __call__(self, *args: Any, **arguments: Any) -> Any:
        """The known answer, or the function's own."""
        key = None if args else _key(self.function, arguments)
        if key is None or key not in self.answers:
            return self.function(*args, **arguments)
        return self.answers[key]


def answered(claim: Claim, answers: Mapping[str, Any]) -> tuple[Function, ...]:
    """The hypotheses of a claim, with what is known already."""
    return tuple(_answered(function, answers) for function in claim.hypotheses())


def answered_kind(claim: Claim, answers: Mapping[str, Any]) -> Kind:
    """The kind of a claim, with what is known of its allowance already."""
    kind = claim.kind
    if not isinstance(kind, Mean) or not callable(kind.systematic):
        return kind
    return replace(kind, systematic=Answered(kind.systematic, answers))


def _answered(function: Function, answers: Mapping[str, Any]) -> Function:
    if isinstance(function, Scaled):
        return Scaled(_answered(function.law, answers), function.factor)
    return Answered(function, answers)


def answer(data: bytes) -> Any:
    """The prediction in a stored block; numbers come back as Python's own, counts as int64."""
    (value,) = decode(data)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        value = value.astype(np.int64) if value.dtype.kind in "iu" else value
        value.flags.writeable = False  # several claims share it
    return value
