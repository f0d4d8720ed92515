"""One sheet of rows, streamed as XML straight into the workbook's package.

openpyxl draws the sheet around the rows (columns, frozen head, filter, page set-up) as it draws any
other sheet; the rows go between. Nothing of them is kept: memory does not grow with their number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import IO, Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter

from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Cell, Row
from kassadesk.files import sheet_words
from kassadesk.files.cells import Look, Written
from kassadesk.files.xlsx_looks import Looks, set_up, width
from kassadesk.files.xml_cells import ColumnCells, cell

BATCH = 500
"""Rows encoded at a time; a slow PC takes under a tenth of a second for them."""
MOST_BYTES = 2_000_000_000
"""XML of one sheet. Packages with longer parts need a form (zip64) that Excel offers to repair."""

Note = Callable[[int, int, str, Cell], None]
"""Told of a value not written exactly: place of the column, row (Excel's), reason, exact value."""


class RowSheet:
    """A sheet between `begin` and `close`. Not for several threads. Raises OSError."""

    def __init__(
        self,
        book: Workbook,
        archive: ZipFile,
        plan: SheetPlan,
        name: str,
        rows: int | None,
        note: Note,
    ) -> None:
        """`rows` is how many will come, when that is known: readers plan by it.

        `note` is told of values that could not be written exactly.
        """
        self.sheet: Any = book.create_sheet(name)
        self.part = f"xl/worksheets/sheet{len(book.worksheets)}.xml"
        """The name of its entry in the package."""
        set_up(self.sheet, [width(column) for column in plan.columns], frozen=True)
        last = get_column_letter(len(plan.columns))
        if rows is not None:
            self.sheet.calculate_dimension = lambda: f"A1:{last}{rows + 1}"
        self.rows = 0
        self.bytes = 0
        self._last = last
        letters = [get_column_letter(number) for number in range(1, len(plan.columns) + 1)]
        looks = Looks(self.sheet)
        styles = {look: int(looks.cell(look).style_id) for look in Look}
        self._cells = [
            ColumnCells(letter, column.kind, styles, partial(note, place))
            for place, (letter, column) in enumerate(zip(letters, plan.columns, strict=True))
        ]
        heads = [Written(sheet_words.title(plan.resource, one), Look.TEXT) for one in plan.columns]
        style = int(looks.head("").style_id)
        cells = (cell(f"{at}1", head, style) for at, head in zip(letters, heads, strict=True))
        self._head = f'<row r="1">{"".join(cells)}</row>'
        self._archive = archive
        self._entry: IO[bytes] | None = None

    def begin(self) -> None:
        """Open the entry in the package and write what stands before the rows."""
        self._entry = self._archive.open(self.part, "w")
        self._write(self._around()[0] + self._head)

    def write(self, rows: Sequence[Row]) -> None:
        """Write the next rows, at most BATCH at a time."""
        first = self.rows + 2
        numbers = range(first, first + len(rows))
        columns = [
            cells.cells(numbers, values)
            for cells, values in zip(self._cells, zip(*rows, strict=True), strict=True)
        ]
        begins = [f'<row r="{number}">' for number in numbers]
        self._write("</row>".join(map("".join, zip(begins, *columns, strict=True))) + "</row>")
        self.rows += len(rows)

    @property
    def full(self) -> bool:
        """Whether the next batch needs another sheet, because of the length of this one's XML."""
        return self.bytes > MOST_BYTES

    def close(self) -> None:
        """No more rows."""
        if self._entry is None or self._entry.closed:
            return
        self.sheet.auto_filter.ref = f"A1:{self._last}{self.rows + 1}"
        self._write(self._around()[1])
        self._entry.close()

    def abandon(self) -> None:
        """Let go of the entry after a failure, as the package cannot be closed before."""
        if self._entry is not None and not self._entry.closed:
            self._entry.close()

    def _write(self, xml: str) -> None:
        assert self._entry is not None
        data = xml.encode("utf-8")
        self._entry.write(data)
        self.bytes += len(data)

    def _around(self) -> tuple[str, str]:
        """What openpyxl writes before the first and after the last row."""
        out = BytesIO()
        writer: Any = WorksheetWriter(self.sheet, out)
        writer.write_top()
        with writer.xf.send(True).element("sheetData"):
            pass
        writer.xf.send(None)
        writer.write_tail()
        writer.close()
        before, after = _NO_ROWS.split(out.getvalue().decode("utf-8"))
        return f"{before}<sheetData>", f"</sheetData>{after}"


_NO_ROWS = re.compile(r"<sheetData\s*/>|<sheetData></sheetData>")
