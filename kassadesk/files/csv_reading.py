"""Reads an export zip of csv files."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import csv_cells, sheet_words
from kassadesk.files.contents import Contents, NotContents, SheetRecord
from kassadesk.files.csv_file import MANIFEST, READ_ME, entry_name
from kassadesk.files.exact_values import ExactLine, ExactValues
from kassadesk.files.fingerprints import Block, BlocksInOrder
from kassadesk.files.guarded_zip import GuardedZip, Refused
from kassadesk.files.proof_lines import seal_of
from kassadesk.files.reading import Opened

_LINE_BYTES = 8 << 20
_BATCH = 500


class CsvExport:
    """An open zip (`reading.OpenExport`)."""

    def __init__(self, file: BinaryIO, package: GuardedZip) -> None:
        """Raises Refused when it is not an export of ours."""
        self._file = file
        self._package = package
        try:
            held = json.loads(package.whole(MANIFEST))
            facts = {key: text for key, text in held.items() if isinstance(text, str)}
            contents = Contents.from_json(facts["Contents"])
            exact, blocks = _exact_lines(held), _blocks(held)
        except NotContents as error:
            raise Refused("newer_version" if error.newer else "proof_changed") from error
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:
            raise Refused("not_an_export") from error
        self._exact = ExactValues.of_lines(exact)
        names = package.names
        sheets = tuple(name.removesuffix(".csv") for name in names if name.endswith(".csv"))
        pages = {**self._readme(names), sheet_words.PROOF: tuple(facts.items())}
        in_order = BlocksInOrder()
        odd = tuple(at for at, block in enumerate(blocks, 1) if not in_order.fits(block))
        self.facts = Opened(contents, seal_of(facts), blocks, sheets, pages, odd_prints=odd)

    def batches(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[list[Row]]:
        """The rows of a file, many at a time, typed, exact values put back."""
        rows = self._rows(sheet)
        while batch := list(islice(rows, _BATCH)):
            work.check()
            yield batch

    def _rows(self, sheet: SheetRecord) -> Iterator[Row]:
        columns = sheet.columns
        exact = self._exact.by_row(sheet.name)
        for number, texts in enumerate(self._lines(sheet.name), 1):
            if number == 1:
                continue
            texts += [""] * (len(columns) - len(texts))
            cells: list[Cell] = [
                csv_cells.from_field(column.kind, text)
                for column, text in zip(columns, texts, strict=False)
            ]
            for place, column in enumerate(columns):
                if number in exact and column.key in exact[number]:
                    value = exact[number][column.key]
                    if cells[place] == csv_cells.shown(column.kind, value):
                        cells[place] = value
            cells += [extra for extra in texts[len(columns) :] if extra]
            yield tuple(cells)

    def rows(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[Row]:
        """The same rows one by one."""
        return chain.from_iterable(self.batches(sheet, work))

    def head(self, sheet: SheetRecord) -> tuple[str, ...]:
        """The heads of a file."""
        return tuple(next(self._lines(sheet.name), []))

    def close(self) -> None:
        """Let go of the file."""
        self._package.close()
        self._file.close()

    def _lines(self, sheet: str) -> Iterator[list[str]]:
        try:
            yield from csv.reader(_lines_of(self._package.blocks(entry_name(sheet))), strict=True)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Refused("damaged") from error

    def _readme(self, names: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
        if READ_ME not in names:
            return {}
        text = self._package.whole(READ_ME, 1 << 20).decode("utf-8-sig", "replace")
        return {
            sheet_words.READ_ME: tuple((line,) for line in text.removesuffix("\r\n").split("\r\n"))
        }


def _lines_of(blocks: Iterator[bytes]) -> Iterator[str]:
    """Lines with their ends, a lone carriage return within one kept."""
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    held = ""
    for block in blocks:
        held += decode(block)
        *lines, held = held.split("\n")
        for line in lines:
            yield line + "\n"
        if len(held) > _LINE_BYTES:
            raise Refused("too_large")
    held += decode(b"", True)
    if held:
        yield held


def _exact_lines(held: dict[str, object]) -> list[ExactLine]:
    return [
        ExactLine(str(sheet), int(row), str(column), str(reason), str(text))
        for sheet, row, column, reason, text in _table(held, "Exact values")
    ]


def _blocks(held: dict[str, object]) -> tuple[Block, ...]:
    return tuple(
        Block(str(sheet), int(first), str(rows), str(columns))
        for sheet, first, rows, columns in _table(held, "Fingerprints")
    )


def _table(held: dict[str, object], key: str) -> list[list[str]]:
    table = held[key]
    if not isinstance(table, list):
        raise TypeError(key)
    return table
