"""Published tables and figures of the sparse classifier's theory."""

import dataclasses

import numpy as np
import pytest

from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.validation.figures import Measured, Measurement, table
from netbounds.validation.sparse_rnn_classification import FIGURES
from netbounds.validation.sparse_rnn_classification.capacity_figures import (
    information_panels,
    structure_panels,
)
from netbounds.validation.sparse_rnn_classification.iterated_claims import perceptron_bracket
from netbounds.validation.sparse_rnn_classification.one_shot_claims import (
    published_accuracy,
    published_accuracy_of_independent_neurons,
    published_rows,
    within_a_percentage_point,
)
from netbounds.validation.sparse_rnn_classification.tables import iterated_table, one_shot_table
from netbounds.validation.sparse_rnn_classification.theory_figures import trace_panels


def nothing(_: str) -> list[Measurement]:
    return []


def test_published_tables_are_whole() -> None:
    shot, iterated = one_shot_table(), iterated_table()
    assert shot.accuracy.shape == (591, 10)
    assert iterated.accuracy.shape == (404, 5)
    row = np.flatnonzero((shot.neurons == 500) & (shot.patterns == 100))
    assert shot.accuracy[row].mean() == pytest.approx(0.926)
    for found in (shot, iterated):
        assert found.accuracy.min() > 0.5
        assert found.accuracy.max() <= 1
        pairs = set(zip(found.neurons.tolist(), found.patterns.tolist(), strict=True))
        assert len(pairs) == len(found.neurons)


def test_theory_meets_the_published_table_and_its_rival_does_not() -> None:
    rows = published_rows()
    law = [published_accuracy(**row.point) for row in rows]
    rival = [published_accuracy_of_independent_neurons(**row.point) for row in rows]
    assert within_a_percentage_point(law, rows)
    assert not within_a_percentage_point(rival, rows)


def test_published_residuals_need_every_part_of_the_variance() -> None:
    """Mean residual in points: -0.2 to -0.1 complete, -0.7 with independent neurons, -1.7 without.

    The last leaves out all that the population has in common.
    """
    table = one_shot_table()
    z = predicted.one_shot_readout(neurons=table.neurons, patterns=table.patterns)
    none = np.zeros_like(z.collective_plus)
    bare = dataclasses.replace(z, collective_plus=none, collective_minus=none)
    threshold = predicted.PUBLISHED_THRESHOLD
    accuracy = table.accuracy.mean(axis=1)
    for law, expected in (
        (predicted.accuracy_at(z, threshold), -0.15),
        (predicted.accuracy_at(z, threshold, collective=False), -0.7),
        (predicted.accuracy_at(bare, threshold), -1.7),
    ):
        assert 100 * np.mean(accuracy - law) == pytest.approx(expected, abs=0.1)
    complete = predicted.accuracy_at(z, threshold)
    assert np.corrcoef(accuracy, complete)[0, 1] > 0.995


@pytest.mark.slow
@pytest.mark.parametrize(
    ("patterns", "lower", "upper"),
    [(1110, 1.0, 1.0), (1911, 0.85, 0.975), (2230, 0.805, 0.92), (2791, 0.76, 0.84)],
)
def test_perceptron_bracket_of_a_thousand_neurons(
    patterns: int, lower: float, upper: float
) -> None:
    """Another code's single runs; both scatter by 1.5 points."""
    low, high = perceptron_bracket(1000, patterns)
    assert low == pytest.approx(lower, abs=0.045)
    assert high == pytest.approx(upper, abs=0.045)


@pytest.mark.parametrize("panels", [information_panels, structure_panels, trace_panels])
def test_figures_have_numbers_without_any_measurement(panels: Measured) -> None:
    text = table(panels(nothing))  # type: ignore[arg-type]
    assert text.count("\n") > 40
    assert "nan" not in text


def test_figures_have_captions_that_say_what_is_seen() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(figure.caption.endswith(".") and len(figure.caption) > 80 for figure in FIGURES)
