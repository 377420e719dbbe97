"""A random recurrent controller around a scalar plant, step by step or by its eigenvalues.

y' = A y + K h,  h' = W h + B y,  both from the old values.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.low_rank_sparse_control.weights import (
    Initialisation,
    low_rank_sparse_weights,
)

FloatArray = NDArray[np.float64]


def _controller(
    n: int, feedback_strength: float, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """B of unit variance, K of variance kappa_b^2 / n."""
    return rng.standard_normal(n), rng.standard_normal(n) * (feedback_strength / np.sqrt(n))


def closed_loop_is_stable(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    plant: float,
    feedback_strength: float,
    *,
    rng: np.random.Generator,
) -> bool:
    """Whether all n + 1 eigenvalues of plant and controller lie inside the unit circle."""
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    driven, read = _controller(n, feedback_strength, rng)
    loop = np.block([[np.array([[plant]]), read[None, :]], [driven[:, None], weights]])
    return bool(np.abs(np.linalg.eigvals(loop)).max() < 1)


def impulse_response_squared(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    feedback_strength: float,
    steps: int,
    *,
    rng: np.random.Generator,
) -> float:
    """Squared answer of a drawn controller, `steps` steps after it was kicked; mean of 64 readouts.

    The readouts are drawn anew, weights and drive are the same for all of them.
    """
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    state, _ = _controller(n, feedback_strength, rng)
    for _ in range(steps):
        state = weights @ state
    reads = rng.standard_normal((64, n)) * (feedback_strength / np.sqrt(n))
    return float(np.mean((reads @ state) ** 2))


def draw_loop(
    n: int, sparsity: float, initialisation: Initialisation, rng: np.random.Generator
) -> dict[str, Any]:
    """Contracting weights of random rank, a plant, and a controller that finds their weak side.

    Drive and readout lie along the directions that the weights amplify most at constant input.
    """
    rank = int(rng.integers(1, n + 1))
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    weights *= rng.uniform(0.2, 0.95) / np.linalg.norm(weights, 2)
    left, _, right = np.linalg.svd(np.linalg.inv(np.eye(n) - weights))
    driven, read = rng.uniform(0.1, 2, 2)
    plant = float(rng.uniform(0, 0.95))
    return {"weights": weights, "driven": driven * right[0], "read": read * left[:, 0],
            "plant": plant}  # fmt: skip


def largest_loop_gain(
    weights: FloatArray, driven: FloatArray, read: FloatArray, plant: float
) -> float:
    """Largest modulus of the loop's transfer function over 64 frequencies of the half circle."""
    z = np.exp(1j * np.linspace(0, np.pi, 64))
    shifted = z[:, None, None] * np.eye(len(weights)) - weights
    inputs = np.broadcast_to(driven[:, None], (len(z), len(driven), 1))
    responses = np.linalg.solve(shifted, inputs.astype(complex))[:, :, 0]
    return float(np.abs(responses @ read / (z - plant)).max())
