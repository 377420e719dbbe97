"""The published graphs: what the exact law says of them, and the power of saying so."""

import pytest

from netbounds.points import ask
from netbounds.validation.reachability import published


@pytest.mark.slow
def test_all_published_densities_agree_and_every_wrong_variant_is_rejected():
    for n, rows in ((100, published._rows(published.published_densities(100))),):
        counts = [row[1] for row in rows]

        def held(law, rows=rows, counts=counts):
            return published.compare([ask(law, row[0]) for row in rows], counts)

        right = held(published.sizes)
        assert right.p > 1e-4, n
        assert abs(right.drift) < 4
        for wrong in (
            published.sizes_with_rounded_edges,
            published.sizes_without_loops,
            published.sizes_of_independent_synapses,
        ):
            assert held(wrong).p < 1e-6


def test_the_published_number_of_synapses_is_truncated():
    import numpy as np

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
    import numpy as np

    expected, observed = published._bins(np.array([4.0, 7, 3, 8, 2]), np.array([1.0, 2, 3, 4, 5]))
    assert expected.tolist() == [11, 13]
    assert observed.tolist() == [3, 12]
