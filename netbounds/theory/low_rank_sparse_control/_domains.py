"""Domains of the low-rank sparse recurrent weights."""

from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, Lt

from netbounds.domains import Symbol, Typical

Initialisation = Literal["glorot", "orthogonal"]

RankFraction = Annotated[
    float, Gt(0), Le(1), Symbol("f", "rank before masking, divided by the number of units"),
    Typical(0.01, 1),
]  # fmt: skip
Sparsity = Annotated[
    float, Ge(0), Lt(1), Symbol("s", "probability that the mask sets an entry to zero"),
    Typical(0, 0.95),
]  # fmt: skip
UnitCount = Annotated[int, Ge(1), Symbol("n", "recurrent units"), Typical(1, 12)]
Rank = Annotated[int, Ge(1), Symbol("r", "rank before masking"), Typical(1, 11)]
StableRadius = Annotated[
    float, Gt(0), Lt(1), Symbol(r"\rho", "spectral radius of the recurrent weights"),
    Typical(0.05, 0.95),
]  # fmt: skip
Distance = Annotated[
    float, Gt(0), Symbol("|z|", "modulus of the frequency at which the loop is probed"),
    Typical(0.1, 4),
]  # fmt: skip
StepNumber = Annotated[int, Ge(0), Symbol("k", "time steps"), Typical(0, 30)]
Plant = Annotated[
    float, Ge(0), Lt(1), Symbol("|A|", "memory of the plant per step"), Typical(0, 0.98)
]
FeedbackStrength = Annotated[
    float, Ge(0), Symbol(r"\kappa_b", "strength of the controller's feedback on the plant"),
    Typical(0.02, 1),
]  # fmt: skip
Norm = Annotated[float, Ge(0), Symbol(r"\|\cdot\|", "spectral norm"), Typical(0, 3)]
