"""The inverse problem: how many synapses a neuron are enough?"""

import math
from typing import Literal

from netbounds.domains import NeuronCount, OpenProbability, check, refusal
from netbounds.ensembles import Bernoulli, Drive, Seeds
from netbounds.theory.reachability._drive import named_and_fraction
from netbounds.theory.reachability._exact import covered
from netbounds.theory.reachability.reach import reach_distribution
from netbounds.theory.reachability.receive import mean_degree_for_all_receive

Requirement = Literal["receives", "reached"]
_EXACT_UP_TO = 1000  # neurons; beyond, `failure_in_large_graph` is as good


def minimum_in_degree(
    family: type[Bernoulli] | Literal["Bernoulli"],
    n: NeuronCount,
    *,
    failure: OpenProbability,
    requirement: Requirement = "reached",
    drive: Drive = Seeds(1),  # noqa: B008 (a frozen record, shared on purpose)
) -> float:
    r"""Fewest synapses a neuron with which the network fails a requirement this rarely.

    "receives": every neuron receives a synapse from another neuron. "reached": the drive reaches
    every neuron. Independent synapses need about :math:`\ln n + \ln(1/\epsilon)` for either.

    Parameters
    ----------
    family
        The random graph's class, or its name.
    n
        Number of neurons.
    failure
        Tolerated probability that the requirement is not met.
    requirement
        What must hold.
    drive
        Which neurons are driven (used by "reached").

    Returns
    -------
    float
        Mean in-degree K = (n - 1) p, synapses a neuron.

    Raises
    ------
    DomainError
        If no in-degree can do it (a single neuron has nobody to listen to), or the pair of family
        and requirement has no law.

    Notes
    -----
    Inverts the exact laws; above 1000 neurons "reached" uses `failure_in_large_graph`. Source:
    Turcu and Abbott (2022) for the question.

    Examples
    --------
    >>> print(f"{minimum_in_degree('Bernoulli', 100, failure=0.01):.6f}")
    8.790401
    """
    where = "minimum_in_degree"
    check(where, "family", family, type[Bernoulli] | Literal["Bernoulli"])
    check(where, "n", n, NeuronCount)
    check(where, "failure", failure, OpenProbability)
    check(where, "requirement", requirement, Requirement)
    check(where, "drive", drive, Drive)
    if requirement == "receives":
        return mean_degree_for_all_receive(n, failure)
    return _least_for_reaching(n, failure, drive)


def _least_for_reaching(n: int, failure: float, drive: Drive) -> float:
    from scipy.optimize import brentq

    seeds, fraction = named_and_fraction("minimum_in_degree", n, drive)
    if fraction > 0 and seeds == 0 and n * math.log1p(-fraction) > math.log(failure):
        rule = "drive somebody often enough: nobody at all is driven more often than `failure`"
        raise refusal("minimum_in_degree", "drive", rule, drive)

    def excess(degree: float) -> float:
        """Log of the failure probability over the tolerated one."""
        p = degree / (n - 1)
        if n > _EXACT_UP_TO:
            fails = failure_in_large_graph(n, p, seeds, fraction)
        else:
            fails = float(reach_distribution(Bernoulli(n, p), drive)[:-1].sum())
        return math.log(max(fails, 1e-300) / failure)

    if n == 1 or seeds == n or excess(0.0) <= 0:
        return 0.0
    enough = min(n - 1.0, 4.0 + math.log(n) - math.log(failure))
    return float(brentq(excess, 0.0, enough, xtol=1e-11))


def failure_in_large_graph(n: int, p: float, seeds: int, fraction: float) -> float:
    r"""Probability that D(n, p) leaves somebody unreached, from groups of a few neurons only.

    The exact law sums over every number u of unreached neurons,
    :math:`1 = \sum_u \binom Mu (\theta q^{M-u})^u A_{M-u}`. In a large graph only few unreached
    (u small) and few reached (M - u small) count. For the latter A is computed exactly, for the
    former the ratio :math:`A_{M-u}/A_M` follows from the silent neurons alone.

    Relative error below 1e-7 from n = 1000 on where the result is below 1/2.
    """
    others, log_q = n - seeds, math.log1p(-p)
    log_missed = seeds * log_q + math.log1p(-fraction)
    all_few = covered(12, 1 - p, math.exp(log_missed))

    def few_reached(among: int) -> float:
        return math.fsum(
            math.comb(among, r) * math.exp((among - r) * (log_missed + r * log_q)) * all_few[r]
            for r in range(min(12, among))
        )

    def log_nearly_all(among: int) -> float:
        silent = math.exp(log_missed + (among - 1) * log_q)
        return among * math.log1p(-silent) + math.log1p(-few_reached(among))

    if few_reached(others) >= 1 or log_missed + (others - 1) * log_q > -1e-300:
        return 1.0
    few_left = math.fsum(
        math.comb(others, u)
        * math.exp(
            u * (log_missed + (others - u) * log_q)
            + log_nearly_all(others - u)
            - log_nearly_all(others)
        )
        for u in range(1, min(20, others))
    )
    return min(1.0, (few_reached(others) + few_left) / (1 + few_left))
