"""Kept strength, spectral radius, its size at finite n, and designs."""

import math

import mpmath
import numpy as np
import pytest
from scipy.special import betainc

from netbounds.domains import DomainError
from netbounds.theory import information_flow, reachability
from netbounds.theory import low_rank_sparse_control as theory
from netbounds.theory.low_rank_sparse_control.kept import angle

TWELVE = dict(rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("fraction", "t", "strength"),
    [
        (0.05, 0.498418975746650, 0.172168234916369),
        (0.25, 0.883170143301433, 0.622912551278365),
        (0.5, 1.15494073000503, 0.893730793878054),
        (0.75, 1.37184244870193, 0.987047802983336),
    ],
)
def test_the_quarter_circle_is_cut_where_it_should(fraction, t, strength) -> None:
    assert angle(fraction) == pytest.approx(t, **TWELVE)
    assert theory.kept_strength(fraction, "glorot") == pytest.approx(strength, **TWELVE)
    assert theory.smallest_kept_singular_value(fraction) == pytest.approx(2 * math.cos(t), **TWELVE)


@pytest.mark.parametrize("fraction", [1e-12, 1e-6, 1e-3, 0.04])
def test_tiny_fractions_keep_their_digits(fraction) -> None:
    with mpmath.workdps(60):
        exact = theory.kept_strength.reference(fraction, "glorot")
    assert theory.kept_strength(fraction, "glorot") == pytest.approx(float(exact), **TWELVE)


def test_the_inverse_of_kept_strength_is_its_inverse() -> None:
    for kind in ("glorot", "orthogonal"):
        for fraction in (1e-9, 0.01, 0.3, 0.999, 1.0):
            strength = theory.kept_strength(fraction, kind)
            back = theory.kept_strength.inverse(strength, initialisation=kind)
            assert back == pytest.approx(fraction, rel=1e-9)


def test_truncation_keeps_the_largest_singular_values_of_a_drawn_matrix() -> None:
    values = np.linalg.svd(np.random.default_rng(1).normal(size=(600, 600)) / math.sqrt(600))[1]
    for fraction in (0.1, 0.5):
        kept = values[: int(600 * fraction)]
        law = theory.kept_strength(fraction, "glorot")
        assert np.sum(kept**2) / 600 == pytest.approx(law, rel=0.01)
        assert kept[-1] == pytest.approx(theory.smallest_kept_singular_value(fraction), rel=0.02)


def test_radius_depends_on_one_product_only() -> None:
    product = (1 - 0.3) * theory.kept_strength(0.4, "glorot")
    orthogonal = theory.recurrent_radius(product / 0.9, 0.1, "orthogonal")
    assert theory.recurrent_radius(0.4, 0.3, "glorot") == pytest.approx(orthogonal, **TWELVE)


def test_radius_is_the_disc_of_sparse_weights_of_the_same_size() -> None:
    """Rank changes nothing but the mean square weight."""
    n, fraction, sparsity = 500, 0.25, 0.6
    mean_square = theory.kept_strength(fraction, "glorot") / n
    disc = information_flow.bulk_radius((1 - sparsity) * n, mean_square)
    assert theory.recurrent_radius(fraction, sparsity, "glorot") == pytest.approx(disc, **TWELVE)


def test_sparsity_for_a_radius_is_the_inverse_of_the_radius() -> None:
    s = theory.sparsity_for_radius(0.4, rank_fraction=0.3, initialisation="glorot")
    assert theory.recurrent_radius(0.3, s, "glorot") == pytest.approx(0.4, **TWELVE)
    assert theory.sparsity_for_radius(1.0, rank_fraction=1.0, initialisation="glorot") == 0
    edge = theory.recurrent_radius(0.3, 0.0, "glorot")
    assert theory.sparsity_for_radius(edge, rank_fraction=0.3, initialisation="glorot") < 1e-15


def test_a_radius_out_of_reach_names_the_least_fraction() -> None:
    with pytest.raises(DomainError, match=r"rank_fraction must be >= 0.25 for a radius of 0.5"):
        theory.sparsity_for_radius(0.5, rank_fraction=0.2, initialisation="orthogonal")


def test_designs_have_the_radius_and_count_their_numbers() -> None:
    designs = theory.designs_for_radius(64, 0.5, initialisation="glorot")
    for one in designs:
        radius = theory.recurrent_radius(one.rank / 64, one.sparsity, "glorot")
        assert radius == pytest.approx(0.5, **TWELVE)
        assert one.factor_parameters == 2 * 64 * one.rank
        assert one.nonzeros == pytest.approx((1 - one.sparsity) * 64**2, **TWELVE)
    least = designs[0].rank
    assert theory.kept_strength((least - 1) / 64, "glorot") < 0.25
    assert len(designs) == 64 - least + 1


@pytest.mark.parametrize(
    ("units", "rank", "mean"), [(64, 16, 0.5429), (64, 32, 0.7539), (64, 3, 0.2287)]
)
def test_truncated_unitary_matrices_have_the_known_mean_radius(units, rank, mean) -> None:
    assert round(theory.truncated_unitary_mean_radius(units, rank), 4) == mean


def test_full_glorot_rank_has_ginibres_mean_radius() -> None:
    assert round(theory.finite_size_radius(64, 64, 0.0, "glorot"), 4) == 1.0679
    assert round(theory.finite_size_radius(32, 32, 0.0, "glorot"), 5) == 1.08050
    assert theory.finite_size_radius(64, 64, 0.0, "orthogonal") == 1
    dense = theory.finite_size_radius(64, 16, 0.0, "orthogonal")
    assert dense == theory.truncated_unitary_mean_radius(64, 16)


def test_one_eigenvalue_of_a_unitary_matrix_has_a_beta_distribution() -> None:
    for x in (0.0, 0.2, 0.9, 1.0):
        law = theory.truncated_unitary_radius_probability(x, 9, 1)
        assert law == pytest.approx(float(betainc(1, 8, x * x)), **TWELVE)
        assert law == pytest.approx(1 - (1 - x * x) ** 8, rel=1e-12, abs=1e-15)


def test_rank_one_has_the_mean_of_a_coordinate() -> None:
    assert theory.rank_one_mean_radius(64) == pytest.approx(0.100125908174901, **TWELVE)
    assert theory.rank_one_mean_radius(1) == pytest.approx(1, **TWELVE)
    assert theory.rank_one_mean_radius(2) == pytest.approx(2 / math.pi, **TWELVE)
    assert theory.rank_one_mean_radius(10**8) == pytest.approx(math.sqrt(2e-8 / math.pi), rel=1e-8)


def test_truncated_orthogonal_weights_keep_exactly_the_share_of_the_mask() -> None:
    assert theory.masked_squared_norm(16, 0.25) == 12


def test_the_masks_graph_is_strongly_connected_as_often_as_reachability_says() -> None:
    """The mask without self-loops is D(n, 1 - s): its laws are those of reachability."""
    from netbounds.ensembles import Bernoulli

    n, p = 64, 0.07
    rough = math.exp(-2 * n * (1 - p) ** (n - 1))
    assert round(rough, 4) == 0.2663
    assert round(math.exp(-2 * n * math.exp(-(n - 1) * p)), 3) == 0.211
    sharp = reachability.probability_strongly_connected(Bernoulli(n, p))
    assert sharp == pytest.approx(0.263, abs=4 * 0.010)
    # silent or unheard units are all that stands in the way, to 3 %
    assert sharp == pytest.approx(rough, rel=0.03)
    degrees = reachability.strong_connectivity_upper_bound(Bernoulli(n, 0.08))
    assert degrees == pytest.approx(math.exp(-2 * n * 0.92**63), rel=0.03)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: theory.recurrent_radius(0, 0.5, "glorot"),
        lambda: theory.recurrent_radius(1.1, 0.5, "glorot"),
        lambda: theory.recurrent_radius(0.5, 1.0, "glorot"),
        lambda: theory.recurrent_radius(0.5, -0.1, "glorot"),
        lambda: theory.recurrent_radius(0.5, 0.5, "xavier"),
        lambda: theory.finite_size_radius(8, 0, 0.5, "glorot"),
        lambda: theory.finite_size_radius(8, 9, 0.5, "glorot"),
        lambda: theory.truncated_unitary_mean_radius(8, 8),
        lambda: theory.designs_for_radius(8, 1.0, initialisation="glorot"),
        lambda: theory.designs_for_radius(8, 0.0, initialisation="glorot"),
        lambda: theory.sparsity_for_radius(0.5, rank_fraction=0.5, initialisation="he"),
        lambda: theory.kept_strength.inverse(0.0, initialisation="glorot"),
        lambda: theory.gradient_decay(1.0, 2),
        lambda: theory.stationary_variance(1.0),
        lambda: theory.memory_horizon(1.0, 0.1),
        lambda: theory.resolvent_gain(0.5, 0.5),
        lambda: theory.loop_stability_probability(0.9, -0.1, 0.5),
        lambda: theory.loop_stability_bound(1.0, 0.1, 0.5),
        lambda: theory.loop_gain_bound(0.5, 1.0, 1.0, 1.0),
        lambda: theory.strongest_feedback(0.4, plant=0.9, radius=0.5),
        lambda: theory.sparsity_for_norm(0.0, rank_fraction=0.5, initialisation="glorot"),
        lambda: theory.cfc_jacobian_bound(-1.0, 0.0),
    ],
)
def test_bad_input_is_refused_in_one_sentence(ask) -> None:
    with pytest.raises(DomainError, match="must be"):
        ask()
