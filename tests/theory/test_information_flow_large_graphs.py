"""Laws of large random graphs near a drive: special values, enumeration, and exact laws nearby."""

import math
from itertools import permutations

import networkx as nx
import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import Bernoulli, Configuration, Seeds
from netbounds.theory import reachability
from netbounds.theory.information_flow import (
    bottleneck_neurons_in_large_graph,
    bottleneck_synapses_in_large_graph,
    bow_tie_in_large_graph,
    dedicated_signals_in_large_graph,
    layers_in_large_graph,
    reached_in_large_graph,
    sources_in_large_graph,
    unmatched_fraction,
)
from netbounds.theory.information_flow._source_cycles import mean_cycles


def cycles_by_enumeration(received, sent):
    """Mean number of cycles of neurons with one input, over all ways to join the stubs."""
    pre = np.repeat(np.arange(len(sent)), sent)
    post = np.repeat(np.arange(len(received)), received)
    counts = []
    for order in permutations(range(len(post))):
        graph = nx.MultiDiGraph(list(zip(pre.tolist(), post[list(order)].tolist(), strict=True)))
        parts = nx.strongly_connected_components(graph)
        inner = [part for part in parts if graph.subgraph(part).number_of_edges()]
        counts.append(sum(all(received[v] == 1 for v in part) for part in inner))
    return np.mean(counts)


@pytest.mark.parametrize(
    ("received", "sent"),
    [((1, 1, 1, 2), (2, 1, 1, 1)), ((1, 1, 1, 0, 3), (3, 1, 0, 2, 0)), ((1, 1, 1), (1, 1, 1))],
)
def test_cycles_of_only_inputs_are_counted_exactly(received, sent):
    ones = np.array([k for j, k in zip(received, sent, strict=True) if j == 1 and k], float)
    found = mean_cycles(ones, np.ones(len(ones)), sum(received))
    assert found == pytest.approx(cycles_by_enumeration(received, sent), rel=1e-12)


def test_a_random_permutation_has_harmonically_many_cycles():
    for n in (1, 5, 1000):
        harmonic = math.fsum(1 / length for length in range(1, n + 1))
        alike = Configuration((1,) * n, (1,) * n)
        assert sources_in_large_graph(alike, ()) == pytest.approx(harmonic, rel=1e-12)


def test_in_many_neurons_cycles_follow_the_logarithm():
    """-ln(1 - a) where a share a = 0.4 of the synapses comes from neurons with one input."""
    n = 10**6
    cycles = mean_cycles(np.array([2.0]), np.array([0.2 * n]), n)
    assert cycles == pytest.approx(-math.log(0.6), rel=1e-5)


@pytest.mark.parametrize("mean_degree", [0.5, 1.5, 3, 8])
@pytest.mark.parametrize("driven", [1, 5, 60])
def test_extra_inputs_are_those_of_the_exact_law(mean_degree, driven):
    graph = Bernoulli(400, mean_degree / 399)
    exact = reachability.expected_extra_inputs(graph, Seeds(driven))
    # what is left out: groups of neurons with one synapse more than a cycle has
    assert sources_in_large_graph(graph, tuple(range(driven))) == pytest.approx(exact, abs=5e-3)


@pytest.mark.parametrize(("mean_degree", "driven"), [(0.5, 40), (1, 100), (2, 60), (3, 1), (5, 2)])
def test_reached_is_that_of_the_exact_law(mean_degree, driven):
    graph = Bernoulli(2000, mean_degree / 1999)
    exact = reachability.expected_reached(graph, Seeds(driven))
    law = reached_in_large_graph(graph, tuple(range(driven)))
    assert law == pytest.approx(exact, abs=4)  # O(1) neurons


@pytest.mark.parametrize("k", [2, 3])
def test_layers_at_equal_in_degree_have_a_closed_form(k):
    n, driven = 400, 20
    layers = layers_in_large_graph(Configuration((k,) * n, (k,) * n), tuple(range(driven)), 4)
    for t in range(5):
        missed = reachability.unreached_after(k, driven / n, t)
        assert n - sum(layers[: t + 1]) == pytest.approx(n * missed, rel=1e-11)


def test_layers_add_up_to_what_is_reached():
    degrees = Configuration((0, 1, 1, 2, 3, 1) * 50, (2, 1, 1, 1, 1, 2) * 50)
    layers = layers_in_large_graph(degrees, tuple(range(30)), 200)
    reached = reached_in_large_graph(degrees, tuple(range(30)))
    assert sum(layers) == pytest.approx(reached, rel=1e-12)
    assert all(layer >= 0 for layer in layers)


def test_a_star_hangs_on_its_centre():
    star = Configuration((0, 1, 1, 1), (3, 0, 0, 0))
    assert bottleneck_synapses_in_large_graph(star, (0,)) == 3
    assert bottleneck_neurons_in_large_graph(star, (0,)) == 1
    assert bottleneck_synapses_in_large_graph(star, (0, 1)) == 2


def test_two_inputs_each_leave_no_bottleneck_but_a_single_driven_neuron():
    alike = Configuration((2,) * 100, (2,) * 100)
    assert bottleneck_synapses_in_large_graph(alike, (0, 1)) == 0
    assert bottleneck_neurons_in_large_graph(alike, (0,)) == 1
    assert bottleneck_neurons_in_large_graph(alike, (0, 1)) == 0


def test_independent_synapses_have_closed_forms():
    """n K R (1 - R) synapses and n R [1 - exp(-K (1 - R))] neurons, R = 1 - (1 - d) exp(-K R)."""
    n, k, share = 10**6, 2.0, 0.1
    driven = tuple(range(int(share * n)))
    reached = 1.0
    for _ in range(200):
        reached = 1 - (1 - share) * math.exp(-k * reached)
    graph = Bernoulli(n, k / (n - 1))
    assert reached_in_large_graph(graph, driven) == pytest.approx(n * reached, rel=1e-5)
    synapses = n * k * reached * (1 - reached)
    assert bottleneck_synapses_in_large_graph(graph, driven) == pytest.approx(synapses, rel=1e-5)
    neurons = n * reached * -math.expm1(-k * (1 - reached))
    assert bottleneck_neurons_in_large_graph(graph, driven) == pytest.approx(neurons, rel=1e-5)


def test_a_signal_that_dies_out_is_a_tree_of_single_points_of_failure():
    """A third of the receivers sends nothing on: x = (1 + 2 x^3)/3 = (sqrt(3) - 1)/2."""
    n = 3000
    three = Configuration((2, 2, 2) * (n // 3), (3, 0, 3) * (n // 3))
    # of three synapses all die out with probability x^3; each that does leads to 1 / (1 - 2 x^2)
    x = (math.sqrt(3) - 1) / 2
    few = 3 / (1 - 2 * x**2)
    expected = (1 - x**3) * n + x**3 * (1 + few)  # nobody lacks input
    assert reached_in_large_graph(three, (0,)) == pytest.approx(expected, rel=1e-12)
    one_way = 3 * (1 - x) * x**2 / (1 - 2 * x**2)
    synapses = bottleneck_synapses_in_large_graph(three, (0,))
    assert synapses == pytest.approx(one_way + x**3 * few, rel=1e-12)


def test_the_bow_tie_of_independent_and_of_equal_degrees():
    assert bow_tie_in_large_graph(Configuration((2,) * 7, (2,) * 7)) == (7, 0, 0, 0)
    assert bow_tie_in_large_graph(Configuration((1,) * 7, (1,) * 7)) == (0, 0, 0, 7)
    parts = bow_tie_in_large_graph(Configuration((0, 1, 2, 3, 4) * 9, (3, 0, 4, 1, 2) * 9))
    assert sum(parts) == pytest.approx(45, rel=1e-14)


def test_dedicated_signals_are_the_larger_of_two_needs():
    assert dedicated_signals_in_large_graph(Configuration((2,) * 6, (2,) * 6)) == 1
    graph = Bernoulli(1000, 0.002)
    unmatched = 1000 * unmatched_fraction(graph)
    assert dedicated_signals_in_large_graph(graph) == pytest.approx(unmatched, rel=1e-12)


@pytest.mark.parametrize(
    ("driven", "sentence"),
    [
        ((7,), "driven must name neurons 0 .. 3, got 7"),
        ((1, 1), "driven must name each neuron once"),
        ((), "driven must name at least one neuron, got an empty drive"),
    ],
)
def test_drives_that_make_no_sense_are_refused(driven, sentence):
    degrees = Configuration((1,) * 4, (1,) * 4)
    for law in (
        reached_in_large_graph,
        bottleneck_neurons_in_large_graph,
        bottleneck_synapses_in_large_graph,
    ):
        with pytest.raises(DomainError, match=sentence):
            law(degrees, driven)
    with pytest.raises(DomainError, match=sentence):
        layers_in_large_graph(degrees, driven, 2)
