"""The rows of one sheet of an opened file as a RowSource: filter, sort, search, totals offline.

The rows live in a private SQLite database in memory, so nothing of a foreign file is ever written
to the disk. Each question is answered once as a list of row numbers; pages are cut from it.
"""

from __future__ import annotations

import sqlite3
import threading
import unicodedata
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from kassadesk.core.clock import IST, year_bounds
from kassadesk.core.columns import TOTALS, columns_of, index_of
from kassadesk.core.rows import Column, Kind, Resource, Row, RowFilter, RowQuery, RowSummary
from kassadesk.core.work import QUIET, Cancelled, Work
from kassadesk.files.local_cells import Stored, stored, value_of

_SEARCHED = frozenset(Kind) - {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.DAY, Kind.TIME, Kind.FLAG}
_TIME_COLUMNS = {
    Resource.TRANSACTIONS: "billed_at",
    Resource.USAGE_EVENTS: "happened_at",
    Resource.SIGN_INS: "happened_at",
    Resource.DEVICES: "last_seen",
    Resource.MESSAGES: "sent_at",
    Resource.CONSENT_EVENTS: "happened_at",
    Resource.FIELD_CHANGES: "changed_at",
}
_ANSWERS_KEPT = 6
_BATCH = 1_000
_STEPS = 20_000
"""SQLite steps between two looks at whether the person still wants the answer."""


class LocalRows:
    """RowSource over one sheet. `add` the rows first; then safe from several threads."""

    def __init__(self, resource: Resource, as_of: datetime | None = None) -> None:
        self._resource = resource
        self._columns = columns_of(resource)
        self._as_of = as_of
        self._lock = threading.Lock()
        self._answers: OrderedDict[RowQuery, tuple[RowSummary, array[int]]] = OrderedDict()
        self._waiting: list[tuple[Stored, ...]] = []
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        names = ", ".join(f"c{place}" for place in range(len(self._columns)))
        self._base.execute(f"CREATE TABLE held (at INTEGER PRIMARY KEY, {names}, words TEXT)")
        self._marks = ", ".join("?" * (len(self._columns) + 1))
        self._names = names

    def add(self, row: Row) -> None:
        """Take the next row; cells past the last column are left out, missing ones are empty."""
        width = len(self._columns)
        cells = (*row[:width], *(None,) * (width - len(row)))
        texts = [
            cell
            for column, cell in zip(self._columns, cells, strict=True)
            if isinstance(cell, str) and column.kind in _SEARCHED
        ]
        words = folded("\n".join(texts)).encode("utf-8", "replace").decode("utf-8")
        self._waiting.append((*(stored(cell) for cell in cells), words))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def close(self) -> None:
        """Forget all rows."""
        with self._lock:
            self._base.close()

    def columns(self, resource: Resource) -> tuple[Column, ...]:
        """The columns of the sheet's table."""
        return columns_of(resource)

    def summary(self, query: RowQuery, work: Work = QUIET) -> RowSummary:
        """Count and totals of the rows that fit."""
        return self._answer(query, work)[0]

    def page(self, query: RowQuery, start: int, size: int, work: Work = QUIET) -> Sequence[Row]:
        """At most `size` rows from position `start`, in the query's order."""
        wanted = self._answer(query, work)[1][start : start + size]
        rows: dict[int, Row] = {}
        with self._lock:
            for at in range(0, len(wanted), _BATCH):
                piece = wanted[at : at + _BATCH]
                marks = ",".join("?" * len(piece))
                sql = f"SELECT at, {self._names} FROM held WHERE at IN ({marks})"  # noqa: S608
                for found in self._base.execute(sql, piece.tolist()):
                    rows[found[0]] = self._row(found[1:])
        return [rows[number] for number in wanted]

    def _row(self, held: Iterable[Stored]) -> Row:
        return tuple(
            value_of(column.kind, cell) for column, cell in zip(self._columns, held, strict=True)
        )

    def _answer(self, query: RowQuery, work: Work) -> tuple[RowSummary, array[int]]:
        with self._lock:
            self._flush()
            known = self._answers.get(query)
            if known is not None:
                self._answers.move_to_end(query)
                return known
            self._base.set_progress_handler(lambda: _cancelled(work), _STEPS)
            try:
                answer = self._ask(query)
            except sqlite3.OperationalError as error:
                if "interrupted" in str(error):
                    raise Cancelled from error
                raise
            finally:
                self._base.set_progress_handler(None, 0)
            self._answers[query] = answer
            if len(self._answers) > _ANSWERS_KEPT:
                self._answers.popitem(last=False)
            return answer

    def _ask(self, query: RowQuery) -> tuple[RowSummary, array[int]]:
        where, values = self._conditions(query.where)
        order = self._order(query)
        found = self._base.execute(f"SELECT at FROM held{where}{order}", values)  # noqa: S608
        numbers = array("q", (row[0] for row in found))
        keys = TOTALS.get(self._resource, ())
        sums = ", ".join(
            f"SUM(CASE WHEN typeof(c{at}) = 'integer' THEN c{at} END)"
            for at in (index_of(self._resource, key) for key in keys)
        )
        totals: dict[str, int] = {}
        if keys:
            row = self._base.execute(f"SELECT {sums} FROM held{where}", values).fetchone()  # noqa: S608
            totals = {key: int(total or 0) for key, total in zip(keys, row, strict=True)}
        return RowSummary(len(numbers), totals, self._as_of), numbers

    def _conditions(self, where: RowFilter) -> tuple[str, list[Stored]]:
        parts: list[str] = []
        values: list[Stored] = []

        def need(key: str, test: str, *given: Stored) -> None:
            if any(column.key == key for column in self._columns):
                parts.append(test.format(f"c{index_of(self._resource, key)}"))
                values.extend(given)

        for first, last in _spans(where):
            need(_TIME_COLUMNS.get(self._resource, ""), "{0} >= ?", _start_of(first))
            need(_TIME_COLUMNS.get(self._resource, ""), "{0} < ?", _start_of(last + timedelta(1)))
        for key, wanted in (
            ("payment_mode", where.payment_mode),
            ("outlet", where.outlet),
            ("category", where.category),
        ):
            if wanted:
                need(key, "{0} = ?", wanted)
        if where.amount_from is not None:
            need("total_paise", "{0} >= ?", where.amount_from)
        if where.amount_to is not None:
            need("total_paise", "{0} <= ?", where.amount_to)
        if where.search.strip():
            parts.append("instr(words, ?) > 0")
            values.append(folded(where.search.strip()))
        return (" WHERE " + " AND ".join(parts) if parts else ""), values

    def _order(self, query: RowQuery) -> str:
        key = query.sort or _TIME_COLUMNS.get(self._resource, "")
        if not key:
            return " ORDER BY at"
        down = " DESC" if query.descending or not query.sort else ""
        return f" ORDER BY c{index_of(self._resource, key)}{down}, c0{down}, at{down}"

    def _flush(self) -> None:
        if self._waiting:
            sql = f"INSERT INTO held ({self._names}, words) VALUES ({self._marks})"  # noqa: S608
            self._base.executemany(sql, self._waiting)
            self._waiting.clear()


def folded(text: str) -> str:
    """Text for searching: composed, without case."""
    return unicodedata.normalize("NFC", text).casefold()


def _spans(where: RowFilter) -> list[tuple[date, date]]:
    spans = [year_bounds(where.financial_year)] if where.financial_year else []
    if where.date_from or where.date_to:
        spans.append((where.date_from or date(1900, 1, 1), where.date_to or date(9000, 1, 1)))
    return spans


def _start_of(day: date) -> Stored:
    return stored(datetime.combine(day, time(), IST).astimezone(UTC))


def _cancelled(work: Work) -> int:
    try:
        work.check()
    except Cancelled:
        return 1
    return 0
