"""Graphs from files: edge lists, matrices, GraphML. Whatever is wrong is said in one sentence."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from netbounds.domains import check, refusal
from netbounds.graph.container import Graph, Orientation

_TEXT = (".csv", ".tsv", ".txt", ".edges", ".edgelist")
_MATRIX = (".npz", ".npy", ".mtx")
_GRAPHML = (".graphml", ".xml")


def read_graph(
    path: str | os.PathLike[str],
    *,
    nodes: str | os.PathLike[str] | None = None,
    orientation: Orientation | None = None,
    columns: Mapping[str, str] | None = None,
    min_weight: float | None = None,
) -> Graph:
    """Graph of a file.

    Parameters
    ----------
    path
        An edge list (.csv, .tsv, .txt, .edges, .edgelist, also with .gz), one synapse a row: pre,
        post and perhaps a weight, with or without a header, separated by commas, tabs, semicolons
        or blanks; a square matrix (.npy, .csv, .tsv; sparse: .npz of scipy, .mtx); or GraphML.
    nodes
        A table with one neuron a row, so that neurons without synapses exist; its order is the
        order of the neurons. The column "name" (else the first one) names them, a column "class"
        gives their classes.
    orientation
        Required for a matrix: "pre-post" for A[pre, post], "post-pre" for W[post, pre]. A text
        file is read as a matrix when it is given.
    columns
        Names of the columns of an edge list, such as
        ``{"pre": "pre_root_id", "post": "post_root_id", "weight": "syn_count"}``. Common names
        are recognised without it.
    min_weight
        Synapses whose weight (summed over the rows of the pair) is weaker are left out; their
        neurons stay.

    Returns
    -------
    Graph
        Rows of the same pair are summed; `duplicates` says how many. Without a node file, whole
        numbers are neuron numbers from 0 and 0 .. largest all exist, unless they are sparse labels
        (the largest is more than 1000 + 4 times the number of different ones): those become names
        in ascending order, as all other names do.

    Raises
    ------
    DomainError
        If the file does not hold a graph, with the line number where there is one.

    Notes
    -----
    Edge lists are scanned by compiled code, about 1e6 rows a second or faster, whatever the ids.
    """
    file = _existing("path", path)
    table = None
    if nodes is not None:
        from netbounds.graph._nodes import read_nodes

        table = read_nodes(_existing("nodes", nodes))
    if orientation is not None and orientation not in get_args(Orientation):
        rule = "be 'pre-post' (A[pre, post]) or 'post-pre' (W[post, pre])"
        raise refusal("read_graph", "orientation", rule, orientation)
    if min_weight is not None:
        check("read_graph", "min_weight", min_weight, float)
    suffix = Path(file.stem).suffix.lower() if file.suffix == ".gz" else file.suffix.lower()
    if columns is not None and (suffix not in _TEXT or orientation is not None):
        raise refusal("read_graph", "columns", "be given for an edge list only", file.name)
    if suffix in _MATRIX or (suffix in _TEXT and orientation is not None):
        from netbounds.graph._matrix_files import read_matrix

        if orientation is None:
            rule = "be 'pre-post' (A[pre, post]) or 'post-pre' (W[post, pre]) for a matrix"
            raise refusal(file.name, "orientation", rule, None)
        graph = read_matrix(file, suffix, orientation, table)
    elif suffix in _TEXT:
        from netbounds.graph._edge_list import read_edge_list

        graph = read_edge_list(file, table, columns or {})
    elif suffix in _GRAPHML:
        from netbounds.graph._matrix_files import read_graphml

        graph = read_graphml(file, table)
    else:
        known = ", ".join((*_TEXT, *_MATRIX, *_GRAPHML))
        raise refusal("read_graph", "path", f"end in one of {known}", file.name)
    if min_weight is None:
        return graph
    if graph.weight is None:
        raise refusal("read_graph", "min_weight", "be given for a graph with weights", min_weight)
    return graph.without_weaker(min_weight)


def read_names(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Names of neurons in a file: one a line, or a table whose column "name" (or first) holds them.

    Raises
    ------
    DomainError
        If it is no such file, with the line number where there is one.
    """
    from netbounds.graph._nodes import read_nodes

    return read_nodes(_existing("path", path)).names


def _existing(parameter: str, path: str | os.PathLike[str]) -> Path:
    file = Path(path)
    if not file.is_file():
        what = "a folder" if file.is_dir() else "no such file"
        raise refusal("read_graph", parameter, "be a file", f"{what} ({path})")
    if file.stat().st_size == 0:
        raise refusal("read_graph", parameter, "hold a graph", f"an empty file ({path})")
    return file
