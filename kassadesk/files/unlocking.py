"""Opens a workbook that has a password (ECMA-376 encryption, as Excel does it)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from kassadesk.files.disk import DISK
from kassadesk.files.guarded_zip import Limits, Refused

_IN_MEMORY = 64 << 20


def unlocked(file: BinaryIO, password: str, room: Path | None, limits: Limits) -> BinaryIO:
    """The workbook without its password; the locked file is closed. Raises Refused, OSError."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

    if room is None and file.seek(0, 2) > _IN_MEMORY:
        raise Refused("too_large")
    file.seek(0)
    plain: BinaryIO = io.BytesIO() if room is None else DISK.create(room / "unlocked")
    try:
        book = msoffcrypto.OfficeFile(file)
        book.load_key(password=password, verify_password=True)
        book.decrypt(plain)
    except InvalidKeyError as error:
        plain.close()
        raise Refused("wrong_password") from error
    except (DecryptionError, FileFormatError, ValueError, KeyError, IndexError, EOFError) as error:
        plain.close()
        raise Refused("damaged") from error
    if plain.tell() > limits.file_bytes:
        plain.close()
        raise Refused("too_large")
    file.close()
    plain.seek(0)
    return plain
