"""The connectomes are the published ones: numbers of the papers and known answers about reach."""

import networkx as nx
import numpy as np
import pytest

from netbounds.datasets import celegans, drosophila_larva
from netbounds.domains import DomainError
from netbounds.graph import hops, strong_components


def largest(labels):
    return int(np.bincount(labels).max())


def test_worm_has_the_published_numbers():
    worm = celegans()
    assert (worm.n, worm.synapses, worm.duplicates, worm.zeros) == (280, 2194, 0, 0)
    assert worm.weight.sum() == 6394
    assert largest(strong_components(worm)) == 237
    gap = celegans("gap")
    assert (gap.synapses, np.count_nonzero(gap.pre == gap.post)) == (1031, 3)
    sizes = sorted(map(len, nx.weakly_connected_components(gap.to_networkx())), reverse=True)
    assert sizes[:3] == [248, 3, 2]
    both = celegans("both")
    assert largest(strong_components(both)) == 274
    assert both.weight.sum() == worm.weight.sum() + gap.weight.sum()
    assert both.names == worm.names


def test_sensory_neurons_of_the_worm_reach_all_but_three_within_three_synapses():
    worm = celegans()
    sensory = [
        name for name, kind in zip(worm.names, worm.classes, strict=True) if kind == "sensory"
    ]
    assert len(sensory) == 83
    steps = hops(worm, sensory)
    assert np.count_nonzero(steps >= 0) == 277
    assert {worm.name(i) for i in np.flatnonzero(steps < 0)} == {"VC6", "AINL", "DVB"}
    assert steps.max() == 3


def test_projection_neurons_of_the_larva_reach_208_of_209():
    larva = drosophila_larva()
    assert (larva.n, larva.synapses, larva.weight.sum()) == (209, 7425, 25322)
    projection = np.flatnonzero(np.array(larva.classes) == "P")
    assert np.count_nonzero(hops(larva, projection) >= 0) == 208


def test_unknown_kind_of_synapse_is_refused():
    with pytest.raises(DomainError, match="synapses must be one of 'chemical', 'gap', 'both'"):
        celegans("electrical")
