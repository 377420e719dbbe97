import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.simulate import sparse_rnn_classification as srnn


def by_hand(s, b, network, stride, orders, rule):
    """The rule on the dense matrix, one pattern after the other."""
    J = network.matrix().toarray()
    mask = np.zeros_like(J)
    mask[network.post, network.pre] = 1
    c = np.zeros(network.neurons)
    c[network.readout] = network.readout_weights
    limit, z, scores = 0.0334, np.zeros(len(b)), []
    for order in orders:
        for mu in order:
            x = r = np.zeros(network.neurons)
            for t in range(20):
                x = x + 0.1 * (-x + J @ r + (s[:, mu] if t < 9 else 0))
                r = (np.tanh(np.maximum(x, 0) - 0.5) + np.tanh(0.5)) / (1 + np.tanh(0.5))
            z[mu] = c @ r
            if (z[mu] > limit) != (b[mu] > 0):
                J += stride * b[mu] * np.outer(s[:, mu], s[:, mu]) * mask
        if rule == "percentile":
            limit = np.percentile(z, 100 * np.mean(b < 0))
        scores.append(np.mean((z > limit) == (b > 0)))
        if scores[-1] == 1:
            break
    return J, scores


@pytest.mark.parametrize("rule", ["percentile", 0.0334])
def test_side_by_side_presentation_repeats_the_sequential_rule(rule):
    rng = np.random.default_rng(0)
    s, b = srnn.random_patterns(60, 25, rng=rng)
    state = rng.bit_generator.state
    done = srnn.iterated_hebbian(s, b, epochs=6, threshold=rule, rng=rng)
    rng.bit_generator.state = state
    network = srnn.one_shot(s, b, rng=rng)
    orders = [rng.permutation(25) for _ in range(6)]
    stride = 0.03 * 10 * 0.1**0.25 / np.sqrt(60 * 25 * np.sqrt(0.1))
    J, scores = by_hand(s, b, network, stride, orders, rule)
    np.testing.assert_allclose(done.network.matrix().toarray(), J, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(done.accuracies, scores)
    assert not np.array_equal(done.network.weights, network.weights)


def test_iteration_beats_the_one_shot_rule():
    rng = np.random.default_rng(1)
    s, b = srnn.random_patterns(200, 60, rng=rng)
    done = srnn.iterated_hebbian(s, b, epochs=60, rng=rng)
    assert done.best_accuracy > done.accuracies[0] + 0.05
    assert len(done.thresholds) == len(done.accuracies)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"epochs": 0}, "epochs must be >= 1"),
        ({"step": 0.0}, "step must be > 0"),
        ({"threshold": "median"}, "threshold must be"),
        ({"gain": 0.0}, "gain must be > 0"),
    ],
)
def test_settings_that_make_no_sense_are_refused(change, words):
    s, b = srnn.random_patterns(60, 25, rng=np.random.default_rng(0))
    with pytest.raises(DomainError, match=words):
        srnn.iterated_hebbian(s, b, rng=np.random.default_rng(0), **change)
    with pytest.raises(DomainError, match="both classes"):
        srnn.iterated_hebbian(s, abs(b), rng=np.random.default_rng(0))
