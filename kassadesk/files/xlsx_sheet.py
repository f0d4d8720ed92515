"""One sheet being written: rows go to a buffer in the private folder, never to the temp folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties

from kassadesk.files.cells import Look
from kassadesk.files.xlsx_looks import Looks


class XlsxSheet:
    """A sheet of a write-only workbook. Widths and the frozen head are set at once, then rows."""

    def __init__(
        self, book: Workbook, name: str, widths: Sequence[float], buffer: Path, *, frozen: bool
    ) -> None:
        self._sheet: Any = book.create_sheet(name)
        self._buffer = buffer
        self._columns = len(widths)
        for place, wide in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(place)].width = wide
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each one sheet wide
        self._sheet.page_setup.orientation = "landscape"
        if frozen:
            self._sheet.freeze_panes = "A2"
            self._sheet.print_title_rows = "1:1"
        self.rows = 0
        self.looks = Looks(self._sheet)
        self._reused: dict[Look, Any] = {}

    def append(self, cells: Sequence[Any]) -> None:
        """Write one row. Raises OSError."""
        if self._sheet._writer is None:
            self._open()
        self._sheet.append(cells)
        self.rows += 1

    def close(self) -> None:
        """No more rows."""
        if self._sheet._writer is None:
            self._open()
        if not self._sheet.closed:
            if self._sheet.freeze_panes is not None:
                last = get_column_letter(self._columns)
                self._sheet.auto_filter.ref = f"A1:{last}{max(self.rows, 1)}"
            self._sheet.close()

    def forget(self) -> None:
        """The buffer is gone or will be: the library need not look for it at exit."""
        if str(self._buffer) in ALL_TEMP_FILES:
            ALL_TEMP_FILES.remove(str(self._buffer))

    def _open(self) -> None:
        ALL_TEMP_FILES.append(str(self._buffer))  # the library takes it off when it is packed
        self._sheet._writer = WorksheetWriter(self._sheet, out=str(self._buffer))
        self._sheet._writer.write_top()
