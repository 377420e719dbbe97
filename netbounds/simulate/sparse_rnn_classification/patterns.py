"""Random patterns and random wiring, and the refusal of patterns that make no sense."""

import numpy as np

from netbounds.domains import NeuronCount, SynapseCount, check, refusal
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints


def random_patterns(
    neurons: NeuronCount, patterns: int, *, rng: np.random.Generator
) -> tuple[Floats, Ints]:
    """Independent patterns, uniform on (-1, 1), with fair labels -1 or +1.

    Returns
    -------
    patterns : array (neurons, patterns)
        Columns are patterns; `neurons` counts the driven neurons.
    labels : array (patterns,)

    Raises
    ------
    DomainError
        If a number is not a whole number >= 1.

    Examples
    --------
    >>> import numpy as np
    >>> inputs, labels = random_patterns(4, 3, rng=np.random.default_rng(0))
    >>> inputs.shape, labels
    ((4, 3), array([-1,  1,  1]))
    """
    check("random_patterns", "neurons", neurons, NeuronCount)
    check("random_patterns", "patterns", patterns, NeuronCount)
    inputs = rng.uniform(-1.0, 1.0, size=(neurons, patterns))
    return inputs, 2 * rng.integers(0, 2, size=patterns) - 1


def random_synapses(
    neurons: NeuronCount, synapses: SynapseCount, *, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Exactly `synapses` distinct places, uniformly random, self-connections allowed.

    Drawing places with replacement and merging duplicates would leave fewer synapses and measurably
    lower accuracy.

    Returns
    -------
    indptr, pre : arrays
        Compressed rows: neuron i receives from ``pre[indptr[i]:indptr[i + 1]]``, sorted.

    Raises
    ------
    DomainError
        If there are more synapses than places, or fewer than one.
    """
    check("random_synapses", "neurons", neurons, NeuronCount)
    check("random_synapses", "synapses", synapses, SynapseCount)
    places = neurons * neurons
    if synapses > places:
        raise refusal("random_synapses", "synapses", f"be <= neurons^2 = {places}", synapses)
    chosen = np.sort(rng.choice(places, size=synapses, replace=False, shuffle=False))
    post, pre = np.divmod(chosen, neurons)
    return np.searchsorted(post, np.arange(neurons + 1)), pre


def checked(
    where: str, patterns: Floats, labels: Ints, *, both_classes: bool = True
) -> tuple[Floats, Ints]:
    """Patterns as floats (neurons, patterns) and labels as -1 or +1, or one sentence why not."""
    s, b = np.asarray(patterns), np.asarray(labels)
    if s.ndim != 2 or s.dtype.kind not in "biuf":
        got = f"shape {s.shape} of {s.dtype}"
        raise refusal(where, "patterns", "be an array of numbers (driven neurons, patterns)", got)
    if s.shape[1] < 1 or s.shape[0] < 1:
        raise refusal(where, "patterns", "hold at least one neuron and one pattern", s.shape)
    if not np.all(np.isfinite(s)):
        raise refusal(where, "patterns", "be finite", "nan or infinity")
    if b.shape != (s.shape[1],):
        columns = s.shape[1]
        remedy = "transpose patterns: columns are patterns" if b.shape == s.shape[:1] else ""
        rule = f"have shape ({columns},), one label for each column of patterns"
        raise refusal(where, "labels", rule, b.shape, remedy)
    if b.dtype.kind not in "iuf" or not np.all((b == 1) | (b == -1)):
        raise refusal(
            where, "labels", "be +1 or -1", "other values", "write 2 * labels - 1 for 0/1"
        )
    if both_classes and abs(int(b.sum())) == len(b):
        raise refusal(where, "labels", "name both classes", f"only {int(b[0]):+d}")
    return s if s.dtype.kind == "f" else s.astype(np.float64), b.astype(np.int64)
