"""Out of the law of the number reached: is everybody, and how many on average."""

from typing import TYPE_CHECKING

import numpy as np

from netbounds.ensembles import Bernoulli, Drive, RandomDrive
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability.reach import (
    Reachable,
    reach_by_other_route,
    reach_distribution,
    reach_in_balls,
)

if TYPE_CHECKING:
    import flint
    import mpmath


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive",
    formula=r"\Pr(R = n) = A_{n-s}(\theta), \quad \theta = q^s (1-\delta)",
)
def probability_all_reached(ensemble: Reachable, drive: Drive) -> float:
    """Probability that the drive reaches every neuron.

    The last entry of `reach_distribution`.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; driven neurons count as reached.

    Returns
    -------
    float
        A probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or for any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n^2). Source: see `reach_distribution`.

    Examples
    --------
    >>> from netbounds.ensembles import Seeds
    >>> print(f"{probability_all_reached(Bernoulli(100, 0.05), Seeds(1)):.12f}")
    0.534877253331
    """
    return float(reach_distribution(ensemble, drive)[-1])


@probability_all_reached.enclosure
def _(ensemble: Reachable, drive: Drive) -> "flint.arb":
    return reach_in_balls(ensemble, drive)[-1]


@probability_all_reached.reference
def _(ensemble: Reachable, drive: Drive) -> "mpmath.mpf":
    return reach_by_other_route(ensemble, drive)[-1]


@probability_all_reached.derivation
def _() -> Derivation:
    import sympy as sp

    p, fraction, q, missed = sp.symbols("p fraction q theta")
    connected, covered_by = [sp.Integer(0), sp.Integer(1)], [sp.Integer(1)]
    steps = [
        Step("One neuron alone reaches everybody, P_1; of no neuron all are reached, A_0.", p**0)
    ]
    # the component argument, executed: how many are with neuron 1, and who joins them?
    for n in range(2, 6):
        fewer = sum(
            sp.binomial(n - 1, k - 1) * connected[k] * q ** (k * (n - k)) for k in range(1, n)
        )
        connected.append(sp.factor(1 - fewer))
        text = f"P_{n} is what is left when each smaller component of one among {n} is excluded."
        steps.append(Step(text, connected[n]))
    for n in range(1, 5):
        joined = sum(
            sp.binomial(n - 1, k - 1)
            * (1 - q**k)
            * q ** (k * (n - k))
            * connected[k]
            * connected[n + 1 - k]
            for k in range(1, n + 1)
        )
        text = (
            f"P_{n + 1} from positive terms: without the last neuron, neuron 1 has a component of "
            "k; the last neuron must touch it and be connected with all others."
        )
        same = sp.Eq(connected[n + 1], sp.factor(sp.expand(joined)), evaluate=False)
        steps.append(Step(text, same))
    for n in range(1, 5):
        driven = sum(
            sp.binomial(n - 1, k - 1)
            * (1 - missed**k)
            * q ** (k * (n - k))
            * connected[k]
            * covered_by[n - k]
            for k in range(1, n + 1)
        )
        covered_by.append(sp.factor(driven))
        text = f"A_{n}: neuron 1 has a component of k among {n}, the drive does not miss it."
        steps.append(Step(text, covered_by[n]))
    total = sum(sp.binomial(4, r) * covered_by[r] * (missed * q**r) ** (4 - r) for r in range(5))
    text = "The number reached among four is one of 0 ... 4, so this must be 1."
    steps.append(Step(text, sp.expand(total)))
    result = covered_by[2].subs({missed: (1 - p) * (1 - fraction), q: 1 - p})
    steps.append(
        Step("With one named neuron and a driven fraction, for two others, A_2 is:", result)
    )
    return Derivation(
        steps=tuple(steps),
        result=result,
        example={"ensemble": Bernoulli(3, 0.3), "drive": RandomDrive(0.1, seeds=1)},
    )


@law(
    kind=Kind.EXACT,
    source=Source("karp1990", "Theorem 1, carried through to every finite size"),
    valid="any n >= 1, any drive",
    formula=r"\mathrm{E}[R] = \sum_r r \Pr(R = r)",
)
def expected_reached(ensemble: Reachable, drive: Drive) -> float:
    """Number of neurons that the drive reaches on average, itself included.

    The mean of `reach_distribution`.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; driven neurons count as reached.

    Returns
    -------
    float
        Neurons; relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or for any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n^2). Source: see `reach_distribution`.

    Examples
    --------
    >>> from netbounds.ensembles import Seeds
    >>> print(f"{expected_reached(Bernoulli(30, 0.08), Seeds(2)):.10f}")
    25.9764819886
    """
    pmf = reach_distribution(ensemble, drive)
    return float(np.arange(pmf.size) @ pmf)


@expected_reached.enclosure
def _(ensemble: Reachable, drive: Drive) -> "flint.arb":
    return sum(r * ball for r, ball in enumerate(reach_in_balls(ensemble, drive)))


@expected_reached.reference
def _(ensemble: Reachable, drive: Drive) -> "mpmath.mpf":
    import mpmath

    return mpmath.fsum(r * x for r, x in enumerate(reach_by_other_route(ensemble, drive)))
