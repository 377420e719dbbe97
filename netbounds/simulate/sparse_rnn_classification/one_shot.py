"""One-shot Hebbian rule: every synapse stores the sum of label * input * input, once."""

import numpy as np

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.model import (
    Architecture,
    Floats,
    Fraction,
    Ints,
    Network,
    Rounding,
)
from netbounds.simulate.sparse_rnn_classification.patterns import checked, random_synapses


def hebbian_scale(gain: float, neurons: int, patterns: int, density: float) -> float:
    """Weight of one stored pattern: gain * 0.1^(1/4) / sqrt(neurons patterns sqrt(density))."""
    # 0.1 is a constant of the published rule, not its density
    return float(gain * 0.1**0.25 / np.sqrt(neurons * patterns * np.sqrt(density)))


def one_shot(
    patterns: Floats,
    labels: Ints,
    *,
    density: Fraction = 0.1,
    gain: float = 10.0,
    readout_fraction: Fraction = 0.1,
    rounding: Rounding = Rounding.HALF_UP,
    rng: np.random.Generator,
) -> Network:
    r"""The network that has stored labelled patterns by the one-shot Hebbian rule.

    .. math:: J_{ij} = \eta \sum_\mu b_\mu s_{i\mu} s_{j\mu} M_{ij}, \qquad
              \eta = g\, 0.1^{1/4} / \sqrt{N P \sqrt f}

    with mask M of exactly f N^2 synapses. Patterns labelled + then excite themselves through the
    recurrent synapses, those labelled - suppress themselves.

    Parameters
    ----------
    patterns : array (neurons, patterns)
        Column mu is the input s of pattern mu, one row for each neuron.
    labels : array (patterns,)
        +1 or -1.
    density
        Share f of the neurons^2 possible synapses that exist.
    gain
        g; 10 in the published tables.
    readout_fraction
        Share of neurons that are read out, at random.
    rounding
        How counts become whole; the published tables round half up.
    rng
        Draws the wiring and the readout neurons.

    Raises
    ------
    DomainError
        For shapes that do not fit, numbers that are not finite, or no readout neuron.

    Notes
    -----
    Valid for every number of patterns. Cost: N^2 P multiplications in one matrix product.
    Source: turcu2022, and the MATLAB code published with it.

    Examples
    --------
    >>> import numpy as np
    >>> from netbounds.simulate.sparse_rnn_classification import random_patterns
    >>> rng = np.random.default_rng(0)
    >>> inputs, labels = random_patterns(100, 20, rng=rng)
    >>> one_shot(inputs, labels, rng=rng).weights.shape
    (1000,)
    """
    s, b = checked("one_shot", patterns, labels, both_classes=False)
    check("one_shot", "gain", gain, float)
    if gain <= 0:
        raise refusal("one_shot", "gain", "be > 0", gain)
    architecture = Architecture(
        neurons=s.shape[0], density=density, readout_fraction=readout_fraction, rounding=rounding
    )
    indptr, pre = random_synapses(architecture.neurons, architecture.synapses, rng=rng)
    chosen = rng.choice(architecture.neurons, size=architecture.readouts, replace=False)
    scale = hebbian_scale(gain, s.shape[0], s.shape[1], density)
    return Network(
        neurons=architecture.neurons,
        indptr=indptr,
        pre=pre,
        weights=scale * covariances(s, b, indptr, pre),
        driven=np.arange(architecture.neurons),
        readout=np.sort(chosen),
        # the published divisor is not made whole
        readout_weights=np.full(len(chosen), 1 / (readout_fraction * architecture.neurons)),
    )


def covariances(s: Floats, b: Ints, indptr: Ints, pre: Ints) -> Floats:
    """sum_mu b_mu s_i s_j for every synapse j -> i given as compressed rows."""
    n, patterns = s.shape
    post = np.repeat(np.arange(n), np.diff(indptr))
    if len(pre) * 64 > n * n and n <= 20_000:
        # above a density of 1/64 one dense product is cheaper than gathering columns
        dense: Floats = (s * b) @ s.T
        return dense[post, pre]
    out = np.empty(len(pre))
    signed, chunk = s * b, max(1, 4_000_000 // patterns)
    for start in range(0, len(pre), chunk):
        part = slice(start, start + chunk)
        out[part] = np.einsum("sp,sp->s", signed[post[part]], s[pre[part]])
    return out
