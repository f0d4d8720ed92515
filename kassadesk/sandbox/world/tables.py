"""Tables of the world: columns in the contract's order, rows by number, and how rows are chosen.

Rows are numbered from 0, oldest first, and never change. A row is a tuple of JSON values in column
order; times are wire text. The sandbox spells its columns itself, so that a mistake in the
program's own list shows as a difference instead of cancelling out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from kassadesk.core.rows import Resource
from kassadesk.sandbox.world.story import epoch_text

Value: TypeAlias = str | int | bool | None
WireRow: TypeAlias = tuple[Value, ...]
Numbers: TypeAlias = Sequence[int]


def _keys(names: str) -> tuple[str, ...]:
    return tuple(names.split())


COLUMNS: dict[Resource, tuple[str, ...]] = {
    Resource.FIELDS: _keys(
        "field_id category label value value_kind personal source purposes legal_basis kept "
        "recipients changed_at"
    ),
    Resource.FIELD_CHANGES: _keys("change_id field_id changed_at changed_by before after reason"),
    Resource.TRANSACTIONS: _keys(
        "transaction_id billed_at bill_number outlet kind customer_name customer_phone "
        "customer_gstin items hsn payment_mode payment_reference taxable_paise gst_rate_bp "
        "gst_paise total_paise note"
    ),
    Resource.USAGE_EVENTS: _keys(
        "event_id happened_at screen action app_version device_id error_code detail"
    ),
    Resource.DEVICES: _keys(
        "device_id first_seen last_seen model system browser ip_address used_by"
    ),
    Resource.SIGN_INS: _keys("sign_in_id happened_at person device_id ip_address place outcome"),
    Resource.MESSAGES: _keys("message_id sent_at purpose channel label recipient subject outcome"),
    Resource.CONSENT_EVENTS: _keys(
        "event_id record_id opt_in_id happened_at state actor actor_name method policy_version "
        "language receipt_number"
    ),
}

TIME_COLUMN: dict[Resource, str] = {
    Resource.FIELDS: "changed_at",
    Resource.FIELD_CHANGES: "changed_at",
    Resource.TRANSACTIONS: "billed_at",
    Resource.USAGE_EVENTS: "happened_at",
    Resource.DEVICES: "last_seen",
    Resource.SIGN_INS: "happened_at",
    Resource.MESSAGES: "sent_at",
    Resource.CONSENT_EVENTS: "happened_at",
}

SORTABLE: dict[Resource, frozenset[str]] = {
    Resource.FIELDS: frozenset({"field_id", "category", "label", "changed_at"}),
    Resource.FIELD_CHANGES: frozenset({"field_id", "changed_at"}),
    Resource.TRANSACTIONS: frozenset(
        _keys(
            "billed_at bill_number customer_name items payment_mode taxable_paise gst_rate_bp gst_paise "
            "total_paise"
        )
    ),
    Resource.USAGE_EVENTS: frozenset({"happened_at", "screen", "action", "error_code"}),
    Resource.DEVICES: frozenset({"first_seen", "last_seen", "model", "system", "used_by"}),
    Resource.SIGN_INS: frozenset({"happened_at", "person", "outcome"}),
    Resource.MESSAGES: frozenset({"sent_at", "purpose", "channel", "label"}),
    Resource.CONSENT_EVENTS: frozenset({"opt_in_id", "happened_at", "state"}),
}

# Words of closed lists, flags, amounts and times are not searched: a person looks for text.
SEARCHED: dict[Resource, tuple[str, ...]] = {
    Resource.FIELDS: ("field_id", "label", "value", "source", "purposes", "kept", "recipients"),
    Resource.FIELD_CHANGES: ("change_id", "field_id", "before", "after", "reason"),
    Resource.TRANSACTIONS: _keys(
        "transaction_id bill_number outlet customer_name customer_phone customer_gstin hsn "
        "payment_reference note"
    ),
    Resource.USAGE_EVENTS: _keys("event_id screen action app_version device_id error_code detail"),
    Resource.DEVICES: ("device_id", "model", "system", "browser", "ip_address", "used_by"),
    Resource.SIGN_INS: ("sign_in_id", "person", "device_id", "ip_address", "place"),
    Resource.MESSAGES: ("message_id", "recipient", "subject"),
    Resource.CONSENT_EVENTS: _keys(
        "event_id record_id opt_in_id actor_name method policy_version receipt_number"
    ),
}

TOTALLED: dict[Resource, tuple[str, ...]] = {
    Resource.TRANSACTIONS: ("items", "taxable_paise", "gst_paise", "total_paise"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Which rows are wanted; None (and "" for search) means any. All parts must hold."""

    from_epoch: int | None = None
    """First second wanted."""
    until_epoch: int | None = None
    """First second no longer wanted."""
    payment_mode: str | None = None
    outlet: str | None = None
    amount_from: int | None = None
    amount_to: int | None = None
    category: str | None = None
    search: str = ""
    """Casefolded NFC text."""


class Table(Protocol):
    """Rows that never change, by number."""

    resource: Resource
    count: int
    newest_first: bool
    """How the table is read when nobody asks for an order."""

    def rows(self, numbers: Numbers) -> list[WireRow]:
        """The rows of those numbers, in the order of the numbers."""

    def chosen(self, where: Where) -> Numbers:
        """Rising numbers of the rows that fit."""

    def ordered(self, numbers: Numbers, key: str) -> Numbers:
        """The same numbers by rising value of a sortable column, then by id."""

    def totals(self, numbers: Numbers) -> dict[str, int]:
        """The sum of each totalled column over those rows."""


class ListTable:
    """A table of few rows, built once when first asked for."""

    def __init__(
        self,
        resource: Resource,
        build: Callable[[], Iterable[WireRow]],
        count: int,
        newest_first: bool = True,
    ) -> None:
        self.resource = resource
        self.count = count
        self.newest_first = newest_first
        self._build = build
        self._built: list[WireRow] | None = None

    @property
    def _rows(self) -> list[WireRow]:
        if self._built is None:
            self._built = list(self._build())
        return self._built

    def rows(self, numbers: Numbers) -> list[WireRow]:
        """The rows of those numbers."""
        all_rows = self._rows
        return [all_rows[number] for number in numbers]

    def chosen(self, where: Where) -> Numbers:
        """Rising numbers of the rows that fit, by looking at each."""
        if where == Where():
            return range(self.count)
        fits = row_test(self.resource, where)
        return array("I", (number for number, row in enumerate(self._rows) if fits(row)))

    def ordered(self, numbers: Numbers, key: str) -> Numbers:
        """The numbers by rising value; rows without a value come first."""
        place = COLUMNS[self.resource].index(key)
        all_rows = self._rows
        return array("I", sorted(numbers, key=lambda number: sort_key(all_rows[number][place])))

    def totals(self, numbers: Numbers) -> dict[str, int]:
        """Short tables have no amounts."""
        return {}


class LaterRows:
    """A table without its oldest rows; the rows that are left keep their numbers."""

    def __init__(self, table: Table, first: int) -> None:
        self.resource = table.resource
        self.count = max(0, table.count - first)
        self.newest_first = table.newest_first
        self._table, self._first = table, first

    def rows(self, numbers: Numbers) -> list[WireRow]:
        """The rows of those numbers."""
        return self._table.rows(numbers)

    def chosen(self, where: Where) -> Numbers:
        """Rising numbers of the rows that fit and are left."""
        numbers = self._table.chosen(where)
        return numbers[bisect_left(numbers, self._first) :]

    def ordered(self, numbers: Numbers, key: str) -> Numbers:
        """The numbers by rising value, then id."""
        return self._table.ordered(numbers, key)

    def totals(self, numbers: Numbers) -> dict[str, int]:
        """Sums over the rows."""
        return self._table.totals(numbers)


def sort_key(value: Value) -> tuple[bool, str | int]:
    """Orders values of one column: nothing first, then numbers by size, text without regard to case."""
    if value is None:
        return (False, "")
    return (True, value.casefold() if isinstance(value, str) else value)


def row_test(resource: Resource, where: Where) -> Callable[[WireRow], bool]:
    """Whether a row of a short table fits."""
    columns = COLUMNS[resource]
    time_place = columns.index(TIME_COLUMN[resource])
    searched = [columns.index(key) for key in SEARCHED[resource]]
    from_text, until_text = _wire(where.from_epoch), _wire(where.until_epoch)

    def fits(row: WireRow) -> bool:
        moment = str(row[time_place])
        if (from_text and moment < from_text) or (until_text and moment >= until_text):
            return False
        if where.category is not None and not _in_category(resource, row, where.category):
            return False
        return not where.search or any(
            where.search in str(row[place]).casefold()
            for place in searched
            if row[place] is not None
        )

    return fits


def _wire(epoch: int | None) -> str | None:
    return None if epoch is None else epoch_text(epoch)


def _in_category(resource: Resource, row: WireRow, category: str) -> bool:
    if resource is Resource.FIELDS:
        return row[COLUMNS[resource].index("category")] == category
    return str(row[COLUMNS[resource].index("field_id")]).startswith(f"{category}.")
