"""Weight noise: what each reparameterisation makes of it."""

import math

from netbounds.claim import Claim, bound, grid, identity
from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm.maps import Map
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

Tuple = tuple[float, ...]


def _time_constants_of_equal_sign(rate: float, other_rate: float) -> float:
    """The rival: distances measured by rates instead of time constants."""
    return abs(rate - other_rate)


def _slope_only(radius: float, reparameterization: Map) -> float:
    """The rival: the response to small noise, 1 or the root of a/b, extrapolated."""
    return radius * (math.sqrt(2) if reparameterization == "best" else 1.0)


def _where_slopes_suggest(scale: float, offset: float) -> float:
    """The rival: sinh(x)/x to second order in the radius."""
    return math.sqrt(24 * (math.sqrt(scale / offset) - 1))


def moved_at_most(
    coefficients: Tuple, rates: Tuple, radius: float, reparameterization: Map
) -> float:
    """The bound g(beta) sum |c|/m."""
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.perturbation_bound(modes, radius, reparameterization)


def moved_in_proportion(
    coefficients: Tuple, rates: Tuple, radius: float, reparameterization: Map
) -> float:
    """Rival: the response to small noise, times the size of the kernel."""
    size = sum(abs(c) / m for c, m in zip(coefficients, rates, strict=True))
    return _slope_only(radius, reparameterization) * size


def _inverse_worst(
    coefficients: Tuple, rates: Tuple, radius: float, reparameterization: Map
) -> float:
    modes = Modes(coefficients=coefficients, rates=rates)
    return 1 / theory.worst_perturbation_error(modes, radius, reparameterization)


def _inverse_sped_up(
    coefficients: Tuple, rates: Tuple, radius: float, reparameterization: Map
) -> float:
    """The rival: all modes moved by the radius towards faster ones."""
    away = 1.0 if reparameterization in ("exponential", "softplus") else -1.0
    change = 0.0
    for c, m in zip(coefficients, rates, strict=True):
        weight = theory.decay_rate.inverse(m, reparameterization) + away * radius
        change += c * (1 / m - 1 / theory.decay_rate(weight, reparameterization))
    return 1 / change


def _linear(exponent: float, radius: float) -> float:
    """The rival: an error in proportion to the change of the weights."""
    return radius / (exponent - 1)


def _inverse_direct(exponent: float, modes: int, radius: float) -> float:
    """One over the worst change of a direct kernel whose fastest weight is 3.5, spacing 0.8."""
    kernel = theory.exponential_sum(exponent, 0.8, first=1 - modes, last=0, start=3.5)
    return 1 / theory.worst_perturbation_error(kernel, radius, "direct")


def _inverse_exponential(exponent: float, modes: int, radius: float) -> float:
    """The rival: the same kernel with the exponential map."""
    kernel = theory.exponential_sum(exponent, 0.8, first=1 - modes, last=0, start=3.5)
    return 1 / theory.worst_perturbation_error(kernel, radius, "exponential")


_KERNEL = {"coefficients": ((0.6, 0.3, 0.4),), "rates": ((1.5, 0.7, 0.02),)}

ROBUSTNESS_CLAIMS: tuple[Claim, ...] = (
    identity(
        "distance of two modes",
        law=theory.mode_distance,
        sample=simulate.mode_difference,
        at=grid(rate=[0.3], other_rate=[0.01, 1.2]),
        rival=_time_constants_of_equal_sign,
        tolerance=1e-10,
        why="quadrature in ln t",
    ),
    identity(
        "modulus of the stable maps, by search over all weights",
        law=theory.stability_modulus,
        sample=simulate.modulus_by_search,
        at=grid(radius=[0.1, 1.0, 4.0], reparameterization=["exponential", "softplus", "best"]),
        full=grid(radius=[0.5, 2.0], reparameterization=["exponential", "softplus", "best"]),
        rival=_slope_only,
        tolerance=1e-6,
        why="the search steps weights by 0.001, off by its square at the maximum",
    ),
    identity(
        "noise at which best becomes the more robust map",
        law=theory.modulus_crossing,
        sample=simulate.crossing_by_search,
        at=grid(scale=[1.0, 2.0], offset=[0.5]),
        rival=_where_slopes_suggest,
        tolerance=1e-6,
        why="the search steps weights by 0.001",
    ),
    bound(
        "perturbed weights move a kernel at most by its bound",
        law=moved_at_most,
        sample=simulate.kernel_change,
        at=grid(
            modes=[5], radius=[0.1, 1.0], reparameterization=["exponential", "softplus", "best"]
        ),
        full=grid(modes=[20], radius=[0.5], reparameterization=["exponential", "softplus", "best"]),
        rival=moved_in_proportion,
        draw=simulate.draw_perturbation,
        tolerance=1e-7,
        trials=32,
        full_budget=256,
    ),
    identity(
        "the worst perturbation slows every mode down",
        law=_inverse_worst,
        sample=simulate.inverse_worst_change,
        at=grid(
            **_KERNEL,
            radius=[0.01, 0.03],
            reparameterization=["direct", "exponential", "softplus", "best"],
        ),
        full=grid(
            coefficients=[(0.5, 0.1, 1.2, 0.9, 0.2, 0.2)],
            rates=[(1.9, 1.1, 0.4, 0.4, 0.05, 0.007)],
            radius=[0.005, 0.2],
            reparameterization=["direct", "exponential", "softplus", "best"],
        ),
        rival=_inverse_sped_up,
        tolerance=1e-8,
        why="quadrature in ln t; all corners of the ball are tried",
    ),
    identity(
        "polynomial memory under weight noise, exponential map",
        law=theory.long_memory_perturbation_error,
        sample=simulate.long_memory_change,
        at=grid(exponent=[2.0], modes=[24], radius=[0.1, 0.5]),
        full=grid(exponent=[2.0], modes=[32], radius=[0.2, 1.0]),
        rival=_linear,
        tolerance=3e-3,
        why="the law is the limit of ever finer grids; spacing 0.8 has an L1 error of 3e-4",
    ),
    identity(
        "direct weights stop decaying at the noise of their slowest mode",
        law=_inverse_direct,
        sample=simulate.inverse_slowed_change,
        at=grid(exponent=[2.0], modes=[8, 10, 12, 16], radius=[0.001, 0.01]),
        full=grid(exponent=[2.0], modes=[24, 32], radius=[1e-6, 1e-4]),
        rival=_inverse_exponential,
        tolerance=1e-8,
        why="quadrature in ln t",
    ),
)
