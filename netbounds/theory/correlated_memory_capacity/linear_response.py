"""Memory of random reservoirs read by some of their neurons: Fisher memory with correlations.

White private innovations of variance D0 (noise) reverberate through i.i.d. weights of radius rho
and come back correlated. These correlations are what a readout of many neurons runs into.
"""

from typing import Annotated, Any

import numpy as np
from annotated_types import Ge, Gt, Le, Lt
from numpy.typing import NDArray

from netbounds.domains import NeuronCount, Symbol, Typical, refusal
from netbounds.law import Kind, Source, law
from netbounds.theory.correlated_memory_capacity.linear_memory import DelayCount

FloatArray = NDArray[np.float64]

ReadoutFraction = Annotated[
    float, Gt(0), Le(1), Symbol(r"\alpha", "readout neurons over all neurons"), Typical(0.05, 1)
]
EffectiveRadius = Annotated[
    float,
    Gt(0),
    Lt(1),
    Symbol(r"\rho", "spectral radius of the weights times the mean slope"),
    Typical(0.3, 0.9),
]
ReadoutCount = Annotated[int, Ge(1), Symbol("L", "neurons that the readout sees"), Typical(1, 40)]
SignalPower = Annotated[
    float,
    Gt(0),
    Symbol("S", "squared length of the input weights over the variance of private innovations"),
    Typical(0.5, 100),
]

VALID = (
    "linear response of i.i.d. weights (dense, or sparse with in-degree >= 3), n -> infinity; "
    "white private noise; our own derivation, heuristic"
)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("ganguli2008", "Fisher memory; recursion derived in the docs"),
    valid=VALID,
    formula=r"J_{d+1} = q_{d+1} J_d,\; q_{d+1} = q_d + \rho^2 D_0 J_d,\;"
    r" q_1 = \rho^2 (1 - \alpha + D_0 J_0),\; \sum_d D_0 J_d = \alpha",
    error="O(1/n); within 1 % at n = 400",
    accuracy=1e-10,
)
def readout_memory_curve(
    readout_fraction: ReadoutFraction, radius: EffectiveRadius, delays: DelayCount
) -> FloatArray:
    """A fraction of the neurons holds Fisher memory that falls faster than the signal does.

    D0 J_d = a_d^T C_LL^-1 a_d for a random unit input direction, a_d = W^d u, averaged over
    readout sets; C = D0 + W C W^T. Without correlations it would be alpha (1 - rho^2) rho^(2d),
    which is what orthogonal weights give.

    Parameters
    ----------
    readout_fraction
        alpha = L/n.
    radius
        rho, E[W_ij^2] = rho^2 / n; for nonlinear reservoirs gain times mean slope.
    delays
        Number of delays D.

    Returns
    -------
    array
        D0 J_0 .. D0 J_{D-1}. Over all delays they sum to alpha, for every stable W.

    Notes
    -----
    Valid in linear response, n large. Heuristic: nested Marchenko-Pastur equivalents, no proof.
    Solved by bisection on J_0. Source: Fisher memory is ganguli2008's; the recursion is ours.

    Examples
    --------
    >>> readout_memory_curve(1.0, 0.8, 4).round(5).tolist()
    [0.5615, 0.20178, 0.09857, 0.05437]
    """
    from netbounds.theory.correlated_memory_capacity._kernels import fisher_curve

    return np.asarray(fisher_curve(float(readout_fraction), float(radius) ** 2, int(delays)))


@readout_memory_curve.reference
def _(readout_fraction: ReadoutFraction, radius: EffectiveRadius, delays: DelayCount) -> list[Any]:
    """The same end condition as q -> rho^2, solved by a bracketing root search."""
    import mpmath

    alpha, square = mpmath.mpf(readout_fraction), mpmath.mpf(radius) ** 2

    def curve(start: Any) -> tuple[list[Any], Any]:
        values, growth = [start], square * (1 - alpha + start)
        while values[-1] > mpmath.eps * start and growth < 1.5:
            values.append(growth * values[-1])
            growth += square * values[-1]
        return values, growth

    start = mpmath.findroot(
        lambda x: curve(x)[1] - square, (mpmath.mpf(0), alpha), solver="anderson", tol=mpmath.eps
    )
    values = curve(start)[0]
    return (values + [mpmath.mpf(0)] * int(delays))[: int(delays)]


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("takasu2025", "the question; our own derivation in the docs"),
    valid=VALID + "; signal spread over all neurons",
    formula=r"M = \sum_d \frac{S J_d}{1 + S J_d},\quad"
    r" J_d = J_d\!\left(\alpha = \frac{L - M}{n}\right)",
    error="O(1/n): networks lie 1 to 3 % below at n = 400, radius 0.9",
    accuracy=1e-9,
)
def readout_memory_capacity(
    readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower
) -> float:
    """Memory capacity grows sublinearly with the readout: recalled inputs use up dimensions.

    M = sum_d S J_d / (1 + S J_d), where the Fisher memory J_d (`readout_memory_curve`) is that
    of L - M readouts: every input that is recalled occupies one direction of the readout, which
    is lost for the others. The sum over all delays is solved for M.

    Parameters
    ----------
    readouts
        L <= n neurons, drawn at random.
    n
        Neurons of the reservoir.
    radius
        rho.
    signal
        S = |u|^2 / D0, input power over private noise variance.

    Raises
    ------
    DomainError
        If there are more readouts than neurons.

    Notes
    -----
    Valid in linear response, n large, white private noise. Heuristic. With J_d of L readouts
    instead, `noninterfering_memory_capacity`, the capacity is overestimated by 10 % and more
    where few readouts hold several inputs. Source: takasu2025 asked; the law is ours.

    Examples
    --------
    >>> round(readout_memory_capacity(20, 400, 0.9, 100.0), 3)
    2.992
    """
    from netbounds.theory.correlated_memory_capacity._kernels import capacity_of_curve

    size, square = checked_size(readouts, n), radius**2
    low, high = 0.0, float(readouts)
    for _ in range(100):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if capacity_of_curve((readouts - middle) / size, square, signal) > middle:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@readout_memory_capacity.reference
def _(readouts: ReadoutCount, n: NeuronCount, radius: EffectiveRadius, signal: SignalPower) -> Any:
    """One joint solution for (M, J_0) by Newton's method, instead of nested bisections."""
    import mpmath

    checked_size(readouts, n)
    square, power = mpmath.mpf(radius) ** 2, mpmath.mpf(signal)

    def conditions(total: Any, start: Any) -> tuple[Any, Any]:
        alpha = (readouts - total) / n
        memory, growth, used, recalled = start, square * (1 - alpha + start), start, 0
        while abs(memory) > mpmath.mpf(10) ** -30 * abs(start) and abs(used) < 10:
            recalled += power * memory / (1 + power * memory)
            memory *= growth
            growth += square * memory
            used += memory
        return recalled - total, used - alpha

    total = readout_memory_capacity(readouts, n, radius, signal)
    first = readout_memory_curve((readouts - total) / n, radius, 1)[0]
    with mpmath.workdps(30):
        guess = (mpmath.mpf(total), mpmath.mpf(float(first)))
        return mpmath.findroot(conditions, guess, tol=1e-24, maxsteps=30)[0]


def checked_size(readouts: int, n: int) -> int:
    """n, or a refusal when there are not as many neurons as readouts."""
    if readouts > n:
        rule = f"be <= n = {n}, the neurons there are"
        raise refusal("readout_memory_capacity", "readouts", rule, readouts)
    return n
