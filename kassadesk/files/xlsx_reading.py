"""Reads an export workbook, also one that another program has saved again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import BinaryIO, TypeAlias
from zipfile import ZipFile

from defusedxml import ElementTree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import sheet_words
from kassadesk.files.cells import read_back, restored
from kassadesk.files.contents import Contents, NotContents, SheetRecord
from kassadesk.files.exact_values import ExactLine, ExactValues
from kassadesk.files.fingerprints import Block
from kassadesk.files.package_check import Package, Refused
from kassadesk.files.proof_lines import seal_of
from kassadesk.files.reading import Opened

Raw: TypeAlias = int | float | str | bool | time | date | datetime | timedelta

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class XlsxExport:
    """An open workbook (`reading.OpenExport`). The sheets are parsed when their rows are asked."""

    def __init__(self, file: BinaryIO, package: Package) -> None:
        """Raises Refused when it is not an export of ours."""
        formulas = _by_sheet(file, package) if package.formulas else {}
        file.seek(0)
        self._file = file
        with reader_trouble():
            self._book = CalamineWorkbook.from_filelike(file)
        names = self._book.sheet_names
        if sheet_words.PROOF not in names:
            raise Refused("not_an_export")
        facts = self._facts()
        try:
            contents = Contents.from_json(facts.get("Contents", ""))
        except NotContents as error:
            raise Refused("newer_version" if error.newer else "not_an_export") from error
        self._exact = ExactValues.of_lines(self._exact_lines())
        blocks = tuple(self._blocks())
        pages = {
            name: tuple(tuple(row) for row in self._texts(name))
            for name in sheet_words.PRINTED_PAGES
            if name in names
        }
        self.facts = Opened(contents, seal_of(facts), blocks, tuple(names), pages, formulas)

    def rows(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[Row]:
        """The rows of a sheet, typed, exact values put back."""
        columns = sheet.columns
        exact = self._exact.by_row(sheet.name)
        kinds = [column.kind for column in columns]
        waiting = 0
        for number, raw in enumerate(self._raw(sheet.name), 1):
            if number % 500 == 0:
                work.check()
            if number == 1:
                continue
            if not any(cell != "" for cell in raw) and number not in exact:
                waiting += 1  # empty rows at the end are no rows
                continue
            for _ in range(waiting):
                yield (None,) * len(columns)
            waiting = 0
            raw += [""] * (len(kinds) - len(raw))
            cells: list[Cell] = [
                read_back(kind, None if isinstance(cell, time) else cell)
                for kind, cell in zip(kinds, raw, strict=False)
            ]
            for place, column in enumerate(columns):
                if number in exact and column.key in exact[number]:
                    cells[place] = restored(column.kind, cells[place], exact[number][column.key])
            cells += [str(extra) for extra in raw[len(columns) :] if extra != ""]
            yield tuple(cells)

    def head(self, sheet: SheetRecord) -> tuple[str, ...]:
        """The heads of a sheet."""
        first = next(self._raw(sheet.name), [])
        return tuple(str(cell) for cell in first if cell != "")

    def close(self) -> None:
        """Let go of the file."""
        self._book.close()
        self._file.close()

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._book.sheet_names:
            raise KeyError(name)
        with reader_trouble():
            return self._book.get_sheet_by_name(name)

    def _raw(self, name: str) -> Iterator[list[Raw]]:
        """Rows from row 1 and column A on, also where the sheet begins further down or right."""
        sheet = self._sheet(name)
        if sheet.start is None:
            return
        for _ in range(sheet.start[0]):
            yield []
        left: list[Raw] = [""] * sheet.start[1]
        for row in sheet.iter_rows():
            yield left + row

    def _texts(self, name: str) -> Iterator[list[str]]:
        if name in self._book.sheet_names:
            for row in self._raw(name):
                yield [str(cell) for cell in row]

    def _facts(self) -> dict[str, str]:
        facts: dict[str, str] = {}
        for row in self._texts(sheet_words.PROOF):
            if len(row) >= 2:
                facts[row[0]] = facts.get(row[0], "") + row[1]
        return facts

    def _exact_lines(self) -> Iterator[ExactLine]:
        for row in self._texts(sheet_words.ALTERED):
            if len(row) >= 5 and row[1].isdecimal():
                yield ExactLine(row[0], int(row[1]), row[2], row[3], row[4])

    def _blocks(self) -> Iterator[Block]:
        for row in self._texts(sheet_words.FINGERPRINTS):
            if len(row) >= 4 and row[1].isdecimal():
                yield Block(row[0], int(row[1]), row[2], row[3])


@contextmanager
def reader_trouble() -> Iterator[None]:
    """Turns the reader's own errors into UnreadableExport, its panics on broken files as well."""
    try:
        yield
    except CalamineError as error:
        raise UnreadableExport(reason="damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's panic; it has no importable class
            raise
        raise UnreadableExport(reason="damaged") from error


def _by_sheet(file: BinaryIO, package: Package) -> dict[str, list[int]]:
    """Formula rows by the name of the sheet instead of the part."""
    try:
        with ZipFile(file) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError) as error:
        raise Refused("damaged") from error
    parts = {
        relation.get("Id"): "xl/" + relation.get("Target", "").removeprefix("/xl/")
        for relation in relations
    }
    return {
        sheet.get("name", ""): package.formulas[parts[sheet.get(_RELATION)]]
        for sheet in book.iter()
        if parts.get(sheet.get(_RELATION)) in package.formulas
    }
