"""Puts a password on a finished workbook, as Excel itself does (ECMA-376 agile encryption, AES-256).

The library works on the whole file in memory: a locked export needs about four times its size.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import BinaryIO


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


def lock(plain: BinaryIO, password: str, out: BinaryIO) -> None:
    """Write the workbook in `plain` to `out` so that only the password opens it. Raises OSError."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain.seek(0)
    OOXMLFile(plain).encrypt(password, out)


def opens_to(path: Path, password: str, sha256: str) -> bool:
    """Whether the password turns the locked file back into the bytes with this sha-256 (hex)."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    digest = _Digest()
    try:
        with path.open("rb") as file:
            book = msoffcrypto.OfficeFile(file)
            book.load_key(password=password, verify_password=True)
            book.decrypt(digest, verify_integrity=True)
    except (DecryptionError, FileFormatError, InvalidKeyError, ValueError, zipfile.BadZipFile):
        return False
    return digest.sha256.hexdigest() == sha256
