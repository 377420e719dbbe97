"""Iterated Hebbian rule: published accuracies lie between two effective perceptrons."""

import functools
from collections.abc import Sequence

import numpy as np

from netbounds.claim import published
from netbounds.kinds import Row
from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.sparse_rnn_classification.mean_field import Array
from netbounds.validation.sparse_rnn_classification.tables import iterated_table

_GAINS = (10.0, 12.0, 14.0, 17.0, 20.0, 22.0, 25.0)
_DENSITY = 0.1
_ROUNDS = 3


@functools.cache
def perceptron_bracket(neurons: int, patterns: int, run: int = 0) -> Array:
    """Accuracy of perceptrons with the effective weights of the initial and of the grown gain.

    Training stores patterns again, which acts like a larger gain: with mean squared coefficient q
    at the end (and 1 at the start) the gain is g sqrt((1 + q)/2), found in a few rounds.
    """
    rng = np.random.default_rng([neurons, patterns, run])
    constants = _constants()
    synapses = _DENSITY * neurons**2
    lower = upper = simulated.iterated_perceptron(
        weights=round(constants[0] * synapses), patterns=patterns, rng=rng
    )
    for _ in range(_ROUNDS):
        gain = _GAINS[0] * np.sqrt((1 + upper.power) / 2)
        constant = float(np.interp(gain, _GAINS, constants))
        upper = simulated.iterated_perceptron(
            weights=round(constant * synapses), patterns=patterns, rng=rng
        )
    return np.array([lower.accuracy, upper.accuracy])


@functools.cache
def _constants() -> tuple[float, ...]:
    return tuple(predicted.one_shot_capacity_constant(gain=gain) for gain in _GAINS)


@functools.cache
def perceptron_of_all_neurons(neurons: int, patterns: int) -> Array:
    """Rival: capacity goes with the neurons, each a weight of the perceptron."""
    rng = np.random.default_rng([neurons, patterns])
    found = simulated.iterated_perceptron(weights=neurons, patterns=patterns, rng=rng)
    return np.full(2, found.accuracy)


def iterated_rows(*, full: bool) -> list[Row]:
    """Every sixth (quick: twelfth) published row of 500 to 650 neurons: mean of five networks."""
    table = iterated_table()
    chosen = np.flatnonzero((table.neurons >= 500) & (table.neurons <= 650))
    return [
        Row(
            {"neurons": int(table.neurons[i]), "patterns": int(table.patterns[i])},
            float(table.accuracy[i].mean()),
        )
        for i in chosen[:: 6 if full else 12]
    ]


def nine_in_ten_inside(values: Sequence[Array], rows: Sequence[Row]) -> bool:
    """At least 90 % of the rows lie inside or within 2 points: both sides scatter."""
    inside = [
        low - 0.02 <= row.value <= high + 0.02
        for (low, high), row in zip(values, rows, strict=True)
    ]
    return bool(np.mean(inside) >= 0.9)


CLAIMS = (
    published(
        "iterated rule between two perceptrons, published table",
        law=perceptron_bracket,
        table=iterated_rows,
        rival=perceptron_of_all_neurons,
        judge=nine_in_ten_inside,
    ),
)
