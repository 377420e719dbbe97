import numpy as np
import pytest
from support.sparse_rnn import random_network

from netbounds.domains import DomainError
from netbounds.simulate import sparse_rnn_classification as srnn


@pytest.fixture(scope="module")
def trained():
    rng = np.random.default_rng(3)
    s, b = srnn.random_patterns(80, 120, rng=rng)
    done = srnn.train(s, b, density=0.1, readout_fraction=0.1, epochs=200, progress=False, rng=rng)
    return done.network, s, b


def test_accuracy_over_time_rises_above_chance_only_after_rest(trained):
    network, s, b = trained
    seen = srnn.evaluate(network, s, b)
    assert seen.accuracy[0] == np.mean(b < 0)  # z = 0 at rest counts as -
    assert seen.best_accuracy >= 0.97
    assert seen.times[-1] == pytest.approx(2.0)
    assert seen.mean_readout(1)[-1] > 0.5 > seen.mean_readout(-1)[-1]


def test_persistence_reads_the_longer_run_at_the_named_times(trained):
    network, s, b = trained
    kept = srnn.persistence(network, s, b, at_times=(2.0, 6.0))
    long = srnn.evaluate(network, s, b, timing=srnn.Timing(steps=60), threshold="percentile")
    assert kept.tolist() == [long.accuracy[20], long.accuracy[60]]


def test_evidence_grows_with_the_duration_of_the_input(trained):
    network, s, b = trained
    grown = srnn.evidence(network, s, b, input_steps=(1, 5, 10))
    assert grown.accuracy[0] < grown.accuracy[-1]
    assert np.all(np.diff(grown.positive_readout) > 0)


def test_noise_lowers_accuracy_and_silence_reproduces_the_quiet_run(trained):
    network, s, b = trained
    rng = np.random.default_rng(0)
    table = srnn.noise_robustness(
        network, s, b, pattern_noise=(0.0, 0.4), neuron_noise=(0.0, 0.1), rng=rng
    )
    quiet = srnn.evaluate(network, s, b, threshold="percentile").accuracy[-1]
    assert table.shape == (2, 2)
    assert table[0, 0] == quiet
    assert quiet > table[1, 0] > 0.5
    assert quiet > table[0, 1] > 0.5


def test_more_noise_costs_more_accuracy(trained):
    network, s, b = trained
    rng = np.random.default_rng(5)
    levels = (0.0, 0.1, 0.2, 0.4)
    by_pattern = np.mean(
        [
            srnn.noise_robustness(network, s, b, pattern_noise=levels, rng=rng)[:, 0]
            for _ in range(8)
        ],
        axis=0,
    )
    by_neuron = np.mean(
        [
            srnn.noise_robustness(network, s, b, neuron_noise=(0.0, 0.02, 0.05, 0.1), rng=rng)[0]
            for _ in range(8)
        ],
        axis=0,
    )
    assert np.all(np.diff(by_pattern) < 0)
    assert np.all(np.diff(by_neuron) < 0)


def test_training_leaves_the_linear_regime():
    rng = np.random.default_rng(4)
    s, b = srnn.random_patterns(100, 250, rng=rng)
    fresh = srnn.untrained(s, b, srnn.Architecture(neurons=100), rng=rng)
    done = srnn.train_network(fresh, s, b, epochs=150, stop_accuracy=0.97, progress=False)
    before, after = (srnn.resonance(n, s[:, :20], b[:20]) for n in (fresh, done.network))
    assert after.rms_weight > 5 * before.rms_weight
    assert after.spectral_radius > 5 * before.spectral_radius
    # growth of the linearised network, for both labels: 1/(1 - eigenvalue) would be negative
    assert after.mean(after.leading, 1) > 1
    assert after.mean(after.leading, -1) > 1


def test_pattern_noise_is_drawn_once_a_pattern_and_neuron_noise_every_step():
    rng = np.random.default_rng(0)
    network = srnn.Network(
        neurons=300, indptr=np.zeros(301, dtype=int), pre=np.zeros(0, dtype=int),
        weights=np.zeros(0), driven=np.arange(300), readout=np.array([0]),
        readout_weights=np.array([1.0]), activation=srnn.BoundedPower(1, bound=1e9),
    )  # fmt: skip
    s, timing = np.full((300, 40), 9.0), srnn.Timing(steps=2, input_steps=2)
    noisy = next(r for _, r in srnn.trajectories(network, s, timing, pattern_noise=0.5, rng=rng))
    u = noisy[1] / 0.1  # x(1) = dt (s + noise), x(2) = (1 - dt) x(1) + dt (s + the same noise)
    np.testing.assert_allclose(noisy[2], 0.19 * u, rtol=1e-12)
    assert np.std(u) == pytest.approx(0.5, rel=0.05)
    jitter = next(r for _, r in srnn.trajectories(network, s, timing, neuron_noise=0.02, rng=rng))
    assert np.std(jitter[1]) == pytest.approx(0.02, rel=0.05)
    assert np.std(jitter[2]) == pytest.approx(0.02 * np.sqrt(1 + 0.81), rel=0.05)


def test_resonance_of_one_shot_networks_is_for_plus_patterns():
    rng = np.random.default_rng(1)
    s, b = srnn.random_patterns(300, 40, rng=rng)
    network = srnn.one_shot(s, b, rng=rng)
    found = srnn.resonance(network, s, b, timing=srnn.HEBBIAN_TIMING)
    assert found.mean(found.overlap_gain, 1) > 1.3 > 1 > found.mean(found.overlap_gain, -1)
    assert found.mean(found.rate_gain, 1) > found.mean(found.rate_gain, -1)
    assert found.mean(found.leading, 1) > found.mean(found.leading, -1)


def test_leading_eigenvalue_is_that_of_the_linearised_matrix():
    rng = np.random.default_rng(2)
    network = random_network(rng)
    s, b = srnn.random_patterns(70, 6, rng=rng)
    b[:2] = 1, -1
    found = srnn.resonance(network, s, b)
    (_, rates), *_ = srnn.trajectories(network, s, srnn.Timing())
    slopes = srnn.slope_from_rate(network.activation, rates[10])
    J = network.matrix().toarray()
    for k in range(6):
        full = np.linalg.eigvals(slopes[:, [k]] * J).real.max()
        assert found.leading[k] == pytest.approx(full, abs=1e-8)
    assert found.spectral_radius == pytest.approx(np.abs(np.linalg.eigvals(J)).max())


@pytest.mark.parametrize(
    "activation", [srnn.ShiftedTanh(), srnn.BoundedPower(1), srnn.BoundedPower(3)]
)
def test_slopes_follow_from_rates(activation):
    net = srnn.Network(
        neurons=1, indptr=np.zeros(2, dtype=int), pre=np.zeros(0, dtype=int), weights=np.zeros(0),
        driven=np.array([0]), readout=np.array([0]), readout_weights=np.array([1.0]),
        activation=activation,
    )  # fmt: skip
    x = np.array([-1.0, 0.2, 0.9, 1.2])
    steps = srnn.Timing(steps=2, input_steps=1, dt=1.0)

    def rate(at):
        return np.concatenate([r[1, 0].copy() for _, r in srnn.trajectories(net, at[None], steps)])

    difference = (rate(x + 1e-6) - rate(x - 1e-6)) / 2e-6
    np.testing.assert_allclose(srnn.slope_from_rate(activation, rate(x)), difference, rtol=1e-7)


def test_evaluations_that_make_no_sense_are_refused(trained):
    network, s, b = trained
    for ask, words in (
        (lambda: srnn.evaluate(network, s[:3], b), "one row for each of the 80 driven"),
        (lambda: srnn.evaluate(network, s, abs(b), threshold="percentile"), "both classes"),
        (lambda: srnn.evaluate(network, s, b, threshold=np.nan), "threshold must be"),
        (lambda: srnn.evaluate(network, s, b, pattern_noise=-1.0), "pattern_noise must be >= 0"),
        (lambda: srnn.evaluate(network, s, b, neuron_noise=0.1), "rng must be"),
        (lambda: srnn.persistence(network, s, b, at_times=(0.0,)), "at_times must be"),
        (lambda: srnn.evidence(network, s, b, input_steps=()), "at least one duration"),
        (lambda: srnn.evidence(network, s, b, input_steps=(21,)), "cannot outlast"),
        (lambda: srnn.resonance(network, s, b, state=0), r"one of 1\.\.20"),
        (lambda: srnn.evaluate(network, s, b).mean_readout(3), "label must be"),
    ):
        with pytest.raises(DomainError, match=words):
            ask()
