"""What the reading process gives up before it looks at a file: for good, it cannot take it back.

Memory has a limit of the operating system (RLIMIT_AS; a Job Object on Windows). Connections, other
programs and files outside the room are refused by an audit hook (PEP 578), which sees them whatever
library asks. This guards against a reader that was tricked; it is no wall against machine code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

MEMORY_BYTES = 512 << 20
CPU_SECONDS = 1_800
FILE_BYTES = 6 << 30
_OPEN_FILES = 64

_REFUSED_PREFIXES = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.startfile", "pty.", "ftplib.", "smtplib.", "http.", "urllib.", "winreg.", "webbrowser.",
)  # fmt: skip
_WRITES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
                     "os.truncate", "os.chmod", "os.chown", "shutil.rmtree", "shutil.move",
                     "shutil.copyfile", "sqlite3.connect"})  # fmt: skip
_WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(RuntimeError):
    """The process tried what it gave up."""


def confine(room: Path | None) -> None:
    """Give up all of it; `room` is the one folder that may still be written to."""
    os.umask(0o077)
    limit_memory(MEMORY_BYTES)
    sys.addaudithook(_hook(None if room is None else os.path.realpath(room)))


def limit_memory(size: int) -> None:
    """The operating system ends or refuses what takes more."""
    if sys.platform == "win32":
        from kassadesk.files.reader.job_object import limit_this_process

        limit_this_process(size, CPU_SECONDS)
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hardest = resource.getrlimit(kind)
        most = most if hardest == resource.RLIM_INFINITY else min(most, hardest)
        resource.setrlimit(kind, (most, most))


def _hook(room: str | None) -> Callable[[str, tuple[object, ...]], None]:
    inside = None if room is None else room + os.sep

    def may_write(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike) or inside is None:
            return False
        text = os.fsdecode(path)
        text = text.removeprefix("file://").partition("?")[0]
        return os.path.realpath(text).startswith(inside)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & _WRITE_FLAGS
            if writes and not isinstance(path, int) and not may_write(path):
                raise Forbidden(event)
        elif event in _WRITES:
            if not may_write(arguments[0]):
                raise Forbidden(event)
        elif event.startswith(_REFUSED_PREFIXES):
            raise Forbidden(event)

    return watch
