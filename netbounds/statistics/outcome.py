"""What a test of a prediction against data returns."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A p-value, and the numbers it came from.

    `p` is the probability that data at least this far off would come up if the prediction were
    true (an upper limit of it for rigorous tests). `deviation` is what the prediction misses by,
    relative to the prediction, with its standard error `deviation_error` and the allowance it may
    use up, at the worst entry.
    """

    __test__ = False  # not a test class to pytest

    p: float
    trials: int
    method: str
    prediction: Any = None
    estimate: Any = None
    error: Any = None
    deviation: float | None = None
    deviation_error: float | None = None
    allowance: float = 0.0
    note: str = ""


def impossible(trials: int, method: str, note: str, **numbers: Any) -> Test:
    """The data cannot occur under the prediction."""
    return Test(p=0.0, trials=trials, method=method, note=note, **numbers)
