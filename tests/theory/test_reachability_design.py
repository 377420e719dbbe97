"""How many synapses are enough: which laws are logarithmic, and which are not."""

import math

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
    TwoType,
)
from netbounds.theory import reachability as theory

least = theory.minimum_in_degree


@pytest.mark.parametrize(
    ("n", "known"), [(100, 9.419519), (200, 10.314573), (400, 11.126612), (1000, 12.126819)]
)
def test_strong_connectivity_costs_a_logarithm(n, known):
    degree = least("Bernoulli", n, failure=0.01, requirement="strongly connected")
    assert degree == pytest.approx(known, abs=1e-6)


@pytest.mark.parametrize(("n", "known"), [(100, 9), (200, 10)])
@pytest.mark.parametrize("family", [FixedInDegree, "fixed out-degree"])
def test_fixed_degrees_cost_the_same_logarithm_for_strong_connectivity(family, n, known):
    assert least(family, n, failure=0.01, requirement="strongly connected") == known


def test_fixed_in_degree_reaches_everybody_with_a_number_that_does_not_grow():
    assert [least(FixedInDegree, n, failure=0.01) for n in (60, 200, 10**6)] == [5, 5, 5]
    driven = RandomDrive(0.05)
    assert [least(FixedInDegree, n, failure=0.01, drive=driven) for n in (200, 10**5)] == [2, 2]


@pytest.mark.parametrize(("n", "known"), [(100, 5.6006), (200, 5.6574), (400, 5.6859)])
def test_accuracy_needs_a_number_that_does_not_grow(n, known):
    degree = least(Bernoulli, n, failure=0.01, requirement="accuracy")
    assert degree * n / (n - 1) == pytest.approx(known, abs=6e-5)
    assert least(Bernoulli, 10**7, failure=0.01, requirement="accuracy") == pytest.approx(
        5.714591, abs=1e-5
    )
    assert least(Bernoulli, 10**7, failure=0.1, requirement="accuracy") == pytest.approx(
        3.435665, abs=1e-5
    )


@pytest.mark.parametrize(("n", "known"), [(100, 5.4985), (200, 6.2531), (400, 6.9866)])
def test_even_odds_of_strong_connectivity_have_the_known_degrees(n, known):
    degree = least(Bernoulli, n, failure=0.5, requirement="strongly connected")
    assert degree == pytest.approx(known, abs=6e-5)


def test_exact_and_large_laws_of_fixed_degrees_meet():
    for family in (FixedInDegree, FixedOutDegree):
        for failure in (0.3, 1e-4):
            below, above = (
                least(family, n, failure=failure, requirement="strongly connected")
                for n in (150, 151)
            )
            assert above - below in (0, 1)


def test_fixed_edges_need_about_as_many_as_independent_synapses():
    exactly = least("fixed edges", 100, failure=0.1, requirement="receives")
    independent = least("Bernoulli", 100, failure=0.1, requirement="receives")
    assert exactly == pytest.approx(independent, rel=0.02)
    m = round(exactly * 100)
    assert theory.probability_all_receive(FixedEdges(100, m)) >= 0.9
    assert theory.probability_all_receive(FixedEdges(100, m - 1)) < 0.9


def test_fixed_out_degree_leaves_silent_neurons_until_the_logarithm():
    assert least(FixedOutDegree, 30, failure=0.01) == 7
    assert least(FixedOutDegree, 10**6, failure=0.01) == math.ceil(math.log(1e6 / 0.01))


@pytest.mark.parametrize(
    ("n", "requirement", "known", "digits"),
    [
        (100, "receives", 8.790357906904476, 11),
        (100, "reached", 8.790401, 6),
        (200, "reached", 9.656354, 6),
        (100, "strongly connected", 9.419519, 6),
    ],
)
def test_the_enclosed_degree_has_the_known_digits_and_bounds_the_float(
    n, requirement, known, digits
):
    ball = least.enclosure(Bernoulli, n, 0.01, requirement)
    assert float(ball.rad()) < 1e-9
    assert float(ball.mid()) == pytest.approx(known, abs=0.51 * 10.0**-digits)
    assert least(Bernoulli, n, 0.01, requirement) == pytest.approx(float(ball.mid()), abs=2e-6)


def test_whole_degrees_are_proved_by_the_law_at_it_and_at_one_less():
    for family, n in ((FixedInDegree, 40), (FixedOutDegree, 25), ("fixed edges", 12)):
        for drive in (Seeds(2), RandomDrive(0.4)):
            exact = least.enclosure(family, n, 0.02, "reached", drive)
            assert float(least(family, n, 0.02, "reached", drive)) == int(exact.p) / int(exact.q)
    exact = least.enclosure(FixedEdges, 15, 0.1, "accuracy")
    m = int(exact * 15)
    assert theory.expected_accuracy(FixedEdges(15, m)) >= 0.9
    assert theory.expected_accuracy(FixedEdges(15, m - 1)) < 0.9


def test_few_groups_replace_the_exact_law_of_fifty_neurons_at_rare_failures_only():
    for drive in (Seeds(1), Seeds(4), RandomDrive(0.1)):
        quick = least(Bernoulli, 50, 0.02, "reached", drive)
        exact = least.enclosure(Bernoulli, 50, 0.02, "reached", drive)
        assert quick == pytest.approx(float(exact.mid()), abs=2e-6)


def test_a_drive_that_barely_suffices_needs_nearly_all_synapses():
    n = 12
    nobody_driven = 0.5**n
    degree = least(Bernoulli, n, nobody_driven * 1.0001, "reached", RandomDrive(0.5))
    law = theory.probability_all_reached(Bernoulli(n, degree / (n - 1)), RandomDrive(0.5))
    assert degree > 8
    assert 1 - law == pytest.approx(nobody_driven * 1.0001, rel=1e-9)


def test_enclosures_stop_where_floats_sum_few_groups():
    with pytest.raises(DomainError, match="n must be <= 400 for 'Bernoulli' and 'strongly"):
        least.enclosure(Bernoulli, 10**5, 0.01, "strongly connected")
    with pytest.raises(DomainError, match="for 'accuracy', got fixed in-degree"):
        least.enclosure(FixedInDegree, 10, 0.01, "accuracy")


@pytest.mark.parametrize("counts", [(80, 20), (20, 80), (2, 2), (300, 30)])
def test_hearing_both_kinds_is_priced_by_the_rarer_kind(counts):
    n, failure = sum(counts), 0.01
    degree = theory.mean_degree_for_both_kinds(*counts, failure)
    network = TwoType(counts, ((degree / n,) * 2,) * 2)
    assert theory.probability_both_kinds_received(network) == pytest.approx(1 - failure, rel=1e-12)
    ball = theory.mean_degree_for_both_kinds.enclosure(*counts, failure)
    assert degree == pytest.approx(float(ball.mid()), rel=1e-9)


def test_hearing_both_kinds_costs_a_logarithm_over_the_fraction_of_the_rarer():
    off = [
        theory.mean_degree_for_both_kinds(4 * k, k, 0.01) / (math.log(5 * k / 0.01) / 0.2) - 1
        for k in (200, 2000, 20_000)
    ]
    assert abs(off[0]) > 5 * abs(off[1]) > 25 * abs(off[2])
    assert off[2] == pytest.approx(0, abs=1e-3)


def test_fixed_in_degree_fails_with_the_seeds_own_extinction_only():
    # P -> 1 - rho^s, rho = exp(-K (1 - rho)): K = -ln(rho)/(1 - rho) at rho = failure^(1/s)
    for seeds, failure in ((1, 0.01), (2, 0.01), (3, 1e-4)):
        rho = failure ** (1 / seeds)
        asymptotic = -math.log(rho) / (1 - rho)
        assert least(FixedInDegree, 10**6, failure, "reached", Seeds(seeds)) == math.ceil(
            asymptotic
        )


def test_silent_fixed_out_degree_has_the_known_poisson_approximation():
    from netbounds.theory.reachability.large import silent_fixed_degree

    assert 1 - silent_fixed_degree(FixedOutDegree(100, 8), Seeds(1)) == pytest.approx(
        0.9764469, abs=5e-8
    )


def test_leading_logarithm_needs_its_second_term():
    x = math.log(100 / -math.log(0.99))
    assert x == pytest.approx(9.20532, abs=5e-6)
    exact = theory.mean_degree_for_all_receive(100, 0.01)
    assert abs(exact - x) > 0.4
    assert exact == pytest.approx(x - x**2 / 200, abs=0.02)


@pytest.mark.parametrize(("n", "known"), [(100, 3.408), (200, 3.420)])
def test_published_accuracy_crosses_nine_tenths_at_a_degree_that_does_not_grow(n, known):
    from netbounds.validation.reachability.published import published_densities

    rule = theory.accuracy_of_sizes(n)
    found = [(d.percent * n / 100, np.dot(d.counts, rule) / 1000) for d in published_densities(n)]
    degrees, means = zip(*found, strict=True)
    crossing = float(np.interp(0.9, means, degrees))
    assert crossing == pytest.approx(known, abs=6e-4)
    exact = least(Bernoulli, n, 0.1, "accuracy") * n / (n - 1)
    assert crossing == pytest.approx(exact, abs=0.03)


def test_published_graphs_of_two_hundred_are_strong_half_the_time_at_the_known_degree():
    from netbounds.validation.reachability.published import published_densities

    found = [(d.percent * 2, d.counts[200] / 1000) for d in published_densities(200)]
    degrees, strong = zip(*found, strict=True)
    crossing = float(np.interp(0.5, strong, degrees))
    assert crossing == pytest.approx(6.318, abs=6e-3)
    exact = least(Bernoulli, 200, 0.5, "strongly connected")
    assert exact == pytest.approx(6.2531, abs=6e-5)
    assert crossing * 199 / 200 == pytest.approx(exact, abs=0.06)
