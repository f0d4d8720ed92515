"""Reads the worksheets this program has just written: rows by the batch, without a workbook in memory.

Only the form that `xml_cells` and openpyxl write is known here; any other is not what was written
and raises NotAsWritten. Files from outside are read by `xlsx_reading`, never by this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind
from kassadesk.files.cells import read_back, unescaped

_CELL = re.compile(
    r'<c r="([A-Z]{1,2})\d+" s="\d+"(?: t="(\w)\w*")?(?: ?/>|>'
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>|<v>([^<]+)</v>)</c>)'
)
_ROW_END = "</row>"
_PAGE_ROW_END = re.compile(r"</row>|<row [^<>]*/>")
_BLOCK = 1 << 18
_DAY_ZERO = datetime(1899, 12, 30, tzinfo=IST).astimezone(UTC)


class NotAsWritten(ValueError):
    """What stands in the file is not what this program writes."""


def xml_batches(entry: IO[bytes]) -> Iterator[str]:
    """The XML of whole rows, some hundred at a time. Raises NotAsWritten, OSError, BadZipFile."""
    waiting = b""
    while block := entry.read(_BLOCK):
        waiting += block
        end = waiting.rfind(_ROW_END.encode()) + len(_ROW_END)
        if end >= len(_ROW_END):
            yield str(waiting[:end], "utf-8")
            waiting = waiting[end:]
    if b"<row" in waiting or b"</worksheet>" not in waiting:
        raise NotAsWritten


def texts_of(entry: IO[bytes]) -> Iterator[list[str]]:
    """The rows of one of the program's own pages, which hold only text."""
    for xml in xml_batches(entry):
        for row in _PAGE_ROW_END.split(xml)[:-1]:
            cells = {at: _page_text(form, text, number) for at, form, text, number in _found(row)}
            last = max(map(_place, cells), default=-1)
            yield [cells.get(letters, "") for letters in map(_letters, range(last + 1))]


def columns_of_xml(xml: str, kinds: Sequence[Kind]) -> tuple[int, list[list[Cell]]]:
    """How many rows a batch has, and its values by column, each of the type its cell has."""
    rows = _rows(xml)
    columns: list[list[Cell]] = [[None] * len(rows) for _ in kinds]
    by_letters = {_letters(place): place for place in range(len(kinds))}
    for at, row in enumerate(rows):
        for letters, form, text, number in _found(row):
            place = by_letters.get(letters)
            if place is None:
                raise NotAsWritten
            columns[place][at] = (
                _unmarked(text) if form == "i" else _value(kinds[place], form, number)
            )
    return len(rows), columns


def _rows(xml: str) -> list[str]:
    return xml.split(_ROW_END)[:-1]


def _found(row: str) -> list[tuple[str, str, str, str]]:
    found = _CELL.findall(row)
    if len(found) != row.count("<c "):
        raise NotAsWritten
    return found


def _value(kind: Kind, form: str, number: str) -> Cell:
    try:
        if form == "b":
            return read_back(kind, number == "1")
        if kind in (Kind.MONEY, Kind.RATE):
            places = 2 if kind is Kind.MONEY else 4
            whole, point, rest = number.partition(".")
            if not point or len(rest) != places:
                raise NotAsWritten
            return int(whole + rest)
        if kind is Kind.TIME:
            return _DAY_ZERO + timedelta(seconds=round(float(number) * 86_400))
        if kind is Kind.DAY:
            return (_DAY_ZERO + timedelta(days=int(number), hours=6)).date()
        return int(number)
    except (ValueError, OverflowError) as error:
        raise NotAsWritten from error


def _page_text(form: str, text: str, number: str) -> str:
    return str(float(number)) if number and form != "i" else _unmarked(text)


def _unmarked(text: str) -> str:
    """XML's own signs back; and `_x005F_`, which keeps Excel from taking text for an escape."""
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
        text = text.replace("&amp;", "&")
    return unescaped(text) if "_x" in text else text


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def _place(letters: str) -> int:
    return ord(letters[-1]) - 65 + (26 * (ord(letters[0]) - 64) if len(letters) == 2 else 0)
