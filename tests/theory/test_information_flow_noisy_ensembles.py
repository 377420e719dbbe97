"""Random networks with failing synapses, and linear networks with Gaussian noise."""

import itertools
import math

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import Bernoulli, FixedEdges, FixedInDegree, Seeds
from netbounds.graph import Graph
from netbounds.simulate.information_flow import draw_gaussian, gaussian_nats
from netbounds.theory.information_flow import (
    gaussian_contraction,
    gaussian_information,
    gaussian_information_bound,
    in_degree_against_failure,
    with_failing_synapses,
)
from netbounds.theory.reachability import probability_all_reached


def test_all_reached_with_failing_synapses_has_its_special_value():
    left = with_failing_synapses(FixedInDegree(25, 4), 0.3)
    assert probability_all_reached(left, Seeds(2)) == pytest.approx(0.8231400874628, abs=1e-12)
    thinned = with_failing_synapses(Bernoulli(40, 0.2), 0.25)
    assert thinned == Bernoulli(40, 0.2 * 0.75)


def test_failing_synapses_leave_a_binomial_number_of_inputs():
    left = with_failing_synapses(FixedInDegree(6, 3), 0.25)
    wanted = [math.comb(3, k) * 0.75**k * 0.25 ** (3 - k) for k in range(4)] + [0, 0]
    assert left.probabilities == pytest.approx(wanted, abs=1e-15)
    intact = with_failing_synapses(FixedInDegree(6, 3), 0)
    assert intact.probabilities == pytest.approx([0, 0, 0, 1, 0, 0], abs=1e-15)
    with pytest.raises(DomainError, match="failure must be"):
        with_failing_synapses(Bernoulli(5, 0.1), 1.5)
    with pytest.raises(DomainError, match="ensemble must be"):
        with_failing_synapses(FixedEdges(5, 3), 0.5)


def test_in_degree_against_failure_leaves_so_many_without_input():
    n, failure, missed = 1000, 0.3, 0.05
    k = in_degree_against_failure(n, failure, missed)
    assert n * failure**k == pytest.approx(missed, rel=1e-12)
    assert in_degree_against_failure.inverse(k, n, missed) == pytest.approx(failure, rel=1e-13)


def enumerated(graph, contraction):
    """Probability that kept neurons join each neuron to neuron 0, over all subsets."""
    matrix = np.zeros((graph.n, graph.n), bool)
    matrix[graph.pre, graph.post] = True
    joined = np.zeros(graph.n)
    for kept in itertools.product((False, True), repeat=graph.n - 1):
        alive = np.array([True, *kept])
        reached = np.zeros(graph.n, bool)
        reached[0] = True
        for _ in range(graph.n):
            reached |= matrix[reached].any(axis=0) & alive
        joined += np.prod(np.where(alive, contraction, 1 - contraction)[1:]) * reached
    return joined


def test_gaussian_information_stays_under_percolation_times_that_of_the_source():
    rng = np.random.default_rng(70)
    largest = 0.0
    for _ in range(150):
        network = draw_gaussian(int(rng.integers(2, 7)), rng)["network"]
        known = dict(
            signal_variance=network.signal_variance,
            noise_variance=network.noise_variance,
            orientation="post-pre",
        )
        graph = Graph.from_matrix(network.weights, orientation="post-pre")
        exact = gaussian_information(network.weights, [0], **known)
        assert np.allclose(exact, gaussian_nats(network), rtol=1e-9, atol=1e-13)
        contraction = gaussian_contraction(network.weights, 0, **known)
        sharp = enumerated(graph, contraction) * exact[0]
        bound = gaussian_information_bound(network.weights, 0, **known)
        assert (exact <= sharp + 1e-12).all()
        assert (sharp <= bound + 1e-12).all()
        heard = bound[1:] > 0
        largest = max(largest, np.max(exact[1:][heard] / bound[1:][heard], initial=0))
    assert largest > 0.9, "the bound is nearly met somewhere"


def test_gaussian_bound_refuses_cycles_and_a_source_that_hears():
    known = dict(signal_variance=1.0, noise_variance=1.0, orientation="post-pre")
    loop = np.array([[0.0, 0.5], [0.5, 0.0]])
    with pytest.raises(DomainError, match=r"have no cycle.*unroll it in time"):
        gaussian_information_bound(loop, 0, **known)
    with pytest.raises(DomainError, match="have no cycle"):
        gaussian_information_bound(np.diag([0.5, 0.0]), 1, **known)
    with pytest.raises(DomainError, match="receive nothing from the network, got '1'"):
        gaussian_information_bound(np.array([[0.0, 0.0], [0.5, 0.0]]), 1, **known)
