"""Where exports are being written, noted before their first byte, so that the next start looks there.

A killed export leaves its private folder beside its target, and that may be anywhere: on a stick, in
a folder chosen once. A note is one file in the program's own folder. It holds the path of the other
folder and a lock that says "alive"; it goes when the export has ended and left nothing behind.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kassadesk.files.disk import DISK, Disk
from kassadesk.files.life_lock import LifeLock, is_held

SUFFIX = ".unfinished"
AWAY_S = 90 * 24 * 3600.0
"""A folder that was not there for so long, on a stick or a share, is not waited for any more."""
_LEFTOVERS = ".kd-*"
_END = b"\n"


@contextmanager
def noted(own: Path, folder: Path, disk: Disk = DISK) -> Iterator[None]:
    """While the block runs, and after it where something was left, the next start knows of `folder`.

    Never raises of its own: without the note the export is as good, only what a power cut leaves of
    it would lie until the next export into the same folder.
    """
    lock = _write(own / f"{secrets.token_hex(8)}{SUFFIX}", folder, disk)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
        for dead, there in dead_notes(own):  # ours, and those of earlier tries that this one ended
            if there == folder.absolute():
                forget_if_clean(dead, there, disk)


def dead_notes(own: Path) -> Iterator[tuple[Path, Path]]:
    """Each note whose export has ended or was killed, with the folder it names; `Path()` for a note
    that was cut short: nothing was begun behind it."""
    for note in sorted(own.glob(f"*{SUFFIX}")):
        with suppress(OSError):
            if not is_held(note):
                held = note.read_bytes()
                whole = held.endswith(_END) and b"\0" not in held
                yield note, Path(os.fsdecode(held.removesuffix(_END)) if whole else "")


def forget_if_clean(note: Path, folder: Path, disk: Disk = DISK) -> None:
    """Remove the note unless the folder still holds leftovers, or is away for less than `AWAY_S`."""
    with suppress(OSError):
        if folder == Path() or _nothing_is_left(note, folder, disk):
            disk.remove_file(note)


def _nothing_is_left(note: Path, folder: Path, disk: Disk) -> bool:
    if not folder.is_dir():
        return time.time() - note.stat().st_mtime > AWAY_S
    if any(folder.glob(_LEFTOVERS)):
        return False
    disk.sync_folder(folder)  # else a power cut could bring back the leftovers and not the note
    return True


def _write(note: Path, folder: Path, disk: Disk) -> LifeLock | None:
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = disk.create(note)
    except OSError:
        return None
    lock = LifeLock(file)
    try:
        file.write(os.fsencode(folder.absolute()) + _END)
        disk.sync(file)
        disk.sync_folder(note.parent)
    except OSError:
        for undo in (lock.release, lambda: disk.remove_file(note)):
            with suppress(OSError):
                undo()
        return None
    return lock
