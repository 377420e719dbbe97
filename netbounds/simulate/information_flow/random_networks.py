"""Drawn random networks: matchings, losses, spectra, gains, walks. One trial a call."""

from typing import Any

import numpy as np
import numpy.typing as npt

from netbounds.ensembles import Ensemble, FixedInDegree, FixedOutDegree
from netbounds.graph import Graph, hops
from netbounds.graph.matching import maximum_matching
from netbounds.graph.percolation import percolate
from netbounds.simulate.random_graphs import draw_graph


def unmatched_share(ensemble: Ensemble, rng: np.random.Generator) -> float:
    """Share of receivers that a maximum matching of one drawn graph leaves out."""
    return float(np.mean(maximum_matching(_graph(ensemble, rng)) < 0))


def all_reached_share(
    n: int, in_degree: int, driven: int, failure: float, rng: np.random.Generator
) -> float:
    """Share of 64 losses of synapses after which the drive reaches everybody."""
    graph = _graph(FixedInDegree(n, in_degree), rng)
    if np.any(hops(graph, np.arange(driven)) < 0):
        return 0.0  # not even without losses, which `missed` does not count
    found = percolate(graph, np.arange(driven), failure, trials=64, rng=rng)
    return float(np.mean(found.missed == 0))


def complex_gaussian_radius(n: int, rng: np.random.Generator) -> float:
    """Largest modulus among the eigenvalues of a complex Gaussian matrix of variance 1/n."""
    parts = rng.normal(size=(2, n, n)) / np.sqrt(2 * n)
    return float(np.abs(np.linalg.eigvals(parts[0] + 1j * parts[1])).max())


def mean_modulus(n: int, mean_degree: float, gain: float, rng: np.random.Generator) -> float:
    """Mean modulus of the eigenvalues of sparse Gaussian weights of variance gain^2 / K."""
    kept = rng.random((n, n)) < mean_degree / n
    weights = rng.normal(scale=gain / np.sqrt(mean_degree), size=(n, n)) * kept
    return float(np.abs(np.linalg.eigvals(weights)).mean())


def outlier(n: int, mean_degree: float, mean_weight: float, rng: np.random.Generator) -> float:
    """The eigenvalue of largest modulus of sparse equal weights (real, with the weight's sign)."""
    kept = rng.random((n, n)) < mean_degree / n
    values = np.linalg.eigvals(mean_weight * kept)
    return float(values[np.argmax(np.abs(values))].real)


def regular_share(n: int, degree: int, radius: float, rng: np.random.Generator) -> float:
    """Share of eigenvalues within a radius, for a sum of random permutation matrices."""
    matrix = np.zeros((n, n))
    for _ in range(degree):
        matrix[np.arange(n), rng.permutation(n)] += 1
    return float(np.mean(np.abs(np.linalg.eigvals(matrix)) <= radius))


def draw_weights(n: int, signed: bool, rng: np.random.Generator) -> dict[str, Any]:
    """Sparse random weights, W[post, pre], with the largest eigenvalue of |W| at 0.9."""
    while True:
        weights = rng.uniform(0.1, 1, (n, n)) * (rng.random((n, n)) < 3 / n)
        radius = np.abs(np.linalg.eigvals(weights)).max()
        if radius > 0.3:
            break
    signs = rng.choice([-1.0, 1.0], (n, n)) if signed else 1.0
    deaf = np.exp(rng.normal(size=n))  # some neurons are loud, and equally deaf to others
    return {"weights": weights * signs * deaf[:, None] / deaf[None, :] * 0.9 / radius}


def steady_gain(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """|R| = |(I - W)^-1| by letting the leaky network settle, neuron after neuron driven."""
    inputs = np.eye(len(weights))
    state = inputs.copy()
    for _ in range(2000):
        following = weights @ state + inputs
        if np.max(np.abs(following - state)) < 1e-15:
            break
        state = following
    return np.abs(state)


def walk_distance(n: int, out_degree: int, steps: int, rng: np.random.Generator) -> float:
    """Total variation between a walk's law after so many steps and its stationary law.

    The walk starts at neuron 0 of a graph where everybody sends `out_degree` synapses.
    """
    graph = _graph(FixedOutDegree(n, out_degree), rng)
    forward = graph.to_sparse(orientation="post-pre").astype(np.float64) / out_degree
    walk = np.zeros(n)
    walk[0] = 1.0
    for _ in range(steps):
        walk = forward @ walk
    stationary = np.full(n, 1 / n)
    for _ in range(400):
        following = forward @ stationary
        if np.abs(following - stationary).sum() < 1e-10:
            break
        stationary = following
    return float(np.abs(walk - stationary).sum() / 2)


def _graph(ensemble: Ensemble, rng: np.random.Generator) -> Graph:
    pre, post = draw_graph(ensemble, rng)
    return Graph(
        pre=pre, post=post, n=ensemble.n if isinstance(ensemble.n, int) else sum(ensemble.n)
    )
