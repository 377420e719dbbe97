"""The recursions of the reach law in any exact arithmetic: fmpq, balls, mpmath or SymPy numbers.

Two independent routes. `covered` adds positive terms only; `all_reached_by_subtraction` takes
from 1 every way to stop early, which loses about n bits and is therefore the cross-check.
"""

import math
from collections.abc import Callable
from typing import Any


def connected(n: int, q: Any) -> list[Any]:
    """P_0 ... P_n: all of k neurons are reached from one of them, in D(k, p) with q = 1 - p."""
    one = q * 0 + 1
    p = [one * 0, one]
    for total in range(1, n):
        p.append(
            sum(
                (
                    math.comb(total - 1, k - 1)
                    * (1 - q**k)
                    * q ** (k * (total - k))
                    * p[k]
                    * p[total + 1 - k]
                    for k in range(1, total + 1)
                ),
                start=one * 0,
            )
        )
    return p[: n + 1]


def covered(others: int, q: Any, missed: Any) -> list[Any]:
    """A_0 ... A_M: all M neurons are reached if each is missed by the drive with `missed`."""
    p = connected(others, q)
    a = [q * 0 + 1]
    for total in range(1, others + 1):
        a.append(
            sum(
                (
                    math.comb(total - 1, k - 1)
                    * p[k]
                    * (1 - missed**k)
                    * q ** (k * (total - k))
                    * a[total - k]
                    for k in range(1, total + 1)
                ),
                start=q * 0,
            )
        )
    return a


def all_reached_by_subtraction(
    n: int, seeds: int, silent: Callable[[int], Any], undriven: Any
) -> list[Any]:
    """B(0) ... B(n): all of r neurons, the seeds among them, are reached by synapses within.

    `silent(j)` is the probability that a neuron has no partner in a given set of j others;
    entries below `seeds` are 0.
    """
    b = [undriven * 0] * seeds
    for r in range(seeds, n + 1):
        stops = (
            math.comb(r - seeds, j - seeds) * b[j] * (silent(j) * undriven) ** (r - j)
            for j in range(seeds, r)
        )
        b.append(1 - sum(stops, start=undriven * 0))
    return b


def reach_by_subtraction(
    n: int, seeds: int, silent: Callable[[int], Any], undriven: Any
) -> list[Any]:
    """Law of the number reached, r = 0 ... n, for independent exchangeable in-neighbourhoods."""
    b = all_reached_by_subtraction(n, seeds, silent, undriven)
    return [
        math.comb(n - seeds, r - seeds) * b[r] * (silent(r) * undriven) ** (n - r)
        if r >= seeds
        else b[r]
        for r in range(n + 1)
    ]
