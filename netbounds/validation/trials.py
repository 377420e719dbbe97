"""Trials: what a worker does. A trial's randomness depends on what it is, not on who runs it."""

import hashlib
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from netbounds.claim import Claim
from netbounds.domains import refusal
from netbounds.kinds import Bound, Identity
from netbounds.points import Function, Point, accepted, ask, point_text
from netbounds.validation.codec import encode
from netbounds.validation.source import fingerprint
from netbounds.validation.store import Block

# an odd multiple of the golden ratio of 2^128: states this far apart share no low-order bits
_STRIDE = 0x9E3779B97F4A7C15F39CC0605CEDC835


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a worker must know to run any trial of a claim at a point."""

    sample: Function
    point: Point
    block: int
    seed: int
    spawn: tuple[int, int]
    draw: Function | None = None
    excess: Callable[[Any, Any], float] | None = None
    hypotheses: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A trial that raised, and how to repeat it."""

    trial: int
    error: str
    trace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All trials of a claim at a point: the key of its rows in the store, and its work.

    A prediction is a series of one trial without randomness; those with the same word in `beside`
    are computed by one worker, since they share intermediate results.
    """

    key: str
    system: str
    claim: str
    source: str
    work: Work
    beside: str = ""

    @property
    def prediction(self) -> bool:
        """A law or a rival at a point, not a sample."""
        return bool(self.beside)


def series(system: str, claim: Claim, point: Point, seed: int) -> Series:
    """Identify the trials of a claim at a point by the content of what produces them."""
    if claim.sample is None:
        raise refusal("series", "claim", "have a sample", claim.name)
    drawn: dict[str, Any] = {}
    if claim.draw is not None:
        if not isinstance(claim.kind, (Bound, Identity)):
            raise refusal(f"claim {claim.name!r}", "draw", "belong to a bound or an identity", "it")
        # law and rival meet the instance where it is drawn, so their source counts too
        drawn = {
            "draw": claim.draw,
            "excess": claim.kind.excess,
            "hypotheses": claim.hypotheses(),
        }
    source = fingerprint(claim.sample, claim.draw, *drawn.get("hypotheses", ()))
    text = point_text(dict(sorted(point.items())))
    kind = repr(claim.kind) if drawn else ""
    identity = (system, claim.name, text, str(claim.block), str(seed), source, kind)
    work = Work(
        sample=claim.sample,
        point=point,
        block=claim.block,
        seed=seed,
        spawn=(_number(f"{system}/{claim.name}"), _number(text)),
        **drawn,
    )
    return Series(
        key=hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32],
        system=system, claim=claim.name, source=source, work=work,
    )  # fmt: skip


def run_blocks(work: Work, blocks: Sequence[int]) -> list[tuple[int, Block | Failure]]:
    """Run blocks of trials; what a trial raises is returned, not raised."""
    done: list[tuple[int, Block | Failure]] = []
    for block in blocks:
        started = time.perf_counter()
        trial = run_trial_of(work)
        rng, at = _generator(work, block)
        values: list[Any] = []
        try:
            for i in range(work.block):
                at(i)
                values.append(trial(rng))
            done.append((block, Block(encode(values), time.perf_counter() - started)))
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            number = block * work.block + min(len(values), work.block - 1)
            done.append((block, Failure(number, text, traceback.format_exc())))
    return done


def run_trial(work: Work, number: int) -> Any:
    """Run one trial alone, exactly as it ran within its block."""
    rng, at = _generator(work, number // work.block)
    at(number % work.block)
    return run_trial_of(work)(rng)


def run_trial_of(work: Work) -> Callable[[np.random.Generator], Any]:
    """The trial as a function of its random generator."""
    sample, excess, draw, point = work.sample, work.excess, work.draw, work.point
    if draw is None or excess is None:
        arguments = accepted(sample, {**point, "rng": None})
        if "rng" not in arguments:
            return lambda rng: sample(**arguments)
        del arguments["rng"]
        return lambda rng: sample(**arguments, rng=rng)

    def instance_trial(rng: np.random.Generator) -> list[float]:
        instance = ask(draw, point, rng=rng)
        value = ask(sample, instance, rng=rng)
        return [excess(ask(function, instance), value) for function in work.hypotheses]

    return instance_trial


def _generator(work: Work, block: int) -> tuple[np.random.Generator, Callable[[int], None]]:
    """The block's generator, and how to put it at the beginning of trial i."""
    bits = np.random.PCG64(np.random.SeedSequence(work.seed, spawn_key=(*work.spawn, block)))
    start = bits.state

    def at(i: int) -> None:
        bits.state = start
        bits.advance(i * _STRIDE % 2**128)

    return np.random.Generator(bits), at


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
