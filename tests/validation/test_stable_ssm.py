"""Figures and claims of the diagonal state-space models, and an independent prototype's numbers."""

import numpy as np
import pytest

from netbounds.simulate import stable_ssm as simulate
from netbounds.theory import stable_ssm as theory
from netbounds.validation.figures import Measurement, table
from netbounds.validation.stable_ssm import CLAIMS, FIGURES

RNG = np.random.default_rng(5)


def nothing(_: str) -> list[Measurement]:
    return []


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.name)
def test_figures_have_numbers_without_any_measurement(figure) -> None:  # type: ignore[no-untyped-def]
    text = table(figure.panels(nothing))
    assert text.count("\n") > 100
    assert "nan" not in text
    assert "inf" not in text


def test_figures_have_captions_that_say_what_is_seen() -> None:
    assert len({figure.name for figure in FIGURES}) == len(FIGURES)
    assert all(figure.caption.endswith(".") and len(figure.caption) > 80 for figure in FIGURES)


def test_every_allowance_has_its_reason() -> None:
    for claim in CLAIMS:
        if getattr(claim.kind, "tolerance", 0) and claim.kind.word == "identity":
            assert claim.kind.tolerance < 0.01, claim.name
            assert claim.why, claim.name


@pytest.mark.parametrize(("radius", "change"), [(0.01, 0.0101), (0.1, 0.105), (0.5, 0.649)])
def test_long_memory_moves_as_the_prototype_found(radius: float, change: float) -> None:
    found = simulate.long_memory_change(2.0, 24, radius, rng=RNG)
    assert found == pytest.approx(change, rel=0.005)
    limit = theory.long_memory_perturbation_error(2.0, radius)
    rest = simulate.long_memory_change(2.0, 24, 0.0, rng=RNG)  # the sum is not perfect by itself
    assert abs(found - limit) <= rest


def test_direct_modes_move_as_the_prototype_found() -> None:
    # error against the target, of 8 modes, all moved up by 0.01; 12 modes stop decaying
    c, m = _even_grid(8)
    t = np.expm1(np.linspace(0, 12, 40001))
    moved = np.exp(-np.multiply.outer(t, m - 0.01)) @ c
    error = np.trapezoid(np.abs(moved - (1 + t) ** -2.0), t)
    assert error == pytest.approx(0.056, rel=0.06)
    assert min(_even_grid(12)[1]) == pytest.approx(5e-3, rel=0.01)
    assert simulate.inverse_slowed_change(2.0, 12, 0.01, rng=RNG) == 0.0


def _even_grid(modes: int) -> tuple[np.ndarray, np.ndarray]:
    kernel = theory.exponential_sum(2.0, 0.8, first=1 - modes, last=0, start=3.5)
    return kernel.c, kernel.m


@pytest.mark.parametrize(
    ("exponent", "total", "floor", "optimum"),
    [(1.0, 1.0, 0.1, 0.01906), (1.1, 2.0, 0.05, 0.00428), (1.5, 1.0, 1.0, 0.0754)],
)
def test_best_kernels_are_as_good_as_the_prototype_found(
    exponent: float, total: float, floor: float, optimum: float
) -> None:
    found = simulate.best_kernel_error(exponent, total, floor, rng=RNG)
    assert found == pytest.approx(optimum, rel=2e-3)


@pytest.mark.parametrize(
    ("name", "rate", "loss"),
    [
        ("direct", 1e-5, 0.0657),
        ("exponential", 5e-3, 0.0668),
        ("softplus", 5e-3, 0.0674),
        ("best", 5e-3, 0.1846),
    ],
)
def test_training_ends_where_the_prototype_ended(name: str, rate: float, loss: float) -> None:
    assert simulate.final_loss(name, rate, rng=RNG) == pytest.approx(loss, rel=2e-3)
