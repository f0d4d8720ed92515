"""The sandbox's memory: one SQLite file, changed only inside short exclusive transactions.

Every thread has its own connection. Readers see the last committed state (WAL) and never wait;
writers take turns (BEGIN IMMEDIATE), and a commit is on the disk before the answer leaves
(synchronous=FULL, contract rule R3). What must be unique is a constraint of the schema, so that no
race in the code can break it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kassadesk.sandbox.schema import LATER_COLUMNS, SCHEMA


class Store:
    """The open database file. Make one per process; use it from any thread."""

    def __init__(self, path: Path, more_schemas: Iterable[str] = ()) -> None:
        """`more_schemas` are the CREATE ... IF NOT EXISTS statements of the blueprints."""
        self._path = path
        self._mine = threading.local()
        self._writing = threading.Lock()
        self._all: list[sqlite3.Connection] = []
        self._all_lock = threading.Lock()
        connection = self.reading()
        connection.execute("PRAGMA journal_mode=WAL")
        for schema in (SCHEMA, *more_schemas):
            connection.executescript(schema)
        for table, column, kind in LATER_COLUMNS:
            known = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
            if column not in known:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    def reading(self) -> sqlite3.Connection:
        """This thread's connection, for reading. Rows are sqlite3.Row."""
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self._path, isolation_level=None, timeout=30, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            self._mine.connection = connection
            with self._all_lock:
                self._all.append(connection)
        return connection

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One exclusive transaction: committed at the end, undone when anything is raised.

        Not to be nested; hand the connection on instead.
        """
        connection = self.reading()
        with self._writing:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connections of all threads, at the end of the process."""
        with self._all_lock:
            for connection in self._all:
                connection.close()
            self._all.clear()


def next_number(db: sqlite3.Connection, name: str, first: int = 1) -> int:
    """The next number of a named sequence, inside the caller's transaction."""
    row = db.execute(
        "INSERT INTO counters(name, value) VALUES(?, ?)"
        " ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value",
        (name, first),
    ).fetchone()
    return int(row["value"])


def remembered(db: sqlite3.Connection, name: str) -> str | None:
    """A named fact of the server itself, None when it was never set."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row["value"])


def remember(db: sqlite3.Connection, name: str, value: str) -> None:
    """Set a named fact of the server itself."""
    db.execute(
        "INSERT INTO facts(name, value) VALUES(?, ?)"
        " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
