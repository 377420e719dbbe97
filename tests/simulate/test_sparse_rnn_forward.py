import numpy as np
import pytest
from support.sparse_rnn import random_network, tanh_rate

from netbounds.domains import DomainError
from netbounds.simulate import sparse_rnn_classification as srnn


def dense_run(network, s, timing, rate, noise=0.0):
    """The textbook recursion on the dense matrix, one line a step."""
    J = network.matrix().toarray()
    u = np.zeros((network.neurons, s.shape[1]))
    u[network.driven] = s
    x = np.zeros_like(u)
    r = [np.zeros_like(u)]
    for t in range(timing.steps):
        x = x + timing.dt * (-x + J @ r[-1] + (u if t < timing.input_steps else 0))
        r.append(rate(x))
    return np.array(r)


@pytest.mark.parametrize(
    ("activation", "rate"),
    [
        (srnn.ShiftedTanh(), tanh_rate),
        (srnn.BoundedPower(1), lambda x: np.minimum(np.maximum(x, 0), 2)),
        (srnn.BoundedPower(2), lambda x: np.minimum(np.maximum(x, 0) ** 2, 2)),
        (srnn.BoundedPower(3, bound=0.01), lambda x: np.minimum(np.maximum(x, 0) ** 3, 0.01)),
    ],
)
@pytest.mark.parametrize("driven", [70, 20])
def test_compiled_blocks_repeat_the_dense_recursion(activation, rate, driven):
    rng = np.random.default_rng(1)
    network = random_network(rng, driven=driven, activation=activation)
    s, _ = srnn.random_patterns(driven, 130, rng=rng)  # two full blocks and one of two patterns
    timing = srnn.Timing(steps=23, input_steps=9)
    wanted = dense_run(network, s, timing, rate)
    seen = np.zeros_like(wanted)
    for columns, rates in srnn.trajectories(network, s, timing):
        seen[:, :, columns] = rates
    np.testing.assert_allclose(seen, wanted, rtol=1e-12, atol=1e-15)
    z = 0.5 * wanted[:, 3] - 0.25 * wanted[:, 11]
    np.testing.assert_allclose(srnn.readout(network, s, timing), z, rtol=1e-11, atol=1e-15)


def test_single_precision_stays_single():
    rng = np.random.default_rng(2)
    network = random_network(rng, dtype=np.float32)
    s, _ = srnn.random_patterns(70, 5, rng=rng)
    (_, rates), *_ = srnn.trajectories(network, s, srnn.Timing())
    assert rates.dtype == np.float32
    np.testing.assert_allclose(rates, dense_run(network, s, srnn.Timing(), tanh_rate), atol=2e-6)


def test_rate_keeps_its_relative_accuracy_near_zero_and_at_saturation():
    mpmath = pytest.importorskip("mpmath")
    from netbounds.simulate.sparse_rnn_classification._kernels_forward import shifted_tanh

    for x in (1e-300, 1e-12, 1e-3, 0.17, 0.5, 1.0, 3.0, 18.0, 40.0, 1e6):
        exact = -mpmath.expm1(-2 * mpmath.mpf(x)) / (1 + mpmath.exp(1 - 2 * mpmath.mpf(x)))
        assert abs(shifted_tanh(x) / exact - 1) < 1e-15
    assert shifted_tanh(0.0) == shifted_tanh(-3.0) == 0.0


def test_first_step_has_the_exact_mean_rate_and_overlap():
    # s uniform on (-1, 1), x(1) = dt s: closed forms 0.01385215314..., 0.00926802773...
    trial = srnn.one_shot_trial(neurons=400, patterns=600, rng=np.random.default_rng(3))
    np.testing.assert_allclose(trial.rates[:, 1], 0.0138521531446454698, rtol=0.01)
    np.testing.assert_allclose(trial.overlaps[:, 1], 0.00926802773149324053, rtol=0.01)
    np.testing.assert_allclose(trial.squares[:, 1], 0.000515413535429000936, rtol=0.01)


def test_one_shot_weights_are_the_masked_sum_of_outer_products():
    rng = np.random.default_rng(4)
    s, b = srnn.random_patterns(275, 30, rng=rng)
    network = srnn.one_shot(s, b, rng=rng)
    assert len(network.weights) == 7563  # 0.1 * 275^2 = 7562.5 rounds up
    assert len(network.readout) == 28
    assert network.readout_weights[0] == pytest.approx(1 / 27.5)
    J = network.matrix().toarray()
    full = 10 * 0.1**0.25 / np.sqrt(275 * 30 * np.sqrt(0.1)) * (s * b) @ s.T
    np.testing.assert_allclose(J[J != 0], full[J != 0], rtol=1e-9)


def test_sparse_and_dense_covariances_agree():
    from netbounds.simulate.sparse_rnn_classification.one_shot import covariances

    rng = np.random.default_rng(5)
    s, b = srnn.random_patterns(300, 40, rng=rng)
    indptr, pre = srnn.random_synapses(300, 500, rng=rng)
    post = np.repeat(np.arange(300), np.diff(indptr))
    np.testing.assert_allclose(
        covariances(s, b, indptr, pre), ((s * b) @ s.T)[post, pre], rtol=1e-10, atol=1e-12
    )


def test_one_shot_separates_the_classes_at_low_load():
    accuracies = [
        srnn.one_shot_accuracy(neurons=500, patterns=50, rng=np.random.default_rng(k))
        for k in range(4)
    ]
    assert np.mean(accuracies) > 0.95
    trial = srnn.one_shot_trial(neurons=500, patterns=50, rng=np.random.default_rng(0))
    assert trial.rates[0, -1] > 1.5 * trial.rates[1, -1]


@pytest.mark.parametrize(
    ("neurons", "fraction", "truncated", "rounded"), [(100, 0.29, 29, 29), (275, 0.1, 27, 28)]
)
def test_counts_truncate_or_round_half_up(neurons, fraction, truncated, rounded):
    def count(rounding):
        return srnn.Architecture(
            neurons=neurons, readout_fraction=fraction, rounding=rounding
        ).readouts

    assert count(srnn.Rounding.TRUNCATE) == truncated
    assert count(srnn.Rounding.HALF_UP) == rounded
    assert srnn.Architecture(neurons=100).patterns_at(0.5) == 250
    assert srnn.Architecture(neurons=100).patterns_at(1e-9) == 1


def test_synapses_sit_at_distinct_places():
    indptr, pre = srnn.random_synapses(40, 1500, rng=np.random.default_rng(0))
    post = np.repeat(np.arange(40), np.diff(indptr))
    assert len(set(zip(post.tolist(), pre.tolist(), strict=True))) == 1500


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: srnn.Architecture(neurons=10, density=0.0), "density must be > 0"),
        (lambda: srnn.Architecture(neurons=10, density=1.2), "density must be > 0 and <= 1"),
        (lambda: srnn.Architecture(neurons=10, readout_fraction=0.05), "one readout neuron"),
        (lambda: srnn.Architecture(neurons=20, input_fraction=0.04), "one driven neuron"),
        (lambda: srnn.Timing(steps=1), "steps must be >= 2"),
        (lambda: srnn.Timing(steps=5, input_steps=6), "cannot outlast the trial"),
        (lambda: srnn.BoundedPower(4), "power must be one of 1, 2, 3"),
        (lambda: srnn.random_patterns(10, 0, rng=np.random.default_rng(0)), "must be >= 1"),
        (lambda: srnn.random_synapses(3, 10, rng=np.random.default_rng(0)), "neurons.2 = 9"),
    ],
)
def test_impossible_systems_are_refused(build, words):
    with pytest.raises(DomainError, match=words):
        build()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": np.array([1.0, np.nan])}, "weights must be finite"),
        ({"pre": np.array([0, 7])}, "pre must name neurons 0..2"),
        ({"indptr": np.array([0, 2])}, "compressed rows"),
        ({"indptr": np.array([0, 2, 1, 2])}, "rise from 0"),
        ({"driven": np.array([1, 1])}, "every neuron once"),
        ({"readout_weights": np.array([1.0, 1.0])}, "as many as readout"),
        ({"kinds": np.array([1])}, "kinds must have shape"),
    ],
)
def test_impossible_networks_are_refused(change, words):
    good = {
        "neurons": 3, "indptr": np.array([0, 1, 1, 2]), "pre": np.array([0, 2]),
        "weights": np.array([1.0, 2.0]), "driven": np.array([0]),
        "readout": np.array([1]), "readout_weights": np.array([1.0]),
    }  # fmt: skip
    srnn.Network(**good)
    with pytest.raises(DomainError, match=words):
        srnn.Network(**(good | change))


@pytest.mark.parametrize(
    ("patterns", "labels", "words"),
    [
        (np.zeros(5), np.ones(5), "array of numbers"),
        (np.full((20, 2), np.inf), [1, -1], "patterns must be finite"),
        (np.zeros((20, 0)), [], "at least one"),
        (np.zeros((2, 20)), [1, -1], "transpose patterns"),
        (np.zeros((20, 2)), [1, 0], "be .1 or -1"),
    ],
)
def test_impossible_patterns_are_refused(patterns, labels, words):
    with pytest.raises(DomainError, match=words):
        srnn.one_shot(patterns, np.array(labels), rng=np.random.default_rng(0))
