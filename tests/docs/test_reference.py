"""The reference knows every public name, and every public name is documented."""

import doctest
import inspect
import sys
from pathlib import Path

import pytest

EXTENSIONS = Path(__file__).resolve().parents[2] / "docs" / "_ext"
sys.path.insert(0, str(EXTENSIONS))
try:
    from public import every_public_name, has_example, parameters
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


def test_a_name_without_documentation_would_be_noticed() -> None:
    def undocumented(strange_argument):  # no docstring, no domain, no known word
        return strange_argument

    assert parameters(undocumented) == {"strange_argument": ""}
    assert not has_example(undocumented)


@pytest.mark.parametrize("name", SHOWN)
def test_examples_beside_the_docstrings_are_true(name: str) -> None:
    assert name in NAMES
    test = doctest.DocTestParser().get_doctest(SHOWN[name], {}, name, None, 0)
    out: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=out.append)
    assert result.failed == 0, "".join(out)
