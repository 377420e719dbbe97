"""The tables that figures and claims rest on are what the mean field gives."""

import math
from itertools import pairwise

import pytest

from netbounds.theory.input_driven_chaos import (
    balanced_mean_field,
    common_input_mean_field,
    quasi_static_input_amplitude,
)
from netbounds.validation.input_driven_chaos.curves import (
    critical_amplitudes,
    exponents,
    slow_cycle,
)
from netbounds.validation.input_driven_chaos.scaling_claims import fitted_exponent


@pytest.mark.parametrize("row", critical_amplitudes("independent")[:2], ids=str)
def test_exponents_vanish_at_the_critical_amplitudes_of_independent_input(row):
    field = balanced_mean_field(
        row.gain, row.neurons, input_amplitude=row.amplitude, frequency=row.frequency, dt=row.dt
    )
    assert abs(field.lyapunov_exponent) < 1e-4


@pytest.mark.slow
@pytest.mark.parametrize("row", critical_amplitudes("common"), ids=str)
def test_exponents_vanish_at_the_critical_amplitudes_of_common_input(row):
    field = common_input_mean_field(
        row.gain, row.neurons, input_amplitude=row.amplitude, frequency=row.frequency, dt=row.dt
    )
    assert abs(field.lyapunov_exponent) < 0.003


def test_critical_amplitudes_agree_with_an_independent_computation():
    elsewhere = {(500, 0.2): 0.961, (1000, 0.2): 0.932, (2000, 0.2): 0.916, (5000, 0.2): 0.906,
                 (1000, 0.02): 1.0395, (1000, 0.05): 1.029, (1000, 0.1): 0.977,
                 (1000, 0.4): 0.943}  # fmt: skip
    found = {
        (row.neurons, row.frequency): row.amplitude / math.sqrt(row.neurons)
        for row in critical_amplitudes("common")
        if row.gain == 2
    }
    assert {key: found[key] for key in elsewhere} == pytest.approx(elsewhere, abs=0.01)


def test_slow_common_input_meets_its_closed_limit():
    row = next(r for r in critical_amplitudes("common") if r.frequency == 0.02)
    quiet = balanced_mean_field(2.0, None, dt=row.dt).lyapunov_exponent
    limit = quasi_static_input_amplitude(row.neurons, autonomous_exponent=quiet)
    assert row.amplitude == pytest.approx(limit, rel=0.02)


def test_critical_amplitudes_scale_with_the_network_as_published():
    assert fitted_exponent("common") == pytest.approx(0.474, abs=0.01)
    assert fitted_exponent("independent") == pytest.approx(-0.023, abs=0.005)


def test_the_local_exponent_of_a_slow_cycle_is_minus_one_in_silence():
    silent = [row.local_exponent for row in slow_cycle() if row.input < -0.1 * math.sqrt(1000)]
    # Euler steps of 0.05: ln(0.95)/0.05
    assert silent
    assert silent[3:] == pytest.approx([math.log(0.95) / 0.05] * len(silent[3:]), abs=1e-3)


def test_exponents_fall_with_the_amplitude():
    for kind in ("common", "independent"):
        values = [row.exponent for row in exponents(kind)]
        assert len(values) >= 10
        assert all(a > b for a, b in pairwise(values))
