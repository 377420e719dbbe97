"""The inverse question: how many synapses or neurons does a number of patterns need?"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from netbounds.answers.capacity import answer
from netbounds.answers.capacity_record import Capacity, Prediction, Rule, Setting
from netbounds.domains import refusal

_MOST_NEURONS = 10_000_000


def least_in_degree(setting: Setting, rule: Rule, patterns: int) -> Capacity:
    """The answer at the least whole in-degree with which the rule stores so many patterns.

    Raises
    ------
    DomainError
        If even full connectivity does not do it.
    """
    found = _least(
        lambda k: replace(setting, in_degree=float(k)), rule, patterns, 1, setting.neurons
    )
    if found is None:
        raise refusal(
            "capacity", "patterns", f"fit into {setting.neurons} neurons, however many synapses",
            patterns, "take more neurons, a lower accuracy or another rule",
        )  # fmt: skip
    return found


def least_neurons(setting: Setting, rule: Rule, patterns: int) -> Capacity:
    """The answer at the least number of neurons, in-degree kept, that stores so many patterns.

    Raises
    ------
    DomainError
        If ten million neurons do not do it.
    """
    fewest = max(math.ceil(setting.in_degree), math.ceil(1 / setting.readout_fraction), 2)
    found = _least(lambda n: replace(setting, neurons=n), rule, patterns, fewest, _MOST_NEURONS)
    if found is None:
        raise refusal(
            "capacity", "patterns", f"fit into {_MOST_NEURONS:,} neurons", patterns,
            "take a larger in-degree, a lower accuracy or another rule",
        )  # fmt: skip
    return found


def sweep(
    settings: Sequence[Setting], rule: Rule, told: Callable[[int], None] | None = None
) -> list[Capacity]:
    """One answer a setting; `told` hears how many are done."""
    answers = []
    for number, setting in enumerate(settings, start=1):
        answers.append(answer(setting, rule))
        if told is not None:
            told(number)
    return answers


def _least(
    at: Callable[[int], Setting], rule: Rule, patterns: int, low: int, high: int
) -> Capacity | None:
    """Bisection: all rules store more with more synapses or neurons."""

    def enough(size: int) -> bool:
        return _prediction(at(size), rule).patterns >= patterns

    if not enough(high):
        return None
    while low < high:
        middle = math.isqrt(low * high) if high > 4 * low else (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return answer(at(high), rule)


def _prediction(setting: Setting, rule: Rule) -> Prediction:
    from netbounds.answers.capacity_rules import predict
    from netbounds.theory.sparse_rnn_classification import effective_synapse_fraction

    share = effective_synapse_fraction(setting.in_degree, setting.readout_neurons)
    return predict(setting, rule, share * setting.synapses)
