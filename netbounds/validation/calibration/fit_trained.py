"""Fit the empirical law of trained networks to the sweep of `sweep_trained`.

Run it: ``python -m netbounds.validation.calibration.fit_trained TABLE.csv``. It writes
`netbounds/theory/sparse_rnn_classification/data/trained_accuracy.json`.

The law is a line in probits: with x = patterns / (driven fraction * effective synapses),

    probit(accuracy) = a - b ln x - (c + d ln(neurons/100)) / in-degree - e ln(input_fraction),

fitted by maximum likelihood to the mean accuracy of five networks a point. Networks stop training
at 99.5 %, so a mean above 99.35 % only says "at least that": such points enter as censored. The
spread beyond the standard error of the means (`scatter`) is fitted with the line.

Whether the size belongs there is asked three times, by the evidence ratio (Schwarz) of ln N against
no size at all, and against a size effect that ends, (100/N)^(1/2) or 100/N instead of ln N.
"""

import csv
import json
import math
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.theory.sparse_rnn_classification import effective_synapse_fraction

Rows = list[dict[str, float]]
Array = NDArray[np.float64]

TERMS = ("constant", "load", "in_degree", "size", "input_fraction")
WITHOUT_SIZE = (0, 1, 2, 4)
GROWTH: dict[str, Callable[[float], float]] = {
    "ln N": lambda neurons: math.log(neurons / 100),
    "N^(-1/2)": lambda neurons: -math.sqrt(100 / neurons),
    "1/N": lambda neurons: -100 / neurons,
}
EPOCHS = 300  # of the rows that the law is fitted to; the longer ones are a control
CENSORED = 0.9935
LEAST_ERROR = 0.004  # a standard error from five networks may be smaller by luck than it is


def read(table: Path) -> Rows:
    """Rows of the sweep that the law is meant for: a sparse readout."""
    with table.open() as lines:
        rows = [{name: float(text) for name, text in row.items()} for row in csv.DictReader(lines)]
    return [row for row in rows if row["readout_fraction"] <= 0.2 and row["epochs"] == EPOCHS]


def features(row: dict[str, float], growth: str = "ln N") -> list[float]:
    """What multiplies the coefficients, in the order of `TERMS`."""
    readout = math.floor(row["readout_fraction"] * row["neurons"] + 1e-9)
    share = effective_synapse_fraction(row["in_degree"], readout)
    return [
        1.0,
        -math.log(row["load"] / share),
        -1.0 / row["in_degree"],
        -GROWTH[growth](row["neurons"]) / row["in_degree"],
        -math.log(row["input_fraction"]),
    ]


def fit(
    rows: Rows, terms: tuple[int, ...] = tuple(range(len(TERMS))), growth: str = "ln N"
) -> dict[str, Any]:
    """Coefficients, their covariance, the scatter, and the log-likelihood."""
    from scipy.optimize import minimize
    from scipy.stats import norm

    X = np.array([features(row, growth) for row in rows])[:, list(terms)]
    accuracy = np.array([row["accuracy"] for row in rows])
    censored = accuracy >= CENSORED
    y = norm.ppf(np.minimum(accuracy, CENSORED))
    spread = np.maximum([row["standard_error"] for row in rows], LEAST_ERROR) / norm.pdf(y)

    def loss(parameters: Array) -> float:
        sigma = np.hypot(spread, math.exp(parameters[-1]))
        z = (y - X @ parameters[:-1]) / sigma
        each = np.where(censored, norm.logsf(z), norm.logpdf(z) - np.log(sigma))
        return -float(each.sum())

    start = np.append(np.linalg.lstsq(X, y, rcond=None)[0], math.log(0.1))
    best = minimize(loss, start, method="BFGS")
    return {
        "coefficients": best.x[:-1],
        "covariance": np.asarray(best.hess_inv)[:-1, :-1],
        "scatter": math.exp(best.x[-1]),
        "log_likelihood": -float(best.fun),
    }


def left_out(rows: Rows, key: str) -> Array:
    """Errors of prediction, in probits, on groups of rows (equal `key`) that the fit left out."""
    from scipy.stats import norm

    errors = []
    for value in sorted({row[key] for row in rows}):
        found = fit([row for row in rows if row[key] != value])
        for row in rows:
            if row[key] == value and row["accuracy"] < CENSORED:
                guess = float(np.dot(features(row), found["coefficients"]))
                errors.append(float(norm.ppf(row["accuracy"])) - guess)
    return np.array(errors)


def evidence(rows: Rows) -> dict[str, float]:
    """Bayes factors (Schwarz) of a least in-degree that grows like ln N against its rivals."""
    grows = fit(rows)["log_likelihood"]
    ends = {name: fit(rows, growth=name)["log_likelihood"] for name in GROWTH if name != "ln N"}
    constant = fit(rows, terms=WITHOUT_SIZE)["log_likelihood"] + math.log(len(rows)) / 2
    return {
        "constant": math.exp(grows - constant),
        **{name: math.exp(grows - other) for name, other in ends.items()},
    }


def report(rows: Rows) -> dict[str, Any]:
    """Everything that the package keeps of the fit."""
    found = fit(rows)
    b = float(found["coefficients"][1])
    cross = {
        key: float(np.sqrt(np.mean(left_out(rows, key) ** 2)))
        for key in ("neurons", "in_degree", "load")
    }
    ratios = evidence(rows)
    large = [row for row in rows if row["neurons"] >= 100]
    return {
        "terms": TERMS,
        "coefficients": [float(value) for value in found["coefficients"]],
        "covariance": [[float(value) for value in line] for line in found["covariance"]],
        "scatter": found["scatter"],
        "points": len(rows),
        "networks": int(sum(row["networks"] for row in rows)),
        "points_by_neurons": {
            f"{size:g}": sum(row["neurons"] == size for row in rows)
            for size in sorted({row["neurons"] for row in rows})
        },
        "range": {
            key: [min(row[key] for row in rows), max(row[key] for row in rows)]
            for key in ("neurons", "in_degree", "load", "readout_fraction", "input_fraction")
        },
        "left_out_rms_probit": cross,
        "left_out_rms_relative_capacity": {key: value / b for key, value in cross.items()},
        # of "least in-degree grows like ln N" against "is constant" and against growth that ends
        "evidence_ratio_size": ratios["constant"],
        "evidence_ratio_size_from_100_neurons": evidence(large)["constant"],
        "evidence_ratio_against_growth_that_ends": {
            name: value for name, value in ratios.items() if name != "constant"
        },
    }


if __name__ == "__main__":
    home = resources.files("netbounds.theory.sparse_rnn_classification")
    target = Path(str(home.joinpath("data", "trained_accuracy.json")))
    kept = report(read(Path(sys.argv[1])))
    target.write_text(json.dumps(kept, indent=1) + "\n")
    sys.stdout.write(json.dumps(kept, indent=1) + "\n")
