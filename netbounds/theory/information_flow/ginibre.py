"""Where the outermost eigenvalue of Gaussian weights lies at finite size: Ginibre's product."""

from typing import Annotated, Any

import numpy as np
from annotated_types import Ge

from netbounds.domains import Symbol, Typical
from netbounds.law import Kind, Source, law
from netbounds.theory.information_flow.spectra import Radius

MatrixSize = Annotated[int, Ge(1), Symbol("n", "rows of the matrix"), Typical(1, 8)]


@law(
    kind=Kind.EXACT,
    source=Source("kostlan1992", "Theorem 1.1"),
    valid="independent complex Gaussian entries of variance 1/n, any n >= 1",
    formula=r"\Pr(\rho \le r) = \prod_{k=1}^n P(k, n r^2)",
    accuracy=1e-10,
)
def ginibre_radius_probability(radius: Radius, n: MatrixSize) -> float:
    r"""The largest eigenvalue of a complex Gaussian matrix is the largest of n independent ones.

    .. math:: \Pr(\rho \le r) = \prod_{k=1}^n P(k, n r^2)

    with P the regularised lower incomplete gamma function: the squared moduli of the eigenvalues
    have the law of independent gamma variables of shapes 1..n.

    Parameters
    ----------
    radius
        r, in units of the disc's radius.
    n
        Rows of the matrix.

    Notes
    -----
    Relative rounding error below 1e-10. Cost O(n).

    Source: kostlan1992, Theorem 1.1.

    Examples
    --------
    >>> round(ginibre_radius_probability(1.03, 500), 6)
    0.372406
    """
    from scipy.special import gammainc

    return float(np.prod(gammainc(np.arange(1, n + 1), n * (radius * radius))))


@ginibre_radius_probability.reference
def _(radius: float, n: int) -> Any:
    import mpmath

    x = n * mpmath.mpf(radius) ** 2
    return mpmath.fprod(mpmath.gammainc(k, 0, x, regularized=True) for k in range(1, n + 1))


@law(
    kind=Kind.EXACT,
    source=Source("kostlan1992", "Theorem 1.1"),
    valid="independent complex Gaussian entries of variance 1/n, any n >= 1",
    formula=r"E[\rho] = \int_0^\infty \Bigl(1 - \prod_{k=1}^n P(k, n r^2)\Bigr)\,dr",
    accuracy=1e-9,
)
def ginibre_mean_radius(n: Annotated[int, Ge(1), Symbol("n", "rows"), Typical(1, 3)]) -> float:
    r"""On average the largest eigenvalue of a complex Gaussian matrix lies outside the disc.

    .. math:: E[\rho] = \int_0^\infty \Bigl(1 - \prod_{k=1}^n P(k, n r^2)\Bigr)\,dr

    Parameters
    ----------
    n
        Rows of the matrix; entries have variance 1/n, so the disc has radius 1.

    Notes
    -----
    Relative error below 1e-9.

    Source: kostlan1992, Theorem 1.1.

    Examples
    --------
    >>> round(ginibre_mean_radius(500), 8)
    1.03469063
    """
    from scipy.integrate import quad

    width = 8 / np.sqrt(n)  # the largest eigenvalue fluctuates by less than n^-1/2
    low, high = max(0.0, 1 - width), 1 + width
    inside, _ = quad(
        lambda r: 1 - ginibre_radius_probability(float(r), n), low, high,
        epsabs=1e-12, epsrel=1e-12, limit=400,
    )  # fmt: skip
    return float(low + inside)


@ginibre_mean_radius.reference
def _(n: int) -> Any:
    import mpmath

    def missing(r: Any) -> Any:
        x = n * r**2
        return 1 - mpmath.fprod(mpmath.gammainc(k, 0, x, regularized=True) for k in range(1, n + 1))

    with mpmath.workdps(15):
        return mpmath.quad(missing, [0, 0.5, 1, 1.5, 2, 4, 8, 16])
