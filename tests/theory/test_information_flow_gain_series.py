"""Rigorous intervals around the gain against exact rationals; the series over paths."""

from fractions import Fraction

import flint
import numpy as np
import pytest
from scipy.linalg import expm

from netbounds.domains import DomainError
from netbounds.theory.information_flow import (
    filter_chain_response,
    gain_bounds,
    gain_enclosure,
    impulse_response,
    truncated_gain_bound,
)


def random_weights(rng, n, radius, *, signed=True):
    matrix = rng.uniform(0.1, 1, (n, n)) * (rng.random((n, n)) < 3 / n)
    if signed:
        matrix *= rng.choice([-1, 1], (n, n))
    largest = np.abs(np.linalg.eigvals(np.abs(matrix))).max()
    return matrix * (radius / largest if largest > 0.05 else 0.5)


def exact_inverse(matrix):
    """(I - W)^-1 of the stored floats as fractions."""
    n = len(matrix)
    rows = [
        [flint.fmpq(*Fraction(float(i == j) - Fraction(matrix[i, j])).as_integer_ratio())
         for j in range(n)]
        for i in range(n)
    ]  # fmt: skip
    inverse = flint.fmpq_mat(rows).inv()
    return [
        [Fraction(int(inverse[i, j].p), int(inverse[i, j].q)) for j in range(n)] for i in range(n)
    ]


def contains(found, exact):
    """Compared as fractions, so that no rounding helps."""
    return all(
        Fraction(found.lower[v, u]) <= exact[v][u] <= Fraction(found.upper[v, u])
        for v, u in np.ndindex(found.lower.shape)
    )


@pytest.mark.parametrize("signed", [True, False])
def test_intervals_hold_the_exact_gain_and_are_as_narrow_as_floats_allow(signed):
    rng = np.random.default_rng(60)
    for _ in range(40):
        n = int(rng.integers(1, 9))
        matrix = random_weights(rng, n, rng.uniform(0.2, 0.99), signed=signed)
        exact = exact_inverse(matrix)
        found = gain_enclosure(matrix, np.arange(n), orientation="post-pre")
        assert contains(found, exact)
        magnitudes = gain_enclosure(matrix, np.arange(n), orientation="post-pre", magnitudes=True)
        bound = gain_bounds(matrix, np.arange(n), orientation="post-pre").absolute_bound
        assert np.allclose(magnitudes.upper, bound, rtol=1e-10)
        assert (found.upper - found.lower <= 1e-12 * magnitudes.upper.max() ** 2).all()
        for v, u in np.ndindex(n, n):
            assert abs(exact[v][u]) <= Fraction(magnitudes.upper[v, u])


def test_a_stable_network_beyond_the_bound_is_solved_in_balls():
    rotation = np.array([[0.0, 1.2], [-1.2, 0.0]])  # eigenvalues +-1.2i, those of |W| +-1.2
    found = gain_enclosure(rotation, [0, 1], orientation="post-pre")
    assert contains(found, exact_inverse(rotation))
    assert (found.upper - found.lower < 1e-15).all()
    with pytest.raises(DomainError, match=r"eigenvalues of \|W\| below 1"):
        gain_enclosure(rotation, [0], orientation="post-pre", magnitudes=True)
    with pytest.raises(DomainError, match="a matrix that may be singular"):
        gain_enclosure(np.array([[0.0, 2.0], [0.5, 0.0]]), [0], orientation="post-pre")
    large = np.zeros((400, 400))
    large[:2, :2] = rotation
    with pytest.raises(DomainError, match="up to 300 neurons"):
        gain_enclosure(large, [0], orientation="post-pre")


def test_intervals_are_zero_without_a_path_and_hold_the_input_itself():
    found = gain_enclosure(np.diag([0.5, 0.0]), [0], orientation="post-pre")
    assert (found.lower[1, 0], found.upper[1, 0]) == (0, 0)
    assert found.lower[0, 0] <= 2 <= found.upper[0, 0]


def test_truncated_bound_lies_between_distance_and_magnitudes():
    rng = np.random.default_rng(61)
    for _ in range(20):
        matrix = random_weights(rng, 30, 0.5)
        matrix *= 0.7 / np.linalg.norm(matrix, 2)
        found = gain_bounds(matrix, np.arange(30), orientation="post-pre")
        before = found.norm_bound
        for longest in (0, 1, 3, 8, 100):
            bound = truncated_gain_bound(
                matrix, np.arange(30), longest=longest, orientation="post-pre"
            )
            assert (np.abs(found.gain) <= bound + 1e-12).all()
            assert (bound[np.isinf(found.hops)] == 0).all()
        assert np.allclose(bound, found.absolute_bound, atol=1e-12)
        at_distance = np.full_like(before, np.nan)
        for d in np.unique(found.hops[np.isfinite(found.hops)]):
            bound = truncated_gain_bound(
                matrix, np.arange(30), longest=int(d), orientation="post-pre"
            )
            at_distance[found.hops == d] = bound[found.hops == d]
        # up to d, only the shortest paths of length d have a term, and it is at most b^d
        reached = np.isfinite(found.hops)
        assert (at_distance[reached] <= before[reached] + 1e-12).all()


def test_truncated_bound_needs_a_norm_below_one():
    with pytest.raises(DomainError, match=r"have a norm below 1, got .*1\.5"):
        truncated_gain_bound([[0, 1.5], [0, 0]], [0], longest=3, orientation="post-pre")
    with pytest.raises(DomainError, match="longest must be"):
        truncated_gain_bound([[0, 0.5], [0, 0]], [0], longest=-1, orientation="post-pre")


def test_impulse_response_is_the_matrix_exponential():
    rng = np.random.default_rng(62)
    for time in (0.0, 0.3, 2.0, 30.0):
        for radius in (0.5, 2.0):
            matrix = random_weights(rng, 12, radius)
            found = impulse_response(matrix, np.arange(12), time, orientation="post-pre")
            exact = expm((matrix - np.eye(12)) * time)
            assert np.allclose(found, exact, rtol=1e-10, atol=1e-13 * np.abs(exact).max())


def test_impulse_along_a_chain_is_the_filters_law():
    chain = np.diag(np.ones(7), -1)
    for time in (0.1, 3.0, 9.0):
        found = impulse_response(chain, [0], time, orientation="post-pre").ravel()
        wanted = [filter_chain_response(time, d) for d in range(8)]
        assert np.allclose(found, wanted, rtol=1e-13)


def test_bad_drive_time_and_orientation_are_refused():
    matrix = [[0.0, 0.5], [0.0, 0.0]]
    for time in (-1, 701, float("nan")):
        with pytest.raises(DomainError, match="impulse_response: time must be"):
            impulse_response(matrix, [0], time, orientation="post-pre")
    for call in (
        lambda **o: gain_bounds(matrix, **o),
        lambda **o: gain_enclosure(matrix, **o),
        lambda **o: truncated_gain_bound(matrix, longest=2, **o),
        lambda **o: impulse_response(matrix, time=1.0, **o),
    ):
        with pytest.raises(DomainError, match="drive must name at least one neuron"):
            call(drive=[], orientation="post-pre")
        with pytest.raises(DomainError, match=r"if neuron 0 sends to neuron 1 only, A\[0, 1\]"):
            call(drive=[0])
