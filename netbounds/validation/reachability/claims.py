"""Claims on drawn graphs and on exact counts, and what would have refuted each."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from netbounds.claim import Claim, bound, distribution, identity, mean
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
    TwoType,
)
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory
from netbounds.validation.reachability import rivals
from netbounds.validation.reachability.published import PUBLISHED

FloatArray = npt.NDArray[np.float64]


def bow_tie_parts(ensemble: rivals.Homogeneous) -> FloatArray:
    """Core, upstream, downstream and rest as one array."""
    parts = theory.bow_tie(ensemble)
    return np.array([parts.core, parts.upstream, parts.downstream, parts.rest])


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


def first_layers(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> FloatArray:
    """The driven neurons and the next three layers."""
    return theory.hop_profile(ensemble, drive)[:4]


def drawn_first_layers(
    ensemble: Bernoulli | FixedInDegree, drive: Drive, rng: np.random.Generator
) -> FloatArray:
    """The same of one graph."""
    return simulate.hop_layers(ensemble, drive, rng)[:4].astype(float)


def completion_or_never(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> FloatArray:
    """Law of the completion time, with "never" as outcome n."""
    law = theory.completion_time_distribution(ensemble, drive)
    return np.append(law, 1 - law.sum())


def unreached_fraction(
    n: int, in_degree: int, driven_fraction: float, hops: int, rng: np.random.Generator
) -> float:
    """Neurons of one graph that no path of at most this many synapses reaches."""
    ensemble, drive = FixedInDegree(n, in_degree), RandomDrive(driven_fraction)
    return 1 - float(simulate.hop_layers(ensemble, drive, rng)[: hops + 1].sum()) / n


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


CLAIMS: tuple[Claim, ...] = (
    distribution(
        "number of neurons reached",
        law=theory.reach_distribution,
        sample=simulate.reached,
        at=(
            {"ensemble": Bernoulli(30, 0.08), "drive": Seeds(2)},
            {"ensemble": Bernoulli(30, 0.05), "drive": RandomDrive(0.1)},
            {"ensemble": FixedEdges(30, 75), "drive": Seeds(2)},
            {"ensemble": FixedInDegree(30, 2), "drive": Seeds(1)},
            {"ensemble": FixedOutDegree(30, 2), "drive": Seeds(2)},
        ),
        rival=rivals.independent_neurons,
        trials=2048,
        budget=16384,
    ),
    mean(
        "mean number of neurons reached",
        law=theory.expected_reached,
        sample=simulate.reached,
        at=({"ensemble": Bernoulli(40, 0.06), "drive": Seeds(1)},),
        rival=rivals.reached_by_the_giant,
        trials=4096,
        budget=16384,
    ),
    mean(
        "everybody is reached",
        law=theory.probability_all_reached,
        sample=simulate.all_reached,
        at=(
            {"ensemble": Bernoulli(14, 0.3), "drive": Seeds(2)},
            {"ensemble": FixedOutDegree(14, 4), "drive": RandomDrive(0.2)},
        ),
        rival=rivals.poisson_all_reached,
        trials=4096,
        budget=16384,
    ),
    mean(
        "every neuron receives",
        law=theory.probability_all_receive,
        sample=simulate.everybody_receives,
        at=(
            {"ensemble": Bernoulli(12, 0.4)},
            {"ensemble": FixedEdges(12, 50)},
            {"ensemble": FixedOutDegree(12, 4)},
        ),
        rival=rivals.poisson_silent,
        trials=2048,
        budget=16384,
    ),
    mean(
        "every neuron reaches every other",
        law=theory.probability_strongly_connected,
        sample=simulate.strongly_connected,
        at=(
            {"ensemble": Bernoulli(14, 0.3)},
            {"ensemble": FixedEdges(14, 62)},
            {"ensemble": FixedInDegree(14, 3)},
            {"ensemble": FixedOutDegree(14, 4)},
        ),
        rival=rivals.one_way,
        trials=4096,
        budget=16384,
    ),
    distribution(
        "size of the largest strong component",
        law=theory.largest_component_distribution,
        sample=simulate.largest_component,
        at=({"ensemble": Bernoulli(24, 0.1)}, {"ensemble": FixedEdges(24, 60)}),
        rival=rivals.other_number_of_synapses,
        trials=4096,
        budget=16384,
    ),
    mean(
        "accuracy of the largest strong component",
        law=theory.expected_accuracy,
        sample=simulate.accuracy,
        at=({"ensemble": Bernoulli(24, 0.13)}, {"ensemble": FixedEdges(24, 72)}),
        rival=rivals.accuracy_of_the_giant,
        trials=2048,
        budget=16384,
    ),
    mean(
        "inputs needed to reach everybody",
        law=theory.expected_source_components,
        sample=simulate.source_components,
        at=({"ensemble": Bernoulli(20, 0.06)}, {"ensemble": FixedEdges(20, 26)}),
        rival=rivals.silent_neurons_only,
        trials=2048,
        budget=16384,
    ),
    mean(
        "one well-placed input suffices",
        law=theory.probability_one_input_suffices,
        sample=simulate.one_input_suffices,
        at=({"ensemble": Bernoulli(14, 0.25)}, {"ensemble": FixedEdges(14, 56)}),
        rival=rivals.one_way,
        trials=4096,
        budget=16384,
    ),
    mean(
        "least mean in-degree keeps its promise to reach",
        law=promised,
        sample=designed_network_is_reached,
        at=({"n": 60, "failure": 0.1},),
        rival=rivals.logarithms_only,
        trials=4096,
        budget=16384,
    ),
    mean(
        "least mean in-degree keeps its promise to be heard",
        law=promised,
        sample=designed_network_receives,
        at=({"n": 60, "failure": 0.1},),
        rival=rivals.logarithms_only,
        trials=4096,
        budget=16384,
    ),
    mean(
        "hop layers",
        law=first_layers,
        sample=drawn_first_layers,
        at=(
            {"ensemble": Bernoulli(30, 0.08), "drive": Seeds(2)},
            {"ensemble": FixedInDegree(30, 3), "drive": Seeds(2)},
        ),
        rival=rivals.mean_field_layers,
        trials=4096,
        budget=32768,
    ),
    distribution(
        "hops to the last neuron",
        law=completion_or_never,
        sample=simulate.completion_time,
        at=(
            {"ensemble": Bernoulli(20, 0.2), "drive": Seeds(2)},
            {"ensemble": FixedInDegree(30, 2), "drive": RandomDrive(0.2)},
        ),
        rival=rivals.twice_as_many_hops,
        trials=2048,
        budget=16384,
    ),
    mean(
        "unreached neurons die out doubly exponentially",
        law=theory.unreached_after,
        sample=unreached_fraction,
        at=({"n": 20_000, "in_degree": 2, "driven_fraction": 0.05, "hops": 4},),
        rival=rivals.single_exponential,
        systematic=0.002,
        why="relative 1/n, and K draws without replacement instead of with: below 40/n",
        trials=128,
        budget=512,
    ),
    mean(
        "two types: everybody is reached",
        law=both_types_reached,
        sample=simulate.two_type_all_reached,
        at=(
            {
                "ensemble": TwoType((10, 4), ((0.3, 0.6), (0.1, 0.5))),
                "excitatory_seeds": 2,
                "inhibitory_seeds": 1,
            },
        ),
        rival=rivals.transposed_types,
        trials=4096,
        budget=16384,
    ),
    mean(
        "given degrees: every neuron reaches every other",
        law=theory.strong_connectivity_of_degrees,
        sample=simulate.strongly_connected,
        at=({"ensemble": Configuration(((1,) * 3 + (3,) * 7) * 40, ((1,) * 3 + (3,) * 7) * 40)},),
        rival=rivals.independent_cycles,
        systematic=0.008,
        why="the limit is reached like 1/n; n = 400, and counts of cycles are O(1)",
        trials=2048,
        budget=8192,
    ),
    mean(
        "bow tie",
        law=bow_tie_parts,
        sample=simulate.bow_tie,
        at=(
            {"ensemble": Bernoulli(4000, 2 / 3999)},
            {"ensemble": Bernoulli(4000, 3 / 3999)},
            {"ensemble": FixedInDegree(4000, 2)},
            {"ensemble": FixedOutDegree(4000, 2)},
        ),
        rival=rivals.undirected_bow_tie,
        systematic=lambda ensemble: 3 / ensemble.n,
        why="finite size moves the mean sizes by about one neuron (exact laws, n <= 1600)",
        trials=128,
        budget=1024,
        full=({"ensemble": Bernoulli(20_000, 3 / 19_999)}, {"ensemble": FixedInDegree(20_000, 3)}),
    ),
    identity(
        "variance of the core, from the exact law",
        law=theory.giant_component_variance,
        sample=exact_variance,
        at=({"mean_degree": 3.0, "n": 200},),
        rival=rivals.binomial_core,
        tolerance=0.02,
        why="the exact variance approaches its limit like 1/n",
        resolution=0.05,
    ),
    identity(
        "rate of strong connectivity, from the exact law",
        law=theory.strong_connectivity_rate,
        sample=exact_rate,
        at=({"mean_degree": 3.0, "n": 100}, {"mean_degree": 5.0, "n": 100}),
        rival=rivals.silent_and_unheard_rate,
        tolerance=0.003,
        why="the slope between n and 2n differs from the limit like 1/n^2",
    ),
    identity(
        "the logarithmic window, from the exact law",
        law=theory.probability_in_window,
        sample=receives_in_window,
        at=({"offset": 1.0, "ways": 1, "n": 20_000}, {"offset": 2.0, "ways": 1, "n": 20_000}),
        rival=rivals.other_ways,
        tolerance=0.002,
        why="the limit is approached like (ln n)^2/n",
    ),
    identity(
        "sparse graphs have only short cycles, from the exact law",
        law=theory.probability_only_small_components,
        sample=exactly_small,
        at=({"mean_degree": 0.5, "size": 1, "n": 100}, {"mean_degree": 0.4, "size": 1, "n": 100}),
        rival=rivals.no_long_cycle,
        tolerance=0.02,
        why="the limit is approached like 1/n",
    ),
    bound(
        "strong connectivity needs all to receive and to send",
        law=theory.strong_connectivity_upper_bound,
        sample=theory.probability_strongly_connected,
        at=({"ensemble": Bernoulli(100, 0.06)}, {"ensemble": Bernoulli(30, 0.12)}),
        rival=theory.strong_connectivity_lower_bound,
        trials=1,
    ),
    bound(
        "strong connectivity is no rarer than two one-way successes",
        law=theory.strong_connectivity_lower_bound,
        sample=theory.probability_strongly_connected,
        at=({"ensemble": Bernoulli(100, 0.06)}, {"ensemble": Bernoulli(30, 0.12)}),
        rival=theory.strong_connectivity_upper_bound,
        side="lower",
        trials=1,
    ),
    *PUBLISHED,
)
