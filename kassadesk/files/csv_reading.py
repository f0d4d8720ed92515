"""Reads an export zip of csv files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files import csv_cells, sheet_words
from kassadesk.files.contents import Contents, NotContents, SheetRecord
from kassadesk.files.csv_file import MANIFEST, READ_ME, entry_name
from kassadesk.files.exact_values import ExactLine, ExactValues
from kassadesk.files.fingerprints import Block
from kassadesk.files.package_check import Refused
from kassadesk.files.proof_lines import seal_of
from kassadesk.files.reading import Opened

_MANIFEST_BYTES = 256 << 20


class CsvExport:
    """An open zip (`reading.OpenExport`)."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises Refused when it is not an export of ours."""
        self._file = file
        try:
            self._zip = ZipFile(file)
            if self._zip.getinfo(MANIFEST).file_size > _MANIFEST_BYTES:
                raise Refused("too_large")
            held = json.loads(self._zip.read(MANIFEST))
            facts = {key: text for key, text in held.items() if isinstance(text, str)}
            contents = Contents.from_json(facts["Contents"])
            exact, blocks = _exact_lines(held), _blocks(held)
        except NotContents as error:
            raise Refused("newer_version" if error.newer else "not_an_export") from error
        except (
            BadZipFile,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
        ) as error:
            raise Refused("not_an_export") from error
        self._exact = ExactValues.of_lines(exact)
        names = [entry.filename for entry in self._zip.infolist()]
        sheets = tuple(name.removesuffix(".csv") for name in names if name.endswith(".csv"))
        pages = {**self._readme(names), sheet_words.PROOF: tuple(facts.items())}
        self.facts = Opened(contents, seal_of(facts), blocks, sheets, pages)

    def rows(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[Row]:
        """The rows of a file, typed, exact values put back."""
        columns = sheet.columns
        exact = self._exact.by_row(sheet.name)
        for number, texts in enumerate(self._lines(sheet.name), 1):
            if number % 500 == 0:
                work.check()
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

    def head(self, sheet: SheetRecord) -> tuple[str, ...]:
        """The heads of a file."""
        return tuple(next(self._lines(sheet.name), []))

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    def _lines(self, sheet: str) -> Iterator[list[str]]:
        try:
            with self._zip.open(entry_name(sheet)) as raw:
                yield from csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""), strict=True)
        except (BadZipFile, csv.Error, UnicodeDecodeError, EOFError) as error:
            raise UnreadableExport(reason="damaged") from error

    def _readme(self, names: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
        if READ_ME not in names or self._zip.getinfo(READ_ME).file_size > 1 << 20:
            return {}
        text = self._zip.read(READ_ME).decode("utf-8-sig", "replace")
        return {
            sheet_words.READ_ME: tuple((line,) for line in text.removesuffix("\r\n").split("\r\n"))
        }


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
