"""The container: what it keeps, what it refuses, and that it converts without loss."""

import pickle

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from netbounds.domains import DomainError
from netbounds.graph import Graph, from_matrix, from_networkx, to_networkx, to_sparse


def random_matrix(rng, n):
    matrix = rng.integers(1, 9, (n, n)) * (rng.random((n, n)) < rng.random())
    return matrix.astype(float)


def test_synapses_are_sorted_and_rows_of_a_pair_are_summed():
    graph = Graph(pre=[2, 0, 2, 2], post=[1, 1, 0, 1], weight=[1.5, 2, 3, 4])
    assert graph.pre.tolist() == [0, 2, 2]
    assert graph.post.tolist() == [1, 0, 1]
    assert graph.weight.tolist() == [2, 3, 5.5]
    assert (graph.n, graph.m, graph.synapses, graph.duplicates) == (3, 3, 3, 1)
    assert graph.pre.dtype == graph.post.dtype == np.int32


def test_pairs_of_weight_zero_are_no_synapses():
    graph = Graph(pre=[0, 1, 1], post=[1, 2, 2], weight=[0, 2, -2], n=3)
    assert (graph.m, graph.zeros, graph.duplicates) == (0, 2, 1)


def test_rows_in_both_directions_agree_with_the_matrix():
    rng = np.random.default_rng(1)
    for _ in range(200):
        matrix = random_matrix(rng, int(rng.integers(1, 9)))
        graph = from_matrix(matrix, orientation="pre-post")
        starts, targets = graph.outgoing
        backwards, sources = graph.incoming
        for i in range(graph.n):
            assert targets[starts[i] : starts[i + 1]].tolist() == np.flatnonzero(matrix[i]).tolist()
            senders = sources[backwards[i] : backwards[i + 1]].tolist()
            assert senders == np.flatnonzero(matrix[:, i]).tolist()
        for rows in (starts, targets, backwards, sources):
            assert rows.dtype == np.int32
            assert rows.flags.c_contiguous
        assert graph.out_degrees.tolist() == np.count_nonzero(matrix, axis=1).tolist()
        assert graph.in_degrees.tolist() == np.count_nonzero(matrix, axis=0).tolist()


@pytest.mark.parametrize("orientation", ["pre-post", "post-pre"])
def test_matrices_return_as_they_came(orientation):
    rng = np.random.default_rng(2)
    for n in range(1, 30):
        matrix = random_matrix(rng, n)
        for form in (matrix, sparse.csr_array(matrix), sparse.coo_matrix(matrix)):
            graph = from_matrix(form, orientation=orientation)
            assert np.array_equal(to_sparse(graph, orientation=orientation).toarray(), matrix)


def test_the_two_orientations_are_each_other_reversed():
    """One synapse from 0 to 1, written both ways."""
    a = Graph.from_matrix([[0, 1], [0, 0]], orientation="pre-post")
    w = Graph.from_matrix([[0, 0], [1, 0]], orientation="post-pre")
    assert (a.pre.tolist(), a.post.tolist()) == (w.pre.tolist(), w.post.tolist()) == ([0], [1])


def test_zeros_stored_in_a_sparse_matrix_are_no_synapses():
    stored = sparse.csr_array((np.array([0.0, 1.0]), (np.array([0, 1]), np.array([1, 0]))))
    assert stored.nnz == 2
    assert from_matrix(stored, orientation="pre-post").m == 1
    flags = sparse.csr_array((np.array([False, True]), (np.array([0, 1]), np.array([1, 0]))))
    graph = from_matrix(flags, orientation="pre-post")
    assert graph.m == 1
    assert graph.weight is None


def test_networkx_returns_as_it_came():
    rng = np.random.default_rng(3)
    for seed in range(50):
        digraph = nx.gnp_random_graph(8, 0.3, directed=True, seed=seed)
        for u, v in digraph.edges:
            digraph.edges[u, v]["weight"] = float(rng.integers(1, 5))
        digraph = nx.relabel_nodes(digraph, {i: f"cell {i}" for i in digraph})
        nx.set_node_attributes(digraph, "motor", "class")
        graph = from_networkx(digraph)
        assert graph.classes == ("motor",) * 8
        assert nx.utils.graphs_equal(to_networkx(graph), digraph)


def test_networkx_edges_go_from_pre_to_post_and_parallel_edges_are_summed():
    digraph = nx.MultiDiGraph([(0, 1), (0, 1), (2, 0)])
    graph = from_networkx(digraph)
    assert (graph.pre.tolist(), graph.post.tolist(), graph.duplicates) == ([0, 2], [1, 0], 1)
    assert graph.names is None
    assert sorted(Graph.from_networkx(digraph).to_networkx().edges) == [(0, 1), (2, 0)]


def test_names_and_numbers_find_the_same_neuron():
    graph = Graph(pre=[0], post=[1], names=["AVAL", "AVAR"])
    assert graph.name(1) == "AVAR"
    assert graph.index("AVAR") == graph.index(1) == 1
    assert graph.indices(["AVAR", 0, "AVAL"]).tolist() == [0, 1]
    assert Graph(pre=[0], post=[1]).index("1") == 1
    assert Graph(pre=[0], post=[1]).name(1) == "1"


def test_a_graph_cannot_be_changed_and_survives_pickling():
    graph = Graph(pre=[0], post=[1], weight=[2])
    with pytest.raises(AttributeError, match="cannot be changed"):
        graph.n = 5
    with pytest.raises(AttributeError, match="cannot be changed"):
        del graph.n
    with pytest.raises(ValueError, match="read-only"):
        graph.post[0] = 0
    again = pickle.loads(pickle.dumps(graph))
    assert again.outgoing[1].tolist() == [1]
    assert not again.pre.flags.writeable


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ("pre and post must be equally long, got lengths 1 and 2", {"pre": [0]}),
        ("pre must be one list of neuron ids, got shape (1, 2)", {"pre": [[0, 1]]}),
        ("pre must hold whole numbers (neuron ids from 0), got numbers of type float64",
         {"pre": [0.0, 1.0]}),
        ("post must hold ids from 0 to 1, got -1 at position 1", {"post": [1, -1]}),
        ("pre must hold ids from 0 to 1, got 7 at position 0", {"pre": [7, 0], "n": 2}),
        ("weight must be finite, got nan at position 0", {"weight": [np.nan, 1]}),
        ("weight must be finite, got inf at position 1", {"weight": [1, np.inf]}),
        ("weight must be one number for each of 2 rows, got (1,)", {"weight": [1]}),
        ("weight must be real numbers, got type complex128", {"weight": [1, 1j]}),
        ("names must all be different, got 'a' more than once", {"names": ["a", "a"]}),
        ("names must name each of 3 neurons, got 1 names", {"n": 3, "names": ["a"]}),
        ("names must be strings, got 2", {"names": ["a", 2]}),
        ("classes must hold one class for each of 2 neurons, got 1 classes", {"classes": ["a"]}),
        ("n must be given when there are no synapses and no names, got None",
         {"pre": [], "post": []}),
        ("n must be >= 1, got 0", {"n": 0}),
        ("n must be < 2^31, got 2147483649; give large ids as names instead",
         {"pre": [2**31, 0]}),
    ],
)  # fmt: skip
def test_what_is_not_a_graph_is_refused_in_one_sentence(message, arguments):
    with pytest.raises(DomainError) as caught:
        Graph(**({"pre": [0, 1], "post": [1, 0]} | arguments))
    assert str(caught.value) == f"Graph: {message}"


def test_matrices_that_are_no_graph_are_refused():
    with pytest.raises(DomainError, match=r"matrix must be square, got shape \(2, 3\)"):
        from_matrix(np.ones((2, 3)), orientation="pre-post")
    with pytest.raises(DomainError, match=r"matrix must be square, got shape \(4,\)"):
        from_matrix(np.ones(4), orientation="pre-post")
    with pytest.raises(DomainError, match=r"finite numbers, got nan in row 1, column 0"):
        from_matrix([[0, 1], [np.nan, 0]], orientation="pre-post")
    with pytest.raises(DomainError, match=r"hold real numbers, got type complex128"):
        from_matrix([[0, 1j], [0, 0]], orientation="pre-post")
    with pytest.raises(DomainError, match=r"'pre-post' \(A\[pre, post\]\) or 'post-pre'"):
        from_matrix([[0, 1], [0, 0]], orientation="row")
    with pytest.raises(TypeError, match="orientation"):
        from_matrix([[0, 1], [0, 0]])


def test_sparse_matrices_with_indices_outside_are_refused():
    broken = sparse.csr_array(np.eye(3))
    broken.indices[1] = 7
    with pytest.raises(DomainError, match=r"matrix must be sound, got indices must be < 3"):
        from_matrix(broken, orientation="pre-post")
    broken = sparse.csr_array(np.eye(3))
    broken.indptr[1] = 99
    with pytest.raises(DomainError, match="matrix must be sound"):
        from_matrix(broken, orientation="pre-post")


def test_networkx_graphs_that_are_no_graph_are_refused():
    with pytest.raises(DomainError, match="digraph must be directed, got an undirected graph"):
        from_networkx(nx.path_graph(3))
    with pytest.raises(DomainError, match="names must all be different"):
        from_networkx(nx.DiGraph([(1, "1")]))


def test_unknown_neurons_are_refused_and_near_names_proposed():
    graph = Graph(pre=[0], post=[1], names=["AVAL", "AVAR"])
    with pytest.raises(DomainError, match=r"got 'AVAX'; near it are AVAR, AVAL"):
        graph.index("AVAX")
    with pytest.raises(DomainError, match=r"neuron must be in 0 .. 1, got 2"):
        graph.index(2)
    with pytest.raises(DomainError, match=r"neuron must be a whole number, got 0\.5"):
        graph.index(0.5)
    with pytest.raises(DomainError, match="neurons must hold ids from 0 to 1, got 3 at position 0"):
        graph.indices(np.array([3]))


def test_more_synapses_than_32_bits_can_count_are_refused_before_they_are_copied():
    endless = np.broadcast_to(np.uint8(0), 2**31)
    with pytest.raises(DomainError, match=r"hold fewer than 2\^31 synapses, got 2147483648 rows"):
        Graph(pre=endless, post=endless)
