"""Place, time and device leave a photo; its picture does not change by a byte."""

from __future__ import annotations

import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st

from kassadesk.services.photo_facts import tells_facts, without_facts

HEAD = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
SCAN = b"\xff\xda\x00\x02" + bytes(range(200)) + b"\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


GPS = b"Exif\x00\x00GPSLatitude 10.79 N"
PHOTO = b"\xff\xd8" + HEAD + segment(0xE1, GPS) + segment(0xED, b"IPTC Kavitha") + SCAN
PNG = b"\x89PNG\r\n\x1a\n"
DRAWING = PNG + chunk(b"IHDR", b"x" * 13) + chunk(b"tEXt", b"Author\0Kavitha")
DRAWING += chunk(b"eXIf", GPS) + chunk(b"IDAT", b"picture") + chunk(b"IEND", b"")


def test_a_jpeg_loses_its_place_and_keeps_its_picture() -> None:
    assert tells_facts(PHOTO)
    assert without_facts(PHOTO) == b"\xff\xd8" + HEAD + SCAN


def test_a_png_loses_its_texts_and_keeps_its_picture() -> None:
    cleaned = without_facts(DRAWING)
    assert b"Kavitha" not in cleaned
    assert b"GPS" not in cleaned
    assert cleaned.startswith(PNG + chunk(b"IHDR", b"x" * 13))
    assert cleaned.endswith(chunk(b"IDAT", b"picture") + chunk(b"IEND", b""))


def test_what_hangs_behind_the_picture_goes_too() -> None:
    assert without_facts(PHOTO + b"hidden: Kavitha") == b"\xff\xd8" + HEAD + SCAN


def test_a_picture_without_facts_and_any_other_file_stay_as_they_are() -> None:
    for content in (b"\xff\xd8" + HEAD + SCAN, b"%PDF-1.7 Exif", b""):
        assert without_facts(content) is content or without_facts(content) == content
        assert not tells_facts(content)


def test_a_damaged_picture_is_left_alone() -> None:
    for content in (PHOTO[:30], DRAWING[:-3], DRAWING.replace(b"Kavitha", b"Kavithb")):
        assert without_facts(content) == content


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", PNG, PHOTO[:24]]))
def test_no_bytes_make_it_fail_and_a_second_time_changes_nothing(rest: bytes, start: bytes) -> None:
    once = without_facts(start + rest)
    assert without_facts(once) == once
    assert len(once) <= len(start + rest)
