"""The same probabilities neuron by neuron, by bisection, with as many digits as mpmath works in."""

from collections.abc import Callable
from typing import Any

from netbounds.ensembles import Bernoulli, Configuration


def near_in_digits(ensemble: Bernoulli | Configuration, driven: tuple[int, ...]) -> dict[str, Any]:
    """What `near` finds, under the same names."""
    import mpmath

    with mpmath.workdps(3 * mpmath.mp.dps):
        if isinstance(ensemble, Bernoulli):
            return _independent(mpmath, ensemble, len(driven))
        return _given(mpmath, ensemble, frozenset(driven))


def least_fixed_point(mpmath: Any, image: Callable[[Any], Any]) -> Any:
    """Least y in 0 .. 1 with image(y) = y, for an image that is convex and grows."""
    below, above = mpmath.mpf(0), 1 - mpmath.mpf(10) ** (-mpmath.mp.dps // 2)
    if image(below) == 0:
        return below
    if image(above) > above:  # 1 is a fixed point without a drive, and perhaps not the least one
        return mpmath.mpf(1)
    while above - below > above * mpmath.mpf(10) ** (-mpmath.mp.dps + 5):
        middle = (below + above) / 2
        if image(middle) > middle:
            below = middle
        else:
            above = middle
    return (below + above) / 2


def _independent(mpmath: Any, ensemble: Bernoulli, seeds: int) -> dict[str, Any]:
    n, p = ensemble.n, mpmath.mpf(ensemble.p)
    free = 1 - mpmath.mpf(seeds) / n

    def no_partner(y: Any) -> Any:
        return (1 - p + p * y) ** (n - 1)

    y = mpmath.mpf(1)
    if seeds:
        y = least_fixed_point(mpmath, lambda y: free * no_partner(y))
    x = least_fixed_point(mpmath, no_partner) if (n - 1) * p > 1 else mpmath.mpf(1)
    giant = x < 1
    slope = (n - 1) * p * (1 - p + p * x) ** max(n - 2, 0)
    alone = free * (1 - p + p * y) ** max(n - 2, 0)
    few = seeds * slope / (1 - slope) if giant else 0
    stubs = seeds * (n - 1)
    sends = 1 - (1 - p) ** (n - 1) / x if x else 0
    return {
        "synapses": n * (n - 1) * p,
        "driven": seeds,
        "heard": 1 - y,
        "alone": alone,
        "reached": n * (1 - y),
        "breaking": n * (1 - y) * (1 - (1 - p * alone) ** (n - 1)),
        "dies": x**seeds if giant else 0,
        "few": few,
        "few_sending": (seeds + few) * sends if giant else 0,
        "one_neuron": seeds * (1 - x) * x ** max(seeds - 1, 0) if giant else 0,
        "one_synapse": stubs * p * (1 - x) * (1 - p + p * x) ** max(stubs - 1, 0) if giant else 0,
        "small": x,
        "slope": slope,
    }


def _given(mpmath: Any, ensemble: Configuration, driven: frozenset[int]) -> dict[str, Any]:
    pairs = list(enumerate(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True)))
    m = sum(ensemble.in_degrees)
    total = mpmath.mpf(max(m, 1))
    free = [(j, k) for v, (j, k) in pairs if v not in driven]
    fed = [(j, k) for v, (j, k) in pairs if v in driven]
    stubs = sum(k for _, k in fed)
    y = mpmath.mpf(1)
    if stubs:
        y = least_fixed_point(mpmath, lambda y: sum(k * y**j for j, k in free) / total)
    giant = sum(j * k for _, (j, k) in pairs) > m
    x = mpmath.mpf(1)
    if giant:
        x = least_fixed_point(mpmath, lambda x: sum(j * x**k for _, (j, k) in pairs) / total)
    alone = sum(j * y ** (j - 1) for j, _ in free if j) / total
    slope = sum(j * k * x ** (k - 1) for _, (j, k) in pairs if k) / total
    is_reached = {v: mpmath.mpf(1) if v in driven else 1 - y**j for v, (j, _) in pairs}
    few = stubs / (1 - slope) if giant else 0
    ends = sum(j for _, (j, k) in pairs if k == 0) / total
    sends = 1 - ends / x if x else 0
    return {
        "synapses": m,
        "driven": len(driven),
        "heard": 1 - y,
        "alone": alone,
        "reached": sum(is_reached.values()),
        "breaking": sum(is_reached[v] * (1 - (1 - alone) ** k) for v, (_, k) in pairs),
        "dies": x**stubs if giant else 0,
        "few": few,
        "few_sending": sum(k > 0 for _, k in fed) + few * sends if giant else 0,
        "one_neuron": sum((1 - x**k) * x ** (stubs - k) for _, k in fed) if giant else 0,
        "one_synapse": stubs * (1 - x) * x ** (stubs - 1) if giant and stubs else 0,
        "small": x,
        "slope": slope,
    }
