"""The iterated Hebbian rule: a perceptron with as many weights as synapses are worth."""

import math
from dataclasses import dataclass
from typing import Annotated, Any

from annotated_types import Gt, Lt

from netbounds.domains import (
    Density,
    Gain,
    InputFraction,
    InputSteps,
    NeuronCount,
    ReadoutFraction,
    StepCount,
    Symbol,
    TimeStep,
    Typical,
    check,
)
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.sparse_rnn_classification.capacity import CapacityConstant
from netbounds.theory.sparse_rnn_classification.scaling import (
    one_shot_capacity_constant,
    optimal_gain,
)

RelativeLoad = Annotated[
    float,
    Gt(0),
    Lt(2),
    Symbol(r"x", "patterns per effective weight, P/D"),
    Typical(0.01, 1.99),
]

_ERROR = "finite size and finite training move the drop; training also raises the gain"


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("gardner1988", "capacity at zero stability; mapping derived here"),
    valid="N -> infinity, training until nothing changes, one-shot capacity constant alpha*",
    formula=r"\alpha_c = \alpha^*\left[\int_0^\infty Dt\,t^2\right]^{-1} = 2\alpha^*",
    error=_ERROR,
    accuracy=1e-15,
)
def iterated_critical_load(capacity_constant: CapacityConstant) -> float:
    r"""Iterating the Hebbian rule succeeds up to two patterns per effective weight.

    .. math:: \alpha_c = \frac{\alpha^*}{\int_0^\infty Dt\, t^2} = 2\alpha^*

    The rule's coefficients a_mu >= 1 stay finite while the noise they make can be outweighed;
    the condition is Gardner's for a perceptron of D = alpha* f N^2 weights, hence Cover's 2D.

    Parameters
    ----------
    capacity_constant : float
        alpha* of `one_shot_capacity_constant`.

    Returns
    -------
    float
        Critical load: patterns per recurrent synapse.

    Notes
    -----
    Valid when: N -> infinity and unlimited training; see `iterated_capacity_bracket` for the
    gain's growth.

    Source: gardner1988 (integral), cover1965 (2D); the mapping to effective weights is derived
    here.

    Examples
    --------
    >>> iterated_critical_load(0.0094)
    0.0188
    """
    return 2 * capacity_constant


@iterated_critical_load.derivation
def _() -> Derivation:
    import sympy as sp

    constant = sp.Symbol("capacity_constant", positive=True)
    t = sp.Symbol("t", real=True)
    density = sp.exp(-(t**2) / 2) / sp.sqrt(2 * sp.pi)
    gardner = sp.integrate(density * t**2, (t, 0, sp.oo))
    load = sp.Symbol("alpha", positive=True)
    critical = sp.solve(sp.Eq(constant / load, gardner), load)[0]
    return Derivation(
        steps=(
            Step("A coefficient must outweigh noise of width t where that is positive:", density),
            Step("Large coefficients reproduce themselves if D/P exceeds the integral:", gardner),
            Step("With D = alpha* f N^2 weights and P = alpha f N^2, the limit is at:", critical),
        ),
        result=critical,
    )


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("gardner1988", "method; applied here to the iterated Hebbian rule"),
    valid="P < 2D, N -> infinity, training until nothing changes",
    formula=r"\langle a^2\rangle = E\max\!\left(1, \sqrt{\langle a^2\rangle\,x}\,\xi\right)^2",
    error=_ERROR,
    accuracy=1e-9,
)
def iterated_coefficient_power(relative_load: RelativeLoad) -> float:
    r"""Patterns are learnt again and again, and without bound as P reaches 2D.

    .. math:: \langle a^2\rangle = E\left[\max\left(1,
              \sqrt{\langle a^2\rangle\, P/D}\;\xi\right)^2\right], \qquad \xi \sim \mathcal N(0,1)

    for the coefficients a with which the trained weights hold each pattern (1 after one shot).
    With u = 1/sqrt(<a^2> P/D) this is u phi(u) + Q(u) + u^2 Phi(u) = D/P.

    Parameters
    ----------
    relative_load : float
        P/D, patterns per effective weight, below 2.

    Returns
    -------
    float
        Mean squared coefficient, at least 1.

    Notes
    -----
    Valid when: P < 2D; N -> infinity; unlimited training.

    Source: gardner1988 (method); equation derived here.

    Examples
    --------
    >>> round(iterated_coefficient_power(1.0), 6)
    1.417491
    """
    from scipy.optimize import brentq

    target = 1 / relative_load
    # the left side grows from 1/2 at u = 0 and exceeds u^2 - 1e-3 for all u
    u = float(brentq(_self_noise, 0.0, 2 + math.sqrt(target), args=(target,), xtol=1e-14))
    return 1 / (relative_load * u * u)


def _self_noise(u: float, target: float) -> float:
    bell = math.exp(-u * u / 2) / math.sqrt(2 * math.pi)
    above = math.erfc(u / math.sqrt(2)) / 2
    return u * bell + above + u * u * (1 - above) - target


@iterated_coefficient_power.reference
def _(relative_load: float) -> Any:
    import mpmath as mp

    x = mp.mpf(relative_load)

    def excess(log_power: Any) -> Any:
        power = mp.exp(log_power)
        u = 1 / mp.sqrt(power * x)
        mean_square = mp.gammainc(1.5, u * u / 2) / mp.sqrt(mp.pi)  # of what exceeds u
        return (mp.ncdf(u) + power * x * mean_square) / power - 1

    low, high = mp.mpf("-1e-30"), mp.mpf(1)
    while excess(high) > 0:
        high *= 2
    return mp.exp(mp.findroot(excess, (low, high), solver="anderson", tol=mp.mpf(10) ** -40))


@dataclass(frozen=True, slots=True, kw_only=True)
class IteratedBracket:
    """Patterns up to which the iterated rule classifies almost perfectly: between these two.

    Both are asymptotic theory, not theorems. `lower` assumes that training leaves the gain alone,
    `upper` that it raises the gain to where a synapse is worth most.
    """

    lower: float
    upper: float
    lower_load: float  # patterns per (driven) synapse
    upper_load: float
    gain: float
    best_gain: float


def iterated_capacity_bracket(
    *,
    neurons: NeuronCount,
    density: Density = 0.1,
    gain: Gain = 10.0,
    readout_fraction: ReadoutFraction = 0.1,
    input_fraction: InputFraction = 1.0,
    steps: StepCount = 20,
    input_steps: InputSteps = 9,
    dt: TimeStep = 0.1,
) -> IteratedBracket:
    r"""The iterated rule sits at the Cover point of an effective perceptron of D weights.

    .. math:: 2\,\alpha^*(g)\, f_\mathrm{in} f N^2 \;\le\; P_c \;\lesssim\;
              2 \max_{g' \ge g}\alpha^*(g')\, f_\mathrm{in} f N^2

    Training makes coefficients grow, which acts like a larger gain; the capacity constant there
    is at most that of the best gain.

    Parameters
    ----------
    neurons : int
        N.
    density, gain, readout_fraction, input_fraction, steps, input_steps, dt
        As in `one_shot_scaling`.

    Returns
    -------
    IteratedBracket

    Raises
    ------
    DomainError
        If an argument lies outside of its domain.

    Notes
    -----
    Valid when: N >= 500 at density 0.1; at 250 neurons finite-size effects put networks below
    the bracket.

    Source: turcu2022 (rule, released code); theory derived here with gardner1988 and cover1965.

    Examples
    --------
    >>> bracket = iterated_capacity_bracket(neurons=1000)
    >>> round(bracket.lower_load, 4), round(bracket.upper_load, 4)
    (0.0186, 0.0285)

    Cost: about 1 s.
    """
    check("iterated_capacity_bracket", "neurons", neurons, NeuronCount)

    def critical(at_gain: float) -> float:
        return iterated_critical_load(
            one_shot_capacity_constant(
                density=density, gain=at_gain, readout_fraction=readout_fraction,
                input_fraction=input_fraction, steps=steps, input_steps=input_steps, dt=dt,
            )
        )  # fmt: skip

    best = optimal_gain(
        density=density, readout_fraction=readout_fraction, input_fraction=input_fraction,
        steps=steps, input_steps=input_steps, dt=dt,
    )  # fmt: skip
    best = max(gain, best)
    lower, upper = critical(gain), critical(best)
    synapses = input_fraction * density * neurons**2
    return IteratedBracket(
        lower=lower * synapses, upper=upper * synapses, lower_load=lower, upper_load=upper,
        gain=gain, best_gain=best,
    )  # fmt: skip
