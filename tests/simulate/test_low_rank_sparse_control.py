"""Drawn weights, loops and cells, on cases whose answer is known."""

import math

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.simulate import low_rank_sparse_control as simulate
from netbounds.theory import low_rank_sparse_control as theory

KINDS = ("glorot", "orthogonal")


def rng(seed=0):
    return np.random.default_rng(seed)


def test_orthogonal_matrices_are_haar() -> None:
    """E tr Q = 0 and E (tr Q)^2 = 1; LAPACK's own Q has a mean trace of about -8 at n = 200."""
    some = rng(1)
    traces = [np.trace(simulate.low_rank_weights(60, 60, "orthogonal", some)) for _ in range(400)]
    assert abs(np.mean(traces)) < 5 / math.sqrt(400)
    assert np.mean(np.square(traces)) == pytest.approx(1, abs=5 * math.sqrt(2 / 400))
    raw = [np.trace(np.linalg.qr(some.normal(size=(60, 60)))[0]) for _ in range(50)]
    assert abs(np.mean(raw)) > 3, "the error that this test is about would be seen"


@pytest.mark.parametrize("kind", KINDS)
def test_truncated_weights_have_their_rank_and_size(kind) -> None:
    weights = simulate.low_rank_weights(40, 7, kind, rng(2))
    values = np.linalg.svd(weights)[1]
    assert values[6] > 0.5
    assert np.all(values[7:] < 1e-12)
    if kind == "orthogonal":
        assert values[:7] == pytest.approx(np.ones(7))


def test_truncation_keeps_the_largest_singular_values() -> None:
    full = simulate.low_rank_weights(30, 30, "glorot", rng(3))
    low = simulate.low_rank_weights(30, 5, "glorot", rng(3))
    expected = np.linalg.svd(full)[1]
    assert np.linalg.svd(low)[1][:5] == pytest.approx(expected[:5])
    assert np.linalg.norm(full - low, 2) == pytest.approx(expected[5])
    assert np.abs(full).max() <= math.sqrt(3 / 30)


def test_the_mask_raises_the_rank_again() -> None:
    weights = simulate.low_rank_sparse_weights(40, 3, 0.5, "glorot", rng(4))
    assert np.linalg.matrix_rank(weights) == 40


def test_masks_drop_what_they_should() -> None:
    mask = simulate.random_mask(300, 0.7, rng(5))
    assert set(np.unique(mask)) == {0, 1}
    assert mask.mean() == pytest.approx(0.3, abs=5 * math.sqrt(0.21) / 300)
    assert 0 < np.diag(mask).sum() < 300, "the diagonal is masked like the rest"
    assert simulate.random_mask(10, 0.0, rng()).all()


def test_a_counted_mask_has_the_number_that_ncps_wires() -> None:
    for sparsity in (0.0, 0.37, 0.5, 0.93):
        mask = simulate.random_mask(13, sparsity, rng(6), kind="counted")
        assert mask.sum() == round(13 * 13 * (1 - sparsity))
    degrees = simulate.random_mask(60, 0.5, rng(6), kind="counted").sum(axis=1)
    assert len(set(degrees)) > 1, "the fan-in is not fixed"


def test_both_masks_keep_the_same_squared_weights_on_average() -> None:
    some, dense = rng(7), simulate.low_rank_weights(20, 5, "glorot", rng(8))
    total = float(np.sum(dense**2))
    for kind in ("independent", "counted"):
        kept = [
            np.sum((dense * simulate.random_mask(20, 0.6, some, kind=kind)) ** 2)
            for _ in range(2000)
        ]
        law = theory.masked_squared_norm(total, 0.6)
        assert np.mean(kept) == pytest.approx(law, abs=5 * np.std(kept) / math.sqrt(2000))


@pytest.mark.parametrize("kind", KINDS)
def test_exact_cases_of_radius_and_norm(kind) -> None:
    radius = simulate.measured_radius(1, 1, 0.0, "orthogonal", rng=rng(9))
    assert radius == pytest.approx(1)
    norm = simulate.measured_norm(30, 12, 0.0, "orthogonal", rng=rng(9))
    assert norm == pytest.approx(1)
    full = simulate.measured_radius(30, 30, 0.0, "orthogonal", rng=rng(9))
    assert full == pytest.approx(1)
    assert simulate.kept_share(9, 3, 0.0, kind, rng=rng(9)) == 1


def test_rank_one_has_one_eigenvalue_and_it_is_the_trace() -> None:
    weights = simulate.low_rank_weights(12, 1, "orthogonal", rng(10))
    largest = np.abs(np.linalg.eigvals(weights)).max()
    assert simulate.rank_one_radius(12, rng=rng(10)) == pytest.approx(largest)


def test_noise_variance_solves_the_lyapunov_equation() -> None:
    from scipy.linalg import solve_discrete_lyapunov

    weights = simulate.low_rank_sparse_weights(24, 12, 0.5, "glorot", rng(11))
    covariance = solve_discrete_lyapunov(weights, np.eye(24))
    found = simulate.noise_variance(24, 12, 0.5, "glorot", rng=rng(11))
    assert found == pytest.approx(np.trace(covariance) / 24, rel=1e-9)


def test_an_unstable_network_has_no_stationary_variance() -> None:
    seeds = [s for s in range(40)
             if simulate.measured_radius(20, 20, 0.0, "glorot", rng=rng(s)) > 1.02]  # fmt: skip
    assert seeds
    assert simulate.noise_variance(20, 20, 0.0, "glorot", rng=rng(seeds[0])) == math.inf


def test_an_orthogonal_matrix_keeps_every_gradient() -> None:
    powers = simulate.powers_of_weights(16, 16, 0.0, "orthogonal", 5, rng=rng(12))
    assert powers == pytest.approx(np.ones(5))


def test_a_loop_without_feedback_is_as_stable_as_its_parts() -> None:
    assert simulate.closed_loop_is_stable(20, 10, 0.5, "orthogonal", 0.9, 0.0, rng=rng(13))
    assert not simulate.closed_loop_is_stable(20, 10, 0.5, "orthogonal", 1.1, 0.0, rng=rng(13))


def test_eigenvalues_and_stepping_agree_on_stability() -> None:
    answers = set()
    for seed in range(30):
        some = rng(seed)
        stable = simulate.closed_loop_is_stable(10, 5, 0.3, "orthogonal", 0.8, 0.6, rng=rng(seed))
        weights = simulate.low_rank_sparse_weights(10, 5, 0.3, "orthogonal", some)
        driven, read = some.standard_normal(10), some.standard_normal(10) * 0.6 / math.sqrt(10)
        y, h = 1.0, np.zeros(10)
        for _ in range(6000):
            y, h = 0.8 * y + read @ h, weights @ h + driven * y
            if not 1e-150 < abs(y) + np.abs(h).max() < 1e150:
                break
        answers.add(stable)
        assert stable == (abs(y) + np.abs(h).max() < 1e-3)
    assert answers == {True, False}


def test_a_loop_whose_gain_is_bounded_below_one_is_stable() -> None:
    checked = 0
    for seed in range(200):
        loop = simulate.draw_loop(6, 0.3, "orthogonal", rng(seed))
        norms = (float(np.linalg.norm(loop[k], 2)) for k in ("weights", "driven", "read"))
        if theory.loop_gain_bound(loop["plant"], *norms) < 1:
            matrix = np.block([[np.array([[loop["plant"]]]), loop["read"][None]],
                               [loop["driven"][:, None], loop["weights"]]])  # fmt: skip
            assert np.abs(np.linalg.eigvals(matrix)).max() < 1
            checked += 1
    assert checked > 10


def test_the_jacobian_by_differences_is_that_of_the_law_and_below_its_bound() -> None:
    for seed in range(40):
        drawn = simulate.draw_norms(9, 3, 0.4, rng(seed))
        cell = drawn.pop("cell")
        assert simulate.cfc_jacobian_by_differences(**cell) == pytest.approx(
            theory.cfc_jacobian(**cell), rel=1e-12, abs=1e-14
        )
        assert simulate.jacobian_norm(cell) <= theory.cfc_jacobian_bound(**drawn)


def test_the_norm_rises_and_falls_while_the_radius_only_falls() -> None:
    """Means over drawn matrices of 96 units, as the sheet of numbers has them at 256."""
    sparsities, some = (0.05, 0.1, 0.25, 0.4, 0.6, 0.75), rng(14)
    ask = {"n": 96, "rank": 96, "initialisation": "orthogonal", "rng": some}
    norms = [
        np.mean([simulate.measured_norm(sparsity=s, **ask) for _ in range(12)]) for s in sparsities
    ]
    radii = [
        np.mean([simulate.measured_radius(sparsity=s, **ask) for _ in range(6)]) for s in sparsities
    ]
    assert 0.15 <= sparsities[int(np.argmax(norms))] <= 0.4
    assert 1.34 <= max(norms) <= 1.43
    assert np.all(np.diff(radii) < 0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: simulate.low_rank_weights(8, 0, "glorot", rng()),
        lambda: simulate.low_rank_weights(8, 9, "orthogonal", rng()),
        lambda: simulate.low_rank_weights(8, 2.5, "orthogonal", rng()),
        lambda: simulate.low_rank_weights(0, 1, "orthogonal", rng()),
        lambda: simulate.low_rank_weights(8, 4, "he", rng()),
        lambda: simulate.random_mask(8, 1.0, rng()),
        lambda: simulate.random_mask(8, -0.1, rng()),
        lambda: simulate.random_mask(8, 0.5, rng(), kind="fixed"),
        lambda: simulate.low_rank_sparse_weights(8, 4, 1.0, "glorot", rng()),
    ],
)
def test_bad_input_is_refused(ask) -> None:
    with pytest.raises(DomainError, match="must be"):
        ask()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "fraction", "sparsity", "norm"),
    [
        ("orthogonal", 0.25, 0.5, 0.7667),
        ("orthogonal", 0.5, 0.5, 0.9640),
        ("orthogonal", 1.0, 0.5, 1.2808),
        ("glorot", 0.25, 0.5, 1.2510),
        ("glorot", 0.5, 0.5, 1.3676),
    ],
)
def test_400_units_are_near_both_laws(kind, fraction, sparsity, norm) -> None:
    """Five draws each, with the norms that another implementation found at this size."""
    some, rank = rng(15), round(400 * fraction)
    drawn = [simulate.low_rank_sparse_weights(400, rank, sparsity, kind, some) for _ in range(5)]
    norms = [float(np.linalg.norm(w, 2)) for w in drawn]
    assert np.mean(norms) == pytest.approx(norm, rel=0.01)
    assert np.mean(norms) == pytest.approx(
        theory.recurrent_norm(fraction, sparsity, kind), rel=0.025
    )
    radius = np.mean([np.abs(np.linalg.eigvals(w)).max() for w in drawn])
    assert 0.99 < radius / theory.recurrent_radius(fraction, sparsity, kind) < 1.09


@pytest.mark.slow
def test_edges_run_into_the_norm_of_infinite_size() -> None:
    """Four sizes, a straight line in n^(-2/3): the root of 2 within 1.5 %."""
    some, sizes, draws = rng(16), (64, 128, 256, 512), (20, 10, 5, 3)
    norms = [
        np.mean([simulate.measured_norm(n, n, 0.25, "orthogonal", rng=some) for _ in range(count)])
        for n, count in zip(sizes, draws, strict=True)
    ]
    slope, intercept = np.polyfit([n ** (-2 / 3) for n in sizes], norms, 1)
    assert slope < 0
    assert intercept == pytest.approx(math.sqrt(2), rel=0.015)
