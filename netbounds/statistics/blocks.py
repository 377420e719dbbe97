"""Mean of a correlated series with its error from the scatter of consecutive blocks."""

import numpy as np
from numpy.typing import ArrayLike

from netbounds.domains import refusal
from netbounds.statistics.measured import Measured, measure


def block_mean(series: ArrayLike, blocks: int = 10) -> Measured:
    """Mean of a stationary series; its error from the scatter of consecutive block means.

    Honest when a block is much longer than the autocorrelation time; unlike `time_average` it
    needs no estimate of that time. A remainder that fills no block is left out at the beginning,
    where transients are.

    >>> print(block_mean([0.0, 2.0, 1.0, 3.0], blocks=2))
    1.50 ± 0.50
    """
    values = np.asarray(series, dtype=float)
    if blocks < 2:
        raise refusal("block_mean", "blocks", "be >= 2", blocks)
    if values.ndim != 1 or values.size < 2 * blocks:
        got = f"an array of shape {values.shape}"
        raise refusal("block_mean", "series", f"be one row of at least {2 * blocks} numbers", got)
    length = values.size // blocks
    return measure(values[values.size - blocks * length :].reshape(blocks, length).mean(axis=1))
