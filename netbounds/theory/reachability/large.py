"""Failure probabilities of large graphs, from the few groups of neurons that matter there."""

import math

from netbounds.ensembles import Drive, FixedInDegree, FixedOutDegree
from netbounds.theory.reachability._drive import named_and_fraction
from netbounds.theory.reachability._exact import covered
from netbounds.theory.reachability.giant import giant_out_fraction


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


def unreached_fixed_in_degree(ensemble: FixedInDegree, drive: Drive) -> float:
    r"""Probability that a large graph of fixed in-degree K leaves somebody unreached.

    The signal of one driven neuron dies out with probability rho = 1 - zeta(K); otherwise only
    closed groups of K + 1 neurons that listen to each other alone stay out of reach, of which
    there are C(n-s, K+1) C(n-1, K)^-(K+1) on average.
    """
    n, k = ensemble.n, ensemble.k
    if k < 2:  # trees, or no synapses: nobody reaches all from few neurons
        return 1.0
    seeds, fraction = named_and_fraction("minimum_in_degree", n, drive)
    zeta = giant_out_fraction(float(k))
    dies = math.exp(-k * zeta * seeds + (n - seeds) * math.log1p(-fraction * zeta))
    groups = math.lgamma(n - seeds + 1) - math.lgamma(k + 2) - math.lgamma(n - seeds - k)
    choices = math.lgamma(n) - math.lgamma(k + 1) - math.lgamma(n - k)
    undriven = math.log1p(-fraction) if fraction < 1 else -math.inf
    return min(1.0, dies + math.exp(groups + (k + 1) * (undriven - choices)))


def silent_fixed_degree(ensemble: FixedInDegree | FixedOutDegree, drive: Drive) -> float:
    """Probability that somebody receives nothing (or sends nothing): Poisson in number."""
    del drive
    n, k = ensemble.n, ensemble.k
    if k == n - 1:
        return 0.0
    return -math.expm1(-n * math.exp((n - 1) * math.log1p(-k / (n - 1))))
