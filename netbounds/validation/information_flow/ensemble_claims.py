"""Laws over random networks against drawn ones: matchings, spectra, forgetting."""

import math

import numpy as np
import numpy.typing as npt

from netbounds.claim import Claim, bound, distribution, grid, mean
from netbounds.ensembles import Bernoulli, Ensemble, FixedInDegree
from netbounds.simulate import information_flow as simulate
from netbounds.theory import information_flow as theory


def tail_alone(ensemble: Bernoulli) -> float:
    """Rival: only neurons without input are drivers."""
    return math.exp(-ensemble.n * ensemble.p)


def one_sided(ensemble: Ensemble) -> float:
    """Rival: the cavity average of the literature, started from zero."""
    return theory.unmatched_fraction(ensemble) / 2  # type: ignore[arg-type]


def mean_modulus(mean_degree: float, gain: float) -> float:
    """A uniform disc has mean modulus 2/3 of its radius."""
    return theory.bulk_radius(mean_degree, gain**2 / mean_degree) * 2 / 3


def half_radius(mean_degree: float, gain: float) -> float:
    """Rival: moduli uniform from 0 to the radius."""
    return theory.bulk_radius(mean_degree, gain**2 / mean_degree) / 2


def radius_probability(x: npt.NDArray[np.float64], n: int) -> npt.NDArray[np.float64]:
    """Distribution function of the largest modulus."""
    return np.array([theory.ginibre_radius_probability(max(0.0, float(r)), n) for r in x])


def outermost_alone(x: npt.NDArray[np.float64], n: int) -> npt.NDArray[np.float64]:
    """Rival: only the outermost of the n independent moduli counts."""
    from scipy.special import gammainc

    answer: npt.NDArray[np.float64] = gammainc(n, n * np.maximum(x, 0) ** 2)
    return answer


def circular_share(degree: int, radius: float) -> float:
    """Rival: a uniform disc of radius sqrt(K)."""
    return min(1.0, radius**2 / degree)


def outlier_as_bulk(mean_degree: float, mean_weight: float) -> float:
    """Rival: no outlier, the largest modulus is the disc's edge."""
    return theory.bulk_radius(mean_degree, mean_weight**2)


def memory_before(n: int, out_degree: int, steps: int) -> float:
    """Before 0.7 of the entropic time at least 0.8 of the start is remembered."""
    return 0.8 if steps < 0.7 * theory.entropic_mixing_time(n, out_degree) else 0.0


def memory_after(n: int, out_degree: int, steps: int) -> float:
    """After 1.6 of the entropic time at most 0.05 is remembered."""
    return 0.05 if steps > 1.6 * theory.entropic_mixing_time(n, out_degree) else 1.0


def everything(steps: int) -> float:
    """Rival: nothing is forgotten."""
    return 1.0 if steps else 0.0


def nothing(steps: int) -> float:
    """Rival: everything is forgotten."""
    return 0.0 if steps else 1.0


BERNOULLI = [Bernoulli(10_000, c / 10_000) for c in (1, 2, 3)]
REGULAR = [FixedInDegree(10_000, k) for k in (1, 2, 3)]
FINITE = "leading finite-size term 10 / n, the bound of self loops and double synapses"

ENSEMBLE_CLAIMS: tuple[Claim, ...] = (
    mean(
        "drivers needed at random",
        law=theory.unmatched_fraction,
        sample=simulate.unmatched_share,
        rival=tail_alone,
        at=grid(ensemble=BERNOULLI),
        full=grid(ensemble=[Bernoulli(40_000, c / 40_000) for c in (1, 2, 3, 4)]),
        systematic=lambda ensemble: 10 / ensemble.n,
        why=FINITE,
        support=None,
        trials=64,  # one look decides, at 10 standard errors
        budget=64,
        block=32,
    ),
    mean(
        "drivers needed at fixed in-degree",
        law=theory.unmatched_fraction,
        sample=simulate.unmatched_share,
        rival=one_sided,
        at=grid(ensemble=REGULAR),
        full=grid(ensemble=[FixedInDegree(40_000, k) for k in (2, 4)]),
        systematic=lambda ensemble: 10 / ensemble.n,
        why=FINITE,
        trials=64,
        budget=512,
        block=32,
    ),
    distribution(
        "largest eigenvalue of complex Gaussian weights",
        law=radius_probability,
        sample=simulate.complex_gaussian_radius,
        rival=outermost_alone,
        at=grid(n=[20]),
        full=grid(n=[60]),
        continuous=True,
        trials=512,
        budget=4096,
        block=256,
    ),
    mean(
        "bulk of sparse Gaussian weights",
        law=mean_modulus,
        sample=simulate.mean_modulus,
        rival=half_radius,
        at=grid(n=[160], mean_degree=[50], gain=[0.7, 1.5]),
        full=grid(n=[400], mean_degree=[50], gain=[1.0]),
        systematic=lambda gain: 0.015 * gain,
        why="sparseness of relative order 1/K, seen as 1 % at K = 50 and 5 % at K = 14",
        trials=16,
        budget=64,
    ),
    mean(
        "outlier of a mean weight",
        law=theory.mean_weight_outlier,
        sample=simulate.outlier,
        rival=outlier_as_bulk,
        at=grid(n=[160], mean_degree=[20], mean_weight=[0.5, -1.0]),
        systematic=lambda mean_weight: 0.2 * abs(mean_weight),
        why="the next term is the mean weight times a number that falls with n",
        trials=32,
        budget=128,
    ),
    mean(
        "moduli of a regular graph's eigenvalues",
        law=theory.kesten_mckay_share,
        sample=simulate.regular_share,
        rival=circular_share,
        at=grid(n=[200], degree=[3], radius=[1.0, 1.4]),
        full=grid(n=[400], degree=[3], radius=[1.5]),
        systematic=0.005,
        why="one eigenvalue of n is K itself",
        trials=32,
        budget=256,
    ),
    bound(
        "a walk remembers before the entropic time",
        law=memory_before,
        sample=simulate.walk_distance,
        rival=everything,
        side="lower",
        at=grid(n=[20_000], out_degree=[3], steps=[6]),
        full=grid(n=[20_000], out_degree=[5], steps=[4]),
        trials=8,
    ),
    bound(
        "a walk has forgotten after the entropic time",
        law=memory_after,
        sample=simulate.walk_distance,
        rival=nothing,
        at=grid(n=[20_000], out_degree=[3], steps=[15]),
        full=grid(n=[20_000], out_degree=[5], steps=[10]),
        trials=8,
    ),
)
