"""Matrix Market files (.mtx); scipy's own reader crashes the process on some broken ones."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph._edge_list import parse_hard_weights, refuse_row, scan_rows
from netbounds.graph._table import Table, open_table

if TYPE_CHECKING:
    from scipy.sparse import coo_array


def read_matrix_market(file: Path) -> "coo_array | NDArray[np.float64]":
    """The square matrix of a file, sparse ("coordinate") or dense ("array")."""
    table = open_table(file)
    banner = table.text(table.start, 200).lower().split()
    if len(banner) != 5 or banner[:2] != ["%%matrixmarket", "matrix"]:
        rule = "begin with %%MatrixMarket matrix ..."
        raise refusal(file.name, "file", rule, table.text(table.start))
    layout, field, symmetry = banner[2:]
    for word, known in (
        (layout, ("coordinate", "array")),
        (field, ("real", "integer", "pattern")),
        (symmetry, ("general", "symmetric", "skew-symmetric")),
    ):
        if word not in known:
            raise refusal(f"{file.name}, line 1", "format", f"be {' or '.join(known)}", word)
    sizes_at, start = _sizes_line(table)
    words = table.text(sizes_at, 200).split()
    sparse = layout == "coordinate"
    if len(words) != 2 + sparse or not all(word.isdecimal() for word in words):
        rule = "be the sizes of the matrix" + (" and the number of entries" if sparse else "")
        raise refusal(table.place(sizes_at), "the row", rule, table.text(sizes_at))
    rows, columns, *entries = map(int, words)
    if rows != columns or rows == 0:
        raise refusal(file.name, "matrix", "be square", f"shape {(rows, columns)}")
    if not sparse:
        if symmetry != "general":
            raise refusal(f"{file.name}, line 1", "an array", "be general", symmetry)
        return _dense(table, start, rows)
    return _sparse(table, start, rows, entries[0], field == "pattern", symmetry)


def _sizes_line(table: Table) -> tuple[int, int]:
    """Where the line with the sizes begins, and where it ends."""
    position = table.start
    while position < len(table.data):
        line = bytes(table.data[position : position + 1000])
        end = position + (line.find(b"\n") + 1 or len(line))
        if line.strip()[:1] not in (b"%", b"") and line.split(b"\n")[0].strip():
            return position, end
        position = end
    raise refusal(table.name, "file", "state the size of the matrix", "comments only")


def _sparse(
    table: Table, start: int, n: int, entries: int, pattern: bool, symmetry: str
) -> "coo_array":
    from scipy.sparse import coo_array

    from netbounds.graph._kernels_text import FINE, whole_numbers

    wanted = np.array([0, 1, -1 if pattern else 2])
    found = scan_rows(table, start, 2 if pattern else 3, wanted, " ")
    if found.ended != FINE:
        refuse_row(table, found, wanted, 2 if pattern else 3, " ")
    if len(found.pairs) != entries:
        remedy = "the file seems to be cut off" if len(found.pairs) < entries else ""
        rule = f"have {entries} entries as it says"
        raise refusal(table.name, "matrix", rule, len(found.pairs), remedy)
    parse_hard_weights(table, found.weights, found.hard)
    index, whole = whole_numbers(table.data, found.begins, found.lengths)
    wrong = ~whole | (index < 1) | (index > n)
    if np.any(wrong):
        at = int(found.begins[np.argmax(wrong)])
        word = bytes(table.data[at : at + 20]).split()[0].decode("utf-8", "replace")
        raise refusal(table.place(at), "row and column", f"be in 1 .. {n}", word)
    row, column = (index[found.pairs] - 1).T
    value: NDArray[Any] = np.ones(entries, np.bool_) if pattern else found.weights
    if symmetry != "general":
        off = row != column
        mirrored = -value[off] if symmetry == "skew-symmetric" else value[off]
        row, column = np.append(row, column[off]), np.append(column, row[off])
        value = np.append(value, mirrored)
    return coo_array((value, (row, column)), shape=(n, n))


def _dense(table: Table, start: int, n: int) -> NDArray[np.float64]:
    words = bytes(table.data[start:]).split()
    if len(words) != n * n:
        raise refusal(table.name, "matrix", f"have {n * n} numbers as it says", len(words))
    try:
        values = np.array(words).astype(np.float64)
    except ValueError as error:
        raise refusal(table.name, "matrix", "hold numbers", str(error)) from None
    return values.reshape(n, n).T  # columns first
