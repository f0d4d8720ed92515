"""Typed values as the cells of a worksheet's XML. There is no branch here that could make a formula.

`cell` is the one encoder: text, number or flag, nothing else (ECMA-376 part 1, 18.3.1.4). Texts
stand in their cells (`inlineStr`) and not in a table of shared texts, because such a table needs
all distinct texts of a million rows in memory and a second look-up by every reader. `ColumnCells`
gives the same cells for many rows of a column at once: what is plain is joined without a look at
each value, all else goes through `cell`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind
from kassadesk.files.cells import CELL_UNITS, LARGEST, ExcelValue, Look, Written, written

Styles = dict[Look, int]
"""The number of each look in the workbook's table of styles."""

Note = Callable[[int, str, Cell], None]
"""Told of a value that could not be written exactly: row as Excel numbers it, reason, exact value."""

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers have no zone
_DAY_ZERO_UTC = datetime(1899, 12, 30, tzinfo=IST).astimezone(UTC)
_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465
"""1 March 1900 and 31 December 9999; see `cells` for the days before."""


def cell(place: str, shown: Written, style: int) -> str:
    """The XML of one cell, "" for an empty one. `place` is like "B7"."""
    value = shown.value
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_text(value)}</is></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" s="{style}" t="b"><v>{value:d}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{_number(value)}</v></c>'


def _text(value: str) -> str:
    kept = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
    return f"<t{kept}>{_escaped(value)}</t>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(value: ExcelValue) -> str:
    if isinstance(value, datetime):
        return _serial(value - _DAY_ZERO)
    if isinstance(value, date):
        return str((value - _DAY_ZERO.date()).days)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    raise TypeError(type(value).__name__)


def _serial(since: timedelta) -> str:
    return repr(since.days + since.seconds / 86_400)


class ColumnCells:
    """The cells of one column, many rows at a time."""

    def __init__(self, letter: str, kind: Kind, styles: Styles, note: Note) -> None:
        self._letter = letter
        self._kind = kind
        self._styles = styles
        self._note = note

    def cells(self, numbers: Sequence[int], values: Sequence[Cell]) -> Sequence[str]:
        """A cell for each value, "" where there is none. `numbers` are the rows, Excel's count."""
        kinds = set(map(type, values)) - {type(None)}
        if not kinds:
            return [""] * len(values)
        if kinds == {str}:
            return self._plain_texts(numbers, cast(Sequence[str | None], values))
        if kinds == {datetime}:
            return self._times(numbers, cast(Sequence[datetime | None], values))
        if kinds == {int}:
            return self._numbers(numbers, cast(Sequence[int | None], values))
        return list(map(self._exact, numbers, values))

    def _exact(self, number: int, value: Cell) -> str:
        """One cell by the rules for each kind of value; what it cannot hold is noted."""
        if value is None:
            return ""
        shown = written(self._kind, value)
        if shown.altered:
            self._note(number, shown.altered, value)
        return cell(f"{self._letter}{number}", shown, self._styles[shown.look])

    def _begin(self, look: Look) -> tuple[str, str]:
        return f'<c r="{self._letter}', f'" s="{self._styles[look]}"'

    def _plain_texts(self, numbers: Sequence[int], values: Sequence[str | None]) -> Sequence[str]:
        texts = plain_texts([text for text in values if text is not None])
        if texts is None:
            return list(map(self._exact, numbers, values))
        before, style = self._begin(Look.TEXT)
        middle = style + ' t="inlineStr"><is><t>'
        if len(texts) == len(values):
            return [
                f"{before}{number}{middle}{text}</t></is></c>"
                for number, text in zip(numbers, texts, strict=True)
            ]
        following = iter(texts)
        return [
            "" if value is None else f"{before}{number}{middle}{next(following)}</t></is></c>"
            for number, value in zip(numbers, values, strict=True)
        ]

    def _times(self, numbers: Sequence[int], values: Sequence[datetime | None]) -> Sequence[str]:
        before, middle = self._begin(Look.TIME)
        found: list[str] = []
        for number, value in zip(numbers, values, strict=True):
            if value is not None and value.tzinfo is UTC:
                since = value - _DAY_ZERO_UTC
                if _FIRST_SERIAL <= since.days <= _LAST_SERIAL and not since.microseconds:
                    serial = since.days + since.seconds / 86_400
                    found.append(f"{before}{number}{middle}><v>{serial!r}</v></c>")
                    continue
            found.append(self._exact(number, value))
        return found

    def _numbers(self, numbers: Sequence[int], values: Sequence[int | None]) -> Sequence[str]:
        look = _LOOKS.get(self._kind, Look.COUNT)
        before, style = self._begin(look)
        middle = style + "><v>"
        exact = self._exact
        if look is Look.MONEY:
            return [
                f"{before}{number}{middle}{value // 100}.{value % 100:02d}</v></c>"
                if value is not None and 0 <= value <= LARGEST
                else exact(number, value)
                for number, value in zip(numbers, values, strict=True)
            ]
        if look is Look.RATE:
            texts = {
                value: f"{middle}{value // 10_000}.{value % 10_000:04d}</v></c>"
                for value in set(values)
                if value is not None and 0 <= value <= LARGEST
            }
            return [
                f"{before}{number}{texts[value]}" if value in texts else exact(number, value)
                for number, value in zip(numbers, values, strict=True)
            ]
        return [
            f"{before}{number}{middle}{value}</v></c>"
            if value is not None and 0 <= value <= LARGEST
            else exact(number, value)
            for number, value in zip(numbers, values, strict=True)
        ]


_LOOKS = {Kind.MONEY: Look.MONEY, Kind.RATE: Look.RATE}


_BETWEEN = "\u241e"
"""Stands between texts while many are looked at together."""

_SPECIAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff\n]|_x|"  # what `cells` writes in another form
    rf"{_BETWEEN}\s|\s{_BETWEEN}|{_BETWEEN}{_BETWEEN}"  # space at the ends, nothing, only space
)

_ALTERED_SIGNS = ("_x", f"{_BETWEEN} ", f" {_BETWEEN}", _BETWEEN * 2)


def plain_texts(texts: Sequence[str]) -> Sequence[str] | None:
    """The texts with XML's own signs escaped; None when any needs the rules for a single cell."""
    joined = f"{_BETWEEN}{_BETWEEN.join(texts)}{_BETWEEN}"
    if joined.count(_BETWEEN) != len(texts) + 1 or 2 * max(map(len, texts)) > CELL_UNITS:
        return None
    if joined.isprintable():  # quick: no controls, and no space but " "
        if any(sign in joined for sign in _ALTERED_SIGNS):
            return None
    elif _SPECIAL.search(joined):
        return None
    if "&" in joined or "<" in joined or ">" in joined:
        return _escaped(joined)[1:-1].split(_BETWEEN)
    return texts
