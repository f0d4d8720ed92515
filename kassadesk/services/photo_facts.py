"""What a photo tells beside its picture: where it was taken, when, with which device.

Phones write it into the file, and who sends the file sends it too. A small strict reader walks the parts
of a JPEG or PNG and leaves those out; the picture's own bytes stay as they are. A file that is not
built as its standard says is left alone: nothing is guessed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_JPEG_TOLD = frozenset({0xE1, 0xED, 0xFE})
"""APP1 (Exif, XMP), APP13 (Photoshop, IPTC), comments."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class Malformed(Exception):
    """Not built as its standard says."""


def without_facts(content: bytes) -> bytes:
    """The same picture without place, time, device and texts; the same bytes when it has none, is of
    another kind, or is not well formed."""
    try:
        if content.startswith(_PNG):
            return _PNG + b"".join(_png_parts(content))
        if content.startswith(b"\xff\xd8\xff"):
            return b"".join(_jpeg_parts(content))
    except Malformed:
        pass
    return content


def tells_facts(content: bytes) -> bool:
    """True when something would be left out."""
    return without_facts(content) != content


def _png_parts(content: bytes) -> Iterator[bytes]:
    place, ended = len(_PNG), False
    while place < len(content):
        if ended or place + 12 > len(content):
            raise Malformed
        (size,) = struct.unpack(">I", content[place : place + 4])
        chunk = content[place : place + 12 + size]
        kind, body, crc = chunk[4:8], chunk[4:-4], chunk[-4:]
        if len(chunk) != 12 + size or struct.pack(">I", zlib.crc32(body)) != crc:
            raise Malformed
        if kind not in _PNG_TOLD:
            yield chunk
        ended = kind == b"IEND"
        place += len(chunk)
    if not ended:
        raise Malformed


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    """Segments up to the first scan; from there on the picture itself, as it is."""
    yield content[:2]
    place = 2
    while True:
        if place + 4 > len(content) or content[place] != 0xFF:
            raise Malformed
        marker = content[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        if marker in (_SOI, _EOI) or marker in _ALONE:
            raise Malformed
        (size,) = struct.unpack(">H", content[place + 2 : place + 4])
        segment = content[place : place + 2 + size]
        if size < 2 or len(segment) != 2 + size:
            raise Malformed
        if marker == _SOS:
            yield _picture(content[place:])
            return
        if marker not in _JPEG_TOLD:
            yield segment
        place += len(segment)


def _picture(content: bytes) -> bytes:
    """From the first scan to the end of the picture; what was hung on behind it goes too."""
    end = content.rfind(b"\xff\xd9")
    if end < 0:
        raise Malformed
    return content[: end + 2]
