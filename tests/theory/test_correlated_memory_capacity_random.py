import math

import numpy as np
import pytest
from numpy.testing import assert_allclose

from netbounds.activations import ERF, IDENTITY, TANH
from netbounds.domains import DomainError
from netbounds.theory.correlated_memory_capacity import (
    correlation_strength,
    decoupled_memory_capacity,
    delay_line_fisher_memory,
    expected_raw_capacity,
    independent_memory_capacity,
    kernel_memory_capacity,
    linear_response,
    noninterfering_memory_capacity,
    normal_fisher_memory,
    null_capacity_cdf,
    null_capacity_distribution,
    orthogonal_fisher_memory,
    participation_ratio,
    readout_memory_capacity,
    readout_memory_curve,
    recurrent_kernel,
    small_readout_memory_function,
    symmetric_fisher_memory,
)


@pytest.fixture(scope="module")
def series():
    return np.random.default_rng(4).standard_normal(900)


def test_fisher_memory_has_its_thirteen_digits():
    assert_allclose(readout_memory_curve(1.0, 0.5, 2), [0.7930976986377, 0.1572509898961], 1e-12)
    assert_allclose(readout_memory_curve(1.0, 0.9, 2), [0.4802093869730, 0.1867868548230], 1e-12)
    assert readout_memory_curve(0.5, 0.9, 1)[0] == pytest.approx(0.1768170882561, rel=1e-12)


def test_fisher_memory_has_the_five_digits_of_radius_four_fifths():
    full, half = readout_memory_curve(1.0, 0.8, 4), readout_memory_curve(0.5, 0.8, 3)
    assert_allclose(full, [0.56150, 0.20178, 0.09857, 0.05437], atol=6e-6)
    assert_allclose(half, [0.23636, 0.11139, 0.06043], atol=6e-6)


def fisher_memory(weights, readouts, delays):
    """J_d averaged over input directions, from the covariance of this one network."""
    n = len(weights)
    covariance = np.eye(n)
    power = weights
    for _ in range(60):
        covariance, power = covariance + power @ covariance @ power.T, power @ power
    inverse = np.linalg.inv(covariance[np.ix_(readouts, readouts)])
    rows, found = np.eye(n)[readouts], []
    for _ in range(delays):
        found.append(np.trace(inverse @ rows @ rows.T) / n)
        rows = rows @ weights
    return np.array(found)


@pytest.mark.parametrize("kind", ["random", "delay line", "symmetric", "rotation", "star"])
def test_every_stable_network_holds_as_much_fisher_memory_as_it_is_read(kind):
    rng, n = np.random.default_rng(8), 30
    weights = {
        "random": rng.standard_normal((n, n)) * 0.7 / math.sqrt(n),
        "delay line": np.diag(np.full(n - 1, 1.3), -1),
        "symmetric": np.diag(np.linspace(-0.9, 0.9, n)),
        "rotation": 0.8 * np.roll(np.eye(n), 1, axis=0),
        "star": np.outer(np.ones(n), np.eye(n)[0]) * 0.9,
    }[kind]
    readouts = rng.permutation(n)[:12]
    assert fisher_memory(weights, readouts, 400).sum() == pytest.approx(12 / n, rel=1e-9)


def test_normal_networks_have_the_fisher_memory_of_their_eigenvalues():
    rng = np.random.default_rng(9)
    q = np.linalg.qr(rng.standard_normal((20, 20)))[0]
    values = rng.uniform(-0.9, 0.9, 20)
    found = fisher_memory(q * values @ q.T, np.arange(20), 8)
    assert_allclose(normal_fisher_memory(values, 8), found, rtol=1e-9)
    turning = 0.9 * np.exp(2j * np.pi * np.arange(7) / 7)
    ring = [orthogonal_fisher_memory(1.0, 0.9, d) for d in range(9)]
    assert_allclose(normal_fisher_memory(turning, 9), ring, rtol=1e-12)


def test_symmetric_networks_have_the_moments_of_the_semicircle():
    rho = 0.8
    assert symmetric_fisher_memory(rho, 0) == pytest.approx(1 - rho**2 / 4, rel=1e-13)
    second = rho**2 / 4 - rho**4 / 8
    assert symmetric_fisher_memory(rho, 1) == pytest.approx(second, rel=1e-13)
    memory = [symmetric_fisher_memory(0.999, d) for d in range(3000)]
    assert sum(memory) == pytest.approx(1, abs=1e-3)
    rng, n = np.random.default_rng(2), 1000
    noise = rng.standard_normal((n, n))
    values = np.linalg.eigvalsh((noise + noise.T) * rho / math.sqrt(8 * n))
    exact = normal_fisher_memory(values, 6)
    assert_allclose([symmetric_fisher_memory(rho, d) for d in range(6)], exact, rtol=0.02)


def test_signals_of_order_n_to_the_minus_half_give_a_function_of_readouts_over_root_n():
    def capacity(n, scaled_readouts):
        return decoupled_memory_capacity(
            round(scaled_readouts * math.sqrt(n)), n, 0.8, 2.0 * math.sqrt(n)
        )

    for scaled in (0.5, 2.0):
        assert capacity(10_000, scaled) == pytest.approx(capacity(400, scaled), rel=1e-12)
    # its growth per e-fold of readouts tends to 1/ln(1/rho^2)
    rise = (capacity(10**8, 3000.0) - capacity(10**8, 300.0)) / math.log(10)
    assert rise == pytest.approx(1 / math.log(1 / 0.8**2), rel=1 / 216)  # L alpha_0 = 216


@pytest.mark.parametrize("fraction", [1e-6, 0.05, 0.5, 1.0])
@pytest.mark.parametrize("radius", [0.2, 0.9, 0.97])
def test_fisher_memory_sums_to_the_readout_fraction_and_decreases(fraction, radius):
    curve = readout_memory_curve(fraction, radius, 3000)
    assert curve.sum() == pytest.approx(fraction, rel=1e-9)
    assert np.all(np.diff(curve) <= 0)


def test_few_readouts_see_no_noise_correlations():
    curve = readout_memory_curve(1e-7, 0.8, 5)
    expected = [orthogonal_fisher_memory(1e-7, 0.8, d) for d in range(5)]
    assert_allclose(curve, expected, rtol=1e-6)


@pytest.mark.parametrize(
    ("squared_gain", "total"),
    [(0.9, 2.966343598448), (1.0, 3.994987130920), (1.1, 5.489002707431), (2.0, 15.803347575742)],
)
def test_delay_lines_hold_their_totals(squared_gain, total):
    memory = [delay_line_fisher_memory(squared_gain, d) for d in range(30)]
    assert sum(memory) == pytest.approx(total, abs=1e-11)
    assert memory[-1] > max(0, (squared_gain - 1) / squared_gain)


def test_delay_line_crosses_gain_one_smoothly():
    around = [delay_line_fisher_memory(1 + h, 40) for h in (-1e-8, 0.0, 1e-8)]
    assert_allclose(around, 1 / 41, rtol=1e-6)


def test_capacities_are_ordered_and_grow_with_the_readout():
    sizes = [5, 20, 80, 200, 400]
    full, apart, decoupled, alone = np.array(
        [
            (
                readout_memory_capacity(size, 400, 0.9, 100.0),
                noninterfering_memory_capacity(size, 400, 0.9, 100.0),
                decoupled_memory_capacity(size, 400, 0.9, 100.0),
                independent_memory_capacity(size, 400, 100.0),
            )
            for size in sizes
        ]
    ).T
    assert np.all(np.diff(full) > 0)
    assert np.all(full < apart)
    assert np.all(apart < decoupled)
    assert np.all(decoupled < alone)
    assert_allclose(apart, [1.108, 3.352, 7.071, 9.257, 10.311], atol=6e-4)
    assert_allclose(decoupled[[1, 4]], [3.42, 14.69], atol=6e-3)
    assert full[0] / sizes[0] > full[-1] / sizes[-1], "sublinear"


def test_weak_signals_are_recalled_in_proportion():
    weak = readout_memory_capacity(30, 100, 0.8, 1e-6)
    assert weak == pytest.approx(independent_memory_capacity(30, 100, 1e-6), rel=1e-5)


def test_correlations_and_dimension_say_the_same():
    strength = correlation_strength(0.8, 500, 0.01)
    assert participation_ratio(0.8, 500, 0.01) == pytest.approx(500 / (1 + strength), rel=1e-14)
    assert participation_ratio(0.8, 500) / 500 == pytest.approx(1 - 0.8**4)


@pytest.mark.parametrize(
    ("gain", "scale", "noise", "ratio"), [(0.9, 0.05, 0.3, 0.6062), (1.1, 0.1, 0.4, 0.4758)]
)
def test_linear_response_of_a_driven_network(gain, scale, noise, ratio):
    found = linear_response(gain=gain, input_scale=scale, noise=noise)
    dimension = participation_ratio(found.radius, 600, found.signal_share)
    assert dimension / 600 == pytest.approx(ratio, abs=5e-5)


def test_linear_response_of_a_linear_network_is_itself():
    found = linear_response(gain=0.8, input_scale=0.3, noise=0.5, activation=IDENTITY)
    assert found.radius == pytest.approx(0.8)
    assert found.innovation == pytest.approx(0.3**2 + 0.5**2)
    assert found.signal(100) == pytest.approx(100 * 0.09 / 0.34)


def test_chance_capacity_has_its_mean_and_threshold():
    assert null_capacity_distribution(2000, 50).mean() == pytest.approx(50 / 1999)
    threshold = null_capacity_cdf.inverse(0.01, samples=2000, readouts=50, targets=200)
    assert null_capacity_cdf(threshold, 2000, 50) == pytest.approx(1 - 0.01 / 200, abs=1e-12)
    assert expected_raw_capacity(0.0, 200, 2000, 50) == pytest.approx(200 * 50 / 1999)


def test_kernel_of_a_linear_network_is_the_fermi_function(series):
    kernel = recurrent_kernel(series, gain=0.9, input_scale=1.0, activation=IDENTITY)
    found = kernel.capacities(kernel.delayed(40), 20)
    exact = small_readout_memory_function(20, 0.9, 40)
    assert np.sum(small_readout_memory_function(20, 0.9, 300)) == pytest.approx(20, abs=1e-9)
    assert np.max(np.abs(found - exact)) < 0.12
    assert abs(np.mean(found - exact)) < 0.01


def test_capacities_grow_with_the_readout_and_sum_to_it_without_noise(series):
    kernel = recurrent_kernel(series, gain=0.9, input_scale=1.0)
    assert kernel.private_variance < 1e-12
    sizes = [2, 10, 40, 80]
    memory = [kernel.capacities(kernel.delayed(30), size) for size in sizes]
    assert np.all(np.diff(np.sum(memory, axis=1)) > 0)
    for size in sizes:
        kappa = kernel.resolution(size)
        assert np.sum(kernel.eigenvalues / (kernel.eigenvalues + kappa)) == pytest.approx(size)


def test_short_and_long_series_give_the_same_cubic_capacity_where_its_power_is_known():
    rng = np.random.default_rng(5)

    def cubic(moments):
        kernel = recurrent_kernel(
            rng.standard_normal(moments + 60), gain=0.9, input_scale=1.0, washout=60
        )
        s = kernel.delayed(40)
        targets = (s**3 - 3 * s) / math.sqrt(6)
        return [kernel.capacities(targets, 10, mean_square=m).sum() for m in (1.0, None)]

    short, long = (np.mean([cubic(n) for _ in range(20)], axis=0) for n in (120, 480))
    assert abs(short[0] - long[0]) < 0.2
    assert short[1] - long[1] > 0.2  # outliers carry <y^2> of the series and are resolved best


def test_chaos_counts_as_private_variance(series):
    calm = recurrent_kernel(series, gain=0.9, input_scale=0.5)
    chaotic = recurrent_kernel(series, gain=1.8, input_scale=0.5)
    assert calm.private_variance < 1e-12
    assert chaotic.private_variance == pytest.approx(0.253, abs=0.01)


def test_noise_lowers_memory(series):
    noisy = kernel_memory_capacity(10, series, gain=0.9, input_scale=0.2, noise=0.3)
    assert noisy < kernel_memory_capacity(10, series, gain=0.9, input_scale=0.2)


def test_tanh_lies_close_to_erf_of_the_same_slope(series):
    tanh = recurrent_kernel(series, gain=0.9, input_scale=0.5, activation=TANH)
    erf = recurrent_kernel(series, gain=0.9, input_scale=0.5, activation=ERF)
    lags = tanh.delayed(30)
    difference = tanh.capacities(lags, 20).sum() - erf.capacities(lags, 20).sum()
    assert abs(difference) < 0.5


def small_kernel(series):
    return recurrent_kernel(series[:400], gain=0.9, input_scale=1.0, washout=100)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda s: readout_memory_curve(0.0, 0.9, 3), "readout_fraction must be > 0"),
        (lambda s: readout_memory_curve(1.2, 0.9, 3), "readout_fraction must be > 0 and <= 1"),
        (lambda s: readout_memory_curve(0.5, 1.0, 3), "radius must be > 0 and < 1"),
        (lambda s: readout_memory_capacity(5, 4, 0.9, 1.0), "readouts must be <= n = 4"),
        (lambda s: readout_memory_capacity(1, 4, 0.9, -1.0), "signal must be > 0"),
        (lambda s: null_capacity_distribution(21, 20), "samples must be >= readouts \\+ 2 = 22"),
        (lambda s: expected_raw_capacity(9.0, 3, 100, 5), "memory must be <= targets"),
        (lambda s: recurrent_kernel(np.ones(500), gain=0.9, input_scale=1.0), "inputs must vary"),
        (lambda s: recurrent_kernel(s[:100], gain=0.9, input_scale=1.0), "washout \\+ 8 = 208"),
        (
            lambda s: recurrent_kernel(s, gain=1.2, input_scale=1.0, activation=IDENTITY),
            "be < 1 for a linear network",
        ),
        (lambda s: recurrent_kernel(s, gain=0.9, input_scale=1.0, noise=-1.0), "noise must be >="),
        (lambda s: recurrent_kernel(s, gain=0.9, input_scale=-1.0), "input_scale must be > 0"),
        (
            lambda s: recurrent_kernel(np.where(s > 2, math.nan, s), gain=0.9, input_scale=1.0),
            "inputs must be finite",
        ),
        (
            lambda s: kernel_memory_capacity(200, s, gain=0.9, input_scale=1.0),
            "at least 8 \\* readouts = 1600",
        ),
        (
            lambda s: kernel_memory_capacity(2, s, gain=0.9, input_scale=1.0, delays=300),
            "be <= washout \\+ 1 = 201",
        ),
        (lambda s: linear_response(gain=0.9, input_scale=0.0), "not both be 0"),
        (lambda s: linear_response(gain=3.0, input_scale=0.1), "leave the network below chaos"),
        (lambda s: small_readout_memory_function(3, 1.1, 4), "gain must be < 1"),
        (lambda s: recurrent_kernel("ab", gain=0.9, input_scale=1.0), "be one row of real numbers"),
        (
            lambda s: recurrent_kernel(s, gain=0.9, input_scale=1.0, activation="tanh"),
            "activation must be an Activation",
        ),
        (lambda s: small_kernel(s).resolution(0), "readouts must be >= 1, got 0"),
        (lambda s: small_kernel(s).delayed(-1), "delays must be >= 0"),
        (lambda s: small_kernel(s).capacities(np.ones((2, 5)), 3), "targets must have 300 columns"),
        (lambda s: small_kernel(s).capacities(np.zeros((1, 300)), 3), "no row of zeros"),
        (
            lambda s: small_kernel(s).capacities(np.ones((1, 300)), 3, mean_square=0.0),
            "mean_square must be > 0",
        ),
        (
            lambda s: linear_response(gain=0.9, input_scale=1.0, activation="tanh"),
            "activation must be an Activation",
        ),
        (
            lambda s: null_capacity_cdf.inverse(0.01, samples=100, readouts=5, targets=0),
            "targets must be >= 1",
        ),
        (lambda s: normal_fisher_memory([], 4), "eigenvalues must hold at least one number"),
        (lambda s: normal_fisher_memory([1.2], 4), "lie inside the unit circle"),
        (lambda s: symmetric_fisher_memory(1.0, 4), "radius must be > 0 and < 1"),
    ],
)
def test_nonsense_is_refused(series, call, message):
    with pytest.raises(DomainError, match=message):
        call(series)
