"""Which laws a claim rests on is read off its functions, wherever they call them."""

import functools

import pytest

from netbounds.claim import Claim
from netbounds.kinds import Mean
from netbounds.theory import reachability as theory
from netbounds.theory.reachability import giant_out_fraction, mean_degree_for_all_receive
from netbounds.validation.laws import laws_met_by, laws_of


def inside_a_comprehension(mean_degree):
    return [theory.giant_out_fraction(k) for k in (mean_degree, 2 * mean_degree)]


def imported_inside(mean_degree):
    from netbounds.theory.reachability import giant_out_fraction as share

    return share(mean_degree) if mean_degree else giant_out_fraction(1.0)


@functools.cache
def behind_a_cache(mean_degree):
    return giant_out_fraction(mean_degree)


def designed(mean_degree, rng):
    return mean_degree_for_all_receive(10, 0.5) + mean_degree + rng.normal()


def claim(law, sample=None):
    points = ({"mean_degree": 2.0},)
    return Claim(name="some", law=law, sample=sample, at=points, rival=float, kind=Mean())


@pytest.mark.parametrize(
    "law",
    [
        giant_out_fraction,
        inside_a_comprehension,
        imported_inside,
        behind_a_cache,
        functools.partial(inside_a_comprehension, 2.0),
        lambda mean_degree: behind_a_cache(mean_degree),
    ],
)
def test_a_law_is_found_wherever_the_prediction_calls_it(law):
    assert laws_of(claim(law)) == (giant_out_fraction,)


def test_a_design_law_meets_data_in_the_sample_that_is_built_with_it():
    one = claim(giant_out_fraction, designed)
    assert mean_degree_for_all_receive in laws_met_by(one)
    assert mean_degree_for_all_receive not in laws_of(one)


def test_a_law_that_another_one_calls_meets_the_same_data():
    one = claim(theory.probability_all_reached)
    assert laws_of(one) == (theory.probability_all_reached,)
    assert laws_met_by(one) == {theory.probability_all_reached, theory.reach_distribution}
