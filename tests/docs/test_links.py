"""Links and pictures of every page lead somewhere, without a network."""

import re
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
