"""Laws and rivals in the form in which claims call them: one function of a point's names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from netbounds.graph import Graph, hops
from netbounds.simulate import correlated_memory_capacity as simulate
from netbounds.theory import correlated_memory_capacity as theory

FloatArray = NDArray[np.float64]


def exact_function(
    weights: Sequence[Sequence[float]], inputs: Sequence[float], delays: int
) -> FloatArray:
    """Memory function from the eigenvalues of W."""
    return theory.memory_capacity(weights, inputs, orientation="post-pre", delays=delays).function


def function_of_network(
    delays: Sequence[int], n: int, density: float, radius: float, seed: int
) -> FloatArray:
    """Memory function of the sparse network of that number, at some delays."""
    w, u = simulate.sparse_reservoir(n, density, radius, seed)
    found = theory.memory_capacity(w, u, orientation="post-pre", delays=max(delays) + 1)
    return found.function[list(delays)]


def function_of_moduli(
    delays: Sequence[int], n: int, density: float, radius: float, seed: int
) -> FloatArray:
    """The same, if only the moduli of the eigenvalues mattered."""
    w, _ = simulate.sparse_reservoir(n, density, radius, seed)
    return moduli_only(w.tolist(), max(delays) + 1)[list(delays)]


def perfect_taps(readouts: int, delays: int) -> FloatArray:
    """Each readout holds one input, the newest ones first."""
    return np.where(np.arange(delays) < readouts, 1.0, 0.0)


def fermi_allowance(readouts: int, n: int) -> float:
    """Terms of order L/n, the largest for orthogonal weights."""
    return 1.5 * readouts / n


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


def fisher_allowance(readout_fraction: float, radius: float, n: int, delays: int) -> FloatArray:
    """Relative 5/n up to delay 3, twice that beyond."""
    share = np.where(np.arange(delays) < 4, 5 / n, 10 / n)
    return np.asarray(share * readout_curve(readout_fraction, radius, delays))


def readout_capacities(readouts: Sequence[int], n: int, radius: float, signal: float) -> FloatArray:
    """Full law, for each readout size."""
    return np.array([theory.readout_memory_capacity(k, n, radius, signal) for k in readouts])


def decoupled_capacities(
    readouts: Sequence[int], n: int, radius: float, signal: float
) -> FloatArray:
    """Signal correlations only."""
    return np.array([theory.decoupled_memory_capacity(k, n, radius, signal) for k in readouts])


def independent_capacities(readouts: Sequence[int], n: int, signal: float) -> FloatArray:
    """No correlations at all."""
    return np.array([theory.independent_memory_capacity(k, n, signal) for k in readouts])


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


SERIES = 10


def stratified_inputs(length: int) -> FloatArray:
    """Fixed input series of the theory, (SERIES, length): one normal value from each quantile.

    Their order is random. Against independent values this halves the scatter of cubic capacities,
    which the few largest inputs dominate.
    """
    rng = np.random.default_rng(2025)
    ranks = np.array([rng.permutation(length) for _ in range(SERIES)])
    return np.asarray(ndtri((ranks + rng.random(ranks.shape)) / length))


def kernels(
    readouts: int, gain: float, input_scale: float, noise: float
) -> Iterator[theory.RecurrentKernel]:
    """Recurrent kernels of the input series, one after the other, long enough for the readouts."""
    for s in stratified_inputs(max(660, 8 * readouts) + 100):
        yield theory.recurrent_kernel(
            s, gain=gain, input_scale=input_scale, noise=noise, washout=100
        )


@lru_cache(maxsize=64)
def kernel_draws(
    readouts: tuple[int, ...], gain: float, input_scale: float, noise: float, delays: int,
    degrees: tuple[int, ...],
) -> tuple[FloatArray, FloatArray]:  # fmt: skip
    """Kernel law of every input series, and the same without private variance.

    Both (SERIES, degrees, readouts), for Hermite targets of each degree.
    """
    found: tuple[list[FloatArray], list[FloatArray]] = ([], [])
    for kernel in kernels(max(readouts), gain, input_scale, noise):
        x = kernel.delayed(delays)
        targets = {1: x, 3: (x**3 - 3 * x) / np.sqrt(6)}
        for one, rows in zip((kernel, replace(kernel, private_variance=0.0)), found, strict=True):
            totals = [
                [one.capacities(targets[p], size, mean_square=1.0).sum() for size in readouts]
                for p in degrees
            ]
            rows.append(np.array(totals))
    return np.array(found[0]), np.array(found[1])


def kernel_capacities(
    readouts: tuple[int, ...], gain: float, input_scale: float, noise: float, delays: int,
    degrees: tuple[int, ...],
) -> FloatArray:  # fmt: skip
    """Kernel law for Hermite targets of each degree and readout size, (degrees, readouts)."""
    draws, _ = kernel_draws(readouts, gain, input_scale, noise, delays, degrees)
    return np.asarray(draws.mean(axis=0))


def synchronised_capacities(
    readouts: tuple[int, ...], gain: float, input_scale: float, noise: float, delays: int,
    degrees: tuple[int, ...],
) -> FloatArray:  # fmt: skip
    """Kernel law that takes chaos for a function of the input."""
    _, draws = kernel_draws(readouts, gain, input_scale, noise, delays, degrees)
    return np.asarray(draws.mean(axis=0))


def independent_total(
    readouts: Sequence[int], gain: float, input_scale: float, noise: float, degrees: Sequence[int]
) -> FloatArray:
    """Independent neurons: capacity proportional to the readout (none beyond linear memory)."""
    response = theory.linear_response(gain=gain, input_scale=input_scale, noise=noise)
    share = response.signal_power / response.innovation
    return np.asarray(np.outer([share if p == 1 else 0.0 for p in degrees], readouts))


def kernel_allowance(
    readouts: tuple[int, ...], gain: float, input_scale: float, noise: float, delays: int,
    degrees: tuple[int, ...], n: int,
) -> FloatArray:  # fmt: skip
    """Relative 4 % and L/(2n), and 4 standard errors of the average over input series."""
    draws, _ = kernel_draws(readouts, gain, input_scale, noise, delays, degrees)
    scatter = draws.std(axis=0, ddof=1) / np.sqrt(SERIES)
    return np.asarray(draws.mean(axis=0) * (0.04 + np.array(readouts) / (2 * n)) + 4 * scatter)


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


def summed(readouts: int, targets: int, samples: int) -> FloatArray:
    """Expected plain and adjusted sums when half of the readouts are perfect taps."""
    true = readouts / 2
    return np.array([theory.expected_raw_capacity(true, targets, samples, readouts), true])


def true_sum(readouts: int) -> FloatArray:
    """Sums without chance."""
    return np.full(2, readouts / 2)


def rank_bound(readouts: Sequence[int]) -> FloatArray:
    """No readout computes more than it has neurons."""
    return np.array(readouts, dtype=float)


def four_fifths(readouts: Sequence[int]) -> FloatArray:
    """A bound that few readouts exceed."""
    return 0.8 * np.array(readouts, dtype=float)


def nine_tenths(readouts: Sequence[int]) -> FloatArray:
    """Few readouts compute at least this much of what was looked at."""
    return 0.9 * np.array(readouts, dtype=float)


def all_spent(readouts: Sequence[int]) -> FloatArray:
    """All of it: delays and orders that were not looked at take their part."""
    return 0.99 * np.array(readouts, dtype=float)


def no_growth_beyond_two() -> float:
    """Sixteen times the readout does not double linear memory."""
    return 2.0


def odd_orders(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Odd functions of the input have no even part."""
    return tuple(p for p, _ in degrees if p % 2)


def every_order(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Even parts too."""
    return tuple(p for p, _ in degrees)


def by_order(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Lower orders first."""
    return tuple(sorted(p for p, _ in degrees))


def reversed_order(degrees: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Higher orders first."""
    return tuple(sorted((p for p, _ in degrees), reverse=True))
