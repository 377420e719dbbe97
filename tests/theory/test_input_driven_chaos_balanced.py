"""Balanced network: fixed point, independent and common input, their limits."""

import math

import mpmath
import numpy as np
import pytest

from netbounds.domains import DomainError
from netbounds.theory.input_driven_chaos.amplitude_limits import (
    frozen_input_amplitude,
    threshold_input_amplitude,
)
from netbounds.theory.input_driven_chaos.balanced import balanced_mean_field
from netbounds.theory.input_driven_chaos.balanced_limits import (
    balanced_growth,
    balanced_mean_ratio,
    balanced_spread,
    largest_stable_step,
)
from netbounds.theory.input_driven_chaos.common_input import (
    _growth,
    _Moment,
    common_input_mean_field,
)
from netbounds.theory.input_driven_chaos.critical_amplitude import critical_input_amplitude
from netbounds.theory.input_driven_chaos.quasi_static import (
    quasi_static_input_amplitude,
    quasi_static_lyapunov_exponent,
)


def test_a_balanced_network_is_chaotic_beyond_gain_root_two():
    assert balanced_growth(math.sqrt(2)) == pytest.approx(1, rel=1e-14)
    assert balanced_growth(1.41) < 1 < balanced_growth(1.42)
    assert balanced_mean_field(1.35, None, dt=0.1).lyapunov_exponent < 0
    assert balanced_mean_field(1.48, None, dt=0.1).lyapunov_exponent > 0


@pytest.mark.parametrize(("gain", "dt", "neurons"), [(2.0, 1.0, 900), (1.1, 0.25, 400)])
def test_whole_steps_and_stable_states_are_the_fixed_point(gain, dt, neurons):
    field = balanced_mean_field(gain, neurons, dt=dt)
    spread = math.sqrt(field.variance)
    assert field.mean / spread == pytest.approx(balanced_mean_ratio(gain), rel=1e-8)
    assert spread == pytest.approx(balanced_spread(gain, neurons), rel=1e-8)
    if dt == 1:
        wanted = math.log(balanced_growth(gain)) / 2
        assert field.lyapunov_exponent == pytest.approx(wanted, rel=1e-8)
    else:
        assert np.ptp(field.autocovariance) < 1e-9 * field.variance
        # Lambda = 1 - dt + dt sqrt(g^2 Phi), the edge of the Jacobian's spectrum
        rate = math.log(1 - dt + dt * math.sqrt(balanced_growth(gain))) / dt
        assert field.lyapunov_exponent == pytest.approx(rate, abs=1e-3)


@pytest.mark.parametrize(
    ("gain", "dt", "rate", "digit"), [(2.0, 0.1, 0.0953, 5e-5), (2.0, 0.05, 0.0957, 5e-5),
                                      (1.8, 0.1, 0.06483, 5e-6)],
)  # fmt: skip
def test_exponents_without_input(gain, dt, rate, digit):
    assert balanced_mean_field(gain, None, dt=dt).lyapunov_exponent == pytest.approx(
        rate, abs=digit
    )


def test_without_input_neither_size_nor_scale_of_the_input_matters():
    many = balanced_mean_field(2.0, None, dt=0.1).lyapunov_exponent
    few = balanced_mean_field(2.0, 300, dt=0.1, constant_input=3.0, inhibition=0.5)
    assert few.lyapunov_exponent == pytest.approx(many, abs=1e-8)


def test_moments_without_input():
    field = balanced_mean_field(2.0, 500, dt=0.05)
    assert field.mean == pytest.approx(-1.83, abs=0.005)
    assert field.variance == pytest.approx(21.62, abs=0.006)
    assert round(field.rate, 4) == 1.0819
    assert field.mean == pytest.approx(math.sqrt(500) * (1 - field.rate), rel=1e-9)
    assert round(balanced_mean_field(2.0, 4000, dt=0.05).variance, 1) == 19.5


@pytest.mark.parametrize(
    ("amplitude", "rate"), [(0.5, 0.0914), (1.0, 0.0812), (1.5, 0.0677), (2.0, 0.0528)]
)
def test_exponents_with_independent_input(amplitude, rate):
    field = balanced_mean_field(2.0, 5000, input_amplitude=amplitude, frequency=0.2, dt=0.1)
    assert field.lyapunov_exponent == pytest.approx(rate, abs=6e-5)


@pytest.mark.slow
def test_the_time_step_moves_the_exponent_near_the_crossing():
    rates = [
        balanced_mean_field(2.0, 5000, input_amplitude=4.0, dt=dt).lyapunov_exponent
        for dt in (0.1, 0.05)
    ]
    assert rates == pytest.approx([-0.0079, -0.0041], abs=6e-5)


def test_slow_strong_independent_input_lies_far_from_the_frozen_limit():
    for dt, rate in ((0.05, -0.0779), (0.1, -0.0767)):
        field = balanced_mean_field(2.0, 1000, input_amplitude=7.5, frequency=0.02, dt=dt)
        assert field.lyapunov_exponent == pytest.approx(rate, abs=6e-5)


def test_the_average_over_phases_has_converged():
    few, many = (
        balanced_mean_field(2.0, 1000, input_amplitude=7.5, frequency=0.02, dt=0.1, phases=n)
        for n in (24, 48)
    )
    assert few.lyapunov_exponent == pytest.approx(many.lyapunov_exponent, abs=1e-7)


@pytest.mark.parametrize(("frequency", "amplitude"), [(0.01, 4.35), (0.02, 3.73), (0.05, 2.91)])
def test_critical_amplitudes_of_independent_input(frequency, amplitude):
    found = critical_input_amplitude(2.0, None, frequency=frequency, kind="independent", dt=0.1)
    assert found == pytest.approx(amplitude, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("neurons", "frequency", "dt", "amplitude"),
    [
        (None, 0.005, 0.1, 4.91),
        (None, 0.2, 0.1, 3.73),
        (5000, 0.2, 0.1, 3.82),
        (500, 0.2, 0.1, 4.03),
        (5000, 0.2, 0.05, 3.91),
    ],
)
def test_critical_amplitudes_of_independent_input_everywhere(neurons, frequency, dt, amplitude):
    found = critical_input_amplitude(2.0, neurons, frequency=frequency, kind="independent", dt=dt)
    assert found == pytest.approx(amplitude, abs=0.03)


@pytest.mark.slow
def test_critical_amplitude_of_fast_independent_input():
    # 6.70 elsewhere from 400 damped iterations, which leave 0.001 in the exponent near zero: 0.06
    # of the amplitude
    found = critical_input_amplitude(2.0, None, frequency=0.4, kind="independent", dt=0.1)
    assert found == pytest.approx(6.70, abs=0.07)


@pytest.mark.parametrize(
    ("gain", "amplitude"), [(1.6, 2.3024842), (1.8, 4.2958184), (2.0, 6.9892932)]
)
def test_frozen_limit(gain, amplitude):
    assert frozen_input_amplitude(gain) == pytest.approx(amplitude, abs=6e-8)


def test_the_square_root_law_is_the_frozen_limit_at_threshold():
    errors = [
        frozen_input_amplitude(math.sqrt(2) + d) / threshold_input_amplitude(math.sqrt(2) + d) - 1
        for d in (1e-2, 1e-3, 1e-4)
    ]
    assert abs(errors[2]) < 2e-4
    assert errors[0] / errors[1] == pytest.approx(10, rel=0.05)  # relative O(g - sqrt 2)


def test_whole_network_silent_or_as_without_input():
    silent = quasi_static_lyapunov_exponent(1e9, 100, autonomous_exponent=0.1)
    assert silent == pytest.approx(-0.45, abs=1e-6)  # half a cycle each
    assert quasi_static_lyapunov_exponent(9.99, 100, autonomous_exponent=0.1) == 0.1


@pytest.mark.parametrize(("rate", "amplitude"), [(0.0953, 1.0386), (0.0957, 1.0389)])
def test_quasi_static_critical_amplitude(rate, amplitude):
    found = quasi_static_input_amplitude(1000, autonomous_exponent=rate) / math.sqrt(1000)
    assert found == pytest.approx(amplitude, abs=6e-5)
    assert quasi_static_lyapunov_exponent(
        found * math.sqrt(1000), 1000, autonomous_exponent=rate
    ) == pytest.approx(0, abs=1e-14)


def common(ratio, neurons=2000, frequency=0.2, dt=0.05, **more):
    return common_input_mean_field(
        2.0, neurons, input_amplitude=ratio * math.sqrt(neurons), frequency=frequency, dt=dt, **more
    )


def test_common_input_of_amplitude_zero_is_no_input():
    field = common(0.0, neurons=300, frequency=0.5, dt=0.1, transient=60, memory=20)
    quiet = balanced_mean_field(2.0, 300, dt=0.1)
    assert field.lyapunov_exponent == pytest.approx(quiet.lyapunov_exponent, abs=2e-5)
    assert field.mean == pytest.approx(quiet.mean, rel=1e-5)
    assert field.variance == pytest.approx(quiet.variance, rel=1e-5)


@pytest.mark.parametrize(
    ("ratio", "rate"), [pytest.param(0.3, 0.0809, marks=pytest.mark.slow), (0.6, 0.0466)]
)
def test_exponents_with_common_input(ratio, rate):
    field = common(ratio, transient=60)
    assert field.change < 1e-3
    assert field.lyapunov_exponent == pytest.approx(rate, abs=1e-4)


@pytest.mark.slow
def test_exponents_with_common_input_near_and_beyond_the_crossing():
    # the sheet's own spread at 0.9 is 0.0025 to 0.0049 over transients and bands
    assert common(0.9).lyapunov_exponent == pytest.approx(0.004, abs=0.002)
    assert common(1.2).lyapunov_exponent == pytest.approx(-0.1039, abs=1e-3)
    assert common(1.2, memory=60.0).lyapunov_exponent == pytest.approx(-0.1039, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("neurons", "frequency", "dt", "ratio"),
    [
        (500, 0.2, 0.05, 0.961),
        (1000, 0.2, 0.05, 0.932),
        (5000, 0.2, 0.04, 0.906),
        (1000, 0.02, 0.05, 1.0395),
        (1000, 0.1, 0.05, 0.977),
        (1000, 0.4, 0.05, 0.943),
    ],
)
def test_critical_amplitudes_of_common_input(neurons, frequency, dt, ratio):
    found = critical_input_amplitude(2.0, neurons, frequency=frequency, kind="common", dt=dt)
    assert found / math.sqrt(neurons) == pytest.approx(ratio, abs=0.01)


def test_signs_of_the_published_example():
    weak, strong = (
        balanced_mean_field(2.0, 1000, input_amplitude=a, frequency=0.05, dt=0.1)
        for a in (0.8, 10.0)
    )
    assert weak.lyapunov_exponent > 0.01
    assert strong.lyapunov_exponent < -0.05


def test_growth_survives_a_silence_beyond_the_smallest_number():
    band, dt = 10, 0.5

    def rates(silence):
        sources = [np.full(band + 1, 9.0)] * 30 + [np.zeros(band + 1)] * silence
        period = [_Moment(mean=0.0, variance=1.0, rate=0.0, source=s) for s in sources]
        return _growth(period, dt, band)

    short, long = rates(60), rates(1200)  # a difference shrinks to 2^-1200, its square to 2^-2400
    assert long[30:] == pytest.approx(math.log(0.5) / 0.5, rel=1e-12)
    assert long[:30] == pytest.approx(short[:30], rel=1e-6)


def test_the_euler_bound_uses_the_fraction_of_active_neurons():
    active = float(mpmath.ncdf(balanced_mean_ratio(2.0)))
    step = largest_stable_step(2.0, 4000)
    assert step * (1 + math.sqrt(4000) * active) == pytest.approx(1.5, rel=1e-12)
    assert step < 0.1  # where a simulation silently gave a variance of 11.9 instead of 19.5


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"gain": -2.0}, "gain must be > 0"),
        ({"neurons": 1}, "neurons must be"),
        ({"frequency": 0.0}, "frequency must be > 0"),
        ({"dt": 1.2}, "dt must be > 0 and <= 1"),
        ({"frequency": 0.123}, "duration must be an even number of steps dt and a whole number"),
        ({"input_amplitude": -1.0}, "input_amplitude must be >= 0"),
    ],
)
def test_bad_independent_input_is_refused(change, rule):
    given = {"gain": 2.0, "neurons": 500, "input_amplitude": 1.0, "dt": 0.1, **change}
    with pytest.raises(DomainError, match=rule):
        balanced_mean_field(**given)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"neurons": None}, "neurons must be a whole number"),
        ({"frequency": 0.3}, "frequency must make the period"),
        ({"transient": 3.0}, "transient must be >= 50"),
        ({"neurons": 4000, "dt": 0.5}, "dt must be"),
    ],
)
def test_bad_common_input_is_refused(change, rule):
    given = {
        "gain": 2.0, "neurons": 100, "input_amplitude": 5.0, "frequency": 0.25, "dt": 0.25,
        "transient": 50.0, "memory": 10.0, **change,
    }  # fmt: skip
    with pytest.raises(DomainError, match=rule):
        common_input_mean_field(**given)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"gain": 1.4}, "gain must be >"),
        ({"kind": "shared"}, "kind must be one of 'common', 'independent'"),
        ({"kind": "common", "neurons": None}, "neurons must be a whole number"),
        ({"frequency": 0.0123456}, "frequency must have a period commensurate"),
    ],
)
def test_bad_questions_for_an_amplitude_are_refused(change, rule):
    given = {
        "gain": 2.0, "neurons": 500, "frequency": 0.2, "kind": "independent", "dt": 0.1, **change
    }  # fmt: skip
    with pytest.raises(DomainError, match=rule):
        critical_input_amplitude(**given)
