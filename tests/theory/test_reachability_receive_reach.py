"""Known values and exact checks of the laws of receiving and of being reached."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import (
    Bernoulli,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomDrive,
    RandomInDegree,
    Seeds,
)
from netbounds.theory import reachability as theory


def exactly(value: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("ensemble", "drive", "everybody", "expected"),
    [
        (FixedEdges(30, 100), Seeds(2), 0.390093163806106, None),
        (FixedInDegree(10, 2), Seeds(1), 10769638428325 / 12694994583552, None),
        (FixedInDegree(30, 2), Seeds(2), 0.9596786150263248, None),
        (FixedInDegree(40, 2), Seeds(4), 0.9976953590384721, None),
        (FixedInDegree(30, 1), Seeds(3), 3 * 30**26 / 29**27, None),
        (FixedOutDegree(30, 3), Seeds(2), 0.27064407760099, None),
        (FixedOutDegree(100, 6), Seeds(5), 0.82176984384338, None),
        (Bernoulli(30, 0.08), Seeds(2), 0.069919566217364605821, 25.976481988586698779),
        (Bernoulli(100, 0.05), Seeds(1), 0.53487725333059806935, 98.726232430804869431),
        (Bernoulli(50, 0.06), RandomDrive(0.1), 0.10691382952692948878, 47.075530019420201275),
    ],
)
def test_reach_law_has_the_known_values(ensemble, drive, everybody, expected):
    assert theory.probability_all_reached(ensemble, drive) == exactly(everybody)
    if expected:
        assert theory.expected_reached(ensemble, drive) == exactly(expected)


def test_connected_graphs_are_counted_exactly():
    # OEIS A001187: connected labelled graphs
    for n, graphs in enumerate([1, 1, 4, 38, 728, 26704, 1866256], start=1):
        exact = theory.probability_all_reached.enclosure(Bernoulli(n, Fraction(1, 2)), Seeds(1))
        assert exact * 2 ** math.comb(n, 2) == graphs


def brute_reach(n, p, seeds, fraction):
    """Law of the number reached, from every graph and every drive."""
    pairs = [(u, v) for u in range(n) for v in range(n) if u != v]
    law = [Fraction(0)] * (n + 1)
    for present in itertools.product((0, 1), repeat=len(pairs)):
        edges = [pair for pair, there in zip(pairs, present, strict=True) if there]
        weight = p ** len(edges) * (1 - p) ** (len(pairs) - len(edges))
        for driven in itertools.product((0, 1), repeat=n - seeds):
            chance = math.prod((fraction if d else 1 - fraction for d in driven), start=weight)
            known = set(range(seeds)) | {seeds + i for i, d in enumerate(driven) if d}
            while True:
                more = {v for u, v in edges if u in known} - known
                if not more:
                    break
                known |= more
            law[len(known)] += chance
    return law


@pytest.mark.parametrize(
    ("n", "seeds", "fraction"),
    [(1, 1, 0), (2, 1, 0), (3, 1, 0), (3, 0, Fraction(1, 3)), (3, 2, Fraction(1, 5)), (4, 1, 0)],
)
def test_reach_law_is_the_brute_force_over_all_graphs(n, seeds, fraction):
    p = Fraction(2, 7)
    drive = RandomDrive(fraction, seeds=seeds) if fraction else Seeds(seeds)
    brute = brute_reach(n, p, seeds, Fraction(fraction))
    exact = theory.reach_distribution.enclosure(Bernoulli(n, p), drive)
    assert [Fraction(int(x.p), int(x.q)) for x in exact] == brute
    assert theory.reach_distribution(Bernoulli(n, p), drive) == pytest.approx(
        [float(x) for x in brute], rel=1e-12, abs=0
    )


def test_a_synapse_leads_from_sender_to_receiver():
    # two neurons, one driven: the other is reached by the one synapse that leaves the driven
    assert theory.reach_distribution(Bernoulli(2, 0.25), Seeds(1)) == pytest.approx([0, 0.75, 0.25])


@pytest.mark.parametrize("drive", [Seeds(1), Seeds(4), RandomDrive(0.3), RandomDrive(0.3, seeds=2)])
@pytest.mark.parametrize("p", [0.0, 1e-300, 1e-9, 0.02, 0.5, 1 - 1e-16, 1.0])
def test_reach_law_sums_to_one_for_every_density(p, drive):
    pmf = theory.reach_distribution(Bernoulli(40, p), drive)
    assert pmf.shape == (41,)
    assert pmf.min() >= 0
    assert pmf.sum() == exactly(1)


def test_reach_law_keeps_its_digits_at_two_thousand_neurons():
    for degree, drive in [(8.0, Seeds(1)), (0.5, RandomDrive(0.05)), (1.0, Seeds(3))]:
        pmf = theory.reach_distribution(Bernoulli(2000, degree / 1999), drive)
        assert pmf.sum() == exactly(1)


def test_synapse_sets_that_reach_everybody_are_counted_exactly():
    sets = [0, 0, 3, 19, 51, 75, 65, 33, 9, 1]
    for m, count in enumerate(sets):
        exact = theory.probability_all_reached(FixedEdges(3, m), Seeds(1)) * math.comb(9, m)
        assert exact == pytest.approx(count, abs=1e-12)


@pytest.mark.parametrize("loops", [True, False])
def test_counting_and_contour_agree_on_a_fixed_number_of_synapses(loops):
    ensemble = FixedEdges(14, 30, loops)
    law = theory.reach_distribution(ensemble, Seeds(2))
    balls = theory.reach_distribution.enclosure(ensemble, Seeds(2))
    assert law == pytest.approx([float(ball.mid()) for ball in balls], abs=1e-15)


@pytest.mark.parametrize("loops", [True, False])
@pytest.mark.parametrize("seeds", [0, 1])
def test_random_drive_of_fixed_edges_is_a_binomial_mixture_of_named_drives(loops, seeds):
    n, delta = 9, 0.3
    others = n - seeds
    for m in (0, 7, 20, n * (n - 1)):
        ensemble = FixedEdges(n, m, loops)
        mixture = np.zeros(n + 1)
        for driven in range(others + 1):
            chance = math.comb(others, driven) * delta**driven * (1 - delta) ** (others - driven)
            if seeds + driven:
                named = theory.reach_distribution(ensemble, Seeds(seeds + driven))
            else:
                named = np.eye(n + 1)[0]
            mixture += chance * named
        law = theory.reach_distribution(ensemble, RandomDrive(delta, seeds=seeds))
        assert law == pytest.approx(mixture, rel=1e-12, abs=0)
        balls = theory.reach_distribution.enclosure(ensemble, RandomDrive(delta, seeds=seeds))
        assert [float(x.mid()) if hasattr(x, "mid") else float(x) for x in balls] == pytest.approx(
            law, abs=1e-15
        )


def test_random_in_degree_contains_the_other_ensembles_with_independent_receivers():
    n, p = 10, 0.2
    binomial = [math.comb(n - 1, k) * p**k * (1 - p) ** (n - 1 - k) for k in range(n)]
    certain = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    for drive in (Seeds(1), RandomDrive(0.2), RandomDrive(0.1, seeds=3)):
        for same, numbers in ((Bernoulli(n, p), binomial), (FixedInDegree(n, 3), certain)):
            law = theory.reach_distribution(RandomInDegree(numbers), drive)
            assert law == pytest.approx(theory.reach_distribution(same, drive), rel=1e-12)
    assert theory.probability_all_receive(RandomInDegree(binomial)) == exactly(
        theory.probability_all_receive(Bernoulli(n, p))
    )


def test_random_in_degree_is_brute_force_over_all_choices():
    shares = [Fraction(1, 4), Fraction(1, 2), Fraction(0), Fraction(1, 4)]
    n = len(shares)
    choices = [
        [(c, shares[k] / math.comb(n - 1, k)) for k in range(n)
         for c in itertools.combinations([v for v in range(n) if v != u], k)]
        for u in range(n)
    ]  # fmt: skip
    brute = [Fraction(0)] * (n + 1)
    for chosen in itertools.product(*choices):
        known = {0}
        while more := {u for u in range(n) if set(chosen[u][0]) & known} - known:
            known |= more
        brute[len(known)] += math.prod(share for _, share in chosen)
    exact = theory.reach_distribution.enclosure(RandomInDegree(shares), Seeds(1))
    assert [Fraction(int(x.p), int(x.q)) for x in exact] == brute


@pytest.mark.parametrize("record", [FixedInDegree, FixedOutDegree])
def test_reach_with_fixed_degree_is_brute_force_over_all_choices(record):
    n, k, seeds = 4, 2, 1
    choices = [list(itertools.combinations([v for v in range(n) if v != u], k)) for u in range(n)]
    counts = [0] * (n + 1)
    for chosen in itertools.product(*choices):
        arcs = [(u, v) for u in range(n) for v in chosen[u]]
        if record is FixedInDegree:
            arcs = [(v, u) for u, v in arcs]
        known = {0}
        while more := {v for u, v in arcs if u in known} - known:
            known |= more
        counts[len(known)] += 1
    law = theory.reach_distribution(record(n, k), Seeds(seeds))
    assert law == pytest.approx(np.array(counts) / sum(counts), rel=1e-12)


def test_large_fixed_edges_use_the_contour_with_the_same_result_as_counting():
    from netbounds.theory.reachability.chain import reach_with_fixed_edges

    ensemble = FixedEdges(66, 70)
    counted = [int(x.p) / int(x.q) for x in reach_with_fixed_edges(ensemble, 60, Fraction(1))]
    law = theory.reach_distribution(ensemble, Seeds(60))
    assert law == pytest.approx(counted, abs=1e-15)


def test_extreme_drives_and_densities_give_the_trivial_law():
    n = 6
    nobody_else = theory.reach_distribution(Bernoulli(n, 0.0), Seeds(2))
    assert nobody_else.tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert theory.probability_all_reached(Bernoulli(n, 1.0), Seeds(1)) == 1
    assert theory.probability_all_reached(Bernoulli(n, 0.0), RandomDrive(1.0)) == 1
    assert theory.probability_all_reached(Bernoulli(n, 0.3), Seeds(n)) == 1
    assert theory.probability_all_reached(Bernoulli(1, 0.3), Seeds(1)) == 1
    everybody_or_nobody = theory.reach_distribution(Bernoulli(n, 1.0), RandomDrive(0.25))
    assert everybody_or_nobody[0] == exactly(0.75**n)
    assert everybody_or_nobody[n] == exactly(1 - 0.75**n)
    driven_alone = theory.expected_reached(Bernoulli(n, 0.0), RandomDrive(0.25, seeds=1))
    assert driven_alone == exactly(1 + 5 * 0.25)


def test_receiving_has_the_known_values():
    assert theory.probability_all_receive(FixedEdges(100, 500)) == exactly(0.5384864779418936)
    assert theory.probability_all_receive(FixedOutDegree(100, 8)) == exactly(0.9764209501325588)
    assert theory.probability_all_receive(FixedInDegree(100, 1)) == 1
    assert theory.mean_degree_for_all_receive(100, 0.01) == exactly(8.790357906904476)
    for alone in (Bernoulli(1, 0.5), FixedEdges(1, 1), FixedInDegree(1, 0), FixedOutDegree(1, 0)):
        assert theory.probability_all_receive(alone) == 0
    assert theory.probability_all_receive(Bernoulli(5, 0.0)) == 0
    assert theory.probability_all_receive(Bernoulli(5, 1.0)) == 1


@pytest.mark.parametrize("self_loops", [True, False])
def test_receiving_with_fixed_synapses_is_brute_force_over_all_sets(self_loops):
    n = 3
    cells = [(u, v) for u in range(n) for v in range(n) if self_loops or u != v]
    for m in range(len(cells) + 1):
        sets = list(itertools.combinations(cells, m))
        good = sum(len({v for u, v in chosen if u != v}) == n for chosen in sets)
        law = theory.probability_all_receive(FixedEdges(n, m, self_loops))
        assert law == exactly(good / len(sets))


def test_receiving_with_fixed_out_degree_is_brute_force_over_all_choices():
    n, k = 5, 2
    choices = [list(itertools.combinations([v for v in range(n) if v != u], k)) for u in range(n)]
    covered = sum(
        len(set(itertools.chain(*targets))) == n for targets in itertools.product(*choices)
    )
    law = theory.probability_all_receive(FixedOutDegree(n, k))
    assert law == exactly(covered / math.comb(n - 1, k) ** n)


@pytest.mark.parametrize(
    ("n", "receives", "reached"),
    [(100, 8.7904, 8.790401), (200, 9.6563, 9.656354), (400, 10.4523, 10.452286)],
)
def test_least_in_degree_is_logarithmic_and_known(n, receives, reached):
    for family in ("Bernoulli", Bernoulli):
        assert theory.minimum_in_degree(
            family, n, failure=0.01, requirement="receives"
        ) == pytest.approx(receives, abs=6e-5)
    assert theory.minimum_in_degree(Bernoulli, n, failure=0.01) == pytest.approx(reached, abs=6e-7)


@pytest.mark.parametrize("drive", [Seeds(1), Seeds(3), RandomDrive(0.05, seeds=1)])
def test_least_in_degree_just_tolerates_the_failure(drive):
    degree = theory.minimum_in_degree(Bernoulli, 80, failure=0.03, drive=drive)
    law = theory.probability_all_reached(Bernoulli(80, degree / 79), drive)
    assert law == pytest.approx(0.97, abs=1e-9)


def test_least_in_degree_of_large_graphs_continues_the_exact_one():
    exact, large = (theory.minimum_in_degree(Bernoulli, n, failure=0.2) for n in (1000, 1001))
    slope = 1 / 1000  # d(ln n)/dn
    assert large - exact == pytest.approx(slope, rel=0.1)


def test_few_groups_give_the_failure_of_a_large_graph():
    for degree, drive in [(8, Seeds(1)), (12, Seeds(1)), (8, RandomDrive(0.1))]:
        p = degree / 999
        seeds, fraction = (drive.s, 0.0) if isinstance(drive, Seeds) else (0, drive.fraction)
        exact = theory.reach_distribution(Bernoulli(1000, p), drive)[:-1].sum()
        assert theory.failure_in_large_graph(1000, p, seeds, fraction) == pytest.approx(
            exact, rel=1e-7
        )


def test_bad_input_is_refused_in_one_sentence():
    with pytest.raises(DomainError, match=r"family must be one of .* for 'accuracy'"):
        theory.minimum_in_degree("fixed in-degree", 10, failure=0.1, requirement="accuracy")
    with pytest.raises(DomainError, match="drive must name at most the 5 neurons"):
        theory.reach_distribution(Bernoulli(5, 0.1), Seeds(6))
    with pytest.raises(
        DomainError, match="ensemble must be a Bernoulli or a FixedEdges or a FixedInDegree"
    ):
        theory.reach_distribution(7, Seeds(1))
    with pytest.raises(DomainError, match="drive must be a Seeds or a RandomDrive"):
        theory.expected_reached(Bernoulli(5, 0.1), 2)
    with pytest.raises(DomainError, match="family must be "):
        theory.minimum_in_degree("Erdos", 10, failure=0.1)
    with pytest.raises(DomainError, match="failure must be > 0 and < 1"):
        theory.minimum_in_degree(Bernoulli, 10, failure=0.0)
    with pytest.raises(DomainError, match="requirement must be one of"):
        theory.minimum_in_degree(Bernoulli, 10, failure=0.1, requirement="happy")
    with pytest.raises(DomainError, match="drive must drive somebody"):
        theory.minimum_in_degree(Bernoulli, 10, failure=0.01, drive=RandomDrive(0.1))
    with pytest.raises(DomainError, match="n must be >= 2"):
        theory.minimum_in_degree(Bernoulli, 1, failure=0.01, requirement="receives")


def test_nobody_needs_synapses_when_everybody_is_driven():
    assert theory.minimum_in_degree(Bernoulli, 3, failure=0.01, drive=Seeds(3)) == 0
    assert theory.minimum_in_degree(Bernoulli, 1, failure=0.01) == 0
    law = theory.reach_distribution(Bernoulli(3, 0.2), Seeds(3))
    assert np.array_equal(law, [0, 0, 0, 1])
