import math
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr

from netbounds.theory.sparse_rnn_classification import trained_accuracy, trained_calibration
from netbounds.validation.calibration.fit_trained import (
    features,
    fit,
    patience,
    read,
    slope_in_size,
)
from netbounds.validation.sparse_rnn_classification.calibration_figures import FIGURES

TABLE = Path(
    str(
        resources.files("netbounds.validation").joinpath(
            "data", "trained_networks", "trained_accuracy.csv"
        )
    )
)
LAW = np.array([1.8, 0.8, 2.0, 0.2, 0.3])


def _row(neurons: float, in_degree: float, load: float, input_fraction: float) -> dict[str, float]:
    row = {
        "neurons": neurons,
        "in_degree": in_degree,
        "load": load,
        "readout_fraction": 0.1,
        "input_fraction": input_fraction,
        "standard_error": 0.004,
        "networks": 5.0,
    }
    return row | {"accuracy": float(ndtr(features(row) @ LAW))}


def test_the_fit_finds_the_law_that_made_the_data() -> None:
    rows = [
        _row(neurons, in_degree, load, driven)
        for neurons in (50, 200, 800)
        for in_degree in (2.0, 4.0, 8.0)
        for load in (0.5, 1.0, 2.0)
        for driven in (0.5, 1.0)
    ]
    assert fit(rows)["coefficients"] == pytest.approx(LAW, abs=0.03)


def test_the_packaged_law_is_the_fit_to_the_packaged_table() -> None:
    rows = read(TABLE)
    kept = trained_calibration()
    assert len(rows) == kept["points"]
    assert fit(rows)["coefficients"] == pytest.approx(kept["coefficients"], abs=2e-3)


def test_the_law_in_the_package_is_the_line_that_was_fitted() -> None:
    row = _row(300, 5.0, 0.7, 1.0)
    coefficients = trained_calibration()["coefficients"]
    fitted = float(ndtr(np.dot(features(row), coefficients)))
    assert trained_accuracy(300, 5.0, 0.7, 30) == pytest.approx(fitted, rel=1e-12)


def test_a_known_loss_per_doubling_is_found_with_its_error() -> None:
    rows = [
        _row(100, 3.0, 0.5, 1.0) | {"neurons": 100.0 * 2**k, "accuracy": float(ndtr(1.5 - 0.1 * k))}
        for k in range(4)
    ]
    found = slope_in_size(rows)
    assert found["slope"] == pytest.approx(-0.1, rel=1e-9)
    densities = [math.exp(-((1.5 - 0.1 * k) ** 2) / 2) / math.sqrt(2 * math.pi) for k in range(4)]
    least = 0.004 / max(densities) / math.sqrt(5)  # sum of squared distances of 0, 1, 2, 3 is 5
    most = 0.004 / min(densities) / math.sqrt(5)
    assert least < found["error"] < most


def test_longer_training_was_measured_on_the_same_points() -> None:
    found = patience(TABLE)
    by_time = {(one["in_degree"], one["epochs"]): one["sizes"] for one in found}
    assert by_time[3.0, 300] == by_time[3.0, 1000] >= 4


def test_networks_of_all_sizes_collapse_on_the_law() -> None:
    figure = next(one for one in FIGURES if one.name == "trained_collapse")
    raw, scaled = figure.panels(lambda name: [])
    (law,) = [one for one in scaled.series if one.role == "theory"]
    points = [one for one in scaled.series if one.role == "simulation"]
    assert len(points) >= 5  # sizes
    for one in points:
        expected = np.interp(one.x, law.x, law.y)
        # twice the 2 per cent that networks scatter about the line where it is steepest
        assert np.mean(np.abs(np.asarray(one.y) - expected)) < 0.04
    spread = max(max(one.y) for one in raw.series) - min(min(one.y) for one in raw.series)
    assert spread > 0.2


def test_capacity_does_not_wait_until_one_neuron_reaches_all() -> None:
    figure = next(one for one in FIGURES if one.name == "capacity_against_in_degree")
    _, shares = figure.panels(lambda name: [])
    reach, useful = shares.series
    at = int(np.searchsorted(reach.x, 4.0))
    assert reach.y[at] < 0.05
    assert useful.y[at] > 0.95
