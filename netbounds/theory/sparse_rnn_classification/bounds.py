"""What no learning rule can exceed: bounds on the patterns a network can classify."""

import math
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Ge, Gt

from netbounds.domains import (
    Density,
    ErrorRate,
    NeuronCount,
    ReadoutFraction,
    StepCount,
    Symbol,
    SynapseCount,
    Typical,
    check,
    refusal,
)
from netbounds.law import Kind, Source, law
from netbounds.theory.sparse_rnn_classification.information import (
    exact_information,
    label_information,
)
from netbounds.theory.sparse_rnn_classification.readout_bound import (
    confusion,
    readout_afferents,
    readout_step_bound,
)

BitCount = Annotated[
    float, Gt(0), Symbol("B", "bits that a synapse's weight can hold"), Typical(1, 64)
]
Degree = Annotated[
    int, Ge(1), Symbol("d", "degree of the readout as a polynomial of the weights"), Typical(1, 100)
]
_LABELS = "labels fair and independent, patterns many"


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("cover2006", "Fano's inequality, Theorem 2.10.1"),
    valid=f"any network and learning rule; weights of B bits; {_LABELS}",
    formula=r"P \le \frac{B\,S_\mathrm{eff}}{1-H_2(\varepsilon)}",
    accuracy=1e-11,
)
def counting_bound(synapses: SynapseCount, bits: BitCount, error_rate: ErrorRate = 0.0) -> float:
    r"""Weights of B bits cannot hold the labels of more patterns than they have bits.

    .. math:: P\,[1-H_2(\varepsilon)] \le B\, S_\mathrm{eff}

    Parameters
    ----------
    synapses : int
        Synapses whose weight can reach the readout at all (see `effective_synapses`).
    bits : float
        Bits a weight.
    error_rate : float
        Fraction of patterns that may be wrong.

    Returns
    -------
    float
        Largest number of patterns, on average over labels.

    Notes
    -----
    Valid when: Labels are fair and independent. A theorem: counting, no assumption about the
    dynamics.

    Source: cover2006, Fano's inequality.

    Examples
    --------
    >>> counting_bound(500, 1.0)
    500.0
    """
    return bits * synapses / label_information(1 - 2 * error_rate, error_rate)


@counting_bound.reference
def _(synapses: int, bits: float, error_rate: float = 0.0) -> Any:
    import mpmath as mp

    return mp.mpf(bits) * synapses / exact_information(error_rate)


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("warren1968", "Theorem 3"),
    valid=f"readout a polynomial of degree d in S >= 1 weights (linear neurons: d = T - 1);"
    f" P >= S; {_LABELS}",
    formula=r"\alpha\,[1-H_2(\varepsilon)] \le \log_2(4 e d\,\alpha)",
    accuracy=1e-10,
)
def polynomial_bound(degree: Degree, error_rate: ErrorRate = 0.0) -> float:
    r"""A readout that is a polynomial of its weights takes few sign patterns: so many per weight.

    .. math:: P\,[1-H_2(\varepsilon)] \le S \log_2\frac{4 e d P}{S}
              \;\Rightarrow\; \alpha = -\frac{W_{-1}(-c/(4ed))}{c}, \quad
              c = [1-H_2(\varepsilon)]\ln 2

    Parameters
    ----------
    degree : int
        Degree d of the readout in the weights: T - 1 for linear neurons and T steps from rest.
    error_rate : float
        Fraction of patterns that may be wrong.

    Returns
    -------
    float
        Largest number of patterns per (effective) synapse.

    Notes
    -----
    Valid when: Linear or polynomial activation. For the saturating activation there is no such
    theorem: that P cannot exceed twice the synapses there is a heuristic.

    Source: warren1968, Theorem 3.

    Examples
    --------
    >>> round(polynomial_bound(19), 4), round(polynomial_bound(1), 4)
    (11.1725, 6.0364)
    """
    from scipy.special import lambertw

    c = label_information(1 - 2 * error_rate, error_rate) * math.log(2)
    return float(-lambertw(-c / (4 * math.e * degree), -1).real / c)


@polynomial_bound.reference
def _(degree: int, error_rate: float = 0.0) -> Any:
    import mpmath as mp

    c = exact_information(error_rate) * mp.log(2)
    low = 1 / c  # where the straight line starts to catch up with the logarithm
    high = 2 * low
    while c * high < mp.log(4 * mp.e * degree * high):
        high *= 2
    return mp.findroot(
        lambda a: c * a - mp.log(4 * mp.e * degree * a), (low, high), solver="anderson",
        tol=mp.mpf(10) ** -60,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityUpperBounds:
    """Patterns that cannot be exceeded, each with what it assumes. Theorems but for `heuristic`."""

    counting: float  # weights of `bits` bits; any dynamics
    polynomial: float  # linear neurons
    readout_step: float  # only the synapses onto the readout trained
    heuristic: float  # two per synapse: believed, not proven, for the saturating activation


def capacity_upper_bounds(
    *,
    neurons: NeuronCount,
    density: Density,
    readout_fraction: ReadoutFraction = 0.1,
    steps: StepCount = 20,
    error_rate: ErrorRate = 0.0,
    bits: BitCount = 32.0,
    effective_synapses: SynapseCount | None = None,
) -> CapacityUpperBounds:
    r"""Patterns that no learning rule can exceed, in a network of this size.

    Parameters
    ----------
    neurons, density, readout_fraction
        N, f, f_out.
    steps : int
        Time steps T of a trial; linear neurons make the readout a polynomial of degree T - 1.
    error_rate : float
        Fraction of patterns that may be wrong.
    bits : float
        Bits a weight holds.
    effective_synapses : int, optional
        Synapses that can reach the readout (`effective_synapses`); all of them by default.

    Returns
    -------
    CapacityUpperBounds

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, or there are no synapses or readout neurons.

    Notes
    -----
    Valid when: Labels are fair and independent; each bound says what else it assumes. Choosing
    the best of T read-out times adds log2(T) bits in total.

    Source: cover2006, warren1968, cover1965.

    Examples
    --------
    >>> bounds = capacity_upper_bounds(neurons=100, density=0.05, readout_fraction=0.05)
    >>> round(bounds.readout_step), round(bounds.polynomial)
    (47, 5586)
    """
    where = "capacity_upper_bounds"
    for name, value, domain in (
        ("neurons", neurons, NeuronCount), ("density", density, Density),
        ("readout_fraction", readout_fraction, ReadoutFraction), ("steps", steps, StepCount),
        ("error_rate", error_rate, ErrorRate), ("bits", bits, BitCount),
        ("effective_synapses", effective_synapses, SynapseCount | None),
    ):  # fmt: skip
        check(where, name, value, domain)
    synapses = math.floor(density * neurons**2 + 1e-9)
    if effective_synapses is not None:
        if effective_synapses > synapses:
            rule = f"be <= {synapses}, the synapses there are"
            raise refusal(where, "effective_synapses", rule, effective_synapses)
        synapses = effective_synapses
    readout_neurons = math.floor(readout_fraction * neurons + 1e-9)
    if readout_neurons < 1:
        rule = "leave at least one readout neuron"
        raise refusal(where, "readout_fraction", rule, readout_fraction)
    return CapacityUpperBounds(
        counting=counting_bound(synapses, bits, error_rate),
        polynomial=synapses * polynomial_bound(steps - 1, error_rate),
        readout_step=readout_step_bound(
            readout_afferents(neurons, density, readout_neurons), error_rate
        ),
        heuristic=synapses / confusion(error_rate),
    )
