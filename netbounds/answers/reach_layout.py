"""Where neurons stand in the picture of reach: rings around the drive, children near parents."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netbounds.answers.reach_tables import worst

if TYPE_CHECKING:
    from netbounds.answers.reach import Reach

_DOTS = 2500  # a larger graph is shown by a sample
_LABELS = 8


class Layout(NamedTuple):
    """Where neurons stand: shells around the middle, one a hop, all dots equally dense."""

    shells: list[NDArray[np.int64]]  # the neurons that are drawn, by hop; the unreached ones last
    points: NDArray[np.float64]  # of all neurons, (n, 2)
    edges: list[float]  # outer radius of every shell, from 0

    @property
    def shown(self) -> NDArray[np.int64]:
        """Every neuron that is drawn."""
        return np.concatenate(self.shells)


def layout(found: "Reach", parent: NDArray[np.int64]) -> Layout:
    """Place every neuron that is drawn; `parent` is the neuron that each one follows outwards."""
    n, hops = found.neurons, found.coverage.hops
    distances = [*range(found.max_hops + 1), -1]
    shells = [np.flatnonzero(hops == h) for h in distances]
    if n > _DOTS:
        shells = _sample(shells, parent, labelled(found))
    # a parent that is not drawn leaves its children anywhere
    angle, radius = np.random.default_rng(0).uniform(0, 2 * np.pi, n), np.zeros(n)
    middle = shells[0]
    edges = [0.0, max(1.0, float(np.sqrt(1.25 * len(middle))))]
    count = np.arange(len(middle))
    radius[middle] = edges[-1] * np.sqrt((count + 0.5) / len(middle))
    angle[middle] = (count * 2.399963229728653) % (2 * np.pi)  # the golden angle fills a disc
    for shell in shells[1:]:
        if not len(shell):
            continue
        inner = edges[-1] + 1.6  # a free ring between shells
        edges.append(max(float(np.sqrt(inner**2 + 1.25 * len(shell))), inner + 0.8))
        rings = max(1, round((edges[-1] - inner) / 1.1))
        ordered = shell[np.argsort(angle[parent[shell]], kind="stable")]
        apart = max(1.3 / (rings * inner), 0.7 * np.pi / len(shell))
        angle[ordered] = _spread(angle[parent[ordered]], apart)
        ring = np.arange(len(shell)) % rings
        radius[ordered] = inner + (edges[-1] - inner) * (ring + 0.5) / rings
    points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return Layout(shells, points, edges)


def beside(points: NDArray[np.float64], radius: float) -> NDArray[np.float64]:
    """Places left and right of a circle for labels, each near its point, none over another."""
    from scipy.optimize import isotonic_regression

    places = np.column_stack([np.where(points[:, 0] < 0, -radius, radius), points[:, 1]])
    apart = 0.1 * radius
    for side in (points[:, 0] < 0, points[:, 0] >= 0):
        chosen = np.flatnonzero(side)
        chosen = chosen[np.argsort(points[chosen, 1], kind="stable")]
        if len(chosen):
            steps = apart * np.arange(len(chosen))
            height = isotonic_regression(points[chosen, 1] - steps).x + steps
            places[chosen, 1] = height - max(0.0, float(height[-1]) - 0.95 * radius)
    return places


def _sample(
    shells: list[NDArray[np.int64]], parent: NDArray[np.int64], always: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Some neurons of every shell, large shells thinned more, children of those drawn first."""
    rng = np.random.default_rng(0)
    share = np.sqrt([len(shell) for shell in shells])
    drawn = np.zeros(len(parent), np.bool_)
    drawn[always] = True
    sampled = []
    for shell, quota in zip(shells, np.ceil(_DOTS * share / share.sum()), strict=True):
        mixed = rng.permutation(shell)
        first = np.argsort(~drawn[mixed] * 2 - drawn[parent[mixed]], kind="stable")
        chosen = mixed[first[: int(quota)]]
        drawn[chosen] = True
        sampled.append(chosen)
    return sampled


def _spread(wanted: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    """Ascending angles as near as possible to the wanted ones, neighbours `apart`.

    Least squares under that constraint is isotonic regression, on a circle that is cut where it
    is emptiest; a full circle is divided evenly and turned.
    """
    from scipy.optimize import isotonic_regression

    size = len(wanted)
    gaps = np.diff(wanted, append=wanted[0] + 2 * np.pi)
    cut = int(np.argmax(gaps)) + 1
    unrolled = np.concatenate([wanted[cut:], wanted[:cut] + 2 * np.pi])
    steps = apart * np.arange(size)
    spread = isotonic_regression(unrolled - steps).x + steps
    if spread[-1] - spread[0] > 2 * np.pi - apart:
        even = 2 * np.pi * np.arange(size) / size
        turn = np.angle(np.mean(np.exp(1j * (unrolled - even))))
        spread = even + turn
    found: NDArray[np.float64] = np.roll(spread, cut) % (2 * np.pi)
    return found


def parents(found: "Reach") -> NDArray[np.int64]:
    """For every reached neuron one sender that is a hop nearer to the drive; itself if driven."""
    graph, hops = found.graph, found.coverage.hops
    parent = np.arange(graph.n)
    nearer = (hops[graph.pre] >= 0) & (hops[graph.post] == hops[graph.pre] + 1)
    parent[graph.post[nearer]] = graph.pre[nearer]
    if found.bottlenecks is not None:  # the only way, where there is only one
        dominator = found.bottlenecks.immediate_dominator
        only = (dominator >= 0) & (hops[dominator] == hops - 1)
        parent[only] = dominator[only]
    return parent


def labelled(found: "Reach") -> NDArray[np.int64]:
    """The worst bottlenecks, whose names are written."""
    if found.bottlenecks is None:
        return np.empty(0, dtype=np.int64)
    chosen = worst(found.bottlenecks.silenced_by_neuron)[:_LABELS]
    return np.array(chosen, dtype=np.int64)
