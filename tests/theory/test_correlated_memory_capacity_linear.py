import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose

from netbounds.domains import DomainError
from netbounds.graph import Graph
from netbounds.theory.correlated_memory_capacity import (
    combinatorial_memory_capacity,
    controllable_eigenvalues,
    linear_memory_function,
    memory_capacity,
    projection_capacities,
    ring_memory_function,
    two_neuron_memory,
)


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def gramian_memory(weights, inputs, delays):
    """m_d by solving with the Gramian at 60 digits."""
    with mpmath.workdps(60):
        w, column = mpmath.matrix(weights.tolist()), mpmath.matrix(inputs.tolist())
        gramian, power = column * column.T, w
        for _ in range(13):
            gramian, power = gramian + power * gramian * power.T, power * power
        memory = []
        for _ in range(delays):
            memory.append(float((column.T * mpmath.lu_solve(gramian, column))[0]))
            column = w * column
    return memory


def test_special_values_in_rationals():
    halves = linear_memory_function.enclosure([Fraction(1, 2), Fraction(1, 3)], 4)
    assert [str(m) for m in halves] == ["35/36", "635/1296", "15635/46656", "232235/1679616"]
    three = linear_memory_function.enclosure([Fraction(1, 2), Fraction(1, 3), Fraction(-3, 4)], 3)
    assert [str(m) for m in three] == ["63/64", "7223/9216", "1034783/1327104"]


def test_derivation_finds_the_reproducing_kernel():
    formulas = [step.formula for step in two_neuron_memory.derivation().steps]
    assert formulas[3] == 0
    assert formulas[4] == 0
    a, b = sorted(formulas[5].free_symbols, key=str)
    assert (formulas[5] - (1 - a**2 * b**2)).expand() == 0


def test_float_spectra_lie_in_balls():
    values = [0.3 + 0.4j, 0.3 - 0.4j, 0.77, -0.1]
    balls = linear_memory_function.enclosure(values, 40)
    for value, ball in zip(linear_memory_function(values, 40), balls, strict=True):
        assert float(ball.rad()) < 1e-12
        assert abs(value - float(ball.mid())) < 1e-14


def test_one_neuron_forgets_geometrically():
    exact = [(1 - 0.81) * 0.81**d for d in range(50)]
    assert_allclose(linear_memory_function([0.9], 50), exact, rtol=1e-12)


def test_two_neurons_keep_one_minus_the_squared_determinant():
    assert two_neuron_memory(0.7, -0.2, 0) == pytest.approx(1 - 0.14**2, rel=1e-14)


def test_a_ring_forgets_by_whole_laps():
    spectrum = 0.97 * np.exp(2j * np.pi * np.arange(20) / 20)
    exact = [ring_memory_function(0.97, 20, d) for d in range(60)]
    assert_allclose(linear_memory_function(spectrum, 60), exact, atol=1e-13)
    assert sum(exact) == pytest.approx(19.4828, abs=5e-5)
    radius = ring_memory_function.inverse(0.5, n=7)
    assert ring_memory_function(radius, 7, 6) == pytest.approx(0.5, rel=1e-13)


def test_a_delay_line_is_a_perfect_memory_of_its_length():
    assert linear_memory_function([0.0] * 5, 7).tolist() == [1, 1, 1, 1, 1, 0, 0]


def test_memory_sums_to_the_number_of_neurons_at_a_thousand(rng):
    w = rng.standard_normal((1000, 1000)) * 0.9 / math.sqrt(1000)
    values = np.linalg.eigvals(w)
    memory = linear_memory_function(values, 3000)
    assert memory.sum() == pytest.approx(1000, abs=1e-9)
    assert np.all(np.diff(memory) <= 1e-13)
    assert memory[0] == pytest.approx(1 - abs(np.prod(values)) ** 2, abs=1e-12)
    assert_allclose(linear_memory_function(rng.permutation(values), 3000), memory, atol=1e-12)


def test_random_weights_agree_with_the_gramian_at_sixty_digits(rng):
    for n in (1, 3, 8):
        w, u = rng.standard_normal((n, n)) * 0.4 / math.sqrt(n), rng.standard_normal(n)
        found = memory_capacity(w, u, orientation="post-pre", delays=12)
        assert found.total == n
        assert_allclose(found.function, gramian_memory(w, u, 12), atol=1e-10)


def test_orientation_is_what_it_says(rng):
    w, u = rng.standard_normal((5, 5)) * 0.2, np.eye(5)[0]
    w[3, 0] = 0
    one = memory_capacity(w, u, orientation="post-pre", delays=9)
    other = memory_capacity(w.T, u, orientation="pre-post", delays=9)
    assert_allclose(one.function, other.function)


def test_only_what_the_input_reaches_and_controls_remembers():
    w = np.zeros((6, 6))
    w[1, 0], w[2, 1], w[4, 3], w[3, 4] = 0.5, -0.7, 0.9, 0.9  # 3, 4: a loop without input
    found = memory_capacity(w, np.eye(6)[0], orientation="post-pre", delays=6)
    assert found.total == 3
    assert found.function.tolist() == [1, 1, 1, 0, 0, 0]
    twins = np.diag([0.5, 0.5, 0.2])  # 0.5 has two eigenvectors: one input moves one of them
    assert controllable_eigenvalues(twins, np.ones(3)).real == pytest.approx([0.5, 0.2])
    hidden = np.array([[0.2, 0.6], [0.6, 0.2]])  # antisymmetric mode orthogonal to (1, 1)
    assert controllable_eigenvalues(hidden, np.ones(2)).real == pytest.approx([0.8])


def test_sparse_reservoir_remembers_its_combinatorial_capacity(rng):
    n = 60
    mask = rng.random((n, n)) < 2.0 / n
    np.fill_diagonal(mask, False)
    w = np.where(mask, rng.standard_normal((n, n)), 0)
    w *= 0.8 / np.max(np.abs(np.linalg.eigvals(w)))
    graph = Graph.from_matrix(w, orientation="post-pre")
    found = memory_capacity(w, np.ones(n), orientation="post-pre", delays=2000)
    assert found.total == combinatorial_memory_capacity(graph) < n
    assert found.within == pytest.approx(found.total, abs=1e-6)


def test_matching_finds_the_best_stem_and_cycles(rng):
    for _ in range(40):
        n = int(rng.integers(1, 7))
        post, pre = np.nonzero(rng.random((n, n)) < rng.uniform(0.1, 0.5))
        graph = Graph(pre=pre, post=post, n=n)
        driven = rng.choice(n, rng.integers(1, n + 1), replace=False)
        expected = combinatorial_memory_capacity.reference(graph, driven)
        assert combinatorial_memory_capacity(graph, driven) == expected


def random_digraph(n, mean_degree, rng):
    present = rng.random((n, n)) < mean_degree / n
    np.fill_diagonal(present, False)
    post, pre = np.nonzero(present)
    return Graph(pre=pre, post=post, n=n)


def test_driving_all_neurons_of_random_digraphs_leaves_many_inputs_forgotten(rng):
    three = [combinatorial_memory_capacity(random_digraph(200, 3.0, rng)) for _ in range(40)]
    few = [combinatorial_memory_capacity(random_digraph(200, 1.5, rng)) for _ in range(40)]
    # two samples of 40: sheet's mean 171.5 in 146-185, and 63 in 33-84
    for found, mean in ((three, 171.5), (few, 63.0)):
        assert abs(np.mean(found) - mean) < 4 * math.sqrt(2 / 40) * np.std(found, ddof=1)
    one = [combinatorial_memory_capacity(random_digraph(200, 3.0, rng), [0]) for _ in range(40)]
    assert np.median(one) == pytest.approx(170, abs=5)
    assert min(one) >= 1


def test_named_neurons_can_be_driven():
    graph = Graph(pre=[0, 1], post=[1, 2], names=["a", "b", "c"])
    assert combinatorial_memory_capacity(graph, ["b"]) == 2


def test_capacities_of_all_orthonormal_targets_sum_to_the_rank(rng):
    mixing = rng.integers(-3, 4, (4, 9))
    mixing[3] = mixing[0] - 2 * mixing[1]
    capacities = projection_capacities(mixing.tolist())
    assert sum(capacities) == np.linalg.matrix_rank(mixing)
    assert all(0 <= c <= 1 for c in capacities)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: linear_memory_function([1.0], 3), "lie inside the unit circle"),
        (lambda: linear_memory_function([math.nan], 3), "eigenvalues must be finite"),
        (lambda: linear_memory_function([0.5], -1), "delays must be >= 0"),
        (lambda: linear_memory_function("ab", 2), "be a row of numbers"),
        (lambda: ring_memory_function(1.0, 3, 0), "radius must be > 0 and < 1"),
        (
            lambda: memory_capacity(np.eye(2), [1, 1], orientation="post-pre"),
            "weights must have spectral radius < 1, got 1.0",
        ),
        (
            lambda: memory_capacity(np.ones((2, 3)), [1, 1], orientation="post-pre"),
            "be a square matrix",
        ),
        (
            lambda: memory_capacity(np.full((2, 2), np.inf), [1, 1], orientation="post-pre"),
            "weights must be finite",
        ),
        (lambda: memory_capacity(np.eye(2) / 2, [0, 0], orientation="post-pre"), "other than 0"),
        (lambda: memory_capacity(np.eye(2) / 2, [1], orientation="post-pre"), "have shape"),
        (lambda: memory_capacity(np.eye(2) / 2, [1, 1], orientation="W"), "orientation must be"),
        (
            lambda: combinatorial_memory_capacity(Graph(pre=[0], post=[1]), []),
            "inputs must name at least one neuron",
        ),
        (lambda: combinatorial_memory_capacity(Graph(pre=[0], post=[1]), [2]), "be in 0 .. 1"),
        (
            lambda: combinatorial_memory_capacity(Graph(pre=[0], post=[1]), "a"),
            "list neurons by number or name",
        ),
        (lambda: projection_capacities([[1, 2], [1]]), "have equally long rows"),
        (lambda: projection_capacities([[math.nan]]), "be rows of integers or Fractions"),
        (lambda: projection_capacities(None), "be rows of integers or Fractions, got None"),
        (
            lambda: memory_capacity(np.eye(2) * 1j, [1, 1], orientation="post-pre"),
            "be a table of real numbers, got complex numbers",
        ),
    ],
)
def test_nonsense_is_refused(call, message):
    with pytest.raises(DomainError, match=message):
        call()
