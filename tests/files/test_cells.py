"""Values survive a cell and a csv field exactly, or the alteration is named. Nothing in silence."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as Xml
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kassadesk.core.clock import IST
from kassadesk.core.rows import Cell, Kind, Resource, Row
from kassadesk.files import csv_cells
from kassadesk.files.cells import CELL_UNITS, read_back, restored, utf16_units, written
from kassadesk.files.reading import open_export
from tests.files.export_making import make
from tests.files.shop_rows import bills, plan

SNIPPETS = ["=1+1", "@A1", "+91", "-5", "_x0041_", "_x005F_x0041_", "\r\n", "\x00", "\ud800", "🍵",
            "தேநீர்", "'", "\t", "  ", "_x", "\u200d", "=cmd|' /C calc'!A0", "\ufffe", "e\u0301"]  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(SNIPPETS), st.text(st.characters(), max_size=8)), max_size=5
).map("".join)
NUMBERS = st.one_of(st.integers(-(10**18), 10**18), st.integers(-100_000, 100_000))
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001

EVENTS = plan("Usage", Resource.USAGE_EVENTS)
BILLS = plan("Bills", Resource.TRANSACTIONS)


def row_of(texts: list[str | None], moment: datetime) -> Row:
    return ("ev", moment, *texts)


@pytest.mark.parametrize("name", ["t.xlsx", "t.zip"])
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(
        st.tuples(st.lists(st.none() | TEXTS, min_size=6, max_size=6), TIMES),
        min_size=1,
        max_size=8,
    )
)
def test_nasty_texts_and_times_come_back_equal(
    tmp_path: Path, name: str, rows: list[tuple[list[str | None], datetime]]
) -> None:
    wanted = [row_of(texts, moment) for texts, moment in rows]
    path = tmp_path / name
    make_unsigned(path, wanted)
    assert rows_of(path) == wanted


@pytest.mark.parametrize("text", ["\x0c", "\x0b", "\x1c \x1f", "\r", " \r\n ", "\u2028", "\x85"])
def test_texts_that_look_empty_come_back_equal_and_leave_the_workbook_whole(
    tmp_path: Path, text: str
) -> None:
    wanted = [row_of([None, None, text, None, None, text], datetime(2026, 11, 27, tzinfo=UTC))]
    path = tmp_path / "t.xlsx"
    make_unsigned(path, wanted)
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                Xml.fromstring(parts.read(name))  # a damaged one raises
    assert rows_of(path) == wanted


def rows_of(path: Path) -> list[Row]:
    """All rows of the one sheet of an export."""
    opened = open_export(path)
    try:
        (sheet,) = opened.facts.contents.sheets
        return list(opened.rows(sheet))
    finally:
        opened.close()


def make_unsigned(path: Path, rows: list[Row]) -> None:
    """Half characters have no canonical bytes, so such rows cannot be signed by anybody."""
    make(path, [(EVENTS, rows)], masked=True)


@settings(max_examples=300, deadline=None)
@given(number=NUMBERS, kind=st.sampled_from([Kind.MONEY, Kind.COUNT, Kind.RATE]))
def test_numbers_come_back_equal_or_are_named(number: int, kind: Kind) -> None:
    cell = written(kind, number)
    value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    assert restored(kind, read_back(kind, value), number) == number
    if not cell.altered:
        assert read_back(kind, value) == number
    assert csv_cells.from_field(kind, csv_cells.field(kind, number).text) == number


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "empty_text"),
        (" \n", "only_spaces"),
        ("a\x07b", "control_character"),
        ("a\rb", "control_character"),
        ("\ud800", "control_character"),
        ("x" * 32_767, ""),
        ("x" * 32_768, "too_long"),
        ("🍵" * 20_000, "too_long"),
        ("_x0041_", ""),
        (10**15 - 1, ""),
        (10**15, "too_many_digits"),
        (datetime(1899, 12, 30, tzinfo=UTC), "date_before_1900"),
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "date_out_of_range"),
        (datetime(2026, 1, 1, 0, 0, 0, 5, tzinfo=UTC), "part_of_a_second"),
        (date(1900, 2, 28), "date_before_1900"),
        (date(1900, 3, 1), ""),
    ],
)
def test_each_limit_of_the_format_has_its_own_reason(value: Cell, reason: str) -> None:
    kind = {str: Kind.TEXT, int: Kind.COUNT, datetime: Kind.TIME, date: Kind.DAY}[type(value)]
    cell = written(kind, value)
    assert cell.altered == reason
    if isinstance(cell.value, str):
        assert utf16_units(cell.value) <= CELL_UNITS


def test_text_that_looks_like_a_number_is_not_taken_for_one() -> None:
    assert read_back(Kind.MONEY, "12.50") == "12.50"
    assert read_back(Kind.MONEY, 12.505) == "[float] 12.505"
    assert read_back(Kind.REFERENCE, 4.12e11) == "[float] 412000000000.0"
    assert read_back(Kind.FLAG, 1) == "[int] 1"


def test_phone_gstin_and_references_are_text_and_amounts_are_numbers(tmp_path: Path) -> None:
    rows = list(bills(40))
    make(tmp_path / "t.xlsx", [(BILLS, rows)])
    with CalamineWorkbook.from_path(tmp_path / "t.xlsx") as book:
        head, *found = book.get_sheet_by_name("Bills").to_python()
    assert head[1] == "Billed at (IST)"
    for row, given_row in zip(found, rows, strict=True):
        phone, reference, number, total, moment = row[6], row[11], row[2], row[15], row[1]
        assert (phone, reference, number) == (given_row[6], given_row[11], given_row[2])
        assert isinstance(total, float)
        assert round(total * 100) == given_row[15]
        billed = given_row[1]
        assert isinstance(billed, datetime)
        assert moment == billed.astimezone(IST).replace(tzinfo=None)


AMOUNTS = {
    5: "0.05", -5: "-0.05", 12_345: "123.45", -12_345: "-123.45", 9_999_999: "99,999.99",
    -9_999_999: "-99,999.99", 10_000_000: "1,00,000.00", -10_000_000: "-1,00,000.00",
    -123_456_789: "-12,34,567.89", 12_345_678_900: "12,34,56,789.00",
    -12_345_678_900: "-12,34,56,789.00", 0: "0.00",
}  # fmt: skip


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="LibreOffice or pdftotext is not installed",
)
def test_amounts_show_indian_groups_and_their_minus_sign_in_libreoffice(tmp_path: Path) -> None:
    rows = []
    for number, amount in enumerate(AMOUNTS):
        row = next(bills(1))
        rows.append((f"t{number}", *row[1:12], amount, 0, 0, amount, "end"))
    make(tmp_path / "t.xlsx", [(BILLS, rows)])
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "t.xlsx")],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "t.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    shown = [line.split()[-2] for line in text.splitlines() if line.endswith("end")]
    assert shown == list(AMOUNTS.values())


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_no_text_field_of_a_csv_begins_like_a_formula(text: str) -> None:
    field = csv_cells.field(Kind.TEXT, text)
    assert not field.text.lstrip().startswith(("=", "+", "-", "@", "\t", "＝"))
    if field.guarded:
        assert field.text.startswith("'")


def test_the_package_names_no_formula_part_and_no_macro(tmp_path: Path) -> None:
    make(tmp_path / "t.xlsx", [(BILLS, list(bills(9)))])
    with zipfile.ZipFile(tmp_path / "t.xlsx") as archive:
        names = archive.namelist()
    assert not [
        name for name in names if "calcChain" in name or "vba" in name or "external" in name
    ]
