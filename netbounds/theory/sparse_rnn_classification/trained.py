"""What training every synapse by gradient descent reaches: an empirical law, fitted to simulations.

There is no theory of the trained network yet. This law is a probit line through a designed sweep
(`netbounds.validation.calibration`), with its uncertainty and the range in which it was measured.
"""

import functools
import json
import math
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from netbounds.domains import (
    ClassificationAccuracy,
    InputFraction,
    Load,
    MeanDegree,
    NeuronCount,
    check,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.sparse_rnn_classification.effective_synapses import (
    ReadoutCount,
    effective_synapse_fraction,
)

_ERROR = (
    "the spread among networks and of left-out points is in `trained_capacity`: about a quarter of "
    "the number of patterns"
)


@functools.cache
def trained_calibration() -> dict[str, Any]:
    """The fit: coefficients, covariance, scatter, range and cross-validated errors."""
    home = resources.files("netbounds.theory.sparse_rnn_classification")
    kept: dict[str, Any] = json.loads(home.joinpath("data", "trained_accuracy.json").read_text())
    return kept


@law(
    kind=Kind.EMPIRICAL,
    source=Source("turcu2022", "model and training rule; constants fitted here"),
    valid="shifted tanh, 300 epochs of Adam (rate 0.1), targets 0.6 and 0.4, in the measured range",
    formula=r"A = \Phi\!\left(a - b\ln x - \frac cK - d\ln\frac N{100} - e\ln f_\mathrm{in}\right),"
    r"\quad x = \frac{P}{f_\mathrm{in} S_\mathrm{eff}}",
    error=_ERROR,
)
def trained_accuracy(
    neurons: NeuronCount,
    mean_degree: MeanDegree,
    load: Load,
    readout_neurons: ReadoutCount,
    input_fraction: InputFraction = 1.0,
) -> float:
    r"""A trained network classifies as well as its patterns per effective synapse allow.

    .. math:: A = \Phi\!\left(a - b\ln x - \frac cK - d\ln\frac N{100} - e\ln f_\mathrm{in}\right)

    with x = load / (share of effective synapses). More epochs than the 300 of the fit raise A.

    Parameters
    ----------
    neurons : int
        N.
    mean_degree : float
        K, synapses that a neuron receives on average.
    load : float
        Patterns / (input_fraction K N).
    readout_neurons : int
        Number of readout neurons.
    input_fraction : float
        Fraction of the neurons that are driven.

    Returns
    -------
    float
        Mean accuracy after training; 1/2, guessing, is the least.

    Notes
    -----
    Valid when: within `trained_calibration()["range"]`, as measured; a law without derivation.

    Source: turcu2022 (model); constants fitted to simulated networks.

    Examples
    --------
    >>> 0.93 < trained_accuracy(100, 10, 1.0, 10) < 0.97
    True
    """
    a, b, *_ = trained_calibration()["coefficients"]
    share = effective_synapse_fraction(mean_degree, readout_neurons)
    if share == 0:
        return 0.5
    offset = a - _loss(neurons, mean_degree, input_fraction)
    # no network is worse than guessing, which the line does not know
    return max(0.5, 0.5 * math.erfc(-(offset - b * math.log(load / share)) / math.sqrt(2)))


@trained_accuracy.reference
def _(
    neurons: int,
    mean_degree: float,
    load: float,
    readout_neurons: int,
    input_fraction: float = 1.0,
) -> Any:
    import mpmath as mp

    a, b, c, d, e = (mp.mpf(value) for value in trained_calibration()["coefficients"])
    share = effective_synapse_fraction.reference(mean_degree, readout_neurons)
    if share == 0:
        return mp.mpf("0.5")
    lost = c / mp.mpf(mean_degree) + d * mp.log(mp.mpf(neurons) / 100)
    lost += e * mp.log(mp.mpf(input_fraction))
    return max(mp.mpf("0.5"), mp.ncdf(a - b * mp.log(mp.mpf(load) / share) - lost))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedCapacity:
    """Patterns that a trained network classifies, with a 95 % band for a single network."""

    patterns: float
    low: float
    high: float


def trained_capacity(
    *,
    neurons: NeuronCount,
    mean_degree: MeanDegree,
    readout_neurons: ReadoutCount,
    accuracy: ClassificationAccuracy = 0.95,
    input_fraction: InputFraction = 1.0,
    effective_synapses: float | None = None,
) -> TrainedCapacity:
    r"""Patterns at which a trained network still has the wanted accuracy, with a 95 % band.

    The band holds the uncertainty of the fit, the scatter among networks, and the error on points
    that the fit did not see, whichever left-out test was worst.

    Parameters
    ----------
    neurons, mean_degree, readout_neurons, input_fraction
        As in `trained_accuracy`.
    accuracy : float
        Wanted accuracy, between 1/2 and 1.
    effective_synapses : float, optional
        Synapses that can change the readout, for a given graph; by default the ensemble's mean.

    Returns
    -------
    TrainedCapacity

    Raises
    ------
    DomainError
        If an argument lies outside of its domain.

    Notes
    -----
    Source: turcu2022 (model); constants fitted to simulated networks.

    Examples
    --------
    >>> found = trained_capacity(neurons=100, mean_degree=10, readout_neurons=10)
    >>> found.low < 1000 < found.high
    True
    """
    where = "trained_capacity"
    check(where, "neurons", neurons, NeuronCount)
    check(where, "mean_degree", mean_degree, MeanDegree)
    check(where, "readout_neurons", readout_neurons, ReadoutCount)
    check(where, "accuracy", accuracy, ClassificationAccuracy)
    check(where, "input_fraction", input_fraction, InputFraction)
    from scipy.special import ndtri

    kept = trained_calibration()
    a, b, *_ = kept["coefficients"]
    synapses = effective_synapses
    if synapses is None:
        share = effective_synapse_fraction(mean_degree, readout_neurons)
        synapses = share * mean_degree * neurons
    log_load = (a - _loss(neurons, mean_degree, input_fraction) - float(ndtri(accuracy))) / b
    x = np.array(
        [
            1.0,
            -log_load,
            -1.0 / mean_degree,
            -math.log(neurons / 100),
            -math.log(input_fraction),
        ]
    )
    of_fit = float(x @ np.array(kept["covariance"]) @ x)
    scatter = max(kept["scatter"], *kept["left_out_rms_probit"].values())
    half = 1.96 * math.sqrt(of_fit + scatter**2) / b
    most = input_fraction * synapses * math.exp(log_load)
    return TrainedCapacity(patterns=most, low=most * math.exp(-half), high=most * math.exp(half))


def _loss(neurons: int, mean_degree: float, input_fraction: float) -> float:
    """What sparse wiring, many neurons and undriven neurons cost, in probits."""
    *_, c, d, e = trained_calibration()["coefficients"]
    return float(c / mean_degree + d * math.log(neurons / 100) + e * math.log(input_fraction))
