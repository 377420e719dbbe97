"""Edge lists: rows of pre, post and perhaps a weight."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal
from netbounds.graph._nodes import Nodes
from netbounds.graph._table import WORDS, Table, open_table, without_quotes
from netbounds.graph.container import Graph, Ids

if TYPE_CHECKING:
    from netbounds.graph._kernels_text import Scan

_PRE = (
    "pre", "source", "from", "presynaptic", "sender", "pre_id", "pre_name", "source_id",
    "pre_root_id", "pre_pt_root_id", "bodyid_pre", "pre_bodyid",
)  # fmt: skip
_POST = (
    "post", "target", "to", "postsynaptic", "receiver", "post_id", "post_name", "target_id",
    "post_root_id", "post_pt_root_id", "bodyid_post", "post_bodyid",
)  # fmt: skip
_WEIGHT = (
    "weight",
    "syn_count",
    "synapses",
    "synapse_count",
    "count",
    "nsyn",
    "number",
    "strength",
)


def read_edge_list(file: Path, nodes: Nodes | None, columns: Mapping[str, str]) -> Graph:
    """Graph of an edge list; see `read_graph`."""
    from netbounds.graph import _kernels_text as kernels

    table = open_table(file)
    header, wanted = _layout(table, columns)
    fields = len(table.first)
    start = table.after if header else table.start
    found = scan_rows(table, start, fields, wanted, table.delimiter)
    if found.ended == kernels.QUOTE and table.delimiter != "\x1f":
        table = without_quotes(table)
        start = table.after if header else table.start
        found = scan_rows(table, start, fields, wanted, table.delimiter)
    if found.ended != kernels.FINE:
        refuse_row(table, found, wanted, fields, table.delimiter)
    parse_hard_weights(table, found.weights, found.hard)
    if nodes is None and not len(found.pairs):
        raise refusal(file.name, "file", "hold at least one synapse", "a header only")
    number, names = _numbered(table, found.begins, found.lengths, nodes)
    if header and not isinstance(names, int) and {*table.first[:2]} & {*names}:
        # a first row taken for a header for its third field only, but it names neurons
        raise refusal(table.place(table.start), "weight", "be a number", table.first[-1])
    return Graph(
        pre=number[found.pairs[:, 0]],
        post=number[found.pairs[:, 1]],
        n=names if isinstance(names, int) else None,
        weight=found.weights if wanted[2] >= 0 else None,
        names=None if isinstance(names, int) else names,
        classes=None if nodes is None else nodes.classes,
    )


def _layout(table: Table, columns: Mapping[str, str]) -> tuple[bool, NDArray[np.int64]]:
    """Whether the first row is a header, and the fields of pre, post and weight (-1: none)."""
    words = [word.lower() for word in table.first]
    if columns:
        return True, _chosen(table, columns)
    pre, post, weight = (
        next((words.index(word) for word in known if word in words), -1)
        for known in (_PRE, _POST, _WEIGHT)
    )
    fields = len(words)
    if pre >= 0 and post >= 0:
        if weight < 0 and fields == 3 and len(table.second) == 3:
            rest = 3 - pre - post
            weight = rest if _is_number(table.second[rest]) else -1
        return True, np.array([pre, post, weight])
    if fields < 2:
        rule = "have 2 or 3 fields (pre, post, weight)"
        raise refusal(table.place(table.start), "the row", rule, table.text(table.start))
    header = len(table.second) == fields and any(
        _is_number(below) and not _is_number(word)
        for word, below in zip(words, table.second, strict=True)
    )
    if fields > 3:
        rule = "be told: which of these columns are pre, post and weight"
        if not header:
            rule = "be told for more than 3 columns without a header, or orientation for a matrix"
        raise refusal(table.name, "columns", rule, ", ".join(table.first[:8]))
    return header, np.array([0, 1, 2 if fields == 3 else -1])


def _chosen(table: Table, columns: Mapping[str, str]) -> NDArray[np.int64]:
    odd = set(columns) - {"pre", "post", "weight"}
    missing = {"pre", "post"} - set(columns)
    if odd or missing:
        given = ", ".join(f"{role}={column}" for role, column in columns.items())
        raise refusal(
            "read_graph", "columns", "say pre=..., post=... and perhaps weight=...", given
        )
    for role, column in columns.items():
        if column not in table.first:
            rule = f"name a column of the header ({', '.join(table.first)})"
            raise refusal(table.name, f"the column of {role}", rule, column)
    fields = [table.first.index(columns[role]) for role in ("pre", "post")]
    weight = table.first.index(columns["weight"]) if "weight" in columns else -1
    return np.array([*fields, weight])


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return "_" not in word


def scan_rows(
    table: Table, start: int, fields: int, wanted: NDArray[np.int64], delimiter: str
) -> "Scan":
    """Scan the rows from a byte on; `wanted` are the fields of pre, post and weight (-1: none)."""
    from netbounds.graph._kernels_text import count_lines, scan

    rows = count_lines(table.data) + 1
    found: Scan = scan(table.data, start, ord(delimiter), fields, wanted, rows)
    return found


def refuse_row(
    table: Table, scan: "Scan", wanted: NDArray[np.int64], fields: int, delimiter: str
) -> NoReturn:
    """Say what is wrong in the row where a scan stopped."""
    from netbounds.graph import _kernels_text as kernels

    place, text = table.place(scan.at), table.text(scan.at)
    if scan.ended == kernels.NO_NAME:
        side = "pre" if scan.found == wanted[0] else "post"
        raise refusal(place, side, "name a neuron", f"an empty field in {text!r}")
    if scan.ended != kernels.FIELDS:
        raise refusal(place, "file", "be text", f"byte 0x{table.data[scan.at]:02x}")
    remedy = ""
    if scan.found < fields:
        marks = [mark for mark in ",;\t " if mark != delimiter and mark in text]
        remedy = f"this line uses {WORDS[marks[0]]}" if marks else ""
        if not np.any(table.data[scan.at :] == 10):
            remedy = "the file seems to be cut off"
    rule = f"have {fields} fields between {WORDS[delimiter]} like the first"
    raise refusal(place, "the row", rule, f"{scan.found} in {text!r}", remedy)


def parse_hard_weights(table: Table, weight: NDArray[np.float64], hard: NDArray[np.int64]) -> None:
    """Parse what the compiled scan left: long digits, exponents, and what is no number."""
    from netbounds.graph._kernels_text import fixed_width

    for part in (hard[i : i + 100_000] for i in range(0, len(hard), 100_000)):
        row, begin, end = part.T
        width = min(int(np.max(end - begin)), 400) or 1
        letters = fixed_width(table.data, begin, np.minimum(end, begin + width), width)
        try:
            values = letters.view(f"S{width}").ravel().astype(np.float64)
        except ValueError:
            values = np.full(len(row), np.nan)
        weight[row] = values
        if np.all(np.isfinite(values)) and not np.any(letters == ord("_")):
            continue
        for b, e in zip(begin.tolist(), end.tolist(), strict=True):
            text = bytes(table.data[b:e]).decode("utf-8", "replace")
            if not _is_number(text):
                raise refusal(table.place(b), "weight", "be a number", text or "an empty field")
            if not np.isfinite(float(text)):
                raise refusal(table.place(b), "weight", "be finite", text)


def _numbered(
    table: Table, begins: NDArray[np.int64], lengths: NDArray[np.int32], nodes: Nodes | None
) -> tuple[Ids, tuple[str, ...] | int]:
    """Number of each different name, and the names (or how many neurons, if only numbers)."""
    from netbounds.graph._kernels_text import whole_numbers

    values, whole = whole_numbers(table.data, begins, lengths)
    if nodes is None and whole.all():
        largest = int(values.max(initial=-1))
        if largest <= 4 * len(values) + 1000:
            return values.astype(np.int32), largest + 1
        labels, number = np.unique(values, return_inverse=True)
        return number.astype(np.int32), tuple(map(str, labels.tolist()))
    words = [_word(table, b, e) for b, e in zip(begins, begins + lengths, strict=True)]
    if nodes is None:
        for word, begin in zip(words, begins, strict=True):
            if _is_number(word) and not word.isdecimal():
                rule = "be a name or a whole number from 0"
                raise refusal(table.place(int(begin)), "neuron", rule, word)
        wide = len(max(words, key=len)) if all(word.isdecimal() for word in words) else 0
        ordered = sorted(set(words), key=lambda word: word.zfill(wide))
        place = {word: i for i, word in enumerate(ordered)}
        return np.array([place[word] for word in words], dtype=np.int32), tuple(ordered)
    known = nodes.index
    if whole.all() and not any(name.isdecimal() for name in nodes.names):
        known = {str(i): i for i in range(len(nodes.names))}  # rows of the node file
    for word, begin in zip(words, begins, strict=True):
        if word not in known:
            rule = f"be one of the {len(known)} in {nodes.file}"
            raise refusal(table.place(int(begin)), "neuron", rule, word)
    return np.array([known[word] for word in words], dtype=np.int32), nodes.names


def _word(table: Table, begin: int, end: int) -> str:
    raw = bytes(table.data[begin:end])
    try:
        word = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        got = f"byte 0x{raw[error.start]:02x}"
        remedy = "save the file as UTF-8"
        raise refusal(table.place(begin), "text", "be UTF-8", got, remedy) from None
    if "\r" in word:
        raise refusal(
            table.place(begin), "the row", "end like the others", "a lone carriage return"
        )
    return word
