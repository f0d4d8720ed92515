"""An export as a zip of csv files: UTF-8 with a byte order mark (so that Excel shows Tamil), the same
columns as the workbook, and manifest.json with everything a reader needs to check it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, TextIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Cell, Row
from kassadesk.core.work import Work
from kassadesk.files import sheet_words
from kassadesk.files.csv_columns import fields
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.patient_stream import PatientStream
from kassadesk.files.proof_lines import (
    proof_lines,
    read_me_alterations,
    read_me_lines,
    read_me_sheets,
)

MANIFEST = "manifest.json"
READ_ME = "read-me.txt"
PIECE = 1 << 30
PACKING = 2
"""Of zlib's levels; see `xlsx_file`."""
BATCH = 500
"""Rows written between two looks whether the person still wants it."""


class CsvFile:
    """Writes one zip; a context manager, used like `xlsx_file.XlsxFile`."""

    def __init__(self, out: BinaryIO, room: Path, ledger: Ledger, work: Work) -> None:
        self.ledger = ledger
        self._work = work
        self._stream = PatientStream(out, work)
        self._zip = ZipFile(
            cast(BinaryIO, self._stream), "w", ZIP_DEFLATED, allowZip64=True, compresslevel=PACKING
        )
        self._file: TextIO | None = None
        self._writer: Any = None

    def __enter__(self) -> CsvFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the entry and the package; after a failure nothing more reaches the disk."""
        if error is not None:
            self._stream.sink()
        if self._file is not None:
            self._file.close()
        self._zip.close()

    def begin(self, plan: SheetPlan, part: int, rows: int | None = None) -> None:
        """Start the file of a plan; `part` is its place in the signed manifest."""
        self._end_entry()
        self.ledger.begin(plan.name, plan, part)
        entry = self._zip.open(entry_name(plan.name), "w", force_zip64=True)
        self._file = TextIOWrapper(entry, "utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([sheet_words.title(plan.resource, column) for column in plan.columns])

    def add(self, row: Row) -> None:
        """Write one row."""
        self.add_all([row])

    def add_all(self, rows: Sequence[Row], lines: Sequence[bytes] | None = None) -> None:
        """Write rows; `lines` are their canonical bytes, when they are known already."""
        for start in range(0, len(rows), BATCH):
            self._work.check()
            batch = rows[start : start + BATCH]
            self._write(batch)
            self.ledger.add_all(batch, lines[start : start + BATCH] if lines is not None else None)

    def _write(self, rows: Sequence[Row]) -> None:
        assert self._file is not None
        sheet = self.ledger.sheet
        first = sheet.rows + 2
        columns = []
        for place, values in enumerate(zip(*rows, strict=True)):

            def note(at: int, reason: str, value: Cell, place: int = place) -> None:
                self.ledger.altered(place, first + at, reason, value)

            found = fields(sheet.plan.columns[place].kind, values, note)
            if found.guarded:
                self.ledger.guarded(place, "formula_guard", found.guarded)
            columns.append(found.texts)
        text = "\r\n".join(map(",".join, zip(*columns, strict=True))) + "\r\n"
        needs_quotes = '"' in text or text.count("\n") + text.count("\r") > 2 * len(rows)
        if needs_quotes or text.count(",") != len(rows) * (len(columns) - 1) or len(columns) == 1:
            self._writer.writerows(zip(*columns, strict=True))
        else:
            self._file.write(text)

    def finish(self, proof: Proof) -> None:
        """Write the read-me, the manifest and the end of the package."""
        self._end_entry()
        ledger = self.ledger
        texts = [
            *read_me_lines(ledger, proof),
            *read_me_sheets(ledger, proof),
            *read_me_alterations(ledger),
        ]
        lines = [
            ": ".join(part.replace("\n", " ").replace("\r", " ") for part in line) for line in texts
        ]
        self._zip.writestr(READ_ME, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
        facts = dict(proof_lines(ledger, proof))
        exact = [list(line) for line in ledger.exact.lines(PIECE)]
        ledger.print_page(sheet_words.READ_ME, [[line] for line in lines])
        ledger.print_page(sheet_words.PROOF, list(facts.items()))
        blocks = [
            [block.sheet, block.first_row, block.rows, block.columns] for block in ledger.blocks
        ]
        held = {**facts, "Exact values": exact, "Fingerprints": blocks}
        self._zip.writestr(MANIFEST, json.dumps(held, indent=1))

    def _end_entry(self) -> None:
        """The present file of the zip is complete."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.ledger.close_sheet()


def entry_name(sheet: str) -> str:
    """The name of a sheet's csv file within the zip."""
    return f"{sheet}.csv"
