"""The reading process: hears one wish, gives up its powers, reads the file, answers, makes the index.

It ends by itself when this program's end of the pipe is closed. Nothing it says is a sentence and
nothing it says of a failure holds a value of the file.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import BinaryIO

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import PlainPreview
from kassadesk.files import sheet_words
from kassadesk.files.guarded_zip import Refused
from kassadesk.files.local_table import ROWS_FILE, HeldSheet, LocalTable
from kassadesk.files.reader.confinement import confine
from kassadesk.files.reader.lifeline import is_cut
from kassadesk.files.reader.talk import (
    Answer,
    Doubt,
    Opened,
    Progress,
    Told,
    Unreadable,
    Want,
    Wish,
    line_of,
    wish_of,
)
from kassadesk.files.reading import Opened as Facts
from kassadesk.files.reading import OpenExport, open_export
from kassadesk.files.row_words import build_index
from kassadesk.files.verify import check_export

_BETWEEN_REPORTS_S = 0.1
_MEMORY_OF_SQLITE_KB = 65_536


def main() -> int:
    """Do what the line on standard input asks; gives the exit code."""
    with os.fdopen(0, "rb", closefd=False) as line:
        wish = wish_of(line.readline())
    with os.fdopen(1, "wb", buffering=0) as out:
        work = Telling(out)
        path = Path(os.fsdecode(wish.path))
        room = Path(os.fsdecode(wish.room)) if wish.room else None
        confine(room)
        sheets = _answered(wish, path, room, work)
    if room is not None:
        for sheet in sheets:  # the answer is out and the pipe is closed: now nobody waits
            build_index(room, ROWS_FILE, sheet.place, work.still_wanted)
    return 0


class Telling:
    """Work whose reports are lines; ends the process when nobody listens any more."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._next = 0.0
        self._far = Progress(0, 0)

    def report(self, done: int, total: int, step: str = "") -> None:
        """Work: tell, at most ten times a second."""
        self._far = Progress(done, total)
        self._beat()

    def check(self) -> None:
        """Work: a sign of life. There is no Cancelled here, the process simply ends."""
        self._beat()
        self.still_wanted()

    def _beat(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_REPORTS_S
            self.say(self._far)

    def say(self, answer: Answer) -> None:
        """Send one line."""
        self._out.write(line_of(answer))

    def still_wanted(self) -> int:
        """0; does not come back when the other end is closed."""
        if is_cut(0):
            os._exit(1)
        return 0


def _answered(wish: Wish, path: Path, room: Path | None, work: Telling) -> tuple[HeldSheet, ...]:
    try:
        opened = _read(wish, path, room, work)
    except UnreadableExport as error:
        work.say(Doubt(error.reason))
        work.say(Unreadable(error.reason, _preview(path, error.reason, work)))
        return ()
    except (MemoryError, RecursionError):
        work.say(Unreadable("too_large"))
        return ()
    work.say(opened)
    return tuple(sheet for _, sheet in opened.sheets) if isinstance(opened, Opened) else ()


def _read(wish: Wish, path: Path, room: Path | None, work: Telling) -> Opened | Told:
    opened = open_export(path, work, password=wish.password, room=room)
    try:
        if wish.want is Want.ABOUT:
            return Told(opened.facts.contents.about)
        if wish.want is Want.VERDICT or room is None:
            check = check_export(opened, wish.keys, work)
            return Opened(check, (), ())
        return _kept(opened, wish, room, work)
    finally:
        opened.close()


def _kept(opened: OpenExport, wish: Wish, room: Path, work: Telling) -> Opened:
    """The check, and all rows written into the room on the way."""
    contents, present = opened.facts.contents, opened.facts.sheets
    base = sqlite3.connect(room / ROWS_FILE, isolation_level=None)
    tables: dict[str, LocalTable] = {}
    try:
        for setting in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "temp_store = MEMORY",
            f"cache_size = -{_MEMORY_OF_SQLITE_KB}",
        ):
            base.execute(f"PRAGMA {setting}")
        base.execute("BEGIN")
        for place, sheet in enumerate(contents.sheets):
            if sheet.name in present:
                tables[sheet.name] = LocalTable(base, room, place, sheet.resource)
        check = check_export(
            opened, wish.keys, work, lambda sheet, rows: tables[sheet.name].add(rows)
        )
        for table in tables.values():
            table.finish()
        base.execute("COMMIT")
    finally:
        for table in tables.values():
            table.close()
        base.close()
    held = tuple((name, table.held(contents.about.as_of)) for name, table in tables.items())
    return Opened(check, held, _read_me(opened.facts))


def _preview(path: Path, reason: str, work: Telling) -> PlainPreview | None:
    from kassadesk.files.plain_preview import preview

    try:
        return preview(path, reason, work)
    except (Refused, OSError, MemoryError, RecursionError):
        return None


def _read_me(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Label and text of each line of the read-me page."""
    lines: list[tuple[str, str]] = []
    for row in facts.pages.get(sheet_words.READ_ME, ()):
        texts = [text for text in row if text]
        if len(texts) == 1:  # a line of the text file in a csv export
            label, _, text = texts[0].partition(": ")
            texts = [label, text] if text else []
        if len(texts) >= 2:
            lines.append((texts[0], " · ".join(texts[1:])))
    return tuple(lines)
