"""The one place where a value becomes visible text, plain or masked.

Every view, tooltip, accessible name, copy and file name asks a Lens. While a walkthrough runs, the
lens masks each personal value with a shape fixed per kind, whatever the value's length, so two
shops look the same (DESIGN.md 12, picture 13). An absent value looks the same as a present one.
"""

from __future__ import annotations

from datetime import date, datetime

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Column, Kind

_DOT = "•"

MASKS: dict[Kind, str] = {
    Kind.TEXT: _DOT * 6,
    Kind.NAME: _DOT * 6,
    Kind.PHONE: "+91 ••••• •••••",
    Kind.EMAIL: "•••••@•••••",
    Kind.ADDRESS: "••••• ••••••, ••••••",
    Kind.GSTIN: _DOT * 15,
    Kind.PAN: _DOT * 10,
    Kind.PIN: _DOT * 6,
    Kind.LICENCE: _DOT * 8,
    Kind.REFERENCE: _DOT * 8,
    Kind.IP_ADDRESS: "•••.•••.•••.•••",
    Kind.MONEY: "₹••••",
    Kind.COUNT: "••••",
    Kind.RATE: "•• %",
    Kind.DAY: "••-••-••••",
    Kind.TIME: "••-••-•••• ••:••",
    Kind.FLAG: "•••",
    Kind.CHOICE: "••••••",
}

MASKED_SIZE = "•• MB"

ABSENT = "–"
"""Shown where a value does not apply."""


class Lens:
    """Turns values into text. Immutable: a walkthrough swaps one lens for the other."""

    def __init__(self, masked: bool = False) -> None:
        self.masked = masked

    def text(self, column: Column, value: Cell) -> str:
        """The visible text of a table cell: dates dd-mm-yyyy, money ₹1,23,456.00, masks if due."""
        return self.value(column.kind, value, personal=column.personal)

    def value(self, kind: Kind, value: Cell, *, personal: bool = True) -> str:
        """The visible text of a single value of a kind."""
        if personal and self.masked:
            return MASKS[kind]
        return plain_text(kind, value)

    def count(self, number: int) -> str:
        """A count with Indian grouping; masked, because counts tell two shops apart."""
        return MASKS[Kind.COUNT] if self.masked else grouped(number)

    def size(self, size_bytes: int) -> str:
        """A file size, 412 KB; masked, because it tells how much a shop has."""
        return MASKED_SIZE if self.masked else size_in_words(size_bytes)

    def personal_text(self, text: str, kind: Kind = Kind.TEXT) -> str:
        """Free text that may hold a personal value, as it is or as the mask of its kind."""
        return MASKS[kind] if self.masked else text


PLAIN = Lens()
MASKED = Lens(masked=True)


def plain_text(kind: Kind, value: Cell) -> str:
    """The text of a value without any mask."""
    if value is None or value == "":
        return ABSENT
    if isinstance(value, datetime):
        return value.astimezone(IST).strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, bool):
        return "✓" if value else ABSENT
    if isinstance(value, int):
        return _number(kind, value)
    return value


def _number(kind: Kind, value: int) -> str:
    if kind is Kind.MONEY:
        return money(value)
    if kind is Kind.RATE:
        return f"{value / 100:g} %"
    return grouped(value) if kind is Kind.COUNT else str(value)


def grouped(number: int) -> str:
    """Indian digit groups: 1248306 becomes 12,48,306."""
    sign = "−" if number < 0 else ""
    digits = str(abs(number))
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while head:
        groups.append(head[-2:])
        head = head[:-2]
    return sign + ",".join([*reversed(groups), tail])


def money(paise: int) -> str:
    """Rupees with two decimals and Indian groups; a minus sign goes before the rupee sign."""
    sign = "−" if paise < 0 else ""
    rupees, rest = divmod(abs(paise), 100)
    return f"{sign}₹{grouped(rupees)}.{rest:02d}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in_words(moment: date | datetime) -> str:
    """A day as running text: 3 Jun 2026 (Indian day)."""
    day = moment.astimezone(IST) if isinstance(moment, datetime) else moment
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_in_words(year: int, month: int) -> str:
    """A month as running text: Jun 2026."""
    return f"{_MONTHS[month - 1]} {year}"


def time_in_words(moment: datetime) -> str:
    """A moment as running text: 3 Jun 2026, 10:14 AM (Indian time)."""
    local = moment.astimezone(IST)
    return f"{day_in_words(moment)}, {clock_time(local)}"


def clock_time(moment: datetime) -> str:
    """The time of day: 10:14 AM (Indian time)."""
    local = moment.astimezone(IST)
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'AM' if local.hour < 12 else 'PM'}"


def size_in_words(size_bytes: int) -> str:
    """A file size: 412 KB, 11 MB."""
    if size_bytes < 1024:
        return f"{size_bytes} bytes"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024 / 1024:.{1 if size_bytes < 10 * 1024 * 1024 else 0}f} MB"
