"""Claims on drawn graphs, and what would have refuted each."""

import math

import numpy as np
import numpy.typing as npt
from scipy import stats

from netbounds.claim import Claim, distribution, mean
from netbounds.ensembles import (
    Bernoulli,
    Drive,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
)
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory

FloatArray = npt.NDArray[np.float64]
Homogeneous = Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree


def bow_tie_parts(ensemble: Homogeneous) -> FloatArray:
    """Core, upstream, downstream and rest as one array."""
    parts = theory.bow_tie(ensemble)
    return np.array([parts.core, parts.upstream, parts.downstream, parts.rest])


def undirected_bow_tie(ensemble: Homogeneous) -> FloatArray:
    """Rival: the giant as if synapses had no direction, all of it core."""
    parts = theory.bow_tie(ensemble)
    zeta = parts.core + max(parts.upstream, parts.downstream)
    return np.array([zeta, 0.0, 0.0, 1 - zeta])


def independent_neurons(ensemble: Bernoulli, drive: Drive) -> FloatArray:
    """Rival: every neuron reached by itself, with the right mean number."""
    expected = theory.expected_reached(ensemble, drive)
    seeds = drive.s if isinstance(drive, Seeds) else drive.seeds
    others = ensemble.n - seeds
    pmf = np.zeros(ensemble.n + 1)
    pmf[seeds:] = stats.binom.pmf(np.arange(others + 1), others, (expected - seeds) / others)
    return pmf


def poisson_silent(ensemble: Homogeneous) -> float:
    """Rival: a Poisson number of neurons without input, whatever the ensemble."""
    n = ensemble.n
    if isinstance(ensemble, Bernoulli):
        degree = (n - 1) * float(ensemble.p)
    else:
        degree = ensemble.m / n if isinstance(ensemble, FixedEdges) else ensemble.k
    return math.exp(-n * math.exp(-degree))


def promised(failure: float) -> float:
    """What a design for a tolerated failure promises."""
    return 1 - failure


def logarithm_only(n: int, failure: float) -> float:
    """Rival: the leading logarithms ln n + ln(1/failure) were already the exact inverse."""
    degree = math.log(n) - math.log(failure)
    return theory.probability_all_reached(Bernoulli(n, degree / (n - 1)), Seeds(1))


def designed_network_is_reached(n: int, failure: float, rng: np.random.Generator) -> bool:
    """One graph with the least mean in-degree for this failure: does one neuron reach all?"""
    degree = theory.minimum_in_degree(Bernoulli, n, failure=failure)
    return simulate.all_reached(Bernoulli(n, degree / (n - 1)), Seeds(1), rng)


CLAIMS: tuple[Claim, ...] = (
    distribution(
        "number of neurons reached",
        law=theory.reach_distribution,
        sample=simulate.reached,
        at=(
            {"ensemble": Bernoulli(30, 0.08), "drive": Seeds(2)},
            {"ensemble": Bernoulli(30, 0.05), "drive": RandomDrive(0.1)},
        ),
        rival=independent_neurons,
        trials=2048,
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
        rival=poisson_silent,
        trials=2048,
        budget=16384,
    ),
    mean(
        "least mean in-degree keeps its promise",
        law=promised,
        sample=designed_network_is_reached,
        at=({"n": 60, "failure": 0.1},),
        rival=logarithm_only,
        trials=2048,
        budget=16384,
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
        rival=undirected_bow_tie,
        systematic=lambda ensemble: 3 / ensemble.n,
        why="finite size moves the mean sizes by about one neuron (exact laws, n <= 1600)",
        trials=128,
        budget=1024,
    ),
)
