"""Links and pictures of every page lead somewhere, without a network."""

import re
import tomllib
from pathlib import Path

import pytest

from netbounds.systems import SYSTEMS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GENERATED = {"_build", "gallery", "laws", "reference"}  # folders that the build fills
PAGES = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    + [
        page
        for page in DOCS.rglob("*.md")
        if not GENERATED & set(page.relative_to(DOCS).parts[:-1])
    ]
)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))


def prose(page):
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def slugs(page):
    heads = re.findall(r"^#+ +(.+)$", prose(page), flags=re.MULTILINE)
    plain = (re.sub(r"[`*]", "", head).lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).strip().replace(" ", "-") for head in plain}


@every_page
def test_every_link_leads_to_a_file_and_a_heading(page):
    for text, target in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"https?://|mailto:|#law", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        made = any(found.is_relative_to(DOCS / folder) for folder in GENERATED)
        assert made or found.exists(), f"{page.name}: [{text}]({target})"
        if anchor and found.suffix == ".md" and not made:
            assert anchor in slugs(found), f"{page.name}: [{text}]({target})"


@every_page
def test_it_names_no_picture_without_a_text_alternative(page):
    assert not re.search(r"!\[\]\(", page.read_text("utf-8"))
    for block in re.findall(r":figure: .*?```", page.read_text("utf-8"), flags=re.DOTALL):
        assert ":alt: " in block


@pytest.mark.parametrize("slug", SYSTEMS)
def test_every_system_has_a_page_with_verdicts_picture_laws_and_citation(slug):
    text = (DOCS / "systems" / f"{slug}.md").read_text(encoding="utf-8")
    for directive in (
        f"{{verdicts}} {slug}",
        f"{{plot}} {slug} ",
        f"{{laws}} {slug}",
        f"{{citing}} {slug}",
    ):
        assert directive in text, f"docs/systems/{slug}.md lacks ```{directive}```"
    assert re.search(r"\{law\} |\{derivation\} |\{math\}|\$\$", text), "the law as a formula"


ORDER = (
    "**The question.**", "**The law.**", "```{plot}", "**The commands.**", "## Verdicts",
    "## Published numbers and ours", "## What did not reproduce",
    "## Theorem, heuristic, observation", "## How to cite",
)  # fmt: skip


@pytest.mark.parametrize("page", sorted((DOCS / "systems").glob("*.md")), ids=lambda p: p.stem)
def test_pages_of_systems_tell_their_story_in_one_order(page):
    text = page.read_text(encoding="utf-8")
    places = [text.find(f"\n{part}") for part in ORDER]
    assert -1 not in places, [part for part, at in zip(ORDER, places, strict=True) if at < 0]
    assert places == sorted(places)


def test_full_runs_on_record_are_of_systems_and_add_up():
    kept = tomllib.loads((DOCS / "full_runs.toml").read_text(encoding="utf-8"))
    assert kept
    assert set(kept) <= set(SYSTEMS)
    assert all(0 < run["agree"] <= run["claims"] for run in kept.values())
