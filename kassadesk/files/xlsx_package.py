"""The rest of a workbook's package, written around sheets whose rows are in it already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.writer.excel import ExcelWriter


class PackageWriter(ExcelWriter):
    """openpyxl's own writer, which passes over sheets that are in the package."""

    def __init__(
        self, book: Workbook, archive: ZipFile, parts: Mapping[Any, str], second: str
    ) -> None:
        """`parts`: the entry of each streamed sheet; `second`: the sheet shown as the second one,
        though it was made last."""
        super().__init__(book, archive)
        self._second = second
        self._parts = parts

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet, or only note in the package's list that it is there."""
        part = self._parts.get(ws)
        if part is None:
            super().write_worksheet(ws)
            return
        if ws.path != f"/{part}":
            raise ValueError(part)
        ws._drawing = None
        ws._rels = RelationshipList()
        self.manifest.append(ws)

    def _write_chartsheets(self) -> None:
        """Between the sheets, whose entries are numbered by their order, and the list of them."""
        place = self.workbook.sheetnames.index(self._second)
        self.workbook.move_sheet(self._second, 1 - place)
        cast(Any, super())._write_chartsheets()
