"""Laws over random networks: special values, duality, spectra, timing."""

import math

import numpy as np
import pytest
from scipy.stats import kstwobign

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.graph import Graph
from netbounds.theory.information_flow import (
    bulk_radius,
    entropic_mixing_time,
    filter_chain_response,
    ginibre_mean_radius,
    ginibre_radius_probability,
    kesten_mckay_share,
    mean_weight_outlier,
    mixing_time_of,
    unmatched_fraction,
)


@pytest.mark.parametrize(
    ("mean_degree", "share"),
    [
        (1, 0.455938092676),
        (2, 0.216073573046),
        (3, 0.072312542115),
        (4, 0.022159688181),
        (6, 0.002599852553),
    ],
)
def test_unmatched_share_of_bernoulli_graphs(mean_degree, share):
    assert unmatched_fraction(Bernoulli(10**6, mean_degree / 10**6)) == pytest.approx(
        share, abs=1e-12
    )
    edges = FixedEdges(10**6, mean_degree * 10**6)
    assert unmatched_fraction(edges) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize(
    ("k", "share"),
    [(1, math.exp(-1)), (2, 0.161902559473), (3, 0.060759114611), (4, 0.020915828674)],
)
def test_unmatched_share_at_fixed_degree_does_not_care_which_side_is_fixed(k, share):
    assert unmatched_fraction(FixedInDegree(1000, k)) == pytest.approx(share, abs=1e-12)
    assert unmatched_fraction(FixedOutDegree(1000, k)) == pytest.approx(share, abs=1e-12)


def test_unmatched_share_at_in_degree_two_is_the_two_sided_fixed_point():
    """zeta (1 - zeta) with zeta = 1 - exp(-2 zeta), twice what the one-sided average gives."""
    zeta = 0.5
    for _ in range(200):
        zeta = 1 - math.exp(-2 * zeta)
    assert unmatched_fraction(FixedInDegree(50, 2)) == pytest.approx(zeta * (1 - zeta), rel=1e-12)


def test_unmatched_share_at_the_critical_degree_and_in_its_tail():
    assert unmatched_fraction(Bernoulli(1000, math.e / 1000)) == pytest.approx(0.1036383, abs=1e-7)
    assert unmatched_fraction(Bernoulli(1000, 0.03)) == pytest.approx(math.exp(-30), rel=1e-9)


def test_unmatched_share_of_given_degrees():
    assert unmatched_fraction(Configuration((2,) * 5, (2,) * 5)) == 0
    assert unmatched_fraction(Configuration((0, 0), (0, 0))) == 1
    # stars: one neuron sends to three, all receive one
    star = Configuration((1, 1, 1, 0), (3, 0, 0, 0))
    assert unmatched_fraction(star) == pytest.approx(3 / 4, rel=1e-12)


def test_ginibre_radius_special_values():
    assert ginibre_mean_radius(500) == pytest.approx(1.03469063, abs=1e-8)
    assert ginibre_radius_probability(1.0, 1) == pytest.approx(1 - math.exp(-1), rel=1e-14)
    assert ginibre_radius_probability(0.0, 5) == 0
    assert ginibre_mean_radius(1) == pytest.approx(math.sqrt(math.pi) / 2, rel=1e-10)


def test_kesten_mckay_special_values_and_inverse():
    assert kesten_mckay_share(1.0, 3) == 0.25
    assert kesten_mckay_share(1.5, 3) == pytest.approx(2 / 3, rel=1e-15)
    assert kesten_mckay_share(1.7321, 3) == 1
    for share in (0.1, 0.5, 0.99):
        radius = kesten_mckay_share.inverse(share, 5)
        assert kesten_mckay_share(radius, 5) == pytest.approx(share, rel=1e-14)


def test_bulk_and_outlier_of_zeros_and_ones():
    assert bulk_radius(14, 1.0) == pytest.approx(math.sqrt(14), rel=1e-15)
    assert mean_weight_outlier(14, 1.0) == 14


def test_a_pulse_peaks_after_as_many_time_constants_as_synapses():
    times = np.linspace(0.01, 12, 1200)
    for d in (1, 3, 7):
        response = [filter_chain_response(float(t), d) for t in times]
        assert times[int(np.argmax(response))] == pytest.approx(d, abs=0.02)
    assert filter_chain_response(0.0, 0) == 1
    assert filter_chain_response(0.0, 2) == 0


def test_mixing_time_of_regular_graphs_and_its_inverse():
    assert entropic_mixing_time(20_000, 3) == pytest.approx(9.014543, abs=1e-6)
    assert entropic_mixing_time.inverse(5.0, 3125) == pytest.approx(5)
    neuron = np.arange(64)
    doubling = Graph(
        pre=np.repeat(neuron, 2),
        post=np.concatenate([[2 * v % 64, (2 * v + 1) % 64] for v in neuron]),
    )
    assert mixing_time_of(doubling) == pytest.approx(6)
    with pytest.raises(DomainError, match="also send"):
        mixing_time_of(Graph(pre=[0], post=[1]))
    with pytest.raises(DomainError, match="choice"):
        mixing_time_of(Graph(pre=[0, 1], post=[1, 0]))


@pytest.mark.slow
@pytest.mark.parametrize("mean_degree", [14, 50])
def test_median_radius_of_twenty_sparse_gaussian_networks_is_near_the_disc(mean_degree):
    """At n = 500 the excess over the disc is that of finite size, a few per cent."""
    rng, n, gain = np.random.default_rng(80), 500, 0.8
    radii = []
    for _ in range(20):
        kept = rng.random((n, n)) < mean_degree / n
        weights = rng.normal(scale=gain / math.sqrt(mean_degree), size=(n, n)) * kept
        radii.append(np.abs(np.linalg.eigvals(weights)).max())
    edge = bulk_radius(mean_degree, gain**2 / mean_degree)
    assert edge == pytest.approx(gain, rel=1e-14)
    assert gain * 0.95 <= np.median(radii) <= gain * 1.1


@pytest.mark.slow
def test_moduli_of_a_regular_graph_follow_kesten_and_mckay_everywhere():
    """Six sums of three permutations of 600: Kolmogorov-Smirnov, moduli come in pairs."""
    rng, n, degree = np.random.default_rng(81), 600, 3
    moduli = []
    for _ in range(6):
        matrix = np.zeros((n, n))
        for _ in range(degree):
            matrix[np.arange(n), rng.permutation(n)] += 1
        # the largest is the degree itself
        moduli += np.sort(np.abs(np.linalg.eigvals(matrix)))[:-1].tolist()
    pooled = np.sort(moduli)
    step = np.arange(len(pooled) + 1) / len(pooled)

    def chance(law):
        distance = max(np.max(law - step[:-1]), np.max(step[1:] - law))
        return kstwobign.sf(distance * math.sqrt(len(pooled) / 2))

    assert chance(np.array([kesten_mckay_share(float(r), degree) for r in pooled])) > 1e-4
    assert chance(np.minimum(1, pooled**2 / degree)) < 1e-9, "a uniform disc is told apart"
