"""Parameters that several laws of driven random networks share."""

from typing import Annotated

import numpy as np
from annotated_types import Ge, Gt
from numpy.typing import NDArray

from netbounds.activations import ERF, TANH, Activation
from netbounds.domains import Symbol, Typical, refusal

FloatArray = NDArray[np.float64]

Gain = Annotated[
    float, Ge(0), Symbol("g", "standard deviation of the weights times sqrt(n)"), Typical(0.2, 4)
]
ChaoticGain = Annotated[
    float, Gt(1), Symbol("g", "gain of a network that is chaotic without input"), Typical(1.05, 4)
]
InputVariance = Annotated[
    float,
    Ge(0),
    Symbol(r"\sigma^2", "variance of the private input, independent at every step"),
    Typical(0.05, 4),
]
StateVariance = Annotated[
    float, Gt(0), Symbol("c_0", "variance of a neuron's h over time"), Typical(0.05, 6)
]
NoiseIntensity = Annotated[
    float,
    Ge(0),
    Symbol("2D", "intensity of private white noise, <xi xi> = 2 D delta", r"1/\tau"),
    Typical(0.1, 4),
]


def refuse_non_sigmoid(where: str, activation: Activation) -> None:
    """Refuse activations that are not odd and of bounded slope."""
    if not isinstance(activation, Activation) or activation not in (ERF, TANH):
        shown = getattr(activation, "name", activation)
        raise refusal(where, "activation", "be an odd sigmoid (ERF or TANH)", shown)
