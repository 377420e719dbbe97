"""Arrays that users hand in: real, finite, of the right number of dimensions, or refused."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

_DIMENSIONS = {1: "one row of numbers", 2: "a table of numbers"}


def real_array(where: str, parameter: str, value: Any, dimensions: int) -> NDArray[np.float64]:
    """The value as floats, (n,) or (rows, columns); a refusal in one sentence otherwise.

    >>> real_array("f", "inputs", [1, 2], 1)
    array([1., 2.])
    """
    rule = f"be {_DIMENSIONS[dimensions]}"
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different length
        raise refusal(where, parameter, rule, "rows of different length") from None
    if array.dtype.kind not in "biuf":
        got = "complex numbers" if array.dtype.kind == "c" else value
        raise refusal(where, parameter, rule.replace("numbers", "real numbers"), got)
    if array.ndim != dimensions:
        raise refusal(where, parameter, rule, f"shape {array.shape}")
    numbers = array.astype(np.float64, copy=False)
    if not np.all(np.isfinite(numbers)):
        raise refusal(where, parameter, "be finite", "nan or infinity")
    return numbers
