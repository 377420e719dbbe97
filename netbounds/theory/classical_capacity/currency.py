"""One currency for every learning rule: patterns and bits per trainable synapse."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from annotated_types import Ge, Gt
from scipy.optimize import minimize_scalar

from netbounds.domains import ErrorRate, PointCount, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._gaussian import information, information_at_error
from netbounds.theory.classical_capacity.diluted import diluted_information
from netbounds.theory.classical_capacity.hopfield_capacity import (
    hopfield_capacity,
    hopfield_critical_overlap,
)
from netbounds.theory.classical_capacity.margin import capacity_at_margin

if TYPE_CHECKING:
    import mpmath

TrainableCount = Annotated[
    int, Ge(1), Symbol("S", "number of trainable synapses"), Typical(1, 5000)
]
BitsPerPattern = Annotated[
    float, Gt(0), Symbol("b", "bits that one pattern asks for"), Typical(1, 100)
]
PatternsPerSynapse = Annotated[
    float, Gt(0), Symbol(r"\alpha^*", "patterns per synapse at signal to noise 1"), Typical(1e-3, 1)
]


@law(
    kind=Kind.EXACT,
    source=Source("gardner_derrida1988", "information of answers with errors"),
    valid="fair labels, wrong answers at random places",
    formula=r"P\,b\,[1 - H_2(\varepsilon)]/S",
)
def bits_per_synapse(
    patterns: PointCount,
    synapses: TrainableCount,
    error: ErrorRate = 0.0,
    bits_per_pattern: BitsPerPattern = 1.0,
) -> float:
    r"""What a rule stores per trainable synapse, wrong answers discounted.

    .. math:: \frac{P\,b\,[1 - H_2(\varepsilon)]}S

    Parameters
    ----------
    patterns
        P, number of patterns.
    synapses
        S, trainable synapses.
    error
        epsilon, fraction of wrong answers.
    bits_per_pattern
        b: 1 for one fair label, N for an attractor of N neurons.

    Returns
    -------
    float
        Bits per synapse.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for fair labels. Source: Gardner and Derrida (1988) [gardner_derrida1988]_.

    Examples
    --------
    >>> bits_per_synapse(200, 100)
    2.0
    """
    return patterns * bits_per_pattern * information_at_error(error) / synapses


@bits_per_synapse.reference
def _(
    patterns: int, synapses: int, error: float = 0.0, bits_per_pattern: float = 1.0
) -> "mpmath.mpf":
    import mpmath

    p = mpmath.mpf(error)
    lost = p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2) if p else 0
    return patterns * mpmath.mpf(bits_per_pattern) * (1 + lost) / synapses


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("turcu2022", "one-shot learning, load against accuracy"),
    valid="many patterns: accuracy Phi(sqrt(alpha*/alpha)) just above chance",
    formula=r"\alpha^*/(\pi \ln 2)",
    error="approached from below as the load grows",
)
def weak_signal_information(signal_load: PatternsPerSynapse) -> float:
    r"""A rule whose signal to noise falls like 1/sqrt(P) stores most bits when it is hardly right.

    .. math:: \lim_{\alpha\to\infty} \alpha\left[1 - H_2\!\left(\Phi(\sqrt{\alpha^*/\alpha})
              \right)\right] = \frac{\alpha^*}{\pi\ln 2}

    Parameters
    ----------
    signal_load
        alpha*, the load at which signal equals noise: accuracy = Phi(sqrt(alpha*/alpha)).

    Returns
    -------
    float
        Bits per synapse, the supremum over all loads.

    Raises
    ------
    DomainError
        If alpha* is not positive.

    Notes
    -----
    Valid for one-shot (Hebbian) rules. Source: Turcu and Abbott (2022) [turcu2022]_.

    Examples
    --------
    >>> round(weak_signal_information(0.00936), 4)
    0.0043
    """
    return signal_load / (math.pi * math.log(2))


@weak_signal_information.derivation
def _() -> Derivation:
    import sympy

    signal, load, x = sympy.symbols("signal_load alpha x", positive=True)
    right = (1 + sympy.erf(x / sympy.sqrt(2))) / 2
    bits = 1 + (right * sympy.log(right) + (1 - right) * sympy.log(1 - right)) / sympy.log(2)
    leading = sympy.simplify(sympy.diff(bits, x, 2).subs(x, 0) / 2) * x**2
    return Derivation(
        steps=(
            Step("Bits per pattern at signal to noise x.", bits),
            Step("Leading order at small x (value and slope vanish).", leading),
            Step(
                "x^2 = alpha*/alpha, times alpha.",
                sympy.simplify(leading.subs(x, sympy.sqrt(signal / load)) * load),
            ),
        ),
        result=sympy.simplify(leading.subs(x, sympy.sqrt(signal / load)) * load),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one rule or bound stores per trainable synapse, and how well that is known."""

    rule: str
    patterns_per_synapse: float
    bits_per_synapse: float
    kind: Kind
    source: Source
    condition: str


def currency_table() -> tuple[Rate, ...]:
    r"""Every rule on one axis: from 2 bits per synapse (Cover) down to .004 (one-shot).

    Returns
    -------
    tuple of Rate
        Sorted by bits per synapse, largest first. Patterns of attractor networks are whole
        states, worth one bit per neuron minus their errors; those of classifiers are one label.

    Notes
    -----
    Valid under each row's condition. A network of n independent perceptrons with K inputs each
    stores 2 K n pattern-bits; as a one-bit classifier it is read through its readout neurons,
    and the rows marked empirical say what training reaches there.
    Source: that of each row; sparse recurrent networks Turcu and Abbott (2022) [turcu2022]_.

    Examples
    --------
    >>> [f"{rate.rule}: {rate.bits_per_synapse:.4f}" for rate in currency_table()][:2]
    ['free signs: 2.0000', 'prescribed signs: 1.0000']
    """
    best = minimize_scalar(lambda load: -diluted_information(load), bounds=(0.2, 0.5))
    rows = (
        _rate("free signs", 2.0, 2.0, Kind.EXACT, Source("cover1965"), "fair labels, no margin"),
        _rate("prescribed signs", 1.0, 1.0, Kind.EXACT, Source("amit1989"), "symmetric inputs"),
        _rate("margin 1", capacity_at_margin(1.0), capacity_at_margin(1.0), Kind.ASYMPTOTIC,
              Source("gardner1988"), "kappa = 1, fair labels"),
        _rate("diluted Hebbian attractors", float(best.x), -float(best.fun), Kind.ASYMPTOTIC,
              Source("derrida1987"), "K << ln N, at the load that stores most"),
        _rate("Hopfield attractors", hopfield_capacity(),
              hopfield_capacity() * information(hopfield_critical_overlap()), Kind.MEAN_FIELD,
              Source("amit1985"), "full symmetric couplings, at capacity"),
        _rate("sparse network, trained through time", 1.5, 1.5 * information(2 * 0.89 - 1),
              Kind.EMPIRICAL, Source("turcu2022"), "89 % correct at load 1.5"),
        _rate("sparse network, trained to 99 %", 0.5, 0.5 * information(2 * 0.99 - 1),
              Kind.EMPIRICAL, Source("turcu2022"), "99 % correct at load 0.5"),
        _rate("sparse network, iterated one-shot", 0.015, 0.013, Kind.EMPIRICAL,
              Source("turcu2022"), "95 % correct"),
        _rate("sparse network, one-shot", 0.0035, weak_signal_information(0.00936),
              Kind.MEAN_FIELD, Source("turcu2022"),
              "patterns at 95 % correct; bits: supremum over all loads"),
    )  # fmt: skip
    return tuple(sorted(rows, key=lambda rate: -rate.bits_per_synapse))


def _rate(
    rule: str, patterns: float, bits: float, kind: Kind, source: Source, condition: str
) -> Rate:
    return Rate(
        rule=rule,
        patterns_per_synapse=patterns,
        bits_per_synapse=bits,
        kind=kind,
        source=source,
        condition=condition,
    )
