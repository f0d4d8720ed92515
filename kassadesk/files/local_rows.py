"""The rows of one sheet of an opened file as a RowSource: filter, sort, search, totals offline.

The rows lie in a private SQLite file (`local_table`), read only here. Each question is answered once
as a list of row numbers; pages are cut from it. The usual order needs no list when the file has it.
A search (`row_words`) gives row numbers too, and only these are left of the list.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from pathlib import Path

from kassadesk.core.clock import IST, year_bounds
from kassadesk.core.columns import TOTALS, columns_of, index_of
from kassadesk.core.rows import (
    EVERYTHING,
    Column,
    Resource,
    Row,
    RowFilter,
    RowQuery,
    RowSummary,
)
from kassadesk.core.work import QUIET, Cancelled, Work
from kassadesk.files.local_cells import Stored, stored, value_of
from kassadesk.files.local_table import ROWS_FILE, TIME_COLUMNS, HeldSheet
from kassadesk.files.row_words import RowWords

_ANSWERS_KEPT = 6
_BATCH = 1_000
_AS_IN_FILE = " ORDER BY at"
_STEPS = 20_000
"""SQLite steps between two looks at whether the person still wants the answer."""


class LocalRows:
    """RowSource over one sheet in a private folder. Safe from several threads. Close it after use."""

    def __init__(self, room: Path, sheet: HeldSheet) -> None:
        self._sheet = sheet
        self._table = f"held_{sheet.place}"
        self._columns = columns_of(sheet.resource)
        self._names = ", ".join(f"c{place}" for place in range(len(self._columns)))
        self._lock = threading.Lock()
        self._sums: dict[str, array[int]] = {}
        """The columns that are added up, by row number; read when a part of the rows is asked for."""
        self._answers: OrderedDict[RowQuery, tuple[RowSummary, array[int]]] = OrderedDict()
        address = f"{(room / ROWS_FILE).absolute().as_uri()}?mode=ro"
        self._base = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._base.execute("PRAGMA temp_store = MEMORY")  # nothing of it outside the private folder
        self._words = RowWords(self._base, room, sheet.place)

    def close(self) -> None:
        """Let go of the rows; a question that is being answered ends as cancelled."""
        self._base.interrupt()
        with self._lock:
            self._base.close()
            self._words.close()

    @property
    def indexed(self) -> bool:
        """True when the index of words stands; searching works before, only slower."""
        return self._words.indexed

    def columns(self, resource: Resource) -> tuple[Column, ...]:
        """The columns of the sheet's table."""
        return columns_of(resource)

    def summary(self, query: RowQuery, work: Work = QUIET) -> RowSummary:
        """Count and totals of the rows that fit."""
        if query.where == EVERYTHING:
            return RowSummary(self._sheet.count, dict(self._sheet.totals), self._sheet.as_of)
        return self._answer(query, work)[0]

    def page(self, query: RowQuery, start: int, size: int, work: Work = QUIET) -> Sequence[Row]:
        """At most `size` rows from position `start`, in the query's order."""
        if query.where == EVERYTHING and not query.sort and self._sheet.in_order:
            wanted: Sequence[int] = range(start + 1, min(start + size, self._sheet.count) + 1)
        else:
            wanted = self._answer(query, work)[1][start : start + size]
        rows: dict[int, Row] = {}
        with self._lock:
            for at in range(0, len(wanted), _BATCH):
                piece = wanted[at : at + _BATCH]
                marks = ",".join("?" * len(piece))
                sql = f"SELECT at, {self._names} FROM {self._table} WHERE at IN ({marks})"  # noqa: S608
                for found in self._base.execute(sql, list(piece)):
                    rows[found[0]] = self._row(found[1:])
        return [rows[number] for number in wanted]

    def _row(self, held: Iterable[Stored]) -> Row:
        return tuple(
            value_of(column.kind, cell) for column, cell in zip(self._columns, held, strict=True)
        )

    def _answer(self, query: RowQuery, work: Work) -> tuple[RowSummary, array[int]]:
        with self._lock:
            known = self._answers.get(query)
            if known is not None:
                self._answers.move_to_end(query)
                return known
            self._base.set_progress_handler(lambda: _cancelled(work), _STEPS)
            try:
                answer = self._ask(query, work)
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

    def _ask(self, query: RowQuery, work: Work) -> tuple[RowSummary, array[int]]:
        numbers = self._numbers(query, work)
        everything = query.where == EVERYTHING
        totals = dict(self._sheet.totals) if everything else self._totals(numbers)
        return RowSummary(len(numbers), totals, self._sheet.as_of), numbers

    def _numbers(self, query: RowQuery, work: Work) -> array[int]:
        """The rows that fit, in the order asked for."""
        text = query.where.search.strip()
        found = self._words.rows_with(text, work) if text else None
        where, values = self._conditions(query.where)
        order = self._order(query)
        if found is not None and (not found or (not where and order == _AS_IN_FILE)):
            return found
        sql = f"SELECT at FROM {self._table}{where}{order}"  # noqa: S608
        fitting = (row[0] for row in self._base.execute(sql, values))
        if found is not None:
            fitting = filter(frozenset(found).__contains__, fitting)  # type: ignore[assignment]
        return array("q", fitting)

    def _totals(self, numbers: Sequence[int]) -> dict[str, int]:
        if not self._sums:
            for key in TOTALS.get(self._sheet.resource, ()):
                sql = f"SELECT cells FROM sums_{self._sheet.place} WHERE name = ?"  # noqa: S608
                self._sums[key] = array("q", self._base.execute(sql, (key,)).fetchone()[0])
        if len(numbers) < 2:  # itemgetter gives a tuple only of two or more
            return {key: sum(cells[at] for at in numbers) for key, cells in self._sums.items()}
        chosen = itemgetter(*numbers)
        return {key: sum(chosen(cells)) for key, cells in self._sums.items()}

    def _conditions(self, where: RowFilter) -> tuple[str, list[Stored]]:
        parts: list[str] = []
        values: list[Stored] = []
        resource = self._sheet.resource

        def need(key: str, test: str, *given: Stored) -> None:
            if any(column.key == key for column in self._columns):
                parts.append(test.format(f"c{index_of(resource, key)}"))
                values.extend(given)

        for first, last in _spans(where):
            need(TIME_COLUMNS.get(resource, ""), "{0} >= ?", _start_of(first))
            need(TIME_COLUMNS.get(resource, ""), "{0} < ?", _start_of(last + timedelta(1)))
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
        return (" WHERE " + " AND ".join(parts) if parts else ""), values

    def _order(self, query: RowQuery) -> str:
        key = query.sort or TIME_COLUMNS.get(self._sheet.resource, "")
        if not key or (not query.sort and self._sheet.in_order):
            return _AS_IN_FILE
        down = " DESC" if query.descending or not query.sort else ""
        return f" ORDER BY c{index_of(self._sheet.resource, key)}{down}, c0{down}, at{down}"


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
