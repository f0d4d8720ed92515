"""Pages of a running export, kept beside its target so that an interrupted one can go on.

A private folder `.kd-KEY.spool` (0700) with a lock that says "alive", the facts the pages belong to,
and one file of pages for each part. A page that was cut short by the end of the process is passed
over; that what is read is what was kept is proven by the digests of the server, not here. The
folder is removed when the export ends in any way but a broken line or a killed process, by
`sweep_spools` before the next export into the same folder, and at any start of the program once the
view it belongs to cannot live any more (`VIEW_LIFE_S`) or is not known.
"""

from __future__ import annotations

import json
import secrets
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from kassadesk.files.disk import DISK, Disk
from kassadesk.files.life_lock import LifeLock, is_held
from kassadesk.files.private_folder import FACTS, LOCK, remove_private_folder

PREFIX, SUFFIX = ".kd-", ".spool"
_LENGTH = 8
VIEW_LIFE_S = 24 * 3600.0
"""How long the server keeps a frozen view (contract: limits.snapshot_life_s); after it the kept pages
are of no use to anybody."""
_LONGEST = 64 << 20


class Spool:
    """The kept pages of one export. Trouble with the disk ends the keeping, never the export."""

    def __init__(self, folder: Path, lock: LifeLock, disk: Disk) -> None:
        self._folder = folder
        self._lock = lock
        self._disk = disk
        self._files: dict[int, BinaryIO] = {}
        self._broken = False
        self._mark = ""
        """In the names of the pages' files: pages of other facts, which a power loss may bring back
        to life, are not taken for these."""

    @staticmethod
    def claim(parent: Path, key: str, disk: Disk = DISK) -> Spool | None:
        """The spool of that key, with what an earlier process left in it; None when a living
        process works with it or the folder cannot be made."""
        folder = parent / f"{PREFIX}{key}{SUFFIX}"
        try:
            if folder.is_symlink() or is_held(folder / LOCK):
                return None
            if not folder.is_dir():
                disk.make_private_folder(folder)
            disk.remove_file(folder / LOCK)
            return Spool(folder, LifeLock(disk.create(folder / LOCK)), disk)
        except OSError:
            return None

    def facts(self) -> dict[str, Any]:
        """What the kept pages belong to; {} when nothing is kept. Asked before `pages`."""
        with suppress(OSError, ValueError):
            held = json.loads((self._folder / FACTS).read_text("utf-8"))
            if isinstance(held, dict):
                self._mark = str(held.pop("mark", ""))
                return held
        return {}

    def begin(self, facts: dict[str, Any]) -> None:
        """Forget all pages and keep new ones, which belong to these facts."""
        try:
            self._empty()
            self._mark = secrets.token_hex(4)
            with self._disk.create(self._folder / FACTS) as file:
                file.write(json.dumps({**facts, "mark": self._mark}).encode("utf-8"))
            self._broken = False
        except OSError:
            self._broken = True

    def pages(self, part: int) -> Iterator[bytes]:
        """The pages kept of a part, in order, as they were given to `keep`.

        After the last one, `keep` goes on behind it.
        """
        try:
            file = self._disk.reopen(self._part(part))
        except OSError:
            return
        self._files[part] = file
        good = 0
        try:
            while (page := _next(file)) is not None:
                yield page
                good = file.tell()
        finally:  # also when the reader finds that a page does not fit: it is not kept either
            file.seek(good)
            file.truncate()

    def keep(self, part: int, page: bytes) -> None:
        """Keep the next page of a part."""
        if self._broken:
            return
        try:
            file = self._files.get(part)
            if file is None:
                self._close_files()
                file = self._files[part] = self._disk.create(self._part(part))
            packed = zlib.compress(page, 1)
            file.write(len(packed).to_bytes(_LENGTH, "big") + packed)
            file.flush()
        except OSError:
            self._broken = True
            with suppress(OSError):
                self._empty()

    def leave(self) -> None:
        """Let the pages lie for another try; remove everything when there are none."""
        self._close_files()
        with suppress(OSError):
            if any(path.stat().st_size for path in self._folder.glob("part-*")):
                self._lock.release()
                return
        self.drop()

    def drop(self) -> None:
        """Remove everything."""
        self._close_files()
        self._lock.release()
        with suppress(OSError):
            remove_private_folder(self._folder, self._disk)

    def _part(self, part: int) -> Path:
        return self._folder / f"part-{self._mark}-{part}"

    def _empty(self) -> None:
        self._close_files()
        for path in self._folder.iterdir():
            if path.name != LOCK:
                self._disk.remove_file(path)

    def _close_files(self) -> None:
        for file in self._files.values():
            with suppress(OSError):
                file.close()
        self._files = {}


def sweep_spools(parent: Path, keep: str = "", disk: Disk = DISK, untouched_s: float = 0.0) -> int:
    """Remove the spools nobody works with, but for the one of the key `keep`; how many.

    `untouched_s`: only those that were not written to for so many seconds, and those from which
    nobody can go on, because what their pages belong to is not known any more.
    """
    removed = 0
    written_before = time.time() - untouched_s
    with suppress(OSError):
        for folder in sorted(parent.glob(f"{PREFIX}*{SUFFIX}")):
            if folder.name == f"{PREFIX}{keep}{SUFFIX}" or folder.is_symlink():
                continue
            if not folder.is_dir() or is_held(folder / LOCK):
                continue
            with suppress(OSError):
                if not (folder / FACTS).exists() or _last_written(folder) <= written_before:
                    remove_private_folder(folder, disk)
                    removed += 1
    return removed


def _last_written(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.iterdir()))


def _next(file: BinaryIO) -> bytes | None:
    head = file.read(_LENGTH)
    length = int.from_bytes(head, "big")
    if len(head) != _LENGTH or length > _LONGEST:
        return None
    try:
        return zlib.decompress(file.read(length))
    except zlib.error:
        return None
