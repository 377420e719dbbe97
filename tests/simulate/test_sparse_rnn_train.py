import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.simulate import sparse_rnn_classification as srnn


def train(seed=0, *, neurons=60, patterns=90, **settings):
    rng = np.random.default_rng(seed)
    s, b = srnn.random_patterns(neurons, patterns, rng=rng)
    how = {"density": 0.1, "readout_fraction": 0.1, "progress": False}
    return srnn.train(s, b, rng=rng, **(how | settings))


def test_training_learns_and_stops_at_the_wanted_accuracy():
    done = train(epochs=200, stop_accuracy=0.97)
    assert done.accuracies[-1] >= 0.97 > done.accuracies[:-1].max()
    rng = np.random.default_rng(0)
    s, b = srnn.random_patterns(60, 90, rng=rng)
    z = srnn.readout(done.network, s, done.timing)
    # the weights that scored are the weights handed back
    assert srnn.accuracy(z[1:], b, 0.5).max() == done.accuracies[-1]


def test_untrained_accuracy_is_the_first_entry_and_loss_falls():
    done = train(epochs=40)
    assert len(done.losses) == len(done.accuracies) == 40
    assert 0.3 < done.accuracies[0] < 0.8
    assert done.losses[-1] < 0.3 * done.losses[0]


@pytest.mark.parametrize("optimizer", [srnn.SGD(rate=2.0), srnn.Adam(rate=0.1)])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_same_generator_state_gives_same_bits(optimizer, precision):
    one, two = (train(epochs=5, optimizer=optimizer, precision=precision) for _ in range(2))
    assert one.network.weights.dtype == precision
    assert one.network.weights.tobytes() == two.network.weights.tobytes()
    assert one.network.weights.tobytes() != train(1, epochs=5).network.weights.tobytes()


def test_adam_takes_the_textbook_steps():
    from netbounds.simulate.sparse_rnn_classification import optimizers

    rng = np.random.default_rng(0)
    gradients = rng.normal(size=(5, 4))
    at, m, v, theta = optimizers.start(np.ones(4)), np.zeros(4), np.zeros(4), np.ones(4)
    for k, g in enumerate(gradients, start=1):
        at = optimizers.step(srnn.Adam(rate=0.05), at, g)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        theta = theta - 0.05 * (m / (1 - 0.9**k)) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
    np.testing.assert_allclose(at.parameters, theta, rtol=1e-13)


@pytest.mark.parametrize("optimizer", [srnn.SGD(rate=1.0), srnn.Adam()])
def test_training_in_two_calls_gives_the_bits_of_one(tmp_path, optimizer):
    file = tmp_path / "half.npz"
    train(epochs=7, optimizer=optimizer, checkpoint=file)
    resumed = train(epochs=20, optimizer=optimizer, checkpoint=file)
    whole = train(epochs=20, optimizer=optimizer)
    assert resumed.network.weights.tobytes() == whole.network.weights.tobytes()
    assert resumed.accuracies.tobytes() == whole.accuracies.tobytes()
    assert [f.name for f in tmp_path.iterdir()] == ["half.npz"]


def test_a_checkpoint_of_another_training_is_refused(tmp_path):
    file = tmp_path / "kept.npz"
    train(epochs=2, checkpoint=file)
    with pytest.raises(DomainError, match="same patterns, wiring, generator and settings"):
        train(1, epochs=2, checkpoint=file)
    with pytest.raises(DomainError, match="same patterns, wiring, generator and settings"):
        train(epochs=2, checkpoint=file, optimizer=srnn.Adam(rate=0.2))
    file.write_bytes(b"not a checkpoint")
    with pytest.raises(DomainError, match="a file that train wrote"):
        train(epochs=2, checkpoint=file)
    with pytest.raises(DomainError, match="existing folder"):
        train(epochs=2, checkpoint=tmp_path / "missing" / "kept.npz")


LONG_TRAINING = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of a shell ignore it
import numpy as np
from netbounds.simulate import sparse_rnn_classification as srnn
rng = np.random.default_rng(0)
s, b = srnn.random_patterns(60, 90, rng=rng)
srnn.train(s, b, density=0.1, readout_fraction=0.1, epochs=1_000_000, checkpoint=sys.argv[1],
           checkpoint_seconds=0, rng=rng)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_training_resumes_to_the_bits_of_an_undisturbed_one(tmp_path, how):
    file = tmp_path / "kept.npz"
    command = [sys.executable, "-c", LONG_TRAINING, str(file)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(how)
    _, told = process.communicate(timeout=60)
    if how is signal.SIGINT:
        assert "training interrupted after epoch" in told
        assert f"kept in {file}; the same call goes on from there" in told
    with np.load(file) as kept:
        epochs = len(kept["losses"])
    assert epochs > 2
    resumed = train(epochs=epochs + 5, checkpoint=file)
    whole = train(epochs=epochs + 5)
    assert resumed.network.weights.tobytes() == whole.network.weights.tobytes()


def test_progress_off_a_terminal_is_plain_lines_with_the_time_left(capsys, monkeypatch):
    from netbounds.simulate.sparse_rnn_classification import progress

    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0.0)
    train(epochs=3, progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("training: epoch 1/3, accuracy 0.")
    assert lines[0].endswith(" s left")


def test_neurons_without_input_still_learn():
    rng = np.random.default_rng(0)
    s, b = srnn.random_patterns(30, 45, rng=rng)
    done = srnn.train(
        s, b, neurons=60, density=0.1, readout_fraction=0.1, epochs=150, stop_accuracy=0.97,
        progress=False, rng=rng,
    )  # fmt: skip
    assert done.best_accuracy >= 0.95
    undriven = np.setdiff1d(np.arange(60), done.network.driven)
    (_, rates), *_ = srnn.trajectories(done.network, s, done.timing)
    assert np.mean(rates[:, undriven].max(axis=(0, 2)) > 0) > 0.3  # covariance: none


def test_covariance_weights_are_refused_where_they_would_leave_neurons_dead():
    rng = np.random.default_rng(0)
    s, b = srnn.random_patterns(30, 45, rng=rng)
    with pytest.raises(DomainError, match="stay silent and never be trained"):
        srnn.train(s, b, neurons=60, readout_fraction=0.1, initial="covariance", rng=rng)
    with pytest.raises(DomainError, match="neurons must be >= 30"):
        srnn.train(s, b, neurons=20, readout_fraction=0.1, rng=rng)
    with pytest.raises(DomainError, match="leave no sign free"):
        srnn.train(
            s, b, readout_fraction=0.1, initial="covariance", excitatory_inhibitory_ratio=1.0,
            rng=rng,
        )  # fmt: skip


def test_signs_of_excitatory_and_inhibitory_neurons_survive_training():
    done = train(excitatory_inhibitory_ratio=4.0, readout_fraction=1.0, epochs=30,
                 loss=srnn.TargetLoss(positive=0.015, negative=0.01), threshold="percentile",
                 loss_from=0, timing=srnn.Timing(steps=19))  # fmt: skip
    network = done.network
    assert np.sum(network.kinds == -1) == 12  # 60 / (1 + 4)
    assert np.all(network.weights * network.kinds[network.pre] >= 0)
    np.testing.assert_allclose(network.readout_weights, network.kinds / 60)
    assert done.losses[-1] < done.losses[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"epochs": 0}, "epochs must be >= 1"),
        ({"stop_accuracy": 1.5}, "stop_accuracy must be"),
        ({"density": 0.0}, "density must be > 0"),
        ({"density": 2.0}, "density must be > 0 and <= 1"),
        ({"readout_fraction": 0.001}, "at least one readout neuron"),
        ({"input_fraction": 0.5}, "one row for each of the 30 driven"),
        ({"initial": "zeros"}, "initial must be one of 'covariance', 'random'"),
        ({"gain": -1.0}, "gain must be > 0"),
        ({"excitatory_inhibitory_ratio": 0.0}, "excitatory_inhibitory_ratio must be a number > 0"),
        ({"precision": "float16"}, "precision must be one of"),
        ({"loss_from": 21}, r"states 0\.\.20"),
        ({"timing": srnn.Timing(input_steps=20)}, "unless loss_from says otherwise"),
        ({"threshold": "middle"}, "threshold must be"),
        ({"optimizer": "adam"}, "optimizer must be a"),
        ({"optimizer": srnn.SGD(rate=1e200), "activation": srnn.BoundedPower(3, 1e300)},
         "keep the loss finite"),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(change, words):
    with pytest.raises(DomainError, match=words) as caught:
        train(**({"epochs": 3} | change))
    assert "\n" not in str(caught.value)


def test_a_missing_class_is_refused():
    rng = np.random.default_rng(0)
    s, _ = srnn.random_patterns(60, 9, rng=rng)
    with pytest.raises(
        DomainError, match=r"labels must name both classes, got 'only \+1'|only \+1"
    ):
        srnn.train(s, np.ones(9, dtype=int), readout_fraction=0.1, rng=rng)


def test_losses_and_optimizers_refuse_impossible_numbers():
    with pytest.raises(DomainError, match="positive must be >= negative"):
        srnn.TargetLoss(positive=0.1, negative=0.4)
    with pytest.raises(DomainError, match="rate must be > 0"):
        srnn.SGD(rate=0.0)
    with pytest.raises(DomainError, match="first_decay"):
        srnn.Adam(first_decay=1.0)
    with pytest.raises(DomainError, match="steepness"):
        srnn.LabelLoss(steepness=0.0)
