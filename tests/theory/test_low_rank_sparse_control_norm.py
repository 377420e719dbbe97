"""The spectral norm: edges, closed forms, and the maximum at a quarter."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from netbounds.theory import low_rank_sparse_control as theory
from netbounds.theory.low_rank_sparse_control.norm import edge

TWELVE = dict(rel=1e-12, abs=0)
ROOT = 0.736917935116636


@pytest.mark.parametrize(
    ("kind", "fraction", "sparsity", "norm"),
    [
        ("orthogonal", 0.25, 0.5, 0.7632),
        ("orthogonal", 0.5, 0.5, 0.9713),
        ("orthogonal", 1.0, 0.5, 1.2990),
        ("glorot", 0.25, 0.5, 1.2563),
        ("glorot", 0.5, 0.5, 1.3705),
        ("glorot", 1.0, 0.9, 0.6325),
    ],
)
def test_norms_are_the_known_ones(kind, fraction, sparsity, norm) -> None:
    assert round(theory.recurrent_norm(fraction, sparsity, kind), 4) == norm


@pytest.mark.parametrize("sparsity", [1e-9, 1e-5, 0.01, 0.3, 0.77, 0.999])
def test_full_glorot_weights_are_a_smaller_glorot_matrix(sparsity) -> None:
    norm = theory.recurrent_norm(1.0, sparsity, "glorot")
    assert norm == pytest.approx(2 * math.sqrt(1 - sparsity), rel=1e-11)


def test_without_a_mask_the_norm_is_the_largest_singular_value() -> None:
    for fraction in (0.01, 0.5, 1.0):
        assert theory.recurrent_norm(fraction, 0, "glorot") == 2
        assert theory.recurrent_norm(fraction, 0, "orthogonal") == 1


@pytest.mark.parametrize("sparsity", [1e-8, 0.001, 0.05, 0.25, 0.6, 0.95])
def test_full_orthogonal_rank_has_the_closed_form(sparsity) -> None:
    closed = theory.masked_orthogonal_norm(sparsity)
    assert theory.recurrent_norm(1.0, sparsity, "orthogonal") == pytest.approx(closed, rel=1e-11)


def test_the_norm_rises_to_the_root_of_two_and_returns_to_one() -> None:
    law = theory.masked_orthogonal_norm
    assert law(0) == 1
    assert law(0.5) == pytest.approx(1.299038105676658, **TWELVE)
    assert law(0.25) == pytest.approx(math.sqrt(2), **TWELVE)
    best = minimize_scalar(lambda s: -law(s), bounds=(0.01, 0.99), method="bounded")
    assert best.x == pytest.approx(0.25, abs=1e-5)
    assert law(ROOT) == pytest.approx(1, **TWELVE)
    assert abs(np.polyval([32, -80, 85, -32], ROOT)) < 1e-12
    back = theory.sparsity_for_norm(1.0, rank_fraction=1.0, initialisation="orthogonal")
    assert back == pytest.approx(ROOT, abs=1e-10)


def test_sympy_finds_the_maximum_and_the_cubic() -> None:
    import sympy

    steps = theory.masked_orthogonal_norm.derivation().steps
    at_quarter, slope, cubic = (step.formula for step in steps[-3:])
    s = next(iter(cubic.free_symbols))
    assert at_quarter == 2
    assert slope == 0
    assert sympy.expand(cubic - (32 * s**3 - 80 * s**2 + 85 * s - 32)) == 0


def test_half_rank_is_back_at_one_where_it_is_known_to_be() -> None:
    back = theory.sparsity_for_norm(1.0, rank_fraction=0.5, initialisation="orthogonal")
    assert round(back, 4) == 0.4639


@pytest.mark.parametrize("fraction", [0.1, 0.5, 1.0])
def test_a_light_mask_raises_the_norm_like_the_root_of_its_sparsity(fraction) -> None:
    for sparsity in (1e-10, 1e-8, 1e-6):
        law = theory.recurrent_norm(fraction, sparsity, "orthogonal")
        assert law == pytest.approx(
            theory.lightly_masked_norm(fraction, sparsity), abs=3 * sparsity
        )
    # the next order differs from fraction to fraction, so it is no part of the law
    assert theory.lightly_masked_norm(0.5, 0) == 1


def test_a_weak_signal_drowns_in_the_noise_and_a_strong_one_stands_out() -> None:
    """Few large singular values in noise of variance v: 2 sqrt(v), or theta + v/theta beyond."""
    few = 1e-12
    for theta, noise in ((0.5, 0.36), (0.9, 0.36), (2.0, 1.0)):

        def resolvent(gap, theta=theta):
            return few / gap + (1 - few) / (theta**2 + gap)

        outside = theta + noise / theta if theta > math.sqrt(noise) else 2 * math.sqrt(noise)
        assert edge(theta**2, noise, resolvent) == pytest.approx(outside, rel=2e-6)


def test_the_edge_is_that_of_drawn_signal_plus_noise() -> None:
    rng = np.random.default_rng(3)
    n, sparsity, rank = 700, 0.5, 175
    q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    p, _ = np.linalg.qr(rng.normal(size=(n, rank)))
    masked = (q @ p @ p.T) * (rng.random((n, n)) > sparsity)
    drawn = np.linalg.norm(masked, 2)
    assert drawn == pytest.approx(theory.recurrent_norm(0.25, 0.5, "orthogonal"), rel=0.02)


def test_sparsity_for_a_norm_is_where_the_norm_is_crossed_for_good() -> None:
    for kind, fraction, norm in (("glorot", 0.3, 1.0), ("orthogonal", 0.8, 1.1)):
        s = theory.sparsity_for_norm(norm, rank_fraction=fraction, initialisation=kind)
        assert theory.recurrent_norm(fraction, s, kind) == pytest.approx(norm, rel=1e-9)
        assert all(theory.recurrent_norm(fraction, s + d, kind) < norm for d in (0.001, 0.01, 0.1))
    assert theory.sparsity_for_norm(2.5, rank_fraction=0.5, initialisation="glorot") == 0
