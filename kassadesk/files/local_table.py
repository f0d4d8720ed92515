"""The rows of an opened file written into a private SQLite file.

One table for each sheet, in the order of the file, and beside it its words (`row_words`). The columns
that are added up are kept a second time, close together: a search that finds half of all bills must
not read half of all rows for its totals.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from kassadesk.core.columns import COLUMNS, TOTALS, index_of
from kassadesk.core.rows import Cell, Kind, Resource, Row
from kassadesk.files.local_cells import Stored, stored
from kassadesk.files.row_words import WordsWriter

ROWS_FILE = "rows.db"
SEARCHED = frozenset(Kind) - {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.DAY, Kind.TIME, Kind.FLAG}
TIME_COLUMNS = {
    Resource.TRANSACTIONS: "billed_at",
    Resource.USAGE_EVENTS: "happened_at",
    Resource.SIGN_INS: "happened_at",
    Resource.DEVICES: "last_seen",
    Resource.MESSAGES: "sent_at",
    Resource.CONSENT_EVENTS: "happened_at",
    Resource.FIELD_CHANGES: "changed_at",
}
"""The column a table is ordered by when nobody asks for another order: newest first."""
_PLAIN = frozenset({str, int, bool, type(None)})
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """What is known of a sheet's rows when they have been written."""

    place: int
    """Number of its table."""
    resource: Resource
    count: int
    totals: dict[str, int]
    in_order: bool
    """Whether the rows stand newest first, as they are shown when nobody asks otherwise."""
    as_of: datetime | None = None


class LocalTable:
    """One sheet being written. `add` in the file's order, then `finish`; then read `held`."""

    def __init__(
        self, base: sqlite3.Connection, room: Path, place: int, resource: Resource
    ) -> None:
        self.count = 0
        self.totals: dict[str, int] = dict.fromkeys(TOTALS.get(resource, ()), 0)
        self._in_order = True
        self._place, self._resource = place, resource
        self._base = base
        self._columns = COLUMNS[resource]
        self._summed = [(key, index_of(resource, key)) for key in self.totals]
        self._sums = {key: array("q", [0]) for key in self.totals}
        self._searched = [at for at, column in enumerate(self._columns) if column.kind in SEARCHED]
        key = TIME_COLUMNS.get(resource)
        self._ordered_by = None if key is None else index_of(resource, key)
        self._last: tuple[Stored, Stored] | None = None
        names = ", ".join(f"c{at}" for at in range(len(self._columns)))
        base.execute(f"CREATE TABLE held_{place} (at INTEGER PRIMARY KEY, {names})")
        marks = ", ".join("?" * len(self._columns))
        self._insert = f"INSERT INTO held_{place} ({names}) VALUES ({marks})"  # noqa: S608
        self._words = WordsWriter(base, room, place)

    def add(self, rows: Sequence[Row]) -> None:
        """Take the next rows; cells past the last column are left out, missing ones are empty."""
        width = len(self._columns)
        if any(len(row) != width for row in rows):
            rows = [(*row[:width], *(None,) * (width - len(row))) for row in rows]
        columns: list[Sequence[Stored]] = [
            _stored_column(cells) for cells in zip(*rows, strict=True)
        ]
        self._add_up(columns)
        self._look_at_order(columns)
        self._words.add([_texts(columns[at]) for at in self._searched], len(rows))
        self._base.executemany(self._insert, zip(*columns, strict=True))
        self.count += len(rows)

    def finish(self) -> None:
        """All rows were added: keep the rest of their words, and the columns that are added up."""
        self._words.finish()
        self._base.execute(f"CREATE TABLE sums_{self._place} (name TEXT PRIMARY KEY, cells BLOB)")
        self._base.executemany(
            f"INSERT INTO sums_{self._place} VALUES (?, ?)",  # noqa: S608
            ((key, cells.tobytes()) for key, cells in self._sums.items()),
        )
        self._sums.clear()

    def close(self) -> None:
        """Let go of the files, whether all rows were added or not."""
        self._words.close()

    def held(self, as_of: datetime | None = None) -> HeldSheet:
        """What was written so far; `as_of` is when the snapshot behind it was taken."""
        return HeldSheet(
            self._place, self._resource, self.count, self.totals, self._in_order, as_of
        )

    def _add_up(self, columns: Sequence[Sequence[Stored]]) -> None:
        for key, at in self._summed:
            cells = [cell if isinstance(cell, int) else 0 for cell in columns[at]]
            self.totals[key] += sum(cells)
            self._sums[key].extend(cells)

    def _look_at_order(self, columns: Sequence[Sequence[Stored]]) -> None:
        if not self._in_order or self._ordered_by is None:
            return
        keys = list(zip(columns[self._ordered_by], columns[0], strict=True))
        if not all(isinstance(time, int) and isinstance(name, str) for time, name in keys):
            self._in_order = False
            return
        if self._last is not None:
            keys.insert(0, self._last)
        pairs: list[tuple[int, str]] = keys  # type: ignore[assignment]  # just looked
        self._in_order = all(map(_not_later, pairs, pairs[1:]))
        self._last = keys[-1]


def _not_later(one: tuple[int, str], next_one: tuple[int, str]) -> bool:
    return one >= next_one


def _texts(cells: Sequence[Stored]) -> Sequence[str]:
    return [cell if isinstance(cell, str) else "" for cell in cells]


def _stored_column(cells: Sequence[Cell]) -> Sequence[Stored]:
    """The cells as SQLite takes them: unchanged where all are plain, which is nearly always."""
    kinds = set(map(type, cells))
    if not kinds <= _PLAIN or (int in kinds and _too_large(cells)):
        return [stored(cell) for cell in cells]
    if str in kinds and not _whole_characters(cells):
        return [stored(cell) for cell in cells]
    return cast(Sequence[Stored], cells)


def _too_large(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, int) and abs(cell) > _LARGEST for cell in cells)


def _whole_characters(cells: Sequence[Cell]) -> bool:
    try:
        "".join(cell for cell in cells if isinstance(cell, str)).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
