"""One-shot Hebbian rule: mean field and accuracy against simulation and the published table."""

import functools
from collections.abc import Sequence

import numpy as np

from netbounds.claim import mean, published
from netbounds.kinds import Row
from netbounds.simulate import sparse_rnn_classification as simulated
from netbounds.theory import sparse_rnn_classification as predicted
from netbounds.theory.sparse_rnn_classification.mean_field import Array, Level
from netbounds.validation.sparse_rnn_classification.tables import one_shot_table


def mean_rates(
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    steps: int = 20,
    pattern_noise: float = 0.0,
    neuron_noise: float = 0.0,
    *,
    level: Level = 2,
) -> Array:
    """Mean rates of + and - patterns at every step."""
    field = predicted.one_shot_mean_field(
        neurons=neurons, patterns=patterns, density=density, gain=gain, steps=steps,
        pattern_noise=pattern_noise, neuron_noise=neuron_noise, level=level,
    )  # fmt: skip
    return np.stack([field.mean_rate_plus, field.mean_rate_minus])


def overlaps(
    neurons: int,
    patterns: int,
    density: float = 0.1,
    gain: float = 10.0,
    steps: int = 20,
    *,
    level: Level = 2,
) -> Array:
    """Overlaps of + and - patterns at every step."""
    field = predicted.one_shot_mean_field(
        neurons=neurons, patterns=patterns, density=density, gain=gain, steps=steps, level=level
    )
    return np.stack([field.overlap_plus, field.overlap_minus])


def white_clutter_rates(
    neurons: int, patterns: int, density: float = 0.1, gain: float = 10.0, steps: int = 20
) -> Array:
    """Rival: the other patterns are white noise that does not answer."""
    return mean_rates(neurons, patterns, density, gain, steps, level=0)


def white_clutter_overlaps(
    neurons: int, patterns: int, density: float = 0.1, gain: float = 10.0, steps: int = 20
) -> Array:
    """Rival: the same for overlaps."""
    return overlaps(neurons, patterns, density, gain, steps, level=0)


def noiseless_rates(neurons: int, patterns: int) -> Array:
    """Rival: noise averages out."""
    return mean_rates(neurons, patterns)


def accuracy_with_gain(neurons: int, patterns: int, gain: float) -> float:
    """Fraction correct at the last step with the best threshold."""
    return predicted.one_shot_accuracy(
        neurons=neurons, patterns=patterns, gain=gain, threshold="optimal"
    )


def accuracy_at_published_gain(neurons: int, patterns: int) -> float:
    """Rival: the gain makes no difference."""
    return accuracy_with_gain(neurons, patterns, 10.0)


def published_accuracy(neurons: int, patterns: int) -> float:
    """The law at a row of the published table; all rows are computed together."""
    return _published_accuracies(collective=True)[neurons, patterns]


def published_accuracy_of_independent_neurons(neurons: int, patterns: int) -> float:
    """The rival at a row of the published table."""
    return _published_accuracies(collective=False)[neurons, patterns]


@functools.cache
def _published_accuracies(*, collective: bool) -> dict[tuple[int, int], float]:
    table = one_shot_table()
    readout = predicted.one_shot_readout(neurons=table.neurons, patterns=table.patterns)
    values = predicted.accuracy_at(readout, predicted.PUBLISHED_THRESHOLD, collective=collective)
    pairs = zip(table.neurons.tolist(), table.patterns.tolist(), strict=True)
    return dict(zip(pairs, values.tolist(), strict=True))


def published_rows() -> list[Row]:
    """Mean accuracy of every row's networks, with its standard error."""
    table = one_shot_table()
    error = table.accuracy.std(axis=1, ddof=1) / np.sqrt(table.accuracy.shape[1])
    columns = (table.neurons, table.patterns, table.accuracy.mean(axis=1), error)
    return [
        Row({"neurons": n, "patterns": p}, value, sem)
        for n, p, value, sem in zip(*(column.tolist() for column in columns), strict=True)
    ]


def within_a_percentage_point(values: Sequence[float], rows: Sequence[Row]) -> bool:
    """Mean residual <= 0.5, rms <= 0.6 percentage points, 93 % of the rows within 1.

    The table's own sampling error is 0.32 rms; what is left to the theory is as large again.
    """
    residual = 100 * (np.array([row.value for row in rows]) - np.array(values))
    small = abs(residual.mean()) <= 0.5 and np.sqrt((residual**2).mean()) <= 0.6
    return bool(small and (np.abs(residual) <= 1).mean() >= 0.93)


def finite_size(neurons: int, law: Array) -> Array:
    """Allowance: the mean field leaves out terms of order 1/N, seen to be below 5/N."""
    return (3e-4 + 5 / neurons) * np.abs(law)


def _rates_allowance(
    neurons: int, patterns: int, density: float = 0.1, gain: float = 10.0, steps: int = 20
) -> Array:
    return finite_size(neurons, mean_rates(neurons, patterns, density, gain, steps))


def _noise_allowance(
    neurons: int, patterns: int, pattern_noise: float = 0.0, neuron_noise: float = 0.0
) -> Array:
    law = mean_rates(neurons, patterns, pattern_noise=pattern_noise, neuron_noise=neuron_noise)
    return finite_size(neurons, law)


def _overlaps_allowance(
    neurons: int, patterns: int, density: float = 0.1, gain: float = 10.0, steps: int = 20
) -> Array:
    return finite_size(neurons, overlaps(neurons, patterns, density, gain, steps))


_WHY = "the mean field leaves out terms of order 1/N, and its quadrature has error 3e-4"
_SPARSE = {"neurons": 500, "patterns": 100, "density": 0.1, "gain": 10.0, "steps": 20}
# half of all synapses present: the answer of the other patterns is five times as strong
_HALF = {"neurons": 300, "patterns": 60, "density": 0.5, "gain": 6.7, "steps": 20}
_LONG = {"neurons": 1000, "patterns": 200, "density": 0.1, "gain": 10.0, "steps": 60}

CLAIMS = (
    published(
        "one-shot accuracy, published table",
        law=published_accuracy,
        table=published_rows,
        rival=published_accuracy_of_independent_neurons,
        judge=within_a_percentage_point,
    ),
    mean(
        "one-shot mean rates over the trial",
        law=mean_rates,
        sample=simulated.one_shot_rates,
        at=(_SPARSE, _HALF),
        full=(_LONG,),
        rival=white_clutter_rates,
        systematic=_rates_allowance,
        why=_WHY,
        trials=32,
        budget=64,
    ),
    mean(
        "one-shot overlaps over the trial",
        law=overlaps,
        sample=simulated.one_shot_overlaps,
        at=(_HALF,),
        full=(_SPARSE, _LONG),
        rival=white_clutter_overlaps,
        systematic=_overlaps_allowance,
        why=_WHY,
        trials=32,
        budget=64,
    ),
    mean(
        "one-shot mean rates with noise",
        law=mean_rates,
        sample=simulated.one_shot_rates,
        at=(
            {"neurons": 300, "patterns": 60, "pattern_noise": 0.3},
            {"neurons": 300, "patterns": 60, "neuron_noise": 0.05},
        ),
        rival=noiseless_rates,
        systematic=_noise_allowance,
        why=_WHY,
        trials=32,
        budget=64,
    ),
    mean(
        "one-shot accuracy at twice the published gain",
        law=accuracy_with_gain,
        sample=simulated.one_shot_accuracy,
        at=({"neurons": 300, "patterns": 150, "gain": 20.0, "threshold": "percentile"},),
        rival=accuracy_at_published_gain,
        systematic=0.01,
        why="the readout's variance is known to leading order in 1/N, and every network sets its"
        " threshold on the patterns it is scored with",
        trials=64,
        budget=256,
        block=16,
    ),
)
