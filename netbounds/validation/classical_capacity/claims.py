"""Claims of the classical capacities."""

import math

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, distribution, grid, identity, mean
from netbounds.simulate import classical_capacity as simulate
from netbounds.theory import classical_capacity as theory


def _one_pattern_more(patterns: int, weights: int) -> float:
    return theory.probability_separable(patterns + 1, weights)


def _one_weight_less(patterns: int, weights: int) -> float:
    return theory.probability_separable(patterns, weights - 1)


def _signs_cost_nothing(patterns: int, weights: int) -> float:
    return theory.probability_separable(patterns, weights)


def _with_threshold(patterns: int, inputs: int) -> float:
    return theory.probability_separable(patterns, inputs + 1)


def _threshold_is_no_weight(patterns: int, inputs: int) -> float:
    return theory.probability_separable(patterns, inputs)


def _largest(weights: int, sign_constrained: int) -> NDArray[np.float64]:
    largest = theory.largest_separable_distribution(weights, sign_constrained)
    pmf: NDArray[np.float64] = largest.pmf(np.arange(int(largest.ppf(1 - 1e-12)) + 2))
    return pmf


def _largest_if_narrow(weights: int, sign_constrained: int) -> NDArray[np.float64]:
    """The rival: the same mean, but the variance of a fair coin's head count."""
    heads = 2 * (2 * weights - sign_constrained)
    k = np.arange(heads + 1)
    log = [math.lgamma(heads + 1) - math.lgamma(i + 1) - math.lgamma(heads - i + 1) for i in k]
    pmf: NDArray[np.float64] = np.exp(np.array(log) - heads * math.log(2))
    return pmf


def _sauer(patterns: int, weights: int) -> int:
    """The rival: what the dimension alone allows (Sauer's lemma)."""
    return sum(math.comb(patterns, k) for k in range(weights + 1))


def _margin_of_many(load: float) -> float:
    """The rival: the law's limit at large margin, 1 + kappa^2 = 1 / alpha."""
    return math.sqrt(max(1 / load - 1, 0.0))


def _signed_margin(load: float) -> float:
    """Kappa at which signs of every weight leave half of Gardner's capacity."""
    return theory.margin_at_load(2 * load)


def _unsigned_margin(load: float) -> float:
    return theory.margin_at_load(load)


def _fair_labels(positive_fraction: float) -> float:
    return theory.biased_label_capacity(0.5)


def _ordered(weights: int) -> float:
    return theory.cone_capacity(theory.monotone_cone_dimension(weights))


def _ordered_as_signs(weights: int) -> float:
    """The rival: ordering is weights - 1 inequalities, each as costly as a sign."""
    return theory.cone_capacity(theory.sign_cone_dimension(weights, weights - 1))


def _all_signs(weights: int) -> float:
    return theory.sign_cone_dimension(weights, weights)


def _kept(fraction: float) -> float:
    """Omega / c: squared strength per weight kept."""
    return theory.optimal_dilution_capacity(fraction) / 2


def _kept_blindly(fraction: float) -> float:
    return 1.0


def _retrieves(load: float) -> float:
    return float(theory.hopfield_overlap(load) > 0)


def _retrieves_without_feedback(load: float) -> float:
    return float(theory.diluted_overlap(load) > 0)


def _overlap_at_capacity(load: float) -> float:
    return theory.hopfield_critical_overlap()


def _linear_step(load: float, overlap: float) -> float:
    return overlap * math.sqrt(2 / (math.pi * load))


def _few_patterns(load: float, neurons: int) -> float:
    return 1 / (load * neurons)


def _one_step(load: float) -> float:
    """The rival: the overlap of the first step, as if the noise did not build up."""
    return theory.first_step_overlap(load, 1.0)


def _few_synapses(load: float, neurons: int, in_degree: int) -> float:
    return 1.2 / in_degree + 160 * load**4 * in_degree / neurons


def _bias_of_order(fraction: float, weights: int) -> float:
    return 2 / (fraction * weights)


def _finite_margin(weights: int) -> float:
    return 1.5 / weights


def _finite_signed_margin(weights: int) -> float:
    return 3 / weights


def _uneven_labels(positive_fraction: float, weights: int) -> float:
    return 0.06 / (positive_fraction**2 * weights)


CLAIMS: tuple[Claim, ...] = (
    identity(
        "dichotomies of random points, counted one by one",
        law=theory.count_dichotomies,
        sample=simulate.dichotomies_counted,
        at=grid(patterns=[4, 6], weights=[2, 3]),
        full=grid(patterns=[8, 9], weights=[2, 3, 4]),
        rival=_sauer,
    ),
    mean(
        "patterns are separable as often as coins say",
        law=theory.probability_separable,
        sample=simulate.separable,
        at=grid(patterns=[14, 17, 20, 24], weights=[10]),
        full=grid(patterns=[72, 88], weights=[40]),
        rival=_one_pattern_more,
        trials=4096,
        full_budget=8192,
    ),
    mean(
        "every weight counts",
        law=theory.probability_separable,
        sample=simulate.separable,
        at=grid(patterns=[66, 80], weights=[40]),
        full=grid(patterns=[12, 16], weights=[8]),
        rival=_one_weight_less,
        trials=1024,
        full_budget=8192,
    ),
    mean(
        "a free threshold is one weight more",
        law=_with_threshold,
        sample=simulate.separable_with_threshold,
        at=grid(patterns=[13, 16, 20], inputs=[8]),
        rival=_threshold_is_no_weight,
        trials=2048,
        full_budget=8192,
    ),
    mean(
        "prescribed signs cost half a weight each",
        law=theory.probability_separable,
        sample=simulate.separable,
        at=(
            {"patterns": 5, "weights": 10, "sign_constrained": 10},
            {"patterns": 8, "weights": 10, "sign_constrained": 10},
            {"patterns": 13, "weights": 10, "sign_constrained": 10},
            {"patterns": 11, "weights": 8, "sign_constrained": 3},
            {"patterns": 19, "weights": 12, "sign_constrained": 5},
        ),
        full=grid(patterns=[30, 40, 50], weights=[40], sign_constrained=[40]),
        rival=_signs_cost_nothing,
        trials=2048,
        full_budget=8192,
    ),
    distribution(
        "largest separable number",
        law=_largest,
        sample=simulate.largest_separable,
        at=grid(weights=[5], sign_constrained=[0, 3]),
        full=grid(weights=[20], sign_constrained=[0, 20]),
        rival=_largest_if_narrow,
        trials=2048,
        budget=4096,
        full_budget=8192,
    ),
    mean(
        "ordered weights store 2 patterns per statistical dimension",
        law=_ordered,
        sample=simulate.largest_separable_by_ordered_weights,
        at=grid(weights=[5]),
        full=grid(weights=[10, 30]),
        rival=_ordered_as_signs,
        trials=4096,
        budget=8192,
        full_budget=16384,
    ),
    mean(
        "statistical dimension of ordered weights",
        law=theory.monotone_cone_dimension,
        sample=simulate.monotone_projection_strength,
        at=grid(weights=[10, 50]),
        rival=_all_signs,
        trials=16384,
        budget=32768,
    ),
    mean(
        "strength of the best weights",
        law=_kept,
        sample=simulate.kept_strength,
        at=grid(fraction=[0.1, 0.5], weights=[1000]),
        rival=_kept_blindly,
        systematic=_bias_of_order,
        why="order statistics of N numbers are biased by O(1/(cN))",
        trials=512,
    ),
    mean(
        "largest margin",
        law=theory.margin_at_load,
        sample=simulate.largest_margin,
        at=grid(load=[0.5], weights=[200]) + grid(load=[1.0], weights=[100]),
        full=grid(load=[0.25, 1.0, 1.5], weights=[200]),
        rival=_margin_of_many,
        systematic=_finite_margin,
        why="finite N raises the margin by about 1/N; the solver stops 1e-4 short",
        trials=128,
        budget=256,
        full_budget=1024,
    ),
    mean(
        "largest margin with prescribed signs",
        law=_signed_margin,
        sample=simulate.signed_margin,
        at=grid(load=[0.25], weights=[200]),
        full=grid(load=[0.5], weights=[200]),
        rival=_unsigned_margin,
        systematic=_finite_signed_margin,
        why="finite N: half of the weights are at 0, so twice the offset of free signs, either way",
        trials=256,
        budget=512,
        full_budget=1024,
    ),
    mean(
        "rare labels are cheaper",
        law=theory.biased_label_capacity,
        sample=simulate.largest_separable_load,
        at=grid(positive_fraction=[0.3], weights=[20]),
        full=grid(positive_fraction=[0.1, 0.2, 0.3], weights=[40]),
        rival=_fair_labels,
        systematic=_uneven_labels,
        why="the fraction of rare labels fluctuates, and capacity is convex in it: O(1 / (p^2 N))",
        trials=512,
        budget=2048,
    ),
    mean(
        "a Hopfield network retrieves below its capacity only",
        law=_retrieves,
        sample=simulate.hopfield_retrieves,
        at=grid(load=[0.08], neurons=[1000]) + grid(load=[0.4], neurons=[400]),
        full=grid(load=[0.1], neurons=[3000]) + grid(load=[0.3], neurons=[1000]),
        rival=_retrieves_without_feedback,
        systematic=0.005,
        why="finite N rounds the transition: a few networks end on its other side",
        trials=512,
    ),
    mean(
        "overlap of Hopfield retrieval",
        law=theory.hopfield_overlap,
        sample=simulate.hopfield_overlap_reached,
        at=grid(load=[0.05, 0.1], neurons=[1000]),
        full=grid(load=[0.1, 0.12], neurons=[3000]),
        rival=_overlap_at_capacity,
        systematic=0.004,
        why="finite N and broken replica symmetry raise the overlap slightly",
        trials=128,
    ),
    mean(
        "first parallel step",
        law=theory.first_step_overlap,
        sample=simulate.first_step_overlap_reached,
        at=grid(load=[0.3], overlap=[0.2, 0.4], neurons=[500]),
        full=grid(load=[0.1, 0.6], overlap=[0.4], neurons=[1000]),
        rival=_linear_step,
        systematic=_few_patterns,
        why="P - 1 patterns disturb, and N is even: O(1/P)",
        trials=512,
    ),
    mean(
        "overlap of diluted retrieval",
        law=theory.diluted_overlap,
        sample=simulate.diluted_overlap_reached,
        at=grid(load=[0.2, 0.4], neurons=[5000], in_degree=[50]),
        full=grid(load=[0.2, 0.3], neurons=[20_000], in_degree=[50]),
        rival=_one_step,
        systematic=_few_synapses,
        why="a field of K P signs has ties that keep the state (1/K), loops feed back (K/N)",
        trials=16,
        budget=256,
        block=8,
    ),
)
