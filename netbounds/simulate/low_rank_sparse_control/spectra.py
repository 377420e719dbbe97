"""Radius, norm, powers and response of drawn weights. One trial a call."""

import numpy as np
from numpy.typing import NDArray

from netbounds.simulate.low_rank_sparse_control.weights import (
    Initialisation,
    low_rank_sparse_weights,
    low_rank_weights,
    random_mask,
)

FloatArray = NDArray[np.float64]


def measured_radius(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, *, rng: np.random.Generator
) -> float:
    """Largest modulus among the eigenvalues of drawn weights."""
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    return float(np.abs(np.linalg.eigvals(weights)).max())


def measured_norm(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, *, rng: np.random.Generator
) -> float:
    """Spectral norm of drawn weights.

    Examples
    --------
    >>> round(measured_norm(20, 5, 0.0, "orthogonal", rng=np.random.default_rng(0)), 12)
    1.0
    """
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    return float(np.linalg.norm(weights, 2))


def extrapolated_norm(
    n: int,
    rank_fraction: float,
    sparsity: float,
    initialisation: Initialisation,
    *,
    rng: np.random.Generator,
) -> float:
    """Norm of two drawn matrices, of n and of n/4 units, carried on to infinite size.

    The edge of a spectrum lies n^(-2/3) from its limit; a straight line in n^(-2/3) through both
    sizes ends there. `rank_fraction` times n/4 must be whole for both to have the same.
    """
    sizes = (n, n // 4)
    ranks = (round(rank_fraction * size) for size in sizes)
    large, small = (
        measured_norm(size, rank, sparsity, initialisation, rng=rng)
        for size, rank in zip(sizes, ranks, strict=True)
    )
    farther = float((sizes[0] / sizes[1]) ** (2 / 3))
    return (farther * large - small) / (farther - 1)


def truncated_strength(
    n: int, rank_fraction: float, initialisation: Initialisation, *, rng: np.random.Generator
) -> float:
    """Sum of the squared weights of drawn truncated weights, per unit."""
    weights = low_rank_weights(n, round(rank_fraction * n), initialisation, rng)
    return float(np.sum(weights**2)) / n


def kept_share(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, *, rng: np.random.Generator
) -> float:
    """Sum of the squared weights with the mask, over that without."""
    dense = low_rank_weights(n, rank, initialisation, rng)
    masked = dense * random_mask(n, sparsity, rng)
    return float(np.sum(masked**2) / np.sum(dense**2))


def powers_of_weights(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    powers: int = 4,
    *,
    rng: np.random.Generator,
) -> FloatArray:
    """Mean squared size of W, W^2, ... per unit: the gradient through so many linear steps."""
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    power, sizes = weights, []
    for _ in range(powers):
        sizes.append(float(np.sum(power**2)) / n)
        power = power @ weights
    return np.array(sizes)


def noise_variance(
    n: int, rank: int, sparsity: float, initialisation: Initialisation, *, rng: np.random.Generator
) -> float:
    """Variance per unit that unit white noise builds up: trace of the Lyapunov solution over n."""
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    covariance, power = np.eye(n), weights
    # C = sum of W^k (W^k)^T, its number of terms doubled until the next ones vanish
    while (size := float(np.linalg.norm(power))) > 1e-8:
        if not size < 1e8:
            return float("inf")  # this network is unstable
        covariance = covariance + power @ covariance @ power.T
        power = power @ power
    return float(np.trace(covariance)) / n


def resolvent_gain_measured(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    distance: float,
    *,
    rng: np.random.Generator,
) -> float:
    """Squared response to an input of one unit at a complex frequency of that modulus."""
    weights = low_rank_sparse_weights(n, rank, sparsity, initialisation, rng)
    frequency = distance * np.exp(2j * np.pi * rng.random())
    one_unit = np.zeros(n)
    one_unit[0] = 1.0
    response = np.linalg.solve(frequency * np.eye(n) - weights, one_unit)
    return float(np.vdot(response, response).real)


def rank_one_radius(n: int, *, rng: np.random.Generator) -> float:
    """Modulus of the one eigenvalue of orthogonal weights of rank 1, as the trace."""
    return float(abs(np.trace(low_rank_weights(n, 1, "orthogonal", rng))))


def truncated_unitary_radius(n: int, rank: int, *, rng: np.random.Generator) -> float:
    """Spectral radius of a complex Haar matrix times a projection on `rank` directions."""
    parts = rng.standard_normal((2, n, n))
    q, r = np.linalg.qr(parts[0] + 1j * parts[1])
    phases = np.diag(r)
    # the corner: the n - rank eigenvalues 0 of the whole would be lost in rounding
    corner = (q * (phases / np.abs(phases)))[:rank, :rank]
    return float(np.abs(np.linalg.eigvals(corner)).max())
