"""The one byte form of a row and the digest chain over pages (contract: `x-digest`, rule R13).

A row's bytes are its values in column order as an RFC 8785 style JSON array in UTF-8, texts in NFC,
then one LF. Server, reader and checked file agree on these bytes or the rows are not the same.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import msgspec

from kassadesk.core.rows import Cell, Column, Row

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def row_bytes(row: Sequence[Cell], columns: Sequence[Column]) -> bytes:
    """The bytes of one row, LF included. Raises ValueError when cells and columns do not pair up."""
    if len(row) != len(columns):
        raise ValueError(f"{len(row)} cells for {len(columns)} columns")
    return _encode([_canonical(cell) for cell in row]).encode("utf-8") + b"\n"


def row_lines(rows: Sequence[Row], columns: Sequence[Column]) -> list[bytes]:
    """The bytes of many rows, the same as `row_bytes` gives for each, several times faster.

    Raises ValueError when cells and columns do not pair up or a text has half a character.
    """
    if not rows:
        return []
    if not all(len(row) == len(columns) for row in rows) or not _exact_times(rows):
        return [row_bytes(row, columns) for row in rows]
    try:
        lines = _encoder.encode_lines(rows).splitlines(keepends=True)
    except (TypeError, OverflowError):
        return [row_bytes(row, columns) for row in rows]
    if not all(map(bytes.isascii, lines)):
        for place, line in enumerate(lines):
            if not line.isascii() and not _is_normal(line):
                lines[place] = row_bytes(rows[place], columns)
    return lines


_encoder = msgspec.json.Encoder()


def _exact_times(rows: Sequence[Row]) -> bool:
    """Whether every time is in UTC and whole seconds, so that its usual text is the contract's."""
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if datetime in kinds and not all(
            cell.tzinfo is UTC and not cell.microsecond
            for cell in column
            if isinstance(cell, datetime)
        ):
            return False
        if not kinds <= _PLAIN_TYPES:
            return False
    return True


_PLAIN_TYPES = frozenset({str, int, bool, date, datetime, type(None)})


def _is_normal(line: bytes) -> bool:
    """Whether all texts of a line are in NFC. An escape hides what a mark after it belongs to."""
    return b"\\" not in line and unicodedata.is_normalized("NFC", line.decode("utf-8"))


def _canonical(cell: Cell) -> str | int | bool | None:
    if isinstance(cell, str):
        return unicodedata.normalize("NFC", cell)
    if isinstance(cell, datetime):
        return time_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


def time_text(moment: datetime) -> str:
    """An aware time as the contract writes it: whole seconds, UTC, "Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def page_digest(previous: str, lines: Iterable[bytes]) -> str:
    """Digest of one page (hex): sha-256 over the previous page's digest and the page's row bytes.

    `previous` is "" for the first page. A query without rows is one empty page.
    """
    digest = hashlib.sha256(previous.encode("ascii"))
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


class PageChain:
    """Gives the snapshot digest of rows fed one by one, cut into the server's pages again.

    Not for several threads. `page_rows` is the size the signed manifest names.
    """

    def __init__(self, page_rows: int) -> None:
        if page_rows < 1:
            raise ValueError("page_rows must be 1 or more")
        self.page_rows = page_rows
        self.rows = 0
        self._closed = ""
        self._open = hashlib.sha256()

    def add(self, line: bytes) -> None:
        """Take the bytes of the next row (from `row_bytes`)."""
        if self.rows and self.rows % self.page_rows == 0:
            self._closed = self._open.hexdigest()
            self._open = hashlib.sha256(self._closed.encode("ascii"))
        self._open.update(line)
        self.rows += 1

    def add_all(self, lines: Sequence[bytes]) -> None:
        """Take the bytes of the next rows."""
        start = 0
        while start < len(lines):
            if self.rows and self.rows % self.page_rows == 0:
                self._closed = self._open.hexdigest()
                self._open = hashlib.sha256(self._closed.encode("ascii"))
            end = start + self.page_rows - self.rows % self.page_rows
            piece = lines[start:end]
            self._open.update(b"".join(piece))
            self.rows += len(piece)
            start = end

    def digest(self) -> str:
        """The digest of everything so far, as if the last row were the end. Hex."""
        return self._open.hexdigest()
