"""What trained networks do, and what they do not: keep, accumulate, bear noise, obey Dale's law."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.claim import bound
from netbounds.simulate import sparse_rnn_classification as simulated

Floats = npt.NDArray[Any]


def kept_while_trained(at_times: tuple[float, ...], steps: int) -> Floats:
    """Accuracy stays up to the end of the trained window; beyond it nothing is promised."""
    return np.where(np.array(at_times) <= 0.1 * steps + 1e-9, 0.9, 0.0)


def kept_for_ever(at_times: tuple[float, ...], steps: int) -> Floats:
    """Rival: a decision once taken is kept."""
    return np.full(len(at_times), 0.9)


def lost_beyond_training(neurons: int) -> Floats:
    """At three times the trained time the decision is as good as lost.

    Small networks have few patterns, whose accuracy scatters by 0.05 around chance.
    """
    return np.array([0.75 if neurons >= 100 else 0.85])


def lost_at_once(neurons: int) -> Floats:
    """Rival: nothing at all is left of it."""
    return np.array([0.5])


def evidence_gain(neurons: int) -> Floats:
    """Longer input raises accuracy, and every further step of it the readout of + patterns."""
    return np.array([0.03 if neurons >= 100 else 0.0, 0.1, 0.0])


def large_evidence_gain(neurons: int) -> Floats:
    """Rival: the first step of input decides nothing at all."""
    return np.array([0.45, 0.1, 0.0])


def bears_noise(
    pattern_noise: tuple[float, ...] = (0.0,), neuron_noise: tuple[float, ...] = (0.0,)
) -> Floats:
    """Accuracy falls gracefully; noise of most of the input's spread leaves it above .5."""
    noise = np.add.outer(np.array(pattern_noise) / 0.4, np.array(neuron_noise) / 0.1).ravel()
    return np.interp(noise, [0.0, 0.25, 1.0], [0.8, 0.68, 0.5])


def ignores_noise(
    pattern_noise: tuple[float, ...] = (0.0,), neuron_noise: tuple[float, ...] = (0.0,)
) -> Floats:
    """Rival: noise does not matter."""
    return np.full(len(pattern_noise) * len(neuron_noise), 0.8)


def split_accuracy(first: int) -> float:
    """The difference of two equal populations is a good readout, most so with a late loss."""
    return 0.9 if first else 0.85


def split_accuracy_everywhere(first: int) -> float:
    """Rival: it is as good as the best networks."""
    return 0.99


def unbalanced_accuracy(ratio: float) -> float:
    """With four excitatory neurons to one, or free signs, the same recipe reaches less."""
    return 0.88 if ratio else 0.75


def unbalanced_at_chance(ratio: float) -> float:
    """Rival: it reaches nothing."""
    return 0.56


def dale_costs_something(neurons: int) -> float:
    """Free signs learn more patterns; three small networks scatter by 3 points."""
    return 0.0 if neurons >= 100 else -0.03


def dale_costs_much(neurons: int) -> float:
    """Rival: Dale's law halves what is learned."""
    return 0.3


_SMALL = {"neurons": 60, "mean_degree": 6, "readouts": 6}
_LARGE = {"neurons": 100, "mean_degree": 10, "readouts": 10}
_LOADS = {"load": 0.25, "epochs": 120}

CLAIMS = (
    bound(
        "a decision is kept as far as it was trained",
        law=kept_while_trained,
        sample=simulated.accuracy_at_times,
        at=(
            _SMALL | _LOADS | {"at_times": (2.0, 6.0), "steps": 20},
            _SMALL | _LOADS | {"at_times": (2.0, 5.0, 10.0), "steps": 50},
        ),
        full=(
            _LARGE | {"load": 0.5, "epochs": 300, "at_times": (2.0, 3.0, 4.0, 6.0), "steps": 20},
            _LARGE | {"load": 0.25, "epochs": 300, "at_times": (2.0, 5.0, 10.0), "steps": 50},
        ),
        rival=kept_for_ever,
        side="lower",
        trials=2,
        budget=2,
    ),
    bound(
        "a decision is lost beyond the trained time",
        law=lost_beyond_training,
        sample=simulated.accuracy_at_times,
        at=(_SMALL | _LOADS | {"at_times": (6.0,)},),
        full=(_LARGE | {"load": 0.5, "epochs": 300, "at_times": (6.0,)},),
        rival=lost_at_once,
        trials=2,
        budget=2,
    ),
    bound(
        "evidence accumulates",
        law=evidence_gain,
        sample=simulated.evidence_gains,
        at=(_SMALL | _LOADS | {"input_steps": (1, 3, 5, 7, 9)},),
        full=(_LARGE | {"load": 0.25, "epochs": 300, "input_steps": (1, 3, 5, 7, 9)},),
        rival=large_evidence_gain,
        side="lower",
        trials=2,
        budget=2,
    ),
    bound(
        "accuracy falls gracefully with noise",
        law=bears_noise,
        sample=simulated.accuracy_under_noise,
        at=(
            _SMALL | {"load": 0.5, "epochs": 120, "pattern_noise": (0.0, 0.1, 0.4)},
            _SMALL | {"load": 0.5, "epochs": 120, "neuron_noise": (0.0, 0.02, 0.1)},
        ),
        full=(
            _LARGE | {"load": 0.5, "epochs": 300, "pattern_noise": (0.0, 0.05, 0.1, 0.2, 0.4)},
            _LARGE | {"load": 0.5, "epochs": 300, "neuron_noise": (0.0, 0.01, 0.02, 0.05, 0.1)},
        ),
        rival=ignores_noise,
        side="lower",
        trials=2,
        budget=2,
    ),
    bound(
        "excitatory minus inhibitory is a readout",
        law=split_accuracy,
        sample=simulated.balanced_readout_accuracy,
        at=({"ratio": 1.0, "epochs": 100, "first": 0},),
        full=({"ratio": 1.0, "epochs": 100, "first": 11},),
        rival=split_accuracy_everywhere,
        side="lower",
        trials=1,
        budget=1,
        full_budget=8,
    ),
    bound(
        "the balanced readout needs equal populations",
        law=unbalanced_accuracy,
        sample=simulated.balanced_readout_accuracy,
        at=({"ratio": 0.0, "epochs": 100},),
        full=({"ratio": 4.0, "epochs": 100},),
        rival=unbalanced_at_chance,
        trials=1,
        budget=1,
        full_budget=4,
    ),
    bound(
        "free signs are at least as good as Dale's law",
        law=dale_costs_something,
        sample=simulated.cost_of_dale,
        at=(_SMALL | {"load": 0.5, "epochs": 100, "ratio": 4.0, "networks": 3},),
        full=(
            {
                "neurons": 100, "mean_degree": 5, "readouts": 20, "load": 0.5, "epochs": 200,
                "ratio": 4.0, "networks": 8,
            },
        ),
        rival=dale_costs_much,
        side="lower",
        trials=1,
        budget=1,
    ),
)  # fmt: skip
