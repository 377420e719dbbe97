import numpy as np
import pytest

import netbounds
from netbounds import DomainError


@pytest.fixture
def rng():
    return np.random.default_rng(6)


def driven(weights, input_weights, inputs):
    x, recorded = np.zeros(len(input_weights)), []
    for value in inputs:
        x = weights @ x + input_weights * value
        recorded.append(x)
    return np.array(recorded)


@pytest.mark.parametrize("kind", ["random", "sparse", "orthogonal"])
def test_states_of_a_linear_reservoir_hold_what_its_weights_promise(rng, kind):
    n = 30
    weights = rng.standard_normal((n, n))
    if kind == "sparse":
        weights *= rng.random((n, n)) < 0.2
    elif kind == "orthogonal":
        weights = np.linalg.qr(weights)[0]
    weights *= 0.9 / np.max(np.abs(np.linalg.eigvals(weights)))
    u, s = rng.standard_normal(n), rng.standard_normal(20_000)
    exact = netbounds.memory_capacity(
        weights=weights, input_weights=u, orientation="post-pre", delays=120
    )
    found = netbounds.memory_capacity(states=driven(weights, u, s), inputs=s, delays=120)
    assert exact.total == n == found.readouts
    low, high = found.interval(0.9999)
    assert low < exact.within < high
    assert found.total.error < 0.2
    # of each delay: the variance of R^2 is at most 4 m (1 - m)^2 / T, and 2 L / T^2 of chance
    m = exact.function
    error = np.sqrt(4 * m * (1 - m) ** 2 / found.samples + 2 * n / found.samples**2)
    assert np.max(np.abs(found.function - m) / error) < 5


def test_transposed_weights_with_the_other_orientation_are_the_same(rng):
    weights, u = rng.standard_normal((4, 4)) * 0.2, np.eye(4)[1]
    one = netbounds.memory_capacity(weights=weights, input_weights=u, orientation="post-pre")
    other = netbounds.memory_capacity(weights=weights.T, input_weights=u, orientation="pre-post")
    assert np.allclose(one.function, other.function, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({}, "one of states and weights must be given, got neither of them"),
        (
            {"states": np.eye(2), "weights": np.eye(2)},
            "one of states and weights must be given, got both of them",
        ),
        ({"states": np.ones((9, 2))}, "inputs must be given with states"),
        ({"weights": np.eye(2) / 2, "orientation": "post-pre"}, "input_weights must be given"),
        ({"weights": np.eye(2) / 2, "input_weights": [1, 1]}, "orientation must be 'post-pre'"),
        (
            {
                "weights": np.eye(2) / 2,
                "input_weights": [1, 1],
                "orientation": "post-pre",
                "inputs": [1, 2],
            },
            "be left out with weights",
        ),
        (
            {"weights": np.eye(2), "input_weights": [1, 1], "orientation": "post-pre"},
            "weights must have spectral radius < 1, got 1.0",
        ),
        ({"states": np.ones((9, 2)), "inputs": np.ones(9)}, "inputs must vary"),
        (
            {"states": np.zeros((300, 150)), "inputs": np.arange(300.0)},
            "have at least 378 steps for 150 regressors",
        ),
    ],
)
def test_incomplete_questions_are_refused(call, message):
    with pytest.raises(DomainError, match=message):
        netbounds.memory_capacity(**call)
