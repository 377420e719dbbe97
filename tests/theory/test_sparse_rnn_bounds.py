"""Bounds and effective synapses: special values, brute force, bad input."""

import itertools
import math
from typing import Any

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.ensembles import Bernoulli, FixedEdges
from netbounds.graph import Graph
from netbounds.law import Kind
from netbounds.theory.sparse_rnn_classification import (
    capacity_upper_bounds,
    counting_bound,
    effective_synapse_fraction,
    effective_synapses,
    minimal_degree,
    mutual_reachability,
    percolation_accuracy,
    polynomial_bound,
    readout_afferents,
    readout_step_bound,
)


def test_polynomial_bound_has_its_special_values() -> None:
    assert polynomial_bound(19) == pytest.approx(11.1725, abs=5e-5)
    assert polynomial_bound(19, 0.01) == pytest.approx(12.3062, abs=5e-5)
    assert polynomial_bound(1) == pytest.approx(6.0364, abs=5e-5)


def test_polynomial_bound_solves_its_equation() -> None:
    for degree, error in itertools.product((1, 7, 19), (0.0, 0.05, 0.3)):
        alpha = polynomial_bound(degree, error)
        entropy = 0.0
        if error:
            entropy = -error * math.log2(error) - (1 - error) * math.log2(1 - error)
        assert alpha * (1 - entropy) == pytest.approx(math.log2(4 * math.e * degree * alpha))


def test_counting_bound_without_errors_counts_bits() -> None:
    assert counting_bound(500, 2.0) == 1000
    assert counting_bound(500, 2.0, 0.11) == pytest.approx(2000, rel=1e-3)  # H2(0.11) = 1/2


def test_readout_step_bound_is_never_beaten_by_exact_function_counting() -> None:
    """Vectors within the allowed errors of separable ones are not all: Cover's exact count."""
    for weights, error in ((20, 0.0), (20, 0.05), (60, 0.1)):
        limit = math.ceil(readout_step_bound(weights - 1, error) * (1 + 4 / math.sqrt(weights)))
        separable = 2 * sum(math.comb(limit - 1, k) for k in range(weights))
        near = sum(math.comb(limit, k) for k in range(math.floor(error * limit) + 1))
        assert separable * near < 2**limit


def test_readout_step_bound_without_errors_is_two_a_weight() -> None:
    assert readout_step_bound(22.0) == 46.0
    assert readout_step_bound(22.0, 1e-9) == pytest.approx(46.0, rel=1e-3)


def test_afferents_agree_with_drawn_masks() -> None:
    rng = np.random.default_rng(1)
    masks = rng.random((2000, 5, 100)) < 0.05
    drawn = masks.any(axis=1).sum(axis=1)
    error = drawn.std() / math.sqrt(len(drawn))
    assert readout_afferents(100, 0.05, 5) == pytest.approx(drawn.mean(), abs=4 * error)


def test_published_training_exceeds_what_the_last_synapses_could_do() -> None:
    """N = 100, f = f_out = 0.05: 95 % of 500 patterns are learnt by backpropagation."""
    errorless = capacity_upper_bounds(neurons=100, density=0.05, readout_fraction=0.05)
    assert 500 / errorless.readout_step == pytest.approx(10.6, abs=0.1)
    fair = capacity_upper_bounds(neurons=100, density=0.05, readout_fraction=0.05, error_rate=0.05)
    # the errors count too: the excess is a factor of 4, not of 10
    assert 500 / fair.readout_step == pytest.approx(4.17, abs=0.05)


@pytest.mark.parametrize(("degree", "expected"), [(1.5, 0.540), (2.0, 0.790), (3.0, 0.940)])
def test_effective_fraction_has_its_known_values(degree: float, expected: float) -> None:
    assert effective_synapse_fraction(degree, 3) == pytest.approx(expected, abs=6e-4)


def test_effective_fraction_agrees_with_drawn_graphs() -> None:
    rng = np.random.default_rng(2)
    n, degree, fractions = 400, 2.0, []
    for _ in range(60):
        places = rng.choice(n * n, size=int(degree * n), replace=False)
        graph = Graph(pre=places % n, post=places // n, n=n)
        fractions.append(effective_synapses(graph, readout=[0, 1, 2], steps=400).fraction)
    error = np.std(fractions) / math.sqrt(len(fractions))
    law = effective_synapses(FixedEdges(n, 800), readout=3)
    assert np.mean(fractions) == pytest.approx(law.fraction, abs=4 * error + 2 / n)


def test_effective_synapses_are_those_that_change_the_readout() -> None:
    """Brute force: walk every path of the time-unrolled network."""
    rng = np.random.default_rng(4)
    for _ in range(30):
        n, steps = 7, int(rng.integers(2, 7))
        pre, post = np.nonzero(rng.random((n, n)) < 0.2)
        if not len(pre):
            continue
        graph = Graph(pre=pre, post=post, n=n)
        driven, readout = [0, 1], [5, 6]
        found = effective_synapses(graph, readout=readout, driven=driven, steps=steps)
        expected = by_brute_force(graph, readout, driven, steps)
        assert found.mask is not None
        assert found.mask.tolist() == expected
        assert found.count == sum(expected)


def by_brute_force(graph: Graph, readout: list[int], driven: list[int], steps: int) -> list[bool]:
    """A synapse used in step t needs a sender active by t - 1 and time left to the readout."""
    pairs = list(zip(graph.pre.tolist(), graph.post.tolist(), strict=True))
    active = [set(), set(driven)]  # active[t]: neurons that may have a rate at step t
    for _ in range(steps - 1):
        active.append(active[-1] | {i for j, i in pairs if j in active[-1]})
    matters = [set(readout)]  # matters[k]: neurons whose rate k steps before the end matters
    for _ in range(steps):
        matters.append(matters[-1] | {j for j, i in pairs if i in matters[-1]})
    return [
        any(j in active[t - 1] and i in matters[steps - t] for t in range(1, steps + 1))
        for j, i in pairs
    ]


def test_mutual_reachability_has_its_known_values() -> None:
    assert mutual_reachability(100, 5.0) == pytest.approx(0.260, abs=5e-4)
    assert mutual_reachability(200, 6.0) == pytest.approx(0.371, abs=5e-4)


def test_minimal_degree_inverts_mutual_reachability() -> None:
    for n, p in itertools.product((50, 1000, 10**6), (0.1, 0.5, 0.99)):
        assert mutual_reachability(n, minimal_degree(n, p)) == pytest.approx(p, rel=1e-10)


def test_percolation_curve_runs_from_chance_to_certainty() -> None:
    assert percolation_accuracy(0.0) == 0.5
    assert percolation_accuracy(1.0) == 1.0
    assert percolation_accuracy.kind is Kind.EMPIRICAL


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: effective_synapses(Graph(pre=[0], post=[1]), readout=1),
            "effective_synapses: readout must name the readout neurons of a given graph, got 1",
        ),
        (
            lambda: effective_synapses(Bernoulli(10, 0.2), readout=2, driven=[1]),
            "effective_synapses: driven must be left out for an ensemble",
        ),
        (
            lambda: capacity_upper_bounds(neurons=10, density=0.2, readout_fraction=0.05),
            "capacity_upper_bounds: readout_fraction must leave at least one readout neuron",
        ),
        (
            lambda: capacity_upper_bounds(neurons=10, density=0.2, effective_synapses=21),
            "capacity_upper_bounds: effective_synapses must be <= 20, the synapses there are",
        ),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call: Any, sentence: str) -> None:
    with pytest.raises(DomainError) as refused:
        call()
    assert sentence in str(refused.value)
