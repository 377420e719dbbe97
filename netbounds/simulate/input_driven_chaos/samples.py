"""Independent trials that claims hold the laws against: one random network each."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import TANH, Activation
from netbounds.simulate.input_driven_chaos.drives import partial_noise
from netbounds.simulate.input_driven_chaos.moments import Moments
from netbounds.simulate.input_driven_chaos.networks import dense_network, sparse_network
from netbounds.simulate.lyapunov import exponents_along, lyapunov_exponents
from netbounds.simulate.reservoir import gaussian_weights

FloatArray = NDArray[np.float64]


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


def continuous_exponent_and_variance(
    gain: float, noise: float, dt: float, n: int, time: float, activation: Activation,
    rng: np.random.Generator,
) -> FloatArray:  # fmt: skip
    """Largest exponent and variance of one dense network with Euler step dt, noise 2D."""
    seen = Moments(activation)
    found = lyapunov_exponents(
        dense_network(n, gain, rng), activation=activation, steps=round(time / dt), dt=dt,
        noise=noise, discard=round(30 / dt), single=True, observe=seen, rng=rng,
    )  # fmt: skip
    return np.array([found.exponents[0], seen.square])


def recorded_network(
    gain: float, input_variance: float, n: int, steps: int, dt: float, rng: np.random.Generator
) -> dict[str, Any]:
    """Weights and the states of a driven tanh network, past its transient."""
    weights = gaussian_weights(n, gain, rng)
    path: list[FloatArray] = []
    lyapunov_exponents(
        weights, activation=TANH, steps=max(steps, math.ceil(20 / dt)), dt=dt,
        noise=input_variance, observe=lambda _, h: path.append(h.copy()), rng=rng,
    )  # fmt: skip
    return {
        "weights": weights, "states": np.array(path), "dt": dt, "gain": gain,
        "input_variance": input_variance,
    }  # fmt: skip


def spectrum_sum(
    weights: FloatArray, states: FloatArray, dt: float, rng: np.random.Generator
) -> float:
    """Sum of all exponents of a tanh network by repeated QR along recorded states.

    (The tails of erf' are so flat that QR loses digits of the smallest exponents.)
    """
    found = exponents_along(
        weights, states, activation=TANH, dt=dt, count=len(weights), every=1, rng=rng
    )
    return float(found.exponents.sum())


def mean_exponent_beyond_determinant(
    gain: float, input_variance: float, neurons: int, steps: int, rng: np.random.Generator
) -> float:
    """Mean of all exponents of one driven tanh network by QR, minus ln|det J| / n."""
    weights = gaussian_weights(neurons, gain, rng)
    found = lyapunov_exponents(
        weights, activation=TANH, steps=steps, noise=input_variance, count=neurons, every=1,
        rng=rng,
    )  # fmt: skip
    return float(found.exponents.mean() - np.linalg.slogdet(weights)[1] / neurons)
