"""A closed-form continuous-time (CfC) cell, stepped; its Jacobian by complex differences."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.low_rank_sparse_control.weights import low_rank_sparse_weights

FloatArray = NDArray[np.float64]


def draw_cell(n: int, rank: int, sparsity: float, rng: np.random.Generator) -> dict[str, Any]:
    """Two low-rank sparse heads, a full gate at a random time gap, and a random state."""
    heads = [low_rank_sparse_weights(n, rank, sparsity, "glorot", rng) for _ in range(2)]
    gap = float(rng.uniform(0, 4))
    gates = rng.standard_normal((2, n, n)) / np.sqrt(n)
    return {
        "first_head": heads[0],
        "second_head": heads[1],
        "gate_weights": gap * gates[0] + gates[1],
        **{name: 2 * rng.standard_normal(n) for name in _INPUTS},
    }


_INPUTS = ("first_input", "second_input", "gate_input")


def cfc_jacobian_by_differences(
    first_head: FloatArray,
    second_head: FloatArray,
    gate_weights: FloatArray,
    first_input: FloatArray,
    second_input: FloatArray,
    gate_input: FloatArray,
) -> FloatArray:
    """Jacobian of the cell, column by column, from states moved by a tiny imaginary step."""
    step = 1e-30j
    columns = []
    for pre in range(len(first_input)):
        a, b, c = (
            x + step * w[:, pre]
            for x, w in (
                (first_input, first_head),
                (second_input, second_head),
                (gate_input, gate_weights),
            )
        )
        gate = 1 / (1 + np.exp(-c))
        following = (1 - gate) * np.tanh(a) + gate * np.tanh(b)
        columns.append(following.imag / step.imag)
    return np.array(columns).T


def draw_norms(n: int, rank: int, sparsity: float, rng: np.random.Generator) -> dict[str, Any]:
    """A drawn cell, and the norms of its stacked heads and of its gate."""
    cell = draw_cell(n, rank, sparsity, rng)
    heads = np.vstack([cell["first_head"], cell["second_head"]])
    return {
        "head_norm": float(np.linalg.norm(heads, 2)),
        "gate_norm": float(np.linalg.norm(cell["gate_weights"], 2)),
        "cell": cell,
    }


def jacobian_norm(cell: dict[str, Any]) -> float:
    """Spectral norm of a drawn cell's Jacobian, by differences."""
    return float(np.linalg.norm(cfc_jacobian_by_differences(**cell), 2))
