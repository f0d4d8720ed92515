"""Reads an export workbook, also one that another program has saved again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import sheet_words
from kassadesk.files.cells import restored
from kassadesk.files.contents import Contents, NotContents, SheetRecord
from kassadesk.files.exact_values import ExactLine, ExactValues
from kassadesk.files.fingerprints import Block, BlocksInOrder
from kassadesk.files.guarded_zip import GuardedZip, Refused
from kassadesk.files.proof_lines import seal_of
from kassadesk.files.reading import Opened
from kassadesk.files.row_gaps import without_gaps
from kassadesk.files.saved_again import saved_by_another
from kassadesk.files.sheet_lane import Batch, SheetLane
from kassadesk.files.xlsx_book import XlsxBook, refuse_other_books

_HEAD = 1
FINGERPRINTS_HEAD = ("Sheet", "First row", "Rows", "Columns")


class XlsxExport:
    """An open workbook (`reading.OpenExport`). The sheets are parsed when their rows are asked."""

    def __init__(self, file: BinaryIO, package: GuardedZip) -> None:
        """Raises Refused when it is not an export of ours."""
        self._file = file
        self._package = package
        refuse_other_books(package)
        self._book = book = XlsxBook(package)
        if sheet_words.PROOF not in book.names:
            raise Refused("not_an_export")
        self._heads: dict[str, tuple[str, ...]] = {}
        facts = self._facts()
        try:
            contents = Contents.from_json(facts.get("Contents", ""))
        except NotContents as error:
            ours = sheet_words.FINGERPRINTS in book.names
            reason = "proof_changed" if ours else "not_an_export"
            raise Refused("newer_version" if error.newer else reason) from error
        self._exact = ExactValues.of_lines(self._exact_lines())
        self._odd_prints: list[int] = []
        blocks = tuple(self._blocks())
        pages = {
            name: tuple(tuple(row) for row in book.texts(name))
            for name in sheet_words.PRINTED_PAGES
            if name in book.names
        }
        again = saved_by_another(package)
        self.facts = Opened(contents, seal_of(facts), blocks, book.names, pages, saved_again=again)
        self.facts.odd_prints = tuple(self._odd_prints)

    def batches(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[list[Row]]:
        """The rows of a sheet, many at a time, typed, exact values put back."""
        columns = sheet.columns
        part = self._book.part(sheet.name)
        exact = self._exact.by_row(sheet.name)
        lane = SheetLane(columns, self._book.shared, self._package.limits)

        def put_back(number: int, row: Row) -> Row:
            held = exact[number]
            cells: list[Cell] = list(row)
            for place, column in enumerate(columns):
                if column.key in held:
                    cells[place] = restored(column.kind, cells[place], held[column.key])
            return tuple(cells)

        def below_head() -> Iterator[Batch]:
            for batch in lane.batches(self._package, part):
                work.check()
                if batch.formulas:
                    self.facts.formulas.setdefault(sheet.name, []).extend(batch.formulas)
                if batch.numbers and batch.numbers[0] == _HEAD:
                    yield Batch(batch.numbers[1:], batch.rows[1:], batch.formulas)
                else:
                    yield batch

        return without_gaps(below_head(), len(columns), exact, put_back)

    def rows(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[Row]:
        """The same rows one by one."""
        return chain.from_iterable(self.batches(sheet, work))

    def head(self, sheet: SheetRecord) -> tuple[str, ...]:
        """The heads of a sheet."""
        first = next(self._book.texts(sheet.name, 1), [])
        return tuple(text for text in first if text)

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()
        self._file.close()

    def _facts(self) -> dict[str, str]:
        facts: dict[str, str] = {}
        for row in self._book.texts(sheet_words.PROOF, least=2):
            facts[row[0]] = facts.get(row[0], "") + row[1]
        return facts

    def _exact_lines(self) -> Iterator[ExactLine]:
        if sheet_words.ALTERED in self._book.names:
            for row in self._book.texts(sheet_words.ALTERED, least=5):
                if row[1].isdecimal() and len(row[1]) < 9:
                    yield ExactLine(row[0], int(row[1]), row[2], row[3], row[4])

    def _blocks(self) -> Iterator[Block]:
        if sheet_words.FINGERPRINTS not in self._book.names:
            return
        in_order = BlocksInOrder()
        for number, row in enumerate(self._book.texts(sheet_words.FINGERPRINTS, least=4), 1):
            if row[1].isdecimal() and len(row[1]) < 9:
                block = Block(row[0], int(row[1]), row[2], row[3])
                if not in_order.fits(block):
                    self._odd_prints.append(number)
                yield block
            elif number > 1 or tuple(row) != FINGERPRINTS_HEAD:
                self._odd_prints.append(number)
