"""How cells look in the workbook: fonts, number formats and widths, one style for each Look.

Indian digit groups need conditions in the number format. A format with conditions loses the minus
sign in LibreOffice, so numbers below zero have plain formats, chosen by their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from kassadesk.core.rows import Column, Kind
from kassadesk.files.cells import Look

_SMALL, _LAKH, _CRORE = "#,##0", r"##\,##\,##0", r"##\,##\,##\,##0"
FORMATS: dict[Look, str] = {
    Look.TEXT: "@",
    Look.MONEY: f"[>=10000000]{_CRORE}.00;[>=100000]{_LAKH}.00;{_SMALL}.00",
    Look.MONEY_BELOW_ZERO: f"{_SMALL}.00",
    Look.MONEY_BELOW_LAKH: f"{_LAKH}.00",
    Look.MONEY_BELOW_CRORE: f"{_CRORE}.00",
    Look.COUNT: f"[>=10000000]{_CRORE};[>=100000]{_LAKH};{_SMALL}",
    Look.COUNT_BELOW_ZERO: _SMALL,
    Look.COUNT_BELOW_LAKH: _LAKH,
    Look.COUNT_BELOW_CRORE: _CRORE,
    Look.RATE: "0.00%",
    Look.DAY: "dd-mm-yyyy",
    Look.TIME: "dd-mm-yyyy hh:mm:ss",
    Look.FLAG: "General",
}

_WIDTHS: dict[Kind, float] = {
    Kind.TEXT: 30,
    Kind.NAME: 26,
    Kind.ADDRESS: 40,
    Kind.TIME: 20,
    Kind.GSTIN: 18,
    Kind.REFERENCE: 20,
    Kind.PHONE: 18,
    Kind.EMAIL: 26,
    Kind.MONEY: 17,
    Kind.IP_ADDRESS: 18,
}


def width(column: Column) -> float:
    """The width of a column in characters."""
    return _WIDTHS.get(column.kind, 14)


def set_up(sheet: Any, widths: Sequence[float], *, frozen: bool) -> None:
    """Give a new sheet its column widths, its frozen head and its pages, before any row."""
    for place, wide in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each one sheet wide
    sheet.page_setup.orientation = "landscape"
    if frozen:
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"


class Looks:
    """Cells to write with, one per look; used again for each row, because a written cell is free."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def cell(self, look: Look) -> Any:
        """A new cell of a look."""
        cell = WriteOnlyCell(self._sheet)
        cell.number_format = FORMATS[look]
        return cell

    def head(self, text: str) -> Any:
        """The head of a column."""
        cell = self.text(text)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0F5B66")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def text(self, text: str, *, bold: bool = False, wrap: bool = False) -> Any:
        """A text cell; never a formula, whatever it begins with."""
        cell = self.cell(Look.TEXT)
        cell.value = text
        cell.data_type = "s"
        if bold:
            cell.font = Font(bold=True)
        if wrap:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def title(self, text: str) -> Any:
        """The title of a page."""
        cell = self.text(text)
        cell.font = Font(bold=True, size=16, color="0F5B66")
        return cell
