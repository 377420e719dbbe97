"""Files that hold a matrix (.npy, .npz, .mtx, .csv) or GraphML."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph._matrix_market import read_matrix_market
from netbounds.graph._nodes import Nodes
from netbounds.graph._table import open_table, rows_of
from netbounds.graph.container import Graph, Orientation
from netbounds.graph.convert import from_matrix, from_networkx


def read_matrix(file: Path, suffix: str, orientation: Orientation, nodes: Nodes | None) -> Graph:
    """Graph of a matrix file; see `read_graph`."""
    names: tuple[str, ...] | None = None
    if suffix == ".mtx":
        matrix = read_matrix_market(file)
    elif suffix in (".npy", ".npz"):
        matrix = _load(file, suffix)
        shape: tuple[int, ...] = getattr(matrix, "shape", ())
        if len(shape) != 2 or shape[0] != shape[1]:
            raise refusal(file.name, "matrix", "be square", f"shape {shape}")
    else:
        matrix, names = _text_matrix(file)
    if nodes is None:
        return from_matrix(matrix, orientation=orientation, names=names)
    if names is not None and names != nodes.names:
        raise refusal(file.name, "names", f"be those of {nodes.file}, in order", "different ones")
    if matrix.shape[0] != len(nodes.names):
        rule = f"have one row for each of the {len(nodes.names)} neurons in {nodes.file}"
        raise refusal(file.name, "matrix", rule, matrix.shape[0])
    return from_matrix(matrix, orientation=orientation, names=nodes.names, classes=nodes.classes)


def read_graphml(file: Path, nodes: Nodes | None) -> Graph:
    """Graph of a GraphML file; see `read_graph`."""
    import networkx as nx

    if nodes is not None:
        rule = "be left out: a GraphML file lists its own nodes"
        raise refusal(file.name, "nodes", rule, nodes.file)
    try:
        digraph: Any = nx.read_graphml(file)
    except Exception as error:  # broken files make it raise whatever there is
        raise refusal(file.name, "file", "be GraphML", _one_line(error)) from None
    if not digraph.is_directed():
        raise refusal(file.name, "graph", 'have edgedefault="directed"', "an undirected graph")
    return from_networkx(digraph)


def _load(file: Path, suffix: str) -> Any:
    from scipy import sparse

    try:
        with file.open("rb") as handle:  # numpy leaves a file open that it cannot read
            if suffix == ".npy":
                return np.load(handle, allow_pickle=False)
            return sparse.load_npz(handle)
    except Exception as error:  # broken files make them raise whatever there is
        what = "a numpy array" if suffix == ".npy" else "a scipy sparse matrix"
        # numpy takes whatever it does not know for a pickle, and advises to load it as one
        got = "something else" if "pickle" in str(error) else _one_line(error)
        raise refusal(file.name, "file", f"hold {what}", got) from None


def _text_matrix(file: Path) -> tuple[NDArray[np.float64], tuple[str, ...] | None]:
    """A matrix as text, perhaps with names above its columns and before its rows."""
    table = open_table(file)
    header = not all(map(_is_number, table.first))
    labelled = header and (
        len(table.second) != len(table.first)
        or table.first[0] == ""
        or not _is_number(table.second[0])
    )
    rows: list[NDArray[np.float64]] = []
    before: list[str] = []
    above: list[str] = []
    for line, row in rows_of(table, table.start):
        if header and not above:
            above = row
            continue
        if labelled:
            before.append(row[0])
        rows.append(_numbers(f"{file.name}, line {line}", row[labelled:]))
        if len(rows[-1]) != len(rows[0]):
            rule = f"have {len(rows[0])} numbers"
            raise refusal(f"{file.name}, line {line}", "the row", rule, len(rows[-1]))
    width = len(rows[0]) if rows else 0
    if width != len(rows) or width == 0:
        remedy = "an edge list takes no orientation" if width in (2, 3) else ""
        raise refusal(file.name, "matrix", "be square", f"shape {(len(rows), width)}", remedy)
    names = tuple(above[-width:]) if header else None
    if labelled and tuple(before) != names:
        rule = "be the same before the rows as above the columns"
        odd = next(pair for pair in zip(before, above[-width:], strict=False) if len({*pair}) > 1)
        raise refusal(file.name, "names", rule, f"{odd[0]!r} and {odd[1]!r}")
    return np.array(rows), names


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _numbers(place: str, row: list[str]) -> NDArray[np.float64]:
    try:
        values = np.array(row, dtype=np.float64)
    except ValueError:
        odd = next(word.strip() for word in row if not _is_number(word))
        raise refusal(place, "matrix", "hold numbers", odd or "an empty field") from None
    if not np.all(np.isfinite(values)):
        odd = row[int(np.argmin(np.isfinite(values)))].strip()
        raise refusal(place, "matrix", "hold finite numbers", odd)
    return values


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:160]
