"""Review: an export opened from disk, offline: what it holds, and whether it is what was exported."""

from __future__ import annotations

from pathlib import Path

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import CheckReport, SheetInfo
from kassadesk.core.rows import Row, RowQuery, RowSource
from kassadesk.core.work import QUIET, Work
from kassadesk.files import sheet_words
from kassadesk.files.contents import SheetRecord
from kassadesk.files.known_keys import KnownKeys
from kassadesk.files.local_rows import LocalRows
from kassadesk.files.reading import Opened, open_export
from kassadesk.files.verify import check_export, check_file


class Review:
    """An opened export: its rows are in memory, the file itself is closed again.

    `sheets` lists what holds rows of Kassapos, in the file's order. Close it to free the rows.
    """

    def __init__(
        self, path: Path, check: CheckReport, facts: Opened, held: dict[str, LocalRows]
    ) -> None:
        self.path = path
        self.check = check
        self.readme = _readme(facts)
        """Label and text of each line of the read-me page."""
        self._held = held
        self.sheets: tuple[SheetInfo, ...] = tuple(
            SheetInfo(
                sheet.name,
                sheet.resource,
                sheet.columns,
                held[sheet.name].summary(RowQuery(sheet.resource)),
            )
            for sheet in facts.contents.sheets
            if sheet.name in held
        )

    def rows(self, sheet_name: str) -> RowSource:
        """The rows of one sheet. KeyError for a sheet the file does not have."""
        return self._held[sheet_name]

    def close(self) -> None:
        """Forget the rows."""
        for rows in self._held.values():
            rows.close()


class ReviewService:
    """Opens and checks files. Blocking; needs no sign-in and no network."""

    def __init__(self, known_keys: KnownKeys) -> None:
        self._keys = known_keys

    def open(self, path: Path, work: Work = QUIET) -> Review:
        """The opened and checked file. Raises UnreadableExport and Cancelled."""
        held: dict[str, LocalRows] = {}
        try:
            opened = open_export(path, work)
            try:
                facts = opened.facts
                for sheet in facts.contents.sheets:
                    if sheet.name in facts.sheets:
                        held[sheet.name] = LocalRows(sheet.resource, facts.contents.about.as_of)

                def keep(sheet: SheetRecord, row: Row) -> None:
                    held[sheet.name].add(row)

                check = check_export(opened, self._keys.all(), work, keep)
            finally:
                opened.close()
            return Review(path, check, facts, held)
        except BaseException as error:
            for rows in held.values():
                rows.close()
            if isinstance(error, UnreadableExport):
                error.place = path
            raise

    def check(self, path: Path, work: Work = QUIET) -> CheckReport:
        """Whether a file is what was exported, and where it is not. Raises UnreadableExport."""
        return check_file(path, self._keys.all(), work)


def _readme(facts: Opened) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    for row in facts.pages.get(sheet_words.READ_ME, ()):
        texts = [text for text in row if text]
        if len(texts) == 1:  # a line of the text file in a csv export
            label, _, text = texts[0].partition(": ")
            texts = [label, text] if text else []
        if len(texts) >= 2:
            lines.append((texts[0], " · ".join(texts[1:])))
    return tuple(lines)
