"""Looks for personal values of the sample shop in whatever files are left, packed or not.

A file that was cut short cannot be opened as a zip; so every place that looks like the start of a
packed stream is inflated as far as it goes.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kassadesk.core.places import resource

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_ENTRY = b"PK\x03\x04"
_DEEP = 2
_STEP = 4096


@cache
def personal_values() -> frozenset[str]:
    """Every value of the shop and every name on its bills that is long enough to look for."""
    shop = tomllib.loads(resource("sandbox", "shops.toml").read_text("utf-8"))["kaveri"]
    names = tomllib.loads(resource("sandbox", "names.toml").read_text("utf-8"))
    changes = [change[key] for change in shop["changes"] for key in ("before", "by_name")]
    singles = [shop[key] for key in ("trade_name", "person_name", "login_mobile", "login_email")]
    found = [*shop["values"].values(), *changes, *singles, *names["people"], *names["businesses"]]
    return frozenset(
        unicodedata.normalize("NFC", value)
        for value in found
        if len(value) > 5 and value not in ("Grocery and provisions", "Kassapos support")
    )


def files_naming_somebody(folders: Iterable[Path], but: Iterable[Path] = ()) -> list[Path]:
    """The files below the folders, but for those in `but`, in which or in whose name one is found."""
    passed = set(but)
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path not in passed
        and path.is_file()
        and (names_somebody(path.read_bytes()) or names_somebody(path.name.encode()))
    ]


def names_somebody(content: bytes) -> bool:
    """Whether a personal value stands in the bytes, plain, as UTF-16, or packed in any part."""
    return any(_pattern().search(piece) for piece in _unpacked(content, _DEEP))


@cache
def _pattern() -> re.Pattern[bytes]:
    forms = {
        form
        for value in personal_values()
        for form in (
            value.encode(),
            value.encode("utf-16-le"),
            value.encode("unicode_escape"),
            value.replace("&", "&amp;").encode(),
        )
    }
    return re.compile(b"|".join(re.escape(form) for form in sorted(forms)))


def _unpacked(content: bytes, deep: int) -> Iterator[bytes]:
    yield content
    if not deep:
        return
    for found in _ZLIB.finditer(content):
        yield from _unpacked(_inflated(content[found.start() :], zlib.MAX_WBITS), deep - 1)
    start = content.find(_ENTRY)
    while start >= 0:
        sizes = content[start + 26 : start + 30]
        data = start + 30 + sum(int.from_bytes(sizes[at : at + 2], "little") for at in (0, 2))
        yield from _unpacked(_inflated(content[data:], -zlib.MAX_WBITS), deep - 1)
        start = content.find(_ENTRY, start + 4)


def _inflated(packed: bytes, window: int) -> bytes:
    """As much as can be inflated before the stream ends or breaks."""
    stream, found = zlib.decompressobj(window), bytearray()
    try:
        for start in range(0, len(packed), _STEP):
            found += stream.decompress(packed[start : start + _STEP])
            if stream.eof:
                break
    except zlib.error:
        pass
    return bytes(found)
