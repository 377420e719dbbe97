"""How correlated the neurons of a random reservoir are, and how many dimensions they fill."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge, Gt

from netbounds.activations import ERF, Activation
from netbounds.domains import NeuronCount, Symbol, Typical, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian
from netbounds.theory.correlated_memory_capacity.linear_response import EffectiveRadius

SignalShare = Annotated[
    float,
    Ge(0),
    Symbol(r"\alpha_0", "variance of a neuron that comes from the newest input, relative"),
    Typical(0, 0.2),
]
Gain = Annotated[float, Gt(0), Symbol("g", "standard deviation of weights times sqrt(n)")]
Scale = Annotated[float, Ge(0), Symbol(r"\sigma", "standard deviation")]

_VALID = "linear response, i.i.d. weights, n -> infinity, weak signal: alpha_0 << 1"


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("clark2023", "continuous-time counterpart; discrete time derived in the docs"),
    valid=_VALID,
    formula=r"\frac{n \operatorname{Var}(C_{ij})}{C_\phi^2} ="
    r" \frac{\rho^4 + n \alpha_0^2}{1 - \rho^4}",
    error="O(1/n), and O(alpha_0) relative",
)
def correlation_strength(
    radius: EffectiveRadius, n: NeuronCount, signal_share: SignalShare = 0.0
) -> float:
    """Pair correlations have variance of order 1/n: reverberated noise, and the shared signal.

    n Var(C_ij) / C_phi^2 = (rho^4 + n alpha_0^2)/(1 - rho^4) over pairs i != j.

    Parameters
    ----------
    radius
        rho, gain times mean slope.
    n
        Neurons.
    signal_share
        alpha_0 = sigma_u^2 <phi'>^2 / C_phi.

    Notes
    -----
    Valid for weak signals. Source: clark2023 in continuous time; this form is our own.

    Examples
    --------
    >>> round(correlation_strength(0.9, 1000), 6)
    1.907822
    """
    fourth = radius**4
    return (fourth + n * signal_share**2) / (1 - fourth)


@correlation_strength.derivation
def _() -> Derivation:
    import sympy

    rho, share = sympy.symbols("radius signal_share", positive=True)
    n = sympy.Symbol("n", positive=True)
    x = sympy.Symbol("x", positive=True)
    step = rho**4 * (x + 1) + n * share**2
    solution = sympy.solve(sympy.Eq(x, step), x)[0]
    return Derivation(
        steps=(
            Step("With C_phi = 1, x = n Var(C_ij): one step maps the n^2 covariances, the diagonal "
                 "among them, to variance rho^4 (x + 1), and the newest input adds its own.", step),
            Step("Stationarity.", sympy.Eq(x, step)),
            Step("Solved.", solution),
        ),
        result=sympy.simplify(solution),
    )  # fmt: skip


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("clark2023", "continuous-time counterpart; discrete time derived in the docs"),
    valid=_VALID,
    formula=r"\frac{\mathrm{PR}}{n} = \frac{1 - \rho^4}{1 + n \alpha_0^2}",
    error="O(1/n), and O(alpha_0) relative; net-to-net scatter 6 % at PR/n = 0.08",
)
def participation_ratio(
    radius: EffectiveRadius, n: NeuronCount, signal_share: SignalShare = 0.0
) -> float:
    """A reservoir near criticality fills few dimensions: PR = n (1 - rho^4) without a signal.

    PR = (tr C)^2 / tr C^2 = n (1 - rho^4)/(1 + n alpha_0^2).

    Parameters
    ----------
    radius, n, signal_share
        As in `correlation_strength`.

    Notes
    -----
    Valid for weak signals; measured tr C^2 must be corrected for sampling, by (tr C)^2 / T.
    Source: clark2023 in continuous time; this form is our own.

    Examples
    --------
    >>> round(participation_ratio(0.9, 1000), 6)
    343.9
    """
    return n * (1 - radius**4) / (1 + n * signal_share**2)


@participation_ratio.derivation
def _() -> Derivation:
    import sympy

    strength = correlation_strength.derivation()
    n = next(s for s in strength.result.free_symbols if str(s) == "n")
    x = sympy.Symbol("x", positive=True)
    ratio = n**2 / (n + n**2 * x / n)
    result = sympy.simplify(ratio.subs(x, strength.result))
    return Derivation(
        steps=(
            Step("The off-diagonal variance of the covariances, C_phi = 1.", strength.result),
            Step("tr C = n, tr C^2 = n + n^2 Var(C_ij), to leading order.", ratio),
            Step("Together.", result),
        ),
        result=result,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearResponse:
    """A nonlinear reservoir seen as a linear one.

    Attributes
    ----------
    radius
        rho = g <phi'>.
    innovation
        D0 = C_phi (1 - rho^2), variance of what linear response does not pass on.
    variance
        C_phi = E[phi^2], variance of a neuron.
    signal_power
        S/n = sigma_u^2 <phi'>^2, a neuron's variance from the newest input.
    """

    radius: float
    innovation: float
    variance: float
    signal_power: float

    @property
    def signal_share(self) -> float:
        """alpha_0, the newest input's part of a neuron's variance."""
        return self.signal_power / self.variance

    def signal(self, n: int) -> float:
        """S/D0 of `readout_memory_capacity` for n neurons."""
        return n * self.signal_power / self.innovation


def linear_response(
    *, gain: float, input_scale: float, noise: float = 0.0, activation: Activation = ERF
) -> LinearResponse:
    """Mean field of a driven random network: radius, innovations and signal of its linear response.

    Solves C = E[phi(h)^2], h ~ N(0, g^2 C + sigma_u^2 + sigma_n^2) by iteration from above.

    Raises
    ------
    DomainError
        If the gain is not > 0, a scale is negative, nothing drives the network, or the solution
        is chaotic (radius >= 1), where innovations are not white.

    Examples
    --------
    >>> found = linear_response(gain=0.9, input_scale=0.05, noise=0.3)
    >>> round(found.radius, 4), round(found.signal_share, 5)
    (0.7706, 0.01065)
    """
    where = "linear_response"
    check(where, "gain", gain, Gain)
    check(where, "input_scale", input_scale, Scale)
    check(where, "noise", noise, Scale)
    check(where, "activation", activation, Activation)
    drive = input_scale**2 + noise**2
    if drive == 0:
        raise refusal(where, "input_scale and noise", "not both be 0", 0, "nothing moves then")
    c = drive + 1.0
    for _ in range(100_000):
        before, c = c, float(gaussian.square(activation, gain**2 * c + drive))
        if not np.isfinite(c) or c > 1e12:
            raise refusal(where, "gain", "keep the activity finite", gain)
        if abs(c - before) <= 1e-15 * c:
            break
    v = gain**2 * c + drive
    slope = float(gaussian.slope(activation, v))
    radius = gain * slope
    if gain**2 * float(gaussian.square_slope(activation, v)) >= 1:
        remedy = "use kernel_memory_capacity, whose noise term counts chaos"
        raise refusal(where, "gain", "leave the network below chaos", gain, remedy)
    return LinearResponse(
        radius=radius,
        innovation=c * (1 - radius**2),
        variance=c,
        signal_power=(input_scale * slope) ** 2,
    )
