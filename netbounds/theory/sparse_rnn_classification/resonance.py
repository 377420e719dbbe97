"""Resonance: a stored pattern feeds back on itself, with the sign of its label."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Lt

from netbounds.domains import (
    Density,
    Gain,
    InputFraction,
    InputSteps,
    NeuronCount,
    PatternCount,
    StepCount,
    Symbol,
    TimeStep,
    Typical,
)
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.sparse_rnn_classification.mean_field import (
    Array,
    forward_sweep,
    one_shot_setting,
)

Feedback = Annotated[
    float, Lt(1), Symbol(r"\lambda", "feedback eigenvalue of a pattern"), Typical(-5, 0.99)
]


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "resonant amplification; linear case"),
    valid="linear dynamics along the pattern, lambda < 1 (beyond, activity grows)",
    formula=r"\frac{m_\infty}{m_\infty^{(\lambda=0)}} = \frac{T_\mathrm{decay}}{\tau}"
    r" = \frac{1}{1-\lambda}",
    accuracy=1e-15,
)
def resonant_gain(feedback: Feedback) -> float:
    r"""Feedback along a pattern amplifies it and slows its decay by the same factor.

    .. math:: \tau \dot m = -(1-\lambda) m + \text{input} \;\Rightarrow\;
              \frac{m_\infty}{\text{input}} = \frac{T_\mathrm{decay}}{\tau} = \frac1{1-\lambda}

    Patterns of positive feedback are amplified and persist, those of negative feedback are
    damped and forgotten: that is the whole decision.

    Parameters
    ----------
    feedback : float
        Eigenvalue lambda of the pattern's feedback, below 1.

    Returns
    -------
    float
        Amplification, and decay time in units of the neurons' time constant.

    Notes
    -----
    Valid when: Dynamics are linear along the pattern: one-shot weights, weak activity. Trained
    networks are not near-linear (their leading eigenvalue exceeds 1 for both labels).

    Source: turcu2022 (idea); linear case.

    Examples
    --------
    >>> resonant_gain(0.5), resonant_gain(-1.0)
    (2.0, 0.5)
    """
    return 1 / (1 - feedback)


@resonant_gain.derivation
def _() -> Derivation:
    import sympy as sp

    feedback = sp.Symbol("feedback", real=True)
    t, source = sp.symbols("t input", positive=True)
    m = sp.Function("m")
    equation = sp.Eq(m(t).diff(t), -m(t) + feedback * m(t) + source)
    steady = sp.solve(equation.subs(m(t).diff(t), 0).subs(m(t), sp.Symbol("m")), sp.Symbol("m"))[0]
    free = sp.Eq(m(t).diff(t), -(1 - feedback) * m(t))
    decay = sp.dsolve(free, m(t))
    gain = sp.simplify(steady / steady.subs(feedback, 0))
    return Derivation(
        steps=(
            Step("The overlap decays, is fed back, and is driven (time in tau):", equation),
            Step("It settles at:", steady),
            Step("Without input it falls off with the time constant of:", decay),
            Step("Relative to no feedback, both are larger by:", gain),
        ),
        result=gain,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneShotResonance:
    """How a stored pattern resonates, at steps 0..T.

    `feedback` is the instantaneous eigenvalue b kappa E[s^2 phi'(x)], `amplification` the overlap
    relative to the same network without the pattern's own trace.
    """

    feedback_plus: Array
    feedback_minus: Array
    amplification_plus: Array
    amplification_minus: Array


def one_shot_resonance(
    *,
    neurons: NeuronCount,
    patterns: PatternCount,
    density: Density = 0.1,
    gain: Gain = 10.0,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> OneShotResonance:
    r"""A + pattern meets positive feedback, a - pattern negative, all along the trial.

    .. math:: \lambda_b(t) = b\,\kappa\, E[s^2 \phi'(x_t)]

    The linear prediction `resonant_gain` is what amplification tends to while lambda changes
    slowly; the mean field has it at all times.

    Parameters
    ----------
    neurons, patterns, density, gain, input_fraction, steps, input_steps, dt
        As in `one_shot_mean_field`.

    Returns
    -------
    OneShotResonance
        Arrays over the steps 0..T; before the first step feedback is 0 and amplification 1.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain.

    Notes
    -----
    Valid when: As `one_shot_mean_field`.

    Source: turcu2022 (idea); theory derived here.

    Examples
    --------
    >>> resonance = one_shot_resonance(neurons=500, patterns=100)
    >>> round(float(resonance.amplification_plus[20]), 2)
    1.46
    """
    setting, kappa = one_shot_setting(
        "one_shot_resonance",
        neurons=neurons, patterns=patterns, density=density, gain=gain,
        input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt,
    )  # fmt: skip
    plus, minus = forward_sweep(setting, kappa), forward_sweep(setting, -kappa)
    bare = forward_sweep(setting, 0.0)
    square = plus.pattern**2 / plus.pattern.size
    scale = np.where(bare.overlap > 0, bare.overlap, 1)
    return OneShotResonance(
        feedback_plus=kappa * (plus.slope @ square),
        feedback_minus=-kappa * (minus.slope @ square),
        amplification_plus=np.where(bare.overlap > 0, plus.overlap / scale, 1.0),
        amplification_minus=np.where(bare.overlap > 0, minus.overlap / scale, 1.0),
    )
