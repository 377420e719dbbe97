import math

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import chisquare

from netbounds.activations import IDENTITY, TANH
from netbounds.domains import DomainError
from netbounds.simulate.reservoir import (
    cyclic_weights,
    gaussian_weights,
    orthogonal_weights,
    segments,
    sparse_weights,
    states,
)


@pytest.fixture
def rng():
    return np.random.default_rng(7)


def test_a_step_is_weights_times_previous_state_plus_drive(rng):
    w, u = gaussian_weights(5, 0.9, rng), rng.standard_normal(5)
    inputs = rng.standard_normal((7, 3))
    chunks = [c.copy() for c in states(w, (u, inputs), activation=TANH, chunk=3)]
    assert [c.shape for c in chunks] == [(5, 3, 3), (5, 3, 3), (5, 1, 3)]
    x = np.zeros((5, 3))
    for t, measured in enumerate(np.moveaxis(np.concatenate(chunks, axis=1), 1, 0)):
        x = np.tanh(w @ x + np.outer(u, inputs[t]))
        assert_allclose(measured, x, rtol=1e-12)


def test_sparse_and_dense_weights_step_alike(rng):
    w = sparse_weights(40, 3, 0.9, rng)
    drive = rng.standard_normal((6, 40, 2))
    (sparse_states,) = states(w, drive, activation=IDENTITY, chunk=6)
    (dense_states,) = states(w.toarray(), drive, activation=IDENTITY, chunk=6)
    assert_allclose(sparse_states, dense_states, atol=1e-12)


@pytest.mark.parametrize("in_degree", [2, 5])
def test_every_set_of_senders_is_as_likely_as_any_other(rng, in_degree):
    columns = np.concatenate(
        [sparse_weights(6, in_degree, 1.0, rng).indices.reshape(6, -1) for _ in range(1000)]
    )
    counts = np.unique(columns, axis=0, return_counts=True)[1]
    sets = math.comb(6, in_degree)
    assert counts.size == sets
    assert chisquare(counts).pvalue > 1e-4


def test_weights_are_what_they_say(rng):
    w = sparse_weights(50, 4, 0.8, rng).toarray()
    assert np.all(np.count_nonzero(w, axis=1) == 4)
    assert_allclose(np.unique(np.abs(w)), [0, 0.4])
    q = orthogonal_weights(6, 0.5, rng)
    assert_allclose(q @ q.T, 0.25 * np.eye(6), atol=1e-14)
    ring = cyclic_weights(4, 2.0).toarray()
    assert ring[1, 0] == 2
    assert ring[0, 3] == 2
    assert np.count_nonzero(ring) == 4


def test_haar_weights_have_no_preferred_sign(rng):
    traces = [np.trace(orthogonal_weights(3, 1.0, rng)) for _ in range(2000)]
    assert abs(np.mean(traces)) < 5 / np.sqrt(2000)  # raw LAPACK QR gives about -0.9
    assert np.mean(np.square(traces)) == pytest.approx(1, abs=0.2)


def test_segments_tile_the_series_each_with_its_own_run_up():
    cut = segments(np.arange(11.0), 2, washout=3)
    assert cut.T.tolist() == [[0, 1, 2, 3, 4, 5, 6], [4, 5, 6, 7, 8, 9, 10]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda r: sparse_weights(3, 4, 1.0, r), "in_degree must be between 1 and n = 3, got 4"),
        (lambda r: sparse_weights(3, 2, -1.0, r), "gain must be >= 0, got -1.0"),
        (lambda r: gaussian_weights(0, 1.0, r), "n must be >= 1, got 0"),
        (lambda r: orthogonal_weights(3, -0.5, r), "gain must be >= 0"),
        (lambda r: cyclic_weights(0, 1.0), "n must be >= 1"),
        (lambda r: segments(np.ones(10), 4, 7), "more than washout"),
        (lambda r: segments(np.ones(10), 0, 7), "count must be >= 1"),
        (lambda r: segments(np.ones(10), 1, -7), "washout must be >= 0"),
        (
            lambda r: next(states(np.eye(2), np.ones((3, 2, 1)), activation=TANH, noise=0.1)),
            "rng must be given",
        ),
        (lambda r: next(states(np.eye(2), np.ones((3, 4, 1)), activation=TANH)), "drive must"),
    ],
)
def test_nonsense_is_refused(rng, call, message):
    with pytest.raises(DomainError, match=message):
        call(rng)
