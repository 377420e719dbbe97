"""What training only the synapses onto the readout could do."""

import math
from typing import Annotated, Any

from annotated_types import Ge

from netbounds.domains import Density, ErrorRate, NeuronCount, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.sparse_rnn_classification.information import (
    exact_information,
    label_information,
)

ReadoutCount = Annotated[
    int, Ge(1), Symbol(r"n_\mathrm{out}", "neurons that are read out"), Typical(1, 100)
]
Afferents = Annotated[
    float, Ge(0), Symbol(r"D_\mathrm{out}", "neurons that send to the readout"), Typical(0, 5000)
]


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "random mask; elementary counting"),
    valid="every ordered pair a synapse with probability f, independently, self loops allowed",
    formula=r"E\,D_\mathrm{out} = N\left[1-(1-f)^{n_\mathrm{out}}\right]",
    accuracy=1e-13,
)
def readout_afferents(
    neurons: NeuronCount, density: Density, readout_neurons: ReadoutCount
) -> float:
    r"""Neurons that send a synapse to the readout neurons: all that one linear step could weigh.

    .. math:: E\,D_\mathrm{out} = N\left[1-(1-f)^{n_\mathrm{out}}\right]

    Parameters
    ----------
    neurons : int
        N.
    density : float
        Probability f of a synapse.
    readout_neurons : int
        Number of readout neurons.

    Returns
    -------
    float
        Expected number of distinct presynaptic neurons.

    Notes
    -----
    Valid when: Synapses are independent (for a fixed number of synapses the correction is of
    order 1/(fN)).

    Source: turcu2022 (mask); elementary counting.

    Examples
    --------
    >>> round(readout_afferents(100, 0.05, 5), 6)
    22.621906
    """
    if density == 1:
        return float(neurons)
    return -neurons * math.expm1(readout_neurons * math.log1p(-density))


@readout_afferents.derivation
def _() -> Derivation:
    import sympy as sp

    neurons, readout = sp.symbols("neurons readout_neurons", positive=True)
    density = sp.Symbol("density", positive=True)
    silent = (1 - density) ** readout
    mean = neurons * (1 - silent)
    return Derivation(
        steps=(
            Step("A neuron sends to none of the readout neurons with probability:", silent),
            Step("Summed over all neurons, those that send to some:", mean),
        ),
        result=mean,
    )


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover1965", "function counting theorem"),
    valid="only synapses onto the readout neurons trained, activity before them fixed; labels fair"
    " and independent; up to the width sqrt(2 D) of the transition",
    formula=r"P \le \frac{D_\mathrm{out}+1}{p},\quad H_2(p) = 1-H_2(\varepsilon),\ p\le\tfrac12",
    accuracy=1e-9,
)
def readout_step_bound(afferents: Afferents, error_rate: ErrorRate = 0.0) -> float:
    r"""If only the last synapses learnt, two patterns per neuron that feeds the readout were all.

    .. math:: P \le \frac{D_\mathrm{out}+1}{p}, \qquad H_2(p) = 1 - H_2(\varepsilon)

    (p = 1/2 without errors), since the sum over readout neurons weighs each presynaptic neuron
    once, the threshold is one more weight, and n weights separate at most 2^(P H2(n/P)) label
    vectors. Networks that classify more prove that synapses far from the readout learnt.

    Parameters
    ----------
    afferents : float
        Number D_out of distinct presynaptic neurons of the readout (`readout_afferents`).
    error_rate : float
        Fraction of patterns that may be wrong.

    Returns
    -------
    float
        Largest number of patterns.

    Notes
    -----
    Valid when: One linear step is trained and the rates before it are fixed. The transition has
    width sqrt(2 D).

    Source: cover1965; Fano's inequality for errors.

    Examples
    --------
    >>> readout_step_bound(22.0)
    46.0
    """
    return (afferents + 1) / confusion(error_rate)


def confusion(error_rate: float) -> float:
    """The p <= 1/2 whose binary entropy is one minus that of the error rate."""
    from scipy.optimize import brentq

    if error_rate == 0:
        return 0.5
    held = label_information(1 - 2 * error_rate, error_rate)
    if held < 0.5:  # p is small: solve for its logarithm
        root = brentq(lambda y: _entropy(math.exp(y)) / held - 1, -80.0, -0.7, xtol=1e-15)
        return math.exp(float(root))
    lost = _entropy(error_rate)  # solve for the contrast 1 - 2p, which is small
    contrast = brentq(
        lambda y: label_information(math.exp(y), (1 - math.exp(y)) / 2) / lost - 1,
        -360.0, math.log(0.9), xtol=1e-15,
    )  # fmt: skip
    return (1 - math.exp(float(contrast))) / 2


def _entropy(p: float) -> float:
    return -(p * math.log(p) + (1 - p) * math.log1p(-p)) / math.log(2)


@readout_step_bound.reference
def _(afferents: float, error_rate: float = 0.0) -> Any:
    import mpmath as mp

    if error_rate == 0:
        return 2 * (mp.mpf(afferents) + 1)
    with mp.extradps(350):  # error rates down to the smallest float
        held = exact_information(error_rate)
        low, high = mp.mpf(-2000), -mp.log(2)
        for _ in range(int(mp.mp.prec) + 20):
            middle = (low + high) / 2
            below = 1 - exact_information(mp.exp(middle)) < held
            low, high = (middle, high) if below else (low, middle)
        return (mp.mpf(afferents) + 1) / mp.exp(low)
