"""Claims of correlated memory capacity: each law, its brute force or simulation, its rival."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, bound, distribution, grid, identity, mean
from netbounds.graph import Graph, hops
from netbounds.simulate import correlated_memory_capacity as simulate
from netbounds.theory import correlated_memory_capacity as theory

FloatArray = NDArray[np.float64]

SIZES = (5, 20, 80, 200, 400)
FEW = (10, 40)
DEGREES = ((1, 40), (3, 10), (5, 6))


def exact_function(
    weights: Sequence[Sequence[float]], inputs: Sequence[float], delays: int
) -> FloatArray:
    """Memory function from the eigenvalues of W."""
    return theory.memory_capacity(weights, inputs, orientation="post-pre", delays=delays).function


def moduli_only(weights: Sequence[Sequence[float]], delays: int) -> FloatArray:
    """What one gets if only the moduli of the eigenvalues mattered."""
    return theory.linear_memory_function(np.abs(np.linalg.eigvals(np.array(weights))), delays)


def reachable(graph: Graph, inputs: Sequence[int]) -> int:
    """What structural reachability alone would promise."""
    return int(np.count_nonzero(hops(graph, inputs) >= 0))


def ring_total(n: int, radius: float, delays: int) -> float:
    """Capacity of a ring within the delays looked at."""
    return sum(theory.ring_memory_function(radius, n, d) for d in range(delays))


def orthogonal_curve(readout_fraction: float, radius: float, delays: int) -> FloatArray:
    """Fisher memory without noise correlations."""
    memory = theory.orthogonal_fisher_memory
    return np.array([memory(readout_fraction, radius, d) for d in range(delays)])


def readout_curve(readout_fraction: float, radius: float, delays: int) -> FloatArray:
    """The correlated Fisher memory of the first delays."""
    return theory.readout_memory_curve(readout_fraction, radius, delays)


def readout_capacities(readouts: Sequence[int], n: int, radius: float, signal: float) -> FloatArray:
    """Full law, for each readout size."""
    return np.array([theory.readout_memory_capacity(k, n, radius, signal) for k in readouts])


def decoupled_capacities(
    readouts: Sequence[int], n: int, radius: float, signal: float
) -> FloatArray:
    """Signal correlations only."""
    return np.array([theory.decoupled_memory_capacity(k, n, radius, signal) for k in readouts])


def noninterfering_capacities(
    readouts: Sequence[int], n: int, radius: float, signal: float
) -> FloatArray:
    """Noise correlations, but recalled inputs use up no dimensions."""
    return np.array([theory.noninterfering_memory_capacity(k, n, radius, signal) for k in readouts])


def scatter_of_networks(
    readouts: Sequence[int], n: int, radius: float, signal: float
) -> FloatArray:
    """Allowance of 3.5 %."""
    return 0.035 * readout_capacities(readouts, n, radius, signal)


@lru_cache(maxsize=8)
def kernels(gain: float, input_scale: float, noise: float) -> tuple[theory.RecurrentKernel, ...]:
    """Recurrent kernels of three fixed input series."""
    series = np.random.default_rng(2025).standard_normal((3, 760))
    return tuple(
        theory.recurrent_kernel(s, gain=gain, input_scale=input_scale, noise=noise, washout=100)
        for s in series
    )


def kernel_capacities(
    readouts: Sequence[int], gain: float, input_scale: float, noise: float, delays: int, degree: int
) -> FloatArray:
    """Kernel law for linear or cubic targets, for each readout size."""
    found = []
    for kernel in kernels(gain, input_scale, noise):
        s = kernel.delayed(delays)
        targets = s if degree == 1 else (s**3 - 3 * s) / np.sqrt(6)
        found.append([kernel.capacities(targets, size).sum() for size in readouts])
    return np.asarray(np.mean(found, axis=0))


def synchronised_capacities(
    readouts: Sequence[int], gain: float, input_scale: float, noise: float, delays: int
) -> FloatArray:
    """Kernel law that takes chaos for a function of the input."""
    calm = [replace(k, private_variance=0.0) for k in kernels(gain, input_scale, noise)]
    found = [[k.capacities(k.delayed(delays), size).sum() for size in readouts] for k in calm]
    return np.asarray(np.mean(found, axis=0))


def independent_total(
    readouts: Sequence[int], gain: float, input_scale: float, noise: float, degree: int
) -> FloatArray:
    """Independent neurons: capacity proportional to the readout (none beyond linear memory)."""
    response = theory.linear_response(gain=gain, input_scale=input_scale, noise=noise)
    share = response.signal_power / response.innovation if degree == 1 else 0.0
    return np.array(readouts) * share


def kernel_allowance(
    readouts: Sequence[int], gain: float, input_scale: float, noise: float, delays: int,
    degree: int, n: int,
) -> FloatArray:  # fmt: skip
    """Relative 4 % and L/(2n); cubic totals scatter by 0.2 between input series."""
    law = kernel_capacities(readouts, gain, input_scale, noise, delays, degree)
    return law * (0.04 + np.array(readouts) / (2 * n)) + (0.1 if degree == 3 else 0.0)


def relative_dimension(gain: float, input_scale: float, noise: float, n: int) -> float:
    """PR/n of the driven network."""
    found = theory.linear_response(gain=gain, input_scale=input_scale, noise=noise)
    return theory.participation_ratio(found.radius, n, found.signal_share) / n


def undriven_dimension(gain: float, input_scale: float, noise: float, n: int) -> float:
    """PR/n if the shared input made no correlations."""
    found = theory.linear_response(gain=gain, input_scale=input_scale, noise=noise)
    return theory.participation_ratio(found.radius, n) / n


def null_cdf(x: FloatArray, samples: int, readouts: int) -> FloatArray:
    """Beta law of R^2."""
    return np.asarray(theory.null_capacity_distribution(samples, readouts).cdf(x))


def chi_square_cdf(x: FloatArray, samples: int, readouts: int) -> FloatArray:
    """The limit for long recordings, chi^2_L / T."""
    from scipy.stats import chi2

    return np.asarray(chi2.cdf(x * samples, readouts))


def raw_sum(readouts: int, targets: int, samples: int) -> float:
    """Expected plain sum when half of the readouts are perfect taps."""
    return theory.expected_raw_capacity(readouts / 2, targets, samples, readouts)


def true_sum(readouts: int) -> float:
    """The sum without chance."""
    return readouts / 2


def rank_bound(readouts: Sequence[int]) -> FloatArray:
    """No readout computes more than it has neurons."""
    return np.array(readouts, dtype=float)


def four_fifths(readouts: Sequence[int]) -> FloatArray:
    """A bound that few readouts exceed."""
    return 0.8 * np.array(readouts, dtype=float)


def by_order(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Lower orders first."""
    return tuple(sorted(p for p, _ in degrees))


def reversed_order(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Higher orders first."""
    return tuple(sorted((p for p, _ in degrees), reverse=True))


CLAIMS: tuple[Claim, ...] = (
    identity(
        "linear memory depends on eigenvalues only",
        law=exact_function,
        sample=simulate.gramian_memory,
        draw=simulate.small_reservoir,
        at=grid(n=[2, 4], delays=[6]),
        rival=moduli_only,
        tolerance=1e-7,
        why="floating-point eigenvalues of a matrix that is solved exactly in rationals",
        trials=12,
        full_budget=48,
    ),
    mean(
        "memory of a measured ring",
        law=ring_total,
        sample=simulate.ring_memory,
        at=grid(n=[20], radius=[0.97], steps=[20_000], delays=[60]),
        rival=lambda n: float(n),
        systematic=lambda steps: 600 / steps,
        why="residuals of recalled inputs correlate with the states over the memory time, "
        "which costs the adjusted estimate of order n D / T",
        trials=8,
        budget=64,
        full_budget=512,
    ),
    identity(
        "combinatorial capacity is the generic Krylov rank",
        law=theory.combinatorial_memory_capacity,
        sample=simulate.krylov_rank,
        draw=simulate.random_wiring,
        at=grid(n=[20, 40], mean_degree=[1.5, 3.0]),
        rival=reachable,
        trials=12,
        full_budget=48,
    ),
    mean(
        "Fisher memory of random readouts",
        law=readout_curve,
        sample=simulate.fisher_curve,
        at=grid(readout_fraction=[0.1, 0.5, 1.0], radius=[0.8], n=[200], in_degree=[0, 3],
                delays=[4]),
        rival=orthogonal_curve,
        systematic=lambda readout_fraction, radius, delays: 0.025
        * readout_curve(readout_fraction, radius, delays),
        why="terms of order 1/n: 1 % at n = 200 and delay 3, more at few readouts",
        trials=8,
        budget=64,
        full=grid(readout_fraction=[0.5, 1.0], radius=[0.5, 0.9], n=[400], in_degree=[0, 3],
                  delays=[4]),
        full_budget=64,
    ),
    mean(
        "memory capacity against readout size",
        law=readout_capacities,
        sample=simulate.covariance_memory,
        at=grid(readouts=[(5, 20, 100, 200)], n=[200], radius=[0.8], signal=[50.0]),
        rival=decoupled_capacities,
        systematic=scatter_of_networks,
        why="|W^d u|^2 scatters by 2d/n between networks, which lowers the concave sum by 2 %",
        resolution=0.1,
        trials=16,
        budget=128,
        full=grid(readouts=[SIZES], n=[400], radius=[0.9], signal=[100.0])
        + grid(readouts=[(20, 100, 400, 800)], n=[800], radius=[0.85], signal=[120.0]),
        full_budget=128,
    ),
    mean(
        "recalled inputs use up dimensions",
        law=readout_capacities,
        sample=simulate.covariance_memory,
        at=grid(readouts=[(5, 10)], n=[200], radius=[0.8], signal=[50.0]),
        rival=noninterfering_capacities,
        systematic=scatter_of_networks,
        why="|W^d u|^2 scatters by 2d/n between networks, which lowers the concave sum by 2 %",
        resolution=0.12,
        trials=16,
        budget=128,
        full=grid(readouts=[(5, 20)], n=[400], radius=[0.9], signal=[100.0]),
        full_budget=128,
    ),
    mean(
        "kernel law of few readouts",
        law=kernel_capacities,
        sample=simulate.reservoir_capacities,
        at=grid(readouts=[FEW], n=[500], steps=[6_000], gain=[0.9], input_scale=[1.0],
                noise=[0.0], delays=[40], degree=[1, 3]),
        rival=independent_total,
        systematic=kernel_allowance,
        why="corrections in L/n, scatter between the input series of the theory",
        resolution=0.25,
        trials=8,
        budget=32,
        full=grid(readouts=[(10, 40, 80)], n=[1500], steps=[20_000], gain=[0.9],
                  input_scale=[0.2], noise=[0.3], delays=[40], degree=[1]),
        full_budget=32,
    ),
    mean(
        "kernel law under chaos",
        law=kernel_capacities,
        sample=simulate.reservoir_capacities,
        at=grid(readouts=[FEW], n=[500], steps=[6_000], gain=[1.8], input_scale=[0.5],
                noise=[0.0], delays=[40], degree=[1]),
        rival=synchronised_capacities,
        systematic=kernel_allowance,
        why="corrections in L/n, scatter between the input series of the theory",
        resolution=0.25,
        trials=8,
        budget=32,
        full=grid(readouts=[(10, 40, 80)], n=[1500], steps=[20_000], gain=[1.8],
                  input_scale=[0.5], noise=[0.0], delays=[40], degree=[1]),
    ),
    mean(
        "participation ratio of a driven network",
        law=relative_dimension,
        sample=simulate.dimension_fraction,
        at=grid(gain=[0.9], input_scale=[0.1], noise=[0.3], n=[200], steps=[5_000]),
        rival=undriven_dimension,
        systematic=lambda gain, input_scale, noise, n: 0.03
        * relative_dimension(gain, input_scale, noise, n),
        why="linear response in the signal, terms of order 1/n",
        resolution=0.12,
        trials=8,
        budget=64,
        full=grid(gain=[1.1], input_scale=[0.1], noise=[0.4], n=[600], steps=[20_000]),
        full_budget=32,
    ),
    distribution(
        "chance capacity is Beta distributed",
        law=null_cdf,
        sample=simulate.null_capacity,
        at=grid(samples=[60], readouts=[20]),
        rival=chi_square_cdf,
        continuous=True,
        trials=1024,
        budget=4096,
    ),
    mean(
        "plain sums of capacities grow with the delays looked at",
        law=raw_sum,
        sample=simulate.raw_capacity,
        at=grid(readouts=[20], targets=[100], samples=[100, 400, 1600]),
        rival=true_sum,
        trials=256,
        budget=1024,
    ),
    bound(
        "no readout computes more than it has neurons",
        law=rank_bound,
        sample=simulate.total_processing,
        at=grid(readouts=[(3, 5, 10, 20, 80, 240)], degrees=[DEGREES], n=[300], steps=[20_000]),
        rival=four_fifths,
        tolerance=1e-2,
        trials=4,
    ),
    identity(
        "polynomial orders switch on one after the other",
        law=by_order,
        sample=simulate.switch_on_order,
        at=grid(degrees=[DEGREES], n=[500], steps=[20_000]),
        rival=reversed_order,
        full=grid(degrees=[(*DEGREES, (7, 4))], n=[1000], steps=[60_000]),
    ),
)  # fmt: skip
