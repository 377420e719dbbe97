"""What every law must keep, whatever it says."""

import dataclasses
import math
import pickle
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.draws import arguments, values_outside

from netbounds.domains import DomainError
from netbounds.law import Kind, Law
from netbounds.systems import SYSTEMS, bibliography, laws

LAWS = {f"{slug}.{name}": item for slug in SYSTEMS for name, item in laws(slug).items()}
DRAWS = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

every_law = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS.keys())


def with_face(*names: str) -> pytest.MarkDecorator:
    having = {key: law for key, law in LAWS.items() if any(getattr(law, name) for name in names)}
    return pytest.mark.parametrize("law", having.values(), ids=having.keys())


@every_law
def test_says_what_it_states_when_it_holds_and_who_said_it(law: Law[..., Any]) -> None:
    doc = law.__doc__ or ""
    assert law.statement.endswith("."), "line 1 is a sentence"
    assert ">>> " in doc, "one doctest with a number"
    assert re.search(r"Source|References", doc), "the docstring names its source"
    assert law.valid, "says when it holds"
    assert law.formula, "has its formula in LaTeX"
    assert law.source.key in bibliography(), "its source is in references.bib"
    if law.kind in (Kind.ASYMPTOTIC, Kind.MEAN_FIELD, Kind.EMPIRICAL):
        assert law.error, "says how wrong it may be"


@every_law
def test_every_parameter_declares_its_domain(law: Law[..., Any]) -> None:
    missing = [name for name, domain in law.domains.items() if domain is Any]
    assert not missing


@every_law
def test_can_be_checked_by_an_independent_face(law: Law[..., Any]) -> None:
    assert law.enclosure or law.reference or law.derivation


@every_law
def test_pickles_by_name_and_keeps_its_signature(law: Law[..., Any]) -> None:
    assert pickle.loads(pickle.dumps(law)) is law
    assert list(law.signature.parameters) == list(law.domains)


@every_law
def test_refuses_what_lies_outside_its_domain_in_one_sentence(law: Law[..., Any]) -> None:
    for name, domain in law.domains.items():
        for value in values_outside(domain):
            with pytest.raises(DomainError, match=rf"{law.__name__}: {name} must be .*, got "):
                law.check(**{**_dummies(law), name: value})


@with_face("enclosure")
@DRAWS
@given(data=st.data())
def test_float_lies_inside_its_ball(law: Law[..., Any], data: st.DataObject) -> None:
    drawn = data.draw(arguments(law))
    for value, ball in _pairs(law(**drawn), law.enclosure(**drawn)):
        _assert_inside(value, ball, law.accuracy)


@with_face("reference")
@DRAWS
@given(data=st.data())
def test_float_agrees_with_fifty_digits(law: Law[..., Any], data: st.DataObject) -> None:
    import mpmath

    drawn = data.draw(arguments(law))
    with mpmath.workdps(50):
        for value, exact in _pairs(law(**drawn), law.reference(**drawn)):
            _assert_close(value, exact, law.accuracy)


@with_face("derivation")
def test_derivation_has_steps_that_sympy_executed(law: Law[..., Any]) -> None:
    import sympy

    derivation = law.derivation()
    assert len(derivation.steps) >= 2
    assert all(step.text.endswith((".", ":")) for step in derivation.steps)
    assert all(isinstance(step.formula, sympy.Basic) for step in derivation.steps)
    symbols = {str(s) for s in derivation.result.free_symbols} - {str(derivation.value)}
    known = set(law.domains) | set(_fields(derivation.example or {}))
    assert symbols <= known, "the result speaks of the law's own parameters"


@with_face("derivation")
@DRAWS
@given(data=st.data())
def test_derived_formula_gives_the_float(law: Law[..., Any], data: st.DataObject) -> None:
    import mpmath
    import sympy

    derivation = law.derivation()
    drawn = dict(derivation.example or data.draw(arguments(law)))
    filled = law.signature.bind(**drawn)
    filled.apply_defaults()
    known = {**filled.arguments, **_fields(derivation.example or {})}
    with mpmath.workdps(50):
        numbers = {
            symbol: sympy.Float(mpmath.mpf(known[str(symbol)]), 50)
            if isinstance(known[str(symbol)], float)
            else sympy.sympify(known[str(symbol)])
            for symbol in derivation.result.free_symbols
            if str(symbol) in known
        }
        if derivation.value is None:
            value = sympy.N(derivation.result.subs(numbers), 50)
            _assert_close(law(**drawn), mpmath.mpf(sympy.Float(value, 50)), law.accuracy)
        else:
            # an implicit law: its value solves the equation, to the rounding of both sides
            numbers[derivation.value] = law(**drawn)
            left, right = (complex(sympy.N(s.subs(numbers), 30)) for s in derivation.result.args)
            assert abs(left - right) <= 1e-9 * max(1.0, abs(left), abs(right))


def _fields(example: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the records among the arguments of an example, by name."""
    records = [value for value in example.values() if dataclasses.is_dataclass(value)]
    return {f.name: getattr(r, f.name) for r in records for f in dataclasses.fields(r)}


def _pairs(value: Any, other: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, (np.ndarray, list, tuple)):
        values, others = list(np.ravel(np.asarray(value, dtype=object))), _flat(other)
        assert len(values) == len(others)
        return list(zip(values, others, strict=True))
    return [(value, other)]


def _flat(items: Any) -> list[Any]:
    if isinstance(items, (list, tuple, np.ndarray)):
        return [leaf for item in items for leaf in _flat(item)]
    return [items]


def _assert_inside(value: Any, ball: Any, accuracy: float) -> None:
    """The float, widened by its stated rounding error, meets the ball."""
    import flint

    ball = flint.arb(ball) if not isinstance(ball, flint.arb) else ball
    widened = flint.arb(float(value), accuracy * abs(float(value)) + 1e-300)
    assert ball.rad() <= 1e-9 * max(1.0, abs(float(value))), f"ball {ball} is too wide to tell"
    assert ball.overlaps(widened), f"float {value!r} outside of ball {ball}"


def _assert_close(value: Any, exact: Any, accuracy: float) -> None:
    value, exact = float(value), float(exact)
    if math.isinf(exact) or math.isnan(exact):
        assert value == exact
    else:
        assert abs(value - exact) <= accuracy * abs(exact) + 1e-300, f"{value!r} against {exact!r}"


def _dummies(law: Law[..., Any]) -> dict[str, Any]:
    """Any arguments inside the domain of each parameter, found once per law."""
    from hypothesis import find

    if law not in _FOUND:
        # the first will do; making it simpler would ask the law hundreds of times
        first = settings(DRAWS, phases=(Phase.generate,))
        _FOUND[law] = find(arguments(law), lambda _: True, settings=first)
    return _FOUND[law]


_FOUND: dict[Law[..., Any], dict[str, Any]] = {}
