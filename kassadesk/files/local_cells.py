"""Values as SQLite holds them, so that it sorts, compares and adds them as the server does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from kassadesk.core.rows import Cell, Kind

Stored: TypeAlias = str | int | bytes | None
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63 - 1


def stored(value: Cell) -> Stored:
    """A value for a column without a type: times as microseconds, days as day numbers."""
    if isinstance(value, datetime):
        return (value - _EPOCH) // _MICROSECOND
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST else str(value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def value_of(kind: Kind, held: Stored) -> Cell:
    """The value again, by the kind of its column."""
    if isinstance(held, bytes):
        return held.decode("utf-8", "surrogatepass")
    if isinstance(held, int):
        if kind is Kind.TIME:
            return _EPOCH + held * _MICROSECOND
        if kind is Kind.DAY:
            return date.fromordinal(held)
        if kind is Kind.FLAG:
            return bool(held)
    return held
