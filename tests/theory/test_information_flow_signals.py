"""Gain and information bounds: never violated, and the traps around them."""

import itertools
import math

import numpy as np
import pytest
from support.small_graphs import WORKED, random_graphs

from netbounds.domains import DomainError
from netbounds.graph import Graph, hops
from netbounds.theory.information_flow import (
    cut_information,
    gain_bounds,
    gaussian_information,
    information_bounds,
)


def random_weights(rng, n, *, radius, signed):
    present = rng.random((n, n)) < 3 / n
    matrix = rng.uniform(0.1, 1, (n, n)) * present
    if signed:
        matrix *= rng.choice([-1, 1], (n, n))
    largest = np.abs(np.linalg.eigvals(np.abs(matrix))).max()
    return matrix * (radius / largest if largest > 0.05 else 0.5)


@pytest.mark.parametrize("signed", [False, True])
def test_gain_never_exceeds_its_bounds(signed):
    rng = np.random.default_rng(50)
    for _ in range(60):
        n = int(rng.integers(2, 40))
        matrix = random_weights(rng, n, radius=rng.uniform(0.2, 0.98), signed=signed)
        found = gain_bounds(matrix, np.arange(n), orientation="post-pre")
        exact = np.linalg.inv(np.eye(n) - matrix)
        slack = 1e-12 * np.linalg.norm(exact)
        assert np.allclose(found.gain, exact, atol=slack)
        for bound in (found.norm_bound, found.weighted_bound, found.absolute_bound):
            assert (np.abs(exact) <= bound + slack).all()
            assert not np.isnan(bound).any()
        assert (found.gain[np.isinf(found.hops)] == 0).all()
        assert (found.absolute_bound[np.isinf(found.hops)] == 0).all()
        if not signed:
            assert np.allclose(found.gain, found.absolute_bound, atol=slack)
            assert (found.gain >= found.shortest_path_gain - slack).all()


def test_weighted_bound_needs_its_scaling_factor():
    """A strong and a weak synapse in a loop: without s_post/s_pre the formula is violated."""
    loop = np.array([[0.0, 4.0], [0.01, 0.0]])
    found = gain_bounds(loop, [0, 1], orientation="post-pre")
    naive = found.radius**found.hops / (1 - found.radius)
    assert found.gain[0, 1] > 10 * naive[0, 1]
    assert (found.gain <= found.weighted_bound).all()


def test_shortest_path_gain_is_the_matching_power_of_the_weights():
    rng = np.random.default_rng(52)
    matrix = random_weights(rng, 15, radius=0.7, signed=True)
    found = gain_bounds(matrix, np.arange(15), orientation="post-pre")
    for v, u in itertools.product(range(15), repeat=2):
        if np.isfinite(found.hops[v, u]):
            power = np.linalg.matrix_power(matrix, int(found.hops[v, u]))
            assert found.shortest_path_gain[v, u] == pytest.approx(power[v, u], abs=1e-14)


def test_orientation_is_asked_for_and_means_what_it_says():
    sends = np.array([[0.0, 0.0], [0.5, 0.0]])  # W[1, 0]: neuron 0 sends to neuron 1
    assert gain_bounds(sends, [0], orientation="post-pre").gain[1, 0] == 0.5
    assert gain_bounds(sends, [0], orientation="pre-post").gain[1, 0] == 0
    with pytest.raises(DomainError, match="orientation must be"):
        gain_bounds(sends, [0])


def test_radius_of_one_or_more_is_refused_even_if_the_network_is_stable():
    rotation = np.array([[0.0, 1.2], [-1.2, 0.0]])  # eigenvalues +-1.2i: I - W is invertible
    with pytest.raises(DomainError, match=r"eigenvalues of \|W\| below 1.*spectral radius 1.2"):
        gain_bounds(rotation, [0], orientation="post-pre")
    with pytest.raises(DomainError, match="eigenvalues"):
        gain_bounds(np.array([[1.0]]), [0], orientation="post-pre")


def test_weights_that_are_not_finite_or_not_square_are_refused():
    for matrix in (np.array([[np.nan]]), np.array([[np.inf]]), np.zeros((2, 3))):
        with pytest.raises(DomainError):
            gain_bounds(matrix, [0], orientation="post-pre")
    with pytest.raises(DomainError, match="have a weight for every synapse"):
        gain_bounds(WORKED, [0])


def test_explicit_zeros_are_no_synapses():
    from scipy.sparse import csr_array

    stored = csr_array(([0.0, 0.5], ([1, 2], [0, 1])), shape=(3, 3))
    found = gain_bounds(stored, [0], orientation="post-pre")
    assert np.isinf(found.hops[1:, 0]).all()
    assert found.gain[:, 0].tolist() == [1, 0, 0]


def information(joint):
    """Mutual information in bits of a joint table."""
    rows, columns = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = joint * np.log2(joint / (rows * columns))
    return np.nansum(terms)


def held_bit_and_two_noisy_parents(steps):
    """Information that v has about X: v(t+1) = majority(v, u1, u2), flipped w.p. .001."""
    belief = np.full((2, 2), 0.25)  # joint of X and v
    for _ in range(steps):
        following = np.zeros((2, 2))
        for x, v, a, b in itertools.product(range(2), repeat=4):
            share = belief[x, v] * (0.6 if a == x else 0.4) * (0.6 if b == x else 0.4)
            major = int(v + a + b >= 2)
            following[x, major] += 0.999 * share
            following[x, 1 - major] += 0.001 * share
        belief = following
    return information(belief)


def test_recurrent_network_beats_static_percolation_but_not_the_unrolled_bound():
    """Neuron 0 holds X, 1 and 2 are noisy copies, 3 takes the majority with its own past."""
    graph = Graph(pre=[0, 0, 1, 2, 3], post=[1, 2, 3, 3, 3])
    noise = np.array([0, 0.4, 0.4, 0.001])
    static = (1 - 0.002) ** 2 * (1 - (1 - 0.04) ** 2)
    assert static == pytest.approx(0.07809, abs=1e-5)
    limit = held_bit_and_two_noisy_parents(4000)
    assert limit == pytest.approx(0.10865, abs=1e-5)
    assert limit > static, "the static bound is violated"
    found = information_bounds(graph, [0], noise, steps=30)
    for t in range(1, 30):
        # the parents exist from step 1 on, so v lags by one
        assert held_bit_and_two_noisy_parents(t) <= found.by_step[t + 1, 3] + 1e-12
    assert limit <= found.upper[3]


def test_information_is_zero_without_a_path_and_never_nan():
    found = information_bounds(WORKED, [0], 0.1)
    assert found.upper[7] == 0
    assert np.isinf(found.hops[7])
    assert not np.isnan(found.upper).any()
    assert (found.by_step[:, 0] == 1).all()
    silent = information_bounds(WORKED, [0], 0.5)
    assert silent.upper.tolist() == [1, 0, 0, 0, 0, 0, 0, 0]
    perfect = information_bounds(WORKED, [0], 0.0)
    assert perfect.upper.tolist() == [1, 1, 1, 1, 1, 1, 1, 0]


def test_information_dies_out_when_noise_times_degree_is_below_one():
    ring = Graph(pre=np.arange(12), post=(np.arange(12) + 1) % 12)
    found = information_bounds(ring, [0], 0.2)
    assert found.dies_out
    assert np.allclose(found.upper, 0.36 ** np.arange(12), rtol=1e-12)
    dense = Graph(pre=np.repeat(np.arange(6), 6), post=np.tile(np.arange(6), 6))
    assert not information_bounds(dense, [0], 0.1).dies_out


def test_bad_noise_is_refused():
    for noise in (-0.1, 1.1, float("nan"), [0.1, 0.2]):
        with pytest.raises(DomainError, match="information_bounds: noise must be"):
            information_bounds(WORKED, [0], noise)
    with pytest.raises(DomainError, match="entropy must be >= 0"):
        information_bounds(WORKED, [0], 0.1, entropy=-1.0)


def test_gaussian_information_equals_the_determinants_of_the_covariances():
    rng = np.random.default_rng(53)
    for graph, drive, _ in random_graphs(50, most=6, seed=54):
        weighted = Graph(pre=graph.pre, post=graph.post, n=graph.n, weight=rng.normal(size=graph.m))
        noise = rng.uniform(0.1, 2, graph.n)
        found = gaussian_information(weighted, drive, signal_variance=1.7, noise_variance=noise)
        matrix = np.zeros((graph.n, graph.n))
        matrix[weighted.post, weighted.pre] = weighted.weight
        response = np.linalg.inv(np.eye(graph.n) - matrix)
        feed = np.isin(np.arange(graph.n), drive).astype(float)
        for v in range(graph.n):
            loud = 1.7 * (response[v] @ feed) ** 2
            quiet = (response[v] ** 2 * noise).sum()
            assert found[v] == pytest.approx(math.log((loud + quiet) / quiet) / 2, abs=1e-9)
        assert (found[hops(graph, drive) < 0] == 0).all()


# x_w = xi_w, x_s = U + x_w + xi_s, x_v = x_s - x_w + xi_v; neurons w = 0, s = 1, v = 2
COMMON_NOISE = Graph(pre=[0, 1, 0], post=[1, 2, 2], weight=[1.0, 1.0, -1.0])
VARIANCES = dict(signal_variance=1.0, noise_variance=[100.0, 0.1, 0.1])


def test_cutting_all_directed_paths_is_not_enough():
    exact = gaussian_information(COMMON_NOISE, [1], **VARIANCES)
    assert exact[1] == pytest.approx(0.0049702, abs=1e-7)
    assert exact[2] == pytest.approx(0.8958797, abs=1e-7)
    with pytest.raises(DomainError, match="not be fed by a neuron that also feeds the target"):
        cut_information(COMMON_NOISE, [1], cut=[1], target=2, **VARIANCES)
    right = cut_information(COMMON_NOISE, [1], cut=[0, 1], target=2, **VARIANCES)
    assert right >= exact[2]


def test_feedback_from_behind_the_cut_is_refused():
    loop = Graph(pre=[1, 0], post=[0, 1], weight=[-1.0, 4.0])
    exact = gaussian_information(loop, [0], signal_variance=1, noise_variance=1)
    assert exact.tolist() == pytest.approx([0.2027, 0.3316], abs=1e-4)
    with pytest.raises(DomainError, match="cut must not be fed"):
        cut_information(loop, [0], cut=[0], target=1, signal_variance=1, noise_variance=1)


def test_admissible_cuts_bound_the_information_of_random_networks():
    rng = np.random.default_rng(55)
    admissible = 0
    for graph, drive, _ in random_graphs(250, most=6, seed=56):
        weighted = Graph(pre=graph.pre, post=graph.post, n=graph.n, weight=rng.normal(size=graph.m))
        noise = rng.uniform(0.1, 2, graph.n)
        known = dict(signal_variance=1.0, noise_variance=noise)
        exact = gaussian_information(weighted, drive, **known)
        for size in (1, 2):
            for cut in itertools.combinations(range(graph.n), size):
                for target in range(graph.n):
                    try:
                        bound = cut_information(weighted, drive, cut=cut, target=target, **known)
                    except DomainError:
                        continue
                    admissible += 1
                    assert exact[target] <= bound + 1e-9
    assert admissible > 200


def test_cut_that_does_not_separate_is_refused():
    chain = Graph(pre=[0, 1, 0], post=[1, 2, 2], weight=[1.0, 1.0, 1.0], names=["a", "b", "c"])
    with pytest.raises(
        DomainError, match=r"separate the drive from the target, got.*driven neuron a"
    ):
        cut_information(chain, ["a"], cut=["b"], target="c", signal_variance=1, noise_variance=1)
    for variance in (0, -1, float("nan")):
        with pytest.raises(DomainError, match="signal_variance must be a finite number > 0"):
            gaussian_information(chain, ["a"], signal_variance=variance, noise_variance=1)
