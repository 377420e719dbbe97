"""How + and - patterns are amplified: eigenvalues of the linearised network, gains, spectrum."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.forward import trajectories
from netbounds.simulate.sparse_rnn_classification.model import (
    Activation,
    BoundedPower,
    Floats,
    Ints,
    Network,
    Timing,
)
from netbounds.simulate.sparse_rnn_classification.patterns import checked

_LARGEST_DENSE = 1500  # beyond it, only the leading eigenvalue is searched for


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resonance:
    """Amplification pattern by pattern.

    Attributes
    ----------
    labels : array (patterns,)
        +1 or -1.
    leading : array (patterns,)
        Largest real part of an eigenvalue of diag(slope of the activation) W at the chosen state.
        1 is where the linearised network, with its leak, would grow.
    rate_gain, overlap_gain : arrays (patterns,)
        Mean rate, and mean of input times rate, at the last state over those of the same neurons
        without recurrent synapses.
    spectral_radius, rms_weight
        Of W, and root mean square over its synapses.
    """

    labels: Ints
    leading: Floats
    rate_gain: Floats
    overlap_gain: Floats
    spectral_radius: float
    rms_weight: float

    def mean(self, quantity: Floats, label: int) -> float:
        """Average of one of the arrays over the patterns of one label."""
        return float(quantity[self.labels == label].mean())


def slope_from_rate(activation: Activation, rates: Floats) -> Floats:
    """The slope of the activation where it takes these rates; 0 at rest and at the bound."""
    if isinstance(activation, BoundedPower):
        inside = (rates > 0) & (rates < activation.bound)
        power = activation.power
        return np.where(inside, power * np.abs(rates) ** ((power - 1) / power), 0.0)
    slopes = 2 / (1 + np.e) * (1 - rates) * (1 + np.e * rates)
    return np.where(rates > 0, slopes, 0.0)


def resonance(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    timing: Timing = Timing(),  # noqa: B008  a frozen record
    state: int | None = None,
) -> Resonance:
    """Eigenvalues and gains of + and - patterns.

    `state` is where the network is linearised; default: the last one with input. In the one-shot
    regime the network is near-linear and the leading eigenvalue of + patterns tells their gain;
    after gradient training it is not, and both are to be looked at.

    Raises
    ------
    DomainError
        If patterns and labels do not fit each other, or the state is no state of the trial.
    """
    s, b = checked("resonance", patterns, labels)
    check("resonance", "timing", timing, Timing)
    at = timing.input_steps if state is None else state
    check("resonance", "state", at, int)
    if not 1 <= at <= timing.steps:
        raise refusal("resonance", "state", f"be one of 1..{timing.steps}", at)
    matrix = network.matrix().astype(float)
    silent = _without_synapses(network)
    columns = s.shape[1]
    leading = np.empty(columns)
    sums = np.zeros((2, 2, columns))
    for k, net in enumerate((network, silent)):
        for part, rates in trajectories(net, s, timing):
            last = rates[-1][network.driven]
            sums[k, 0, part] = rates[-1].sum(axis=0)
            sums[k, 1, part] = np.sum(s[:, part] * last, axis=0)
            if k == 0:
                slopes = slope_from_rate(network.activation, rates[at].astype(float))
                leading[part] = [_leading(matrix, column) for column in slopes.T]
    with np.errstate(divide="ignore", invalid="ignore"):
        gains = sums[0] / sums[1]
    weights = network.weights.astype(float)
    return Resonance(
        labels=b,
        leading=leading,
        rate_gain=gains[0],
        overlap_gain=gains[1],
        spectral_radius=float(np.abs(_eigenvalues(matrix, "LM")).max()),
        rms_weight=float(np.sqrt(np.mean(weights**2))) if len(weights) else 0.0,
    )


def _leading(matrix: Any, slopes: Floats) -> float:
    from scipy.sparse import diags_array

    active = np.flatnonzero(slopes)  # silent rows add only eigenvalues 0
    if not len(active):
        return 0.0
    part = diags_array(slopes[active]) @ matrix[active][:, active]
    values = _eigenvalues(part, "LR")
    largest = float(values.real.max())
    return largest if len(active) == len(slopes) else max(largest, 0.0)


def _eigenvalues(matrix: Any, which: Literal["LM", "LR"]) -> npt.NDArray[Any]:
    """All eigenvalues of a small matrix, the leading ones of a large one."""
    if matrix.shape[0] <= _LARGEST_DENSE:
        return np.linalg.eigvals(matrix.toarray())
    from scipy.sparse.linalg import eigs

    start = np.ones(matrix.shape[0])
    return eigs(matrix, k=4, which=which, v0=start, return_eigenvectors=False)


def _without_synapses(network: Network) -> Network:
    none = np.zeros(0)
    return Network(
        neurons=network.neurons,
        indptr=np.zeros(network.neurons + 1, dtype=np.int64),
        pre=none.astype(np.int64),
        weights=none,
        driven=network.driven,
        readout=network.readout,
        readout_weights=network.readout_weights,
        activation=network.activation,
    )
