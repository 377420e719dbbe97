"""Gain and information bounds on drawn networks small enough to be solved exactly."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import Claim, bound, grid, identity
from netbounds.graph import Graph
from netbounds.simulate import information_flow as simulate
from netbounds.simulate.information_flow import GaussianNetwork, NoisyBoolean
from netbounds.theory import information_flow as theory

FloatArray = npt.NDArray[np.float64]


def _bounds(weights: FloatArray) -> theory.GainBounds:
    return theory.gain_bounds(weights, np.arange(len(weights)), orientation="post-pre")


def absolute_bound(weights: FloatArray) -> FloatArray:
    """(I - |W|)^-1."""
    return _bounds(weights).absolute_bound


def weighted_bound(weights: FloatArray) -> FloatArray:
    """(s_post/s_pre) b^hops / (1 - b)."""
    return _bounds(weights).weighted_bound


def unweighted_radius(weights: FloatArray) -> FloatArray:
    """Rival: the same with the spectral radius, but without the weights s."""
    found = _bounds(weights)
    return np.where(np.isfinite(found.hops), found.radius**found.hops / (1 - found.radius), 0.0)


def first_response(weights: FloatArray) -> FloatArray:
    """Rival: what arrives over shortest paths only."""
    return np.abs(_bounds(weights).shortest_path_gain)


def percolation_bound(network: NoisyBoolean) -> FloatArray:
    """Kept neurons join v to the source; each is kept with probability (1 - 2 flip)^2."""
    return simulate.site_percolation_by_enumeration(network, _contraction(network, 2))


def percolation_bound_squared(network: NoisyBoolean) -> FloatArray:
    """Rival: the same with the contraction squared."""
    return simulate.site_percolation_by_enumeration(network, _contraction(network, 4))


def settled_information(network: NoisyBoolean) -> FloatArray:
    """Bits after as many steps as an acyclic network needs."""
    return simulate.boolean_information(network, network.graph.n)


def unrolled_bound(network: NoisyBoolean) -> FloatArray:
    """The time-unrolled bound after five steps."""
    found = theory.information_bounds(network.graph, [0], network.flips, steps=5)
    return _at_step(found.by_step, 5)


def unrolled_bound_squared(network: NoisyBoolean) -> FloatArray:
    """Rival: the same with the contraction squared."""
    by_step, _ = theory.connection_probability(
        network.graph, [0], _contraction(network, 4), steps=5
    )
    return _at_step(by_step, 5)


def information_after_five(network: NoisyBoolean) -> FloatArray:
    """Bits after five steps."""
    return simulate.boolean_information(network, 5)


def layered_bound(width: int, depth: int, flip: float) -> FloatArray:
    """The bound in one neuron of each layer."""
    found = theory.information_bounds(simulate.layers(width, depth), [0], flip)
    return _of_layers(found.upper, width)


def layered_bound_squared(width: int, depth: int, flip: float) -> FloatArray:
    """Rival: the same with the contraction squared."""
    graph = simulate.layers(width, depth)
    contraction = np.full(graph.n, (1 - 2 * flip) ** 4)
    return _of_layers(theory.connection_probability(graph, [0], contraction)[1], width)


def gaussian_bound(network: GaussianNetwork) -> FloatArray:
    """Percolation with each neuron's contraction, times what the source knows."""
    return theory.gaussian_information_bound(network.weights, 0, **_gaussian(network))


def gaussian_bound_squared(network: GaussianNetwork) -> FloatArray:
    """Rival: the same with the contraction squared."""
    contraction = theory.gaussian_contraction(network.weights, 0, **_gaussian(network)) ** 2
    graph = Graph.from_matrix(network.weights, orientation="post-pre")
    joined = theory.connection_probability(graph, [0], contraction)[1]
    ratio = network.signal_variance / network.noise_variance[0]
    return np.asarray(joined * np.log1p(ratio) / 2)


def _gaussian(network: GaussianNetwork) -> dict[str, Any]:
    return {
        "signal_variance": network.signal_variance,
        "noise_variance": network.noise_variance,
        "orientation": "post-pre",
    }


def _of_layers(values: FloatArray, width: int) -> FloatArray:
    return np.array(values[1::width])


def _at_step(by_step: FloatArray, step: int) -> FloatArray:
    row: FloatArray = by_step[step]
    return row


def _contraction(network: NoisyBoolean, power: int) -> FloatArray:
    kept: FloatArray = (1 - 2 * np.array(network.flips)) ** power
    return kept


def draw_non_negative(n: int, rng: np.random.Generator) -> dict[str, Any]:
    """Weights without inhibition."""
    return simulate.draw_weights(n, False, rng)


SIGNAL_CLAIMS: tuple[Claim, ...] = (
    bound(
        "gain under the bound from |W|",
        law=absolute_bound,
        sample=simulate.steady_gain,
        rival=first_response,
        at=grid(n=[20], signed=[True]),
        full=grid(n=[60], signed=[True]),
        draw=simulate.draw_weights,
        trials=16,
    ),
    bound(
        "gain under the weighted bound from distance",
        law=weighted_bound,
        sample=simulate.steady_gain,
        rival=unweighted_radius,
        at=grid(n=[20], signed=[False]),
        full=grid(n=[60], signed=[True, False]),
        draw=simulate.draw_weights,
        trials=16,
    ),
    identity(
        "gain without inhibition is the bound from |W|",
        law=absolute_bound,
        sample=simulate.steady_gain,
        rival=weighted_bound,
        at=grid(n=[20]),
        draw=draw_non_negative,
        tolerance=1e-11,
        why="condition number of I - W times rounding; the iteration stops at 1e-15",
        trials=16,
    ),
    bound(
        "information without cycles under site percolation",
        law=percolation_bound,
        sample=settled_information,
        rival=percolation_bound_squared,
        at=grid(n=[5], acyclic=[True]),
        full=grid(n=[6], acyclic=[True]),
        draw=simulate.draw_boolean,
        trials=32,
        block=16,
        tolerance=1e-12,
    ),
    bound(
        "information in linear Gaussian networks under percolation",
        law=gaussian_bound,
        sample=simulate.gaussian_nats,
        rival=gaussian_bound_squared,
        at=grid(n=[6]),
        full=grid(n=[7, 10]),
        draw=simulate.draw_gaussian,
        trials=64,
        tolerance=1e-12,
    ),
    bound(
        "information along layers of majority neurons",
        law=layered_bound,
        sample=simulate.layered_information,
        rival=layered_bound_squared,
        at=grid(width=[3], depth=[10], flip=[0.02, 0.1]),
        full=grid(width=[5], depth=[10], flip=[0.02, 0.1, 0.2]),
        trials=1,
    ),
    bound(
        "information in recurrent networks under the unrolled bound",
        law=unrolled_bound,
        sample=information_after_five,
        rival=unrolled_bound_squared,
        at=grid(n=[5], acyclic=[False]),
        full=grid(n=[6], acyclic=[False]),
        draw=simulate.draw_boolean,
        trials=32,
        block=16,
        tolerance=1e-12,
    ),
)
