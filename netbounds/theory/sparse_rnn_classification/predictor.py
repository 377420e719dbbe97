"""How many patterns will this network classify? An answer for each rule, with its basis."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Ge, Le

from netbounds.domains import (
    Density,
    Gain,
    InputFraction,
    InputSteps,
    NeuronCount,
    ReadoutFraction,
    StepCount,
    Symbol,
    TimeStep,
    Typical,
    check,
    refusal,
)
from netbounds.law import Kind
from netbounds.theory.sparse_rnn_classification.bounds import (
    CapacityUpperBounds,
    capacity_upper_bounds,
)
from netbounds.theory.sparse_rnn_classification.capacity import one_shot_capacity
from netbounds.theory.sparse_rnn_classification.effective_synapses import (
    effective_synapse_fraction,
)
from netbounds.theory.sparse_rnn_classification.iterated import iterated_capacity_bracket
from netbounds.theory.sparse_rnn_classification.scaling import one_shot_capacity_constant

Rule = Literal["one-shot", "iterated", "backpropagation"]
TrainedAccuracy = Annotated[
    float, Ge(0.9), Le(0.99), Symbol("A", "wanted accuracy"), Typical(0.9, 0.99)
]

# Patterns per effective synapse after 400 epochs of training, measured at three accuracies in
# networks of 100 to 800 neurons, at least 5 synapses a neuron and 5 readout neurons.
_TRAINED_ACCURACY = (0.90, 0.95, 0.99)
_TRAINED_LOAD = (1.6, 1.05, 0.55)
_TRAINED_ERROR = (0.2, 0.1, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityPrediction:
    """Patterns that a network of this size classifies, between `low` and `high`.

    `basis` says how much the number is worth: mean-field or asymptotic theory, or an empirical
    constant; `bounds` holds what no rule can exceed.
    """

    patterns: float
    low: float
    high: float
    basis: Kind
    bounds: CapacityUpperBounds


def predict_capacity(
    *,
    neurons: NeuronCount,
    density: Density,
    rule: Rule = "one-shot",
    accuracy: float = 0.95,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    gain: Gain = 10.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> CapacityPrediction:
    r"""Every rule classifies patterns in proportion to synapses; the rules differ by a constant.

    .. math:: P = f_\mathrm{in} f N^2 \times
              \begin{cases} \alpha^*/[\Phi^{-1}(A)]^2 & \text{one shot} \\
              2\alpha^* \ldots 2\max_g \alpha^* & \text{iterated} \\
              \alpha_B(A)\, S_\mathrm{eff}/S & \text{backpropagation} \end{cases}

    Parameters
    ----------
    neurons, density, readout_fraction, input_fraction
        N, f, f_out, f_in.
    rule : {"one-shot", "iterated", "backpropagation"}
        Learning rule.
    accuracy : float
        Wanted accuracy A; between 0.9 and 0.99 for backpropagation. The iterated rule's capacity
        is a sharp drop and does not depend on it.
    gain, steps, input_steps, dt
        As in `one_shot_scaling`; Hebbian rules only.

    Returns
    -------
    CapacityPrediction

    Valid when
    ----------
    One-shot and iterated rules: as their laws (5 % and one sided 50 %). Backpropagation: measured
    constants of saturating neurons trained for 400 epochs, 5 synapses a neuron and more.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain.

    Source
    ------
    turcu2022 (rules); laws and constants derived and measured here.

    Examples
    --------
    >>> round(predict_capacity(neurons=1000, density=0.1).patterns)
    344
    >>> predict_capacity(neurons=1000, density=0.1, rule="backpropagation").basis.value
    'empirical constant'
    """
    where = "predict_capacity"
    check(where, "rule", rule, Rule)
    bounds = capacity_upper_bounds(
        neurons=neurons, density=density, readout_fraction=readout_fraction, steps=steps,
        error_rate=_error_rate(where, accuracy),
    )  # fmt: skip
    check(where, "input_fraction", input_fraction, InputFraction)
    if rule == "backpropagation":
        return _trained(where, neurons, density, readout_fraction, input_fraction, accuracy, bounds)
    if rule == "iterated":
        bracket = iterated_capacity_bracket(
            neurons=neurons, density=density, gain=gain, readout_fraction=readout_fraction,
            input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt,
        )  # fmt: skip
        middle = math.sqrt(bracket.lower * bracket.upper)
        return CapacityPrediction(
            patterns=middle, low=bracket.lower, high=bracket.upper, basis=Kind.MEAN_FIELD,
            bounds=bounds,
        )  # fmt: skip
    constant = one_shot_capacity_constant(
        density=density, gain=gain, readout_fraction=readout_fraction,
        input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt,
    )  # fmt: skip
    patterns = one_shot_capacity(neurons, density, constant, accuracy, input_fraction)
    return CapacityPrediction(
        patterns=patterns, low=0.95 * patterns, high=1.05 * patterns, basis=Kind.MEAN_FIELD,
        bounds=bounds,
    )  # fmt: skip


def _error_rate(where: str, accuracy: float) -> float:
    check(where, "accuracy", accuracy, float)
    if not 0.5 < accuracy < 1:
        raise refusal(where, "accuracy", "be > 0.5 and < 1", accuracy)
    return 1 - accuracy


def _trained(
    where: str,
    neurons: int,
    density: float,
    readout_fraction: float,
    input_fraction: float,
    accuracy: float,
    bounds: CapacityUpperBounds,
) -> CapacityPrediction:
    check(where, "accuracy", accuracy, TrainedAccuracy)
    degree = density * neurons
    readout_neurons = math.floor(readout_fraction * neurons + 1e-9)
    useful = effective_synapse_fraction(degree, readout_neurons) * density * neurons**2
    # straight lines between the measured accuracies
    load = float(np.interp(accuracy, _TRAINED_ACCURACY, _TRAINED_LOAD))
    error = float(np.interp(accuracy, _TRAINED_ACCURACY, _TRAINED_ERROR))
    synapses = input_fraction * useful
    return CapacityPrediction(
        patterns=load * synapses, low=(load - error) * synapses, high=(load + error) * synapses,
        basis=Kind.EMPIRICAL, bounds=bounds,
    )  # fmt: skip
