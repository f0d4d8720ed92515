"""Writes one export of either kind: the sheets in order, then the proof. Atomic, read back, proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from kassadesk.core.errors import WriteFailed
from kassadesk.core.exports import ExportFormat, PublishedKey, SheetPlan, Verdict
from kassadesk.core.rows import Row
from kassadesk.core.work import Work
from kassadesk.files.atomic import WrittenFile, write_file
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.verify import check_file


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet to write and where its rows come from (asked once, when it is its turn)."""

    plan: SheetPlan
    rows: Callable[[], Iterator[Row]]


class Target(Protocol):
    """What both kinds of file can do."""

    def begin(self, plan: SheetPlan, part: int) -> None: ...

    def add(self, row: Row) -> None: ...

    def finish(self, proof: Proof) -> None: ...


def write_export(
    target: Path,
    kind: ExportFormat,
    parts: Iterable[Part],
    proof: Callable[[], Proof],
    known: Iterable[PublishedKey],
    work: Work,
    *,
    may_replace: bool,
) -> tuple[WrittenFile, Ledger]:
    """The written file and the books kept on the way, after it was read back and found whole.

    `proof` is asked when all rows are written. Raises FileProblem, Cancelled, and what `parts` and
    `proof` raise; the target is then as it was.
    """
    ledger = Ledger()
    keys = tuple(known)

    def fill(out: BinaryIO, room: Path) -> None:
        if kind is ExportFormat.EXCEL:
            from kassadesk.files.xlsx_file import XlsxFile

            with XlsxFile(out, room, ledger, work) as book:
                _fill(book, parts, proof)
        else:
            from kassadesk.files.csv_file import CsvFile

            with CsvFile(out, room, ledger, work) as files:
                _fill(files, parts, proof)

    def verify(path: Path) -> None:
        report = check_file(path, keys, work)
        wanted = Verdict.UNSIGNED if report.masked else Verdict.UNCHANGED
        if report.verdict is not wanted:
            raise WriteFailed(target)

    return write_file(target, fill, verify, may_replace=may_replace, work=work), ledger


def _fill(file: Target, parts: Iterable[Part], proof: Callable[[], Proof]) -> None:
    for place, part in enumerate(parts):
        file.begin(part.plan, place)
        for row in part.rows():
            file.add(row)
    file.finish(proof())
