"""The input amplitude at which chaos ends, for common and for independent input."""

import math
from collections.abc import Callable
from typing import Annotated, Literal

from annotated_types import Gt

from netbounds.domains import Symbol, Typical, check, refusal
from netbounds.theory.input_driven_chaos._balance import (
    ConstantInput,
    Inhibition,
    InputFrequency,
    NeuronNumber,
)
from netbounds.theory.input_driven_chaos.amplitude_limits import (
    ChaoticBalancedGain,
    threshold_input_amplitude,
)
from netbounds.theory.input_driven_chaos.balanced import balanced_mean_field
from netbounds.theory.input_driven_chaos.common_input import common_input_mean_field
from netbounds.theory.input_driven_chaos.quasi_static import quasi_static_input_amplitude
from netbounds.theory.input_driven_chaos.stationary import EulerStep

InputKind = Literal["common", "independent"]
RelativeTolerance = Annotated[
    float, Gt(0), Symbol(r"\epsilon", "relative tolerance of the amplitude"), Typical(1e-4, 1e-2)
]


def critical_input_amplitude(
    gain: ChaoticBalancedGain,
    neurons: NeuronNumber,
    *,
    frequency: InputFrequency,
    kind: InputKind,
    dt: EulerStep = 0.1,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
    tolerance: RelativeTolerance = 1e-3,
) -> float:
    """Suppressing chaos takes input of order sqrt(N) if all neurons share it, of order 1 if not.

    The amplitude I1 at which the exponent of `common_input_mean_field` or `balanced_mean_field`
    vanishes.

    Parameters
    ----------
    gain, neurons
        g > sqrt(2), and N (None: infinite; independent input only).
    frequency
        f in 1/tau.
    kind
        "common" (the same sinusoid to all) or "independent" (random phases).
    dt
        Euler step; the amplitude moves by a few percent of dt. Simulate with the same.
    constant_input, inhibition
        I0 and J0.
    tolerance
        Relative tolerance of the root. The exponents of common input near 0 are known to 0.001,
        their slope in I1/sqrt(N) is about 0.3: about 0.005 of the amplitude.

    Raises
    ------
    DomainError
        If an argument lies outside of its domain, the network is not chaotic without input at
        this time step, or no amplitude suppresses chaos.

    Notes
    -----
    Cost: 5 to 10 s (independent), about 1 min (common). Source: engelken2022, Figs. 2 and 3.

    Examples
    --------
    >>> amplitude = critical_input_amplitude(2.0, None, frequency=0.05, kind="independent", dt=0.1)
    >>> round(amplitude, 1)
    2.9
    """
    where = "critical_input_amplitude"
    given = {
        "gain": (gain, ChaoticBalancedGain),
        "neurons": (neurons, NeuronNumber),
        "frequency": (frequency, InputFrequency),
        "kind": (kind, InputKind),
        "dt": (dt, EulerStep),
        "constant_input": (constant_input, ConstantInput),
        "inhibition": (inhibition, Inhibition),
        "tolerance": (tolerance, RelativeTolerance),
    }
    for name, (value, domain) in given.items():
        check(where, name, value, domain)
    duration = 2 * dt * math.ceil(50 / dt)
    quiet = balanced_mean_field(
        gain, neurons, dt=dt, constant_input=constant_input, inhibition=inhibition,
        duration=duration,
    ).lyapunov_exponent  # fmt: skip
    if not 0 < quiet < 1:
        rule = "make the network chaotic without input (0 < exponent < 1)"
        raise refusal(where, "gain", rule, f"an exponent of {quiet:.3g}")

    def independent(amplitude: float) -> float:
        return balanced_mean_field(
            gain, neurons, input_amplitude=amplitude, frequency=frequency, dt=dt,
            constant_input=constant_input, inhibition=inhibition,
            duration=grid_duration(frequency, dt),
        ).lyapunov_exponent  # fmt: skip

    def common(amplitude: float) -> float:
        return common_input_mean_field(
            gain, count, input_amplitude=amplitude, frequency=frequency, dt=dt,
            constant_input=constant_input, inhibition=inhibition, transient=60.0,
        ).lyapunov_exponent  # fmt: skip

    if kind == "independent":
        guess = threshold_input_amplitude(
            gain, constant_input=constant_input, inhibition=inhibition
        )
        return _crossing(independent, 1.2 * guess, 1.3, tolerance)
    if neurons is None:
        rule = "be a whole number >= 2 for common input"
        raise refusal(where, "neurons", rule, neurons, "its amplitude grows like sqrt(N)")
    count = neurons
    guess = quasi_static_input_amplitude(
        count, autonomous_exponent=quiet, constant_input=constant_input
    )
    return _crossing(common, 0.9 * guess, 1.08, tolerance)


def grid_duration(frequency: float, dt: float, where: str = "critical_input_amplitude") -> float:
    """The first duration >= 100 that holds an even number of steps and whole periods.

    >>> round(grid_duration(0.03, 0.1), 9)
    100.0
    """
    check(where, "frequency", frequency, InputFrequency)
    check(where, "dt", dt, EulerStep)
    for steps in range(2 * math.ceil(50 / dt), 2 * math.ceil(2000 / dt), 2):
        periods = steps * dt * frequency
        if abs(periods - round(periods)) < 1e-7 and round(periods) >= 1:
            return steps * dt
    rule = "have a period commensurate with the time step within 4000 tau"
    raise refusal(where, "frequency", rule, frequency, "round it")


def _crossing(
    exponent: Callable[[float], float], guess: float, factor: float, tolerance: float
) -> float:
    """Where the exponent changes its sign from + to -: bracketed, then by interpolation."""
    here, value = guess, exponent(guess)
    for _ in range(24):
        there = here * factor if value > 0 else here / factor
        other = exponent(there)
        if other * value <= 0:
            break
        here, value = there, other
    else:
        rule = "have an amplitude that suppresses chaos"
        raise refusal("critical_input_amplitude", "the input", rule, f"none up to {here:.3g}")
    # nearly a straight line over the bracket: interpolation moves less than the tolerance soon
    last = there
    for _ in range(60):
        middle = here - value * (there - here) / (other - value)
        if abs(middle - last) < tolerance * guess:
            return middle
        last, between = middle, exponent(middle)
        if between * value > 0:
            here, value = middle, between
        else:
            there, other = middle, between
    rule = f"cross zero within {tolerance:g}"
    raise refusal("critical_input_amplitude", "the exponent", rule, f"{last:.6g} and {middle:.6g}")
