"""What else might have been true: the hypotheses that the same data must reject."""

import math

import numpy as np
import numpy.typing as npt

from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomInDegree,
    Seeds,
    TwoType,
)
from netbounds.theory import reachability as theory

FloatArray = npt.NDArray[np.float64]
Equal = Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree
Homogeneous = Equal | RandomInDegree


def mean_degree(ensemble: Homogeneous) -> float:
    """Synapses a neuron receives on average, self loops included."""
    match ensemble:
        case Bernoulli():
            return (ensemble.n - 1) * float(ensemble.p)
        case FixedEdges():
            return ensemble.m / ensemble.n
        case RandomInDegree():
            return float(np.arange(ensemble.n) @ ensemble.probabilities)
        case _:
            return float(ensemble.k)


def undirected_bow_tie(ensemble: Equal) -> FloatArray:
    """The giant as if synapses had no direction, all of it core."""
    parts = theory.bow_tie(ensemble)
    zeta = parts.core + max(parts.upstream, parts.downstream)
    return np.array([zeta, 0.0, 0.0, 1 - zeta])


def independent_neurons(ensemble: Homogeneous, drive: Drive) -> FloatArray:
    """Every neuron reached by itself, with the right mean number."""
    from scipy.stats import binom  # takes a second to import, in every worker

    expected = theory.expected_reached(ensemble, drive)
    seeds = drive.s if isinstance(drive, Seeds) else drive.seeds
    others = ensemble.n - seeds
    pmf = np.zeros(ensemble.n + 1)
    pmf[seeds:] = binom.pmf(np.arange(others + 1), others, (expected - seeds) / others)
    return pmf


def reached_by_the_giant(ensemble: Homogeneous, drive: Drive) -> float:
    """The giant's fraction of all neurons is reached, whatever the drive."""
    del drive
    return ensemble.n * theory.giant_out_fraction(mean_degree(ensemble))


def poisson_silent(ensemble: Homogeneous) -> float:
    """A Poisson number of neurons without input, whatever the ensemble."""
    return math.exp(-ensemble.n * math.exp(-mean_degree(ensemble)))


def poisson_all_reached(ensemble: Homogeneous, drive: Drive) -> float:
    """Only silent neurons stay unreached, Poisson in number, and driven ones are not counted."""
    del drive
    return poisson_silent(ensemble)


def one_way(ensemble: Homogeneous) -> float:
    """One neuron reaches all, and that is enough."""
    return theory.probability_all_reached(ensemble, Seeds(1))


def other_number_of_synapses(ensemble: Bernoulli | FixedEdges) -> FloatArray:
    """Fixed synapses taken for independent ones, and the other way round."""
    n = ensemble.n
    if isinstance(ensemble, FixedEdges):
        return theory.largest_component_distribution(Bernoulli(n, ensemble.m / n**2))
    m = round(n * (n - 1) * float(ensemble.p))
    return theory.largest_component_distribution(FixedEdges(n, m, self_loops=False))


def accuracy_of_the_giant(ensemble: Bernoulli | FixedEdges) -> float:
    """The infinite network: a core of zeta^2 of the neurons."""
    return 0.5 + 0.5 * theory.bow_tie(ensemble).core ** 3


def silent_neurons_only(ensemble: Bernoulli | FixedEdges) -> float:
    """Inputs for the neurons that receive nothing, and one for all others."""
    n = ensemble.n
    p = float(ensemble.p) if isinstance(ensemble, Bernoulli) else ensemble.m / n**2
    return 1 + n * (1 - p) ** (n - 1)


def mean_field_layers(ensemble: Bernoulli | FixedInDegree, drive: Seeds, layers: int) -> FloatArray:
    """Layers of an infinite network: the reached fraction feeds back deterministically."""
    n, degree = ensemble.n, mean_degree(ensemble)
    reached, numbers = drive.s / n, [float(drive.s)]
    for _ in range(layers - 1):
        silent = math.exp(-degree * reached)
        after = 1 - (1 - drive.s / n) * silent
        numbers.append(n * (after - reached))
        reached = after
    return np.array(numbers)


def twice_as_many_hops(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> FloatArray:
    """Completion one synapse later."""
    late = theory.completion_time_distribution(ensemble, drive)
    shifted = np.concatenate(([0.0], late[:-1]))
    return np.append(shifted, 1 - shifted.sum())


def single_exponential(in_degree: int, driven_fraction: float, hops: int) -> float:
    """Unreached neurons die out like (1 - delta)^(K t + 1)."""
    return (1 - driven_fraction) ** (in_degree * hops + 1)


def as_many_partners_each(mean_degree: float, driven_fraction: float, hops: int) -> float:
    """Independent synapses taken for exactly as many partners each."""
    return theory.unreached_after(round(mean_degree), driven_fraction, hops)


def growth_only(mean_degree: float) -> float:
    """Only the growth of the front costs hops, ln n / ln K, not the last stragglers."""
    return math.log(8) / math.log(mean_degree)


def received_from_anybody(ensemble: TwoType) -> float:
    """Every neuron receives from somebody, of whichever kind."""
    (n_e, n_i), p = ensemble.n, ensemble.p
    total = 1.0
    for b, receivers in enumerate(ensemble.n):
        silent = (1 - p[0][b]) ** (n_e - (b == 0)) * (1 - p[1][b]) ** (n_i - (b == 1))
        total *= (1 - silent) ** receivers
    return total


def transposed_types(ensemble: TwoType, excitatory_seeds: int, inhibitory_seeds: int) -> float:
    """Rows and columns of the probabilities exchanged."""
    (ee, ei), (ie, ii) = ensemble.p
    turned = TwoType(ensemble.n, ((ee, ie), (ei, ii)))
    law = theory.two_type_reach_distribution(turned, excitatory_seeds, inhibitory_seeds)
    return float(law[-1, -1])


def independent_cycles(ensemble: Configuration) -> float:
    """Source and sink cycles counted as if no cycle could be both."""
    pairs = list(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True))
    synapses = sum(ensemble.in_degrees)
    a = sum(o for i, o in pairs if i == 1) / synapses
    b = sum(i for i, o in pairs if o == 1) / synapses
    return (1 - a) * (1 - b)


def binomial_core(mean_degree: float) -> float:
    """Every neuron in the core by itself."""
    core = theory.giant_out_fraction(mean_degree) ** 2
    return core * (1 - core)


def silent_and_unheard_rate(mean_degree: float) -> float:
    """Only silent and unheard neurons stand in the way."""
    return 2 * math.log1p(-math.exp(-mean_degree))


def other_ways(offset: float, ways: int) -> float:
    """One way of being left out taken for two, and the other way round."""
    return math.exp(-(3 - ways) * math.exp(-offset))


def no_long_cycle(mean_degree: float, size: int) -> float:
    """Only cycles one longer than allowed stand in the way."""
    return math.exp(-(mean_degree ** (size + 1)) / (size + 1))


def logarithms_only(n: int, failure: float) -> float:
    """The leading logarithms ln n + ln(1/failure) were already the exact inverse."""
    degree = math.log(n) - math.log(failure)
    return theory.probability_all_reached(Bernoulli(n, degree / (n - 1)), Seeds(1))
