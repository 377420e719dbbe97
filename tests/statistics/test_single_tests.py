import math

import numpy as np
import pytest
from scipy import stats

from netbounds.domains import DomainError
from netbounds.statistics import (
    Measured,
    autocorrelation_time,
    continuous_test,
    discrete_test,
    looks,
    mean_test,
    measure,
    slope_test,
    spend,
    time_average,
)
from netbounds.statistics.means import binomial_test, enough_trials, student_test


@pytest.mark.parametrize(("k", "n", "p"), [(3, 20, 0.4), (0, 9, 0.2), (20, 20, 0.9), (7, 7, 1.0)])
def test_binomial_tails_are_those_of_scipy(k, n, p):
    greater = stats.binomtest(k, n, p, "greater").pvalue
    less = stats.binomtest(k, n, p, "less").pvalue
    expected = min(1, 2 * min(greater, less))
    assert math.isclose(binomial_test(k, n, p, 0.0), expected, rel_tol=1e-12)


def test_a_probability_that_cannot_be_is_rejected():
    x = np.random.default_rng(1).random(100) < 0.5
    assert mean_test(1.2, x).p == 0
    assert mean_test(np.nan, x).p == 0


def test_without_skewness_the_mean_is_tested_by_student_t():
    half = np.random.default_rng(1).normal(size=(100, 3))
    x = np.vstack([half, -half]) + 0.1  # symmetric about 0.1
    expected = stats.ttest_1samp(x, 0).pvalue
    assert np.allclose(student_test(x, np.zeros(3), np.zeros(3)), expected, rtol=1e-9)


def test_an_allowance_moves_both_limits():
    x = np.random.default_rng(1).normal(size=400)
    assert mean_test(0.5, x).p < 1e-6
    assert mean_test(0.5, x, allowance=0.5).p > 0.01
    assert mean_test(-0.5, x, allowance=0.3).p < 1e-2


def test_every_entry_of_an_array_is_tested_and_paid_for():
    x = np.random.default_rng(1).normal(size=(400, 10))
    means = np.zeros(10)
    alone = mean_test(0.4, x[:, 7]).p
    means[7] = 0.4
    assert math.isclose(mean_test(means, x).p, 10 * alone, rel_tol=1e-9)


def test_betting_has_nearly_the_power_of_a_known_variance():
    x = np.random.default_rng(1).random(2000)
    sigma = math.sqrt(1 / 12 / 2000)
    assert mean_test(0.5, x, support=(0, 1)).p > 1e-3
    assert mean_test(0.5 + 8 * sigma, x, support=(0, 1)).p < 1e-8
    assert mean_test(5 - 80 * sigma, 10 * x, support=(0, 10)).p < 1e-8


def test_samples_outside_of_their_support_are_refused():
    with pytest.raises(DomainError, match=r"samples must lie in the support \(0, 1\)"):
        mean_test(0.5, [0.2, 1.5], support=(0, 1))


def test_trials_that_never_vary_or_have_a_heavy_tail_decide_nothing():
    assert mean_test(5.0, np.full(100, 4.0)).p == 1
    rng = np.random.default_rng(1)
    heavy = rng.pareto(1.5, size=(20000, 50)) + 1
    assert not enough_trials(heavy).any()
    assert enough_trials(rng.standard_exponential((2000, 50))).mean() > 0.95


def test_nan_samples_are_refused():
    with pytest.raises(DomainError, match="samples must be finite numbers"):
        mean_test(0.5, [0.2, math.nan])


def test_a_chi_square_that_is_not_small_is_that_of_scipy():
    p = np.array([0.1, 0.2, 0.3, 0.4])
    outcomes = np.random.default_rng(1).choice(4, size=5000, p=p)
    expected = stats.power_divergence(np.bincount(outcomes), 5000 * p, lambda_="log-likelihood")
    assert math.isclose(discrete_test(p, outcomes).p, expected.pvalue, rel_tol=1e-9)


@pytest.mark.parametrize("pmf", [[0.5, 0.4], [0.6, 0.6], [1.0, 0.0], [1.5, -0.5]])
def test_probabilities_that_cannot_be_are_rejected(pmf):
    assert discrete_test(pmf, np.array([0, 1] * 50)).p == 0


def test_an_outcome_beyond_the_law_is_rejected():
    result = discrete_test([0.5, 0.5], np.array([0, 1, 3] * 50))
    assert result.p == 0
    assert result.note == "outcome 3 has probability 0 but occurred"


def test_kolmogorov_smirnov_is_that_of_scipy():
    x = np.random.default_rng(1).normal(size=300)
    expected = stats.kstest(x, stats.norm(0.1).cdf, method="exact").pvalue
    assert math.isclose(continuous_test(stats.norm(0.1).cdf, x).p, expected, rel_tol=1e-9)


def test_a_distribution_function_that_does_not_end_at_one_is_rejected():
    x = np.random.default_rng(1).normal(size=30)
    assert continuous_test(lambda t: 1.05 * stats.norm.cdf(t), x).p == 0


def test_a_slope_is_found_with_its_error():
    rng = np.random.default_rng(1)
    n = [10, 30, 100, 300]
    trials = [k**0.7 * np.exp(0.1 * rng.normal(size=500)) for k in n]
    result = slope_test(0.7, n, trials)
    assert result.p > 0.01
    assert abs(result.estimate - 0.7) < 4 * result.error < 0.02
    assert slope_test(0.75, n, trials).p < 1e-6
    assert slope_test(0.75, n, trials, allowance=0.06).p > 0.01


def test_slopes_of_too_few_sizes_or_signs_are_refused():
    with pytest.raises(DomainError, match="at least three sizes"):
        slope_test(1, [1, 2], [[1.0], [2.0]])
    with pytest.raises(DomainError, match="be positive"):
        slope_test(1, [1, 2, 3], [[1.0], [2.0], [-1.0]])


def test_the_autocorrelation_time_of_an_autoregression_is_known():
    a = 0.8
    noise = np.random.default_rng(1).normal(size=200_000)
    series = np.empty_like(noise)
    value = 0.0
    for i, e in enumerate(noise):
        series[i] = value = a * value + e
    assert math.isclose(autocorrelation_time(series), (1 + a) / (1 - a), rel_tol=0.08)
    average = time_average(series)
    assert math.isclose(average.error, 1 / (1 - a) / math.sqrt(200_000), rel_tol=0.06)
    assert abs(average.value) < 4 * average.error


def test_a_series_too_short_for_its_memory_is_refused():
    with pytest.raises(DomainError, match="span at least 50 autocorrelation times"):
        time_average(np.cumsum(np.random.default_rng(1).normal(size=300)))


@pytest.mark.parametrize(
    ("measured", "text"),
    [
        (Measured(0.85031, 0.0012, 9), "0.8503 ± 0.0012"),
        (Measured(123456, 789, 9), "(1.2346 ± 0.0079)e5"),
        (Measured(-3.2e-12, 4e-14, 9), "(-3.200 ± 0.040)e-12"),
        (Measured(2.0, 0.0, 9), "2 ± 0"),
    ],
)
def test_a_measured_number_prints_two_digits_of_its_error(measured, text):
    assert str(measured) == text


def test_the_mean_of_one_trial_has_no_error_and_is_refused():
    with pytest.raises(DomainError, match="at least two numbers"):
        measure([1.0])


def test_looks_double_up_to_the_budget_and_their_prices_add_up_to_one():
    assert list(looks(8, 70)) == [8, 16, 32, 64]
    assert math.isclose(sum(1 / spend(j) for j in range(10**4)), 1, rel_tol=1e-3)
