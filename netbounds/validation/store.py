"""The store: one row for each block of trials, in one SQLite file.

Rows are found by the content hash of what produced them, so whatever is found is what would be
computed. Each row is committed on its own in write-ahead mode: a process killed at any moment
leaves every row that was committed, and readers never see half a row. Each row carries a check
sum; a row that fails it is treated as absent and computed again.
"""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from netbounds.domains import DomainError

SCHEMA = 1
_APPLICATION = 0x6E65_7462  # "netb": marks the file as ours
_TABLES = """
CREATE TABLE IF NOT EXISTS series (
    series TEXT PRIMARY KEY, system TEXT, claim TEXT, point TEXT, seed INTEGER, source TEXT,
    version TEXT, created TEXT DEFAULT CURRENT_TIMESTAMP
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block (
    series TEXT, block INTEGER, data BLOB NOT NULL, checksum INTEGER NOT NULL,
    seconds REAL NOT NULL, PRIMARY KEY (series, block)
);
"""


class StoreError(DomainError):
    """The store cannot be used; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of trials as stored."""

    data: bytes
    seconds: float


def default_path() -> Path:
    """Where results are kept unless told otherwise."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("NETBOUNDS_STORE") or Path(cache) / "netbounds" / "results.sqlite")


class Store:
    """The file of results; a context manager."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path) if path is not None else default_path()
        self.writable = True
        with self._sentences("open"):
            self._connection = self._open()
            try:
                self._check()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def _open(self) -> sqlite3.Connection:
        if str(self.path) == ":memory:":  # SQLite's word for a store that is kept nowhere
            return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        if self.path.is_dir():
            raise StoreError(f"the store {self.path} is a directory; name a file")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab"):
                pass
        except OSError as error:
            if not self.path.is_file():
                raise StoreError(
                    f"the store {self.path} cannot be made ({error.strerror}); "
                    "name another file with --store"
                ) from None
            self.writable = False
        # without a write-ahead log nothing waits to be merged, and the file may be read as it is
        log = self.path.with_name(self.path.name + "-wal")
        still = not (log.exists() and log.stat().st_size)
        mode = "rwc" if self.writable else "ro&immutable=1" if still else "ro"
        return sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=60,
            isolation_level=None, check_same_thread=False,
        )  # fmt: skip

    def _check(self) -> None:
        ask = self._connection.execute
        application = ask("PRAGMA application_id").fetchone()[0]
        schema = ask("PRAGMA user_version").fetchone()[0]
        empty = not ask("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and application != _APPLICATION:
            raise StoreError(
                f"{self.path} is an SQLite file, but no store of netbounds; name another file"
            )
        if schema > SCHEMA:
            raise StoreError(
                f"the store {self.path} was written by a newer netbounds (format {schema}, this "
                f"one reads up to {SCHEMA}); update netbounds or name another file with --store"
            )
        if self.writable:
            ask("PRAGMA journal_mode=WAL")
            ask("PRAGMA synchronous=NORMAL")
            if empty:
                ask("BEGIN IMMEDIATE")  # two processes may begin the same file
                for statement in _TABLES.split(";"):
                    ask(statement)
                ask(f"PRAGMA application_id={_APPLICATION}")
                ask(f"PRAGMA user_version={SCHEMA}")
                ask("COMMIT")

    def blocks(self, series: str, first: int = 0) -> dict[int, Block]:
        """The stored blocks of a series from number `first` on."""
        with self._sentences("read"):
            rows = self._connection.execute(
                "SELECT block, data, checksum, seconds FROM block WHERE series=? AND block>=?",
                (series, first),
            ).fetchall()
        # a damaged row is no row
        return {
            block: Block(data, seconds)
            for block, data, checksum, seconds in rows
            if isinstance(data, bytes) and _checksum(series, block, data) == checksum
        }

    def describe(self, series: str, **what: Any) -> None:
        """Say what a series is, for people who look into the file."""
        if not self.writable:
            return
        names = ", ".join(what)
        marks = ", ".join("?" * len(what))
        with self._sentences("write to"):
            self._connection.execute(
                f"INSERT OR IGNORE INTO series (series, {names}) VALUES (?, {marks})",
                (series, *what.values()),
            )

    def keep(self, series: str, blocks: Sequence[tuple[int, Block]]) -> None:
        """Record blocks; all of them or none, and what is already there stays unless damaged."""
        if not self.writable:
            raise StoreError(
                f"the store {self.path} is read-only and lacks results that are needed; "
                "make it writable or name another file with --store"
            )
        with self._sentences("write to"):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(
                    "INSERT INTO block VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                    "data=excluded.data, checksum=excluded.checksum, seconds=excluded.seconds "
                    "WHERE block.data IS NOT excluded.data OR block.checksum<>excluded.checksum",
                    [
                        (series, n, b.data, _checksum(series, n, b.data), b.seconds)
                        for n, b in blocks
                    ],
                )
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _sentences(self, doing: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if name == "SQLITE_FULL" or "disk is full" in str(error):
                remedy = "the disk is full; make room and repeat the command"
            elif name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                remedy = "the file is damaged; move it away to compute its results again"
            elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                remedy = "another process has held it for over a minute; try again later"
            elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
                remedy = "it is not writable; name another file with --store"
            else:
                remedy = f"{error}; what is recorded stays, repeat the command to go on"
            raise StoreError(f"cannot {doing} the store {self.path}: {remedy}") from error


def _checksum(series: str, block: int, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(f"{series}/{block}".encode()))
