"""Bits of label information per synapse."""

import math
from typing import Any

from netbounds.domains import Load
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.sparse_rnn_classification.capacity import CapacityConstant

_SOURCE = Source("turcu2022", "model and released code; theory derived here")
_ERROR = "relative corrections of order 1/K, 1/P and kappa (K = fN synapses a neuron)"


@law(
    kind=Kind.MEAN_FIELD,
    source=_SOURCE,
    valid="N -> infinity at fixed load, fair labels",
    formula=r"I = \alpha\,[1 - H_2(\Phi(\sqrt{\alpha^*/\alpha}))]",
    error=_ERROR,
    accuracy=1e-12,
)
def one_shot_information(load: Load, capacity_constant: CapacityConstant) -> float:
    r"""Bits of label information per synapse rise with the load, although accuracy falls.

    .. math:: I = \alpha\,[1 - H_2(A)], \qquad A = \Phi(\sqrt{\alpha^*/\alpha})

    with the binary entropy H_2 in bits.

    Parameters
    ----------
    load : float
        Patterns per synapse, alpha.
    capacity_constant : float
        alpha*.

    Returns
    -------
    float
        Bits per synapse.

    Notes
    -----
    Valid when: As `one_shot_scaled_accuracy`.

    Source: turcu2022 (model); law derived here.

    Examples
    --------
    >>> round(one_shot_information(0.0094, 0.0094), 5)
    0.00347
    """
    z = math.sqrt(capacity_constant / load / 2)
    return load * label_information(math.erf(z), math.erfc(z) / 2)


@one_shot_information.reference
def _(load: float, capacity_constant: float) -> Any:
    import mpmath as mp

    with mp.extradps(60):
        error = mp.erfc(mp.sqrt(mp.mpf(capacity_constant) / mp.mpf(load) / 2)) / 2
        entropy = -(error * mp.log(error, 2) + (1 - error) * mp.log(1 - error, 2))
        return load * (1 - entropy)


@law(
    kind=Kind.MEAN_FIELD,
    source=_SOURCE,
    valid="N -> infinity, then load -> infinity",
    formula=r"\sup_\alpha I = \frac{\alpha^*}{\pi\ln 2}",
    error=_ERROR,
    accuracy=1e-14,
)
def one_shot_information_supremum(capacity_constant: CapacityConstant) -> float:
    r"""However many patterns, a one-shot synapse never holds more than alpha*/(pi ln 2) bits.

    .. math:: \lim_{\alpha\to\infty}\alpha\,[1-H_2(\Phi(\sqrt{\alpha^*/\alpha}))]
              = \frac{\alpha^*}{\pi \ln 2}

    Parameters
    ----------
    capacity_constant : float
        alpha*.

    Returns
    -------
    float
        Bits per synapse, approached from below.

    Notes
    -----
    Valid when: As `one_shot_scaled_accuracy`.

    Source: turcu2022 (model); law derived here.

    Examples
    --------
    >>> round(one_shot_information_supremum(0.0094), 4)
    0.0043
    """
    return capacity_constant / (math.pi * math.log(2))


@one_shot_information_supremum.derivation
def _() -> Derivation:
    import sympy as sp

    constant, t = sp.symbols("capacity_constant t", positive=True)
    x = sp.Symbol("x", positive=True)
    excess = (1 + x) * sp.log(1 + x) + (1 - x) * sp.log(1 - x)
    information = excess / (2 * sp.log(2))
    leading = sp.series(information, x, 0, 4).removeO()
    contrast = sp.series(sp.erf(sp.sqrt(constant / 2) * t), t, 0, 2).removeO()
    limit = sp.simplify(leading.subs(x, contrast) / t**2)
    return Derivation(
        steps=(
            Step("At accuracy (1+x)/2 a label yields, in bits:", information),
            Step("For small x that is:", leading),
            Step("At load 1/t^2, x is to leading order:", contrast),
            Step("The load times the information tends to:", limit),
        ),
        result=limit,
    )


def label_information(contrast: float, error: float) -> float:
    """1 - H_2 in bits at error rate `error` = (1 - contrast)/2, without cancellation."""
    if error == 0:
        return 1.0
    if contrast < 0.5:
        return (2 * contrast * math.atanh(contrast) + math.log1p(-(contrast**2))) / math.log(4)
    return 1 + (error * math.log(error) + (1 - error) * math.log1p(-error)) / math.log(2)


def exact_information(error_rate: Any) -> Any:
    """1 - H_2 in bits at mpmath's working precision."""
    import mpmath as mp

    if error_rate == 0:
        return mp.mpf(1)
    error = mp.mpf(error_rate)
    return 1 + error * mp.log(error, 2) + (1 - error) * mp.log(1 - error, 2)
