"""Driven networks: their weights, their drive, refusals, and exponents known from elsewhere."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from netbounds.activations import ERF, IDENTITY, TANH
from netbounds.domains import DomainError
from netbounds.simulate.input_driven_chaos import (
    balanced_network,
    balanced_run,
    dense_network,
    exponents_along,
    lyapunov_exponents,
    pair_exponent,
    partial_noise,
    sinusoid,
    sparse_network,
)


@pytest.fixture
def rng():
    return np.random.default_rng(17)


def test_dense_networks_have_no_self_synapses_and_variance_gain_square_over_n(rng):
    w = dense_network(400, 1.7, rng)
    assert not np.any(np.diag(w))
    assert 400 * np.var(w) == pytest.approx(1.7**2, rel=0.02)


def test_sparse_networks_have_their_in_degrees(rng):
    fixed = sparse_network(300, 6, 2.0, rng)
    assert set(np.diff(fixed.indptr)) == {6}
    assert_allclose(np.abs(fixed.data), 2 / math.sqrt(6))
    drawn = sparse_network(4000, 6, 2.0, rng, poisson=True)
    synapses = np.asarray(abs(drawn).sum(axis=1)).ravel() * math.sqrt(6) / 2
    assert synapses.mean() == pytest.approx(6, abs=5 * math.sqrt(6 / 4000))
    assert synapses.var() == pytest.approx(6, rel=0.12)
    gaussian = sparse_network(3000, 6, 2.0, rng, gaussian=True)
    assert np.mean(gaussian.data**4) / np.mean(gaussian.data**2) ** 2 == pytest.approx(3, abs=0.25)


def test_balanced_networks_inhibit(rng):
    w = balanced_network(400, 2.0, rng, inhibition=1.5)
    assert w.mean() == pytest.approx(-1.5 / 20, abs=5 * 2 / 20 / 400)


def test_sinusoids_start_in_phase_or_anywhere(rng):
    common = sinusoid(5, 2.0, 0.25, 0.1, "common", rng, constant=3.0)
    assert common(0) == 3.0
    assert common(10) == pytest.approx(3.0 + 2.0)
    drawn = sinusoid(2000, 2.0, 0.25, 0.1, "independent", rng)
    assert_allclose(drawn(20), -drawn(0), atol=1e-12)  # half a period later
    assert np.mean(drawn(7)) == pytest.approx(0, abs=0.2)
    assert np.mean(drawn(7) ** 2) == pytest.approx(2.0, rel=0.1)


def test_noise_reaches_the_chosen_fraction_only(rng):
    drive = partial_noise(200, 4.0, 0.3, rng)
    assert sorted(set(drive)) == [0.0, 4.0]
    assert np.count_nonzero(drive) == 60
    seen = []
    lyapunov_exponents(
        1e-9 * np.eye(200), activation=TANH, steps=400, noise=drive,
        observe=lambda _, h: seen.append(h.copy()), rng=rng,
    )  # fmt: skip
    spread = np.var(seen, axis=0)
    assert_allclose(spread[drive > 0].mean(), 4.0, rtol=0.05)
    assert spread[drive == 0].max() < 1e-15


def test_exponents_along_recorded_states_are_those_of_the_run(rng):
    w, path = dense_network(30, 2.0, rng), []
    found = lyapunov_exponents(
        w, activation=TANH, steps=2000, noise=0.4, observe=lambda _, h: path.append(h.copy()),
        rng=rng,
    )  # fmt: skip
    again = exponents_along(w, np.array(path), activation=TANH, count=3, rng=rng)
    # the same products in the same order, but for the alignment at the start
    assert again.exponents[0] == pytest.approx(found.exponents[0], abs=5e-3)
    assert np.all(np.diff(again.exponents) < 0)


@pytest.mark.parametrize(("dt", "noise"), [(1.0, 0.5), (0.2, 0.0)])
def test_tangent_vectors_and_two_trajectories_give_the_same_exponent(rng, dt, noise):
    w = dense_network(300, 2.5, rng)
    common = {"activation": TANH, "steps": round(600 / dt**0.5), "dt": dt, "noise": noise}
    tangent = lyapunov_exponents(w, **common, rng=rng).largest
    pair = pair_exponent(w, **common, separation=1e-6, rng=rng)
    assert abs(tangent.value - pair.value) < 3 * math.hypot(tangent.error, pair.error)


def test_two_trajectories_of_a_linear_network_part_with_the_largest_eigenvalue(rng):
    w = np.diag([0.9, -1.5, 0.3])
    found = pair_exponent(w, activation=IDENTITY, steps=600, dt=0.5, rng=rng, current=0.2)
    assert found.value == pytest.approx(2 * math.log(0.5 + 0.5 * 0.9), abs=1e-4)


def test_weak_noise_does_not_change_a_contracting_network(rng):
    w = dense_network(100, 0.5, rng)
    driven, rest = (
        lyapunov_exponents(w, activation=ERF, steps=3000, noise=s, rng=rng).exponents[0]
        for s in (1e-12, 0.0)
    )
    radius = np.max(np.abs(np.linalg.eigvals(w)))
    assert driven == pytest.approx(math.log(radius), abs=0.01)
    assert driven == pytest.approx(rest, abs=0.01)


def test_balanced_networks_balance(rng):
    run = balanced_run(400, 2.0, dt=0.1, time=40.0, rng=rng)
    # the mean rate settles near I0/J0, below it by the mean of h over sqrt(n)
    assert run.rate == pytest.approx(1 - run.mean / 20, abs=0.02)
    assert run.spectrum.largest.error < 0.1


def test_an_unstable_euler_step_is_refused_with_the_largest_one_allowed(rng):
    with pytest.raises(DomainError, match=r"dt must be <= 0\.0\d+, since inhibition is stiff"):
        balanced_run(2500, 2.0, dt=0.2, rng=rng)
    # strong common input activates nearly all neurons for part of the cycle: smaller steps
    with pytest.raises(DomainError, match="inhibition is stiff"):
        balanced_run(400, 2.0, dt=0.1, amplitude=40.0, phases="common", time=20.0, rng=rng)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda r: dense_network(1, 2.0, r), "n must be a whole number >= 2"),
        (lambda r: dense_network(50, -1.0, r), "gain must be a number >= 0"),
        (lambda r: sparse_network(50, 0, 1.0, r), "in_degree must be between 1 and n = 50"),
        (lambda r: sparse_network(50, 51, 1.0, r), "in_degree must be between 1 and n = 50"),
        (lambda r: balanced_network(50, 2.0, r, inhibition=0.0), "inhibition must be"),
        (lambda r: balanced_run(50, 2.0, constant=-1.0, rng=r), "constant must be a number > 0"),
        (lambda r: balanced_run(50, 2.0, dt=0.0, rng=r), r"dt must be in \(0, 1\]"),
        (lambda r: balanced_run(50, 2.0, dt=1.2, rng=r), r"dt must be in \(0, 1\]"),
        (lambda r: sinusoid(50, 1.0, 0.0, 0.1, "common", r), "frequency must be > 0 when"),
        (lambda r: sinusoid(50, 1.0, -0.2, 0.1, "common", r), "frequency must be > 0 when"),
        (lambda r: sinusoid(50, -1.0, 0.2, 0.1, "common", r), "amplitude must be"),
        (lambda r: sinusoid(1, 1.0, 0.2, 0.1, "common", r), "n must be >= 2"),
        (lambda r: sinusoid(50, 1.0, 0.2, 1.1, "common", r), r"dt must be in \(0, 1\]"),
        (lambda r: sinusoid(50, 1.0, 0.2, 0.1, "random", r), "phases must be"),
        (lambda r: partial_noise(50, 1.0, 1.5, r), r"fraction must be in \[0, 1\]"),
        (lambda r: partial_noise(50, -1.0, 0.5, r), "variance must be a number >= 0"),
        (lambda r: partial_noise(1, 1.0, 0.5, r), "n must be >= 2"),
        (
            lambda r: lyapunov_exponents(
                np.eye(3), activation=TANH, steps=50, noise=np.ones(2), rng=r
            ),
            "noise must be a number >= 0 or 3 of them",
        ),
        (
            lambda r: exponents_along(np.eye(3), np.ones((40, 2)), activation=TANH, rng=r),
            r"states must be finite numbers of shape \(steps, 3\)",
        ),
    ],
)
def test_nonsense_is_refused(rng, ask, message):
    with pytest.raises(DomainError, match=message):
        ask(rng)
