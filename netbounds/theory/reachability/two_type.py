"""Reachability with excitatory and inhibitory neurons."""

import math
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from annotated_types import Ge

from netbounds.domains import Examples, Symbol, Typical, refusal
from netbounds.ensembles import TwoType
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import middle, number, until_sharp
from netbounds.theory.reachability._typing import FloatArray

if TYPE_CHECKING:
    import flint

FewSeeds = Annotated[int, Ge(0), Symbol("s", "driven neurons of a kind"), Typical(0, 2)]
Network = Annotated[
    TwoType,
    Examples(
        (
            TwoType((12, 5), ((0.12, 0.2), (0.05, 0.3))),
            TwoType((4, 2), ((0.0, 1.0), (0.5, 0.0))),
            TwoType((2, 7), ((1e-9, 0.3), (0.9, 0.1))),
        )
    ),
]


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "networks with separate excitatory and inhibitory neurons"),
    valid="any numbers of neurons, at least one driven",
    formula=r"B(r) = 1 - \sum_{s \le j \le r,\, j \ne r} \binom{r_E-s_E}{j_E-s_E}"
    r"\binom{r_I-s_I}{j_I-s_I} B(j) \prod_b \left[q_{Eb}^{j_E} q_{Ib}^{j_I}\right]^{r_b-j_b}",
)
def two_type_reach_distribution(
    ensemble: Network, excitatory_seeds: FewSeeds, inhibitory_seeds: FewSeeds
) -> FloatArray:
    r"""Probability that the drive reaches r_E excitatory and r_I inhibitory neurons.

    .. math:: B(r) = 1 - \sum_{s \le j \le r,\, j \ne r} \binom{r_E-s_E}{j_E-s_E}
        \binom{r_I-s_I}{j_I-s_I} B(j) \prod_b \left[q_{Eb}^{j_E} q_{Ib}^{j_I}\right]^{r_b-j_b}

    is the probability that all of r neurons (E and I counts) are reached by synapses among them,
    q = 1 - p with presynaptic rows; isolating the others gives the law.

    Parameters
    ----------
    ensemble
        Numbers of neurons and the 2 x 2 probabilities p[presynaptic][postsynaptic].
    excitatory_seeds, inhibitory_seeds
        Driven neurons of each kind, at least one in all.

    Returns
    -------
    ndarray
        Shape (n_E + 1, n_I + 1); relative error below 1e-12.

    Raises
    ------
    DomainError
        If nobody is driven, or more neurons of a kind than there are.

    Notes
    -----
    Exact. The sum cancels, so it is evaluated in balls. Cost O(n_E^2 n_I^2): 0.05 s for 17
    neurons. Source: Turcu and Abbott (2022) for the question.

    Examples
    --------
    >>> network = TwoType((12, 5), ((0.12, 0.2), (0.05, 0.3)))
    >>> print(f"{two_type_reach_distribution(network, 2, 1)[12, 5]:.12f}")
    0.105331112281
    """
    n_e, n_i = ensemble.n
    balls = _reach(ensemble, excitatory_seeds, inhibitory_seeds)
    return np.array([middle(ball) for ball in balls]).reshape(n_e + 1, n_i + 1)


@two_type_reach_distribution.enclosure
def _reach(ensemble: TwoType, excitatory_seeds: int, inhibitory_seeds: int) -> "list[flint.arb]":
    """Entry r_E (n_I + 1) + r_I."""
    seeds = (excitatory_seeds, inhibitory_seeds)
    where = "two_type_reach_distribution"
    if sum(seeds) == 0:
        raise refusal(where, "seeds", "name at least one neuron", "none")
    if any(s > n for s, n in zip(seeds, ensemble.n, strict=True)):
        raise refusal(where, "seeds", f"be at most {ensemble.n} neurons", seeds)
    return until_sharp(lambda: _subtract(ensemble, seeds), start=256)


def _subtract(ensemble: TwoType, seeds: tuple[int, int]) -> list[Any]:
    (n_e, n_i), (s_e, s_i) = ensemble.n, seeds
    q = [[1 - number(p) for p in row] for row in ensemble.p]

    @cache
    def power(a: int, b: int, exponent: int) -> Any:
        return q[a][b] ** exponent

    def silent(e: int, i: int, to_e: int, to_i: int) -> Any:
        """No synapse from e and i neurons to to_e and to_i others."""
        return (
            power(0, 0, e * to_e) * power(0, 1, e * to_i)
            * power(1, 0, i * to_e) * power(1, 1, i * to_i)
        )  # fmt: skip

    def ways(r_e: int, r_i: int, j_e: int, j_i: int) -> int:
        return math.comb(r_e - s_e, j_e - s_e) * math.comb(r_i - s_i, j_i - s_i)

    b: dict[tuple[int, int], Any] = {}
    for r_e in range(s_e, n_e + 1):
        for r_i in range(s_i, n_i + 1):
            stops = (
                ways(r_e, r_i, j_e, j_i) * b[j_e, j_i] * silent(j_e, j_i, r_e - j_e, r_i - j_i)
                for j_e in range(s_e, r_e + 1)
                for j_i in range(s_i, r_i + 1)
                if (j_e, j_i) != (r_e, r_i)
            )
            b[r_e, r_i] = 1 - sum(stops, start=q[0][0] * 0)
    return [
        ways(n_e, n_i, r_e, r_i) * b[r_e, r_i] * silent(r_e, r_i, n_e - r_e, n_i - r_i)
        if r_e >= s_e and r_i >= s_i
        else q[0][0] * 0
        for r_e in range(n_e + 1)
        for r_i in range(n_i + 1)
    ]
