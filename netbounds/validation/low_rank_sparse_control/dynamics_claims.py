"""Claims on gradients, noise, closed loops and CfC cells."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.claim import Claim, bound, identity, mean
from netbounds.simulate import low_rank_sparse_control as simulate
from netbounds.simulate.low_rank_sparse_control.weights import Initialisation
from netbounds.theory import low_rank_sparse_control as theory
from netbounds.validation.low_rank_sparse_control.spectrum_claims import points

Floats = NDArray[np.float64]


def _radius(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> float:
    return theory.recurrent_radius(rank / n, sparsity, initialisation)


def _rank_alone(n: int, rank: int, sparsity: float) -> float:
    """The radius of a rival: rank r keeps r/n of the squared weights, whichever they are."""
    return math.sqrt((1 - sparsity) * rank / n)


def _decay(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> Floats:
    radius = _radius(n, rank, sparsity, initialisation)
    law = theory.gradient_decay
    return np.array([law(radius, k) for k in range(1, 5)])


def _decay_with_norm(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> Floats:
    """The rival: a gradient decays with the norm of the weights."""
    norm = theory.recurrent_norm(rank / n, sparsity, initialisation)
    return np.array([norm ** (2 * k) for k in (1, 2, 3, 4)])


def _few_units(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> Floats:
    return _decay(n, rank, sparsity, initialisation) * np.arange(1, 5) ** 2 / (10 * n)


def _variance(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> float:
    return theory.stationary_variance(_radius(n, rank, sparsity, initialisation))


def _variance_by_rank(n: int, rank: int, sparsity: float) -> float:
    """The rival: only the rank counts, not which directions were kept."""
    return theory.stationary_variance(_rank_alone(n, rank, sparsity))


def _resolvent(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, distance: float
) -> float:
    return theory.resolvent_gain(distance, _radius(n, rank, sparsity, initialisation))


def _normal_resolvent(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, distance: float
) -> float:
    """The rival: a normal matrix driven at the rim of its spectrum."""
    return 1 / (distance - _radius(n, rank, sparsity, initialisation)) ** 2


def _response(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    feedback_strength: float,
    steps: int,
) -> float:
    radius = _radius(n, rank, sparsity, initialisation)
    return theory.impulse_response_power(feedback_strength, radius, steps)


def _response_by_rank(
    n: int, rank: int, sparsity: float, feedback_strength: float, steps: int
) -> float:
    return theory.impulse_response_power(feedback_strength, _rank_alone(n, rank, sparsity), steps)


def _stability(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    plant: float,
    feedback_strength: float,
) -> float:
    radius = _radius(n, rank, sparsity, initialisation)
    return theory.loop_stability_probability(plant, feedback_strength, radius)


def _static_stability(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    plant: float,
    feedback_strength: float,
) -> float:
    """The rival: only constant feedback destabilises."""
    radius = _radius(n, rank, sparsity, initialisation)
    return theory.loop_stability_bound(plant, feedback_strength, radius)


def _small_controllers(n: int) -> float:
    return 1.2 / n


def _loops(
    plant: float, strengths: tuple[float, ...], *rows: tuple[int, int, float, str]
) -> tuple[dict[str, Any], ...]:
    return tuple(
        {**point, "plant": plant, "feedback_strength": strength}
        for point in points(*rows)
        for strength in strengths
    )


def _gain_bound(weights: Floats, driven: Floats, read: Floats, plant: float) -> float:
    norms = [float(np.linalg.norm(x)) for x in (driven, read)]
    return theory.loop_gain_bound(plant, float(np.linalg.norm(weights, 2)), *norms)


def _gain_by_radius(weights: Floats, driven: Floats, read: Floats, plant: float) -> float:
    """The rival: the radius instead of the norm, as if the weights were normal."""
    radius = float(np.abs(np.linalg.eigvals(weights)).max())
    norms = [float(np.linalg.norm(x)) for x in (driven, read)]
    return theory.loop_gain_bound(plant, max(radius, 1e-300), *norms)


def _jacobian_without_gate(
    first_head: Floats,
    second_head: Floats,
    first_input: Floats,
    second_input: Floats,
    gate_input: Floats,
) -> Floats:
    """The rival: the recurrent weights of the heads are all that a gradient passes."""
    return theory.cfc_jacobian(
        first_head, second_head, np.zeros_like(first_head),
        first_input=first_input, second_input=second_input, gate_input=gate_input,
    )  # fmt: skip


def _heads_alone(head_norm: float) -> float:
    """The rival: the gate does not count."""
    return theory.cfc_jacobian_bound(head_norm, 0.0)


DYNAMICS_CLAIMS: tuple[Claim, ...] = (
    mean(
        "gradients decay with the radius",
        law=_decay,
        sample=simulate.powers_of_weights,
        at=points((64, 32, 0.5, "orthogonal"), (64, 16, 0.5, "glorot"), (64, 64, 0.6, "glorot")),
        full=points((256, 128, 0.5, "orthogonal"), (256, 256, 0.5, "orthogonal")),
        rival=_decay_with_norm,
        systematic=_few_units,
        why="freeness holds to O(k^2/n)",
        trials=256,
        budget=1024,
        block=32,
    ),
    mean(
        "variance that noise builds up",
        law=_variance,
        sample=simulate.noise_variance,
        at=points((64, 32, 0.5, "orthogonal"), (64, 16, 0.5, "glorot")),
        full=points(
            (256, 128, 0.5, "orthogonal"), (256, 64, 0.5, "glorot"), (256, 256, 0.5, "orthogonal"),
            (256, 256, 0.6, "glorot"),
        ),
        rival=_variance_by_rank,
        systematic=0.01,
        why="finite n: below 0.5 % at n = 64",
        trials=128,
        budget=512,
        block=16,
    ),
    mean(
        "response to an oscillation",
        law=_resolvent,
        sample=simulate.resolvent_gain_measured,
        at=tuple(
            {**point, "distance": distance}
            for point, distance in zip(
                points((64, 32, 0.5, "orthogonal"), (64, 16, 0.5, "glorot")), (1.0, 0.8),
                strict=True,
            )
        ),
        full=tuple(
            {**point, "distance": 1.0}
            for point in points((256, 128, 0.5, "orthogonal"), (256, 256, 0.5, "orthogonal"))
        ),
        rival=_normal_resolvent,
        systematic=0.05,
        why="finite n: 1 to 2 % at n = 64, either way",
        resolution=0.15,
        trials=512,
        budget=2048,
        block=128,
    ),
    mean(
        "answers of a random controller",
        law=_response,
        sample=simulate.impulse_response_squared,
        at=tuple(
            {**point, "feedback_strength": 0.5, "steps": 2}
            for point in points((32, 16, 0.5, "orthogonal"), (32, 8, 0.5, "glorot"))
        ),
        full=tuple(
            {**point, "feedback_strength": 0.5, "steps": 4}
            for point in points((128, 64, 0.5, "orthogonal"), (128, 32, 0.5, "glorot"))
        ),
        rival=_response_by_rank,
        resolution=0.2,
        trials=768,
        budget=3072,
        block=128,
    ),
    mean(
        "loops of the same radius are stable equally often",
        law=_stability,
        sample=simulate.closed_loop_is_stable,
        # three ways to a radius of about .5, and a control of .71
        at=_loops(0.9, (0.8,), (32, 16, 0.5, "orthogonal"), (32, 32, 0.75, "orthogonal"),
                  (32, 6, 0.5, "glorot"), (32, 32, 0.5, "orthogonal")),
        full=_loops(0.9, (0.05, 0.15, 0.4, 0.8), (100, 50, 0.5, "orthogonal"),
                    (100, 100, 0.75, "orthogonal"), (100, 18, 0.5, "glorot")),
        rival=_static_stability,
        systematic=_small_controllers,
        why="finite n stabilises: +.03 at n = 32 and radius .71, in proportion to 1/n",
        resolution=0.4,
        trials=1024,
        budget=1024,
        block=64,
    ),
    bound(
        "no loop is amplified more than its norms allow",
        law=_gain_bound,
        sample=simulate.largest_loop_gain,
        draw=simulate.draw_loop,
        at=({"n": 8, "sparsity": 0.5, "initialisation": "orthogonal"},),
        full=({"n": 16, "sparsity": 0.2, "initialisation": "glorot"},),
        rival=_gain_by_radius,
        trials=256,
        full_budget=2048,
    ),
    identity(
        "Jacobian of a CfC cell",
        law=theory.cfc_jacobian,
        sample=simulate.cfc_jacobian_by_differences,
        draw=simulate.draw_cell,
        at=({"n": 8, "rank": 2, "sparsity": 0.5},),
        full=({"n": 24, "rank": 6, "sparsity": 0.8},),
        rival=_jacobian_without_gate,
        tolerance=1e-9,
        why="three terms of either sign cancel to 1e-6 of their size at most",
        trials=128,
    ),
    bound(
        "no CfC cell expands more than heads and gate allow",
        law=theory.cfc_jacobian_bound,
        sample=simulate.jacobian_norm,
        draw=simulate.draw_norms,
        at=({"n": 12, "rank": 3, "sparsity": 0.5},),
        full=({"n": 24, "rank": 24, "sparsity": 0.2},),
        rival=_heads_alone,
        trials=256,
        full_budget=2048,
    ),
)  # fmt: skip
