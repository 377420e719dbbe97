"""Moments of the state, gathered while a network runs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import Activation


class Moments:
    """Running mean and variance of h over neurons and steps, and mean activity."""

    def __init__(self, activation: Activation) -> None:
        self._phi = activation.function
        self._sums = np.zeros(3)
        self._steps = 0

    def __call__(self, step: int, h: NDArray[Any]) -> None:
        """Take the state of one step in."""
        self._sums += h.mean(), np.square(h).mean(), self._phi(h).mean()
        self._steps += 1

    @property
    def mean(self) -> float:
        """Mean of h."""
        return float(self._sums[0] / self._steps)

    @property
    def square(self) -> float:
        """Mean of h^2."""
        return float(self._sums[1] / self._steps)

    @property
    def activity(self) -> float:
        """Mean of phi(h)."""
        return float(self._sums[2] / self._steps)
