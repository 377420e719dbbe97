import math

import mpmath
import numpy as np
import pytest

from netbounds.activations import ERF, IDENTITY, RELU, TANH, Activation
from netbounds.domains import DomainError
from netbounds.theory import gaussian

PHI = {
    ERF: lambda x: mpmath.erf(mpmath.sqrt(mpmath.pi) / 2 * x),
    TANH: mpmath.tanh,
    IDENTITY: lambda x: x,
}


def _mean(function, variance):
    def weighted(z):
        return function(mpmath.sqrt(variance) * z) * mpmath.npdf(z)

    return mpmath.quad(weighted, [-14, -7, -3, -1, 0, 1, 3, 7, 14])


@pytest.mark.parametrize("variance", [1e-6, 0.5, 2.0, 5.4, 30.0])
@pytest.mark.parametrize("activation", list(PHI), ids=lambda a: a.name)
def test_single_moments_agree_with_mpmath(activation, variance):
    phi = PHI[activation]
    with mpmath.workdps(25):
        square = _mean(lambda x: phi(x) ** 2, variance)
        slope = _mean(lambda x: mpmath.diff(phi, x), variance)
    assert float(gaussian.square(activation, variance)) == pytest.approx(float(square), rel=1e-13)
    assert float(gaussian.slope(activation, variance)) == pytest.approx(float(slope), rel=1e-13)


@pytest.mark.parametrize("activation", [ERF, TANH], ids=lambda a: a.name)
def test_pair_moments_agree_with_an_integral_over_the_joint_density(activation):
    covariance = np.array([[1.5, -0.6], [-0.6, 0.7]])
    x, weight = np.polynomial.legendre.leggauss(300)
    a, b = np.meshgrid(11 * x, 8 * x, indexing="ij")
    points = np.stack([a, b], axis=-1)
    exponent = np.einsum("...i,ij,...j", points, np.linalg.inv(covariance), points) / 2
    density = np.exp(-exponent) / (2 * math.pi * math.sqrt(np.linalg.det(covariance)))
    weights = 88 * np.outer(weight, weight) * density
    for name, function in (("product", activation.function), ("slope_product", activation.slope)):
        exact = np.sum(weights * function(a) * function(b))
        found = getattr(gaussian, name)(activation, -0.6, 1.5, 0.7)
        assert float(found) == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("activation", [ERF, TANH, RELU, IDENTITY], ids=lambda a: a.name)
def test_pair_moments_at_full_and_no_correlation_are_single_moments(activation):
    v = 2.0
    full = gaussian.product(activation, [v, 0.0], v)
    assert full[0] == pytest.approx(float(gaussian.square(activation, v)), rel=1e-13)
    if activation.odd:
        assert abs(full[1]) < 1e-15
    slopes = gaussian.slope_product(activation, [v, 0.0], v)
    assert slopes[0] == pytest.approx(float(gaussian.square_slope(activation, v)), rel=1e-13)
    assert slopes[1] == pytest.approx(float(gaussian.slope(activation, v)) ** 2, rel=1e-13)


def test_slope_product_is_the_derivative_of_the_product_in_the_covariance():
    for activation in (ERF, TANH, RELU):
        up, down = gaussian.product(activation, [0.4 + 1e-5, 0.4 - 1e-5], 1.0, 2.0)
        derivative = gaussian.slope_product(activation, 0.4, 1.0, 2.0)
        assert (up - down) / 2e-5 == pytest.approx(float(derivative), rel=1e-8)


def test_mehler_series_gives_the_product():
    c = gaussian.hermite_coefficients(TANH, [2.0, 1.0], 62)
    r = 0.7
    series = np.sum(c[0] * c[1] * r ** np.arange(62))
    covariance = r * math.sqrt(2.0)
    assert series == pytest.approx(float(gaussian.product(TANH, covariance, 2.0, 1.0)), rel=1e-13)


def test_relu_moments_with_a_mean_are_left_to_the_caller_but_any_smooth_function_averages():
    quartic = gaussian.expectation(lambda x: x**4, 3.0, mean=1.0, strip=math.inf)
    assert quartic == pytest.approx(1 + 6 * 3 + 3 * 9, rel=1e-13)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gaussian.square(ERF, -1.0), "square: variance must be finite and >= 0"),
        (lambda: gaussian.square(ERF, math.nan), "variance must be finite"),
        (lambda: gaussian.product(ERF, 2.0, 1.0), "product: covariance must be <= "),
        (
            lambda: gaussian.square(Activation("kink", np.abs, np.sign, strip=0.0), 1.0),
            "activation must be smooth",
        ),
    ],
)
def test_nonsense_is_refused(call, message):
    with pytest.raises(DomainError, match=message):
        call()
