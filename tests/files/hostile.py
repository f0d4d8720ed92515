"""Hostile files as code, not as blobs: each generator gives one file that means harm or is broken.

`corpus` gives all of them by name, with the reasons that are right to be told; `mutants` gives bit
flips of a good file. Used by the tests and, in full, by `tests/bench/hostile_files.py`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from random import Random

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'
ROWS_PART = "sheet2.xml"
"""The part of the sheet with rows in the exports of the tests."""


def repacked(good: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The package with each part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_sheet(good: bytes, rows: str | bytes) -> bytes:
    """The package with other rows in its sheet."""
    content = rows.encode() if isinstance(rows, str) else rows

    def change(name: str, data: bytes) -> bytes:
        return SHEET.encode() % content if name.endswith(ROWS_PART) else data

    return repacked(good, change)


def with_entry(good: bytes, name: str, content: bytes = b"x") -> bytes:
    """The package with one more entry."""
    out = io.BytesIO(good)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_bytes_before(good: bytes, before: bytes, part: str = ROWS_PART) -> bytes:
    """The package with something put before the XML of a part."""
    return repacked(good, lambda name, data: before + data if name.endswith(part) else data)


def plain_zip(entries: int = 1, size: int = 1) -> bytes:
    """A zip of something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(entries):
            archive.writestr(f"{number}.txt", "x" * size)
    return out.getvalue()


def foreign_workbook(sheets: int = 1, columns: int = 3) -> bytes:
    """A workbook of somebody else, with a formula."""
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet = book.create_sheet(f"Stock {number}")
        sheet.append([f"item {at}" for at in range(columns)])
        sheet.append([number, "=1+1"])
    book.save(out)
    return out.getvalue()


def _lying_size(good: bytes) -> bytes:
    content = bytearray(with_sheet(good, '<row r="1"><c r="A1"><v>1</v></c></row>' * 200_000))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 70].find(ROWS_PART.encode()) < 0:
        place = content.rindex(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def _lie_about_size(name: str, data: bytes) -> bytes:
    lie = b'<dimension ref="A1:XFD1048576"/><sheetData'
    return data.replace(b"<sheetData", lie, 1) if name.endswith(ROWS_PART) else data


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'.encode()


def _huge_directory() -> bytes:
    """A directory that claims 4 GB of entries, and a zip of 70,000 empty ones."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(70_000):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def _nested() -> bytes:
    inner = zlib.compress(bytes(30 << 20))
    return with_entry(plain_zip(), "inner.zip", inner)


def _with_shared(good: bytes, shared: bytes, cell: str) -> bytes:
    """An export whose texts stand in a shared table."""

    def change(name: str, data: bytes) -> bytes:
        if name.endswith("workbook.xml.rels"):
            relation = (
                b'<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
            )
            return data.replace(b"</Relationships>", relation + b"</Relationships>")
        if name.endswith(ROWS_PART):
            return SHEET.encode() % f'<row r="1"/><row r="2">{cell}</row>'.encode()
        return data

    return with_entry(repacked(good, change), "xl/sharedStrings.xml", shared)


# fmt: off
def corpus(good: bytes) -> Iterator[tuple[str, bytes, frozenset[str]]]:
    """Name, content, and the reasons one of which must be told; "changed" is a verdict."""

    def one(name: str, content: bytes, *reasons: str) -> tuple[str, bytes, frozenset[str]]:
        return name, content, frozenset(reasons)

    cell = '<c r="A1" t="inlineStr"><is><t>%s</t></is></c>'
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(1, 2000))
    many = "".join(f'<c r="A{n}"><v>1</v></c>' for n in range(1, 5))
    outside = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><!-- -->'
    file_entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield one("nothing", b"", "empty")
    yield one("web page", b"<!DOCTYPE html><html><body>Sign in</body></html>", "web_page")
    yield one("zeros", bytes(4096), "cut_short")
    yield one("noise", bytes(Random(1).randbytes(9000)), "not_a_workbook")
    yield one("text", b"a,b\r\n1,2\r\n", "text_file")
    yield one("old excel", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_format")
    yield one("plain zip", plain_zip(), "not_an_export")
    yield one("foreign workbook", foreign_workbook(), "not_an_export")
    yield one("forty sheets", foreign_workbook(40, 200), "not_an_export")
    yield one(
        "one huge cell",
        with_sheet(good, f'<row r="1">{cell % ("x" * (40 << 20))}</row>'),
        "too_large",
    )
    yield one("huge cell of noise", with_sheet(good, _noisy_cell(9 << 20)), "too_large")
    yield one("wide rows", with_sheet(good, wide), "too_large")
    yield one(
        "far cell", with_sheet(good, '<row r="1"><c r="XFD1"><v>1</v></c></row>'), "too_large"
    )
    yield one(
        "column BM", with_sheet(good, '<row r="1"><c r="BM1"><v>1</v></c></row>'), "too_large"
    )
    yield one(
        "far row",
        with_sheet(good, '<row r="1"/><row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "too_large",
    )
    yield one(
        "row past the end",
        with_sheet(good, '<row r="9999999"><c r="A9999999"><v>1</v></c></row>'),
        "too_large",
    )
    yield one(
        "rows backwards",
        with_sheet(
            good, '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
        ),
        "damaged",
    )
    yield one(
        "cells of another row",
        with_sheet(good, '<row r="2"><c r="A7"><v>1</v></c></row>'),
        "damaged",
    )
    yield one("a cell twice", with_sheet(good, f'<row r="1">{many}</row>'), "damaged")
    yield one("millions of rows", with_sheet(good, "<row/>" * 2_300_000), "too_large", "damaged")
    yield one("open tags", with_sheet(good, "<row>" * 100_000), "damaged")
    yield one("deep tags", with_sheet(good, "<x>" * 300_000), "damaged", "too_large")
    yield one(
        "many attributes",
        with_sheet(good, "<row " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/>"),
        "changed",
        "damaged",
        "too_large",
    )
    yield one("entity bomb", with_bytes_before(good, _laughs()), "damaged")
    yield one(
        "entity bomb in the book", with_bytes_before(good, _laughs(), "workbook.xml"), "damaged"
    )
    yield one("external document type", with_bytes_before(good, outside), "damaged")
    yield one("external entity", with_bytes_before(good, file_entity), "damaged")
    yield one(
        "another encoding",
        repacked(good, lambda n, d: d.decode().encode("utf-16") if n.endswith(ROWS_PART) else d),
        "damaged",
    )
    yield one(
        "claims another encoding",
        with_bytes_before(good, b'<?xml version="1.0" encoding="utf-7"?>'),
        "damaged",
    )
    yield one("lying size", _lying_size(good), "damaged", "too_large")
    yield one("lying dimension", repacked(good, _lie_about_size), "unchanged")
    for name in ("../evil.xml", "/abs.xml", "C:/x.xml", "XL/WORKBOOK.XML", "a\\..\\..\\b"):
        yield one(f"name {name}", with_entry(good, name), "damaged")
    yield one("many entries", plain_zip(5_000), "too_large")
    yield one("huge directory", _huge_directory(), "too_large")
    yield one("nested bomb", _nested(), "not_an_export")
    yield one("macros", with_entry(good, "xl/vbaProject.bin"), "macros")
    yield one(
        "binary workbook",
        with_entry(plain_zip(), "xl/workbook.bin"),
        "other_office",
        "not_an_export",
    )
    yield one(
        "no such shared text",
        _with_shared(good, b"<sst></sst>", '<c r="A2" t="s"><v>9</v></c>'),
        "damaged",
    )
    yield one(
        "negative shared text",
        _with_shared(good, b"<sst><si><t>a</t></si></sst>", '<c r="A2" t="s"><v>-1</v></c>'),
        "damaged",
    )
    yield one(
        "shared text bomb",
        _with_shared(
            good,
            b"<sst>" + b"<si><t>a</t></si>" * 3_000_000 + b"</sst>",
            '<c r="A2" t="s"><v>0</v></c>',
        ),
        "too_large",
        "changed",
    )
    for part in (0.1, 0.5, 0.9, 0.999):
        yield one(f"cut at {part}", good[: int(len(good) * part)], "cut_short", "damaged")
    yield one("more after the end", good + bytes(100_000), "cut_short", "damaged")


# fmt: on
def _noisy_cell(size: int) -> bytes:
    letters = Random(2).randbytes(size).hex().encode()[:size]
    return b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + letters + b"</t></is></c></row>"


def mutants(whole: bytes, count: int, seed: int = 5) -> Iterator[bytes]:
    """The file with one to three bits turned over, `count` times."""
    random = Random(seed)
    for _ in range(count):
        content = bytearray(whole)
        for _ in range(random.randint(1, 3)):
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        yield bytes(content)
