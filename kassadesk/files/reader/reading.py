"""This program's end of the reading process: start it, hear it out, end it.

The caller waits on a worker thread; the person may cancel at any time, and the process is gone within
a twentieth of a second. A process that says nothing for ten seconds is ended.
"""

from __future__ import annotations

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import PublishedKey
from kassadesk.core.own_program import frozen_words
from kassadesk.core.work import Work
from kassadesk.files.contents import About
from kassadesk.files.reader.room import Room
from kassadesk.files.reader.talk import (
    LONGEST_LINE,
    Doubt,
    Opened,
    Progress,
    Told,
    Unreadable,
    Want,
    Wish,
    answer_of,
    line_of,
)

COMMAND = "read-file"
"""The program's hidden word for this process, where there is no Python to start (frozen program)."""
SILENCE_S = 10.0
_LOOK_S = 0.05
_log = logging.getLogger(__name__)


class Reading:
    """One reading process. `result` or `about` once, then `end`."""

    def __init__(
        self,
        path: Path,
        keys: Sequence[PublishedKey],
        room: Room | None,
        password: str = "",
        want: Want = Want.ROWS,
    ) -> None:
        """Starts it. Raises UnreadableExport when there is no such file."""
        self._path = path
        if not path.exists():
            raise UnreadableExport(path, "not_found")
        self._process = _started()
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._doubt = ""
        wish = Wish(
            os.fsencode(path.absolute()),
            os.fsencode(room.path.absolute()) if room is not None else b"",
            tuple(keys),
            password,
            want,
        )
        assert self._process.stdin is not None
        with suppress(OSError):  # it died at once: `result` will say so
            self._process.stdin.write(line_of(wish))
            self._process.stdin.flush()
        self._thread = threading.Thread(
            target=_pass_on, args=(self._process.stdout, self._lines), name="kassadesk-reading"
        )
        self._thread.start()

    @property
    def process_id(self) -> int:
        """The number the operating system gave it."""
        return self._process.pid

    def result(self, work: Work) -> Opened:
        """What the process found. Raises UnreadableExport and Cancelled."""
        answer = self._answer(work)
        if not isinstance(answer, Opened):
            raise self._unreadable("damaged")
        return answer

    def about(self, work: Work) -> About:
        """What the file says of itself (Want.ABOUT). Raises UnreadableExport and Cancelled."""
        answer = self._answer(work)
        if not isinstance(answer, Told):
            raise self._unreadable("damaged")
        return answer.about

    def _answer(self, work: Work) -> Opened | Told:
        heard = time.monotonic()
        while True:
            work.check()
            try:
                line = self._lines.get(timeout=_LOOK_S)
            except queue.Empty:
                if time.monotonic() - heard > SILENCE_S:
                    raise self._unreadable(self._doubt or "took_too_long") from None
                continue
            heard = time.monotonic()
            if not line:
                raise self._died()
            match answer_of(line):
                case Progress(done=done, total=total):
                    work.report(done, total, "verifying")
                case Doubt(reason=reason):
                    self._doubt = reason
                case Opened() | Told() as told:
                    return told
                case Unreadable(reason=reason, preview=preview):
                    error = self._unreadable(reason)
                    error.preview = preview
                    raise error
                case None:
                    raise self._unreadable("damaged")

    def finish(self) -> None:
        """Wait until it has ended by itself, its index made."""
        self._process.wait()

    def end(self) -> None:
        """The process is gone when this returns."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _unreadable(self, reason: str) -> UnreadableExport:
        return UnreadableExport(self._path, reason)

    def _died(self) -> UnreadableExport:
        code = self._process.wait()
        if not self._doubt:
            _log.warning("The reading process ended early, exit code %s", code)
        return self._unreadable(self._doubt or "damaged")


@contextmanager
def short_reading(
    path: Path, keys: Sequence[PublishedKey], want: Want, rooms: Path, password: str = ""
) -> Iterator[Reading]:
    """A reading process that leaves no rows behind. The plain form of a locked file lies in a
    private folder under `rooms` until the end. Raises UnreadableExport and FileProblem."""
    room = Room(rooms) if password else None
    try:
        reading = Reading(path, keys, room, password, want)
        try:
            yield reading
        finally:
            reading.end()
    finally:
        if room is not None:
            room.leave()


def _pass_on(pipe: IO[bytes] | None, lines: queue.SimpleQueue[bytes]) -> None:
    """Each line as it comes, then an empty one: a pipe cannot be read with a deadline on Windows."""
    assert pipe is not None
    try:
        while line := pipe.readline(LONGEST_LINE):
            lines.put(line)
    except (OSError, ValueError):  # the pipe was closed under us
        pass
    lines.put(b"")


def _started() -> subprocess.Popen[bytes]:
    package_folder = str(Path(__file__).resolve().parents[3])
    search = [package_folder, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - our own program, our own words
        _program(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(search),
            "PYTHONDONTWRITEBYTECODE": "1",  # it may not write there
            "MALLOC_ARENA_MAX": "1",
        },
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _program() -> list[str]:
    return frozen_words(COMMAND) or [sys.executable, "-m", "kassadesk.files.reader"]
