"""Looks at a zip package before any reader touches it: how big, how wide, how honest.

A file for review may come from anywhere. Readers of workbooks take memory by what the file claims;
so first everything is inflated once, in pieces, and counted, and nothing is believed that the file
says about its own size. Our own exports stay far below each limit (about 15:1 packed, 17 columns).
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from kassadesk.core.work import Work


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most."""

    file_bytes: int = 512 << 20
    entries: int = 200
    inflated_bytes: int = 3 << 30
    ratio: int = 100
    ratio_from_bytes: int = 1 << 20
    columns: int = 64
    rows: int = 2_200_000


LIMITS = Limits()


class Refused(Exception):
    """The package is not one we read. `reason` is a reason of UnreadableExport."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Package:
    """What was found in it."""

    names: frozenset[str]
    formulas: dict[str, list[int]] = field(default_factory=dict)
    """Rows with a formula, by worksheet part. An export has none."""


def check_package(file: BinaryIO, work: Work, limits: Limits = LIMITS) -> Package:
    """The names in a package that is safe to read. Raises Refused, OSError, Cancelled."""
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(entries, limits)
            package = Package(frozenset(entry.filename for entry in entries))
            budget = _Budget(limits)
            for entry in entries:
                _check_entry(archive, entry, package, budget, work)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Refused("damaged") from error
    except RuntimeError as error:  # the library's word for "a password is needed"
        raise Refused("encrypted") from error
    return package


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


@dataclass(slots=True)
class _Budget:
    limits: Limits
    inflated: int = 0
    rows: int = 0

    def inflate(self, count: int, of_entry: int, packed: int) -> None:
        self.inflated += count
        if self.inflated > self.limits.inflated_bytes:
            raise Refused("too_large")
        if of_entry > self.limits.ratio_from_bytes and of_entry > self.limits.ratio * max(
            packed, 1
        ):
            raise Refused("too_large")


def _check_entry(
    archive: ZipFile, entry: ZipInfo, package: Package, budget: _Budget, work: Work
) -> None:
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    sheet = _SheetScan(budget) if "worksheets/" in entry.filename.lower() and is_xml else None
    total, tail = 0, b""
    with archive.open(entry) as stream:
        while block := stream.read(1 << 18):
            work.check()
            total += len(block)
            budget.inflate(len(block), total, entry.compress_size)
            if is_xml:
                _check_markup(tail + block, first=total == len(block))
                tail = block[-16:]
            if sheet is not None:
                sheet.feed(block)
    if sheet is not None:
        sheet.end()
        if sheet.formula_rows:
            package.formulas[entry.filename] = sheet.formula_rows


def _check_markup(block: bytes, *, first: bool) -> None:
    """No document type (entity bombs, files from outside), and only the encoding we look at."""
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
        raise Refused("damaged")
    if first and (block.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in block[:64]):
        raise Refused("damaged")


_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,2})(\d{1,7})"')
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d{1,10})"')
_FORMULA = re.compile(rb'<c [^>]*?\br="[A-Z]+(\d+)"[^>]*>\s*<f[\s>/]')
_FORMULAS_KEPT = 1_000


class _SheetScan:
    """Counts rows and cells of one worksheet from its markup, and finds formulas."""

    def __init__(self, budget: _Budget) -> None:
        self.formula_rows: list[int] = []
        self._budget = budget
        self._rows = 0
        self._last_row = 0
        self._tail = b""

    def feed(self, block: bytes) -> None:
        data = self._tail + block
        end = max(data.rfind(b"<c "), data.rfind(b"<row"))
        if end <= 0:
            if len(data) > 4 << 20:
                raise Refused("too_large")
            self._tail = data
            return
        self._scan(data[:end])
        self._tail = data[end:]

    def end(self) -> None:
        self._scan(self._tail)
        if self._last_row > 2 * self._rows + 1_000:
            raise Refused("too_large")  # far apart rows: a reader would fill the space between

    def _scan(self, data: bytes) -> None:
        if b":row" in data and b":sheetData" in data:
            raise Refused("damaged")  # no program we know writes prefixed sheets
        self._count_rows(data)
        cells = _CELL.findall(data)
        if len(cells) != data.count(b"<c ") + data.count(b"<c>") + data.count(b"<c/>"):
            raise Refused("too_large")  # a column past ZZ, or cells that do not say where they are
        for letters in {found[0] for found in cells}:
            if _column(letters) > self._budget.limits.columns:
                raise Refused("too_large")
        if len(self.formula_rows) < _FORMULAS_KEPT and b"<f" in data:
            self.formula_rows += [int(row) for row in _FORMULA.findall(data)]

    def _count_rows(self, data: bytes) -> None:
        numbers = _ROW_NUMBER.findall(data)
        self._rows += len(numbers)
        self._budget.rows += len(numbers)
        if numbers:
            self._last_row = max(self._last_row, int(numbers[-1]))
        if self._budget.rows > self._budget.limits.rows or self._last_row > 1_048_576:
            raise Refused("too_large")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
