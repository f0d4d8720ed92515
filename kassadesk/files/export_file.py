"""Writes one export of either kind: the sheets in order, then the proof. Atomic, read back, proven."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from kassadesk.core.errors import WriteFailed
from kassadesk.core.exports import ExportFormat, PublishedKey, SheetPlan, Verdict
from kassadesk.core.rows import Row
from kassadesk.core.work import Gauge, Work
from kassadesk.files.atomic import WrittenFile, sha256_of, write_file
from kassadesk.files.disk import DISK
from kassadesk.files.ledger import Ledger, Proof
from kassadesk.files.verify import check_file


class RowPage(NamedTuple):
    """Some rows in order, with their canonical bytes (`core.canonical`) when those are known."""

    rows: Sequence[Row]
    lines: Sequence[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet to write and where its rows come from (asked once, when it is its turn)."""

    plan: SheetPlan
    pages: Callable[[], Generator[RowPage, None, None]]
    rows: int | None = None
    """How many rows will come, when that is known."""


class Target(Protocol):
    """What both kinds of file can do."""

    def begin(self, plan: SheetPlan, part: int, rows: int | None = None) -> None: ...

    def add_all(self, rows: Sequence[Row], lines: Sequence[bytes] | None = None) -> None: ...

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
    password: str = "",
    gauge: Gauge | None = None,
) -> tuple[WrittenFile, Ledger]:
    """The written file and the books kept on the way, after it was read back and found whole. It is
    beside `target`, under a free name, while another program keeps holding what is there.

    `proof` is asked when all rows are written. A `password` locks a workbook. `gauge` follows the
    size of the file. Raises FileProblem,
    Cancelled, and what `parts` and `proof` raise; the target is then as it was.
    """
    making = _Making(target, parts, proof, tuple(known), work, gauge or Gauge())
    if kind is ExportFormat.CSV:
        fill, check = making.csv_files, making.check_csv_files
    elif password:
        locked = _Locked(making, password)
        fill, check = locked.workbook, locked.check
    else:
        fill, check = making.workbook, making.check_workbook
    written = write_file(target, fill, check, may_replace=may_replace, beside=True, work=work)
    return written, making.ledger


class _Making:
    """One export being written."""

    def __init__(
        self,
        target: Path,
        parts: Iterable[Part],
        proof: Callable[[], Proof],
        keys: tuple[PublishedKey, ...],
        work: Work,
        gauge: Gauge,
    ) -> None:
        self.ledger = Ledger()
        self.target = target
        self._parts, self._ask_proof = parts, proof
        self._keys, self.work = keys, work
        self._gauge = gauge
        self._proof: Proof | None = None

    def workbook(self, out: BinaryIO, room: Path) -> None:
        """Write an open workbook."""
        from kassadesk.files.xlsx_file import XlsxFile

        with XlsxFile(out, room, self.ledger, self.work) as book:
            self._fill(book, out)

    def csv_files(self, out: BinaryIO, room: Path) -> None:
        """Write a zip of csv files."""
        from kassadesk.files.csv_file import CsvFile

        with CsvFile(out, room, self.ledger, self.work) as files:
            self._fill(files, out)

    def check_workbook(self, path: Path) -> None:
        """Raises WriteFailed when the workbook on the disk is not what was meant."""
        from kassadesk.files.read_back import is_as_written

        assert self._proof is not None
        if not is_as_written(path, self.ledger, self._proof, self._keys, self.work):
            raise WriteFailed(self.target)

    def check_csv_files(self, path: Path) -> None:
        """Raises WriteFailed when the zip on the disk is not what was meant."""
        report = check_file(path, self._keys, self.work)
        wanted = Verdict.UNSIGNED if report.masked else Verdict.UNCHANGED
        if report.verdict is not wanted:
            raise WriteFailed(self.target)

    def _fill(self, file: Target, out: BinaryIO) -> None:
        for place, part in enumerate(self._parts):
            file.begin(part.plan, place, part.rows)
            with closing(part.pages()) as pages:
                for page in pages:
                    file.add_all(page.rows, page.lines)
                    self._gauge.size_bytes = out.tell()
        self._proof = self._ask_proof()
        file.finish(self._proof)
        self._gauge.size_bytes = out.tell()


class _Locked:
    """A workbook with a password: written open into the private folder, checked there, locked."""

    def __init__(self, making: _Making, password: str) -> None:
        self._making = making
        self._password = password
        self._sha256 = ""

    def workbook(self, out: BinaryIO, room: Path) -> None:
        """Write the locked workbook."""
        from kassadesk.files.locking import lock

        path = room / "open"
        with DISK.create(path) as plain:
            self._making.workbook(plain, room)
            plain.flush()
            self._making.check_workbook(path)
            self._sha256 = sha256_of(path, self._making.work)[1]
            lock(plain, self._password, out, self._making.work)
        DISK.remove_file(path)

    def check(self, path: Path) -> None:
        """Raises WriteFailed unless the password opens the file to what was written."""
        from kassadesk.files.locking import opens_to

        if not opens_to(path, self._password, self._sha256, self._making.work):
            raise WriteFailed(self._making.target)
