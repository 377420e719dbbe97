"""Points of a grid, and functions that are asked at them."""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from netbounds.domains import refusal

Point = Mapping[str, Any]
"""Names and values: numbers, strings or frozen records."""

Function = Callable[..., Any]


def ask(function: Function, point: Point, **more: Any) -> Any:
    """Call a function by keyword with those of the names that it accepts."""
    return function(**accepted(function, {**point, **more}))


def accepted(function: Function, arguments: Point) -> dict[str, Any]:
    """Those of the arguments that the function has names for."""
    names = _names(function)
    return {k: v for k, v in arguments.items() if names is None or k in names}


@functools.lru_cache(maxsize=4096)
def _names(function: Function) -> frozenset[str] | None:
    parameters = inspect.signature(function).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return None
    return frozenset(p.name for p in parameters if p.kind is not p.POSITIONAL_ONLY)


def point_text(point: Point) -> str:
    """A point in words, the same for equal points.

    >>> point_text({"mean_degree": 2.0, "n": 4000})
    'mean_degree=2.0, n=4000'
    """
    return ", ".join(f"{name}={_plain(value)!r}" for name, value in point.items())


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if callable(value) or "object at 0x" in repr(value):
        rule = "be numbers, strings or frozen records"
        raise refusal("claim", "values of a point", rule, type(value).__name__)
    return value


@dataclass(frozen=True)
class Scaled:
    """A law made wrong: every number it gives multiplied by a factor."""

    law: Function
    factor: float

    @functools.cached_property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.law)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The wrong prediction."""
        return _scaled(self.law(*args, **kwargs), self.factor)


def _scaled(value: Any, factor: float) -> Any:
    if isinstance(value, Mapping):
        return {name: _scaled(part, factor) for name, part in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(_scaled(part, factor) for part in value)
    if isinstance(value, np.ndarray):
        return value * factor
    return float(value) * factor
