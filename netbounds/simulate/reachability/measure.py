"""One trial each: draw a graph (and a drive), measure one thing."""

from collections.abc import Sequence
from itertools import pairwise
from types import ModuleType

import numpy as np
import numpy.typing as npt

from netbounds.domains import check, refusal
from netbounds.ensembles import Drive, Ensemble, FixedEdges, RandomDrive, Seeds, TwoType
from netbounds.simulate.random_graphs import Index, draw_graph

Count = npt.NDArray[np.int64]
_SYNAPSES_AT_ONCE = 1 << 14  # copies of given graphs stay in the cache
BITSETS_UP_TO = 512  # the matrix of bits fits the nearest cache; a cell number fits 26 random bits


def size(ensemble: Ensemble) -> int:
    """Number of neurons of any ensemble."""
    return sum(ensemble.n) if isinstance(ensemble, TwoType) else ensemble.n


def draw_drive(n: int, drive: Drive, rng: np.random.Generator) -> Index:
    """The driven neurons: the first ones are the named, the others are drawn."""
    check("draw_drive", "drive", drive, Drive)
    seeds = drive.s if isinstance(drive, Seeds) else drive.seeds
    if seeds > n:
        raise refusal("draw_drive", "drive", f"name at most the {n} neurons", f"{seeds}")
    driven = np.arange(n) < seeds
    if isinstance(drive, RandomDrive):
        driven |= rng.random(n) < float(drive.fraction)
    return np.flatnonzero(driven).astype(np.int32)


def hop_layers(ensemble: Ensemble, drive: Drive, rng: np.random.Generator) -> Count:
    """Neurons first reached after t synapses, t = 0 ... n - 1 (zeros at the end)."""
    from netbounds.simulate._kernels_components import hops

    n = size(ensemble)
    hop = hops(*_rows(ensemble, rng), draw_drive(n, drive, rng))
    return np.bincount(hop[hop >= 0], minlength=n)


def reached(ensemble: Ensemble, drive: Drive, rng: np.random.Generator) -> int:
    """Number of neurons that the drive reaches, itself included."""
    return int(hop_layers(ensemble, drive, rng).sum())


def all_reached(ensemble: Ensemble, drive: Drive, rng: np.random.Generator) -> bool:
    """Whether the drive reaches every neuron."""
    return reached(ensemble, drive, rng) == size(ensemble)


def everybody_receives(ensemble: Ensemble, rng: np.random.Generator) -> bool:
    """Whether every neuron receives a synapse from another neuron."""
    pre, post = draw_graph(ensemble, rng)
    return bool(np.all(np.bincount(post[pre != post], minlength=size(ensemble)) > 0))


def largest_component(ensemble: Ensemble, rng: np.random.Generator) -> int:
    """Size of the largest strong component; a lone neuron is one."""
    return int(np.bincount(_components(ensemble, rng)[2]).max())


def strongly_connected(ensemble: Ensemble, rng: np.random.Generator) -> bool:
    """Whether every neuron reaches every other."""
    return largest_component(ensemble, rng) == size(ensemble)


def accuracy(ensemble: Ensemble, rng: np.random.Generator) -> float:
    """Accuracy 1/2 + (L/n)^3/2 of a network that classifies with its largest strong component."""
    return 0.5 + 0.5 * (largest_component(ensemble, rng) / size(ensemble)) ** 3


def completion_time(ensemble: Ensemble, drive: Drive, rng: np.random.Generator) -> int:
    """Synapses after which the last neuron is reached; n if one never is."""
    layers = hop_layers(ensemble, drive, rng)
    n = size(ensemble)
    return int(np.flatnonzero(layers)[-1]) if layers.sum() == n else n


def one_input_suffices(ensemble: Ensemble, rng: np.random.Generator) -> bool:
    """Whether some neuron reaches all others."""
    return source_components(ensemble, rng) == 1


def two_type_all_reached(
    ensemble: TwoType, excitatory_seeds: int, inhibitory_seeds: int, rng: np.random.Generator
) -> bool:
    """Whether the first neurons of each kind together reach every neuron."""
    from netbounds.simulate._kernels_components import hops

    first = np.arange(excitatory_seeds), ensemble.n[0] + np.arange(inhibitory_seeds)
    driven = np.concatenate(first).astype(np.int32)
    return bool(np.all(hops(*_rows(ensemble, rng), driven) >= 0))


def both_kinds_received(ensemble: TwoType, rng: np.random.Generator) -> bool:
    """Whether every neuron receives from an excitatory and from an inhibitory neuron."""
    pre, post = draw_graph(ensemble, rng)
    heard = np.zeros((2, size(ensemble)), dtype=bool)
    heard[(pre >= ensemble.n[0]).astype(np.intp), post] = True
    return bool(heard.all())


def source_components(ensemble: Ensemble, rng: np.random.Generator) -> int:
    """Strong components that no other one feeds: inputs needed to reach everybody."""
    pre, post, component = _components(ensemble, rng)
    fed = component[post[component[pre] != component[post]]]
    return int(component.max()) + 1 - np.unique(fed).size


def bow_tie(ensemble: Ensemble, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Fractions in the largest strong component, upstream of it, downstream, and the rest."""
    from netbounds.simulate._kernels_components import hops, successors

    n = size(ensemble)
    pre, post, component = _components(ensemble, rng)
    inside = component == np.bincount(component).argmax()
    members = np.flatnonzero(inside).astype(np.int32)
    below = (hops(*successors(n, pre, post), members) >= 0) & ~inside
    above = (hops(*successors(n, post, pre), members) >= 0) & ~inside
    parts = np.array([inside.sum(), above.sum(), below.sum()]) / n
    return np.append(parts, 1 - parts.sum())


def largest_component_sizes(ensemble: FixedEdges, graphs: int, rng: np.random.Generator) -> Count:
    """Largest strong component of many graphs D(n, m) at once, drawn and measured compiled."""
    n, m, loops = ensemble.n, ensemble.m, ensemble.self_loops
    sizes: Count = _kernels(n).largest_components(n, m, loops, graphs, rng)
    return sizes


def component_sizes_of(n: int, graphs: Sequence[tuple[Index, Index]]) -> Count:
    """Largest strong component of each of many graphs of n neurons, given by their synapses."""
    batch = np.cumsum([pre.size for pre, _ in graphs], dtype=np.int64) // _SYNAPSES_AT_ONCE
    cuts = np.flatnonzero(np.diff(batch, prepend=-1, append=-1)).tolist()
    parts = [_sizes_of_batch(n, graphs[a:b]) for a, b in pairwise(cuts)]
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _sizes_of_batch(n: int, graphs: Sequence[tuple[Index, Index]]) -> Count:
    ends = np.cumsum([0] + [pre.size for pre, _ in graphs])
    pre, post = (
        np.concatenate([graph[side] for graph in graphs], dtype=np.int32) for side in (0, 1)
    )
    for neurons in (pre, post):
        if neurons.view(np.uint32).max(initial=0) >= n:  # a negative number is a large one here
            rule = f"name neurons 0 ... {n - 1} only"
            found = f"{neurons.min()} ... {neurons.max()}"
            raise refusal("component_sizes_of", "graphs", rule, found)
    sizes: Count = _kernels(n).largest_of_many(n, ends, pre, post)
    return sizes


def _kernels(n: int) -> ModuleType:
    """Sets of bits for small graphs, lists of synapses for the others."""
    if n <= BITSETS_UP_TO:
        from netbounds.simulate import _kernels_bitsets

        return _kernels_bitsets
    from netbounds.simulate import _kernels_components

    return _kernels_components


def _rows(ensemble: Ensemble, rng: np.random.Generator) -> tuple[Index, Index]:
    from netbounds.simulate._kernels_components import successors

    rows: tuple[Index, Index] = successors(size(ensemble), *draw_graph(ensemble, rng))
    return rows


def _components(ensemble: Ensemble, rng: np.random.Generator) -> tuple[Index, Index, Index]:
    from netbounds.graph._kernels_components import tarjan
    from netbounds.simulate._kernels_components import successors

    pre, post = draw_graph(ensemble, rng)
    return pre, post, tarjan(*successors(size(ensemble), pre, post))
