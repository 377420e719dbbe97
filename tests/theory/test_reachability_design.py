"""How many synapses are enough: which laws are logarithmic, and which are not."""

import math

import pytest

from netbounds.ensembles import Bernoulli, FixedEdges, FixedInDegree, FixedOutDegree, RandomDrive
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
