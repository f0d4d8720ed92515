"""A lock that lives as long as its process: the operating system lets go when the process dies.

Process numbers are reused and mean nothing on a network share; a lock held on an open file does
not lie. Held: some living process works here. Free or absent: whoever worked here is gone.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK, 0})
"""What "another has it" is called; 0 by the C library of Wine, which gives no reason."""
_PAUSE_S = 0.02


class LifeLock:
    """The lock on one open file, from construction until `release` or the end of the process."""

    def __init__(self, file: BinaryIO, taken: bool = False) -> None:
        """Takes over the open file. A file system without locks still works, only unprotected."""
        self._file = file
        if not taken:
            with suppress(OSError):
                _take(file.fileno())

    def release(self) -> None:
        """Let go."""
        self._file.close()


def try_hold(path: Path) -> LifeLock | None:
    """The lock on the file at `path` (made when missing), None while a living process holds it.

    Never waits. Where the file cannot be opened or the file system knows no locks, a lock is given
    that protects nothing. Also tells two holders within one process apart.
    """
    flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, flags, 0o600)
    except OSError:
        return LifeLock(io.BytesIO())
    try:
        _take(handle)
    except OSError as error:
        if error.errno in _HELD:
            os.close(handle)
            return None
    return LifeLock(os.fdopen(handle, "r+b"), taken=True)


@contextmanager
def turn(path: Path, patience_s: float) -> Iterator[bool]:
    """One living process at a time is in the block; gives False when another one would not end in time.

    Then the block runs all the same: who comes here must be safe, if less so, without the lock. Waits.
    """
    deadline = time.monotonic() + patience_s
    while (lock := try_hold(path)) is None and time.monotonic() < deadline:
        time.sleep(_PAUSE_S)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


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
