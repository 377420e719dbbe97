"""The README says what the package is now."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from netbounds.systems import SYSTEMS, laws
from netbounds.validation.run import claims

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme():
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        import readme
    finally:
        sys.path.pop(0)
    return readme


def rows(readme):
    lines = readme.table_in(README).strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_has_a_row_for_every_system_in_order(readme):
    named = [re.search(r"systems/(\w+)\.md", row[0])[1] for row in rows(readme)]
    assert named == list(SYSTEMS), "run `make readme`"


def test_the_table_counts_the_laws_and_claims_that_there_are(readme):
    for slug, row in zip(SYSTEMS, rows(readme), strict=True):
        assert sum(map(int, re.findall(r"\d+", row[2]))) == len(laws(slug)), "run `make readme`"
        assert int(re.match(r"\d+", row[3])[0]) == len(claims(slug)), "run `make readme`"


def test_the_verdicts_add_up_to_the_claims(readme):
    # that every claim agrees is what tests/contracts show; a README that says less is out of date
    for row in rows(readme):
        assert row[4] == f"{re.match(r'[0-9]+', row[3])[0]} agree", "run `make readme`"


def test_the_output_it_shows_is_what_the_command_prints(readme):
    assert readme.output_in(README) == readme.output(), "run `make readme`"


def test_every_command_it_names_exists():
    from netbounds.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    named = set(re.findall(r"^\$? ?netbounds (\w+)", README, flags=re.MULTILINE))
    assert named
    assert named <= known


def test_the_citation_file_states_the_version_of_the_package():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
