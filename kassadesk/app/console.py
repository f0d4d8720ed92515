"""Lines for the person at a terminal, and how far the work is, when it is a terminal.

A windowed Windows program has no stdout and stderr at all; then nothing is written.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from kassadesk.core.errors import KassaError
from kassadesk.core.lens import grouped
from kassadesk.core.work import Cancelled

_PAUSE_S = 0.2


def say(line: str) -> None:
    """One line on stdout; lost when whoever listened (`| head`) has heard enough."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(printable(line) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_error(line: str) -> None:
    """One line on stderr."""
    if sys.stderr is not None:
        sys.stderr.write(f"kassadesk: {printable(line)}\n")
        sys.stderr.flush()


def printable(text: str) -> str:
    """The text without signs that could move the cursor or turn its direction; names in a file
    for review come from anywhere. What the terminal's encoding lacks is escaped."""
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return safe.encode(encoding, "backslashreplace").decode(encoding)


class TerminalWork:
    """A Work (`core.work`) that shows one changing line and is cancelled by Ctrl-C or a signal."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0
        self._width = 0

    def report(self, done: int, total: int, step: str = "") -> None:
        """Show how far the work is, a few times a second."""
        now = time.monotonic()
        if not self._shows or now - self._last < _PAUSE_S:
            return
        self._last = now
        of = f"{grouped(done)} of {grouped(total)} rows" if total else ""
        line = f"{step.replace(':', ' ')}  {of}"
        sys.stderr.write("\r" + printable(line).ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def check(self) -> None:
        """Raise Cancelled after Ctrl-C."""
        if self._stopped.is_set():
            raise Cancelled

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """True after Ctrl-C or a signal."""
        return self._stopped.is_set()

    def end_line(self) -> None:
        """Clear the changing line."""
        if self._shows and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


@contextmanager
def terminal_work() -> Iterator[TerminalWork]:
    """A TerminalWork for one verb; Ctrl-C and SIGTERM cancel it, so that it can clean up."""
    work = TerminalWork()

    def stop(_number: int, _frame: FrameType | None) -> None:
        work.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield work
    except KassaError as error:
        if work.stopped:  # Ctrl-C also reaches a sample shop's server, which then is "offline"
            raise Cancelled from error
        raise
    finally:
        work.end_line()
        for number, handler in before.items():
            signal.signal(number, handler)
