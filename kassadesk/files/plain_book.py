"""A small table as an Excel workbook of one sheet; text stays text, a day is a day."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from kassadesk.core.plain_table import PlainCell, PlainTable

_DAY = "dd\\-mm\\-yyyy"
_MOST_WIDE = 46


def book_bytes(table: PlainTable, at: datetime) -> bytes:
    """The workbook. It names nobody as its writer."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = table.title[:31]
    book.properties.creator = "KassaDesk"
    book.properties.created = book.properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    for column, head in enumerate(table.heads, start=1):
        _put(sheet, 1, column, head).font = Font(bold=True)
    for line, row in enumerate(table.rows, start=2):
        for column, cell in enumerate(row, start=1):
            _put(sheet, line, column, cell)
    for line, note in enumerate(table.notes, start=len(table.rows) + 3):
        _put(sheet, line, 1, note)
    for column, head in enumerate(table.heads, start=1):
        texts = [head, *(str(row[column - 1] or "") for row in table.rows)]
        width = min(_MOST_WIDE, max(map(len, texts)) + 2)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = (
        f"A1:{sheet.cell(1, len(table.heads)).column_letter}{len(table.rows) + 1}"
    )
    store = io.BytesIO()
    book.save(store)
    return store.getvalue()


def _put(sheet: Any, line: int, column: int, value: PlainCell) -> Any:
    cell = sheet.cell(line, column)
    cell.value = value
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" is no formula
    elif isinstance(value, date):
        cell.number_format = _DAY
    return cell
