"""Big tables by page: columns, queries, and the RowSource that answers them.

One table model shows two sources: the server (`api.server_rows`) and an opened file
(`files.local_rows`). Sorting and filtering are fields of the query; the source does them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from kassadesk.core.work import QUIET, Work

Cell: TypeAlias = str | int | bool | date | datetime | None
"""One value: text, count or paise, flag, day, aware UTC time, or None for "not held"."""

Row: TypeAlias = tuple[Cell, ...]
"""Cells in the order of the table's columns."""


class Kind(StrEnum):
    """What a value is; decides its text, its mask, its cell type in Excel."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    GSTIN = "gstin"
    PAN = "pan"
    PIN = "pin"
    LICENCE = "licence"
    REFERENCE = "reference"  # ids and numbers that are never grouped or added: text, exact
    IP_ADDRESS = "ip_address"
    MONEY = "money"  # integer paise
    COUNT = "count"
    RATE = "rate"  # basis points: 1800 is 18 %
    DAY = "day"
    TIME = "time"
    FLAG = "flag"
    CHOICE = "choice"  # a word of a closed list; the window owns its text


class Resource(StrEnum):
    """The tables of the contract, each with fixed columns (`core.columns`)."""

    FIELDS = "fields"
    FIELD_CHANGES = "field-changes"
    TRANSACTIONS = "transactions"
    USAGE_EVENTS = "usage-events"
    DEVICES = "devices"
    SIGN_INS = "sign-ins"
    MESSAGES = "messages"
    CONSENT_EVENTS = "consent-events"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    """The contract's name of it, e.g. `total_paise`."""
    kind: Kind
    personal: bool = False
    """True when the value tells about a person or the shop and is hidden in a walkthrough."""
    sortable: bool = False
    """True when the server sorts by it."""


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are wanted; None and "" mean any. All given parts must hold."""

    financial_year: str | None = None
    """Like "2026-27": 1 April to 31 March, Indian time."""
    date_from: date | None = None
    """First day wanted, Indian time, inclusive."""
    date_to: date | None = None
    """Last day wanted, Indian time, inclusive."""
    payment_mode: str | None = None
    """cash, upi, card or credit (transactions only)."""
    outlet: str | None = None
    """Outlet id (transactions only)."""
    amount_from: int | None = None
    """Least total in paise (transactions only)."""
    amount_to: int | None = None
    """Greatest total in paise (transactions only)."""
    category: str | None = None
    """Category id (fields and field changes only)."""
    search: str = ""
    """Text looked for in the text columns, without regard to case."""
    since: datetime | None = None
    """First moment wanted (UTC), by the table's time column."""


EVERYTHING = RowFilter()


@dataclass(frozen=True, slots=True)
class RowQuery:
    """One question to a RowSource. Equal queries give equal rows within one snapshot."""

    resource: Resource
    where: RowFilter = EVERYTHING
    sort: str = ""
    """Column key to sort by; "" is the table's own order (newest first)."""
    descending: bool = True


@dataclass(frozen=True, slots=True)
class RowSummary:
    """What a query found, before any page is read."""

    count: int
    """Rows that fit the query."""
    totals: dict[str, int] = field(default_factory=dict)
    """Sum of each money or count column over all rows that fit, by column key, in paise or units."""
    as_of: datetime | None = None
    """When the snapshot was taken (UTC); None for a source without one."""


class RowSource(Protocol):
    """Rows by page. Blocking: call through Tasks. May be called from several worker threads."""

    def columns(self, resource: Resource) -> tuple[Column, ...]:
        """The columns of a table, in order. Never blocks."""

    def summary(self, query: RowQuery, work: Work = QUIET) -> RowSummary:
        """Count and totals of the rows that fit. Raises KassaError."""

    def page(self, query: RowQuery, start: int, size: int, work: Work = QUIET) -> Sequence[Row]:
        """At most `size` rows from position `start` (0 is first), in the query's order.

        Shorter only at the end. Raises KassaError; SnapshotExpired when the frozen view ended
        (then ask `summary` again).
        """
