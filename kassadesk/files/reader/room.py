"""Private folders for the rows of opened files, under the program's own data folder.

Never the system's folder for temporary files, where other programs and other people look. Each room
holds a lock as long as its owner lives; a room without a living owner is left over from a power cut
and is swept away at the next start.
"""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from kassadesk.files.disk import DISK
from kassadesk.files.life_lock import LifeLock, is_held
from kassadesk.files.trouble import as_file_problem

FOLDER = "reading"
_LOCK = "in-use"
_NAME = re.compile("[0-9a-f]{16}")


class Room:
    """One private folder, from construction until `leave`."""

    def __init__(self, parent: Path) -> None:
        """Makes `parent` too when it is missing. Raises FileProblem."""
        self.path = parent / secrets.token_hex(8)
        try:
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            DISK.make_private_folder(self.path)
            self._lock = LifeLock(DISK.create(self.path / _LOCK))
        except OSError as error:
            raise as_file_problem(error, parent) from error

    def leave(self) -> None:
        """The folder and everything in it is gone. Silent when something holds it: swept later."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep_rooms(parent: Path) -> int:
    """Remove the rooms whose owners are gone; how many there were. Touches nothing else."""
    swept = 0
    with suppress(OSError):
        for room in list(parent.iterdir()):
            if _NAME.fullmatch(room.name) and not room.is_symlink() and not is_held(room / _LOCK):
                shutil.rmtree(room, ignore_errors=True)
                swept += 1
    return swept
