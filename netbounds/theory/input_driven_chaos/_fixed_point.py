"""Damped fixed-point iteration with Anderson mixing, for self-consistent autocovariances."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

FloatArray = NDArray[np.float64]


class FixedPoint(NamedTuple):
    """Where the iteration ended: residual max |step(x) - x| / max |x|, and how many steps."""

    value: FloatArray
    residual: float
    iterations: int


def fixed_point(
    where: str,
    step: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    *,
    tolerance: float = 1e-11,
    limit: int = 3000,
    damped: int = 25,
    depth: int = 6,
) -> FixedPoint:
    """The fixed point of `step`: `damped` steps of weight 0.7, then Anderson mixing of `depth`.

    The damped steps choose the branch (from a large start the chaotic one); mixing only speeds
    them up. It begins anew whenever the residual grows tenfold beyond the best one.

    Raises
    ------
    DomainError
        If the residual is still above the tolerance after `limit` steps.
    """
    x = start.astype(float)
    values: list[FloatArray] = []
    residuals: list[FloatArray] = []
    best = np.inf
    until = damped
    for iteration in range(1, limit + 1):
        residual = step(x) - x
        size = float(np.max(np.abs(residual)) / max(float(np.max(np.abs(x))), 1e-300))
        if size < tolerance:
            return FixedPoint(x + residual, size, iteration)
        if not size < 10 * best:
            values, residuals, until = [], [], iteration + damped
        best = min(best, size)
        if iteration <= until:
            x = x + 0.7 * residual
            continue
        values, residuals = [*values, x][-depth - 1 :], [*residuals, residual][-depth - 1 :]
        x = x + residual
        if len(values) > 1:
            change = np.diff(np.array(residuals), axis=0).T
            weight = np.linalg.lstsq(change, residual, rcond=1e-12)[0]
            x = x - (np.diff(np.array(values), axis=0).T + change) @ weight
    rule = f"converge to {tolerance:g} within {limit} steps"
    remedy = "move away from the edge of chaos, or lengthen `duration`"
    raise refusal(where, "the iteration", rule, f"a residual of {size:.2g}", remedy)
