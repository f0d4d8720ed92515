"""EvidenceFile: a log on disk, one entry a line, only ever added to; and the check of any such file.

An entry is on the disk when `append` returns. A last line without its end is what a power cut left of
an entry nobody was told of; the next append takes it away.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.evidence import (
    FIRST,
    EvidenceEntry,
    EvidenceKind,
    Facts,
    Head,
    LogCheck,
    entry_after,
    entry_line,
    entry_of,
)
from kassadesk.files.trouble import as_file_problem

END = b'{"end":'
"""How the last line of an exported log begins: it names the last entry, so that a cut shows."""
LARGEST = 64 * 1024 * 1024


class EvidenceFile:
    """One log. Raises FileProblem. Not safe from several programs: who appends holds a lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, at: datetime, kind: EvidenceKind, facts: Facts) -> EvidenceEntry:
        """The new last entry. One is never chained to a bad one: then UnreadableExport is raised."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            handle = os.open(self.path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(handle, "r+b") as file:
                content = file.read()
                whole = content[: content.rfind(b"\n") + 1]
                last = _last(whole, self.path)
                entry = entry_after(
                    last.seq + 1 if last else 1, last.hash if last else FIRST, at, kind, facts
                )
                file.seek(len(whole))
                file.truncate()
                file.write(entry_line(entry))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise as_file_problem(error, self.path) from error
        return entry

    def content(self) -> bytes:
        """All whole lines; b"" when there is no log yet."""
        with suppress(FileNotFoundError):
            try:
                content = self.path.read_bytes()
            except FileNotFoundError:
                raise
            except OSError as error:
                raise as_file_problem(error, self.path) from error
            return content[: content.rfind(b"\n") + 1]
        return b""


def exported(content: bytes) -> bytes:
    """A log as it is given away: with a last line that names its last entry."""
    last = _last(content, Path())
    seq, digest = (last.seq, last.hash) if last else (0, FIRST)
    return content + END + b'{"hash":"%s","seq":%d}}\n' % (digest.encode(), seq)


def log_id_of(content: bytes) -> str:
    """The name a log gave itself in its first entry; "" when that is not whole."""
    with suppress(ValueError):
        return entry_of(content[: content.find(b"\n") + 1]).facts.get("log_id", "")
    return ""


def looks_like_log(start: bytes) -> bool:
    """Whether a file may be an evidence log, told from its first bytes."""
    return start.startswith((b'{"at":"', END))


def check_log(
    content: bytes, head: Head | None, own: bytes = b"", in_place: bool = False
) -> LogCheck:
    """What is wrong with a log, if anything.

    `head`: the anchor kept on this PC for this log, None when it has none. `own`: this PC's own copy
    of the same log, which may have gone on since. `in_place`: it is the log itself, which has no last
    line; a saved one has.
    """
    entries, bad, ended = _walk(content)
    if bad is not None:
        return _result(entries, bad, "changed")
    apart = _parting(entries, _walk(own)[0]) if own else None
    if apart is not None:
        return _result(entries, apart, "rewritten")
    if not ended and not in_place:
        return _result(entries, len(entries) + 1, "cut")
    if head is None:
        return _result(entries, None, "")
    if len(entries) >= head.seq:
        if head.seq and entries[head.seq - 1].hash != head.hash:
            return _result(entries, head.seq, "rewritten")
        return _result(entries, None, "", anchored=True)
    if in_place:
        return _result(entries, len(entries) + 1, "cut")
    return _result(entries, None, "", anchored=bool(own))


def _walk(content: bytes) -> tuple[list[EvidenceEntry], int | None, bool]:
    """The good entries, the number of the first bad one, and whether a whole last line was there."""
    entries: list[EvidenceEntry] = []
    prev, ended = FIRST, False
    lines = content.split(b"\n")
    tail = lines.pop()
    for number, line in enumerate(lines, start=1):
        if line.startswith(END) and number == len(lines) and not tail:
            ended = content == exported(b"".join(map(entry_line, entries)))
            if not ended:
                return entries, number, False
            break
        try:
            entry = entry_of(line + b"\n")
        except ValueError:
            return entries, number, False
        if entry.prev != prev or entry.seq != number:
            return entries, number, False
        entries.append(entry)
        prev = entry.hash
    return entries, (len(entries) + 1 if tail else None), ended


def _parting(entries: list[EvidenceEntry], mine: list[EvidenceEntry]) -> int | None:
    """The first entry in which two logs differ; None when one is the beginning of the other."""
    for left, right in zip(entries, mine, strict=False):
        if left.hash != right.hash:
            return left.seq
    return len(mine) + 1 if len(entries) > len(mine) else None


def _result(
    entries: list[EvidenceEntry], bad: int | None, why: str, anchored: bool = False
) -> LogCheck:
    log_id = entries[0].facts.get("log_id", "") if entries else ""
    last = entries[-1].at if entries else None
    return LogCheck(len(entries), bad, why, anchored, log_id, last, tuple(entries))


def _last(whole: bytes, path: Path) -> EvidenceEntry | None:
    if not whole:
        return None
    line = whole[whole.rfind(b"\n", 0, len(whole) - 1) + 1 :]
    try:
        return entry_of(line)
    except ValueError as error:
        raise UnreadableExport(path, reason="damaged") from error
