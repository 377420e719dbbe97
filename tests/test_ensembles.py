import dataclasses

import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    Seeds,
    TwoType,
)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: Bernoulli(0, 0.1), "Bernoulli: n must be >= 1, got 0"),
        (lambda: Bernoulli(5, 1.1), "Bernoulli: p must be >= 0 and <= 1, got 1.1"),
        (lambda: FixedEdges(3, 10), r"m must be <= 9 \(ordered pairs of 3 neurons with self loops"),
        (lambda: FixedEdges(3, 7, self_loops=False), "m must be <= 6 .* without self loops"),
        (lambda: FixedInDegree(5, 5), "k must be <= n - 1 = 4"),
        (lambda: FixedOutDegree(5, -1), "k must be >= 0, got -1"),
        (lambda: Configuration([1, 2], [2]), "equally long, got lengths 2 and 1"),
        (lambda: Configuration([1, 2], [1, 1]), "same sum, .* got sums 3 and 2"),
        (lambda: Configuration([1.5], [1.5]), "every entry of in_degrees must be a whole number"),
        (lambda: Configuration([], []), "at least one neuron"),
        (lambda: TwoType((1, 2, 3), ((0.1, 0.1), (0.1, 0.1))), "be two counts"),
        (lambda: TwoType((1, 2), ((0.1, 0.1, 0.1), (0.1, 0.1))), "be 2 x 2"),
        (lambda: TwoType((1, 2), ((0.1, 2), (0.1, 0.1))), "every entry of p must be >= 0 and <= 1"),
        (lambda: TwoType((0, 0), ((0.1, 0.1), (0.1, 0.1))), "at least one neuron"),
        (lambda: Seeds(0), "Seeds: s must be >= 1, got 0"),
        (lambda: RandomDrive(0), "nothing would be driven"),
        (lambda: RandomDrive(1.2), "fraction must be >= 0 and <= 1, got 1.2"),
    ],
)
def test_what_makes_no_sense_is_refused_where_it_is_built(build, sentence) -> None:
    with pytest.raises(DomainError, match=sentence):
        build()


def test_records_are_frozen_and_hashable() -> None:
    ensemble = Configuration([1, 2], [2, 1])
    assert ensemble.in_degrees == (1, 2)
    assert ensemble.n == 2
    assert {ensemble: 1}[Configuration((1, 2), (2, 1))] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        Bernoulli(3, 0.1).n = 4


def test_edges_of_the_domains_are_allowed() -> None:
    assert Bernoulli(1, 0).p == 0
    assert FixedEdges(3, 9).m == 9
    assert FixedInDegree(1, 0).k == 0
    assert RandomDrive(0, seeds=2).seeds == 2
