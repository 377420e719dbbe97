"""The list of systems, and how to find their three files.

Adding a system is adding `theory/<slug>.py`, `simulate/<slug>.py`, `validation/<slug>.py` (or
folders of that name) and one name in `SYSTEMS`.
"""

import difflib
import importlib
import re
from importlib import resources
from types import ModuleType
from typing import Any, Literal

from netbounds.domains import DomainError
from netbounds.law import Law

SYSTEMS: tuple[str, ...] = (
    "reachability",
    "information_flow",
    "sparse_rnn_classification",
    "correlated_memory_capacity",
    "classical_capacity",
    "input_driven_chaos",
    "stable_ssm",
    "low_rank_sparse_control",
)

Wing = Literal["theory", "simulate", "validation"]


def canonical(slug: str) -> str:
    """The system's name as its modules spell it; hyphens are taken too.

    Raises
    ------
    DomainError
        If there is no such system.
    """
    name = slug.replace("-", "_")
    if name not in SYSTEMS:
        known = ", ".join(SYSTEMS)
        raise DomainError(f"there is no system {slug!r}; the systems are: {known}")
    return name


def module(wing: Wing, slug: str) -> ModuleType:
    """The system's module in one of the three wings."""
    return importlib.import_module(f"netbounds.{wing}.{canonical(slug)}")


def question(slug: str) -> str:
    """What the system is about: the first line of its theory module."""
    return (module("theory", slug).__doc__ or "").strip().split("\n", 1)[0]


def laws(slug: str) -> dict[str, Law[..., Any]]:
    """The system's laws by name, in the order in which its module lists them."""
    names = vars(module("theory", slug))
    return {name: item for name, item in names.items() if isinstance(item, Law)}


def find_law(name: str) -> tuple[str, Law[..., Any]]:
    """The system and the law of that name; `slug.name` tells namesakes apart.

    Raises
    ------
    DomainError
        If no system has such a law (the message names the nearest ones).
    """
    wanted_slug, _, wanted = name.rpartition(".")
    every = {(slug, law): item for slug in SYSTEMS for law, item in laws(slug).items()}
    for (slug, law), item in every.items():
        if law == wanted and (not wanted_slug or slug == canonical(wanted_slug)):
            return slug, item
    near = difflib.get_close_matches(wanted, [law for _, law in every], n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "see `netbounds list` for all laws"
    raise DomainError(f"there is no law {name!r}; {hint}")


def bibliography() -> dict[str, str]:
    """BibTeX entries by key."""
    text = resources.files("netbounds").joinpath("references.bib").read_text(encoding="utf-8")
    entries = re.finditer(r"^@\w+\{([^,\s]+),.*?^\}", text, flags=re.MULTILINE | re.DOTALL)
    return {entry[1]: entry[0] for entry in entries}


def citations(slug: str) -> dict[str, str]:
    """BibTeX entries that the system's laws rest on, the central paper first."""
    entries = bibliography()
    keys = dict.fromkeys(["turcu2022", *(law.source.key for law in laws(slug).values())])
    return {key: entries[key] for key in keys}
