"""Scaling laws of the one-shot rule: accuracy and capacity depend on patterns per synapse."""

import math
from typing import Annotated, Any

from annotated_types import Gt

from netbounds.domains import (
    ClassificationAccuracy,
    Density,
    InputFraction,
    Load,
    NeuronCount,
    Symbol,
    Typical,
)
from netbounds.law import Derivation, Kind, Source, Step, law

CapacityConstant = Annotated[
    float,
    Gt(0),
    Symbol(r"\alpha^*", "effective weights per recurrent synapse"),
    Typical(1e-3, 0.1),
]

_SOURCE = Source("turcu2022", "model and released code; theory derived here")
_ERROR = "relative corrections of order 1/K, 1/P and kappa (K = fN synapses a neuron)"


@law(
    kind=Kind.MEAN_FIELD,
    source=_SOURCE,
    valid="N -> infinity at fixed load, threshold at the mean rate without feedback",
    formula=r"A = \Phi\!\left(\sqrt{\alpha^*/\alpha}\right)",
    error=_ERROR,
    accuracy=1e-13,
)
def one_shot_scaled_accuracy(load: Load, capacity_constant: CapacityConstant) -> float:
    r"""Accuracy of the one-shot rule depends on patterns per synapse alone.

    .. math:: A = \Phi(\sqrt{\alpha^*/\alpha}), \qquad \alpha = \frac{P}{f_\mathrm{in} f N^2}

    Parameters
    ----------
    load : float
        Patterns per (driven) synapse, alpha.
    capacity_constant : float
        alpha* of `one_shot_capacity_constant`.

    Returns
    -------
    float
        Fraction of patterns classified correctly.

    Notes
    -----
    Valid when: N -> infinity at fixed load, with the threshold at the mean rate.

    Source: turcu2022 (model); law derived here.

    Examples
    --------
    >>> round(one_shot_scaled_accuracy(0.0093, 0.0093), 6)
    0.841345
    """
    return 0.5 * math.erfc(-math.sqrt(capacity_constant / load / 2))


@one_shot_scaled_accuracy.reference
def _(load: float, capacity_constant: float) -> Any:
    import mpmath as mp

    return mp.ncdf(mp.sqrt(mp.mpf(capacity_constant) / mp.mpf(load)))


@one_shot_scaled_accuracy.derivation
def _() -> Derivation:
    import sympy as sp
    from sympy.stats import Normal, cdf

    load, constant = sp.symbols("load capacity_constant", positive=True)
    g, f, n, p, chi, spread = sp.symbols("g f N P chi V", positive=True)
    tenth = sp.Rational(1, 10)
    feedback = g * tenth ** sp.Rational(1, 4) * f ** sp.Rational(3, 4) * sp.sqrt(n / p)
    ratio = sp.simplify((chi * feedback) ** 2 / (spread / n))
    per_load = sp.simplify(ratio.subs(p, load * f * n**2))
    named = sp.simplify(
        per_load.subs(chi, sp.sqrt(constant * spread / (g**2 * sp.sqrt(tenth * f))))
    )
    accuracy = sp.simplify(cdf(Normal("z", 0, 1))(sp.sqrt(named)))
    return Derivation(
        steps=(
            Step("The pattern's own trace moves the mean by chi kappa, with kappa:", feedback),
            Step("The squared shift over the readout's variance V/N is:", ratio),
            Step("At load alpha = P/(f N^2) the size cancels:", per_load),
            Step("What multiplies 1/alpha is the capacity constant:", named),
            Step("A normal readout is on the right side with probability:", accuracy),
        ),
        result=accuracy,
    )


@law(
    kind=Kind.MEAN_FIELD,
    source=_SOURCE,
    valid="N -> infinity at fixed load, threshold at the mean rate without feedback",
    formula=r"P = \frac{\alpha^* f_\mathrm{in} f N^2}{[\Phi^{-1}(A)]^2}",
    error=_ERROR,
    accuracy=1e-11,
)
def one_shot_capacity(
    neurons: NeuronCount,
    density: Density,
    capacity_constant: CapacityConstant,
    accuracy: ClassificationAccuracy,
    input_fraction: InputFraction = 1.0,
) -> float:
    r"""The one-shot rule stores a number of patterns proportional to the number of synapses.

    .. math:: P = \frac{\alpha^* f_\mathrm{in} f N^2}{[\Phi^{-1}(A)]^2}

    Parameters
    ----------
    neurons : int
        N.
    density : float
        Fraction f of the ordered pairs that are synapses.
    capacity_constant : float
        alpha* of `one_shot_capacity_constant`.
    accuracy : float
        Wanted accuracy A, between 1/2 and 1.
    input_fraction : float
        Fraction of the neurons that are driven.

    Returns
    -------
    float
        Number of patterns. The face `inverse` gives the neurons that a number of patterns needs.

    Notes
    -----
    Valid when: N -> infinity at fixed load, with the threshold at the mean rate.

    Source: turcu2022 (model); law derived here.

    Examples
    --------
    >>> round(one_shot_capacity(1000, 0.1, 0.0094, 0.95), 1)
    347.4
    """
    from scipy.special import erfcinv

    quantile = math.sqrt(2) * float(erfcinv(2 * (1 - accuracy)))
    return capacity_constant * input_fraction * density * neurons**2 / quantile**2


@one_shot_capacity.reference
def _(
    neurons: int,
    density: float,
    capacity_constant: float,
    accuracy: float,
    input_fraction: float = 1.0,
) -> Any:
    import mpmath as mp

    quantile = mp.sqrt(2) * mp.erfinv(2 * mp.mpf(accuracy) - 1)
    synapses = mp.mpf(input_fraction) * density * neurons**2
    return capacity_constant * synapses / quantile**2


@one_shot_capacity.inverse
def _(
    patterns: float,
    *,
    density: float,
    capacity_constant: float,
    accuracy: float,
    input_fraction: float = 1.0,
) -> int:
    """Fewest neurons that store so many patterns."""
    one = one_shot_capacity(1, density, capacity_constant, accuracy, input_fraction)
    return math.ceil(math.sqrt(patterns / one))
