"""Mean-field theory of the one-shot rule: exact first steps, known values, bad input."""

import itertools
import math
from typing import Any

import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.theory.sparse_rnn_classification import (
    first_step_mean_rate,
    first_step_overlap,
    first_step_second_moment,
    one_shot_mean_field,
    shifted_tanh,
    shifted_tanh_slope,
)
from netbounds.theory.sparse_rnn_classification.activation import rate_and_slope

QUADRATURE = 3e-4  # relative error of 2^15 quasi-random points in 21 dimensions; seen: 2e-4


def test_activation_has_its_special_values() -> None:
    assert shifted_tanh(1.0) == pytest.approx(1 - 1 / math.e, abs=1e-15)
    assert shifted_tanh(0.0) == shifted_tanh(-3.0) == 0.0
    assert shifted_tanh(40.0) == 1.0
    assert shifted_tanh_slope(0.0) == pytest.approx(0.537882842739990241, rel=1e-15)


def test_vectorised_rates_are_those_of_the_law() -> None:
    x = np.linspace(-1, 6, 57)
    rate, slope = rate_and_slope(x)
    assert rate == pytest.approx([shifted_tanh(v) for v in x.tolist()], abs=4e-16)
    expected = [shifted_tanh_slope(v) if v > 0 else 0.0 for v in x.tolist()]
    assert slope == pytest.approx(expected, abs=4e-16)


def test_first_step_has_its_special_values() -> None:
    assert first_step_mean_rate(0.1) == pytest.approx(0.0138521531446454698, rel=1e-14)
    assert first_step_overlap(0.1) == pytest.approx(0.00926802773149324053, rel=1e-14)
    assert first_step_second_moment(0.1) == pytest.approx(0.000515413535429000936, rel=1e-14)


def test_first_step_of_the_sweep_is_the_exact_one() -> None:
    field = one_shot_mean_field(neurons=500, patterns=100)
    for mean, overlap, variance in (
        (field.mean_rate_plus, field.overlap_plus, field.variance_plus),
        (field.mean_rate_minus, field.overlap_minus, field.variance_minus),
    ):
        assert mean[0] == overlap[0] == variance[0] == 0
        # one dimension only, where 2^15 equidistant points are exact to 1e-9
        assert mean[1] == pytest.approx(first_step_mean_rate(0.1), rel=1e-7)
        assert overlap[1] == pytest.approx(first_step_overlap(0.1), rel=1e-7)
        second = first_step_second_moment(0.1)
        assert variance[1] + mean[1] ** 2 == pytest.approx(second, rel=1e-7)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_second_step_agrees_with_two_dimensional_quadrature(level: Any) -> None:
    """The first recurrent input is Gaussian with exactly known moments, at every level."""
    field = one_shot_mean_field(neurons=500, patterns=100, level=level)
    assert field.mean_rate_plus[2] == pytest.approx(second_step(+1), rel=5e-6)
    assert field.mean_rate_minus[2] == pytest.approx(second_step(-1), rel=5e-6)
    assert second_step(+1) == pytest.approx(0.0272884234, abs=1e-9)
    assert second_step(-1) == pytest.approx(0.0266708337, abs=1e-9)


def second_step(label: int, dt: float = 0.1) -> float:
    kappa, noise_gain = label * math.sqrt(5), 10 / 9
    sigma = dt * math.sqrt(noise_gain * first_step_second_moment(dt))
    nodes, weights = np.polynomial.legendre.leggauss(60)
    edges = np.linspace(-1, 1, 9)  # short panels in s: the smoothed kink is narrow
    total = 0.0
    for low, high in itertools.pairwise(edges):
        for node, w in zip(nodes, weights, strict=True):
            s = low + (high - low) * (node + 1) / 2
            # x(2) = (1 - dt) dt s + dt (kappa s m(1) + xi + s)
            centre = dt * s * (2 - dt) + dt * kappa * s * first_step_overlap(dt)
            lowest = min(max(-centre / sigma, -12.0), 12.0)
            z = lowest + (12.0 - lowest) * (nodes + 1) / 2
            rates, _ = rate_and_slope(centre + sigma * z)
            normal = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
            inner = (weights * normal * rates).sum() * (12.0 - lowest) / 2
            total += float(w * (high - low) / 4 * inner)
    return total


def test_last_step_has_the_values_of_an_independent_implementation() -> None:
    field = one_shot_mean_field(neurons=500, patterns=100)
    # half a unit of the last digit given, plus the quadrature errors of both implementations
    assert field.mean_rate_plus[20] == pytest.approx(0.04715, abs=5e-6 + QUADRATURE * 0.047)
    assert field.overlap_plus[20] == pytest.approx(0.02797, abs=5e-6 + QUADRATURE * 0.028)
    assert field.variance_plus[20] == pytest.approx(0.004454, rel=2 * QUADRATURE)
    assert field.mean_rate_minus[20] == pytest.approx(0.02508, abs=5e-6 + QUADRATURE * 0.025)
    assert field.overlap_minus[20] == pytest.approx(0.01321, abs=5e-6 + QUADRATURE * 0.013)
    assert field.variance_minus[20] == pytest.approx(0.001310, rel=2 * QUADRATURE + 4e-4)


def test_long_trials_tell_the_levels_apart() -> None:
    """Mean rates at steps 10, 20, 40, 60 measured once in 1000-neuron networks, P = 200."""
    full = one_shot_mean_field(neurons=1000, patterns=200, steps=60).mean_rate_plus
    white = one_shot_mean_field(neurons=1000, patterns=200, steps=60, level=0).mean_rate_plus
    measured = np.array([0.0965, 0.0468, 0.0133, 0.0041])
    error = np.array([3e-4, 3e-4, 3e-4, 1e-4])
    at = [10, 20, 40, 60]
    assert np.all(np.abs(full[at] - measured) < 3 * error)
    assert np.all(np.abs(white[at] - measured)[2:] > 3 * error[2:])


def test_dense_networks_have_the_rates_of_an_independent_implementation() -> None:
    """All synapses present, N = P = 300, gain 5; simulated networks gave 0.0582 and 0.0266."""
    dense: Any = {"neurons": 300, "patterns": 300, "density": 1.0, "gain": 5.0}
    for level, plus, minus in ((2, 0.0587, 0.0269), (1, 0.0581, 0.0262)):
        field = one_shot_mean_field(**dense, level=level)
        assert field.mean_rate_plus[20] == pytest.approx(plus, abs=5e-5 + 2 * QUADRATURE * plus)
        assert field.mean_rate_minus[20] == pytest.approx(minus, abs=5e-5 + 2 * QUADRATURE * minus)


@pytest.mark.parametrize(
    ("noise", "plus", "minus"),
    [({"pattern_noise": 0.3}, 0.0493, 0.0297), ({"neuron_noise": 0.05}, 0.0543, 0.0373)],
)
def test_white_clutter_underestimates_rates_with_noise(
    noise: dict[str, Any], plus: float, minus: float
) -> None:
    field = one_shot_mean_field(neurons=500, patterns=100, level=0, **noise)
    # four times as many points move our last value by 2e-5 only, to 0.0372: the other code's
    # quadrature in twice as many dimensions is off by one in the last digit
    assert field.mean_rate_plus[20] == pytest.approx(plus, abs=1.5e-4)
    assert field.mean_rate_minus[20] == pytest.approx(minus, abs=1.5e-4)


def test_size_and_load_enter_through_their_ratio_only() -> None:
    small = one_shot_mean_field(neurons=500, patterns=100)
    large = one_shot_mean_field(neurons=5000, patterns=1000)
    assert np.array_equal(small.mean_rate_plus, large.mean_rate_plus)


@pytest.mark.parametrize(
    ("noise", "plus", "minus", "other_plus", "other_minus"),
    [
        ({"pattern_noise": 0.3}, (0.0507, 4e-4), (0.0308, 2e-4), 0.0506, 0.0305),
        ({"neuron_noise": 0.05}, (0.0557, 4e-4), (0.0381, 2e-4), 0.0554, 0.0379),
    ],
)
def test_noise_raises_both_rates_as_measured(
    noise: dict[str, Any],
    plus: tuple[float, float],
    minus: tuple[float, float],
    other_plus: float,
    other_minus: float,
) -> None:
    """Measured once in 500-neuron networks, P = 100; standard errors as given."""
    field = one_shot_mean_field(neurons=500, patterns=100, **noise)
    assert field.mean_rate_plus[20] == pytest.approx(plus[0], abs=3 * plus[1])
    assert field.mean_rate_minus[20] == pytest.approx(minus[0], abs=3 * minus[1])
    # an independent implementation: half its last digit and both quadrature errors, which fresh
    # noise in every step makes larger
    assert field.mean_rate_plus[20] == pytest.approx(other_plus, abs=5e-5 + 1e-3 * other_plus)
    assert field.mean_rate_minus[20] == pytest.approx(other_minus, abs=5e-5 + 1e-3 * other_minus)


def test_undriven_neurons_only_dilute_the_network() -> None:
    """Half of the neurons driven is a network of that half: same kappa and G by way of the gain."""
    half = one_shot_mean_field(neurons=1000, patterns=100, input_fraction=0.5)
    twin = one_shot_mean_field(neurons=500, patterns=100, gain=10 / math.sqrt(2))
    assert half.mean_rate_plus == pytest.approx(twin.mean_rate_plus, rel=1e-12)


def test_fields_that_earlier_ones_determine_do_no_harm() -> None:
    """Short time steps make the fields nearly dependent; the result converges with dt."""
    coarse = one_shot_mean_field(neurons=500, patterns=100, steps=10, input_steps=8, dt=0.1)
    fine = one_shot_mean_field(neurons=500, patterns=100, steps=40, input_steps=32, dt=0.025)
    # the scheme is of first order in dt
    assert fine.mean_rate_plus[40] == pytest.approx(coarse.mean_rate_plus[10], rel=0.1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"patterns": 0}, "patterns must be >= 1, got 0"),
        ({"density": 0.0}, "density must be > 0 and <= 1, got 0.0"),
        ({"density": 1.5}, "density must be > 0 and <= 1, got 1.5"),
        ({"steps": 1}, "steps must be >= 2, got 1"),
        ({"input_steps": 30}, "input_steps must be <= 20, the steps of the trial, got 30"),
        ({"gain": float("nan")}, "gain must be a number > 0, got nan"),
        ({"level": 3}, "level must be one of 0, 1, 2, got 3"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match="one_shot_mean_field: ") as refused:
        one_shot_mean_field(**{"neurons": 500, "patterns": 100, **changes})
    assert sentence in str(refused.value)
