"""Domains that the laws of the balanced network share."""

from typing import Annotated

from annotated_types import Ge, Gt

from netbounds.domains import Symbol, Typical

BalancedGain = Annotated[
    float, Gt(0), Symbol("g", "standard deviation of the weights times sqrt(N)"), Typical(1.5, 2.2)
]
FiniteNeuronNumber = Annotated[int, Ge(2), Symbol("N", "number of neurons"), Typical(200, 5000)]
NeuronNumber = (
    Annotated[int, Ge(2), Symbol("N", "number of neurons"), Typical(200, 5000)] | None
)  # None: infinite
InputAmplitude = Annotated[
    float, Ge(0), Symbol("I_1", "amplitude of the sinusoidal input"), Typical(0.5, 6)
]
InputFrequency = Annotated[
    float, Gt(0), Symbol("f", "frequency of the input", r"1/\tau"), Typical(0.05, 0.4)
]
ConstantInput = Annotated[
    float, Gt(0), Symbol("I_0", "constant input divided by sqrt(N)"), Typical(0.5, 2)
]
Inhibition = Annotated[
    float, Gt(0), Symbol("J_0", "mean inhibition times sqrt(N)"), Typical(0.5, 2)
]
