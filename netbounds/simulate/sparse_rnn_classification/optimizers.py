"""Gradient steps: plain descent and Adam. States are replaced, never changed in place.

An interrupt between two epochs therefore always finds one whole state to keep.
"""

from dataclasses import dataclass
from typing import Annotated, NamedTuple, get_type_hints

import numpy as np
from annotated_types import Ge, Gt, Lt

from netbounds.domains import check_fields
from netbounds.simulate.sparse_rnn_classification.model import Floats

Rate = Annotated[float, Gt(0)]
Decay = Annotated[float, Ge(0), Lt(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SGD:
    """Plain gradient descent. The loss is a SUM: keep rate * patterns fixed (1 at 250 patterns)."""

    rate: Rate = 1.0

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(SGD, include_extras=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Adam:
    """Adam: steps of about `rate` whatever the scale of the loss."""

    rate: Rate = 0.1
    first_decay: Decay = 0.9
    second_decay: Decay = 0.999
    epsilon: Rate = 1e-8

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Adam, include_extras=True))


Optimizer = SGD | Adam


class Descent(NamedTuple):
    """Parameters, Adam's running means of gradient and squared gradient, number of steps."""

    parameters: Floats
    first: Floats
    second: Floats
    steps: int


def start(parameters: Floats) -> Descent:
    """The state before the first step."""
    return Descent(parameters, np.zeros_like(parameters), np.zeros_like(parameters), 0)


def step(optimizer: Optimizer, at: Descent, gradient: Floats) -> Descent:
    """The state one step down the gradient."""
    if isinstance(optimizer, SGD):
        moved = at.parameters - at.parameters.dtype.type(optimizer.rate) * gradient
        return Descent(moved, at.first, at.second, at.steps + 1)
    number = at.steps + 1
    a, b = optimizer.first_decay, optimizer.second_decay
    first = a * at.first + (1 - a) * gradient
    second = b * at.second + (1 - b) * gradient**2
    spread = np.sqrt(second / (1 - b**number)) + optimizer.epsilon
    moved = at.parameters - optimizer.rate / (1 - a**number) * first / spread
    return Descent(moved, first, second, number)
