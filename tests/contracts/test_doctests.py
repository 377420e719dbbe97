"""Examples hold on every processor: the last digits of a float depend on its vector unit."""

import doctest
import importlib
import pkgutil
import re

import pytest

import netbounds

# balls of flint are integer arithmetic, the same everywhere
BALL = re.compile(r"\[[^\[\]]*\+/-[^\[\]]*\]")
NUMBER = re.compile(r"\d+\.\d+")
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(netbounds.__path__, "netbounds.")
    if not module.name.endswith("__main__")
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_example_shows_more_than_thirteen_digits_of_a_float(name: str) -> None:
    found = doctest.DocTestFinder().find(importlib.import_module(name))
    wanted = BALL.sub("", " ".join(example.want for test in found for example in test.examples))
    digits = {number: len(number.replace(".", "").lstrip("0")) for number in NUMBER.findall(wanted)}
    assert {number for number, count in digits.items() if count > 13} == set()
