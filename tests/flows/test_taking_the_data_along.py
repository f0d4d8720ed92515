"""Export everything, open the export without server and sign-in, and see that a change shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog

from kassadesk.core.exports import ExportFormat
from kassadesk.core.held import CategoryId
from kassadesk.ui.widgets.two_line_delegate import CellRole
from tests.flows.desk import TODAY, Desk
from tests.flows.hands import Keys, by_both_hands, key
from tests.sandbox.running import Sandbox, running_sandbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def at_export(desk: Desk) -> Desk:
    """Signed in, the Export page is read."""
    desk.sign_in()
    desk.open_page("export")
    return desk


def export(desk: Desk, kind: ExportFormat = ExportFormat.EXCEL) -> Path:
    """Export everything as the page proposes it; gives the file."""
    page = desk.page
    desk.hand.press(page.choice.formats.radio(kind))
    desk.hand.press(page.choice.start_button)
    desk.wait_until(lambda: desk.rooms.exports.last_report, "the export is done", 60)
    desk.rest()
    path: Path = desk.rooms.exports.last_report.path
    return path


def verify(desk: Desk, path: Path) -> tuple[int, str]:
    """`kassadesk verify FILE` on the same PC: exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kassadesk", "verify", str(path)],
        cwd=ROOT,
        env={**os.environ, "KASSADESK_HOME": str(desk.home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def checks_listed(desk: Desk) -> list[str]:
    """The checks in the list of earlier exports."""
    model = desk.page.history.table.model()
    return [model.index(row, 4).data(CellRole.PILL) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("kind", "hand"),
    [(ExportFormat.EXCEL, "mouse"), (ExportFormat.CSV, "keyboard")],
    indirect=["hand"],
)
def test_everything_is_exported_with_real_progress_and_listed_as_verified(
    at_export: Desk, kind: ExportFormat
) -> None:
    desk = at_export
    counted: list[tuple[int, int]] = []
    exports = desk.rooms.exports
    exports.progressed.connect(
        lambda: counted.append((exports.progress.done, exports.progress.total))
    )
    path = export(desk, kind)
    assert path.parent == desk.program.services.folders.exports
    assert path.suffix == (".xlsx" if kind is ExportFormat.EXCEL else ".zip")
    assert max(total for _done, total in counted) > 600, "the totals are those of the shop"
    assert all(0 <= done <= total for done, total in counted if total)
    assert desk.toast.startswith("Export done and checked")
    desk.wait_to_see("Export done", "read back and found whole")
    assert checks_listed(desk) == ["verified"]
    table = desk.page.history.table
    if desk.hand.name == "keyboard":
        desk.hand.open_row(table, table.model().index(0, 0))
    else:
        desk.hand.open_row(table, table.model().index(0, 5))
    page = opened(desk)
    assert page.banner.title.text() == "Unchanged since it was made on 23 Nov 2026"


def test_only_the_kinds_that_are_ticked_are_exported(at_export: Desk) -> None:
    desk = at_export
    for category in (CategoryId.BILLING, CategoryId.USAGE):
        desk.hand.press(desk.page.choice.boxes[category])
    assert desk.rooms.exports.chosen == frozenset(
        {CategoryId.BUSINESS, CategoryId.CONTACT, CategoryId.DEVICE}
    )
    path = export(desk)
    book = openpyxl.load_workbook(path, read_only=True)
    names = " ".join(book.sheetnames).lower()
    book.close()
    assert "bill" not in names
    assert "usage" not in names
    assert "device" in names


@by_both_hands
def test_a_cancelled_export_leaves_no_file(at_export: Desk, calm_shop: Sandbox) -> None:
    desk = at_export
    calm_shop.fault("GET /v1/transactions*", times=20, delay_s=0.3)
    desk.hand.press(desk.page.choice.start_button)
    desk.wait_until(desk.page.running.cancel_button.isVisible, "it can be cancelled")
    desk.hand.press(desk.page.running.cancel_button)
    desk.wait_until(lambda: desk.rooms.exports.running is None, "it has stopped")
    desk.rest()
    assert desk.toast == "Export stopped No file was left behind."
    assert list(desk.program.services.folders.exports.iterdir()) == []
    assert checks_listed(desk) == []


def answer_file_dialog(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The file window of the system answers with this file."""
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_words: (str(path), ""))
    )


def opened(desk: Desk) -> Any:
    """Wait for the opened file; gives the page."""
    desk.wait_at("review")
    desk.wait_until(lambda: desk.rooms.review.opening is None, "the file is read", 60)
    desk.rest()
    return desk.page


@pytest.mark.parametrize("hand", ["keyboard"], indirect=True)
def test_an_export_opens_offline_and_signed_out_is_searched_and_is_unchanged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_sandbox(today=TODAY.isoformat(), transactions=120) as own_shop:
        desk.shop = own_shop
        desk.sign_in()
        desk.open_page("export")
        path = export(desk)
        desk.sign_out()
    answer_file_dialog(monkeypatch, path)
    desk.hand.press(desk.door.other_ways.open_file)
    page = opened(desk)
    assert page.banner.title.text() == "Unchanged since it was made on 23 Nov 2026"
    model = page.sheets.table.model()
    bills = next(n for n in range(model.rowCount()) if "FY" in str(model.index(n, 0).data()))
    desk.hand.open_row(page.sheets.table, model.index(bills, 0))
    desk.wait_until(lambda: desk.rooms.review.rows.state == "ready", "the sheet is read")
    rows = desk.rooms.review.rows
    place = [column.key for column in rows.columns].index("bill_number")
    desk.wait_until(lambda: rows.row(0) is not None, "its rows are shown")
    number = rows.text(0, place)
    every = rows.count
    desk.hand.write(page.sheet.search, number)
    key(Keys.Key_Return)
    desk.wait_until(lambda: rows.state == "ready" and 0 < rows.count < every, "the row is found")
    desk.wait_to_see(f"1 of {every} rows match “{number}”")
    assert page.banner.title.text() == "Unchanged since it was made on 23 Nov 2026"
    assert desk.door.isHidden() or not desk.door.isVisible()


def change_one_cell(path: Path) -> tuple[str, int]:
    """Another person changes one amount in Excel; gives sheet and row."""
    book = openpyxl.load_workbook(path)
    sheet = next(book[name] for name in book.sheetnames if "FY" in name)
    total, row = 16, 3
    sheet.cell(row, total).value = 12345.67
    book.save(path)
    return sheet.title, row


def test_one_changed_cell_is_named_by_sheet_and_row_in_the_window_and_by_verify(
    at_export: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_export
    path = export(desk)
    assert verify(desk, path)[0] == 0
    sheet, row = change_one_cell(path)
    answer_file_dialog(monkeypatch, path)
    desk.open_page("review")
    desk.hand.press(desk.page.drop.button)
    page = opened(desk)
    assert page.banner.title.text() == "This file was changed after it was made, in 1 place"
    assert f"{sheet}, row {row}, " in page.banner.places.text()
    code, said = verify(desk, path)
    assert code == 1
    assert f"{sheet}, row {row}, " in said
    desk.open_page("export")
    desk.hand.press(desk.page.history.check_button)
    desk.rest()
    assert checks_listed(desk) == ["changed"]


def test_a_file_that_is_no_export_is_refused_in_the_window_and_by_verify(
    at_export: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = at_export
    path = tmp_path / "holiday.xlsx"
    path.write_text("Not a workbook at all")
    answer_file_dialog(monkeypatch, path)
    desk.open_page("review")
    desk.hand.press(desk.page.drop.button)
    opened(desk)
    desk.wait_to_see("holiday.xlsx cannot be opened as an export", "Choose another file")
    assert verify(desk, path)[0] == 2
