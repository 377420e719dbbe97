"""What the laws of large random graphs take: degrees, a drive, and neurons counted by both."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import Examples, Symbol, refusal
from netbounds.ensembles import Bernoulli, Configuration

LargeGraph = Annotated[
    Bernoulli | Configuration,
    Symbol(r"D(n, p)", "the random graph"),
    Examples(
        (
            Bernoulli(30, 0.05),
            Bernoulli(50, 0.01),
            Bernoulli(12, 0.9),
            Bernoulli(10**6, 14e-6),
            Configuration((0, 1, 2, 1, 3, 2, 1, 0), (2, 1, 0, 1, 2, 3, 0, 1)),
            Configuration((0, 0, 1, 1, 0, 1), (2, 1, 0, 0, 0, 0)),
            Configuration((1, 4, 4, 2), (2, 3, 3, 3)),
            Configuration((0, 0, 0, 0), (0, 0, 0, 0)),
        )
    ),
]
GivenDegrees = Annotated[
    Configuration,
    Symbol("(j, k)", "in- and out-degree of every neuron"),
    Examples(
        (
            Configuration((0, 1, 2, 1, 3, 2, 1, 0), (2, 1, 0, 1, 2, 3, 0, 1)),
            Configuration((0, 0, 1, 1, 0, 1), (2, 1, 0, 0, 0, 0)),
            Configuration((1, 4, 4, 2), (2, 3, 3, 3)),
            Configuration((0, 0, 0, 0), (0, 0, 0, 0)),
        )
    ),
]
Driven = Annotated[
    tuple[int, ...],
    Symbol("D", "numbers of the driven neurons, chosen before the graph is drawn"),
    Examples(((0,), (3,), (1, 2), (0, 1, 2, 3))),
]
SomeDriven = Annotated[
    tuple[int, ...],
    Symbol("D", "numbers of the driven neurons, chosen before the graph is drawn"),
    Examples(((), (0,), (3,), (1, 2), (0, 1, 2, 3))),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DegreeClasses:
    """Neurons of equal in-degree, out-degree and drive, counted."""

    receives: NDArray[np.float64]
    sends: NDArray[np.float64]
    driven: NDArray[np.bool_]
    count: NDArray[np.float64]


@lru_cache(maxsize=2)
def degree_classes(ensemble: Configuration, driven: tuple[int, ...]) -> DegreeClasses:
    """The neurons of a configuration, counted; the last answers are kept."""
    receives = np.array(ensemble.in_degrees, np.int64)
    sends = np.array(ensemble.out_degrees, np.int64)
    is_driven = np.zeros(ensemble.n, np.int64)
    is_driven[list(driven)] = 1
    width = int(sends.max()) + 1
    keys, count = np.unique((receives * width + sends) * 2 + is_driven, return_counts=True)
    return DegreeClasses(
        receives=(keys // 2 // width).astype(float),
        sends=(keys // 2 % width).astype(float),
        driven=keys % 2 == 1,
        count=count.astype(float),
    )


def refuse_other_neurons(
    where: str, n: int, driven: tuple[int, ...], *, nobody: bool = False
) -> None:
    """Every driven neuron is one of the graph, and named once; there is one, unless told."""
    if not driven and not nobody:
        raise refusal(where, "driven", "name at least one neuron", "an empty drive")
    if driven and not 0 <= min(driven) <= max(driven) < n:
        odd = next(v for v in driven if not 0 <= v < n)
        raise refusal(where, "driven", f"name neurons 0 .. {n - 1}", odd)
    if len(set(driven)) < len(driven):
        raise refusal(where, "driven", "name each neuron once", driven)
