"""What diagonal state-space models remember: special values, identities, enclosures."""

import itertools
import math

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from netbounds.domains import DomainError
from netbounds.theory import stable_ssm as theory
from netbounds.theory.stable_ssm import Modes

MAPS = ("direct", "exponential", "softplus", "best")
STABLE = MAPS[1:]
POSITIVE = Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, 0.02))


@pytest.mark.parametrize("reparameterization", MAPS)
@pytest.mark.parametrize("rate", [1e-6, 0.03, 1.0, 1.9])
def test_every_map_reaches_a_rate_by_the_weight_that_its_inverse_gives(
    reparameterization: str, rate: float
) -> None:
    weight = theory.decay_rate.inverse(rate, reparameterization)
    assert theory.decay_rate(weight, reparameterization) == pytest.approx(rate, rel=1e-9)


def test_softplus_neither_overflows_nor_loses_small_rates() -> None:
    assert theory.decay_rate(1000.0, "softplus") == 1000.0
    assert theory.decay_rate(-300.0, "softplus") == pytest.approx(math.exp(-300), rel=1e-14)
    assert theory.decay_rate(0.0, "softplus") == pytest.approx(math.log(2), rel=1e-15)


def test_the_map_best_is_flat_where_its_rate_is_largest() -> None:
    assert theory.decay_rate(0.0, "best") == 2.0
    assert theory.rate_slope(2.0, "best") == 0.0


def test_distance_of_modes_is_that_of_their_time_constants() -> None:
    for a, b in [(0.3, 1.2), (2.0, 0.1)]:
        area = quad(lambda t, a=a, b=b: abs(math.exp(-a * t) - math.exp(-b * t)), 0, np.inf)[0]
        assert theory.mode_distance(a, b) == pytest.approx(area, rel=1e-8)
    assert theory.mode_distance(0.7, 0.7) == 0.0


def test_modulus_has_the_known_values() -> None:
    assert theory.stability_modulus(0.1, "best") == pytest.approx(0.151774468787578, rel=1e-13)
    assert theory.stability_modulus(0.5, "best") == pytest.approx(1.0, rel=1e-15)
    assert theory.stability_modulus(1.0, "best") == pytest.approx(1 + math.sqrt(3), rel=1e-15)
    assert theory.stability_modulus(1.0, "softplus") == pytest.approx(math.e - 1, rel=1e-15)
    assert theory.stability_modulus(1e-9, "direct") == math.inf


@pytest.mark.parametrize("radius", [0.05, 0.9, 4.0])
def test_modulus_of_best_is_the_maximum_over_all_weights(radius: float) -> None:
    a, b = 1.7, 0.3
    found = minimize_scalar(
        lambda w: -(a * (w + radius) ** 2 + b) / (a * w**2 + b), bounds=(0, 5), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    modulus = theory.stability_modulus(radius, "best", scale=a, offset=b)
    assert modulus == pytest.approx(-found.fun - 1, rel=1e-9)


def test_modulus_of_best_has_slope_root_of_a_over_b() -> None:
    for a, b in [(1.0, 0.5), (2.0, 3.0)]:
        slope = theory.stability_modulus(1e-9, "best", scale=a, offset=b) / 1e-9
        assert slope == pytest.approx(math.sqrt(a / b), rel=1e-8)


@pytest.mark.parametrize("reparameterization", STABLE)
def test_tolerated_change_of_weights_gives_back_its_modulus(reparameterization: str) -> None:
    for modulus in (1e-6, 0.3, 20.0):
        radius = theory.stability_modulus.inverse(modulus, reparameterization, scale=1.3)
        assert theory.stability_modulus(radius, reparameterization, scale=1.3) == pytest.approx(
            modulus, rel=1e-12
        )
    assert theory.stability_modulus.inverse(0.3, "direct") == 0.0


def test_below_the_crossing_exp_is_the_more_robust_and_best_above() -> None:
    crossing = theory.modulus_crossing(1.0, 0.5)
    assert crossing == pytest.approx(2.982867135745350, rel=1e-14)
    for radius, best_is_better in [(0.9 * crossing, False), (1.1 * crossing, True)]:
        best = theory.stability_modulus(radius, "best")
        assert (best < theory.stability_modulus(radius, "exponential")) is best_is_better
    assert theory.modulus_crossing(1.0 + 1e-9, 1.0) == pytest.approx(math.sqrt(12e-9), rel=1e-6)
    with pytest.raises(DomainError, match="offset must be < scale"):
        theory.modulus_crossing(0.5, 0.5)


@pytest.mark.parametrize("reparameterization", MAPS)
def test_worst_perturbation_is_the_worst_of_many(reparameterization: str) -> None:
    radius, rng = 0.01, np.random.default_rng(3)
    weights = [theory.decay_rate.inverse(m, reparameterization) for m in POSITIVE.rates]
    worst = theory.worst_perturbation_error(POSITIVE, radius, reparameterization)
    t = np.concatenate([[0.0], np.geomspace(1e-4, 3e3, 4000)])
    kernel = np.exp(-np.outer(t, POSITIVE.m)) @ POSITIVE.c
    found = []
    for signs in itertools.chain(
        itertools.product((-1, 1), repeat=3), rng.uniform(-1, 1, size=(20, 3))
    ):
        moved = [
            theory.decay_rate(w + radius * s, reparameterization)
            for w, s in zip(weights, signs, strict=True)
        ]
        other = np.exp(-np.outer(t, moved)) @ POSITIVE.c
        found.append(np.trapezoid(np.abs(other - kernel), t))
    assert max(found) == pytest.approx(worst, rel=1e-4)
    assert worst <= theory.perturbation_bound(POSITIVE, radius, reparameterization) * (1 + 1e-12)


def test_exponential_map_attains_the_bound_of_any_perturbation() -> None:
    worst = theory.worst_perturbation_error(POSITIVE, 0.3, "exponential")
    bound = theory.perturbation_bound(POSITIVE, 0.3, "exponential")
    assert worst == pytest.approx(bound, rel=1e-14)


def test_direct_map_explodes_as_soon_as_the_noise_reaches_its_slowest_mode() -> None:
    assert theory.worst_perturbation_error(POSITIVE, 0.0199, "direct") > 3000
    assert theory.worst_perturbation_error(POSITIVE, 0.02, "direct") == math.inf


def test_perturbation_error_of_polynomial_memory_is_that_of_a_stretched_kernel() -> None:
    for p, radius in [(1.3, 0.2), (2.0, 0.5)]:
        stretched = math.exp(-radius)
        area = quad(
            lambda x, p=p, s=stretched: math.exp(x) * abs(
                (1 + s * math.expm1(x)) ** -p - math.exp(-p * x)
            ), 0, 120, limit=400,
        )[0]  # fmt: skip
        assert theory.long_memory_perturbation_error(p, radius) == pytest.approx(area, rel=1e-7)
    assert theory.long_memory_perturbation_error(2.0, 0.5) == pytest.approx(0.64872, abs=5e-6)


@pytest.mark.parametrize(
    ("exponent", "step", "value"),
    [
        (1.0, 1.0, 0.000650020274170077),
        (1.1, 1.0, 0.000821348948215284),
        (1.5, 1.0, 0.00184440255033369),
        (2.0, 0.7, 0.00010212109069267),
        (0.5, 1.0, 0.000146302830085683),
    ],
)
def test_aliasing_bound_has_the_known_values(exponent: float, step: float, value: float) -> None:
    assert theory.aliasing_bound(exponent, step) == pytest.approx(value, rel=1e-13)
    back = theory.aliasing_bound.inverse(value, exponent)
    assert back == pytest.approx(step, rel=1e-12)


def test_aliasing_bound_is_elementary_for_simple_decay() -> None:
    for step in (0.5, 1.0, 2.5):
        ys = [2 * math.pi * k / step for k in range(1, 40)]
        terms = [2 * mpmath.sqrt(mpmath.pi * y / mpmath.sinh(mpmath.pi * y)) for y in ys]
        assert theory.aliasing_bound(1.0, step) == pytest.approx(float(sum(terms)), rel=1e-13)


def test_error_of_the_sum_never_leaves_its_bound_and_comes_close_to_it() -> None:
    for p, step in [(0.5, 1.0), (1.1, 0.7), (2.0, 1.0)]:
        bound = theory.aliasing_bound(p, step)
        times = np.expm1(np.linspace(0, 9, 400))
        errors = [abs(theory.exponential_sum_error(float(t), p, step)) for t in times]
        assert 0.99 * bound < max(errors) <= bound * (1 + 1e-13)


@pytest.mark.parametrize(
    ("exponent", "horizon", "error", "modes", "step", "seen"),
    [
        (1.1, 1e3, 1e-2, 13, 1.244133, 5.58e-3),
        (1.1, 1e4, 1e-3, 21, 0.949263, 5.83e-4),
        (1.5, 1e6, 1e-6, 52, 0.527210, 6.03e-7),
        (0.5, 1e4, 1e-3, 26, 1.142210, 6.71e-4),
    ],
)
def test_design_needs_the_known_number_of_modes_and_keeps_its_error(
    exponent: float, horizon: float, error: float, modes: int, step: float, seen: float
) -> None:
    assert theory.modes_needed(exponent, horizon, error) == modes
    assert theory.aliasing_bound.inverse(error / 2, exponent) == pytest.approx(step, abs=5e-7)
    design = theory.design_exponential_sum(exponent, horizon, error)
    assert design.size == modes
    t = np.expm1(np.linspace(0, math.log1p(horizon), 20001))
    relative = np.exp(-np.outer(t, design.m)) @ design.c * (1 + t) ** exponent - 1
    assert np.max(np.abs(relative)) == pytest.approx(seen, rel=2e-3)


def test_a_design_in_other_units_of_time_is_the_same_design() -> None:
    one = theory.design_exponential_sum(1.3, 1e3, 1e-3)
    other = theory.design_exponential_sum(1.3, 1e4, 1e-3, time_scale=0.1)
    assert np.array(one.rates) * 0.1 == pytest.approx(np.array(other.rates), rel=1e-12)
    assert one.coefficients == pytest.approx(other.coefficients, rel=1e-12)


def test_ten_times_the_memory_costs_a_fixed_number_of_modes() -> None:
    counts = [theory.modes_needed(1.5, 10.0**k, 1e-4) for k in range(2, 9)]
    steps = np.diff(counts)
    assert set(steps.tolist()) <= {2, 3, 4}
    expected = math.log(10) / theory.aliasing_bound.inverse(5e-5, 1.5)
    assert np.mean(steps) == pytest.approx(expected, abs=0.2)


def test_terms_that_would_underflow_are_left_out() -> None:
    modes = theory.exponential_sum(1.0, 1.0, first=-2, last=30)
    assert modes.size == 9  # e^-e^6 is kept, e^-e^7 is not
    assert min(modes.coefficients) > 1e-300


@pytest.mark.parametrize(
    ("exponent", "total", "slowest", "value"),
    [
        (1.0, 1.0, 0.1, 0.0139276234432828),
        (1.1, 2.0, 0.05, 0.00309307824386255),
        (1.5, 1.0, 1.0, 0.0754326631577471),
    ],
)
def test_curse_of_memory_has_the_known_values(
    exponent: float, total: float, slowest: float, value: float
) -> None:
    bound = theory.curse_of_memory_bound(exponent, total, slowest)
    assert bound == pytest.approx(value, rel=1e-13)
    back = theory.curse_of_memory_bound.inverse(bound, exponent, total)
    assert back == pytest.approx(slowest, rel=1e-9)


def test_curse_of_memory_is_the_maximum_over_all_times() -> None:
    t = np.expm1(np.linspace(0, 12, 400001))
    for p, total, slowest in itertools.product((0.4, 1.0, 3.0), (0.3, 1.0, 15.0), (0.03, 0.6, 4.0)):
        gap = (1 + t) ** -p - total * np.exp(-slowest * t)
        bound = theory.curse_of_memory_bound(p, total, slowest)
        assert bound == pytest.approx(max(0.0, gap.max()), rel=1e-6)


def test_weak_readout_misses_the_beginning() -> None:
    # too small a C: the error at t = 0 is what counts
    assert theory.curse_of_memory_bound(3.0, 0.2, 0.01) == pytest.approx(0.8, rel=1e-15)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: theory.aliasing_bound(0.0, 1.0), "exponent must be > 0, got 0.0"),
        (lambda: theory.aliasing_bound(1.0, 0.0), "step must be > 0, got 0.0"),
        (lambda: theory.aliasing_bound.inverse(-0.1, 1.0), "error must be > 0 and < 1"),
        (lambda: theory.modes_needed(1.1, 1e3, -1e-2), "error must be > 0"),
        (lambda: theory.modes_needed(1.1, 1e3, 0.2), "error must be > 0 and <= 0.1"),
        (lambda: theory.design_exponential_sum(-1.0, 10.0, 0.01), "exponent must be > 0"),
        (lambda: theory.curse_of_memory_bound(1.0, 0.0, 0.1), "coefficient_sum must be > 0"),
        (lambda: theory.curse_of_memory_bound.inverse(0.1, 1.0, 0.5), "error must be > 0.5"),
        (lambda: theory.long_memory_perturbation_error(1.0, 0.1), "exponent must be > 1, got 1.0"),
        (lambda: theory.decay_rate(0.5, "direct"), "weight must be < 0 with the direct map"),
        (lambda: theory.decay_rate(0.5, "exp"), "reparameterization must be one of 'direct'"),
        (lambda: theory.decay_rate.inverse(2.5, "best"), 'be <= 1/offset = 2 with the map "best"'),
        (lambda: theory.rate_slope(2.5, "best"), "rate must be <= 1/offset = 2"),
        (lambda: theory.mode_distance(0.0, 1.0), "rate must be > 0, got 0.0"),
        (lambda: theory.stability_modulus(-1.0, "best"), "radius must be > 0"),
        (lambda: theory.stability_modulus.inverse(0.0, "best"), "modulus must be > 0"),
        (lambda: Modes(coefficients=(1.0,), rates=(-0.1,)), "Modes: rates must be > 0, got -0.1"),
        (lambda: Modes(coefficients=(1.0,), rates=()), "be equally many, one or more, got 1 and 0"),
        (
            lambda: theory.worst_perturbation_error(
                Modes(coefficients=(-1.0,), rates=(1.0,)), 0.1, "best"
            ),
            "modes must have positive coefficients",
        ),
        (lambda: theory.exponential_sum(1.0, 1.0, first=9, last=8), "leave a mode"),
    ],
)
def test_what_makes_no_sense_is_refused(call, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DomainError) as refused:
        call()
    assert sentence in str(refused.value)
