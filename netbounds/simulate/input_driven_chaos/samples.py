"""Independent trials that claims hold the laws against: one random network each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import TANH, Activation
from netbounds.simulate.input_driven_chaos.drives import partial_noise
from netbounds.simulate.input_driven_chaos.networks import dense_network, sparse_network
from netbounds.simulate.lyapunov import lyapunov_exponents

FloatArray = NDArray[np.float64]


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


def dense_exponent_and_variance(
    gain: float, input_variance: float, n: int, steps: int, activation: Activation,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Largest exponent and variance of one dense network in discrete time."""
    seen = Moments(activation)
    found = lyapunov_exponents(
        dense_network(n, gain, rng), activation=activation, steps=steps, noise=input_variance,
        observe=seen, rng=rng,
    )  # fmt: skip
    return np.array([found.exponents[0], seen.square])


def partially_driven_exponent(
    gain: float, input_variance: float, driven_fraction: float, n: int, steps: int,
    activation: Activation, rng: np.random.Generator,
) -> float:  # fmt: skip
    """Largest exponent of one dense network of which a fraction is driven."""
    found = lyapunov_exponents(
        dense_network(n, gain, rng), activation=activation, steps=steps,
        noise=partial_noise(n, input_variance, driven_fraction, rng), rng=rng,
    )  # fmt: skip
    return float(found.exponents[0])


def sparse_exponent_and_variance(
    gain: float, in_degree: int, input_variance: float, n: int, steps: int, poisson: bool,
    gaussian: bool, rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Largest exponent and variance of one sparse tanh network in discrete time."""
    seen = Moments(TANH)
    weights = sparse_network(n, in_degree, gain, rng, poisson=poisson, gaussian=gaussian)
    found = lyapunov_exponents(
        weights, activation=TANH, steps=steps, noise=input_variance, observe=seen, rng=rng
    )
    return np.array([found.exponents[0], seen.square])
