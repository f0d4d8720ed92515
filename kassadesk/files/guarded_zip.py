"""A zip package that may come from anywhere, read without believing what it says about itself.

Names are checked before anything is inflated; every byte is counted while it is inflated, so a bomb
ends at a limit and not in memory. XML is refused with a document type (entities, files from outside)
or in an encoding in which we could not see one. Our own exports stay far below each limit (about
15:1 packed, 17 columns). Each entry is inflated only when a reader asks for it, and once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kassadesk.core.work import QUIET, Work


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most."""

    file_bytes: int = 512 << 20
    entries: int = 1_000
    directory_bytes: int = 4 << 20
    inflated_bytes: int = 3 << 30
    ratio: int = 100
    ratio_from_bytes: int = 1 << 20
    columns: int = 64
    rows: int = 2_200_000
    cell_bytes: int = 4 << 20
    page_bytes: int = 256 << 20
    """Inflated size of an entry that is read whole."""


LIMITS = Limits()
BLOCK = 1 << 18


class Refused(Exception):
    """The file is not one we read. `reason` is a reason of UnreadableExport."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GuardedZip:
    """The entries of a package. Raises Refused from every method; OSError from the disk."""

    def __init__(self, file: BinaryIO, work: Work = QUIET, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._work = work
        self._inflated = 0
        _check_size_of_directory(file, limits)
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
            raise Refused("damaged") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _check_directory(self._zip.infolist(), limits)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, in the order of the directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of an entry in pieces. KeyError when there is none of that name."""
        entry = self._entries[name]
        is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        total, tail = 0, b""
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(BLOCK):
                    self._work.check()
                    total += len(block)
                    self._count(len(block), total, entry.compress_size)
                    if is_xml:
                        _check_markup(tail + block, first=total == len(block))
                        tail = block[-16:]
                    yield block
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise Refused("damaged") from error
        except RuntimeError as error:  # the library's word for "a password is needed"
            raise Refused("encrypted") from error

    def whole(self, name: str, most: int | None = None) -> bytes:
        """The content of an entry. Refused when it is larger than `most`."""
        most = self.limits.page_bytes if most is None else most
        pieces: list[bytes] = []
        size = 0
        for block in self.blocks(name):
            size += len(block)
            if size > most:
                raise Refused("too_large")
            pieces.append(block)
        return b"".join(pieces)

    def close(self) -> None:
        """Let go of the package, not of the file."""
        self._zip.close()

    def _count(self, block: int, of_entry: int, packed: int) -> None:
        limits = self.limits
        self._inflated += block
        if self._inflated > limits.inflated_bytes:
            raise Refused("too_large")
        if of_entry > limits.ratio_from_bytes and of_entry > limits.ratio * max(packed, 1):
            raise Refused("too_large")


def _check_size_of_directory(file: BinaryIO, limits: Limits) -> None:
    """The library reads the whole directory at once, so its size is looked at first."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_600))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Refused("cut_short")
    claimed = struct.unpack_from("<I", tail, at + 12)[0]
    far = tail.rfind(b"PK\x06\x06")  # the record of packages over 4 GB; it may override the other
    if far >= 0 and len(tail) >= far + 56:
        claimed = max(claimed % 0xFFFFFFFF, struct.unpack_from("<Q", tail, far + 40)[0])
    if claimed > limits.directory_bytes:
        raise Refused("too_large" if claimed <= size else "damaged")
    file.seek(0)


def _check_directory(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise Refused("too_large")
    names = [entry.filename for entry in entries]
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("damaged")
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if entry.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise Refused("damaged")
        if entry.flag_bits & 0x1:
            raise Refused("encrypted")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("damaged")
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        raise Refused("too_large")


def _check_markup(block: bytes, *, first: bool) -> None:
    """No document type (entity bombs, files from outside), and only the encoding we look at."""
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
        raise Refused("damaged")
    if first and (block.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in block[:64]):
        raise Refused("damaged")
