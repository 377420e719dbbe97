"""Memory capacity of states that you recorded, with its error and chance level."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.domains import refusal
from netbounds.simulate.correlated_memory_capacity.covariances import (
    Covariances,
    adjusted,
    capacities,
    chance_threshold,
    total,
)
from netbounds.statistics import Measured

FloatArray = NDArray[np.float64]
_CHUNK = 2048


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
    rounding are not counted. For a linear reservoir the exact value comes from
    the exact law of the same name. Capacity of a nonlinear
    reservoir depends on the scale of its input: state it.

    Source: capacity as in dambre2012.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> s = rng.standard_normal(5000)
    >>> x = np.stack([s, np.roll(s, 1), np.roll(s, 2)], axis=1)  # a delay line
    >>> (memory_capacity(x, s, delays=6).function > 0.99).tolist()
    [True, True, True, False, False, False]
    """
    x, s = recorded("memory_capacity", states, inputs, readouts)
    enough("memory_capacity", s.size, washout, max(delays - 1, 0), x.shape[1])

    def lagged(start: int, stop: int) -> FloatArray:
        return np.stack([s[start - d : stop - d] for d in range(delays)])

    return estimate(stretches(x, lagged, delays, washout))


def stretches(
    states: FloatArray,
    targets: Callable[[int, int], FloatArray],
    count: int,
    washout: int,
    groups: int = 10,
) -> list[Covariances]:
    """Covariances of consecutive stretches of the recording; `targets(start, stop)` is (k, steps).

    States are shifted by their mean first, so that large offsets cost no digits.
    """
    x = states.T - states[washout:].mean(axis=0)[:, None]
    edges = np.linspace(washout, states.shape[0], groups + 1).astype(int)
    parts = []
    for begin, end in itertools.pairwise(edges):
        part = Covariances(x.shape[0], count)
        for start in range(begin, end, _CHUNK):
            stop = min(start + _CHUNK, end)
            part.add(x[:, start:stop], targets(start, stop))
        parts.append(part)
    return parts


def estimate(parts: Sequence[Covariances]) -> MemoryEstimate:
    """Adjusted capacities of all stretches together, error from leaving out each in turn."""
    whole = total(parts)
    raw, rank = capacities(whole)
    function = adjusted(raw, whole.samples, rank)
    left_out = []
    for part in parts:
        rest = whole.without(part)
        some, number = capacities(rest)
        left_out.append(float(adjusted(some, rest.samples, number).sum()))
    groups = len(parts)
    error = float(np.sqrt((groups - 1) * np.var(left_out)))
    return MemoryEstimate(
        total=Measured(float(function.sum()), error, groups),
        function=function,
        raw=raw,
        noise_floor=rank / (whole.samples - 1),
        threshold=chance_threshold(whole.samples, rank, raw.size),
        samples=whole.samples,
        readouts=rank,
    )


def recorded(
    where: str,
    states: ArrayLike,
    inputs: ArrayLike,
    readouts: Sequence[int] | NDArray[np.integer] | None,
) -> tuple[FloatArray, FloatArray]:
    """States (steps, readouts) and inputs (steps,), checked."""
    x, s = np.asarray(states, dtype=float), np.asarray(inputs, dtype=float)
    if s.ndim == 2 and s.shape[1] == 1:
        s = s[:, 0]
    if s.ndim != 1:
        raise refusal(where, "inputs", "be one row of numbers", f"shape {s.shape}")
    if x.ndim != 2 or x.shape[0] != s.size:
        remedy = "transpose them" if x.ndim == 2 and x.shape[1] == s.size else ""
        raise refusal(where, "states", f"have shape ({s.size}, neurons)", f"{x.shape}", remedy)
    for name, array in (("states", x), ("inputs", s)):
        if not np.all(np.isfinite(array)):
            raise refusal(where, name, "be finite", "nan or infinity")
    if np.ptp(s) == 0:
        raise refusal(where, "inputs", "vary", f"the constant {s[0]:g}")
    if readouts is not None:
        chosen = np.asarray(readouts)
        if chosen.ndim != 1 or chosen.size == 0 or chosen.dtype.kind not in "iu":
            raise refusal(where, "readouts", "be neuron numbers", f"{readouts!r:.60}")
        if chosen.min() < 0 or chosen.max() >= x.shape[1] or np.unique(chosen).size < chosen.size:
            rule = f"be different neurons of 0 .. {x.shape[1] - 1}"
            raise refusal(where, "readouts", rule, f"{readouts!r:.60}")
        x = x[:, chosen]
    return x, s


def enough(where: str, steps: int, washout: int, longest: int, readouts: int) -> None:
    """Refuse a recording too short for its delays, its washout or its regressors."""
    if washout < longest:
        rule = f"be >= the longest delay = {longest}, whose inputs come before"
        raise refusal(where, "washout", rule, washout)
    needed = washout + (readouts + 2) * 10 // 9 + 10  # nine of ten stretches must suffice
    if steps < needed:
        rule = f"have at least {needed} steps for {readouts} regressors after the washout"
        raise refusal(where, "states", rule, f"{steps} steps", "record more or read fewer neurons")
