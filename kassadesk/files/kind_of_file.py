"""What sort of file it is by its first bytes; its name is not believed."""

from __future__ import annotations

import re
from typing import BinaryIO

ZIP = b"PK\x03\x04"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of the old Excel format, and of every workbook with a password."""

_LOOKED_AT = 4_096
_COMPOUND_LOOKED_AT = 4 << 20
_WEB = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta)[\s>]", re.I
)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def what_is(file: BinaryIO) -> str:
    """A reason why it cannot be an export, or "" for a zip package. Leaves the file at its start."""
    file.seek(0)
    start = file.read(_LOOKED_AT)
    try:
        if start.startswith(ZIP):
            return ""
        if start.startswith(COMPOUND):
            file.seek(0)
            locked = "EncryptedPackage".encode("utf-16-le") in file.read(_COMPOUND_LOOKED_AT)
            return "encrypted" if locked else "old_format"
        if not start.strip(b"\x00"):
            return "empty" if not start else "cut_short"  # a download that was only made room for
        if _WEB.match(start):
            return "web_page"
        return "text_file" if is_text(start) else "not_a_workbook"
    finally:
        file.seek(0)


def is_text(start: bytes) -> bool:
    """Whether it reads like lines of text in any usual encoding."""
    if start.startswith(_MARKS):
        return True
    if b"\x00" in start:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        return max(even, odd) > len(start) // 5 and min(even, odd) == 0  # UTF-16 without its mark
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 26) for byte in start)
    return controls == 0
