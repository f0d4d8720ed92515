"""Review: an export opened from disk, offline: what it holds, and whether it is what was exported.

The file is read in a process of its own with few powers (`files.reader`), because it may come from
anywhere. Its rows lie in a private folder of this program until the review is closed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from kassadesk.core.columns import columns_of
from kassadesk.core.exports import CheckReport, SheetInfo, Verdict
from kassadesk.core.rows import RowSource, RowSummary
from kassadesk.core.work import QUIET, Work
from kassadesk.files.atomic import sha256_of
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.local_rows import LocalRows
from kassadesk.files.reader.reading import Reading, short_reading
from kassadesk.files.reader.room import FOLDER, Room
from kassadesk.files.reader.talk import Opened, Want


class Review:
    """An opened export: its rows are on this PC, the file itself is closed again.

    `sheets` lists what holds rows of Kassapos, in the file's order. Close it to remove the rows.
    """

    def __init__(self, path: Path, opened: Opened, reading: Reading, room: Room) -> None:
        self.path = path
        self.check = opened.check
        self.readme = opened.readme
        """Label and text of each line of the read-me page."""
        self._reading = reading
        self._room = room
        self._held = {name: LocalRows(room.path, sheet) for name, sheet in opened.sheets}
        self.sheets: tuple[SheetInfo, ...] = tuple(
            SheetInfo(
                name,
                sheet.resource,
                columns_of(sheet.resource),
                RowSummary(sheet.count, dict(sheet.totals), sheet.as_of),
            )
            for name, sheet in opened.sheets
        )

    def rows(self, sheet_name: str) -> RowSource:
        """The rows of one sheet. KeyError for a sheet the file does not have."""
        return self._held[sheet_name]

    def wait_for_index(self) -> None:
        """Come back when searching is as fast as it gets. Blocking; nobody needs to call it."""
        self._reading.finish()

    def close(self) -> None:
        """The rows are gone from this PC."""
        for rows in self._held.values():
            rows.close()
        self._reading.end()
        self._room.leave()


class ReviewService:
    """Opens and checks files. Blocking; needs no sign-in and no network."""

    def __init__(self, known_keys: KnownKeys) -> None:
        self._keys = known_keys
        self._history = ExportHistory(known_keys.folder)
        self._rooms = known_keys.folder / FOLDER

    def open(self, path: Path, work: Work = QUIET, password: str = "") -> Review:
        """The opened and checked file. Raises UnreadableExport, Cancelled, and FileProblem when
        there is no room for its rows."""
        room = Room(self._rooms)
        try:
            reading = Reading(path, self._keys.all(), room, password)
            try:
                opened = reading.result(work)
                check = self._compared(path, opened.check, work)
                return Review(path, msgspec.structs.replace(opened, check=check), reading, room)
            except BaseException:
                reading.end()
                raise
        except BaseException:
            room.leave()
            raise

    def check(self, path: Path, work: Work = QUIET, password: str = "") -> CheckReport:
        """Whether a file is what was exported, and where it is not. Raises UnreadableExport."""
        with short_reading(path, self._keys.all(), Want.VERDICT, self._rooms, password) as reading:
            return self._compared(path, reading.result(work).check, work)

    def _compared(self, path: Path, check: CheckReport, work: Work) -> CheckReport:
        """What nobody signed can still be the very file that this PC remembers having written."""
        if check.verdict is not Verdict.UNSIGNED:
            return check
        written = {export.sha256 for export in self._history.all()}
        try:
            return replace(check, remembered=sha256_of(path, work)[1] in written)
        except OSError:  # it was taken away in the meantime; what was read stands
            return check
