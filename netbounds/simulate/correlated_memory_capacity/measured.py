"""Memory capacity of states that you recorded, with its error and chance level."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from annotated_types import Ge
from numpy.typing import ArrayLike, NDArray

from netbounds.arrays import real_array
from netbounds.domains import Symbol, check, refusal
from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    chance_threshold,
)
from netbounds.simulate.correlated_memory_capacity.factors import Factors
from netbounds.simulate.correlated_memory_capacity.jackknife import Record, jackknife
from netbounds.statistics import Measured

FloatArray = NDArray[np.float64]
_CHUNK = 2048

Delays = Annotated[int, Ge(1), Symbol("D", "number of delays, from 0, the newest input")]
Washout = Annotated[int, Ge(0), Symbol("w", "first steps to leave out")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryEstimate:
    """Measured memory capacity.

    Attributes
    ----------
    total
        Sum of the adjusted capacities with its jackknife standard error.
    function
        Adjusted capacity of each delay, (delays,), from 0 (the newest input). Unbiased, so it
        scatters around 0 where nothing is remembered.
    raw
        R^2 of each delay; biased upwards by the noise floor.
    noise_floor, threshold
        Mean raw capacity of an unknown target, and what none of the delays exceeds by chance
        (error rate 1 % for all together).
    samples, readouts
        Time steps used; independent regressors found.
    """

    total: Measured
    function: FloatArray
    raw: FloatArray
    noise_floor: float
    threshold: float
    samples: int
    readouts: int

    @property
    def remembered(self) -> NDArray[np.bool_]:
        """Delays whose raw capacity is more than chance."""
        return np.asarray(self.raw > self.threshold)

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Student-t interval of the total."""
        from scipy.stats import t

        half = float(t.ppf((1 + confidence) / 2, self.total.trials - 1)) * self.total.error
        return self.total.value - half, self.total.value + half

    def __str__(self) -> str:
        known = int(np.count_nonzero(self.remembered))
        return (
            f"memory capacity {self.total} from {self.readouts} neurons and {self.samples} steps; "
            f"{known} of {self.raw.size} delays above chance"
        )


def memory_capacity(
    states: ArrayLike,
    inputs: ArrayLike,
    *,
    delays: int,
    washout: int = 200,
    readouts: Sequence[int] | NDArray[np.integer] | None = None,
) -> MemoryEstimate:
    """Memory capacity of recorded states: how much of the past input a linear readout recalls.

    Each delayed input is regressed on the states with an intercept and no ridge. Capacities are
    adjusted for chance, so that the sum does not grow with the number of delays.

    Parameters
    ----------
    states
        x(t), (steps, n); any system's, not only a neural network's.
    inputs
        s(t), (steps,); delay 0 is s(t) against x(t). Independent values from step to step.
    delays
        Number of delays, from 0.
    washout
        First steps to leave out; at least delays - 1.
    readouts
        Neurons that the readout sees; all without it.

    Raises
    ------
    DomainError
        If shapes do not fit, anything is not finite, the input is constant, or there are not
        enough steps for the regressors (the message says how many are needed).

    Notes
    -----
    The error is a jackknife over ten stretches of time. States that depend linearly on others to
    rounding (1e-14) are not counted. For a linear reservoir the exact value comes from the exact
    law of the same name. Capacity of a nonlinear reservoir depends on the scale of its input:
    state it. O(steps n^2), nearly dependent states several times as much.

    Source: capacity as in dambre2012.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> s = rng.standard_normal(5000)
    >>> x = np.stack([s, np.roll(s, 1), np.roll(s, 2)], axis=1)  # a delay line
    >>> (memory_capacity(x, s, delays=6).function > 0.99).tolist()
    [True, True, True, False, False, False]
    """
    check("memory_capacity", "delays", delays, Delays)
    x, s = recorded("memory_capacity", states, inputs, readouts)
    enough("memory_capacity", s.size, washout, delays - 1, x.shape[1])

    def lagged(start: int, stop: int) -> FloatArray:
        return np.stack([s[start - d : stop - d] for d in range(delays)])

    return estimate(lambda kind: stretches(x, lagged, delays, washout, kind))


def stretches(
    states: FloatArray,
    targets: Callable[[int, int], FloatArray],
    count: int,
    washout: int,
    kind: type[Covariances] | type[Factors],
    groups: int = 10,
) -> list[Any]:
    """Sums over consecutive stretches of the recording; `targets(start, stop)` is (k, steps).

    States are shifted by their mean first, so that large offsets cost no digits.
    """
    x = states.T - states[washout:].mean(axis=0)[:, None]
    edges = np.linspace(washout, states.shape[0], groups + 1).astype(int)
    parts = []
    for begin, end in itertools.pairwise(edges):
        part = kind(x.shape[0], count)
        for start in range(begin, end, _CHUNK):
            stop = min(start + _CHUNK, end)
            part.add(x[:, start:stop], targets(start, stop))
        parts.append(part)
    return parts


def estimate(record: Record) -> MemoryEstimate:
    """Memory capacity from the recording's stretches, its error by leaving out each in turn."""
    found = jackknife(record)
    return MemoryEstimate(
        total=Measured(float(found.adjusted.sum()), found.error(), len(found.left_out)),
        function=found.adjusted,
        raw=found.raw,
        noise_floor=found.readouts / (found.samples - 1),
        threshold=chance_threshold(found.samples, found.readouts, found.raw.size),
        samples=found.samples,
        readouts=found.readouts,
    )


def recorded(
    where: str,
    states: ArrayLike,
    inputs: ArrayLike,
    readouts: Sequence[int] | NDArray[np.integer] | None,
) -> tuple[FloatArray, FloatArray]:
    """States (steps, readouts) and inputs (steps,), checked."""
    column = isinstance(inputs, np.ndarray) and inputs.ndim == 2 and inputs.shape[1] == 1
    s = real_array(where, "inputs", np.ravel(inputs) if column else inputs, 1)
    x = real_array(where, "states", states, 2)
    if x.shape[0] != s.size or x.shape[1] == 0:
        remedy = "transpose them" if x.shape[1] == s.size else ""
        raise refusal(where, "states", f"have shape ({s.size}, neurons)", f"{x.shape}", remedy)
    varying(where, s)
    if readouts is not None:
        chosen = np.asarray(readouts)
        if chosen.ndim != 1 or chosen.size == 0 or chosen.dtype.kind not in "iu":
            raise refusal(where, "readouts", "be neuron numbers", readouts)
        if chosen.min() < 0 or chosen.max() >= x.shape[1] or np.unique(chosen).size < chosen.size:
            rule = f"be different neurons of 0 .. {x.shape[1] - 1}"
            raise refusal(where, "readouts", rule, readouts)
        x = x[:, chosen]
    return x, s


def varying(where: str, inputs: FloatArray) -> None:
    """Refuse a constant input."""
    if np.ptp(inputs) == 0:
        raise refusal(where, "inputs", "vary", f"the constant {inputs[0]:g}")


def enough(where: str, steps: int, washout: int, longest: int, readouts: int) -> None:
    """Refuse a recording too short for its delays, its washout or its regressors."""
    check(where, "washout", washout, Washout)
    if washout < longest:
        rule = f"be >= the longest delay = {longest}, whose inputs come before"
        raise refusal(where, "washout", rule, washout)
    needed = washout + (readouts + 2) * 10 // 9 + 10  # nine of ten stretches must suffice
    if steps < needed:
        rule = f"have at least {needed} steps for {readouts} regressors after the washout"
        raise refusal(where, "states", rule, f"{steps} steps", "record more or read fewer neurons")
