"""Networks before training: wiring, who is driven and read out, first weights, Dale's signs."""

from typing import Annotated, Literal

import numpy as np
from annotated_types import Gt

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.model import (
    Activation,
    Architecture,
    Floats,
    Ints,
    Network,
    ShiftedTanh,
)
from netbounds.simulate.sparse_rnn_classification.one_shot import covariances, hebbian_scale
from netbounds.simulate.sparse_rnn_classification.patterns import checked, random_synapses

Initial = Literal["covariance", "random"]
Ratio = Annotated[float, Gt(0)]


def untrained(
    patterns: Floats,
    labels: Ints,
    architecture: Architecture,
    *,
    initial: Initial | None = None,
    gain: float = 10.0,
    activation: Activation = ShiftedTanh(),  # noqa: B008  a frozen record
    excitatory_inhibitory_ratio: Ratio | None = None,
    precision: Literal["float64", "float32"] = "float64",
    rng: np.random.Generator,
) -> Network:
    """A randomly wired network with its first weights, ready for `train`.

    "covariance" weights are those of the one-shot rule; "random" ones are normal with the standard
    deviation of one stored pattern, gain 0.1^(1/4) / sqrt(neurons patterns sqrt(density)).
    Default: covariance when every neuron is driven and signs are free, else random.

    With `excitatory_inhibitory_ratio` a random 1 / (1 + ratio) of the neurons is inhibitory, every
    weight has the sign of its presynaptic neuron, and so has every readout weight: the readout is
    the difference of the two populations.

    Raises
    ------
    DomainError
        For "covariance" where it cannot work: a neuron without input would get no weights, stay
        silent, and never receive a gradient; and under Dale's law the signs that hold the memory
        are not free.
    """
    s, b = checked("untrained", patterns, labels)
    where, n = "untrained", architecture.neurons
    for name, value, domain in (
        ("architecture", architecture, Architecture),
        ("initial", initial, Initial | None),
        ("gain", gain, Ratio),
        ("activation", activation, Activation),
        ("excitatory_inhibitory_ratio", excitatory_inhibitory_ratio, Ratio | None),
        ("precision", precision, Literal["float64", "float32"]),
    ):
        check(where, name, value, domain)
    if s.shape[0] != architecture.driven:
        rule = f"have one row for each of the {architecture.driven} driven of {n} neurons"
        raise refusal(where, "patterns", rule, s.shape)
    dale = excitatory_inhibitory_ratio is not None
    if initial == "covariance" and (dale or architecture.driven < n):
        why = (
            "excitatory and inhibitory neurons leave no sign free for the covariance"
            if dale
            else "a neuron without input would get no weights, stay silent and never be trained"
        )
        raise refusal(where, "initial", "be 'random' here", initial, why)
    indptr, pre = random_synapses(n, architecture.synapses, rng=rng)
    readout = np.sort(rng.choice(n, size=architecture.readouts, replace=False))
    driven = np.sort(rng.choice(n, size=architecture.driven, replace=False))
    scale = hebbian_scale(gain, n, s.shape[1], architecture.density)
    if initial == "random" or dale or architecture.driven < n:
        weights: Floats = rng.normal(0.0, scale, size=len(pre))
    else:
        weights = scale * covariances(s, b, indptr, pre)
    kinds = None
    signs = np.ones(n)
    if excitatory_inhibitory_ratio is not None:
        inhibitory = architecture.rounding.count(n / (1 + excitatory_inhibitory_ratio))
        kinds = np.ones(n, dtype=np.int64)
        kinds[rng.choice(n, size=inhibitory, replace=False)] = -1
        weights = np.abs(weights) * kinds[pre]
        signs = kinds.astype(float)
    share = architecture.input_fraction * architecture.readout_fraction
    return Network(
        neurons=n,
        indptr=indptr,
        pre=pre,
        weights=weights.astype(precision),
        driven=driven,
        readout=readout,
        readout_weights=signs[readout] / (share * n),
        activation=activation,
        kinds=kinds,
    )
