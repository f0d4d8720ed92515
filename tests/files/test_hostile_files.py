"""A file from anywhere is an export or UnreadableExport: no crash, no bomb, nothing believed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest

from kassadesk.core.errors import UnreadableExport
from kassadesk.core.exports import Verdict
from kassadesk.core.rows import Resource
from kassadesk.core.work import QUIET, Cancelled
from kassadesk.files.package_check import LIMITS, Limits, Refused, check_package
from kassadesk.files.reading import open_export
from kassadesk.files.verify import check_file
from tests.files.export_making import KEY, make
from tests.files.shop_rows import opt_in_events, plan

OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b"%s</sheetData></worksheet>"
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("good") / "copy.xlsx"
    make(path, [(OPT_INS, list(opt_in_events(20)))])
    return path.read_bytes()


def repacked(good: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_sheet(good: bytes, rows: bytes) -> bytes:
    def change(name: str, data: bytes) -> bytes:
        return SHEET % rows if name.endswith("sheet2.xml") else data

    return repacked(good, change)


def reason_of(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "given.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableExport) as told:
        check_file(path, [KEY])
    assert told.value.place == path
    return told.value.reason


def foreign_workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.save(out)
    return out.getvalue()


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_a_workbook"),
        (b"<html><body>Sign in to the Wi-Fi</body></html>", "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old_format"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (foreign_workbook(), "not_an_export"),
        (plain_zip(), "not_an_export"),
    ],
)
def test_what_is_no_export_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason_of(tmp_path, content) == reason


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableExport) as told:
        open_export(tmp_path / "gone.xlsx")
    assert told.value.reason == "not_found"
    with pytest.raises(UnreadableExport):
        open_export(tmp_path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_damaged(good: bytes, tmp_path: Path, part: float) -> None:
    assert reason_of(tmp_path, good[: int(len(good) * part)]) == "damaged"


def test_a_document_type_is_refused_before_any_parser_sees_it(good: bytes, tmp_path: Path) -> None:
    def bomb(name: str, data: bytes) -> bytes:
        doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        return doctype + data if name.endswith("sheet2.xml") else data

    assert reason_of(tmp_path, repacked(good, bomb)) == "damaged"


def test_a_document_type_in_another_encoding_is_refused(good: bytes, tmp_path: Path) -> None:
    def bomb(name: str, data: bytes) -> bytes:
        return data.decode().encode("utf-16") if name.endswith("sheet2.xml") else data

    assert reason_of(tmp_path, repacked(good, bomb)) == "damaged"


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * (40 << 20) + b"</t></is></c></row>",
        b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(1, 2000)),
        b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="A1048576"/></row>',
        b"<row><c/><c/></row>" * 1000,
        b'<row r="1"><c r="BM1"/></row>',
        b'<row r="9999999"><c r="A9999999"/></row>',
    ],
)
def test_bombs_are_refused_before_a_reader_takes_memory(
    good: bytes, tmp_path: Path, rows: bytes
) -> None:
    assert reason_of(tmp_path, with_sheet(good, rows)) == "too_large"


def test_a_size_that_lies_does_not_help_a_bomb(good: bytes, tmp_path: Path) -> None:
    content = bytearray(with_sheet(good, b'<row r="1"><c r="A1"><v>1</v></c></row>' * 200_000))
    place = content.rindex(b"PK\x01\x02")
    while content[place + 46 : place + 70].find(b"sheet2.xml") < 0:
        place = content.rindex(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", content, place + 24, 10)
    assert reason_of(tmp_path, bytes(content)) in ("damaged", "too_large")


@pytest.mark.parametrize("name", ["../evil.xml", "/abs.xml", "C:/x.xml", "XL/WORKBOOK.XML"])
def test_names_that_lead_out_or_stand_twice_are_refused(
    good: bytes, tmp_path: Path, name: str
) -> None:
    out = io.BytesIO(good)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "x")
    assert reason_of(tmp_path, out.getvalue()) == "damaged"


def test_too_many_entries_and_too_big_files_are_refused(good: bytes, tmp_path: Path) -> None:
    few = Limits(entries=3)
    with pytest.raises(Refused) as told:
        check_package(io.BytesIO(good), QUIET, few)
    assert told.value.reason == "too_large"
    (tmp_path / "a.xlsx").write_bytes(good)
    with pytest.raises(UnreadableExport):
        open_export(tmp_path / "a.xlsx", limits=Limits(file_bytes=1000))
    assert check_package(io.BytesIO(good), QUIET, LIMITS).formulas == {}


def test_opening_can_be_cancelled(good: bytes, tmp_path: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, step: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    (tmp_path / "a.xlsx").write_bytes(good)
    with pytest.raises(Cancelled):
        open_export(tmp_path / "a.xlsx", Stopped())


@pytest.mark.parametrize("kind", ["xlsx", "zip"])
def test_no_mutant_crashes_and_none_is_called_unchanged_that_is_not(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"copy.{kind}"
    make(path, [(OPT_INS, list(opt_in_events(20)))])
    whole = path.read_bytes()
    random = Random(5)
    outcomes: dict[str, int] = {}
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(random.randint(1, 3)):
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        path.write_bytes(content)
        try:
            verdict = check_file(path, [KEY]).verdict
        except UnreadableExport as error:
            outcomes[error.reason] = outcomes.get(error.reason, 0) + 1
            continue
        outcomes[verdict] = outcomes.get(verdict, 0) + 1
        if verdict is Verdict.UNCHANGED:  # a flipped date stamp of the zip changes no value
            assert values_of(content) == values_of(whole)
    assert sum(outcomes.values()) == 150
    assert outcomes.get("damaged", 0) > 50


def values_of(content: bytes | bytearray) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            (name, archive.read(name))
            for name in archive.namelist()
            if "sheet" in name or "csv" in name
        ]
