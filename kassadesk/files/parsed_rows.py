"""The rows of a worksheet and the shared texts of a workbook through the XML parser (expat).

This is the road for whatever a program may write. The short road for the forms that are usual is
`sheet_lane`; both give the same rows. No document type is ever accepted, so no entity is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from kassadesk.files.guarded_zip import Limits, Refused
from kassadesk.files.xml_stream import unescaped

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_ROWS = 1_048_576
_FLAGS = {"TRUE()": "1", "FALSE()": "0"}
"""How LibreOffice saves a flag: as this formula with its value beside it."""


class RawCell(NamedTuple):
    """A cell as it stands in the file."""

    place: int
    """0 is column A."""
    type: str
    """ECMA-376 part 1, 18.18.11: "" or n number, s shared text, inlineStr, str, b, e, d."""
    text: str
    formula: bool = False


class RawRow(NamedTuple):
    """A row as it stands in the file, with the cells it has."""

    number: int
    """As Excel numbers it."""
    cells: list[RawCell]


class RowParser:
    """Feed it XML, take rows. One per worksheet, or per piece of one (then `feed` it wrapped)."""

    def __init__(self, limits: Limits, last_row: int = 0) -> None:
        self.rows: list[RawRow] = []
        self._limits = limits
        self._last = last_row
        self._row: RawRow | None = None
        self._texts: list[str] | None = None
        self._length = 0
        self._cell: tuple[int, str] | None = None
        self._value, self._formula, self._formula_text = "", False, ""
        self._in_formula = False
        self._silent, self._place = 0, -1
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes | str, *, last: bool = False) -> list[RawRow]:
        """The rows that ended in this piece. Raises Refused."""
        _parse(self._parser, data, last=last)
        rows, self.rows = self.rows, []
        return rows

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self._begin_row(attributes.get("r", ""))
        elif name == "c" and self._row is not None:
            self._begin_cell(self._row, attributes)
        elif self._cell is not None:
            if name == "rPh":
                self._silent += 1
            elif name == "f":
                self._formula = self._in_formula = True
                self._texts = []
            elif name in ("v", "t") and not self._silent:
                self._texts = []

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "row" and self._row is not None:
            self.rows.append(self._row)
            self._row = None
        elif name == "c" and self._cell is not None and self._row is not None:
            place, kind = self._cell
            text = unescaped(self._value) if kind in ("inlineStr", "str") else self._value
            formula = self._formula and not self._is_flag(kind)
            if text or formula:
                self._row.cells.append(RawCell(place, kind, text, formula))
            self._cell = None
        elif name == "rPh":
            self._silent -= 1
        elif name == "f" and self._in_formula:
            self._formula_text = "".join(self._texts or ())
            self._texts, self._in_formula = None, False
        elif name in ("v", "t") and self._texts is not None and not self._in_formula:
            self._value += "".join(self._texts)
            self._texts = None

    def _is_flag(self, kind: str) -> bool:
        return kind == "b" and _FLAGS.get(self._formula_text) == self._value

    def _characters(self, text: str) -> None:
        if self._texts is None:
            return
        self._length += len(text)
        if self._length > self._limits.cell_bytes:
            raise Refused("too_large")
        self._texts.append(text)

    def _begin_row(self, number: str) -> None:
        if number and not (number.isascii() and number.isdecimal() and len(number) < 9):
            raise Refused("damaged")
        at = int(number) if number else self._last + 1
        if at > _MOST_ROWS:
            raise Refused("too_large")
        if at <= self._last or self._row is not None:
            raise Refused("damaged")
        self._row, self._last, self._place = RawRow(at, []), at, -1

    def _begin_cell(self, row: RawRow, attributes: dict[str, str]) -> None:
        place = self._place + 1
        if "r" in attributes:
            found = _PLACE.fullmatch(attributes["r"])
            if found is None or int(found[2]) != row.number:
                raise Refused("damaged")
            place = column_place(found[1])
        if place >= self._limits.columns:
            raise Refused("too_large")
        if place <= self._place:
            raise Refused("damaged")
        self._cell, self._place = (place, attributes.get("t", "")), place
        self._value, self._formula, self._formula_text = "", False, ""
        self._length, self._silent = 0, 0


class TextParser:
    """Feed it XML, take the texts of `<si>` elements."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._found: list[str] = []
        self._texts: list[str] = []
        self._length = self._silent = 0
        self._in_text = False
        self._parser = _parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes | str, *, last: bool = False) -> list[str]:
        """The texts that ended in this piece. Raises Refused."""
        _parse(self._parser, data, last=last)
        found, self._found = self._found, []
        return found

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._texts, self._length = [], 0
        elif name == "rPh":
            self._silent += 1
        elif name == "t" and not self._silent:
            self._in_text = True

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._found.append(unescaped("".join(self._texts)))
        elif name == "rPh":
            self._silent -= 1
        elif name == "t":
            self._in_text = False

    def _characters(self, text: str) -> None:
        if self._in_text:
            self._length += len(text)
            if self._length > self._limits.cell_bytes:
                raise Refused("too_large")
            self._texts.append(text)


def rows_of(blocks: Iterable[bytes], limits: Limits) -> Iterator[RawRow]:
    """All rows of a worksheet part."""
    parser = RowParser(limits)
    for block in blocks:
        yield from parser.feed(block)
    yield from parser.feed(b"", last=True)


def rows_of_piece(piece: str, last_row: int, limits: Limits) -> list[RawRow]:
    """The rows of a piece of a worksheet that holds whole rows; numbers go on from `last_row`."""
    return RowParser(limits, last_row).feed(f"<x>{piece}</x>", last=True)


def texts_of(blocks: Iterable[bytes], limits: Limits) -> Iterator[str]:
    """All shared texts of a part."""
    parser = TextParser(limits)
    for block in blocks:
        yield from parser.feed(block)
    yield from parser.feed(b"", last=True)


def texts_of_piece(piece: str, limits: Limits) -> list[str]:
    """The shared texts of a piece that holds whole ones."""
    return TextParser(limits).feed(f"<x>{piece}</x>", last=True)


def column_place(letters: str) -> int:
    """Where a column is: 0 for A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_: object) -> None:
        raise Refused("damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _parse(parser: expat.XMLParserType, data: bytes | str, *, last: bool) -> None:
    try:
        parser.Parse(data, last)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Refused("damaged") from error
