from typing import Annotated, Literal

import numpy as np
import pytest
from annotated_types import Gt, Interval, Lt

from netbounds.domains import (
    DomainError,
    MeanDegree,
    NeuronCount,
    check,
    describe,
    refusal,
    symbol,
)
from netbounds.ensembles import Bernoulli, FixedInDegree


def refuses(value: object, annotation: object, sentence: str) -> None:
    with pytest.raises(DomainError) as refused:
        check("f", "x", value, annotation)
    assert str(refused.value) == sentence


def test_a_value_beyond_a_bound_is_told_the_bound() -> None:
    refuses(0, MeanDegree, "f: x must be > 0, got 0")
    refuses(1.5, Annotated[float, Interval(ge=0, lt=1)], "f: x must be >= 0 and < 1, got 1.5")


def test_a_value_of_another_kind_is_told_the_whole_rule() -> None:
    refuses("a", MeanDegree, "f: x must be a number > 0, got 'a'")
    refuses(2.0, NeuronCount, "f: x must be a whole number >= 1, got 2.0")
    refuses(True, NeuronCount, "f: x must be a whole number >= 1, got True")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1j, None, [1.0]])
def test_what_is_not_a_finite_number_is_refused(value: object) -> None:
    with pytest.raises(DomainError):
        check("f", "x", value, MeanDegree)


def test_numpy_numbers_are_numbers() -> None:
    check("f", "x", np.float64(2.0), MeanDegree)
    check("f", "x", np.int32(2), NeuronCount)


def test_records_literals_and_unions() -> None:
    check("f", "x", Bernoulli(3, 0.1), Bernoulli | FixedInDegree)
    refuses(3, Bernoulli | FixedInDegree, "f: x must be a Bernoulli or a FixedInDegree, got 3")
    refuses("c", Literal["a", "b"], "f: x must be one of 'a', 'b', got 'c'")
    refuses("c", Literal["b", "a"], "f: x must be one of 'b', 'a', got 'c'")
    check("f", "x", None, float | None)


def test_arrays_are_checked_in_every_entry() -> None:
    positive = Annotated[np.ndarray, Gt(0)]
    check("f", "x", np.array([1.0, 2.0]), positive)
    with pytest.raises(DomainError, match="with every entry > 0"):
        check("f", "x", np.array([1.0, -2.0]), positive)
    with pytest.raises(DomainError, match="an array of finite numbers"):
        check("f", "x", np.array([np.nan]), positive)


def test_a_domain_describes_itself() -> None:
    assert describe(Annotated[float, Gt(0), Lt(1)]) == "a number > 0 and < 1"
    assert symbol(MeanDegree).latex == "K"
    assert symbol(float) is None


def test_a_refusal_stays_one_line_of_readable_length():
    sentence = str(refusal("f", "graph", "be a Graph", np.eye(40)))
    assert "\n" not in sentence
    assert len(sentence) < 300
