"""What the site shows of theory against simulation: verdicts and figures of every system.

All of it is computed before the first page is read, by all cores, and kept in the store.
"""

import os
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


def store(build: Path) -> Path:
    """The store of the site; another one may be named, so that tests and site share results."""
    return Path(os.environ.get("NETBOUNDS_STORE") or build / "results.sqlite")


@cache
def verdicts(build: Path) -> dict[str, list[Any]]:
    """The verdicts of each system."""
    from netbounds.validation import validate

    found: dict[str, list[Any]] = defaultdict(list)
    for verdict in validate(store=store(build)):
        found[verdict.system].append(verdict)
    return found


@cache
def figures(build: Path) -> dict[str, dict[str, tuple[Path, str]]]:
    """File and caption of each figure of each system."""
    import joblib

    from netbounds.systems import SYSTEMS, module
    from netbounds.validation.curves import with_curves
    from netbounds.validation.figures import write

    found = verdicts(build)
    wanted = {slug: module("validation", slug).FIGURES for slug in SYSTEMS}
    every = [v for some in found.values() for v in some]
    known = with_curves(wanted, every, store=store(build))
    jobs = [(slug, figure) for slug, some in known.items() for figure in some]
    paths = joblib.Parallel(n_jobs=-1)(
        joblib.delayed(write)(figure, _nothing, build / "figures") for _, figure in jobs
    )
    drawn: dict[str, dict[str, tuple[Path, str]]] = defaultdict(dict)
    for (slug, figure), (path, *_) in zip(jobs, paths, strict=True):
        drawn[slug][figure.name] = path, figure.caption
    return drawn


def _nothing(_: str) -> list[Any]:
    """The panels are known; nothing is left to be asked."""
    return []


def last_full_run(slug: str, claims: int, docs: Path) -> str:
    """What the last full run found, and whether claims have come since."""
    kept = tomllib.loads((docs / "full_runs.toml").read_text(encoding="utf-8"))
    command = f"`netbounds validate {slug.replace('_', '-')} --full`"
    if slug not in kept:
        return f"No complete full run is on record; {command} makes one."
    run = kept[slug]
    later = claims - run["claims"]
    workers = f"{run['workers']} worker" + "s" * (run["workers"] > 1)
    minutes = f"{run['minutes']:g} minute" + "s" * (run["minutes"] != 1)
    return (
        f"Full run ({command}, {workers}, empty store, {minutes}), "
        f"{run['date']:%-d %B %Y}: {run['agree']} of {run['claims']} claims agree."
        + (f" {later} claims have come since." if later > 0 else "")
        + (f" {run['note']}" if "note" in run else "")
    )


def build_folder(docs: Path) -> Path:
    """Where the site keeps what it computes."""
    folder = docs / "_build"
    folder.mkdir(exist_ok=True)
    return folder


def _compute(app: Sphinx) -> None:
    figures(build_folder(Path(app.srcdir)))


def _end_workers(*_: Any) -> None:
    """Pages are read by copies of this process, which must not inherit its pool of workers."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown(wait=True)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", _compute)
    app.connect("env-before-read-docs", _end_workers)
    return {"parallel_read_safe": True}
