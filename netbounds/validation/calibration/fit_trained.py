"""Fit the empirical law of trained networks to the sweep of `sweep_trained`.

Run it: ``python -m netbounds.validation.calibration.fit_trained TABLE.csv``. It writes
`netbounds/theory/sparse_rnn_classification/data/trained_accuracy.json`.

The law is a line in probits: with x = patterns / (driven fraction * effective synapses),

    probit(accuracy) = a - b ln x - c / in-degree - d ln(neurons/100) - e ln(input_fraction),

fitted by maximum likelihood to the mean accuracy of five networks a point. Networks stop training
at 99.5 %, so a mean above 99.35 % only says "at least that": such points enter as censored. The
spread beyond the standard error of the means (`scatter`) is fitted with the line.

In this law the in-degree that reaches a given share of the capacity at many synapses does not
depend on N; it would grow like ln N if size mattered through ln N / in-degree instead. Evidence
ratios (Schwarz) say which the data prefer, whether size matters at all, and whether its effect
ends, (100/N)^(1/2) or 100/N instead of ln N. Whether it is size or time that is missing, points
trained for 1000 epochs show beside those of 300.
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
Size = Callable[[float, float], float]
SIZE: dict[str, Size] = {
    "ln N": lambda neurons, in_degree: math.log(neurons / 100),
    "ln N / in-degree": lambda neurons, in_degree: math.log(neurons / 100) / in_degree,
    "N^(-1/2)": lambda neurons, in_degree: -math.sqrt(100 / neurons),
    "1/N": lambda neurons, in_degree: -100 / neurons,
}
EPOCHS = 300  # of the rows that the law is fitted to
PATIENT = 1000  # of the control: what a large network cannot do, or has not yet learned
CENSORED = 0.9935
LEAST_ERROR = 0.004  # a standard error from five networks may be smaller by luck than it is


def read(table: Path, epochs: int = EPOCHS) -> Rows:
    """Rows of the sweep that the law is meant for: a sparse readout, so many epochs."""
    with table.open() as lines:
        rows = [{name: float(text) for name, text in row.items()} for row in csv.DictReader(lines)]
    return [row for row in rows if row["readout_fraction"] <= 0.2 and row["epochs"] == epochs]


def features(row: dict[str, float], size: str = "ln N") -> list[float]:
    """What multiplies the coefficients, in the order of `TERMS`."""
    readout = math.floor(row["readout_fraction"] * row["neurons"] + 1e-9)
    share = effective_synapse_fraction(row["in_degree"], readout)
    return [
        1.0,
        -math.log(row["load"] / share),
        -1.0 / row["in_degree"],
        -SIZE[size](row["neurons"], row["in_degree"]),
        -math.log(row["input_fraction"]),
    ]


def fit(
    rows: Rows, terms: tuple[int, ...] = tuple(range(len(TERMS))), *sizes: str
) -> dict[str, Any]:
    """Coefficients, their covariance, the scatter, and the log-likelihood.

    `sizes` says how size enters: "ln N" by default; a second one gets a coefficient of its own.
    """
    from scipy.optimize import minimize
    from scipy.stats import norm

    X = np.array([features(row, *sizes[:1]) for row in rows])[:, list(terms)]
    for more in sizes[1:]:
        extra = [-SIZE[more](row["neurons"], row["in_degree"]) for row in rows]
        X = np.column_stack([X, extra])
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
    """Bayes factors (Schwarz) of a loss ln N at every in-degree against its rivals."""
    best = fit(rows)["log_likelihood"]
    every = tuple(range(len(TERMS)))
    others = {name: fit(rows, every, name)["log_likelihood"] for name in SIZE if name != "ln N"}
    without = fit(rows, terms=WITHOUT_SIZE)["log_likelihood"] + math.log(len(rows)) / 2
    return {
        "no size": math.exp(best - without),
        **{name: math.exp(best - other) for name, other in others.items()},
    }


def slope_in_size(rows: Rows) -> dict[str, float]:
    """Probits that accuracy gains per doubling of N at one in-degree and load: a weighted line."""
    from scipy.special import ndtri

    accuracy = np.array([row["accuracy"] for row in rows])
    z = ndtri(np.minimum(accuracy, CENSORED))
    spread = np.maximum([row["standard_error"] for row in rows], LEAST_ERROR)
    weight = np.exp(-z * z) / (2 * math.pi) / spread**2
    x = np.log2([row["neurons"] for row in rows])
    centred = x - np.average(x, weights=weight)
    information = float(weight @ centred**2)
    return {
        "sizes": len(rows),
        "largest": max(row["neurons"] for row in rows),
        "slope": float(weight @ (centred * z)) / information,
        "error": information**-0.5,
    }


def patience(table: Path) -> list[dict[str, float]]:
    """How accuracy changes with N where both the usual and the longer training were measured."""
    usual, longer = read(table), read(table, PATIENT)
    found = []
    for at in sorted({(row["in_degree"], row["load"]) for row in longer}):
        for epochs, rows in ((EPOCHS, usual), (PATIENT, longer)):
            sizes = {r["neurons"] for r in longer if (r["in_degree"], r["load"]) == at}
            here = [
                row
                for row in rows
                if (row["in_degree"], row["load"]) == at
                and row["neurons"] in sizes
                and (row["readout_fraction"], row["input_fraction"]) == (0.1, 1.0)
            ]
            if len(here) > 1:
                where = {"in_degree": at[0], "load": at[1], "epochs": float(epochs)}
                found.append(where | slope_in_size(here))
    return found


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
    both = fit(rows, tuple(range(len(TERMS))), "ln N", "ln N / in-degree")
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
        # the design is no box: where training is dear, large sizes have few synapses only
        "largest_in_degree_by_neurons": {
            f"{size:g}": max(row["in_degree"] for row in rows if row["neurons"] == size)
            for size in sorted({row["neurons"] for row in rows})
        },
        "range": {
            key: [min(row[key] for row in rows), max(row[key] for row in rows)]
            for key in ("neurons", "in_degree", "load", "readout_fraction", "input_fraction")
        },
        "left_out_rms_probit": cross,
        "left_out_rms_relative_capacity": {key: value / b for key, value in cross.items()},
        # least in-degree (for a share of the capacity) constant, against growing like ln N
        "evidence_ratio_constant_in_degree": ratios["ln N / in-degree"],
        "evidence_ratio_constant_in_degree_from_100_neurons": evidence(large)["ln N / in-degree"],
        # both at once: which one the data would rather have, with its error
        "both_size_terms": {
            name: [float(both["coefficients"][i]), float(both["covariance"][i][i] ** 0.5)]
            for name, i in (("ln N", 3), ("ln N / in-degree", 5))
        },
        # of a loss ln N at every in-degree against none, and against losses that end
        "evidence_ratio_size": {
            name: value for name, value in ratios.items() if name != "ln N / in-degree"
        },
    }


if __name__ == "__main__":
    home = resources.files("netbounds.theory.sparse_rnn_classification")
    target = Path(str(home.joinpath("data", "trained_accuracy.json")))
    kept = report(read(Path(sys.argv[1]))) | {"size_and_patience": patience(Path(sys.argv[1]))}
    target.write_text(json.dumps(kept, indent=1) + "\n")
    sys.stdout.write(json.dumps(kept, indent=1) + "\n")
