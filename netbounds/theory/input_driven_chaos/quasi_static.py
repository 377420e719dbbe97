"""Slow common input acts by silencing the balanced network: the quasi-static limit, closed."""

import math
from typing import Annotated, Any

from annotated_types import Gt

from netbounds.domains import Symbol, Typical, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.input_driven_chaos._balance import (
    ConstantInput,
    FiniteNeuronNumber,
    InputAmplitude,
)

AutonomousExponent = Annotated[
    float, Gt(0), Symbol(r"\lambda_0", "Lyapunov exponent without input", r"1/\tau"),
    Typical(0.01, 0.3),
]  # fmt: skip


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "quasi-static approximation, Fig. 4"),
    valid="common input much slower than tau; any N, g",
    formula=r"\lambda = p\lambda_0 - (1 - p),\quad"
    r" p = \frac12 + \frac{1}{\pi}\arcsin\min\left(1, \frac{\sqrt{N} I_0}{I_1}\right)",
    error="O(f tau): the network takes about tau to fall silent and to revive",
    accuracy=1e-12,
)
def quasi_static_lyapunov_exponent(
    input_amplitude: InputAmplitude,
    neurons: FiniteNeuronNumber,
    *,
    autonomous_exponent: AutonomousExponent,
    constant_input: ConstantInput = 1.0,
) -> float:
    """Slow common input suppresses chaos only by silencing the network for part of the cycle.

    While the total input is positive the exponent is that without input, whatever the input's
    size; while it is negative all neurons are silent and differences decay at rate 1/tau. p is the
    fraction of the cycle with positive input.

    Parameters
    ----------
    input_amplitude, neurons, constant_input
        I1, N and I0.
    autonomous_exponent
        lambda_0 of `balanced_mean_field` without input, at the time step of interest.

    Notes
    -----
    Valid for slow common input. Source: engelken2022, Fig. 4.

    Examples
    --------
    >>> quasi_static_lyapunov_exponent(10.0, 400, autonomous_exponent=0.0957)
    0.0957
    """
    p = _positive_part(math.sqrt(neurons) * constant_input / max(input_amplitude, 1e-300))
    return p * autonomous_exponent - (1 - p)


def _positive_part(ratio: float) -> float:
    return 0.5 + math.asin(min(1.0, ratio)) / math.pi


@quasi_static_lyapunov_exponent.reference
def _(
    input_amplitude: InputAmplitude,
    neurons: FiniteNeuronNumber,
    *,
    autonomous_exponent: AutonomousExponent,
    constant_input: ConstantInput = 1.0,
) -> Any:
    """The local exponent integrated over the two parts of the cycle, whose border is a root."""
    import mpmath

    mean, amplitude = mpmath.sqrt(neurons) * mpmath.mpf(constant_input), mpmath.mpf(input_amplitude)
    rate = mpmath.mpf(autonomous_exponent)
    if amplitude <= mean:
        return rate
    border = mpmath.findroot(
        lambda t: mean + amplitude * mpmath.sin(t), (-mpmath.pi / 2, 0), solver="anderson"
    )
    silent = 2 * (border + mpmath.pi / 2)
    return ((2 * mpmath.pi - silent) * rate - silent) / (2 * mpmath.pi)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "quasi-static approximation, Fig. 4"),
    valid="common input much slower than tau; any N, g > sqrt(2)",
    formula=r"I_1 = \frac{\sqrt{N} I_0}{\sin\pi\left(\frac{1}{1 + \lambda_0} - \frac12\right)}",
    error="O(f tau)",
    accuracy=1e-12,
)
def quasi_static_input_amplitude(
    neurons: FiniteNeuronNumber,
    *,
    autonomous_exponent: AutonomousExponent,
    constant_input: ConstantInput = 1.0,
) -> float:
    """Slow common input suppresses chaos only if it exceeds the whole constant input, O(sqrt(N)).

    The amplitude at which `quasi_static_lyapunov_exponent` vanishes.

    Parameters
    ----------
    neurons, autonomous_exponent, constant_input
        N, lambda_0 and I0.

    Raises
    ------
    DomainError
        If lambda_0 >= 1: half a cycle of silence does not make up for it.

    Notes
    -----
    Valid for slow common input. Source: engelken2022, Fig. 4.

    Examples
    --------
    >>> round(quasi_static_input_amplitude(1000, autonomous_exponent=0.0957) / 1000**0.5, 4)
    1.0389
    """
    if autonomous_exponent >= 1:
        raise refusal(
            "quasi_static_input_amplitude", "autonomous_exponent", "be < 1", autonomous_exponent
        )
    share = 1 / (1 + autonomous_exponent)
    return math.sqrt(neurons) * constant_input / math.sin(math.pi * (share - 0.5))


@quasi_static_input_amplitude.derivation
def _() -> Derivation:
    import sympy as sp

    n, rate, i0 = sp.symbols("neurons autonomous_exponent constant_input", positive=True)
    p, i1 = sp.symbols("p I_1", positive=True)
    share = sp.solve(sp.Eq(p * rate - (1 - p), 0), p)[0]
    positive = sp.Rational(1, 2) + sp.asin(sp.sqrt(n) * i0 / i1) / sp.pi
    amplitude = sp.solve(sp.Eq(positive, p), i1)[0]
    return Derivation(
        steps=(
            Step("Growth and decay balance over a cycle at the share:", sp.Eq(p, share)),
            Step("Total input is positive for the share:", sp.Eq(p, positive)),
            Step("The amplitude that gives this share:", sp.Eq(i1, amplitude)),
        ),
        result=amplitude.subs(p, share),
    )
