"""Generating functions of random directed graphs, as power series of balls.

With D(x) = sum_k q^(-k(k-1)/2) x^k / k! everything is a product, a quotient or a logarithm:
reach laws are D(x)/D(theta x), strong graphs the logarithm of 1/D with its weights squared, and
the size of the largest component stops that logarithm at the size. `q` is a real or complex ball;
all functions read flint's working precision and return coefficients 0 ... n as balls.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def truncated(length: int) -> Iterator[None]:
    """Compute power series to this many coefficients."""
    from flint import ctx

    before = ctx.cap
    ctx.cap = length
    try:
        yield
    finally:
        ctx.cap = before


def pair_powers(q: Any, n: int) -> list[Any]:
    """q^(k(k-1)/2), k = 0 ... n."""
    powers, power, value = [], q**0, q**0
    for _ in range(n + 1):
        powers.append(value)
        value *= power
        power *= q
    return powers


def series(coefficients: list[Any]) -> Any:
    """A power series of balls with these coefficients, real or complex."""
    from flint import acb, acb_series, arb_series

    kind = acb_series if any(isinstance(c, acb) for c in coefficients[:2]) else arb_series
    return kind(coefficients, len(coefficients))


def coefficients(power_series: Any, n: int) -> list[Any]:
    """Coefficients 0 ... n, including zeros that the series does not store."""
    stored = list(power_series)
    return stored[: n + 1] + [stored[0] * 0] * (n + 1 - len(stored))


def digraphs(q: Any, n: int, scale: Any = 1) -> list[Any]:
    """Coefficients of D(scale x)."""
    out, weight, power = [], q**0, q**0
    inverse = 1 / q
    for k in range(n + 1):
        out.append(weight)
        weight = weight * power * scale / (k + 1)
        power = power * inverse
    return out


def covered(q: Any, others: int, missed: Any) -> list[Any]:
    """A_0 ... A_M: all of M neurons reached when the drive misses each with `missed`."""
    with truncated(others + 1):
        quotient = series(digraphs(q, others)) / series(digraphs(q, others, missed))
        counted = coefficients(quotient, others)
    pairs = pair_powers(q, others)
    return [c * w * math.factorial(k) for k, (c, w) in enumerate(zip(counted, pairs, strict=True))]


def strong_logarithm(q: Any, n: int) -> list[Any]:
    """t_j = S_j q^(-j(j-1)) / j!, S_j the probability that D(j, p) is strongly connected."""
    weights = [1 / w for w in pair_powers(q, n)]
    with truncated(n + 1):
        inverse = coefficients(1 / series(digraphs(q, n)), n)
        squared = series([c * w for c, w in zip(inverse, weights, strict=True)])
        return [-c for c in coefficients(squared.log(), n)]


def strong(q: Any, n: int) -> list[Any]:
    """S_0 ... S_n: probability that D(k, p) is strongly connected (S_0 is given as 0)."""
    pairs = pair_powers(q, n)
    return [
        t * w * w * math.factorial(k)
        for k, (t, w) in enumerate(zip(strong_logarithm(q, n), pairs, strict=True))
    ]


def no_component_above(q: Any, n: int, logarithm: list[Any], size: int) -> Any:
    """Probability that every strong component of D(n, p) has at most `size` neurons."""
    pairs = pair_powers(q, n)
    zero = q * 0
    with truncated(n + 1):
        kept = [-t if 0 < j <= size else zero for j, t in enumerate(logarithm)]
        small = coefficients(series(kept).exp(), n)
        inverse = 1 / series([c * w for c, w in zip(small, pairs, strict=True)])
        last = coefficients(inverse, n)[n]
    return last * pairs[n] * math.factorial(n)
