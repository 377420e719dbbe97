"""How many synapses the signal needs: the law of the hop layers."""

import math
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge

from netbounds.domains import Examples, MeanDegree, Symbol, Typical
from netbounds.ensembles import Bernoulli, Drive, FixedInDegree
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.reachability._balls import number, until_settled, until_sharp
from netbounds.theory.reachability._drive import drive_fraction, named_and_fraction
from netbounds.theory.reachability._typing import FloatArray
from netbounds.theory.reachability.chain import hit_and_miss

if TYPE_CHECKING:
    import flint
    import mpmath

Hops = Annotated[int, Ge(0), Symbol("t", "number of synapses passed"), Typical(0, 6)]
Layered = Annotated[
    Bernoulli | FixedInDegree,
    # the balls of sixty neurons take seconds: property tests draw from these
    Examples(
        (
            Bernoulli(1, 0.5),
            Bernoulli(12, 0.8),
            Bernoulli(25, 0.07),
            Bernoulli(15, 1e-12),
            Bernoulli(15, 1 - 1e-12),
            FixedInDegree(24, 11),
            FixedInDegree(20, 1),
            FixedInDegree(9, 8),
            FixedInDegree(5, 0),
        )
    ),
]
SmallFraction = Annotated[
    float, Ge(0), Symbol(r"\delta", "probability that a neuron is driven"), Typical(0.001, 0.9)
]


@law(
    kind=Kind.EXACT,
    source=Source("newman2001", "breadth-first layers of a random graph, at finite size"),
    valid="any n >= 1, any drive",
    formula=r"Z_{t+1} \sim \mathrm{Binomial}\Bigl(n - R_t,\ "
    r"1 - \frac{\varphi(R_t)}{\varphi(R_{t-1})}\Bigr)",
)
def hop_profile(ensemble: Layered, drive: Drive) -> FloatArray:
    r"""Number of neurons that the signal first reaches after t synapses, on average.

    Of the neurons not yet reached, each has no partner among the :math:`R_{t-1}` reached earlier,
    and finds one among the newest :math:`R_t - R_{t-1}` with the same probability, independently:

    .. math:: Z_{t+1} \sim \mathrm{Binomial}\Bigl(n - R_t,\
        1 - \frac{\varphi(R_t)}{\varphi(R_{t-1})}\Bigr), \qquad R_t = Z_0 + \dots + Z_t

    where :math:`\varphi(j)` is the chance to have no partner among j given neurons:
    :math:`q^j`, or :math:`\binom{n-1-j}{K}/\binom{n-1}{K}` for fixed in-degree K.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; they are :math:`Z_0`.

    Returns
    -------
    ndarray
        Shape (n,): E[Z_t], t = 0 ... n - 1, neurons. Relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or for any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n^3) for each of the hops that matter. Source: Newman, Strogatz and
    Watts (2001) for layers; the chain is elementary.

    Examples
    --------
    >>> from netbounds.ensembles import Seeds
    >>> hop_profile(Bernoulli(30, 0.08), Seeds(2))[1:5].round(4).tolist()
    [4.3008, 6.7264, 6.3703, 3.7592]
    """
    return _layers("hop_profile", ensemble, drive)[0]


@law(
    kind=Kind.EXACT,
    source=Source("newman2001", "breadth-first layers of a random graph, at finite size"),
    valid="any n >= 1, any drive",
    formula=r"\Pr(R_t = n,\ R_{t-1} < n)",
)
def completion_time_distribution(ensemble: Layered, drive: Drive) -> FloatArray:
    """Probability that the last neuron is reached after exactly t synapses.

    From the same chain as `hop_profile`. The sum is the probability that all are reached at all.

    Parameters
    ----------
    ensemble
        The random graph.
    drive
        Which neurons are driven; if all are, t is 0.

    Returns
    -------
    ndarray
        Shape (n,): entry t is the probability. Relative error below 1e-12.

    Raises
    ------
    DomainError
        If the drive names more neurons than there are, or for any other ensemble.

    Notes
    -----
    Exact for every n. Cost O(n^3) for each of the hops that matter. Source: see `hop_profile`.

    Examples
    --------
    >>> from netbounds.ensembles import Seeds
    >>> completion_time_distribution(FixedInDegree(4, 3), Seeds(1)).tolist()
    [0.0, 1.0, 0.0, 0.0]
    """
    return _layers("completion_time_distribution", ensemble, drive)[1]


def _layers(
    where: str, ensemble: Bernoulli | FixedInDegree, drive: Drive
) -> tuple[FloatArray, FloatArray]:
    from netbounds.theory.reachability._kernels_chain import layers

    seeds, fraction = named_and_fraction(where, ensemble.n, drive)
    mean, done = layers(ensemble.n, seeds, fraction, *hit_and_miss(ensemble))
    return mean, done


@hop_profile.enclosure
def _(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> "list[flint.arb]":
    return until_sharp(lambda: _layers_in_balls(ensemble, drive)[0])


@completion_time_distribution.enclosure
def _(ensemble: Bernoulli | FixedInDegree, drive: Drive) -> "list[flint.arb]":
    return until_sharp(lambda: _layers_in_balls(ensemble, drive)[1])


def _layers_in_balls(
    ensemble: Bernoulli | FixedInDegree, drive: Drive
) -> tuple[list[Any], list[Any]]:
    from flint import arb, fmpq

    n, (seeds, _) = ensemble.n, named_and_fraction("hop_profile", ensemble.n, drive)
    driven = arb(number(drive_fraction(drive)))
    if isinstance(ensemble, Bernoulli):
        q = 1 - arb(number(ensemble.p))
        miss = [[q ** (b - a) if b >= a else q * 0 for b in range(n + 1)] for a in range(n + 1)]
    else:
        silent = [math.comb(n - 1 - j, ensemble.k) if j < n else 0 for j in range(n + 1)]
        miss = [[arb(fmpq(sb, sa)) if sa else arb(0) for sb in silent] for sa in silent]
    others = n - seeds
    now = {
        (0, seeds + d): math.comb(others, d) * driven**d * (1 - driven) ** (others - d)
        for d in range(others + 1)
    }
    mean, done = [], []
    for _ in range(n):
        mean.append(sum(((b - a) * x for (a, b), x in now.items()), start=arb(0)))
        done.append(sum((x for (a, b), x in now.items() if b == n > a), start=arb(0)))
        after: dict[tuple[int, int], Any] = {}
        for (a, b), x in now.items():
            if a < b < n and not x.is_zero():
                stay = miss[a][b]
                for z in range(1, n - b + 1):
                    chance = math.comb(n - b, z) * (1 - stay) ** z * stay ** (n - b - z)
                    after[b, b + z] = after.get((b, b + z), 0) + x * chance
        now = after
    return mean, done


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "breadth-first layers of a random graph"),
    valid="n -> infinity, fixed in-degree K, driven fraction delta",
    error="relative O(1/n) at fixed t",
    formula=r"x_t = (1-\delta)^{1 + K + \dots + K^t}",
)
def unreached_after(in_degree: Hops, driven_fraction: SmallFraction, hops: Hops) -> float:
    r"""Unreached neurons die out doubly exponentially when every neuron has K >= 2 partners.

    A neuron is unreached after t + 1 synapses if it is not driven and none of its K partners was
    reached after t: :math:`x_{t+1} = (1-\delta) x_t^K`, :math:`x_0 = 1-\delta`. Hence

    .. math:: x_t = (1-\delta)^{1 + K + \dots + K^t}

    with :math:`\delta` the driven fraction.

    Parameters
    ----------
    in_degree
        K, synapses that every neuron receives.
    driven_fraction
        delta, probability that a neuron is driven.
    hops
        t, synapses passed.

    Returns
    -------
    float
        Fraction of the neurons; relative error below 1e-11.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid for n large. Everybody is reached within about
    log_K[1 + (K - 1) ln n / |ln(1 - delta)|] - 1 synapses (`hops_to_reach_all`). Source: Newman,
    Strogatz and Watts (2001) for layers.

    Examples
    --------
    >>> print(f"{1e5 * unreached_after(2, 0.05, 7):.4f}")
    0.2087
    """
    if driven_fraction == 1:
        return 0.0
    power = sum(in_degree**i for i in range(hops + 1))
    return math.exp(power * math.log1p(-driven_fraction))


@unreached_after.reference
def _(in_degree: int, driven_fraction: float, hops: int) -> "mpmath.mpf":
    import mpmath

    def iterate() -> "mpmath.mpf":
        undriven = 1 - mpmath.mpf(driven_fraction)
        unreached = undriven
        for _ in range(hops):
            unreached = undriven * unreached**in_degree
        return unreached

    return until_settled(iterate)


@unreached_after.derivation
def _() -> Derivation:
    import sympy as sp

    degree, delta, hops = sp.symbols("in_degree driven_fraction hops", positive=True)
    t = sp.Symbol("t", integer=True, nonnegative=True)
    power = sp.Function("a")
    recursion = sp.Eq(power(t + 1), 1 + degree * power(t))
    solved = sp.rsolve(recursion.lhs - recursion.rhs, power(t), {power(0): 1})
    closed = sp.simplify(solved)
    result = (1 - delta) ** closed.subs(t, hops)
    return Derivation(
        steps=(
            Step(
                "The unreached obey x(t+1) = (1 - delta) x(t)^K; x(t) = (1 - delta)^a(t) with:",
                recursion,
            ),
            Step("Starting from a(0) = 1 this is solved by:", closed),
            Step("So the unreached fraction is:", result),
        ),
        result=result,
        example={"in_degree": 3, "driven_fraction": 0.05, "hops": 4},
    )


def hops_to_reach_all(n: int, in_degree: float, driven_fraction: float) -> float:
    """Synapses after which less than one neuron is unreached, for fixed in-degree K >= 1.

    >>> round(hops_to_reach_all(100_000, 2, 0.05), 2)
    6.82
    """
    needed = math.log(n) / -math.log1p(-driven_fraction)  # 1 + K + ... + K^t
    if in_degree == 1:
        return needed - 1
    return math.log1p((in_degree - 1) * needed) / math.log(in_degree) - 1


def hops_from_one_seed(n: int, mean_degree: MeanDegree, *, fixed: bool) -> float:
    """Leading hops from one seed to the last neuron; the rest is O(1).

    Independent synapses: ln n / ln K to reach a fraction, and as many again of the order
    ln n / |ln(K(1 - zeta))| for the stragglers. Fixed in-degree: ln n / ln K, then only ln ln n.

    >>> round(hops_from_one_seed(10_000, 3.0, fixed=True), 2)
    10.4
    """
    from netbounds.theory.reachability.giant import giant_out_fraction

    grow = math.log(n) / math.log(mean_degree)
    if fixed:
        return grow + math.log(math.log(n)) / math.log(mean_degree)
    left_out = math.exp(-mean_degree * giant_out_fraction(mean_degree))
    return grow + math.log(n) / -math.log(mean_degree * left_out)
