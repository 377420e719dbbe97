"""Balanced network without input: the fixed point, its spread, and where it loses stability."""

import math
from typing import Annotated, Any

from annotated_types import Gt

from netbounds.domains import Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian_relu
from netbounds.theory.input_driven_chaos._balance import (
    ConstantInput,
    FiniteNeuronNumber,
    Inhibition,
)

AnyGain = Annotated[
    float, Gt(0), Symbol("g", "standard deviation of the weights times sqrt(N)"), Typical(0.3, 4)
]


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "balanced state without input; here the fixed point"),
    valid="N -> infinity, fixed point (or chaos at dt = 1); phi = max(h, 0); any N, I0, J0",
    formula=r"g^2 R_2(x) = 1,\quad R_2(x) = (1 + x^2)\Phi(x) + x\varphi(x),\quad x = m/\sqrt{c}",
    error="O(1/N)",
    accuracy=1e-11,
)
def balanced_mean_ratio(gain: AnyGain) -> float:
    """Recurrent gain alone fixes the mean input of a balanced network in units of its spread.

    x = m / sqrt(c) solves g^2 R2(x) = 1 with R2(x) = E[max(x + z, 0)^2], z ~ N(0, 1). Neither N nor
    the constant input matters: the network is homogeneous. x = 0 at g = sqrt(2).

    Parameters
    ----------
    gain
        g.

    Notes
    -----
    Valid for the fixed point at any time step, and for the chaotic state at dt = 1; with dt < 1
    and g > sqrt(2) fluctuations are filtered, see `balanced_mean_field`. Source: engelken2022.

    Examples
    --------
    >>> balanced_mean_ratio(math.sqrt(2.0))
    0.0
    >>> round(balanced_mean_ratio(2.0), 6)
    -0.405234
    """
    from scipy.optimize import brentq

    def surplus(x: float) -> float:
        return gain**2 * float(gaussian_relu.rectified_square(x, 1.0)) - 1

    if abs(gain**2 - 2) < 1e-15:
        return 0.0
    return float(brentq(surplus, -30, 2 + 1 / gain, xtol=1e-15, rtol=1e-14))


@balanced_mean_ratio.derivation
def _() -> Derivation:
    import sympy as sp

    g, z = sp.symbols("gain z", positive=True)
    x = sp.Symbol("x", real=True)
    density = sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi)
    u = sp.Symbol("u", real=True)
    moment = sp.simplify(
        sp.integrate((x + u) ** 2 * density.subs(z, u), (u, -x, sp.oo), conds="none")
    )
    variance = sp.Eq(sp.Symbol("c"), g**2 * sp.Symbol("c") * sp.Symbol("R_2"))
    return Derivation(
        steps=(
            Step("A fixed point has the variance that its own rates cause.", variance),
            Step("The second moment of max(x + z, 0) is an elementary integral.", moment),
        ),
        result=sp.Eq(g**2 * moment, 1),
        value=x,
    )


@balanced_mean_ratio.reference
def _(gain: AnyGain) -> Any:
    import mpmath

    return mpmath.findroot(
        lambda x: mpmath.mpf(gain) ** 2 * _second(x) - 1, mpmath.mpf(balanced_mean_ratio(gain))
    )


@balanced_mean_ratio.inverse
def gain_from_mean_ratio(ratio: float) -> float:
    """The gain at which the mean is `ratio` spreads: 1 / sqrt(R2(x)).

    >>> round(gain_from_mean_ratio(0.0) ** 2, 12)
    2.0
    """
    return 1 / math.sqrt(float(gaussian_relu.rectified_square(ratio, 1.0)))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "balanced state without input; here the fixed point"),
    valid="fixed point (or chaos at dt = 1); phi = max(h, 0)",
    formula=r"\sqrt{c} = \frac{\sqrt{N} I_0}{x + \sqrt{N} J_0 R_1(x)},\quad"
    r" R_1(x) = x\Phi(x) + \varphi(x)",
    error="O(1/N)",
    accuracy=1e-10,
)
def balanced_spread(
    gain: AnyGain,
    neurons: FiniteNeuronNumber,
    *,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
) -> float:
    """Inputs spread in proportion to the constant input, and hardly depend on the network's size.

    sqrt(c) = sqrt(N) I0 / (x + sqrt(N) J0 R1(x)) with x of `balanced_mean_ratio`.

    Parameters
    ----------
    gain, neurons, constant_input, inhibition
        g, N, I0 and J0.

    Notes
    -----
    Valid for the fixed point, and at dt = 1 for chaos too. Source: engelken2022.

    Examples
    --------
    >>> round(balanced_spread(math.sqrt(2.0), 10**6) ** 2 / (2 * math.pi), 6)
    1.0
    """
    x = balanced_mean_ratio(gain)
    root = math.sqrt(neurons)
    return (
        root
        * constant_input
        / (x + root * inhibition * float(gaussian_relu.rectified_mean(x, 1.0)))
    )


@balanced_spread.reference
def _(
    gain: AnyGain,
    neurons: FiniteNeuronNumber,
    *,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
) -> Any:
    """From the balance of the mean, m = sqrt(N) (I0 - J0 <phi>), solved for the spread."""
    import mpmath

    x = balanced_mean_ratio.reference(gain)
    root, strong = mpmath.sqrt(neurons), mpmath.mpf(inhibition)
    first = x * mpmath.ncdf(x) + mpmath.npdf(x)

    def surplus(s: Any) -> Any:
        return x * s - root * (mpmath.mpf(constant_input) - strong * s * first)

    return mpmath.findroot(surplus, mpmath.mpf(constant_input))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "transition at g = sqrt(2) (kadmon2015)"),
    valid="N -> infinity; phi = max(h, 0); any N, I0, J0",
    formula=r"g^2\Phi(x) < 1 \iff g < \sqrt{2}",
    error="O(1/sqrt(N)): the spectral radius of the Jacobian squared",
    accuracy=1e-11,
)
def balanced_growth(gain: AnyGain) -> float:
    """A balanced network without input is chaotic exactly if its gain exceeds sqrt(2).

    g^2 Phi(x), the squared spectral radius of the Jacobian at the fixed point: below 1 the fixed
    point is stable. Phi(x) is the fraction of active neurons.

    Parameters
    ----------
    gain
        g.

    Notes
    -----
    Valid for N -> infinity. Source: engelken2022; kadmon2015.

    Examples
    --------
    >>> [round(balanced_growth(g), 4) for g in (1.0, math.sqrt(2), 2.0)]
    [0.6811, 1.0, 1.3706]
    """
    return gain**2 * float(gaussian_relu.step_mean(balanced_mean_ratio(gain), 1.0))


@balanced_growth.reference
def _(gain: AnyGain) -> Any:
    import mpmath

    return mpmath.mpf(gain) ** 2 * mpmath.ncdf(balanced_mean_ratio.reference(gain))


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "Euler map of the mean; the bound is our own"),
    valid="phi = max(h, 0), no input or input of random phases; our own, with a margin of 1/4",
    formula=r"\Delta t\,(1 + \sqrt{N} J_0 \Phi(x)) < 1.5",
    error="common input raises Phi during the cycle, at most to 1",
    accuracy=1e-10,
)
def largest_stable_step(
    gain: AnyGain, neurons: FiniteNeuronNumber, *, inhibition: Inhibition = 1.0
) -> float:
    """Strong inhibition makes a large network stiff: the Euler step must shrink like 1/sqrt(N).

    A common deviation of all neurons relaxes at the rate 1 + sqrt(N) J0 Phi(x), so that the Euler
    map amplifies it with sign change beyond dt times this = 2; 1.5 leaves a margin.

    Parameters
    ----------
    gain, neurons, inhibition
        g, N and J0.

    Notes
    -----
    Beyond it simulations go wrong without blowing up, since the ReLU network is bounded from one
    side. Source: engelken2022; the bound is ours.

    Examples
    --------
    >>> round(largest_stable_step(2.0, 2000), 3)
    0.092
    """
    active = float(gaussian_relu.step_mean(balanced_mean_ratio(gain), 1.0))
    return 1.5 / (1 + math.sqrt(neurons) * inhibition * active)


@largest_stable_step.reference
def _(gain: AnyGain, neurons: FiniteNeuronNumber, *, inhibition: Inhibition = 1.0) -> Any:
    import mpmath

    active = mpmath.ncdf(balanced_mean_ratio.reference(gain))
    return mpmath.mpf(3) / 2 / (1 + mpmath.sqrt(neurons) * mpmath.mpf(inhibition) * active)


def _second(x: Any) -> Any:
    import mpmath

    return (1 + x * x) * mpmath.ncdf(x) + x * mpmath.npdf(x)
