"""One of the program's own sheets: rows go to a buffer in the private folder, never to temp."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

from kassadesk.files.cells import Look
from kassadesk.files.xlsx_looks import Looks, set_up


class XlsxSheet:
    """A sheet of a write-only workbook. Widths and the frozen head are set at once, then rows."""

    def __init__(
        self, book: Workbook, name: str, widths: Sequence[float], buffer: Path, *, frozen: bool
    ) -> None:
        self._sheet: Any = book.create_sheet(name)
        self._buffer = buffer
        self._columns = len(widths)
        set_up(self._sheet, widths, frozen=frozen)
        self.rows = 0
        self.looks = Looks(self._sheet)
        self._reused: dict[Look, Any] = {}

    def append(self, cells: Sequence[Any]) -> None:
        """Write one row. Raises OSError."""
        if self._sheet._writer is None:
            self._open()
        self._sheet.append(cells)
        self.rows += 1

    def reference(self, column: int, rows: range) -> Any:
        """Cells of this sheet for a chart."""
        return Reference(self._sheet, column, rows[0], column, rows[-1])

    def show(self, chart: Any, place: str) -> None:
        """Put a chart on the sheet. Before `close`."""
        self._sheet.add_chart(chart, place)

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
