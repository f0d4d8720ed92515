"""One value as one csv field, and back again exactly.

Programs that open csv files take text for a formula by its first sign, so such text gets an
apostrophe in front (OWASP, CSV injection); our reader takes it off again. The file's notes count
these, because another program shows the apostrophe.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind
from kassadesk.files.cells import cut, utf16_units, visible_controls

FIELD_UNITS = 100_000
"""Longer texts are cut; the csv module of Python refuses to read fields past 131,072."""

TRIGGERS = re.compile(r"\s*[=+\-@＝＋－＠'\t\r\n|%]")
_TYPED = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.DAY, Kind.TIME, Kind.FLAG})


class Field(NamedTuple):
    """A field ready for the file."""

    text: str
    altered: str = ""
    """Why the field does not hold the exact value."""
    guarded: bool = False
    """True when an apostrophe was put before it."""


def field(kind: Kind, value: Cell) -> Field:
    """The csv field for a value of a column of this kind."""
    if value is None:
        return Field("")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Field("TRUE" if value else "FALSE")
    if isinstance(value, datetime):
        try:
            local = value.astimezone(IST).replace(tzinfo=None)
        except OverflowError:
            return Field(value.isoformat(), "date_out_of_range")
        return Field(local.isoformat(sep=" "))
    if isinstance(value, date):
        return Field(value.isoformat())
    if kind in (Kind.MONEY, Kind.RATE):
        sign = "-" if value < 0 else ""
        whole, rest = divmod(abs(value), 100)
        return Field(f"{sign}{whole}.{rest:02d}{'%' if kind is Kind.RATE else ''}")
    return Field(str(value))


def _text(value: str) -> Field:
    if value == "":
        return Field("", "empty_text")
    shown = visible_controls(value, keep="\r")
    reason = "control_character" if shown != value else ""
    if utf16_units(shown) > FIELD_UNITS:
        shown, reason = cut(shown, FIELD_UNITS) + " […]", "too_long"
    if TRIGGERS.match(shown):
        return Field("'" + shown, reason, guarded=True)
    return Field(shown, reason)


def shown(kind: Kind, exact: Cell) -> Cell:
    """What a reader gets from the field that was written for a value."""
    return from_field(kind, field(kind, exact).text)


_PATTERNS: dict[Kind, re.Pattern[str]] = {
    Kind.MONEY: re.compile(r"-?\d{1,30}\.\d\d", re.ASCII),
    Kind.RATE: re.compile(r"-?\d{1,30}\.\d\d%", re.ASCII),
    Kind.COUNT: re.compile(r"-?\d{1,30}", re.ASCII),
    Kind.DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    Kind.TIME: re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?", re.ASCII),
}


def from_field(kind: Kind, text: str) -> Cell:
    """The value of a field, in the program's own type for the kind of its column."""
    if text == "":
        return None
    if kind in _TYPED:
        value = _typed(kind, text)
        if value is not None:
            return value
    return text[1:] if text.startswith("'") else text


def _typed(kind: Kind, text: str) -> Cell:
    if kind is Kind.FLAG:
        return {"TRUE": True, "FALSE": False}.get(text)
    if not _PATTERNS[kind].fullmatch(text):
        return None
    try:
        if kind is Kind.TIME:
            return datetime.fromisoformat(text).replace(tzinfo=IST).astimezone(UTC)
        if kind is Kind.DAY:
            return date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return int(text.replace(".", "").removesuffix("%"))
