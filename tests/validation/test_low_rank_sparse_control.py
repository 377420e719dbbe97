"""The gates of the system that no single claim can express, and its figures."""

import math

import numpy as np
import pytest

from netbounds.theory import low_rank_sparse_control as theory
from netbounds.validation.low_rank_sparse_control import CLAIMS, FIGURES

LOOPS = "loops of the same radius are stable equally often"


def claim(name):
    return next(one for one in CLAIMS if one.name == name)


def panels(name):
    figure = next(one for one in FIGURES if name in one.name)
    return figure.panels(lambda name: [])


def test_three_ways_to_one_radius_agree_and_the_control_differs() -> None:
    """A thousand loops tell the control's radius from the others', but not these apart."""
    points = [p for p in claim(LOOPS).at if p["feedback_strength"] == 0.8]
    *same, control = [claim(LOOPS).law(**point) for point in points]
    error = math.sqrt(2 * same[0] * (1 - same[0]) / 1000)
    assert len({(p["rank"], p["sparsity"], p["initialisation"]) for p in points}) == 4
    assert max(same) - min(same) < error
    assert min(same) - control > 4 * error


def test_no_rival_equals_the_law_at_every_point() -> None:
    for one in CLAIMS:
        if one.draw is None and one.kind.word == "mean":
            from netbounds.points import ask

            laws = [np.ravel(ask(one.law, point)) for point in one.at]
            rivals = [np.ravel(ask(one.rival, point)) for point in one.at]
            pairs = zip(laws, rivals, strict=True)
            assert max(float(np.max(np.abs(b / a - 1))) for a, b in pairs) > 0.05, one.name


def test_the_peak_is_drawn_where_it_is() -> None:
    (panel,) = panels("f2_peak")
    full = next(s for s in panel.series if s.label == "rank n" and s.role == "theory")
    x, y = np.array(full.x), np.array(full.y)
    assert x[np.argmax(y)] == pytest.approx(0.25, abs=0.01)
    assert y.max() == pytest.approx(math.sqrt(2), rel=1e-4)


def test_designs_run_to_full_rank_with_the_sparsity_of_the_radius() -> None:
    orthogonal, glorot, cost = panels("f3_designs")
    for panel in (orthogonal, glorot):
        for series in panel.series:
            radius = float(series.label.removeprefix("radius "))
            assert series.x[-1] == 1
            assert series.y[-1] == pytest.approx(1 - radius**2)
    assert [s.label for s in cost.series][:2] == ["orthogonal", "glorot"]


def test_drawn_eigenvalues_lie_in_the_disc() -> None:
    for panel in panels("f4_eigenvalues"):
        cloud, disc = panel.series
        edge = np.hypot(disc.x, disc.y).max()
        assert np.hypot(cloud.x, cloud.y).max() < 1.1 * edge
    first = panels("f4_eigenvalues")[0].series[0]
    assert len(first.x) == 150, "the zeros of the truncation are not drawn"


def test_gradients_are_drawn_on_their_law() -> None:
    (panel,) = panels("f6_gradients")
    for drawn in (s for s in panel.series if s.role == "simulation"):
        law = next(s for s in panel.series if s.role == "theory" and s.label == drawn.label)
        assert np.array(drawn.y)[:4] == pytest.approx(np.array(law.y)[1:5], rel=0.1)


def test_a_stable_loop_is_less_likely_the_larger_the_radius() -> None:
    law = [theory.loop_stability_probability(0.9, 0.5, r) for r in (0.2, 0.4, 0.6, 0.8)]
    assert np.all(np.diff(law) < 0)
