"""Random networks that can be chaotic: dense, sparse, and balanced."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from netbounds.domains import refusal
from netbounds.simulate.reservoir import gaussian_weights, sparse_weights

FloatArray = NDArray[np.float64]


def dense_network(n: int, gain: float, rng: np.random.Generator) -> FloatArray:
    """Weights N(0, gain^2/n) without self synapses (Sompolinsky, Crisanti, Sommers).

    Raises
    ------
    DomainError
        If n < 2 or gain < 0.
    """
    _checked("dense_network", n, gain)
    weights = gaussian_weights(n, gain, rng)
    np.fill_diagonal(weights, 0)
    return weights


def sparse_network(
    n: int,
    in_degree: int,
    gain: float,
    rng: np.random.Generator,
    *,
    poisson: bool = False,
    gaussian: bool = False,
) -> sparse.csr_array:
    """In-degree K (fixed, or Poisson of mean K), weights +-gain/sqrt(K) or N(0, gain^2/K).

    Raises
    ------
    DomainError
        If n < 2, gain < 0, or K is not between 1 and n.
    """
    _checked("sparse_network", n, gain)
    if not 1 <= in_degree <= n:
        raise refusal("sparse_network", "in_degree", f"be between 1 and n = {n}", in_degree)
    if not poisson:
        return sparse_weights(n, in_degree, gain, rng, gaussian=gaussian)
    counts = rng.poisson(in_degree, n)
    total = int(counts.sum())
    values = rng.standard_normal(total) if gaussian else rng.choice([-1.0, 1.0], total)
    pre, post = rng.integers(0, n, total), np.repeat(np.arange(n), counts)
    values *= gain / math.sqrt(in_degree)
    # a partner drawn twice sends two synapses: K/(2n) of a neuron's synapses
    return sparse.csr_array(sparse.coo_array((values, (post, pre)), shape=(n, n)))


def balanced_network(
    n: int, gain: float, rng: np.random.Generator, *, inhibition: float = 1.0
) -> FloatArray:
    """Weights -J0/sqrt(n) + N(0, gain^2/n): strong inhibition that balances strong input.

    Raises
    ------
    DomainError
        If n < 2, gain < 0 or inhibition <= 0.
    """
    _checked("balanced_network", n, gain)
    if not (math.isfinite(inhibition) and inhibition > 0):
        raise refusal("balanced_network", "inhibition", "be a number > 0", inhibition)
    weights = gaussian_weights(n, gain, rng)
    weights -= inhibition / math.sqrt(n)
    return weights


def _checked(where: str, n: int, gain: float) -> None:
    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 2:
        raise refusal(where, "n", "be a whole number >= 2", n)
    if not (math.isfinite(gain) and gain >= 0):
        raise refusal(where, "gain", "be a number >= 0", gain)
