"""Linear networks with Gaussian noise, without cycles: information from propagated covariances."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class GaussianNetwork:
    """x = W x + noise, W[post, pre] below the diagonal; neuron 0 also receives the signal U."""

    weights: npt.NDArray[np.float64]
    signal_variance: float
    noise_variance: npt.NDArray[np.float64]


def draw_gaussian(n: int, rng: np.random.Generator) -> dict[str, Any]:
    """Weights and variances of all sizes; some neurons hear nothing that comes from neuron 0."""
    present = np.tril(rng.random((n, n)) < rng.choice([0.3, 0.6, 0.9]), -1)
    weights = rng.normal(scale=rng.choice([0.5, 1.0, 3.0]), size=(n, n)) * present
    return {
        "network": GaussianNetwork(
            weights=weights,
            signal_variance=float(np.exp(rng.normal())),
            noise_variance=np.exp(rng.normal(scale=1.5, size=n)),
        )
    }


def gaussian_nats(network: GaussianNetwork) -> npt.NDArray[np.float64]:
    """I(U; x_v) = -1/2 ln(1 - correlation^2), covariances carried from neuron to neuron."""
    n = len(network.weights)
    covariance = np.zeros((n, n))
    with_signal = np.zeros(n)
    for v in range(n):
        row = network.weights[v]
        covariance[v, :v] = covariance[:v, v] = (row @ covariance)[:v]
        covariance[v, v] = row @ covariance @ row + network.noise_variance[v]
        with_signal[v] = row @ with_signal
        if v == 0:
            covariance[0, 0] += network.signal_variance
            with_signal[0] = network.signal_variance
    squared = with_signal**2 / (network.signal_variance * np.diag(covariance))
    nats: npt.NDArray[np.float64] = -np.log1p(-squared) / 2
    return nats
