"""The summary sheet adds up to the rows of the file, and an edit of it is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from kassadesk.core.clock import IST
from kassadesk.core.exports import Verdict
from kassadesk.core.rows import Resource
from kassadesk.files import sheet_words
from kassadesk.files.verify import check_file
from tests.files.export_making import KEY, make
from tests.files.shop_rows import bills, plan

BILLS = plan("Bills FY 2026-27", Resource.TRANSACTIONS, "2026-27")
ROWS = list(bills(9_000))


def table(path: Path, head: str) -> Sequence[tuple[object, ...]]:
    """The rows below a head of the summary, until the first empty one."""
    book = openpyxl.load_workbook(path)
    rows = list(book[sheet_words.SUMMARY].iter_rows(values_only=True))
    begin = next(number for number, row in enumerate(rows) if row[0] == head) + 1
    found = rows[begin:]
    end = next((number for number, row in enumerate(found) if row[0] is None), len(found))
    return found[:end]


def test_months_and_rates_add_up_to_the_rows(tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", [(BILLS, ROWS)])
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for row in ROWS:
        month = row[1].astimezone(IST).strftime("%b %Y")  # type: ignore[union-attr]
        counts[month] += 1
        totals[month] += row[15]  # type: ignore[operator]
    for month, count, _taxable, _gst, total in table(tmp_path / "copy.xlsx", "Month"):
        assert isinstance(month, str) and isinstance(total, float | int)
        assert (counts.pop(month), totals.pop(month)) == (count, round(total * 100))
    assert not counts
    (rate,) = table(tmp_path / "copy.xlsx", "GST rate")
    assert rate[:2] == ("5 %", len(ROWS))


def test_the_chart_shows_the_months_and_their_totals(tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", [(BILLS, ROWS)])
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert book.sheetnames[:3] == ["Read me", "Summary", "Bills FY 2026-27"]
    sheet = book["Summary"]
    (chart,) = sheet._charts  # type: ignore[attr-defined]
    months = chart.series[0].cat.numRef.f.rpartition("!")[2].replace("$", "")
    totals = chart.series[0].val.numRef.f.rpartition("!")[2].replace("$", "")
    shown = [cell.value for (cell,) in sheet[months]]
    assert shown == [row[0] for row in table(tmp_path / "copy.xlsx", "Month")]
    assert [cell.value for (cell,) in sheet[totals]] == [
        row[4] for row in table(tmp_path / "copy.xlsx", "Month")
    ]


def test_saved_again_it_is_unchanged_and_an_edited_sum_is_seen(tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", [(BILLS, ROWS[:300])])
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    book.save(tmp_path / "again.xlsx")
    assert check_file(tmp_path / "again.xlsx", [KEY]).verdict is Verdict.UNCHANGED
    sheet = book[sheet_words.SUMMARY]
    row = next(cell.row for (cell,) in sheet["A1:A40"] if cell.value == "Month") + 1
    sheet[f"E{row}"] = 1
    book.save(tmp_path / "edited.xlsx")
    report = check_file(tmp_path / "edited.xlsx", [KEY])
    assert [(one.sheet, one.row) for one in report.differences] == [(sheet_words.SUMMARY, row)]


def test_a_masked_copy_tells_no_count_and_no_sum(tmp_path: Path) -> None:
    make(tmp_path / "copy.xlsx", [(BILLS, ROWS[:50])], masked=True)
    book = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    sheet = book[sheet_words.SUMMARY]
    assert not [
        c for row in sheet.iter_rows(values_only=True) for c in row if isinstance(c, int | float)
    ]
    assert not sheet._charts  # type: ignore[attr-defined]
