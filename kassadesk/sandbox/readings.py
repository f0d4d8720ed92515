"""What has been worked out for reading and may be asked again: frozen tables, choices of rows.

Kept per app, least recently used first out. Everything here can be computed anew at any time, so
a restart loses nothing. Safe from any thread; two threads may work out the same thing once each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from flask import current_app

from kassadesk.core.rows import Resource
from kassadesk.sandbox.held import change_rows, field_rows
from kassadesk.sandbox.ledger import event_rows
from kassadesk.sandbox.plans import bills_subject
from kassadesk.sandbox.questions import Question
from kassadesk.sandbox.state import State
from kassadesk.sandbox.world.tables import LaterRows, ListTable, Numbers, Table, WireRow

_T = TypeVar("_T")
_NAME = "kassadesk.readings"
_CATEGORY = {
    Resource.TRANSACTIONS: "billing",
    Resource.USAGE_EVENTS: "usage",
    Resource.DEVICES: "device",
    Resource.SIGN_INS: "device",
    Resource.MESSAGES: "messages",
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen view: when, until when, and up to which change."""

    snapshot_id: str
    as_of: str
    expires_at: str
    fields_mark: int
    choices_mark: int
    deleted: frozenset[str]
    """Subjects whose rows were deleted before."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that answer a question, in the order they are read."""

    table: Table
    numbers: Numbers

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    def rows(self, start: int, size: int) -> list[WireRow]:
        """At most `size` rows from a place in the reading order."""
        return self.table.rows(self.numbers[start : start + size])

    def totals(self) -> dict[str, int]:
        """Sums over all rows."""
        numbers = self.numbers
        return self.table.totals(_rising(numbers) if isinstance(numbers, range) else numbers)


class Readings:
    """The cache of one app."""

    def __init__(self, size: int = 12) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def table(self, at: State, frozen: Frozen, resource: Resource) -> Table:
        """A table as it was when the view was frozen."""
        if _CATEGORY.get(resource) in frozen.deleted:
            return _list_table(resource, [])
        if resource in (Resource.FIELDS, Resource.FIELD_CHANGES):
            rows = field_rows if resource is Resource.FIELDS else change_rows
            mark = frozen.fields_mark
            return self._once((resource, mark), lambda: _list_table(resource, rows(at, mark)))
        if resource is Resource.CONSENT_EVENTS:
            seq = frozen.choices_mark
            return self._once((resource, seq), lambda: _list_table(resource, event_rows(at, seq)))
        if resource is Resource.TRANSACTIONS and (first := _first_kept_bill(at, frozen)):
            return self._once((resource, first), lambda: LaterRows(at.world.table(resource), first))
        return at.world.table(resource)

    def selection(self, at: State, frozen: Frozen, question: Question) -> Selection:
        """The rows that answer a question. The first ask may scan; the same ask again does not."""
        table = self.table(at, frozen, question.resource)
        key = (id(table), question.where, question.sort, question.descending)
        return self._once(key, lambda: _selected(table, question))

    def _once(self, key: Hashable, work: Callable[[], _T]) -> _T:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(_T, self._kept[key])
        made = work()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


def readings() -> Readings:
    """The readings of the app that answers the present request."""
    kept = current_app.extensions.setdefault(_NAME, Readings())
    return cast(Readings, kept)


def _selected(table: Table, question: Question) -> Selection:
    numbers = table.chosen(question.where)
    if question.sort:
        numbers = table.ordered(numbers, question.sort)
    if question.descending if question.sort else table.newest_first:
        numbers = numbers[::-1]
    return Selection(table, numbers)


def _first_kept_bill(at: State, frozen: Frozen) -> int:
    """The number of the oldest bill that is held. Years end in order, so the oldest go first."""
    years = at.world.bills_by_year()
    return sum(records for year, records in years.items() if bills_subject(year) in frozen.deleted)


def _rising(numbers: range) -> range:
    return numbers if numbers.step > 0 else numbers[::-1]


def _list_table(resource: Resource, rows: Sequence[WireRow]) -> ListTable:
    newest_first = resource is not Resource.FIELDS
    return ListTable(resource, lambda: rows, len(rows), newest_first)
