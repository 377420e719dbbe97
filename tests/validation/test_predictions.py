"""Predictions are evaluated once, kept, and found by what produced them."""

from fractions import Fraction

import numpy as np
import pytest
from support.synthetic import CLAIMS, noisy_square, square

from netbounds.claim import mean
from netbounds.points import Scaled
from netbounds.validation import sweep
from netbounds.validation.codec import encode
from netbounds.validation.predictions import answer, answered, questions

calls: list[float] = []
allowances: list[float] = []


def counted_square(n):
    calls.append(n)
    return float(n * n)


class Ball:
    """A number of a kind that no store knows."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


def ball_square(n):
    return Ball(float(n * n))


def power_of(exponent):
    return lambda n: float(n**exponent)


def claim_of(law, name="square", **more):
    return mean(
        name, law=law, sample=noisy_square, at=({"n": 2}, {"n": 3}), rival=lambda n: n, **more
    )


def keys(claim):
    return [one.key for one in questions("synthetic", claim, claim.points())]


@pytest.fixture
def store(tmp_path):
    calls.clear()
    return tmp_path / "results.sqlite"


def test_a_law_is_asked_once_at_a_point_however_often_it_is_judged(store):
    both = [claim_of(counted_square), claim_of(counted_square, "the same square")]
    verdicts = sweep({"synthetic": both}, store=store, workers=1)
    assert [v.verdict for v in verdicts] == ["agrees", "agrees"]
    assert sorted(calls) == [2, 3]


def test_a_repeated_run_asks_no_law(store):
    first = sweep({"synthetic": [claim_of(counted_square)]}, store=store, workers=1)
    calls.clear()
    again = sweep({"synthetic": [claim_of(counted_square)]}, store=store, workers=1)
    assert calls == []
    assert [v.record() for v in again] == [v.record() for v in first]


def allowed(n):
    allowances.append(n)
    return 0.01 * n


def test_an_allowance_is_asked_once_at_a_point(store):
    allowances.clear()
    claim = claim_of(square, systematic=allowed, why="for the test", full_budget=8192)
    (verdict,) = sweep({"synthetic": [claim]}, store=store, workers=1, full=True)
    assert verdict.looks > 1
    assert sorted(allowances) == [2, 3]


def test_a_law_made_wrong_uses_the_answers_of_the_law(store):
    sweep({"synthetic": [claim_of(counted_square)]}, store=store, workers=1)
    calls.clear()
    (wrong,) = sweep({"synthetic": [claim_of(counted_square).spoiled()]}, store=store, workers=1)
    assert wrong.verdict == "disagrees"
    assert calls == []


def test_an_answer_that_cannot_be_kept_is_asked_of_the_law_itself(store):
    (verdict,) = sweep({"synthetic": [claim_of(ball_square)]}, store=store, workers=1)
    assert verdict.verdict == "agrees"


def test_functions_made_by_one_function_are_told_apart_by_what_they_hold():
    two, three = (keys(claim_of(power_of(exponent)))[:2] for exponent in (2, 3))
    assert not set(two) & set(three)


def test_a_function_that_holds_something_without_a_text_is_not_kept():
    assert len(keys(claim_of(power_of(Ball(2.0))))) == 2  # the rival's


def test_other_tables_in_the_package_ask_again(monkeypatch):
    before = keys(claim_of(square))
    monkeypatch.setattr("netbounds.validation.predictions.data_fingerprint", lambda: "other tables")
    assert not set(before) & set(keys(claim_of(square)))


def test_continuous_distributions_drawn_instances_and_exponents_are_asked_where_they_are_judged():
    asked = {c.name: bool(questions("synthetic", c, c.points())) for c in CLAIMS}
    assert {c.name for c in CLAIMS if not asked[c.name]} == {
        c.name
        for c in CLAIMS
        if c.draw or c.kind.word == "slope" or getattr(c.kind, "continuous", False)
    }


@pytest.mark.parametrize(
    "value",
    [2.5, 7, True, Fraction(1, 3), (1, 10**30), {"a": 1.5, "b": 2}, np.arange(3), np.ones((2, 2))],
)
def test_answers_come_back_as_they_were(value):
    back = answer(encode([value]))
    assert np.array_equal(back, value) if isinstance(value, np.ndarray) else back == value
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype


def test_a_point_that_was_not_asked_goes_to_the_law():
    claim = claim_of(square)
    law, _, high, _ = answered(claim, {})
    assert law(n=5) == 25.0
    assert isinstance(high, Scaled)
    assert high(n=5) == 25.0 * 1.05
