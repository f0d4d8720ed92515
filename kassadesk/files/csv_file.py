"""An export as a zip of csv files: UTF-8 with a byte order mark (so that Excel shows Tamil), the same
columns as the workbook, and manifest.json with everything a reader needs to check it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, TextIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from kassadesk.core.exports import SheetPlan
from kassadesk.core.rows import Row
from kassadesk.core.work import Work
from kassadesk.files import sheet_words
from kassadesk.files.csv_cells import field
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


class CsvFile:
    """Writes one zip; a context manager, used like `xlsx_file.XlsxFile`."""

    def __init__(self, out: BinaryIO, room: Path, ledger: Ledger, work: Work) -> None:
        self.ledger = ledger
        self._stream = PatientStream(out, work)
        self._zip = ZipFile(cast(BinaryIO, self._stream), "w", ZIP_DEFLATED, allowZip64=True)
        self._room = room
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
        """Close the buffer and the package; after a failure nothing more reaches the disk."""
        if error is not None:
            self._stream.sink()
        if self._file is not None:
            try:
                self._file.close()
            except OSError:
                if error is None:
                    raise
        self._zip.close()

    def begin(self, plan: SheetPlan, part: int) -> None:
        """Start the file of a plan; `part` is its place in the signed manifest."""
        self._pack()
        self.ledger.begin(plan.name, plan, part)
        path = self._room / "rows"
        self._file = path.open("x", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([sheet_words.title(plan.resource, column) for column in plan.columns])

    def add(self, row: Row) -> None:
        """Write one row."""
        ledger = self.ledger
        texts: list[str] = []
        for place, column in enumerate(ledger.sheet.plan.columns):
            value = row[place]
            shown = field(column.kind, value)
            if shown.altered:
                ledger.altered(place, shown.altered, value)
            if shown.guarded:
                ledger.guarded(place, "formula_guard")
            texts.append(shown.text)
        self._writer.writerow(texts)
        ledger.add(row)

    def finish(self, proof: Proof) -> None:
        """Write the read-me, the manifest and the end of the package."""
        self._pack()
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

    def _pack(self) -> None:
        """The finished buffer becomes an entry of the zip."""
        if self._file is None:
            return
        self._file.close()
        self._file = None
        self.ledger.close_sheet()
        path = self._room / "rows"
        self._zip.write(path, entry_name(self.ledger.sheet.name))
        path.unlink()


def entry_name(sheet: str) -> str:
    """The name of a sheet's csv file within the zip."""
    return f"{sheet}.csv"
