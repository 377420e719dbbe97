"""What the arrays of a graph must be; each refusal is one sentence."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import NeuronCount, check, refusal

MOST = 2**31 - 1  # what int32 can count


def ids(parameter: str, values: ArrayLike) -> NDArray[Any]:
    """Neuron ids as one array of whole numbers."""
    array = np.asarray(values)
    if array.size == 0 and array.ndim == 1:
        return np.empty(0, dtype=np.int32)
    if array.ndim != 1:
        raise refusal("Graph", parameter, "be one list of neuron ids", f"shape {array.shape}")
    if len(array) > MOST:
        raise refusal("Graph", parameter, "hold fewer than 2^31 synapses", f"{len(array)} rows")
    if array.dtype.kind not in "iu":
        rule = "hold whole numbers (neuron ids from 0)"
        raise refusal("Graph", parameter, rule, f"numbers of type {array.dtype}")
    return np.ascontiguousarray(array)


def check_range(parameter: str, ids: NDArray[Any], n: int) -> None:
    """Refuse ids outside 0 .. n-1."""
    if len(ids) and not (ids.min() >= 0 and ids.max() < n):
        row = int(np.argmax((ids < 0) | (ids >= n)))
        rule = f"hold ids from 0 to {n - 1}"
        raise refusal("Graph", parameter, rule, f"{ids[row]} at position {row}")


def neuron_count(
    n: int | None, names: tuple[str, ...] | None, pre: NDArray[Any], post: NDArray[Any]
) -> int:
    """How many neurons there are, and that their names fit."""
    if n is not None:
        check("Graph", "n", n, NeuronCount)
        count = int(n)
    elif names is not None:
        count = len(names)
    else:
        count = 1 + max((int(ids.max()) for ids in (pre, post) if len(ids)), default=-1)
    if count < 1:
        raise refusal("Graph", "n", "be given when there are no synapses and no names", None)
    if count > MOST:
        raise refusal("Graph", "n", "be < 2^31", count, "give large ids as names instead")
    if names is None:
        return count
    if len(names) != count:
        raise refusal("Graph", "names", f"name each of {count} neurons", f"{len(names)} names")
    if not all(isinstance(name, str) for name in names):
        odd = next(name for name in names if not isinstance(name, str))
        raise refusal("Graph", "names", "be strings", odd)
    if len(set(names)) != count:
        seen: set[str] = set()
        twice = next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise refusal("Graph", "names", "all be different", f"{twice!r} more than once")
    return count


def weights(weight: ArrayLike, rows: int) -> NDArray[np.float64]:
    """One finite number a row."""
    values = np.asarray(weight)
    if values.ndim != 1 or len(values) != rows:
        raise refusal("Graph", "weight", f"be one number for each of {rows} rows", values.shape)
    if values.dtype.kind not in "biuf" and rows:
        raise refusal("Graph", "weight", "be real numbers", f"type {values.dtype}")
    values = values.astype(np.float64, copy=False)
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        got = f"{values[bad[0]]} at position {bad[0]}"
        raise refusal("Graph", "weight", "be finite", got)
    return values
