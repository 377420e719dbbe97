"""What a run established, in words that a referee would accept."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from netbounds.statistics import FALSE_ALARM
from netbounds.validation.laws import laws_met_by
from netbounds.validation.verdicts import Verdict


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many claims agree, with which error rates; which do not, by how much; what is open."""
    if not verdicts:
        return "No claim was run."
    full = any(v.full for v in verdicts)
    systems = len({v.system for v in verdicts})
    lines = [
        f"{_count(len(verdicts), 'claim')} of {_count(systems, 'system')}, "
        f"{'full' if full else 'quick'} run, seed {verdicts[0].seed}."
    ]
    agree = [v for v in verdicts if v.verdict == "agrees"]
    if agree:
        lines.append(_agreement(agree))
    for word, verb in (("disagrees", "disagree"), ("undecided", "undecided")):
        those = [v for v in verdicts if v.verdict == word]
        if those:
            lines.append(f"{len(those)} {word if len(those) == 1 else verb}:")
            lines += [f"  {v.system}: {v.name}: {v.reason}" for v in those]
    lines.append(_untested(verdicts, full))
    return "\n".join(lines)


def untested_laws(verdicts: Iterable[Verdict]) -> list[str]:
    """Laws of the systems that were run which no claim calls, as slug.name."""
    from netbounds.systems import SYSTEMS, laws

    verdicts = list(verdicts)
    used = frozenset().union(*(laws_met_by(v.claim) for v in verdicts))
    run = dict.fromkeys(v.system for v in verdicts)
    return [
        f"{slug}.{name}"
        for slug in run
        if slug in SYSTEMS
        for name, law in laws(slug).items()
        if law not in used
    ]


def _agreement(agree: Sequence[Verdict]) -> str:
    chance = FALSE_ALARM * len(agree)
    wrong = sorted({v.claim.resolution for v in agree if v.claim.resolution})
    percents = " or ".join(f"{100 * r:g} %" for r in wrong)
    text = (
        f"{len(agree)} {'agrees' if len(agree) == 1 else 'agree'}: the data do not reject the law "
        f"(a true one would be rejected with probability at most {FALSE_ALARM:g} a claim, "
        f"{chance:.2g} in all) and do reject the rival"
    )
    text += f" and the law made wrong by {percents}, each at the same rate." if percents else "."
    found = sorted(d for v in agree if (d := v.detectable) is not None)
    if found:
        middle, low, high = (_percent(found[i]) for i in (len(found) // 2, 0, -1))
        text += f" Power: with probability 0.99 a deviation of {middle} would have been noticed"
        text += f" (median; from {low} to {high})." if low != high else "."
    return text


def _untested(verdicts: Sequence[Verdict], full: bool) -> str:
    parts = []
    if not full and (points := sum(len(v.claim.full) for v in verdicts)):
        parts.append(f"{_count(points, 'point')} that only the full run visits (--full)")
    names = [name.split(".") for name in untested_laws(verdicts)]
    if not names:
        return f"Not tested: {'; '.join(parts) or 'nothing that these systems state'}."
    parts.append(f"{_count(len(names), 'law')} that no claim calls:")
    lines = [
        f"  {slug}: {', '.join(name for _, name in some)}"
        for slug, some in itertools.groupby(names, key=lambda parts: parts[0])
    ]
    return "\n".join(["Not tested: " + "; ".join(parts), *lines])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _percent(fraction: float) -> str:
    return f"{_two_digits(100 * fraction):g} %"


def _two_digits(value: float) -> float:
    """Rounded; shown with :g it is 390, not 3.9e+02."""
    return float(f"{value:.2g}")


def rows(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The verdict table's cells, as text."""
    return [
        {
            "system": v.system,
            "claim": v.name,
            "kind": v.claim.kind.word,
            "verdict": v.verdict,
            "p": f"{min(v.p, 1):.2g}",
            "rival p": f"{v.p_rival:.1g}",
            "deviation": _deviation(v),
            "trials": f"{v.trials}",
            "time": f"{v.seconds:.1f} s",
        }
        for v in verdicts
    ]


def _deviation(v: Verdict) -> str:
    if v.worst is None or v.effect is None or v.effect != v.effect:
        return ""
    error = v.worst.law.deviation_error
    tail = ""
    if error is not None and error == error:
        tail = f" ± {_two_digits(100 * error):g}"
    return f"{_two_digits(100 * v.effect):+g}{tail} %"
