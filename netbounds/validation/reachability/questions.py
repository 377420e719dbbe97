"""What the claims ask of the laws and of drawn graphs, where one name alone does not say it."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    RandomDrive,
    Seeds,
    TwoType,
)
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory
from netbounds.validation.reachability import rivals

_MORE = 8  # times as many neurons
FloatArray = npt.NDArray[np.float64]


def bow_tie_parts(ensemble: rivals.Equal) -> FloatArray:
    """Core, upstream, downstream and rest as one array."""
    parts = theory.bow_tie(ensemble)
    return np.array([parts.core, parts.upstream, parts.downstream, parts.rest])


def drawn_size(n: int, edges: int, rng: np.random.Generator) -> int:
    """Largest strong component of one graph with this many synapses, self loops among them."""
    return int(simulate.largest_component_sizes(FixedEdges(n, edges), 1, rng)[0])


def promised(failure: float) -> float:
    """What a design for a tolerated failure promises."""
    return 1 - failure


@cache
def _least_degree(n: int, failure: float) -> float:
    return theory.minimum_in_degree(Bernoulli, n, failure=failure)


def designed_network_is_reached(n: int, failure: float, rng: np.random.Generator) -> bool:
    """One graph with the least mean in-degree for this failure: does one neuron reach all?"""
    degree = _least_degree(n, failure)
    return simulate.all_reached(Bernoulli(n, degree / (n - 1)), Seeds(1), rng)


def designed_network_receives(n: int, failure: float, rng: np.random.Generator) -> bool:
    """One graph with the mean in-degree at which all receive but for this failure: do they?"""
    degree = theory.mean_degree_for_all_receive(n, failure)
    return simulate.everybody_receives(Bernoulli(n, degree / (n - 1)), rng)


def first_layers(ensemble: Bernoulli | FixedInDegree, drive: Drive, layers: int) -> FloatArray:
    """The driven neurons and the layers after them."""
    return theory.hop_profile(ensemble, drive)[:layers]


def drawn_first_layers(
    ensemble: Bernoulli | FixedInDegree, drive: Drive, layers: int, rng: np.random.Generator
) -> FloatArray:
    """The same of one graph."""
    return simulate.hop_layers(ensemble, drive, rng)[:layers].astype(float)


def completion_or_never(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> FloatArray:
    """Law of the completion time, with "never" as outcome n."""
    law = theory.completion_time_distribution(ensemble, drive)
    return np.append(law, 1 - law.sum())


def unreached_fraction(
    n: int, in_degree: int, driven_fraction: float, hops: int, rng: np.random.Generator
) -> float:
    """Neurons of one graph that no path of at most this many synapses reaches."""
    return _unreached(FixedInDegree(n, in_degree), driven_fraction, hops, rng)


def unreached_fraction_independent(
    n: int, mean_degree: float, driven_fraction: float, hops: int, rng: np.random.Generator
) -> float:
    """The same with independent synapses."""
    return _unreached(Bernoulli(n, mean_degree / (n - 1)), driven_fraction, hops, rng)


def _unreached(
    ensemble: Bernoulli | FixedInDegree,
    driven_fraction: float,
    hops: int,
    rng: np.random.Generator,
) -> float:
    n, drive = ensemble.n, RandomDrive(driven_fraction)
    return 1 - float(simulate.hop_layers(ensemble, drive, rng)[: hops + 1].sum()) / n


def extra_hops(n: int, mean_degree: float, fixed: bool) -> float:
    """How many synapses later the last neuron is reached when there are eight times as many."""
    few, many = (
        theory.hops_from_one_seed(size, mean_degree, fixed=fixed) for size in (n, _MORE * n)
    )
    return many - few


def drawn_extra_hops(n: int, mean_degree: float, fixed: bool, rng: np.random.Generator) -> int:
    """The same for one graph of either size."""
    few, many = (_last_hop(size, mean_degree, fixed, rng) for size in (n, _MORE * n))
    return many - few


def _last_hop(n: int, mean_degree: float, fixed: bool, rng: np.random.Generator) -> int:
    """Hops to the last neuron that one seed reaches, in a graph that carries its signal on."""
    ensemble = (
        FixedInDegree(n, round(mean_degree)) if fixed else Bernoulli(n, mean_degree / (n - 1))
    )
    while True:
        layers = simulate.hop_layers(ensemble, Seeds(1), rng)
        if 2 * layers.sum() > n:
            return int(np.flatnonzero(layers)[-1])


def both_types_reached(ensemble: TwoType, excitatory_seeds: int, inhibitory_seeds: int) -> float:
    """Probability that everybody is reached."""
    law = theory.two_type_reach_distribution(ensemble, excitatory_seeds, inhibitory_seeds)
    return float(law[-1, -1])


def exact_variance(mean_degree: float, n: int) -> float:
    """Variance of the largest component over n, from its exact law."""
    law, k = theory.main_sizes(n, mean_degree / n), np.arange(n + 1)
    return float(law @ (k - law @ k) ** 2) / n


def exact_rate(mean_degree: float, n: int) -> float:
    """Growth of ln P(strong) per neuron between n and 2n, from the exact laws."""
    small, large = (
        math.log(theory.probability_strongly_connected(Bernoulli(size, mean_degree / size)))
        for size in (n, 2 * n)
    )
    return (large - small) / n


def receives_in_window(offset: float, n: int) -> float:
    """The exact law of receiving with ln n + offset synapses a neuron."""
    return theory.probability_all_receive(Bernoulli(n, (math.log(n) + offset) / n))


def exactly_small(mean_degree: float, size: int, n: int) -> float:
    """The exact probability that no component exceeds the size."""
    return float(theory.main_sizes(n, mean_degree / n)[: size + 1].sum())
