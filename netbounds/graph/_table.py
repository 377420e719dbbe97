"""What the first lines of a text table say: delimiter, header, where the rows begin."""

import csv
import gzip
import io
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

WORDS = {",": "commas", "\t": "tabs", ";": "semicolons", " ": "blanks", "\x1f": "commas"}
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The bytes of a text file and how to split them into fields."""

    name: str
    data: NDArray[np.uint8]
    delimiter: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    start: int  # of the first row
    after: int  # of the row after it

    def line(self, offset: int) -> int:
        """Number of the line that holds a byte, from 1."""
        return 1 + int(np.count_nonzero(self.data[:offset] == 10))

    def place(self, offset: int) -> str:
        """File and line of a byte, for a refusal."""
        return f"{self.name}, line {self.line(offset)}"

    def text(self, offset: int, length: int = 80) -> str:
        """The line that begins at a byte, shortened."""
        raw = bytes(self.data[offset : offset + length]).split(b"\n")[0]
        return raw.decode("utf-8", "replace").strip("\r").replace("\x1f", ",")


def open_table(file: Path) -> Table:
    """Map a text file into memory and look at its first lines."""
    return _look_at(file.name, _bytes_of(file))


def without_quotes(table: Table) -> Table:
    """The same table with its quoted fields taken out of their quotes."""
    text = bytes(table.data).decode("utf-8", "surrogateescape")
    skip = table.delimiter == " "
    reader = csv.reader(
        io.StringIO(text), delimiter=table.delimiter, skipinitialspace=skip, strict=True
    )
    try:
        rows = ["\x1f".join(field.replace("\n", " ") for field in row) for row in reader]
    except csv.Error as error:
        place = f"{table.name}, line {reader.line_num}"
        raise refusal(place, "quotes", "be closed before the line ends", str(error)) from None
    plain = "\n".join(rows).replace('"', "'").encode("utf-8", "surrogateescape")
    return _look_at(table.name, np.frombuffer(plain, dtype=np.uint8))


def rows_of(table: Table, start: int) -> Iterator[tuple[int, list[str]]]:
    """Line and fields of every row from a byte on, for tables small enough to be strings."""
    raw = bytes(table.data[start:])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        got, place = f"byte 0x{raw[error.start]:02x}", table.place(start + error.start)
        raise refusal(place, "text", "be UTF-8", got, "save the file as UTF-8") from None
    blank = table.delimiter == " "
    lines = io.StringIO(text, newline=None)
    reader = csv.reader(lines, delimiter=table.delimiter, skipinitialspace=blank)
    before = table.line(start) - 1
    try:
        for row in reader:
            fields = [field.strip() for field in row]
            if blank and fields and not fields[-1]:
                fields.pop()
            if any(fields) and not fields[0].startswith("#"):
                yield before + reader.line_num, fields
    except csv.Error as error:
        place = f"{table.name}, line {before + reader.line_num}"
        raise refusal(place, "the row", "be readable", str(error)) from None


def _bytes_of(file: Path) -> NDArray[np.uint8]:
    if file.suffix == ".gz":
        try:
            raw = gzip.decompress(file.read_bytes())
        except (OSError, EOFError) as error:
            raise refusal(file.name, "file", "be a whole gzip file", str(error)) from None
    else:
        with file.open("rb") as handle:
            head = handle.read(_HEAD)
            if b"\n" in head or b"\r" not in head:
                mapped = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
                return np.frombuffer(mapped, dtype=np.uint8)
        raw = file.read_bytes()
    if b"\n" not in raw[:_HEAD]:
        raw = raw.replace(b"\r", b"\n")  # lines as old Macintosh programs end them
    if not raw:
        raise refusal(file.name, "file", "hold a graph", "an empty file")
    return np.frombuffer(raw, dtype=np.uint8)


def _look_at(name: str, data: NDArray[np.uint8]) -> Table:
    if bytes(data[:2]) in (b"\xff\xfe", b"\xfe\xff"):
        raise refusal(name, "file", "be UTF-8 text", "UTF-16 text", "save it as UTF-8")
    size = _HEAD
    rows = _first_rows(name, bytes(data[:size]))
    while len(rows) < 2 and size < len(data):  # long rows, or a long comment
        size *= 8
        rows = _first_rows(name, bytes(data[:size]))
    if not rows:
        raise refusal(name, "file", "hold at least one row", "blank lines or comments only")
    delimiter = next((mark for mark in "\x1f\t,; " if mark in rows[0][2]), ",")
    split = [_split(text, delimiter) for _, _, text in rows]
    return Table(
        name=name,
        data=data,
        delimiter=delimiter,
        first=split[0],
        second=split[1] if len(rows) > 1 else (),
        start=rows[0][0],
        after=rows[0][1],
    )


def _first_rows(name: str, head: bytes) -> list[tuple[int, int, str]]:
    """Begin, end and text of up to two rows."""
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    rows: list[tuple[int, int, str]] = []
    while start < len(head) and len(rows) < 2:
        end = head.find(b"\n", start) + 1 or len(head)
        raw = head[start:end]
        control = next((i for i, b in enumerate(raw) if b < 32 and b not in b"\t\n\r\x1f"), -1)
        if control >= 0:
            line = 1 + head[: start + control].count(b"\n")
            raise refusal(name, "file", "be text", f"byte 0x{raw[control]:02x} in line {line}")
        text = raw.decode("utf-8", "surrogateescape").strip()
        if text and not text.startswith("#"):
            rows.append((start, end, text))
        start = end
    return rows


def _split(text: str, delimiter: str) -> tuple[str, ...]:
    if delimiter == " ":
        return tuple(text.split())
    (fields,) = csv.reader([text.replace("\r", " ")], delimiter=delimiter)
    return tuple(field.strip() for field in fields)
