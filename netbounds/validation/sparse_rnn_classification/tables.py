"""The published results: accuracy of one-shot and iterated Hebbian networks, and who measured them.

Both tables come from the authors' repository (MIT licence); the README beside the data says more.
"""

import functools
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Table(NamedTuple):
    """One row for each pair (neurons, patterns)."""

    neurons: NDArray[np.int64]
    patterns: NDArray[np.int64]
    accuracy: NDArray[np.float64]
    """Fraction correct, one column a network."""


def one_shot_table() -> Table:
    """591 pairs, 10 networks each."""
    return _read("os_accuracy.csv")


def iterated_table() -> Table:
    """404 pairs, 5 networks each; best of 150 epochs."""
    return _read("osplus_accuracy.csv")


def load_of(table: Table) -> NDArray[np.float64]:
    """Patterns per synapse of every row; the density is 0.1."""
    load: NDArray[np.float64] = table.patterns / (0.1 * table.neurons**2.0)
    return load


def standard_error_of(table: Table) -> NDArray[np.float64]:
    """Standard error of every row's mean accuracy."""
    error: NDArray[np.float64] = table.accuracy.std(axis=1, ddof=1) / table.accuracy.shape[1] ** 0.5
    return error


@functools.cache
def _read(name: str) -> Table:
    folder = resources.files("netbounds.validation").joinpath("data", "sparse_rnn_classification")
    lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()
    numbers = np.array([[float(entry) for entry in line.split(",")] for line in lines[1:]])
    neurons, patterns = numbers[:, 0].astype(np.int64), numbers[:, 1].astype(np.int64)
    return Table(neurons, patterns, numbers[:, 2:] / 100)
