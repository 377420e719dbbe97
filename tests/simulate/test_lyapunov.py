import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from netbounds.activations import ERF, IDENTITY, TANH
from netbounds.domains import DomainError
from netbounds.simulate.lyapunov import lyapunov_exponents
from netbounds.simulate.reservoir import gaussian_weights, sparse_weights


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def test_linear_network_has_the_logarithms_of_its_eigenvalue_moduli(rng):
    w = gaussian_weights(6, 0.9, rng)
    found = lyapunov_exponents(w, activation=IDENTITY, steps=4000, count=6, rng=rng)
    moduli = np.sort(np.abs(np.linalg.eigvals(w)))[::-1]
    assert_allclose(found.exponents, np.log(moduli), atol=2e-3)


def test_euler_map_of_a_linear_network_has_its_own_exponents(rng):
    w = np.diag([0.5, -0.5])
    found = lyapunov_exponents(w, activation=IDENTITY, steps=2000, dt=0.1, count=2, rng=rng)
    assert_allclose(found.exponents, [10 * math.log(0.95), 10 * math.log(0.85)], atol=1e-6)


def test_sum_of_all_exponents_is_the_mean_log_determinant(rng):
    n, steps = 40, 400
    w = gaussian_weights(n, 2.0, rng)
    logs = []
    h = rng.standard_normal(n)
    found = lyapunov_exponents(
        w, activation=ERF, steps=steps, discard=100, count=n, initial=h, rng=rng
    )
    for step in range(100 + steps):
        if step >= 100:
            logs.append(np.sum(np.log(ERF.slope(h))))
        h = w @ ERF.function(h)
    exact = np.linalg.slogdet(w)[1] + np.mean(logs)
    # chaos makes the two trajectories part by rounding, so the means agree statistically
    assert found.exponents.sum() == pytest.approx(exact, abs=5 * np.std(logs) / 10)


def test_sparse_and_dense_and_single_precision_agree(rng):
    w = sparse_weights(60, 6, 0.5, rng)
    common = {"activation": TANH, "steps": 200, "current": 0.3}
    dense = lyapunov_exponents(w.toarray(), **common, rng=np.random.default_rng(1))
    sparse = lyapunov_exponents(w, **common, rng=np.random.default_rng(1))
    single = lyapunov_exponents(w.toarray(), **common, single=True, rng=np.random.default_rng(1))
    assert_allclose(sparse.exponents, dense.exponents, atol=1e-9)
    assert_allclose(single.exponents, dense.exponents, atol=1e-4)


def test_tangent_exponent_is_the_growth_of_a_small_difference(rng):
    n = 200
    w = gaussian_weights(n, 2.0, rng)
    found = lyapunov_exponents(w, activation=TANH, steps=1000, rng=rng)
    h, other = found.state.copy(), found.state + 1e-7 * rng.standard_normal(n)
    rates = []
    for _ in range(1000):
        before = np.linalg.norm(other - h)
        h, other = w @ np.tanh(h), w @ np.tanh(other)
        after = np.linalg.norm(other - h)
        rates.append(math.log(after / before))
        other = h + (other - h) * (1e-7 / after)
    pair = np.array(rates).reshape(10, 100).mean(axis=1)
    error = math.hypot(found.largest.error, pair.std(ddof=1) / math.sqrt(10))
    assert abs(found.largest.value - pair.mean()) < 4 * error


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"dt": 0.0}, r"dt must be in \(0, 1\]"),
        ({"dt": 1.5}, r"dt must be in \(0, 1\]"),
        ({"weights": np.ones((2, 3))}, "be a square matrix"),
        ({"weights": np.full((2, 2), np.nan)}, "weights must be finite"),
        ({"count": 3}, "count must be between 1 and n = 2"),
        ({"steps": 5}, "steps must cover at least 20 tau"),
        ({"current": np.ones(3)}, "current must be a number"),
        ({"initial": np.zeros(5)}, "initial must be 2 finite numbers"),
        ({"weights": np.zeros((2, 2))}, "keep the state finite and the tangent space alive"),
    ],
)
def test_nonsense_is_refused(rng, changes, message):
    arguments = {"weights": np.eye(2), "activation": IDENTITY, "steps": 100, "rng": rng}
    weights = {**arguments, **changes}.pop("weights")
    arguments = {**arguments, **changes}
    arguments.pop("weights")
    with pytest.raises(DomainError, match=message):
        lyapunov_exponents(weights, **arguments)
