"""A random recurrent controller closes the loop around a plant: is it stable?"""

import functools
import math
from typing import TYPE_CHECKING, Annotated

import numpy as np
from annotated_types import Gt, Le
from numpy.typing import NDArray
from scipy.special import ndtri

from netbounds.domains import Symbol, Typical
from netbounds.law import Kind, Source, law
from netbounds.theory._sobol import sobol_net
from netbounds.theory.low_rank_sparse_control._domains import (
    FeedbackStrength,
    Plant,
)

if TYPE_CHECKING:
    pass

Floats = NDArray[np.float64]
SeriesRadius = Annotated[
    float, Gt(0), Le(0.9), Symbol(r"\rho", "spectral radius of the recurrent weights"),
    Typical(0.05, 0.6),
]  # fmt: skip

_POINTS = 15  # 2^15 points of the net
_NEGLIGIBLE = 1e-3  # coefficients smaller than this share of the first are left out


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("tumma2024", "closed-loop setting; the law is derived here"),
    valid="n -> infinity, random linear controller around a scalar plant",
    formula=r"\Pr\Bigl(z - A - \sum_{k \ge 0} \kappa_b \rho^k \xi_k z^{-k-1} \ne 0"
    r"\ \text{for } |z| \ge 1\Bigr),\ \xi_k \sim N(0, 1)",
    error="about 1/n: 0.03 more often stable at n = 32, rho = .71; less at smaller rho",
    accuracy=0.03,
)
def loop_stability_probability(
    plant: Plant, feedback_strength: FeedbackStrength, radius: SeriesRadius
) -> float:
    r"""Whether a random controller stabilises or destabilises depends on its radius alone.

    .. math:: z = A + \sum_{k \ge 0} \kappa_b \rho^k \xi_k z^{-k-1}
              \quad\text{has no root with } |z| \ge 1, \qquad \xi_k \sim N(0, 1)

    because the coefficients K W^k B of the controller's transfer function are independent Gaussian
    numbers in the limit (`impulse_response_power`).

    Parameters
    ----------
    plant
        Modulus of A, memory of the scalar plant per step; its sign does not matter.
    feedback_strength
        kappa_b.
    radius
        rho, at most 0.9: beyond, the coefficients are too many.

    Returns
    -------
    float
        Probability: the share of 2^15 points of Sobol's net, mapped to the coefficients, for which
        the Schur-Cohn recursion finds all roots inside the circle. Absolute error about 0.002.
        Cost: 10 to 200 ms, more for large rho.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when n is large. Without recurrence (rho -> 0) it is the area of a triangle:
    Phi((1 - A)/kappa_b) - Phi(-1/kappa_b). Source: [tumma2024]_ for the setting.

    Examples
    --------
    >>> round(loop_stability_probability(0.9, 0.15, 0.5), 2)
    0.72
    """
    if feedback_strength == 0:
        return 1.0
    count = _coefficients(radius)
    loop = np.empty((count + 2, 2**_POINTS))
    loop[0], loop[1] = 1.0, -plant
    decay = feedback_strength * radius ** np.arange(count)
    loop[2:] = -decay[:, None] * _gaussian_net(count)
    return float(np.mean(_all_roots_inside(loop)))


def _coefficients(radius: float) -> int:
    return max(2, 1 + math.ceil(math.log(_NEGLIGIBLE) / math.log(radius)))


@functools.lru_cache(maxsize=2)
def _gaussian_net(dimensions: int) -> Floats:
    """Points of the net as Gaussian numbers, moved by half a cell off the corner."""
    net: Floats = ndtri(sobol_net(dimensions, _POINTS) + 0.5 ** (_POINTS + 1))
    return net


def _all_roots_inside(polynomials: Floats) -> NDArray[np.bool_]:
    """Schur and Cohn: every reflection coefficient is smaller than 1; columns, monic."""
    inside = np.ones(polynomials.shape[1], dtype=bool)
    rest = polynomials
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        while len(rest) > 1:
            reflection = rest[-1]
            inside &= np.abs(reflection) < 1
            rest = (rest[:-1] - reflection * rest[:0:-1]) / (1 - reflection**2)
    return inside


@loop_stability_probability.reference
def _(plant: float, feedback_strength: float, radius: float) -> float:
    import sympy

    # other points (multiples of the roots of primes) and the eigenvalues themselves
    if feedback_strength == 0:
        return 1.0
    count, points = _coefficients(radius), 4096
    powers = np.arange(1, count + 1)
    steps = np.sqrt([float(sympy.prime(k)) for k in powers.tolist()])
    coefficients = ndtri((np.arange(points)[:, None] * steps + 0.5) % 1.0)
    companion = np.zeros((points, count + 1, count + 1))
    companion[:, range(1, count + 1), range(count)] = 1.0
    companion[:, 0, 0] = plant
    companion[:, 0, 1:] = feedback_strength * radius ** (powers - 1) * coefficients
    return float(np.mean(np.abs(np.linalg.eigvals(companion)).max(axis=1) < 1))
