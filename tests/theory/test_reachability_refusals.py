"""Everything that makes no sense is refused in one sentence, wherever it is said."""

from fractions import Fraction

import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    RandomInDegree,
    Seeds,
    TwoType,
)
from netbounds.theory import reachability as theory


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Bernoulli(0, 0.1), "Bernoulli: n must be >= 1, got 0"),
        (lambda: FixedEdges(0, 0), "FixedEdges: n must be >= 1, got 0"),
        (lambda: FixedInDegree(0, 0), "FixedInDegree: n must be >= 1, got 0"),
        (lambda: RandomInDegree(()), "RandomInDegree: probabilities must add up to 1"),
        (lambda: Bernoulli(2.5, 0.1), "Bernoulli: n must be a whole number >= 1, got 2.5"),
        (lambda: Bernoulli(5, -0.1), "Bernoulli: p must be >= 0 and <= 1, got -0.1"),
        (lambda: Bernoulli(5, 1.1), "Bernoulli: p must be >= 0 and <= 1, got 1.1"),
        (lambda: Bernoulli(5, float("nan")), "Bernoulli: p must be a number"),
        (lambda: FixedInDegree(5, 5), "FixedInDegree: k must be <= n - 1 = 4"),
        (lambda: FixedOutDegree(5, 5), "FixedOutDegree: k must be <= n - 1 = 4"),
        (lambda: FixedInDegree(5, 2.5), "FixedInDegree: k must be a whole number"),
        (lambda: FixedEdges(5, 26), "FixedEdges: m must be <= 25"),
        (lambda: FixedEdges(5, 21, self_loops=False), "FixedEdges: m must be <= 20"),
        (lambda: FixedEdges(5, -1), "FixedEdges: m must be >= 0"),
        (lambda: RandomInDegree((0.5, 0.4)), "probabilities must add up to 1"),
        (lambda: RandomInDegree((1.5, -0.5)), "every entry of probabilities must be >= 0"),
        (lambda: Seeds(0), "Seeds: s must be >= 1, got 0"),
        (lambda: RandomDrive(0.0), "RandomDrive: fraction must be > 0 when there are no named"),
        (lambda: RandomDrive(1.2), "RandomDrive: fraction must be >= 0 and <= 1"),
        (lambda: Configuration((1, 2), (1, 1)), "have the same sum"),
        (lambda: Configuration((1.5, 1.5), (1, 2)), "must be a whole number"),
        (lambda: Configuration((1, 1), (2,)), "be equally long"),
        (lambda: TwoType((3, 2), ((0.1, 0.2), (0.3, 1.3))), "every entry of p must be >= 0"),
        (lambda: TwoType((0, 0), ((0.1, 0.2), (0.3, 0.3))), "name at least one neuron"),
    ],
)
def test_records_that_make_no_sense_are_refused_where_they_are_built(make, sentence):
    with pytest.raises(DomainError, match=sentence):
        make()


EVERY = (
    Bernoulli(4, 0.3),
    FixedEdges(4, 5),
    FixedInDegree(4, 2),
    RandomInDegree((0.1, 0.2, 0.3, 0.4)),
    FixedOutDegree(4, 2),
    Configuration((1, 2, 2, 3), (2, 2, 2, 2)),
    TwoType((3, 1), ((0.2, 0.3), (0.4, 0.5))),
)
REACH = (Bernoulli, FixedEdges, FixedInDegree, RandomInDegree, FixedOutDegree)
LAYERS = (Bernoulli, FixedInDegree, RandomInDegree)
COMPONENTS = (Bernoulli, FixedEdges)
STRONG = (Bernoulli, FixedEdges, FixedInDegree, FixedOutDegree)
QUESTIONS = [
    (lambda e: theory.probability_all_receive(e), REACH),
    (lambda e: theory.reach_distribution(e, Seeds(1)).sum(), REACH),
    (lambda e: theory.reach_distribution(e, RandomDrive(0.2)).sum(), REACH),
    (lambda e: theory.probability_all_reached(e, RandomDrive(0.2, seeds=1)), REACH),
    (lambda e: theory.expected_reached(e, Seeds(2)) / 4, REACH),
    (lambda e: theory.probability_strongly_connected(e), STRONG),
    (lambda e: theory.largest_component_distribution(e).sum(), COMPONENTS),
    (lambda e: theory.expected_accuracy(e), COMPONENTS),
    (lambda e: theory.expected_source_components(e) / 4, COMPONENTS),
    (lambda e: theory.probability_one_input_suffices(e), COMPONENTS),
    (lambda e: theory.hop_profile(e, Seeds(1)).sum() / 4, LAYERS),
    (lambda e: theory.completion_time_distribution(e, RandomDrive(0.2)).sum(), LAYERS),
    (lambda e: theory.bow_tie(e).core, STRONG),
    (lambda e: theory.strong_connectivity_of_degrees(e), (Configuration,)),
    (lambda e: theory.two_type_reach_distribution(e, 1, 0).sum(), (TwoType,)),
    (lambda e: theory.probability_both_kinds_received(e), (TwoType,)),
    (lambda e: theory.strong_connectivity_lower_bound(e), (Bernoulli,)),
    (lambda e: theory.strong_connectivity_upper_bound(e), (Bernoulli,)),
]


@pytest.mark.parametrize(("ask", "known"), QUESTIONS)
@pytest.mark.parametrize("ensemble", EVERY, ids=lambda e: type(e).__name__)
def test_every_pair_of_ensemble_and_question_answers_or_says_which_do(ensemble, ask, known):
    if isinstance(ensemble, known):
        assert 0 <= ask(ensemble) <= 1 + 1e-12
        return
    with pytest.raises(DomainError, match=r"must be an? ") as refused:
        ask(ensemble)
    for record in known:
        assert record.__name__ in str(refused.value), "names what it can answer"


@pytest.mark.parametrize("ensemble", [Bernoulli(4, 0.3), FixedEdges(4, 5), FixedInDegree(4, 2)])
def test_more_named_neurons_than_there_are_are_refused(ensemble):
    for law in (theory.reach_distribution, theory.probability_all_reached, theory.expected_reached):
        with pytest.raises(DomainError, match="name at most the 4 neurons"):
            law(ensemble, Seeds(5))
        with pytest.raises(DomainError, match="name at most the 4 neurons"):
            law(ensemble, RandomDrive(0.1, seeds=5))


@pytest.mark.parametrize("record", [FixedInDegree, FixedOutDegree])
def test_no_synapses_are_refused_for_strong_connectivity_of_several_neurons(record):
    with pytest.raises(DomainError, match="k must be >= 1 when there are several neurons, got 0"):
        theory.probability_strongly_connected(record(3, 0))
    assert theory.probability_strongly_connected(record(1, 0)) == 1


@pytest.mark.parametrize("p", [0, 1, Fraction(0), 0.0, 1.0])
@pytest.mark.parametrize("theta", [0, 1])
def test_certain_synapses_and_certain_drives_give_the_trivial_exact_law(p, theta):
    n = 5
    if theta == 0:  # everybody is driven
        law = theory.reach_distribution(Bernoulli(n, p), RandomDrive(1))
        assert law.tolist() == [0, 0, 0, 0, 0, 1]
        balls = theory.reach_distribution.enclosure(Bernoulli(n, p), RandomDrive(1))
    else:  # nobody but one named neuron
        law = theory.reach_distribution(Bernoulli(n, p), Seeds(1))
        assert law.tolist() == ([0, 1, 0, 0, 0, 0] if p == 0 else [0, 0, 0, 0, 0, 1])
        balls = theory.reach_distribution.enclosure(Bernoulli(n, p), Seeds(1))
    assert [float(x.mid()) if hasattr(x, "mid") else float(x) for x in balls] == law.tolist()


def test_one_neuron_is_reached_and_strong_in_every_ensemble():
    for alone in (
        Bernoulli(1, 0.3),
        FixedEdges(1, 0),
        FixedEdges(1, 1),
        FixedInDegree(1, 0),
        RandomInDegree((1.0,)),
        FixedOutDegree(1, 0),
    ):
        assert theory.reach_distribution(alone, Seeds(1)).tolist() == [0, 1]
        half = theory.reach_distribution(alone, RandomDrive(0.5))
        assert half.tolist() == pytest.approx([0.5, 0.5])
        if not isinstance(alone, RandomInDegree):
            assert theory.probability_strongly_connected(alone) == 1
