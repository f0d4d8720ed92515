"""Opens an export file, of either kind, and gives its sheets as typed rows.

This is the one border to files that may come from anywhere: `open_export` is called with a path and
gives rows or raises UnreadableExport. Files that this program did not just write itself are opened
by it in a process of their own (`reader`).
Nothing is believed: the package is checked before a reader sees it, values are typed again by the
kind of their column, and what does not fit stays as it is found, to be told as changed.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.rows import Row
from kassadesk.core.work import QUIET, Work
from kassadesk.files.contents import Contents, SheetRecord
from kassadesk.files.fingerprints import Block
from kassadesk.files.guarded_zip import LIMITS, GuardedZip, Limits, Refused
from kassadesk.files.kind_of_file import what_is
from kassadesk.files.trouble import why_unreadable
from kassadesk.files.unlocking import unlocked


@dataclass(frozen=True, slots=True)
class Seal:
    """The signed word a file carries, as found: nothing of it is checked yet."""

    signed_bytes: bytes
    signature: str
    key_id: str
    public_key: str
    """The key the file brings along. It proves nothing by itself."""


@dataclass(slots=True)
class Opened:
    """The facts of an opened file that do not need its rows."""

    contents: Contents
    seal: Seal | None
    blocks: tuple[Block, ...]
    sheets: tuple[str, ...]
    """Names of all sheets (or csv files) present, in order."""
    pages: dict[str, tuple[tuple[str, ...], ...]]
    """The rows of the program's own pages, by name, as text."""
    formulas: dict[str, list[int]] = field(default_factory=dict)
    """Rows that hold a formula, by sheet; known when the rows of the sheet were read."""
    odd_prints: tuple[int, ...] = ()
    """Rows of the page of fingerprints that are none, or do not begin where the one before ended."""
    saved_again: bool = False
    """True when another program saved the file after it was made."""


class OpenExport(Protocol):
    """An open export file. Close it after use."""

    facts: Opened

    def batches(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[list[Row]]:
        """The rows of one sheet as they stand in the file, below the head, many at a time. A row
        with more cells than the table has columns is given whole. Raises Refused, KeyError when
        there is no such sheet, Cancelled."""

    def rows(self, sheet: SheetRecord, work: Work = QUIET) -> Iterator[Row]:
        """The same rows one by one."""

    def head(self, sheet: SheetRecord) -> tuple[str, ...]:
        """The heads of the columns as they stand in the file."""

    def close(self) -> None:
        """Let go of the file."""


def open_export(
    path: Path,
    work: Work = QUIET,
    limits: Limits = LIMITS,
    *,
    password: str = "",
    room: Path | None = None,
) -> OpenExport:
    """The export in the file. Raises UnreadableExport (with a reason) and Cancelled.

    A workbook with a password is opened with `password`; its plain form lies in the private folder
    `room`, or in memory when there is none.
    """
    try:
        file = _open_regular(path, limits)
    except OSError as error:
        raise UnreadableExport(path, why_unreadable(error)) from error
    try:
        found = what_is(file)
        if found == "encrypted" and password:
            file = unlocked(file, password, room, limits)
            found = what_is(file)
        if found:
            raise Refused(found)
        return _open(file, work, limits)
    except Refused as refused:
        file.close()
        raise UnreadableExport(path, refused.reason) from refused
    except OSError as error:
        file.close()
        raise UnreadableExport(path, why_unreadable(error)) from error
    except BaseException:
        file.close()
        raise


def _open_regular(path: Path, limits: Limits) -> BinaryIO:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableExport(path, "not_a_workbook")
    if found.st_size > limits.file_bytes:
        raise UnreadableExport(path, "too_large")
    return path.open("rb")


def _open(file: BinaryIO, work: Work, limits: Limits) -> OpenExport:
    package = GuardedZip(file, work, limits)
    if "[Content_Types].xml" in package:
        from kassadesk.files.xlsx_reading import XlsxExport

        return XlsxExport(file, package)
    if "manifest.json" in package:
        from kassadesk.files.csv_reading import CsvExport

        return CsvExport(file, package)
    raise Refused("other_office" if "mimetype" in package else "not_an_export")
