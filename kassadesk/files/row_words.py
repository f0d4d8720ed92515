"""The words of an opened sheet's rows, kept so that a search answers at once in every script.

All text of a row that a person may look for, composed and without case, is its words. The words of
some rows together make one piece of a plain file in the private folder (SQLite would take longer to
hand them out than it takes to look through them), and a search goes through the pieces from one find
to the next. Where rows are very many, an index of all three signs in a row tells in which few rows a
rare text can be; only their pieces are looked through. It is made later, in a file of its own, and over
any script: SQLite's own cutting into words would cut Tamil and Hindi at their vowel signs.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from kassadesk.core.work import Work

_ROWS_IN_A_PIECE = 2_000
_BETWEEN_ROWS = b"\x1e"
_SIGNS = 3
"""The index knows three signs in a row; shorter searches look through all pieces."""
_SIGNS_ASKED = 40
"""Of a long search only so many; every row found is looked at anyway."""
_ENDS_A_QUESTION = "\x00"
_FEW = 5_000
"""Up to so many rows it is quicker to look at each than to look through all pieces."""
_STEPS = 100_000
"""SQLite steps between two questions whether the work is still wanted."""


def words_file(room: Path, place: int) -> Path:
    """Where the words of a sheet are."""
    return room / f"words-{place}.bin"


def index_file(room: Path, place: int) -> Path:
    """Where the index of a sheet is once it stands."""
    return room / f"words-{place}.db"


def folded(text: str) -> bytes:
    """Text for searching: composed, without case, and without the sign that ends a row."""
    signs = unicodedata.normalize("NFC", text).casefold().replace("\x1e", " ")
    return signs.encode("utf-8", "replace")


class WordsWriter:
    """Takes the words of row after row; `finish` writes what is left. Raises OSError."""

    def __init__(self, base: sqlite3.Connection, room: Path, place: int) -> None:
        self._base = base
        self._rows: list[bytes] = []
        self._at = 0
        self._file = words_file(room, place).open("xb")
        base.execute(f"CREATE TABLE words_{place} (piece INTEGER PRIMARY KEY, start, size)")
        self._insert = f"INSERT INTO words_{place} (start, size) VALUES (?, ?)"  # noqa: S608

    def add(self, columns: Sequence[Sequence[str]], count: int) -> None:
        """The searched texts of `count` rows, column by column; no columns: rows without words."""
        rows = ["\n".join(filter(None, texts)) for texts in zip(*columns, strict=True)]
        self._rows += _all_folded(rows) if columns else [b""] * count
        while len(self._rows) >= _ROWS_IN_A_PIECE:
            self._write()

    def finish(self) -> None:
        """All rows were given."""
        if self._rows:
            self._write()
        self._file.close()

    def close(self) -> None:
        """Let go of the file, whether all rows were given or not."""
        self._file.close()

    def _write(self) -> None:
        piece = _BETWEEN_ROWS.join(self._rows[:_ROWS_IN_A_PIECE])
        del self._rows[:_ROWS_IN_A_PIECE]
        self._file.write(piece)
        self._base.execute(self._insert, (self._at, len(piece)))
        self._at += len(piece)


class RowWords:
    """Looks for a text in the words of one sheet; asked by one thread at a time. Close it after use."""

    def __init__(self, base: sqlite3.Connection, room: Path, place: int) -> None:
        self._base = base
        self._pieces: dict[int, tuple[int, int]] = {
            piece: (start, size)
            for piece, start, size in base.execute(f"SELECT * FROM words_{place}")  # noqa: S608
        }
        self._file = words_file(room, place).open("rb", buffering=0)
        self._index = index_file(room, place)
        self._attached = False

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def indexed(self) -> bool:
        """True when the index stands."""
        return self._attached or self._index.exists()

    def rows_with(self, text: str, work: Work) -> array[int]:
        """Numbers of the rows that hold this text (first is 1), ascending. Raises Cancelled."""
        wanted = folded(text)
        few = self._from_index(wanted.decode())
        pieces = self._pieces if few is None else sorted(set(map(_piece_of, few)))
        found = array("q")
        for piece in pieces:
            work.check()
            start, size = self._pieces[piece]
            self._file.seek(start)
            words = self._file.read(size)
            found.fromlist(_rows_in(words, wanted, (piece - 1) * _ROWS_IN_A_PIECE + 1))
        return found

    def _from_index(self, wanted: str) -> list[int] | None:
        """The rows that can hold it, when the index knows that they are few."""
        if len(wanted) < _SIGNS or _ENDS_A_QUESTION in wanted or not self._has_index():
            return None
        sql = "SELECT rowid FROM words.found WHERE found MATCH ? LIMIT ?"
        rows = [row[0] for row in self._base.execute(sql, (_signs(wanted), _FEW + 1))]
        return rows if len(rows) <= _FEW else None

    def _has_index(self) -> bool:
        if not self._attached and self._index.exists():
            self._base.execute("ATTACH ? AS words", (f"{self._index.absolute().as_uri()}?mode=ro",))
            self._attached = True
        return self._attached


def build_index(
    room: Path, rows_file: str, place: int, still_wanted: Callable[[], int] = lambda: 0
) -> None:
    """Make the index of one sheet; it appears under its name when it is whole. Raises sqlite3.Error.

    `still_wanted` is asked now and then; anything but 0 ends the work.
    """
    unfinished = room / f"words-{place}.part"
    base = sqlite3.connect(unfinished)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            base.execute(f"PRAGMA {setting}")
        base.set_progress_handler(still_wanted, _STEPS)
        base.execute("ATTACH ? AS held", (str(room / rows_file),))
        base.execute(
            "CREATE VIRTUAL TABLE found USING fts5"
            "(words, content = '', tokenize = 'trigram case_sensitive 1', detail = none)"
        )
        sizes = base.execute(f"SELECT size FROM held.words_{place} ORDER BY piece")  # noqa: S608
        number = 1
        with words_file(room, place).open("rb") as words:
            for (size,) in sizes:
                rows = words.read(size).decode().split(_BETWEEN_ROWS.decode())
                base.executemany(
                    "INSERT INTO found (rowid, words) VALUES (?, ?)", enumerate(rows, number)
                )
                number += len(rows)
        base.execute("INSERT INTO found (found) VALUES ('optimize')")
        base.commit()
    finally:
        base.close()
    unfinished.rename(index_file(room, place))


def _piece_of(number: int) -> int:
    return (number - 1) // _ROWS_IN_A_PIECE + 1


def _rows_in(words: bytes, wanted: bytes, row: int) -> list[int]:
    """The rows of a piece that hold it, from one find to the next; `row` is the number of the first."""
    found: list[int] = []
    find, count = words.find, words.count
    counted, at = 0, find(wanted)
    while at >= 0:
        row += count(_BETWEEN_ROWS, counted, at)
        found.append(row)
        counted = find(_BETWEEN_ROWS, at)
        if counted < 0:
            break
        at = find(wanted, counted)
    return found


def _all_folded(rows: Sequence[str]) -> list[bytes]:
    """Each row folded; many at once where that is the same."""
    joined = unicodedata.normalize("NFC", "\x1e".join(rows)).casefold()
    found = joined.encode("utf-8", "replace").split(_BETWEEN_ROWS)
    return found if len(found) == len(rows) else [folded(row) for row in rows]


def _signs(text: str) -> str:
    """The question to the index: all threes of signs, in any place. FTS5's own query language."""
    threes = dict.fromkeys(text[at : at + _SIGNS] for at in range(len(text) - _SIGNS + 1))
    return " ".join('"' + three.replace('"', '""') + '"' for three in list(threes)[:_SIGNS_ASKED])
