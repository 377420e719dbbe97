"""How hard a loss pulls, how it is curved, how large a step it stands: laws against trial."""

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, bound, grid, identity
from netbounds.simulate import stable_ssm as simulate
from netbounds.simulate.stable_ssm.maps import Map
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

Tuple = tuple[float, ...]
MAPS = ("direct", "exponential", "softplus", "best")


def pull(coefficients: Tuple, rates: Tuple, norm: float, reparameterization: Map) -> float:
    """The bound |c| |f'| ||t e^(-mt)||_q of the first mode."""
    return abs(coefficients[0]) * theory.gradient_scale(rates[0], reparameterization, norm=norm)


def pull_in_the_other_norm(
    coefficients: Tuple, rates: Tuple, norm: float, reparameterization: Map
) -> float:
    """Rival: the bound of bounded inputs for white noise, and the other way round."""
    return pull(coefficients, rates, 3 - norm, reparameterization)


def _limit(coefficients: Tuple, rates: Tuple, reparameterization: Map) -> float:
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.largest_learning_rate(modes, reparameterization)


def _limit_of_the_sum(coefficients: Tuple, rates: Tuple, reparameterization: Map) -> float:
    """The rival: curvatures of all modes added up, as if each were alone."""
    single = [
        theory.single_mode_curvature(m, c, reparameterization)
        for c, m in zip(coefficients, rates, strict=True)
    ]
    return 2 / sum(single)


def _as_bounded_inputs(rate: float, norm: float) -> float:
    """The rival: 1/m^2, whatever the norm."""
    return rate**-2


def _curvature(multiplier: float, coefficient: float, best: bool) -> float:
    law = theory.discrete_best_curvature if best else theory.discrete_curvature
    return float(law(multiplier, coefficient))


def _continuous_curvature(multiplier: float, coefficient: float, best: bool) -> float:
    """The rival: continuous time, with m = 1 - l."""
    name: Map = "best" if best else "direct"
    return theory.single_mode_curvature(1 - multiplier, coefficient, name)


def _three_modes(slowest: float) -> dict[str, list[Tuple]]:
    return {"coefficients": [(0.6, 0.3, 0.4)], "rates": [(1.5, 0.7, slowest)]}


def _curvature_of(
    coefficients: Tuple, rates: Tuple, reparameterization: Map
) -> NDArray[np.float64]:
    modes = Modes(coefficients=coefficients, rates=rates)
    return theory.curvature_matrix(modes, reparameterization)


def _curvature_one_by_one(
    coefficients: Tuple, rates: Tuple, reparameterization: Map
) -> NDArray[np.float64]:
    """The rival: modes that do not feel each other."""
    return np.diag(np.diag(_curvature_of(coefficients, rates, reparameterization)))


def _exponential(weight: float, reparameterization: Map) -> float:
    """The rival: the exponential map, whatever the name."""
    return theory.decay_rate(weight, "exponential")


def _slope_in_proportion(rate: float, reparameterization: Map) -> float:
    """The rival: every map moves rates in proportion to themselves."""
    return rate


def _best_for_every_norm(weight: float, norm: float, scale: float, offset: float) -> float:
    """The rival: the map best, whatever the norm."""
    return 1 / (scale * weight**2 + offset)


def _continuous_pull(multiplier: float, reparameterization: Map) -> float:
    """The rival: continuous time, with m = 1 - l."""
    return theory.gradient_scale(1 - multiplier, reparameterization)


def _memory(multiplier: float) -> float:
    """The rival: one over what is lost in a step."""
    return 1 / (1 - multiplier)


GRADIENT_CLAIMS: tuple[Claim, ...] = (
    bound(
        "pull at a weight within its scale",
        law=pull,
        sample=simulate.norm_pull,
        at=grid(modes=[4], norm=[1.0, 2.0], reparameterization=["exponential", "best"]),
        full=grid(modes=[8], norm=[1.0, 2.0], reparameterization=MAPS),
        rival=pull_in_the_other_norm,
        draw=simulate.draw_pull,
        tolerance=1e-5,
        trials=32,
        full_budget=256,
    ),
    identity(
        "largest learning rate, by bisection",
        law=_limit,
        sample=simulate.learning_rate_limit,
        at=grid(**_three_modes(0.02), reparameterization=MAPS),
        full=grid(**_three_modes(0.5), reparameterization=MAPS)
        + grid(**_three_modes(0.1), reparameterization=MAPS)
        + grid(**_three_modes(0.005), reparameterization=MAPS),
        rival=_limit_of_the_sum,
        tolerance=0.005,
        why="2000 steps tell growth from decay only 0.1 % away from the limit; bisection to 0.2 %",
    ),
    identity(
        "a mode's sensitivity to its rate, in any norm",
        law=theory.rate_sensitivity,
        sample=simulate.rate_derivative,
        at=grid(rate=[0.02, 1.3], norm=[1.0, 2.0, 3.5]),
        rival=_as_bounded_inputs,
        tolerance=1e-9,
        why="quadrature in ln t",
    ),
    identity(
        "curvature in discrete time",
        law=_curvature,
        sample=simulate.discrete_second_derivative,
        at=grid(multiplier=[0.5, 0.9], coefficient=[0.7], best=[False, True]),
        full=grid(multiplier=[0.99], coefficient=[0.7], best=[False, True]),
        rival=_continuous_curvature,
        tolerance=1e-6,
        why="second differences of a sum",
    ),
    identity(
        "decay rate of each map at a given weight",
        law=theory.decay_rate,
        sample=simulate.rate_at,
        at=grid(weight=[-2.0, -0.3], reparameterization=MAPS),
        rival=_exponential,
        tolerance=1e-13,
        why="rounding",
    ),
    identity(
        "slope of each map at a given rate",
        law=theory.rate_slope,
        sample=simulate.map_slope,
        at=grid(rate=[0.01, 1.5], reparameterization=MAPS),
        rival=_slope_in_proportion,
        tolerance=1e-12,
        why="rounding of the weight that gives the rate",
    ),
    identity(
        "curvature of the loss through each map",
        law=_curvature_of,
        sample=simulate.kernel_curvature,
        at=grid(**_three_modes(0.02), reparameterization=MAPS),
        rival=_curvature_one_by_one,
        tolerance=1e-11,
        why="quadrature in ln t",
    ),
    identity(
        "map that evens out the pull, for any norm",
        law=theory.equalizing_rate,
        sample=simulate.evened_rate,
        at=grid(weight=[0.5, 4.0], norm=[1.0, 2.0, 3.0], scale=[1.3], offset=[0.4]),
        rival=_best_for_every_norm,
        tolerance=1e-8,
        why="a differential equation integrated to 1e-11 a step",
    ),
    identity(
        "pull at a weight in discrete time",
        law=theory.discrete_gradient_scale,
        sample=simulate.discrete_pull,
        at=grid(multiplier=[0.3, 0.99], reparameterization=MAPS),
        rival=_continuous_pull,
        tolerance=1e-11,
        why="some thousand rounded terms",
    ),
    identity(
        "sensitivity to a multiplier in discrete time",
        law=theory.discrete_rate_sensitivity,
        sample=simulate.discrete_derivative,
        at=grid(multiplier=[0.3, 0.9, 0.99]),
        rival=_memory,
        tolerance=1e-11,
        why="some thousand rounded terms",
    ),
)
