"""Own Hebbian networks against the published tables, and the threshold that those needed."""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import bound, mean, published
from netbounds.kinds import Row
from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.validation.sparse_rnn_classification.tables import iterated_table, one_shot_table

Floats = npt.NDArray[Any]

ROWS_REPEATED = (
    (500, 100), (500, 200), (500, 250), (700, 348), (1000, 200), (1000, 600), (1000, 950),
    (1200, 838),
)  # fmt: skip
_QUICK_NETWORKS, _NETWORKS = 4, 10


@functools.cache
def _one_shot_rows() -> dict[tuple[int, int], tuple[float, float]]:
    """Mean and standard error of every published row."""
    table = one_shot_table()
    keys = zip(table.neurons.tolist(), table.patterns.tolist(), strict=True)
    error = table.accuracy.std(axis=1, ddof=1) / np.sqrt(table.accuracy.shape[1])
    values = zip(table.accuracy.mean(axis=1).tolist(), error.tolist(), strict=True)
    return dict(zip(keys, values, strict=True))


def published_one_shot(neurons: int, patterns: int) -> float:
    """The published accuracy, mean of ten networks."""
    return _one_shot_rows()[neurons, patterns][0]


def published_one_shot_of_other_size(neurons: int, patterns: int) -> float:
    """Rival: capacity is proportional to neurons; the nearest row of equal patterns a neuron."""
    other = 1000 if neurons == 500 else 500
    wanted = patterns * other / neurons
    rows = [p for n, p in _one_shot_rows() if n == other]
    return published_one_shot(other, min(rows, key=lambda p: abs(p - wanted)))


def sampling_error(neurons: int, patterns: int) -> float:
    """Three standard errors of the published row."""
    return 3 * _one_shot_rows()[neurons, patterns][1]


def iterated_mean(neurons: int, patterns: int, networks: int) -> Floats:
    """Own networks with the moving threshold: mean and its standard error."""
    return _mean_and_error(
        [
            simulated.iterated_accuracy(
                neurons=neurons,
                patterns=patterns,
                rng=np.random.default_rng([neurons, patterns, k]),
            )
            for k in range(networks)
        ]
    )


def one_shot_instead(neurons: int, patterns: int) -> Floats:
    """Rival: storing wrong patterns again does not help."""
    rng = np.random.default_rng([neurons, patterns])
    return _mean_and_error(
        [
            simulated.one_shot_accuracy(neurons=neurons, patterns=patterns, rng=rng)
            for _ in range(16)
        ]
    )


def _mean_and_error(values: Sequence[float]) -> Floats:
    return np.array([np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values))])


def iterated_rows(*, full: bool) -> list[Row]:
    """The smallest published networks: mean and standard error of five at each load.

    The quick run compares the lower load with few networks of its own.
    """
    table = iterated_table()
    networks = _NETWORKS if full else _QUICK_NETWORKS
    rows = []
    for patterns in (69, 109) if full else (69,):
        (row,) = np.flatnonzero((table.neurons == 250) & (table.patterns == patterns))
        values = table.accuracy[row]
        error = float(values.std(ddof=1) / np.sqrt(len(values)))
        point = {"neurons": 250, "patterns": patterns, "networks": networks}
        rows.append(Row(point, float(values.mean()), error))
    return rows


def within_three_errors(values: Sequence[Floats], rows: Sequence[Row]) -> bool:
    """Own and published means differ by at most three combined standard errors."""
    return all(
        abs(value - row.value) <= 3 * np.hypot(row.error, error)
        for (value, error), row in zip(values, rows, strict=True)
    )


def gain_of_moving_threshold(neurons: int) -> Floats:
    """The moving threshold is worth 4 points at least in the published networks, of 2.5 errors."""
    return np.array([0.04, 2.5]) if neurons >= 250 else np.zeros(2)


def large_gain_of_moving_threshold(neurons: int) -> Floats:
    """Rival: it is always worth 40 percentage points."""
    return np.array([0.4, 2.5])


CLAIMS = (
    mean(
        "own one-shot networks repeat the published table",
        law=published_one_shot,
        sample=simulated.one_shot_accuracy,
        at=({"neurons": 500, "patterns": 100},),
        full=[{"neurons": n, "patterns": p} for n, p in ROWS_REPEATED[1:]],
        rival=published_one_shot_of_other_size,
        systematic=sampling_error,
        why="the table's ten networks have a sampling error of their own",
        trials=32,
        budget=256,
        block=16,
    ),
    published(
        "iterated rule with the moving threshold, published table",
        law=iterated_mean,
        table=iterated_rows,
        rival=one_shot_instead,
        judge=within_three_errors,
        resolution=0.15,
    ),
    bound(
        "iterated rule: moving against fixed threshold",
        law=gain_of_moving_threshold,
        sample=simulated.iterated_threshold_gain,
        at=({"neurons": 120, "patterns": (30,), "epochs": 40, "networks": 6},),
        full=({"neurons": 250, "patterns": (69, 109), "epochs": 150, "networks": 10},),
        rival=large_gain_of_moving_threshold,
        side="lower",
        trials=1,
        budget=1,
    ),
)
