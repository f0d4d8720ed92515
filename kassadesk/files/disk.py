"""The few things done to the disk that can go wrong, one method each.

Every file that gets a name of its own passes through a Disk, so that a test can make any one of
these steps fail or end the process there. The real one adds nothing to the operating system's own calls.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO


class Disk:
    """The real disk. All methods raise OSError and nothing else."""

    def make_private_folder(self, path: Path) -> None:
        """A new folder only this user may enter; FileExistsError for anything there, even a link."""
        path.mkdir(mode=0o700)

    def make_folder(self, path: Path) -> None:
        """The folder is there, with those above it; what was missing has its name on the disk."""
        missing = [one for one in (path, *path.parents) if not one.exists()]
        path.mkdir(parents=True, exist_ok=True)
        for one in missing:
            self.sync_folder(one.parent)

    def create(self, path: Path) -> BinaryIO:
        """A new file, mode 0600, open for writing and reading; never follows a symbolic link."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR
        flags |= getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(path, flags, 0o600), "w+b")

    def reopen(self, path: Path) -> BinaryIO:
        """A file that is there, open for reading and writing from its start."""
        return path.open("r+b")

    def look(self, path: Path) -> None:
        """The file may be read just now: no other program keeps everybody out."""
        path.open("rb").close()

    def append(self, path: Path) -> BinaryIO:
        """A file, mode 0600 when it is new, open for adding to its end in one piece."""
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "ab")

    def sync(self, file: BinaryIO) -> None:
        """Everything written so far is on the disk when this returns; a failure is a failure."""
        file.flush()
        os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """`target` is the new file from one moment to the next, whatever was there before."""
        source.replace(target)

    def place_new(self, source: Path, target: Path) -> None:
        """Like replace, but FileExistsError when anything has that name already."""
        if sys.platform == "win32":
            source.rename(target)  # refuses an existing name on Windows
            return
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
                raise
            if os.path.lexists(target):  # a file system without hard links (FAT): check, then move
                raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
            source.replace(target)
        else:
            source.unlink()

    def sync_folder(self, path: Path) -> None:
        """The names in the folder are on the disk. Nothing to do on Windows."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network shares cannot
                raise
        finally:
            os.close(handle)

    def remove_file(self, path: Path) -> None:
        """The name is gone; not an error when it was gone already."""
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """The empty folder is gone."""
        path.rmdir()


DISK = Disk()
