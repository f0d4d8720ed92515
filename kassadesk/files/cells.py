"""One value as one Excel cell, and back again exactly.

Text is always a text cell, so nothing that came from a bill can become a formula. What a cell cannot
hold exactly gets the nearest visible form and a reason; the exact value goes to the file's list of
altered values (`exact_values`), so nothing is lost and nothing is changed in silence.

Limits of the format: 32,767 UTF-16 units a cell, 15 digits a number, no days that all programs agree
on before 1 March 1900 (ECMA-376 part 1, 18.17.4.1, and the leap day of 1900 that never was).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind

CELL_UNITS = 32_767
"""UTF-16 units that fit one cell."""
LARGEST = 10**15 - 1
_FIRST_DAY = date(1900, 3, 1)
_SHOWN_CUT = " […]"

ExcelValue: TypeAlias = str | int | float | Decimal | bool | date | datetime | timedelta | None
"""What a workbook library takes or gives for one cell."""


class Look(StrEnum):
    """How a cell is shown; the workbook has one style for each."""

    TEXT = "text"
    MONEY = "money"
    MONEY_BELOW_ZERO = "money_below_zero"
    MONEY_BELOW_LAKH = "money_below_lakh"
    MONEY_BELOW_CRORE = "money_below_crore"
    COUNT = "count"
    COUNT_BELOW_ZERO = "count_below_zero"
    COUNT_BELOW_LAKH = "count_below_lakh"
    COUNT_BELOW_CRORE = "count_below_crore"
    RATE = "rate"
    DAY = "day"
    TIME = "time"
    FLAG = "flag"


class Written(NamedTuple):
    """A cell ready for the workbook."""

    value: ExcelValue
    look: Look
    altered: str = ""
    """Why the cell does not hold the exact value; "" when it does."""


def written(kind: Kind, value: Cell) -> Written:
    """The cell for a value of a column of this kind."""
    if value is None:
        return Written(None, Look.TEXT)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Written(value, Look.FLAG)
    if isinstance(value, datetime):
        return _time(value)
    if isinstance(value, date):
        return _day(value)
    return _number(kind, value)


def read_back(kind: Kind, raw: ExcelValue) -> Cell:
    """The value a cell holds, in the program's own type for the kind of its column.

    Only a cell of the right type is taken for a number, a time or a flag: text that looks like one
    stays text, so that a changed cell is seen as changed.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, str):
        return raw
    reader = _READERS.get(kind)
    value = reader(raw) if reader is not None else None
    return f"[{type(raw).__name__}] {raw}" if value is None else value


def shown(kind: Kind, exact: Cell) -> Cell:
    """What a reader gets from the cell that was written for a value."""
    value = written(kind, exact).value
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, Decimal):
        value = float(value)
    return read_back(kind, value)


def restored(kind: Kind, found: Cell, exact: Cell) -> Cell:
    """The exact value, when the cell still shows the form written for it; else what was found."""
    if found == shown(kind, exact):
        return exact
    if isinstance(exact, str) and not exact.strip() and (found is None or str(found).isspace()):
        return exact  # programs disagree on cells with nothing but spaces
    return found


def unescaped(text: str) -> str:
    """The text of a cell without the sign that keeps `_x0041_` from being taken for an escape."""
    return _ESCAPED.sub("_", text) if "_x005F_" in text else text


# --- out ---------------------------------------------------------------------------------------

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def _text(value: str) -> Written:
    if value == "":
        return Written(None, Look.TEXT, "empty_text")
    controls = _CONTROLS.search(value)
    if not controls and not value.strip():  # a form feed is both: space, and nothing XML can hold
        return Written(value, Look.TEXT, "only_spaces")
    reason = ""
    if controls:
        value, reason = _CONTROLS.sub(_visible, value), "control_character"
    if 2 * len(value) > CELL_UNITS and utf16_units(value) > CELL_UNITS:
        value, reason = cut(value, CELL_UNITS - len(_SHOWN_CUT)) + _SHOWN_CUT, "too_long"
    safe = _ESCAPE_LOOKALIKE.sub("_x005F_", value)
    if len(safe) != len(value) and utf16_units(safe) > CELL_UNITS:
        return Written(cut(value, CELL_UNITS // 8).replace("_x", "_ x"), Look.TEXT, "too_long")
    return Written(safe, Look.TEXT, reason)


def visible_controls(text: str, keep: str = "") -> str:
    """The text with a visible sign for each character that files cannot hold or show."""
    return _CONTROLS.sub(lambda found: found[0] if found[0] in keep else _visible(found), text)


def _visible(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def utf16_units(text: str) -> int:
    """The length Excel counts: characters outside the first plane count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, units: int) -> str:
    """The longest beginning of at most `units` UTF-16 units."""
    used = 0
    for place, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > units:
            return text[:place]
    return text


def _number(kind: Kind, value: int) -> Written:
    if abs(value) > LARGEST:
        return Written(str(value), Look.TEXT, "too_many_digits")
    if kind is Kind.MONEY:
        return Written(Decimal(value).scaleb(-2), _look(_MONEY, value, 100))
    if kind is Kind.RATE:
        return Written(Decimal(value).scaleb(-4), Look.RATE)
    return Written(value, _look(_COUNT, value, 1))


_MONEY = (Look.MONEY, Look.MONEY_BELOW_ZERO, Look.MONEY_BELOW_LAKH, Look.MONEY_BELOW_CRORE)
_COUNT = (Look.COUNT, Look.COUNT_BELOW_ZERO, Look.COUNT_BELOW_LAKH, Look.COUNT_BELOW_CRORE)


def _look(looks: tuple[Look, Look, Look, Look], value: int, unit: int) -> Look:
    if value >= 0:
        return looks[0]
    if value > -100_000 * unit:
        return looks[1]
    return looks[2] if value > -10_000_000 * unit else looks[3]


def _time(value: datetime) -> Written:
    try:
        local = value.astimezone(IST).replace(tzinfo=None)
    except OverflowError:
        return Written(value.isoformat(), Look.TEXT, "date_out_of_range")
    if local.date() < _FIRST_DAY:
        return Written(value.isoformat(), Look.TEXT, "date_before_1900")
    if local.microsecond:
        return Written(local.replace(microsecond=0), Look.TIME, "part_of_a_second")
    return Written(local, Look.TIME)


def _day(value: date) -> Written:
    if value < _FIRST_DAY:
        return Written(value.isoformat(), Look.TEXT, "date_before_1900")
    return Written(value, Look.DAY)


# --- back --------------------------------------------------------------------------------------


def _scaled(places: int) -> Callable[[ExcelValue], Cell]:
    factor = 10**places

    def back(raw: ExcelValue) -> Cell:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return None
        whole = round(raw * factor)
        # a number with more decimals than the column has is not one we wrote
        return whole if abs(raw * factor - whole) <= max(1e-6, abs(whole) * 3e-16) else None

    return back


def _time_back(raw: ExcelValue) -> Cell:
    if isinstance(raw, datetime):
        moment = raw
    elif isinstance(raw, date):
        moment = datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001 - the zone follows
    else:
        return None
    if moment.microsecond:
        moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.replace(tzinfo=IST).astimezone(UTC)


def _day_back(raw: ExcelValue) -> Cell:
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == datetime.min.time() else None
    return raw if isinstance(raw, date) else None


def _flag_back(raw: ExcelValue) -> Cell:
    return raw if isinstance(raw, bool) else None


_READERS: dict[Kind, Callable[[ExcelValue], Cell]] = {
    Kind.MONEY: _scaled(2),
    Kind.RATE: _scaled(4),
    Kind.COUNT: _scaled(0),
    Kind.TIME: _time_back,
    Kind.DAY: _day_back,
    Kind.FLAG: _flag_back,
}
