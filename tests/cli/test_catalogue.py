import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from netbounds.cli import app
from netbounds.systems import SYSTEMS, laws

LAW_NAMES = [(slug, name) for slug in SYSTEMS for name in laws(slug)]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_list_names_every_system_and_every_law() -> None:
    shown = run("list")
    for slug, name in LAW_NAMES:
        assert slug.replace("_", "-") in shown
        assert name in shown
    assert list(json.loads(run("list", "--json"))) == list(SYSTEMS)


@pytest.mark.parametrize(("slug", "name"), LAW_NAMES)
def test_show_says_statement_validity_and_source_of_every_law(slug: str, name: str) -> None:
    law = laws(slug)[name]
    card = json.loads(run("show", f"{slug}.{name}", "--json"))
    assert card["statement"] == law.statement
    assert card["latex"] == law.formula
    assert card["unicode"], "a formula that a terminal can print"
    assert card["source"].startswith(law.source.key)
    assert set(card["parameters"]) == set(law.domains)
    if law.derivation:
        assert len(card["derivation"]) == len(law.derivation().steps)


def test_cite_prints_bibtex_of_the_central_paper_and_the_laws() -> None:
    for slug in SYSTEMS:
        shown = run("cite", slug)
        assert "@article{turcu2022" in shown
        for law in laws(slug).values():
            assert f"{{{law.source.key}," in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "giant_out_fracton"], "there is no law 'giant_out_fracton'; did you mean"),
        (["cite", "astrology"], "there is no system 'astrology'; the systems are: reachability"),
        (["no-such-command"], "No such command"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(arguments: list[str], sentence: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "netbounds", *arguments], capture_output=True, text=True
    )
    assert shown.returncode == 2
    assert sentence in shown.stderr
    assert "Traceback" not in shown.stderr
    assert shown.stdout == ""
