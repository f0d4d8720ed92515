"""The list of altered values: what a cell could not hold exactly, kept exactly beside it.

A reader puts the exact value back when the cell still shows the form that was written for it; a
cell that shows anything else was changed, and stays as it is.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from kassadesk.core.exports import Alteration
from kassadesk.core.rows import Cell

EMPTY = "empty_text"
_RANGES_A_PIECE = 2_000


class ExactLine(NamedTuple):
    """One line of the list as it stands in a file; a long value takes several, in order."""

    sheet: str
    row: int
    """Row as Excel numbers it; 0 when `text` is a list of rows."""
    column: str
    reason: str
    text: str


class ExactValues:
    """Collects while a file is written, answers while it is read."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, int, str], tuple[str, Cell]] = {}
        self._empty: dict[tuple[str, str], array[int]] = {}  # a million of them stay small
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._ordered: list[tuple[int, str, Cell]] = []
        self._sheet_ordered = ""

    def note(self, sheet: str, row: int, column: str, reason: str, value: Cell) -> None:
        """Remember the exact value of a cell that shows something else."""
        self._counts[sheet, column, reason] += 1
        if reason == EMPTY:
            self._empty.setdefault((sheet, column), array("I")).append(row)
        else:
            self._values[sheet, row, column] = (reason, value)

    def count(self, sheet: str, column: str, reason: str, times: int = 1) -> None:
        """Count alterations that the reader undoes without help."""
        self._counts[sheet, column, reason] += times

    def alterations(self) -> tuple[Alteration, ...]:
        """How many values of each column were altered, and why."""
        return tuple(Alteration(*key, count) for key, count in sorted(self._counts.items()))

    def lines(self, piece: int) -> Iterator[ExactLine]:
        """The list for a file, texts cut into pieces of at most `piece` characters."""
        for (sheet, column), rows in self._empty.items():
            spans = list(_spans(rows))
            for start in range(0, len(spans), _RANGES_A_PIECE):
                text = ",".join(spans[start : start + _RANGES_A_PIECE])
                yield ExactLine(sheet, 0, column, EMPTY, text)
        for (sheet, row, column), (reason, value) in self._values.items():
            text = _as_json(value)
            for start in range(0, len(text), piece):
                yield ExactLine(sheet, row, column, reason, text[start : start + piece])

    @staticmethod
    def of_lines(lines: Iterable[ExactLine]) -> ExactValues:
        """The list read from a file. Lines that make no sense are passed over: then the cells
        they spoke of will not fit the signature, which is what must be told."""
        exact = ExactValues()
        texts: dict[tuple[str, int, str], tuple[str, list[str]]] = {}
        for sheet, row, column, reason, text in lines:
            if reason == EMPTY:
                exact._empty.setdefault((sheet, column), array("I")).extend(_rows(text))
            else:
                texts.setdefault((sheet, row, column), (reason, []))[1].append(text)
        for key, (reason, pieces) in texts.items():
            value = _of_json("".join(pieces))
            if value is not None:
                exact._values[key] = (reason, value)
        return exact

    def between(self, sheet: str, first: int, last: int) -> Iterator[tuple[int, str, Cell]]:
        """The exact values in some rows of one sheet, as row, column and value. Asked in turn for
        all rows of a sheet, it takes no memory for the million texts that may be empty."""
        for (of_sheet, column), rows in self._empty.items():
            if of_sheet == sheet:
                for place in range(bisect_left(rows, first), bisect_right(rows, last)):
                    yield rows[place], column, ""
        if self._sheet_ordered != sheet:
            held = [
                (at[1], at[2], found[1]) for at, found in self._values.items() if at[0] == sheet
            ]
            self._sheet_ordered, self._ordered = sheet, sorted(held, key=_row_of)
        begin = bisect_left(self._ordered, first, key=_row_of)
        yield from self._ordered[begin : bisect_right(self._ordered, last, key=_row_of)]

    def by_row(self, sheet: str) -> dict[int, dict[str, Cell]]:
        """The exact values of one sheet, by row and column."""
        found: dict[int, dict[str, Cell]] = {}
        for (of_sheet, row, column), (_, value) in self._values.items():
            if of_sheet == sheet:
                found.setdefault(row, {})[column] = value
        for (of_sheet, column), rows in self._empty.items():
            if of_sheet == sheet:
                for row in rows:
                    found.setdefault(row, {})[column] = ""
        return found


def _row_of(found: tuple[int, str, Cell]) -> int:
    return found[0]


def _spans(rows: Sequence[int]) -> Iterator[str]:
    start = end = rows[0]
    for row in rows[1:]:
        if row != end + 1:
            yield f"{start}-{end}"
            start = row
        end = row
    yield f"{start}-{end}"


def _rows(text: str) -> Iterator[int]:
    for span in text.split(","):
        first, _, last = span.partition("-")
        if not first.isdecimal() or not last.isdecimal() or max(len(first), len(last)) > 7:
            continue
        if int(first) <= int(last):
            yield from range(int(first), int(last) + 1)


def _as_json(value: Cell) -> str:
    if isinstance(value, datetime):
        return json.dumps({"time": value.isoformat()})
    if isinstance(value, date):
        return json.dumps({"day": value.isoformat()})
    return json.dumps(value)


def _of_json(text: str) -> Cell:
    try:
        value = json.loads(text)
        if isinstance(value, dict):
            if "time" in value:
                moment = datetime.fromisoformat(value["time"])
                return moment if moment.tzinfo is not None else None
            return date.fromisoformat(value["day"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if isinstance(value, str | int) else None
