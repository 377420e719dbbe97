"""Domains of the diagonal state-space models, and the record of a kernel."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Ge, Gt, Le, Lt
from numpy.typing import NDArray

from netbounds.domains import Examples, Symbol, Typical, check, refusal

Floats = NDArray[np.float64]

Reparameterization = Literal["direct", "exponential", "softplus", "best"]
Norm = Annotated[float, Ge(1), Symbol("q", "exponent of the norm of the error"), Typical(1, 6)]

DecayExponent = Annotated[
    float, Gt(0), Symbol("p", "exponent of the target's memory (1 + t)^-p"), Typical(0.3, 4)
]
IntegrableExponent = Annotated[
    float, Gt(1), Symbol("p", "exponent of an integrable memory (1 + t)^-p"), Typical(1.05, 4)
]
SquareIntegrableExponent = Annotated[
    float, Gt(0.5), Symbol("p", "exponent of a square-integrable memory (1 + t)^-p"),
    Typical(0.6, 4),
]  # fmt: skip
DecayRate = Annotated[float, Gt(0), Symbol("m", "decay rate of a mode"), Typical(1e-3, 1.9)]
Weight = Annotated[float, Symbol("w", "trained weight of a mode"), Typical(-8, 8)]
Multiplier = Annotated[
    float, Gt(0), Lt(1), Symbol("l", "what a mode keeps in a step"), Typical(0.01, 0.999)
]
Coefficient = Annotated[float, Gt(0), Symbol("c", "readout weight of a mode"), Typical(0.05, 3)]
Radius = Annotated[
    float, Gt(0), Symbol(r"\beta", "largest change of a trained weight"), Typical(1e-3, 5)
]
GridStep = Annotated[float, Gt(0), Symbol("h", "spacing of the weights"), Typical(0.2, 3)]
Time = Annotated[float, Ge(0), Symbol("t", "time since the input"), Typical(0, 1e4)]
Horizon = Annotated[float, Gt(0), Symbol("T", "longest time to remember"), Typical(10, 1e6)]
RelativeError = Annotated[
    float, Gt(0), Le(0.1), Symbol(r"\varepsilon", "relative error of the kernel"),
    Typical(1e-6, 0.09),
]  # fmt: skip
TimeScale = Annotated[
    float, Gt(0), Symbol("e", "rate of the target (1 + e t)^-p"), Typical(0.05, 5)
]
CoefficientSum = Annotated[
    float, Gt(0), Symbol("C", "sum of the absolute coefficients"), Typical(0.5, 20)
]
SlowestRate = Annotated[
    float, Gt(0), Symbol("m_0", "least decay rate of any mode"), Typical(0.01, 2)
]
MapScale = Annotated[float, Gt(0), Symbol("a", 'curvature of the map "best"'), Typical(0.3, 3)]
MapOffset = Annotated[
    float, Gt(0), Symbol("b", 'offset of the map "best": rates stay below 1/b'), Typical(0.05, 0.5)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Modes:
    r"""A kernel that is a sum of exponentials, :math:`\sum_i c_i e^{-m_i t}`.

    Attributes
    ----------
    coefficients
        c, readout weights.
    rates
        m > 0, decay rates: minus the diagonal of the state matrix.

    Raises
    ------
    DomainError
        If there is no mode, the two differ in length, or a rate is not positive.

    Examples
    --------
    >>> Modes(coefficients=(0.6, 0.4), rates=(1.5, 0.1)).size
    2
    """

    coefficients: tuple[float, ...]
    rates: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.rates or len(self.rates) != len(self.coefficients):
            got = f"{len(self.coefficients)} and {len(self.rates)}"
            raise refusal("Modes", "coefficients and rates", "be equally many, one or more", got)
        for rate in self.rates:
            check("Modes", "rates", rate, DecayRate)
        for coefficient in self.coefficients:
            check("Modes", "coefficients", coefficient, float)

    @property
    def size(self) -> int:
        """How many modes there are."""
        return len(self.rates)

    @property
    def c(self) -> Floats:
        """Coefficients as an array."""
        return np.array(self.coefficients, dtype=float)

    @property
    def m(self) -> Floats:
        """Rates as an array."""
        return np.array(self.rates, dtype=float)


SomeModes = Annotated[
    Modes,
    Examples(
        (
            Modes(coefficients=(0.7,), rates=(0.3,)),
            Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, 0.02)),
            Modes(coefficients=(0.5, 0.1, 1.2, 0.9), rates=(1.1, 0.4, 0.4, 0.007)),
            Modes(coefficients=(1.5, -0.7), rates=(0.9, 0.25)),
        )
    ),
]
PositiveModes = Annotated[
    Modes,
    Examples(
        (
            Modes(coefficients=(0.7,), rates=(0.3,)),
            Modes(coefficients=(0.6, 0.3, 0.4), rates=(1.5, 0.7, 0.02)),
            Modes(coefficients=(0.5, 0.1, 1.2, 0.9), rates=(1.1, 0.4, 0.4, 0.007)),
        )
    ),
]


def refuse_negative(where: str, modes: Modes) -> None:
    """Raise unless every coefficient is positive."""
    if min(modes.coefficients) <= 0:
        raise refusal(where, "modes", "have positive coefficients", modes.coefficients)


def refuse_fast(where: str, rate: float, offset: float) -> None:
    """Raise if the map "best" cannot reach the rate."""
    if rate * offset > 1:
        rule = f'be <= 1/offset = {1 / offset:g} with the map "best"'
        raise refusal(where, "rate", rule, rate, "choose a smaller offset")
