"""The Hopfield network at zero temperature: retrieval overlap and information."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.domains import AttractorLoad
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._balls import BITS, DIGITS, proven_root
from netbounds.theory.classical_capacity._gaussian import information, information_in_digits
from netbounds.theory.classical_capacity.hopfield_capacity import (
    ERROR,
    VALID,
    ball_critical_signal,
    ball_retrieval,
    critical_signal,
    hopfield_capacity,
    precise_critical_signal,
    precise_retrieval,
    retrieval,
)

if TYPE_CHECKING:
    import flint
    import mpmath

_STEEP = 1e-5  # closer to capacity the overlap's square root needs more than double precision


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, replica symmetric"),
    valid=VALID,
    formula=r"m = \mathrm{erf}(x),\quad \mathrm{erf}(x)/x - 2e^{-x^2}/\sqrt\pi = \sqrt{2\alpha}",
    error=ERROR,
)
def hopfield_overlap(load: AttractorLoad) -> float:
    r"""Retrieval is nearly perfect up to capacity, where it breaks down at overlap 0.967.

    .. math:: m = \mathrm{erf}(x), \qquad
              \frac{\mathrm{erf}(x)}x - \frac2{\sqrt\pi} e^{-x^2} = \sqrt{2\alpha}, \quad x > x^*

    Parameters
    ----------
    load
        alpha = P / N, patterns per neuron.

    Returns
    -------
    float
        m, overlap of the fixed point with the pattern; 0 above capacity (no retrieval state).
        Error < 1e-12, at capacity too.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid for N -> infinity. Above capacity simulations end in spin-glass states with a remanent
    overlap of about .3, not in 0. Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_overlap(0.1), 6)
    0.997999
    """
    if abs(hopfield_capacity() - load) < _STEEP:
        import mpmath

        with mpmath.workdps(DIGITS):
            return float(hopfield_overlap.reference(load))
    if load > hopfield_capacity():
        return 0.0
    wanted = math.sqrt(2 * load)
    x = brentq(lambda x: retrieval(x) - wanted, critical_signal(), 1 / wanted, xtol=1e-15)
    return math.erf(x)


@hopfield_overlap.derivation
def _() -> Derivation:
    import sympy

    m, load, r, C, x = sympy.symbols("m load r C x", positive=True)
    overlap = sympy.Eq(m, sympy.erf(m / sympy.sqrt(2 * load * r)))
    susceptibility = sympy.sqrt(2 / (sympy.pi * load * r)) * sympy.exp(-(m**2) / (2 * load * r))
    noise = sympy.Eq(r, 1 / (1 - C) ** 2)
    # x = m / sqrt(2 load r) turns the noise equation into one for the load
    by_signal = (m / x) ** 2 / (2 * load)
    reduced = sympy.powdenest(sympy.simplify(susceptibility.subs(r, by_signal)), force=True)
    root = sympy.simplify(m / x * (1 - reduced).subs(m, sympy.erf(x)))
    right = sympy.simplify(root.subs(m, sympy.erf(x)))
    inverse = sympy.erfinv(m)
    feedback = sympy.Piecewise((0, m >= 1), ((m / x - right) * x, True)).subs(x, inverse)
    return Derivation(
        steps=(
            Step("Overlap of the pattern against Gaussian noise of variance alpha r.", overlap),
            Step(
                "Susceptibility of the neurons.",
                sympy.Eq(C, susceptibility),
            ),
            Step("Noise of the other patterns, amplified by feedback.", noise),
            Step("With x = m / sqrt(2 alpha r): C in terms of x.", sympy.Eq(C, reduced)),
            Step(
                "sqrt(2 alpha) = (m / x) (1 - C), a single equation.",
                sympy.Eq(sympy.sqrt(2 * load), right),
            ),
            Step("Solved for x = erfinv(m); the part of C is what feedback takes away.", feedback),
        ),
        result=sympy.Eq(m, sympy.erf((m - feedback) / sympy.sqrt(2 * load))),
        value=m,
    )


@hopfield_overlap.reference
def _(load: float) -> "mpmath.mpf":
    import mpmath

    wanted, start = mpmath.sqrt(2 * mpmath.mpf(load)), precise_critical_signal()
    if precise_retrieval(start) < wanted:
        return mpmath.mpf(0)
    x = mpmath.findroot(
        lambda x: precise_retrieval(x) - wanted, (start, 1 / wanted), solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps), maxsteps=500, verify=False,
    )  # fmt: skip
    return mpmath.erf(x)


@hopfield_overlap.enclosure
def _(load: float) -> "flint.arb":
    import flint
    import mpmath

    with flint.ctx.workprec(BITS), mpmath.workdps(DIGITS + 20):
        wanted = (2 * flint.arb(load)).sqrt()
        if ball_retrieval(ball_critical_signal()) < wanted:
            return flint.arb(0)
        guess = mpmath.erfinv(hopfield_overlap.reference(load))
        return proven_root(lambda x: ball_retrieval(x) - wanted, guess).erf()


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("amit1985", "T = 0, entropy of the wrong neurons subtracted"),
    valid=VALID,
    formula=r"\alpha\,[1 - H_2((1+m)/2)]",
    error=ERROR,
)
def hopfield_information(load: AttractorLoad) -> float:
    r"""A Hopfield network at capacity recalls 0.121 bits per coupling.

    .. math:: I = \alpha\,[1 - H_2((1 + m)/2)]

    Parameters
    ----------
    load
        alpha = P / N.

    Returns
    -------
    float
        Bits per entry of the N x N coupling matrix; 0 above capacity.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid for N -> infinity. Source: Amit, Gutfreund and Sompolinsky (1985) [amit1985]_.

    Examples
    --------
    >>> round(hopfield_information(0.1379), 4)
    0.1216
    """
    return load * information(hopfield_overlap(load))


@hopfield_information.reference
def _(load: float) -> "mpmath.mpf":
    return load * information_in_digits(hopfield_overlap.reference(load))
