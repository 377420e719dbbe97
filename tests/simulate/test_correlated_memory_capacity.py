import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from netbounds.activations import IDENTITY, TANH
from netbounds.domains import DomainError
from netbounds.simulate.correlated_memory_capacity import (
    gramian_memory,
    information_processing_capacity,
    krylov_rank,
    memory_capacity,
    noise_free_function,
    reservoir_memory,
    small_reservoir,
    sparse_reservoir,
)
from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    capacities,
    nested_capacities,
)
from netbounds.simulate.correlated_memory_capacity.factors import (
    Factors,
    factor_capacities,
    merged,
)
from netbounds.simulate.correlated_memory_capacity.processing import multi_indices, polynomials
from netbounds.simulate.reservoir import cyclic_weights, gaussian_weights, orthogonal_weights


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def run(weights, u, inputs):
    x, recorded = np.zeros(len(u)), []
    for s in inputs:
        x = np.tanh(weights @ x + u * s)
        recorded.append(x)
    return np.array(recorded)


def least_squares_r2(states, target):
    design = np.column_stack([np.ones(len(states)), states])
    residual = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
    return 1 - residual.var() / target.var()


def test_raw_capacity_is_r_squared_of_least_squares_with_intercept(rng):
    s = rng.uniform(-1, 1, 700)
    x = run(gaussian_weights(12, 0.9, rng), rng.standard_normal(12), s) + 5.0
    found = memory_capacity(x, s, delays=8, washout=100)
    exact = [least_squares_r2(x[100:], s[100 - d : 700 - d]) for d in range(8)]
    assert_allclose(found.raw, exact, atol=1e-9)
    assert (found.samples, found.readouts) == (600, 12)


def test_streaming_reservoir_agrees_with_recorded_states(rng):
    w, u, s = gaussian_weights(10, 0.8, rng), rng.standard_normal(10), rng.standard_normal(20_000)
    stored = memory_capacity(run(w, u, s), s, delays=10)
    streamed = reservoir_memory(sparse.csr_array(w), u, s, activation=TANH, delays=10)
    assert_allclose(streamed.raw, stored.raw, atol=2e-3)
    assert 0.2 < streamed.total.error / stored.total.error < 5


def test_nested_capacities_are_those_of_the_first_states(rng):
    x, y = rng.standard_normal((6, 300)), rng.standard_normal((3, 300))
    y += x[:3]
    sums, some = Covariances(6, 3), Covariances(4, 3)
    sums.add(x, y)
    some.add(x[:4], y)
    assert_allclose(nested_capacities(sums)[3], capacities(some)[0], atol=1e-12)


def test_states_that_depend_on_others_count_once(rng):
    s = rng.standard_normal(3000)
    x = np.stack([s, np.roll(s, 1)], axis=1)
    doubled = np.column_stack([x, x[:, 0] + x[:, 1], np.full(3000, 2.0)])
    found = memory_capacity(doubled, s, delays=4)
    assert found.readouts == 2
    assert found.total.value == pytest.approx(2, abs=0.01)


def test_factor_and_covariance_give_the_same_capacities(rng):
    x, y = rng.standard_normal((6, 300)) + 3, rng.standard_normal((3, 300)) + 1
    y += x[:3]
    sums, factor = Covariances(6, 3), Factors(6, 3)
    for part in (sums, factor):
        part.add(x[:, :120], y[:, :120])
        part.add(x[:, 120:], y[:, 120:])
    raw, rank = factor_capacities(factor)
    assert rank == 6
    assert_allclose(raw, capacities(sums)[0], atol=1e-12)
    halves = [Factors(6, 3), Factors(6, 3)]
    halves[0].add(x[:, :40], y[:, :40])
    halves[1].add(x[:, 40:], y[:, 40:])
    assert_allclose(factor_capacities(merged(halves))[0], raw, atol=1e-12)


def test_directions_a_billion_times_narrower_than_others_are_read(rng):
    s = rng.standard_normal(3000)
    x = np.stack([s, s + 1e-9 * np.roll(s, 1), s + 1e-9 * np.roll(s, 2)], axis=1)
    found = memory_capacity(x, s, delays=6)
    assert found.readouts == 3
    assert_allclose(found.function[:3], 1, atol=1e-3)


def test_a_noise_free_linear_network_gives_each_readout_one_input(rng):
    for kind in ("dense", "sparse", "orthogonal"):
        memory = noise_free_function(kind, 10, 400, 100, 0.9, rng)
        assert memory.sum() == pytest.approx(10, abs=1e-6)
        assert np.all(memory <= 1 + 1e-12)


def test_readouts_choose_neurons(rng):
    s = rng.standard_normal(2000)
    x = np.stack([s, np.roll(s, 1), np.roll(s, 2)], axis=1)
    found = memory_capacity(x, s, delays=4, readouts=[2])
    assert found.function.argmax() == 2
    assert found.remembered.tolist() == [False, False, True, False]


def test_interval_covers_the_exact_capacity_of_an_orthogonal_reservoir(rng):
    w, u = orthogonal_weights(30, 0.95, rng), rng.standard_normal(30)
    s = rng.uniform(-1, 1, 40_000)
    found = reservoir_memory(w, u, s, activation=IDENTITY, delays=200, washout=400)
    low, high = found.interval(0.99)
    assert low < 30 < high
    assert found.total.error < 0.2
    assert "memory capacity" in str(found)


def test_chance_is_taken_off_but_not_hidden(rng):
    s, x = rng.standard_normal(1200), rng.standard_normal((1200, 40))
    found = memory_capacity(x, s, delays=100)
    assert found.raw.sum() == pytest.approx(100 * found.noise_floor, rel=0.1)
    assert abs(found.total.value) < 5 * found.total.error
    assert not found.remembered.any()
    assert adjusted(found.noise_floor, found.samples, found.readouts) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("distribution", ["uniform", "gaussian"])
def test_polynomials_are_orthonormal(distribution):
    if distribution == "uniform":
        nodes, weights = np.polynomial.legendre.leggauss(12)
        nodes = nodes * np.sqrt(3)
    else:
        nodes, weights = np.polynomial.hermite_e.hermegauss(12)
    table = polynomials(nodes, 7, distribution)
    assert_allclose((table * weights / weights.sum()) @ table.T, np.eye(8), atol=1e-11)


def test_every_product_of_a_degree_appears_once():
    indices = multi_indices(3, 4)
    assert len(indices) == len(set(indices)) == 20
    assert all(sum(power for _, power in pairs) == 3 for pairs in indices)


def test_capacity_of_known_polynomials_is_found_by_degree(rng):
    s = rng.uniform(-1, 1, 20_000)
    z = s * np.sqrt(3)
    x = np.stack([z, z * np.roll(z, 1), np.roll(z, 2) ** 2], axis=1)
    found = information_processing_capacity(x, s, {1: 4, 2: 4}, distribution="uniform")
    assert found.by_degree[1].value == pytest.approx(1, abs=0.01)
    assert found.by_degree[2].value == pytest.approx(2, abs=0.02)
    assert found.total.value <= found.readouts * 1.01
    assert found.total.value == pytest.approx(sum(c.value for c in found.by_degree.values()))
    best = [found.targets[2][k] for k in np.argsort(found.capacities[2])[-2:]]
    assert set(best) == {((0, 1), (1, 1)), ((2, 2),)}


def test_krylov_rank_of_a_chain_is_its_length():
    from netbounds.graph import Graph

    assert krylov_rank(Graph(pre=[0, 1, 2], post=[1, 2, 3]), (0,), seed=1) == 4


def test_rational_gramian_sums_to_the_number_of_neurons(rng):
    instance = small_reservoir(3, 200, rng)
    assert sum(gramian_memory(**instance)) == pytest.approx(3, abs=1e-6)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"states": np.ones((5, 400))}, r"states must have shape \(400, neurons\)"),
        ({"states": np.ones((2, 400)).T * np.nan}, "states must be finite"),
        ({"states": np.ones((400, 2))}, "states must vary"),
        ({"inputs": np.ones(400)}, "inputs must vary, got the constant 1"),
        ({"inputs": np.ones((400, 2))}, "inputs must be one row"),
        ({"delays": 300}, "washout must be >= the longest delay = 299"),
        ({"readouts": [0, 0]}, "readouts must be different neurons"),
        ({"readouts": [7]}, "readouts must be different neurons of 0 .. 2"),
        ({"readouts": "ab"}, "readouts must be neuron numbers"),
        ({"delays": 0}, "delays must be >= 1, got 0"),
        ({"delays": 2.5}, "delays must be a whole number >= 1"),
        ({"washout": -1}, "washout must be >= 0, got -1"),
        ({"washout": 390}, "states must have at least 40. steps"),
        ({"states": "abc"}, "states must be a table of real numbers, got 'abc'"),
        ({"states": np.ones((400, 2)) * 1j}, "states must be a table of real numbers, got complex"),
        ({"states": np.ones((400, 0))}, r"states must have shape \(400, neurons\)"),
        ({"states": [[1.0], [2.0, 3.0]]}, "states must be a table of numbers, got rows of diff"),
    ],
)
def test_bad_recordings_are_refused(rng, changes, message):
    arguments = {
        "states": rng.standard_normal((400, 3)),
        "inputs": rng.standard_normal(400),
        "delays": 4,
    } | changes
    with pytest.raises(DomainError, match=message):
        memory_capacity(arguments.pop("states"), arguments.pop("inputs"), **arguments)


def test_fewer_steps_than_regressors_are_refused_with_the_number_needed(rng):
    s, x = rng.standard_normal(300), rng.standard_normal((300, 150))
    with pytest.raises(DomainError, match="have at least 378 steps for 150 regressors"):
        memory_capacity(x, s, delays=4)
    enough = rng.standard_normal((378, 150))
    assert memory_capacity(enough, rng.standard_normal(378), delays=4).readouts == 150


def test_unknown_distributions_are_refused(rng):
    s = rng.standard_normal(500)
    with pytest.raises(DomainError, match="distribution must be one of 'uniform', 'gaussian'"):
        information_processing_capacity(s[:, None], s, {1: 3}, distribution="normal")


@pytest.mark.parametrize(
    ("inputs", "degrees", "message"),
    [
        (lambda r: r.choice([-1.0, 1.0], 500), {2: 3}, "take more than 2 values"),
        (lambda r: r.standard_normal(500), {0: 3}, "map degrees >= 1"),
        (lambda r: r.standard_normal(500), {9: 20}, "at most 20000 targets"),
        (lambda r: r.standard_normal(500), {1.5: 20}, "map degrees >= 1"),
        (lambda r: r.standard_normal(500), [1, 2], "map degrees >= 1"),
        (lambda r: r.standard_normal(500), {1: 400}, "washout must be >= the longest delay"),
    ],
)
def test_bad_targets_are_refused(rng, inputs, degrees, message):
    s = inputs(rng)
    with pytest.raises(DomainError, match=message):
        information_processing_capacity(s[:, None], s, degrees, distribution="gaussian")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weights": np.ones((2, 3))}, "be a square matrix"),
        ({"weights": np.full((2, 2), np.inf)}, "weights must be finite"),
        ({"input_weights": [1.0]}, "input_weights must have shape"),
        ({"inputs": np.ones((5, 5))}, "inputs must be one row"),
        ({"inputs": np.ones(500)}, "inputs must vary"),
        ({"input_weights": [0.0, 0.0]}, "input_weights must have an entry other than 0"),
        ({"weights": cyclic_weights(2, 1.2)}, "spectral radius < 1 for a linear reservoir"),
        ({"noise": -1.0}, "noise must be >= 0"),
        ({"delays": 0}, "delays must be >= 1"),
        ({"washout": 1, "delays": 9}, "washout must be >= the longest delay = 8"),
        ({"activation": "tanh"}, "activation must be an Activation, got 'tanh'"),
    ],
)
def test_bad_reservoirs_are_refused(rng, changes, message):
    arguments = {
        "weights": cyclic_weights(2, 0.5),
        "input_weights": [1.0, 0.0],
        "inputs": rng.standard_normal(500),
        "activation": IDENTITY,
        "delays": 3,
    } | changes
    positional = [arguments.pop(name) for name in ("weights", "input_weights", "inputs")]
    with pytest.raises(DomainError, match=message):
        reservoir_memory(*positional, **arguments)


def test_a_density_that_is_none_is_refused():
    with pytest.raises(DomainError, match=r"density must be in \(0, 1\], got 1.5"):
        sparse_reservoir(10, 1.5, 0.9, 1)
