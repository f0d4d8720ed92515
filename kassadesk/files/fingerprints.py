"""Short fingerprints of rows and columns: they prove nothing, they only find the place.

What proves is the signed digest over all rows. When it does not fit, the fingerprints of the file
tell which rows differ, and in which column where only one differs within a block of rows.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from kassadesk.core.canonical import row_bytes, row_lines
from kassadesk.core.rows import Cell, Column, Row
from kassadesk.files import sheet_words

BLOCK_ROWS = 1_000
PRINT_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Block:
    """The fingerprints of up to 1,000 rows of one sheet."""

    sheet: str
    first_row: int
    """Row as Excel numbers it."""
    rows: str
    """8 hex characters a row."""
    columns: str
    """8 hex characters a column, over the values of the block from top to bottom."""


class BlocksInOrder:
    """Tells whether each block of a file begins where the one before it ended."""

    def __init__(self) -> None:
        self._due: dict[str, int] = {}

    def fits(self, block: Block) -> bool:
        """Whether the next block of the file says the right first row."""
        due = self._due.get(block.sheet, 1 if block.sheet in sheet_words.PRINTED_PAGES else 2)
        self._due[block.sheet] = due + len(block.rows) // PRINT_CHARACTERS
        return block.first_row == due


def line_of(row: Row, columns: Sequence[Column]) -> bytes:
    """The canonical bytes of a row; for a row the contract could not carry (an edited file), bytes
    that are equal for equal rows and fit no signature."""
    try:
        return row_bytes(row, columns)
    except (ValueError, TypeError):
        return b"!" + repr(row).encode("utf-8", "backslashreplace") + b"\n"


def lines_of(rows: Sequence[Row], columns: Sequence[Column]) -> list[bytes]:
    """`line_of` for many rows."""
    try:
        return row_lines(rows, columns)
    except (ValueError, TypeError):
        return [line_of(row, columns) for row in rows]


def fingerprint(line: bytes) -> str:
    """The first 8 hex characters of the sha-256 of a row's canonical bytes."""
    return hashlib.sha256(line).hexdigest()[:PRINT_CHARACTERS]


class Fingerprinting:
    """Takes the rows of one sheet in order and gives its blocks."""

    def __init__(self, sheet: str, columns: Sequence[Column], first_row: int = 2) -> None:
        self.blocks: list[Block] = []
        self._sheet = sheet
        self._width = len(columns)
        self._first = first_row
        self._prints: list[str] = []
        self._sums = [0] * self._width

    def add(self, row: Row, line: bytes) -> None:
        """The next row and its canonical bytes."""
        self._prints.append(fingerprint(line))
        sums = self._sums
        for place in range(min(self._width, len(row))):
            sums[place] = zlib.crc32(_bytes(row[place]), sums[place])
        if len(self._prints) == BLOCK_ROWS:
            self._close()

    def add_all(self, rows: Sequence[Row], lines: Sequence[bytes]) -> None:
        """The next rows and their canonical bytes; all rows as wide as the table."""
        start = 0
        while start < len(rows):
            end = start + BLOCK_ROWS - len(self._prints)
            self._prints += map(fingerprint, lines[start:end])
            for place, column in enumerate(zip(*rows[start:end], strict=True)):
                self._sums[place] = zlib.crc32(_column_bytes(column), self._sums[place])
            if len(self._prints) == BLOCK_ROWS:
                self._close()
            start = end

    def end(self) -> list[Block]:
        """All blocks, the last one possibly shorter."""
        if self._prints:
            self._close()
        return self.blocks

    def _close(self) -> None:
        columns = "".join(f"{value:08x}" for value in self._sums)
        self.blocks.append(Block(self._sheet, self._first, "".join(self._prints), columns))
        self._first += len(self._prints)
        self._prints, self._sums = [], [0] * self._width


def page_prints(rows: Sequence[Sequence[str]]) -> list[str]:
    """Fingerprints of the rows of one of the program's own pages, which hold only text."""
    marks = []
    for row in rows:
        texts = list(row)
        while texts and not texts[-1]:
            texts.pop()
        marks.append(fingerprint(json.dumps(texts).encode()))
    return marks


def page_blocks(page: str, rows: Sequence[Sequence[str]]) -> list[Block]:
    """The blocks of one of the program's own pages."""
    marks = page_prints(rows)
    return [
        Block(page, start + 1, "".join(marks[start : start + BLOCK_ROWS]), "")
        for start in range(0, len(marks), BLOCK_ROWS)
    ]


def _column_bytes(column: Sequence[Cell]) -> bytes:
    """The same bytes as `_bytes` of each cell, one after the other."""
    if str in set(map(type, column)):
        texts = [cell if isinstance(cell, str) else repr(cell) for cell in column]
    else:
        texts = list(map(repr, column))
    texts.append("")
    return "\n".join(texts).encode("utf-8", "backslashreplace")


def _bytes(cell: Cell) -> bytes:
    text = cell if isinstance(cell, str) else repr(cell)
    return text.encode("utf-8", "backslashreplace") + b"\n"
