"""The one writer border: the target is the old file, nothing, or the whole new file. Never a part.

Road of every write: a private folder `.kd-*.part` beside the target (made exclusively, 0700, so a
link waiting at that name is refused), in it a lock that says "alive" and the new file (exclusive,
0600); fill, flush, fsync, close; open again and verify; put in place in one step; fsync the folder.
Where another program holds one of the two (Excel, a virus scanner, OneDrive) that step is waited for, not
long; a file worth keeping then gets a free name beside the held one.
Whatever happens, the private folder goes. Row buffers of big exports live in it too, so no personal
value is ever written to the system's temp folder. A killed process leaves its folder without a
holder of the lock; `sweep` removes such folders.
"""

from __future__ import annotations

import hashlib
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kassadesk.core.errors import (
    FolderMissing,
    NameRefused,
    TargetExists,
    TargetLocked,
    TargetReadOnly,
)
from kassadesk.core.free_names import free_name
from kassadesk.core.work import QUIET, Work
from kassadesk.files.disk import DISK, Disk
from kassadesk.files.life_lock import LifeLock, is_held
from kassadesk.files.private_folder import LOCK, remove_private_folder
from kassadesk.files.trouble import HELD_BY_ANOTHER, as_file_problem, windows_error
from kassadesk.files.windows_names import is_refused

PREFIX, SUFFIX = ".kd-", ".part"
_CONTENT = "content"
_PATIENCE_S = 5.0
_PAUSE_S = 0.1
_SAY_AFTER_S = 0.5
"""A scanner's look at a new file is not worth a word; what takes longer is told."""

Fill = Callable[[BinaryIO, Path], None]
"""Writes the file; the path is a private folder for buffers, gone afterwards."""

Verify = Callable[[Path], None]
"""Reads the closed file again; raises KassaError when it is not what was meant."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What was written."""

    path: Path
    """The target, or the name beside it."""
    size_bytes: int
    sha256: str


def write_file(
    target: Path,
    fill: Fill,
    verify: Verify | None = None,
    *,
    may_replace: bool = False,
    beside: bool = False,
    work: Work = QUIET,
    disk: Disk = DISK,
) -> WrittenFile:
    """Put a new file at `target`, whole or not at all. `beside`: when another program holds what is
    there, under a free name beside it. Reports the step "waiting" while somebody is waited for.

    Raises FileProblem (DiskFull, TargetReadOnly, TargetLocked, TargetExists, FolderMissing,
    WriteFailed), Cancelled, or whatever `fill` and `verify` raise; then the target is untouched.
    """
    refuse_early(target, may_replace)
    try:
        with _private_folder(target.parent, disk) as room:
            content = room / _CONTENT
            with disk.create(content) as out:
                fill(out, room)
                disk.sync(out)
            work.check()
            _patiently(lambda: disk.look(content), target, work)
            if verify is not None:
                verify(content)
            size, digest = sha256_of(content, work)
            place = _put_in_place(content, target, may_replace, beside, disk, work)
            disk.sync_folder(target.parent)
    except OSError as error:
        raise as_file_problem(error, target) from error
    return WrittenFile(place, size, digest)


def write_bytes(target: Path, content: bytes, *, disk: Disk = DISK) -> WrittenFile:
    """Put a small file at `target`, replacing what was there. Raises FileProblem."""

    def fill(out: BinaryIO, room: Path) -> None:
        out.write(content)

    return write_file(target, fill, may_replace=True, disk=disk)


def sweep(folder: Path, disk: Disk = DISK) -> int:
    """Remove what killed processes left in `folder`; the number of leftovers removed.

    Folders of living processes stay, links are never followed, trouble is passed over: the next
    start tries again.
    """
    removed = 0
    with suppress(OSError):
        for entry in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
            if not entry.is_symlink() and entry.is_dir() and not is_held(entry / LOCK):
                with suppress(OSError):
                    remove_private_folder(entry, disk)
                    removed += 1
    return removed


def made_folder(folder: Path, disk: Disk = DISK) -> None:
    """Make a folder of the program's own when it is missing. Raises FileProblem."""
    try:
        disk.make_folder(folder)
    except OSError as error:
        raise as_file_problem(error, folder) from error


def refuse_early(target: Path, may_replace: bool) -> None:
    """Say before long work what would fail at its end. Raises FileProblem."""
    if sys.platform == "win32" and is_refused(target.name):
        raise NameRefused(target)
    try:
        if not target.parent.is_dir():
            raise FolderMissing(target.parent)
        found = target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise as_file_problem(error, target) from error
    if not may_replace or stat.S_ISDIR(found.st_mode):
        raise TargetExists(target)
    if stat.S_ISREG(found.st_mode) and not found.st_mode & 0o222:
        raise TargetReadOnly(target)  # the owner protected it; replacing would undo that


@contextmanager
def _private_folder(parent: Path, disk: Disk) -> Iterator[Path]:
    room, lock = _claim(parent, disk)
    try:
        yield room
    finally:
        lock.release()
        with suppress(OSError):
            remove_private_folder(room, disk)


def _claim(parent: Path, disk: Disk) -> tuple[Path, LifeLock]:
    """A private folder with its lock held; again when a sweep took the empty folder meanwhile."""
    for attempt in range(5):
        room = parent / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
        disk.make_private_folder(room)
        try:
            return room, LifeLock(disk.create(room / LOCK))
        except FileNotFoundError:
            if attempt == 4:
                raise
        except OSError:
            with suppress(OSError):
                remove_private_folder(room, disk)
            raise
    raise AssertionError("unreachable")


def sha256_of(path: Path, work: Work = QUIET) -> tuple[int, str]:
    """Size in bytes and sha-256 (hex) of a file. Raises OSError and Cancelled."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            work.check()
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def _put_in_place(
    content: Path, target: Path, may_replace: bool, beside: bool, disk: Disk, work: Work
) -> Path:
    """Where the file is now."""
    put = disk.replace if may_replace else disk.place_new
    try:
        _patiently(lambda: put(content, target), target, work)
        return target
    except TargetLocked as held:
        other = target.with_name(free_name(target.parent, target.name))
        if not beside or other == target:
            raise
        try:
            disk.place_new(content, other)
        except OSError:
            raise held from None
        return other


def _patiently(step: Callable[[], None], target: Path, work: Work) -> None:
    """Windows refuses while another program holds a file: wait a little, then say so."""
    began = time.monotonic()
    while True:
        try:
            step()
            return
        except OSError as error:
            if windows_error(error) not in HELD_BY_ANOTHER:
                raise
            waited_s = time.monotonic() - began
            if waited_s >= _PATIENCE_S:
                raise _still_held(error, target) from error
        if waited_s >= _SAY_AFTER_S:
            work.report(0, 0, "waiting")
        work.check()
        time.sleep(_PAUSE_S)


def _still_held(error: OSError, target: Path) -> Exception:
    held = windows_error(error) != 5 or target.exists()
    return TargetLocked(target) if held else TargetReadOnly(target)
