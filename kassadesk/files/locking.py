"""Puts a password on a finished workbook, as Excel itself does (ECMA-376 agile encryption, AES-256).

The library works on the whole file in memory: a locked export needs about four times its size.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from kassadesk.core.work import QUIET, Work

_BETWEEN_REPORTS = 4 << 20


class _Digest(io.RawIOBase):
    """Takes bytes and keeps only their sha-256."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def writable(self) -> bool:
        """True."""
        return True

    def write(self, data: object) -> int:
        """Add bytes to the digest."""
        assert isinstance(data, bytes | bytearray | memoryview)
        self.sha256.update(data)
        return len(data)


class _Watched:
    """A file to read from that asks, before each read, whether the person still wants it, and
    tells how far the reading is. The library knows neither progress nor cancel."""

    def __init__(self, file: BinaryIO, work: Work, step: str) -> None:
        self._file, self._work, self._step = file, work, step
        self._size = file.seek(0, 2)
        file.seek(0)
        work.check()
        work.report(0, self._size, step)

    def read(self, size: int = -1) -> bytes:
        """Raises Cancelled, or OSError from the disk."""
        self._work.check()
        data = self._file.read(size)
        place = self._file.tell()
        if place % _BETWEEN_REPORTS < len(data):
            self._work.report(place, self._size, self._step)
        return data

    def seek(self, place: int, whence: int = 0) -> int:
        """As a file does."""
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """As a file does."""
        return self._file.tell()

    def seekable(self) -> bool:
        """True."""
        return True

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._file.close()


class _WatchedBook:
    """The container of a locked workbook, whose streams are watched."""

    def __init__(self, container: Any, work: Work) -> None:
        self._container, self._work = container, work

    def openstream(self, name: str) -> _Watched:
        """One stream of it, by name."""
        return _Watched(self._container.openstream(name), self._work, "checking_lock")


def lock(plain: BinaryIO, password: str, out: BinaryIO, work: Work = QUIET) -> None:
    """Write the workbook in `plain` to `out` so that only the password opens it.

    Raises OSError and Cancelled.
    """
    from msoffcrypto.format.ooxml import OOXMLFile

    book = OOXMLFile(plain)  # looks at the kind of file first, and would take a cancel for a fault
    book.file = _Watched(plain, work, "locking")
    book.encrypt(password, out)


def opens_to(path: Path, password: str, sha256: str, work: Work = QUIET) -> bool:
    """Whether the password turns the locked file back into the bytes with this sha-256 (hex).

    Raises OSError and Cancelled.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    digest = _Digest()
    try:
        with path.open("rb") as file:
            book = msoffcrypto.OfficeFile(file)
            work.check()
            book.load_key(password=password)  # a wrong one shows below: the bytes are others
            work.check()
            book.file = _WatchedBook(book.file, work)
            book.decrypt(digest, verify_integrity=True)
    except (DecryptionError, FileFormatError, InvalidKeyError, ValueError, zipfile.BadZipFile):
        return False
    return digest.sha256.hexdigest() == sha256
