"""A check says "unchanged" only of what was exported, and names the place of a change."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from kassadesk.core.exports import CheckReport, Difference, Verdict
from kassadesk.core.rows import Resource, Row
from kassadesk.files.csv_cells import field
from kassadesk.files.verify import check_file
from tests.files.export_making import KEY, make
from tests.files.shop_rows import bills, opt_in_events, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
OPT_INS = plan("Opt-in history", Resource.CONSENT_EVENTS)
PARTS = [(BILLS, list(bills(1203))), (OPT_INS, list(opt_in_events(7)))]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "copy.xlsx"
    make(path, PARTS)
    return path


def check(path: Path) -> CheckReport:
    return check_file(path, [KEY])


def edited(workbook: Path, to: Path, edit: Callable[[Any], None]) -> CheckReport:
    book = openpyxl.load_workbook(workbook)
    edit(book)
    book.save(to / "edited.xlsx")
    book.close()
    return check(to / "edited.xlsx")


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.zip"])
def test_a_fresh_export_is_unchanged_and_signed_by_the_known_key(tmp_path: Path, name: str) -> None:
    make(tmp_path / name, PARTS)
    report = check(tmp_path / name)
    assert report.differences == ()
    assert report.verdict is Verdict.UNCHANGED
    assert (report.signed_by, report.parts, report.shop_name) == ("test-key", 2, "Kaveri")


def test_saving_again_with_openpyxl_changes_nothing(workbook: Path, tmp_path: Path) -> None:
    report = edited(workbook, tmp_path, lambda book: None)
    assert (report.verdict, report.differences) == (Verdict.UNCHANGED, ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saving_again_with_libreoffice_changes_nothing(workbook: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(workbook)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    report = check(tmp_path / "copy.xlsx")
    assert (report.verdict, report.differences) == (Verdict.UNCHANGED, ())


def test_one_changed_cell_is_named_by_sheet_row_and_column(workbook: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["Bills FY 2026-27"]["P1100"] = 12.5

    report = edited(workbook, tmp_path, edit)
    assert report.verdict is Verdict.CHANGED
    assert report.differences == (
        Difference("Bills FY 2026-27", 1100, "Total (₹)", "cell_changed"),
    )


def test_two_changed_cells_of_one_row_name_the_row_only(workbook: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["Bills FY 2026-27"]["P30"] = 12.5
        book["Bills FY 2026-27"]["G30"] = "card"

    report = edited(workbook, tmp_path, edit)
    assert report.differences == (Difference("Bills FY 2026-27", 30, None, "cell_changed"),)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda sheet: sheet.delete_rows(4), Difference("Opt-in history", 4, None, "row_missing")),
        (lambda sheet: sheet.append(["x"]), Difference("Opt-in history", 9, None, "row_added")),
        (lambda sheet: _swap(sheet, 3, 4), Difference("Opt-in history", 3, None, "order_changed")),
    ],
)
def test_rows_added_removed_and_swapped_are_told_apart(
    workbook: Path, tmp_path: Path, edit: Callable[[Any], None], expected: Difference
) -> None:
    def on_sheet(book: Any) -> None:
        edit(book["Opt-in history"])

    assert edited(workbook, tmp_path, on_sheet).differences == (expected,)


def _swap(sheet: Any, one: int, other: int) -> None:
    for column in range(1, 12):
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def _sort(book: Any) -> None:
    sheet = book["Bills FY 2026-27"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(sorted(rows, key=lambda row: -row[15])):
        for place, value in enumerate(row):
            sheet.cell(number + 2, place + 1).value = value


def test_a_sorted_sheet_is_one_difference_not_a_thousand(tmp_path: Path) -> None:
    plain = [(*row[:16], None) for row in bills(300)]
    make(tmp_path / "copy.xlsx", [(BILLS, plain)])
    report = edited(tmp_path / "copy.xlsx", tmp_path, _sort)
    moved = [found for found in report.differences if found.kind == "order_changed"]
    assert moved == [Difference("Bills FY 2026-27", None, None, "order_changed")]


def _edit_proof(book: Any) -> None:
    for row in book["Proof"].iter_rows():
        if row[0].value == "Signed manifest":  # still readable, but not what was signed
            row[1].value = row[1].value.replace("A", "B", 1)


def _edit_fingerprints(book: Any) -> None:
    cell = book["Fingerprints"]["C2"]
    cell.value = "00000000" + cell.value[8:]


@pytest.mark.parametrize(
    ("edit", "sheet", "kind"),
    [
        (lambda book: book.remove(book["Opt-in history"]), "Opt-in history", "sheet_missing"),
        (lambda book: book.create_sheet("More"), "More", "sheet_added"),
        (_edit_proof, "Proof", "signature_wrong"),
        (_edit_fingerprints, "Bills FY 2026-27", "fingerprints_changed"),
        (lambda book: book["Read me"].cell(3, 2, "1"), "Read me", "cell_changed"),
        (lambda book: book["Opt-in history"].cell(1, 4, "When"), "Opt-in history", "head_changed"),
        (lambda book: book["Opt-in history"].cell(5, 12, "!"), "Opt-in history", "cell_changed"),
        (lambda book: book["Opt-in history"].cell(5, 8, "=1"), "Opt-in history", "cell_changed"),
        (lambda book: book["Altered values"].delete_rows(2, 3), "Altered values", "row_missing"),
    ],
)
def test_every_other_kind_of_edit_is_found_and_placed(
    workbook: Path, tmp_path: Path, edit: Callable[[Any], None], sheet: str, kind: str
) -> None:
    report = edited(workbook, tmp_path, edit)
    assert report.verdict is Verdict.CHANGED
    assert (sheet, kind) in {(found.sheet, found.kind) for found in report.differences}


def test_a_formula_with_the_old_result_is_still_seen(workbook: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet2.xml"):
                place = data.index(b"<v>", data.index(b'r="P9"'))
                data = data[:place] + b"<f>1+1</f>" + data[place:]
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    assert check(path).differences == (Difference("Bills FY 2026-27", 9, None, "cell_changed"),)


def test_random_edits_are_always_found_at_their_row(tmp_path: Path) -> None:
    random = Random(2026)
    make(tmp_path / "copy.xlsx", [(OPT_INS, list(opt_in_events(7)))])
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    sheet = book["Opt-in history"]
    for number in range(25):
        row, column = random.randint(2, 8), random.randint(1, 11)
        before = sheet.cell(row, column).value
        later = timedelta(seconds=1)
        changed = before + later if isinstance(before, datetime) else f"{before}!"
        sheet.cell(row, column).value = changed
        book.save(tmp_path / "edited.xlsx")
        sheet.cell(row, column).value = before
        report = check(tmp_path / "edited.xlsx")
        places = [(found.sheet, found.row, found.kind) for found in report.differences]
        assert places == [("Opt-in history", row, "cell_changed")], number
    book.close()


def test_a_key_that_only_the_file_knows_is_no_proof(workbook: Path) -> None:
    report = check_file(workbook, [])
    assert (report.verdict, report.signed_by) == (Verdict.UNSIGNED, None)


def test_a_masked_copy_is_whole_but_unsigned_and_an_edit_still_shows(tmp_path: Path) -> None:
    masked = [(*row[:5], "••••••", *row[6:15], "₹••••", None) for row in bills(30)]
    make(tmp_path / "copy.xlsx", [(BILLS, masked)], masked=True)
    report = check(tmp_path / "copy.xlsx")
    assert (report.verdict, report.masked, report.differences) == (Verdict.UNSIGNED, True, ())

    def edit(book: Any) -> None:
        book["Bills FY 2026-27"]["E7"] = "gift"

    changed = edited(tmp_path / "copy.xlsx", tmp_path, edit)
    assert changed.differences == (Difference("Bills FY 2026-27", 7, "Kind", "cell_changed"),)


def test_a_changed_field_of_a_csv_file_is_named(tmp_path: Path) -> None:
    make(tmp_path / "copy.zip", PARTS)
    with (
        zipfile.ZipFile(tmp_path / "copy.zip") as old,
        zipfile.ZipFile(tmp_path / "e.zip", "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "Opt-in history.csv":
                data = data.replace(b"OPT-0003", b"OPT-0033")
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    assert check(tmp_path / "e.zip").differences == (
        Difference("Opt-in history", 5, "Receipt", "cell_changed"),
    )


def test_no_csv_field_of_text_begins_like_a_formula(tmp_path: Path) -> None:
    make(tmp_path / "copy.zip", [(BILLS, list(bills(60)))])
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        lines = archive.read("Bills FY 2026-27.csv").decode("utf-8-sig").splitlines()
        alterations = json.loads(archive.read("manifest.json"))["Exact values"]
    assert not [line for line in lines if ",=" in line or ",@" in line or ",+" in line]
    assert alterations
    assert field(BILLS.columns[12].kind, -12_050).text == "-120.50"


def test_the_same_row_twice_is_one_row_added(tmp_path: Path) -> None:
    rows: list[Row] = list(opt_in_events(7))
    make(tmp_path / "copy.xlsx", [(OPT_INS, rows)])

    def edit(book: Any) -> None:
        sheet = book["Opt-in history"]
        sheet.append([cell.value for cell in sheet[8]])

    report = edited(tmp_path / "copy.xlsx", tmp_path, edit)
    assert report.differences == (Difference("Opt-in history", 9, None, "row_added"),)
