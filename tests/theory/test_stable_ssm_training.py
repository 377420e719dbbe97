"""Gradients, curvature and the loss in closed form: special values and other routes."""

import math

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad

from netbounds.domains import DomainError
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

MAPS = ("direct", "exponential", "softplus", "best")
SIXTEEN = Modes(coefficients=(1 / 16,) * 16, rates=tuple(np.geomspace(0.02, 1.5, 16).tolist()))


@pytest.mark.parametrize("norm", [1.0, 2.0, 3.7])
def test_sensitivity_is_the_norm_of_the_derivative(norm: float) -> None:
    for m in (0.05, 1.3):
        area = quad(lambda t, m=m: (t * math.exp(-m * t)) ** norm, 0, np.inf)[0]
        assert theory.rate_sensitivity(m, norm) == pytest.approx(area ** (1 / norm), rel=1e-8)


def test_pull_in_the_supremum_norm_is_approached_by_large_exponents() -> None:
    # max of t e^(-m t) is 1/(e m)
    limit = 1 / (math.e * 0.4)
    assert theory.rate_sensitivity(0.4, 1e7) == pytest.approx(limit, rel=1e-5)


def test_pull_of_each_map_is_the_published_quotient() -> None:
    for m in (0.01, 0.4, 1.7):
        pulls = {name: theory.gradient_scale(m, name) for name in MAPS}
        weight = theory.decay_rate.inverse(m, "best")
        assert pulls["direct"] == pytest.approx(1 / m**2, rel=1e-13)
        assert pulls["exponential"] == pytest.approx(1 / m, rel=1e-13)
        assert pulls["softplus"] == pytest.approx((1 - math.exp(-m)) / m**2, rel=1e-13)
        assert pulls["best"] == pytest.approx(2 * weight, rel=1e-13)


def test_each_norm_has_a_map_that_keeps_the_pull_proportional_to_the_weight() -> None:
    a, b = 1.4, 0.6
    for q in (1.0, 2.0, 3.0):
        ratios = []
        for w in (0.3, 1.0, 4.0):
            rate = lambda w, q=q: theory.equalizing_rate(w, q, scale=a, offset=b)  # noqa: E731
            slope = abs(float(mpmath.diff(lambda x, r=rate: r(float(x)), w, h=1e-6)))
            ratios.append(slope * theory.rate_sensitivity(rate(w), q) / w)
        assert ratios == pytest.approx([ratios[0]] * 3, rel=1e-4)


def test_map_best_is_the_member_of_that_family_for_bounded_inputs() -> None:
    for w in (0.0, -1.0, 2.5):
        assert theory.equalizing_rate(w, scale=1.2) == pytest.approx(
            theory.decay_rate(w, "best", scale=1.2), rel=1e-15
        )


@pytest.mark.parametrize(
    ("slowest", "rates"),
    [
        (0.5, (2.5385, 6.7812, 13.533, 4.3233)),
        (0.1, (0.024996, 2.4743, 2.7476, 5.7908)),
        (0.02, (2.0000e-4, 0.49999, 0.51008, 6.2951)),
        (0.005, (3.125e-6, 0.125, 0.12563, 6.2654)),
    ],
)
def test_largest_learning_rates_have_the_known_values(
    slowest: float, rates: tuple[float, ...]
) -> None:
    modes = Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, slowest))
    for name, rate in zip(MAPS, rates, strict=True):
        assert theory.largest_learning_rate(modes, name) == pytest.approx(rate, rel=5e-5)


def test_largest_learning_rate_falls_like_the_cube_of_the_rate_or_not_at_all() -> None:
    for m in (1e-4, 1e-6):
        one = Modes(coefficients=(0.8,), rates=(m,))
        limits = {"direct": 4 * m**3 / 0.64, "exponential": 4 * m / 0.64, "softplus": 4 * m / 0.64}
        for name, limit in limits.items():
            assert theory.largest_learning_rate(one, name) == pytest.approx(limit, rel=1e-3)
        best = theory.largest_learning_rate(one, "best", scale=1.5)
        assert best == pytest.approx(1 / (1.5 * 0.64), rel=1e-3)


def test_single_mode_curvature_is_elementary() -> None:
    c, m, a, b = 0.7, 0.3, 1.2, 0.4
    found = {n: theory.single_mode_curvature(m, c, n, scale=a, offset=b) for n in MAPS}
    assert found["direct"] == pytest.approx(c**2 / (2 * m**3), rel=1e-14)
    assert found["exponential"] == pytest.approx(c**2 / (2 * m), rel=1e-14)
    assert found["softplus"] == pytest.approx(c**2 * math.expm1(-m) ** 2 / (2 * m**3), rel=1e-14)
    assert found["best"] == pytest.approx(2 * a * c**2 * (1 - b * m), rel=1e-14)


def test_curvature_is_the_second_difference_of_the_loss_at_its_minimum() -> None:
    c, m = np.array([0.6, 0.4]), np.array([1.1, 0.2])
    modes = Modes(coefficients=tuple(c), rates=tuple(m))

    def loss(rates: np.ndarray) -> mpmath.mpf:
        both, all_m = [*c, *-c], [*map(mpmath.mpf, rates), *map(mpmath.mpf, m)]
        return mpmath.fsum(
            a * b / (x + y) for a, x in zip(both, all_m, strict=True)
            for b, y in zip(both, all_m, strict=True)
        )  # fmt: skip

    with mpmath.workdps(40):
        h = mpmath.mpf(10) ** -12
        for i, j in [(0, 0), (0, 1), (1, 1)]:
            corners = []
            for si, sj in [(1, 1), (1, -1), (-1, 1), (-1, -1)]:
                shifted = [mpmath.mpf(v) for v in m]
                shifted[i] += si * h
                shifted[j] += sj * h
                corners.append(loss(shifted))
            second = (corners[0] - corners[1] - corners[2] + corners[3]) / (4 * h * h)
            assert theory.curvature_matrix(modes, "direct")[i, j] == pytest.approx(
                float(second), rel=1e-9
            )


@pytest.mark.parametrize(
    ("multiplier", "value"),
    [(0.5, 1.08888888888889), (0.9, 0.982714681440443), (0.99, 0.980024746849827)],
)
def test_discrete_curvature_of_best_has_the_known_values(multiplier: float, value: float) -> None:
    assert theory.discrete_best_curvature(multiplier, 0.7) == pytest.approx(value, rel=1e-13)


def test_discrete_curvature_of_best_tends_to_a_constant() -> None:
    found = theory.discrete_best_curvature(1 - 1e-12, 0.7, scale=1.5)
    assert found == pytest.approx(2 * 1.5 * 0.49, rel=1e-10)


def test_discrete_pull_of_best_is_proportional_to_its_weight() -> None:
    for weight in (1.0, 3.0, 40.0):
        kept = 1 - 1 / (1.5 * weight**2 + 0.5)
        pull = theory.discrete_gradient_scale(kept, "best", scale=1.5)
        assert pull == pytest.approx(3.0 * weight, rel=1e-11)


def test_discrete_pull_of_long_memory_is_the_continuous_one() -> None:
    for name in MAPS:
        discrete = theory.discrete_gradient_scale(1 - 1e-6, name)
        assert discrete == pytest.approx(theory.gradient_scale(1e-6, name), rel=1e-5)


def test_discrete_sums_are_what_they_abbreviate() -> None:
    k = np.arange(1, 4000)
    for kept in (0.3, 0.95):
        assert theory.discrete_rate_sensitivity(kept) == pytest.approx(
            float(np.sum(k * kept ** (k - 1.0))), rel=1e-12
        )
        assert theory.discrete_curvature(kept, 0.7) == pytest.approx(
            float(2 * 0.49 * np.sum(k**2 * kept ** (2.0 * k - 2))), rel=1e-12
        )


@pytest.mark.parametrize(
    ("exponent", "rate", "value"),
    [
        (1.1, 0.01, 3.30134247794753),
        (1.1, 1.0, 0.570689336501425),
        (2.0, 1.0, 0.403652637676806),
    ],
)
def test_overlap_has_the_known_values(exponent: float, rate: float, value: float) -> None:
    assert theory.target_overlap(rate, exponent) == pytest.approx(value, rel=1e-14)


@pytest.mark.parametrize("exponent", [0.55, 1.0, 1.1, 2.0, 2.0000001, 3.0, 7.3])
def test_overlap_keeps_its_digits_where_library_functions_lose_theirs(exponent: float) -> None:
    with mpmath.workdps(40):
        for x in (1e-6, 1e-4, 9e-4, 0.999, 9.65, 1e3, 1e5):
            exact = mpmath.exp(x) * mpmath.expint(mpmath.mpf(exponent), mpmath.mpf(x))
            assert theory.target_overlap(x, exponent) == pytest.approx(float(exact), rel=5e-14)


def test_loss_of_the_known_start_and_its_relative_gradients() -> None:
    assert theory.white_noise_loss(SIXTEEN, 1.1, 0.1) == pytest.approx(1.51104298142538, rel=1e-12)
    known = {"direct": 1065.83, "softplus": 0.22735, "exponential": 0.16290, "best": 0.049395}
    for name, value in known.items():
        found = theory.largest_relative_gradient(SIXTEEN, name, 1.1, 0.1)
        assert found == pytest.approx(value, rel=1e-4)


def test_loss_vanishes_for_a_good_design() -> None:
    modes = theory.design_exponential_sum(1.5, 1e4, 1e-5)
    # the relative error is 1e-5 over nearly the whole integral of the squared target, 1/2
    assert abs(theory.white_noise_loss(modes, 1.5)) < 0.5 * 1e-10 + 1e-12


@pytest.mark.parametrize("reparameterization", MAPS)
def test_gradient_is_the_difference_quotient_of_the_loss(reparameterization: str) -> None:
    modes = Modes(coefficients=(0.5, 0.3), rates=(0.9, 0.1))
    gradient = theory.loss_gradient(modes, reparameterization, 1.3, 0.7)
    weights = [theory.decay_rate.inverse(m, reparameterization) for m in modes.rates]
    h = 1e-5
    for i in range(2):
        ends = []
        for sign in (1, -1):
            moved = list(weights)
            moved[i] += sign * h
            rates = tuple(theory.decay_rate(w, reparameterization) for w in moved)
            ends.append(
                theory.white_noise_loss(
                    Modes(coefficients=modes.coefficients, rates=rates), 1.3, 0.7
                )
            )
        assert gradient[1, i] == pytest.approx((ends[0] - ends[1]) / (2 * h), rel=1e-6)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: theory.white_noise_loss(SIXTEEN, 0.5), "exponent must be > 0.5, got 0.5"),
        (lambda: theory.target_overlap(0.0, 1.1), "rate must be > 0, got 0.0"),
        (lambda: theory.rate_sensitivity(1.0, 0.5), "norm must be >= 1, got 0.5"),
        (lambda: theory.discrete_curvature(1.0, 1.0), "multiplier must be > 0 and < 1, got 1.0"),
        (
            lambda: theory.discrete_best_curvature(0.1, 1.0, offset=2.0),
            'multiplier must be >= 1 - 1/offset = 0.5 with the map "best"',
        ),
        (
            lambda: theory.largest_learning_rate(Modes(coefficients=(1.0,), rates=(2.0,)), "best"),
            'modes must give the loss a slope ("best" has none at w = 0)',
        ),
        (
            lambda: theory.largest_relative_gradient(
                Modes(coefficients=(1.0,), rates=(2.0,)), "best", 1.1
            ),
            "modes must have no weight at 0",
        ),
        (
            lambda: theory.curvature_matrix(SIXTEEN, "best", offset=0.9),
            'rate must be <= 1/offset = 1.11111 with the map "best"',
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DomainError) as refused:
        call()
    assert sentence in str(refused.value)
