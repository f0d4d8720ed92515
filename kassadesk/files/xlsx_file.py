"""An export as an Excel workbook: typed cells, one sheet for each table, rows streamed.

openpyxl makes the workbook. Its row buffers would go to the system's temp folder in plain text;
here they go to the private folder of the write (`atomic`), which is removed whatever happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Row
from kassadesk.core.work import Work
from kassadesk.files import sheet_words
from kassadesk.files.cells import Look, Written, written
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.patient_stream import PatientStream
from kassadesk.files.xlsx_looks import width
from kassadesk.files.xlsx_pages import READ_ME_WIDTHS, write_own_pages
from kassadesk.files.xlsx_sheet import XlsxSheet

SHEET_ROWS = 1_048_575
"""Rows that fit a sheet below its head (ECMA-376: 1,048,576 in all)."""


class XlsxFile:
    """Writes one workbook; a context manager, used within `atomic.write_file`'s fill.

    Order of calls: `begin`, `add` for each row, again for each sheet, then `finish` once.
    Not for several threads. Raises OSError from the disk and Cancelled from the Work.
    """

    def __init__(
        self, out: BinaryIO, room: Path, ledger: Ledger, work: Work, sheet_rows: int = SHEET_ROWS
    ) -> None:
        self.ledger = ledger
        self._out = PatientStream(out, work)
        self._room = room
        self._sheet_rows = sheet_rows
        self._book = Workbook(write_only=True)
        self._sheets: list[XlsxSheet] = []
        self._cells: list[dict[Look, Any]] = []
        self._pieces = 0
        self._read_me = self._new_sheet(sheet_words.READ_ME, READ_ME_WIDTHS, frozen=False)

    def __enter__(self) -> XlsxFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all buffers; after a failure nothing more reaches the disk."""
        if error is not None:
            self._out.sink()
        for sheet in self._sheets:
            with suppress(OSError):
                sheet.close()
            sheet.forget()

    def begin(self, plan: SheetPlan, part: int) -> None:
        """Start the sheet of a plan; `part` is its place in the signed manifest."""
        self._pieces = 1
        self._begin(plan, part, plan.name)

    def add(self, row: Row) -> None:
        """Write one row; goes on in a further sheet when this one is full."""
        ledger = self.ledger
        if ledger.sheet.rows == self._sheet_rows:
            self._pieces += 1
            plan = ledger.sheet.plan
            self._begin(plan, ledger.sheet.part, f"{plan.name} ({self._pieces})")
        cells: list[Any] = []
        for place, column in enumerate(ledger.sheet.plan.columns):
            value = row[place]
            if value is None:
                cells.append(None)
                continue
            shown = written(column.kind, value)
            if shown.altered:
                ledger.altered(place, shown.altered, value)
            cells.append(self._cell(place, shown))
        self._sheets[-1].append(cells)
        ledger.add(row)

    def finish(self, proof: Proof) -> None:
        """Write the program's own pages and the whole package."""
        self.ledger.close_sheet()
        write_own_pages(self._read_me, self._new_sheet, self.ledger, proof)
        for sheet in self._sheets:
            sheet.close()
        self._book.properties.creator = proof.about.program
        with ZipFile(cast(BinaryIO, self._out), "w", ZIP_DEFLATED, allowZip64=True) as archive:
            try:
                ExcelWriter(self._book, archive).write_data()
            except BaseException:
                self._out.sink()  # the package is closed quietly, nothing more is written
                raise

    def _begin(self, plan: SheetPlan, part: int, name: str) -> None:
        self.ledger.begin(name, plan, part)
        sheet = self._new_sheet(name, [width(column) for column in plan.columns], frozen=True)
        self._cells = [{} for _ in plan.columns]
        heads = [sheet_words.title(plan.resource, column) for column in plan.columns]
        sheet.append([sheet.looks.head(head) for head in heads])

    def _cell(self, place: int, shown: Written) -> Any:
        if shown.value is None:
            return None
        cell = self._cells[place].get(shown.look)
        if cell is None:
            cell = self._cells[place][shown.look] = self._sheets[-1].looks.cell(shown.look)
        cell.value = shown.value
        if shown.look is Look.TEXT:
            cell.data_type = "s"  # else text with a leading = would be a formula
        return cell

    def _new_sheet(self, name: str, widths: Sequence[float], *, frozen: bool) -> XlsxSheet:
        buffer = self._room / f"rows-{len(self._sheets)}"
        sheet = XlsxSheet(self._book, name, widths, buffer, frozen=frozen)
        self._sheets.append(sheet)
        return sheet
