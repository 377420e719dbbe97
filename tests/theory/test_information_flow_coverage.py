"""Coverage, bow-tie, augmentation, bottlenecks and controllability against brute force."""

import itertools

import numpy as np
import pytest
from support.small_graphs import WORKED, adjacency, random_graphs, reach_matrix, reached_from

from netbounds.domains import DomainError
from netbounds.graph import Graph
from netbounds.theory.information_flow import (
    bottlenecks,
    bow_tie,
    controllability,
    coverage,
    synapses_to_reach_all,
    synapses_to_strongly_connect,
)


def with_arcs(graph, arcs):
    matrix = adjacency(graph)
    matrix[arcs[:, 0], arcs[:, 1]] = True
    return matrix


def test_worked_example_of_eight_neurons():
    found = coverage(WORKED, [0])
    assert found.hops.tolist() == [0, 1, 2, 3, 4, 2, 3, -1]
    assert np.flatnonzero(~found.reached).tolist() == [7]
    assert sorted(part.tolist() for part in found.source_components) == [[0, 1, 2], [7]]
    assert [part.tolist() for part in found.sink_components] == [[6]]
    assert found.drive_needed == 2
    assert found.extra_drive.tolist() == [7]
    assert len(synapses_to_strongly_connect(WORKED)) == 2
    assert synapses_to_reach_all(WORKED, [0]).tolist() == [[0, 7]]
    cut = bottlenecks(WORKED, [0])
    assert cut.immediate_dominator.tolist() == [-1, 0, 1, 2, 3, 1, 5, -2]
    assert cut.silenced_by_neuron.tolist() == [6, 5, 2, 1, 0, 1, 0, 0]
    assert controllability(WORKED).signals == 2


def test_names_may_be_given_for_neurons():
    graph = Graph(pre=[0, 1], post=[1, 2], names=["eye", "brain", "muscle"])
    assert coverage(graph, ["brain"]).reached.tolist() == [False, True, True]


def test_extra_drive_is_a_least_set_that_reaches_everybody():
    for graph, drive, _ in random_graphs(250, most=6, seed=10):
        found = coverage(graph, drive)
        reach = reach_matrix(adjacency(graph))
        assert (found.reached == reach[drive].any(axis=0)).all()
        assert reach[[*drive, *found.extra_drive]].any(axis=0).all()
        least = next(
            k
            for k in range(graph.n + 1)
            for extra in itertools.combinations(range(graph.n), k)
            if reach[[*drive, *extra]].any(axis=0).all()
        )
        assert len(found.extra_drive) == least
        anywhere = next(
            k
            for k in range(1, graph.n + 1)
            for chosen in itertools.combinations(range(graph.n), k)
            if reach[list(chosen)].any(axis=0).all()
        )
        assert found.drive_needed == anywhere


def test_added_synapses_reach_all_and_no_fewer_do():
    for graph, drive, _ in random_graphs(250, most=7, seed=11):
        arcs = synapses_to_reach_all(graph, drive)
        assert reached_from(with_arcs(graph, arcs), drive).all()
        assert len(arcs) == len(coverage(graph, drive).extra_drive)


def test_added_synapses_connect_strongly_and_the_number_is_the_lower_bound():
    """Every source must be entered and every sink left, so the larger number is needed."""
    for graph, _, _ in random_graphs(400, most=9, seed=12):
        arcs = synapses_to_strongly_connect(graph)
        assert reach_matrix(with_arcs(graph, arcs)).all()
        reach = reach_matrix(adjacency(graph))
        if reach.all():
            assert len(arcs) == 0
            continue
        together = reach & reach.T
        sources = {
            row.tobytes() for row, up in zip(together, reach.T, strict=True) if (up == row).all()
        }
        sinks = {
            row.tobytes() for row, down in zip(together, reach, strict=True) if (down == row).all()
        }
        assert len(arcs) == max(len(sources), len(sinks))


def test_fewest_strengthening_synapses_by_exhaustive_search():
    for graph, _, _ in random_graphs(60, most=4, seed=13):
        found = len(synapses_to_strongly_connect(graph))
        pairs = list(itertools.permutations(range(graph.n), 2))
        for fewer in itertools.combinations(pairs, max(found - 1, 0)):
            if found and len(fewer):
                assert not reach_matrix(with_arcs(graph, np.array(fewer))).all()
        assert found or reach_matrix(adjacency(graph)).all()


def test_larger_sparse_graphs_become_strong():
    rng = np.random.default_rng(14)
    for mean_degree in (0.3, 1, 2):
        n = 3000
        m = int(n * mean_degree)
        graph = Graph(pre=rng.integers(0, n, m), post=rng.integers(0, n, m), n=n)
        arcs = synapses_to_strongly_connect(graph)
        joined = Graph(
            pre=np.concatenate([graph.pre, arcs[:, 0]]),
            post=np.concatenate([graph.post, arcs[:, 1]]),
            n=n,
        )
        found = coverage(joined, [0])
        assert found.reached.all()
        assert len(found.source_components) == len(found.sink_components) == 1


def test_bow_tie_parts_are_what_paths_say():
    for graph, _, _ in random_graphs(250, most=9, seed=15):
        tie = bow_tie(graph)
        reach = reach_matrix(adjacency(graph))
        core = np.flatnonzero(tie.core)
        together = reach & reach.T
        assert len(core) == together.sum(axis=1).max()
        assert (together[core[0]] == tie.core).all()
        down, up = reach[core[0]], reach[:, core[0]]
        assert (tie.downstream == (down & ~up)).all()
        assert (tie.upstream == (up & ~down)).all()
        outside = ~(down | up)
        hangs = outside & reach[tie.upstream].any(axis=0)
        feeds = outside & reach[:, tie.downstream].any(axis=1)
        assert (tie.tubes == (hangs & feeds)).all()
        assert (tie.tendrils == (hangs ^ feeds)).all()
        every = [tie.core, tie.upstream, tie.downstream, tie.tubes, tie.tendrils, tie.apart]
        assert (np.sum(every, axis=0) == 1).all()


def rank_modulo_prime(rows, prime=2_147_483_629):
    matrix = [[int(x) % prime for x in row] for row in rows]
    rank = 0
    for column in range(len(matrix[0])):
        pivot = next((r for r in range(rank, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        inverse = pow(matrix[rank][column], -1, prime)
        for r in range(rank + 1, len(matrix)):
            factor = matrix[r][column] * inverse % prime
            if factor:
                matrix[r] = [
                    (a - factor * b) % prime for a, b in zip(matrix[r], matrix[rank], strict=True)
                ]
        rank += 1
    return rank


def is_controllable(matrix, columns, rng, leaks=None):
    """Kalman's rank condition over a large prime field with random weights on the synapses."""
    prime = 2_147_483_629
    n = len(matrix)
    weights = rng.integers(1, prime, (n, n)).astype(object) * matrix.T.astype(int)
    if leaks is not None:
        weights = weights + np.diag(leaks.astype(object))
    block = columns
    blocks = [block]
    for _ in range(n - 1):
        block = weights.dot(block) % prime
        blocks.append(block)
    return rank_modulo_prime(np.hstack(blocks).tolist()) == n


def test_numbers_of_signals_and_of_dedicated_drivers_equal_kalman_rank():
    rng = np.random.default_rng(16)
    for graph, _, _ in random_graphs(200, most=5, seed=17):
        matrix, n = adjacency(graph), graph.n
        found = controllability(graph)
        signals = next(
            k
            for k in range(1, n + 1)
            if is_controllable(matrix, rng.integers(1, 2**31, (n, k)).astype(object), rng)
        )
        assert found.signals == signals
        assert len(found.drivers) == signals
        identity = np.eye(n, dtype=int).astype(object)
        assert is_controllable(matrix, identity[:, found.dedicated_drivers], rng)
        assert found.dedicated == len(found.dedicated_drivers)
        for fewer in itertools.combinations(range(n), found.dedicated - 1):
            if fewer:
                assert not is_controllable(matrix, identity[:, list(fewer)], rng)


def test_own_leak_rates_leave_reachability_as_the_only_demand():
    rng = np.random.default_rng(18)
    for graph, _, _ in random_graphs(80, most=5, seed=19):
        found = controllability(graph, "heterogeneous")
        assert found.signals == 1
        assert found.dedicated == coverage(graph, [0]).drive_needed
        leaks = rng.integers(1, 2**31, graph.n)
        column = np.zeros((graph.n, 1), object)
        column[found.dedicated_drivers, 0] = 1 + np.arange(found.dedicated)
        assert is_controllable(adjacency(graph), column, rng, leaks)


def test_identical_leak_changes_nothing():
    assert controllability(WORKED, "none").signals == controllability(WORKED, "identical").signals


def test_bad_drive_and_unknown_dynamics_are_refused():
    for function in (coverage, synapses_to_reach_all, bottlenecks):
        with pytest.raises(DomainError, match="drive must name at least one neuron"):
            function(WORKED, [])
        with pytest.raises(DomainError):
            function(WORKED, [8])
    with pytest.raises(DomainError, match="self_dynamics must be one of 'none', 'identical'"):
        controllability(WORKED, "some")
