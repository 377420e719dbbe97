"""How strongly the one-shot Hebbian weights act: feedback of a pattern, noise of the rest."""

import math
from typing import Any

from netbounds.domains import Density, Gain, InputFraction, NeuronCount, PatternCount
from netbounds.law import Derivation, Kind, Source, Step, law

_SOURCE = Source("turcu2022", "released code, one-shot Hebbian learning")


@law(
    kind=Kind.EXACT,
    source=_SOURCE,
    valid="one-shot Hebbian weights J = eta sum_mu b s s^T on a random mask of density f",
    formula=r"\kappa = \eta f N f_\mathrm{in} = 10^{-1/4} g f^{3/4} f_\mathrm{in}\sqrt{N/P}",
    accuracy=1e-14,
)
def one_shot_feedback(
    neurons: NeuronCount,
    patterns: PatternCount,
    density: Density,
    gain: Gain,
    input_fraction: InputFraction = 1.0,
) -> float:
    r"""A presented pattern feeds its own overlap back with a strength that knows only N/P.

    .. math:: \kappa = \eta f N f_\mathrm{in}, \qquad
              \eta = \frac{0.1^{1/4} g}{\sqrt{N P \sqrt f}}, \qquad
              \sum_j J_{ij} r_j = b\,\kappa\,s_i\,m + \text{noise}

    with learning strength eta, overlap m = E[s r] over the driven neurons, label b = +-1. The
    constant 0.1 belongs to the published rule and does not change with the density.

    Parameters
    ----------
    neurons, patterns : int
        N and P.
    density : float
        Fraction f of the ordered pairs that are synapses.
    gain : float
        Gain g of the rule.
    input_fraction : float
        Fraction of the neurons that are driven; the others have no one-shot weights at all.

    Returns
    -------
    float
        kappa (dimensionless).

    Notes
    -----
    Valid when: Weights are those of the one-shot rule; K = fN >> 1 for the split into signal
    and noise.

    Source: turcu2022, released code (learning strength).

    Examples
    --------
    >>> round(one_shot_feedback(500, 100, 0.1, 10.0), 12)
    2.2360679775
    """
    per_ratio = gain * math.pow(0.1, 0.25) * math.pow(density, 0.75) * input_fraction
    return per_ratio * math.sqrt(neurons / patterns)


@one_shot_feedback.reference
def _(neurons: int, patterns: int, density: float, gain: float, input_fraction: float = 1.0) -> Any:
    import mpmath as mp

    f, n = mp.mpf(density), mp.mpf(neurons)
    strength = gain * mp.root(mp.mpf(1) / 10, 4) / mp.sqrt(n * patterns * mp.sqrt(f))
    return strength * f * n * mp.mpf(input_fraction)


@one_shot_feedback.derivation
def _() -> Derivation:
    import sympy as sp

    neurons, patterns = sp.symbols("neurons patterns", positive=True)
    density, gain, fraction = sp.symbols("density gain input_fraction", positive=True)
    tenth = sp.Rational(1, 10)
    strength = gain * tenth ** sp.Rational(1, 4) / sp.sqrt(neurons * patterns * sp.sqrt(density))
    feedback = sp.powsimp(sp.simplify(strength * density * neurons * fraction))
    return Derivation(
        steps=(
            Step("The rule writes every pattern with the strength:", strength),
            Step("Each neuron hears f N f_in driven senders, so the overlap returns as:", feedback),
        ),
        result=feedback,
    )


@law(
    kind=Kind.EXACT,
    source=_SOURCE,
    valid="one-shot Hebbian weights, inputs uniform on (-1, 1), many other patterns",
    formula=r"G^2 = \eta^2 f N f_\mathrm{in} P/9 = \frac{g^2\sqrt{0.1 f}\,f_\mathrm{in}}{9}",
    accuracy=1e-14,
)
def one_shot_noise_gain(density: Density, gain: Gain, input_fraction: InputFraction = 1.0) -> float:
    r"""The other patterns act as a random matrix whose strength knows neither N nor P.

    .. math:: G^2 = \eta^2 f N f_\mathrm{in} P \langle s^2\rangle^2
              = \frac{g^2 \sqrt{0.1 f}\, f_\mathrm{in}}{9}

    the variance of a neuron's noise field per mean squared rate; <s^2> = 1/3.

    Parameters
    ----------
    density : float
        Fraction f of the ordered pairs that are synapses.
    gain : float
        Gain g of the rule.
    input_fraction : float
        Fraction of the neurons that are driven.

    Returns
    -------
    float
        G squared (dimensionless).

    Notes
    -----
    Valid when: Weights are those of the one-shot rule with inputs uniform on (-1, 1).

    Source: turcu2022, released code (learning strength).

    Examples
    --------
    >>> round(one_shot_noise_gain(0.1, 10.0), 12)
    1.111111111111
    """
    return gain * gain * math.sqrt(0.1 * density) * input_fraction / 9


@one_shot_noise_gain.reference
def _(density: float, gain: float, input_fraction: float = 1.0) -> Any:
    import mpmath as mp

    return mp.mpf(gain) ** 2 * mp.sqrt(mp.mpf(density) / 10) * mp.mpf(input_fraction) / 9


@one_shot_noise_gain.derivation
def _() -> Derivation:
    import sympy as sp

    neurons, patterns = sp.symbols("neurons patterns", positive=True)
    density, gain, fraction = sp.symbols("density gain input_fraction", positive=True)
    s = sp.Symbol("s", real=True)
    power = sp.integrate(s**2 / 2, (s, -1, 1))
    tenth = sp.Rational(1, 10)
    strength = gain * tenth ** sp.Rational(1, 4) / sp.sqrt(neurons * patterns * sp.sqrt(density))
    weight = sp.simplify(strength**2 * patterns * power**2)
    noise = sp.simplify(weight * density * neurons * fraction)
    return Derivation(
        steps=(
            Step("The mean squared input is:", power),
            Step(
                "A weight is a sum over P patterns of products of two inputs; its variance:", weight
            ),
            Step("A neuron sums f N f_in of them, N and P cancel:", noise),
        ),
        result=noise,
    )
