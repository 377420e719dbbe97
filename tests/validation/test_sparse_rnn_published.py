"""Own Hebbian networks against the published ones, network by network."""

import numpy as np
import pytest
from scipy.stats import ttest_ind

from netbounds.simulate import sparse_rnn_classification as srnn
from netbounds.validation.sparse_rnn_classification.hebbian_claims import ROWS_REPEATED
from netbounds.validation.sparse_rnn_classification.tables import (
    Table,
    iterated_table,
    one_shot_table,
)


def published(table: Table, neurons: int, patterns: int) -> np.ndarray:
    (row,) = np.flatnonzero((table.neurons == neurons) & (table.patterns == patterns))
    values: np.ndarray = table.accuracy[row]
    return values


def test_published_one_shot_table_has_the_rows_that_are_repeated() -> None:
    for neurons, patterns in ROWS_REPEATED:
        assert published(one_shot_table(), neurons, patterns).shape == (10,)


@pytest.mark.slow
def test_twenty_own_one_shot_networks_are_like_the_ten_published_ones_in_eight_rows() -> None:
    found = []
    for neurons, patterns in ROWS_REPEATED:
        rng = np.random.default_rng([neurons, patterns])
        own = [
            srnn.one_shot_accuracy(neurons=neurons, patterns=patterns, rng=rng) for _ in range(20)
        ]
        others = published(one_shot_table(), neurons, patterns)
        found.append(ttest_ind(own, others, equal_var=False).pvalue)
    # Bonferroni over the rows at a thousandth; Welch, since both sides are samples
    assert min(found) > 1e-3 / len(found)


@pytest.mark.slow
def test_published_iterated_table_needs_the_moving_threshold() -> None:
    gains = []
    for patterns in (69, 109):
        moving, fixed = [], []
        for k in range(10):
            rng = np.random.default_rng([patterns, k])
            s, b = srnn.two_classes(250, patterns, rng)
            state = rng.bit_generator.state
            moving.append(srnn.iterated_hebbian(s, b, rng=rng).best_accuracy)
            rng.bit_generator.state = state
            fixed.append(srnn.iterated_hebbian(s, b, threshold=0.0334, rng=rng).best_accuracy)
        others = published(iterated_table(), 250, patterns)
        error = np.hypot(np.std(moving, ddof=1) / 10**0.5, np.std(others, ddof=1) / 5**0.5)
        assert abs(np.mean(moving) - others.mean()) <= 3 * error
        gains += [m - f for m, f in zip(moving, fixed, strict=True)]
    mean, error = np.mean(gains), np.std(gains, ddof=1) / len(gains) ** 0.5
    assert mean >= 0.04
    assert mean >= 2.5 * error
