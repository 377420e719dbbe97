# ruff: noqa: E501 (one broken file a line reads better)
"""Every format gives the same graph; every broken file one clear sentence."""

import gzip
import time

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.io import mmread, mmwrite

from netbounds.domains import DomainError
from netbounds.graph import Graph, read_graph, to_networkx, to_sparse


@pytest.fixture
def write(tmp_path):
    def to(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to


def edges(graph):
    names = [graph.name(i) for i in range(graph.n)]
    weight = [None] * graph.m if graph.weight is None else graph.weight.tolist()
    rows = zip(graph.pre.tolist(), graph.post.tolist(), weight, strict=True)
    return [(names[u], names[v], w) for u, v, w in rows]


@pytest.mark.parametrize(
    "text",
    [
        "pre,post,weight\nA,B,2\nB,C,3.5\n",
        "A,B,2\nB,C,3.5",
        "A\tB\t2\nB\tC\t3.5\n",
        "A;B;2\nB;C;3.5\n",
        "A  B 2\nB\tC 3.5 \n",
        "# a comment\n\nA, B , 2\r\n\r\nB,C,3.5\r\n",
        "\ufeffpre,post,weight\nA,B,2\nB,C,3.5\n",
        '"A","B",2\n"B","C",3.5\n',
        "weight,to,from\n2,B,A\n3.5,C,B\n",
        "pre,post,strengths\nA,B,2\nB,C,3.5\n",
        "A,B,2\rB,C,3.5\r",
    ],
)
def test_edge_lists_may_be_written_in_many_ways(write, text):
    graph = read_graph(write("edges.csv", text))
    assert edges(graph) == [("A", "B", 2), ("B", "C", 3.5)]
    assert graph.names == ("A", "B", "C")


def test_whole_numbers_are_neuron_numbers_from_zero(write):
    graph = read_graph(write("edges.tsv", "0\t1\n1\t5\n"))
    assert (graph.n, graph.names, graph.weight) == (6, None, None)
    assert edges(graph) == [("0", "1", None), ("1", "5", None)]


def test_sparse_labels_become_names_in_ascending_order(write):
    text = "pre_root_id,post_root_id,neuropil,syn_count\n" + "".join(
        f"{pre},{post},{region},{count}\n"
        for pre, post, region, count in [
            (720575940629970489, 720575940631267655, "AVLP_R", 7),
            (720575940631267655, 99, "ME_L", 3),
            (720575940629970489, 720575940631267655, "GNG", 2),
            (720575940631267655, 99, "FB", 1),
        ]
    )
    columns = {"pre": "pre_root_id", "post": "post_root_id", "weight": "syn_count"}
    graph = read_graph(write("connections.csv", text), columns=columns, min_weight=5)
    assert graph.names == ("99", "720575940629970489", "720575940631267655")
    assert graph.duplicates == 2
    assert edges(graph) == [("720575940629970489", "720575940631267655", 9)]  # 3 + 1 < 5
    zipped = write("connections.csv.gz", gzip.compress(text.encode()))
    assert edges(read_graph(zipped, min_weight=5)) == edges(graph)
    wide = read_graph(write("wide.csv", "99999999999999999999,3\n3,100000000000000000000\n"))
    assert wide.names == ("3", "99999999999999999999", "100000000000000000000")


def test_a_node_file_brings_isolated_neurons_order_and_classes(write):
    nodes = write("nodes.csv", "name,class\nC,motor\nA,sensory\nD,inter\nB,inter\n")
    graph = read_graph(write("edges.csv", "A,B,1\nB,C,2\n"), nodes=nodes)
    assert graph.names == ("C", "A", "D", "B")
    assert graph.classes == ("motor", "sensory", "inter", "inter")
    assert sorted(edges(graph)) == [("A", "B", 1), ("B", "C", 2)]
    rows = read_graph(write("rows.csv", "0,1\n1,3\n"), nodes=nodes)
    assert edges(rows) == [("C", "A", None), ("A", "B", None)]
    plain = write("plain.txt", "7\n5\n9\n")
    assert read_graph(write("e.csv", "5,7\n"), nodes=plain).names == ("7", "5", "9")
    assert read_graph(write("none.csv", "pre,post\n"), nodes=plain).m == 0


def test_weights_are_rounded_as_python_rounds_them(write):
    rng = np.random.default_rng(6)
    values = np.concatenate(
        [rng.normal(size=300), rng.integers(-99, 99, 100), 10.0 ** rng.uniform(-300, 300, 100)]
    )
    words = [
        f"{v:.{rng.integers(1, 18)}g}" if rng.random() < 0.7 else repr(float(v)) for v in values
    ]
    words = [word if float(word) else "1" for word in words] + ["+3", ".5", "5.", "1E3"]
    text = "".join(f"{i},{i + 1},{word}\n" for i, word in enumerate(words))
    graph = read_graph(write("edges.csv", text))
    assert graph.weight.tolist() == [float(word) for word in words]


def test_every_format_gives_the_same_graph(write, tmp_path):
    rng = np.random.default_rng(7)
    for trial in range(20):
        n = int(rng.integers(1, 12))
        matrix = rng.integers(1, 5, (n, n)) * (rng.random((n, n)) < 0.4).astype(float)
        graph = Graph.from_matrix(matrix, orientation="post-pre")
        w = to_sparse(graph, orientation="post-pre")
        rows = "".join(f"{u},{v},{x}\n" for u, v, x in edges(graph))
        ids = write(f"nodes{trial}.csv", "id\n" + "\n".join(map(str, range(n))))
        np.save(tmp_path / "m.npy", matrix)
        sparse.save_npz(tmp_path / "m.npz", w)
        mmwrite(tmp_path / "m.mtx", w)
        np.savetxt(tmp_path / "m.csv", matrix, delimiter=",")
        np.savetxt(tmp_path / "m.txt", matrix)
        nx.write_graphml(to_networkx(graph), tmp_path / "m.graphml")
        read = [read_graph(write("e.csv", "pre,post,weight\n" + rows), nodes=ids)] + [
            read_graph(tmp_path / f"m.{kind}", orientation="post-pre")
            for kind in ("npy", "npz", "mtx", "csv", "txt")
        ]
        for other in read:
            assert edges(other) == edges(graph)
            assert other.n == n
        named = read_graph(tmp_path / "m.graphml")
        assert sorted(edges(named)) == sorted(edges(graph))
        assert set(named.names) == set(map(str, range(n)))


@pytest.mark.parametrize("symmetry", ["general", "symmetric", "skew-symmetric"])
def test_matrix_market_files_are_read_as_scipy_reads_them(tmp_path, symmetry):
    rng = np.random.default_rng(8)
    for trial in range(10):
        n = int(rng.integers(1, 9))
        matrix = rng.integers(1, 5, (n, n)) * (rng.random((n, n)) < 0.5)
        if symmetry != "general":
            matrix = matrix - matrix.T if symmetry.startswith("skew") else matrix + matrix.T
        forms = {
            "integer": sparse.coo_array(matrix),
            "real": sparse.coo_array(matrix * 0.1),
            "pattern": sparse.coo_array(matrix),
        }
        if symmetry.startswith("skew"):
            del forms["pattern"]
        if symmetry == "general":
            forms["array"] = matrix * 0.1
        for field, form in forms.items():
            path = tmp_path / f"{field}{trial}.mtx"
            kind = None if field == "array" else field
            mmwrite(path, form, field=kind, symmetry=symmetry, comment="by a test")
            graph = read_graph(path, orientation="post-pre")
            expected = mmread(path, spmatrix=False)
            dense = expected if field == "array" else expected.toarray()
            assert np.array_equal(to_sparse(graph, orientation="post-pre").toarray(), dense)


@pytest.mark.slow
def test_a_million_rows_are_read_within_three_seconds(write):
    rng = np.random.default_rng(9)
    pre, post = rng.integers(0, 100_000, (2, 10**6)).tolist()
    rows = (f"{u},{v},{w!r}" for u, v, w in zip(pre, post, rng.random(10**6).tolist(), strict=True))
    path = write("edges.csv", "pre,post,weight\n" + "\n".join(rows))
    read_graph(write("tiny.csv", "0,1,2\n"))  # compiled before the clock starts
    start = time.process_time()
    graph = read_graph(path)
    assert time.process_time() - start < 3
    assert graph.m + graph.duplicates == 10**6


@pytest.mark.parametrize("text", ["A,B\n0,2\n0,0\n", ",A,B\nA,0,2\nB,0,0\n", "A,B\nA,0,2\nB,0,0\n"])
def test_matrices_may_carry_names(write, text):
    graph = read_graph(write("m.csv", text), orientation="pre-post")
    assert edges(graph) == [("A", "B", 2)]


def test_zeros_stored_and_self_loops(write, tmp_path):
    stored = sparse.coo_array(([0.0, 1.0, 2.0], ([0, 1, 1], [1, 0, 1])), shape=(2, 2))
    sparse.save_npz(tmp_path / "m.npz", stored)
    graph = read_graph(tmp_path / "m.npz", orientation="pre-post")
    assert edges(graph) == [("1", "0", 1), ("1", "1", 2)]
    rows = read_graph(write("e.csv", "0,1,0\n1,0,1\n1,1,2\n"))
    assert edges(rows) == edges(graph)
    assert rows.zeros == 1


BROKEN = [
    ("e.csv", "", {}, "hold a graph, got an empty file"),
    ("e.csv", "\n# nothing\n", {}, "e.csv: file must hold at least one row, got blank lines"),
    ("e.csv", "A,B,1\nB,C,nan\n", {}, "e.csv, line 2: weight must be finite, got 'nan'"),
    ("e.csv", "A,B,1\n\nB,C,-inf\n", {}, "e.csv, line 3: weight must be finite, got '-inf'"),
    ("e.csv", "A,B,1\nB,C,many\n", {}, "e.csv, line 2: weight must be a number, got 'many'"),
    ("e.csv", "A,B,1\nB,C,1_0\n", {}, "e.csv, line 2: weight must be a number, got '1_0'"),
    ("e.csv", "A,B,1\nB,C,\n", {}, "e.csv, line 2: weight must be a number, got an empty field"),
    ("e.csv", "A,B,x\nB,A,1\n", {}, "e.csv, line 1: weight must be a number, got 'x'"),
    ("e.csv", "0,1\n1,-2\n", {}, "e.csv, line 2: neuron must be a name or a whole number from 0, got '-2'"),
    ("e.csv", "0,1\n1,2.5\n", {}, "e.csv, line 2: neuron must be a name or a whole number from 0, got '2.5'"),
    ("e.csv", "A,B\nnan,A\n", {}, "e.csv, line 2: neuron must be a name or a whole number from 0, got 'nan'"),
    ("e.csv", "A,B\nB,C\n,A\n", {}, "e.csv, line 3: pre must name a neuron, got an empty field"),
    ("e.csv", "A,B,1\nB;C;1\n", {}, "e.csv, line 2: the row must have 3 fields between commas like the first, got 1 in 'B;C;1'; this line uses semicolons"),
    ("e.csv", "A,B,1\nB\tC\t1\nC,A,1\n", {}, "this line uses tabs"),
    ("e.csv", "A,B,1\nB,C,1,9\n", {}, "e.csv, line 2: the row must have 3 fields between commas like the first, got 4"),
    ("e.csv", "A,B,1\nB,C,1\nC", {}, "e.csv, line 3: the row must have 3 fields between commas like the first, got 1 in 'C'; the file seems to be cut off"),
    ("e.csv", "A,B\nB,\x01\n", {}, "byte 0x01"),
    ("e.csv", "A,B\n" * 20000 + "A,\x00\n", {}, "e.csv, line 20001: file must be text, got byte 0x00"),
    ("e.csv", b"\x89PNG\r\n\x1a\n\x00\x00", {}, "e.csv: file must be text, got byte 0x1a in line 2"),
    ("e.csv", "A,B\n".encode("utf-16"), {}, "e.csv: file must be UTF-8 text, got UTF-16 text; save it as UTF-8"),
    ("e.csv", "A,B\nB,Müller\n".encode("latin-1"), {}, "e.csv, line 2: text must be UTF-8, got byte 0xfc; save the file as UTF-8"),
    ("e.csv", 'A,B\n"B,A\n', {}, "e.csv, line 2: quotes must be closed"),
    ("e.csv", "A\nB\n", {}, "e.csv, line 1: the row must have 2 or 3 fields"),
    ("e.csv", "0,1,0,1\n1,0,0,1\n0,0,0,0\n1,1,1,1\n", {}, "orientation for a matrix, got 0, 1, 0, 1"),
    ("e.csv", "x,y,z,u\nA,B,3,4\n", {}, "e.csv: columns must be told: which of these columns are pre, post and weight"),
    ("e.csv", "x,y\nA,B\n", {"columns": {"pre": "x", "post": "z"}}, "e.csv: the column of post must name a column of the header (x, y), got 'z'"),
    ("e.csv", "x,y\nA,B\n", {"columns": {"pre": "x"}}, "columns must say pre=..., post=... and perhaps weight=..., got 'pre=x'"),
    ("e.csv", "A,B\n", {"min_weight": 2}, "min_weight must be given for a graph with weights"),
    ("e.csv", "A,B,2\n", {"min_weight": np.nan}, "min_weight must be a number, got nan"),
    ("e.csv", "pre,post\n", {}, "e.csv: file must hold at least one synapse, got a header only"),
    ("e.csv", "0,1\n1,0\n", {"orientation": "rows"}, "orientation must be 'pre-post'"),
    ("e.csv", "A,B,1\nA,B,2\n", {"orientation": "pre-post"}, "e.csv, line 2: matrix must hold numbers, got 'B'"),
    ("e.csv", "0,1,1\n1,2,1\n", {"orientation": "pre-post"}, "e.csv: matrix must be square, got shape (2, 3); an edge list takes no orientation"),
    ("e.csv", "0,1\n1\n", {"orientation": "pre-post"}, "e.csv, line 2: the row must have 2 numbers, got 1"),
    ("e.csv", "0,1\n1,nan\n", {"orientation": "pre-post"}, "e.csv, line 2: matrix must hold finite numbers, got 'nan'"),
    ("e.csv", ",A,B\nA,0,1\nC,1,0\n", {"orientation": "pre-post"}, "e.csv: names must be the same before the rows as above the columns, got 'C' and 'B'"),
    ("m.npy", b"\x93NUMPY\x01\x00", {"orientation": "pre-post"}, "m.npy: file must hold a numpy array"),
    ("m.npy", b"rubbish", {"orientation": "pre-post"}, "file must hold a numpy array, got something else"),
    ("m.npz", b"PK\x03\x04rubbish", {"orientation": "pre-post"}, "m.npz: file must hold a scipy sparse matrix"),
    ("m.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 1\n", {"orientation": "pre-post"}, "m.mtx: matrix must have 2 entries as it says, got 1; the file seems to be cut off"),
    ("m.mtx", "%%MatrixMarket matrix coordinate real general\n% note\n2 2 1\n3 1 1\n", {"orientation": "pre-post"}, "m.mtx, line 4: row and column must be in 1 .. 2, got '3'"),
    ("m.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 1\n2 1 nan\n", {"orientation": "pre-post"}, "m.mtx, line 3: weight must be finite, got 'nan'"),
    ("m.mtx", "%%MatrixMarket matrix coordinate complex general\n2 2 0\n", {"orientation": "pre-post"}, "m.mtx, line 1: format must be real or integer or pattern, got 'complex'"),
    ("m.mtx", "%%MatrixMarket matrix array real general\n2 2\n1\n2\n", {"orientation": "pre-post"}, "m.mtx: matrix must have 4 numbers as it says, got 2"),
    ("m.mtx", "rubbish\n", {"orientation": "pre-post"}, "m.mtx: file must begin with %%MatrixMarket matrix ..., got 'rubbish'"),
    ("m.mtx", "%%MatrixMarket matrix coordinate real general\n2 3 1\n1 2 1\n", {"orientation": "pre-post"}, "m.mtx: matrix must be square, got shape (2, 3)"),
    ("m.npy", b"anything", {}, "m.npy: orientation must be 'pre-post' (A[pre, post]) or 'post-pre' (W[post, pre]) for a matrix, got None"),
    ("g.graphml", "<graphml><graph>", {}, "g.graphml: file must be GraphML, got no element found"),
    ("g.graphml", "<html></html>", {}, "g.graphml: file must be GraphML"),
    ("e.dat", "A,B\n", {}, "path must end in one of .csv"),
    ("e.csv.gz", gzip.compress(b"A,B\n" * 99, mtime=0)[:-9], {}, "e.csv.gz: file must be a whole gzip file"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "arguments", "sentence"), BROKEN)
def test_broken_files_are_refused_in_one_sentence(write, name, content, arguments, sentence):
    with pytest.raises(DomainError) as caught:
        read_graph(write(name, content), **arguments)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_neurons_that_the_node_file_does_not_know_are_refused(write):
    nodes = write("nodes.csv", "name\nA\nB\n")
    with pytest.raises(DomainError, match=r"e.csv, line 2: neuron must be one of the 2 in nodes.c"):
        read_graph(write("e.csv", "A,B\nB,X\n"), nodes=nodes)
    with pytest.raises(DomainError, match=r"line 2: neuron must be one of the 2 .* got '2'"):
        read_graph(write("e.csv", "0,1\n1,2\n"), nodes=nodes)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name\nA\nA\n", r"nodes.csv, line 3: names must all be different, got 'A' as in line 2"),
        ("name,class\nA,x\nB\n", r"nodes.csv, line 3: the row must have 2 fields like the first"),
        ("name\n", r"nodes.csv: file must name at least one neuron, got a header only"),
        ("name\nA\xff".encode("latin-1"), r"nodes.csv, line 2: text must be UTF-8"),
    ],
)
def test_broken_node_files_are_refused(write, text, sentence):
    with pytest.raises(DomainError, match=sentence):
        read_graph(write("e.csv", "A,A\n"), nodes=write("nodes.csv", text))


def test_arrays_that_are_no_square_matrix_are_refused(tmp_path):
    np.save(tmp_path / "cube.npy", np.ones((2, 2, 2)))
    np.save(tmp_path / "words.npy", np.array([["a", "b"], ["c", "d"]]))
    np.save(tmp_path / "objects.npy", np.array([[None, 1], [1, 1]], dtype=object))
    np.savez(tmp_path / "dense.npz", matrix=np.ones((2, 2)))
    for name, sentence in [
        ("cube.npy", r"cube.npy: matrix must be square, got shape \(2, 2, 2\)"),
        ("words.npy", "matrix must hold real numbers"),
        ("objects.npy", r"objects.npy: file must hold a numpy array"),
        ("dense.npz", r"dense.npz: file must hold a scipy sparse matrix"),
        ("nowhere.npy", "path must be a file, got no such file"),
        ("", "path must be a file, got a folder"),
    ]:
        with pytest.raises(DomainError, match=sentence):
            read_graph(tmp_path / name, orientation="pre-post")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(min_size=1, max_size=80),
        st.text(alphabet='AB01,;\t \n"#.-e\r', min_size=1, max_size=60).map(str.encode),
    ),
    st.sampled_from(["e.csv", "m.npy", "m.npz", "m.mtx", "g.graphml", "e.tsv.gz"]),
    st.sampled_from([None, "pre-post"]),
)
def test_no_bytes_whatever_give_anything_but_a_graph_or_one_sentence(
    tmp_path_factory, content, name, orientation
):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        graph = read_graph(path, orientation=orientation)
    except DomainError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert graph.n >= 1
