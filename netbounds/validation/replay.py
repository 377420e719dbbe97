"""One trial of a claim, repeated alone, exactly as it ran within the sweep."""

import difflib
from typing import Any

from netbounds.claim import Claim
from netbounds.domains import DomainError, refusal
from netbounds.points import Point, point_text
from netbounds.validation.run import claims
from netbounds.validation.trials import run_trial, series
from netbounds.validation.verdicts import plain


def replay(claim: str, point: str, seed: str) -> Any:
    """The value of one trial.

    Parameters
    ----------
    claim
        Name of a claim, or "system: name" where two systems share it.
    point
        The point as messages print it, or its number, counted from 1.
    seed
        "root:trial", as messages print it.
    """
    system, found = _claim(claim)
    root, _, trial = seed.partition(":")
    if not (root.isdecimal() and (trial or "0").isdecimal()):
        raise refusal("replay", "seed", "be two whole numbers such as 0:17", seed)
    if found.sample is None:
        raise refusal("replay", "claim", "have a simulation", claim, "this one compares a table")
    work = series(system, found, _point(found, point), int(root)).work
    return plain(run_trial(work, int(trial or 0)))


def _claim(name: str) -> tuple[str, Claim]:
    from netbounds.systems import SYSTEMS

    system, _, rest = name.partition(": ")
    every = [(slug, c) for slug in SYSTEMS for c in claims(slug)]
    found = [(slug, c) for slug, c in every if c.name == name]
    found += [(slug, c) for slug, c in every if slug == system.replace("-", "_") and c.name == rest]
    if len(found) == 1:
        return found[0]
    if found:
        names = " or ".join(f'"{slug}: {c.name}"' for slug, c in found)
        raise DomainError(f"several systems have a claim {name!r}; say {names}")
    near = difflib.get_close_matches(name, [c.name for _, c in every], n=3, cutoff=0.3)
    hint = f"; did you mean {', '.join(map(repr, near))}?" if near else ""
    raise DomainError(f"there is no claim {name!r}{hint}")


def _point(claim: Claim, text: str) -> Point:
    points = claim.points(full=True)
    if text.isdecimal() and 1 <= int(text) <= len(points):
        return points[int(text) - 1]
    wanted = text.replace(" ", "")
    for point in points:
        if point_text(point).replace(" ", "") == wanted:
            return point
    known = "; ".join(point_text(p) for p in points)
    raise DomainError(f"claim {claim.name!r} has no point {text!r}; its points are: {known}")
