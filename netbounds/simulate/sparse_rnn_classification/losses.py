"""What training minimises: the decision variable's distance from where its label wants it."""

from dataclasses import dataclass
from typing import Annotated, get_type_hints

import numpy as np
from annotated_types import Gt

from netbounds.domains import check_fields, refusal
from netbounds.simulate.sparse_rnn_classification.model import Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLoss:
    """Sum over states and patterns of max(0, b (target_b - z)): + above, - below its target."""

    positive: float = 0.6
    negative: float = 0.4

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(TargetLoss, include_extras=True))
        if self.positive < self.negative:
            rule = f"be >= negative = {self.negative}"
            raise refusal("TargetLoss", "positive", rule, self.positive)

    @property
    def threshold(self) -> float:
        """The fixed decision threshold: half way between the targets."""
        return (self.positive + self.negative) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLoss:
    """Sum of 1 - tanh(k max(u, 0)) + k max(-u, 0), u = b (z - threshold): only the side counts."""

    threshold: float = 0.5
    steepness: Annotated[float, Gt(0)] = 10.0

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(LabelLoss, include_extras=True))


Loss = TargetLoss | LabelLoss


def loss_and_slopes(loss: Loss, z: Floats, labels: Ints, first: int) -> tuple[float, Floats]:
    """Loss over states first.. of z (states, patterns), summed, and its derivative by z.

    A label of 0 marks a column that only fills up a block: it costs nothing.
    """
    slopes = np.zeros_like(z)
    late, real = z[first:], labels != 0
    if isinstance(loss, TargetLoss):
        target = np.where(labels > 0, loss.positive, loss.negative)
        short = labels * (target - late)
        slopes[first:] = -labels * (short > 0)
        return float(np.sum(np.maximum(short, 0.0))), slopes
    u = loss.steepness * labels * (late - loss.threshold)
    saturating = np.tanh(np.maximum(u, 0.0))
    by_u = np.where(u > 0, saturating**2 - 1.0, -1.0 * (u < 0))
    slopes[first:] = loss.steepness * labels * by_u
    return float(np.sum((1.0 - saturating + np.maximum(-u, 0.0))[:, real])), slopes
