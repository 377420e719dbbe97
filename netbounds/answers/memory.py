"""How much of its past input does my reservoir hold? Exact from weights, estimated from states."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal

if TYPE_CHECKING:
    from netbounds.simulate.correlated_memory_capacity import MemoryEstimate
    from netbounds.theory.correlated_memory_capacity import ExactMemory

Orientation = Literal["post-pre", "pre-post"]


@overload
def memory_capacity(
    *,
    weights: Any,
    input_weights: ArrayLike,
    orientation: Orientation,
    delays: int = 100,
) -> "ExactMemory": ...


@overload
def memory_capacity(
    *,
    states: ArrayLike,
    inputs: ArrayLike,
    delays: int = 100,
    washout: int = 200,
    readouts: Sequence[int] | NDArray[np.integer] | None = None,
) -> "MemoryEstimate": ...


def memory_capacity(
    *,
    states: ArrayLike | None = None,
    inputs: ArrayLike | None = None,
    weights: Any = None,
    input_weights: ArrayLike | None = None,
    orientation: Orientation | None = None,
    delays: int = 100,
    washout: int = 200,
    readouts: Sequence[int] | NDArray[np.integer] | None = None,
) -> "ExactMemory | MemoryEstimate":
    """Memory capacity of recorded states, with its error, or of linear weights, exactly.

    The sum over delays of the fraction of the input's variance that the best linear readout
    recalls. Recorded states may come from any system: each delayed input is regressed on them,
    and the capacities are adjusted for chance. Weights stand for x(t) = W x(t-1) + u s(t), whose
    capacity follows from the eigenvalues.

    Parameters
    ----------
    states, inputs
        x(t), (steps, neurons), and s(t), (steps,), values independent from step to step.
    weights, input_weights, orientation
        W, (n, n), dense or scipy sparse; u, (n,); "post-pre" if W[i, j] is the synapse from j
        to i.
    delays
        Number of delays, from 0 (the newest input).
    washout, readouts
        First steps to leave out, at least delays - 1; neurons to read (states only).

    Returns
    -------
    MemoryEstimate or ExactMemory
        Both print themselves and have `total` and `function` (the capacity of each delay); an
        estimate also has `interval()`, `noise_floor`, `threshold` and `remembered`.

    Raises
    ------
    DomainError
        If neither or both are given, a part is missing, or as
        `netbounds.simulate.correlated_memory_capacity.memory_capacity` and
        `netbounds.theory.correlated_memory_capacity.memory_capacity` say.

    Notes
    -----
    Capacity of a nonlinear reservoir depends on the scale of its input: state it. To simulate a
    reservoir without storing its states use
    `netbounds.simulate.correlated_memory_capacity.reservoir_memory`.

    Source: capacity as in dambre2012.

    Examples
    --------
    >>> import numpy as np
    >>> s = np.random.default_rng(1).standard_normal(5000)
    >>> x = np.stack([s, np.roll(s, 1), np.roll(s, 2)], axis=1)  # any recording, here delay taps
    >>> print(memory_capacity(states=x, inputs=s, delays=6))
    memory capacity 2.99862 ± 0.00061 from 3 neurons and 4800 steps; 3 of 6 delays above chance
    >>> ring = [[0, 0, 0.9], [0.9, 0, 0], [0, 0.9, 0]]
    >>> print(memory_capacity(weights=ring, input_weights=[1, 0, 0], orientation="post-pre"))
    memory capacity 3 (exact), 3 of it in 100 delays
    """
    where = "memory_capacity"
    if (states is None) == (weights is None):
        got = "neither" if states is None else "both"
        raise refusal(where, "one of states and weights", "be given", f"{got} of them")
    if states is not None:
        if inputs is None:
            raise refusal(where, "inputs", "be given with states", None)
        from netbounds.simulate.correlated_memory_capacity import memory_capacity as measure

        return measure(states, inputs, delays=delays, washout=washout, readouts=readouts)
    if input_weights is None:
        raise refusal(where, "input_weights", "be given with weights", None)
    if orientation not in ("post-pre", "pre-post"):
        rule = "be 'post-pre' (W[post, pre]) or 'pre-post'"
        raise refusal(where, "orientation", rule, orientation)
    if inputs is not None or readouts is not None:
        rule = "be left out with weights"
        remedy = "simulate the reservoir with `reservoir_memory` to use them"
        raise refusal(where, "inputs and readouts", rule, "one of them", remedy)
    from netbounds.theory.correlated_memory_capacity import memory_capacity as compute

    return compute(weights, input_weights, orientation=orientation, delays=delays)
