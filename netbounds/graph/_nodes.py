"""Node files: which neurons exist, in which order, of which class."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from netbounds.domains import refusal
from netbounds.graph._table import open_table, rows_of

_NAME = ("name", "id", "neuron", "node", "root_id", "bodyid", "body_id", "cell", "label")
_CLASS = ("class", "type", "cell_class", "super_class", "cell_type", "group")


@dataclass(frozen=True, kw_only=True)
class Nodes:
    """The neurons of a node file."""

    file: str
    names: tuple[str, ...]
    classes: tuple[str, ...] | None

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Number of each name."""
        return {name: i for i, name in enumerate(self.names)}


def read_nodes(file: Path) -> Nodes:
    """Names, and classes if there is such a column, of a node file."""
    table = open_table(file)
    words = [word.lower() for word in table.first]
    name = next((words.index(word) for word in _NAME if word in words), None)
    kind = next((words.index(word) for word in _CLASS if word in words), None)
    header = name is not None or kind is not None
    if not header and len(words) == 2:
        kind = 1
    rows = rows_of(table, table.after if header else table.start)
    name = name if name is not None else (1 if kind == 0 else 0)
    names: dict[str, int] = {}
    classes = []
    for line, row in rows:
        if len(row) != len(words) or not row[name]:
            rule = f"have {len(words)} fields like the first, the name not empty"
            raise refusal(f"{file.name}, line {line}", "the row", rule, ", ".join(row) or "nothing")
        if row[name] in names:
            got = f"{row[name]!r} as in line {names[row[name]]}"
            raise refusal(f"{file.name}, line {line}", "names", "all be different", got)
        names[row[name]] = line
        classes.append("" if kind is None else row[kind])
    if not names:
        raise refusal(file.name, "file", "name at least one neuron", "a header only")
    return Nodes(
        file=file.name, names=tuple(names), classes=None if kind is None else tuple(classes)
    )
