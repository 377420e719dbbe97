import numpy as np
import pytest
from support.sparse_rnn import random_network, tanh_rate

from netbounds.domains import DomainError
from netbounds.simulate import sparse_rnn_classification as srnn

TIMING = srnn.Timing(steps=20, input_steps=10)
SLOPES = {
    srnn.ShiftedTanh(): (
        tanh_rate,
        lambda x: (x > 0) / np.cosh(np.maximum(x, 0) - 0.5) ** 2 / (1 + np.tanh(0.5)),
    ),
    srnn.BoundedPower(1): (lambda x: np.clip(x, 0, 2), lambda x: 1.0 * ((x > 0) & (x < 2))),
    srnn.BoundedPower(2, bound=0.02): (
        lambda x: np.minimum(np.maximum(x, 0) ** 2, 0.02),
        lambda x: 2 * np.maximum(x, 0) * (x * np.abs(x) < 0.02),
    ),
    srnn.BoundedPower(3): (
        lambda x: np.minimum(np.maximum(x, 0) ** 3, 2),
        lambda x: 3 * np.maximum(x, 0) ** 2 * (x**3 < 2),
    ),
}


def loss_of(loss, z, b):
    if isinstance(loss, srnn.TargetLoss):
        gap = b * (np.where(b > 0, loss.positive, loss.negative) - z)
        return np.maximum(gap, 0).sum(), np.where(gap > 0, -b, 0)
    u = b * (z - loss.threshold)
    value = 1 - np.tanh(10 * np.maximum(u, 0)) + 10 * np.maximum(-u, 0)
    return value.sum(), b * np.where(u > 0, -10 / np.cosh(10 * u) ** 2, -10)


def dense_gradient(network, s, b, loss, first):
    """Adjoint recursion on full matrices, written from the chain rule."""
    rate, slope = SLOPES[network.activation]
    J, dt = network.matrix().toarray(), TIMING.dt
    c = np.zeros(network.neurons)
    c[network.readout] = network.readout_weights
    u = np.zeros((network.neurons, s.shape[1]))
    u[network.driven] = s
    x, r = [np.zeros_like(u)], [np.zeros_like(u)]
    for t in range(TIMING.steps):
        x.append(x[-1] + dt * (-x[-1] + J @ r[-1] + (u if t < TIMING.input_steps else 0)))
        r.append(rate(x[-1]))
    total, G, later = 0.0, np.zeros_like(J), np.zeros_like(u)
    for t in range(TIMING.steps, 0, -1):
        value, dz = loss_of(loss, c @ r[t], b) if t >= first else (0.0, np.zeros(len(b)))
        total += value
        later = (1 - dt) * later + slope(x[t]) * (np.outer(c, dz) + dt * J.T @ later)
        G += dt * later @ r[t - 1].T
    return total, G[network.post, network.pre], np.array(x)


@pytest.mark.parametrize("activation", SLOPES)
@pytest.mark.parametrize("loss", [srnn.TargetLoss(), srnn.LabelLoss()])
@pytest.mark.parametrize("driven", [70, 30])
def test_gradient_equals_the_dense_adjoint(activation, loss, driven):
    rng = np.random.default_rng(6)
    network = random_network(rng, driven=driven, activation=activation)
    s, b = srnn.random_patterns(driven, 70, rng=rng)
    total, gradient, _ = dense_gradient(network, s, b, loss, first=11)
    seen = srnn.prepare(network, s, b, TIMING, loss, 11)(network.weights)
    assert seen.loss == pytest.approx(total, rel=1e-12)
    assert np.abs(seen.gradient - gradient).max() <= 1e-12 * np.abs(gradient).max()
    assert np.any(gradient != 0)


@pytest.mark.parametrize("loss", [srnn.TargetLoss(), srnn.LabelLoss()])
def test_gradient_equals_finite_differences_on_twenty_random_synapses(loss):
    rng, h = np.random.default_rng(7), 1e-6
    network = random_network(rng)
    s, b = srnn.random_patterns(70, 40, rng=rng)
    one_pass = srnn.prepare(network, s, b, TIMING, loss, 11)
    gradient = one_pass(network.weights).gradient
    tested = 0
    for synapse in rng.permutation(len(gradient))[:20]:
        shift = np.zeros_like(gradient)
        shift[synapse] = h
        up, down = one_pass(network.weights + shift), one_pass(network.weights - shift)
        if kinked(network, s, shift) or np.any((up.readout > 0.5) != (down.readout > 0.5)):
            continue
        tested += 1
        difference = (up.loss - down.loss) / (2 * h)
        assert abs(difference - gradient[synapse]) <= 1e-5 * np.abs(gradient).max()
    assert tested >= 10


def kinked(network, s, shift):
    """Whether some neuron changes between silent and active within the difference."""
    active = []
    for sign in (1, -1):
        J = network.matrix()
        J.data = J.data + sign * shift
        x = r = np.zeros_like(s)
        signs = []
        for t in range(TIMING.steps):
            x = x + TIMING.dt * (-x + J @ r + (s if t < TIMING.input_steps else 0))
            r = tanh_rate(x)
            signs.append(x > 0)
        active.append(np.array(signs))
    return bool(np.any(active[0] != active[1]))


def test_single_precision_gradient_agrees_to_its_precision():
    rng = np.random.default_rng(8)
    network = random_network(rng)
    s, b = srnn.random_patterns(70, 70, rng=rng)
    double = srnn.prepare(network, s, b, TIMING, srnn.LabelLoss(), 11)(network.weights).gradient
    rng = np.random.default_rng(8)
    single = random_network(rng, dtype=np.float32)
    seen = srnn.prepare(single, s, b, TIMING, srnn.LabelLoss(), 11)(single.weights).gradient
    assert seen.dtype == np.float32
    np.testing.assert_allclose(seen, double, atol=2e-5 * np.abs(double).max())


def test_loss_may_count_every_state_from_rest_on():
    rng = np.random.default_rng(9)
    network = random_network(rng)
    s, b = srnn.random_patterns(70, 10, rng=rng)
    total, gradient, _ = dense_gradient(network, s, b, srnn.TargetLoss(), first=1)
    seen = srnn.prepare(network, s, b, TIMING, srnn.TargetLoss(), 0)(network.weights)
    at_rest = 0.6 * np.sum(b > 0)  # z = 0 there: a constant
    assert seen.loss == pytest.approx(total + at_rest, rel=1e-12)
    np.testing.assert_allclose(seen.gradient, gradient, atol=1e-12 * np.abs(gradient).max())


def test_a_state_beyond_the_trial_and_wrong_rows_are_refused():
    network = random_network(np.random.default_rng(0))
    s, b = srnn.random_patterns(70, 4, rng=np.random.default_rng(0))
    with pytest.raises(DomainError, match=r"states 0\.\.20"):
        srnn.prepare(network, s, b, TIMING, srnn.TargetLoss(), 21)
    with pytest.raises(DomainError, match="one row for each of the 70 driven"):
        srnn.prepare(network, s[:5], b, TIMING, srnn.TargetLoss(), 11)
