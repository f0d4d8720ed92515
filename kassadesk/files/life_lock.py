"""A lock that lives as long as its process: the operating system lets go when the process dies.

Process numbers are reused and mean nothing on a network share; a lock held on an open file does
not lie. Held: some living process works here. Free or absent: whoever worked here is gone.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LifeLock:
    """The lock on one open file, from construction until `release` or the end of the process."""

    def __init__(self, file: BinaryIO) -> None:
        """Takes over the open file. A file system without locks still works, only unprotected."""
        self._file = file
        with suppress(OSError):
            _take(file.fileno())

    def release(self) -> None:
        """Let go."""
        self._file.close()


def is_held(path: Path) -> bool:
    """True while a living process holds the lock file; False when it is free or absent."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return False
    except OSError:
        return True  # not ours to judge: leave it alone
    try:
        _take(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
