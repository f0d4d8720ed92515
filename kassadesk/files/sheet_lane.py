"""The typed rows of a worksheet, many at a time.

One pattern knows how a row of this table usually stands in a file, cell by cell in the order of the
columns: as we write it and as the usual programs save it again. A row that fits from its first to
its last sign is taken by the pattern; any other goes through the parser (`parsed_rows`). So the
pattern decides only how fast a row is read, never what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import lt
from typing import NamedTuple

from kassadesk.core.rows import Cell, Column, Kind, Row
from kassadesk.files.cell_values import (
    NUMERIC,
    number_column,
    shared_column,
    text_column,
    value_of,
)
from kassadesk.files.guarded_zip import GuardedZip, Limits, Refused
from kassadesk.files.parsed_rows import RawRow, rows_of, rows_of_piece
from kassadesk.files.shared_texts import SharedTexts
from kassadesk.files.xml_stream import OddMarkup, Pieces

_ROW_MOST = 16 << 20
_PIECE_ROWS = 500
_END = "</row>"
_NUMBER = r"(-?[0-9][0-9.eE+-]*)"


class Batch(NamedTuple):
    """Rows that follow each other in the file, with gaps where it has no row."""

    numbers: list[int]
    """As Excel numbers rows, rising."""
    rows: list[Row]
    formulas: list[int]
    """Those of the numbers that hold a formula."""


class SheetLane:
    """Reads one worksheet part. Raises Refused."""

    def __init__(self, columns: Sequence[Column], texts: SharedTexts, limits: Limits) -> None:
        self._columns = columns
        self._texts = texts
        self._limits = limits
        self._shared = len(texts) > 0
        self._pattern = _row_pattern(columns, shared=self._shared)

    def batches(self, package: GuardedZip, part: str) -> Iterator[Batch]:
        """All rows of the part, the head included."""
        last = 0
        try:
            for piece in Pieces("sheetData", "row", _ROW_MOST).of(package.blocks(part)):
                batch = self._of_piece(piece, last)
                last = self._checked(batch, last)
                yield batch
            return
        except OddMarkup:
            pass
        yield from self._parsed(package, part, last)

    def _parsed(self, package: GuardedZip, part: str, last: int) -> Iterator[Batch]:
        """The rows after `last`, all of them through the parser."""
        waiting: list[RawRow] = []
        for row in rows_of(package.blocks(part), self._limits):
            if row.number > last:
                waiting.append(row)
            if len(waiting) == _PIECE_ROWS:
                yield self._of_raw(waiting)
                waiting = []
        if waiting:
            yield self._of_raw(waiting)

    def _checked(self, batch: Batch, last: int) -> int:
        numbers = batch.numbers
        if not numbers:
            return last
        if numbers[0] <= last or not all(map(lt, numbers, numbers[1:])):
            raise Refused("damaged")
        if numbers[-1] > 1_048_576:
            raise Refused("too_large")
        return numbers[-1]

    def _of_piece(self, piece: str, last: int) -> Batch:
        whole = Batch([], [], [])
        numbers: list[int] = []
        found: list[tuple[str, ...]] = []
        match, at = self._pattern.match, 0
        while at < len(piece):
            fit = match(piece, at)
            if fit is not None:
                number, *_ = cells = fit.groups("")
                numbers.append(int(number))
                found.append(cells)
                at = fit.end()
                continue
            self._take(whole, numbers, found, piece)
            numbers, found = [], []
            end = piece.find(_END, at) + len(_END)
            end = len(piece) if end < len(_END) else end
            before = whole.numbers[-1] if whole.numbers else last
            _extend(whole, self._of_raw(rows_of_piece(piece[at:end], before, self._limits)))
            at = end
        self._take(whole, numbers, found, piece)
        return whole

    def _take(
        self, whole: Batch, numbers: list[int], found: list[tuple[str, ...]], piece: str
    ) -> None:
        if not numbers:
            return
        try:
            rows = self._typed(found, marked="&" in piece or "_x" in piece)
        except (ValueError, OverflowError):
            before = whole.numbers[-1] if whole.numbers else 0
            first = piece.index(f'<row r="{numbers[0]}"')
            last = piece.index(_END, piece.index(f'<row r="{numbers[-1]}"')) + len(_END)
            _extend(whole, self._of_raw(rows_of_piece(piece[first:last], before, self._limits)))
            return
        except IndexError as error:
            raise Refused("damaged") from error
        whole.numbers.extend(numbers)
        whole.rows.extend(rows)

    def _typed(self, found: list[tuple[str, ...]], *, marked: bool) -> Iterator[Row]:
        texts = iter(zip(*found, strict=True))
        next(texts)
        columns: list[list[Cell]] = []
        for column in self._columns:
            cells = next(texts)
            if column.kind in NUMERIC:
                columns.append(number_column(column.kind, cells))
            elif column.kind is Kind.FLAG:
                columns.append([cell == "1" if cell else None for cell in cells])
            elif self._shared:
                columns.append(shared_column(cells, next(texts), self._texts, marked=marked))
            else:
                columns.append(text_column(cells, marked=marked))
        return zip(*columns, strict=True)

    def _of_raw(self, raw: Sequence[RawRow]) -> Batch:
        batch = Batch([], [], [])
        for row in raw:
            batch.numbers.append(row.number)
            batch.rows.append(self._of_cells(row))
            if any(cell.formula for cell in row.cells):
                batch.formulas.append(row.number)
        return batch

    def _of_cells(self, row: RawRow) -> Row:
        values: list[Cell] = [None] * len(self._columns)
        for cell in row.cells:
            if cell.place < len(values):
                values[cell.place] = value_of(self._columns[cell.place].kind, cell, self._texts)
        extra = [
            value_of(Kind.TEXT, cell, self._texts)
            for cell in row.cells
            if cell.place >= len(self._columns)
        ]
        return (*values, *(cell for cell in extra if cell is not None))


def _extend(whole: Batch, more: Batch) -> None:
    whole.numbers.extend(more.numbers)
    whole.rows.extend(more.rows)
    whole.formulas.extend(more.formulas)


def _row_pattern(columns: Sequence[Column], *, shared: bool) -> re.Pattern[str]:
    """Group 1 is the number of the row; then one group a column, two where texts may be shared."""
    cells = "".join(
        _cell_pattern(_letters(place), column.kind, shared=shared)
        for place, column in enumerate(columns)
    )
    return re.compile(rf'\s*<row r="([1-9][0-9]{{0,6}})"(?: [\w:]+="[^"<>&]*")*>{cells}</row>')


def _cell_pattern(letters: str, kind: Kind, *, shared: bool) -> str:
    if kind in NUMERIC:
        held = rf'(?: t="n")?><v>{_NUMBER}</v></c>'
    elif kind is Kind.FLAG:
        held = r' t="b"><v>([01])</v></c>'
    else:
        inline = r'inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
        held = rf' t="(?:{inline}|s"><v>([0-9]{{1,9}})</v></c>)' if shared else rf' t="{inline}'
    return rf'(?:<c r="{letters}\1"(?: s="[0-9]+")?(?:/>|{held}))?'


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
