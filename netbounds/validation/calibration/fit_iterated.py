"""Fit the accuracy of the iterated rule to its published table, on the axis that theory gives.

Run it: ``python -m netbounds.validation.calibration.fit_iterated``. It writes
`netbounds/theory/sparse_rnn_classification/data/iterated_accuracy.json`.

Theory says where the iterated rule breaks down: at twice the capacity constant, P = 2 D. How
accuracy falls around that point after 150 passes it does not say; there the published networks (500
neurons and more) lie on one curve, probit(accuracy) = a + b x + c x^2 with x = ln(P / 2 D).
"""

import json
import sys
from importlib import resources
from pathlib import Path

import numpy as np

from netbounds.theory.sparse_rnn_classification import (
    iterated_critical_load,
    one_shot_capacity_constant,
)
from netbounds.validation.sparse_rnn_classification.tables import iterated_table

SMALLEST = 500  # below, finite-size effects pull networks off the curve
ALL_RIGHT = 0.9985  # a mean this high is a few errors among all patterns: only "at least that"


def fit() -> dict[str, object]:
    """Coefficients, scatter among networks, and the range of the table."""
    from scipy.stats import norm

    critical = iterated_critical_load(one_shot_capacity_constant(density=0.1, gain=10.0))
    table = iterated_table()
    mean = table.accuracy.mean(axis=1)
    used = (table.neurons >= SMALLEST) & (mean < ALL_RIGHT)
    x = np.log(table.patterns / (critical * 0.1 * table.neurons**2))[used]
    coefficients, covariance = np.polyfit(x, norm.ppf(mean[used]), 2, cov=True)
    networks = norm.ppf(np.minimum(table.accuracy[used], ALL_RIGHT))
    return {
        "coefficients": coefficients[::-1].tolist(),
        "covariance": covariance[::-1, ::-1].tolist(),
        "scatter": float(np.sqrt(np.mean(np.var(networks, axis=1, ddof=1)))),
        "rows": int(used.sum()),
        "range": [float(x.min()), float(x.max())],
    }


if __name__ == "__main__":
    home = resources.files("netbounds.theory.sparse_rnn_classification")
    target = Path(str(home.joinpath("data", "iterated_accuracy.json")))
    text = json.dumps(fit(), indent=1) + "\n"
    target.write_text(text)
    sys.stdout.write(text)
