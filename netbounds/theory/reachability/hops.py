"""How many synapses the signal needs: the law of the hop layers."""

import math
from typing import TYPE_CHECKING, Annotated, Any

from netbounds.domains import Examples
from netbounds.ensembles import Bernoulli, Drive, FixedInDegree, RandomInDegree
from netbounds.law import Kind, Source, law
from netbounds.theory.reachability._balls import number, until_sharp
from netbounds.theory.reachability._drive import drive_fraction, named_and_fraction
from netbounds.theory.reachability._typing import FloatArray
from netbounds.theory.reachability.chain import hit_and_miss, silent_choices

if TYPE_CHECKING:
    import flint

Layered = Annotated[
    Bernoulli | FixedInDegree | RandomInDegree,
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
            RandomInDegree((0.1, 0.2, 0.0, 0.7)),
            RandomInDegree((0.0, 0.5, 0.25, 0.25, *(0.0,) * 10)),
        )
    ),
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
    :math:`q^j`, or :math:`\binom{n-1-j}{K}/\binom{n-1}{K}` for fixed in-degree K (random
    in-degree: its mean over K).

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


def _layers(where: str, ensemble: Layered, drive: Drive) -> tuple[FloatArray, FloatArray]:
    from netbounds.theory.reachability._kernels_chain import layers

    seeds, fraction = named_and_fraction(where, ensemble.n, drive)
    mean, done = layers(ensemble.n, seeds, fraction, *hit_and_miss(ensemble))
    return mean, done


@hop_profile.enclosure
def _(ensemble: Layered, drive: Drive) -> "list[flint.arb]":
    return until_sharp(lambda: _layers_in_balls(ensemble, drive)[0])


@completion_time_distribution.enclosure
def _(ensemble: Layered, drive: Drive) -> "list[flint.arb]":
    return until_sharp(lambda: _layers_in_balls(ensemble, drive)[1])


def _layers_in_balls(ensemble: Layered, drive: Drive) -> tuple[list[Any], list[Any]]:
    from flint import arb, fmpq

    n, (seeds, _) = ensemble.n, named_and_fraction("hop_profile", ensemble.n, drive)
    driven = arb(number(drive_fraction(drive)))
    if isinstance(ensemble, Bernoulli):
        q = 1 - arb(number(ensemble.p))
        miss = [[q ** (b - a) if b >= a else q * 0 for b in range(n + 1)] for a in range(n + 1)]
    else:
        silent = silent_choices(ensemble)
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
