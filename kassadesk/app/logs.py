"""The log: codes, counts and durations in one rotating file; crash reports beside it.

Two rules keep personal values out: only our own loggers write (others from WARNING up, without their
arguments being trusted), and every line is one line: control characters cannot start a new one
(OWASP ASVS 16.4.1). Tracebacks carry file and line, never local values.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

LOG_NAME = "kassadesk.log"
CRASH_NAME = "crash.log"

_crash_file: list[TextIO] = []


class OneLine(logging.Formatter):
    """Formats a record as exactly one line (tracebacks follow, indented)."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Class, file and line of each frame; the message of the exception is left out."""
        lines: list[str] = []
        kind, _, trace = ei
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"    {Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        lines.append(f"    {kind.__name__ if kind else 'unknown'}")
        return "\n".join(lines)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """UTC, to lay beside the times of the server: "2026-11-23T04:44:00.123Z"."""
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def format(self, record: logging.LogRecord) -> str:
        """The line, with control and direction characters made visible."""
        record.message = printable(record.getMessage())
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {record.message}"
        return f"{head}\n{self.formatException(record.exc_info)}" if record.exc_info else head


class LateFile(logging.Handler):
    """A rotating log file whose code is read from disk with the first line, not at the start."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; the handler's lock is held."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=512 * 1024, backupCount=2, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def printable(text: str) -> str:
    """The text with everything that could start a line or turn its direction escaped."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def start(folder: Path) -> None:
    """Begin logging into `folder`; libraries are kept quiet because they log addresses."""
    handler = LateFile(folder / LOG_NAME)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("kassadesk").setLevel(logging.INFO)
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def catch_the_rest(folder: Path, tell: Callable[[BaseException], None]) -> None:
    """Send what nobody caught to `tell` and hard crashes to a file.

    A file, because a windowed Windows program has no stderr.
    """
    with contextlib.suppress(OSError):
        crash = (folder / CRASH_NAME).open("a", encoding="utf-8")
        _crash_file.append(crash)  # faulthandler needs it open for the whole run
        faulthandler.enable(crash)

    def from_main(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            tell(error.with_traceback(trace))

    def from_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            tell(arguments.exc_value)

    sys.excepthook = from_main
    threading.excepthook = from_thread


def release_crash_file() -> None:
    """Close the crash file again; for the end of the program and for tests."""
    faulthandler.disable()
    while _crash_file:
        _crash_file.pop().close()
