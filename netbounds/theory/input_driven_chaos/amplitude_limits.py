"""How strong must input of random phases be to suppress the chaos of a balanced network?

The frozen limit f -> 0, and the square-root law next to the onset of chaos, in closed form.
"""

import math
from typing import Annotated, Any

import numpy as np
from annotated_types import Gt

from netbounds.domains import Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory import gaussian_relu
from netbounds.theory.input_driven_chaos._balance import ConstantInput, Inhibition

ChaoticBalancedGain = Annotated[
    float, Gt(math.sqrt(2)), Symbol("g", "gain of a network chaotic without input"),
    Typical(1.45, 2.5),
]  # fmt: skip


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("engelken2022", "independent input, slow; the closed limit is our own"),
    valid="N -> infinity, then f -> 0, random phases; our own derivation, heuristic",
    formula=r"g^2\langle R_2(x + a\sin\theta)\rangle = g^2\langle\Phi(x + a\sin\theta)\rangle = 1,"
    r"\quad I_1 = \frac{a I_0}{J_0\langle R_1\rangle}",
    error="O(f^(1/3)) in frequency: E[theta theta'] has a cusp at lag 0; 30 % at f = 0.005/tau",
    accuracy=1e-9,
)
def frozen_input_amplitude(
    gain: ChaoticBalancedGain,
    *,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
) -> float:
    """Very slow input with random phases ends chaos by holding neurons apart, at an amplitude O(1).

    Static inputs I1 sin(theta_i) spread the means by a standard deviations of the recurrent
    input; x and a solve g^2 <R2> = g^2 <Phi> = 1, averages over theta.

    Parameters
    ----------
    gain, constant_input, inhibition
        g > sqrt(2), I0 and J0.

    Raises
    ------
    DomainError
        If the gain does not exceed sqrt(2): there is no chaos to suppress.

    Notes
    -----
    A limit that is approached slowly: at g = 2 it is 6.99, the mean field gives 4.91 at
    f = 0.005/tau and 4.35 at 0.01/tau. Source: question of engelken2022; the closed form is ours.

    Examples
    --------
    >>> round(frozen_input_amplitude(2.0), 7)
    6.9892932
    """
    x, a = _frozen_state(gain)
    rate = float(gaussian_relu.rectified_mean(x + a * _SINES, 1.0).mean())
    return a * constant_input / (inhibition * rate)


_SINES = np.sin(2 * np.pi * (np.arange(128) + 0.5) / 128)


def _frozen_state(gain: float) -> tuple[float, float]:
    """Newton's method for mean and amplitude in units of the recurrent spread."""
    excess = 0.5 - gain**-2
    x, a = -math.sqrt(2 * math.pi) * excess, 2 * math.sqrt(excess)
    for _ in range(60):
        m = x + a * _SINES
        first, above = gaussian_relu.rectified_mean(m, 1.0), gaussian_relu.step_mean(m, 1.0)
        density = np.exp(-m * m / 2) / math.sqrt(2 * math.pi)
        error = np.array([
            gaussian_relu.rectified_square(m, 1.0).mean() - gain**-2, above.mean() - gain**-2,
        ])  # fmt: skip
        slope = np.array([
            [2 * first.mean(), 2 * (first * _SINES).mean()],
            [density.mean(), (density * _SINES).mean()],
        ])  # fmt: skip
        change = np.linalg.solve(slope, error)
        x, a = x - float(change[0]), a - float(change[1])
        if float(np.max(np.abs(change))) < 1e-14 * a:
            break
    return x, a


@frozen_input_amplitude.reference
def _(
    gain: ChaoticBalancedGain,
    *,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
) -> Any:
    """Gauss-Legendre over half a cycle at 15 digits, secant method."""
    import mpmath

    with mpmath.workdps(15):
        g = mpmath.mpf(gain)

        def average(f: Any, x: Any, a: Any) -> Any:
            return mpmath.quad(
                lambda t: f(x + a * mpmath.sin(t)), [-mpmath.pi / 2, 0, mpmath.pi / 2]
            )

        def first(y: Any) -> Any:
            return y * mpmath.ncdf(y) + mpmath.npdf(y)

        def second(y: Any) -> Any:
            return (1 + y * y) * mpmath.ncdf(y) + y * mpmath.npdf(y)

        def equations(x: Any, a: Any) -> Any:
            return [average(f, x, a) / mpmath.pi - g**-2 for f in (second, mpmath.ncdf)]

        x, a = mpmath.findroot(equations, _frozen_state(gain), tol=1e-20)
        rate = average(first, x, a) / mpmath.pi
        return a * mpmath.mpf(constant_input) / (mpmath.mpf(inhibition) * rate)


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source(
        "engelken2022", "Fig. 3C: no threshold for independent input; the law is our own"
    ),
    valid="g -> sqrt(2) from above, N -> infinity, f -> 0, random phases; our own, heuristic",
    formula=r"I_1 \simeq (4\sqrt{2}\pi)^{1/2}\,(g - \sqrt{2})^{1/2}\, I_0/J_0",
    error="relative O(g - sqrt(2))",
    accuracy=1e-12,
)
def threshold_input_amplitude(
    gain: ChaoticBalancedGain,
    *,
    constant_input: ConstantInput = 1.0,
    inhibition: Inhibition = 1.0,
) -> float:
    """Next to the onset of chaos arbitrarily weak input with random phases suppresses it.

    I1 = sqrt(4 sqrt(2) pi (g - sqrt(2))) I0/J0, the frozen limit expanded at g = sqrt(2). Common
    input has no such limit: it must silence the network first.

    Parameters
    ----------
    gain, constant_input, inhibition
        g > sqrt(2), I0 and J0.

    Raises
    ------
    DomainError
        If the gain does not exceed sqrt(2).

    Notes
    -----
    Valid as g -> sqrt(2). Source: question of engelken2022; the law is ours.

    Examples
    --------
    >>> near = math.sqrt(2) + 1e-4
    >>> round(threshold_input_amplitude(near) / frozen_input_amplitude(near), 3)
    1.0
    """
    scale = math.sqrt(4 * math.sqrt(2) * math.pi * (gain - math.sqrt(2)))
    return scale * constant_input / inhibition


@threshold_input_amplitude.derivation
def _() -> Derivation:
    import sympy as sp

    g, i0, j0 = sp.symbols("gain constant_input inhibition", positive=True)
    a, e = sp.symbols("a epsilon", positive=True)
    x, theta = sp.symbols("x theta", real=True)
    normal = (1 + sp.erf(x / sp.sqrt(2))) / 2
    density = sp.exp(-(x**2) / 2) / sp.sqrt(2 * sp.pi)
    second = (1 + x**2) * normal + x * density

    def averaged(f: Any) -> Any:
        """To first order in x and second in a, since x ~ a^2 ~ g - sqrt(2)."""
        moved = f.subs(x, e**2 * x + e * a * sp.sin(theta))
        series = sp.series(moved, e, 0, 3).removeO().subs(e, 1)
        return sp.simplify(sp.integrate(sp.expand(series), (theta, 0, 2 * sp.pi)) / (2 * sp.pi))

    spread, active = averaged(second), averaged(normal)
    d = sp.Symbol("delta", positive=True)
    excess = sp.series(1 / (sp.sqrt(2) + d) ** 2, d, 0, 2).removeO()
    mean = sp.solve(sp.Eq(active, excess), x)[0]
    amplitude = sp.solve(sp.Eq(spread.subs(x, mean), excess), a)
    positive = next(r for r in amplitude if r.subs(d, 1).evalf() > 0)
    rate = (x * normal + density).subs(x, 0)
    result = (positive / rate * i0 / j0).subs(d, g - sp.sqrt(2))
    return Derivation(
        steps=(
            Step("Variance, expanded in mean and amplitude and averaged over phases.", spread),
            Step("Fraction of active neurons, expanded likewise.", active),
            Step("Both equal 1/g^2, near g = sqrt(2):", excess),
            Step("The second gives the mean.", sp.Eq(x, mean)),
            Step("The first then gives the amplitude in units of the spread.", sp.Eq(a, positive)),
            Step("The spread is I0/J0 divided by the rate at x = 0.", rate),
        ),
        result=sp.simplify(result),
    )
