"""Claims in discrete time: private input, partial drive, few synapses."""

import numpy as np
from numpy.typing import NDArray

from netbounds.activations import ERF, TANH, Activation
from netbounds.claim import Claim, grid, mean
from netbounds.simulate import input_driven_chaos as simulate
from netbounds.theory import input_driven_chaos as theory
from netbounds.theory.input_driven_chaos.sparse import Degrees, Weights

FloatArray = NDArray[np.float64]


def dense(gain: float, input_variance: float, activation: Activation) -> FloatArray:
    """Exponent and variance of the infinite network."""
    return np.array(
        [
            theory.discrete_lyapunov_exponent(gain, input_variance, activation),
            theory.stationary_variance(gain, input_variance, activation),
        ]
    )


def undriven(gain: float, activation: Activation) -> FloatArray:
    """What one gets if the input is left out of the theory."""
    return dense(gain, 0.0, activation)


def finite_network(
    gain: float, input_variance: float, activation: Activation, n: int
) -> FloatArray:
    """Exponents lie 2 to 4.2 / n below the limit at n = 300 to 500, variances 2/n relative."""
    variance = theory.stationary_variance(gain, input_variance, activation)
    return np.array([5 / n, 3 * variance / n])


def partially_driven(
    gain: float, input_variance: float, driven_fraction: float, activation: Activation
) -> float:
    """Exponent when a fraction of the neurons is driven."""
    law = theory.partial_drive_lyapunov_exponent
    return law(gain, input_variance, driven_fraction, activation)


def shared_out(
    gain: float, input_variance: float, driven_fraction: float, activation: Activation
) -> float:
    """What one gets if only the mean variance of the input counted."""
    law = theory.discrete_lyapunov_exponent
    return law(gain, driven_fraction * input_variance, activation)


def few_inputs(
    gain: float, in_degree: int, input_variance: float, poisson: bool, gaussian: bool
) -> FloatArray:
    """Exponent and variance of the sparse network, to first order in 1/K."""
    weights: Weights = "gaussian" if gaussian else "signs"
    degrees: Degrees = "poisson" if poisson else "fixed"
    kind = (TANH, weights, degrees)
    return np.array(
        [
            theory.sparse_lyapunov_exponent(gain, in_degree, input_variance, *kind),
            theory.sparse_stationary_variance(gain, in_degree, input_variance, *kind),
        ]
    )


def many_inputs(gain: float, input_variance: float) -> FloatArray:
    """The dense limit, K -> infinity."""
    return dense(gain, input_variance, TANH)


def second_order(
    gain: float, in_degree: int, input_variance: float, poisson: bool, gaussian: bool, n: int
) -> FloatArray:
    """0.05 kappa_w/K^2 and 3/n in the exponent, 0.25/K^2 if weights and in-degrees both scatter.

    0.5 kappa_w/K^2 relative in the variance.
    """
    kurtosis = 3 if gaussian else 1
    variance = theory.stationary_variance(gain, input_variance, TANH)
    rate = (0.25 if poisson and gaussian else 0.05 * kurtosis) / in_degree**2
    return np.array([rate + 3 / n, variance * (0.5 * kurtosis / in_degree**2 + 3 / n)])


DISCRETE_CLAIMS: tuple[Claim, ...] = (
    mean(
        "exponent and variance under private input",
        law=dense,
        sample=simulate.dense_exponent_and_variance,
        at=grid(gain=[2.0], input_variance=[4.0], n=[300], steps=[100], activation=[ERF])
        + grid(gain=[4.0], input_variance=[0.5], n=[300], steps=[100], activation=[TANH]),
        rival=undriven,
        systematic=finite_network,
        why="terms of order 1/n",
        resolution=0.25,
        trials=32,
        block=8,
        budget=64,
        full=grid(gain=[2.0], input_variance=[0.0, 0.5, 4.0], n=[1000], steps=[150],
                  activation=[ERF, TANH]),
        full_budget=64,
    ),
    mean(
        "too few driven neurons cannot suppress chaos",
        law=partially_driven,
        sample=simulate.partially_driven_exponent,
        at=grid(gain=[2.0], input_variance=[2500.0], driven_fraction=[0.0, 0.6], n=[300],
                steps=[100], activation=[ERF]),
        rival=shared_out,
        systematic=lambda n: 6 / n,
        why="terms of order 1/n",
        resolution=0.3,
        trials=32,
        block=8,
        budget=64,
        full=grid(gain=[2.0], input_variance=[2500.0], driven_fraction=[0.1, 0.3], n=[1000],
                  steps=[300], activation=[ERF]),
        full_budget=64,
    ),
    mean(
        "few inputs per neuron change the exponent",
        law=few_inputs,
        sample=simulate.sparse_exponent_and_variance,
        at=grid(gain=[2.0], in_degree=[5], input_variance=[0.2], n=[2000], steps=[300],
                poisson=[False], gaussian=[False]),
        rival=many_inputs,
        systematic=second_order,
        why="terms of order 1/K^2 and 1/n",
        trials=24,
        block=4,
        budget=48,
        full=grid(gain=[2.0], in_degree=[5, 10, 20], input_variance=[0.2], n=[5_000],
                  steps=[150], poisson=[False, True], gaussian=[False, True]),
        full_budget=48,
    ),
)  # fmt: skip
