"""An export as an Excel workbook: typed cells, one sheet for each table, rows streamed.

openpyxl makes the workbook and the program's own pages; rows go straight into the package
(`row_sheet`). The pages' buffers would go to the system's temp folder in plain text; here they go to
the private folder of the write (`atomic`), which is removed whatever happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import Work
from kassadesk.files import sheet_words
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.patient_stream import PatientStream
from kassadesk.files.row_sheet import BATCH, RowSheet
from kassadesk.files.summary_page import WIDTHS as SUMMARY_WIDTHS
from kassadesk.files.xlsx_package import PackageWriter
from kassadesk.files.xlsx_pages import READ_ME_WIDTHS, write_own_pages
from kassadesk.files.xlsx_sheet import XlsxSheet

SHEET_ROWS = 1_048_575
"""Rows that fit a sheet below its head (ECMA-376: 1,048,576 in all)."""
PACKING = 2
"""Of zlib's levels: half again as large as level 6 and three times as fast (tests/bench)."""


class XlsxFile:
    """Writes one workbook; a context manager, used within `atomic.write_file`'s fill.

    Order of calls: `begin`, `add_all` for pages of rows, again for each sheet, then `finish` once.
    Not for several threads. Raises OSError from the disk and Cancelled from the Work.
    """

    def __init__(
        self, out: BinaryIO, room: Path, ledger: Ledger, work: Work, sheet_rows: int = SHEET_ROWS
    ) -> None:
        self.ledger = ledger
        self._out = PatientStream(out, work)
        self._room = room
        self._work = work
        self._sheet_rows = sheet_rows
        self._book = Workbook(write_only=True)
        self._zip = ZipFile(
            cast(BinaryIO, self._out), "w", ZIP_DEFLATED, allowZip64=True, compresslevel=PACKING
        )
        self._pages: list[XlsxSheet] = []
        self._sheets: list[RowSheet] = []
        self._pieces = 0
        self._left: int | None = None
        self._read_me = self._new_page(sheet_words.READ_ME, READ_ME_WIDTHS, frozen=False)

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
        for page in self._pages:
            with suppress(OSError, StopIteration):  # the latter where the disk was full before
                page.close()
            page.forget()
        for sheet in self._sheets:
            sheet.abandon()
        self._zip.close()

    def begin(self, plan: SheetPlan, part: int, rows: int | None = None) -> None:
        """Start the sheet of a plan; `part` is its place in the signed manifest, `rows` how many
        will come, when that is known."""
        self._pieces, self._left = 1, rows
        self._begin(plan, part, plan.name)

    def add(self, row: Row) -> None:
        """Write one row."""
        self.add_all([row])

    def add_all(self, rows: Sequence[Row], lines: Sequence[bytes] | None = None) -> None:
        """Write rows; goes on in a further sheet when one is full.

        `lines` are their canonical bytes, when they are known already. Looks after each batch
        whether the person still wants it.
        """
        start = 0
        while start < len(rows):
            self._work.check()
            sheet = self._room_for_more()
            end = min(start + BATCH, start + self._sheet_rows - sheet.rows, len(rows))
            batch = rows[start:end]
            sheet.write(batch)
            self.ledger.add_all(batch, lines[start:end] if lines is not None else None)
            start = end

    def finish(self, proof: Proof) -> None:
        """Write the program's own pages and the rest of the package."""
        self._close_sheet()
        self.ledger.close_sheet()
        summary = self._new_page(sheet_words.SUMMARY, SUMMARY_WIDTHS, frozen=False)
        write_own_pages((self._read_me, summary), self._new_page, self.ledger, proof)
        for page in self._pages:
            page.close()
        self._book.properties.creator = proof.about.program
        parts = {sheet.sheet: sheet.part for sheet in self._sheets}
        PackageWriter(self._book, self._zip, parts, sheet_words.SUMMARY).write_data()

    def _room_for_more(self) -> RowSheet:
        sheet = self._sheets[-1]
        if sheet.rows < self._sheet_rows and not sheet.full:
            return sheet
        self._pieces += 1
        if self._left is not None:
            self._left -= sheet.rows
        opened = self.ledger.sheet
        self._begin(opened.plan, opened.part, f"{opened.plan.name} ({self._pieces})")
        return self._sheets[-1]

    def _begin(self, plan: SheetPlan, part: int, name: str) -> None:
        self._close_sheet()
        self.ledger.begin(name, plan, part)
        rows = None if self._left is None else min(self._left, self._sheet_rows)
        sheet = RowSheet(self._book, self._zip, plan, name, rows, self._note)
        self._sheets.append(sheet)  # known before its entry opens, so that it can be let go of
        sheet.begin()

    def _note(self, column: int, row: int, reason: str, value: Cell) -> None:
        self.ledger.altered(column, row, reason, value)

    def _close_sheet(self) -> None:
        if self._sheets:
            self._sheets[-1].close()

    def _new_page(self, name: str, widths: Sequence[float], *, frozen: bool) -> XlsxSheet:
        buffer = self._room / f"page-{len(self._pages)}"
        page = XlsxSheet(self._book, name, widths, buffer, frozen=frozen)
        self._pages.append(page)
        return page
