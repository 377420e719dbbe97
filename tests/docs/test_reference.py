"""The reference knows every public name, and every public name is documented."""

import doctest
import inspect
import re
import sys
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).resolve().parents[2] / "docs" / "_ext"
BIBLIOGRAPHY = EXTENSIONS.parent / "references.bib"
sys.path.insert(0, str(EXTENSIONS))
try:
    from origins import ORIGINS
    from public import errors, every_public_name, has_example, origin, parameters
    from shown import SHOWN
finally:
    sys.path.remove(str(EXTENSIONS))

NAMES = every_public_name()


def test_every_public_name_has_a_statement() -> None:
    bare = [name for name, item in NAMES.items() if not (inspect.getdoc(item) or "").strip()]
    assert bare == []
    vague = [
        name
        for name, item in NAMES.items()
        if inspect.isfunction(item)
        and not inspect.getdoc(item).split("\n\n")[0].rstrip().endswith((".", "?", ":"))
    ]
    assert vague == [], "line 1 is a sentence"


def test_every_parameter_is_explained() -> None:
    # in the docstring, by its domain, or in the list of the package's words (docs/_ext/words.py)
    bare = {
        name: missing
        for name, item in NAMES.items()
        if not inspect.isclass(item)
        and (missing := [p for p, said in parameters(item).items() if not said])
    }
    assert bare == {}


def test_every_function_has_an_example() -> None:
    # a doctest, a claim that calls it (the reference shows the call), or one in docs/_ext/shown.py
    bare = [
        name for name, item in NAMES.items() if not inspect.isclass(item) and not has_example(item)
    ]
    assert bare == []


FUNCTIONS = {name: item for name, item in NAMES.items() if inspect.isfunction(item)}


def test_every_function_that_refuses_something_says_so() -> None:
    # in a section "Raises"; the reference says of the others whose errors they pass on, if any
    assert [name for name, item in FUNCTIONS.items() if not errors(item)] == []


def test_every_function_has_a_source() -> None:
    # in the docstring, by the law that it is held against, or in docs/_ext/origins.py
    assert [name for name, item in FUNCTIONS.items() if not origin(item)] == []
    modules = {item.__module__ for item in FUNCTIONS.values()}
    idle = [key for key in ORIGINS if not any(f"{m}.".startswith(f"{key}.") for m in modules)]
    assert idle == [], "of no public function"


def test_sources_cite_what_the_bibliography_has() -> None:
    known = set(re.findall(r"^@\w+\{(\w+),", BIBLIOGRAPHY.read_text("utf-8"), flags=re.MULTILINE))
    cited = {key for text in ORIGINS.values() for key in re.findall(r"\[(\w+)\]_", text)}
    assert cited
    assert cited <= known


def test_a_name_without_documentation_would_be_noticed() -> None:
    def undocumented(strange_argument):  # no docstring, no domain, no known word
        if strange_argument < 0:
            raise ValueError
        return strange_argument

    assert parameters(undocumented) == {"strange_argument": ""}
    assert not has_example(undocumented)
    assert not errors(undocumented)
    undocumented.__module__ = "elsewhere"
    assert not origin(undocumented)


@pytest.mark.parametrize("name", SHOWN)
def test_examples_beside_the_docstrings_are_true(name: str) -> None:
    assert name in NAMES
    test = doctest.DocTestParser().get_doctest(SHOWN[name], {}, name, None, 0)
    out: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=out.append)
    assert result.failed == 0, "".join(out)
