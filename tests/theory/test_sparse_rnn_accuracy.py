"""Accuracy, scaling law and iterated rule: known values, limits, defects, consistency."""

import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from netbounds.domains import DomainError
from netbounds.theory.sparse_rnn_classification import (
    accuracy_at,
    iterated_capacity_bracket,
    iterated_coefficient_power,
    iterated_critical_load,
    one_shot_accuracy,
    one_shot_capacity,
    one_shot_capacity_constant,
    one_shot_information,
    one_shot_information_supremum,
    one_shot_readout,
    one_shot_resonance,
    one_shot_scaled_accuracy,
    one_shot_scaling,
    optimal_gain,
    optimal_threshold,
    resonant_gain,
)


def test_standard_deviations_of_the_readout_are_those_measured() -> None:
    """N = 500, P = 250: 0.00897 and 0.00577 in simulated networks, the law 2 % below."""
    z = one_shot_readout(neurons=500, patterns=250)
    assert np.sqrt(z.sampling_plus + z.collective_plus) == pytest.approx(0.00897, rel=0.03)
    assert np.sqrt(z.sampling_minus + z.collective_minus) == pytest.approx(0.00577, rel=0.03)


def test_a_table_shares_its_mean_field_within_the_stated_error() -> None:
    neurons = np.array([500, 1000, 1500, 2000, 700, 800, 900, 1100, 1200, 1300])
    patterns = np.array([50, 1975, 700, 900, 100, 200, 300, 400, 500, 600])
    short: Any = {"steps": 8, "input_steps": 4}
    table = one_shot_readout(neurons=neurons, patterns=patterns, **short)
    assert table.interpolation_error < 1e-4
    for row in (0, 1, 5):
        n, p = int(neurons[row]), int(patterns[row])
        alone = one_shot_readout(neurons=n, patterns=p, **short)
        assert alone.mean_plus == pytest.approx(table.mean_plus[row], rel=1e-4)
        assert alone.mean_minus == pytest.approx(table.mean_minus[row], rel=1e-4)
        assert alone.collective_plus == pytest.approx(table.collective_plus[row], rel=1e-2)
        threshold = optimal_threshold(alone)
        expected = accuracy_at(table, threshold)[row]
        assert accuracy_at(alone, threshold) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("neurons", "patterns"), [(500, 100), (500, 400), (2000, 2400)])
def test_optimal_threshold_maximises_accuracy(neurons: int, patterns: int) -> None:
    z = one_shot_readout(neurons=neurons, patterns=patterns)
    best = minimize_scalar(
        lambda t: -accuracy_at(z, t), bounds=(0.025, 0.045), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    assert optimal_threshold(z) == pytest.approx(best.x, rel=1e-5)
    assert accuracy_at(z, optimal_threshold(z)) >= -best.fun - 1e-12


def test_skewness_hardly_matters_at_fifty_readout_neurons() -> None:
    z = one_shot_readout(neurons=500, patterns=250)
    assert 0.1 < z.skewness_plus < 0.4
    normal, gamma = accuracy_at(z, 0.0334), accuracy_at(z, 0.0334, shape="gamma")
    assert abs(normal - gamma) < 0.005


def test_undriven_readout_neurons_scatter_the_readout_of_networks() -> None:
    full = one_shot_readout(neurons=1000, patterns=200)
    half = one_shot_readout(neurons=1000, patterns=200, input_fraction=0.5)
    assert full.count_plus == 0
    # 100 readout neurons, half of them driven: binomial less the finite population
    assert half.count_plus == pytest.approx(half.mean_plus**2 * 0.5 * 900 / 999 / 50)
    own = one_shot_accuracy(neurons=1000, patterns=200, input_fraction=0.5, threshold="optimal")
    assert own > one_shot_accuracy(neurons=1000, patterns=200, input_fraction=0.5)


def test_scaling_constants_have_their_known_values() -> None:
    scaling = one_shot_scaling()
    assert scaling.mean_rate == pytest.approx(0.03388, abs=1.5e-5)
    assert scaling.sensitivity == pytest.approx(0.00480, abs=2e-5)
    assert scaling.variance == pytest.approx(0.002345, rel=1e-3)
    assert scaling.collective == pytest.approx(0.0034, rel=0.05)  # replicated networks, 3 %
    assert scaling.capacity_constant == pytest.approx(0.0094, abs=1e-4)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"readout_fraction": 1.0}, 0.067), ({"gain": 5.0}, 0.0035), ({"gain": 7.0}, 0.0060),
        ({"gain": 14.0}, 0.0124), ({"gain": 20.0}, 0.0143), ({"gain": 25.0}, 0.0141),
        ({"gain": 30.0}, 0.0121), ({"density": 0.05}, 0.0077), ({"density": 0.2}, 0.0110),
        ({"steps": 40}, 0.0136), ({"input_steps": 19}, 0.0037),
    ],
)  # fmt: skip
def test_capacity_constant_agrees_with_replicated_networks(
    changes: dict[str, Any], expected: float
) -> None:
    """Another route to the shared variance (3 % sampling error) and a last printed digit."""
    found = one_shot_capacity_constant(**changes)
    assert found == pytest.approx(expected, rel=0.035, abs=5e-5)


@pytest.mark.parametrize(("gain", "expected"), [(10.0, 0.833), (20.0, 0.884)])
def test_scaling_law_at_a_hundredth_of_a_pattern_a_synapse(gain: float, expected: float) -> None:
    law = one_shot_scaled_accuracy(0.01, one_shot_capacity_constant(gain=gain))
    # half a unit of the last digit, and 3 % of the capacity constant
    assert law == pytest.approx(expected, abs=5e-4 + 4e-3)


def test_information_uses_up_to_the_supremum_of_the_published_constant() -> None:
    constant = one_shot_capacity_constant()
    assert one_shot_information_supremum(constant) == pytest.approx(0.0043, abs=5e-5)


def test_best_gain_is_twice_the_published_one() -> None:
    best = optimal_gain()
    assert 20 < best < 24
    at_best = one_shot_capacity_constant(gain=best)
    assert at_best > 1.5 * one_shot_capacity_constant(gain=10.0)
    assert at_best >= max(one_shot_capacity_constant(gain=g) for g in (18.0, 20.0, 25.0)) * 0.999


def test_large_networks_follow_the_scaling_law() -> None:
    neurons, load = 100_000, 0.005
    patterns = round(load * 0.1 * neurons**2)
    exact = one_shot_accuracy(neurons=neurons, patterns=patterns, threshold="optimal")
    law = one_shot_scaled_accuracy(load, one_shot_capacity_constant())
    assert exact == pytest.approx(law, abs=1e-3)


def test_a_fixed_threshold_fails_in_large_networks() -> None:
    found = [
        one_shot_accuracy(neurons=n, patterns=round(0.005 * 0.1 * n * n))
        for n in (1000, 4000, 64_000, 256_000)
    ]
    # the offset between threshold and mean rate, 5e-4, is known to 1 %
    assert found == pytest.approx([0.914, 0.911, 0.854, 0.714], abs=6e-3)


def test_capacity_at_published_parameters() -> None:
    per_synapse = one_shot_capacity(10**4, 1.0, 0.0094, 0.95) / 10**8
    assert per_synapse == pytest.approx(0.00347, abs=5e-6)
    assert one_shot_capacity(10**4, 1.0, 0.0094, 0.99) / 10**8 == pytest.approx(0.00174, abs=5e-6)
    neurons = one_shot_capacity.inverse(1000, density=0.1, capacity_constant=0.0094, accuracy=0.95)
    assert one_shot_capacity(neurons, 0.1, 0.0094, 0.95) >= 1000
    assert one_shot_capacity(neurons - 1, 0.1, 0.0094, 0.95) < 1000


def test_information_rises_to_its_supremum() -> None:
    supremum = one_shot_information_supremum(0.0094)
    assert supremum == pytest.approx(0.0043, abs=2e-5)
    loads = np.geomspace(1e-3, 3.0, 20)
    bits = [one_shot_information(load, 0.0094) for load in loads.tolist()]
    assert np.all(np.diff(bits) > 0)
    assert bits[-1] == pytest.approx(supremum, rel=2e-3)


def test_iterated_bracket_has_its_known_ends() -> None:
    bracket = iterated_capacity_bracket(neurons=1000)
    assert bracket.lower_load == pytest.approx(0.0188, abs=2e-4)
    assert bracket.upper_load == pytest.approx(0.0286, abs=3e-4)
    assert bracket.lower == pytest.approx(bracket.lower_load * 1e5)


def test_coefficients_diverge_at_the_cover_point() -> None:
    assert iterated_critical_load(1.0) == 2
    assert iterated_coefficient_power(1e-3) == pytest.approx(1, abs=1e-12)
    assert iterated_coefficient_power(1.999) > 1000
    # the fixed point, by simulation of its own equation
    x = np.random.default_rng(3).standard_normal(10**6)
    power = iterated_coefficient_power(1.2)
    mean = (np.maximum(1, np.sqrt(power * 1.2) * x) ** 2).mean()
    assert mean == pytest.approx(power, rel=0.01)


def test_resonance_amplifies_plus_and_damps_minus() -> None:
    resonance = one_shot_resonance(neurons=500, patterns=100)
    assert np.all(resonance.feedback_plus[1:] > 0)
    assert np.all(resonance.feedback_minus[1:] < 0)
    assert np.all(np.diff(resonance.amplification_plus[2:]) > 0)
    assert np.all(np.diff(resonance.amplification_minus[2:]) < 0)
    assert resonant_gain(0.5) == 2


def test_slow_networks_settle_at_the_resonant_gain() -> None:
    """With input held on and weak feedback the overlap's amplification is 1/(1 - lambda)."""
    steady = one_shot_resonance(neurons=200, patterns=2000, gain=2.0, steps=50, input_steps=50)
    feedback = float(steady.feedback_plus[-1])
    expected = resonant_gain(feedback)
    assert feedback < 0.05
    assert steady.amplification_plus[-1] - 1 == pytest.approx(expected - 1, rel=0.1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"readout_fraction": 0.0005}, "leave at least one readout neuron"),
        ({"threshold": float("nan")}, "threshold must be a number or one of 'optimal', got nan"),
        ({"threshold": "best"}, "threshold must be"),
        ({"patterns": 0}, "patterns must be >= 1, got 0"),
        ({"neurons": 2.5}, "neurons must be a whole number"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match="one_shot_") as refused:
        one_shot_accuracy(**{"neurons": 500, "patterns": 100, **changes})
    assert sentence in str(refused.value)


def test_gain_of_normal_readouts_is_symmetric() -> None:
    assert one_shot_scaled_accuracy(0.01, 0.01) == pytest.approx(0.5 * (1 + math.erf(0.5**0.5)))
