import math

import numpy as np
import pytest
from scipy import sparse

import netbounds
from netbounds import DomainError
from netbounds.activations import ERF, IDENTITY, RELU, TANH

KIND = {"orientation": "post-pre", "activation": TANH}


@pytest.fixture
def rng():
    return np.random.default_rng(12)


def random_weights(n, gain, rng):
    return gain / math.sqrt(n) * rng.standard_normal((n, n))


def test_exponents_of_a_linear_network_are_logarithms_of_its_eigenvalues(rng):
    weights = [[0.5, 0.3], [0.0, 0.25]]
    found = netbounds.lyapunov_exponents(
        weights, orientation="post-pre", activation=IDENTITY, steps=400, count=2, rng=rng
    )
    assert np.exp(found.exponents) == pytest.approx([0.5, 0.25], rel=1e-3)


def test_transposed_and_sparse_weights_are_the_same_network(rng):
    weights = random_weights(60, 2.0, rng)
    weights[rng.random((60, 60)) < 0.5] = 0
    one, other, stored = (
        netbounds.lyapunov_exponents(
            w, orientation=way, activation=TANH, steps=40, rng=np.random.default_rng(1)
        ).exponents[0]
        for w, way in (
            (weights, "post-pre"),
            (weights.T, "pre-post"),
            (sparse.csr_array(weights.T), "pre-post"),
        )
    )
    assert one == other
    assert stored == pytest.approx(one, abs=1e-6)


def test_recorded_states_have_the_exponents_of_the_run_that_made_them(rng):
    weights, current = random_weights(80, 2.0, rng), rng.standard_normal((700, 80))
    h, path = rng.standard_normal(80), []
    for pushed in current:
        path.append(h)
        h = weights @ np.tanh(h) + pushed
    run = netbounds.lyapunov_exponents(
        weights, **KIND, steps=600, current=current, discard=100, rng=rng
    )
    seen = netbounds.lyapunov_exponents(weights, **KIND, states=np.array(path[100:]), rng=rng)
    assert abs(run.exponents[0] - seen.exponents[0]) < 4 * run.standard_errors[0]


def test_a_large_network_has_the_exponent_of_its_mean_field(rng):
    theory = netbounds.mean_field(2.0, activation=ERF, dt=1.0, noise=0.5)
    # the sheet of closed forms: v = 2.962, lambda = 0.10998 at g = 2, variance 0.5 a step
    assert theory.lyapunov_exponent == pytest.approx(0.109977369596678, abs=1e-8)
    assert theory.variance == pytest.approx(2.96203760101451, abs=1e-8)
    assert theory.chaotic
    found = netbounds.lyapunov_exponents(
        random_weights(400, 2.0, rng), orientation="post-pre", activation=ERF, steps=400,
        noise=0.5, rng=rng,
    ).largest  # fmt: skip
    assert abs(found.value - theory.lyapunov_exponent) < 4 * found.error + 4.2 / 400


def test_common_input_suppresses_chaos_less_than_the_same_input_at_random_phases():
    driven = {"activation": RELU, "neurons": 500, "input_amplitude": 8.0, "dt": 0.1}
    apart = netbounds.mean_field(2.0, **driven)
    together = netbounds.mean_field(2.0, **driven, kind="common")
    assert not apart.chaotic
    assert together.chaotic
    assert str(apart).startswith("not chaotic: exponent -0.")


def test_edges_of_chaos_are_at_hand():
    assert netbounds.edge_of_chaos(2.0).noise == pytest.approx(2.02231437879477, abs=1e-12)
    found = netbounds.critical_input_amplitude(2.0, None, frequency=0.05, kind="independent")
    assert found == pytest.approx(2.91, abs=0.03)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda w, r: netbounds.lyapunov_exponents(w, **KIND, rng=r), "one of steps and states"),
        (
            lambda w, r: netbounds.lyapunov_exponents(w, **KIND, steps=40, states=w, rng=r),
            "be given, got both of them",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(
                w, orientation="rows", activation=TANH, steps=40, rng=r
            ),
            "orientation must be 'post-pre'",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(
                w, orientation="post-pre", activation="tanh", steps=40, rng=r
            ),
            "activation must be an Activation",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(w, **KIND, states=w, noise=1.0, rng=r),
            "be left out with states",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(w[:2], **KIND, steps=40, rng=r),
            "weights must be a square matrix",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(w * math.nan, **KIND, steps=40, rng=r),
            "weights must be finite",
        ),
        (
            lambda w, r: netbounds.lyapunov_exponents(w, **KIND, steps=40, dt=1.5, rng=r),
            r"dt must be in \(0, 1\]",
        ),
        (lambda w, r: netbounds.lyapunov_exponents(w, **KIND, steps=5, rng=r), "at least 20 tau"),
        (lambda w, r: netbounds.mean_field(-1.0), "gain must be"),
        (lambda w, r: netbounds.mean_field(2.0, dt=0.0), "dt must be"),
        (lambda w, r: netbounds.mean_field(2.0, neurons=100), "neurons must be left out for tanh"),
        (lambda w, r: netbounds.mean_field(2.0, activation=RELU, noise=1.0), "noise must be 0"),
        (
            lambda w, r: netbounds.mean_field(
                2.0, activation=RELU, input_amplitude=3.0, kind="common"
            ),
            "neurons must be given for common input",
        ),
        (
            lambda w, r: netbounds.mean_field(
                2.0, activation=RELU, input_amplitude=3.0, frequency=0.0
            ),
            "mean_field: frequency must be > 0",
        ),
        (
            lambda w, r: netbounds.mean_field(
                2.0, activation=RELU, input_amplitude=3.0, frequency=math.pi / 10
            ),
            "mean_field: frequency must have a period commensurate",
        ),
        (lambda w, r: netbounds.edge_of_chaos(1.0), "gain must be > 1"),
        (
            lambda w, r: netbounds.critical_input_amplitude(
                2.0, None, frequency=0.2, kind="common"
            ),
            "neurons must be a whole number",
        ),
    ],
)
def test_nonsense_is_refused(rng, call, message):
    with pytest.raises(DomainError, match=message):
        call(random_weights(5, 1.0, rng), rng)
