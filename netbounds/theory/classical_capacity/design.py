"""What a designer asks back: how many weights, how many patterns, what Dale's law costs."""

import math
from dataclasses import dataclass

from netbounds.domains import (
    NeuronCount,
    OpenProbability,
    PointCount,
    SignConstrainedCount,
    WeightCount,
    check,
)
from netbounds.theory.classical_capacity._binomial import fair_cdf
from netbounds.theory.classical_capacity.separability import probability_separable


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCost:
    """Weights that a task needs with free signs and with prescribed ones."""

    free: int
    signed: int

    @property
    def factor(self) -> float:
        """How many times more weights the prescribed signs need."""
        return self.signed / self.free


def least_weights(
    patterns: PointCount, confidence: OpenProbability, *, all_signs: bool = False
) -> int:
    """The fewest weights with which P patterns are separable with the wanted probability.

    Parameters
    ----------
    patterns
        P, number of patterns.
    confidence
        Wanted probability.
    all_signs
        Whether every weight has a prescribed sign (Dale's law).

    Returns
    -------
    int
        N, at least 1; a free threshold is one of them.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when `probability_separable` is. Cost O(log N) evaluations. Source: Cover (1965)
    [cover1965]_.

    Examples
    --------
    >>> least_weights(100, 0.95), least_weights(100, 0.95, all_signs=True)
    (59, 125)
    """
    check("least_weights", "patterns", patterns, PointCount)
    check("least_weights", "confidence", confidence, OpenProbability)
    fewest: int = probability_separable.inverse(confidence, patterns=patterns, all_signs=all_signs)
    return fewest


def most_patterns(
    weights: WeightCount, confidence: OpenProbability, *, sign_constrained: SignConstrainedCount = 0
) -> int:
    """The most patterns that N weights separate with the wanted probability.

    Parameters
    ----------
    weights
        N, adjustable weights.
    confidence
        Wanted probability.
    sign_constrained
        N_c, how many of them have a prescribed sign.

    Returns
    -------
    int
        P; 2N - N_c at confidence 1/2.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or more signs are prescribed than there are weights.

    Notes
    -----
    Valid when `probability_separable` is. Cost O(log P) evaluations. Source: Cover (1965)
    [cover1965]_.

    Examples
    --------
    >>> most_patterns(100, 0.5), most_patterns(100, 0.99), most_patterns(100, 0.5, sign_constrained=40)
    (200, 169, 160)
    """  # noqa: E501
    check("most_patterns", "confidence", confidence, OpenProbability)
    low, high = 0, 1  # no pattern at all is always separable
    while probability_separable(high, weights, sign_constrained) >= confidence:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = probability_separable(middle, weights, sign_constrained) >= confidence
        low, high = (middle, high) if enough else (low, middle)
    return low


def cost_of_fixed_signs(patterns: PointCount, confidence: OpenProbability) -> SignCost:
    """Dale's law doubles the weights that a task needs, and a little more for high confidence.

    Parameters
    ----------
    patterns
        P, number of patterns.
    confidence
        Wanted probability of separation.

    Returns
    -------
    SignCost
        Weights with free signs, with prescribed signs, and their ratio.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when inputs are as likely with the other sign; NOT for non-negative rates.
    Source: Amit, Wong and Campbell (1989) [amit1989]_, exact by Cover's counting.

    Examples
    --------
    >>> cost_of_fixed_signs(200, 0.5)
    SignCost(free=100, signed=200)
    """
    return SignCost(
        free=least_weights(patterns, confidence),
        signed=least_weights(patterns, confidence, all_signs=True),
    )


def least_in_degree(patterns: PointCount, neurons: NeuronCount, confidence: OpenProbability) -> int:
    r"""The fewest synapses per neuron with which every neuron of a diluted net learns P patterns.

    .. math:: \Pr[\mathrm{Bin}(P - 1, 1/2) \le K - 1]^n \ge c

    Parameters
    ----------
    patterns
        P, patterns for each of which every neuron has a fair label of its own.
    neurons
        n.
    confidence
        c, wanted probability that all of them succeed.

    Returns
    -------
    int
        K, slightly above P/2; the number of neurons enters through sqrt(P ln n) only.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when `probability_all_units_separable` is. Source: Cover (1965) [cover1965]_.

    Examples
    --------
    >>> least_in_degree(100, 1, 0.5), least_in_degree(100, 1000, 0.95)
    (50, 70)
    """
    check("least_in_degree", "patterns", patterns, PointCount)
    check("least_in_degree", "neurons", neurons, NeuronCount)
    check("least_in_degree", "confidence", confidence, OpenProbability)
    # one neuron may fail with this probability; as a difference of 1 it would be lost
    allowed = -math.expm1(math.log(confidence) / neurons)
    low, high = 0, max(patterns, 1)  # K = P always suffices
    while high - low > 1:
        middle = (low + high) // 2
        fails = fair_cdf(patterns - 1 - middle, patterns - 1)
        low, high = (low, middle) if fails <= allowed else (middle, high)
    return high
