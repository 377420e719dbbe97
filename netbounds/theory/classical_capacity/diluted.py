"""Strongly diluted asymmetric Hebbian networks: no feedback, a continuous transition."""

import math
from typing import TYPE_CHECKING

from scipy.optimize import brentq

from netbounds.domains import AttractorLoad, Overlap
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._balls import BITS, DIGITS, proven_root
from netbounds.theory.classical_capacity._gaussian import information, information_in_digits

if TYPE_CHECKING:
    import flint
    import mpmath

_CAPACITY = 2 / math.pi
_CAPACITY_REST = -3.935735335036497e-17  # 2/pi minus its double
_VALID = "K -> infinity with K << ln N, P / K fixed, Hebbian synapses, zero noise"
_ERROR = "O(1/K) and loops O(K/N); near capacity K must be large: at K = 100 .26 off at load .6"


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("derrida1987", "zero noise"),
    valid=_VALID,
    formula=r"\alpha_c = 2/\pi",
    error=_ERROR,
)
def diluted_capacity() -> float:
    r"""A diluted asymmetric Hebbian network retrieves up to 2/pi patterns per synapse.

    .. math:: \alpha_c = \frac2\pi

    Returns
    -------
    float
        alpha_c, patterns per incoming synapse of a neuron.

    Notes
    -----
    Valid when K << ln N: then the inputs of a neuron share no ancestors and the dynamics has no
    feedback. Source: Derrida, Gardner and Zippelius (1987) [derrida1987]_.

    Examples
    --------
    >>> round(diluted_capacity(), 12)
    0.636619772368
    """
    return _CAPACITY


@diluted_capacity.derivation
def _() -> Derivation:
    import sympy

    m, load = sympy.symbols("m alpha", positive=True)
    answer = sympy.erf(m / sympy.sqrt(2 * load))
    slope = sympy.limit(sympy.diff(answer, m), m, 0)
    (critical,) = sympy.solve(sympy.Eq(slope, 1), load)
    expansion = sympy.series(answer - m, m, 0, 5).removeO()
    branch = sympy.solve(sympy.expand(expansion / m), m**2)[0]
    near = sympy.simplify(sympy.diff(branch, load).subs(load, critical) * critical)
    return Derivation(
        steps=(
            Step("One step of the dynamics maps the overlap m to this.", answer),
            Step("A small overlap is multiplied by the slope at 0.", slope),
            Step("It grows as long as the slope exceeds 1.", critical),
            Step("d(m^2)/d(alpha/alpha_c) at the transition: -6/pi.", near),
        ),
        result=critical,
    )


@diluted_capacity.reference
def _() -> "mpmath.mpf":
    import mpmath

    return 2 / +mpmath.pi


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("derrida1987", "zero noise, fixed point"),
    valid=_VALID,
    formula=r"m = \mathrm{erf}(m/\sqrt{2\alpha})",
    error=_ERROR,
)
def diluted_overlap(load: AttractorLoad) -> float:
    r"""Retrieval in a diluted network fades continuously and ends at 2/pi patterns per synapse.

    .. math:: m = \mathrm{erf}\!\left(\frac m{\sqrt{2\alpha}}\right), \qquad
              m^2 \simeq \frac6\pi \left(1 - \frac\alpha{\alpha_c}\right) \text{ near }
              \alpha_c = \frac2\pi

    Parameters
    ----------
    load
        alpha = P / K, patterns per incoming synapse of a neuron.

    Returns
    -------
    float
        m, overlap of the fixed point; 0 above 2/pi. Relative error < 1e-12, at 2/pi too.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid when K << ln N. Source: Derrida, Gardner and Zippelius (1987) [derrida1987]_.

    Examples
    --------
    >>> round(diluted_overlap(0.4), 12)
    0.786118121632
    """
    gap = ((_CAPACITY - load) + _CAPACITY_REST) / _CAPACITY
    if gap <= 0:
        return 0.0
    # with x = m / sqrt(2 alpha): 1 - (sqrt(pi)/2) erf(x)/x = 1 - sqrt(alpha / alpha_c)
    wanted = gap / (1 + math.sqrt(1 - gap))
    x = brentq(
        lambda x: _weakening(x) - wanted, 0.0, 1 / math.sqrt(2 * load), xtol=1e-300, rtol=1e-15
    )
    return math.erf(x)


def _weakening(x: float) -> float:
    """1 - (sqrt(pi)/2) erf(x) / x, by its series where the difference would cancel."""
    if x > 1:
        return 1 - math.sqrt(math.pi) / 2 * math.erf(x) / x
    terms = ((-1) ** (k + 1) * x ** (2 * k) / (math.factorial(k) * (2 * k + 1)) for k in _ORDERS)
    return math.fsum(terms)


_ORDERS = range(1, 20)


@diluted_overlap.derivation
def _() -> Derivation:
    import sympy

    m, load = sympy.symbols("m load", positive=True)
    z = sympy.Symbol("z", real=True)
    gauss = sympy.exp(-(z**2) / 2) / sympy.sqrt(2 * sympy.pi)
    wrong = sympy.integrate(gauss, (z, m / sympy.sqrt(load), sympy.oo))
    answer = sympy.simplify(1 - 2 * wrong.rewrite(sympy.erf))
    return Derivation(
        steps=(
            Step("A field m + sqrt(alpha) z has the wrong sign with this probability.", wrong),
            Step("Overlap after the step.", answer),
            Step(
                "For small m: m sqrt(2/(pi alpha)) - ...", sympy.series(answer, m, 0, 4).removeO()
            ),
        ),
        result=sympy.Eq(m, answer),
        value=m,
    )


@diluted_overlap.reference
def _(load: float) -> "mpmath.mpf":
    import mpmath

    alpha = mpmath.mpf(load)
    if alpha >= 2 / mpmath.pi:
        return mpmath.mpf(0)
    root = mpmath.sqrt(2 * alpha)
    low = mpmath.sqrt(mpmath.mpf(3) / 2 * (1 - alpha * mpmath.pi / 2)) * root / 2
    return mpmath.findroot(
        lambda m: mpmath.erf(m / root) / m - 1, (low, mpmath.mpf(1)), solver="anderson",
        tol=mpmath.mpf(10) ** (-2 * mpmath.mp.dps), maxsteps=500, verify=False,
    )  # fmt: skip


@diluted_overlap.enclosure
def _(load: float) -> "flint.arb":
    import flint
    import mpmath

    with flint.ctx.workprec(BITS), mpmath.workdps(DIGITS + 20):
        if flint.arb(load) > 2 / flint.arb.pi():
            return flint.arb(0)
        root = (2 * flint.arb(load)).sqrt()
        return proven_root(lambda m: (m / root).erf() / m - 1, diluted_overlap.reference(load))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("derrida1987", "zero noise, entropy of the wrong neurons subtracted"),
    valid=_VALID,
    formula=r"\alpha\,[1 - H_2((1+m)/2)]",
    error=_ERROR,
)
def diluted_information(load: AttractorLoad) -> float:
    r"""A diluted network recalls at most 0.2156 bits per synapse, at half of its capacity.

    .. math:: I = \alpha\,[1 - H_2((1 + m)/2)]

    Parameters
    ----------
    load
        alpha = P / K.

    Returns
    -------
    float
        Bits per synapse; 0 above capacity.

    Raises
    ------
    DomainError
        If the load is not a positive number.

    Notes
    -----
    Valid when K << ln N. Source: Derrida, Gardner and Zippelius (1987) [derrida1987]_.

    Examples
    --------
    >>> round(diluted_information(0.33), 4)
    0.2156
    """
    return load * information(diluted_overlap(load))


@diluted_information.reference
def _(load: float) -> "mpmath.mpf":
    return load * information_in_digits(diluted_overlap.reference(load))


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("derrida1987", "one parallel step"),
    valid="N -> infinity, P / K fixed (K = N - 1 too: one step from a fresh state)",
    formula=r"m_1 = \mathrm{erf}(m_0/\sqrt{2\alpha})",
    error="O(1/K)",
)
def first_step_overlap(load: AttractorLoad, overlap: Overlap) -> float:
    r"""One parallel step takes overlap m_0 to erf(m_0 / sqrt(2 alpha)), in full networks as well.

    .. math:: m_1 = \mathrm{erf}\!\left(\frac{m_0}{\sqrt{2\alpha}}\right)

    Parameters
    ----------
    load
        alpha = P / K (P / N in a fully connected network).
    overlap
        m_0 of a start that is random apart from it.

    Returns
    -------
    float
        m_1.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for the first step everywhere; for later ones only in diluted networks, where the noise
    stays independent of the state. Source: Derrida, Gardner and Zippelius (1987) [derrida1987]_.

    Examples
    --------
    >>> round(first_step_overlap(0.1, 0.3), 6)
    0.657218
    """
    return math.erf(overlap / math.sqrt(2 * load))


@first_step_overlap.derivation
def _() -> Derivation:
    import sympy

    start, load = sympy.symbols("overlap load", nonnegative=True)
    field = sympy.Symbol("h", real=True)
    gauss = sympy.exp(-((field - start) ** 2) / (2 * load)) / sympy.sqrt(2 * sympy.pi * load)
    right = sympy.Integral(gauss, (field, 0, sympy.oo))
    value = sympy.erf(start / sympy.sqrt(2 * load))
    slope = sympy.diff(value, start)
    return Derivation(
        steps=(
            Step("A field of mean m_0 and variance alpha is right with this probability.", right),
            Step("Its slope in m_0, twice the Gaussian at 0.", slope),
            Step(
                "Difference to 2 * density at the boundary.",
                sympy.simplify(slope - 2 * gauss.subs(field, 0)),
            ),
        ),
        result=value,
    )
