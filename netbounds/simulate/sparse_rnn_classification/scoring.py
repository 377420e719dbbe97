"""From the decision variable to an accuracy: thresholds and what counts as correct."""

from typing import Literal

import numpy as np

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints

Threshold = float | Literal["percentile"]


def thresholds(z: Floats, labels: Ints, threshold: Threshold) -> Floats:
    """One threshold for each step of z (steps, patterns).

    "percentile" puts the threshold of every step where the share of patterns below it is the share
    of - labels; it needs both labels.
    """
    if threshold == "percentile":
        below = float(np.mean(labels < 0))
        if below in (0.0, 1.0):
            rule = "be a number when all labels are the same"
            raise refusal("thresholds", "threshold", rule, threshold)
        out: Floats = np.percentile(z, 100 * below, axis=-1)
        return out
    check("thresholds", "threshold", threshold, Threshold)
    return np.full(z.shape[:-1], float(threshold))


def accuracy(z: Floats, labels: Ints, threshold: Threshold) -> Floats:
    """Share of patterns on the right side at every step; z exactly at the threshold counts as -."""
    positive = z > thresholds(z, labels, threshold)[..., None]
    out: Floats = np.mean(positive == (labels > 0), axis=-1)
    return out
