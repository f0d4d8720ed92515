"""Where exports are being written, noted before their first byte, so that the next start looks there.

A killed export leaves its private folder beside its target, and that may be anywhere: on a stick, in
a folder chosen once. A note is one file in the program's own folder. It holds the path of the other
folder and a lock that says "alive"; it goes when the export has ended and left nothing behind.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kassadesk.files.disk import DISK, Disk
from kassadesk.files.life_lock import LifeLock, is_held

SUFFIX = ".unfinished"
_LEFTOVERS = ".kd-*"


@contextmanager
def noted(own: Path, folder: Path, disk: Disk = DISK) -> Iterator[None]:
    """While the block runs, and after it where something was left, the next start knows of `folder`.

    Never raises of its own: without the note the export is as good, only what a power cut leaves of
    it would lie until the next export into the same folder.
    """
    note = own / f"{secrets.token_hex(8)}{SUFFIX}"
    lock = _write(note, folder, disk)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
            forget_if_clean(note, folder, disk)


def dead_notes(own: Path) -> Iterator[tuple[Path, Path]]:
    """Each note whose export has ended or was killed, with the folder it names."""
    for note in sorted(own.glob(f"*{SUFFIX}")):
        with suppress(OSError):
            if not is_held(note):
                yield note, Path(os.fsdecode(note.read_bytes().strip(b"\0")))


def forget_if_clean(note: Path, folder: Path, disk: Disk = DISK) -> None:
    """Remove the note unless the folder still holds leftovers or cannot be reached now."""
    with suppress(OSError):
        if folder == Path() or (folder.is_dir() and not any(folder.glob(_LEFTOVERS))):
            disk.remove_file(note)


def _write(note: Path, folder: Path, disk: Disk) -> LifeLock | None:
    try:
        note.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = disk.create(note)
    except OSError:
        return None
    lock = LifeLock(file)
    try:
        file.write(os.fsencode(folder.absolute()))
        disk.sync(file)
        disk.sync_folder(note.parent)
    except OSError:
        for undo in (lock.release, lambda: disk.remove_file(note)):
            with suppress(OSError):
                undo()
        return None
    return lock
