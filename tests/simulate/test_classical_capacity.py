"""The measurements themselves, on cases whose answer is known."""

import itertools

import numpy as np
import pytest

from netbounds.simulate import classical_capacity as simulate
from netbounds.theory import classical_capacity as theory

RNG = np.random.default_rng(20)


@pytest.mark.parametrize("sign_constrained", [0, 3, 8])
def test_certificates_and_the_linear_program_agree(sign_constrained: int) -> None:
    answers = []
    for _ in range(60):
        points = RNG.standard_normal((16 - sign_constrained, 8))
        answers.append(simulate.separates(points, sign_constrained))
        assert answers[-1] == simulate.linear_program_separates(points, sign_constrained)
    assert {True, False} == set(answers)


def test_opposite_points_are_inseparable_and_a_half_space_is_not() -> None:
    points = np.array([[1.0, 0.0], [-1.0, 0.0]])
    assert not simulate.separates(points)
    assert simulate.separates(np.array([[1.0, 5.0], [1.0, -5.0]]))
    assert simulate.separates(np.empty((0, 3)))


def test_a_prescribed_sign_forbids_the_only_solution() -> None:
    points = np.array([[-1.0, 0.0]])
    assert simulate.separates(points)
    assert not simulate.separates(points, sign_constrained=2)


@pytest.mark.parametrize("planes", [(1, 0), (2, 1), (3, 2), (4, 3), (0, 3), (2, 3)])
def test_cells_of_the_hyperplane_arrangement_are_counted_right(planes: tuple[int, int]) -> None:
    """Pattern and coordinate planes together cut R^3 into C(P + N_c, 3) cells."""
    from netbounds.theory.classical_capacity import count_dichotomies

    patterns, signed = planes
    normals = np.vstack([RNG.standard_normal((patterns, 3)), np.eye(3)[:signed]])
    sides = itertools.product((-1.0, 1.0), repeat=len(normals))
    cells = sum(simulate.separates(np.array(side)[:, None] * normals) for side in sides)
    assert cells == count_dichotomies(patterns + signed, 3)


def test_margin_of_two_orthogonal_points_is_the_diagonal() -> None:
    assert simulate.largest_margin_of(np.eye(2)) == pytest.approx(1 / np.sqrt(2), rel=1e-3)


def test_margin_satisfies_the_optimality_of_its_own_support() -> None:
    from scipy.optimize import minimize

    points = RNG.standard_normal((6, 5))
    points[:, 0] = np.abs(points[:, 0]) + 1
    best = minimize(
        lambda w: w @ w,
        points.sum(axis=0),
        constraints={"type": "ineq", "fun": lambda w: points @ w - 1},
    )
    assert simulate.largest_margin_of(points) == pytest.approx(1 / np.sqrt(best.fun), rel=1e-3)


def test_signed_margin_is_never_larger() -> None:
    for _ in range(5):
        points = np.abs(RNG.standard_normal((5, 12))) - 0.3
        signed = simulate.largest_margin_of(points, 12)
        assert signed <= simulate.largest_margin_of(points) * (1 + 1e-3)


def test_one_pattern_is_a_fixed_point_of_its_own_network() -> None:
    assert simulate.hopfield_overlap_reached(0.001, 500, rng=RNG) == 1.0
    assert simulate.diluted_overlap_reached(0.01, 500, 40, rng=RNG) == 1.0
    assert simulate.first_step_overlap_reached(0.001, 0.5, 500, rng=RNG) == 1.0


def test_samples_are_reproducible() -> None:
    for sample, point in (
        (simulate.separable, {"patterns": 9, "weights": 5}),
        (simulate.largest_separable, {"weights": 6}),
        (simulate.largest_separable_load, {"positive_fraction": 0.2, "weights": 8}),
        (simulate.largest_separable_by_ordered_weights, {"weights": 6}),
        (simulate.largest_margin, {"load": 0.5, "weights": 30}),
        (simulate.signed_margin, {"load": 0.25, "weights": 30}),
        (simulate.diluted_overlap_reached, {"load": 0.3, "neurons": 500, "in_degree": 20}),
    ):
        once, again = (sample(**point, rng=np.random.default_rng(3)) for _ in range(2))
        assert once == again


def test_no_pattern_is_retrieved_at_a_fifth_pattern_per_neuron() -> None:
    overlaps = [
        simulate.hopfield_overlap_reached(0.2, 3000, rng=np.random.default_rng(seed))
        for seed in range(3)
    ]
    assert np.mean(overlaps) < 0.6


@pytest.mark.parametrize("load", [0.2, 0.4])
def test_a_hundred_synapses_in_twenty_thousand_neurons_are_nearly_diluted(load: float) -> None:
    rng = np.random.default_rng(1)
    overlap = simulate.diluted_overlap_reached(load, 20_000, 100, steps=60, rng=rng)
    # ties of the integer field and loops of length two move the overlap by O(1/K) and O(K/N)
    assert overlap == pytest.approx(theory.diluted_overlap(load), abs=0.03)


@pytest.mark.parametrize(("load", "margin"), [(0.5, 1.0343), (1.0, 0.4707), (1.5, 0.1861)])
def test_twelve_largest_margins_average_to_gardners(load: float, margin: float) -> None:
    rng = np.random.default_rng(2)
    found = [simulate.largest_margin(load, 200, rng=rng) for _ in range(12)]
    error = np.std(found, ddof=1) / 12**0.5
    assert np.mean(found) == pytest.approx(margin, abs=4 * error + 0.03 * margin)


def test_a_cone_of_ones_own_gets_its_dimension_by_projection() -> None:
    # weights within a right circular cone around one axis: a known projection, no formula used
    def project(vector: np.ndarray) -> np.ndarray:
        along, across = vector[0], vector[1:]
        size = np.linalg.norm(across)
        if size <= along:
            return vector
        if size <= -along:
            return np.zeros_like(vector)
        shared = (along + size) / 2
        return np.concatenate([[shared], shared / size * across])

    rng = np.random.default_rng(3)
    found = [simulate.projection_strength(project, 30, rng=rng) for _ in range(2000)]
    error = np.std(found) / 2000**0.5
    # self-dual: a vector splits into a part in the cone and one in its mirror image
    assert np.mean(found) == pytest.approx(15, abs=4 * error)
