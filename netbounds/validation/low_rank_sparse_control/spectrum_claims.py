"""Claims on the size, the radius and the norm of low-rank sparse weights."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc

from netbounds.claim import Claim, Points, distribution, grid, mean
from netbounds.simulate import low_rank_sparse_control as simulate
from netbounds.simulate.low_rank_sparse_control.weights import Initialisation
from netbounds.theory import low_rank_sparse_control as theory


def points(*rows: tuple[int, int, float, str]) -> tuple[dict[str, Any], ...]:
    """Points of n, rank, sparsity and initialisation."""
    names = ("n", "rank", "sparsity", "initialisation")
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def fractions(*rows: tuple[int, float, float, str]) -> tuple[dict[str, Any], ...]:
    """Points of n, rank fraction, sparsity and initialisation."""
    names = ("n", "rank_fraction", "sparsity", "initialisation")
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def _truncated(n: int, *rank_fractions: float) -> Points:
    return grid(n=[n], rank_fraction=rank_fractions, initialisation=["glorot"])


def _kept(sparsity: float) -> float:
    return theory.masked_squared_norm(1.0, sparsity)


def _kept_if_scaled(sparsity: float) -> float:
    """The rival: a mask scales every weight by what it keeps on average."""
    return (1 - sparsity) ** 2


def _share_of_rank(rank_fraction: float) -> float:
    """The rival: rank r keeps the share r/n, as if it did not keep the largest."""
    return rank_fraction


def _one_singular_value(n: int) -> float:
    return 0.3 / n


def _radius_if_scaled(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> float:
    """The rival: a mask scales every weight, hence the radius, by what it keeps on average."""
    dense = theory.finite_size_radius(n, rank, 0.0, "glorot")
    strength = theory.kept_strength(rank / n, initialisation)
    full = theory.kept_strength(rank / n, "glorot")
    return (1 - sparsity) * dense * math.sqrt(strength / full)


def _radius_by_rank(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> float:
    """The rival: rank r keeps the share r/n of the weights, whichever they are."""
    return theory.finite_size_radius(n, rank, sparsity, "orthogonal")


def _real_matrices(n: int, rank: int, sparsity: float, initialisation: Initialisation) -> float:
    return 0.025 * theory.finite_size_radius(n, rank, sparsity, initialisation)


def _root_mean_square(n: int) -> float:
    """The rival: the root mean square of a coordinate of a random direction."""
    return 1 / math.sqrt(n)


def _probability_below(x: ArrayLike, n: int, rank: int) -> NDArray[np.float64]:
    law = theory.truncated_unitary_radius_probability
    moduli = np.clip(np.ravel(np.asarray(x, dtype=float)), 0.0, 1.0)
    return np.array([law(float(r), n, rank) for r in moduli])


def _independent_entries(x: ArrayLike, n: int, rank: int) -> NDArray[np.float64]:
    """The rival: the corner as a matrix of independent Gaussian entries of the same variance."""
    squares = n * np.ravel(np.asarray(x, dtype=float)) ** 2
    below: NDArray[np.float64] = np.prod(gammainc(np.arange(1, rank + 1)[:, None], squares), axis=0)
    return below


def _norm_like_radius(
    rank_fraction: float, sparsity: float, initialisation: Initialisation
) -> float:
    """The rival: sparsity shrinks the norm as it shrinks the radius."""
    return math.sqrt(1 - sparsity) * theory.recurrent_norm(rank_fraction, 0.0, initialisation)


def _full_norm_like_radius(sparsity: float) -> float:
    return math.sqrt(1 - sparsity)


def _next_order(rank_fraction: float, sparsity: float, initialisation: Initialisation) -> float:
    return 0.012 * theory.recurrent_norm(rank_fraction, sparsity, initialisation)


def _next_order_at_full_rank(sparsity: float) -> float:
    return 0.012 * theory.masked_orthogonal_norm(sparsity)


_WHY_REAL = (
    "the factor of finite size is that of complex matrices, 0.5 to 2 % above real ones at r >= 16"
)
_WHY_EDGE = "the line in n^(-2/3) leaves out the next order: +0.8 % at s = .05, less elsewhere"

SPECTRUM_CLAIMS: tuple[Claim, ...] = (
    mean(
        "share of the squared weights that a mask keeps",
        law=_kept,
        sample=simulate.kept_share,
        at=points((32, 8, 0.5, "orthogonal"), (32, 8, 0.8, "glorot")),
        rival=_kept_if_scaled,
        trials=128,
        budget=1024,
    ),
    mean(
        "share of the squared weights that truncation keeps",
        law=theory.kept_strength,
        sample=simulate.truncated_strength,
        at=_truncated(64, 0.125, 0.25),
        full=_truncated(64, 0.5) + _truncated(256, 0.25),
        rival=_share_of_rank,
        systematic=_one_singular_value,
        why="finite n: -0.6 % at n = 64 and f = 1/8, in proportion to 1/n",
        trials=64,
        budget=256,
        block=16,
    ),
    mean(
        "spectral radius of masked weights",
        law=theory.finite_size_radius,
        sample=simulate.measured_radius,
        at=points(
            (64, 64, 0.5, "orthogonal"), (64, 32, 0.5, "orthogonal"),
            (64, 64, 0.5, "glorot"), (64, 32, 0.9, "glorot"), (64, 16, 0.5, "glorot"),
        ),
        full=points(
            (200, 200, 0.5, "orthogonal"), (200, 100, 0.25, "orthogonal"),
            (200, 50, 0.5, "glorot"), (200, 50, 0.9, "glorot"),
        ),
        rival=_radius_if_scaled,
        systematic=_real_matrices,
        why=_WHY_REAL,
        resolution=0.08,
        trials=96,
        budget=384,
        block=16,
    ),
    mean(
        "spectral radius of truncated weights",
        law=theory.finite_size_radius,
        sample=simulate.measured_radius,
        at=points(
            (64, 32, 0.0, "orthogonal"), (64, 16, 0.0, "glorot"), (64, 32, 0.0, "glorot"),
        ),
        full=points((64, 16, 0.0, "orthogonal"), (200, 50, 0.0, "glorot")),
        rival=_radius_by_rank,
        systematic=_real_matrices,
        why=_WHY_REAL,
        resolution=0.08,
        trials=128,
        budget=512,
        block=16,
    ),
    mean(
        "the eigenvalue of rank one",
        law=theory.rank_one_mean_radius,
        sample=simulate.rank_one_radius,
        at=grid(n=[6, 16]),
        full=grid(n=[64]),
        rival=_root_mean_square,
        resolution=0.2,
        trials=1024,
        budget=16384,
        block=512,
    ),
    distribution(
        "spectral radius of truncated unitary matrices",
        law=_probability_below,
        sample=simulate.truncated_unitary_radius,
        at=grid(n=[12], rank=[4]),
        full=grid(n=[32], rank=[16]),
        rival=_independent_entries,
        continuous=True,
        trials=4096,
        budget=8192,
        block=1024,
    ),
    mean(
        "norm, carried on to infinite size",
        law=theory.recurrent_norm,
        sample=simulate.extrapolated_norm,
        at=fractions(
            (128, 0.5, 0.5, "orthogonal"), (128, 0.25, 0.1, "orthogonal"),
            (128, 0.25, 0.5, "glorot"), (128, 1.0, 0.5, "glorot"),
        ),
        full=fractions(
            (512, 0.25, 0.5, "orthogonal"), (512, 0.5, 0.5, "orthogonal"),
            (512, 0.25, 0.5, "glorot"), (512, 0.5, 0.5, "glorot"),
        ),
        rival=_norm_like_radius,
        systematic=_next_order,
        why=_WHY_EDGE,
        trials=64,
        budget=128,
        block=8,
    ),
    mean(
        "a mask raises the norm of orthogonal weights",
        law=theory.masked_orthogonal_norm,
        sample=simulate.extrapolated_norm,
        at=fractions(
            (128, 1.0, 0.05, "orthogonal"), (128, 1.0, 0.25, "orthogonal"),
            (128, 1.0, 0.5, "orthogonal"), (128, 1.0, 0.75, "orthogonal"),
        ),
        full=fractions(
            (512, 1.0, 0.1, "orthogonal"), (512, 1.0, 0.25, "orthogonal"),
            (512, 1.0, 0.6, "orthogonal"),
        ),
        rival=_full_norm_like_radius,
        systematic=_next_order_at_full_rank,
        why=_WHY_EDGE,
        trials=64,
        budget=128,
        block=8,
    ),
)  # fmt: skip
