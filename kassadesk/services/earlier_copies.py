"""What an earlier export says of itself, so that a later one can begin where it ended."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import EarlierCopy
from kassadesk.core.held import CategoryId
from kassadesk.core.work import Work
from kassadesk.files.atomic import sha256_of
from kassadesk.files.contents import About
from kassadesk.files.export_history import ExportHistory
from kassadesk.files.reader.reading import short_reading
from kassadesk.files.reader.talk import Want

_SHUT = frozenset({"encrypted", "wrong_password"})


def earlier_copy(
    path: Path, history: ExportHistory, rooms: Path, work: Work, password: str = ""
) -> EarlierCopy:
    """The facts of the export in a file, read in a process of its own; nothing is checked.

    A locked file that this PC wrote needs no password: its facts are remembered. Raises
    UnreadableExport, FileProblem and Cancelled.
    """
    try:
        with short_reading(path, (), Want.ABOUT, rooms, password) as reading:
            return _copy_of(reading.about(work))
    except UnreadableExport as error:
        known = _remembered(path, history, work) if error.reason in _SHUT else None
        if known is None:
            raise
        return known


def _copy_of(about: About) -> EarlierCopy:
    known = tuple(kind for kind in CategoryId if kind.value in about.categories)
    return EarlierCopy(
        about.snapshot_id,
        about.as_of,
        about.merchant_id,
        known,
        about.from_year,
        about.to_year,
        about.masked,
    )


def _remembered(path: Path, history: ExportHistory, work: Work) -> EarlierCopy | None:
    """The facts of exactly this file, when this PC wrote it."""
    with suppress(OSError):
        digest = sha256_of(path, work)[1]
        for past in history.all():
            if past.sha256 == digest:
                return past.as_earlier()
    return None
