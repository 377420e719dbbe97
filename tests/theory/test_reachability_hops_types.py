"""Hop layers and two types of neurons: known values, limits, refusals."""

import math

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
    TwoType,
)
from netbounds.theory import reachability as theory

NETWORK = TwoType((12, 5), ((0.12, 0.2), (0.05, 0.3)))


@pytest.mark.parametrize(
    ("ensemble", "known"),
    [
        (Bernoulli(30, 0.08), [4.3008, 6.7264, 6.3703, 3.7592]),
        (FixedInDegree(30, 3), [5.5862, 10.9167, 9.0852, 2.0931]),
    ],
)
def test_hop_layers_have_the_known_means(ensemble, known):
    profile = theory.hop_profile(ensemble, Seeds(2))
    assert profile.shape == (30,)
    assert profile[0] == 2
    assert profile[1:5] == pytest.approx(known, abs=5.1e-5)


@pytest.mark.parametrize("drive", [Seeds(2), RandomDrive(0.2), RandomDrive(0.1, seeds=1)])
@pytest.mark.parametrize("ensemble", [Bernoulli(25, 0.1), FixedInDegree(25, 2)])
def test_hop_layers_add_up_to_the_reach_law(ensemble, drive):
    total = theory.hop_profile(ensemble, drive).sum()
    assert total == pytest.approx(theory.expected_reached(ensemble, drive), rel=1e-12)
    done = theory.completion_time_distribution(ensemble, drive).sum()
    assert done == pytest.approx(theory.probability_all_reached(ensemble, drive), rel=1e-12)


def test_extreme_hop_laws_are_trivial():
    assert theory.hop_profile(Bernoulli(4, 1.0), Seeds(1)).tolist() == [1, 3, 0, 0]
    assert theory.hop_profile(Bernoulli(4, 0.0), Seeds(1)).tolist() == [1, 0, 0, 0]
    done = theory.completion_time_distribution(Bernoulli(4, 0.3), Seeds(4))
    assert done.tolist() == [1, 0, 0, 0]
    assert theory.completion_time_distribution(Bernoulli(1, 0.3), Seeds(1)).tolist() == [1]


def test_driven_fraction_reaches_everybody_after_doubly_logarithmic_hops():
    assert theory.hops_to_reach_all(100_000, 2, 0.05) == pytest.approx(6.82, abs=5e-3)
    at_seven = math.exp(-1e5 * theory.unreached_after(2, 0.05, 7))
    assert at_seven == pytest.approx(0.812, abs=5e-4)
    assert math.exp(-1e5 * theory.unreached_after(2, 0.05, 8)) - at_seven == pytest.approx(
        0.188, abs=5e-4
    )
    assert theory.hops_to_reach_all(1000, 1, 0.5) == pytest.approx(math.log2(1000) - 1)
    # the unreached fraction crosses 1/n just there
    hops = theory.hops_to_reach_all(10_000, 3, 0.1)
    power = (3 ** (hops + 1) - 1) / 2
    assert 10_000 * 0.9**power == pytest.approx(1)


def test_independent_synapses_leave_a_rest_that_is_approached_exponentially():
    degree, delta = 3.0, 0.05
    layers = [theory.unreached_after_independent(degree, delta, t) for t in range(60)]
    rest = layers[-1]
    assert rest == pytest.approx((1 - delta) * math.exp(-degree * (1 - rest)), rel=1e-12)
    off = [x - rest for x in layers[:14]]
    assert off[13] / off[12] == pytest.approx(degree * rest, rel=1e-4)
    # the exact layers of a finite network approach it like 1/n
    gaps = []
    for n in (100, 200):
        reached = theory.hop_profile(Bernoulli(n, degree / (n - 1)), RandomDrive(delta))[:4].sum()
        gaps.append(1 - reached / n - layers[3])
    assert gaps[1] / gaps[0] == pytest.approx(0.5, abs=0.05)


def test_one_seed_needs_the_leading_hops_that_were_stated():
    zeta = theory.giant_out_fraction(3.0)
    straggle = -math.log(3 * (1 - zeta))
    independent = theory.hops_from_one_seed(10**4, 3.0, fixed=False)
    grown = math.log(10**4) / math.log(3)
    assert independent == pytest.approx(grown + math.log(10**4) / straggle)
    fixed = theory.hops_from_one_seed(10**4, 3.0, fixed=True)
    assert fixed == pytest.approx(grown + math.log(math.log(10**4)) / math.log(3))


def test_two_types_have_the_known_values_and_rows_are_presynaptic():
    law = theory.two_type_reach_distribution(NETWORK, 2, 1)
    assert law.shape == (13, 6)
    assert law[12, 5] == pytest.approx(0.10533111228124249, rel=1e-12)
    assert law.sum() == pytest.approx(1, abs=1e-14)
    transposed = TwoType((12, 5), ((0.12, 0.05), (0.2, 0.3)))
    law = theory.two_type_reach_distribution(transposed, 2, 1)
    assert law[12, 5] == pytest.approx(0.23266988099949912, rel=1e-12)


def test_two_equal_types_are_one_type():
    law = theory.two_type_reach_distribution(TwoType((7, 5), ((0.2, 0.2), (0.2, 0.2))), 1, 0)
    by_total = np.zeros(13)
    for e in range(8):
        for i in range(6):
            by_total[e + i] += law[e, i]
    one = theory.reach_distribution(Bernoulli(12, 0.2), Seeds(1))
    assert by_total == pytest.approx(one, rel=1e-12)


def test_both_kinds_are_received_with_the_product_law():
    network = TwoType((2, 1), ((0.5, 0.5), (0.5, 0.5)))
    # two E neurons hear one E and one I each, the I neuron hears two E and no I
    assert theory.probability_both_kinds_received(network) == 0
    larger = TwoType((3, 2), ((0.5, 0.5), (0.5, 0.5)))
    expected = 0.75**3 * (1 - 0.125) ** 2 * 0.75**3 * 0.5**2
    assert theory.probability_both_kinds_received(larger) == pytest.approx(expected)


def test_bad_input_is_refused_in_one_sentence():
    with pytest.raises(DomainError, match="ensemble must be a Bernoulli or a FixedInDegree"):
        theory.hop_profile(FixedOutDegree(5, 2), Seeds(1))
    with pytest.raises(DomainError, match="at most the 5 neurons"):
        theory.completion_time_distribution(Bernoulli(5, 0.2), Seeds(6))
    with pytest.raises(DomainError, match="name at least one neuron"):
        theory.two_type_reach_distribution(NETWORK, 0, 0)
    with pytest.raises(DomainError, match="be at most"):
        theory.two_type_reach_distribution(NETWORK, 13, 0)
