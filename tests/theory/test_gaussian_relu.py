"""Gaussian moments of ReLU with means against integrals; the fast series against quadrature."""

import math

import mpmath
import numpy as np
import pytest

from netbounds.activations import ERF, RELU, TANH
from netbounds.domains import DomainError
from netbounds.theory import gaussian, gaussian_relu, gaussian_series


def integral(m, n, c, v, w):
    """E[phi phi'] and E[theta theta'] as one-dimensional integrals over the second variable."""
    m, n, c, v, w = map(mpmath.mpf, (m, n, c, v, w))
    rest, root = mpmath.sqrt(v - c * c / w), mpmath.sqrt(w)
    edges = [-n / root, max(-n / root, 0) + 4, max(-n / root, 0) + 14]
    if c and -m * root / c > edges[0]:
        edges = sorted({*edges, -m * root / c})

    def average(function):
        def integrand(z):
            mu = m + c / root * z
            return mpmath.npdf(z) * function(n + root * z, mu, mpmath.ncdf(mu / rest))

        return mpmath.quad(integrand, edges)

    first = average(lambda b, mu, p: b * (mu * p + rest * mpmath.npdf(mu / rest)))
    return float(first), float(average(lambda b, mu, p: p))


@pytest.mark.parametrize("correlation", [-0.9999, -0.7, 0.0, 0.3, 0.95, 0.999999])
@pytest.mark.parametrize(("m", "n"), [(0, 0), (0, -2.5), (1.5, 0), (-3, -4), (2, -1), (3, 1)])
def test_pairs_equal_the_integrals(m, n, correlation):
    v, w = 7.0, 2.0
    c = correlation * math.sqrt(v * w)
    found = gaussian_relu.rectified_pair(m, n, c, v, w)
    with mpmath.workdps(25):
        wanted = integral(m, n, c, v, w)
    np.testing.assert_allclose(
        np.array(found), wanted, rtol=0, atol=2e-14 * (v + w + m * m + n * n)
    )


def test_pairs_at_full_correlation_are_single_moments():
    m = np.array([-3.0, -0.5, 0.0, 2.0])
    moment, above = gaussian_relu.rectified_pair(m, m, 4.0, 4.0, 4.0)
    np.testing.assert_allclose(moment, gaussian_relu.rectified_square(m, 4.0), atol=1e-14)
    np.testing.assert_allclose(above, gaussian_relu.step_mean(m, 4.0), atol=1e-15)


def test_pairs_without_mean_are_the_known_closed_form():
    c = np.linspace(-2, 2, 9)
    moment, above = gaussian_relu.rectified_pair(0.0, 0.0, c, 2.0, 2.0)
    np.testing.assert_allclose(moment, gaussian.product(RELU, c, 2.0), atol=1e-15)
    np.testing.assert_allclose(above, gaussian.slope_product(RELU, c, 2.0), atol=1e-8)
    inside = slice(1, -1)  # arccos loses half its digits at the ends
    np.testing.assert_allclose(
        above[inside], gaussian.slope_product(RELU, c, 2.0)[inside], atol=1e-15
    )


def test_the_slope_product_is_the_derivative_of_the_product():
    c, h = np.array([-1.0, 0.2, 1.4]), 1e-5
    up = gaussian_relu.rectified_product(0.7, -0.4, c + h, 2.0, 3.0)
    down = gaussian_relu.rectified_product(0.7, -0.4, c - h, 2.0, 3.0)
    slope = gaussian_relu.step_product(0.7, -0.4, c, 2.0, 3.0)
    np.testing.assert_allclose((up - down) / (2 * h), slope, rtol=1e-8)


@pytest.mark.parametrize("m", [-2.0, 0.0, 1.3])
def test_single_moments_equal_the_integrals(m):
    v = 2.5
    with mpmath.workdps(25):
        wanted = [
            mpmath.quad(lambda a: a**k * mpmath.npdf(a, m, mpmath.sqrt(v)), [0, 5, mpmath.inf])  # noqa: B023
            for k in (0, 1, 2)
        ]
    found = [f(m, v) for f in (
        gaussian_relu.step_mean, gaussian_relu.rectified_mean, gaussian_relu.rectified_square
    )]  # fmt: skip
    np.testing.assert_allclose(np.array(found), [float(x) for x in wanted], rtol=1e-13)


def test_a_constant_is_rectified_as_it_is():
    assert gaussian_relu.rectified_mean([-1.0, 2.0], 0.0).tolist() == [0.0, 2.0]
    assert gaussian_relu.rectified_square(3.0, 0.0) == 9.0


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        ((math.nan, 0.0, 0.5, 1.0, 1.0), "mean must be finite"),
        ((0.0, 0.0, 0.5, -1.0, 1.0), "variance must be finite and >= 0"),
        ((0.0, 0.0, 0.0, 0.0, 1.0), "variance must be > 0"),
        ((0.0, 0.0, 1.5, 1.0, 1.0), "covariance must be <= sqrt"),
    ],
)
def test_impossible_moments_are_refused(arguments, rule):
    with pytest.raises(DomainError, match=rule):
        gaussian_relu.rectified_pair(*arguments)


@pytest.mark.parametrize("variance", [0.5, 5.0, 10.0])
def test_the_series_equals_two_dimensional_quadrature(variance):
    c = variance * np.array([-1.0, -0.3, 0.0, 0.8, 0.99, 1.0])
    fast = gaussian_series.products(TANH, c, variance)
    np.testing.assert_allclose(fast, gaussian.product(TANH, c, variance), rtol=0, atol=1e-13)
    fast = gaussian_series.slope_products(TANH, c, variance)
    np.testing.assert_allclose(fast, gaussian.slope_product(TANH, c, variance), rtol=0, atol=3e-12)


def test_the_series_leaves_closed_forms_alone():
    c = np.array([0.1, 0.9])
    assert np.array_equal(gaussian_series.products(ERF, c, 1.0), gaussian.product(ERF, c, 1.0))
