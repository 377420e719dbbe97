"""Laws of large random graphs near a drive against drawn ones, and what would have refuted each."""

import numpy as np

from netbounds.claim import Claim, grid, mean
from netbounds.ensembles import Bernoulli, Configuration
from netbounds.graph import Graph
from netbounds.simulate.random_graphs import draw_graph
from netbounds.theory import information_flow as theory
from netbounds.theory.reachability import giant_out_fraction

# degrees of ten neurons, repeated; half of all neurons have one input
RECEIVED = (0, 1, 1, 1, 1, 1, 2, 3, 4, 6)
SENT = (1, 3, 2, 3, 2, 1, 2, 1, 3, 2)


def given(n: int) -> Configuration:
    """Unequal degrees for n neurons."""
    return Configuration(RECEIVED * (n // 10), SENT * (n // 10))


def independent(n: int, mean_degree: float) -> Bernoulli:
    """Independent synapses."""
    return Bernoulli(n, mean_degree / (n - 1))


def drawn(ensemble: Bernoulli | Configuration, rng: np.random.Generator) -> Graph:
    """One graph; double synapses count once."""
    pre, post = draw_graph(ensemble, rng)
    return Graph(pre=pre, post=post, n=ensemble.n)


def reached(n: int, driven: int) -> float:
    """Neurons reached at given degrees."""
    return theory.reached_in_large_graph(given(n), tuple(range(driven)))


def reached_alike(n: int, driven: int) -> float:
    """Rival: as if all synapses were independent."""
    return theory.reached_in_large_graph(independent(n, 2), tuple(range(driven)))


def sample_reached(n: int, driven: int, rng: np.random.Generator) -> int:
    """Neurons reached in one graph."""
    found = theory.coverage(drawn(given(n), rng), range(driven))
    return int(np.count_nonzero(found.reached))


def failing_synapses(n: int, driven: int) -> float:
    """Synapses whose loss silences somebody, at given degrees."""
    return theory.bottleneck_synapses_in_large_graph(given(n), tuple(range(driven)))


def only_inputs(n: int, driven: int) -> float:
    """Rival: the only inputs of undriven neurons."""
    return float(sum(received == 1 for received in given(n).in_degrees[driven:]))


def sample_failing_synapses(n: int, driven: int, rng: np.random.Generator) -> int:
    """The same in one graph, by its dominator tree."""
    found = theory.bottlenecks(drawn(given(n), rng), range(driven))
    return int(np.count_nonzero(found.silenced_by_synapse))


def failing_neurons(n: int, driven: int) -> float:
    """Neurons whose loss silences others, at given degrees."""
    return theory.bottleneck_neurons_in_large_graph(given(n), tuple(range(driven)))


def sample_failing_neurons(n: int, driven: int, rng: np.random.Generator) -> int:
    """The same in one graph."""
    found = theory.bottlenecks(drawn(given(n), rng), range(driven))
    return int(np.count_nonzero(found.silenced_by_neuron))


def failing_share(n: int, driven: int, mean_degree: float) -> float:
    """Share of neurons whose loss silences others, with independent synapses."""
    drive = tuple(range(driven))
    return theory.bottleneck_neurons_in_large_graph(independent(n, mean_degree), drive) / n


def one_each(n: int, driven: int, mean_degree: float) -> float:
    """Rival: every such synapse comes from a neuron of its own."""
    drive = tuple(range(driven))
    return theory.bottleneck_synapses_in_large_graph(independent(n, mean_degree), drive) / n


def sample_failing_share(
    n: int, driven: int, mean_degree: float, rng: np.random.Generator
) -> float:
    """The same in one graph."""
    found = theory.bottlenecks(drawn(independent(n, mean_degree), rng), range(driven))
    return float(np.mean(found.silenced_by_neuron > 0))


def extra_inputs(n: int, driven: int) -> float:
    """Inputs needed in addition, at given degrees."""
    return theory.sources_in_large_graph(given(n), tuple(range(driven)))


def deaf(n: int, driven: int) -> float:
    """Rival: only undriven neurons that receive nothing."""
    return float(sum(received == 0 for received in given(n).in_degrees[driven:]))


def sample_extra_inputs(n: int, driven: int, rng: np.random.Generator) -> int:
    """The same in one graph."""
    return len(theory.coverage(drawn(given(n), rng), range(driven)).extra_drive)


def core(n: int) -> float:
    """Neurons in the giant strong component at given degrees."""
    return theory.bow_tie_in_large_graph(given(n))[0]


def core_alike(n: int) -> float:
    """Rival: as if all synapses were independent."""
    return n * giant_out_fraction(2.0) ** 2


def sample_core(n: int, rng: np.random.Generator) -> int:
    """The same in one graph."""
    return int(np.count_nonzero(theory.bow_tie(drawn(given(n), rng)).core))


def dedicated(n: int) -> float:
    """Signals that go to one neuron each, at given degrees."""
    return theory.dedicated_signals_in_large_graph(given(n))


def enter_everybody(n: int) -> float:
    """Rival: as many as reach everybody."""
    return theory.sources_in_large_graph(given(n), ())


def sample_dedicated(n: int, rng: np.random.Generator) -> int:
    """The same in one graph, by matching."""
    return theory.controllability(drawn(given(n), rng)).dedicated


QUICK = grid(n=[1000], driven=[50])
MORE = (*grid(n=[10_000], driven=[500]), *grid(n=[1000], driven=[1]))

FEW_CYCLES = "short cycles and double synapses are as many at every n; seen at n = 400 ... 4000: {}"
REACHED_LESS = FEW_CYCLES.format("1 to 2.5 neurons")
FAILING_LESS = FEW_CYCLES.format("0 to 2")

LARGE_GRAPH_CLAIMS: tuple[Claim, ...] = (
    mean(
        "reached at given degrees",
        law=reached,
        sample=sample_reached,
        rival=reached_alike,
        at=QUICK,
        full=MORE,
        systematic=4.0,
        why=REACHED_LESS,
        trials=64,
        budget=512,
    ),
    mean(
        "synapses that are single points of failure",
        law=failing_synapses,
        sample=sample_failing_synapses,
        rival=only_inputs,
        at=QUICK,
        full=MORE,
        systematic=3.0,
        why=FAILING_LESS,
        trials=64,
        budget=512,
    ),
    mean(
        "neurons that are single points of failure",
        law=failing_neurons,
        sample=sample_failing_neurons,
        rival=failing_synapses,
        at=QUICK,
        full=MORE,
        systematic=3.0,
        why=FAILING_LESS,
        trials=64,
        budget=512,
    ),
    mean(
        "neurons that are single points of failure among independent synapses",
        law=failing_share,
        sample=sample_failing_share,
        rival=one_each,
        at=grid(n=[1000], driven=[50], mean_degree=[0.5, 1, 2, 3, 4]),
        full=grid(n=[4000], driven=[200], mean_degree=[1.5, 2.5]),
        systematic=lambda n: 3.0 / n,
        why=FAILING_LESS,
        trials=64,
        budget=1024,
    ),
    mean(
        "inputs needed beside a drive",
        law=extra_inputs,
        sample=sample_extra_inputs,
        rival=deaf,
        at=grid(n=[400], driven=[20]),
        full=grid(n=[2000], driven=[10]),
        systematic=lambda n: 10 / n,
        why="groups with more synapses than neurons, O(1/n) of them",
        trials=256,
        budget=2048,
    ),
    mean(
        "core at given degrees",
        law=core,
        sample=sample_core,
        rival=core_alike,
        at=grid(n=[1000]),
        full=grid(n=[10_000]),
        systematic=4.0,
        why=REACHED_LESS,
        trials=64,
        budget=512,
    ),
    mean(
        "signals that go to one neuron each",
        law=dedicated,
        sample=sample_dedicated,
        rival=enter_everybody,
        at=grid(n=[1000]),
        full=grid(n=[10_000]),
        systematic=3.0,
        why="larger source components and double synapses, O(1) of them; seen: below 1",
        trials=64,
        budget=512,
    ),
)
