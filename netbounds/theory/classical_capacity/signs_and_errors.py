"""Gardner's capacity where signs are prescribed, and where errors are tolerated."""

import math
from typing import TYPE_CHECKING

from scipy.special import ndtri

from netbounds.domains import ErrorRate, Margin, Probability
from netbounds.law import Kind, Source, law
from netbounds.theory.classical_capacity._gaussian import density
from netbounds.theory.classical_capacity.margin import capacity_at_margin

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("amit1989", "capacity of sign-constrained weights"),
    valid="N -> infinity, inputs symmetric under a change of sign, kappa >= 0",
    formula=r"\alpha_c(\kappa, s) = (1 - s/2)\,\alpha_c(\kappa)",
    error="O(1/sqrt(N)) in the load; at kappa = 0 see probability_separable for every N",
)
def sign_constrained_capacity(sign_fraction: Probability, margin: Margin = 0.0) -> float:
    r"""Each weight with a prescribed sign counts half, at every margin.

    .. math:: \alpha_c(\kappa, s) = \left(1 - \tfrac s2\right) \alpha_c(\kappa)

    The weights live in a convex cone of statistical dimension N (1 - s/2); Gaussian comparison
    (Gordon 1988 [gordon1988]_) turns Gardner's condition into
    alpha * integral Dt (t + kappa)_+^2 = delta / N, so the factor is the same at every margin.

    Parameters
    ----------
    sign_fraction
        s, fraction of the weights whose sign is prescribed; 1 is Dale's law.
    margin
        kappa >= 0.

    Returns
    -------
    float
        Patterns per weight.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when inputs are as likely with the other sign; NOT for non-negative rates.
    Source: Amit, Wong and Campbell (1989) [amit1989]_.

    Examples
    --------
    >>> sign_constrained_capacity(1.0)
    1.0
    """
    return (1 - sign_fraction / 2) * capacity_at_margin(margin)


@sign_constrained_capacity.reference
def _(sign_fraction: float, margin: float = 0.0) -> "mpmath.mpf":
    import mpmath

    # a free weight has E g^2 = 1, a signed one E (g_+)^2 = Gamma(3/2) / sqrt(pi)
    signed = mpmath.gamma(1.5) / mpmath.sqrt(mpmath.pi)
    free = mpmath.mpf(1) - mpmath.mpf(sign_fraction)
    return (free + mpmath.mpf(sign_fraction) * signed) * capacity_at_margin.reference(margin)


@law(
    kind=Kind.MEAN_FIELD,
    source=Source("gardner_derrida1988", "minimal fraction of errors above capacity"),
    valid="N -> infinity, replica symmetric",
    formula=r"1/\alpha = \int_0^x Dt\,t^2,\quad x = \Phi^{-1}(1-\varepsilon)",
    error="replica symmetry is broken for every error > 0: the true capacity is lower; above an "
    "error of 0.33 the value even exceeds the rigorous error_tolerant_load_bound",
)
def error_tolerant_capacity(error: ErrorRate) -> float:
    r"""A few tolerated errors buy more patterns: 2 per weight at none, 2.34 at one per cent.

    .. math:: \frac1\alpha = \int_0^x Dt\,t^2 = \tfrac12 - \varepsilon - x\varphi(x),
              \qquad x = \Phi^{-1}(1 - \varepsilon)

    Parameters
    ----------
    error
        epsilon, tolerated fraction of wrong answers, at zero margin.

    Returns
    -------
    float
        Patterns per weight.

    Raises
    ------
    DomainError
        If the error does not lie in [0, 1/2).

    Notes
    -----
    Valid as an optimistic estimate only: replica symmetric. The rigorous counterpart is
    `first_moment_load_bound`. Source: Gardner and Derrida (1988) [gardner_derrida1988]_.

    Examples
    --------
    >>> round(error_tolerant_capacity(0.01), 4)
    2.3365
    """
    if error == 0:
        return 2.0
    x = -float(ndtri(error))
    if x < 0.5:  # the three terms cancel; the integrand's series does not
        terms = (
            (-1) ** k * x ** (2 * k + 3) / (2**k * math.factorial(k) * (2 * k + 3))
            for k in range(16)
        )
        return math.sqrt(2 * math.pi) / math.fsum(terms)
    return 1 / (0.5 - error - x * density(x))


@error_tolerant_capacity.reference
def _(error: float) -> "mpmath.mpf":
    import mpmath

    if error < 1e-40:
        return mpmath.mpf(2)
    x = mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * mpmath.mpf(error))
    return 2 / mpmath.gammainc(1.5, 0, x**2 / 2, regularized=True)
