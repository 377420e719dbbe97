"""Draw a random graph of any ensemble: its synapses as two arrays, `pre` and `post`."""

import numpy as np
import numpy.typing as npt

from netbounds.domains import check
from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    Ensemble,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
    RandomInDegree,
    TwoType,
)

Index = npt.NDArray[np.int32]
_BITMAP_PLACES = 1 << 24  # a bitmap of more places than this costs more than sorting the draws


def draw_graph(ensemble: Ensemble, rng: np.random.Generator) -> tuple[Index, Index]:
    """One graph of the ensemble.

    Parameters
    ----------
    ensemble
        What the graph is.
    rng
        Source of randomness.

    Returns
    -------
    pre, post
        Sender and receiver of each synapse (int32), in no particular order. Self loops occur
        where the ensemble has them; `Configuration` may also repeat a synapse.

    Raises
    ------
    DomainError
        If `ensemble` is not a record of `netbounds.ensembles`.

    Examples
    --------
    >>> pre, post = draw_graph(FixedInDegree(5, 2), np.random.default_rng(0))
    >>> np.bincount(post).tolist()
    [2, 2, 2, 2, 2]
    """
    check("draw_graph", "ensemble", ensemble, Ensemble)
    match ensemble:
        case Bernoulli():
            return _bernoulli(ensemble, rng)
        case FixedEdges():
            n = ensemble.n
            if not ensemble.self_loops:
                return _without_loops(n, ensemble.m, rng)
            cells = _cells(n * n, ensemble.m, rng)
            return _split(cells, n)
        case FixedInDegree():
            return _chosen_partners(ensemble.n, ensemble.k, rng)
        case RandomInDegree():
            return _random_numbers_of_partners(ensemble, rng)
        case FixedOutDegree():
            post, pre = _chosen_partners(ensemble.n, ensemble.k, rng)
            return pre, post
        case Configuration():
            pre = np.repeat(np.arange(ensemble.n, dtype=np.int32), ensemble.out_degrees)
            post = np.repeat(np.arange(ensemble.n, dtype=np.int32), ensemble.in_degrees)
            rng.shuffle(post)
            return pre, post
        case TwoType():
            return _two_type(ensemble, rng)


def _bernoulli(ensemble: Bernoulli, rng: np.random.Generator) -> tuple[Index, Index]:
    n = ensemble.n
    return _without_loops(n, int(rng.binomial(n * (n - 1), float(ensemble.p))), rng)


def _without_loops(n: int, m: int, rng: np.random.Generator) -> tuple[Index, Index]:
    """M synapses on distinct ordered pairs of different neurons."""
    if n == 1:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    cells = _cells(n * (n - 1), m, rng)
    pre, post = np.divmod(cells, n - 1)
    post += post >= pre  # skip the diagonal
    return pre.astype(np.int32), post.astype(np.int32)


def _split(cells: npt.NDArray[np.int64], n: int) -> tuple[Index, Index]:
    pre, post = np.divmod(cells, n)
    return pre.astype(np.int32), post.astype(np.int32)


def _cells(places: int, count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    if places <= _BITMAP_PLACES or count > places // 8:
        from netbounds.simulate._kernels_random_graphs import distinct_cells

        found: npt.NDArray[np.int64] = distinct_cells(places, count, rng)
        return found
    # the first `count` different values of an endless sequence of draws, found by sorting
    cells = np.empty(0, dtype=np.int64)
    while cells.size < count:
        more = rng.integers(places, size=count - cells.size)
        cells = np.unique(np.concatenate((cells, more)))
    return cells


def _chosen_partners(n: int, k: int, rng: np.random.Generator) -> tuple[Index, Index]:
    """Partners of each neuron, and the neuron that chose them."""
    from netbounds.simulate._kernels_random_graphs import partners

    return partners(n, k, rng), np.repeat(np.arange(n, dtype=np.int32), k)


def _random_numbers_of_partners(
    ensemble: RandomInDegree, rng: np.random.Generator
) -> tuple[Index, Index]:
    from netbounds.simulate._kernels_random_graphs import partners_of_each

    n, weights = ensemble.n, np.array(ensemble.probabilities, dtype=float)
    numbers = rng.choice(n, size=n, p=weights / weights.sum())
    return partners_of_each(numbers, rng), np.repeat(np.arange(n, dtype=np.int32), numbers)


def _two_type(ensemble: TwoType, rng: np.random.Generator) -> tuple[Index, Index]:
    """Excitatory neurons come first; each of the four blocks is drawn on its own."""
    starts = (0, ensemble.n[0])
    pre_parts, post_parts = [], []
    for a in (0, 1):
        for b in (0, 1):
            senders, receivers, p = ensemble.n[a], ensemble.n[b], float(ensemble.p[a][b])
            if a == b:
                pairs = senders * (senders - 1)
                pre, post = _without_loops(max(senders, 1), int(rng.binomial(pairs, p)), rng)
            else:
                places = senders * receivers
                cells = _cells(places, int(rng.binomial(places, p)), rng)
                pre, post = _split(cells, max(receivers, 1))
            pre_parts.append(pre + np.int32(starts[a]))
            post_parts.append(post + np.int32(starts[b]))
    return np.concatenate(pre_parts), np.concatenate(post_parts)
