"""The published graphs: what the exact law says of them, and the power of saying so."""

import math

import numpy as np
import pytest

from netbounds.ensembles import FixedEdges
from netbounds.points import ask
from netbounds.theory import reachability as theory
from netbounds.validation.reachability import published


@pytest.mark.slow
def test_all_published_densities_agree_and_every_wrong_variant_is_rejected():
    for n, rows in (
        (100, published.one_hundred(full=True)),
        (200, published.two_hundred(full=True)),
    ):
        counts = [row[1] for row in rows]

        def held(law, rows=rows, counts=counts):
            return published.compare([ask(law, row[0]) for row in rows], counts)

        right = held(published.sizes)
        assert right.p > 1e-4, n
        assert abs(right.drift) < 4
        rounding = (published.sizes_with_rounded_edges,) if n == 100 else ()  # 200: one in 800
        for wrong in (
            *rounding,
            published.sizes_without_loops,
            published.sizes_of_independent_synapses,
        ):
            assert held(wrong).p < 1e-6


@pytest.mark.slow
def test_the_published_density_is_multiplied_by_the_square_of_the_number_of_neurons():
    # int(f * N * N) is wrong by one at seven densities; the mean sizes tell which was used
    densities = np.arange(0.5, 5 + 1e-5, 0.1) / 100
    right, wrong = [], []
    for density, f in zip(published.published_densities(100), densities, strict=True):
        other = int(f * 100 * 100)
        if other == density.edges:
            continue
        for edges, found in ((density.edges, right), (other, wrong)):
            around = FixedEdges(100, density.edges)
            law = theory.quick_largest_component_distribution(FixedEdges(100, edges), around=around)
            k = np.arange(101)
            spread = math.sqrt(law @ (k - law @ k) ** 2)
            z = (np.dot(density.counts, k) / 1000 - law @ k) * math.sqrt(1000) / spread
            found.append(z * (1 if density.edges > other else -1))
    assert len(right) == 7
    assert abs(sum(right)) / math.sqrt(7) < 2
    assert sum(wrong) / math.sqrt(7) == pytest.approx(3.8, abs=0.06)


def test_the_quick_run_compares_a_part_of_the_published_densities_and_the_full_run_all():
    for claim in published.PUBLISHED:
        few, every = claim.points(), claim.points(full=True)
        assert len(few) in (9, 11)
        assert len(every) == 46
        assert all(point in every for point in few)
    for n in (100, 200, 400):
        quick = published.drawn_again(n, full=False)
        more = published.drawn_again(n, full=True)
        assert len(quick) + len(more) == 46
        assert not [point for point in quick if point in more]


def test_drawn_graphs_meet_a_law_without_negative_entries():
    law = published.sizes_as_probabilities(100, 399)
    assert law.min() >= 0
    assert law.sum() == pytest.approx(1, abs=1e-14)
    assert np.abs(law - published.sizes(100, 399)).sum() < 1e-4


def test_the_published_number_of_synapses_is_truncated():
    densities = np.arange(0.5, 5 + 1e-5, 0.1) / 100
    for n in (100, 200):
        found = published.published_densities(n)
        assert [d.edges for d in found] == [int(f * n**2) for f in densities]
        assert all(sum(d.counts) == 1000 for d in found)
        shorter = sum(d.edges < round(d.percent / 100 * n * n) for d in found)
        assert shorter == 38


@pytest.mark.parametrize(
    ("n", "percent", "accuracy"),
    [
        (100, 1.0, "0.500215"), (100, 2.0, "0.626774"), (100, 3.0, "0.848803"),
        (100, 5.0, "0.981853"), (200, 1.0, "0.625488"), (200, 2.0, "0.945088"),
        (200, 4.0, "0.999075"), (200, 5.0, "0.999851"),
    ],
)  # fmt: skip
def test_published_mean_accuracies_are_those_of_the_histograms(n, percent, accuracy):
    from netbounds.theory.reachability import accuracy_of_sizes

    found = {d.percent: d.counts for d in published.published_densities(n)}[percent]
    assert f"{found @ accuracy_of_sizes(n) / 1000:.6f}" == accuracy


def test_bins_close_at_ten_expected_graphs_and_the_rest_joins_the_last():
    expected, observed = published._bins(np.array([4.0, 7, 3, 8, 2]), np.array([1.0, 2, 3, 4, 5]))
    assert expected.tolist() == [11, 13]
    assert observed.tolist() == [3, 12]
