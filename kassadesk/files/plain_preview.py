"""The beginning of a file that is no export, as plain text: never typed, never checked, never run.

Only what can be read without believing the file: text files of other programs, workbooks of other
people. It runs in the reading process like everything that touches foreign files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kassadesk.core.exports import PlainPreview, PlainSheet
from kassadesk.core.work import Work
from kassadesk.files.guarded_zip import GuardedZip, Limits, Refused
from kassadesk.files.xlsx_book import XlsxBook

ROWS = 200
COLUMNS = 40
SHEETS = 10
CHARACTERS = 500
_TEXT_BYTES = 1 << 20
_LIMITS = Limits(columns=16_384)

_BOOKS = frozenset({"not_an_export", "macros"})
_OTHER_BOOKS = frozenset({"old_format", "other_office"})


def preview(path: Path, reason: str, work: Work) -> PlainPreview | None:
    """What can be shown; None when nothing can. Raises Refused, OSError, MemoryError."""
    if reason == "text_file":
        return _of_text(path)
    if reason in _BOOKS:
        return _of_book(path, work)
    if reason in _OTHER_BOOKS:
        return _of_other_book(path)
    return None


def _of_book(path: Path, work: Work) -> PlainPreview | None:
    with path.open("rb") as file:
        package = GuardedZip(file, work, _LIMITS)
        if "xl/workbook.xml" not in package:
            return None
        book = XlsxBook(package)
        sheets = []
        for name in book.names[:SHEETS]:
            try:
                sheets.append(_sheet(name, book.texts(name, ROWS + 1)))
            except Refused:
                sheets.append(PlainSheet(name, (), cut=True))
        return PlainPreview(tuple(sheets)) if sheets else None


def _of_other_book(path: Path) -> PlainPreview | None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = [
                _sheet(
                    name,
                    (
                        [str(cell) for cell in row]
                        for row in book.get_sheet_by_name(name).iter_rows()
                    ),
                )
                for name in book.sheet_names[:SHEETS]
            ]
    except CalamineError:
        return None
    return PlainPreview(tuple(sheets)) if sheets else None


def _of_text(path: Path) -> PlainPreview | None:
    with path.open("rb") as file:
        raw = file.read(_TEXT_BYTES)
        more = bool(file.read(1))
    encoding, guessed = encoding_of(raw)
    text = raw.decode(encoding, "replace").replace("\x00", "")
    lines = text.splitlines()
    if more and lines:
        lines.pop()  # it may be half a line
    if not lines:
        return None
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        separator = lines.pop(0)[4]
    else:
        separator = separator_of(lines)
    rows: list[list[str]] = []
    try:
        for row in islice(csv.reader(lines, delimiter=separator), ROWS + 1):
            rows.append(row)
    except csv.Error:
        rows = [[line] for line in lines[: ROWS + 1]]
    return PlainPreview((_sheet(path.name, iter(rows)),), encoding, guessed)


def encoding_of(raw: bytes) -> tuple[str, bool]:
    """How the text is written down, and whether that is a guess."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", False
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", False
    if b"\x00" in raw[:4_096]:
        return ("utf-16-le" if raw[1::2].count(0) > raw[0::2].count(0) else "utf-16-be"), True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 3 and len(raw) == _TEXT_BYTES:
            return "utf-8", False  # only the last sign is cut in two
        return "cp1252", True
    return "utf-8", False


def separator_of(lines: list[str]) -> str:
    """The sign that parts the fields: the one that is found most evenly in the first lines."""
    best, most = ",", 0
    for sign in (",", ";", "\t", "|"):
        counts = [line.count(sign) for line in lines[:20] if line]
        even = min(counts, default=0)
        if even > most:
            best, most = sign, even
    return best


def _sheet(name: str, rows: Iterator[list[str]]) -> PlainSheet:
    shown = [tuple(cell[:CHARACTERS] for cell in row[:COLUMNS]) for row in islice(rows, ROWS + 1)]
    return PlainSheet(name, tuple(shown[:ROWS]), cut=len(shown) > ROWS)
