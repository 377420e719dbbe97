"""Published tables and figures of the sparse classifier's theory."""

import numpy as np
import pytest

from netbounds.validation.figures import Measured, Measurement, table
from netbounds.validation.sparse_rnn_classification import FIGURES
from netbounds.validation.sparse_rnn_classification.one_shot_claims import (
    published_accuracy,
    published_accuracy_of_independent_neurons,
    published_rows,
    within_a_percentage_point,
)
from netbounds.validation.sparse_rnn_classification.tables import iterated_table, one_shot_table
from netbounds.validation.sparse_rnn_classification.theory_figures import (
    information_panels,
    structure_panels,
    trace_panels,
)


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


@pytest.mark.parametrize("panels", [information_panels, structure_panels, trace_panels])
def test_figures_have_numbers_without_any_measurement(panels: Measured) -> None:
    text = table(panels(nothing))  # type: ignore[arg-type]
    assert text.count("\n") > 40
    assert "nan" not in text


def test_figures_have_captions_that_say_what_is_seen() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(figure.caption.endswith(".") and len(figure.caption) > 80 for figure in FIGURES)
